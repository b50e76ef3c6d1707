"""The mix: every sound of a film to its stems, made beside the picture or without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filmgen.compositor.encode.aac import encode_aac
from filmgen.compositor.sound.mix import mix_film
from filmgen.config import SoundSettings
from filmgen.editorial.model import STEMS, Cut, SoundMedia
from filmgen.engines.protocols import EngineInfo
from filmgen.errors import TimelineError
from filmgen.farm.production import Wanted
from filmgen.timecode import samples_from_frames
from filmgen.workspace import Asset
from pipelines.studio import Studio, provenance

_MIXER = EngineInfo("mixer", "filmgen stem mixer, BS.1770-4 loudness", "3", "Apache-2.0")

AAC_NAME = "mix.m4a"


@dataclass(frozen=True)
class MixTask:
    """A film's sounds, its length and what the mix must reach; see `mix_film`.

    Attributes:
        aac: whether it is encoded, too, while others draw the picture: for an mp4.
    """

    sounds: tuple[SoundMedia, ...]
    length_samples: int
    settings: SoundSettings
    raised_db: float = 0.0
    aac: bool = False


def wanted_mix(
    sounds: Sequence[SoundMedia],
    cut: Cut,
    settings: SoundSettings,
    raised_db: float = 0.0,
    *,
    film: str = "",
) -> Wanted:
    """The mix of a film, keyed by contents and positions, by no path and no name.

    Args:
        film: name of the film file it is heard in, if there is one.
    """
    length = samples_from_frames(cut.frames, cut.rate)
    task = MixTask(tuple(sounds), length, settings, raised_db, film.endswith(".mp4"))
    pieces = []
    for sound in task.sounds:
        fields = asdict(sound)
        del fields["path"], fields["subject"], fields["distance_m"]
        if sound.room is not None:
            del fields["room"]["response"]
        pieces.append(fields)
    asked = [settings.loudness_lufs, settings.loudness, settings.true_peak_db, settings.duck_db]
    # only where they were mixed before: the keys of all other mixes must not change
    request = [pieces, task.length_samples, asked, *([raised_db] if raised_db else [])]
    request += ["aac"] if task.aac else []
    return Wanted("mix", provenance("mix", _MIXER, None, request), task)


def make_mix(folder: Path, task: MixTask) -> Mapping[str, Any]:
    """In a worker: the stems and the mix, as wav files in `folder`; see `MixTask.aac`."""
    report = mix_film(
        task.sounds,
        task.length_samples,
        folder,
        loudness_lufs=task.settings.loudness_lufs,
        standard=task.settings.loudness,
        true_peak_db=task.settings.true_peak_db,
        duck_db=task.settings.duck_db,
        raised_db=task.raised_db,
    )
    if task.aac:
        encode_aac(folder / "mix.wav", folder / AAC_NAME)
    return report.as_json()


def mix_sound(sounds: Sequence[SoundMedia], cut: Cut, studio: Studio) -> Asset:
    """Mix without a picture.

    Raises:
        TimelineError: the mix could not be made.
    """
    (mixed,) = studio.produce("mix", [wanted_mix(sounds, cut, studio.config.sound)], make_mix)
    if not isinstance(mixed, Asset):
        raise TimelineError(f"the sound could not be mixed: {mixed.reason}")
    return mixed


def publish_mix(mixed: Asset, studio: Studio, folder: str = "audio") -> None:
    """Show the stems and the mix under a folder of the delivery."""
    studio.publish(folder, mixed, {f"{stem}.wav": f"{stem}.wav" for stem in ("mix", *STEMS)})

"""Ambience: beds under every stretch of a place, and spot sounds at their moments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, CutShot, SoundMedia
from filmgen.engines.protocols import AmbienceEngine, BedRequest
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media import Sound
from filmgen.media_files import read_sound, write_sound
from filmgen.sound.places import beds_for
from filmgen.sound.spots import spot_for
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from filmgen.workspace import Asset, seed_from
from pipelines.studio import Options, Studio, own_file, provenance

CROSS_FADE_S = 0.5
"""Beds overlap this long where one place gives way to another."""
BED_STEP_S = 10
"""Beds are made in lengths of this step, so that a re-timed shot makes no new bed."""


@dataclass(frozen=True)
class Stretch:
    """Consecutive shots of one scene in one place."""

    shots: tuple[CutShot, ...]

    @property
    def first(self) -> CutShot:
        return self.shots[0]

    @property
    def start_frame(self) -> int:
        return self.first.start_frame

    @property
    def end_frame(self) -> int:
        return self.shots[-1].start_frame + self.shots[-1].frames


def stretches(cut: Cut) -> Iterator[Stretch]:
    """The cut's places, one after another."""

    def place(cut_shot: CutShot) -> tuple[int, str, str]:
        setting = cut_shot.shot.setting
        return cut_shot.shot.scene_index, setting.key, setting.place.value

    for _, shots in groupby(cut.shots, place):
        yield Stretch(tuple(shots))


def lay_ambience(cut: Cut, edit: EditFolder, studio: Studio) -> tuple[SoundMedia, ...]:
    """Make the beds and spots of the whole film and lay them on the timeline.

    Raises:
        EngineUnavailable: the ambience engine cannot run here.
    """
    engine_name = studio.config.engines.ambience
    engine: AmbienceEngine = studio.engine("ambience")
    info, kinds = engine.describe(), engine.kinds()
    engine.close()
    options = studio.options(engine_name)
    film_seed = studio.config.film.seed
    fade = int(CROSS_FADE_S * SAMPLE_RATE_HZ)
    wanted: list[Wanted] = []
    places: list[_Place] = []
    for stretch in stretches(cut):
        start = samples_from_frames(stretch.start_frame, cut.rate)
        length = samples_from_frames(stretch.end_frame, cut.rate) - start
        shot = stretch.first.shot
        reach = length + fade if stretch.end_frame < cut.frames else length
        own = edit.bed(shot.identity)
        if own is not None:
            wanted.append(Wanted(shot.display_id, own_file("bed", own), _Lay(None, (), None, own)))
            places.append(_Place("ambience", start, reach, "own", shot.display_id, 0.0, fade))
            continue
        words = " ".join(s.shot.action for s in stretch.shots)
        cues = tuple(c for s in stretch.shots for c in s.shot.effect_cues)
        for choice in beds_for(shot.setting, words, cues):
            step = BED_STEP_S * SAMPLE_RATE_HZ
            seed = seed_from(film_seed, "bed", shot.setting.key, shot.setting.place, choice.kind)
            request = BedRequest(
                choice.kind,
                round(choice.intensity, 2),
                -(-(reach + fade) // step) * step,
                seed,
                choice.parameters,
            )
            wanted.append(
                Wanted(
                    f"{shot.display_id} {choice.kind}",
                    provenance("bed", info, seed, request),
                    _Lay(engine_name, options, request, None),
                )
            )
            places.append(
                _Place("ambience", start, reach, choice.kind, shot.display_id, choice.gain_db, fade)
            )
    for cut_shot in cut.shots:
        shot = cut_shot.shot
        for number, cue in enumerate(shot.sound_cues):
            spot = spot_for(cue)
            if spot is None or spot.kind not in kinds:
                continue
            seed = seed_from(film_seed, "spot", shot.identity, number, cue.kind)
            length = round(spot.seconds * SAMPLE_RATE_HZ)
            request = BedRequest(spot.kind, spot.intensity, length, seed, spot.parameters)
            frame = cut_shot.start_frame + int(min(max(cue.at, 0.0), 0.98) * cut_shot.frames)
            wanted.append(
                Wanted(
                    f"{shot.display_id} {cue.kind}",
                    provenance("spot", info, seed, request),
                    _Lay(engine_name, options, request, None),
                )
            )
            at = samples_from_frames(frame, cut.rate)
            subject = f"{shot.display_id}_{number + 1}"
            places.append(_Place("effects", at, length, cue.kind, subject, spot.gain_db, 0))
    made = studio.produce("beds", wanted, _lay)

    film = samples_from_frames(cut.frames, cut.rate)
    laid = []
    for place, asset in zip(places, made, strict=True):
        if not isinstance(asset, Asset):
            continue
        name = f"{place.stem}/{place.subject}_{place.kind.replace(' ', '-')}.wav"
        path = studio.publish(name, asset, {"bed.wav": ""})
        length = min(place.length, int(asset.notes["samples"]), film - place.start)
        laid.append(
            SoundMedia(
                stem=place.stem,
                path=path,
                start_sample=place.start,
                length_samples=length,
                subject=f"{place.subject} {place.kind}",
                gain_db=place.gain_db,
                fade_in_samples=min(place.fade, length // 2),
                fade_out_samples=min(place.fade, length // 2),
                key=asset.key,
            )
        )
    return tuple(laid)


@dataclass(frozen=True)
class _Place:
    stem: str
    start: int
    length: int
    kind: str
    subject: str
    gain_db: float
    fade: int


@dataclass(frozen=True)
class _Lay:
    engine: str | None
    options: Options
    request: BedRequest | None
    own: Path | None


def _lay(folder: Path, lay: Any) -> Mapping[str, Any]:
    """In a worker: synthesise one bed or spot, or take in a person's own."""
    if lay.own is not None:
        sound: Sound = read_sound(lay.own)
    else:
        engine: AmbienceEngine = shared_engine("ambience", lay.engine, lay.options)
        sound = engine.lay(lay.request)
    write_sound(folder / "bed.wav", sound)
    samples = sound.length_samples * SAMPLE_RATE_HZ // sound.rate_hz
    return {"samples": samples, "rate_hz": sound.rate_hz, **sound.notes}

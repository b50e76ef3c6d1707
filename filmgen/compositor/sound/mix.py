"""Stems to mix: every sound at its sample, beds ducked under speech, loudness and peak right.

The film is rendered once, a second at a time, into a scratch file of stems; then measured;
then written with its gains. Memory holds some blocks of a second and the control tracks,
about a hundredth of the film's samples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.compositor.encode.space import FULL_ERRORS, full, size_of
from filmgen.compositor.sound.stem_film import Film
from filmgen.compositor.sound.stems import render_stems
from filmgen.editorial.model import STEMS, SoundMedia
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.sound.signal.dynamics import BEDS, DUCK_STEP, MUSIC, duck_track, speech_present
from filmgen.timecode import SAMPLE_RATE_HZ

MUSIC_DUCK = 0.45
"""How far music gives way beside ambience: it carries the scene, and it leaves room by itself."""
_MOST_GAIN_DB: Mapping[str, float] = {
    "dialogue": 24.0, "music": 12.0, "effects": 12.0, "ambience": 6.0,
}  # fmt: skip


_BYTES = len(STEMS) * 2 * 4 + (len(STEMS) + 1) * 2 * 3
"""Of a sample: the stems in the scratch file, then stems and mix of 24 bits beside it."""


@dataclass(frozen=True)
class MixReport:
    """What was delivered. Every value is JSON; levels of silence are None.

    Attributes:
        seconds: length of every file.
        loudness_lufs, range_lu, momentary_max_lufs, short_term_max_lufs, true_peak_db: of mix.wav.
        dialogue_lufs: of the mix while somebody speaks.
        stems_lufs: integrated loudness of each stem as written.
        target_lufs, standard: what was asked for, and its name.
        gain_db: what the whole mix was raised by.
        limited_db: the limiter's deepest reduction, 0 or more.
        ducked_s: seconds of the film in which the beds give way to speech.
        notes: one line each on what could not be as asked.
    """

    seconds: float
    loudness_lufs: float | None
    range_lu: float
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None
    true_peak_db: float | None
    dialogue_lufs: float | None
    stems_lufs: Mapping[str, float | None]
    target_lufs: float
    standard: str
    gain_db: float
    limited_db: float
    ducked_s: float
    notes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return {**asdict(self), "notes": list(self.notes)}


def mix_film(
    sounds: Sequence[SoundMedia],
    length_samples: int,
    folder: Path,
    *,
    loudness_lufs: float = -23.0,
    standard: str = "",
    true_peak_db: float = -1.0,
    duck_db: float = -9.0,
    raised_db: float = 0.0,
) -> MixReport:
    """Mix a film's sounds into a file for each of `STEMS`, and `mix.wav`.

    All are stereo 24-bit PCM at 48 kHz, `length_samples` long. The stems are the parts of
    the mix as heard, after ducking, gain and limiting: they sum to it. Sound that reaches
    past the film's ends is cut. Each file appears whole or not at all.

    Args:
        sounds: in any order; rates and channels of the files may differ.
        length_samples: of the film at 48 kHz.
        folder: exists; files of these names in it are replaced.
        loudness_lufs: integrated loudness to reach, BS.1770-4. Quiet films are raised by at
            most 24 dB, without dialogue 12, and of beds alone 6: nobody wants a room tone at -23.
        standard: the name of that target, for the report.
        true_peak_db: highest true peak of the mix, at most 0.
        duck_db: gain of the beds under speech, at most 0; music gets `MUSIC_DUCK` of it.
        raised_db: what the sounds were raised by when they were mixed before: that much less is
            left of the most.

    Raises:
        TimelineError: a sound cannot be read, or names a stem or treatment there is not.
        WorkspaceError: the folder cannot be written.
    """
    for sound in sounds:
        if sound.stem not in STEMS:
            raise TimelineError(
                f"{sound.subject}: no stem {sound.stem!r}; there are {', '.join(STEMS)}"
            )
    scratch = folder / ".stems.part"
    try:
        with scratch.open("wb") as sink:
            raw = render_stems(sounds, length_samples, sink)
        with scratch.open("rb") as source:
            speech = speech_present(raw.levels)
            ducks = {
                "ambience": duck_track(speech, duck_db, BEDS),
                "music": duck_track(speech, MUSIC_DUCK * duck_db, MUSIC),
            }
            film = Film(source, length_samples, raw.sounding, ducks, true_peak_db)
            before = film.measure()
            notes: list[str] = []
            most_db = _most_gain_db(sounds, spoken=bool(speech.any()))
            most_db = max(0.0, most_db - max(0.0, raised_db))
            # Rounded, so that the last digits of a measurement move no sample.
            gain_db = round(_gain_db(before, loudness_lufs, most_db, notes), 5)
            gain_db = film.settle(gain_db, loudness_lufs, before, notes)
            heard = film.write(folder, gain_db, speech)
    except OSError as error:
        if error.errno in FULL_ERRORS:
            raise full(folder / "mix.wav", mix_bytes(length_samples), size_of(scratch)) from error
        raise WorkspaceError(f"{folder}: the mix cannot be written ({error})") from error
    finally:
        scratch.unlink(missing_ok=True)
    ducked = int(np.count_nonzero(ducks["ambience"] < -0.5))
    return MixReport(
        seconds=length_samples / SAMPLE_RATE_HZ,
        loudness_lufs=_rounded(heard.mix.integrated_lufs),
        range_lu=round(heard.mix.range_lu, 2),
        momentary_max_lufs=_rounded(heard.mix.momentary_max_lufs),
        short_term_max_lufs=_rounded(heard.mix.short_term_max_lufs),
        true_peak_db=_rounded(heard.true_peak_db),
        dialogue_lufs=_rounded(heard.dialogue_lufs),
        stems_lufs={name: _rounded(part.integrated_lufs) for name, part in heard.stems.items()},
        target_lufs=loudness_lufs,
        standard=standard,
        gain_db=round(gain_db, 2),
        limited_db=round(heard.limited_db, 2),
        ducked_s=round(ducked * DUCK_STEP / SAMPLE_RATE_HZ, 2),
        notes=tuple(notes),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def mix_bytes(length_samples: int) -> int:
    """Bytes that mixing a film of that length takes, what it throws away again included."""
    return length_samples * _BYTES


def _most_gain_db(sounds: Sequence[SoundMedia], *, spoken: bool) -> float:
    if spoken:
        return _MOST_GAIN_DB["dialogue"]
    stems = {sound.stem for sound in sounds}
    return max((_MOST_GAIN_DB[s] for s in stems if s != "dialogue"), default=6.0)


def _gain_db(heard: float | None, target: float, most_db: float, notes: list[str]) -> float:
    if heard is None:
        notes.append("no sound above -70 LUFS: the mix is left as it is")
        return 0.0
    if target - heard > most_db:
        notes.append(
            f"the mix is {heard:.1f} LUFS before gain; raised by {most_db:.0f} dB only, "
            f"so that noise is not lifted to {target:.0f}"
        )
        return most_db
    return target - heard

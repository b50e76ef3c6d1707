"""Sound that follows the picture: stems cut where the edit is cut, stretched where it is slowed.

Stems over the whole film are what every clip brings its own stretch of: from the frames of the
film that it shows. Clips that stay neighbours keep one stretch, so that a line that goes on over
a cut is whole. What the editor cut by hand is used as it lies.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmgen.editorial.conform.edit import Edit, EditClip, EditSound
from filmgen.editorial.conform.time import nearest
from filmgen.errors import TimelineError
from filmgen.media import FloatArray, Missing
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames

FADE_SAMPLES = SAMPLE_RATE_HZ // 100
"""At every cut of a sound, equal power."""
SLOWEST, FASTEST = Fraction(1, 8), Fraction(8)
"""Beyond, a stretch is nothing anyone would listen to."""
_SEED = 7
"""Of the stretcher's random phases: the same sound comes out the same."""


@dataclass(frozen=True)
class Stretch:
    """A piece of a sound file at its place in the edit.

    Attributes:
        start_sample, samples: in the edit, at 48 kHz.
        first_sample, speed: at sample n, the file is at `first_sample + speed * n` at 48 kHz.
        fade_in, fade_out: whether it begins and ends at a cut.
    """

    stem: str
    name: str
    medium: Path
    start_sample: int
    samples: int
    first_sample: Fraction
    speed: Fraction
    fade_in: bool = True
    fade_out: bool = True
    gain_db: float = 0.0
    pan: float = 0.0
    treatment: str = ""


@dataclass(frozen=True)
class _Heard:
    """Frames [start, end) of the edit in which the delivered film is heard from `film` on."""

    start: int
    end: int
    film: Fraction
    speed: Fraction


def follow(edit: Edit, quiet: Collection[str] = ()) -> tuple[tuple[Stretch, ...], tuple[str, ...]]:
    """All that is heard in an edit, and what cannot be, one line each.

    Args:
        quiet: stems that are known to be silent throughout.
    """
    losses: list[str] = []
    whole = [sound for sound in edit.sounds if sound.whole and sound.stem not in quiet]
    laid = [sound for sound in edit.sounds if not sound.whole]
    heard = _heard(edit, losses) if whole else []
    stretches = [_piece(sound, part, edit) for sound in whole for part in heard]
    stretches += [s for sound in laid for s in _as_it_lies(sound, losses)]
    return tuple(s for s in stretches if s.samples > 0), tuple(losses)


def _heard(edit: Edit, losses: list[str]) -> list[_Heard]:
    parts: list[_Heard] = []
    for clip in edit.clips:
        part = _part(clip, losses)
        if part is None:
            continue
        last = parts[-1] if parts else None
        if (
            last is not None
            and last.end == part.start
            and last.speed == part.speed
            and last.film + last.speed * (last.end - last.start) == part.film
        ):
            parts[-1] = replace(last, end=part.end)
        else:
            parts.append(part)
    return parts


def _part(clip: EditClip, losses: list[str]) -> _Heard | None:
    if clip.heard is None or clip.speed == 0:
        return None
    zero, pace = clip.heard
    speed = pace * clip.speed
    if not SLOWEST <= abs(speed) <= FASTEST:
        losses.append(f"{clip.name}: at {float(speed):g} times its speed it is silent")
        return None
    return _Heard(clip.start_frame, clip.end_frame, zero + pace * clip.first, speed)


def _piece(sound: EditSound, part: _Heard, edit: Edit) -> Stretch:
    """A stem's stretch under some frames of the edit; nothing of it lies before the film."""
    start, end = (samples_from_frames(f, edit.rate) for f in (part.start, part.end))
    first = part.film * SAMPLE_RATE_HZ / edit.rate
    if part.speed == 1:
        # whole samples, rounded as everything is, so that an untouched film is the same film
        first = Fraction(nearest(first))
    start, first = _from_its_beginning(start, first, part.speed)
    return Stretch(
        stem=sound.stem,
        name=sound.name,
        medium=_file(sound),
        start_sample=start,
        samples=end - start,
        first_sample=first,
        speed=part.speed,
        fade_in=not (part.start == 0 and first == 0),
        fade_out=part.end != edit.frames or part.speed != 1,
    )


def _as_it_lies(sound: EditSound, losses: list[str]) -> list[Stretch]:
    if sound.speed and not SLOWEST <= abs(sound.speed) <= FASTEST:
        losses.append(f"{sound.name}: at {float(sound.speed):g} times its speed it is silent")
        return []
    if sound.speed == 0:
        return []
    start, first = _from_its_beginning(sound.start_sample, sound.first_sample, sound.speed)
    return [
        Stretch(
            stem=sound.stem,
            name=sound.name,
            medium=_file(sound),
            start_sample=start,
            samples=sound.samples - (start - sound.start_sample),
            first_sample=first,
            speed=sound.speed,
            gain_db=sound.gain_db,
            pan=sound.pan,
            treatment=sound.treatment,
        )
    ]


def _from_its_beginning(start: int, first: Fraction, speed: Fraction) -> tuple[int, Fraction]:
    """Sample of the edit and of the file at which a piece is heard: not before its file begins."""
    skipped = -int(first / speed) if first < 0 < speed else 0
    return start + skipped, max(Fraction(0), first + skipped * speed)


def _file(sound: EditSound) -> Path:
    assert not isinstance(sound.medium, Missing)
    return sound.medium


def stretched(
    samples: FloatArray, speed: Fraction, wanted: int, rate_hz: int = SAMPLE_RATE_HZ
) -> FloatArray:
    """Sound at its pitch in 1 / speed of the time: float32 (channels, wanted).

    Below 0 it is heard backwards. What is missing at the end is silence.
    """
    from python_stretch import Signalsmith

    source = np.ascontiguousarray(samples[:, ::-1] if speed < 0 else samples, np.float32)
    pace = abs(speed)
    made = source
    if pace != 1 and source.size:
        stretch = Signalsmith.Stretch(_SEED)
        stretch.preset(source.shape[0], rate_hz)
        stretch.setTimeFactor(float(pace))
        made = np.asarray(stretch.process(source), np.float32)
    short = max(0, wanted - made.shape[1])
    return np.pad(made[:, :wanted], ((0, 0), (0, short)))


def read_stretch(stretch: Stretch) -> FloatArray:
    """The stretched sound of a piece, float32 (channels, samples) at 48 kHz.

    What lies before or after its file is silence, whichever way it is played.

    Raises:
        TimelineError: its file cannot be read.
    """
    import soundfile

    from filmgen.sound.signal.resample import resample

    try:
        with soundfile.SoundFile(str(stretch.medium)) as file:
            rate = file.samplerate
            begins = stretch.first_sample * rate / SAMPLE_RATE_HZ
            ends = begins + stretch.speed * stretch.samples * rate / SAMPLE_RATE_HZ
            first, last = sorted((begins, ends))
            outside = -first if stretch.speed > 0 else last - file.frames
            low, high = max(0, math.floor(first)), min(file.frames, math.ceil(last))
            file.seek(min(low, file.frames))
            found = file.read(max(0, high - low), dtype="float32", always_2d=True).T
    except (soundfile.LibsndfileError, RuntimeError, OSError) as error:
        raise TimelineError(f"{stretch.medium.name}: sound cannot be read ({error})") from error
    if rate != SAMPLE_RATE_HZ:
        found = resample(found, rate)
    silent = round(max(Fraction(0), outside) * SAMPLE_RATE_HZ / rate / abs(stretch.speed))
    silent = min(silent, stretch.samples)
    heard = stretched(found, stretch.speed, stretch.samples - silent)
    return np.pad(heard, ((0, 0), (silent, 0)))

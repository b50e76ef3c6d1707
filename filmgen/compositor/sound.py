"""Stems to mix: every sound at its sample, beds ducked under speech, loudness and peak right.

The film is rendered once, a second at a time, into a scratch file of stems; then measured;
then written with its gains. Memory holds some blocks of a second and the control tracks,
about a hundredth of the film's samples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from filmgen.compositor.sound_reader import PlacedSound
from filmgen.editorial.model import STEMS, SoundMedia
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.media import FloatArray
from filmgen.sound.dynamics import (
    DUCK_STEP,
    LIMIT_STEP,
    at_samples,
    duck_track,
    limiter_track,
    speech_present,
)
from filmgen.sound.loudness import PEAK_CONTEXT, LoudnessMeter, oversampled_peaks
from filmgen.timecode import SAMPLE_RATE_HZ

_DIALOGUE, _AMBIENCE = 0, 1
_BLOCK = SAMPLE_RATE_HZ  # a multiple of both control steps
_PEAK_MARGIN_DB = 0.1  # what moving gain and 24-bit words may add to a peak
_CLOSE_ENOUGH_LU = 0.05
_FULL_SCALE = np.float32(0.999)
_MOST_GAIN_DB: Mapping[str, float] = {"dialogue": 24.0, "effects": 12.0, "ambience": 6.0}


@dataclass(frozen=True)
class MixReport:
    """What was delivered. Every value is JSON; levels of silence are None.

    Attributes:
        seconds: length of every file.
        loudness_lufs, range_lu, true_peak_db: of mix.wav.
        stems_lufs: integrated loudness of each stem as written.
        target_lufs: what was asked for. gain_db: what the whole mix was raised by.
        limited_db: the limiter's deepest reduction, 0 or more.
        ducked_s: seconds of the film in which the beds give way to speech.
        notes: one line each on what could not be as asked.
    """

    seconds: float
    loudness_lufs: float | None
    range_lu: float
    true_peak_db: float | None
    stems_lufs: Mapping[str, float | None]
    target_lufs: float
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
    true_peak_db: float = -1.0,
    duck_db: float = -9.0,
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
        true_peak_db: highest true peak of the mix, at most 0.
        duck_db: gain of the beds under speech, at most 0.

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
            levels = _render(sounds, length_samples, sink)
        with scratch.open("rb") as source:
            duck = duck_track(levels, duck_db)
            film = _Film(source, length_samples, duck, true_peak_db)
            heard = film.measure()
            notes: list[str] = []
            gain_db = _gain_db(heard, loudness_lufs, _most_gain_db(sounds, levels), notes)
            gain_db = film.settle(gain_db, loudness_lufs, heard, notes)
            return film.write(folder, gain_db, loudness_lufs, tuple(notes))
    except OSError as error:
        raise WorkspaceError(f"{folder}: the mix cannot be written ({error})") from error
    finally:
        scratch.unlink(missing_ok=True)


def _render(sounds: Sequence[SoundMedia], length: int, sink: BinaryIO) -> FloatArray:
    """Every sound in its place: float32 stems, (n, 8) interleaved, to the scratch file.

    Returns:
        RMS of the dialogue for each 10 ms.
    """
    waiting = sorted(
        (s for s in sounds if s.start_sample < length and s.start_sample + s.length_samples > 0),
        key=lambda s: s.start_sample,
        reverse=True,
    )
    playing: list[PlacedSound] = []
    levels = np.zeros(-(-length // DUCK_STEP), dtype=np.float32)
    with ExitStack() as stack:
        for first in range(0, length, _BLOCK):
            last = min(first + _BLOCK, length)
            while waiting and waiting[-1].start_sample < last:
                playing.append(PlacedSound(waiting.pop()))
                stack.callback(playing[-1].close)
            stems = np.zeros((len(STEMS), 2, last - first), dtype=np.float32)
            for sound in playing:
                sound.add_to(stems[STEMS.index(sound.media.stem)], first)
            for sound in playing:
                if sound.finished:
                    sound.close()
            playing = [s for s in playing if not s.finished]
            _note_levels(stems[_DIALOGUE], levels, first)
            sink.write(np.ascontiguousarray(stems.reshape(2 * len(STEMS), -1).T).tobytes())
    return levels


def _note_levels(dialogue: FloatArray, levels: FloatArray, first: int) -> None:
    power = np.mean(dialogue**2, axis=0)
    whole = -(-power.size // DUCK_STEP)
    padded = np.pad(power, (0, whole * DUCK_STEP - power.size)).reshape(whole, DUCK_STEP)
    at = first // DUCK_STEP
    levels[at : at + whole] = np.sqrt(padded.mean(axis=1))


def _most_gain_db(sounds: Sequence[SoundMedia], levels: FloatArray) -> float:
    if speech_present(levels).any():
        return _MOST_GAIN_DB["dialogue"]
    if any(s.stem == "effects" for s in sounds):
        return _MOST_GAIN_DB["effects"]
    return _MOST_GAIN_DB["ambience"]


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


class _Film:
    """The rendered stems, read as often as needed."""

    def __init__(
        self, source: BinaryIO, length: int, duck: np.ndarray[Any, Any], ceiling_db: float
    ) -> None:
        self._source = source
        self._length = length
        self._duck_db = duck
        count = -(-length // LIMIT_STEP)
        self._ceiling = np.float32(10.0 ** ((ceiling_db - _PEAK_MARGIN_DB) / 20.0))
        self._excess = np.zeros(count, dtype=np.float32)  # peak of each ms over the ceiling
        self._limit = np.ones(count + 1, dtype=np.float32)

    def blocks(
        self, gain_db: float = 0.0, *, limited: bool = False
    ) -> Iterator[tuple[int, FloatArray]]:
        """(first sample, stems (4, 2, n)) in order, ducked and with gain."""
        self._source.seek(0)
        gain = np.float32(10.0 ** (gain_db / 20.0))
        for first in range(0, self._length, _BLOCK):
            count = min(_BLOCK, self._length - first)
            data = np.frombuffer(self._source.read(count * 8 * len(STEMS)), dtype=np.float32)
            stems = np.ascontiguousarray(data.reshape(count, -1).T).reshape(len(STEMS), 2, count)
            if self._duck_db.any():
                duck = at_samples(self._duck_db, DUCK_STEP, first, first + count, 0.5)
                stems[_AMBIENCE] *= np.float32(10.0) ** (duck / np.float32(20.0))
            if limited and float(self._limit.min()) < 1.0:
                stems *= at_samples(self._limit, LIMIT_STEP, first, first + count)
            stems *= gain
            yield first, stems

    def measure(self) -> float | None:
        """Loudness of the mix before gain; notes the peaks the limiter will need."""
        meter, peaks = LoudnessMeter(), _Peaks()
        for first, stems in self.blocks():
            mix = stems.sum(axis=0)
            meter.push(mix)
            heard = peaks.push(mix)
            self._note_peaks(heard / self._ceiling, peaks.at)
            # No stem may clip its own file, even where another cancels it in the mix.
            self._note_peaks(np.abs(stems).max(axis=(0, 1)) / _FULL_SCALE, first)
        rest = peaks.finish()
        self._note_peaks(rest / self._ceiling, peaks.at)
        return meter.result().integrated_lufs

    def _note_peaks(self, peaks: FloatArray, first: int) -> None:
        """Raise the milliseconds that the peaks of samples from `first` on fall into."""
        if not peaks.size:
            return
        edges = np.arange(first // LIMIT_STEP, (first + peaks.size - 1) // LIMIT_STEP + 1)
        starts = np.maximum(edges * LIMIT_STEP - first, 0)
        tops = np.maximum.reduceat(peaks, starts)
        known = edges < self._excess.size
        self._excess[edges[known]] = np.maximum(self._excess[edges[known]], tops[known])

    def settle(self, gain_db: float, target: float, heard: float | None, notes: list[str]) -> float:
        """Set the limiter; where it takes loudness away, give it back and limit again."""
        wanted = None if heard is None else heard + gain_db
        for _ in range(5):
            self._limit = limiter_track(self._excess * np.float32(10.0 ** (gain_db / 20.0)))
            if wanted is None or float(self._limit.min()) >= 1.0:
                return gain_db
            meter = LoudnessMeter()
            for _, stems in self.blocks(gain_db, limited=True):
                meter.push(stems.sum(axis=0))
            reached = meter.result().integrated_lufs
            if reached is None or abs(wanted - reached) < _CLOSE_ENOUGH_LU:
                return gain_db
            gain_db += wanted - reached
        self._limit = limiter_track(self._excess * np.float32(10.0 ** (gain_db / 20.0)))
        notes.append(f"the limiter keeps the mix from reaching {target:g} LUFS")
        return gain_db

    def write(
        self, folder: Path, gain_db: float, target: float, notes: tuple[str, ...]
    ) -> MixReport:
        """Write the files and hear them once more."""
        meters = [LoudnessMeter() for _ in range(len(STEMS) + 1)]
        peaks = _Peaks()
        with _WavSet(folder, (*STEMS, "mix"), self._length) as files:
            for _, stems in self.blocks(gain_db, limited=True):
                mix = stems.sum(axis=0)
                peaks.push(mix)
                for index, part in enumerate((*stems, mix)):
                    meters[index].push(part)
                    files.write(index, part)
            files.keep()
        peaks.finish()
        loudness = [m.result() for m in meters]
        top = peaks.top
        deepest = float(self._limit.min())
        return MixReport(
            seconds=self._length / SAMPLE_RATE_HZ,
            loudness_lufs=_rounded(loudness[-1].integrated_lufs),
            range_lu=round(loudness[-1].range_lu, 2),
            true_peak_db=_rounded(20.0 * math.log10(top)) if top > 1e-9 else None,
            stems_lufs={
                n: _rounded(m.integrated_lufs) for n, m in zip(STEMS, loudness, strict=False)
            },
            target_lufs=target,
            gain_db=round(gain_db, 2),
            limited_db=round(-20.0 * math.log10(deepest), 2) + 0.0,
            ducked_s=round(
                float(np.count_nonzero(self._duck_db < -0.5)) * DUCK_STEP / SAMPLE_RATE_HZ, 2
            ),
            notes=notes,
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


class _Peaks:
    """True peak around every sample of a stereo stream, half a kernel late.

    `at` is the film sample that the values last given begin with; `top` the highest so far.
    """

    def __init__(self) -> None:
        self.at = 0
        self.top = 0.0
        self._next = -PEAK_CONTEXT // 2
        self._context = np.zeros((2, PEAK_CONTEXT), dtype=np.float32)

    def push(self, block: FloatArray) -> FloatArray:
        joined = np.concatenate([self._context, block], axis=1)
        self._context = joined[:, joined.shape[1] - PEAK_CONTEXT :]
        peaks = oversampled_peaks(joined)
        early = max(0, min(-self._next, peaks.size))  # before the film's first sample
        self.at = self._next + early
        self._next += peaks.size
        self.top = max(self.top, float(peaks.max(initial=0.0)))
        return peaks[early:]

    def finish(self) -> FloatArray:
        return self.push(np.zeros((2, PEAK_CONTEXT // 2), dtype=np.float32))


class _WavSet:
    """WAV files written side by side under temporary names, renamed together at the end."""

    def __init__(self, folder: Path, names: Sequence[str], length: int) -> None:
        self._paths = [folder / f"{name}.wav" for name in names]
        self._parts = [folder / f".{name}.wav.part" for name in names]
        # Beyond 4 GB the sizes of a WAV header overflow; RF64 (EBU Tech 3306) has room.
        self._format = "RF64" if length * 6 > 4_000_000_000 else "WAV"
        self._files: list[Any] = []

    def __enter__(self) -> _WavSet:
        import soundfile

        try:
            for part in self._parts:
                self._files.append(
                    soundfile.SoundFile(
                        str(part), "w", SAMPLE_RATE_HZ, 2, subtype="PCM_24", format=self._format
                    )
                )
        except (soundfile.LibsndfileError, RuntimeError) as error:
            self.__exit__()
            raise OSError(str(error)) from error
        return self

    def write(self, index: int, samples: FloatArray) -> None:
        import soundfile

        try:
            self._files[index].write(np.ascontiguousarray(samples.T))
        except (soundfile.LibsndfileError, RuntimeError) as error:
            raise OSError(str(error)) from error

    def keep(self) -> None:
        """Close all and give them their names."""
        for file in self._files:
            file.close()
        for part, path in zip(self._parts, self._paths, strict=True):
            part.replace(path)

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()
        for part in self._parts:
            part.unlink(missing_ok=True)

"""The pitch of a voice: where it is, and moving it without moving the formants.

Tracking is McLeod and Wyvill's normalised square difference ("A smarter way to find pitch",
ICMC 2005), by FFT over all frames at once. Shifting is TD-PSOLA (Moulines and Charpentier, Speech
Communication 9 (1990) 453): grains of two periods, cut at the voice's own pulses, are laid closer
together or farther apart. It changes no durations, and pitch may move within a word, which the
stretching libraries with permissive licences cannot do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.frames import HOP_S

Doubles = NDArray[np.float64]


LOWEST_HZ, HIGHEST_HZ = 60.0, 520.0
_WINDOW_S = 0.04
_CLEAR = 0.55
"""Clarity (0 noise to 1 periodic) from which a frame counts as voiced."""
_GROUP = 1024  # frames looked at in one go: some MB
_QUIET_DB = -45.0  # below the loudest frame: silence, whatever its clarity


@dataclass(frozen=True)
class PitchTrack:
    """One value every `HOP_S`, frame k centred on second k * HOP_S.

    Attributes:
        f0_hz: float64 (n,), interpolated where unvoiced; the voice's median where none is voiced.
        voiced: bool (n,).
    """

    f0_hz: Doubles
    voiced: NDArray[np.bool_]

    @property
    def median_hz(self) -> float:
        heard = self.f0_hz[self.voiced]
        return float(np.median(heard)) if heard.size else 0.0


def track_pitch(samples: FloatArray, rate_hz: int) -> PitchTrack:
    """Track a mono float32 (n,) recording of one voice."""
    hop, width = rate_hz * HOP_S, round(rate_hz * _WINDOW_S)
    count = int(samples.size / hop) + 1
    padded = np.pad(samples.astype(np.float64), (width, 2 * width))
    f0, clarity, power = (np.zeros(count) for _ in range(3))
    for first in range(0, count, _GROUP):
        places = np.arange(first, min(first + _GROUP, count))
        starts = np.rint(places * hop).astype(np.int64) + width - width // 2
        frames = padded[starts[:, None] + np.arange(width)]
        f0[places], clarity[places] = _periods(frames, rate_hz)
        power[places] = np.mean(frames**2, axis=1)
    heard = power > power.max() * 10.0 ** (_QUIET_DB / 10.0)
    voiced = (clarity > _CLEAR) & heard & (f0 > 0)
    voiced = _majority(voiced)
    if not voiced.any():
        return PitchTrack(np.full(count, 150.0), np.zeros(count, dtype=bool))
    middle = float(np.median(f0[voiced & (f0 > 0)])) if (voiced & (f0 > 0)).any() else 150.0
    # An octave off the voice's range is an error of tracking, not of intonation.
    f0 = np.where(f0 > 1.75 * middle, f0 / 2, np.where((f0 > 0) & (f0 < middle / 1.9), f0 * 2, f0))
    good = voiced & (f0 > 0.5 * middle) & (f0 < 2.2 * middle)
    if not good.any():
        return PitchTrack(np.full(count, middle), np.zeros(count, dtype=bool))
    places = np.arange(count)
    track = np.interp(places, places[good], f0[good])
    return PitchTrack(_median(track, 5), voiced)


def shift_pitch(
    samples: FloatArray, rate_hz: int, track: PitchTrack, semitones: ArrayLike
) -> FloatArray:
    """Move the pitch of voiced parts by so many semitones, one value for each frame of the track.

    Returns:
        float32 (n,), as long as it was; unvoiced sounds and silence are as they were.
    """
    shifts = np.asarray(semitones, dtype=np.float64)
    marks = _pulses(samples, rate_hz, track)
    if marks.size < 3:
        return samples
    frame = np.minimum((marks / rate_hz / HOP_S).astype(np.int64), track.f0_hz.size - 1)
    factor = np.where(track.voiced[frame], 2.0 ** (shifts[frame] / 12.0), 1.0)
    gaps = np.diff(marks, append=marks[-1] + (marks[-1] - marks[-2]))
    out = np.zeros(samples.size + 1)
    weight = np.zeros(samples.size + 1)
    source = np.asarray(samples, dtype=np.float64)
    at = float(marks[0])
    near = 0
    last = float(marks[-1])
    while at <= last:
        while near + 1 < marks.size and abs(marks[near + 1] - at) <= abs(marks[near] - at):
            near += 1
        _lay(source, out, weight, int(marks[near]), round(at), int(gaps[max(0, near - 1)]),
             int(gaps[near]))  # fmt: skip
        at += max(8.0, gaps[near] / factor[near])
    # Grains closer together overlap more, but add up in power: the root of their windows' sum
    # keeps the level. Farther apart they leave valleys, which are filled only so far.
    covered = weight > 1e-3
    sums = weight[covered]
    out[covered] /= np.where(sums > 1.0, np.sqrt(sums), np.maximum(sums, 0.35))
    out, covered = out[:-1], covered[:-1]
    return np.where(covered, out, source).astype(np.float32)


def _lay(
    source: Doubles, out: Doubles, weight: Doubles, taken: int, put: int, before: int, after: int
) -> None:
    """Add the grain about the pulse at `taken` at the place `put`."""
    before, after = min(before, taken, put), min(after, source.size - taken, source.size - put)
    if before <= 0 or after <= 0:
        return
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(before) + 0.5) / before)
    fall = 0.5 + 0.5 * np.cos(np.pi * (np.arange(after) + 0.5) / after)
    window = np.concatenate([rise, fall])
    out[put - before : put + after] += source[taken - before : taken + after] * window
    weight[put - before : put + after] += window


def _pulses(samples: FloatArray, rate_hz: int, track: PitchTrack) -> NDArray[np.int64]:
    """Sample positions of the glottal pulses; evenly spaced marks where nothing is voiced."""
    source = np.asarray(samples, dtype=np.float64)
    smooth = np.convolve(source, np.hanning(max(3, round(rate_hz / 1800)) | 1), mode="same")
    # Pulses stand at the peaks of the sign that is the sharper one in this recording.
    if float(np.mean(smooth**3)) < 0:
        smooth = -smooth
    marks: list[int] = []
    at = 0.0
    fixed = rate_hz * HOP_S
    count = track.f0_hz.size
    while at < source.size:
        frame = min(int(at / rate_hz / HOP_S), count - 1)
        if not track.voiced[frame]:
            marks.append(int(at))
            at += fixed
            continue
        period = rate_hz / track.f0_hz[frame]
        reach = int(period * (0.5 if not marks or not track.voiced[max(0, frame - 1)] else 0.15))
        low = max(int(at) - reach, (marks[-1] + int(0.6 * period)) if marks else 0, 0)
        high = min(int(at) + reach + 1, source.size)
        peak = low + int(np.argmax(smooth[low:high])) if high > low else int(at)
        marks.append(min(peak, source.size - 1))
        at = marks[-1] + period
    return np.unique(np.asarray(marks, dtype=np.int64))


def _periods(frames: Doubles, rate_hz: int) -> tuple[Doubles, Doubles]:
    """f0 in Hz (0 where none) and clarity of each frame (m, width)."""
    width = frames.shape[1]
    shortest, longest = int(rate_hz / HIGHEST_HZ), min(int(rate_hz / LOWEST_HZ) + 1, width - 2)
    size = 1 << (2 * width - 1).bit_length()
    centred = frames - frames.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=size, axis=1)
    # Above 1.2 kHz lies breath and hiss: periodicity is judged by what is below.
    f = np.fft.rfftfreq(size, 1.0 / rate_hz)
    spectrum *= 1.0 / np.sqrt(1.0 + (f / 1200.0) ** 6)
    low = np.fft.irfft(spectrum, n=size, axis=1)[:, :width]
    power = np.fft.rfft(low, n=size, axis=1)
    same = np.fft.irfft(power.real**2 + power.imag**2, n=size, axis=1)[:, : longest + 1]
    square = np.cumsum(low**2, axis=1)
    lags = np.arange(longest + 1)
    total = square[:, -1:]
    head = np.concatenate([np.zeros((len(low), 1)), square], axis=1)
    # Energy of both halves of the comparison at each lag: McLeod's m'(tau).
    energy = head[:, width - lags] + (total - head[:, lags])
    likeness = 2.0 * same / np.maximum(energy, 1e-12)
    inside = likeness[:, shortest:]
    best = inside.max(axis=1)
    # The first peak nearly as high as the highest is the period; later ones are its multiples.
    peaks = (inside[:, 1:-1] >= inside[:, :-2]) & (inside[:, 1:-1] > inside[:, 2:])
    enough = peaks & (inside[:, 1:-1] >= 0.88 * best[:, None])
    found = enough.any(axis=1) & (total[:, 0] > 1e-9)
    place = np.argmax(enough, axis=1) + 1
    rows = np.arange(len(inside))
    left, middle, right = (inside[rows, place + k] for k in (-1, 0, 1))
    bend = left - 2 * middle + right
    offset = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0.0)
    lag = place + shortest + np.clip(offset, -0.5, 0.5)
    return np.where(found, rate_hz / lag, 0.0), np.where(found, middle, 0.0)


def _median(values: Doubles, width: int) -> Doubles:
    padded = np.pad(values, width // 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    return np.asarray(np.median(windows, axis=1))


def _majority(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lone frames take their neighbours' side."""
    return np.asarray(_median(flags.astype(np.float64), 5) > 0.5)

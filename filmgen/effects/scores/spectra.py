"""Log spectra: whether made clips have the detail and the tempo of real ones, scale by scale.

Each score is the mean over bands, and over the channels that vary, of |log10(made / real power)|:
0.1 is a quarter more or less than there should be. Bands whose real power is below
`NOISE_MARGIN` times that of rounding to float16, as datasets are stored, are left out: there,
nothing is compared but noise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.scores.space import Clips, Space

NOISE_MARGIN = 10.0
WORST = 1e-4
"""Least ratio of powers that is told apart: a frozen clip has no power in time at all."""

Spectrum = NDArray[np.float64]


def spatial_distance(real: Clips, made: Clips, space: Space) -> float:
    """Of radially averaged spectra of all frames, under a Hann window.

    Args:
        real, made: (n, T, channels, rows, columns) in `model_space`, not standardised.
    """
    floor = _rounding(real) * _hann_energy(real.shape[-2]) * _hann_energy(real.shape[-1])
    return _distance(spatial_spectrum(real), spatial_spectrum(made), floor, space)


def temporal_distance(real: Clips, made: Clips, space: Space) -> float:
    """Of the spectra of every cell's value over time, its mean taken off, under a Hann window."""
    floor = _rounding(real) * _hann_energy(real.shape[1])
    return _distance(temporal_spectrum(real), temporal_spectrum(made), floor, space)


def spatial_spectrum(clips: Clips) -> Spectrum:
    """Mean power by wave number, (channels, bands): bands one cycle per picture's longer side.

    From one cycle in the picture to half a cycle a cell, of |k| in cycles a cell.
    """
    rows, columns = clips.shape[-2:]
    window = np.outer(_hann(rows), _hann(columns))
    ky, kx = np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None, :]
    longest = max(rows, columns)
    band = np.rint(np.hypot(ky, kx) * longest).astype(int)
    bands = longest // 2
    # every wave but those of the first and the last column stands for its mirror image too
    twice = np.full(band.shape, 2.0)
    twice[:, 0] = 1.0
    if columns % 2 == 0:
        twice[:, -1] = 1.0
    power = np.zeros((clips.shape[2], *band.shape))
    for clip in clips:
        waves = np.fft.rfft2(clip * window)
        power += (waves.real**2 + waves.imag**2).mean(axis=0)
    used = (band >= 1) & (band <= bands)
    index, weight = band[used] - 1, twice[used]
    count = np.bincount(index, weight, minlength=bands)
    return np.stack(
        [np.bincount(index, p[used] * weight, minlength=bands) / count for p in power / len(clips)]
    )


def temporal_spectrum(clips: Clips) -> Spectrum:
    """Mean power by frequency, (channels, bands): one cycle a clip to half a cycle a frame."""
    frames = clips.shape[1]
    window = _hann(frames)[:, None, None, None]
    power = np.zeros((clips.shape[2], frames // 2))
    for clip in clips:
        waves = np.fft.rfft((clip - clip.mean(axis=0)) * window, axis=0)[1:]
        power += (waves.real**2 + waves.imag**2).mean(axis=(2, 3)).T
    return power / len(clips)


def _distance(real: Spectrum, made: Spectrum, floor: Spectrum, space: Space) -> float:
    heard = (real > NOISE_MARGIN * floor[:, None]) & np.array(space.full)[:, None]
    if not heard.any():
        return 0.0
    ratio = np.clip(made[heard] / real[heard], WORST, 1.0 / WORST)
    return float(np.abs(np.log10(ratio)).mean())


def _rounding(clips: Clips) -> Spectrum:
    """Mean square error of rounding to float16, by channel: a twelfth of the step's square."""
    errors = []
    for clip in clips:
        step = np.spacing(np.abs(clip).astype(np.float16)).astype(np.float64)
        errors.append((step**2).mean(axis=(0, 2, 3)) / 12.0)
    return np.asarray(np.mean(errors, axis=0))


def _hann(n: int) -> NDArray[np.float64]:
    window: NDArray[np.float64] = 0.5 - 0.5 * np.cos(2.0 * np.pi * (np.arange(n) + 0.5) / n)
    return window


def _hann_energy(n: int) -> float:
    return float((_hann(n) ** 2).sum())

"""Vowels of a throat we know, for tests of who speaks: pulses through formants."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from filmgen.media import Sound

# First three formants in Hz of five vowels (Peterson and Barney, JASA 24 (1952) 175, men).
FORMANTS = ((270, 2290, 3010), (530, 1840, 2480), (730, 1090, 2440), (570, 840, 2410),
            (300, 870, 2240))  # fmt: skip
WIDTHS_HZ = (60, 90, 120)


def vowels(
    *, seconds: float, f0_hz: float, tract: float, seed: int, rate_hz: int = 16_000
) -> Sound:
    """A throat saying vowels with breath between them, mono.

    Args:
        tract: factor on all formants: 1.16 for a woman's beside a man's.
    """
    draw = np.random.default_rng(seed)
    length = round(seconds * rate_hz)
    time = np.arange(length) / rate_hz
    f0 = f0_hz * 2 ** (0.12 * np.sin(2 * np.pi * 0.7 * time + seed))
    phase = np.cumsum(f0) / rate_hz
    pulses = np.diff(np.floor(phase), prepend=0.0)
    hiss = 0.05 * draw.standard_normal(length)
    made = np.zeros(length)
    each = round(0.2 * rate_hz)
    for number, start in enumerate(range(0, length, each)):
        part = slice(start, min(start + each, length))
        source = hiss[part] if number % 5 == 4 else pulses[part] + 0.01 * hiss[part]
        source = lfilter([1.0], [1.0, -0.9], source) * np.hanning(part.stop - part.start + 2)[1:-1]
        for formant, width in zip(FORMANTS[int(draw.integers(5))], WIDTHS_HZ, strict=True):
            radius = np.exp(-np.pi * width / rate_hz)
            angle = 2 * np.pi * min(formant * tract, 0.47 * rate_hz) / rate_hz
            source = lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2], source)
        made[part] = source / max(1e-9, np.abs(source).max())
    return Sound((0.4 * made).astype(np.float32), rate_hz)

"""Taking the voicing out of a voice, or the crispness: the same mouth, driven otherwise.

Every 5 ms the spectral envelope is taken (`frames.envelope_power`) and noise is sent through it. A
whisper is not just that: the open glottis raises the first formant, drains what is below it and
leaves a flatter slope, for the source is turbulence and no longer pulses (Jovičić, JASA 103
(1998) 2145; Ito, Takeda and Itakura, Speech Communication 45 (2005) 139).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.media import FloatArray
from filmgen.sound.signal.frames import (
    Spectra,
    envelope_power,
    frame_size,
    reshape,
    smooth_bins,
)
from filmgen.sound.signal.pitch import PitchTrack

Doubles = NDArray[np.float64]

_F1_RISE = 1.12
"""How far formants near 500 Hz move up; none at 3 kHz."""
_LOW_CUT_HZ = 320.0
_SLOPE_DB = 4.5
"""Per octave between 400 Hz and 3.2 kHz, on top of the voiced slope."""

_SLUR_HZ = 250.0  # about a formant's width: what moves together when sounds run into one another
_SLUR_FRAMES = 17
_SLUR_DB = (-10.0, 7.0)


def whispered(
    samples: FloatArray, rate_hz: int, track: PitchTrack, rng: np.random.Generator
) -> FloatArray:
    """A recording without its voicing, at about its loudness.

    Consonants that are breath already are kept as they are, so that they stay crisp.

    Args:
        samples: mono float32 (n,). track: its pitch.

    Returns:
        float32 (n,).
    """
    f = np.fft.rfftfreq(frame_size(rate_hz), 1.0 / rate_hz)
    shape, source_f = _mouth(f)
    share = _breath_share(track)
    # A root-Hann window passes half of its length's power.
    unit = np.sqrt(round(rate_hz * 0.025) / 2.0)

    def change(places: NDArray[np.int64], spectra: Sequence[Spectra]) -> Spectra:
        voice, breath = spectra
        part = share[places, None]
        if not part.any():
            return voice
        envelope = envelope_power(voice, track.f0_hz[places], f[1])
        moved = np.stack([np.interp(source_f, f, row) for row in np.maximum(envelope, 1e-14)])
        driven = breath / unit * np.sqrt(moved) * shape
        mixed: Spectra = driven * part + voice * np.sqrt(1.0 - part**2)
        return mixed

    hiss = rng.standard_normal(samples.size).astype(np.float32)
    return reshape((samples, hiss), rate_hz, change)


def slurred(samples: FloatArray, rate_hz: int, amount: float) -> FloatArray:
    """Let sounds run into one another: bands of a formant's width change slower than they did.

    Args:
        samples: mono float32 (n,). amount: 0 to 1, all that can still be understood.
    """
    f = np.fft.rfftfreq(frame_size(rate_hz), 1.0 / rate_hz)
    lazy = 10.0 ** (-5.0 * amount * np.clip(np.log2(np.maximum(f, 1.0) / 2500.0), 0, 1.5) / 20.0)
    kernel = np.hanning(round(_SLUR_FRAMES * amount) // 2 * 2 + 3)[1:-1]
    kernel /= kernel.sum()
    low, high = (10.0 ** (db * amount / 20.0) for db in _SLUR_DB)

    def change(places: NDArray[np.int64], spectra: Sequence[Spectra]) -> Spectra:
        (voice,) = spectra
        wide = np.full(len(places), _SLUR_HZ / f[1])
        power = np.log(np.maximum(smooth_bins(np.abs(voice) ** 2, wide), 1e-10))
        edge = kernel.size // 2
        padded = np.pad(power, ((edge, edge), (0, 0)), mode="edge")
        slow = sum(w * padded[k : k + len(power)] for k, w in enumerate(kernel))
        blurred: Spectra = voice * np.clip(np.exp(0.5 * (slow - power)), low, high) * lazy
        return blurred

    return reshape((samples,), rate_hz, change, context=kernel.size)


def _mouth(f: NDArray[np.floating[Any]]) -> tuple[Doubles, Doubles]:
    """The whisper's own colour at each frequency, and where its envelope is taken from."""
    octaves = np.clip(np.log2(np.maximum(f, 1.0) / 400.0), 0.0, 3.0)
    low_cut = 1.0 / np.sqrt(1.0 + (_LOW_CUT_HZ / np.maximum(f, 1.0)) ** 6)
    shape = low_cut * 10.0 ** (_SLOPE_DB * octaves / 20.0)
    rise = np.interp(f, (0.0, 400.0, 900.0, 3000.0), (_F1_RISE, _F1_RISE, 1.06, 1.0))
    return np.asarray(shape), np.asarray(f / rise)


def _breath_share(track: PitchTrack) -> Doubles:
    """1 where the voice must be replaced, 0 well inside unvoiced sounds, gliding over 15 ms."""
    near = np.convolve(track.voiced.astype(np.float64), np.ones(5), mode="same") > 0
    glide = np.hanning(7)[1:-1]
    return np.asarray(np.clip(np.convolve(near, glide / glide.sum(), mode="same"), 0.0, 1.0))

"""The impulse response of a place, without the direct sound.

Indoors early reflections come from the image sources of a box (Allen and Berkley 1979, by
pyroomacoustics), the rest from a diffuse field of noise in octave bands that decays as Eyring
says. What a reflection loses to scattering the diffuse field gains, so that one goes over into
the other as in hybrid room models (Vorländer 2008, ch. 11). The two channels hear the images at
two microphones and have noises of their own.

Outdoors every echo is a short burst of noise, as dense as what it comes back from is rough.
"""

from __future__ import annotations

import math

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.acoustics.rooms import (
    BANDS_HZ,
    SPEED_M_S,
    WALLS,
    Acoustics,
    Doubles,
    OpenAir,
    Room,
    reverberant_energy,
    rt60_s,
    wall_absorption,
)
from filmgen.sound.signal.filters import fast_length
from filmgen.sound.signal.noise import stream
from filmgen.sound.synth.grains import pan_gains
from filmgen.timecode import SAMPLE_RATE_HZ

_LONGEST_S = 4.0
_FADE_DB = -66.0  # where the response is cut
_ORDER_MOST = 14
_LOW_CUT_HZ = 90.0
_SPACING_M = 0.4  # between the two microphones


def impulse_response(acoustics: Acoustics) -> FloatArray:
    """Float32 (2, n) at 48 kHz; sample 0 is when the direct sound arrives, which is not in it.

    Level: the direct sound, heard at one metre, is an impulse of 1.
    """
    if isinstance(acoustics, Room):
        wet = _with_images(acoustics, _diffuse(acoustics))
    else:
        wet = _outdoors(acoustics)
    return _trimmed(_low_cut(wet))


def _diffuse(room: Room) -> Doubles:
    """What scattering has made of the sound, (2, n)."""
    decay_s = rt60_s(room)
    count = round(min(_LONGEST_S, float(decay_s.max()) * 1.15) * SAMPLE_RATE_HZ)
    t = np.arange(count) / SAMPLE_RATE_HZ
    path_m = 4.0 * room.volume_m3 / room.area_m2
    spread = 1.0 - (1.0 - room.scattering) ** (SPEED_M_S * t / path_m)
    energy = reverberant_energy(room)
    out = np.zeros((2, count))
    noise = _bands(stream(room.seed, "diffuse").standard_normal((2, count)))
    rate = 6.0 * math.log(10.0) / decay_s
    for band in range(len(BANDS_HZ)):
        power = energy[band] * rate[band] * np.exp(-rate[band] * t) / SAMPLE_RATE_HZ * spread
        out += noise[band] * np.sqrt(power)
    return out


def _bands(white: Doubles) -> Doubles:
    """White noise of unit power taken apart into octaves, each as strong a noise, (7, 2, n).

    Cosine slopes over the logarithm of the frequency: the octaves' powers sum to white.
    """
    size = fast_length(white.shape[1])
    f = np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ), 1.0)
    octave = np.clip(np.log2(f / BANDS_HZ[0]), 0.0, len(BANDS_HZ) - 1.0)
    spectrum = np.fft.rfft(white, size, axis=1)
    made = [
        np.fft.irfft(
            spectrum * np.cos(np.clip(np.abs(octave - k), 0.0, 1.0) * math.pi / 2), size, axis=1
        )[:, : white.shape[1]]
        for k in range(len(BANDS_HZ))
    ]
    return np.asarray(made)


def _with_images(room: Room, out: Doubles) -> Doubles:
    """Add the mirrored sources, each reflection less what it scatters."""
    import pyroomacoustics

    # The sum of its threads' parts would depend on how many there are.
    pyroomacoustics.constants.set("num_threads", 1)
    width, depth, height = room.size_m
    reach_s = min(0.1, 0.004 * math.sqrt(room.volume_m3) + 0.02)
    order = min(_ORDER_MOST, math.ceil(reach_s * SPEED_M_S / min(room.size_m)) + 1)
    source = np.array([0.43 * width, 0.62 * depth, min(1.55, 0.62 * height)])
    away = min(2.0, 0.3 * min(width, depth))
    ear = source + np.array([0.35 * away, -0.9 * away, 0.0])
    half = np.array([_SPACING_M / 2, 0.0, 0.0]) * min(1.0, width / 4)
    ears = np.stack([ear - half, ear + half], axis=1)

    def response(most: int) -> list[Doubles]:
        kept = {
            wall: pyroomacoustics.Material(
                energy_absorption={
                    "coeffs": list(
                        1.0 - (1.0 - wall_absorption(room, k)) * (1.0 - room.scattering)
                    ),
                    "center_freqs": list(BANDS_HZ),
                }
            )
            for k, wall in enumerate(WALLS)
        }
        box = pyroomacoustics.ShoeBox(
            [width, depth, height],
            fs=SAMPLE_RATE_HZ,
            materials=kept,
            max_order=most,
            air_absorption=True,
        )
        box.add_source(source)
        box.add_microphone_array(ears)
        box.compute_rir()
        return [np.asarray(channel[0]) for channel in box.rir]

    lead = pyroomacoustics.constants.get("frac_delay_length") // 2
    for channel, (all_of_it, direct) in enumerate(zip(response(order), response(0), strict=True)):
        distance = float(np.linalg.norm(ears[:, channel] - source))
        first = lead + round(distance / SPEED_M_S * SAMPLE_RATE_HZ)
        images = all_of_it.copy()
        images[: direct.size] -= direct[: images.size]
        piece = images[first : first + out.shape[1]]
        out[channel, : piece.size] += piece
    return out


def _outdoors(place: OpenAir) -> Doubles:
    longest = max([e.delay_s + 3 * e.spread_s for e in place.echoes] + [1.2 * place.wash_s, 0.02])
    out = np.zeros((2, round(min(_LONGEST_S, longest) * SAMPLE_RATE_HZ) + 1))
    for number, echo in enumerate(place.echoes):
        start = round(echo.delay_s * SAMPLE_RATE_HZ)
        count = min(out.shape[1] - start, max(8, round(3 * echo.spread_s * SAMPLE_RATE_HZ)))
        if count <= 0:
            continue
        t = np.arange(count) / SAMPLE_RATE_HZ
        rng = stream(place.seed, f"echo {number}")
        burst = rng.standard_normal((2, count)) * np.exp(-t / max(echo.spread_s, 1e-4))
        burst[:, 0] += 1.5  # what is flat in it
        burst /= np.sqrt(np.sum(burst**2, axis=1, keepdims=True))
        # A side hears what comes from the other one later and lower, not never.
        sides = np.sqrt(0.25 + 0.75 * np.asarray(pan_gains(echo.pan)) ** 2)[:, None]
        out[:, start : start + count] += echo.gain * sides * _below(burst, echo.high_hz)
    if place.wash_gain > 0:
        t = np.arange(out.shape[1]) / SAMPLE_RATE_HZ
        wash = stream(place.seed, "wash").standard_normal(out.shape)
        wash = _below(wash, 3500.0) * 10.0 ** (-3.0 * t / place.wash_s)
        wash *= 1.0 - np.exp(-t / 0.02)  # it comes from all around, nothing of it at once
        out += place.wash_gain * wash / np.sqrt(np.sum(wash**2, axis=1, keepdims=True))
    return out


def _below(samples: Doubles, high_hz: float) -> Doubles:
    """Without what lies above a frequency, 12 dB an octave; no delay."""
    size = fast_length(samples.shape[1] + 512)
    f = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    gain = 1.0 / np.sqrt(1.0 + (f / high_hz) ** 4)
    made = np.fft.irfft(np.fft.rfft(samples, size, axis=1) * gain, size, axis=1)
    return np.asarray(made[:, : samples.shape[1]])


def _low_cut(wet: Doubles) -> Doubles:
    """As mixers do with every return: rumble adds nothing but mud."""
    size = fast_length(wet.shape[1] + 4096)
    f = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    # The analogue Butterworth response, complex: causal, so that nothing comes before its time.
    s = 1j * f / _LOW_CUT_HZ
    gain = s * s / (s * s + math.sqrt(2.0) * s + 1.0)
    made = np.fft.irfft(np.fft.rfft(wet, size, axis=1) * gain, size, axis=1)
    return np.asarray(made[:, : wet.shape[1]])


def _trimmed(wet: Doubles) -> FloatArray:
    """Cut where it has died away, faded over its last fifth."""
    left = np.cumsum(np.sum(wet**2, axis=0)[::-1])[::-1]
    total = float(left[0]) if left.size else 0.0
    if total <= 0:
        return np.zeros((2, 1), dtype=np.float32)
    count = int(np.count_nonzero(left > total * 10.0 ** (_FADE_DB / 10.0)))
    kept = wet[:, : max(count, 1)].copy()
    fade = max(1, kept.shape[1] // 5)
    kept[:, -fade:] *= np.cos(np.linspace(0.0, math.pi / 2, fade)) ** 2
    return kept.astype(np.float32)


def energy_db(response: FloatArray) -> float:
    """Mean energy of its channels in dB beside the direct sound's at one metre; -120 for none."""
    energy = float(np.mean(np.sum(response.astype(np.float64) ** 2, axis=1)))
    return 10.0 * math.log10(max(energy, 1e-12))

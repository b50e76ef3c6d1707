"""Air and weather: wind, rain on the ground, a roof, glass or leaves, storm."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    Doubles,
    band,
    diffuse,
    noise,
    peak,
    poisson_times,
    wander,
)
from filmgen.sound.synth.blasts import thunder
from filmgen.sound.synth.grains import burst, modes, place, place_spaced, seconds, unit_peak
from filmgen.sound.synth.task import Task


def gusts(task: Task, force: float) -> Doubles:
    """Wind speed over time, (frames,), about `force`, never negative.

    Gusts of ten to thirty seconds under an inertial-range spectrum (Kolmogorov's 5/3).
    """
    slow = wander(task.rng("gusts"), task.frames, FRAME_RATE_HZ, 0.06, 5 / 3)
    quick = wander(task.rng("turbulence"), task.frames, FRAME_RATE_HZ, 0.5, 5 / 3)
    return np.asarray(np.maximum(force * (1.0 + 0.28 * slow + 0.13 * quick), 0.06 * force))


def wind(task: Task) -> FloatArray:
    """Wind: turbulence rumble, a body whose pitch follows the speed, whistle and leaves.

    The pressure of turbulence grows with the square of speed and the frequency of vortex
    tones in proportion to it (Strouhal), after Farnell, Designing Sound, ch. 41. Knobs:
    `leaves` 0 to 1, `whistle` 0 to 1.
    """
    speed = gusts(task, 0.35 + 0.65 * task.intensity)
    leaves, whistle = task.number("leaves", 0.3), task.number("whistle", 0.5)
    centre = 180.0 + 520.0 * speed
    body_hz = 140.0 * 2.0 ** np.arange(0.0, 3.6, 0.5)
    whistle_hz = 480.0 * 2.0 ** np.arange(0.0, 1.7, 0.125)
    vortex_hz = (
        centre * 2.1 * (1.0 + 0.05 * wander(task.rng("bend"), task.frames, FRAME_RATE_HZ, 0.4))
    )
    drift = 0.07 * wander(task.rng("drift"), task.frames, FRAME_RATE_HZ, 0.08)
    sides = np.stack([1.0 + drift, 1.0 - drift]).clip(0.4, 1.6)
    spectra = [band(25, 110, high_order=1.6), band(90, 700, high_order=1.1)]
    gains = [1.5 * speed**2 * sides, 0.5 * speed**1.6 * sides]
    for f in body_hz:
        near = np.exp(-0.5 * (np.log2(f / centre) / 0.4) ** 2)
        spectra.append(peak(float(f), 2.2) ** 1.4)
        gains.append(0.62 * near * speed**1.8 * sides)
    howl = np.maximum(speed - 0.5, 0.0) ** 1.5 * whistle
    for f in whistle_hz:
        near = np.exp(-0.5 * (np.log2(f / vortex_hz) / 0.07) ** 2)
        spectra.append(peak(float(f), 22.0))
        gains.append(0.5 * near * howl * sides)
    flutter = 1.0 + 0.35 * wander(task.rng("flutter"), task.frames, FRAME_RATE_HZ, 2.5)
    rustle = np.maximum(speed - 0.2, 0.0) ** 1.3 * leaves * np.maximum(flutter, 0.1)
    spectra.append(band(1800, 7500, low_order=1.5, high_order=1.3))
    gains.append(0.35 * rustle * sides[::-1])
    moving = noise(task.rng("wind"), task.samples, spectra, gains, diffuse(260.0, floor=0.1))
    return np.asarray(0.08 * moving, dtype=np.float32)


_SURFACES = {
    # drops/s at full rain, hiss band, level of hiss, (mode low, high, decay_s), click band
    "ground": (320.0, (900.0, 6500.0), 1.0, (1400.0, 4200.0, 0.0035), (2500.0, 9000.0)),
    "roof": (420.0, (250.0, 2600.0), 0.7, (180.0, 900.0, 0.016), (500.0, 2500.0)),
    "tin": (480.0, (700.0, 6500.0), 0.55, (420.0, 2600.0, 0.03), (1500.0, 7000.0)),
    "glass": (240.0, (700.0, 6000.0), 0.5, (700.0, 3000.0, 0.007), (2500.0, 8000.0)),
    "leaves": (520.0, (700.0, 6500.0), 0.75, (500.0, 1500.0, 0.004), (1000.0, 5000.0)),
}


def rain(task: Task) -> FloatArray:
    """Rain: the hiss of countless far drops and the knocks of the near ones.

    Near drops are a Poisson process with log-normal loudness (drop sizes are exponential,
    Marshall-Palmer, and energy grows with a high power of size); each is a click and the
    short ringing of what it falls on; on open ground some leave a bubble that sings.
    Knob: `surface` ground, roof, tin, glass, leaves.
    """
    surface = task.word("surface", "ground")
    rate, hiss_band, hiss_level, (low, high, decay), click_band = _SURFACES[surface]
    amount = 0.15 + 0.85 * task.intensity
    swell = 1.0 + 0.10 * wander(task.rng("swell"), task.frames, FRAME_RATE_HZ, 0.12)
    swell = swell + 0.04 * wander(task.rng("shimmer"), task.frames, FRAME_RATE_HZ, 2.0)
    swell = np.maximum(swell, 0.4)
    drift = 0.07 * wander(task.rng("drift"), task.frames, FRAME_RATE_HZ, 0.15)
    sides = np.stack([1.0 + drift, 1.0 - drift])
    hiss = hiss_level * amount * swell * sides
    out = noise(
        task.rng("hiss"),
        task.samples,
        [
            band(*hiss_band, low_order=1.0, high_order=1.2),
            band(120, 500, low_order=1.5),
            band(5000, 16000, low_order=1.5, high_order=2),
        ],
        [0.085 * hiss, 0.015 * hiss, 0.014 * hiss * (surface == "ground")],
        diffuse(350.0, floor=0.02),
    )
    bank = _drops(task.rng("drops"), low, high, decay, click_band, singing=surface == "ground")
    rng = task.rng("fall")
    times = poisson_times(rng, task.samples, rate * amount**1.2 * np.maximum(swell, 0.2))
    loud = 0.10 * np.exp(rng.normal(0.0, 0.95, times.size)).clip(0.0, 6.0)
    which = rng.integers(0, len(bank), times.size)
    pans = rng.uniform(-0.95, 0.95, times.size)
    for at, gain, k, pan in zip(
        times.tolist(), loud.tolist(), which.tolist(), pans.tolist(), strict=True
    ):
        place_spaced(out, bank[k], at, gain, pan)
    return out


def _drops(
    rng: np.random.Generator,
    low: float,
    high: float,
    decay_s: float,
    click_band: tuple[float, float],
    *,
    singing: bool,
) -> list[FloatArray]:
    bank = []
    for k in range(48):
        f0 = low * (high / low) ** float(rng.random())
        ratios = np.array([1.0, 1.58, 2.24, 2.92]) * rng.uniform(0.94, 1.06, 4)
        decays = decay_s * rng.uniform(0.6, 1.5) / np.sqrt(ratios)
        length = min(0.12, 7.0 * decay_s + 0.004)
        ring = modes(f0 * ratios, decays, [1.0, 0.6, 0.35, 0.2], length, rng=rng)
        click = burst(rng, length, *click_band, tau_s=0.0012 * float(rng.uniform(0.5, 1.6)))
        drop = 0.55 * ring + 0.75 * click
        if singing and k % 6 == 0:
            # An entrained bubble rings at Minnaert's frequency, rising as it nears the surface.
            t = np.arange(seconds(0.03)) / 48_000.0
            f = float(rng.uniform(1500, 4500)) * (1.0 + 4.0 * t)
            sung = np.zeros(max(t.size, drop.size), dtype=np.float32)
            sung[: drop.size] = drop
            start = np.sin(2 * np.pi * np.cumsum(f) / 48_000.0) * np.exp(-t / 0.006)
            sung[: t.size] += 0.5 * start.astype(np.float32)
            drop = sung
        bank.append(unit_peak(drop))
    return bank


def storm(task: Task) -> FloatArray:
    """A storm: hard wind, heavy rain, thunder near and far. Knob: `thunder` claps a minute."""
    out = 0.9 * wind(task.part("wind", 0.55 + 0.45 * task.intensity, whistle=0.8, leaves=0.5))
    out += 0.55 * rain(task.part("rain", 0.6 + 0.4 * task.intensity))
    per_minute = task.number("thunder", 2.0 + 2.0 * task.intensity)
    rng = task.rng("lightning")
    for at in poisson_times(rng, task.samples, per_minute / 60.0).tolist():
        far = float(rng.uniform(0.25, 1.0))
        clap = thunder(task.part(f"thunder {at}", 1.0 - 0.8 * far))
        place(out, clap, at, 2.2 * (1.15 - far), float(rng.uniform(-0.3, 0.3)))
    return out

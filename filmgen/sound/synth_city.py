"""Streets and roads heard from outside."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.noise import FRAME_RATE_HZ, Doubles, band, diffuse, noise, peak, wander
from filmgen.sound.synth_grains import colour, glide, place, reverberate, seconds, tail, time_s
from filmgen.sound.synth_task import Task


def traffic(task: Task) -> FloatArray:
    """Traffic: the city's far hum, and vehicles that come, pass and go.

    A vehicle at speed v on a line d metres away is heard with 1 / distance; tyres are a
    broad peak near 1 kHz (Sandberg and Ejsmont 2002), the engine sits at 60 to 200 Hz, and
    highs come only when it is close. Knobs: `distance` near, far; `road` street, highway.
    """
    near = task.word("distance", "near") == "near"
    highway = task.word("road", "street") == "highway"
    rng = task.rng("vehicles")
    t = task.times_s
    layers = np.zeros((3, 2, task.frames))  # engine, tyres, air
    every_s = (1.8 if highway else 3.8) / (0.35 + task.intensity)
    at = -6.0 + every_s * float(rng.exponential(0.6))
    while at < task.seconds + 6.0:
        _vehicle(rng, layers, t, at, near, highway)
        at += max(0.5, every_s * float(rng.exponential(1.0)))
    hum = 1.0 + 0.18 * wander(task.rng("hum"), task.frames, FRAME_RATE_HZ, 0.12)
    hum = np.maximum(hum + 0.06 * wander(task.rng("stir"), task.frames, FRAME_RATE_HZ, 1.5), 0.3)
    amount = (0.4 + 0.6 * task.intensity) * (1.0 if near else 0.8)
    close = 1.0 if near else 0.12
    out = noise(
        task.rng("street"),
        task.samples,
        [
            band(32, 160, high_order=1.2),
            band(110, 700, high_order=1.3),
            band(50, 230, low_order=1.5, high_order=1.6),
            band(450, 1900, low_order=1.1, high_order=1.5) * peak(950, 1.2, 4.0),
            band(2500, 7000, high_order=1.2),
        ],
        [
            0.055 * amount * hum,
            0.024 * amount * hum,
            0.070 * close * layers[0],
            0.052 * close * layers[1],
            0.012 * close * layers[2],
        ],
        diffuse(350.0, floor=0.12),
    )
    if not highway:
        _horns(task, out, near)
    return out


def _vehicle(
    rng: np.random.Generator, layers: Doubles, t: Doubles, at: float, near: bool, highway: bool
) -> None:
    speed = float(rng.normal(27.0, 4.0) if highway else rng.normal(11.0, 2.5))
    speed = max(speed, 5.0) * (1.0 if rng.random() < 0.5 else -1.0)
    lane_m = float(rng.choice([9.0, 13.0, 17.0])) if near else float(rng.uniform(60, 180))
    heavy = rng.random() < 0.12
    weight = float(np.exp(rng.normal(0.0, 0.2))) * (1.5 if heavy else 1.0)
    x = speed * (t - at)
    distance = np.sqrt(x**2 + lane_m**2)
    reference = 9.0 if near else 60.0
    gain = weight * reference / distance
    angle = np.arctan2(x, 0.8 * lane_m) / (0.5 * np.pi)
    pan = np.clip(0.85 * angle, -0.95, 0.95)
    sides = np.stack([np.cos((pan + 1) * np.pi / 4), np.sin((pan + 1) * np.pi / 4)])
    # Doubling the distance takes more of the highs than of the lows (air and ground).
    layers[0] += gain * sides * (1.5 if heavy else 0.8)
    layers[1] += gain**1.35 * sides * (abs(speed) / 11.0) ** 0.8
    layers[2] += gain**1.9 * sides * (abs(speed) / 11.0)


def _horns(task: Task, out: FloatArray, near: bool) -> None:
    """A horn somewhere in the city, about every forty seconds, behind house fronts."""
    rng = task.rng("horns")
    calls = task.silence()
    at = float(rng.exponential(25.0)) + 4.0
    while at < task.seconds:
        for _ in range(int(rng.integers(1, 3))):
            length = float(rng.uniform(0.15, 0.9))
            horn_sound = car_horn(length, float(rng.normal(1.0, 0.06)))
            place(
                calls,
                colour(horn_sound, 200, 1500).astype(np.float32),
                seconds(at),
                0.012,
                float(rng.uniform(-0.8, 0.8)),
            )
            at += length + 0.2
        at += float(rng.exponential(40.0)) + 6.0
    if calls.any():
        wet = reverberate(calls, tail(rng, 1.6, 1.8, low_hz=200, high_hz=2500, predelay_s=0.04))
        out += (0.6 if near else 0.2) * calls + 1.1 * wet


def car_horn(length_s: float, pitch: float = 1.0) -> FloatArray:
    """Two reeds a major third apart, 405 and 500 Hz, rich in harmonics, (n,), peak about 1."""
    t = time_s(length_s)
    envelope = (1.0 - np.exp(-t / 0.012)) * np.minimum(1.0, np.maximum(0.0, (length_s - t) / 0.04))
    series = [0.5, 0.7, 1.0, 0.8, 0.6, 0.55, 0.4, 0.35, 0.25, 0.2, 0.15, 0.1]
    low = glide(np.full(t.size, 405.0 * pitch), envelope, series)
    high = glide(np.full(t.size, 500.0 * pitch), envelope, series)
    return np.asarray(0.22 * np.tanh(0.8 * (low + high)) / 0.22, dtype=np.float32)

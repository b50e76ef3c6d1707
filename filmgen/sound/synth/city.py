"""Streets and roads heard from outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import FRAME_RATE_HZ, Doubles, band, diffuse, noise, peak, wander
from filmgen.sound.synth.grains import colour, glide, place, reverberate, seconds, tail, time_s
from filmgen.sound.synth.task import Task


def traffic(task: Task) -> FloatArray:
    """A street: the city's far hum, vehicles that come, pass and go, a horn now and then.

    A vehicle at speed v on a line d metres away is heard with 1 / distance; tyres are a
    broad peak near 1 kHz (Sandberg and Ejsmont 2002), the engine sits at 60 to 200 Hz, and
    highs come only when it is close. `distance`: metres to the nearest lane.
    """
    out = _road(task, _Road(every_s=2.8, speed_ms=(11.0, 2.5), heavy=0.10, hum=1.0))
    _horns(task, out, task.number("distance", _KERB_M) < 40.0)
    return out


def highway(task: Task) -> FloatArray:
    """A motorway: fast tyres without a pause, lorries, no horns. `distance` as for a street."""
    return _road(task, _Road(every_s=0.75, speed_ms=(29.0, 3.5), heavy=0.2, hum=0.8))


_KERB_M = 9.0


@dataclass(frozen=True)
class _Road:
    """Seconds between vehicles at middling traffic, speed (mean, spread), share of lorries."""

    every_s: float
    speed_ms: tuple[float, float]
    heavy: float
    hum: float


def _road(task: Task, road: _Road) -> FloatArray:
    nearest_m = max(task.number("distance", _KERB_M), 3.0)
    rng = task.rng("vehicles")
    t = task.times_s
    layers = np.zeros((3, 2, task.frames))  # engine, tyres, air
    every_s = road.every_s / (0.35 + task.intensity)
    # Far vehicles are heard sooner and longer: begin with those that are on their way.
    lead_s = 6.0 + nearest_m / 12.0
    at = -lead_s + every_s * float(rng.exponential(0.6))
    while at < task.seconds + lead_s:
        _vehicle(rng, layers, t, at, nearest_m, road)
        at += max(0.35, every_s * float(rng.exponential(1.0)))
    hum = 1.0 + 0.18 * wander(task.rng("hum"), task.frames, FRAME_RATE_HZ, 0.12)
    hum = np.maximum(hum + 0.06 * wander(task.rng("stir"), task.frames, FRAME_RATE_HZ, 1.5), 0.3)
    amount = (0.4 + 0.6 * task.intensity) * road.hum
    return noise(
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
            0.070 * layers[0],
            0.052 * layers[1],
            0.012 * layers[2],
        ],
        diffuse(350.0, floor=0.12),
    )


def _vehicle(
    rng: np.random.Generator,
    layers: Doubles,
    t: Doubles,
    at: float,
    nearest_m: float,
    road: _Road,
) -> None:
    speed = max(float(rng.normal(*road.speed_ms)), 5.0) * (1.0 if rng.random() < 0.5 else -1.0)
    lane_m = nearest_m + float(rng.choice([0.0, 4.0, 8.0]))
    heavy = rng.random() < road.heavy
    weight = float(np.exp(rng.normal(0.0, 0.2))) * (1.5 if heavy else 1.0)
    x = speed * (t - at)
    gain = weight * nearest_m / np.sqrt(x**2 + lane_m**2)
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

"""Small sounds that go on for a moment: a drip, a heart, electricity, gas."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import spread, wander
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    furnished,
    glide,
    place,
    seconds,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task
from filmgen.sound.synth.water import bubble


def drip(task: Task) -> FloatArray:
    """Drops from a tap, one after another. Knob: `pace` drops a second."""
    rng = task.rng("drip")
    out = task.silence()
    at = 0.01
    pace = min(max(task.number("pace", 0.9), 0.1), 8.0)
    while at < task.seconds - 0.02:
        place(out, bubble(rng, float(rng.normal(1.7, 0.12))), seconds(at), 0.7)
        place(out, burst(rng, 0.01, 2500, 9000, 0.0008), seconds(at), 0.15)
        at += float(rng.normal(1.0, 0.04)) / pace
    return furnished(task, out, 0.5, 0.7) * fade_tail(out.shape[1], 0.02).astype(np.float32)


def heartbeat(task: Task) -> FloatArray:
    """A heart from within: lub and dub, 30 to 120 Hz, 60 to 130 beats a minute by intensity."""
    rng = task.rng("heart")
    out = task.silence()
    beat_s = 60.0 / (60.0 + 70.0 * task.intensity)
    at = 0.01
    while at < task.seconds - 0.1:
        for offset, f, tau, level in (
            (0.0, 52.0, 0.05, 1.0),
            (min(0.32, 0.42 * beat_s), 68.0, 0.035, 0.7),
        ):
            t = time_s(0.3)
            tone = np.sin(2 * np.pi * f * t * (1 - 0.12 * t / 0.3)) * np.exp(-t / tau)
            tone *= 1.0 - np.exp(-t / 0.008)
            thump = unit_peak(tone + 0.3 * burst(rng, 0.3, 40, 220, 0.03))
            place(out, thump, seconds(at + offset), 0.7 * level * float(rng.uniform(0.9, 1.0)))
        at += beat_s * float(rng.normal(1.0, 0.02))
    return out * fade_tail(out.shape[1], 0.03).astype(np.float32)


def buzz(task: Task) -> FloatArray:
    """Electricity: a mains hum's sharp harmonics, sputtering. Knob: `of` lamp, spark, door."""
    rng = task.rng("buzz")
    of = task.word("of", "lamp")
    t = time_s(max(task.seconds, 0.05))
    # A lamp's filament and an arc answer the power, twice the mains: sharp once each half period.
    half = np.abs(np.sin(2 * np.pi * 60.0 * t))
    raw = half**12 + 0.35 * rng.standard_normal(t.size) * half**4
    shaped = colour(raw - raw.mean(), 350, 7000 if of == "spark" else 4000, 1.0)
    if of == "door":
        shaped = colour(
            glide(np.full(t.size, 240.0), np.ones(t.size), [1 / k for k in range(1, 24)]), 200, 4000
        )
        gate = (t < 0.9 * t[-1]).astype(float)
    else:
        steps = np.repeat(rng.random(t.size // 1400 + 1) < (0.8 if of == "lamp" else 0.55), 1400)
        gate = 0.35 * (of == "lamp") + steps[: t.size].astype(float)
    smooth = np.convolve(gate, np.hanning(240) / np.hanning(240).sum(), mode="same")
    mono = unit_peak(shaped * smooth * fade_tail(t.size, 0.1))
    out = np.stack([mono, mono]) * np.float32(0.4)
    for _ in range(int(12 * t[-1]) if of == "spark" else 0):
        place(out, burst(rng, 0.03, 2000, 15000, 0.002), seconds(float(rng.random()) * t[-1]), 0.7)
    return furnished(task, out.astype(np.float32), 0.2)


def hiss(task: Task) -> FloatArray:
    """Gas or steam let out: a bright breath that opens at once and thins."""
    rng = task.rng("hiss")
    length_s = max(task.seconds, 0.05)
    t = time_s(length_s)
    x = t / length_s
    flow = (
        (1.0 - np.exp(-t / 0.03))
        * (0.35 + 0.65 * np.exp(-x * 2.5))
        * np.minimum(1.0, (1 - x) / 0.25)
    )
    flutter = 1.0 + 0.08 * spread(wander(rng, int(length_s * 46.9) + 3, 46.9, 8.0), 46.9, 0, t.size)
    out = np.zeros((2, t.size), dtype=np.float32)
    middle = colour(rng.standard_normal(t.size), 2200, 12000, 1.2)
    for channel in range(2):
        own = colour(rng.standard_normal(t.size), 2200, 12000, 1.2)
        out[channel] = (0.12 * (0.8 * middle + 0.5 * own) * flow * flutter).astype(np.float32)
    return furnished(task, out, 0.25, 0.6)


def screech(task: Task) -> FloatArray:
    """Tyres locked on asphalt: stick and slip near 900 Hz, rough, sinking as the car slows."""
    rng = task.rng("screech")
    length_s = 1.1 + 0.8 * task.intensity
    t = time_s(length_s)
    x = t / length_s
    shape = np.minimum(1.0, t / 0.04) * (1.0 - x) ** 0.35 * np.minimum(1.0, (1.0 - x) / 0.1)
    out = np.zeros((2, t.size), dtype=np.float32)
    for base, pan in ((float(rng.uniform(820, 980)), -0.3), (float(rng.uniform(1050, 1250)), 0.3)):
        shake = spread(wander(rng, int(length_s * 93.8) + 4, 93.8, 12.0), 93.8, 0, t.size)
        f = base * (1.06 - 0.16 * x) * (1.0 + 0.018 * shake + 0.006 * rng.standard_normal(t.size))
        slip = np.maximum(0.0, 1.0 + 0.4 * shake)
        tone = glide(f, shape * slip, (1.0, 0.7, 0.5, 0.3, 0.2, 0.1))
        place(out, tone, 0, 0.3, pan)
    rub = colour(rng.standard_normal(t.size), 500, 6000, 1.0) * shape
    place(out, unit_peak(rub), 0, 0.25)
    return furnished(task, out, 0.35, 0.8)

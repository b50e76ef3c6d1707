"""Wild and far places: jungle, swamp, desert, harbour, a battle beyond the hill."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import FRAME_RATE_HZ, band, diffuse, noise, poisson_times, wander
from filmgen.sound.synth.blasts import explosion, gunshot
from filmgen.sound.synth.grains import (
    burst,
    colour,
    glide,
    modes,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.nature import syllable
from filmgen.sound.synth.task import Task
from filmgen.sound.synth.water import sea
from filmgen.sound.synth.weather import gusts, wind


def _frog(rng: np.random.Generator, base_hz: float, pulses: int, rate_hz: float) -> FloatArray:
    """A frog's call: a train of pulses of a carrier with its double, (n,), peak 1."""
    t = time_s(pulses / rate_hz + 0.02)
    x = (t * rate_hz) % 1.0
    gate = np.where(t * rate_hz < pulses, np.sin(np.pi * np.minimum(1.0, x / 0.6)) ** 2, 0.0)
    rise = np.minimum(1.0, t * rate_hz / max(1.0, 0.3 * pulses))
    f = base_hz * (1.0 + 0.03 * t / t[-1]) * (1.0 + 0.004 * float(rng.normal()))
    return unit_peak(glide(f * np.ones(t.size), gate * rise, (1.0, 0.6, 0.25, 0.12)))


def _callers(
    task: Task,
    out: FloatArray,
    rng: np.random.Generator,
    calls: list[FloatArray],
    gap_s: float,
    gain: float,
) -> None:
    """An animal that keeps its place and calls when it will."""
    pan = float(rng.uniform(-0.95, 0.95))
    at = float(rng.uniform(0.0, gap_s))
    while at < task.seconds:
        for _ in range(int(rng.geometric(0.4))):
            call = calls[int(rng.integers(len(calls)))]
            place(out, call, seconds(at), gain * float(rng.uniform(0.6, 1.0)), pan)
            at += call.size / 48_000.0 + 0.25 * gap_s * float(rng.uniform(0.3, 1.2))
        at += gap_s * float(rng.exponential(1.0)) + 0.2


def swamp(task: Task) -> FloatArray:
    """A swamp at night: frogs of three kinds over crickets and flies.

    Advertisement calls: tree frogs about 2.5 to 3 kHz, pond frogs 1 to 2 kHz, bullfrogs
    200 to 400 Hz (Wells, Ecology and Behavior of Amphibians, 2007).
    """
    rng = task.rng("swamp")
    pulse = np.maximum(1.0 + 0.3 * wander(task.rng("far"), task.frames, FRAME_RATE_HZ, 0.3), 0.3)
    out = 0.05 * wind(task.part("air", 0.1, leaves=0.2, whistle=0.0))
    out += noise(
        task.rng("chorus"),
        task.samples,
        [band(2300, 3100, low_order=6, high_order=6), band(4200, 5600, low_order=6, high_order=6)],
        [0.006 * pulse, 0.0025],
        diffuse(300.0, floor=0.0),
    )
    calls = task.silence()
    for _ in range(4 + round(8 * task.intensity)):
        own = np.random.default_rng(rng.integers(0, 2**31))
        kind = int(own.integers(3))
        base, pulses, rate, gap = (
            (float(own.uniform(2400, 3000)), 8, 28.0, 1.1),
            (float(own.uniform(1000, 1900)), 5, 18.0, 2.0),
            (float(own.uniform(210, 380)), 12, 24.0, 6.0),
        )[kind]
        bank = [_frog(own, base, pulses + k, rate * float(own.normal(1, 0.03))) for k in range(3)]
        _callers(task, calls, own, bank, gap, 0.06 * 10 ** (-1.0 * float(own.random())))
    wet = reverberate(calls, tail(rng, 1.0, 1.0, low_hz=150, high_hz=5000, predelay_s=0.02))
    return np.asarray(out + calls + 0.5 * wet, dtype=np.float32)


def jungle(task: Task) -> FloatArray:
    """A rain forest: cicadas in waves, frogs, loud birds that whoop, dripping leaves."""
    rng = task.rng("jungle")
    out = 0.06 * wind(task.part("air", 0.12, leaves=0.6, whistle=0.0))
    waves = [
        np.maximum(
            0.5 + 0.6 * wander(task.rng(f"cicada {k}"), task.frames, FRAME_RATE_HZ, 0.1), 0.05
        )
        for k in range(3)
    ]
    buzz = 1.0 + 0.4 * np.sin(2 * np.pi * 9.0 * task.times_s)  # a cicada's tymbals, blurred
    out += noise(
        task.rng("insects"),
        task.samples,
        [
            band(3300, 4600, low_order=6, high_order=6),
            band(5200, 6600, low_order=6, high_order=6),
            band(7000, 9500, low_order=5, high_order=5),
        ],
        [0.010 * waves[0] * buzz, 0.007 * waves[1], 0.003 * waves[2]],
        diffuse(300.0, floor=0.02),
    )
    calls = task.silence()
    for _ in range(5 + round(7 * task.intensity)):
        own = np.random.default_rng(rng.integers(0, 2**31))
        kind = int(own.integers(4))
        gain = 0.075 * 10 ** (-0.8 * float(own.random()))
        if kind == 0:  # a whoop that climbs
            f = float(own.uniform(500, 900))
            bank = [syllable(f, f * r, 0.32, bend=0.2) for r in (1.7, 1.9, 2.1)]
            _callers(task, calls, own, bank, 11.0, gain)
        elif kind == 1:  # a pure whistle in two tones
            f = float(own.uniform(1700, 3200))
            bank = [syllable(f, f * r, d, bend=b) for r, d, b in ((0.8, 0.5, 0.1), (1.25, 0.35, 0))]
            _callers(task, calls, own, bank, 8.0, gain)
        elif kind == 2:  # a parrot's squawk
            t = time_s(0.28)
            f0 = float(own.uniform(700, 1100)) * (1 + 0.05 * own.standard_normal(t.size))
            raw = glide(f0, np.sin(np.pi * t / 0.28) ** 0.5, [1 / k**0.5 for k in range(1, 14)])
            _callers(task, calls, own, [unit_peak(colour(raw, 1500, 5000))], 19.0, 0.7 * gain)
        else:
            base = float(own.uniform(900, 2600))
            bank = [_frog(own, base, 6 + k, 22.0) for k in range(3)]
            _callers(task, calls, own, bank, 3.0, 0.7 * gain)
    drips = [burst(rng, 0.02, 1200, 6000, 0.002) for _ in range(12)]
    for at in poisson_times(rng, task.samples, 2.5).tolist():
        gain = 0.012 * float(np.exp(rng.normal(0, 0.7)))
        place(out, drips[int(rng.integers(12))], at, gain, float(rng.uniform(-0.9, 0.9)))
    wet = reverberate(calls, tail(rng, 1.4, 1.3, low_hz=250, high_hz=5000, predelay_s=0.03))
    return np.asarray(out + 0.8 * calls + 0.9 * wet, dtype=np.float32)


def desert(task: Task) -> FloatArray:
    """Wind over sand: no leaves, a dry low body, and sand that hisses along when it gusts."""
    out = wind(task.part("wind", task.intensity, leaves=0.0, whistle=0.25))
    # Saltation sets in above a threshold and grows with the cube of the wind (Bagnold 1941).
    speed = gusts(task.part("wind", task.intensity), 0.35 + 0.65 * task.intensity)
    sand = np.maximum(speed - 0.4, 0.0) ** 3
    drift = 0.3 * wander(task.rng("drift"), task.frames, FRAME_RATE_HZ, 0.15)
    sides = np.stack([1.0 + drift, 1.0 - drift]).clip(0.2, 1.8)
    hiss = band(2800, 10000, low_order=1.5, high_order=1.2)
    return out + noise(task.rng("sand"), task.samples, [hiss], [0.05 * sand * sides + 0.0006])


def harbour(task: Task) -> FloatArray:
    """A harbour: small waves against a wall, gulls, halyards that ring, ropes that creak."""
    rng = task.rng("harbour")
    out = 0.10 * sea(task.part("open sea", 0.2))
    out += 0.20 * wind(task.part("air", 0.2, leaves=0.0, whistle=0.2))
    lap = task.silence()
    at = float(rng.exponential(0.8))
    while at < task.seconds:
        # A lap: the wave finds the wall, air gulps, water falls back.
        t = time_s(0.7)
        slap = burst(rng, 0.7, 180, 1600, 0.11) * (1.0 - np.exp(-t / 0.03)).astype(np.float32)
        pan = float(rng.uniform(-0.8, 0.8))
        place(lap, slap, seconds(at), 0.05 * float(rng.uniform(0.3, 1.0)), pan)
        for _ in range(int(rng.integers(2, 9))):
            f = float(rng.uniform(280, 1100))
            gulp = modes([f], [0.018], [1.0], 0.09, attack_s=0.003, rng=rng)
            later = seconds(at + 0.05 + float(rng.exponential(0.15)))
            place(lap, gulp, later, 0.016 * float(rng.uniform(0.2, 1.0)), pan)
        at += float(rng.gamma(3.0, 0.45))
    far = task.silence()
    for _ in range(1 + round(4 * task.intensity)):
        own = np.random.default_rng(rng.integers(0, 2**31))
        _callers(
            task, far, own, [_gull(own) for _ in range(4)], 14.0, 0.035 * float(own.uniform(0.3, 1))
        )
    for _ in range(3):
        f = float(rng.uniform(1500, 3100))
        ring = modes([f, 2.7 * f], [0.05, 0.02], [1.0, 0.3], 0.25, rng=rng)
        pan, at = float(rng.uniform(-0.9, 0.9)), float(rng.exponential(2.0))
        while at < task.seconds:
            place(far, ring, seconds(at), 0.006 * float(rng.uniform(0.2, 1.0)), pan)
            at += float(rng.gamma(2.0, 0.5))
    wet = reverberate(far, tail(rng, 1.3, 1.2, low_hz=250, high_hz=5000, predelay_s=0.04))
    return np.asarray(out + 0.9 * lap + far + 0.5 * wet, dtype=np.float32)


def _gull(rng: np.random.Generator) -> FloatArray:
    """A herring gull's long call: harmonic yelps of about 1 kHz that fall, quicker and quicker."""
    base = float(rng.normal(1050, 90))
    parts: list[FloatArray] = []
    for k in range(int(rng.integers(2, 7))):
        length = 0.34 - 0.03 * k
        t = time_s(length)
        x = t / length
        f = base * (1.0 + 0.35 * np.sin(np.pi * np.minimum(1.0, 1.6 * x)) - 0.18 * x)
        f = f * (1.0 + 0.012 * rng.standard_normal(t.size))
        cry = glide(f, np.sin(np.pi * x) ** 0.6, [1.0, 0.9, 0.7, 0.4, 0.25, 0.12])
        parts += [unit_peak(cry), np.zeros(seconds(0.09), dtype=np.float32)]
    return np.concatenate(parts)


def battle(task: Task) -> FloatArray:
    """A battle some hundred metres off: shots in flurries, guns, blasts, all by way of the land."""
    rng = task.rng("battle")
    out = task.silence()
    heat = np.exp(0.8 * wander(task.rng("heat"), task.frames, FRAME_RATE_HZ, 0.12) - 0.3)
    shots = [gunshot(task.part(f"rifle {k}", float(rng.uniform(0.2, 0.6)))) for k in range(5)]
    dull = [colour(s, 50, float(rng.uniform(900, 2600)), 1.0).astype(np.float32) for s in shots]
    for at in poisson_times(rng, task.samples, (0.4 + 2.2 * task.intensity) * heat).tolist():
        gain, pan = 0.30 * 10 ** (-0.9 * float(rng.random())), float(rng.uniform(-0.9, 0.9))
        burst_of = int(rng.integers(4, 14)) if rng.random() < 0.2 else 1
        for k in range(burst_of):
            place(out, dull[int(rng.integers(5))], at + int(k * 4600), gain, pan)
    blasts = [
        colour(explosion(task.part(f"shell {k}", 0.25)), 25, 500 + 400 * k, 1.0).astype(np.float32)
        for k in range(2)
    ]
    for at in poisson_times(rng, task.samples, (0.04 + 0.25 * task.intensity) * heat).tolist():
        gain = 0.5 * 10 ** (-0.7 * float(rng.random()))
        place(out, blasts[int(rng.integers(2))], at, gain, float(rng.uniform(-0.8, 0.8)))
    out = out + 0.8 * reverberate(
        out, tail(rng, 2.0, 2.2, low_hz=40, high_hz=1500, predelay_s=0.07)
    )
    out += noise(
        task.rng("field"),
        task.samples,
        [band(30, 400, high_order=1.2)],
        [0.012 * heat.clip(0.5, 2.0)],
    )
    return np.asarray(out, dtype=np.float32)

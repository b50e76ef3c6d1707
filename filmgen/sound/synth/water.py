"""Water: sea swell on a shore, stream, splash."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import FRAME_RATE_HZ, band, diffuse, noise, poisson_times, wander
from filmgen.sound.synth.grains import (
    burst,
    fade_tail,
    place,
    place_spaced,
    seconds,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task


def sea(task: Task) -> FloatArray:
    """Waves on a beach: each rises, breaks along the shore, spreads as foam, draws back.

    Periods of 6 to 11 s as on an open coast; heights vary from wave to wave (Rayleigh) and
    in sets. The break starts at one side and runs to the other. Foam is a hiss of bursting
    bubbles that thins out over seconds. Knob: `shore` sand, shingle, cliff.
    """
    rng = task.rng("swell")
    t = task.times_s
    shingle = task.word("shore", "sand") == "shingle"
    layers = np.zeros((4, 2, task.frames))  # rumble, crash, foam, backwash
    period = 5.2 + 2.5 * task.intensity
    sets = np.exp(0.25 * wander(task.rng("sets"), task.frames, FRAME_RATE_HZ, 0.02))
    at = -period * float(rng.uniform(0.3, 1.0)) - 6.0
    while at < task.seconds + 4.0:
        height = float(np.clip(rng.rayleigh(0.75), 0.45, 1.3)) * (0.45 + 0.55 * task.intensity)
        height *= float(np.interp(max(at, 0.0), t, sets))
        run = float(rng.normal(0.0, 0.7))  # seconds by which the right side breaks later
        side = float(rng.uniform(-0.35, 0.35))
        sharp = 0.28 + 0.35 * float(rng.random())
        for channel, sign in ((0, -1.0), (1, 1.0)):
            x = t - at - sign * 0.5 * run
            near = height * (1.0 + sign * side)
            after = np.maximum(x, 0.0)
            rise = np.exp(-np.maximum(-x, 0.0) / 0.9)
            layers[0, channel] += near**1.5 * rise * np.exp(-after / 1.1)
            crash = np.exp(-np.maximum(-x, 0.0) / (0.5 * sharp)) * np.exp(
                -after / (0.55 + 0.5 * height)
            )
            layers[1, channel] += near**1.6 * crash
            foam = (1.0 - np.exp(-after / 0.4)) * np.exp(-after / (2.0 + 1.5 * height))
            layers[2, channel] += near * foam * (x > 0)
            back = np.exp(-0.5 * ((x - 0.55 * period) / 1.1) ** 2)
            layers[3, channel] += near * back
        at += period * float(np.clip(rng.normal(1.0, 0.17), 0.6, 1.4))
    boil = 1.0 + 0.22 * wander(task.rng("boil"), task.frames, FRAME_RATE_HZ, 5.0, 1.5)
    boil = np.maximum(boil, 0.2)
    # The rest of the shore: many breakers too far to tell apart.
    far = 1.0 + 0.30 * wander(task.rng("far"), task.frames, FRAME_RATE_HZ, 0.14, 2.0)
    far = np.maximum(far, 0.35)
    out = noise(
        task.rng("sea"),
        task.samples,
        [
            band(24, 130, high_order=1.5),
            band(140, 1300, low_order=1.2, high_order=1.1),
            band(1300, 8500, low_order=1.2, high_order=1.3),
            band(700 if shingle else 2800, 6500 if shingle else 11000, low_order=1.5),
            band(90, 2200, high_order=0.9),
        ],
        [
            0.16 * layers[0],
            0.15 * layers[1] * boil,
            0.075 * layers[2] * boil,
            (0.06 if shingle else 0.02) * layers[3] * boil,
            0.032 * (0.5 + task.intensity) * far,
        ],
        diffuse(300.0, floor=0.08),
    )
    # Single bubbles and, on shingle, stones that knock as the water draws back.
    rate = 60.0 * layers[2].mean(axis=0) + (170.0 if shingle else 25.0) * layers[3].mean(axis=0)
    low, high = (700.0, 3200.0) if shingle else (2500.0, 9000.0)
    bank = [burst(rng, 0.012, low, high, float(rng.uniform(0.0006, 0.003))) for _ in range(24)]
    for where in poisson_times(rng, task.samples, rate).tolist():
        gain = 0.012 * float(np.exp(rng.normal(0.0, 0.8)))
        place(out, bank[int(rng.integers(24))], where, gain, float(rng.uniform(-0.9, 0.9)))
    return out


def stream(task: Task) -> FloatArray:
    """Running water: a cloud of bubbles, each a sine that dies and rises a little.

    Van den Doel, Physically based models for liquid sounds, ACM TAP 2 (2005) 534: radius
    r rings at 3 / r Hz (r in metres), damping 0.13 / r + 0.0072 r ** -1.5, loudness
    heavy-tailed; over a bed of fine spray. Knob: `size` brook, river, waterfall, tap.
    """
    size = task.word("size", "brook")
    spray = {"brook": 0.35, "river": 0.8, "waterfall": 2.2, "tap": 0.5}[size]
    rng = task.rng("bubbles")
    radii = {
        "brook": (0.9, 5.0), "river": (1.2, 9.0), "waterfall": (0.8, 7.0), "tap": (0.7, 2.4)
    }[size]  # fmt: skip
    bank = [bubble(rng, radii[0] * (radii[1] / radii[0]) ** float(rng.random())) for _ in range(96)]
    ebb = np.maximum(1.0 + 0.25 * wander(task.rng("ebb"), task.frames, FRAME_RATE_HZ, 0.8), 0.2)
    low = {"brook": 500.0, "river": 180.0, "waterfall": 120.0, "tap": 1500.0}[size]
    out = noise(
        task.rng("spray"),
        task.samples,
        [band(low, 5200, high_order=1.2), band(2500, 10000, high_order=1.2)],
        [0.05 * spray * ebb, 0.022 * spray * ebb],
        diffuse(500.0, floor=0.1),
    )
    rate = (90.0 + 170.0 * task.intensity) * ebb
    times = poisson_times(rng, task.samples, rate)
    loud = 0.05 * np.minimum((1.0 - rng.random(times.size)) ** (-1 / 2.2), 12.0)
    which = rng.integers(0, len(bank), times.size)
    eddies = 0.6 * wander(task.rng("eddies"), task.frames, FRAME_RATE_HZ, 0.7)
    for k, at in enumerate(times.tolist()):
        pan = 0.45 * float(eddies[at // 2048]) + float(rng.normal(0.0, 0.35))
        place_spaced(out, bank[int(which[k])], at, float(loud[k]), pan)
    return out


def bubble(rng: np.random.Generator, radius_mm: float) -> FloatArray:
    """One bubble of air in water, (n,), peak 1; see `stream`."""
    r = radius_mm / 1000.0
    f0 = 3.0 / r
    damping = 0.13 / r + 0.0072 * r**-1.5
    t = time_s(min(0.11, 6.0 / damping))
    rising = f0 * (1.0 + (0.12 * damping * t if rng.random() < 0.45 else 0.0))
    tone = np.sin(2 * np.pi * np.cumsum(np.broadcast_to(rising, t.shape)) / 48_000.0)
    shape = np.exp(-damping * t) * (1.0 - np.exp(-t / 0.0006))
    return unit_peak(tone * shape * fade_tail(t.size))


def splash(task: Task) -> FloatArray:
    """A body falls into water: slap, cavity closing with a gulp, spray and drops falling back."""
    rng = task.rng("splash")
    out = np.zeros((2, seconds(1.6 + 0.9 * task.intensity)), dtype=np.float32)
    place(out, burst(rng, 0.18, 250, 7000, 0.028), 60, 0.9)
    place(out, burst(rng, 0.25, 60, 420, 0.05), 60, 0.5 + 0.5 * task.intensity)
    for channel_pan in (-0.7, 0.7):
        t = time_s(1.0)
        wash = burst(rng, 1.0, 900, 9000, 0.22) * (1.0 - np.exp(-t / 0.03)).astype(np.float32)
        place(out, wash, seconds(0.03), 0.5, channel_pan)
    place(out, bubble(rng, 16.0), seconds(0.11), 0.5)
    for _ in range(int(90 + 120 * task.intensity)):
        at = 0.08 + float(rng.gamma(1.6, 0.22))
        gain = 0.07 * float(rng.pareto(2.2) + 0.3)
        drop = bubble(rng, float(rng.uniform(0.9, 7.0)))
        place(out, drop, seconds(at), min(gain, 0.5), float(rng.uniform(-0.8, 0.8)))
    return out * fade_tail(out.shape[1], 0.2).astype(np.float32)

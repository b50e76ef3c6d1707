"""Blades, fists and car doors."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    furnished,
    modes,
    place,
    seconds,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task


def sword(task: Task) -> FloatArray:
    """A blade. Knob: `action` draw (a rising scrape that rings), swing (air), clash (steel)."""
    rng = task.rng("sword")
    action = task.word("action", "swing")
    out = np.zeros(
        (2, seconds({"draw": 1.6, "swing": 0.6, "clash": 2.0}[action])), dtype=np.float32
    )
    ratios = np.array([1.0, 1.83, 2.41, 3.37, 4.6, 5.9])
    base = float(rng.uniform(1150, 1500))
    if action == "swing":
        t = time_s(0.42)
        x = t / 0.42
        white = rng.standard_normal(t.size)
        for centre, width in ((600.0, 0.22), (1300.0, 0.15), (2600.0, 0.10), (5000.0, 0.07)):
            part = colour(white, 0.75 * centre, 1.35 * centre, 2.0)
            shaped = part / part.std() * np.exp(-0.5 * ((x - 0.5) / width) ** 2)
            place(out, shaped.astype(np.float32), 0, 0.16 * (600.0 / centre) ** 0.2)
        return furnished(task, out * fade_tail(out.shape[1], 0.3).astype(np.float32), 0.3, 0.6)
    if action == "draw":
        t = time_s(0.5)
        grit = colour(rng.standard_normal(t.size), 2500, 12000) * (0.2 + 0.8 * (t / 0.5) ** 2)
        place(out, unit_peak(grit * fade_tail(t.size, 0.04)), 0, 0.45, -0.1)
        sung = modes(base * 1.9 * ratios, 0.4 / ratios**0.6, 1 / ratios**0.5, 1.1, rng=rng)
        place(out, sung, seconds(0.46), 0.4, 0.05)
        return furnished(task, out, 0.35, 0.8)
    place(out, burst(rng, 0.04, 1500, 14000, 0.003), 20, 0.9)
    for detune in (1.0, 1.067):  # two blades
        ring = modes(base * detune * ratios, 0.38 / ratios**0.7, 1 / ratios**0.25, 1.7, rng=rng)
        place(out, ring, 20, 0.45, 0.25 if detune > 1 else -0.25)
    t = time_s(0.22)
    scrape = colour(rng.standard_normal(t.size), 3000, 11000) * np.sin(np.pi * t / 0.22)
    place(out, unit_peak(scrape), seconds(0.05), 0.18)
    return furnished(task, out, 0.4, 0.9)


def punch(task: Task) -> FloatArray:
    """A blow of the fist as films have it: cloth, a low thump, a flat smack, a little crunch."""
    rng = task.rng("punch")
    out = np.zeros((2, seconds(0.8)), dtype=np.float32)
    t = time_s(0.12)
    sleeve = colour(rng.standard_normal(t.size), 400, 3000) * (t / 0.12) ** 3
    place(out, unit_peak(sleeve), 0, 0.10)
    hit = seconds(0.115)
    force = 0.6 + 0.4 * task.intensity
    thump = time_s(0.25)
    sinking = 70.0 + 90.0 * np.exp(-thump / 0.012)
    body = np.sin(2 * np.pi * np.cumsum(sinking) / 48_000.0) * np.exp(-thump / 0.045)
    place(out, (body * fade_tail(thump.size)).astype(np.float32), hit, 0.9 * force)
    place(out, burst(rng, 0.08, 350, 2200, 0.011), hit, 0.8 * force)
    place(out, burst(rng, 0.04, 1800, 7000, 0.004), hit, 0.35 * force)
    for _ in range(4):
        at = hit + seconds(float(rng.exponential(0.012)))
        place(out, burst(rng, 0.02, 700, 3000, 0.003), at, 0.2 * force)
    return furnished(task, np.tanh(1.3 * out), 0.3)


def car_door(task: Task) -> FloatArray:
    """A car's door. Knob: `action` close (seal, shell, latch), open (handle, latch, hinge)."""
    rng = task.rng("car door")
    out = np.zeros((2, seconds(1.0)), dtype=np.float32)
    latch = unit_peak(
        modes(
            [820, 1490, 2700, 4100], [0.012, 0.009, 0.006, 0.004], [1, 0.8, 0.6, 0.4], 0.1, rng=rng
        )
        + 0.7 * burst(rng, 0.1, 1200, 8000, 0.002)
    )
    if task.word("action", "close") == "open":
        place(out, latch, seconds(0.01), 0.5, 0.1)
        place(out, unit_peak(colour(latch, 200, 2000)), seconds(0.075), 0.6, 0.1)
        place(out, burst(rng, 0.3, 150, 900, 0.07), seconds(0.09), 0.15, 0.1)
        return furnished(task, out, 0.15, 0.3)
    hard = 0.6 + 0.4 * task.intensity
    shell = modes([58, 96, 147, 231, 340], [0.05, 0.045, 0.03, 0.02, 0.014],
                  [1, 0.9, 0.7, 0.5, 0.3], 0.35, attack_s=0.0015, rng=rng)  # fmt: skip
    place(out, shell, seconds(0.02), 0.9 * hard, 0.05)
    place(out, burst(rng, 0.2, 90, 700, 0.028), seconds(0.02), 0.55 * hard)
    place(out, latch, seconds(0.026), 0.4 * hard, 0.1)
    place(out, latch, seconds(0.045), 0.18 * hard, 0.1)
    window = modes([410, 690], [0.03, 0.02], [1, 0.6], 0.2, rng=rng)
    place(out, window, seconds(0.04), 0.12 * hard)
    return furnished(task, out, 0.2, 0.35)

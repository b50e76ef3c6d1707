"""Things in the hand: paper, keys, a flame struck, a drink poured, glasses, a chair, cloth."""

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
    modes,
    place,
    seconds,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task
from filmgen.sound.synth.water import bubble


def paper(task: Task) -> FloatArray:
    """A sheet crackles in flurries. Knob: `action` turn, tear, crumple."""
    rng = task.rng("paper")
    action = task.word("action", "turn")
    length_s = {"turn": 0.9, "tear": 0.7, "crumple": 1.5}[action]
    out = np.zeros((2, seconds(length_s + 0.3)), dtype=np.float32)
    t = time_s(length_s)
    x = t / length_s
    if action == "tear":
        fibres = (rng.random(t.size) < 0.05 + 0.05 * x) * rng.standard_normal(t.size)
        rip = colour(fibres, 900 + 600, 9000, 1.5) * (0.3 + 0.7 * x)
        place(out, unit_peak(rip * fade_tail(t.size, 0.05)), 0, 0.8)
        return furnished(task, out, 0.2)
    activity = np.exp(0.9 * np.interp(x, np.linspace(0, 1, 40), rng.standard_normal(40)))
    activity *= np.sin(np.pi * x**0.6)
    rustle = colour(rng.standard_normal(t.size), 1500, 11000, 1.0) * activity
    place(out, unit_peak(rustle), 0, 0.16)
    count = {"turn": 60, "crumple": 240}[action]
    for _ in range(count):
        at = length_s * float(rng.beta(1.6, 1.8))
        f = float(np.exp(rng.uniform(np.log(900), np.log(6000))))
        crack = burst(rng, 0.012, f, 2.2 * f, float(rng.uniform(0.0004, 0.002)))
        gain = min(0.7, 0.05 * float(rng.pareto(1.4) + 0.3))
        place(out, crack, seconds(at), gain, float(rng.normal(0, 0.15)))
    if action == "turn":  # it flops over
        place(out, burst(rng, 0.12, 250, 2500, 0.02), seconds(0.55 * length_s), 0.4)
    return furnished(task, out, 0.2)


def keys(task: Task) -> FloatArray:
    """A bunch of keys jingles, or one turns in a lock. Knob: `action` jingle, lock."""
    rng = task.rng("keys")
    out = np.zeros((2, seconds(1.3)), dtype=np.float32)
    lock = task.word("action", "jingle") == "lock"
    for _ in range(5 if lock else 22):
        at = float(rng.uniform(0.0, 0.25)) if lock else float(rng.beta(1.3, 2.0)) * 0.9
        f = float(rng.uniform(2600, 7200))
        ring = modes([f, 1.57 * f, 2.3 * f], [0.04, 0.025, 0.012], [1, 0.7, 0.4], 0.2, rng=rng)
        place(
            out, ring, seconds(at), 0.3 * float(rng.uniform(0.2, 1.0)), float(rng.normal(0, 0.15))
        )
    if lock:
        for at, base, level in ((0.30, 900.0, 0.5), (0.36, 1300.0, 0.4), (0.62, 420.0, 1.0)):
            ratios = np.array([1.0, 1.7, 2.9, 4.4])
            bolt = modes(base * ratios, 0.014 / ratios**0.5, 1 / ratios**0.4, 0.15, rng=rng)
            contact = burst(rng, 0.15, 900, 7000, 0.002)
            place(out, unit_peak(bolt + 0.7 * contact), seconds(at), level)
    return furnished(task, out, 0.25)


def lighter(task: Task) -> FloatArray:
    """A flame is struck. Knob: `of` match (strike, flare), lighter (lid, wheel, whoof)."""
    rng = task.rng("lighter")
    out = np.zeros((2, seconds(1.4)), dtype=np.float32)
    t = time_s(0.9)
    flare = colour(rng.standard_normal(t.size), 700, 7000, 1.0)
    flicker = 1.0 + 0.5 * spread(wander(rng, 64, 46.9, 9.0), 46.9, 0, t.size)
    if task.word("of", "match") == "match":
        s = time_s(0.2)
        grit = (rng.random(s.size) < 0.12) * rng.standard_normal(s.size)
        strike = colour(grit, 2000, 11000) * np.sin(np.pi * s / 0.2) ** 0.6
        place(out, unit_peak(strike), 0, 0.55)
        burn = flare * flicker * (1 - np.exp(-t / 0.02)) * np.exp(-t / 0.2)
        place(out, unit_peak(burn * fade_tail(t.size)), seconds(0.17), 0.6)
    else:
        lid = modes([2900, 4700, 7300], [0.05, 0.03, 0.015], [1, 0.7, 0.5], 0.3, rng=rng)
        place(out, unit_peak(lid + 0.5 * burst(rng, 0.3, 2500, 9000, 0.002)), 0, 0.5)
        s = time_s(0.07)
        wheel = colour(
            rng.standard_normal(s.size) * (np.sin(2 * np.pi * 180 * s) > 0.2), 1800, 9000
        )
        place(out, unit_peak(wheel), seconds(0.28), 0.4)
        burn = flare * flicker * (1 - np.exp(-t / 0.03)) * np.exp(-t / 0.14)
        place(out, unit_peak(burn * fade_tail(t.size)), seconds(0.34), 0.25)
    return furnished(task, out, 0.15)


def pour(task: Task) -> FloatArray:
    """A drink is poured: bubbles by the hundred, the glass's note climbing as it fills."""
    rng = task.rng("pour")
    length_s = min(max(task.seconds - 0.2, 0.05), 2.4)
    out = np.zeros((2, seconds(length_s + 0.2)), dtype=np.float32)
    t = time_s(length_s)
    full = t / length_s
    # The column of air is a closed pipe: c / 4L, from 9 cm to 3 cm.
    note = 343.0 / (4.0 * (0.09 - 0.06 * full))
    ring = glide(note * (1 + 0.02 * rng.standard_normal(t.size)), np.sin(np.pi * full) ** 0.3)
    wash = colour(rng.standard_normal(t.size), 1200, 9000, 1.0)
    glug = np.maximum(0.2, 1.0 + 0.6 * spread(wander(rng, 200, 46.9, 6.0), 46.9, 0, t.size))
    base = 0.10 * wash / wash.std() * glug + 0.10 * ring * glug
    place(out, (base * np.sin(np.pi * full) ** 0.3).astype(np.float32), 0, 0.5)
    for _ in range(int(150 * length_s)):
        at = length_s * float(rng.random())
        gain = min(0.5, 0.08 * float(rng.pareto(2.0) + 0.3))
        place(
            out,
            bubble(rng, float(rng.uniform(0.9, 4.0))),
            seconds(at),
            gain,
            float(rng.normal(0, 0.1)),
        )
    return furnished(task, out * fade_tail(out.shape[1], 0.1).astype(np.float32), 0.15)


def clink(task: Task) -> FloatArray:
    """Two glasses touch: inharmonic rings about 2 to 4 kHz that beat and fade within a second."""
    rng = task.rng("clink")
    out = np.zeros((2, seconds(1.6)), dtype=np.float32)
    for f, pan in ((float(rng.uniform(2100, 2600)), -0.1), (float(rng.uniform(2700, 3300)), 0.1)):
        partials = [f, f * 1.003, 2.32 * f, 4.25 * f]
        decays = [0.35, 0.33, 0.14, 0.05]
        ring = modes(partials, decays, [1, 0.8, 0.5, 0.3], 1.5, attack_s=0.0001, rng=rng)
        place(out, ring, 20, 0.45, pan)
    place(out, burst(rng, 0.02, 3000, 14000, 0.0008), 20, 0.5)
    return furnished(task, out, 0.2)


def chair(task: Task) -> FloatArray:
    """A chair pushed back: its legs stick and slip over the floor."""
    rng = task.rng("chair")
    length_s = 0.45 + 0.35 * task.intensity
    t = time_s(length_s)
    x = t / length_s
    rate = 95.0 * (1.0 + 0.5 * np.sin(np.pi * x)) * (1.0 + 0.04 * rng.standard_normal(t.size))
    phase = np.cumsum(rate) / 48_000.0
    slips = np.zeros(t.size)
    at = np.flatnonzero(np.floor(phase[1:]) > np.floor(phase[:-1]))
    slips[at] = rng.uniform(0.4, 1.0, at.size)
    body = modes(
        [310, 560, 930, 1700], [0.012, 0.01, 0.006, 0.004], [1, 0.9, 0.7, 0.5], 0.06, rng=rng
    )
    size = 1 << (2 * t.size).bit_length()
    scrape = np.fft.irfft(np.fft.rfft(slips, size) * np.fft.rfft(body, size), size)[: t.size]
    grit = colour(rng.standard_normal(t.size), 600, 4000)
    mono = unit_peak((scrape / np.abs(scrape).max() + 0.08 * grit) * np.sin(np.pi * x) ** 0.5)
    out = np.zeros((2, seconds(length_s + 0.4)), dtype=np.float32)
    place(out, mono, 0, 0.7)
    thud = modes([120, 260], [0.02, 0.012], [1, 0.6], 0.15, rng=rng)
    place(out, thud, seconds(length_s), 0.4)
    return furnished(task, out, 0.4, 0.5)


def cloth(task: Task) -> FloatArray:
    """Cloth moves: a coat put on, curtains, a body turning: soft noise in two or three strokes."""
    rng = task.rng("cloth")
    out = np.zeros((2, seconds(1.1)), dtype=np.float32)
    at = 0.0
    for _ in range(int(rng.integers(2, 4))):
        length = float(rng.uniform(0.15, 0.35))
        t = time_s(length)
        stroke = colour(rng.standard_normal(t.size), 400, 4500, 1.0)
        rough = np.maximum(0.0, 1.0 + 0.5 * spread(wander(rng, 32, 93.8, 20.0), 93.8, 0, t.size))
        place(
            out,
            unit_peak(stroke * rough * np.sin(np.pi * t / length) ** 1.5),
            seconds(at),
            0.5 * float(rng.uniform(0.5, 1.0)),
        )
        at += length + float(rng.uniform(0.0, 0.12))
    return furnished(task, out, 0.12)

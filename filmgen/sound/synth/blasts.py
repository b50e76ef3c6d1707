"""Pressure waves: gunshot, explosion, thunder."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import FRAME_RATE_HZ, spread, wander
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task


def friedlander(length_s: float, positive_s: float, decay: float = 1.0) -> FloatArray:
    """A blast wave at a point: p(t) = (1 - t/T) exp(-decay t/T), Friedlander 1946. (n,)"""
    x = time_s(length_s) / positive_s
    return np.asarray((1.0 - x) * np.exp(-decay * x), dtype=np.float32)


def gunshot(task: Task) -> FloatArray:
    """One shot or several; ten a second where there are more than five. Knobs: `place` inside or
    outside, `times` 1 to 40."""
    times = round(min(max(task.number("times", 1.0), 1.0), 40.0))
    if times == 1:
        return _shot(task)
    rng = task.rng("volley")
    takes = [
        _shot(task.part(f"shot {k}", task.intensity, place=task.word("place", "outside")))
        for k in range(min(times, 4))
    ]
    gap_s = 0.097 if times > 5 else 0.48
    length = takes[0].shape[1] + seconds(1.3 * gap_s * times)
    out = np.zeros((2, length), dtype=np.float32)
    at = 0.0
    for k in range(times):
        gain = float(rng.uniform(0.8, 1.0)) * (0.7 if times > 5 else 1.0)
        place(out, takes[k % len(takes)], seconds(at) - 1, gain, 0.0)
        at += gap_s * float(rng.normal(1.0, 0.03 if times > 5 else 0.12))
    return out * fade_tail(length, 0.2).astype(np.float32)


def _shot(task: Task) -> FloatArray:
    """A shot: muzzle blast, its ground reflection, mechanical snap, then the place answers."""
    rng = task.rng("gunshot")
    outside = task.word("place", "outside") == "outside"
    length = seconds(2.6 if outside else 1.3)
    dry = np.zeros((2, length), dtype=np.float32)
    width = 0.0011 + 0.0016 * task.intensity
    blast = friedlander(0.05, width)
    gas = burst(rng, 0.22, 60, 5200, 0.003 + 0.005 * task.intensity)
    crack = burst(rng, 0.03, 1500, 14000, 0.0018)
    thump = unit_peak(colour(burst(rng, 0.3, 35, 160, 0.08), 30, 160))
    for grain, at_s, gain in ((blast, 0.0, 1.0), (crack, 0.0, 0.55), (gas, 0.0004, 0.24)):
        place(dry, np.tanh(1.4 * grain).astype(np.float32), seconds(0.002 + at_s), gain)
    place(dry, thump, seconds(0.003), 0.17)
    place(dry, colour(blast, 0, 5000).astype(np.float32), seconds(0.0075), -0.22)
    wet = reverberate(
        dry,
        tail(rng, 2.2, 1.9, low_hz=90, high_hz=2600, predelay_s=0.06)
        if outside
        else tail(rng, 1.0, 0.7, low_hz=120, high_hz=7000, predelay_s=0.006),
    )
    out = dry + wet * (0.3 if outside else 0.6 * task.room)
    if outside:  # walls, trees and hills answer one by one
        for _ in range(6):
            at = float(rng.uniform(0.09, 0.8))
            echo = colour(gas, 80, 1400 / (0.5 + at)).astype(np.float32)
            place(
                out,
                unit_peak(echo),
                seconds(at),
                0.14 * 10 ** (-0.9 * at),
                float(rng.uniform(-1, 1)),
            )
    return out * fade_tail(length, 0.25).astype(np.float32)


def explosion(task: Task) -> FloatArray:
    """A blast: shock, fireball roar sinking in pitch, debris raining down, long low tail."""
    rng = task.rng("explosion")
    length_s = 3.2 + 2.3 * task.intensity
    t = time_s(length_s)
    out = np.zeros((2, t.size), dtype=np.float32)
    for channel in range(2):
        white = rng.standard_normal(t.size)
        grow = 1.0 - np.exp(-t / 0.012)
        # The shock's own body is over at once; the fireball burns on, lower and lower.
        sinking = 0.75 * np.exp(-t / 0.22) + 0.25 * np.exp(-t / 1.3)
        low = colour(white, 22, 95, 1.5) * grow * sinking
        mid = (
            colour(white, 70, 600, 1.2) * grow * (0.8 * np.exp(-t / 0.13) + 0.2 * np.exp(-t / 0.6))
        )
        high = colour(white, 700, 6000, 1.0) * grow * np.exp(-t / 0.11)
        flutter = 1.0 + 0.35 * spread(wander(rng, t.size // 1024 + 2, 46.9, 6.0), 46.9, 0, t.size)
        roar = 1.0 * low / low.std() + 0.55 * mid / mid.std() + 0.30 * high / high.std()
        out[channel] += (0.30 * roar * flutter).astype(np.float32)
    out = 0.7 * np.tanh(1.3 * out)
    # The shock stands above what follows: nothing of it is lost in the saturation of the roar.
    place(out, friedlander(0.4, 0.006 + 0.014 * task.intensity), 40, 2.1)
    place(out, burst(rng, 0.12, 400, 12000, 0.012), 40, 1.3)
    out += 0.15 * reverberate(out, tail(rng, 2.4, 2.2, low_hz=40, high_hz=1800, predelay_s=0.05))
    count = int(40 + 120 * task.intensity)
    for _ in range(count):
        at = 0.35 + float(rng.gamma(2.2, 0.38))
        f = float(rng.uniform(300, 3500))
        bit = burst(rng, 0.05, f, 2.5 * f, float(rng.uniform(0.002, 0.012)))
        gain = 0.03 * float(rng.pareto(1.6) + 0.4)
        place(out, bit, seconds(at), min(gain, 0.2), float(rng.uniform(-0.9, 0.9)))
    return np.asarray(out * fade_tail(t.size, 0.3), dtype=np.float32)


def thunder(task: Task) -> FloatArray:
    """Thunder: a lightning is kilometres long, and every bend of it arrives at its own time.

    A random walk of claps (Ribner and Roy, JASA 72 (1982) 1911), each dulled by its distance;
    near ones (intensity 1) crack first, far ones only roll.
    """
    rng = task.rng("thunder")
    near = task.intensity
    length_s = 5.0 + 4.0 * (1.0 - near)
    t = time_s(length_s)
    out = np.zeros((2, t.size), dtype=np.float32)
    onset = 0.02 if near > 0.6 else 0.25
    claps = int(26 + 20 * near)
    # A few bends stand out as peals, with a rumble between: what makes it roll.
    starts = np.cumsum([0.0, *rng.gamma(2.5, 0.30 + 0.12 * (1.0 - near), int(rng.integers(3, 6)))])
    weights = np.exp(rng.normal(0.0, 0.8, starts.size)) * np.exp(-starts / 2.2)
    weights /= weights.max()
    bend = rng.integers(0, starts.size, claps)
    delays = starts[bend] + rng.exponential(0.07 + 0.12 * (1.0 - near), claps)
    order = np.argsort(delays)
    delays, weights = delays[order].clip(0, length_s - 1.0), weights[bend][order]
    bank = []
    for k in range(10):
        high = 180.0 + 2400.0 * near**1.5 * (10 - k) / 10
        raw = rng.standard_normal(seconds(0.9)) * np.exp(-time_s(0.9) / (0.05 + 0.02 * k))
        swell = 1.0 - np.exp(-time_s(0.9) / (0.002 + 0.03 * (1.0 - near)))
        bank.append(unit_peak(colour(raw * swell, 26, high, 1.2)))
    for k, delay in enumerate(delays.tolist()):
        gain = 2.0 * float(np.exp(rng.normal(0.0, 0.6))) * weights[k]
        grain = bank[min(9, int(k * 10 / claps))]
        place(out, grain, seconds(onset + delay), 0.4 * gain, float(rng.normal(0.0, 0.45)))
    if near > 0.6:
        for _ in range(9):
            at = onset + float(rng.exponential(0.06))
            place(
                out,
                burst(rng, 0.12, 500, 9000, 0.012),
                seconds(at),
                0.5 * near,
                float(rng.normal(0, 0.3)),
            )
    for channel in range(2):
        rumble = colour(rng.standard_normal(t.size), 20, 85, 1.5)
        frames = t.size // 2048 + 2
        roll = np.exp(0.8 * wander(rng, frames, FRAME_RATE_HZ, 1.2))
        shape = (1.0 - np.exp(-t / 0.3)) * np.exp(-t / 1.9)
        rumble = rumble / rumble.std() * shape
        out[channel] += (0.15 * rumble * spread(roll, FRAME_RATE_HZ, 0, t.size)).astype(np.float32)
    out += 0.35 * reverberate(out, tail(rng, 2.0, 2.4, low_hz=35, high_hz=900, predelay_s=0.08))
    return out * fade_tail(t.size, 0.3).astype(np.float32)

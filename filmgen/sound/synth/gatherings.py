"""Where people gather: restaurant, playground, stadium. The talk itself is `people`'s."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    band,
    diffuse,
    noise,
    peak,
    poisson_times,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    formed,
    glide,
    modes,
    place,
    place_spaced,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.people import crowd
from filmgen.sound.synth.task import Task


def tableware(task: Task, *, glasses: float, cutlery: float, plates: float) -> FloatArray:
    """Things on tables, each kind by how many a second, in a furnished room. (2, n)"""
    rng = task.rng("tableware")
    things = task.silence()

    def pan() -> float:
        return float(rng.uniform(-0.9, 0.9))

    for at in poisson_times(rng, task.samples, glasses).tolist():
        for k in range(int(rng.integers(1, 4))):
            f = float(rng.uniform(2300, 4800))
            ring = modes([f, 2.32 * f, 3.9 * f], [0.09, 0.04, 0.02], [1, 0.5, 0.25], 0.35, rng=rng)
            where = at + seconds(0.11 * k * float(rng.uniform(0.5, 1.5)))
            place(things, ring, where, 0.022 * float(rng.uniform(0.2, 1.0)), pan())
    for at in poisson_times(rng, task.samples, cutlery).tolist():
        f = float(rng.uniform(3200, 6500))
        clink = modes([f, 1.51 * f, 2.1 * f], [0.02, 0.012, 0.01], [1, 0.7, 0.5], 0.1, rng=rng)
        grain = unit_peak(clink + 0.3 * burst(rng, 0.1, 2000, 9000, 0.003))
        place(things, grain, at, 0.016 * float(rng.uniform(0.2, 1.0)), pan())
    for at in poisson_times(rng, task.samples, plates).tolist():
        f = float(rng.uniform(1100, 2100))
        china = modes([f, 1.62 * f, 2.7 * f], [0.03, 0.02, 0.01], [1, 0.8, 0.5], 0.2, rng=rng)
        for k in range(int(rng.integers(1, 4))):
            where = at + seconds(0.07 * k * float(rng.uniform(0.6, 1.6)))
            place(things, china, where, 0.02 * float(rng.uniform(0.2, 1.0)) * 0.7**k, pan())
    for at in poisson_times(rng, task.samples, 0.25).tolist():
        thud = modes([190.0, 410.0], [0.03, 0.015], [1, 0.5], 0.15, rng=rng)
        place(things, thud, at, 0.03 * float(rng.uniform(0.3, 1.0)), 0.9 * pan())
    return things + 0.5 * reverberate(things, tail(rng, 0.7, 0.6, low_hz=200, high_hz=8000))


def bar(task: Task) -> FloatArray:
    """A bar: lively talk, glasses, bottles."""
    talk = crowd(task.part("people", task.intensity, mood="lively", place="inside"))
    return talk + tableware(task, glasses=0.35 + 0.5 * task.intensity, cutlery=0.6, plates=0.05)


def restaurant(task: Task) -> FloatArray:
    """A restaurant: quieter talk than a bar's, knives and forks on china, a glass now and then."""
    talk = crowd(task.part("people", 0.2 + 0.7 * task.intensity, mood="calm", place="inside"))
    busy = 0.4 + 0.6 * task.intensity
    return 0.8 * talk + tableware(task, glasses=0.2, cutlery=3.4 * busy, plates=0.7 * busy)


def playground(task: Task) -> FloatArray:
    """Children at play: high voices near and far, calls that leap up, shrieks, running feet.

    Children of six to ten speak about 250 to 300 Hz (Hollien and Shipp 1972) and shout an
    octave above; their vocal tracts are a third shorter than men's.
    """
    rng = task.rng("playground")
    out = 1.1 * crowd(
        task.part("children", 0.25 + 0.5 * task.intensity, voices="children", place="outside",
                  mood="lively")
    )  # fmt: skip
    calls = task.silence()
    for at in poisson_times(rng, task.samples, 0.5 + 1.3 * task.intensity).tolist():
        length = float(rng.uniform(0.25, 0.8))
        t = time_s(length)
        x = t / length
        top = float(rng.uniform(520, 980))
        f = top * (0.72 + 0.28 * np.sin(np.pi * np.minimum(1.0, 1.3 * x)))
        f = f * (1.0 + 0.012 * np.sin(2 * np.pi * 6.5 * t) + 0.004 * rng.standard_normal(t.size))
        voice = glide(f, np.sin(np.pi * x**0.7) ** 0.6, [1.0, 0.9, 0.8, 0.5, 0.35, 0.2, 0.15, 0.1])
        vowel = float(rng.choice([850.0, 1050.0, 620.0]))
        call = formed(voice, ((0.6 * vowel, 1.7 * vowel, 1.2, 1.0), (2300.0, 4200.0, 1.5, 0.5)))
        gain = 0.10 * 10 ** (-1.0 * float(rng.random()))
        place_spaced(calls, unit_peak(call), at, gain, float(rng.uniform(-0.9, 0.9)))
    feet = [burst(rng, 0.06, 180, 1500, 0.008) for _ in range(8)]
    for at in poisson_times(rng, task.samples, 0.25 + 0.3 * task.intensity).tolist():
        pan, toward = float(rng.uniform(-0.9, 0.9)), float(rng.uniform(-0.08, 0.08))
        for k in range(int(rng.integers(4, 12))):
            where = at + int(k * 48_000 / 4.2)
            place(calls, feet[k % 8], where, 0.010 * float(rng.uniform(0.5, 1.0)), pan + toward * k)
    yard = tail(rng, 1.0, 0.9, low_hz=200, high_hz=4500, predelay_s=0.03)
    return np.asarray(out + calls + 0.45 * reverberate(calls, yard), dtype=np.float32)


def stadium(task: Task) -> FloatArray:
    """A sports crowd: thousands as one roar that breathes, swells at a chance, and claps along."""
    rng = task.rng("stadium")
    out = 0.7 * crowd(task.part("near", 0.45, mood="lively", place="outside"))
    roar = 0.45 + 0.12 * wander(task.rng("mood"), task.frames, FRAME_RATE_HZ, 0.08)
    bright = np.zeros(task.frames)
    t = task.times_s
    for at in poisson_times(rng, task.samples, 0.04 + 0.07 * task.intensity).tolist():
        # A chance: up within two seconds, over in five; the vowel opens as it grows.
        x = t - at / 48_000.0
        strength = float(rng.uniform(0.4, 1.3))
        surge = np.where(x < 0, np.exp(x / 0.5), np.exp(-np.maximum(x - 0.8, 0.0) / 1.9))
        roar = roar + strength * surge
        bright = bright + strength * surge
    syllables = 1.0 + 0.16 * wander(task.rng("voices"), task.frames, FRAME_RATE_HZ, 3.5, 2.0)
    roar = np.maximum(roar * syllables, 0.12) * (0.5 + 0.5 * task.intensity)
    out += noise(
        task.rng("roar"),
        task.samples,
        [
            band(160, 900, low_order=1.5, high_order=1.2) * peak(480, 1.6, 6.0),
            band(600, 2200, low_order=1.5) * peak(1050, 2.2, 6.0),
            band(2200, 6500, low_order=1.5),
        ],
        [0.075 * roar, 0.045 * roar * (0.5 + bright.clip(0, 2)), 0.010 * roar],
        diffuse(420.0, floor=0.08),
    )
    claps = [burst(rng, 0.05, 0.6 * f, 2.2 * f, 0.006) for f in rng.uniform(800, 2200, 24)]
    hands = task.silence()
    for at in poisson_times(rng, task.samples, 5.0 + 34.0 * bright.clip(0, 1.5)).tolist():
        gain = 0.02 * float(rng.uniform(0.2, 1.0))
        place(hands, claps[int(rng.integers(24))], at, gain, float(rng.uniform(-0.95, 0.95)))
    bowl = tail(rng, 1.8, 2.0, low_hz=120, high_hz=4000, predelay_s=0.05)
    both = out + hands
    return np.asarray(both + 0.5 * reverberate(both, bowl), dtype=np.float32)

"""Enclosed and strange places: church, cave, shower, lift, refrigerator, under water, a ship in
space."""

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
    tilt,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    glide,
    modes,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.rooms import drone, room
from filmgen.sound.synth.task import Task
from filmgen.sound.synth.water import bubble


def church(task: Task) -> FloatArray:
    """A church: low air under a vault, and what small sounds become in five seconds of stone.

    Wood settles, a pew creaks, a shoe is set down, far apart. Reverberation of 3 to 6 s at
    mid frequencies is usual for stone churches (Kuttruff, Room Acoustics).
    """
    rng = task.rng("church")
    out = 1.2 * room(task.part("air", 0.2 + 0.5 * task.intensity, size="large"))
    small = task.silence()
    for at in poisson_times(rng, task.samples, 0.10 + 0.2 * task.intensity).tolist():
        pan = float(rng.uniform(-0.8, 0.8))
        if rng.random() < 0.5:
            f = float(rng.uniform(90, 240))
            knock = modes([f, 2.2 * f, 3.7 * f], [0.02, 0.012, 0.008], [1, 0.6, 0.4], 0.15, rng=rng)
            place(small, knock, at, 0.012 * float(rng.uniform(0.3, 1.0)), pan)
        else:
            scuff = burst(rng, 0.18, 500, 3500, 0.04)
            place(small, scuff, at, 0.005 * float(rng.uniform(0.3, 1.0)), pan)
    hall = tail(rng, 4.0, 4.6, low_hz=70, high_hz=4500, predelay_s=0.03)
    return np.asarray(out + 0.25 * small + 1.6 * reverberate(small, hall), dtype=np.float32)


def cave(task: Task) -> FloatArray:
    """A cave: a breath of air, and drops that fall into pools, each where it always falls.

    A drop's sound is the bubble it leaves, 1 to 4 kHz (Minnaert); drips are steady in time,
    each with its own pace.
    """
    rng = task.rng("cave")
    hollow = tilt(-6.0, above_hz=60.0) * peak(82.0, 3.0, 7.0) * peak(131.0, 4.0, 5.0)
    breath = np.maximum(1.0 + 0.3 * wander(task.rng("air"), task.frames, FRAME_RATE_HZ, 0.08), 0.3)
    out = noise(task.rng("hollow"), task.samples, [hollow * band(25, 3000)], [0.006 * breath])
    drops = task.silence()
    for _ in range(2 + round(5 * task.intensity)):
        size = float(rng.uniform(0.8, 2.4))
        pan, gain = float(rng.uniform(-0.9, 0.9)), 0.05 * 10 ** (-0.8 * float(rng.random()))
        pace_s = float(rng.gamma(4.0, 0.9)) + 0.7
        at = pace_s * float(rng.random())
        while at < task.seconds:
            plink = bubble(rng, size * float(rng.normal(1.0, 0.04)))
            place(drops, plink, seconds(at), gain * float(rng.uniform(0.7, 1.0)), pan)
            if rng.random() < 0.3:  # a second, smaller bubble
                later = seconds(at + float(rng.uniform(0.03, 0.09)))
                place(drops, bubble(rng, 0.7 * size), later, 0.4 * gain, pan)
            at += pace_s * float(rng.normal(1.0, 0.06))
    hall = tail(rng, 3.2, 3.4, low_hz=120, high_hz=6500, predelay_s=0.02)
    return np.asarray(out + 0.6 * drops + 0.9 * reverberate(drops, hall), dtype=np.float32)


def shower(task: Task) -> FloatArray:
    """A shower: jets on tiles and a body, a bright hiss in a hard room, the drain's gurgle."""
    rng = task.rng("shower")
    move = wander(task.rng("body"), task.frames, FRAME_RATE_HZ, 0.5, 2.0)
    sway = np.maximum(1.0 + 0.12 * move, 0.4)
    turn = np.maximum(1.0 - 0.35 * move, 0.2)
    force = 0.4 + 0.6 * task.intensity
    out = noise(
        task.rng("jets"),
        task.samples,
        [
            band(1200, 9000, low_order=1.2, high_order=1.1),
            band(350, 1800, low_order=1.4, high_order=1.2) * peak(620, 2.0, 4.0),
            band(90, 300),
        ],
        [0.060 * force * sway, 0.028 * force * turn, 0.010 * force],
        diffuse(700.0, floor=0.15),
    )
    bank = [burst(rng, 0.02, 700, 5000, float(rng.uniform(0.0007, 0.003))) for _ in range(32)]
    for at in poisson_times(rng, task.samples, 220.0 * force * sway).tolist():
        gain = 0.03 * float(np.exp(rng.normal(0.0, 0.8)))
        place(out, bank[int(rng.integers(32))], at, gain, float(rng.normal(0.0, 0.4)))
    for at in poisson_times(rng, task.samples, 5.0 * turn).tolist():
        place(out, bubble(rng, float(rng.uniform(4.0, 11.0))), at, 0.02, -0.2)
    tiles = tail(rng, 0.7, 0.8, low_hz=150, high_hz=9000, predelay_s=0.003)
    return np.asarray(out + 0.5 * reverberate(out, tiles), dtype=np.float32)


def elevator(task: Task) -> FloatArray:
    """Inside a lift: the hoist's hum through the cable, a fan, rails, a tick at each floor."""
    rng = task.rng("elevator")
    load = wander(task.rng("load"), task.frames, FRAME_RATE_HZ, 0.15)
    out = drone(
        task.part("hoist", 0.5), 49.0 + 0.25 * load, (0.6, 1.0, 0.25, 0.5, 0.1, 0.25, 0.08, 0.12),
        0.020 * (1.0 + 0.1 * load), 0.1,
    )  # fmt: skip
    sway = np.maximum(1.0 + 0.2 * wander(task.rng("rails"), task.frames, FRAME_RATE_HZ, 1.2), 0.3)
    out += noise(
        task.rng("shaft"),
        task.samples,
        [
            band(30, 130, high_order=1.4),
            band(250, 1400, low_order=1.1, high_order=1.2) * peak(430, 2.5, 5.0),
            band(1500, 5000),
        ],
        [0.026 * sway, 0.009 * (0.5 + task.intensity), 0.0016 * sway],
        diffuse(900.0, floor=0.3),
    )
    tick = unit_peak(
        modes([310, 720, 1500], [0.02, 0.012, 0.006], [1, 0.7, 0.4], 0.12, rng=rng)
        + 0.4 * burst(rng, 0.12, 900, 5000, 0.002)
    )
    at = float(rng.uniform(0.5, 3.0))
    while at < task.seconds:
        place(out, tick, seconds(at), 0.010 * float(rng.uniform(0.5, 1.0)), 0.3)
        at += 3.1 * float(rng.normal(1.0, 0.04))
    return out


def fridge(task: Task) -> FloatArray:
    """A refrigerator: a compressor's hum on the mains' harmonics, a fan, coolant trickling."""
    rng = task.rng("fridge")
    slow = wander(task.rng("load"), task.frames, FRAME_RATE_HZ, 0.05)
    out = drone(
        task.part("compressor", 0.5), np.full(task.frames, 58.6) + 0.02 * slow,
        (0.35, 1.0, 0.3, 0.6, 0.12, 0.28, 0.05, 0.14, 0.03, 0.06),
        0.010 * (1.0 + 0.03 * slow), 0.25,
    )  # fmt: skip
    out += noise(
        task.rng("fan"),
        task.samples,
        [band(90, 500, high_order=1.3), band(600, 4000, low_order=1.2)],
        [0.0045 * (0.4 + 0.6 * task.intensity), 0.0011],
        diffuse(700.0, floor=0.3),
    )
    trickle = np.maximum(wander(task.rng("coolant"), task.frames, FRAME_RATE_HZ, 0.1), 0.0)
    for at in poisson_times(rng, task.samples, 9.0 * trickle).tolist():
        place(out, bubble(rng, float(rng.uniform(1.5, 5.0))), at, 0.0012, 0.25)
    return out


def underwater(task: Task) -> FloatArray:
    """Under water: a low rumble that falls about 5 dB an octave, and bubbles that rise past.

    Ambient noise of the sea falls by 5 to 6 dB an octave above some hundred hertz (Wenz, JASA
    34 (1962) 1936). The ears lose direction under water: the sides are nearly the same.
    """
    rng = task.rng("underwater")
    swell = np.maximum(1.0 + 0.3 * wander(task.rng("swell"), task.frames, FRAME_RATE_HZ, 0.12), 0.3)
    press = np.maximum(1.0 + 0.2 * wander(task.rng("press"), task.frames, FRAME_RATE_HZ, 0.7), 0.3)
    out = noise(
        task.rng("deep"),
        task.samples,
        [band(18, 90, high_order=1.0), tilt(-5.5, above_hz=90.0) * band(60, 6000)],
        [0.05 * swell, 0.045 * press],
        diffuse(1500.0, floor=0.5),
    )
    bubbles = task.silence()
    for at in poisson_times(rng, task.samples, 0.12 + 0.35 * task.intensity).tolist():
        # A breath let go: a cluster, large first, its pitch climbing as it breaks up.
        when, pan = at / 48_000.0, float(rng.uniform(-0.4, 0.4))
        for k in range(int(rng.integers(6, 26))):
            size = float(rng.uniform(3.0, 12.0)) / (1.0 + 0.05 * k)
            gain = 0.10 * float(rng.uniform(0.2, 1.0)) * 0.95**k
            place(bubbles, bubble(rng, size), seconds(when), gain, pan)
            when += float(rng.exponential(0.035))
    space = tail(rng, 0.9, 0.9, low_hz=60, high_hz=1800, predelay_s=0.004)
    return np.asarray(out + 0.5 * bubbles + 0.8 * reverberate(bubbles, space), dtype=np.float32)


def spaceship(task: Task) -> FloatArray:
    """A ship in space, from inside: the drive's hum felt in the floor, vents, a console's chirps.

    No textbook has its spectrum: the film convention is a beating drone about 50 Hz under
    room tone with strong air handling.
    """
    rng = task.rng("ship")
    slow = wander(task.rng("drive"), task.frames, FRAME_RATE_HZ, 0.06)
    out = task.silence()
    for layer, f, pan in (("port", 46.0, -0.6), ("middle", 46.4, 0.0), ("starboard", 69.3, 0.6)):
        out += drone(
            task.part(layer, 0.5), f + 0.1 * slow, (1.0, 0.6, 0.35, 0.2, 0.12, 0.08),
            0.022 * (0.5 + task.intensity) * (1.0 + 0.08 * slow), pan,
        )  # fmt: skip
    vent = np.maximum(1.0 + 0.10 * wander(task.rng("vent"), task.frames, FRAME_RATE_HZ, 0.2), 0.5)
    out += noise(
        task.rng("vents"),
        task.samples,
        [
            band(30, 140, high_order=1.4),
            band(200, 1500, low_order=1.1, high_order=1.1) * peak(370, 3.0, 6.0),
            band(1500, 6000, high_order=1.0),
        ],
        [0.030, 0.010 * vent, 0.0022 * vent],
        diffuse(450.0, floor=0.08),
    )
    signals = task.silence()
    for at in poisson_times(rng, task.samples, 0.15).tolist():
        f = float(rng.choice([880.0, 1174.7, 1396.9, 1760.0]))
        for k in range(int(rng.integers(1, 4))):
            t = time_s(0.07)
            tone = glide(
                np.full(t.size, f * (1.0, 1.1225, 0.8909)[k]), np.sin(np.pi * t / 0.07) ** 0.5
            )
            place(signals, tone, at + seconds(0.11 * k), 0.0016, float(rng.uniform(-0.8, 0.8)))
    deck = tail(rng, 0.8, 0.8, low_hz=200, high_hz=5000)
    return np.asarray(out + signals + 0.7 * reverberate(signals, deck), dtype=np.float32)

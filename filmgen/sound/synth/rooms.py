"""Rooms and vehicles heard from inside: room tone, office, ward, clock, machines, car, train."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    Doubles,
    band,
    diffuse,
    noise,
    peak,
    poisson_times,
    spread,
    tilt,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    furnished,
    glide,
    modes,
    pan_gains,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.people import crowd
from filmgen.sound.synth.task import Task

_SIZES_M = {"small": (3.1, 2.6, 2.4), "medium": (6.2, 4.8, 2.8), "large": (17.0, 12.0, 6.0)}
_AIR_HZ = {"small": 260.0, "medium": 170.0, "large": 110.0}


def room(task: Task) -> FloatArray:
    """Room tone: what a quiet room sounds like between the words.

    Octave bands that fall by 5 dB an octave like the room-criterion curves (Blazier 1981),
    coloured by the axial modes c / 2L of the room's size, with the building's air handling
    in it. It breathes by less than a decibel. Knob: `size` small, medium, large.
    """
    size = task.word("size", "medium")
    shape = tilt(-8.2, above_hz=40.0) * band(28, 9000, high_order=1.0)
    for length in _SIZES_M[size]:
        for order in (1, 2, 3):
            mode = order * 343.0 / (2.0 * length)
            if 22.0 < mode < 400.0:
                shape = shape * peak(mode, 9.0, 6.0 / order)
    air = band(_AIR_HZ[size] * 0.5, _AIR_HZ[size] * 2.2, high_order=1.55)
    breath = 1.0 + 0.05 * wander(task.rng("breath"), task.frames, FRAME_RATE_HZ, 0.12)
    duct = 0.35 + 0.65 * task.intensity
    corner = {"small": 700.0, "medium": 450.0, "large": 280.0}[size]
    return noise(
        task.rng("room"),
        task.samples,
        [shape, air, band(900, 5000, low_order=1.0, high_order=1.0)],
        [0.01 * breath, 0.0045 * duct * breath, 0.00010],
        diffuse(corner, floor=0.03),
    )


def drone(
    task: Task, base_hz: Doubles, harmonics: tuple[float, ...], gain: Doubles, pan: float = 0.0
) -> FloatArray:
    """A running engine's or hum's harmonic series under moving pitch and gain, (2, samples).

    Args:
        base_hz, gain: (frames,) at `FRAME_RATE_HZ`.
        harmonics: amplitudes of the first, second … partial.
    """
    rng = task.rng("drone phases")
    phases = rng.uniform(0.0, 2.0 * np.pi, len(harmonics))
    out = task.silence()
    turned = 0.0
    left, right = pan_gains(pan)
    for start in range(0, task.samples, 1 << 16):
        stop = min(start + (1 << 16), task.samples)
        f = spread(base_hz, FRAME_RATE_HZ, start, stop).astype(np.float64)
        phase = turned + np.cumsum(f) * (2.0 * np.pi / 48_000.0)
        turned = float(phase[-1]) % (2.0 * np.pi)
        tone = np.zeros(stop - start, dtype=np.float32)
        for number, (level, offset) in enumerate(zip(harmonics, phases, strict=True), start=1):
            angle = np.remainder(number * phase + offset, 2.0 * np.pi).astype(np.float32)
            tone += np.float32(level) * np.sin(angle)
        tone *= spread(gain, FRAME_RATE_HZ, start, stop)
        out[0, start:stop] = left * tone
        out[1, start:stop] = right * tone
    return out


def hum(task: Task) -> FloatArray:
    """A machine room: mains hum with its harmonics, a motor, fans. Knob: `clank` 0 to 1."""
    slow = wander(task.rng("load"), task.frames, FRAME_RATE_HZ, 0.08)
    mains = drone(
        task.part("mains", 0.5),
        np.full(task.frames, 60.0),
        (0.5, 1.0, 0.2, 0.6, 0.08, 0.3, 0.05, 0.18, 0.0, 0.1),
        0.030 * (1.0 + 0.04 * slow),
        -0.25,
    )
    turns = 24.3 + 8.0 * task.intensity + 0.08 * slow
    motor = drone(
        task.part("motor", 0.5), turns, (0.3, 1.0, 0.35, 0.5, 0.2, 0.3, 0.12, 0.2),
        0.035 * (0.5 + task.intensity) * (1.0 + 0.08 * slow), 0.35,
    )  # fmt: skip
    fans = noise(
        task.rng("fans"),
        task.samples,
        [band(60, 420, high_order=1.2), band(500, 3200, low_order=1.2, high_order=1.2)],
        [0.045 * (1 + 0.05 * slow), 0.018 * (0.4 + task.intensity)],
        diffuse(400.0),
    )
    out = mains + motor + fans
    clank = task.number("clank", 0.0)
    if clank > 0:
        rng = task.rng("clank")
        period = 1.9 - 1.1 * task.intensity
        bank = [
            modes(
                f0 * np.array([1.0, 1.71, 2.63, 3.9]), [0.11, 0.07, 0.05, 0.03], [1, 0.7, 0.5, 0.3],
                0.5, rng=rng,
            )
            for f0 in rng.uniform(210, 520, 5)
        ]  # fmt: skip
        blows = task.silence()
        at = period * float(rng.random())
        while at < task.seconds:
            place(blows, bank[int(rng.integers(5))], seconds(at), 0.12 * clank, 0.3)
            at += period * float(rng.normal(1.0, 0.01))
        out += blows + 0.6 * reverberate(blows, tail(rng, 1.2, 1.2, low_hz=120, high_hz=3500))
    return out


def office(task: Task) -> FloatArray:
    """An office: air, computer fans, keys in bursts, far murmur, now and then paper."""
    rng = task.rng("office")
    out = 1.2 * room(task.part("room", 0.9, size="large"))
    fan = np.ones(task.frames)
    out += drone(task.part("fan", 0.5), 97.0 * fan, (0.6, 1.0, 0.3, 0.4, 0.1), 0.0012 * fan, 0.4)
    murmur = crowd(task.part("murmur", 0.1 + 0.25 * task.intensity, place="inside", mood="calm"))
    out += 0.035 * murmur
    keys = [
        unit_peak(
            burst(rng, 0.06, 1500, 7000, 0.003)
            + 0.6 * modes([f, 2.7 * f], [0.006, 0.004], [1, 0.5], 0.06, rng=rng)
        )
        for f in rng.uniform(380, 900, 12)
    ]
    for desk in range(2 + round(3 * task.intensity)):
        pan, gain = float(rng.uniform(-0.9, 0.9)), 0.010 * 10 ** (-0.7 * float(rng.random()))
        at = float(rng.exponential(4.0)) * (desk > 0)
        while at < task.seconds:
            for _ in range(int(rng.geometric(0.05))):
                place(
                    out,
                    keys[int(rng.integers(12))],
                    seconds(at),
                    gain * float(rng.uniform(0.4, 1)),
                    pan,
                )
                at += float(rng.gamma(3.0, 0.05))
            at += float(rng.exponential(5.0))
    return out


def hospital(task: Task) -> FloatArray:
    """A ward: large quiet air, a monitor's beep in another bed's time. Knob: `beeps` per minute."""
    out = 1.1 * room(task.part("room", 0.3 + 0.7 * task.intensity, size="large"))
    rate = task.number("beeps", 72.0)
    rng = task.rng("monitor")
    t = time_s(0.11)
    tone = glide(
        np.full(t.size, 960.0),
        np.minimum(1, t / 0.004) * np.minimum(1, (0.11 - t) / 0.01),
        (1, 0.2, 0.1),
    )
    beeps = task.silence()
    at = float(rng.random())
    while rate > 0 and at < task.seconds:
        place(beeps, tone, seconds(at), 0.006, 0.45)
        at += 60.0 / rate * float(rng.normal(1.0, 0.012))
    return out + beeps + 0.5 * reverberate(beeps, tail(rng, 0.6, 0.6, low_hz=300, high_hz=5000))


def clock(task: Task) -> FloatArray:
    """A clock: tick, tock, a little unlike, in a small case. Knob: `rate` ticks a second."""
    rng = task.rng("clock")
    out = task.silence()
    step = 1.0 / min(max(task.number("rate", 1.0), 0.2), 10.0)
    for k in range(int(task.seconds / step) + 1):
        # Tick and tock are the pallets' own; how a tooth falls on one is never quite the same.
        f = (1750.0, 1480.0)[k % 2] * float(rng.normal(1.0, 0.006))
        gains = np.array([1.0, 0.5, 0.35]) * rng.uniform(0.75, 1.0, 3)
        case = modes([f, 2.4 * f, 0.31 * f], [0.006, 0.003, 0.016], gains, 0.12, rng=rng)
        tick = unit_peak(case + 0.5 * burst(rng, 0.12, 3000, 9000, 0.0012))
        at = 0.1 + k * step + float(rng.normal(0.0, 0.0012))
        place(out, tick, seconds(at), 0.05 * float(rng.uniform(0.85, 1.0)), 0.15)
    wet = reverberate(out, tail(rng, 0.4, 0.35, low_hz=200, high_hz=6000, predelay_s=0.004))
    return out + 0.5 * wet


def car(task: Task) -> FloatArray:
    """Inside a car: road rumble, engine, air at speed, joints and bumps of the road.

    Cabin noise falls about 9 dB an octave above 100 Hz; a four-stroke four-cylinder fires
    twice a turn, 50 to 100 Hz on the road. Knob: `speed` 0 standing with the engine on, to 1.
    """
    speed = task.number("speed", 0.55)
    rng = task.rng("car")
    push = wander(task.rng("throttle"), task.frames, FRAME_RATE_HZ, 0.08)
    fires = 27.0 + 48.0 * speed + 4.0 * speed * push
    surface = np.maximum(
        1.0 + 0.16 * wander(task.rng("surface"), task.frames, FRAME_RATE_HZ, 0.6), 0.2
    )
    load = np.maximum(1.0 + 0.15 * push, 0.3)
    out = drone(
        task.part("engine", 0.5), 0.5 * fires, (0.25, 1.0, 0.2, 0.45, 0.1, 0.22, 0.05, 0.1),
        0.07 * (0.6 + 0.4 * task.intensity) * load,
    )  # fmt: skip
    out += noise(
        task.rng("road"),
        task.samples,
        [
            band(22, 75, high_order=1.5),
            band(60, 260, high_order=1.6) * peak(120, 2.0, 5.0),
            band(250, 1600, low_order=1.2, high_order=1.2),
            band(1500, 7000, high_order=1.1),
        ],
        [
            0.16 * speed * surface,
            0.075 * speed * surface,
            0.012 * speed**1.5 * surface,
            0.004 * speed**2.5,
        ],
        diffuse(500.0, floor=0.15),
    )
    bump = [
        modes([f, 2.1 * f], [0.05, 0.02], [1, 0.4], 0.3, attack_s=0.004, rng=rng)
        for f in (38.0, 52.0, 66.0)
    ]
    for at in poisson_times(rng, task.samples, 0.55 * speed).tolist():
        gain = 0.25 * float(np.exp(rng.normal(0, 0.5)))
        for wheel in range(2):  # front axle, then rear, 2.6 m behind
            lag = int(wheel * 2.6 / (4.0 + 26.0 * speed) * 48_000)
            place(out, bump[int(rng.integers(3))], at + lag, gain, float(rng.normal(0, 0.2)))
    return out


def train(task: Task) -> FloatArray:
    """Inside a train: rumble, wheels over rail joints two by two, creaks. Knob: `speed` 0 to 1."""
    speed_ms = 9.0 + 22.0 * min(max(task.number("speed", 0.6), 0.0), 1.0)
    rng = task.rng("train")
    full = 0.5 + 0.8 * task.intensity
    sway = np.maximum(1.0 + 0.15 * wander(task.rng("sway"), task.frames, FRAME_RATE_HZ, 0.7), 0.3)
    out = noise(
        task.rng("rolling"),
        task.samples,
        [
            band(24, 90, high_order=1.4),
            band(80, 480, high_order=1.2) * peak(230, 2.0, 4.0),
            band(500, 2600, low_order=1.2),
        ],
        [0.10 * full * sway, 0.055 * full * sway, 0.010 * full * sway],
        diffuse(450.0, floor=0.12),
    )
    blows = [
        unit_peak(
            modes(
                [f, 1.9 * f, 4.3 * f],
                [0.045, 0.03, 0.01],
                [1, 0.6, 0.35],
                0.25,
                attack_s=0.002,
                rng=rng,
            )
            + 0.25 * burst(rng, 0.25, 300, 2500, 0.012)
        )
        for f in rng.uniform(75, 150, 6)
    ]
    at = float(rng.random())
    axles_m = (0.0, 2.5, 17.0, 19.5)
    while at < task.seconds:
        strong = 0.16 * full * float(rng.uniform(0.6, 1.0))
        for axle in axles_m:
            far = 1.0 if axle < 10 else 0.5
            place(
                out,
                blows[int(rng.integers(6))],
                seconds(at + axle / speed_ms),
                strong * far,
                0.35 - 0.04 * axle,
            )
        at += 25.0 / speed_ms
    for where in poisson_times(rng, task.samples, 0.12).tolist():
        f0 = float(rng.uniform(500, 1400))
        t = time_s(float(rng.uniform(0.15, 0.5)))
        f = f0 * (1.0 + 0.05 * np.sin(2 * np.pi * 6 * t))
        creak = glide(f, np.sin(np.pi * t / t[-1]) ** 2, (1.0, 0.5, 0.3))
        place(out, creak, where, 0.008, float(rng.uniform(-0.7, 0.7)))
    return out


def aircraft(task: Task) -> FloatArray:
    """Inside an airliner: boundary-layer hiss and engine roar, with the fans' slow beat."""
    slow = wander(task.rng("air"), task.frames, FRAME_RATE_HZ, 0.1)
    out = noise(
        task.rng("cabin"),
        task.samples,
        [band(40, 220, high_order=1.0), band(180, 1100, low_order=1.2, high_order=1.3)],
        [0.075 * (1.0 + 0.05 * slow), 0.030 * (1.0 + 0.04 * slow)],
        diffuse(450.0),
    )
    for layer, f, pan in (("left", 86.0, -0.5), ("right", 86.55, 0.5)):
        pitch = f + 0.05 * slow
        out += drone(task.part(layer, 0.5), pitch, (1.0, 0.5, 0.2), 0.018 + 0.0 * slow, pan)
    return out


def typing(task: Task) -> FloatArray:
    """Somebody types: bursts of keys, and pauses. Knob: `machine` keyboard, typewriter."""
    rng = task.rng("typing")
    old = task.word("machine", "keyboard") == "typewriter"
    ring_s, bright = (0.02, 9000.0) if old else (0.005, 6500.0)
    ratios = np.array([1.0, 2.6, 4.1])
    bank = [
        unit_peak(
            burst(rng, 0.09, 1400, bright, 0.0025)
            + 0.7 * modes(f * ratios, ring_s / ratios, 1.0 / ratios, 0.09, rng=rng)
            + 0.4 * modes([165.0], [0.012], [1.0], 0.09)
        )
        for f in rng.uniform(420, 1000, 14)
    ]  # fmt: skip
    out = task.silence()
    at = 0.01
    while at < task.seconds - 0.1:
        for _ in range(int(rng.geometric(0.07)) + 3):
            place(
                out,
                bank[int(rng.integers(14))],
                seconds(at),
                0.3 * float(rng.uniform(0.5, 1.0)),
                float(rng.normal(0, 0.1)),
            )
            at += float(rng.gamma(4.0, 0.034 if old else 0.028))
        at += float(rng.exponential(0.35))
    return furnished(task, out, 0.35)

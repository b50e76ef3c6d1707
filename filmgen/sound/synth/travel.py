"""What carries people and what passes: underground train, helicopter, a train or plane going by."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import (
    FRAME_RATE_HZ,
    Doubles,
    band,
    diffuse,
    frame_count,
    frame_times_s,
    noise,
    peak,
    spread,
    wander,
)
from filmgen.sound.synth.grains import (
    burst,
    fade_tail,
    glide,
    modes,
    place,
    reverberate,
    seconds,
    tail,
    unit_peak,
)
from filmgen.sound.synth.rooms import drone
from filmgen.sound.synth.task import Task


def _journey(rng: np.random.Generator, t: Doubles) -> Doubles:
    """Speed of a train between stations, 0 to 1: pulls away, runs, brakes, waits."""
    speed = np.zeros(t.size)
    at = -float(rng.uniform(8.0, 45.0))
    while at < t[-1] + 1.0:
        run, wait = float(rng.uniform(50, 80)), float(rng.uniform(9, 16))
        up = np.clip((t - at) / 13.0, 0.0, 1.0)
        down = np.clip((at + run - t) / 11.0, 0.0, 1.0)
        speed = np.maximum(speed, np.minimum(up, down))
        at += run + wait
    return np.asarray(speed**0.8)


def subway(task: Task) -> FloatArray:
    """Inside an underground train: rolling roar off the tunnel, the drive's whine with the speed,
    flanges that squeal in curves, doors' air at stops.

    Wheel squeal sits on a wheel's modes, 1 to 5 kHz (Thompson, Railway Noise and Vibration).
    """
    rng = task.rng("subway")
    speed = _journey(rng, task.times_s)
    sway = np.maximum(1.0 + 0.15 * wander(task.rng("sway"), task.frames, FRAME_RATE_HZ, 0.9), 0.3)
    force = (0.5 + 0.7 * task.intensity) * speed**1.3
    out = noise(
        task.rng("tunnel"),
        task.samples,
        [
            band(30, 110, high_order=1.4),
            band(100, 600, high_order=1.2) * peak(260, 1.8, 4.0),
            band(500, 2600, low_order=1.1) * peak(900, 2.0, 4.0),
            band(80, 900),
        ],
        [0.09 * force * sway, 0.060 * force * sway, 0.020 * force * sway, 0.006],
        diffuse(500.0, floor=0.12),
    )
    out += drone(
        task.part("drive", 0.5), 40.0 + 520.0 * speed, (1.0, 0.5, 0.3, 0.15, 0.1),
        0.010 * np.minimum(1.0, 6.0 * speed) * (1.0 - 0.5 * speed), 0.2,
    )  # fmt: skip
    curve = np.maximum(wander(task.rng("curve"), task.frames, FRAME_RATE_HZ, 0.06) - 0.7, 0.0)
    stick = np.maximum(1.0 + 0.8 * wander(task.rng("stick"), task.frames, FRAME_RATE_HZ, 5.0), 0.0)
    squeal = 0.006 * curve * stick * speed
    for k, f in enumerate(rng.uniform(1400, 4600, 3).tolist()):
        pitch = f * (1.0 + 0.004 * wander(task.rng(f"pitch {k}"), task.frames, FRAME_RATE_HZ, 2.0))
        out += drone(task.part(f"squeal {k}", 0.5), pitch, (1.0, 0.2), squeal, 0.4 * (k - 1))
    joint = [
        unit_peak(
            modes([f, 2.1 * f, 4.6 * f], [0.03, 0.02, 0.01], [1, 0.6, 0.35], 0.2, rng=rng)
            + 0.3 * burst(rng, 0.2, 400, 3000, 0.01)
        )
        for f in rng.uniform(95, 180, 6)
    ]
    travelled = np.cumsum(speed) * 20.0 / FRAME_RATE_HZ
    for metre in np.arange(18.0, travelled[-1], 18.0).tolist():
        at = float(np.interp(metre, travelled, task.times_s))
        for axle_s in (0.0, 0.12):
            gain = 0.10 * float(rng.uniform(0.4, 1.0))
            place(out, joint[int(rng.integers(6))], seconds(at + axle_s), gain, 0.2)
    for stop in np.flatnonzero((speed[1:] == 0) & (speed[:-1] > 0)).tolist():
        air = burst(rng, 0.9, 900, 9000, 0.25)
        place(out, air, seconds(stop / FRAME_RATE_HZ + 0.8), 0.05, 0.6)
    return out


def helicopter(task: Task) -> FloatArray:
    """A helicopter: blades that slap 11 to 20 times a second, the turbine's whine, wash.

    Blade slap is impulsive and broadband, its rate the rotor's turns times its blades
    (Leishman, Principles of Helicopter Aerodynamics). Knob: `place` outside, inside.
    """
    rng = task.rng("helicopter")
    inside = task.word("place", "outside") == "inside"
    rate = float(rng.uniform(12.0, 17.0))
    slow = wander(task.rng("collective"), task.frames, FRAME_RATE_HZ, 0.1)
    slap = unit_peak(burst(rng, 0.09, 45, 220, 0.018) + 0.5 * burst(rng, 0.09, 250, 1500, 0.007))
    out = task.silence()
    at = 0.02
    while at < task.seconds:
        beat = float(np.interp(at, task.times_s, slow))
        place(
            out, slap, seconds(at), 0.42 * float(rng.uniform(0.85, 1.0)) * (1 + 0.15 * beat), 0.05
        )
        at += 1.0 / (rate * (1.0 + 0.012 * beat))
    wash = np.maximum(1.0 + 0.2 * slow, 0.4)
    out += noise(
        task.rng("wash"),
        task.samples,
        [band(40, 300, high_order=1.2), band(400, 4000, low_order=1.1, high_order=1.1)],
        [0.05 * wash, (0.012 if inside else 0.020) * wash],
        diffuse(400.0, floor=0.1),
    )
    whine = 1450.0 * (1.0 + 0.004 * slow)
    level = (0.004 if inside else 0.007) * (0.5 + task.intensity) + 0.0 * slow
    return out + drone(task.part("turbine", 0.5), whine, (1.0, 0.4, 0.25, 0.1), level, 0.1)


def train_pass(task: Task) -> FloatArray:
    """A train goes by a few metres off: rails sing, the head passes, bogie after bogie, gone.

    Rolling noise peaks between 500 Hz and 2 kHz (Thompson); each bogie is a moving source.
    """
    rng = task.rng("train pass")
    speed = 16.0 + 14.0 * task.intensity
    coaches = int(rng.integers(4, 7))
    length_m = coaches * 24.0
    samples = min(task.samples, seconds(3.2 + length_m / speed + 3.0))
    t, frames = frame_times_s(samples), frame_count(samples)
    arrives = min(3.2, 0.35 * samples / 48_000.0)
    near_m = 5.0
    energy = np.zeros((2, frames))
    close = np.zeros((2, frames))
    for coach in range(coaches):
        for bogie_m in (3.0, 20.0):
            x = speed * (t - arrives) - coach * 24.0 - bogie_m
            gain = near_m**2 / (x**2 + near_m**2)
            pan = 0.25 * np.pi * (1.0 + np.clip(x / (np.abs(x) + 8.0), -0.95, 0.95))
            energy[0] += gain * np.cos(pan) ** 2
            energy[1] += gain * np.sin(pan) ** 2
            close[0] += gain**2 * np.cos(pan) ** 2
            close[1] += gain**2 * np.sin(pan) ** 2
    roll, hiss = np.sqrt(energy), np.sqrt(close)
    song = np.exp(-np.abs(t - arrives) / 2.2) * (t < arrives + 0.5)
    out = noise(
        task.rng("rolling"),
        samples,
        [
            band(30, 130, high_order=1.4),
            band(120, 900, high_order=1.2),
            band(600, 3000, low_order=1.3, high_order=1.4) * peak(1300, 1.4, 4.0),
            peak(2900, 9.0) + 0.6 * peak(4100, 11.0),
        ],
        [0.16 * roll, 0.15 * roll, 0.16 * hiss, 0.012 * song],
        diffuse(400.0, floor=0.15),
    )
    clack = [
        unit_peak(
            modes([f, 1.9 * f, 4.1 * f], [0.03, 0.02, 0.01], [1, 0.7, 0.5], 0.2, rng=rng)
            + 0.5 * burst(rng, 0.2, 500, 4500, 0.008)
        )
        for f in rng.uniform(110, 210, 6)
    ]
    for coach in range(coaches):
        for axle_m in (2.0, 4.5, 19.0, 21.5):  # over the joint in front of us
            at = arrives + (coach * 24.0 + axle_m) / speed
            place(out, clack[int(rng.integers(6))], seconds(at), 0.30, 0.1)
    response = tail(rng, 1.0, 1.0, low_hz=80, high_hz=4000, predelay_s=0.02)
    wet = out + 0.3 * reverberate(out, response)
    return np.asarray(wet * fade_tail(samples, 0.12), dtype=np.float32)


def plane_pass(task: Task) -> FloatArray:
    """An airliner overhead: a roar that swells for seconds, its comb sweeping as it crosses.

    The direct sound and its ground reflection interfere; as the aircraft nears the comb's
    notches climb and fall again (the sweep everybody knows from airfields).
    """
    rng = task.rng("plane pass")
    samples = min(task.samples, seconds(11.0))
    t, frames = frame_times_s(samples), frame_count(samples)
    middle = 0.48 * samples / 48_000.0
    x = (t - middle) * (0.8 + 0.5 * task.intensity)
    gain = 1.0 / np.sqrt(1.0 + (x / 1.5) ** 2)
    behind = 1.0 / (1.0 + np.exp(-x / 0.6))
    pan = np.clip(x / 4.0, -0.8, 0.8)
    sides = np.stack([np.cos((pan + 1) * np.pi / 4), np.sin((pan + 1) * np.pi / 4)])
    flutter = np.maximum(1.0 + 0.10 * wander(rng, frames, FRAME_RATE_HZ, 1.5), 0.3)
    lift = 1.0 / (1.0 + (x / 2.5) ** 2)
    out = noise(
        task.rng("jet"),
        samples,
        [
            band(35, 300, high_order=1.1),
            band(250, 1500, high_order=1.2),
            band(1500, 6000, low_order=1.3, high_order=1.3),
        ],
        [
            0.12 * gain * sides * flutter * (0.5 + behind),
            0.09 * gain**1.3 * sides * flutter,
            0.025 * gain**2.2 * sides,
        ],
        diffuse(350.0, floor=0.15),
    )
    # The ground's copy: a delay that is longest overhead.
    lag = spread(14.0 + 150.0 * lift, FRAME_RATE_HZ, 0, samples)
    clock = np.arange(samples)
    for channel in range(2):
        out[channel] += 0.55 * np.interp(clock - lag, clock, out[channel]).astype(np.float32)
    n = np.arange(samples) / 48_000.0
    doppler = 1.0 - 0.16 * np.tanh((n - middle) / 1.2)
    fan = glide(
        2350.0 * doppler, spread(gain**2 * (1.2 - behind), FRAME_RATE_HZ, 0, samples), (1, 0.3)
    )
    edge = np.minimum(1.0, n / 0.4) * fade_tail(samples, 0.25)
    return np.asarray((out + 0.006 * fan) * edge, dtype=np.float32)


def hooves(task: Task) -> FloatArray:
    """A horse goes by: walk, trot or canter by intensity, shoes on hard ground.

    Footfalls: a walk in four even beats, a trot in two, a canter in three and a pause. Knob:
    `surface` stone, earth.
    """
    rng = task.rng("hooves")
    stone = task.word("surface", "stone") == "stone"
    pattern, stride_s = (
        ((0.0, 0.25, 0.5, 0.75), 1.1)
        if task.intensity < 0.4
        else ((0.0, 0.5), 0.74)
        if task.intensity < 0.75
        else ((0.0, 0.22, 0.42), 0.55)
    )
    bank = []
    for f in rng.uniform(620, 980, 4).tolist():
        shoe = modes([f, 1.9 * f, 3.4 * f], [0.012, 0.007, 0.004], [1, 0.7, 0.5], 0.12, rng=rng)
        thump = modes([95.0, 190.0], [0.02, 0.012], [1, 0.6], 0.12, rng=rng)
        click = burst(rng, 0.12, 900, 6000, 0.0025)
        bank.append(
            unit_peak(0.9 * shoe + 0.5 * thump + 0.6 * click)
            if stone
            else unit_peak(thump + 0.35 * burst(rng, 0.12, 120, 900, 0.016))
        )
    out = task.silence()
    at = 0.02
    while at < task.seconds - 0.1:
        for k, beat in enumerate(pattern):
            when = at + stride_s * (beat + float(rng.normal(0.0, 0.012)))
            gain = 0.5 * float(rng.uniform(0.6, 1.0))
            place(out, bank[k], seconds(max(0.0, when)), gain, 0.1 * (k - 1))
        at += stride_s * float(rng.normal(1.0, 0.015))
    response = tail(rng, 0.6, 0.5, low_hz=150, high_hz=5000, predelay_s=0.01)
    wet = out + (0.35 if stone else 0.1) * task.room * reverberate(out, response)
    return wet * fade_tail(out.shape[1], 0.05).astype(np.float32)

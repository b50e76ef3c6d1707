"""Signals and motors: phones, bells, sirens, horns, alarms, engines."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import Doubles
from filmgen.sound.synth.city import car_horn
from filmgen.sound.synth.grains import (
    burst,
    colour,
    fade_tail,
    furnished,
    glide,
    modes,
    place,
    reverberate,
    seconds,
    tail,
    time_s,
    unit_peak,
)
from filmgen.sound.synth.task import Task


def phone(task: Task) -> FloatArray:
    """A telephone. Knob: `ring` bell (two gongs, 2 s on and 4 off), mobile, buzz."""
    rng = task.rng("phone")
    ring = task.word("ring", "bell")
    out = task.silence()
    on_s, period_s = {"bell": (2.0, 6.0), "mobile": (1.2, 2.4), "buzz": (0.9, 2.0)}[ring]
    for start in np.arange(0.0, max(task.seconds - 0.2, 0.01), period_s).tolist():
        if ring == "bell":
            gongs = [
                modes(f * np.array([1.0, 2.02, 3.01, 4.13]), [0.5, 0.35, 0.2, 0.1],
                      [1.0, 0.7, 0.5, 0.3], 0.9, attack_s=0.0002, rng=rng)
                for f in (1065.0, 1325.0)
            ]  # fmt: skip
            for k in range(int(on_s * 40)):
                gain = 0.16 * float(rng.uniform(0.85, 1.0))
                place(out, gongs[k % 2], seconds(start + k / 40.0), gain, 0.1)
        elif ring == "mobile":
            notes = (1318.5, 1568.0, 2093.0, 1568.0, 1318.5, 2093.0)
            for k, f in enumerate(notes):
                t = time_s(0.2)
                tone = glide(
                    np.full(t.size, f), np.exp(-t / 0.07) * np.minimum(1, t / 0.003), (1, 0.35, 0.2)
                )
                place(
                    out,
                    tone * fade_tail(t.size).astype(np.float32),
                    seconds(start + 0.18 * k),
                    0.4,
                    0.1,
                )
        else:
            t = time_s(on_s)
            edge = np.minimum(1, t / 0.02) * np.minimum(1, (on_s - t) / 0.03)
            motor = glide(np.full(t.size, 172.0), edge, (1.0, 0.5, 0.35, 0.3, 0.2, 0.2, 0.15, 0.1))
            rattle = colour(rng.standard_normal(t.size), 900, 5000) * (
                np.sin(2 * np.pi * 172 * t) > 0.6
            )
            place(
                out,
                (0.35 * motor + 0.10 * rattle * edge).astype(np.float32),
                seconds(start),
                0.7,
                0.1,
            )
    return furnished(task, out, 0.3, 0.45) * fade_tail(out.shape[1], 0.05).astype(np.float32)


def bell(task: Task) -> FloatArray:
    """A bell. Hum, prime, tierce, quint, nominal … Knob: `size` church, door, hand, school."""
    rng = task.rng("bell")
    size = task.word("size", "church")
    if size == "school":
        out = task.silence()
        gong = modes(
            [1900, 2870, 4410, 6200], [0.3, 0.2, 0.12, 0.08], [1, 0.8, 0.6, 0.4], 0.6, rng=rng
        )
        for k in range(int(min(task.seconds, 4.0) * 17)):
            place(out, gong, seconds(k / 17.0), 0.3 * float(rng.uniform(0.8, 1.0)), 0.0)
        return furnished(task, out, 0.6, 1.2) * fade_tail(out.shape[1], 0.1).astype(np.float32)
    strike_hz, decay_s, gaps = {
        "church": (220.0, 2.6, (0.0, 2.4)),
        "door": (660.0, 0.7, (0.0,)),
        "hand": (1480.0, 0.6, (0.0, 0.22, 0.5)),
    }[size]
    ratios = np.array([0.5, 1.0, 1.2, 1.5, 2.0, 2.51, 3.0, 4.03, 5.2])
    decays = decay_s * np.array([1.6, 1.0, 0.9, 0.55, 0.5, 0.32, 0.25, 0.15, 0.1])
    gains = np.array([0.55, 0.8, 0.75, 0.35, 1.0, 0.4, 0.35, 0.25, 0.15])
    length = min(6.0, 3.2 * decay_s)
    out = np.zeros((2, seconds(length + gaps[-1])), dtype=np.float32)
    for pitch, beat in ((strike_hz, -0.6), (strike_hz * 1.0016, 0.6)):  # no bell is quite round
        toll = modes(pitch * ratios, decays, gains, length, attack_s=0.0006, rng=rng)
        for at in gaps:
            place(out, toll, seconds(at) + 30, 0.5, 0.3 * beat)
    for at in gaps:
        place(out, burst(rng, 0.05, 1500, 8000, 0.004), seconds(at) + 30, 0.25)
    if size == "door":  # ding, then dong a third below
        dong = modes(strike_hz * 0.794 * ratios, decays, gains, length, attack_s=0.0006, rng=rng)
        place(out, dong, seconds(0.55), 0.7)
    return furnished(task, out, 0.5, 1.6 if size == "church" else 0.6)


def siren(task: Task) -> FloatArray:
    """A siren that comes and goes. Knob: `style` wail (American), two-tone (European)."""
    rng = task.rng("siren")
    length_s = max(task.seconds, 0.1)
    t = time_s(length_s)
    if task.word("style", "wail") == "two-tone":
        f: Doubles = np.where((t % 1.0) < 0.5, 435.0, 580.0)
    else:
        x = (t / 3.4 + float(rng.random())) % 1.0
        rise = np.where(x < 0.45, np.sin(0.5 * np.pi * x / 0.45), np.exp(-(x - 0.45) / 0.22))
        f = 560.0 + 880.0 * rise
    # It passes 25 m away at 18 m/s in the middle of its time.
    x_m = 18.0 * (t - 0.55 * length_s)
    distance = np.sqrt(x_m**2 + 25.0**2)
    speed = 18.0 * x_m / distance
    heard = f * 343.0 / (343.0 + speed)
    gain = 25.0 / distance
    tone = glide(heard, gain, (1.0, 0.55, 0.5, 0.3, 0.25, 0.15, 0.1))
    pan = 0.25 * np.pi * (1.0 + np.clip(1.6 * x_m / distance, -0.9, 0.9))
    dry = np.stack([tone * np.cos(pan), tone * np.sin(pan)]).astype(np.float32)
    edge = np.minimum(1.0, t / 0.4) * np.minimum(1.0, (t[-1] - t) / 0.6)
    out = 0.35 * np.tanh(1.5 * dry) * edge.astype(np.float32)
    response = tail(rng, 1.6, 1.8, low_hz=250, high_hz=3000, predelay_s=0.05)
    return np.asarray(0.7 * out + 0.9 * reverberate(out, response), dtype=np.float32)


def horn(task: Task) -> FloatArray:
    """A car horn: one or two blasts in a street. Knob: `of` car, truck, ship, train."""
    rng = task.rng("horn")
    of = task.word("of", "car")
    out = np.zeros((2, seconds(4.2 if of in ("ship", "train") else 1.8)), dtype=np.float32)
    if of in ("car", "truck"):
        pitch = (0.55 if of == "truck" else 1.0) * float(rng.normal(1.0, 0.04))
        place(out, car_horn(0.16, pitch), 60, 0.4)
        place(out, car_horn(0.35 + 0.5 * task.intensity, pitch), seconds(0.26), 0.45)
    else:
        chord = (75.0, 112.0) if of == "ship" else (311.0, 370.0, 415.0, 494.0)
        t = time_s(2.3)
        edge = np.minimum(1, t / 0.12) * np.minimum(1, (2.3 - t) / 0.25)
        for k, f in enumerate(chord):
            drift = f * (1.0 + 0.012 * np.minimum(1.0, t / 0.2) - 0.012)
            series = [1.0 / (n**0.7) for n in range(1, 14)]
            place(out, glide(drift, edge, series), 60, 0.16, 0.3 * (k - 1))
    response = tail(rng, 1.7, 1.6, low_hz=80, high_hz=4000, predelay_s=0.04)
    return out + 0.8 * reverberate(out, response)


def alarm(task: Task) -> FloatArray:
    """An alarm. Knob: `style` clock (beeps in fours), fire (temporal three, ISO 8201), heart."""
    style = task.word("style", "clock")
    out = task.silence()
    pattern, tone_hz, beep_s = {
        "clock": ((0.0, 0.13, 0.26, 0.39, 1.0), 2048.0, 0.075),
        "fire": ((0.0, 1.0, 2.0, 4.0), 3100.0, 0.5),
        "heart": ((0.0, 0.85), 960.0, 0.11),
    }[style]
    t = time_s(beep_s)
    edge = np.minimum(1, t / 0.003) * np.minimum(1, (beep_s - t) / 0.005)
    beep = np.tanh(2.0 * glide(np.full(t.size, tone_hz), edge, (1.0, 0.0, 0.3, 0.0, 0.1))).astype(
        np.float32
    )
    start = 0.0
    while start < task.seconds:
        for at in pattern[:-1]:
            place(out, beep, seconds(start + at), 0.25, 0.1)
        start += pattern[-1]
    return furnished(task, out, 0.35, 0.5)


def engine(task: Task) -> FloatArray:
    """A car: the starter turns it over, it catches, settles. Knob: `action` start, rev, pass."""
    rng = task.rng("engine")
    action = task.word("action", "start")
    length_s = {"start": 3.6, "rev": 2.2, "pass": 3.4}[action]
    t = time_s(length_s)
    out = np.zeros((2, t.size), dtype=np.float32)
    if action == "start":
        crank = t < 0.75
        turns = np.where(
            crank,
            5.5 + 1.0 * np.sin(2 * np.pi * 7.0 * t),
            13.0 + 22.0 * np.exp(-(((t - 1.0) / 0.28) ** 2)),
        )
        loud = np.where(crank, 0.35, np.minimum(1.0, (t - 0.75) / 0.06)) * (
            1.0 + 0.5 * np.exp(-(((t - 1.0) / 0.3) ** 2))
        )
        whine = glide(
            np.where(crank, 640.0 + 60.0 * np.sin(2 * np.pi * 7 * t), 640.0),
            0.12 * crank,
            (1, 0.6, 0.4, 0.3),
        )
        place(out, whine, 0, 1.0)
    elif action == "rev":
        turns = (
            14.0
            + 48.0 * np.exp(-(((t - 0.55) / 0.3) ** 2))
            + 34.0 * np.exp(-(((t - 1.35) / 0.25) ** 2))
        )
        loud = 0.5 + turns / 60.0
    else:
        turns = 32.0 * (1.0 - 0.06 * np.tanh(2.5 * (t - 1.7)))
        loud = 1.0 / np.sqrt(1.0 + (2.6 * (t - 1.7)) ** 2)
    series = [0.35, 1.0, 0.4, 0.85, 0.3, 0.6, 0.25, 0.5, 0.2, 0.35, 0.15, 0.3, 0.1, 0.2, 0.1, 0.15]
    rough = 1.0 + 0.02 * np.interp(t, np.linspace(0, length_s, 400), rng.standard_normal(400))
    tone = glide(turns * rough, loud, series)
    firing = 0.5 + 0.5 * np.sin(4.0 * np.pi * np.cumsum(turns) / 48_000.0)
    gas = colour(rng.standard_normal(t.size), 80, 1400, 1.0)
    gas = gas / gas.std() * loud * firing**2
    mono = np.tanh(0.5 * tone + 0.55 * gas).astype(np.float32)
    pan = 0.9 * np.tanh(2.0 * (t - 1.7)) if action == "pass" else np.zeros(t.size)
    angle = 0.25 * np.pi * (1.0 + pan)
    out += 0.5 * np.stack([mono * np.cos(angle), mono * np.sin(angle)]).astype(np.float32)
    if action == "pass":
        hiss = colour(rng.standard_normal((2, t.size)), 500, 4500, 1.0) * loud**1.6
        out += (0.10 * hiss / hiss.std()).astype(np.float32)
    response = tail(rng, 0.7, 0.7, low_hz=60, high_hz=3500, predelay_s=0.01)
    finished = out + 0.35 * task.room * reverberate(out, response)
    return np.asarray(finished * fade_tail(t.size, 0.3), dtype=np.float32)


def kettle(task: Task) -> FloatArray:
    """Steam finds the whistle: noise, then a tone that climbs and holds, wavering."""
    rng = task.rng("kettle")
    t = time_s(max(task.seconds, 0.1))
    grow = np.clip(t / 1.2, 0.0, 1.0)
    f = 1500.0 + 900.0 * grow + 25.0 * np.sin(2 * np.pi * 5.1 * t)
    tone = glide(f, grow**2, (1.0, 0.25, 0.12))
    steam = colour(rng.standard_normal(t.size), 1800, 9000)
    mono = unit_peak(0.5 * tone + 0.12 * steam / steam.std() * (0.4 + 0.6 * grow))
    out = np.stack([mono, mono]) * np.float32(0.5)
    return furnished(task, out.astype(np.float32), 0.3, 0.5) * fade_tail(t.size, 0.2).astype(
        np.float32
    )

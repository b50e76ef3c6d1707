"""Things that strike, break, close and pass: doors, knocks, steps, glass, blows.

Struck bodies are modal (van den Doel and Pai, Presence 7 (1998) 382): each material has its
ratios of modes and how fast they die; wood dies within hundredths of a second, glass and
metal ring. A contact is a short burst of noise on top.
"""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
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

_WOOD = np.array([1.0, 1.52, 2.31, 3.12, 4.4, 6.1])
_PANE = np.array([1.0, 1.71, 2.62, 3.9, 5.3, 7.2])
_METAL = np.array([1.0, 1.41, 2.09, 2.83, 3.7, 5.2, 6.9])


def _canvas(length_s: float) -> FloatArray:
    return np.zeros((2, seconds(length_s)), dtype=np.float32)


def wood(
    rng: np.random.Generator, base_hz: float, decay_s: float, length_s: float, hardness: float = 0.5
) -> FloatArray:
    """A blow on wood: modes that die the faster the higher they are, and the contact."""
    ratios = _WOOD * rng.uniform(0.95, 1.05, _WOOD.size)
    gains = np.array([1.0, 0.8, 0.55, 0.4, 0.25, 0.15]) * rng.uniform(0.6, 1.2, 6)
    body = modes(base_hz * ratios, decay_s / ratios**0.8, gains, length_s, attack_s=0.0008, rng=rng)
    contact = burst(rng, length_s, 500, 2500 + 5000 * hardness, 0.0022)
    return unit_peak(body + 0.7 * hardness * contact)


def door(task: Task) -> FloatArray:
    """A door. Knobs: `action` open (latch, hinge), close (swing, thud, latch), slam."""
    rng = task.rng("door")
    action = task.word("action", "close")
    out = _canvas(2.0)
    latch = unit_peak(
        modes(
            [1850, 2900, 4300, 640], [0.012, 0.008, 0.005, 0.01], [1, 0.8, 0.5, 0.6], 0.09, rng=rng
        )
        + 0.8 * burst(rng, 0.09, 1500, 8000, 0.002)
    )
    if action == "open":
        place(out, latch, seconds(0.02), 0.45, 0.1)
        place(out, unit_peak(colour(latch, 200, 2500)), seconds(0.085), 0.35, 0.1)
        # Only a neglected hinge complains; every leaf draws air and leaves its stop.
        creaks = 0.02 + 0.10 * float(rng.random()) ** 2
        place(out, creak_grain(rng, 0.6), seconds(0.24), creaks, 0.1)
        leaf = wood(rng, 105.0, 0.03, 0.3, 0.2)
        place(out, leaf, seconds(0.13), 0.22, 0.05)
        t = time_s(0.7)
        air = colour(rng.standard_normal(t.size), 120, 1100) * np.sin(np.pi * t / 0.7) ** 2
        place(out, unit_peak(air), seconds(0.15), 0.07, 0.1)
        return furnished(task, out, 0.35, 0.5)
    hard = 1.0 if action == "slam" else 0.35 + 0.3 * task.intensity
    # It meets the frame within two frames of its cue: a longer swing would look late.
    at = 0.07
    t = time_s(at + 0.01)
    swing = colour(rng.standard_normal(t.size), 120, 900) * (t / t[-1]) ** 2
    place(out, unit_peak(swing), 0, 0.05 + 0.05 * hard, 0.1)
    body = wood(rng, 74.0, 0.055, 0.5, 0.25)
    panel = wood(rng, 175.0, 0.035, 0.35, 0.6)
    place(out, body, seconds(at), 0.9 * hard, 0.05)
    place(out, panel, seconds(at + 0.0015), 0.65 * hard, 0.1)
    place(out, burst(rng, 0.12, 60, 500, 0.03), seconds(at), 0.5 * hard, 0.0)
    place(out, latch, seconds(at + 0.012), 0.35, 0.12)
    place(out, latch, seconds(at + 0.034), 0.16, 0.12)
    if action == "slam":  # the frame and what hangs on the wall rattle after it
        for k in range(7):
            rattle = wood(rng, float(rng.uniform(180, 420)), 0.02, 0.15, 0.8)
            place(
                out,
                rattle,
                seconds(at + 0.03 + 0.028 * k),
                0.20 * 0.7**k,
                float(rng.normal(0, 0.3)),
            )
    return furnished(task, out, 0.5 + 0.4 * hard, 0.6)


def knock(task: Task) -> FloatArray:
    """Knuckles on a door: three to five blows, uneven in time and weight. Knob: `times`."""
    rng = task.rng("knock")
    count = round(min(max(task.number("times", float(rng.integers(3, 5))), 1.0), 12.0))
    gap_s = 0.24 - 0.08 * task.intensity
    out = _canvas(0.7 + count * (gap_s + 0.05))
    base_hz = float(rng.uniform(150, 210))
    at = 0.01
    for k in range(count):
        blow = wood(rng, base_hz * float(rng.normal(1.0, 0.015)), 0.028, 0.2, 0.55)
        low = modes([base_hz * 0.52], [0.03], [1.0], 0.2, attack_s=0.001)
        weight = (0.85 + 0.15 * (k == 0)) * float(rng.uniform(0.85, 1.0))
        place(out, unit_peak(blow + 0.5 * low), seconds(at), weight, 0.05)
        at += gap_s * float(rng.normal(1.0, 0.07))
    return furnished(task, out, 0.45, 0.5)


def impact(task: Task) -> FloatArray:
    """Something heavy falls or hits: a thud, an answer. Knob: `on` floor, metal, body."""
    rng = task.rng("impact")
    what = task.word("on", "floor")
    out = _canvas(1.4)
    place(out, burst(rng, 0.3, 30, 150, 0.05), 40, 0.9)
    if what == "metal":
        base = float(rng.uniform(170, 300))
        ring = modes(base * _METAL, 0.35 / _METAL**0.7, 1.0 / _METAL**0.3, 1.1, rng=rng)
        place(out, unit_peak(ring + 0.5 * burst(rng, 1.1, 800, 9000, 0.004)), 40, 0.8, 0.1)
    elif what == "body":
        place(out, burst(rng, 0.09, 180, 1600, 0.012), 40, 0.8)
        place(out, burst(rng, 0.25, 300, 2500, 0.05), seconds(0.02), 0.15)
    else:
        place(out, wood(rng, 62.0, 0.06, 0.4, 0.3), 40, 0.9)
        for _ in range(5):
            rattle = wood(rng, float(rng.uniform(150, 500)), 0.018, 0.12, 0.7)
            place(
                out,
                rattle,
                seconds(0.03 + float(rng.exponential(0.07))),
                0.12,
                float(rng.normal(0, 0.4)),
            )
    return furnished(task, np.tanh(1.2 * out), 0.4, 0.5)


def slap(task: Task) -> FloatArray:
    """Palm on cheek: a flat crack of noise around 1 to 4 kHz within ten milliseconds."""
    rng = task.rng("slap")
    out = _canvas(0.6)
    place(out, burst(rng, 0.06, 700, 6500, 0.0045), 20, 1.0)
    place(out, burst(rng, 0.08, 150, 900, 0.012), 20, 0.6)
    place(out, burst(rng, 0.05, 1500, 9000, 0.006), seconds(0.004), 0.35)
    return furnished(task, out, 0.5, 0.5)


def glass(task: Task) -> FloatArray:
    """Glass breaks: the crack, the pane's last ring, and shards that fall, ring and bounce."""
    rng = task.rng("glass")
    out = _canvas(2.3)
    place(out, burst(rng, 0.08, 1500, 15000, 0.008), 30, 1.0)
    place(out, burst(rng, 0.2, 180, 900, 0.02), 30, 0.5)
    pane = modes(640.0 * _PANE, 0.05 / _PANE**0.5, 1.0 / _PANE**0.5, 0.3, rng=rng)
    place(out, pane, 30, 0.5)
    shards = int(70 + 110 * task.intensity)
    for _ in range(shards):
        at = 0.01 + float(rng.gamma(1.4, 0.19))
        f = float(np.exp(rng.uniform(np.log(2200), np.log(9500))))
        ring = modes(
            f * np.array([1.0, 1.47, 2.09]), [float(rng.uniform(0.008, 0.05)), 0.02, 0.012],
            [1.0, 0.6, 0.35], 0.25, attack_s=0.0001, rng=rng,
        )  # fmt: skip
        gain = min(0.5, 0.09 * float(rng.pareto(1.8) + 0.3)) * np.exp(-at / 0.9)
        pan = float(rng.uniform(-0.8, 0.8))
        place(out, ring, seconds(at), gain, pan)
        if rng.random() < 0.35:  # a bounce
            place(out, ring, seconds(at + float(rng.uniform(0.05, 0.16))), 0.4 * gain, pan)
    return furnished(task, out, 0.35, 0.5)


def click(task: Task) -> FloatArray:
    """A small mechanism: a switch, or a pistol cocked: two metallic clicks."""
    rng = task.rng("click")
    out = _canvas(0.45)
    for at, base, level in ((0.004, 2100.0, 1.0), (0.075, 1500.0, 0.8)):
        ring = modes(
            base * _METAL[:5], 0.009 / _METAL[:5] ** 0.5, [1, 0.7, 0.6, 0.4, 0.3], 0.08, rng=rng
        )
        place(out, unit_peak(ring + burst(rng, 0.08, 2000, 11000, 0.0014)), seconds(at), level)
    return furnished(task, out, 0.2, 0.35)


def whoosh(task: Task) -> FloatArray:
    """Air around something fast: noise that rises and falls in pitch as it passes."""
    rng = task.rng("whoosh")
    length_s = 0.95 - 0.45 * task.intensity
    t = time_s(length_s)
    x = t / length_s
    shape = np.sin(np.pi * x**0.8) ** 2.5
    white = rng.standard_normal(t.size)
    out = np.zeros((2, t.size), dtype=np.float32)
    pan = 0.25 * np.pi * (1.0 + np.clip(2.4 * (x - 0.45), -0.9, 0.9))
    for centre, spread_x in ((350.0, 0.5), (800.0, 0.30), (1800.0, 0.17), (3600.0, 0.10)):
        part = colour(white, 0.7 * centre, 1.5 * centre)
        part *= shape * np.exp(-0.5 * ((x - 0.5) / spread_x) ** 2) / part.std()
        out[0] += (part * np.cos(pan) * (400.0 / centre) ** 0.3).astype(np.float32)
        out[1] += (part * np.sin(pan) * (400.0 / centre) ** 0.3).astype(np.float32)
    return 0.3 * out


def creak_grain(rng: np.random.Generator, length_s: float) -> FloatArray:
    """Stick and slip: a pulse train that speeds up and down, in a wooden body. (n,)"""
    t = time_s(length_s)
    x = t / length_s
    rate = 28.0 + 130.0 * np.sin(np.pi * x) ** 1.3 * (1.0 + 0.15 * np.sin(2 * np.pi * 2.3 * t))
    rate = rate * (1.0 + 0.06 * np.cumsum(rng.standard_normal(t.size)) / np.sqrt(t.size))
    phase = np.cumsum(np.maximum(rate, 8.0)) / 48_000.0
    pulses = np.zeros(t.size)
    pulses[1:][np.floor(phase[1:]) > np.floor(phase[:-1])] = 1.0
    pulses *= rng.uniform(0.5, 1.0, t.size)
    body = modes(
        [410, 730, 1180, 1900, 2700],
        [0.006, 0.005, 0.004, 0.003, 0.002],
        [1, 0.9, 0.8, 0.5, 0.3],
        0.05,
        rng=rng,
    )
    size = 1 << (2 * t.size).bit_length()
    wet = np.fft.irfft(np.fft.rfft(pulses, size) * np.fft.rfft(body, size), size)[: t.size]
    return unit_peak(wet * np.sin(np.pi * x) ** 0.6)


def creak(task: Task) -> FloatArray:
    """A hinge or a floorboard."""
    rng = task.rng("creak")
    out = _canvas(1.9)
    place(out, creak_grain(rng, 0.7 + 0.7 * float(rng.random())), seconds(0.02), 0.7)
    return furnished(task, out, 0.4, 0.5)


def crash(task: Task) -> FloatArray:
    """A collision: crunching metal, glass, and parts that come to rest."""
    rng = task.rng("crash")
    out = _canvas(3.0)
    place(out, burst(rng, 0.5, 30, 180, 0.09), 40, 1.0)
    place(out, burst(rng, 0.6, 250, 6000, 0.10), 40, 0.7)
    for _ in range(26):
        at = float(rng.exponential(0.14))
        base = float(rng.uniform(120, 900))
        ring = modes(base * _METAL, 0.10 / _METAL**0.6, 1.0 / _METAL**0.3, 0.4, rng=rng)
        place(
            out,
            unit_peak(ring + 0.5 * burst(rng, 0.4, 700, 7000, 0.01)),
            seconds(at),
            0.35 * np.exp(-at),
            float(rng.normal(0, 0.4)),
        )
    place(out, 0.55 * glass(task.part("glass", 0.6)), seconds(0.05), 1.0)
    for _ in range(8):
        at = 0.7 + float(rng.exponential(0.5))
        base = float(rng.uniform(400, 2200))
        place(
            out,
            modes(base * _METAL[:4], 0.05 / _METAL[:4], [1, 0.7, 0.5, 0.3], 0.25, rng=rng),
            seconds(at),
            0.10,
            float(rng.normal(0, 0.5)),
        )
    return furnished(task, np.tanh(out), 0.35, 0.9) * fade_tail(out.shape[1], 0.2).astype(
        np.float32
    )


def bark(task: Task) -> FloatArray:
    """A dog: two or three barks, a rough harmonic burst through a short muzzle's formants."""
    rng = task.rng("dog")
    count = int(rng.integers(2, 4))
    out = _canvas(0.5 + 0.5 * count)
    base = float(rng.uniform(330, 520)) * (1.35 - 0.6 * task.intensity)
    at = 0.01
    for _ in range(count):
        length = float(rng.uniform(0.13, 0.19))
        t = time_s(length)
        x = t / length
        f = base * (0.8 + 0.55 * np.sin(np.pi * np.minimum(1.0, 1.25 * x)) ** 0.8)
        rough = 1.0 + 0.05 * np.cumsum(rng.standard_normal(t.size)) / np.sqrt(t.size) * 8
        series = [1 / k**0.8 for k in range(1, 22)]
        voice = glide(f * rough, np.sin(np.pi * x**0.6) ** 0.7, series)
        breath = burst(rng, length, 600, 5000, 0.08)
        raw = voice + 0.7 * breath[: voice.size]
        formed = colour(raw, 450, 1500, 1.5) / 1.0 + 0.5 * colour(raw, 1900, 3200, 2.0)
        place(out, unit_peak(formed), seconds(at), float(rng.uniform(0.8, 1.0)), 0.1)
        at += length + float(rng.uniform(0.12, 0.34))
    return furnished(task, out, 0.35, 0.7)

"""Footsteps: heel, roll and toe of every shoe, on five surfaces, of one walker or several."""

from __future__ import annotations

from dataclasses import dataclass

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
from filmgen.sound.synth.impacts import creak_grain, wood
from filmgen.sound.synth.task import Task


@dataclass(frozen=True)
class _Walker:
    """A pair of shoes and who walks in them.

    Attributes:
        heel_hz: ring of the heel, 700 for rubber to 2400 for a hard one.
        hard: 0 soft soles to 1 leather.
        weight: of the body, about 1.
        limp: how much the feet differ.
    """

    heel_hz: float
    hard: float
    weight: float
    limp: float


def footsteps(task: Task) -> FloatArray:
    """Steps: the heel strikes, the sole rolls, the toe lands, 60 to 130 ms apart; a scuff between.

    The interval of heel and toe and the two-part pulse follow Ekimov and Sabatier, JASA 120
    (2006) 762. Walking is about 1.6 to 2.2 steps a second, running 2.5 to 3.5. Knobs:
    `surface` wood, concrete, gravel, grass, snow; `pace` steps a second; `walkers` 1 to 8.
    """
    rng = task.rng("steps")
    surface = task.word("surface", "concrete")
    pace = min(max(task.number("pace", 1.7 + 1.3 * max(0.0, task.intensity - 0.6)), 0.3), 6.0)
    count = round(min(max(task.number("walkers", 1.0), 1.0), 8.0))
    out = task.silence()
    for number in range(count):
        own = np.random.default_rng(rng.integers(0, 2**31))
        walker = _Walker(
            float(np.exp(own.uniform(np.log(800), np.log(2200)))),
            float(own.uniform(0.35, 0.9)),
            float(own.uniform(0.8, 1.2)),
            float(own.normal(0.0, 0.05)),
        )
        rate = pace * (float(own.normal(1.0, 0.06)) if number else 1.0)
        seat = 0.0 if count == 1 else float(own.uniform(-0.7, 0.7))
        far = 1.0 if number == 0 else float(own.uniform(0.4, 0.9))
        at, foot = 0.02 + (float(own.uniform(0.0, 0.6)) if number else 0.0), 0
        while at < task.seconds - 0.05:
            force = far * 0.6 * float(own.uniform(0.8, 1.0)) * (0.6 + 0.5 * task.intensity)
            step = _step(own, walker, surface, foot, rate)
            place(out, step, seconds(at), force, seat + (0.10 if foot else -0.10))
            at += float(own.normal(1.0, 0.03)) * (1.0 + (0.5 - foot) * walker.limp) / rate
            foot = 1 - foot
    wet = {"wood": 0.40, "concrete": 0.5}.get(surface, 0.06)
    room = furnished(task, out, wet, 0.7 if surface == "concrete" else 0.5)
    return room * fade_tail(out.shape[1], 0.02).astype(np.float32)


def _step(
    rng: np.random.Generator, walker: _Walker, surface: str, foot: int, rate: float
) -> FloatArray:
    """One step, (2, n)."""
    out = np.zeros((2, seconds(0.5)), dtype=np.float32)
    # The faster, the shorter the roll; a runner lands on the whole foot.
    roll_s = max(0.025, float(rng.normal(0.105, 0.008)) * min(1.0, 1.8 / rate))
    toe = float(rng.uniform(0.35, 0.55))
    if surface in ("wood", "concrete"):
        for start, level, heel in ((0.0, 1.0, True), (roll_s, toe, False)):
            place(out, _contact(rng, walker, surface, foot, heel), seconds(start), level)
        s = time_s(roll_s + 0.05)
        scuff = colour(rng.standard_normal(s.size), 900, 5500, 1.0)
        scuff *= np.sin(np.pi * s / s[-1]).clip(0.0) ** 1.5
        place(out, unit_peak(scuff), seconds(0.02), float(rng.uniform(0.01, 0.05)))
        if surface == "wood" and rng.random() < 0.07:
            place(out, creak_grain(rng, 0.3), seconds(0.03), 0.05)
        return out
    # Grains give way one after another: a crunch is a crowd of small breaks.
    count, band_hz, tau, swell_s = {
        "gravel": (130, (1100.0, 7500.0), 0.0016, 0.10),
        "snow": (260, (450.0, 3400.0), 0.0030, 0.15),
        "grass": (60, (1500.0, 8000.0), 0.0045, 0.11),
    }[surface]
    bank = [burst(rng, 0.02, *band_hz, tau * float(rng.uniform(0.6, 1.6))) for _ in range(12)]
    for start, level in ((0.0, 1.0), (roll_s + 0.02, 0.7)):
        for delay in rng.gamma(2.2, swell_s / 5.5, count).tolist():
            gain = 0.13 * level * min(3.5, float(np.exp(rng.normal(0.0, 0.8))))
            where = seconds(start + delay)
            place(out, bank[int(rng.integers(12))], where, gain, float(rng.normal(0, 0.2)))
    if surface == "snow":  # pressed snow squeaks: the grains slip in step
        s = time_s(0.13)
        squeak = np.sin(2 * np.pi * np.cumsum(rng.normal(620, 40) + 900 * s) / 48_000.0)
        squeak = squeak * (0.5 + 0.5 * rng.standard_normal(s.size)) * np.sin(np.pi * s / 0.13) ** 2
        place(out, unit_peak(colour(squeak, 400, 2500)), seconds(0.05), 0.12)
    thump = burst(rng, 0.12, 45, 170, 0.02)
    place(out, thump, 0, 0.30 * walker.weight)
    return out


def _contact(
    rng: np.random.Generator, walker: _Walker, surface: str, foot: int, heel: bool
) -> FloatArray:
    """A heel or a sole meets a hard floor, (n,)."""
    spread = float(rng.normal(1.0, 0.02)) * (1.0 + 0.04 * foot)
    f = walker.heel_hz * (1.0 if heel else 0.62) * spread
    ratios = np.array([1.0, 1.63, 2.41, 3.3])
    ring = modes(
        f * ratios, (0.005 if heel else 0.004) / ratios**0.5, 1.0 / ratios**0.6, 0.3, rng=rng
    )
    tick = burst(rng, 0.3, 0.8 * f, 2500 + 6000 * walker.hard, 0.0025 if heel else 0.004)
    shoe = walker.hard * (0.55 * ring + 0.8 * tick) * (1.0 if heel else 0.5)
    if surface == "wood":
        boards = wood(rng, float(rng.normal(92, 5)) + 8 * foot, 0.036, 0.3, 0.15)
        panel = wood(rng, float(rng.normal(215, 16)), 0.02, 0.3, 0.2)
        return unit_peak(0.6 * walker.weight * boards + 0.55 * panel + 0.7 * shoe)
    thump = modes([84.0, 165.0, 310.0], [0.016, 0.010, 0.006], [1, 0.8, 0.5], 0.3,
                  attack_s=0.001, rng=rng)  # fmt: skip
    slap = burst(rng, 0.3, 250, 1500, 0.007)
    return unit_peak(0.55 * walker.weight * thump + 0.45 * slap + 0.9 * shoe)

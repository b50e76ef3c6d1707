"""Fire: the roar of the flame, its hiss, and the crackle of what burns."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray
from filmgen.sound.signal.noise import FRAME_RATE_HZ, band, diffuse, noise, poisson_times, wander
from filmgen.sound.synth.grains import burst, modes, place, place_spaced, unit_peak
from filmgen.sound.synth.task import Task


def fire(task: Task) -> FloatArray:
    """A fire from a candle-lit hearth (0) to a burning house (1).

    Roar: low noise that flickers at the puffing frequency of a pool fire, about
    1.5 / sqrt(diameter in metres) Hz (Cetegen and Ahmed 1993). Crackle: a self-exciting
    process (each snap may set off others) with Pareto loudness, the heavy tail that makes
    a fire sound near. Hiss: steam in slow breaths. Knob: `crackle` 0 to 2, 1 is wood.
    """
    size_m = 0.25 + 3.5 * task.intensity**1.5
    puff_hz = 1.5 / np.sqrt(size_m)
    flicker = 0.30 * wander(task.rng("puff"), task.frames, FRAME_RATE_HZ, puff_hz, 3.0)
    flicker += 0.16 * wander(task.rng("tongue"), task.frames, FRAME_RATE_HZ, 7.0, 1.5)
    drift = 0.12 * wander(task.rng("drift"), task.frames, FRAME_RATE_HZ, 0.5)
    flame = np.maximum(1.0 + flicker, 0.15)
    sides = np.stack([1.0 + drift, 1.0 - drift])
    steam = np.maximum(wander(task.rng("steam"), task.frames, FRAME_RATE_HZ, 0.35, 2.0) - 0.6, 0.0)
    roar = 0.25 + 0.75 * task.intensity
    out = noise(
        task.rng("roar"),
        task.samples,
        [
            band(28, 90, high_order=1.5),
            band(70, 420, high_order=1.1),
            band(500, 3500, low_order=1.2, high_order=1.0),
            band(4500, 13000, low_order=2.0),
        ],
        [
            0.085 * roar**1.5 * flame**1.4 * sides,
            0.060 * roar * flame * sides,
            0.022 * roar * flame**1.5 * sides[::-1],
            0.011 * (0.35 + steam) * sides,
        ],
        diffuse(400.0, floor=0.15),
    )
    _crackle(task, out, task.number("crackle", 1.0))
    return out


def _crackle(task: Task, out: FloatArray, amount: float) -> None:
    rng = task.rng("crackle")
    bank = [_snap(rng) for _ in range(56)]
    pops = [_pop(rng) for _ in range(12)]
    activity = np.exp(0.7 * wander(task.rng("activity"), task.frames, FRAME_RATE_HZ, 0.3, 1.5))
    first = poisson_times(rng, task.samples, amount * (7.0 + 12.0 * task.intensity) * activity)
    children = rng.geometric(0.34, first.size) - 1
    delays = rng.exponential(0.028 * 48_000, int(children.sum())).astype(np.int64)
    times = np.concatenate([first, np.repeat(first, children) + delays])
    origin = np.concatenate([np.arange(first.size), np.repeat(np.arange(first.size), children)])
    spots = rng.normal(0.0, 0.38, first.size)[origin] + rng.normal(0.0, 0.08, times.size)
    # Pareto with an exponent of 1.25, cut at 36 dB above the smallest snap.
    loud = 0.024 * np.minimum((1.0 - rng.random(times.size)) ** (-1.0 / 1.25), 63.0)
    which = rng.integers(0, len(bank), times.size)
    order = np.argsort(times, kind="stable")
    for k in order.tolist():
        gain = float(loud[k])
        grain = bank[int(which[k])]
        place_spaced(out, grain, int(times[k]), gain, float(spots[k]))
        if gain > 0.3:
            place(out, pops[int(which[k]) % 12], int(times[k]), 0.7 * gain, float(spots[k]))


def _snap(rng: np.random.Generator) -> FloatArray:
    """A snap: a fibre lets go. A tick of noise and a very short ringing of the splinter."""
    tau = 0.0004 * 10.0 ** float(rng.uniform(0.0, 0.95))
    low = float(rng.uniform(900, 3000))
    click = burst(rng, 0.03, low, low * float(rng.uniform(2.0, 4.5)), tau)
    f = float(rng.uniform(1200, 6500))
    ring = modes([f, 1.47 * f], [1.8 * tau, 1.2 * tau], [1.0, 0.5], 0.03, attack_s=0.0001, rng=rng)
    return unit_peak(click + 0.45 * ring)


def _pop(rng: np.random.Generator) -> FloatArray:
    """The body under a loud snap: gas bursts out of a pocket."""
    f = float(rng.uniform(220, 750))
    thump = modes([f, 1.9 * f], [0.006, 0.003], [1.0, 0.5], 0.06, attack_s=0.0006, rng=rng)
    return unit_peak(thump + 0.4 * burst(rng, 0.06, 400, 2500, 0.005))

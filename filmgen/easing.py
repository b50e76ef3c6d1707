"""How a move speeds up and slows down, and how a hand sways. For cameras in 2D and 3D alike."""

from __future__ import annotations

import math
import random


def smootherstep(t: float) -> float:
    """6 t^5 - 15 t^4 + 10 t^3: no speed and no acceleration at either end (Perlin 2002)."""
    return t * t * t * (t * (6 * t - 15) + 10)


def paced(t: float, ramp_in: float, ramp_out: float) -> float:
    """Progress 0 to 1 at time 0 to 1, at an even pace but for a soft start and a soft end.

    The speed rises as a smoothstep over the share `ramp_in` of the time, stays, and falls in
    the same way over `ramp_out`; the integral is exact, so that the path is smooth to the
    second derivative. A ramp of 0 starts or ends at full speed; both together are at most 1.
    """
    top = 1 / (1 - (ramp_in + ramp_out) / 2)

    def risen(u: float) -> float:
        return u**3 - u**4 / 2

    if t < ramp_in:
        return top * ramp_in * risen(t / ramp_in)
    if t > 1 - ramp_out:
        return 1 - top * ramp_out * risen((1 - t) / ramp_out)
    return top * (ramp_in / 2 + t - ramp_in)


def eased(t: float, ease: float = 1.0) -> float:
    """Progress 0 to 1 at time 0 to 1; speeds up and down over `ease` of the time."""
    return smootherstep(t) if ease >= 1.0 else paced(t, ease / 2, ease / 2)


def drift(t_s: float, seed: int, channel: int) -> float:
    """Smooth noise of unit variance: a body's sway (0.4 Hz), breath and hands (to 2.6 Hz)."""
    source = random.Random(seed * 8 + channel)
    total = power = 0.0
    for base, weight in ((0.31, 1.0), (0.57, 0.75), (1.03, 0.4), (1.71, 0.17), (2.6, 0.07)):
        hertz = base * source.uniform(0.85, 1.15)
        total += weight * math.sin(2 * math.pi * (hertz * t_s + source.random()))
        power += weight * weight / 2
    return total / math.sqrt(power)

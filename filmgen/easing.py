"""How a move speeds up and slows down, and how a hand sways. For cameras in 2D and 3D alike."""

from __future__ import annotations

import math
import random


def smootherstep(t: float) -> float:
    """6 t^5 - 15 t^4 + 10 t^3: no speed and no acceleration at either end (Perlin 2002)."""
    return t * t * t * (t * (6 * t - 15) + 10)


def eased(t: float, ease: float = 1.0) -> float:
    """Progress 0 to 1 at time 0 to 1; speeds up and down over `ease` of the time.

    The speed rises as a smoothstep over the first half of `ease`, stays, and falls as it
    rose; the integral is exact, so that the path is smooth to the second derivative.
    """
    if ease >= 1.0:
        return smootherstep(t)
    ramp = ease / 2
    if ramp <= 0:
        return t
    top = 1 / (1 - ramp)

    def ramped(u: float) -> float:
        return top * ramp * (u**3 - u**4 / 2)

    if t < ramp:
        return ramped(t / ramp)
    if t > 1 - ramp:
        return 1 - ramped((1 - t) / ramp)
    return ramped(1.0) + top * (t - ramp)


def drift(t_s: float, seed: int, channel: int) -> float:
    """Smooth noise of unit variance: a body's sway (0.4 Hz), breath and hands (to 2.6 Hz)."""
    source = random.Random(seed * 8 + channel)
    total = power = 0.0
    for base, weight in ((0.31, 1.0), (0.57, 0.75), (1.03, 0.4), (1.71, 0.17), (2.6, 0.07)):
        hertz = base * source.uniform(0.85, 1.15)
        total += weight * math.sin(2 * math.pi * (hertz * t_s + source.random()))
        power += weight * weight / 2
    return total / math.sqrt(power)

"""Counterchange: the ground behind a subject is darker than its light, lighter than its dark.

An old rule of picture making (Henry Rankin Poore, Pictorial Composition, 1903): along an outline,
tone and ground change sides, so that the figure reads at thumbnail size.
"""

from __future__ import annotations

from filmgen.previs import dense
from filmgen.previs.dense import Dense

SHRINK = 8


def push_apart(
    value: Dense, lead: Dense, width_px: int, *, apart: float, lighten: float, darken: float
) -> Dense | None:
    """What is added to the values of the ground round the subjects.

    Args:
        value: float32 (h, w), 0 black to 1 paper. lead: float32 (h, w), 1 on the subjects.
            A picture sampled at every second or third pixel is plenty.
        width_px: of the whole picture.
        apart: distance of values that is enough. lighten, darken: the most that is added or taken.

    Returns:
        float32, an eighth of the picture's size; None without a subject.
    """
    height, width = value.shape
    columns = max(width_px // SHRINK, 8)
    rows = max(round(columns * height / width), 8)
    mask = dense.shrink(lead, rows, columns)
    if float(mask.max()) < 0.5:
        return None
    inside = dense.shrink(lead * value, rows, columns)
    behind = dense.shrink(value, rows, columns)
    reach = max(columns / 13, 1.2)
    weight = dense.blur(mask, reach)
    tone = dense.blur(inside, reach) / weight.clip(1e-4, None)
    # a ground that is already far enough away stays as it is
    need = (1.0 - abs(behind - tone) * (1.0 / apart)).clip(0.0, 1.0)
    lift = ((0.50 - tone) / 0.16).clip(-1.0, 1.0)
    push = need * dense.where(lift > 0, lift * lighten, lift * darken)
    push = dense.blur(push, reach * 0.5)
    return push * (1.0 - dense.exp(weight.clip(0, 1) * -3.2))

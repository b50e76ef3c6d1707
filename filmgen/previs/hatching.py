"""Hatching: finite strokes at one angle where it is dark, anchored to the paper.

The paper carries an endless pattern of stroke slots, line by line; a picture shows as much of it
as its shadows uncover. Whatever moves over it uncovers more or less of the same strokes.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.pen import NOTHING, Strokes
from filmgen.previs.wobble import Wobble

Floats: TypeAlias = npt.NDArray[np.float32]

STEP_PX = 5.0
SLOT_PX = 118.0
"""Distance of samples along a line; mean length of a stroke at 1280 wide."""
KNOTS = 5
_BOW = np.array([0, 0.75, 1, 0.75, 0])
_PRESS = np.array([0.9, 1.2, 1.15, 1.0, 0.5])


def hatch(
    amount: Floats, angle: float, spacing_px: float, scale: float, hand: Wobble,
    pressure: float = 0.55, level: float = 0.5,
) -> Strokes:  # fmt: skip
    """Strokes over the area where `amount` exceeds `level`.

    Args:
        amount: (h, w) at half size; higher is darker.
        angle: radians, of the strokes. spacing_px: mean distance of lines.
    """
    rows, columns = amount.shape
    dark = amount > level
    if not dark.any():
        return NOTHING
    along = np.array([np.cos(angle), np.sin(angle)])
    side = np.array([-along[1], along[0]])
    corners = np.array([[0, 0], [2 * columns, 0], [0, 2 * rows], [2 * columns, 2 * rows]])
    paper = corners - np.asarray(hand.origin)
    low, high = (paper @ side).min(), (paper @ side).max()
    first, last = (paper @ along).min(), (paper @ along).max()
    lines = np.arange(int(low / spacing_px) - 1, int(high / spacing_px) + 2)
    salt = int(angle * 1000)
    offset = (lines + 0.58 * (hand.habit(salt, lines) - 0.5)) * spacing_px
    lean = (hand.habit(salt, lines, 1) - 0.5) * 0.009
    samples = np.arange(int(first / STEP_PX) - 1, int(last / STEP_PX) + 2) * STEP_PX
    across = offset[:, None] + lean[:, None] * (samples - (first + last) / 2)
    where = across[..., None] * side + samples[None, :, None] * along + np.asarray(hand.origin)
    x = (where[..., 0] * 0.5).astype(np.int64)
    y = (where[..., 1] * 0.5).astype(np.int64)
    inside = (where[..., 0] >= 0) & (where[..., 1] >= 0) & (x < columns) & (y < rows)
    flat = np.where(inside, y * columns + x, 0)
    inside &= dark.reshape(-1).take(flat)
    # slots along each line: their borders are shifted line by line
    slot_px = SLOT_PX * scale
    shift = hand.habit(salt, lines, 2)[:, None] * slot_px
    place = (samples + shift) / slot_px
    slot = np.floor(place).astype(np.int64)
    border = 0.5 * (hand.habit(salt, lines[:, None], slot, 3) - 0.5) + 0.25
    slot = slot - (place - slot < border)
    change = np.ones((len(lines), len(samples) + 1), np.bool_)
    change[:, 1:-1] = (inside[:, 1:] != inside[:, :-1]) | (slot[:, 1:] != slot[:, :-1])
    line, start = np.nonzero(change[:, :-1] & inside)
    _, stop = np.nonzero(change[:, 1:] & inside)
    keep = stop - start >= 3
    line, start, stop = line[keep], start[keep], stop[keep]
    if not len(line):
        return NOTHING
    key = slot[line, start]
    stop = stop - (hand.habit(salt, lines[line], key, 4) > 0.5)  # a gap to the next stroke
    share = np.linspace(0, 1, KNOTS)
    run = samples[start][:, None] + (samples[stop] - samples[start])[:, None] * share
    run = run + (hand.habit(salt, lines[line], key, 5) - 0.5)[:, None] * 6.0
    bow = (hand.habit(salt, lines[line], key, 6) * 3.4 - 1.2)[:, None] * scale * _BOW
    over = offset[line, None] + lean[line, None] * (run - (first + last) / 2) + bow
    points = over[..., None] * side + run[..., None] * along + np.asarray(hand.origin)
    wide = (hand.habit(salt, lines[line], key, 7) * 0.4 + 0.75)[:, None] * scale * _PRESS
    press = pressure * (hand.habit(salt, lines[line], key, 8) * 0.4 + 0.75)
    count = len(line)
    return Strokes(
        points.reshape(-1, 2).astype(np.float32),
        wide.reshape(-1).astype(np.float32),
        np.full(count, KNOTS),
        press.astype(np.float32),
        np.zeros(count, np.bool_),
    )

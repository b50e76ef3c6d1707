"""Transitions of batches of pictures, as `cpu.transitions` has them: display-referred 4:2:0."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from filmgen.breakdown.model import ShotTransition
from filmgen.compositor.colour import BLACK_Y, NEUTRAL_C
from filmgen.compositor.gpu.pictures import Pictures
from filmgen.compositor.transitions import WIPE_EDGE, is_cut
from filmgen.easing import smootherstep


def fade(pictures: Pictures, shares: Sequence[float]) -> Pictures:
    """Towards black: share 1 leaves a picture, 0 is black."""
    if min(shares) >= 1.0:
        return pictures
    share = _column(shares, pictures.y)
    return Pictures(
        (pictures.y - BLACK_Y) * share + BLACK_Y, (pictures.c - NEUTRAL_C) * share + NEUTRAL_C
    )


def black(count: int, size: tuple[int, int], device: torch.device) -> Pictures:
    """Black pictures of (width, height), in one memory."""
    one = Pictures(
        torch.full((1, 1, size[1], size[0]), float(BLACK_Y), device=device),
        torch.full((1, 2, size[1] // 2, size[0] // 2), float(NEUTRAL_C), device=device),
    )
    return one.repeated(count)


def enter(
    transition: ShotTransition, before: Pictures | None, after: Pictures | None, at: Sequence[float]
) -> Pictures:
    """The pictures at progress `at`; all on one side of the middle of a fade out and in.

    Args:
        before: of the shot left behind; None or unused stands for black.
        after: of the new shot, where it is seen.
    """
    if transition is ShotTransition.FADE_OUT_IN and at[0] < 0.5:
        assert before is not None
        return fade(before, [1 - 2 * p for p in at])
    assert after is not None
    if transition is ShotTransition.DISSOLVE and before is not None:
        share = _column(at, after.y)
        return Pictures(torch.lerp(before.y, after.y, share), torch.lerp(before.c, after.c, share))
    if transition is ShotTransition.WIPE and before is not None:
        edges = [smootherstep(p) * (1 + WIPE_EDGE) for p in at]
        return Pictures(_wiped(before.y, after.y, edges), _wiped(before.c, after.c, edges))
    if is_cut(transition):
        return after
    leaving = transition is ShotTransition.FADE_OUT_IN
    return fade(after, [2 * p - 1 if leaving else p for p in at])


def _wiped(before: Tensor, after: Tensor, edges: Sequence[float]) -> Tensor:
    """From left to right, soft-edged."""
    x = torch.linspace(0.0, 1.0, after.shape[3], device=after.device)
    new = ((_column(edges, after) - x) / WIPE_EDGE).clamp(0.0, 1.0)
    return torch.lerp(before, after, new * new * (3 - 2 * new))


def _column(values: Sequence[float], like: Tensor) -> Tensor:
    return torch.tensor(values, dtype=like.dtype, device=like.device)[:, None, None, None]

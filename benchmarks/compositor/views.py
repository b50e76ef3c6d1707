"""Where the camera looks in the reference film, for those who do not know our moves."""

from __future__ import annotations

from benchmarks.compositor.material import FRAMES, MOVES, OVERSCAN, RATE
from filmgen.breakdown.model import Angle, Size
from filmgen.compositor.moves import View, plan_move


def views(number: int, size: tuple[int, int], move: int | None = None) -> list[View]:
    """The view at every frame of a shot."""
    path = plan_move(
        MOVES[number % len(MOVES) if move is None else move],
        Size.MS,
        Angle.EYE,
        frames=FRAMES,
        rate_hz=float(RATE),
        overscan=OVERSCAN,
        aspect=size[0] / size[1],
        seed=number,
    )
    return [path.view(frame) for frame in range(FRAMES)]

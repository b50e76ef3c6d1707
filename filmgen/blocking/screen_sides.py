"""Who is where in the frame: screen sides, the line of action, people cut by its edge."""

from __future__ import annotations

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.view import Candidates, View, heads_of
from filmgen.breakdown.model import Size


def screen_sides(view: View, c: Candidates) -> Array:
    """Charges for breaking the line of action, and for strangers cut by the frame's edge."""
    cost = np.zeros(len(c.position))
    heads, tall = heads_of(view, range(len(view.figures)))
    gap = heads[None] - c.position[:, None]
    depth = np.einsum("nmi,ni->nm", gap, c.forward)
    seen = depth > 0.15
    safe = np.maximum(depth, 0.15)
    x = 0.5 + np.einsum("nmi,ni->nm", gap, c.right) / (2 * c.tan_w[:, None] * safe)
    y = 0.5 - np.einsum("nmi,ni->nm", gap, c.up) / (2 * c.tan_h[:, None] * safe)
    in_frame = seen & (x > -0.02) & (x < 1.02) & (y > -0.1) & (y < 1.1)
    for i, left in view.sides.items():
        for j, right in view.sides.items():
            if left == "left" and right == "right":
                wrong = in_frame[:, i] & in_frame[:, j] & (x[:, i] >= x[:, j] - 0.005)
                cost += 45.0 * wrong
    if view.line is not None:
        point, normal = view.line
        side = (c.position[:, 0] - point[0]) * normal[0] + (c.position[:, 2] - point[1]) * normal[1]
        cost += np.where(side < 0.02, 25.0, 0.0)
    for rank, i in enumerate(view.subjects):
        held = (
            seen[:, i] & (x[:, i] > 0.02) & (x[:, i] < 0.98) & (y[:, i] > -0.05) & (y[:, i] < 0.95)
        )
        cost += (30.0 if rank == 0 else 1.2) * ~held
    wanted = set(view.subjects) | ({view.over} if view.over >= 0 else set())
    wide = view.size in (Size.LS, Size.ELS)
    main = depth[:, view.subjects[0]] if view.subjects else np.full(len(cost), 3.0)
    for i in range(len(view.figures)):
        if i in wanted:
            continue
        half = 0.45 * tall[i] / (2 * c.tan_w * safe[:, i])
        cut = seen[:, i] & (np.abs(x[:, i] - 0.5) < 0.5 + 2 * half) & (y[:, i] > -0.3)
        edge = cut & (np.abs(np.abs(x[:, i] - 0.5) - 0.5) < 2.2 * half)
        # A near body fills the frame even when its head is above it.
        close = seen[:, i] & (depth[:, i] < 0.62 * main) & (np.abs(y[:, i]) < 2.5)
        cost += 2.5 * (close & (np.abs(x[:, i] - 0.5) < 0.5 + 2.4 * half))
        beheaded = seen[:, i] & (np.abs(x[:, i] - 0.5) < 0.52) & (np.abs(y[:, i] + 0.35) < 0.38)
        cost += 1.3 * beheaded
        cost += (0.3 if wide else 1.6) * edge + (0.0 if wide else 0.9) * cut
    for i in view.subjects:
        for j in range(len(view.figures)):
            if i != j:
                reach = 0.42 * (tall[i] / safe[:, i] + tall[j] / safe[:, j]) / (2 * c.tan_w)
                near = np.abs(x[:, i] - x[:, j]) < reach
                cost += 0.8 * (near & seen[:, j] & seen[:, i] & (y[:, j] > -0.2))
    return cost

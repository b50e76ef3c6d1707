"""OpenPose-18 keypoints of figures in pixels of the picture, for engines that take poses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure, StagedPanel
from filmgen.previs.raycast import View

NAMES = (
    "nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist",
    "r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye", "r_ear", "l_ear",
)  # fmt: skip
SEEN_M = 0.35
"""A joint lies inside the body: this far behind the surface it still counts as seen."""


def keypoints(
    panel: StagedPanel, view: View, depth_m: npt.NDArray[np.float32]
) -> list[dict[str, Any]]:
    """One entry for each human figure: name, and 18 rows of x, y (pixels of the picture,
    overscan included), depth in metres and 1 where seen, 0 where hidden or outside, in the
    order of `NAMES`.
    """
    result = []
    for figure in panel.figures:
        if figure.look.species != "human":
            continue
        pixels = view.project(_points(figure, view))
        rows = []
        for x, y, depth in pixels.tolist():
            column, row = int(x), int(y)
            inside = depth > 0.05 and 0 <= column < view.width and 0 <= row < view.height
            seen = inside and depth <= float(depth_m[row, column]) + SEEN_M
            rows.append([round(x, 2), round(y, 2), round(depth, 3), int(seen)])
        result.append({"figure": figure.name, "points": rows})
    return result


def _points(figure: Figure, view: View) -> npt.NDArray[np.float64]:
    from filmgen.previs.figure import body_of
    from filmgen.previs.head import head_of

    head = head_of(body_of(figure, 1, view.eye, 100.0))
    local = np.array(
        [[0, -0.14, 0.44], [-0.14, 0, 0.34], [0.14, 0, 0.34], [-0.34, -0.03, -0.05],
         [0.34, -0.03, -0.05]]
    )  # fmt: skip
    nose, r_eye, l_eye, r_ear, l_ear = head.world(local)
    joints = {name: np.asarray(point) for name, point in figure.joints}
    extra = {"nose": nose, "r_eye": r_eye, "l_eye": l_eye, "r_ear": r_ear, "l_ear": l_ear}
    return np.stack([extra.get(name, joints.get(name, nose)) for name in NAMES])

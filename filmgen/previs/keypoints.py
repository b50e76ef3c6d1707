"""OpenPose-18 keypoints of figures in pixels of the picture, for engines that take poses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure, StagedPanel
from filmgen.previs.raycast import View

NAMES = (
    "nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist",
    "r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye", "r_ear", "l_ear",
)  # fmt: skip
LIMBS = (
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12),
    (12, 13), (1, 0), (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip
"""Limbs as pairs of `NAMES`, in the order of the OpenPose drawings that ControlNet learnt from."""
COLOURS = (
    (255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0),
    (0, 255, 0), (0, 255, 85), (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255),
    (0, 0, 255), (85, 0, 255), (170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85),
)  # fmt: skip
"""RGB of a joint by its place in `NAMES`, and of a limb by its place in `LIMBS`."""
LIMB_SHARE = 0.6
"""Limbs are painted darker than joints."""
STICK_PX, DRAWN_AT_PX = 4, 512
"""Half width of a limb and radius of a joint, at the resolution the models were trained at."""
SEEN_M = 0.35
"""A joint lies inside the body: this far behind the surface it still counts as seen."""
FACE = frozenset(["nose", "r_eye", "l_eye", "r_ear", "l_ear"])
FACE_SEEN_M = 0.07
"""Of the face, which lies on the surface: the back of a head shows no eyes."""


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
        for name, (x, y, depth) in zip(NAMES, pixels.tolist(), strict=True):
            column, row = int(x), int(y)
            inside = depth > 0.05 and 0 <= column < view.width and 0 <= row < view.height
            slack = FACE_SEEN_M if name in FACE else SEEN_M
            seen = inside and depth <= float(depth_m[row, column]) + slack
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


def openpose_picture(
    keypoints: Sequence[Mapping[str, Any]], width: int, height: int
) -> npt.NDArray[np.uint8]:
    """Draw keypoints the way pose ControlNets were trained on: coloured sticks on black.

    Limbs are filled ellipses, joints discs on top; both grow with the picture's shorter side.
    Colours and order follow Cao et al., "OpenPose" (2018), as the ControlNet annotator draws them.

    Args:
        keypoints: of `Frame.notes["keypoints"]`: "points" has 18 rows x, y, depth, seen.
        width, height: of the picture that the keypoints were measured in, overscan included.

    Returns:
        uint8 (height, width, 3), RGB.
    """
    canvas = np.zeros((height, width, 3), np.uint8)
    stick = max(1, round(STICK_PX * min(width, height) / DRAWN_AT_PX))
    bodies = [entry["points"] for entry in keypoints]
    for points in bodies:
        for (a, b), colour in zip(LIMBS, COLOURS, strict=False):
            if not (points[a][3] and points[b][3]):
                continue
            (x0, y0), (x1, y1) = points[a][:2], points[b][:2]
            centre = (round((x0 + x1) / 2), round((y0 + y1) / 2))
            half = round(math.hypot(x1 - x0, y1 - y0) / 2)
            angle = round(math.degrees(math.atan2(y1 - y0, x1 - x0)))
            outline = cv2.ellipse2Poly(centre, (half, stick), angle, 0, 360, 1)
            cv2.fillConvexPoly(canvas, outline, tuple(int(c * LIMB_SHARE) for c in colour))
    for points in bodies:
        for (x, y, _, seen), colour in zip(points, COLOURS, strict=True):
            if seen:
                cv2.circle(canvas, (int(x), int(y)), stick, colour, -1)
    return canvas

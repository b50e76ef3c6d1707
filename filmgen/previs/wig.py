"""What hair is made of: a cap close to the skull, shells, locks, and lines that follow them.

Measures are head heights in the head's axes, as in `head`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]
Spot: TypeAlias = tuple[float, float, float]

FLOW_FROM_PX = 32
FAR_PX = 22
"""Below this head height hair is its cap and its largest masses."""
CENTRE = np.array([0.0, 0.125, -0.065])
RADII = np.array([0.348, 0.412, 0.445])
"""Of the cap: the skull's, a finger's breadth larger."""


class Wig:
    """Verbs to build hair in local measures."""

    def __init__(self, scene: Scene, body: Body, head: Head) -> None:
        look = body.figure.look
        self.scene, self.body, self.head = scene, body, head
        self.part = scene.part(body.owner, "hair", look.hair_tone, "hair", soft=True)
        self.covered = bool(look.headwear)
        self.far = body.detail_px < FAR_PX
        self.side = 1.0 if head.traits[2] > 0.5 else -1.0
        self.rng = np.random.default_rng(int(head.traits[3] * 999) + 7)

    def shell(self, at: Spot, radii: Spot, *cuts: tuple[float, float, float, float]) -> None:
        self.scene.ellipsoid(
            self.head.at(*at), self.head.axes, np.array(radii) * self.head.unit_m, self.part, cuts
        )

    def lock(self, *points: tuple[Spot, float], squash: float = 1.0) -> None:
        """Round cones through points with radii."""
        u = self.head.unit_m
        for (a, ra), (b, rb) in pairwise(points):
            self.scene.limb(self.head.at(*a), ra * u, self.head.at(*b), rb * u, self.part,
                            squash=squash, side=self.head.axes[0])  # fmt: skip

    def cap(self, lift: float = 0.0, front: float = 0.36, low: float = 0.62) -> None:
        """Hair round the skull, cut along the hairline in front and from nape to ear below."""
        r = RADII * 0.955 if self.covered else RADII + np.array([0.0, lift, 0.0])
        self.shell(
            (0.0, 0.125, -0.065), (r[0], r[1], r[2]), (0, -0.62, 0.785, front), (0, -1.0, 0.38, low)
        )

    def flow(
        self, pairs: list[tuple[Spot, Spot]], swell: float = 1.035, width: float = 1.4,
        centre: Array = CENTRE, radii: Array = RADII,
    ) -> None:  # fmt: skip
        """Lines over the cap, or another shell, from one direction to another from its centre."""
        if self.covered or self.body.detail_px < FLOW_FROM_PX:
            return
        t = np.linspace(0, 1, 7)[:, None]
        for a, b in pairs:
            start, end = np.asarray(a), np.asarray(b)
            way = start * (1 - t) + end * t
            way = way / np.linalg.norm(way, axis=1, keepdims=True)
            points = self.head.world(centre + way * radii * swell)
            self.scene.line(points, width, 0.7, owner=self.body.owner,
                            tolerance_m=0.05 * self.head.unit_m)  # fmt: skip

    def hairline(self, front: float = 0.36, lean: float = 0.0, count: int = 11) -> None:
        """Short strokes from the cap's edge onto forehead and temples, so that it grows there."""
        if self.body.detail_px < 70:
            return
        c, b = 0.62 / 0.785, front / 0.785
        for k in range(count):
            # where the cap's plane cuts it: x2 + y2 + z2 = 1 and -0.62 y + 0.785 z = front
            x = -0.82 + 1.64 * (k + self.rng.uniform(0.1, 0.9)) / count
            root = (b * c) ** 2 - (1 + c * c) * (b * b + x * x - 1)
            y = (-b * c + np.sqrt(max(root, 0.0))) / (1 + c * c)
            edge = np.array([x, y, b + c * y])
            t = np.array([-0.35, 0.0, 0.5, 1.0])[:, None] * self.rng.uniform(0.05, 0.13)
            way = edge + t * np.array([lean + 0.25 * x, -0.9, 0.35])
            way = way / np.linalg.norm(way, axis=1, keepdims=True)
            points = self.head.world(CENTRE + way * (RADII - 0.018))
            dark = self.body.figure.look.hair_tone < 0.5
            self.scene.line(
                points, 1.7, 0.85 if dark else 0.55, owner=self.body.owner,
                tolerance_m=0.06 * self.head.unit_m,
            )  # fmt: skip

    def thatch(self) -> None:
        """Rows of short strokes round the back and the sides: light hair would be a bald head."""
        if self.body.figure.look.hair_tone < 0.55 or self.body.detail_px < 60:
            return
        pairs: list[tuple[Spot, Spot]] = []
        for row, (y, count) in enumerate(((0.66, 9), (0.36, 12), (0.06, 12))):
            for k in range(count):
                turn = 1.65 + 2.98 * (k + 0.5 * (row % 2) + self.rng.uniform(0.1, 0.5)) / count
                x, z, drop = float(np.sin(turn)), float(np.cos(turn)), self.rng.uniform(0.16, 0.30)
                wide = float(np.sqrt(1 - y * y))
                pairs.append(((x * wide, y, z * wide), (x, y - drop, z)))
        self.flow(pairs, 1.03, 1.2)

    def nape(self) -> None:
        """Short strokes where hair ends on the neck."""
        if self.body.detail_px < 60:
            return
        for k in range(6):
            x = -0.155 + 0.062 * k + self.rng.uniform(-0.012, 0.012)
            y, z = -0.190 + 0.9 * x * x, -0.392 + 1.9 * x * x
            points = np.array([[x * 1.05, y + 0.05, z - 0.03], [x, y, z], [x * 0.9, y - 0.05, z]])
            self.scene.line(self.head.world(points), 1.4, 0.6, owner=self.body.owner,
                            tolerance_m=0.08 * self.head.unit_m)  # fmt: skip

    def strand(self, points: list[Spot], width: float = 1.4) -> None:
        if self.body.detail_px < FLOW_FROM_PX or (self.covered and points[0][1] > 0.12):
            return
        self.scene.line(self.head.world(np.asarray(points)), width, 0.7, owner=self.body.owner,
                        tolerance_m=0.06 * self.head.unit_m)  # fmt: skip

"""A thing's own frame on the plan: x along its width, z towards its front, the origin in its
middle, metres.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from filmgen.blocking.floor_plan.sheet import PAPER, Layer, Point, Window
from filmgen.blocking.model import Prop

LINE = "#5d636b"


@dataclass(frozen=True)
class Spot:
    """A thing on the plan, with verbs that draw in its frame."""

    layer: Layer
    window: Window
    prop: Prop

    @property
    def w(self) -> float:
        return self.prop.size_m[0]

    @property
    def d(self) -> float:
        return self.prop.size_m[2]

    def at(self, x: float, z: float) -> Point:
        cos, sin = math.cos(self.prop.yaw_rad), math.sin(self.prop.yaw_rad)
        return self.window.at(
            self.prop.position[0] + x * cos + z * sin, self.prop.position[2] - x * sin + z * cos
        )

    def poly(self, points: Iterable[Point], fill: str = PAPER, width: float = 1.0,
             stroke: str = LINE, **style: str) -> None:  # fmt: skip
        self.layer.polygon([self.at(*p) for p in points], fill=fill, stroke=stroke,
                        stroke_width=f"{width:g}", **style)  # fmt: skip

    def rect(self, x: float, z: float, w: float, d: float, fill: str = PAPER, width: float = 1.0,
             **style: str) -> None:  # fmt: skip
        """A rectangle round (x, z)."""
        corners = [(x - w / 2, z - d / 2), (x + w / 2, z - d / 2), (x + w / 2, z + d / 2),
                   (x - w / 2, z + d / 2)]  # fmt: skip
        self.poly(corners, fill, width, **style)

    def soft(self, x: float, z: float, w: float, d: float, r: float, fill: str = PAPER,
             width: float = 1.0) -> None:  # fmt: skip
        """A rectangle with round corners."""
        r = min(r, w / 2, d / 2)
        points = []
        for k, (cx, cz) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
            middle = (x + cx * (w / 2 - r), z + cz * (d / 2 - r))
            for step in range(5):
                turn = math.pi / 2 * (k + step / 4)
                points.append((middle[0] + r * math.cos(turn), middle[1] + r * math.sin(turn)))
        self.poly(points, fill, width)

    def oval(self, x: float, z: float, rx: float, rz: float, fill: str = PAPER, width: float = 1.0,
             **style: str) -> None:  # fmt: skip
        turns = [2 * math.pi * k / 28 for k in range(28)]
        self.poly(
            [(x + rx * math.cos(t), z + rz * math.sin(t)) for t in turns], fill, width, **style
        )

    def line(self, points: Iterable[Point], width: float = 1.0, stroke: str = LINE,
             **style: str) -> None:  # fmt: skip
        self.layer.path([self.at(*p) for p in points], fill="none", stroke=stroke,
                        stroke_width=f"{width:g}", stroke_linecap="round", **style)  # fmt: skip

"""The sheet of paper: metres to its units, SVG elements, and labels that keep off each other.

Plans look straight down: x to the right (east), z down the page (south), so that north is up
as `Opening.wall` names it. Sheet units are pixels at 96 dpi.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree import ElementTree as ET

Point: TypeAlias = tuple[float, float]
"""World (x, z) in metres, or sheet (x, y) in pixels."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

INK, GREY, PALE, PAPER = "#23262b", "#7d828a", "#c9ccd1", "#ffffff"
FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"


def fixed(value: float) -> str:
    """A coordinate with at most one decimal, the same text on every machine."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _path(points: Iterable[Point]) -> str:
    return "M" + " L".join(f"{fixed(x)},{fixed(y)}" for x, y in points)


@dataclass
class Layer:
    """A group of the drawing. Shapes take sheet points; styles are SVG's own attributes."""

    element: ET.Element

    def group(self, **style: str) -> Layer:
        return Layer(ET.SubElement(self.element, "g", _attributes(style)))

    def path(self, points: Iterable[Point], **style: str) -> None:
        self.shape(_path(points), **style)

    def polygon(self, points: Iterable[Point], **style: str) -> None:
        self.shape(_path(points) + "Z", **style)

    def shape(self, d: str, **style: str) -> None:
        ET.SubElement(self.element, "path", {"d": d, **_attributes(style)})

    def circle(self, at: Point, radius: float, **style: str) -> None:
        place = {"cx": fixed(at[0]), "cy": fixed(at[1]), "r": fixed(radius)}
        ET.SubElement(self.element, "circle", {**place, **_attributes(style)})

    def text(self, at: Point, words: str, size: float, **style: str) -> None:
        place = {"x": fixed(at[0]), "y": fixed(at[1]), "font-size": fixed(size)}
        ET.SubElement(self.element, "text", {**place, **_attributes(style)}).text = words

    def label(self, at: Point, words: str, size: float, colour: str, **style: str) -> None:
        """Words on top of a drawing: twice, first as a white rim (not every program knows
        `paint-order`).
        """
        style = {"text_anchor": "middle", **style}
        rim = {"stroke": PAPER, "stroke_width": "3.2", "stroke_linejoin": "round"}
        self.text(at, words, size, fill=PAPER, **rim, **style)
        self.text(at, words, size, fill=colour, **style)


def _attributes(style: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in style.items()}


@dataclass
class Definitions:
    """Clips and gradients, named so that many plans can stand in one page.

    Attributes:
        prefix: different for every plan: letters, digits and underscores.
    """

    element: ET.Element
    prefix: str

    def clip(self, name: str, box: Box) -> str:
        """A rectangle outside of which nothing shows; returns what `clip-path` takes."""
        clip = Layer(ET.SubElement(self.element, "clipPath", {"id": f"{self.prefix}-{name}"}))
        left, top, right, bottom = (fixed(v) for v in box)
        clip.shape(f"M{left},{top} H{right} V{bottom} H{left}Z")
        return f"url(#{self.prefix}-{name})"

    def fade(self, name: str, centre: Point, radius: float, colour: str, strength: float) -> str:
        """A colour that fades from a point outwards; returns what `fill` takes."""
        place = {"cx": fixed(centre[0]), "cy": fixed(centre[1]), "r": fixed(max(radius, 1.0))}
        units = {"id": f"{self.prefix}-{name}", "gradientUnits": "userSpaceOnUse"}
        fade = ET.SubElement(self.element, "radialGradient", {**units, **place})
        for offset, opacity in (("0", 0.28), ("0.6", 0.13), ("1", 0.03)):
            stop = {"offset": offset, "stop-color": colour}
            opaque = {"stop-opacity": f"{opacity * strength:.3f}"}
            ET.SubElement(fade, "stop", {**stop, **opaque})
        return f"url(#{self.prefix}-{name})"


@dataclass
class Labels:
    """What is already written or must stay visible; new labels go where they hide least."""

    area: Box
    taken: list[Box] = field(default_factory=list)

    def keep(self, at: Point, radius: float) -> None:
        """Nothing shall be written here."""
        self.taken.append((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def place(
        self, at: Point, size: Point, near: float, far: float, prefer: float = math.pi / 2
    ) -> Point:
        """The centre of a label of a size near a point, and take that place.

        Args:
            near, far: distances of the label's edge from the point, tried from near to far.
            prefer: the direction tried first, radians, 0 to the right, positive down.
        """
        best: tuple[float, Point] | None = None
        for ring in range(4):
            reach = near + (far - near) * ring / 3
            for step in range(16):
                turn = prefer + (1 if step % 2 else -1) * ((step + 1) // 2) * math.pi / 8
                cos, sin = math.cos(turn), math.sin(turn)
                centre = (
                    at[0] + cos * (reach + size[0] / 2),
                    at[1] + sin * (reach + size[1] / 2),
                )
                box = _around(centre, size)
                cost = sum(_overlap(box, other) for other in self.taken) / (size[0] * size[1])
                cost += _outside(box, self.area) / (size[0] * size[1])
                cost = cost * 4 + ring * 0.22 + step * 0.012
                if best is None or cost < best[0] - 1e-9:
                    best = cost, centre
        assert best is not None
        self.taken.append(_around(best[1], size))
        return best[1]


def _around(centre: Point, size: Point) -> Box:
    return (
        centre[0] - size[0] / 2, centre[1] - size[1] / 2,
        centre[0] + size[0] / 2, centre[1] + size[1] / 2,
    )  # fmt: skip


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box, area: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _overlap(box, area)


@dataclass(frozen=True)
class Window:
    """The part of the world on the sheet: `world` in metres fills `area` in pixels, centred.

    Attributes:
        quarter: the sheet is turned so that north is at its left: long north-south rooms lie.
    """

    world: Box
    area: Box
    quarter: bool = False

    @property
    def scale(self) -> float:
        """Pixels a metre."""
        x, z = self.world[2] - self.world[0], self.world[3] - self.world[1]
        wide, high = (z, x) if self.quarter else (x, z)
        return min(
            (self.area[2] - self.area[0]) / max(wide, 1e-6),
            (self.area[3] - self.area[1]) / max(high, 1e-6),
        )

    def turned(self, x: float, z: float) -> Point:
        """A world direction as the sheet turns it, same length."""
        return (z, -x) if self.quarter else (x, z)

    def angle(self, x: float, z: float) -> float:
        """The angle of a world direction on the sheet, radians, 0 to the right, positive down."""
        across, down = self.turned(x, z)
        return math.atan2(down, across)

    def at(self, x: float, z: float) -> Point:
        """World to sheet."""
        left, top, right, bottom = self.world
        across, down = self.turned(x - (left + right) / 2, z - (top + bottom) / 2)
        return (
            (self.area[0] + self.area[2]) / 2 + across * self.scale,
            (self.area[1] + self.area[3]) / 2 + down * self.scale,
        )

    def seen(self) -> Box:
        """All of the world that the area shows, in metres."""
        x, z = (self.world[0] + self.world[2]) / 2, (self.world[1] + self.world[3]) / 2
        wide = (self.area[2] - self.area[0]) / 2 / self.scale
        high = (self.area[3] - self.area[1]) / 2 / self.scale
        wide, high = (high, wide) if self.quarter else (wide, high)
        return x - wide, z - high, x + wide, z + high


def around(points: Sequence[Point], margin: float) -> Box:
    """The box round world points."""
    xs, zs = [p[0] for p in points], [p[1] for p in points]
    return min(xs) - margin, min(zs) - margin, max(xs) + margin, max(zs) + margin


def text_width(words: str, size: float) -> float:
    """About how wide a sans-serif sets words, in pixels; wide scripts take a full em."""
    return sum(size * (1.0 if ord(c) > 0x2E80 else 0.62 if c.isupper() else 0.54) for c in words)


def arrow(
    layer: Layer, points: Sequence[Point], size: float, colour: str, *, both: bool = False,
    width: float = 1.5, dashes: str = "none",
) -> None:  # fmt: skip
    """A line with a head at its last point, or at `both` ends."""
    shaft, heads = list(points), []
    for end, before in ((-1, -2), (0, 1)) if both else ((-1, -2),):
        (x0, y0), (x1, y1) = points[before], points[end]
        turn = math.atan2(y1 - y0, x1 - x0)
        shaft[end] = (x1 - math.cos(turn) * size * 0.7, y1 - math.sin(turn) * size * 0.7)
        heads.append(
            [
                (
                    x1 + size * reach * math.cos(turn + side),
                    y1 + size * reach * math.sin(turn + side),
                )
                for reach, side in ((0.0, 0.0), (1.0, math.pi - 0.42), (1.0, math.pi + 0.42))
            ]
        )
    layer.path(shaft, fill="none", stroke=colour, stroke_width=f"{width:g}",
               stroke_dasharray=dashes)  # fmt: skip
    for head in heads:
        layer.polygon(head, fill=colour, stroke="none")

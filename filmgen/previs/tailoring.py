"""What a tailor adds: collars, lapels, plackets, pockets, buttons, and folds of worn cloth.

Patterns are flat, in metres from the chest joint (x to the wearer's left, y up), and are
draped on the trunk from in front or behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.curve import drape, smooth, unit
from filmgen.previs.scene import Scene, Stroke3
from filmgen.previs.torso import Trunk, cut_of

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]
Pattern: TypeAlias = Sequence[tuple[float, float]]

DETAILS_FROM_PX = 17
FINE_FROM_PX = 44


@dataclass
class _Sheet:
    """Lines and patches of a pattern, collected before they are draped together."""

    pieces: list[tuple[Array, float, float, bool, float]] = field(default_factory=list)

    def line(self, points: Pattern, width: float = 1.6, pressure: float = 0.85) -> None:
        self.pieces.append((smooth(points), width, pressure, False, 0.0))

    def straight(self, points: Pattern, width: float = 1.4, pressure: float = 0.8) -> None:
        corners = np.asarray(points, np.float64)
        steps = np.linspace(0, 1, 5)[:, None]
        rows = [a + (b - a) * steps for a, b in pairwise(corners)]
        self.pieces.append((np.concatenate(rows), width, pressure, False, 0.0))

    def outline(self, points: Pattern, width: float = 1.6, pressure: float = 0.85) -> None:
        self.straight([*points, points[0]], width, pressure)

    def patch(self, points: Pattern, tone: float, outline: float = 0.0) -> None:
        corners = np.asarray([*points, points[0]], np.float64)
        steps = np.linspace(0, 1, 4, endpoint=False)[:, None]
        ring = np.concatenate([a + (b - a) * steps for a, b in pairwise(corners)])
        self.pieces.append((ring, 1.0, 0.9, True, tone))
        if outline:
            self.pieces.append((np.concatenate([ring, ring[:1]]), outline, 0.85, False, 0.0))

    def opening(self, edge: Pattern, tone: float) -> None:
        """The cloth seen between two mirrored edges, in bands: each is hidden or seen by itself.

        Args:
            edge: from the neck down, x at least 0.
        """
        curve = smooth(edge, 3)
        for (x0, y0), (x1, y1) in pairwise(curve.tolist()):
            self.patch([(-x0, y0), (x0, y0), (x1, y1), (-x1, y1)], tone)

    def both(self, draw: str, points: Pattern, *rest: float) -> None:
        """The same on both sides of the middle."""
        for sign in (1.0, -1.0):
            getattr(self, draw)([(x * sign, y) for x, y in points], *rest)


def tailor(scene: Scene, body: Body, trunk: Trunk) -> None:
    """Collar and seams of the figure's garment, front and back."""
    _collar(scene, body)
    if body.detail_px < DETAILS_FROM_PX:
        return
    sees_front = float((body.eye - body.joints["chest"]) @ body.front) > 0
    sheet = _Sheet()
    if sees_front:
        _FRONTS.get(body.figure.look.garment, _shirt)(sheet, body, trunk)
        if body.detail_px > FINE_FROM_PX:
            _wear(sheet, body, trunk)
    else:
        _back(sheet, body, trunk)
    if not sheet.pieces:
        return
    flat = np.concatenate([piece[0] for piece in sheet.pieces])
    out = body.front if sees_front else -body.front
    scaled = flat * np.array([body.girth * 0.6 + body.scale * 0.4, body.length])
    origins = body.joints["chest"] + scaled @ body.torso[:2] + out * 1.0
    points, normals, met = drape(scene, trunk.lower, origins, -out)
    start = 0
    for piece, width, pressure, fill, tone in sheet.pieces:
        part = slice(start, start + len(piece))
        start += len(piece)
        if met[part].mean() < 0.6:
            continue
        kept = met[part]
        lifted = points[part][kept] + normals[part][kept] * 0.002
        scene.strokes.append(
            Stroke3(lifted, width, pressure, owner=body.owner, facing=normals[part][kept],
                    tolerance_m=0.03 * body.scale, fill=fill, tone=tone)
        )  # fmt: skip


def _collar(scene: Scene, body: Body) -> None:
    """What closes a garment at the neck: high at the nape, low at the throat."""
    look, s, g = body.figure.look, body.scale, body.girth
    garment = look.garment
    if garment == "dress":
        return
    thick = (0.046 if look.gender == "female" else 0.055) * (0.55 * s + 0.45 * g)
    base = body.chest(0, 0.190 * body.length, -0.012 * s)
    neck_up = unit(body.joints["head"] - body.joints["neck"])
    tilt = body.front * 0.016 * s
    tone = 0.97 if garment == "suit" else look.top_tone
    part = scene.part(body.owner, "collar", tone, "cloth", soft=True)
    if garment == "suit":  # the jacket's own collar stands behind the shirt's
        cloth = scene.part(body.owner, "jacket collar", look.top_tone, "cloth", soft=True)
        scene.cone(base - body.up * 0.03 * s - tilt, thick * 1.30,
                   base + body.up * 0.026 * s - tilt * 2.1,
                   thick * 1.14, cloth, squash=1.08, side=body.left)  # fmt: skip
    high = {"coat": 0.048, "sweater": 0.020, "skirt": 0.020}.get(garment, 0.028) * s
    wide = {"coat": 1.26, "sweater": 1.14}.get(garment, 1.06)
    scene.limb(base - body.up * 0.02 * s, thick * (wide + 0.04), base, thick * (wide + 0.02), part,
               squash=1.05, side=body.left)  # fmt: skip
    scene.cone(base - body.up * 0.01 * s, thick * (wide + 0.06), base + neck_up * high - tilt,
               thick * wide, part, squash=1.05, side=body.left)  # fmt: skip


def _buttons(sheet: _Sheet, x: float, tops: Sequence[float], radius: float = 0.006) -> None:
    turn = np.linspace(0, 2 * np.pi, 7)
    for y in tops:
        sheet.line([(x + radius * np.cos(a), y + radius * np.sin(a)) for a in turn], 1.0, 0.85)


def _pocket(sheet: _Sheet, x: float, y: float, w: float, h: float, flap: bool) -> None:
    sheet.straight(
        [(x, y), (x, y - h), (x + w / 2, y - h * 1.12), (x + w, y - h), (x + w, y)], 1.2, 0.7
    )
    sheet.straight([(x, y), (x + w, y)], 1.6, 0.85)
    if flap:
        sheet.straight([(x, y - 0.022), (x + w / 2, y - 0.036), (x + w, y - 0.022)], 1.2, 0.75)


def _shirt(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    low = -0.225 if cut_of(body).hem is None else -0.38
    tie = body.traits[5] > 0.8 and body.figure.look.gender == "male"
    if tie:
        _tie(sheet, 0.16, -0.19)
    else:
        sheet.line([(0.004, 0.158), (0.006, 0.0), (0.002, low)], 1.4, 0.75)
        if body.detail_px > FINE_FROM_PX:
            sheet.line([(-0.022, 0.150), (-0.020, 0.0), (-0.024, low)], 1.1, 0.55)
            _buttons(sheet, -0.009, [0.11 - 0.085 * k for k in range(4)], 0.005)
    sheet.both("outline", [(0.003, 0.180), (0.050, 0.216), (0.080, 0.176), (0.044, 0.116)], 1.6)
    if body.detail_px > FINE_FROM_PX and body.figure.look.gender != "female":
        _pocket(sheet, 0.050, 0.035, 0.075, 0.085, False)


def _tie(sheet: _Sheet, top: float, end: float) -> None:
    sheet.patch([(0.017, top), (-0.017, top), (-0.012, top - 0.034), (0.012, top - 0.034)], 0.12)
    low = end + 0.05
    knot = top - 0.036
    sheet.opening([(0.010, knot), (0.019, (knot + low) / 2), (0.028, low), (0.001, end)], 0.12)


def _lapels(sheet: _Sheet, body: Body, button: float, wide: float) -> None:
    sheet.both(
        "straight", [(0.050, 0.196), (0.062 + wide * 0.2, 0.128), (0.040 + wide, 0.108)], 1.5
    )
    sheet.both(
        "straight", [(0.040 + wide, 0.108), (0.072 + wide, 0.128), (0.058, 0.190)], 1.3, 0.75
    )
    sheet.both(
        "line", [(0.040 + wide, 0.108), (0.046 + wide * 0.7, 0.03), (0.004, button)], 1.8, 0.9
    )
    sheet.both("line", [(0.046, 0.190), (0.034, 0.09), (0.002, button)], 1.7, 0.9)


def _suit(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    button = -0.105
    sheet.opening(
        [(0.044, 0.190), (0.039, 0.14), (0.033, 0.09), (0.018, 0.0), (0.002, button)], 1.0
    )
    if body.figure.look.gender != "female":
        _tie(sheet, 0.165, button - 0.012)
    sheet.both("line", [(0.006, 0.168), (0.030, 0.132), (0.045, 0.176)], 1.3)
    _lapels(sheet, body, button, 0.052)
    sheet.line([(0.002, button), (-0.002, -0.22), (0.012, -0.34), (0.045, -0.43)], 1.6)
    if body.detail_px > FINE_FROM_PX * 0.7:
        _buttons(sheet, -0.010, (button - 0.012, button - 0.085), 0.0075)
        sheet.straight([(0.070, 0.055), (0.125, 0.066)], 1.8, 0.85)
        sheet.both("straight", [(0.072, -0.265), (0.150, -0.255), (0.150, -0.292), (0.074, -0.300),
                                (0.072, -0.265)], 1.3, 0.75)  # fmt: skip


def _coat(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    button = -0.03
    inside = 1.0 if body.figure.look.top_tone < 0.75 else 0.3
    sheet.opening(
        [(0.040, 0.190), (0.034, 0.14), (0.028, 0.09), (0.016, 0.03), (0.004, button)], inside
    )
    _lapels(sheet, body, button, 0.075)
    double = body.traits[5] > 0.5
    edge = -0.055 if double else -0.004
    sheet.line([(0.002, button), (edge, button - 0.07), (edge, -0.35), (edge + 0.01, -0.56),
                (edge + 0.015, -0.74)], 1.7)  # fmt: skip
    if body.detail_px > FINE_FROM_PX * 0.7:
        rows = (button - 0.06, button - 0.16, button - 0.26)
        _buttons(sheet, edge + 0.022, rows, 0.009)
        if double:
            _buttons(sheet, -edge - 0.01, rows, 0.009)
        sheet.both("straight", [(0.085, -0.27), (0.155, -0.235), (0.170, -0.262), (0.098, -0.30),
                                (0.085, -0.27)], 1.4, 0.8)  # fmt: skip
    if double:  # a belt of cloth
        sheet.line([(-0.16, -0.165), (0.0, -0.175), (0.16, -0.165)], 1.4, 0.75)
        sheet.line([(-0.16, -0.205), (0.0, -0.216), (0.16, -0.205)], 1.4, 0.75)
    sheet.both("line", [(0.09, -0.40), (0.10, -0.55), (0.115, -0.70)], 1.3, 0.6)


def _uniform(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    sheet.line([(0.0, 0.165), (0.004, 0.0), (0.0, -0.19)], 1.5)
    sheet.line([(0.0, -0.23), (0.003, -0.32), (0.0, -0.40)], 1.5)
    sheet.both("outline", [(0.003, 0.178), (0.050, 0.214), (0.076, 0.172), (0.040, 0.122)], 1.5)
    sheet.both("straight", [(0.085, 0.178), (0.150, 0.155), (0.155, 0.135), (0.092, 0.156),
                            (0.085, 0.178)], 1.3, 0.8)  # fmt: skip
    if body.detail_px > FINE_FROM_PX * 0.7:
        for x in (0.042, -0.122):
            _pocket(sheet, x, 0.050, 0.080, 0.080, True)
        _buttons(sheet, 0.014, [0.11 - 0.075 * k for k in range(4)], 0.006)
        sheet.patch([(0.082, 0.105), (0.100, 0.100), (0.100, 0.080), (0.088, 0.068), (0.066, 0.080),
                     (0.066, 0.100)], 1.0, 1.3)  # fmt: skip
    sheet.patch([(-0.022, -0.188), (0.022, -0.188), (0.022, -0.222), (-0.022, -0.222)], 0.95, 1.2)


def _sweater(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    sheet.line(
        [(0.072, 0.205), (0.052, 0.160), (0.0, 0.138), (-0.052, 0.160), (-0.072, 0.205)], 1.5
    )
    sheet.line(
        [(0.056, 0.205), (0.040, 0.172), (0.0, 0.153), (-0.040, 0.172), (-0.056, 0.205)], 1.2, 0.7
    )
    if body.detail_px > FINE_FROM_PX * 0.7:
        sheet.line([(-0.15, -0.312), (0.0, -0.325), (0.15, -0.312)], 1.3, 0.7)
    if body.detail_px > FINE_FROM_PX:
        for k in range(-6, 7):
            sheet.straight([(k * 0.023, -0.322), (k * 0.0235, -0.355)], 1.0, 0.6)


def _dress(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    low = 0.070 + 0.05 * body.traits[5]
    sheet.line(
        [(0.088, 0.200), (0.070, 0.135), (0.0, low), (-0.070, 0.135), (-0.088, 0.200)], 1.8, 0.9
    )
    sheet.line([(-0.14, -0.172), (0.0, -0.182), (0.14, -0.172)], 1.4, 0.75)
    if body.detail_px > FINE_FROM_PX * 0.7:
        sheet.line([(-0.14, -0.200), (0.0, -0.210), (0.14, -0.200)], 1.2, 0.65)
        for x, y0, y1 in ((-0.09, -0.24, -0.62), (0.02, -0.28, -0.5), (0.10, -0.24, -0.7)):
            sheet.line([(x, y0), (x * 1.2, (y0 + y1) / 2), (x * 1.55, y1)], 1.3, 0.6)


def _blouse(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    sheet.line([(0.066, 0.205), (0.042, 0.140), (0.0, 0.070)], 1.6)
    sheet.line([(-0.066, 0.205), (-0.042, 0.140), (0.0, 0.070)], 1.6)
    sheet.both("outline", [(0.008, 0.085), (0.050, 0.190), (0.088, 0.176), (0.078, 0.125)], 1.5)
    sheet.line([(0.0, 0.070), (0.004, -0.06), (0.0, -0.215)], 1.3, 0.7)
    if body.detail_px > FINE_FROM_PX:
        _buttons(sheet, 0.012, [0.03 - 0.08 * k for k in range(3)], 0.005)
        for x in (-0.07, 0.06):
            sheet.line([(x, -0.36), (x * 1.1, -0.5), (x * 1.15, -0.62)], 1.2, 0.55)


def _wear(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    """The few folds cloth always has: from the armpit over the chest, and pulled at the waist."""
    turn = 1.0 if body.traits[3] > 0.5 else -1.0
    w = trunk.wide / max(body.girth * 0.6 + body.scale * 0.4, 0.2)
    sheet.line(
        [(0.92 * w * turn, 0.075), (0.78 * w * turn, 0.045), (0.66 * w * turn, 0.055)], 1.4, 0.7
    )
    sheet.line([(-0.92 * w * turn, 0.070), (-0.80 * w * turn, 0.030)], 1.4, 0.7)
    if cut_of(body).hem is None or body.figure.look.garment in ("sweater", "dress"):
        sheet.line(
            [(0.86 * w * turn, -0.135), (0.60 * w * turn, -0.160), (0.42 * w * turn, -0.150)],
            1.4,
            0.7,
        )
        sheet.line([(-0.86 * w * turn, -0.165), (-0.66 * w * turn, -0.178)], 1.3, 0.65)


def _back(sheet: _Sheet, body: Body, trunk: Trunk) -> None:
    garment = body.figure.look.garment
    if garment in ("suit", "coat"):
        end = -0.40 if garment == "suit" else -0.70
        sheet.line([(0.0, 0.16), (0.004, -0.1), (0.0, end)], 1.3, 0.6)
        sheet.line([(0.016, -0.28 if garment == "suit" else -0.4), (0.018, end)], 1.2, 0.7)
        sheet.line([(-0.075, 0.200), (0.0, 0.165), (0.075, 0.200)], 1.5, 0.8)
    elif garment in ("shirt", "uniform", "skirt"):
        sheet.line([(-0.078, 0.205), (0.0, 0.172), (0.078, 0.205)], 1.5, 0.8)
        sheet.line([(-0.15, 0.118), (0.0, 0.108), (0.15, 0.118)], 1.3, 0.65)
        sheet.both("line", [(0.10, -0.12), (0.07, -0.17), (0.072, -0.215)], 1.3, 0.6)
    elif garment == "dress":
        sheet.line([(0.0, 0.16), (0.0, -0.20)], 1.2, 0.6)
        sheet.line([(-0.14, -0.175), (0.0, -0.185), (0.14, -0.175)], 1.4, 0.75)
    if body.detail_px > FINE_FROM_PX:
        sheet.both("line", [(0.125, 0.10), (0.100, 0.045), (0.085, -0.02)], 1.3, 0.55)


_FRONTS = {
    "shirt": _shirt, "suit": _suit, "coat": _coat, "uniform": _uniform, "sweater": _sweater,
    "dress": _dress, "skirt": _blouse,
}  # fmt: skip

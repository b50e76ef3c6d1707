"""Hair by style: masses with a parting, a fringe and an outline of their own, and its flow.

Measures are head heights in the head's axes, as in `head`. A cap carries the style's
masses; lines follow the hair from its parting, its crown or to its knot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from filmgen.previs.scene import Scene
from filmgen.previs.wig import CENTRE, RADII, Spot, Wig

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head


def add_hair(scene: Scene, body: Body, head: Head) -> None:
    """Hair of the figure's style."""
    wig = Wig(scene, body, head)
    style = body.figure.look.hair
    if body.figure.look.headwear == "hood":
        wig.cap(0.0, 0.33)
        return
    _STYLES.get(style, _short)(wig)


def _bald(wig: Wig) -> None:
    """Older men keep a wreath from temple to temple; younger shave."""
    if wig.body.figure.look.age_years < 42 or wig.covered:
        return
    light = wig.body.figure.look.hair_tone > 0.45
    if not light:
        wig.shell(
            (0, 0.110, -0.060), (0.330, 0.390, 0.427), (0, 0.90, 0.44, -0.14), (0, 0.0, 1.0, 0.10)
        )
        wig.shell((0, -0.11, -0.205), (0.235, 0.215, 0.225), (0, 0.0, 1.0, 0.45))
    pairs: list[tuple[Spot, Spot]] = []
    for turn in np.linspace(1.70, 2 * np.pi - 1.70, 30 if light else 14):
        x, z = float(np.sin(turn)), float(np.cos(turn))
        top = 0.02 - 0.42 * z * (z < 0) + wig.rng.uniform(-0.10, 0.05)
        low = top - wig.rng.uniform(0.30, 0.55)
        pairs.append(((x, top, z), (x * 0.97 + 0.05 * wig.side, low, z * 0.95)))
    wig.flow(pairs, 0.965, 1.5)


def _short(wig: Wig) -> None:
    wig.cap(0.0 if wig.covered else 0.015)
    wig.shell((0, -0.095, -0.195), (0.228, 0.190, 0.218), (0, 0.0, 1.0, 0.55))
    if wig.far:
        return
    _sideburns(wig)
    if wig.covered:
        return
    p = wig.side
    young = wig.head.age == "child" or wig.body.figure.look.gender == "female"
    kind = 0 if young else int(wig.head.traits[5] * 2.999)
    if kind == 0:  # brushed forward and a little aside
        low = 0.42 if young else 0.20
        wig.shell((0.0, 0.295, 0.085), (0.296, 0.200, 0.270), (0.34 * p, -0.93, 0.10, low))
        _tips(wig, 0.215 if young else 0.255, 0.036 * p)
    elif kind == 1:  # brushed up and back, higher in front
        wig.shell((0.0, 0.375, 0.060), (0.262, 0.190, 0.270), (0, -0.80, 0.60, 0.42))
        wig.hairline(0.36, 0.0)
    else:  # cropped, level on top, brushed to one side in front
        wig.shell((0.0, 0.340, 0.015), (0.280, 0.208, 0.286), (-0.30 * p, -0.84, 0.46, 0.40))
        _tips(wig, 0.315, -0.030 * p)
        wig.hairline(0.36, -0.4 * p)
    ends: list[tuple[Spot, Spot]] = []
    crown: Spot = (0.12 * p, 0.96, -0.45)
    count = 9 if wig.body.figure.look.hair_tone < 0.6 else 15  # what is not black needs strokes
    for k in range(count):  # from the crown down the back and the sides, forward to the fringe
        turn = 2 * np.pi * (k + wig.rng.uniform(0.2, 0.8)) / count
        x, z = float(np.sin(turn)), float(np.cos(turn))
        start = (crown[0] + 0.25 * x, crown[1] - 0.10 * (k % 2), crown[2] + 0.25 * z)
        ends.append((start, (x, 0.62 if z > 0.5 else 0.20 - 0.45 * (z < -0.3) * (k % 3) / 2, z)))
    wig.flow(ends, 1.05)
    wig.thatch()
    wig.nape()


def _tips(wig: Wig, y: float, lean: float) -> None:
    """A fringe's ends, of unequal length, and strands down to them from the top of the head."""
    for k, x in enumerate((-0.185, -0.115, -0.01, 0.075, 0.18)):
        end = y - (0.0, 0.030, 0.006, 0.036, 0.012)[k] - 0.20 * x * x + 7.0 * x * lean
        # on the forehead, as `head` makes it
        curve = 1.0 - ((end - 0.115) / 0.385) ** 2 - (x / 0.322) ** 2
        z = -0.055 + 0.418 * float(np.sqrt(max(curve, 0.0))) + 0.014
        if k % 2:
            wig.lock(((x - 1.2 * lean, end + 0.080, z - 0.065), 0.058),
                     ((x + 0.9 * lean, end, z - 0.004), 0.010))  # fmt: skip
        wig.strand([(x * 0.8 - lean, 0.440, 0.255 - x * x), (x * 0.95, (0.42 + end) / 2, z - 0.012),
                    (x + lean, end, z)], 1.5)  # fmt: skip


def _sideburns(wig: Wig) -> None:
    for s in (1.0, -1.0):  # hair grows forward at the temple before it falls
        wig.lock(
            ((0.286 * s, 0.185, 0.150), 0.046),
            ((0.318 * s, 0.10, 0.090), 0.040),
            ((0.318 * s, -0.03, 0.040), 0.026),
            ((0.306 * s, -0.10, 0.030), 0.008),
        )


def _parted(wig: Wig) -> None:
    p = wig.side
    wig.cap(0.0 if wig.covered else 0.02)
    wig.shell((0, -0.095, -0.195), (0.230, 0.192, 0.220), (0, 0.0, 1.0, 0.55))
    if not wig.far:
        _sideburns(wig)
    if wig.covered:
        return
    # the long side sweeps from the parting over the forehead to the far temple in one wave
    wave, size = (-0.030 * p, 0.325, 0.068), (0.266, 0.215, 0.264)
    wig.shell(wave, size, (-0.42 * p, -0.84, 0.34, 0.40), (0.96 * p, 0.28, 0.0, 0.74))
    if wig.far:
        return
    wig.hairline(0.36, -0.7 * p, 7)
    with_it: list[tuple[Spot, Spot]] = []
    for k in range(5):
        z = 0.80 - 0.30 * k
        with_it.append(((0.55 * p, 0.75, z), (-0.95 * p, 0.10 + 0.10 * (k % 2), 0.8 * z)))
    wig.flow(with_it, 1.01, 1.4, np.array(wave), np.array(size))
    sweep: list[tuple[Spot, Spot]] = []
    for k in range(4):
        z = 0.45 - 0.28 * k
        sweep.append(((0.46 * p, 0.88, z), (0.98 * p, 0.08, z * 0.7)))
    for k in range(3):
        z = -0.25 - 0.22 * k
        sweep.append(((0.30 * p, 0.90, z), (-0.96 * p, 0.12, z * 0.7 - 0.05)))
    for k in range(5):
        x = -0.6 + 0.3 * k
        sweep.append(((0.5 * x, 0.62 - 0.08 * (k % 2), -0.78), (x, -0.12 - 0.1 * (k % 2), -0.86)))
    wig.flow(sweep, 1.05)
    wig.thatch()
    wig.nape()


def _curly(wig: Wig) -> None:
    big = 1.0 if wig.body.figure.look.gender == "female" or wig.head.traits[6] > 0.6 else 0.90
    wig.cap(0.0, 0.30, 0.60)
    if wig.far:
        wig.shell(
            (0, 0.17, -0.07), (0.42, 0.40, 0.49), (0, -0.55, 0.835, 0.30), (0, -1.0, 0.38, 0.55)
        )
        return
    rings = ((0.47, 0.10, 0.0, 5), (0.40, 0.25, 0.3, 9), (0.25, 0.340, 0.1, 11),
             (0.07, 0.355, 0.5, 11), (-0.10, 0.325, 0.2, 9))  # fmt: skip
    for y, radius, turn, count in rings:
        if wig.covered and y > 0.2:
            continue
        if big < 1 and y < -0.05:
            continue
        for k in range(count):
            angle = turn + 2 * np.pi * (k + wig.rng.uniform(-0.2, 0.2)) / count
            x, z = radius * big * np.cos(angle), radius * 1.15 * big * np.sin(angle) - 0.06
            if (z > 0.10 and y < 0.2) or (z > -0.02 and y < 0.0):
                continue
            size = (0.088 + 0.032 * wig.rng.uniform()) * (0.6 + 0.4 * big)
            wig.shell((x, y, z), (size, size, size))
            if wig.body.detail_px > 40 and wig.rng.uniform() < 0.75:
                _curl(wig, (x, y, z), size, k)


def _curl(wig: Wig, at: Spot, size: float, k: int) -> None:
    """A curl: most of a ring on the side of a lock that the camera sees."""
    centre, radius = wig.head.at(*at), size * wig.head.unit_m
    toward = wig.body.eye - centre
    toward = toward / max(float(np.linalg.norm(toward)), 1e-6)
    across = np.cross(toward, wig.head.axes[1])
    across = across / max(float(np.linalg.norm(across)), 1e-6)
    rise = np.cross(across, toward)
    turns = np.linspace(k * 1.3, k * 1.3 + 4.0, 8)[:, None]
    sizes = np.linspace(0.85, 0.35, 8)[:, None]
    points = centre + radius * (
        0.75 * toward + sizes * (np.cos(turns) * across + np.sin(turns) * rise)
    )
    wig.scene.line(points, 1.3, 0.7, owner=wig.body.owner, tolerance_m=radius * 0.6)


def _drawn_back(wig: Wig, knot: Spot) -> None:
    """Hair combed from a parting over the temples to a knot, with a loose wisp on each side."""
    wig.cap(0.012, 0.37, 0.66)
    wig.shell((0, -0.10, -0.215), (0.215, 0.200, 0.215), (0, 0.0, 1.0, 0.55))
    p = 0.09 * wig.side
    for s in (1.0, -1.0):
        if wig.covered:
            break
        wig.lock(
            ((p, 0.425, 0.225), 0.042), ((0.155 * s + 0.3 * p, 0.365, 0.258), 0.056),
            ((0.272 * s, 0.225, 0.195), 0.062), ((0.326 * s, 0.04, 0.05), 0.055),
            ((0.300 * s, -0.05, -0.12), 0.060),
        )  # fmt: skip
    for s in (1.0, -1.0):
        wig.lock(
            ((0.300 * s, 0.10, 0.140), 0.022), ((0.298 * s, -0.06, 0.130), 0.014),
            ((0.280 * s, -0.20, 0.145), 0.004),
        )  # fmt: skip
    for s in (1.0, -1.0):
        for k in range(3):
            wig.strand([(p + 0.05 * k * s, 0.475 - 0.01 * k, 0.20 - 0.09 * k),
                        ((0.20 + 0.02 * k) * s, 0.385, 0.275 - 0.12 * k),
                        ((0.318 + 0.012 * k) * s, 0.215, 0.205 - 0.11 * k),
                        (0.372 * s, 0.06, 0.03 - 0.08 * k)])  # fmt: skip
    target = (np.asarray(knot) - CENTRE) / RADII
    target = target / np.linalg.norm(target) * 0.94
    pairs: list[tuple[Spot, Spot]] = []
    for turn in np.linspace(-2.2, 2.2, 15):
        x, z = float(np.sin(turn)), float(np.cos(turn))
        y = 0.80 if abs(turn) < 0.8 else 0.70 - 0.75 * min(abs(turn) - 0.8, 1.0)
        pairs.append(
            (
                (x * 0.9, y, z * 0.8),
                (float(target[0]) + 0.12 * x, float(target[1]), float(target[2])),
            )
        )
    wig.flow(pairs, 1.03)


def _bun(wig: Wig) -> None:
    low = wig.covered or wig.head.age == "old" or wig.head.traits[5] > 0.66
    knot: Spot = (0.0, 0.10, -0.535) if low else (0.0, 0.40, -0.43)
    _drawn_back(wig, knot)
    if wig.covered and not low:
        return
    wig.shell(knot, (0.170, 0.150, 0.140))
    x, y, z = knot
    for k in range(3):
        turn = np.linspace(0.4 + k, 4.2 + k, 8)
        r = 0.125 - 0.03 * k
        wig.strand([(x + 0.172 * np.sign(wig.side) * 0.2 + r * float(np.cos(a)),
                     y + r * 0.9 * float(np.sin(a)), z - 0.12)
                    for a in turn])  # fmt: skip


def _ponytail(wig: Wig) -> None:
    child = wig.head.age == "child"
    if child and wig.head.traits[5] > 0.4:
        _drawn_back(wig, (0.0, 0.05, -0.5))
        for s in (1.0, -1.0):
            wig.lock(((0.335 * s, 0.06, -0.16), 0.050), ((0.450 * s, 0.00, -0.16), 0.085),
                     ((0.500 * s, -0.28, -0.12), 0.075),
                     ((0.450 * s, -0.52, -0.06), 0.015))  # fmt: skip
            wig.strand(
                [
                    (0.43 * s, 0.03, -0.08),
                    (0.51 * s, -0.12, -0.06),
                    (0.51 * s, -0.30, -0.05),
                    (0.46 * s, -0.46, -0.03),
                ]
            )
        _fringe(wig)
        return
    _drawn_back(wig, (0.0, 0.27, -0.47))
    sway = 0.06 * wig.side
    wig.shell((0, 0.27, -0.475), (0.075, 0.075, 0.060))
    wig.lock(((0, 0.28, -0.50), 0.062), ((sway * 0.3, 0.16, -0.625), 0.098),
             ((sway, -0.18, -0.640), 0.092),
             ((sway * 1.4, -0.46, -0.565), 0.055), ((sway * 1.2, -0.66, -0.50), 0.008))  # fmt: skip
    for dx in (-0.06, -0.02, 0.03, 0.07):
        wig.strand([(dx * 0.6, 0.27, -0.555 - 0.5 * abs(dx)), (dx + sway * 0.4, 0.08, -0.72),
                    (dx + sway, -0.2, -0.725),
                    (sway * 1.3 + dx * 0.5, -0.5, -0.60)])  # fmt: skip
        wig.strand(
            [
                (0.09 + 0.3 * dx, 0.20, -0.60 + dx),
                (0.105 + sway * 0.5, 0.02, -0.63 + dx),
                (0.095 + sway, -0.25, -0.62 + dx * 0.8),
            ]
        )
    if child:
        _fringe(wig)


def _fringe(wig: Wig) -> None:
    for k, x in enumerate(np.linspace(-0.21, 0.21, 6)):
        wig.lock(((x * 0.8, 0.44, 0.10), 0.075), ((x * 1.05, 0.290, 0.285 - x * x), 0.055),
                 ((x * 1.08, 0.195 + 0.012 * (k % 2), 0.305 - 1.2 * x * x), 0.018))  # fmt: skip


def _long(wig: Wig) -> None:
    t = wig.head.traits
    length = (-0.40, -0.62, -0.84)[int(t[0] * 2.999)]
    out = 0.05 if t[1] > 0.5 else -0.03
    p = 0.11 * wig.side
    wig.cap(0.01, 0.37, 0.9)
    wig.hairline(0.37, 0.0, 7)
    for s in (1.0, -1.0):
        near = s * wig.side > 0
        temple = 0.255 if near else 0.235
        if not wig.covered:
            wig.lock(((p, 0.470, 0.10), 0.050), ((0.17 * s + 0.3 * p, 0.395, 0.205), 0.066),
                     ((temple * s, 0.255, 0.212), 0.064),
                     ((0.325 * s, 0.04, 0.135), 0.060))  # fmt: skip
        wig.lock(((0.325 * s, 0.04, 0.135), 0.060), ((0.352 * s, -0.20, 0.070), 0.070),
                 (((0.340 + 0.5 * out) * s, length * 0.72, 0.075), 0.066),
                 (((0.330 + out) * s, length, 0.095), 0.016))  # fmt: skip
        wig.lock(((0.315 * s, 0.10, -0.05), 0.085), ((0.372 * s, -0.22, -0.06), 0.088),
                 (((0.362 + 0.6 * out) * s, length * 0.85, -0.05), 0.080),
                 (((0.345 + 1.3 * out) * s, length - 0.02, -0.03), 0.030))  # fmt: skip
        wig.lock(((0.22 * s, 0.0, -0.28), 0.130), ((0.25 * s, length * 0.85, -0.26), 0.120),
                 ((0.24 * s, length - 0.01, -0.23), 0.045))  # fmt: skip
    wig.lock(((0.0, 0.10, -0.25), 0.235), ((0.0, length * 0.80, -0.25), 0.165), squash=1.25)
    wig.lock(
        ((0.02, length * 0.6, -0.27), 0.150),
        ((0.05 * wig.side, length - 0.04, -0.25), 0.060),
        squash=1.5,
    )
    for s in (1.0, -1.0):
        for k in range(3):
            dx = 0.022 * k
            wig.strand([(p + 0.06 * s, 0.50 - 0.01 * k, 0.12 - 0.10 * k),
                        (0.25 * s, 0.345, 0.235 - 0.11 * k),
                        ((0.345 + dx) * s, 0.08, 0.16 - 0.10 * k),
                        ((0.395 + dx) * s, -0.18, 0.07 - 0.08 * k),
                        ((0.385 + dx + 0.4 * out) * s, length * 0.62, 0.06 - 0.08 * k),
                        ((0.36 + dx + out) * s, length * 0.88, 0.07 - 0.06 * k)])  # fmt: skip
        for k in range(4):
            x = (0.05 + 0.085 * k) * s
            wig.strand([(x * 0.8, 0.34, -0.47 + 0.2 * abs(x)), (x, 0.0, -0.53 + 0.35 * abs(x)),
                        (x * 1.1, length * 0.5, -0.455 + 0.3 * abs(x)),
                        (x, length * 0.85, -0.39 + 0.25 * abs(x))])  # fmt: skip
    top: list[tuple[Spot, Spot]] = []
    for k in range(4):
        z = 0.35 - 0.3 * k
        for s in (1.0, -1.0):
            top.append(((p * 2.0, 0.93, z), (0.97 * s, 0.15, z * 0.7)))
    wig.flow(top, 1.04)


_STYLES = {
    "bald": _bald, "short": _short, "parted": _parted, "curly": _curly, "bun": _bun,
    "ponytail": _ponytail, "long": _long,
}  # fmt: skip

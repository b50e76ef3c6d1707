"""Dogs, cats, horses and birds from their joints: what makes each of them known at once."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure
from filmgen.blocking.skeleton import head_height_m
from filmgen.previs.curve import unit
from filmgen.previs.scene import Scene, upright

Array: TypeAlias = npt.NDArray[np.float64]
Joints: TypeAlias = dict[str, Array]

_UP = np.array([0.0, 1.0, 0.0])


def add_animal(scene: Scene, figure: Figure, owner: int, detail_px: float) -> None:
    """Put an animal into the scene; `figure.look.species` decides its shape.

    Args:
        owner: 1 + index of the figure.
        detail_px: the head's height in the picture.
    """
    beast = Beast(scene, figure, owner, detail_px)
    build = {"bird": _bird, "horse": _horse, "cat": _cat}.get(figure.look.species, _dog)
    build(beast)


class Beast:
    """Joints, sizes and axes of an animal, and verbs to build it.

    Attributes:
        h: its height. skull: height of its head. left, spine, ahead: unit axes; `ahead` is level.
        head_axes: rows left, up, front.
    """

    def __init__(self, scene: Scene, figure: Figure, owner: int, detail_px: float) -> None:
        self.scene, self.owner, self.detail_px = scene, owner, detail_px
        self.j: Joints = {name: np.asarray(point, np.float64) for name, point in figure.joints}
        self.h, self.tone = figure.look.height_m, figure.look.top_tone
        self.skull = head_height_m(figure.look)
        j = self.j
        self.left = unit(j["l_shoulder"] - j["r_shoulder"])
        self.spine = unit(j["chest"] - j["pelvis"])
        ahead = np.cross(self.left, _UP)
        self.ahead = unit(ahead)
        if figure.gaze is not None:
            toward = np.asarray(figure.gaze) - j["head"]
            toward[1] *= 0.4
            turn = unit(toward)
            if float(turn @ self.ahead) > -0.2:
                self.face = unit(self.ahead + 0.9 * turn)
            else:
                self.face = self.ahead
        else:
            self.face = self.ahead
        axes = upright(_UP, np.cross(_UP, self.face))
        self.head_axes = np.stack([axes[0], axes[1], axes[2]])

    def part(self, name: str, shade: float = 1.0, material: str = "fur") -> int:
        return self.scene.part(self.owner, name, min(1.0, self.tone * shade), material, soft=True)

    def dark(self, name: str) -> int:
        return self.scene.part(self.owner, name, 0.06, "shoe")

    def on_head(self, x: float, y: float, z: float) -> Array:
        """A point by its place from the head's centre, in head heights."""
        return np.asarray(self.j["head"] + (np.array([x, y, z]) * self.skull) @ self.head_axes)

    def chain(self, part: int, *points: tuple[Array, float], deep: float = 1.0) -> None:
        """Round cones through points with radii, metres; `deep` makes them higher than wide."""
        for (a, ra), (b, rb) in pairwise(points):
            self.scene.limb(a, ra, b, rb, part, squash=deep, side=_UP)

    def on_skull(self, part: int, *points: tuple[tuple[float, float, float], float]) -> None:
        """The same in the head's measures."""
        self.chain(part, *((self.on_head(*at), r * self.skull) for at, r in points))

    def hair(self, points: list[Array], width: float = 1.3) -> None:
        self.scene.line(np.stack(points), width, 0.75, owner=self.owner, tolerance_m=0.05 * self.h)

    def eyes(self, x: float, y: float, z: float, size: float) -> None:
        part = self.dark("eye")
        for s in (1.0, -1.0):
            self.scene.ball(self.on_head(x * s, y, z), size * self.skull, part)

    def legs(self, coat: int, thick: float, foot: float, *, hooves: bool = False) -> None:
        """Fore legs straight, hind legs with a hock that points back; thighs are the trunk's."""
        h, j = self.h, self.j
        for side in ("l", "r"):
            fore = self.part(f"{side}_fore")
            shoulder, elbow = j[f"{side}_shoulder"], j[f"{side}_elbow"]
            wrist, hand = j[f"{side}_wrist"], j[f"{side}_hand"]
            self.chain(coat, (shoulder, thick * 2.0 * h), (elbow, thick * 1.25 * h))
            self.chain(fore, (elbow, thick * 1.2 * h), (wrist, thick * 0.68 * h))
            hind = self.part(f"{side}_hind")
            hip, knee = j[f"{side}_hip"], j[f"{side}_knee"]
            ankle, toe = j[f"{side}_ankle"], j[f"{side}_toe"]
            hock = knee + (ankle - knee) * 0.52 - self.ahead * 0.085 * h
            self.chain(coat, (hip, thick * 2.7 * h), (knee, thick * 1.6 * h))
            self.chain(hind, (knee, thick * 1.5 * h), (hock, thick * 0.85 * h),
                       (ankle, thick * 0.70 * h))  # fmt: skip
            for end, tip in ((wrist, hand), (ankle, toe)):
                if hooves:
                    hoof = self.scene.part(self.owner, "hoof", 0.1, "shoe")
                    down = np.array([0.0, -0.055 * h, 0.0])
                    self.scene.cone(end, foot * 0.62 * h, end + down + self.ahead * 0.02 * h,
                                    foot * h, hoof)  # fmt: skip
                else:
                    paw = fore if end is wrist else hind
                    self.scene.limb(end, foot * 0.8 * h, tip, foot * 0.72 * h, paw, squash=1.25,
                                    side=self.left)  # fmt: skip


def _dog(b: Beast) -> None:
    h, j, coat = b.h, b.j, b.part("torso")
    chest, pelvis = j["chest"], j["pelvis"]
    low = -_UP * 0.035 * h
    tuck = pelvis + (chest - pelvis) * 0.36 + 0.2 * low
    b.chain(coat, (pelvis, 0.110 * h), (tuck, 0.112 * h), (chest + low, 0.152 * h),
            (chest + low + b.ahead * 0.07 * h, 0.128 * h), deep=1.22)  # fmt: skip
    b.chain(
        coat, (chest + b.ahead * 0.05 * h, 0.140 * h), (b.on_head(0, -0.08, -0.20), 0.33 * b.skull)
    )
    b.legs(coat, 0.043, 0.040)
    face = b.part("head")
    b.on_skull(face, ((0, 0.06, -0.12), 0.36), ((0, 0.02, 0.10), 0.31))
    b.on_skull(face, ((0, -0.02, 0.18), 0.23), ((0, -0.12, 0.66), 0.145))
    b.on_skull(face, ((0, -0.20, 0.15), 0.17), ((0, -0.24, 0.56), 0.095))
    nose = b.dark("nose")
    b.on_skull(nose, ((-0.02, -0.035, 0.785), 0.060), ((0.02, -0.035, 0.785), 0.060))
    b.eyes(0.185, 0.145, 0.315, 0.055)
    for s in (1.0, -1.0):
        ear = b.part(f"ear{s:+.0f}", 0.62)
        b.on_skull(ear, ((0.25 * s, 0.30, -0.06), 0.085), ((0.40 * s, 0.10, -0.02), 0.110),
                   ((0.42 * s, -0.16, 0.05), 0.055))  # fmt: skip
    tail = b.part("tail")
    root = pelvis - b.spine * 0.10 * h + _UP * 0.05 * h
    b.chain(tail, (root, 0.036 * h), (root - b.ahead * 0.14 * h + _UP * 0.10 * h, 0.032 * h),
            (root - b.ahead * 0.15 * h + _UP * 0.26 * h, 0.014 * h))  # fmt: skip
    if b.detail_px > 40:
        b.hair(
            [
                b.on_head(s, -0.195 - 0.02 * s, z)
                for s, z in ((0.16, 0.30), (0.15, 0.5), (0.08, 0.72))
            ]
        )
        _tufts(b, 0.15, 8)


def _cat(b: Beast) -> None:
    h, j, coat = b.h, b.j, b.part("torso")
    chest, pelvis = j["chest"], j["pelvis"]
    middle = (chest + pelvis) / 2 + _UP * 0.02 * h
    b.chain(coat, (pelvis, 0.145 * h), (middle, 0.135 * h), (chest, 0.140 * h), deep=1.15)
    b.chain(coat, (chest, 0.145 * h), (b.on_head(0, -0.12, -0.16), 0.30 * b.skull))
    b.legs(coat, 0.040, 0.036)
    face = b.part("head")
    b.on_skull(face, ((-0.10, 0.0, 0.0), 0.40), ((0.10, 0.0, 0.0), 0.40))
    b.on_skull(face, ((-0.07, -0.14, 0.34), 0.12), ((0.07, -0.14, 0.34), 0.12))
    nose = b.dark("nose")
    b.on_skull(nose, ((-0.02, -0.08, 0.455), 0.035), ((0.02, -0.08, 0.455), 0.035))
    b.eyes(0.175, 0.06, 0.335, 0.068)
    for s in (1.0, -1.0):
        ear = b.part(f"ear{s:+.0f}", 0.8)
        b.scene.cone(b.on_head(0.24 * s, 0.24, -0.02), 0.20 * b.skull,
                     b.on_head(0.34 * s, 0.66, -0.02), 0.01 * b.skull, ear,
                     squash=0.62, side=b.head_axes[2])  # fmt: skip
        if b.detail_px > 24:
            for k in range(3):
                b.hair([b.on_head(0.12 * s, -0.12 - 0.03 * k, 0.44),
                        b.on_head(0.42 * s, -0.06 - 0.07 * k, 0.42),
                        b.on_head(0.70 * s, -0.06 - 0.13 * k, 0.32)], 1.0)  # fmt: skip
    tail = b.part("tail")
    root = pelvis - b.spine * 0.11 * h
    b.chain(tail, (root, 0.040 * h), (root - b.ahead * 0.24 * h + _UP * 0.06 * h, 0.036 * h),
            (root - b.ahead * 0.34 * h + _UP * 0.32 * h, 0.034 * h),
            (root - b.ahead * 0.20 * h + _UP * 0.52 * h, 0.024 * h))  # fmt: skip
    if b.detail_px > 30:  # a tabby's stripes
        for k in range(5):
            at = pelvis + (chest - pelvis) * (0.1 + 0.2 * k)
            for s in (1.0, -1.0):
                turn = np.linspace(0.1, 1.1, 5)
                b.hair(
                    [
                        at + 0.142 * h * (np.sin(a) * s * b.left + 1.14 * np.cos(a) * _UP)
                        for a in turn
                    ],
                    1.8,
                )


def _horse(b: Beast) -> None:
    h, j, coat = b.h, b.j, b.part("torso")
    chest, pelvis = j["chest"], j["pelvis"]
    croup = pelvis - _UP * 0.005 * h
    belly = (chest + pelvis) / 2 - _UP * 0.030 * h
    b.chain(coat, (croup - b.spine * 0.03 * h, 0.128 * h), (belly, 0.128 * h),
            (chest - _UP * 0.02 * h, 0.130 * h), deep=1.18)  # fmt: skip
    # the neck: deep at the shoulder, arched to the poll
    b.chain(coat, (chest - _UP * 0.03 * h + b.ahead * 0.04 * h, 0.115 * h),
            (chest + b.ahead * 0.12 * h + _UP * 0.085 * h, 0.092 * h),
            (b.on_head(0, 0.10, -0.42), 0.060 * h), (b.on_head(0, 0.22, -0.20), 0.050 * h),
            deep=1.25)  # fmt: skip
    b.legs(coat, 0.034, 0.032, hooves=True)
    face = b.part("head")
    down = 0.62
    b.on_skull(face, ((0, 0.20, -0.22), 0.21), ((0, 0.02, -0.02), 0.235))
    b.on_skull(face, ((0, 0.10, -0.08), 0.22), ((0, -down, 0.44), 0.115))
    b.on_skull(face, ((0, -0.12, -0.10), 0.185), ((0, -down - 0.02, 0.36), 0.10))
    b.eyes(0.185, 0.06, 0.06, 0.036)
    nose = b.dark("nostril")
    for s in (1.0, -1.0):
        b.scene.ball(b.on_head(0.075 * s, -down + 0.02, 0.535), 0.024 * b.skull, nose)
        ear = b.part(f"ear{s:+.0f}", 0.85)
        b.scene.cone(b.on_head(0.10 * s, 0.33, -0.24), 0.062 * b.skull,
                     b.on_head(0.13 * s, 0.58, -0.20), 0.008 * b.skull, ear)  # fmt: skip
    mane = b.scene.part(b.owner, "mane", max(0.06, b.tone * 0.4), "hair", soft=True)
    crest, withers = b.on_head(0, 0.34, -0.36), chest - b.ahead * 0.03 * h + _UP * 0.125 * h
    arch = (crest + withers) / 2 + (b.ahead * 0.01 + _UP * 0.022) * h
    b.chain(mane, (crest, 0.022 * h), (arch, 0.030 * h), (withers, 0.016 * h))
    for k in range(6):
        share = (k + 0.3) / 6
        at = (
            crest
            + (withers - crest) * share
            + (arch - (crest + withers) / 2) * 4 * share * (1 - share)
        )
        fall = at - _UP * 0.10 * h - b.ahead * 0.02 * h
        out = (0.060 + 0.045 * share) * h
        for s in (1.0, -1.0):
            b.chain(
                mane, (at + b.left * s * 0.4 * out, 0.026 * h), (fall + b.left * s * out, 0.010 * h)
            )
    b.on_skull(mane, ((0, 0.40, -0.26), 0.075), ((0.02, 0.12, 0.02), 0.02))
    tail = b.scene.part(b.owner, "tail", max(0.06, b.tone * 0.4), "hair", soft=True)
    root = croup - b.spine * 0.145 * h + _UP * 0.06 * h
    b.chain(tail, (root, 0.022 * h), (root - b.ahead * 0.055 * h - _UP * 0.08 * h, 0.036 * h),
            (root - b.ahead * 0.065 * h - _UP * 0.26 * h, 0.034 * h),
            (root - b.ahead * 0.045 * h - _UP * 0.40 * h, 0.006 * h))  # fmt: skip
    if b.detail_px > 30:
        for s in (1.0, -1.0):
            b.hair([b.on_head(0.11 * s, -down - 0.045, z) for z in (0.30, 0.42, 0.50)])
            side = chest + b.left * s * 0.150 * h
            b.hair([side + _UP * 0.05 * h + b.ahead * 0.02 * h, side - b.ahead * 0.015 * h,
                    side - _UP * 0.07 * h - b.ahead * 0.005 * h])  # fmt: skip
            flank = pelvis + b.left * s * 0.112 * h + b.spine * 0.09 * h
            b.hair([flank + _UP * 0.03 * h, flank - _UP * 0.04 * h + b.ahead * 0.015 * h])


def _tufts(b: Beast, girth: float, count: int) -> None:
    """A few short hairs along the flanks."""
    rng = np.random.default_rng(b.owner)
    for _ in range(count):
        share, turn = rng.uniform(0.1, 0.95), rng.uniform(-0.7, 0.9)
        for s in (1.0, -1.0):
            at = b.j["pelvis"] * (1 - share) + b.j["chest"] * share
            out = b.left * s * np.cos(turn) + _UP * np.sin(turn)
            start = at + out * girth * (0.75 + 0.25 * share) * b.h
            b.hair([start, start - b.spine * 0.035 * b.h - _UP * 0.014 * b.h], 1.2)


def _bird(b: Beast) -> None:
    h, j = b.h, b.j
    body, head = b.part("torso"), b.part("head")
    chest, pelvis = j["chest"], j["pelvis"]
    b.chain(body, (pelvis - b.ahead * 0.06 * h, 0.085 * h), (pelvis + _UP * 0.03 * h, 0.140 * h),
            (chest - _UP * 0.02 * h, 0.165 * h))  # fmt: skip
    b.chain(body, (chest, 0.15 * h), (j["head"] - _UP * 0.03 * h, 0.095 * h))
    b.scene.ball(j["head"], 0.125 * h, head)
    beak = b.scene.part(b.owner, "beak", 0.35, "metal")
    b.scene.cone(j["head"] + b.face * 0.09 * h, 0.055 * h,
                 j["head"] + b.face * 0.27 * h - _UP * 0.02 * h,
                 0.004, beak, squash=0.8, side=b.head_axes[0])  # fmt: skip
    b.eyes(0.30, 0.10, 0.26, 0.075)
    tail = b.part("tail", 0.65)
    back = unit(-b.ahead - 0.25 * _UP)
    b.scene.limb(pelvis - b.ahead * 0.05 * h, 0.045 * h, pelvis + back * 0.40 * h, 0.028 * h, tail,
                 squash=2.6, side=b.left)  # fmt: skip
    leg = b.scene.part(b.owner, "legs", 0.3, "metal")
    for side, s in (("l", 1.0), ("r", -1.0)):
        wing = b.part(f"{side}_wing", 0.7)
        shoulder, elbow = j[f"{side}_shoulder"], j[f"{side}_elbow"]
        wrist, tip = j[f"{side}_wrist"], j[f"{side}_hand"]
        b.chain(
            wing, (shoulder, 0.075 * h), (elbow, 0.095 * h), (wrist, 0.060 * h), (tip, 0.012 * h)
        )
        for a, c, r in (("hip", "knee", 0.05), ("knee", "ankle", 0.014)):
            b.scene.limb(j[f"{side}_{a}"], r * h, j[f"{side}_{c}"], 0.012 * h, leg)
        foot = j[f"{side}_ankle"]
        for k in (-1, 0, 1):
            b.scene.limb(foot, 0.011 * h,
                         foot + b.ahead * 0.12 * h + b.left * k * 0.055 * h - _UP * 0.02 * h,
                         0.007 * h, leg)  # fmt: skip
        if b.detail_px > 24:
            out = b.left * s * 0.085 * h
            for k in range(3):
                start = elbow + (wrist - elbow) * 0.25 * k + out + _UP * (0.03 - 0.045 * k) * h
                b.hair([start, start - b.ahead * 0.12 * h - _UP * 0.045 * h], 1.2)

"""The trunk in its clothes: ribs, shoulders, waist, hips, and what hangs from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.curve import unit
from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """How a garment is cut.

    Attributes:
        ease: its girth over the body's.
        hem: how far below the pelvis joint the top ends, in metres; None: tucked in.
        skirt: how far down the legs cloth hangs, 1 at the knees, 0 for none.
        flare: half depth of the skirt's hem.
        belt: whether a belt shows.
    """

    ease: float
    hem: float | None
    skirt: float = 0.0
    flare: float = 0.0
    belt: bool = False


CUTS = {
    "shirt": Cut(1.0, None, belt=True),
    "suit": Cut(1.07, 0.15),
    "coat": Cut(1.12, 0.0, 0.90, 0.140),
    "dress": Cut(0.98, 0.0, 1.05, 0.150),
    "skirt": Cut(0.98, None, 0.95, 0.130),
    "sweater": Cut(1.06, 0.045),
    "uniform": Cut(1.05, 0.10, belt=True),
}


def cut_of(body: Body) -> Cut:
    """The cut of the figure's garment; some shirts are worn loose over the trousers."""
    look = body.figure.look
    if look.garment == "shirt" and (look.age_years < 14 or body.traits[6] < 0.35):
        return Cut(1.04, 0.10)
    return CUTS.get(look.garment, CUTS["shirt"])


@dataclass(frozen=True)
class Trunk:
    """What details are laid on.

    Attributes:
        upper: solids of the chest and waist. lower: those and the hips and skirts below.
        deep: half depth of the chest, metres. wide: half width.
    """

    upper: tuple[int, ...]
    lower: tuple[int, ...]
    wide: float
    deep: float


def add_torso(scene: Scene, body: Body) -> Trunk:
    """Chest, shoulders, waist, hips, skirts, belt and collar."""
    look, s, g, t = body.figure.look, body.scale, body.girth, body.length
    cut = cut_of(body)
    female = look.gender == "female" and look.age_years > 12
    ease = cut.ease
    top = scene.part(body.owner, "torso", look.top_tone, "cloth", soft=True)
    first = len(scene.kinds)
    wide, deep = (0.140 if female else 0.160) * g * ease, (0.100 if female else 0.112) * g * ease
    scene.ellipsoid(body.chest(0, 0.02 * t, -0.004), body.torso, (wide, 0.185 * t, deep), top)
    if female:
        for sign in (1.0, -1.0):
            bust = body.chest(0.062 * g * sign, 0.005 * t, 0.052 * g)
            scene.ellipsoid(bust, body.torso, (0.076 * g, 0.080 * s, 0.070 * g), top)
    breast = (0.140, 0.088, 0.076) if female else (0.158, 0.105, 0.098)
    scene.ellipsoid(
        body.chest(0, 0.100 * t, 0.006 * g), body.torso,
        (breast[0] * g * ease, breast[1] * t, breast[2] * g * ease), top,
    )  # fmt: skip
    _shoulders(scene, body, top, ease)
    if look.garment in ("dress", "skirt"):  # the nape of a garment without a collar
        nape = body.chest(0, 0.196 * t, -0.030 * s)
        scene.ellipsoid(nape, body.torso, (0.075 * s, 0.040 * t, 0.040 * s), top)
    waist = body.pelvis(0, 0.135 * t, 0.004)
    slim = (0.080 if female else 0.100) * g * ease
    hips = (0.112 if female else 0.108) * g * (0.5 + 0.5 * ease)
    ratio = 1.44 if female else 1.40
    scene.limb(body.chest(0, 0.01, 0), deep * 0.94, waist, slim, top, squash=ratio, side=body.left)
    if look.build > 1.1:
        belly = 0.085 * g + 0.22 * (look.build - 1.1)
        scene.ellipsoid(
            body.pelvis(0, 0.09 * t, 0.055 * g), body.hips,
            (belly * 1.25 * s, 0.14 * t, belly * s), top,
        )  # fmt: skip
        slim *= 1.08
    middle = len(scene.kinds)
    _below_the_waist(scene, body, cut, top, waist, slim, hips, ratio)
    last = len(scene.kinds)
    return Trunk(tuple(range(first, middle)), tuple(range(first, last)), wide, deep)


def _shoulders(scene: Scene, body: Body, top: int, ease: float) -> None:
    """The yoke from shoulder to shoulder and the slope of the neck down to it."""
    look, s, g, t, j = body.figure.look, body.scale, body.girth, body.length, body.joints
    mean = (s + g) / 2
    padded = look.garment in ("suit", "coat", "uniform")
    ends = []
    for side, sign in (("l", 1.0), ("r", -1.0)):
        joint = j[f"{side}_shoulder"]
        tip = joint + (j["neck"] - joint) * 0.24 - body.up * 0.012 * s
        ends.append(tip)
        root = body.chest(
            0.034 * s * sign, (0.228 if look.age_years < 13 else 0.214) * t, -0.016 * s
        )
        out = joint + (j["neck"] - joint) * 0.13 + body.up * (0.006 if padded else -0.004) * s
        scene.limb(root, 0.036 * s, out, (0.036 if padded else 0.040) * s * ease, top)
    scene.limb(
        ends[0], 0.046 * mean * ease, ends[1], 0.046 * mean * ease, top,
        squash=1.35, side=body.front,
    )  # fmt: skip


def _below_the_waist(
    scene: Scene, body: Body, cut: Cut, top: int, waist: Array, slim: float, hips: float,
    ratio: float,
) -> None:  # fmt: skip
    look, s, t = body.figure.look, body.scale, body.length
    lower = top
    if cut.hem is None or cut.skirt == 0.0:
        lower = scene.part(body.owner, "hips", look.bottom_tone, "cloth", soft=True)
    seat = body.pelvis(0, -0.02 * s, 0)
    if cut.hem is None:
        line = body.pelvis(0, 0.085 * t, 0.002)
        at_line = slim + (hips - slim) * 0.30
        scene.limb(waist, slim, line, at_line, top, squash=ratio, side=body.hips[0])
        scene.limb(
            body.pelvis(0, 0.055 * t, 0.0), at_line * 1.01, seat, hips, lower,
            squash=ratio, side=body.hips[0],
        )  # fmt: skip
        band = scene.part(body.owner, "belt", 0.12 if cut.belt else look.bottom_tone, "cloth")
        scene.cone(
            body.pelvis(0, 0.058 * t, 0), at_line * 1.045, body.pelvis(0, 0.086 * t, 0),
            at_line * 1.025, band, squash=ratio, side=body.hips[0],
        )  # fmt: skip
    else:
        scene.limb(waist, slim, seat, hips, lower, squash=ratio, side=body.hips[0])
        drop = cut.hem * _standing(body) if cut.hem > 0.05 else cut.hem
        if cut.skirt == 0.0:
            flare = 1.20 if look.garment in ("suit", "uniform") else 1.14
            scene.limb(
                waist, slim * 1.01, body.pelvis(0, 0.03 * t, 0.0), hips * 1.02, top,
                squash=ratio, side=body.hips[0],
            )  # fmt: skip
            scene.cone(
                body.pelvis(0, 0.05 * t, 0), hips * 1.0, body.pelvis(0, -drop * s, 0),
                hips * flare, top, squash=ratio, side=body.hips[0],
            )  # fmt: skip
        if cut.belt:
            band = scene.part(body.owner, "belt", 0.12, "cloth")
            scene.cone(
                body.pelvis(0, 0.10 * t, 0), slim * 1.10, body.pelvis(0, 0.14 * t, 0),
                slim * 1.06, band, squash=ratio, side=body.hips[0],
            )  # fmt: skip
    if cut.skirt:
        _skirt(scene, body, cut, lower, waist, slim, hips, ratio)


def _standing(body: Body) -> float:
    """1 where both thighs hang down, 0 where one is level, as in sitting."""
    drops = []
    for side in ("l", "r"):
        thigh = unit(body.joints[f"{side}_knee"] - body.joints[f"{side}_hip"])
        drops.append(float(-thigh @ body.hips[1]))
    return float(np.clip(min(drops) * 1.6 - 0.4, 0.0, 1.0))


def _skirt(
    scene: Scene, body: Body, cut: Cut, part: int, waist: Array, slim: float, hips: float,
    ratio: float,
) -> None:  # fmt: skip
    """Cloth over the legs: one bell where they stand together, a panel each where they part."""
    j, s, g = body.joints, body.scale, body.girth
    ends = []
    for side in ("l", "r"):
        hip, knee, ankle = j[f"{side}_hip"], j[f"{side}_knee"], j[f"{side}_ankle"]
        share = cut.skirt
        ends.append(
            hip + (knee - hip) * share if share <= 1.0 else knee + (ankle - knee) * (share - 1) * 2
        )
    flare = cut.flare * (0.4 * s + 0.6 * g)
    across = ends[0] - ends[1]
    gap = float(np.linalg.norm(across))
    ahead = abs(float(across @ body.hips[2]))
    scene.limb(waist, slim * 1.01, body.pelvis(0, -0.01, 0), hips * 1.04, part,
               squash=ratio, side=body.hips[0])  # fmt: skip
    if _standing(body) > 0.75 and ahead < 0.12 * s:
        hem = (ends[0] + ends[1]) / 2
        half = max(gap / 2 + 0.086 * (s + g) / 2, flare * 1.34)
        squash = half / flare
        scene.cone(
            body.pelvis(0, 0.0, 0), hips * min(1.02, ratio / squash), hem, flare, part,
            squash=squash, side=body.hips[0],
        )  # fmt: skip
        return
    lifted = 0.0
    for side, end in zip(("l", "r"), ends, strict=True):
        hip, knee = j[f"{side}_hip"], j[f"{side}_knee"]
        start = hip + body.hips[1] * 0.05 * s
        lift = float(np.clip(1.15 + unit(knee - hip) @ body.hips[1], 0.0, 1.0))
        lifted = max(lifted, lift)
        wide = flare * 0.86 * (1 - lift) + 0.078 * g * lift
        scene.limb(start, 0.112 * g, hip + (end - hip) * 0.5, (flare * 0.80 + wide) / 2, part)
        if lift > 0.7:  # over a raised thigh cloth lies close and its edge is round
            scene.limb(hip + (end - hip) * 0.3, (flare * 0.8 + wide) / 2, end, wide, part)
        else:
            scene.cone(hip + (end - hip) * 0.3, flare * 0.80, end, wide, part)
    centre = (ends[0] + ends[1]) / 2
    root = body.pelvis(0, 0.03 * s, 0)
    if gap > 0.02:
        squash = min((gap / 2 + flare * 0.86) / (flare * 0.84), 2.8)
        if lifted > 0.7:
            scene.limb(root, flare * 0.66, root + (centre - root) * 0.8, flare * 0.58, part,
                       squash=squash, side=across)  # fmt: skip
        else:
            top = min(flare * 0.70, hips * 1.05 / squash)
            scene.cone(root, top, centre, flare * 0.84, part, squash=squash, side=across)

"""Arms and legs: bones clothed in sleeves and trousers that taper, bend and crease."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.curve import smooth, unit
from filmgen.previs.hand import add_hand
from filmgen.previs.scene import Scene, upright
from filmgen.previs.torso import cut_of

if TYPE_CHECKING:
    from filmgen.previs.figure import Body

Array: TypeAlias = npt.NDArray[np.float64]

_SLEEVE = {
    "shirt": (0.050, 0.046, 0.039, 0.034),
    "suit": (0.054, 0.051, 0.045, 0.038),
    "coat": (0.058, 0.056, 0.051, 0.047),
    "dress": (0.044, 0.041, 0.034, 0.031),
    "skirt": (0.045, 0.043, 0.037, 0.033),
    "sweater": (0.053, 0.050, 0.045, 0.038),
    "uniform": (0.053, 0.050, 0.043, 0.037),
}
"""Radii of a sleeve at the shoulder, a third down the upper arm, at the elbow and the cuff."""
FOLDS_FROM_PX = 34
"""Below this head height cloth has no creases."""


def add_arms(scene: Scene, body: Body) -> None:
    """Sleeves or bare arms, and hands."""
    look, s, j = body.figure.look, body.scale, body.joints
    slight = 0.86 if look.gender == "female" else 1.0
    full = (0.35 * s + 0.65 * body.girth) * (slight if look.garment not in ("coat",) else 0.93)
    cap, third_r, elbow_r, cuff_r = (r * full for r in _SLEEVE.get(look.garment, _SLEEVE["shirt"]))
    bare = look.garment == "dress" and look.gender == "female"
    rolled = look.garment == "shirt" and body.traits[7] > 0.55
    for side in ("l", "r"):
        shoulder, elbow = j[f"{side}_shoulder"], j[f"{side}_elbow"]
        wrist = j[f"{side}_wrist"]
        sleeve = scene.part(body.owner, f"{side}_arm", look.top_tone, "cloth", soft=True)
        skin = scene.part(body.owner, f"{side}_hand", look.skin_tone, "skin", soft=True)
        upper, fore = elbow - shoulder, wrist - elbow
        inner = shoulder + (j["neck"] - shoulder) * 0.12 - body.up * 0.012 * s
        third = shoulder + upper * 0.36
        third = third + (j["chest"] - third) * 0.03
        scene.limb(inner, cap, third, third_r, sleeve)
        # the elbow: a knuckle behind the bend, sharper the more it bends
        bend = unit(unit(upper) - unit(fore))
        sharp = float(np.linalg.norm(unit(upper) - unit(fore))) / 2
        arm_skin = 0.036 * full
        if bare:
            hem = shoulder + upper * 0.42
            scene.cone(third, third_r * 0.98, hem, third_r * 1.0, sleeve)
            scene.limb(third, third_r * 0.80, elbow, arm_skin * 0.92, skin)
            _forearm(scene, elbow, fore, arm_skin * 0.92, s, full, skin)
        elif rolled:
            scene.limb(third, third_r, elbow - upper * 0.10, elbow_r * 1.02, sleeve)
            scene.cone(elbow - upper * 0.16, elbow_r * 1.1, elbow - upper * 0.02,
                       elbow_r * 1.14, sleeve)  # fmt: skip
            scene.limb(elbow - upper * 0.1, arm_skin, elbow, arm_skin, skin)
            _forearm(scene, elbow, fore, arm_skin, s, full, skin)
        else:
            scene.limb(third, third_r, elbow, elbow_r, sleeve)
            swell = elbow + fore * 0.24
            scene.limb(elbow, elbow_r, swell, elbow_r * 1.0, sleeve)
            cuff = elbow + fore * 0.94
            scene.cone(swell, elbow_r * 0.99, cuff, cuff_r, sleeve)
            if look.garment == "suit" and body.detail_px > FOLDS_FROM_PX:
                white = scene.part(body.owner, f"{side}_cuff", 0.97, "collar", soft=True)
                scene.cone(elbow + fore * 0.9, cuff_r * 0.86, elbow + fore * 1.0,
                           cuff_r * 0.84, white)  # fmt: skip
            elif look.garment in ("shirt", "skirt", "uniform") and body.detail_px > FOLDS_FROM_PX:
                _ring(scene, body, elbow + fore * 0.84, fore, cuff_r * 1.06)
            scene.limb(elbow + fore * 0.9, 0.026 * s * slight, wrist, 0.025 * s * slight, skin)
        if sharp > 0.25:
            at = elbow + bend * elbow_r * 0.45 * sharp
            scene.ball(at, (elbow_r if not (bare or rolled) else arm_skin) * 0.78,
                       skin if bare or rolled else sleeve)  # fmt: skip
        if not bare:
            _creases(scene, body, shoulder, elbow, wrist, elbow_r, short=rolled)
            _armhole(scene, body, inner, third, third_r)
        add_hand(scene, body, side, skin)


def _forearm(
    scene: Scene, elbow: Array, fore: Array, radius: float, s: float, full: float, skin: int
) -> None:
    belly = elbow + fore * 0.26
    scene.limb(elbow, radius * 0.95, belly, radius * 1.04, skin)
    scene.limb(belly, radius * 1.04, elbow + fore * 0.97, 0.0235 * full, skin)


def _armhole(scene: Scene, body: Body, inner: Array, third: Array, radius: float) -> None:
    """Where the sleeve is set in, and the folds that a lifted arm pulls from there."""
    if body.detail_px < FOLDS_FROM_PX:
        return
    j = body.joints
    axis = unit(third - inner)
    seam = inner + (third - inner) * 0.22
    _ring(scene, body, seam, axis, radius * 1.10)
    if float(axis @ -body.up) > 0.86:
        return  # it hangs: cloth is smooth
    pit = unit(-body.up + 0.3 * (j["chest"] - third))
    toward = _toward(body, third, axis)
    down = unit(pit - axis * float(pit @ axis))
    if abs(float(down @ toward)) > 0.9:
        return
    for start, reach in ((0.16, 0.95), (0.34, 0.62)):  # two folds from the armpit up the sleeve
        t = np.linspace(0.15, 1.0, 5)[:, None]
        turn = 0.15 + 1.1 * t
        points = (
            inner + (third - inner) * (start + 0.55 * reach * t)
            + radius * 1.06 * (down * np.cos(turn) + toward * np.sin(turn))
        )  # fmt: skip
        scene.line(points, 1.5, 0.8, owner=body.owner, tolerance_m=0.02 * body.scale)


def _toward(body: Body, at: Array, axis: Array) -> Array:
    """Square to an axis, towards the camera."""
    view = body.eye - at
    return unit(view - axis * float(view @ axis))


def _ring(
    scene: Scene, body: Body, at: Array, along: Array, radius: float, width: float = 1.3
) -> None:
    """Half a ring round a limb, on the side that is seen."""
    axis = unit(along)
    toward = _toward(body, at, axis)
    across = np.cross(axis, toward)
    turns = np.linspace(-1.35, 1.35, 9)
    points = at + radius * (np.sin(turns)[:, None] * across + np.cos(turns)[:, None] * toward)
    scene.line(points, width, 0.8, owner=body.owner, tolerance_m=0.012)


def _creases(
    scene: Scene, body: Body, a: Array, b: Array, c: Array, radius: float, *, short: bool = False
) -> None:
    """Folds that fan out from the inside of a bent joint; a straight limb has one slack line."""
    if body.detail_px < FOLDS_FROM_PX:
        return
    before, after = unit(b - a), unit(c - b)
    bend = float(np.arccos(np.clip(before @ after, -1, 1)))
    view = unit(body.eye - b)
    inside = after - before
    if bend < 0.3:
        inside = np.cross(before, view) * (1.0 if body.traits[3] > 0.5 else -1.0)
    inside = unit(inside)
    folds: tuple[tuple[float, float, float], ...]
    if bend < 0.3:
        folds = ((0.25, 0.75, 0.9),)
    elif bend < 1.0:
        folds = ((-0.55, -0.5, 1.1), (0.35, 0.6, 0.85))
    else:
        folds = ((-1.0, -0.75, 1.25), (-0.2, -0.15, 0.8), (0.6, 0.55, 1.2))
    if max(abs(float(before @ view)), abs(float(after @ view))) > 0.8:
        folds = folds[:1]  # foreshortened: they would pile up
    if short:
        folds = tuple(f for f in folds if f[0] <= 0)
    for start, slope, reach in folds:
        axis = before if start < 0 else after
        at = b + axis * start * radius
        toward = _toward(body, at, axis)
        turn = unit(inside - axis * float(inside @ axis))
        if float(turn @ toward) > 0.96:  # seen from inside the bend: folds run across
            turn = np.cross(axis, toward)
        angles = np.linspace(0.05, reach, 6)[:, None]
        points = (
            at
            + radius * 1.02 * (turn * np.cos(angles) + toward * np.sin(angles))
            + axis * radius * slope * angles
        )
        scene.line(points, 1.6, 0.8, owner=body.owner, tolerance_m=0.02 * body.scale)


def add_legs(scene: Scene, body: Body) -> None:
    """Trousers or bare legs, and shoes."""
    look, s, g, j = body.figure.look, body.scale, body.girth, body.joints
    bare = look.garment in ("dress", "skirt") and look.gender != "male"
    tone = look.skin_tone if bare else look.bottom_tone
    material = "skin" if bare else "cloth"
    slight = 0.93 if look.gender == "female" else 1.0
    mean = (s + g) / 2 * slight
    shoe_tone = 0.12 if look.bottom_tone < 0.6 else 0.3
    for side in ("l", "r"):
        hip, knee = j[f"{side}_hip"], j[f"{side}_knee"]
        ankle, toe = j[f"{side}_ankle"], j[f"{side}_toe"]
        leg = scene.part(body.owner, f"{side}_leg", tone, material, soft=True)
        shoe = scene.part(body.owner, f"{side}_shoe", shoe_tone, "shoe", soft=True)
        shin = ankle - knee
        back = unit(ankle - toe)
        back = unit(back - unit(shin) * float(back @ unit(shin)))
        if bare:
            scene.limb(hip + (knee - hip) * 0.5, 0.066 * g, knee, 0.046 * mean, leg)
            calf = knee + shin * 0.30 + back * 0.014 * s
            scene.limb(knee, 0.045 * mean, calf, 0.047 * mean, leg)
            scene.limb(calf, 0.047 * mean, ankle, 0.029 * s, leg)
        else:
            if cut_of(body).skirt:  # a coat hides the hip
                thigh, full = hip + (knee - hip) * 0.5, 0.068
            else:
                thigh, full = hip + (knee - hip) * 0.2, 0.084
                scene.limb(hip, 0.086 * g * slight, thigh, full * g * slight, leg)
            scene.limb(thigh, full * g * slight, knee, 0.058 * mean, leg)
            hem = ankle + unit(shin) * 0.012 * s
            scene.limb(knee, 0.058 * mean, knee + shin * 0.3 + back * 0.006 * s,
                       0.056 * mean, leg)  # fmt: skip
            scene.cone(knee + shin * 0.16, 0.057 * mean, hem, 0.053 * mean, leg)
            _creases(scene, body, hip, knee, ankle, 0.060 * mean)
            if body.detail_px > FOLDS_FROM_PX:
                _pressed(scene, body, hip, knee, hem, -back, mean)
        _shoe(scene, body, ankle, toe, shoe, bare)


def _pressed(
    scene: Scene, body: Body, hip: Array, knee: Array, hem: Array, ahead: Array, mean: float
) -> None:
    """The crease down the front of a trouser leg, and where it breaks over the shoe."""
    if cut_of(body).skirt < 0.5 and body.figure.look.garment in ("suit", "uniform"):
        for a, b, r0, r1 in ((hip, knee, 0.080, 0.059), (knee, hem, 0.058, 0.054)):
            axis = unit(b - a)
            out = unit(ahead - axis * float(ahead @ axis))
            share = np.linspace(0.25 if r0 > 0.06 else 0.1, 0.86, 4)[:, None]
            points = a + (b - a) * share + out * (r0 + (r1 - r0) * share) * mean * 1.02
            scene.line(points, 1.2, 0.65, owner=body.owner, tolerance_m=0.012)
    axis = unit(hem - knee)
    toward = _toward(body, hem, axis)
    across = np.cross(axis, toward)
    for sign, lift, reach in ((1.0, 0.050, 1.5), (-1.0, 0.085, 1.05)):
        turn = np.linspace(0.1, reach, 5)[:, None]
        points = (
            hem
            - axis * (lift - 0.016 * turn) * body.scale
            + 0.0545 * mean * (across * sign * np.cos(turn) + toward * np.sin(turn))
        )
        scene.line(points, 1.4, 0.75, owner=body.owner, tolerance_m=0.012)


def _shoe(scene: Scene, body: Body, ankle: Array, toe: Array, part: int, pump: bool) -> None:
    """A shoe with a flat sole: heel, instep and toe cap."""
    s = body.scale * (0.92 if body.figure.look.gender == "female" else 1.0)
    direction = unit(toe - ankle)
    flat = unit(direction - np.array([0.0, direction[1] * 0.6, 0.0]))
    axes = upright(flat, np.cross(np.array([0.0, 1.0, 0.0]), flat))
    sole = axes[2] if axes[2] @ (toe - ankle) > 0 else -axes[2]
    heel = ankle - flat * 0.040 * s + sole * 0.038 * s
    ball = toe - flat * 0.045 * s + sole * 0.002 * s
    tip = toe - flat * 0.006 * s + sole * 0.008 * s
    scene.limb(heel, 0.029 * s, ball, 0.0265 * s, part, squash=1.35, side=axes[0])
    scene.limb(ball, 0.0265 * s, tip, 0.0195 * s, part, squash=1.65, side=axes[0])
    if pump:
        skin = scene.part(body.owner, "foot", body.figure.look.skin_tone, "skin", soft=True)
        scene.limb(ankle, 0.030 * s, ball - flat * 0.03 * s, 0.026 * s, skin, squash=1.05,
                   side=axes[0])  # fmt: skip
        return
    scene.limb(ankle + sole * 0.014 * s, 0.033 * s, heel, 0.029 * s, part)
    scene.limb(ankle + sole * 0.008 * s, 0.036 * s, ball, 0.0265 * s, part, squash=1.1,
               side=axes[0])  # fmt: skip
    if body.detail_px > 60:
        line = smooth([heel + sole * 0.012 * s - flat * 0.03 * s, heel + sole * 0.016 * s,
                       ball + sole * 0.014 * s, tip + sole * 0.008 * s], 3)  # fmt: skip
        for sign in (1.0, -1.0):
            scene.line(line + axes[0] * sign * 0.042 * s, 1.2, 0.8, owner=body.owner,
                       tolerance_m=0.02)  # fmt: skip

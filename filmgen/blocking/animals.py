"""Four legs and two wings: dogs, cats, horses and birds on the human joint names.

"pelvis" is the rump, "chest" the withers' middle, shoulders to hands the front legs, hips to
toes the hind legs; a bird's arms are its folded wings. Sizes are fractions of `height_m`, the
height of the raised head's crown.
"""

from __future__ import annotations

import math

import numpy as np

from filmgen.blocking.chance import between
from filmgen.blocking.model import JOINTS, Look, Vec3
from filmgen.blocking.skeleton import head_height_m, rotation, two_bones

# Back height, body length, half width, neck length forward and up, leg bones.
_SHAPES = {
    "dog": (0.68, 0.95, 0.10, 0.30, 0.20),
    "cat": (0.66, 1.05, 0.10, 0.24, 0.20),
    "horse": (0.66, 0.80, 0.11, 0.34, 0.24),
}


def animal_joints(
    look: Look, lower: str, position: Vec3, facing: float, gaze: Vec3 | None, seed: str
) -> tuple[tuple[str, Vec3], ...]:
    """World joints of an animal; "sit" lowers the rump, "lie" the body, walk and run stride."""
    joints = _bird(look) if look.species == "bird" else _quadruped(look, lower, seed)
    turn = rotation(0.0, facing, 0.0)
    origin = np.asarray(position, np.float64)
    del gaze
    rows = []
    for name in JOINTS:
        x, y, z = origin + turn @ joints[name]
        rows.append((name, (round(float(x), 5), round(float(y), 5), round(float(z), 5))))
    return tuple(rows)


def _quadruped(look: Look, lower: str, seed: str) -> dict[str, np.ndarray]:
    h = look.height_m
    back, length, half, neck_out, neck_up = _SHAPES.get(look.species, _SHAPES["dog"])
    front_y = rear_y = back * h
    if lower in ("sit", "sit on ground"):
        rear_y = 0.26 * h
    elif lower in ("lie", "lie face down", "crouch", "kneel"):
        front_y = rear_y = 0.24 * h
    body = length * h
    rise = math.asin(max(min((front_y - rear_y) / body, 0.8), -0.8))
    run = body * math.cos(rise)
    pelvis = np.array([0.0, rear_y - 0.05 * h, -run / 2])
    chest = np.array([0.0, front_y - 0.06 * h, run / 2 - 0.08 * h])
    dip = -0.12 * h if lower in ("crouch", "lie") else between(-0.06, 0.04, seed, "head") * h
    neck = chest + np.array([0.0, 0.10 * h, 0.08 * h])
    head = neck + np.array([0.0, neck_up * h + dip, neck_out * h])
    head[1] = min(head[1], h - 0.5 * head_height_m(look))
    stride = {"walk": 0.14, "run": 0.34}.get(lower, between(0.0, 0.05, seed, "stride")) * h
    upper, under = 0.36 * back * h, 0.40 * back * h
    out: dict[str, np.ndarray] = {"pelvis": pelvis, "chest": chest, "neck": neck, "head": head}
    for side, sign in (("l", 1.0), ("r", -1.0)):
        swing = stride * sign
        shoulder = chest + np.array([sign * half * h, -0.02 * h, 0.0])
        paw = np.array([sign * half * h, 0.06 * h, chest[2] + swing])
        bend = np.array([0.0, -0.2, -1.0])
        if lower in ("lie", "lie face down", "crouch", "kneel"):
            paw = np.array([sign * half * h, 0.04 * h, chest[2] + 0.3 * h])
            bend = np.array([0.6 * sign, 0.6, -0.4])
        elbow, wrist = two_bones(shoulder, paw, upper, under, bend)
        out[f"{side}_shoulder"], out[f"{side}_elbow"] = shoulder, elbow
        out[f"{side}_wrist"] = wrist
        out[f"{side}_hand"] = wrist + np.array([0.0, -0.03 * h, 0.05 * h])
        hip = pelvis + np.array([sign * half * h, 0.0, 0.0])
        hind = np.array([sign * half * h, 0.06 * h, pelvis[2] - swing + 0.02 * h])
        if rear_y < 0.4 * h:
            hind = np.array([sign * 1.3 * half * h, 0.04 * h, pelvis[2] + 0.22 * h])
        knee, ankle = two_bones(hip, hind, upper, under, np.array([0.0, 0.1, 1.0]))
        out[f"{side}_hip"], out[f"{side}_knee"], out[f"{side}_ankle"] = hip, knee, ankle
        out[f"{side}_toe"] = ankle + np.array([0.0, -0.03 * h, 0.06 * h])
    return out


def _bird(look: Look) -> dict[str, np.ndarray]:
    h = look.height_m
    pelvis, chest = np.array([0.0, 0.42 * h, -0.12 * h]), np.array([0.0, 0.58 * h, 0.08 * h])
    out = {
        "pelvis": pelvis,
        "chest": chest,
        "neck": chest + np.array([0.0, 0.12 * h, 0.06 * h]),
        "head": np.array([0.0, h - 0.5 * head_height_m(look), 0.18 * h]),
    }
    for side, sign in (("l", 1.0), ("r", -1.0)):
        shoulder = chest + np.array([sign * 0.14 * h, 0.02 * h, 0.0])
        out[f"{side}_shoulder"] = shoulder
        out[f"{side}_elbow"] = shoulder + np.array([sign * 0.05 * h, -0.10 * h, -0.18 * h])
        out[f"{side}_wrist"] = shoulder + np.array([sign * 0.02 * h, -0.14 * h, -0.34 * h])
        out[f"{side}_hand"] = shoulder + np.array([0.0, -0.18 * h, -0.5 * h])
        hip = pelvis + np.array([sign * 0.07 * h, -0.06 * h, 0.06 * h])
        out[f"{side}_hip"] = hip
        out[f"{side}_knee"] = hip + np.array([0.0, -0.14 * h, 0.05 * h])
        out[f"{side}_ankle"] = np.array([sign * 0.07 * h, 0.03 * h, -0.04 * h])
        out[f"{side}_toe"] = np.array([sign * 0.08 * h, 0.01 * h, 0.08 * h])
    return out

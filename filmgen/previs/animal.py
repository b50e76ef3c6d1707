"""Dogs, cats, horses and birds from their joints: trunk, legs, neck, head, tail, wings."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure
from filmgen.blocking.skeleton import head_height_m
from filmgen.previs.scene import Scene, upright

Array: TypeAlias = npt.NDArray[np.float64]


def add_animal(scene: Scene, figure: Figure, owner: int, detail_px: float) -> None:
    """Put an animal into the scene; `figure.look.species` decides its shape.

    Args:
        owner: 1 + index of the figure.
        detail_px: the head's height in the picture.
    """
    joints = {name: np.asarray(point, np.float64) for name, point in figure.joints}
    if figure.look.species == "bird":
        _bird(scene, figure, joints, owner)
    else:
        _quadruped(scene, figure, joints, owner, detail_px)


def _quadruped(
    scene: Scene, figure: Figure, j: dict[str, Array], owner: int, detail_px: float
) -> None:
    look = figure.look
    h = look.height_m
    tone = look.top_tone
    horse, cat = look.species == "horse", look.species == "cat"
    coat = scene.part(owner, "torso", tone, "fur", soft=True)
    girth = h * (0.135 if horse else 0.125 if not cat else 0.11)
    left = j["l_shoulder"] - j["r_shoulder"]
    left = left / max(float(np.linalg.norm(left)), 1e-6)
    spine = j["chest"] - j["pelvis"]
    spine = spine / max(float(np.linalg.norm(spine)), 1e-6)
    belly = (j["pelvis"] + j["chest"]) / 2 - np.array([0.0, 0.02 * h, 0.0])
    scene.limb(j["pelvis"], girth * 0.92, belly, girth * 0.88, coat)
    scene.limb(belly, girth * 0.88, j["chest"], girth * 1.12, coat)
    scene.limb(j["chest"] + spine * girth * 0.3, girth * 0.9, j["neck"], girth * 0.68, coat)
    head = j["head"]
    skull = head_height_m(look)
    scene.limb(j["neck"], girth * 0.66, head - spine * skull * 0.1, skull * 0.30, coat)
    face = scene.part(owner, "head", tone, "fur", soft=True)
    ahead = head - j["neck"]
    ahead[1] = 0.0
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    axes = upright(np.array([0.0, 1.0, 0.0]), left)
    down = np.array([0.0, -1.0, 0.0])
    reach = 0.95 if horse else 0.55 if not cat else 0.30
    muzzle = head + ahead * skull * reach + down * skull * (0.62 if horse else 0.16)
    scene.ellipsoid(
        head, axes, np.array([0.34, 0.38, 0.40]) * skull * (0.8 if horse else 1.0), face
    )
    scene.limb(
        head + ahead * skull * 0.12, skull * 0.30, muzzle, skull * (0.17 if not cat else 0.14), face
    )
    nose = scene.part(owner, "nose", 0.08, "shoe")
    scene.ball(muzzle + ahead * skull * 0.15 + np.array([0, 0.05, 0]) * skull, skull * 0.07, nose)
    for sign in (1.0, -1.0):
        ear = scene.part(owner, f"ear{sign:+.0f}", tone * 0.8, "fur", soft=True)
        base = head + left * sign * skull * 0.24 + np.array([0.0, 0.28 * skull, 0.0])
        if look.species == "dog":
            scene.limb(
                base,
                skull * 0.10,
                base + left * sign * skull * 0.14 - [0, 0.34 * skull, 0],
                skull * 0.08,
                ear,
            )
        else:
            tip = base + np.array([0.0, 0.26 * skull, 0.0]) + left * sign * skull * 0.06
            scene.cone(base - [0, 0.08 * skull, 0], skull * 0.12, tip, 0.004, ear)
        eye = (
            head + ahead * skull * 0.30 + left * sign * skull * 0.22 + np.array([0, 0.1, 0]) * skull
        )
        scene.ball(eye, skull * 0.05, nose)
    thick = h * (0.042 if horse else 0.040)
    for side in ("l", "r"):
        for upper, knee, foot, toe, root in (
            (f"{side}_shoulder", f"{side}_elbow", f"{side}_wrist", f"{side}_hand", 1.35),
            (f"{side}_hip", f"{side}_knee", f"{side}_ankle", f"{side}_toe", 1.9),
        ):
            leg = scene.part(owner, upper, tone, "fur", soft=True)
            scene.limb(j[upper], thick * root, j[knee], thick * 0.95, leg)
            scene.limb(j[knee], thick * 0.9, j[foot], thick * 0.62, leg)
            hoof = scene.part(owner, toe, 0.12 if horse else tone, "shoe" if horse else "fur")
            scene.limb(j[foot], thick * 0.66, j[toe], thick * (0.8 if horse else 0.7), hoof)
    tail = scene.part(owner, "tail", tone * (0.6 if horse else 1.0), "fur", soft=True)
    root = j["pelvis"] - spine * girth * 0.85 + np.array([0.0, girth * 0.4, 0.0])
    if horse:
        middle = root - spine * 0.06 * h + np.array([0.0, -0.12 * h, 0.0])
        scene.limb(root, 0.02 * h, middle, 0.035 * h, tail)
        scene.limb(middle, 0.035 * h, middle + np.array([0.0, -0.22 * h, 0.0]), 0.012 * h, tail)
        mane = scene.part(owner, "mane", max(0.08, tone * 0.5), "hair", soft=True)
        for k in range(6):
            share = k / 5
            at = j["neck"] * (1 - share) + (head + np.array([0.0, 0.25 * skull, 0.0])) * share
            lift = np.array([0.0, girth * 0.5 * (1 - 0.5 * share), 0.0]) - ahead * 0.03 * h
            scene.limb(at + lift, 0.028 * h, at + lift * 0.3 - ahead * 0.05 * h, 0.016 * h, mane)
    else:
        curl = root - spine * 0.22 * h + np.array([0.0, 0.16 * h, 0.0])
        scene.limb(root, 0.030 * h, curl, 0.018 * h, tail)
        scene.limb(curl, 0.018 * h, curl + np.array([0.0, 0.14 * h, 0.0]), 0.010 * h, tail)
    if detail_px > 30:
        rng = np.random.default_rng(owner)
        for _ in range(14):
            share = rng.uniform(0.0, 1.0)
            turn = rng.uniform(-1.2, 1.2)
            for sign in (1.0, -1.0):
                at = j["pelvis"] * (1 - share) + j["chest"] * share
                out = left * sign * np.cos(turn) + np.array([0.0, np.sin(turn), 0.0])
                start = at + out * girth * 1.0
                scene.line([start, start - spine * 0.03 * h - [0, 0.01 * h, 0]], 1.2, 0.6,
                           owner=owner, tolerance_m=0.04 * h)  # fmt: skip


def _bird(scene: Scene, figure: Figure, j: dict[str, Array], owner: int) -> None:
    h, tone = figure.look.height_m, figure.look.top_tone
    body = scene.part(owner, "torso", tone, "fur", soft=True)
    scene.limb(j["pelvis"], 0.10 * h, j["chest"], 0.17 * h, body)
    scene.limb(j["chest"], 0.15 * h, j["neck"], 0.09 * h, body)
    scene.limb(j["neck"], 0.08 * h, j["head"], 0.10 * h, body)
    beak = scene.part(owner, "beak", 0.4, "metal")
    ahead = j["chest"] - j["pelvis"]
    ahead[1] = 0.0
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    scene.cone(j["head"] + ahead * 0.07 * h, 0.04 * h, j["head"] + ahead * 0.22 * h, 0.004, beak)
    tail = scene.part(owner, "tail", tone * 0.7, "fur")
    scene.limb(j["pelvis"], 0.07 * h, j["pelvis"] - ahead * 0.32 * h, 0.03 * h, tail, squash=1.5)
    for side in ("l", "r"):
        wing = scene.part(owner, f"{side}_wing", tone * 0.75, "fur", soft=True)
        scene.limb(j[f"{side}_shoulder"], 0.09 * h, j[f"{side}_elbow"], 0.08 * h, wing)
        scene.limb(j[f"{side}_elbow"], 0.08 * h, j[f"{side}_wrist"], 0.05 * h, wing)
        scene.limb(j[f"{side}_wrist"], 0.05 * h, j[f"{side}_hand"], 0.015 * h, wing)
        leg = scene.part(owner, f"{side}_leg", 0.3, "metal")
        for a, b in (("hip", "knee"), ("knee", "ankle"), ("ankle", "toe")):
            scene.limb(j[f"{side}_{a}"], 0.018 * h, j[f"{side}_{b}"], 0.012 * h, leg)
        eye = scene.part(owner, "eye", 0.05, "shoe")
        left = j["l_shoulder"] - j["r_shoulder"]
        left = left / max(float(np.linalg.norm(left)), 1e-6)
        sign = 1.0 if side == "l" else -1.0
        scene.ball(j["head"] + left * sign * 0.085 * h + ahead * 0.03 * h, 0.022 * h, eye)

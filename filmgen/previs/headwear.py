"""What is worn on the head: hats, caps, hoods, helmets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]


def add_headwear(scene: Scene, body: Body, head: Head) -> None:
    """A hat, cap, hood or helmet."""
    look = body.figure.look
    kind = look.headwear
    if not kind:
        return
    unit = head.unit_m
    tone = max(0.1, look.top_tone - 0.12)
    if kind == "cap" and look.hair_tone < 0.25:  # or both are one black
        tone = max(tone, 0.34)
    part = scene.part(body.owner, "headwear", tone, "cloth", soft=True)

    def at(x: float, y: float, z: float) -> Array:
        return np.asarray(head.world(np.array([[x, y, z]]))[0], np.float64)

    def cone(
        a: tuple[float, float, float], ra: float, b: tuple[float, float, float], rb: float,
        into: int, squash: float,
    ) -> None:  # fmt: skip
        scene.cone(at(*a), ra * unit, at(*b), rb * unit, into, squash=squash, side=head.axes[0])

    tipped = upright_crown(head)
    if kind == "hat":
        band = scene.part(body.owner, "hatband", 0.06 if tone > 0.3 else 0.7, "cloth")
        brim = scene.part(body.owner, "brim", tone, "cloth", soft=True)
        cone((0, 0.235, -0.06), 0.418, (0, 0.325, -0.065), 0.408, band, 0.85)
        cone((0, 0.320, -0.065), 0.404, (0, 0.59, -0.085), 0.335, part, 0.84)
        # a pinched crown: the front is lower and narrower than the back
        scene.ellipsoid(at(0, 0.585, -0.14), tipped, np.array([0.265, 0.085, 0.250]) * unit, part)
        scene.ellipsoid(at(0, 0.565, 0.04), tipped, np.array([0.190, 0.080, 0.195]) * unit, part)
        if body.detail_px > 40:
            dent = np.array([[0.0, 0.600, 0.215], [0.01, 0.650, 0.04], [0.0, 0.672, -0.20]])
            scene.line(head.world(dent), 1.6, 0.8, owner=body.owner, tolerance_m=0.1 * unit)
        scene.ellipsoid(at(0, 0.225, -0.02), tipped, np.array([0.53, 0.034, 0.63]) * unit, brim)
    elif kind == "cap":  # flat and soft: wider than high, its crown sags onto a short peak
        low = upright_crown(head, 0.06)
        brim = scene.part(body.owner, "brim", max(0.06, tone - 0.08), "cloth", soft=True)
        scene.ellipsoid(
            at(0, 0.325, -0.045), low, np.array([0.440, 0.212, 0.515]) * unit, part,
            [(0, -1, 0, 0.58)],
        )  # fmt: skip
        cone((0, 0.150, -0.085), 0.368, (0, 0.250, -0.065), 0.392, part, 0.84)
        scene.ellipsoid(at(0, 0.178, 0.385), upright_crown(head, 0.30),
                        np.array([0.285, 0.030, 0.225]) * unit, brim)  # fmt: skip
        if body.detail_px > 40:
            for x, reach in ((-0.16, 0.30), (0.13, 0.34)):
                fold = [[x, 0.370, 0.425], [x * 1.25, 0.445, 0.35], [x * 1.3, 0.515, reach - 0.12]]
                scene.line(head.world(np.asarray(fold)), 1.2, 0.6, owner=body.owner,
                           tolerance_m=0.08 * unit)  # fmt: skip
    elif kind == "helmet":
        scene.ellipsoid(
            at(0, 0.15, -0.06), head.axes, np.array([0.405, 0.425, 0.490]) * unit, part,
            [(0, -0.85, 0.53, 0.36)],
        )  # fmt: skip
        rim = scene.part(body.owner, "brim", tone * 0.8, "cloth", soft=True)
        scene.ellipsoid(at(0, 0.150, -0.035), tipped, np.array([0.425, 0.028, 0.520]) * unit, rim)
        if body.detail_px > 40:
            for sign in (1.0, -1.0):
                strap = [[0.300 * sign, 0.08, 0.06], [0.270 * sign, -0.18, 0.10],
                         [0.15 * sign, -0.40, 0.20]]  # fmt: skip
                scene.line(head.world(np.asarray(strap)), 2.0, 0.85, owner=body.owner,
                           tolerance_m=0.06 * unit)  # fmt: skip
    elif kind == "hood":
        scene.ellipsoid(
            at(0, 0.08, -0.12), head.axes, np.array([0.395, 0.505, 0.490]) * unit, part,
            [(0, -0.10, 0.99, 0.50)],
        )  # fmt: skip
        scene.limb(at(0, 0.30, -0.36), 0.22 * unit, at(0, 0.36, -0.56), 0.05 * unit, part)
        scene.limb(at(0, -0.22, -0.26), 0.27 * unit, at(0, -0.50, -0.20), 0.33 * unit, part,
                   squash=1.12, side=head.axes[0])  # fmt: skip
        for sign in (1.0, -1.0):
            scene.limb(at(0.285 * sign, 0.06, 0.060), 0.105 * unit,
                       at(0.130 * sign, -0.50, 0.13), 0.120 * unit, part)  # fmt: skip


def upright_crown(head: Head, tip: float = -0.12) -> Array:
    """The head's axes tipped back a little, as a hat sits; forward for `tip` over 0, radians."""
    up = head.axes[1] * np.cos(tip) + head.axes[2] * np.sin(tip)
    front = head.axes[2] * np.cos(tip) - head.axes[1] * np.sin(tip)
    return np.stack([head.axes[0], up, front])

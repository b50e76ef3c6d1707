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
    part = scene.part(body.owner, "headwear", tone, "cloth", soft=True)

    def at(x: float, y: float, z: float) -> Array:
        return np.asarray(head.world(np.array([[x, y, z]]))[0], np.float64)

    if kind == "hat":
        band = scene.part(body.owner, "hatband", 0.08, "cloth")
        brim = scene.part(body.owner, "brim", tone, "cloth", soft=True)
        crown = upright_crown(head)
        scene.cone(
            at(0, 0.235, -0.03),
            0.345 * unit,
            at(0, 0.30, -0.045),
            0.338 * unit,
            band,
            squash=0.9,
            side=head.axes[0],
        )
        scene.cone(
            at(0, 0.30, -0.045),
            0.336 * unit,
            at(0, 0.60, -0.08),
            0.29 * unit,
            part,
            squash=0.88,
            side=head.axes[0],
        )
        scene.ellipsoid(at(0, 0.60, -0.08), crown, np.array([0.255, 0.045, 0.29]) * unit, part)
        scene.ellipsoid(at(0, 0.225, 0.0), crown, np.array([0.50, 0.042, 0.56]) * unit, brim)
    elif kind == "cap":
        scene.ellipsoid(
            at(0, 0.20, -0.06),
            head.axes,
            np.array([0.365, 0.34, 0.45]) * unit,
            part,
            [(0, -1, 0, 0.02)],
        )
        brim = scene.part(body.owner, "brim", tone, "cloth", soft=True)
        scene.ellipsoid(
            at(0, 0.185, 0.36), upright_crown(head), np.array([0.26, 0.028, 0.24]) * unit, brim
        )
    elif kind == "helmet":
        scene.ellipsoid(
            at(0, 0.15, -0.06),
            head.axes,
            np.array([0.42, 0.44, 0.50]) * unit,
            part,
            [(0, -0.85, 0.53, 0.22)],
        )
    elif kind == "hood":
        scene.ellipsoid(
            at(0, 0.05, -0.12),
            head.axes,
            np.array([0.43, 0.52, 0.52]) * unit,
            part,
            [(0, -0.15, 0.99, 0.52)],
        )
        scene.limb(at(0, -0.3, -0.2), 0.36 * unit, at(0, -0.55, -0.12), 0.4 * unit, part)


def upright_crown(head: Head) -> Array:
    """The head's axes tipped back a little, as a hat sits."""
    tip = -0.12
    up = head.axes[1] * np.cos(tip) + head.axes[2] * np.sin(tip)
    front = head.axes[2] * np.cos(tip) - head.axes[1] * np.sin(tip)
    return np.stack([head.axes[0], up, front])

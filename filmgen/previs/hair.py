"""Hair by style, drawn as shells and locks, and what is worn on the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.scene import Scene

if TYPE_CHECKING:
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]


def add_hair(scene: Scene, body: Body, head: Head) -> None:
    """Hair of the figure's style."""
    look = body.figure.look
    hair = scene.part(body.owner, "hair", look.hair_tone, "hair", soft=True)
    covered = look.headwear in ("hat", "cap", "helmet", "hood")
    unit = head.unit_m

    def at(x: float, y: float, z: float) -> Array:
        return np.asarray(head.world(np.array([[x, y, z]]))[0], np.float64)

    def shell(
        centre: tuple[float, float, float],
        radii: tuple[float, float, float],
        *cuts: tuple[float, float, float, float],
    ) -> None:
        scene.ellipsoid(at(*centre), head.axes, np.array(radii) * unit, hair, cuts)

    def lock(
        a: tuple[float, float, float],
        ra: float,
        b: tuple[float, float, float],
        rb: float,
        squash: float = 1.0,
    ) -> None:
        scene.limb(at(*a), ra * unit, at(*b), rb * unit, hair, squash=squash, side=head.axes[0])

    style = look.hair
    if style == "bald":
        shell((0, -0.03, -0.10), (0.335, 0.19, 0.37), (0, 0.2, 0.98, -0.05), (0, 1, 0, 0.75))
        return
    # the cap: the skull, a little larger, cut along a hairline from forehead to nape
    lift = 0.02 if covered else 0.05
    shell((0, 0.125, -0.065), (0.345, 0.385 + lift, 0.435), (0, -0.62, 0.785, 0.38))
    shell((0, -0.08, -0.16), (0.315, 0.24, 0.305), (0, -0.2, 0.98, 0.20))
    if style in ("short", "parted"):
        part_side = 1.0 if head.traits[2] > 0.5 else -1.0
        for sign in (1.0, -1.0):
            lock((0.315 * sign, 0.12, 0.10), 0.045, (0.322 * sign, -0.06, 0.04), 0.022)
        if not covered:
            if style == "parted":
                lock((-0.16 * part_side, 0.40, 0.20), 0.10, (0.20 * part_side, 0.36, 0.22), 0.12)
                lock((0.16 * part_side, 0.42, 0.10), 0.11, (0.27 * part_side, 0.24, 0.14), 0.085)
                lock((-0.19 * part_side, 0.40, 0.12), 0.07, (-0.29 * part_side, 0.24, 0.14), 0.06)
            else:
                for k in range(5):
                    x = -0.22 + 0.11 * k
                    lock(
                        (x * 0.8, 0.43, -0.02),
                        0.10,
                        (x * 1.08, 0.345 - 0.02 * (k % 2), 0.245),
                        0.066,
                    )
    elif style == "curly":
        rings = ((0.46, 0.10, 0.0, 5), (0.40, 0.25, 0.3, 9), (0.24, 0.345, 0.1, 11),
                 (0.06, 0.36, 0.5, 11), (-0.10, 0.34, 0.2, 10))  # fmt: skip
        for y, radius, turn, count in rings:
            if covered and y > 0.2:
                continue
            for k in range(count):
                angle = turn + 2 * np.pi * k / count
                x, z = radius * np.cos(angle), radius * 1.15 * np.sin(angle) - 0.06
                if (z > 0.12 and y < 0.2) or (z > 0.02 and y < 0.0):
                    continue
                size = 0.095 + 0.02 * ((k * 5 + int(y * 100)) % 3)
                shell((x, y, z), (size, size, size))
                if body.detail_px > 26:
                    _curl(scene, body, at(x, y, z), size * unit, k)
    elif style in ("long", "ponytail", "bun"):
        part_side = 0.10 if head.traits[2] > 0.5 else -0.10
        for sign in (1.0, -1.0):
            lock((part_side, 0.455, 0.13), 0.055, (0.25 * sign, 0.235, 0.215), 0.072)
            lock((0.25 * sign, 0.235, 0.205), 0.072, (0.315 * sign, -0.02, 0.07), 0.048)
        if style == "long":
            for sign in (1.0, -1.0):
                for k in range(5):
                    turn = 1.12 + 0.40 * k
                    x, z = 0.315 * np.sin(turn), 0.37 * np.cos(turn) - 0.03
                    drop = -0.62 - 0.24 * ((k * 3 + int(head.traits[0] * 5)) % 4) / 3
                    flare = 1.05 + 0.10 * ((k * 2 + int(head.traits[1] * 3)) % 3) / 2
                    lock((x * sign, 0.12, z), 0.070, (x * sign * flare, -0.30, z), 0.066)
                    lock(
                        (x * sign * flare, -0.30, z),
                        0.066,
                        (x * sign * (flare + 0.06), drop, z * 0.95 + 0.03),
                        0.014,
                    )
            lock((0.0, 0.05, -0.22), 0.23, (0.0, -0.52, -0.20), 0.15, 1.3)
        elif style == "bun":
            shell((0, 0.30, -0.47), (0.165, 0.155, 0.145))
        else:
            shell((0, 0.26, -0.46), (0.09, 0.09, 0.08))
            lock((0, 0.26, -0.50), 0.075, (0.02, -0.02, -0.60), 0.10)
            lock((0.02, -0.02, -0.60), 0.10, (0.05, -0.50, -0.50), 0.035)
    if body.detail_px > 40 and not covered and style != "curly":
        _hairline(scene, body, head, style)
    if body.detail_px > 30:
        _flow(scene, body, head, style, covered)


def _hairline(scene: Scene, body: Body, head: Head, style: str) -> None:
    """Short strokes from the hair's edge onto forehead and temples, so that it is no cap."""
    rng = np.random.default_rng(int(head.traits[5] * 999) + 11)
    swept = 0.6 if head.traits[2] > 0.5 else -0.6
    lean = 0.0 if style in ("long", "bun", "ponytail") else swept
    for k in range(13):
        share = -1 + 2 * (k + rng.uniform(0.0, 1.0)) / 13
        angle = share * 1.45
        # where the shell is cut: y over the brow at the middle, down to the ears at the sides
        x = 0.335 * np.sin(angle)
        y = 0.30 + 0.03 * np.cos(angle) - 0.17 * abs(share) ** 2.2
        length = rng.uniform(0.015, 0.06)
        dx = 1.5 * lean * length * (1.1 - abs(share)) + 0.3 * np.sign(share) * length
        points = []
        for t in (0.0, 0.5, 1.0):
            px, py = x + dx * t, y + 0.05 - (length + 0.05) * t
            z = 0.365 * np.sqrt(max(0.0, 1 - (px / 0.345) ** 2 - ((py - 0.115) / 0.42) ** 2 * 0.55))
            points.append((px, py, z + 0.012))
        scene.line(
            head.world(np.asarray(points)), 2.0, 0.9 if body.figure.look.hair_tone < 0.5 else 0.6,
            owner=body.owner, tolerance_m=0.12 * head.unit_m,
        )  # fmt: skip


def _flow(scene: Scene, body: Body, head: Head, style: str, covered: bool) -> None:
    """Lines that follow the hair from the crown, just over the shell, seen only if they are."""
    if style == "curly":
        return
    rng = np.random.default_rng(int(head.traits[3] * 999) + 7)
    count = 26 if body.detail_px > 90 else 14
    side = 1.0 if head.traits[2] > 0.5 else -1.0
    for k in range(count):
        turn = 2 * np.pi * (k + rng.uniform(-0.3, 0.3)) / count
        start, end = rng.uniform(0.25, 0.7), rng.uniform(0.95, 1.5)
        angles = np.linspace(start, end, 8)
        x = np.sin(angles) * np.sin(turn) * 0.36 + side * 0.08 * (1 - angles / 1.5)
        z = np.sin(angles) * np.cos(turn) * 0.452 - 0.065
        y = 0.125 + np.cos(angles) * 0.45
        if covered:
            continue
        keep = ~((z > 0.30) & (y < 0.30))
        if keep.sum() < 4:
            continue
        points = head.world(np.stack([x, y, z], axis=1)[keep])
        scene.line(points, 1.3, 0.6, owner=body.owner, tolerance_m=0.045 * head.unit_m / 0.23)
    if style == "long":
        for k in range(18):
            turn = 1.05 + 2.0 * (k + 0.5) / 18
            for sign in (1.0, -1.0):
                y = np.linspace(rng.uniform(0.0, 0.2), rng.uniform(-0.75, -0.3), 9)
                swell = 0.345 + 0.03 * np.sin(y * 7 + k) + 0.05 * (0.1 - y)
                x = sign * swell * np.sin(turn)
                z = -0.03 + (swell + 0.06) * np.cos(turn)
                points = head.world(np.stack([x, y, z], axis=1))
                scene.line(points, 1.3, 0.6, owner=body.owner, tolerance_m=0.03)


def _curl(scene: Scene, body: Body, centre: Array, radius: float, k: int) -> None:
    """A curl: most of a ring on the side of a lock that the camera sees."""
    toward = body.eye - centre
    toward = toward / max(float(np.linalg.norm(toward)), 1e-6)
    across = np.cross(toward, np.array([0.0, 1.0, 0.0]))
    across = across / max(float(np.linalg.norm(across)), 1e-6)
    rise = np.cross(across, toward)
    turns = np.linspace(k * 1.3, k * 1.3 + 4.2, 9)
    sizes = np.linspace(0.85, 0.35, 9)
    points = [
        centre + radius * (0.75 * toward + s * (np.cos(t) * across + np.sin(t) * rise))
        for t, s in zip(turns, sizes, strict=True)
    ]
    scene.line(points, 1.3, 0.7, owner=body.owner, tolerance_m=radius * 0.6)


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

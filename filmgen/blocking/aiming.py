"""How tall, how high and how far aside a face sits in the frame, and the lens arithmetic for it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.chance import fraction
from filmgen.blocking.model import Figure
from filmgen.blocking.view import RANGES, View
from filmgen.breakdown.model import Angle, Size

AIM: dict[Size, float] = {
    Size.ECU: 0.98,
    Size.CU: 0.60,
    Size.MCU: 0.36,
    Size.MS: 0.235,
    Size.MLS: 0.162,
    Size.LS: 0.102,
    Size.ELS: 0.05,
}
CROWN_AT: dict[Size, float] = {
    Size.ECU: -0.10,
    Size.CU: 0.075,
    Size.MCU: 0.10,
    Size.MS: 0.115,
    Size.MLS: 0.13,
    Size.LS: 0.20,
    Size.ELS: 0.46,
}
"""Headroom: where the crown sits, as a fraction of the frame from its top."""

LEAD: dict[Size, float] = {
    Size.ECU: 0.04,
    Size.CU: 0.09,
    Size.MCU: 0.12,
    Size.MS: 0.13,
    Size.MLS: 0.13,
    Size.LS: 0.13,
    Size.ELS: 0.2,
}
"""Lead room: how far a profile stands off the middle, away from where it looks."""


def aim_of(view: View) -> float:
    """The head height aimed at, over the frame's: later takes are a little looser or closer."""
    aim = AIM[view.size]
    if view.takes:
        low, high = RANGES[view.size]
        aim *= 0.88 if len(view.takes) % 2 else 1.13
        aim = min(max(aim, low * 1.06), high * 0.94)
    return aim


def frames(yaw: Array, pitch: Array, roll: Array) -> tuple[Array, Array, Array]:
    """(right, up, forward), each (n, 3), for view directions; pitch above 0 looks up."""
    cos_p = np.cos(pitch)
    forward = np.stack([np.sin(yaw) * cos_p, np.sin(pitch), np.cos(yaw) * cos_p], -1)
    right = np.stack([-np.cos(yaw), np.zeros_like(yaw), np.sin(yaw)], -1)
    up = np.cross(right, forward)
    cos_r, sin_r = np.cos(roll)[:, None], np.sin(roll)[:, None]
    return cos_r * right - sin_r * up, sin_r * right + cos_r * up, forward


def tangents(focal: Array, aspect: float) -> tuple[Array, Array]:
    t = 18.0 / focal
    return (t, t / aspect) if aspect >= 1 else (t * aspect, t)


def grid(*axes: Sequence[float]) -> list[Array]:
    mesh = np.meshgrid(*[np.asarray(a, np.float64) for a in axes], indexing="ij")
    return [m.ravel() for m in mesh]


def dots(a: Array, b: Array) -> Array:
    """(n, m) of vectors a (n, 3) against points b (m, 3)."""
    return np.asarray(a @ b.T)


def pitches(view: View) -> tuple[float, ...]:
    tight = view.size in (Size.ECU, Size.CU, Size.MCU)
    return {
        Angle.HIGH: (-0.38, -0.48, -0.30),
        Angle.LOW: (0.30, 0.22, 0.40) if tight else (0.24, 0.17, 0.30),
        Angle.OVERHEAD: (-1.25, -1.1),
    }.get(view.angle, (0.0, -0.05, -0.12))


def roll_of(view: View) -> float:
    if view.angle is not Angle.DUTCH:
        return 0.0
    return 0.17 if fraction(view.key, "dutch") < 0.5 else -0.17


def facing_of(figure: Figure) -> float:
    """The yaw of the face: half way from body to gaze, as far as a neck turns."""
    yaw = figure.facing_rad
    if figure.gaze is not None:
        head = figure.joint("head")
        turn = math.atan2(figure.gaze[0] - head[0], figure.gaze[2] - head[2]) - yaw
        turn = (turn + math.pi) % (2 * math.pi) - math.pi
        yaw += min(max(turn, -1.2), 1.2)
    return yaw

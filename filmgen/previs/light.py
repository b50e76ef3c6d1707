"""Light: one key with a shadow map, fill, and lamps; computed at half size, as washes are broad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch

from filmgen.previs.raycast import View, cast, light_view
from filmgen.previs.scene import Lamp, Scene

Floats: TypeAlias = npt.NDArray[np.float32]

MAP_PX = 512
BIAS_M = 0.04


@dataclass(frozen=True)
class Terms:
    """Light at half size, float32 (h, w) each.

    Attributes:
        lit: 0 in the key's shadow, 1 in its light.
        facing: N . L, 0 to 1, softened on bodies.
        lamps: light from lamps, 0 and up.
        low: N . up, -1 to 1: what turns to the ground is darker.
        position: world x, y and z, (h, w) each; far away for the sky.
    """

    lit: Floats
    facing: Floats
    lamps: Floats
    low: Floats
    position: tuple[Floats, Floats, Floats]


def light_terms(
    scene: Scene, view: View, depth: torch.Tensor, normal: torch.Tensor,
    soft: npt.NDArray[np.bool_], direction: npt.NDArray[np.float64],
    centre: npt.NDArray[np.float64], radius_m: float, soften_px: float, lamps_on: Sequence[Lamp],
) -> Terms:  # fmt: skip
    """Key, shadow and lamp terms.

    Args:
        depth: (H, W), inf for sky. normal: (3, H, W) world.
        soft: (h, w) half size, where modelling is smoothed (bodies).
        direction: unit vector towards the key. centre, radius_m: what the shadow map covers.
        soften_px: radius of the smoothing, in full-size pixels.
        lamps_on: lamps that shine; each lights what is under it to its strength.
    """
    z = depth[::2, ::2]
    n = normal[:, ::2, ::2]
    height, width = z.shape
    xs = (torch.arange(width, dtype=torch.float32) * 2 + 0.5)[None]
    ys = (torch.arange(height, dtype=torch.float32) * 2 + 0.5)[:, None]
    z = torch.where(z.isfinite(), z, 1e4)
    position = [
        (row[0] * xs + (row[1] * ys + row[2])) * z + float(eye)
        for row, eye in zip(view.directions.tolist(), view.eye, strict=True)
    ]
    facing = (n[0] * direction[0] + n[1] * direction[1] + n[2] * direction[2]).clamp_min(0.0)
    key_view = light_view(direction, centre, radius_m, MAP_PX, radius_m + 30.0)
    shadow_map = cast(scene, key_view, casters_only=True).depth
    step = 2 * radius_m / MAP_PX
    right = key_view.origins[:, 0] / step
    down = key_view.origins[:, 1] / step
    corner = key_view.origins[:, 2]

    def along(axis: npt.NDArray[np.float64], base: npt.NDArray[np.float64]) -> torch.Tensor:
        a, b, c = (float(v) for v in axis)
        shift = float(axis @ base)
        return position[0] * a + position[1] * b + (position[2] * c - shift)

    u = along(right, corner) / step
    v = along(down, corner) / step
    w = along(key_view.forward, key_view.eye)
    inside = (u >= 0) & (u < MAP_PX - 1) & (v >= 0) & (v < MAP_PX - 1)
    at = v.clamp(0, MAP_PX - 1).long() * MAP_PX + u.clamp(0, MAP_PX - 1).long()
    nearest = shadow_map.reshape(-1)[at.reshape(-1)].reshape(at.shape)
    bias = max(BIAS_M, 1.6 * step)
    lit = torch.where(inside & (w > nearest + bias), 0.0, 1.0)
    lamps = torch.zeros_like(facing)
    level_ground = n[1].clamp_min(0.0)
    for place, strength, reach in lamps_on:
        dx = [float(place[i]) - position[i] for i in range(3)]
        square = dx[0] * dx[0] + dx[1] * dx[1] + dx[2] * dx[2]
        cosine = (n[0] * dx[0] + n[1] * dx[1] + n[2] * dx[2]) / square.sqrt().clamp_min(1e-3)
        # height counts only for what stands: on the ground, pools are as wide as `reach`
        beyond = square - dx[1] * dx[1] * level_ground
        lamps += (
            strength * (0.3 + 0.7 * cosine.clamp_min(0.0)) / (1.0 + beyond / (reach * reach)) ** 2
        )
    lamps = 1.5 * (1.0 - torch.exp(lamps * (-1.0 / 1.5)))  # many lamps do not burn the paper
    smooth = soften(np.ascontiguousarray(facing.numpy()), soft, soften_px / 2)
    shade = cv2.GaussianBlur(lit.numpy(), (0, 0), 1.1)
    lamp_light = soften(np.ascontiguousarray(lamps.numpy()), soft, soften_px / 2)
    x, y, z = (np.asarray(axis.numpy(), np.float32) for axis in position)
    return Terms(
        np.asarray(shade, np.float32), smooth, lamp_light, np.ascontiguousarray(n[1].numpy()),
        (x, y, z),
    )  # fmt: skip


def soften(term: Floats, soft: npt.NDArray[np.bool_], radius_px: float) -> Floats:
    """Blur a term inside `soft` only, without pulling in what lies outside."""
    size = int(radius_px) * 2 + 1
    if size < 3 or not soft.any():
        return term
    weight = soft.astype(np.float32)
    total, share = term * weight, weight
    for _ in range(2):
        total, share = cv2.blur(total, (size, size)), cv2.blur(share, (size, size))
    return np.asarray(np.where(soft, total / np.maximum(share, 1e-4), term), np.float32)

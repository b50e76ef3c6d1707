"""Where rays go: through a lens, or along a light; and which pixels a solid can touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.camera import basis, half_extents
from filmgen.blocking.model import Camera
from filmgen.previs.primitives import Kind
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]

NEAR_M = 0.06
_CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float64)


@dataclass(frozen=True)
class View:
    """Rays for a picture: at pixel (x, y), counted from the upper left with centres at .5,
    origin = origins @ (x, y, 1) and direction = directions @ (x, y, 1), world, metres.

    The parameter along a ray is the depth along `forward`.
    """

    width: int
    height: int
    origins: Array
    directions: Array
    forward: Array
    eye: Array
    near_m: float

    @property
    def lens(self) -> bool:
        """Whether all rays start in one point; else they are parallel."""
        return bool(self.directions[:, :2].any())

    @property
    def focal_px(self) -> float:
        """Pixels that a metre covers a metre away from a lens."""
        return 1.0 / float(np.linalg.norm(self.directions[:, 0]))

    def project(self, points: Array) -> Array:
        """World points (n, 3) to pixels and depth (n, 3); points behind have depth <= near."""
        offset = points - self.eye
        depth = offset @ self.forward
        if self.lens:
            linear = self.directions
            target = offset / np.where(depth > 1e-3, depth, 1e-3)[:, None]
        else:
            linear = self.origins - np.outer(self.eye, (0.0, 0.0, 1.0))
            linear = linear + np.outer(self.forward, (0.0, 0.0, 1.0))
            target = offset + np.outer(1.0 - depth, self.forward)
        result = target @ np.linalg.inv(linear).T
        result[:, 2] = depth
        return np.asarray(result)


def lens_view(camera: Camera, width_px: int, height_px: int, margin: tuple[int, int]) -> View:
    """The camera's view of a frame of the given size with `margin` more pixels on each side."""
    right, up, forward = basis(camera)
    tan_w, tan_h = half_extents(camera.focal_mm, camera.aspect)
    step_x, step_y = 2 * tan_w / width_px, 2 * tan_h / height_px
    width, height = width_px + 2 * margin[0], height_px + 2 * margin[1]
    corner = forward - right * (step_x * width / 2) + up * (step_y * height / 2)
    eye = np.asarray(camera.position, np.float64)
    origins = np.zeros((3, 3))
    origins[:, 2] = eye
    directions = np.stack([right * step_x, -up * step_y, corner], axis=1)
    return View(width, height, origins, directions, forward, eye, NEAR_M)


def light_view(
    direction: Array, centre: Array, radius_m: float, size_px: int, back_m: float
) -> View:
    """Parallel rays along -direction over a square of half width `radius_m` round `centre`."""
    forward = -direction / np.linalg.norm(direction)
    helper = np.array([0.0, 0.0, 1.0]) if abs(forward[1]) > 0.95 else np.array([0.0, 1.0, 0.0])
    right = np.cross(forward, helper)
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    eye = centre - forward * back_m
    step = 2 * radius_m / size_px
    corner = eye - right * radius_m + up * radius_m
    origins = np.stack([right * step, -up * step, corner], axis=1)
    directions = np.zeros((3, 3))
    directions[:, 2] = forward
    return View(size_px, size_px, origins, directions, forward, eye, 0.0)


def _corners(scene: Scene, first: int) -> Array:
    """Corners of the solids' local boxes in the world (n, 8, 3)."""
    kinds = np.array([int(kind) for kind in scene.kinds[first:]])
    numbers = np.asarray(scene.parameters[first:])
    low, high = np.full((len(kinds), 3), -1.0), np.full((len(kinds), 3), 1.0)
    chosen = kinds == int(Kind.ROUND_CONE)
    h, ra, rb = numbers[chosen, :3].T
    r = np.maximum(ra, rb)
    low[chosen] = np.stack([-r, np.minimum(-ra, h - rb), -r], axis=1)
    high[chosen] = np.stack([r, np.maximum(h + rb, ra), r], axis=1)
    chosen = kinds == int(Kind.CONE)
    r = numbers[chosen, :2].max(1, initial=0.0)
    low[chosen] = np.stack([-r, 0 * r, -r], axis=1)
    high[chosen] = np.stack([r, 0 * r + 1, r], axis=1)
    chosen = kinds == int(Kind.QUAD)
    low[chosen, 2] = high[chosen, 2] = 0.0
    local = ((low + high) / 2)[:, None] + _CORNERS * ((high - low) / 2)[:, None]
    frames = np.stack(scene.inverses[first:])
    return np.asarray(local @ frames[:, :, :3].transpose(0, 2, 1) + frames[:, None, :, 3])


_EDGES = [(i, j) for i in range(8) for j in range(i + 1, 8) if (i ^ j).bit_count() == 1]


def screen_boxes(scene: Scene, view: View, first: int = 0) -> tuple[npt.NDArray[np.int64], Array]:
    """Pixel boxes (n, 4) as x0, y0, x1, y1 (half open, empty when unseen), and least depths (n,):
    the near plane's for what reaches through it; of the solids from the `first` on.
    """
    count = len(scene.kinds) - first
    if count <= 0:
        return np.zeros((0, 4), np.int64), np.zeros(0)
    corners = _corners(scene, first)
    pixels = view.project(corners.reshape(-1, 3)).reshape(count, 8, 3)
    near = view.near_m
    front = np.asarray(pixels[..., 2] > near, np.bool_)
    boxes = np.zeros((count, 4), np.int64)
    whole = np.asarray(front.all(1), np.bool_)
    low: Array = np.where(whole[:, None], pixels[..., :2].min(1), 0.0)
    high: Array = np.where(whole[:, None], pixels[..., :2].max(1), 0.0)
    for i in np.flatnonzero(~whole & front.any(1)).tolist():
        pieces = [corners[i][front[i]]]
        for a, b in _EDGES:
            if front[i, a] != front[i, b]:
                da, db = pixels[i, a, 2], pixels[i, b, 2]
                share = (near * 1.01 - da) / (db - da)
                pieces.append((corners[i, a] + share * (corners[i, b] - corners[i, a]))[None])
        clipped = view.project(np.concatenate(pieces))
        low[i], high[i] = clipped[:, :2].min(0), clipped[:, :2].max(0)
    _tighten(scene, view, first, low, high)
    seen = np.asarray(front.any(1), np.bool_)
    boxes[:, 0] = np.clip(np.floor(low[:, 0]) - 1, 0, view.width)
    boxes[:, 1] = np.clip(np.floor(low[:, 1]) - 1, 0, view.height)
    boxes[:, 2] = np.where(seen, np.clip(np.ceil(high[:, 0]) + 1, 0, view.width), 0)
    boxes[:, 3] = np.where(seen, np.clip(np.ceil(high[:, 1]) + 1, 0, view.height), 0)
    depth = np.where(whole, pixels[..., 2].min(1), near)
    return boxes, np.maximum(depth, near)


def _tighten(scene: Scene, view: View, first: int, low: Array, high: Array) -> None:
    """Narrow the boxes of balls and limbs, whose ends are ellipsoids, in place.

    An ellipsoid with linear map A reaches |A' u| along a unit vector u; a box aligned with the
    view round each end is much tighter than one along the limb.
    """
    kinds = np.array([int(kind) for kind in scene.kinds[first:]])
    chosen = np.flatnonzero((kinds == int(Kind.SPHERE)) | (kinds == int(Kind.ROUND_CONE)))
    if not len(chosen):
        return
    frames = np.stack([scene.inverses[first + i] for i in chosen])
    table = np.asarray([scene.parameters[first + i][:3] for i in chosen])
    ball = kinds[chosen] == int(Kind.SPHERE)
    length = np.where(ball, 0.0, table[:, 0])
    low_r, high_r = np.where(ball, 1.0, table[:, 1]), np.where(ball, 1.0, table[:, 2])
    steps = view.directions[:, :2] if view.directions[:, :2].any() else view.origins[:, :2]
    right = steps[:, 0] / np.linalg.norm(steps[:, 0])
    down = steps[:, 1] / np.linalg.norm(steps[:, 1])
    axes = np.stack([right, down, view.forward])
    reach = np.linalg.norm(np.einsum("ki,nij->nkj", axes, frames[:, :, :3]), axis=2)
    ends = []
    for at, radius in ((np.zeros(len(chosen)), low_r), (length, high_r)):
        centre = frames[:, :, 3] + frames[:, :, 1] * at[:, None]
        offset = (reach * radius[:, None])[:, None, :] * _CORNERS[None]
        ends.append(centre[:, None] + offset @ axes)
    corners = np.concatenate(ends, axis=1)
    pixels = view.project(corners.reshape(-1, 3)).reshape(len(chosen), 16, 3)
    front = (pixels[..., 2] > view.near_m).all(1)
    rows = chosen[front]
    low[rows] = np.maximum(low[rows], pixels[front, :, :2].min(1))
    high[rows] = np.minimum(high[rows], pixels[front, :, :2].max(1))

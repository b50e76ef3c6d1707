"""The z-buffer: every solid intersected with the rays inside its own screen box.

Rays are linear in pixel coordinates, for a lens (one origin, many directions) and for a
light (many origins, one direction), so a solid's local rays are three planes of numbers.
Origins are moved along the rays to the solid's own depth first: float32 then resolves a
finger at fifty metres. Boxes are worked through in bands of rows that fit the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.camera import basis, half_extents
from filmgen.blocking.model import Camera
from filmgen.previs.primitives import Kind, intersect, intersect_convex, local_normal
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

NEAR_M = 0.06
BAND_PX = 32_000
SMALL_PX = 3_000
"""Solids with smaller boxes are cast together: their cost is the calls, not the pixels."""
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

    def project(self, points: Array) -> Array:
        """World points (n, 3) to pixels and depth (n, 3); points behind have depth <= near."""
        offset = points - self.eye
        depth = offset @ self.forward
        if self.directions[:, :2].any():
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


@dataclass(frozen=True)
class Hits:
    """What each pixel sees: depth float32 (H, W), inf for nothing; solid int16, -1 for none."""

    depth: torch.Tensor
    solid: torch.Tensor


def _local_box(kind: Kind, parameters: tuple[float, ...]) -> tuple[Array, Array]:
    if kind == Kind.ROUND_CONE:
        h, ra, rb = parameters[:3]
        r = max(ra, rb)
        return np.array([-r, min(-ra, h - rb), -r]), np.array([r, max(h + rb, ra), r])
    if kind == Kind.CONE:
        r = max(parameters[:2])
        return np.array([-r, 0.0, -r]), np.array([r, 1.0, r])
    if kind == Kind.QUAD:
        return np.array([-1.0, -1.0, 0.0]), np.array([1.0, 1.0, 0.0])
    return np.full(3, -1.0), np.full(3, 1.0)


_EDGES = [(i, j) for i in range(8) for j in range(i + 1, 8) if (i ^ j).bit_count() == 1]


def screen_boxes(scene: Scene, view: View) -> tuple[npt.NDArray[np.int64], Array]:
    """Pixel boxes (n, 4) as x0, y0, x1, y1 (half open, empty when unseen) and mid depths (n,)."""
    count = len(scene.kinds)
    corners = np.empty((count, 8, 3))
    for i, (kind, parameters) in enumerate(zip(scene.kinds, scene.parameters, strict=True)):
        least, most = _local_box(kind, parameters)
        local = (least + most) / 2 + _CORNERS * ((most - least) / 2)
        frame = scene.inverses[i]
        corners[i] = local @ frame[:, :3].T + frame[:, 3]
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
    _tighten(scene, view, low, high)
    seen = np.asarray(front.any(1), np.bool_)
    boxes[:, 0] = np.clip(np.floor(low[:, 0]) - 1, 0, view.width)
    boxes[:, 1] = np.clip(np.floor(low[:, 1]) - 1, 0, view.height)
    boxes[:, 2] = np.where(seen, np.clip(np.ceil(high[:, 0]) + 1, 0, view.width), 0)
    boxes[:, 3] = np.where(seen, np.clip(np.ceil(high[:, 1]) + 1, 0, view.height), 0)
    middle = np.where(front, pixels[..., 2], np.nan)
    with np.errstate(all="ignore"):
        depth = np.where(seen, np.nanmin(np.where(seen[:, None], middle, 0.0), axis=1), 0.0)
    return boxes, np.maximum(depth, near)


def _tighten(scene: Scene, view: View, low: Array, high: Array) -> None:
    """Narrow the boxes of balls and limbs, whose ends are ellipsoids, in place.

    An ellipsoid with linear map A reaches |A' u| along a unit vector u; a box aligned with the
    view round each end is much tighter than one along the limb.
    """
    kinds = np.array([int(kind) for kind in scene.kinds])
    chosen = np.flatnonzero((kinds == int(Kind.SPHERE)) | (kinds == int(Kind.ROUND_CONE)))
    if not len(chosen):
        return
    frames = np.stack([scene.inverses[i] for i in chosen])
    table = np.asarray([scene.parameters[i][:3] for i in chosen])
    ball = kinds[chosen] == int(Kind.SPHERE)
    length = np.where(ball, 0.0, table[:, 0])
    first, second = np.where(ball, 1.0, table[:, 1]), np.where(ball, 1.0, table[:, 2])
    steps = view.directions[:, :2] if view.directions[:, :2].any() else view.origins[:, :2]
    right = steps[:, 0] / np.linalg.norm(steps[:, 0])
    down = steps[:, 1] / np.linalg.norm(steps[:, 1])
    axes = np.stack([right, down, view.forward])
    reach = np.linalg.norm(np.einsum("ki,nij->nkj", axes, frames[:, :, :3]), axis=2)
    ends = []
    for at, radius in ((np.zeros(len(chosen)), first), (length, second)):
        centre = frames[:, :, 3] + frames[:, :, 1] * at[:, None]
        offset = (reach * radius[:, None])[:, None, :] * _CORNERS[None]
        ends.append(centre[:, None] + offset @ axes)
    corners = np.concatenate(ends, axis=1)
    pixels = view.project(corners.reshape(-1, 3)).reshape(len(chosen), 16, 3)
    front = (pixels[..., 2] > view.near_m).all(1)
    rows = chosen[front]
    low[rows] = np.maximum(low[rows], pixels[front, :, :2].min(1))
    high[rows] = np.minimum(high[rows], pixels[front, :, :2].max(1))


def cast(scene: Scene, view: View, *, device: str = "cpu", casters_only: bool = False) -> Hits:
    """Intersect all solids with all rays; the nearest in front of the near plane wins.

    Args:
        casters_only: leave out parts that throw no shadow.

    Returns:
        `Hits` on `device`. Ties go to the solid added first.
    """
    depth = torch.full((view.height, view.width), torch.inf, device=device)
    solid = torch.full((view.height, view.width), -1, dtype=torch.int16, device=device)
    if not scene.kinds:
        return Hits(depth, solid)
    boxes, mids = screen_boxes(scene, view)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    todo = (wide > 0) & (high > 0)
    if casters_only:
        casts = np.array([scene.parts[part].casts for part in scene.part_of])
        todo &= casts & (np.minimum(wide, high) > 3)  # boxes carry a pixel on each side
    to_local = np.stack(scene.maps)
    d_maps = to_local[:, :, :3] @ view.directions
    o_maps = to_local[:, :, :3] @ view.origins
    o_maps[:, :, 2] += to_local[:, :, 3]
    o_maps += mids[:, None, None] * d_maps
    area = wide * high
    kinds = np.array([int(kind) for kind in scene.kinds])
    small = todo & (area <= SMALL_PX) & (kinds != int(Kind.CONVEX))
    xs = torch.arange(view.width, dtype=torch.float32, device=device) + 0.5
    ys = (torch.arange(view.height, dtype=torch.float32, device=device) + 0.5)[:, None]
    for index in np.flatnonzero(todo & ~small):
        _cast_one(scene, int(index), boxes[index], mids, o_maps, d_maps, view, xs, ys, depth, solid)
    for kind in Kind:
        chosen = np.flatnonzero(small & (kinds == int(kind)))
        for part in _portions(chosen, area):
            _cast_many(scene, kind, part, boxes, mids, o_maps, d_maps, view, depth, solid)
    return Hits(depth, solid)


def _cast_one(
    scene: Scene, index: int, box: npt.NDArray[np.int64], mids: Array, o_maps: Array,
    d_maps: Array, view: View, xs: torch.Tensor, ys: torch.Tensor, depth: torch.Tensor,
    solid: torch.Tensor,
) -> None:  # fmt: skip
    """One solid over its box, in bands of rows."""
    x0, y0, x1, y1 = (int(v) for v in box)
    shift = float(mids[index])
    rows = max(1, BAND_PX // (x1 - x0))
    bx = xs[None, x0:x1]
    planes = scene.planes.get(index)
    limit = view.near_m - shift
    for top in range(y0, y1, rows):
        bottom = min(y1, top + rows)
        by = ys[top:bottom]
        o = _linear(o_maps[index], bx, by)
        d = _linear(d_maps[index], bx, by)
        if planes is not None:
            t = intersect_convex(o, d, planes.tolist())
        else:
            t = intersect(scene.kinds[index], o, d, scene.parameters[index])
        patch = depth[top:bottom, x0:x1]
        nearer = (t > limit) & (t + shift < patch)
        torch.where(nearer, t + shift, patch, out=patch)
        solid[top:bottom, x0:x1].masked_fill_(nearer, index)


def _portions(chosen: npt.NDArray[np.int64], area: npt.NDArray[np.int64]) -> list[Ints]:
    """Solids in groups of about `BAND_PX` pixels."""
    if not len(chosen):
        return []
    group = np.cumsum(area[chosen]) // BAND_PX
    return [chosen[group == g] for g in np.unique(group)]


def _cast_many(
    scene: Scene, kind: Kind, chosen: Ints, boxes: npt.NDArray[np.int64], mids: Array,
    o_maps: Array, d_maps: Array, view: View, depth: torch.Tensor, solid: torch.Tensor,
) -> None:  # fmt: skip
    """Many small solids of a kind at once: every pixel of every box is one ray in a list."""
    device = depth.device
    box = boxes[chosen]
    wide = box[:, 2] - box[:, 0]
    counts = wide * (box[:, 3] - box[:, 1])
    who = np.repeat(np.arange(len(chosen)), counts)
    at = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    column = box[who, 0] + at % wide[who]
    line = box[who, 1] + at // wide[who]
    rows = np.concatenate(
        [
            o_maps[chosen].reshape(-1, 9),
            d_maps[chosen].reshape(-1, 9),
            np.asarray([scene.parameters[i] for i in chosen]),
            mids[chosen, None],
        ],
        axis=1,
    )
    table = torch.tensor(rows, dtype=torch.float32, device=device)
    ray = table.index_select(0, torch.tensor(who, device=device)).T.contiguous()
    x = torch.tensor(column, device=device).float() + 0.5
    y = torch.tensor(line, device=device).float() + 0.5
    o = tuple(ray[3 * k] * x + (ray[3 * k + 1] * y + ray[3 * k + 2]) for k in range(3))
    d = tuple(ray[9 + 3 * k] * x + (ray[10 + 3 * k] * y + ray[11 + 3 * k]) for k in range(3))
    shift = ray[26]
    parameters = [ray[18 + k] for k in range(8)]
    t = intersect(kind, (o[0], o[1], o[2]), (d[0], d[1], d[2]), parameters) + shift
    t = torch.where(t > view.near_m, t, torch.inf)
    pixel = torch.tensor(line * view.width + column, device=device)
    flat = depth.view(-1)
    before = flat[pixel]
    flat.scatter_reduce_(0, pixel, t, "amin")
    won = torch.nonzero((t < before) & (t == flat[pixel])).squeeze(1)
    index = torch.tensor(chosen[who], dtype=torch.int16, device=device)
    solid.view(-1)[pixel[won]] = index[won]


def _linear(
    table: Array, xs: torch.Tensor, ys: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    rows = table.tolist()
    return tuple(a * xs + (b * ys + c) for a, b, c in rows)


def normals(scene: Scene, view: View, hits: Hits) -> torch.Tensor:
    """Unit world normals (3, H, W) float32 towards the viewer, 0 where nothing was hit."""
    device = hits.depth.device
    pixels = view.height * view.width
    result = torch.zeros((3, pixels), device=device)
    flat = hits.solid.reshape(-1)
    if not scene.kinds:
        return result.reshape(3, view.height, view.width)
    kinds = torch.tensor([*(int(k) for k in scene.kinds), -1], dtype=torch.int8, device=device)
    which_all = flat.to(torch.int32)
    kind_at = kinds[which_all]  # -1 finds the last entry
    # maps and parameters as one row a solid: one gather a pixel. Maps start at the view's eye,
    # so that what is added in float32 stays small.
    maps = np.stack(scene.maps)
    shift = np.einsum("nij,j->ni", maps[:, :, :3], view.eye) + maps[:, :, 3]
    rows = np.concatenate([maps[:, :, :3].reshape(-1, 9), shift, np.asarray(scene.parameters)], 1)
    table = torch.tensor(rows, dtype=torch.float32, device=device)
    depth = hits.depth.reshape(-1)
    d = torch.tensor(view.directions, dtype=torch.float32, device=device)
    for kind in Kind:
        chosen = torch.nonzero(kind_at == int(kind)).squeeze(1)
        used = 15 if kind in (Kind.ROUND_CONE, Kind.CONE) else 12
        rows_of = table[:, 6:9].contiguous() if kind == Kind.QUAD else table[:, :used].contiguous()
        for pixel in chosen.split(BAND_PX):  # portions that fit the cache
            normal = _normals_of(scene, kind, rows_of, which_all[pixel], pixel, depth, d, view)
            for k in range(3):
                result[k].index_copy_(0, pixel, normal[k])
    return result.reshape(3, view.height, view.width)


def _normals_of(
    scene: Scene, kind: Kind, rows: torch.Tensor, which: torch.Tensor, pixel: torch.Tensor,
    depth: torch.Tensor, d: torch.Tensor, view: View,
) -> torch.Tensor:  # fmt: skip
    """Unit normals (3, n) at pixels that all see solids of one kind."""
    x = (pixel % view.width).float() + 0.5
    y = torch.div(pixel, view.width, rounding_mode="floor").float() + 0.5
    ray = [d[k, 0] * x + d[k, 1] * y + d[k, 2] for k in range(3)]
    row = rows.index_select(0, which).T.contiguous()
    if kind == Kind.QUAD:  # seen from both sides
        away = row[0] * ray[0] + row[1] * ray[1] + row[2] * ray[2] > 0
        normal = torch.where(away, -row, row)
    else:
        z = depth[pixel]
        local = torch.stack(
            [
                (row[3 * k] * ray[0] + row[3 * k + 1] * ray[1] + row[3 * k + 2] * ray[2]) * z
                + row[9 + k]
                for k in range(3)
            ]
        )
        if kind == Kind.CONVEX:
            n = _convex_normals(scene, which, local)
        else:
            n = local_normal(kind, local, row[12:].T)
        normal = torch.stack(
            [row[k] * n[0] + row[3 + k] * n[1] + row[6 + k] * n[2] for k in range(3)]
        )
    length = (normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]).sqrt()
    return normal / length.clamp_min(1e-12)


def _convex_normals(scene: Scene, which: torch.Tensor, local: torch.Tensor) -> torch.Tensor:
    result = torch.zeros_like(local)
    for index, planes in scene.planes.items():
        mine = torch.nonzero(which == index).squeeze(1)
        if not len(mine):
            continue
        table = torch.tensor(planes, dtype=torch.float32, device=local.device)
        gap = table[:, :3] @ local[:, mine] - table[:, 3:4]
        gap = gap / table[:, :3].norm(dim=1, keepdim=True)
        result[:, mine] = table[gap.argmax(0), :3].T
    return result

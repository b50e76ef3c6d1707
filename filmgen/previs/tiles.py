"""Solids evaluated tile by tile: one matrix product a portion of tiles, then a z-buffer.

The picture is cut into tiles of 16 by 16 pixels. Every solid is paired with the tiles that its
screen box touches and that its polynomials (`quadrics`) cannot rule out; the polynomials of a
portion of pairs are evaluated at all pixels by one product with the table of monomials. Portions
fit the cache on a CPU and are large on a device; further pictures of a batch are further tiles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from filmgen.previs.forms import Group, root
from filmgen.previs.primitives import Kind, intersect, local_normal

Ints: TypeAlias = npt.NDArray[np.int64]
Tensor: TypeAlias = torch.Tensor

TILE = 16
PIXELS = TILE * TILE
FAR = 1e6
"""Depth in the buffers of what is not hit, metres."""
PORTION, DEVICE_PORTION = 128, 16_384
"""Pairs evaluated together: what fits a core's cache, and what fills a device."""


@dataclass(frozen=True)
class Pairs:
    """Solids of a group paired with tiles.

    Attributes:
        which, tile: (pairs,) of the group and of the buffers.
        centre: (pairs, 2), float64, of the tile in pixels.
    """

    group: Group
    which: Tensor
    tile: Tensor
    centre: Tensor


@dataclass
class Buffers:
    """What pixels see, a row a tile: depth float32 and solid int16 (tiles, PIXELS), -1 for none."""

    depth: Tensor
    solid: Tensor
    across: int
    down: int
    pictures: int
    pairs: list[Pairs] = field(default_factory=list)

    def picture(self, rows: Tensor, height: int, width: int) -> Tensor:
        """Rows (tiles, ..., PIXELS) as pictures (pictures, ..., height, width)."""
        inner = rows.shape[1:-1]
        grid = rows.reshape(self.pictures, self.down, self.across, *inner, TILE, TILE)
        order = (0, *range(3, 3 + len(inner)), 1, 3 + len(inner), 2, 4 + len(inner))
        flat = grid.permute(*order).reshape(
            self.pictures, *inner, self.down * TILE, self.across * TILE
        )
        return flat[..., :height, :width].contiguous()


def empty_buffers(height: int, width: int, pictures: int, device: str) -> Buffers:
    """Buffers in which nothing is hit."""
    across, down = -(-width // TILE), -(-height // TILE)
    shape = (pictures * across * down, PIXELS)
    return Buffers(
        torch.full(shape, FAR, device=device),
        torch.full(shape, -1, dtype=torch.int16, device=device),
        across, down, pictures,
    )  # fmt: skip


def monomials(device: torch.device) -> Tensor:
    """(6, PIXELS): x^2, xy, y^2, x, y, 1 at a tile's pixels, counted from its middle."""
    axis = torch.arange(TILE, dtype=torch.float32, device=device) + (0.5 - TILE / 2)
    x, y = axis.repeat(TILE), axis.repeat_interleave(TILE)
    return torch.stack([x * x, x * y, y * y, x, y, torch.ones_like(x)])


def fill(buffers: Buffers, groups: list[Group]) -> None:
    """Cast groups into the buffers: the nearest wins, of equals of a kind the first added."""
    device = buffers.depth.device
    table = monomials(device)
    portion = DEVICE_PORTION if device.type != "cpu" else PORTION
    for group in groups:
        pairs = _pair(group, buffers)
        if not len(group.rows):
            coefficients = torch.empty((0, len(pairs.which), 6), device=device)
        else:
            exact = _centred(torch.tensor(group.rows, device=device)[:, pairs.which], pairs.centre)
            keep = ~group.missed(*_bounds(exact), group.rays.lens)
            at = torch.nonzero(keep).squeeze(1)
            pairs = Pairs(group, pairs.which[at], pairs.tile[at], pairs.centre[at])
            coefficients = exact[:, at].float()
        if not len(pairs.which):
            continue
        order, ranks = _ranked(pairs.tile.cpu().numpy())
        chosen = torch.tensor(order, device=device)
        pairs = Pairs(group, pairs.which[chosen], pairs.tile[chosen], pairs.centre[chosen])
        buffers.pairs.append(pairs)
        _evaluate(buffers, pairs, coefficients[:, chosen], ranks, table, portion)


def _pair(group: Group, buffers: Buffers) -> Pairs:
    """All solids of a group with all tiles that their boxes touch."""
    device = buffers.depth.device
    first = group.boxes[:, :2] // TILE
    count = (group.boxes[:, 2:] - 1) // TILE - first + 1
    number = count[:, 0] * count[:, 1]
    which = np.repeat(np.arange(len(number)), number)
    at = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
    column = first[which, 0] + at % count[which, 0]
    row = first[which, 1] + at // count[which, 0]
    tile = (group.picture * buffers.down + row) * buffers.across + column
    centre = np.stack([column, row], axis=1) * float(TILE) + TILE / 2
    return Pairs(
        group,
        torch.tensor(which, device=device),
        torch.tensor(tile, device=device),
        torch.tensor(centre, device=device),
    )


def _centred(rows: Tensor, centre: Tensor) -> Tensor:
    """Polynomials (k, pairs, 6) counted from tiles' centres (pairs, 2) instead of the corner."""
    xx, xy, yy, x, y, one = rows.unbind(-1)
    cx, cy = centre.unbind(-1)
    return torch.stack(
        [
            xx, xy, yy,
            x + 2 * xx * cx + xy * cy,
            y + 2 * yy * cy + xy * cx,
            one + (x + xx * cx + xy * cy) * cx + (y + yy * cy) * cy,
        ],
        dim=-1,
    )  # fmt: skip


def _bounds(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Bounds (k, pairs) of centred polynomials over their tile, not always tight."""
    xx, xy, yy, x, y, one = rows.unbind(-1)
    reach = (TILE - 1) / 2
    square = reach * reach
    spread = reach * (x.abs() + y.abs()) + square * xy.abs()
    high = one + spread + square * (xx.clamp_min(0) + yy.clamp_min(0))
    low = one - spread + square * (xx.clamp_max(0) + yy.clamp_max(0))
    return low, high


def _ranked(tile: Ints) -> tuple[Ints, list[int]]:
    """An order of pairs in runs in which no tile repeats, and where the runs end."""
    by_tile = np.argsort(tile, kind="stable")
    ordered = tile[by_tile]
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(tile)), 0))
    rank = np.arange(len(tile)) - start
    order = np.argsort(rank, kind="stable")
    return by_tile[order], np.cumsum(np.bincount(rank)).tolist()


def _evaluate(
    buffers: Buffers, pairs: Pairs, coefficients: Tensor, ends: list[int], table: Tensor,
    portion: int,
) -> None:  # fmt: skip
    group = pairs.group
    device = table.device
    shift = torch.tensor(group.rays.shift, dtype=torch.float32, device=device)[pairs.which, None]
    index = torch.tensor(group.solids, dtype=torch.int16, device=device)[pairs.which, None]
    crosses = torch.tensor(group.crosses, device=device)[pairs.which, None]
    any_crosses = bool(group.crosses.any())
    marks = iter(ends)
    end = next(marks)
    for a in range(0, len(pairs.which), portion):
        b = min(a + portion, len(pairs.which))
        part = coefficients[:, a:b]
        if not len(part):
            depth = _by_intersection(pairs, a, b, table)
        else:
            values = (part.reshape(-1, 6) @ table).view(len(part), b - a, PIXELS)
            depth = group.depth(values, shift[a:b], group.rays.lens)
        if any_crosses:
            behind = crosses[a:b] & (depth <= group.near_m)
            depth = torch.where(behind, FAR, depth)
        at = a
        while at < b:  # runs without repeated tiles
            stop = min(b, end)
            _merge(buffers, pairs.tile[at:stop], depth[at - a : stop - a], index[at:stop])
            at = stop
            if at == end:
                end = next(marks, len(pairs.which))


def _merge(buffers: Buffers, rows: Tensor, depth: Tensor, index: Tensor) -> None:
    """Keep what is nearest in some tiles, none twice; by numpy on the CPU, where it is quicker."""
    if depth.device.type == "cpu":
        at, t = rows.numpy(), depth.numpy()
        z, solid = buffers.depth.numpy(), buffers.solid.numpy()
        before = z.take(at, 0)
        nearer = t < before
        np.copyto(before, t, where=nearer)
        z[at] = before
        which = solid.take(at, 0)
        np.copyto(which, index.numpy(), where=nearer)
        solid[at] = which
        return
    before_t = buffers.depth.index_select(0, rows)
    closer = depth < before_t
    buffers.depth.index_copy_(0, rows, torch.where(closer, depth, before_t))
    found = torch.where(closer, index, buffers.solid.index_select(0, rows))
    buffers.solid.index_copy_(0, rows, found)


def _local_rays(pairs: Pairs, a: int, b: int, table: Tensor) -> tuple[Tensor, Tensor]:
    """Local origins, moved to the solid's shift, and directions (3, pairs, PIXELS)."""
    rays, which = pairs.group.rays, pairs.which[a:b]
    at = torch.cat([pairs.centre[a:b], torch.ones_like(pairs.centre[a:b, :1])], dim=1)[:, :, None]
    moved = rays.origins + rays.shift[:, None, None] * rays.directions
    both = torch.tensor(np.stack([moved, rays.directions]), device=table.device)[:, which]
    both[..., 2] = (both @ at).squeeze(-1)
    forms = both.transpose(1, 2).reshape(-1, 3).float()
    values = (forms @ table[3:]).view(2, 3, b - a, PIXELS)
    return values[0], values[1]


def _by_intersection(pairs: Pairs, a: int, b: int, table: Tensor) -> Tensor:
    """Depth for kinds without polynomials: rays are intersected one by one."""
    group = pairs.group
    o, d = _local_rays(pairs, a, b, table)
    numbers = torch.tensor(group.parameters, dtype=torch.float32, device=table.device)
    of_pair = numbers[pairs.which[a:b]]
    parameters = [of_pair[:, k, None] for k in range(numbers.shape[1])]
    t = intersect(group.kind, (o[0], o[1], o[2]), (d[0], d[1], d[2]), parameters)
    shift = torch.tensor(group.rays.shift, dtype=torch.float32, device=table.device)
    t = t + shift[pairs.which[a:b], None]
    return torch.where(t.isnan(), FAR, t)


def surface_normals(buffers: Buffers) -> Tensor:
    """Unit world normals (tiles, 3, PIXELS) towards the viewer, 0 where nothing was hit."""
    device = buffers.depth.device
    table = monomials(device)
    portion = DEVICE_PORTION if device.type != "cpu" else PORTION
    result = torch.zeros((len(buffers.depth), 3, PIXELS), device=device)
    for pairs in buffers.pairs:
        mine = _shown(buffers, pairs)
        whole = mine.all(1)
        for at, all_of_it in (
            (torch.nonzero(whole).squeeze(1), True),
            (torch.nonzero(mine.any(1) & ~whole).squeeze(1), False),
        ):
            seen = Pairs(pairs.group, pairs.which[at], pairs.tile[at], pairs.centre[at])
            for a in range(0, len(at), portion):
                b = min(a + portion, len(at))
                normal = _normals_of(buffers, seen, a, b, table)
                if all_of_it:  # no other solid is seen in these tiles
                    result.index_copy_(0, seen.tile[a:b], normal)
                else:
                    part = normal * mine[at[a:b]].unsqueeze(1)
                    result.index_add_(0, seen.tile[a:b], part)
    return result


def _shown(buffers: Buffers, pairs: Pairs) -> Tensor:
    """bool (pairs, PIXELS): where a pair's solid is what is seen."""
    solids = torch.tensor(pairs.group.solids, dtype=torch.int16, device=pairs.which.device)
    index = solids[pairs.which, None]
    if index.device.type == "cpu":
        found = buffers.solid.numpy().take(pairs.tile.numpy(), 0) == index.numpy()
        return torch.from_numpy(found)
    return buffers.solid.index_select(0, pairs.tile) == index


def _normals_of(buffers: Buffers, pairs: Pairs, a: int, b: int, table: Tensor) -> Tensor:
    """Unit normals (pairs, 3, PIXELS) of the solids at the depths in the buffers."""
    group, which = pairs.group, pairs.which[a:b]
    device = table.device
    if group.kind == Kind.QUAD:  # seen from both sides
        rays = group.rays
        away = -rays.origins[:, 2, 2] if rays.lens else rays.directions[:, 2, 2]
        normal = group.turn[:, :, 2] * np.where(away > 0, -1.0, 1.0)[:, None]
        normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        flat = torch.tensor(normal, dtype=torch.float32, device=device)[which]
        return flat[:, :, None].expand(-1, -1, PIXELS)
    turn = torch.tensor(group.turn, dtype=torch.float32, device=device)[which]
    if group.faces is not None:
        return _face_normals(group, pairs, a, b, table)
    o, d = _local_rays(pairs, a, b, table)
    shift = torch.tensor(group.rays.shift, dtype=torch.float32, device=device)[which, None]
    point = torch.addcmul(o, d, buffers.depth.index_select(0, pairs.tile[a:b]) - shift)
    numbers = torch.tensor(group.parameters, dtype=torch.float32, device=device)
    local = local_normal(group.kind, point, numbers[which, :, None].expand(-1, -1, PIXELS))
    normal = torch.bmm(turn, local.transpose(0, 1).contiguous())
    square = torch.addcmul(normal[:, 0].square(), normal[:, 1], normal[:, 1])
    length = root(square.addcmul_(normal[:, 2], normal[:, 2])).clamp_min_(1e-12)
    return normal.div_(length.unsqueeze(1))


def _face_normals(group: Group, pairs: Pairs, a: int, b: int, table: Tensor) -> Tensor:
    """Normals of the faces through which rays enter boxes and prisms."""
    assert group.faces is not None
    device, which = table.device, pairs.which[a:b]
    ins = group.faces.shape[1]
    world = np.einsum("nij,nkj->kni", group.turn, group.faces)
    world = world / np.linalg.norm(world, axis=2, keepdims=True)
    faces = torch.tensor(world, dtype=torch.float32, device=device)[:, which, :, None]
    rows = torch.tensor(group.rows[:ins], device=device)[:, which]
    forms = _centred(rows, pairs.centre[a:b]).float()
    values = (forms.reshape(-1, 6) @ table).view(ins, b - a, PIXELS)
    normal, enter = faces[0].expand(-1, -1, PIXELS), values[0]
    for k in range(1, ins):
        later = (values[k] < enter).unsqueeze(1)
        normal = torch.where(later, faces[k], normal)
        enter = torch.minimum(enter, values[k])
    return normal

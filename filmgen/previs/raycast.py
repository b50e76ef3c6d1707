"""The z-buffer of a scene: what every ray of a view meets first, and how that surface is turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from filmgen.previs.forms import groups_of
from filmgen.previs.scene import Scene
from filmgen.previs.tiles import FAR, Buffers, empty_buffers, fill, surface_normals
from filmgen.previs.view import NEAR_M, View, lens_view, light_view, screen_boxes

__all__ = [
    "NEAR_M", "Hits", "View", "cast", "cast_all", "lens_view", "light_view", "normals",
    "screen_boxes",
]  # fmt: skip


@dataclass(frozen=True)
class Hits:
    """What pixels see: depth float32 (..., H, W), inf for nothing; solid int16, -1 for none.

    `buffers` holds the same by tiles, for `normals`.
    """

    depth: torch.Tensor
    solid: torch.Tensor
    buffers: Buffers


def cast(
    scene: Scene, view: View, *, device: str = "cpu", casters_only: bool = False, first: int = 0
) -> Hits:
    """Intersect all solids with all rays; the nearest in front of the near plane wins.

    Args:
        casters_only: leave out parts that throw no shadow.
        first: leave out the solids before this one.

    Returns:
        `Hits` (H, W) on `device`. Ties go to the solid of a kind that was added first.
    """
    hits = cast_all([scene], [view], device=device, casters_only=casters_only, first=first)
    return Hits(hits.depth[0], hits.solid[0], hits.buffers)


def cast_all(
    scenes: Sequence[Scene], views: Sequence[View], *, device: str = "cpu",
    casters_only: bool = False, first: int = 0,
) -> Hits:  # fmt: skip
    """`cast` for a batch of pictures of one size: `Hits` (n, H, W)."""
    height, width = views[0].height, views[0].width
    buffers = empty_buffers(height, width, len(views), device)
    for picture, (scene, view) in enumerate(zip(scenes, views, strict=True)):
        fill(buffers, groups_of(scene, view, picture, casters_only=casters_only, first=first))
    depth = buffers.picture(buffers.depth, height, width)
    depth = torch.where(depth < FAR, depth, torch.inf)
    return Hits(depth, buffers.picture(buffers.solid, height, width), buffers)


def normals(scene: Scene, view: View, hits: Hits) -> torch.Tensor:
    """Unit world normals (..., 3, H, W) float32 towards the viewer, 0 where nothing was hit."""
    found = hits.buffers.picture(surface_normals(hits.buffers), view.height, view.width)
    return found[0] if hits.depth.dim() == 2 else found

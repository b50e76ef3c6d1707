"""A staged panel drawn: solids, rays, light, lines, wash, paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Figure, StagedPanel
from filmgen.blocking.skeleton import head_height_m
from filmgen.media import ByteArray, Frame
from filmgen.previs import clay, ink, paper
from filmgen.previs.animal import add_animal
from filmgen.previs.contour import contours, part_boxes
from filmgen.previs.figure import add_figure
from filmgen.previs.heads import head_mask
from filmgen.previs.held import add_held
from filmgen.previs.keypoints import keypoints
from filmgen.previs.noise import generator
from filmgen.previs.pen import Stroke, draw_strokes
from filmgen.previs.props import add_prop
from filmgen.previs.raycast import View, cast, lens_view, normals, screen_boxes
from filmgen.previs.scene import Scene
from filmgen.previs.sets import add_set, in_the_way, is_night
from filmgen.previs.shade import shade
from filmgen.previs.tone import continuous, wash

Floats: TypeAlias = npt.NDArray[np.float32]

PROP_OWNERS = 100
HELD_OWNERS = 5000
LOOKS = ("ink", "tone", "clay")


@contextmanager
def one_thread() -> Iterator[None]:
    """Torch and OpenCV on one thread inside, as before afterwards: same bytes, no contention."""
    threads, cv_threads = torch.get_num_threads(), cv2.getNumThreads()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        cv2.setNumThreads(cv_threads)


def build_scene(panel: StagedPanel, view: View) -> Scene:
    """All solids and lines of a panel; figures own parts 1 …, props from `PROP_OWNERS` on."""
    scene = Scene()
    add_set(scene, panel.set_plan, panel.light, view.eye)
    focal_px = 1.0 / float(np.linalg.norm(view.directions[:, 0]))
    night = is_night(panel.light)
    for i, prop in enumerate(panel.set_plan.props):
        if in_the_way(prop, panel, view.eye):
            continue
        distance = max(0.3, float((np.asarray(prop.position) - view.eye) @ view.forward))
        size = max(prop.size_m)
        add_prop(scene, prop, PROP_OWNERS + i, detail_px=focal_px * size / distance, night=night)
    for i, figure in enumerate(panel.figures):
        size = head_px(figure, view, focal_px)
        if size <= 0:
            continue
        if figure.look.species != "human":
            add_animal(scene, figure, i + 1, size)
            continue
        body = add_figure(scene, figure, i + 1, view.eye, size)
        for k, (side, kind) in enumerate(figure.held):
            add_held(scene, body, side, kind, HELD_OWNERS + 2 * i + k, night)
    return scene


def head_px(figure: Figure, view: View, focal_px: float) -> float:
    """Height of a figure's head in the picture, in pixels; 0 behind the camera."""
    head = np.asarray(figure.joint("head"))
    distance = float((head - view.eye) @ view.forward)
    if distance <= 0.05:
        return 0.0
    return focal_px * head_height_m(figure.look) / distance


def draw_panel(
    panel: StagedPanel,
    width_px: int,
    height_px: int,
    *,
    overscan: float = 0.0,
    look: str = "ink",
    seed: int = 0,
    device: str = "cpu",
) -> Frame:
    """Draw a staged panel.

    Args:
        width_px, height_px: of the composed frame.
        overscan: margin on each side, as a fraction of the size; the camera is the same.
        look: "ink", "tone" or "clay".
        seed: of the hand's wobble; geometry does not depend on it.
        device: where rays are cast; lines and wash are drawn on the CPU.

    Returns:
        `Frame` with picture, depth, figure ids, OpenPose-18 keypoints in `notes`, and the passes
        "normals" (camera space: x right, y up, z to the viewer; 128 is 0), "edges" (lines,
        255 where darkest) and "heads" (figure ids where a head, crown to chin, is seen).

    Raises:
        ValueError: an unknown look.
    """
    if look not in LOOKS:
        raise ValueError(f"look {look!r} is none of {', '.join(LOOKS)}")
    with one_thread():
        return _draw(panel, width_px, height_px, overscan, look, seed, device)


def _draw(
    panel: StagedPanel, width_px: int, height_px: int, overscan: float, look: str, seed: int,
    device: str,
) -> Frame:  # fmt: skip
    margin = (round(width_px * overscan), round(height_px * overscan))
    view = lens_view(panel.camera, width_px, height_px, margin)
    scale = max(width_px, height_px) / 1280
    # 1. what is there, and what each pixel sees
    scene = build_scene(panel, view)
    hits = cast(scene, view, device=device)
    normal = normals(scene, view, hits).cpu()
    depth_t, solid = hits.depth.cpu(), hits.solid.cpu()
    depth = depth_t.numpy()
    solids = solid.numpy()
    part_table = np.array([*scene.part_of, -1], np.int16)
    parts = part_table[solids]
    owner_table = np.array([part.owner for part in scene.parts] + [0], np.int64)
    ids = np.where(owner_table < PROP_OWNERS, owner_table, 0).astype(np.uint8)[parts]
    # 2. light
    focal_px = 1.0 / float(np.linalg.norm(view.directions[:, 0]))
    heads = [head_px(figure, view, focal_px) for figure in panel.figures]
    values = shade(panel, scene, view, depth_t, normal, parts, max(heads, default=0.0))
    # 3. lines
    rng = generator(seed, "hand")
    boxes, _ = screen_boxes(scene, view)
    light_side = _light_side(panel, view)
    lines = contours(scene, parts, depth, part_boxes(scene, boxes), light_side, scale, rng)
    lines += ink.world_strokes(scene, view, depth, ids, scale, rng)
    outer = draw_strokes([line for line in lines if not line.inner], view.width, view.height)
    inner = draw_strokes([line for line in lines if line.inner], view.width, view.height)
    # 4. hatching and wash
    if look == "clay":
        picture = clay.model(normal, values, parts, basis(panel.camera))
    else:
        shading: list[Stroke] = []
        if look == "ink":
            shading = ink.hatch(values.hatch, 2.2, 7.0 * scale, scale, rng)
            shading += ink.hatch(values.deep, 2.62, 8.5 * scale, scale, rng, pressure=0.45)
        cover = draw_strokes(shading, view.width, view.height)
        white = np.zeros_like(cover)
        ink.world_fills(scene, view, depth, ids, cover, white)
        paper_white = white > 127
        darkness = np.where(paper_white, values.darkness * 0.35, values.darkness)
        if look == "ink":
            black = np.where(paper_white, 0, values.solid)
            cover = paper.spot(cover, black, rng, scale)
            cover = np.maximum(paper.white_on_black(cover, inner, black), outer)
            density = wash(darkness, rng, scale)
        else:
            cover = np.maximum(
                cover, (np.maximum(outer, inner) * np.float32(0.55)).astype(np.uint8)
            )
            density = continuous(darkness, values.hatch, rng, scale)
        picture = paper.compose(density, cover)
    edges = np.maximum(outer, inner)
    seen = torch.tensor(np.stack([*basis(panel.camera)[:2], -view.forward]), dtype=torch.float32)
    camera_normal = (seen @ normal.reshape(3, -1)).reshape(normal.shape).mul_(127.5).add_(127.5)
    normals_picture = np.ascontiguousarray(
        camera_normal.clamp_(0, 255).to(torch.uint8).numpy().transpose(1, 2, 0)
    )
    passes: dict[str, ByteArray] = {
        "normals": normals_picture,
        "edges": edges,
        "heads": head_mask(panel, scene, view, depth, parts),
    }
    notes: dict[str, Any] = {"keypoints": keypoints(panel, view, depth)}
    return Frame(
        picture=picture,
        overscan=overscan,
        depth_m=depth,
        figure_ids=ids,
        figures=tuple(figure.name for figure in panel.figures),
        passes=passes,
        notes=notes,
    )


def _light_side(panel: StagedPanel, view: View) -> tuple[float, float]:
    right, up, _ = basis(panel.camera)
    direction = np.asarray(panel.light.direction)
    x, y = float(direction @ right), -float(direction @ up)
    size = max(float(np.hypot(x, y)), 1e-6)
    return x / size, y / size

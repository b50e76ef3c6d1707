"""A staged panel drawn: solids, rays, light, lines, wash, paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import torch

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Camera, Figure, StagedPanel
from filmgen.blocking.skeleton import head_height_m
from filmgen.media import ByteArray, Frame
from filmgen.previs import clay, dense
from filmgen.previs.animal import add_animal
from filmgen.previs.contour import contours, part_boxes
from filmgen.previs.dense import Dense
from filmgen.previs.figure import add_figure
from filmgen.previs.hatching import hatch
from filmgen.previs.heads import head_mask
from filmgen.previs.held import add_held
from filmgen.previs.ink import world_fills, world_strokes
from filmgen.previs.keypoints import keypoints
from filmgen.previs.light import Shadows
from filmgen.previs.noise import generator
from filmgen.previs.pen import NOTHING, Strokes, draw_strokes, together
from filmgen.previs.props import add_prop
from filmgen.previs.raycast import View, cast, lens_view, normals, screen_boxes
from filmgen.previs.scene import Scene
from filmgen.previs.sets import add_set, in_the_way, is_night, out_of_sight
from filmgen.previs.shade import shade
from filmgen.previs.sheet import Drawing, Textures, put_on_paper, textures
from filmgen.previs.values import Values
from filmgen.previs.wobble import Wobble

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


def build_scene(panel: StagedPanel, view: View, scale: float = 1.0) -> Scene:
    """All solids and lines of a panel; figures own parts 1 …, props from `PROP_OWNERS` on.

    Args:
        scale: the picture's longer side over 1280: what pens are scaled by.
    """
    scene = build_set([panel], [view])
    heads_px = [head_px(f, view, view.focal_px) for f in panel.figures]
    add_figures(scene, panel, view, heads_px, scale)
    return scene


def build_set(panels: Sequence[StagedPanel], views: Sequence[View]) -> Scene:
    """The place and its props as all frames of a shot can show them: what is in the way of one
    frame is struck for all, and things are as detailed as the nearest frame needs.
    """
    scene = Scene()
    plan, light = panels[0].set_plan, panels[0].light
    # the eye that is farthest out leaves out the most walls
    eyes = [view.eye for view in views]
    eye = max(eyes, key=lambda at: max(abs(at[0]) / plan.width_m, abs(at[2]) / plan.depth_m))
    add_set(scene, plan, light, eye)
    night = is_night(light)
    open_day = not (night or plan.interior)
    for i, prop in enumerate(plan.props):
        if all(out_of_sight(prop, view, open_day=open_day) for view in views):
            continue
        if any(in_the_way(prop, p, v.eye) for p, v in zip(panels, views, strict=True)):
            continue
        place = np.asarray(prop.position)
        detail_px = max(
            view.focal_px * max(prop.size_m) / max(0.3, float((place - view.eye) @ view.forward))
            for view in views
        )
        shines = night and light.lamps and prop.lit
        out = not (light.lamps and prop.lit)
        add_prop(scene, prop, PROP_OWNERS + i, detail_px=detail_px, night=shines, out=out)
    return scene


def add_figures(
    scene: Scene, panel: StagedPanel, view: View, heads_px: Sequence[float], scale: float
) -> None:
    """The figures of a panel; those whose head has no height are behind the camera."""
    night = is_night(panel.light)
    for i, (figure, size) in enumerate(zip(panel.figures, heads_px, strict=True)):
        if size <= 0:
            continue
        if figure.look.species != "human":
            add_animal(scene, figure, i + 1, size)
            continue
        body = add_figure(scene, figure, i + 1, view.eye, size, scale)
        for k, (side, kind) in enumerate(figure.held):
            add_held(scene, body, side, kind, HELD_OWNERS + 2 * i + k, night)


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
        device: where rays are cast, surfaces shaded and washes laid; lines are drawn by the CPU.
            A device's pictures agree with the CPU's but not to the bit.

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
        view = overscanned(panel.camera, width_px, height_px, overscan)
        scale = max(width_px, height_px) / 1280
        scene = build_scene(panel, view, scale)
        hits = cast(scene, view, device=device)
        normal = normals(scene, view, hits)
        brush = brush_for(view, look, scale, seed, device)
        return render(panel, scene, view, hits.depth, hits.solid, normal, brush, overscan=overscan)


def overscanned(camera: Camera, width_px: int, height_px: int, overscan: float) -> View:
    """The view of a composed frame with a margin on each side, as a fraction of its size."""
    margin = (round(width_px * overscan), round(height_px * overscan))
    return lens_view(camera, width_px, height_px, margin)


@dataclass(frozen=True)
class Brush:
    """How a picture is drawn: look, size over 1280, the hand, the sheet's noise, and whether dense
    work stays in torch tensors, as on a device, or is done in numpy arrays.
    """

    look: str
    scale: float
    hand: Wobble
    noise: Textures
    tensors: bool


def brush_for(view: View, look: str, scale: float, seed: int, device: str) -> Brush:
    """The brush of a still picture."""
    noise = textures(view.height, view.width, generator(seed, "sheet"))
    return Brush(look, scale, Wobble(seed), noise, tensors=device != "cpu")


@dataclass(frozen=True)
class Laid:
    """A picture before its lines: what each pixel sees, how light it is, and the constant strokes.

    Attributes:
        parts: int64 (H, W) part seen, -1 for none; `index` is the same where it was cast.
        ids: figures. contour: round the parts. hatching: strokes of shade, uint8 (H, W).
    """

    depth_m: Floats
    depth: Dense
    parts: npt.NDArray[np.int64]
    index: Dense
    ids: ByteArray
    values: Values
    contour: Strokes
    hatching: ByteArray


def lay(
    panel: StagedPanel, scene: Scene, view: View, depth: Dense, solid: Dense, normal: Dense,
    brush: Brush, decided: StagedPanel | None = None, kept: Shadows | None = None,
) -> Laid:  # fmt: skip
    """Everything of a picture but the lines and patches that lie on its surfaces.

    Args:
        depth, solid, normal, decided, kept: as `render` takes them, already as the brush has them.
    """
    look, scale, hand = brush.look, brush.scale, brush.hand
    # 1. what each pixel sees
    depth_m, solids = dense.host(depth), solid.cpu().numpy()
    parts_at = np.array([*scene.part_of, -1], np.int64).take(solids)
    index = dense.like(parts_at, depth)
    owners = np.array([part.owner for part in scene.parts] + [0], np.int64)
    ids = np.where(owners < PROP_OWNERS, owners, 0).astype(np.uint8).take(parts_at)
    # 2. light
    heads = [head_px(figure, view, view.focal_px) for figure in panel.figures]
    tallest = max(heads, default=0.0)
    values = shade(panel, scene, view, depth, normal, index, tallest, decided, kept)
    # 3. outlines and hatching
    boxes, _ = screen_boxes(scene, view)
    light_side = _light_side(panel, view)
    parts = parts_at.astype(np.int16)
    contour = contours(scene, parts, depth_m, part_boxes(scene, boxes), light_side, scale, hand)
    strokes = NOTHING
    if look == "ink":
        form, deep = dense.host(values.hatch), dense.host(values.deep)
        strokes = together(
            [
                hatch(form, 2.2, 7.0 * scale, scale, hand),
                hatch(deep, 2.62, 8.5 * scale, scale, hand, pressure=0.45),
            ]
        )
    hatching = draw_strokes(strokes, view.width, view.height)
    return Laid(depth_m, depth, parts_at, index, ids, values, contour, hatching)


def draw_lines(scene: Scene, view: View, laid: Laid, brush: Brush) -> Drawing:
    """Everything the pen draws: outlines, the lines of surfaces and their patches, hatching."""
    on_surfaces = world_strokes(
        scene, view, laid.depth_m, laid.ids, brush.scale, brush.hand
    )  # fmt: skip
    lines = together([laid.contour, on_surfaces])
    outer = draw_strokes(lines.where(~lines.inner), view.width, view.height)
    inner = draw_strokes(lines.where(lines.inner), view.width, view.height)
    shading, white = laid.hatching.copy(), np.zeros_like(laid.hatching)
    world_fills(scene, view, laid.depth_m, laid.ids, shading, white)
    return Drawing(outer, inner, shading, white)


def render(
    panel: StagedPanel, scene: Scene, view: View, depth: Dense, solid: Dense, normal: Dense,
    brush: Brush, *, overscan: float = 0.0, decided: StagedPanel | None = None,
    kept: Shadows | None = None,
) -> Frame:  # fmt: skip
    """Draw what was cast.

    Args:
        depth, solid: (H, W) tensors of a cast. normal: (3, H, W).
        decided, kept: as `shade` takes them.
    """
    if not brush.tensors:
        normal, depth = normal.numpy(), depth.cpu().numpy()
    laid = lay(panel, scene, view, depth, solid, normal, brush, decided, kept)
    drawing = draw_lines(scene, view, laid, brush)
    if brush.look == "clay":
        hatching = laid.values.hatch
        picture = clay.model(normal, hatching, laid.index, basis(panel.camera))
    else:
        picture = put_on_paper(
            laid.values, laid.index, laid.depth, drawing, brush.noise, brush.look, brush.scale
        )
    passes: dict[str, ByteArray] = {
        "normals": normals_picture(normal, panel, view),
        "edges": np.maximum(drawing.outer, drawing.inner),
        "heads": head_mask(panel, scene, view, laid.depth_m, laid.parts),
    }
    notes: dict[str, Any] = {"keypoints": keypoints(panel, view, laid.depth_m)}
    return Frame(
        picture=picture,
        overscan=overscan,
        depth_m=laid.depth_m,
        figure_ids=laid.ids,
        figures=tuple(figure.name for figure in panel.figures),
        passes=passes,
        notes=notes,
    )


def normals_picture(normal: Dense, panel: StagedPanel, view: View) -> ByteArray:
    """Normals (3, H, W) as seen by the camera, uint8 (H, W, 3): 128 is 0."""
    axes = np.stack([*basis(panel.camera)[:2], -view.forward]).astype(np.float32)
    flat = normal.reshape(3, -1)
    seen = (dense.like(axes * np.float32(127.5), normal) @ flat).reshape(normal.shape)
    return dense.host(dense.stacked([dense.rounded(channel, 127.5) for channel in seen]))


def _light_side(panel: StagedPanel, view: View) -> tuple[float, float]:
    right, up, _ = basis(panel.camera)
    direction = np.asarray(panel.light.direction)
    x, y = float(direction @ right), -float(direction @ up)
    size = max(float(np.hypot(x, y)), 1e-6)
    return x / size, y / size

"""A moving shot drawn: successive pictures that look like one drawing.

The set is built once. Noise belongs to the sheet, which stays on the screen, and the pattern of
hatching follows what the shot is about; what an artist decides, such as the side from which a
face is lit, is decided once, by the frame in the middle. On a device several frames are cast
together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import StagedPanel
from filmgen.blocking.mouths import MouthShape
from filmgen.media import Frame
from filmgen.previs.draw import LOOKS, Brush, add_figures, build_set, head_px, one_thread, render
from filmgen.previs.face import speaking
from filmgen.previs.night import leading
from filmgen.previs.noise import generator
from filmgen.previs.raycast import View, cast_all, lens_view, normals
from filmgen.previs.scene import Scene
from filmgen.previs.shade import still_shadows
from filmgen.previs.sheet import textures
from filmgen.previs.wobble import Wobble

BATCH = 8
"""Frames cast together on a device; on the CPU one after another, as they fit its cache."""


def draw_sequence(
    panels: Sequence[StagedPanel],
    width_px: int,
    height_px: int,
    *,
    look: str = "ink",
    seed: int = 0,
    device: str = "cpu",
    mouths: Sequence[Mapping[str, MouthShape]] = (),
) -> Iterator[Frame]:
    """Draw the frames of one moving shot.

    Args:
        panels: one a frame, in order: the same set, light and figures (by name and order);
            figures and camera move a little from one to the next.
        look: "ink", "tone" or "clay". seed: of the hand, as of `draw_panel`.
        device: where rays are cast, surfaces shaded and washes laid.
        mouths: of each panel, shapes of speech by figure instead of their own; none if empty.

    Yields:
        A `Frame` for each panel, without overscan, with depth (float32, metres), figure ids and
        the passes of `draw_panel`.

    Raises:
        ValueError: an unknown look, or panels of different sets or figures.
    """
    if look not in LOOKS:
        raise ValueError(f"look {look!r} is none of {', '.join(LOOKS)}")
    if not panels:
        return
    names = [figure.name for figure in panels[0].figures]
    for panel in panels:
        if panel.set_plan != panels[0].set_plan or [f.name for f in panel.figures] != names:
            raise ValueError("the frames of a moving shot share their set and their figures")
    views = [lens_view(panel.camera, width_px, height_px, (0, 0)) for panel in panels]
    heads = np.array(
        [[head_px(f, v, v.focal_px) for f in p.figures] for p, v in zip(panels, views, strict=True)]
    ).reshape(len(panels), -1)
    detail = np.where(heads > 0, heads.max(0), 0.0)  # none gains or loses detail on the way
    origins = _followed(panels, views)
    decided = panels[len(panels) // 2]
    with one_thread():
        place = build_set(panels, views)
        kept = still_shadows(place, decided, device)
        noise = textures(height_px, width_px, generator(seed, "sheet"))
    scale = max(width_px, height_px) / 1280
    size = 1 if device == "cpu" else BATCH
    for first in range(0, len(panels), size):
        lot = range(first, min(first + size, len(panels)))
        with one_thread():
            scenes = [place.branch() for _ in lot]
            for k, scene in zip(lot, scenes, strict=True):
                add_figures(scene, panels[k], views[k], detail[k].tolist(), scale)
            if mouths:
                scenes = [
                    _speaking(scene, panels[k], mouths[k])
                    for k, scene in zip(lot, scenes, strict=True)
                ]
            part = [views[k] for k in lot]
            hits = cast_all(scenes, part, device=device)
            turned = normals(scenes[0], part[0], hits)
        for i, k in enumerate(lot):
            hand = Wobble(seed, (float(origins[k, 0]), float(origins[k, 1])))
            brush = Brush(look, scale, hand, noise, tensors=device != "cpu")
            with one_thread():
                frame = render(
                    panels[k], scenes[i], views[k], hits.depth[i], hits.solid[i], turned[i], brush,
                    decided=decided, kept=kept,
                )  # fmt: skip
            yield frame


def _speaking(scene: Scene, panel: StagedPanel, mouths: Mapping[str, MouthShape]) -> Scene:
    for owner, figure in enumerate(panel.figures, 1):
        shape = mouths.get(figure.name, MouthShape.REST)
        if shape is not MouthShape.REST and owner in scene.faces:
            scene = speaking(scene, owner, shape)
    return scene


def _followed(panels: Sequence[StagedPanel], views: Sequence[View]) -> npt.NDArray[np.float64]:
    """How far what the shot is about has moved in the picture since its first frame (n, 2)."""
    found = np.zeros((len(panels), 2))
    first: npt.NDArray[np.float64] | None = None
    for k, (panel, view) in enumerate(zip(panels, views, strict=True)):
        if panel.figures:
            point = np.asarray(panel.figures[leading(panel)[0]].joint("head"), np.float64)
        else:
            point = np.asarray(panels[0].camera.target, np.float64)
        x, y, depth = view.project(point[None])[0]
        if depth <= 0.1:  # it went past the camera: the pattern stays
            found[k] = found[k - 1] if k else 0.0
            continue
        here = np.array([x, y])
        first = here if first is None else first
        found[k] = here - first
    return found

"""The mouths of a panel's speakers drawn in further openings: small patches over its picture.

A face's lines lie on the skull and throw no shadow, so of another mouth only lines and patches of
ink differ: the panel is cast and lit once more, and for each shape pen and paper are worked out
again where they change. A patch is what `draw_panel` would have drawn there, to the bit, and the
pixels round the mouth inside its box are the panel's own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from filmgen.blocking.model import StagedPanel
from filmgen.blocking.mouths import DRAWN, MouthPatches, mouth_seen
from filmgen.media import ByteArray
from filmgen.previs.draw import (
    Brush,
    Laid,
    brush_for,
    build_scene,
    draw_lines,
    lay,
    one_thread,
    overscanned,
)
from filmgen.previs.face import speaking
from filmgen.previs.raycast import cast, normals
from filmgen.previs.sheet import HALO, Drawing, put_on_paper

_LEAST_PX = 3
"""A box narrower or lower than this is a corner of a mouth at most: the figure looks away."""


def draw_mouths(
    panel: StagedPanel,
    width_px: int,
    height_px: int,
    speakers: Collection[str],
    *,
    overscan: float = 0.0,
    look: str = "ink",
    seed: int = 0,
    device: str = "cpu",
) -> tuple[MouthPatches, ...]:
    """Draw the mouths of some of a panel's figures in the shapes of speech.

    Args:
        speakers: names of figures. Those too small, turned away, hidden, out of frame, not human
            or not there have no patches; in the look "clay" faces have no features, and so no
            figure has.
        width_px, height_px, overscan, look, seed, device: of the panel, as for `draw_panel`.

    Returns:
        Patches of the figures that have some, in the panel's order.
    """
    owners = [
        number
        for number, figure in enumerate(panel.figures, 1)
        if figure.name in speakers and mouth_seen(figure, panel.camera, width_px)
    ]
    if not owners or look == "clay":
        return ()
    with one_thread():
        view = overscanned(panel.camera, width_px, height_px, overscan)
        scale = max(width_px, height_px) / 1280
        scene = build_scene(panel, view, scale)
        hits = cast(scene, view, device=device)
        brush = brush_for(view, look, scale, seed, device)
        normal, depth = normals(scene, view, hits), hits.depth
        if not brush.tensors:
            normal, depth = normal.numpy(), depth.numpy()
        laid = lay(panel, scene, view, depth, hits.solid, normal, brush)
        own = draw_lines(scene, view, laid, brush)
        found = []
        for owner in (owner for owner in owners if owner in scene.faces):
            drawn = [draw_lines(speaking(scene, owner, s), view, laid, brush) for s in DRAWN]
            patches = _patches(laid, brush, own, drawn, panel.figures[owner - 1].name)
            if patches is not None:
                found.append(patches)
        return tuple(found)


def _patches(
    laid: Laid, brush: Brush, own: Drawing, drawn: Sequence[Drawing], name: str
) -> MouthPatches | None:
    """Pictures of one figure's shapes where any of them differs from the key pose."""
    height = own.inner.shape[0]
    rows = np.zeros(height, np.bool_)
    for other in drawn:
        for canvas in ("outer", "inner", "shading", "white"):
            rows |= (getattr(own, canvas) != getattr(other, canvas)).any(axis=1)
    if not rows.any():
        return None
    first, last = (int(v) for v in np.flatnonzero(rows)[[0, -1]])
    band = (max(first - HALO, 0), min(last + 1 + HALO, height))

    def picture(drawing: Drawing) -> ByteArray:
        return put_on_paper(
            laid.values, laid.index, laid.depth, drawing, brush.noise, brush.look, brush.scale, band
        )

    key, bands = picture(own), [picture(other) for other in drawn]
    differs = np.zeros(key.shape[:2], np.bool_)
    for one in bands:
        differs |= (one != key).any(axis=2)
    ys, xs = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if len(ys) == 0 or ys[-1] - ys[0] < _LEAST_PX or xs[-1] - xs[0] < _LEAST_PX:
        return None
    box = np.s_[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    cut = {s: np.ascontiguousarray(one[box]) for s, one in zip(DRAWN, bands, strict=True)}
    return MouthPatches(name, int(xs[0]), band[0] + int(ys[0]), cut)

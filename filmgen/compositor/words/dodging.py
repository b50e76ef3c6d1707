"""Subtitles make way for faces, as broadcasters have it: high where low they would cover one.

All subtitles of a shot stand together, so that nothing jumps while somebody speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from filmgen.blocking.faces import FaceBox
from filmgen.compositor.moves import View
from filmgen.compositor.raster import active_area
from filmgen.compositor.segments import Caption, Footage, Segment
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import lay_out, stands_below
from filmgen.editorial.model import PanelMedia

_HIDDEN = 0.10
"""How much of a face words may cover; the chin's edge is no loss."""
_BETTER = 0.6
"""The other place is taken where it covers no more than this of what the usual one does."""


def dodged(segment: Segment, panels: Sequence[PanelMedia]) -> Segment:
    """A segment whose captions stand high, all of them, where that spares faces.

    Args:
        panels: of the shot, which know where its faces are.
    """
    captions, footage = segment.captions, segment.footage
    if not captions or not any(panel.faces for panel in panels):
        return segment
    picture, raster = active_area(segment), (segment.width_px, segment.height_px)
    if stands_below(picture, raster):
        return segment
    low, high = (
        max(_covered(caption, panels, footage, picture, raster, at) for caption in captions)
        for at in (False, True)
    )
    if low <= _HIDDEN or high > low * _BETTER:
        return segment
    return replace(segment, captions=tuple(replace(c, high=True) for c in captions))


def _covered(
    caption: Caption,
    panels: Sequence[PanelMedia],
    footage: Footage,
    picture: Area,
    raster: tuple[int, int],
    high: bool,
) -> float:
    """How much of faces a caption covers at its worst moment: 1 is one whole face."""
    box = lay_out(caption.text, picture, raster, high=high).box
    first, last = caption.start_frame, caption.start_frame + caption.frames - 1
    worst = 0.0
    for frame in sorted({first, (first + last) // 2, last}):
        at = footage.time.at(frame)
        panel = max(
            (p for p in panels if p.start_frame <= at), key=lambda p: p.start_frame, default=None
        )
        if panel is not None:
            view = footage.path.view(footage.time.exactly(frame))
            worst = max(worst, sum(_share(face, view, picture, box) for face in panel.faces))
    return worst


def _share(face: FaceBox, view: View, picture: Area, box: Area) -> float:
    """How much of a face lies under a box of the raster; a view's roll is too small to count."""
    scale_x, scale_y = picture.width / view.width, picture.height / view.width
    left = picture.x + picture.width / 2 + (face.x - view.x) * scale_x
    top = picture.y + picture.height / 2 + (face.y - view.y) * scale_y
    right, bottom = left + face.width * scale_x, top + face.height * scale_y
    across = min(right, box.right) - max(left, box.x)
    down = min(bottom, box.bottom) - max(top, box.y)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max((right - left) * (bottom - top), 1.0)

"""Subtitles make way for faces, as broadcasters have it: high where low they would cover one.

All subtitles of a shot stand together, so that nothing jumps while somebody speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from filmgen.blocking.faces import FaceBox
from filmgen.compositor.moves import View
from filmgen.compositor.raster import active_area
from filmgen.compositor.segments import Caption, Footage, Segment
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import lay_out, stands_below
from filmgen.compositor.words.superimposed import title_box
from filmgen.editorial.model import PanelMedia

_HIDDEN = 0.10
"""How much of a face words may cover; the chin's edge is no loss."""
_BETTER = 0.6
"""The other place is taken where it covers no more than this of what the usual one does."""


def dodged(segment: Segment, panels: Sequence[PanelMedia]) -> Segment:
    """A segment whose subtitles stand high, all of them, where that spares faces, and whose
    title stands on the side where it does.

    Args:
        panels: of the shot, which know where its faces are.
    """
    if not segment.captions or not any(panel.faces for panel in panels):
        return segment
    picture, raster = active_area(segment), (segment.width_px, segment.height_px)
    titles = [caption for caption in segment.captions if caption.title]
    spoken = [caption for caption in segment.captions if not caption.title]

    def hidden(captions: list[Caption], place: Callable[[Caption], Area]) -> float:
        seen = (_hidden(c, place(c), panels, segment.footage, picture) for c in captions)
        return max(seen, default=0.0)

    if spoken and not stands_below(picture, raster):
        low = hidden(spoken, lambda c: lay_out(c.text, picture, raster).box)
        if low > _HIDDEN:
            high = hidden(spoken, lambda c: lay_out(c.text, picture, raster, high=True).box)
            if high <= low * _BETTER:
                spoken = [replace(caption, high=True) for caption in spoken]
    left = hidden(titles, lambda c: title_box(c.text, picture, "left"))
    if left > _HIDDEN and hidden(titles, lambda c: title_box(c.text, picture, "right")) < left:
        titles = [replace(caption, title="right") for caption in titles]
    return replace(segment, captions=(*titles, *spoken))


def _hidden(
    caption: Caption, box: Area, panels: Sequence[PanelMedia], footage: Footage, picture: Area
) -> float:
    """How much of faces a box of the raster hides at its worst moment: 1 is one whole face."""
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

"""A segment's raster: where its picture lies, and the title card's coming and going."""

from __future__ import annotations

from fractions import Fraction

from filmgen.compositor.encode.writer import check_size
from filmgen.compositor.segments import Segment
from filmgen.compositor.words.safe_areas import Area

_CARD_FADE_S = Fraction(1, 3)


def active_area(segment: Segment) -> Area:
    """Where the picture lies in the raster: in its middle, on even pixels.

    Raises:
        TimelineError: odd or empty sizes; names the nearest that can be encoded.
    """
    width, height = segment.width_px, segment.height_px
    picture_w, picture_h = segment.picture_px
    check_size(segment.name, width, height)
    left, top = (width - picture_w) // 4 * 2, (height - picture_h) // 4 * 2
    return Area(left, top, picture_w, picture_h)


def card_share(segment: Segment, number: int) -> float:
    """How much of a title card is seen at a frame: it comes out of black and goes back into it."""
    card = segment.footage.card
    if card is None or card.kind != "title":
        return 1.0
    ramp = max(1, round(_CARD_FADE_S * segment.rate))
    return min(1.0, (number + 1) / ramp, (segment.frames - number) / ramp)

"""What a segment depends on, as values to hash: whether it was rendered before."""

from __future__ import annotations

from typing import Any

from filmgen.blocking.model import PlateAnchor
from filmgen.compositor.segments import BurnIn, Caption, Card, Footage, Retime, Running, Segment
from filmgen.editorial.model import MotionMedia, PanelMedia, PlateMedia
from filmgen.media import Missing

REVISION = 3
"""Raised whenever the same segment would be drawn otherwise than before."""
PLATE_REVISION = 5
"""The same for segments with plates."""
RELIEF_REVISION = 7
"""The same for segments whose camera travels through the depth of its panels."""
CLOSER_REVISION = 1
"""The same for moves over panels without a margin; before there was one they stood still."""
CARD_REVISION = 1
"""The same for segments with cards, or slates in place of pictures."""
SUBTITLE_REVISION = 1
"""The same for segments with subtitles."""
BURN_IN_REVISION = 1
"""The same for burn-ins."""


def segment_request(segment: Segment) -> dict[str, Any]:
    """What a segment's pictures depend on, as JSON values: hash it for the segment's key.

    Media are named by their content keys, never by paths; no film position, no record
    timecode, no source lines, and the display id only where it is drawn.
    """
    return {
        "revision": REVISION,
        "frames": segment.frames,
        "rate": str(segment.rate),
        "raster": [segment.width_px, segment.height_px],
        "picture": list(segment.picture_px),
        "codec": segment.style.encoding.request(),
        "footage": _footage_request(segment.footage),
        "transition": [str(segment.transition), segment.transition_frames],
        "before": None if segment.before is None else _footage_request(segment.before),
        "captions": [_caption_request(c) for c in segment.captions],
        # only where there are some: the keys of all others must not change
        **({} if not segment.style.fonts else {"fonts": [f.key for f in segment.style.fonts]}),
    }


def _caption_request(caption: Caption) -> list[Any]:
    place: list[Any] = [SUBTITLE_REVISION, *(["high"] if caption.high else [])]
    if caption.title:
        place += [caption.title, caption.opacity]
    return [caption.start_frame, caption.frames, caption.text, *place]


def finished_request(segment: Segment, burn_in: BurnIn | None) -> dict[str, Any]:
    """What a segment with its burn-in depends on; without one it is the segment's own request.

    So a film without burn-ins, a conformed one and its stills share their segments, and what
    the burn-in says of the film's time is asked only of those who show it.
    """
    request = segment_request(segment)
    return request if burn_in is None else {**request, "burn_in": _burn_in_request(burn_in)}


def _burn_in_request(burn_in: BurnIn) -> list[Any]:
    corners = (burn_in.top_left, burn_in.top_right, burn_in.bottom_left, burn_in.bottom_right)
    return [
        BURN_IN_REVISION,
        *([_item_request(item) for item in corner] for corner in corners),
        burn_in.safe_areas,
        list(burn_in.warnings),
    ]


def _item_request(item: str | Running) -> Any:
    if isinstance(item, str):
        return item
    time = [str(item.time.first), str(item.time.speed)]
    return [item.label, *time, item.timecode, item.drop_frame]


def _footage_request(footage: Footage) -> dict[str, Any]:
    path, card, time = footage.path, footage.card, footage.time
    missing = any(isinstance(panel.picture, Missing) for panel in footage.panels)
    return {
        "frames": footage.frames,
        "path": [
            *([v.x, v.y, v.width, v.roll_rad] for v in (path.start, path.end)),
            [path.frames, path.overscan, path.ease, path.sway],
            path.seed if path.sway else None,
        ],
        "panels": [_panel_request(panel) for panel in footage.panels],
        "plates": [_plate_request(plate) for plate in footage.plates],
        "card": None if card is None else _card_request(card),
        "slated": [CARD_REVISION, footage.name] if missing else "",
        # only where there is one: the keys of stills must not change
        **({} if footage.motion is None else {"motion": _motion_request(footage.motion)}),
        **({"travels": [path.travels, RELIEF_REVISION]} if path.travels else {}),
        **({} if path.still or path.overscan else {"closer": CLOSER_REVISION}),
        **({} if time == Retime() else {"time": [str(time.first), str(time.speed)]}),
    }


def _card_request(card: Card) -> list[Any]:
    fields = [[list(field) for field in card.fields]] if card.fields else []
    return [CARD_REVISION, card.kind, card.heading, list(card.lines), *fields]


def _motion_request(motion: MotionMedia) -> list[Any]:
    return [motion.key, str(motion.rate), motion.drawings, motion.passes is not None]


def _panel_request(panel: PanelMedia) -> list[Any]:
    picture = ["missing", panel.picture.reason] if isinstance(panel.picture, Missing) else panel.key
    has_depth = [panel.depth is not None, panel.figure_ids is not None]
    request: list[Any] = [panel.start_frame, panel.frames, picture, panel.overscan, has_depth]
    if panel.mouths and not isinstance(panel.picture, Missing):
        # only where somebody speaks: the keys of all others must not change
        request.append(
            [[m.key, m.figure, [[at, int(s)] for at, s in m.cues]] for m in panel.mouths]
        )
    return request


def _plate_request(plate: PlateMedia) -> list[Any]:
    content = None if isinstance(plate.sequence, Missing) else plate.key
    place = _place_request(plate.anchor)
    request = [plate.kind, content, place, str(plate.rate), plate.plate_frames, plate.loops]
    request += [PLATE_REVISION, plate.onset_frames]
    if any(anchor != plate.anchor for anchor in plate.anchors):
        request.append([_place_request(anchor) for anchor in plate.anchors])
    return request


def _place_request(a: PlateAnchor) -> list[Any]:
    place = (a.x, a.y, a.width, a.height, a.depth_m, a.fills_frame, a.intensity)
    return [_rounded(v) for v in (*place, a.thick_m, a.heart_m, a.tan_w, a.size_m, a.panes)]


def _rounded(value: Any) -> Any:
    """To a trillionth: a timeline's file does not hold the last digit, and no picture shows it."""
    if isinstance(value, float):
        return round(value, 12)
    return [_rounded(part) for part in value] if isinstance(value, tuple) else value

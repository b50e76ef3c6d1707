"""An edit's plates over an edit's pictures: each in its own time, as that of the picture sees it.

A footage has one time, that of its panels and their move; a plate has an onset in it and a rate.
Both say how fast and since when it burns, so a plate that an editor slid or slowed apart from its
shot is the same plate with others.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from filmgen.compositor.segments import Footage, Retime
from filmgen.editorial.conform.edit import EditClip
from filmgen.editorial.conform.time import nearest
from filmgen.editorial.model import PlateMedia


def split_at_plates(
    clips: tuple[EditClip, ...], plates: tuple[EditClip, ...], rate: Fraction
) -> tuple[EditClip, ...]:
    """The clips, cut where a plate over them begins or ends before it does by itself."""
    edges = sorted({edge for plate in plates for edge in _hard_edges(plate, rate)})
    parts: list[EditClip] = []
    for clip in clips:
        rest = clip
        for edge in edges:
            if clip.kind in ("title", "slate", "tail", "gap", "missing"):
                break
            if rest.start_frame < edge < rest.end_frame and not _follows(clip, edge, plates):
                length = edge - rest.start_frame
                parts.append(replace(rest, frames=length))
                rest = replace(
                    clip, start_frame=edge, frames=clip.end_frame - edge, first=clip.at(edge),
                    transition=type(clip.transition).CUT, transition_frames=0,
                )  # fmt: skip
        parts.append(rest)
    return tuple(parts)


def _hard_edges(plate: EditClip, rate: Fraction) -> list[int]:
    """Where a plate appears or goes, but for its own first frame."""
    assert plate.plate is not None
    edges = [] if plate.first == 0 and plate.speed > 0 else [plate.start_frame]
    played = plate.at(plate.end_frame) * plate.plate.rate / rate
    over = not plate.plate.loops and played >= plate.plate.plate_frames
    return edges if over else [*edges, plate.end_frame]


def _follows(clip: EditClip, edge: int, plates: tuple[EditClip, ...]) -> bool:
    """Whether what ends at an edge goes on there by another clip of the same plate."""
    ending = [p for p in plates if p.end_frame == edge]
    starting = [p for p in plates if p.start_frame == edge and not (p.first == 0 and p.speed > 0)]
    if len(ending) != len(starting):
        return False
    return all(
        any(a.uid == b.uid and a.speed == b.speed and a.at(edge) == b.first for b in starting)
        for a in ending
    )


def plates_over(
    clip: EditClip, plates: tuple[EditClip, ...], panel: int | None
) -> tuple[tuple[PlateMedia, ...], list[str]]:
    """The plates that lie over a clip, in its own time; and what cannot be followed.

    Args:
        panel: the one panel that the clip shows, None for all of its shot.
    """
    laid: list[PlateMedia] = []
    losses: list[str] = []
    for plate in plates:
        over = plate.start_frame < clip.end_frame and clip.start_frame < plate.end_frame
        if not over or plate.plate is None:
            continue
        media = plate.plate
        if panel is not None and media.anchors:
            anchor = media.anchor_in(panel)
            media = replace(media, anchor=anchor, anchors=())
        timed = _timed(media, plate, clip)
        if timed is None:
            losses.append(f"{plate.name}: runs against its picture; left out")
        elif timed not in laid:  # an editor's cuts of one plate
            laid.append(timed)
    return tuple(laid), losses


def _timed(media: PlateMedia, plate: EditClip, clip: EditClip) -> PlateMedia | None:
    """A plate with the onset and rate that it has in the time of the clip under it."""
    if clip.speed == 0 or plate.speed == 0:
        return media if clip.speed == plate.speed == 0 else None
    share = plate.speed / clip.speed
    if share <= 0:
        return None
    # where in the picture's time the plate's first frame is
    onset = nearest(clip.at(plate.start_frame) - plate.first / share)
    timed = media if share == 1 else replace(media, rate=media.rate * share)
    return timed if onset == media.onset_frames else replace(timed, onset_frames=onset)


def frozen(footage: Footage) -> Footage:
    """A footage whose picture stands still while its time goes on: plates burn before it."""
    at = footage.time.first
    view = footage.path.view(float(at))
    panels = footage.panels
    if panels:
        shown = max((p for p in panels if p.start_frame <= at), key=lambda p: p.start_frame,
                    default=panels[0])  # fmt: skip
        panels = (replace(shown, start_frame=0, frames=footage.frames, mouths=()),)
    path = replace(footage.path, start=view, end=view, sway=0.0)
    return replace(footage, path=path, panels=panels, time=Retime())

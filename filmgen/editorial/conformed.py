"""The shot list of a conformed film: what an editor's timeline shows of each shot, and when.

A conform writes no shots.json, for nobody broke a script down for it. What its clips remember of
their shots is enough to compare it with the film it was made from, and to export it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from filmgen.editorial.conform.edit import Edit, EditClip
from filmgen.editorial.documents import PanelDocument, ShotDocument, ShotsDocument
from filmgen.editorial.edited import read_edit
from filmgen.timecode import format_timecode, uses_drop_frame

_OURS = "shot"
_FOREIGN = ("still", "video", "sequence", "plate", "missing")


def conformed_document(timeline: Path) -> ShotsDocument:
    """The shot list of a timeline: a shot for each stretch of one, in its order.

    An editor's own media are shots of their clips' names. Gaps before the first shot and after
    the last one are the film's title card and tail.

    Raises:
        TimelineError: it is no timeline, or holds no picture.
    """
    edit = read_edit(timeline)
    groups = _stretches(edit.clips)
    shots = [
        _shot(group, before)
        for before, group in zip([None, *groups], groups, strict=False)
        if group[0].kind in (_OURS, *_FOREIGN)
    ]
    first = shots[0].start_frame - shots[0].slate_frames if shots else edit.frames
    last = shots[-1].start_frame + shots[-1].frames if shots else edit.frames
    width, height = edit.raster_px or (1280, 720)
    return ShotsDocument(
        title=edit.film_title or edit.title,
        rate=str(edit.rate),
        start_timecode=_timecode(edit),
        frames=edit.frames,
        slate_frames=first,
        tail_frames=edit.frames - last,
        width_px=width,
        height_px=height,
        aspect=str(edit.aspect or Fraction(width, height)),
        characters=(),
        warnings=edit.losses,
        missing={},
        shots=tuple(shots),
    )


def _timecode(edit: Edit) -> str:
    drop = edit.drop_frame and uses_drop_frame(edit.rate)
    return format_timecode(edit.start_frame, edit.rate, drop_frame=drop)


def _stretches(clips: Sequence[EditClip]) -> list[list[EditClip]]:
    """Clips, those together that go on with the same shot where the one before them ended."""
    groups: list[list[EditClip]] = []
    for clip in clips:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.kind == clip.kind
            and last.shot is not None
            and clip.shot is not None
            and last.shot.document.identity == clip.shot.document.identity
            and last.speed == clip.speed
            and last.at(clip.start_frame) == clip.first
        ):
            groups[-1].append(clip)
        else:
            groups.append([clip])
    return groups


def _shot(group: Sequence[EditClip], before: Sequence[EditClip] | None) -> ShotDocument:
    """The shot as it is seen now: its place, its length, the panels and lines that are left.

    Args:
        before: what is seen right before it; the slate of its scene belongs to it.
    """
    head = group[0]
    frames = group[-1].end_frame - head.start_frame
    document = head.shot.document if head.shot is not None else _foreign(head)
    slated = before is not None and before[0].kind == "slate"
    now: dict[str, object] = {
        "start_frame": head.start_frame,
        "frames": frames,
        "slate_frames": sum(clip.frames for clip in before) if slated and before else 0,
    }
    if head.transition_frames or document.transition_frames:  # cuts of every kind are cuts to OTIO
        now |= {
            "transition": head.transition.value,
            "transition_frames": head.transition_frames,
        }
    if head.shot is None:
        return document.model_copy(update=now)
    seen = (head.first, head.first + head.speed * frames)
    low, high = min(seen), max(seen)
    lines = tuple(
        line
        for line in document.lines
        if line.start_frame < high and line.start_frame + line.frames > low
    )
    panels = _panels(document, head, frames)
    return document.model_copy(update={**now, "lines": lines, "panels": panels})


def _panels(document: ShotDocument, head: EditClip, frames: int) -> tuple[PanelDocument, ...]:
    """The panels that are seen, at the frames of the stretch that show them."""
    found = []
    for panel in document.panels:
        begins, ends = panel.start_frame, panel.start_frame + panel.frames
        shown = [
            n for n in range(frames) if begins <= math.floor(head.first + head.speed * n) < ends
        ]
        if shown:
            place = {"start_frame": shown[0], "frames": shown[-1] - shown[0] + 1}
            found.append(panel.model_copy(update=place))
    return tuple(sorted(found, key=lambda panel: panel.start_frame))


def _foreign(clip: EditClip) -> ShotDocument:
    """A clip of the editor's own, as a shot that only has a name."""
    return ShotDocument(
        id=clip.name,
        identity=clip.uid or clip.name,
        scene="",
        scene_index=0,
        setting="",
        place="",
        location="",
        sublocation="",
        time_of_day="",
        weather="",
        setup=clip.kind,
        size="",
        angle="eye",
        move="",
        lens_mm=0,
        subjects=(),
        present=(),
        over="",
        sides=(),
        props=(),
        insert_prop="",
        title_text="",
        action="",
        why="",
        seed=None,
        first_line=0,
        last_line=0,
        start_frame=clip.start_frame,
        frames=clip.frames,
        transition=clip.transition.value,
        transition_frames=clip.transition_frames,
        panels=(),
        lines=(),
        effect_cues=(),
        sound_cues=(),
    )

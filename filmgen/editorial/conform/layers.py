"""Which clip is seen at each frame: upper ones cover lower ones, plates lie over what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.conform.edit import EditClip
from filmgen.editorial.conform.flatten import Entry, Leaf
from filmgen.editorial.conform.notes import plain
from filmgen.editorial.conform.time import first_frame, nearest

_KINDS = {kind.value: kind for kind in ShotTransition}


def laid(
    seen: Sequence[tuple[Leaf, EditClip]], frames: int
) -> tuple[tuple[EditClip, ...], tuple[EditClip, ...]]:
    """What is seen at each frame: upper clips cover lower ones, plates lie over what is there."""
    shown: list[EditClip] = []
    plates: list[EditClip] = []
    for _, clip in seen:
        clip_in = _part(clip, 0, frames)
        if clip_in is None or clip.kind == "gap":
            continue
        if clip.kind == "plate":
            plates.append(clip_in)
            continue
        shown = [part for one in shown for part in _without(one, clip_in)] + [clip_in]
        plates = [part for one in plates for part in _without(one, clip_in)]
    shown.sort(key=lambda clip: clip.start_frame)
    laid: list[EditClip] = []
    at = 0
    for clip in (*shown, EditClip("end", "", frames, 0)):
        if clip.start_frame > at:
            laid.append(EditClip("gap", "", at, clip.start_frame - at))
        if clip.frames:
            laid.append(clip)
        at = clip.end_frame
    return tuple(laid), tuple(plates)


def looped(plates: tuple[EditClip, ...], rate: Fraction) -> tuple[EditClip, ...]:
    """The plates, one clip for each: formats that know of no loops repeat their clips."""
    result: list[EditClip] = []
    for clip in plates:
        index = next((i for i, one in enumerate(result) if _loops_into(one, clip, rate)), None)
        if index is None:
            result.append(clip)
        else:
            before = result[index]
            result[index] = replace(before, frames=before.frames + clip.frames)
    return tuple(result)


def _loops_into(before: EditClip, clip: EditClip, rate: Fraction) -> bool:
    plate = clip.plate
    if before.plate != plate or plate is None or before.end_frame != clip.start_frame:
        return False
    gone = before.at(clip.start_frame) - clip.first
    round_of = plate.plate_frames * rate / plate.rate
    return before.speed == clip.speed and (gone == 0 or (plate.loops and gone % round_of == 0))


def _part(clip: EditClip, start: int, end: int) -> EditClip | None:
    """What of a clip lies within [start, end)."""
    start, end = max(start, clip.start_frame), min(end, clip.end_frame)
    if end <= start:
        return None
    return replace(clip, start_frame=start, frames=end - start, first=clip.at(start))


def _without(clip: EditClip, cover: EditClip) -> list[EditClip]:
    parts = (
        _part(clip, clip.start_frame, cover.start_frame),
        _part(clip, cover.end_frame, clip.end_frame),
    )
    return [part for part in parts if part is not None]


def entered(
    clips: tuple[EditClip, ...],
    seen: Sequence[tuple[Leaf, EditClip | None]],
    losses: list[str],
) -> tuple[EditClip, ...]:
    """The clips with the transitions that lead into them, where their first frame is seen."""
    entries: dict[int, Entry] = {}
    for leaf, _ in seen:
        if leaf.entry is not None:
            entries[first_frame(leaf.window.low)] = leaf.entry
    entered = []
    for clip in clips:
        entry = entries.pop(clip.start_frame, None)
        if entry is None or nearest(entry.frames) <= 0:
            entered.append(clip)
            continue
        kind = _transition(entry.transition, losses)
        length = _whole_length(entry, clip)
        entered.append(replace(clip, transition=kind, transition_frames=length))
    for entry in entries.values():
        losses.append(f"transition {entry.transition.name}: covered by a clip above; cut")
    return tuple(entered)


def slated(clips: tuple[EditClip, ...]) -> tuple[EditClip, ...]:
    """The clips, each scene's slate with the shot that it announces; black where none follows."""
    result = []
    for clip, after in zip(clips, (*clips[1:], None), strict=True):
        if clip.kind != "slate":
            result.append(clip)
        elif after is None or after.shot is None:
            result.append(replace(clip, kind="gap", uid=""))
        else:
            document = after.shot.document
            zero = Fraction(document.start_frame - document.slate_frames)
            result.append(replace(clip, shot=after.shot, heard=(zero, Fraction(1))))
    return tuple(result)


def carded(clips: tuple[EditClip, ...], film: dict[str, Any]) -> tuple[EditClip, ...]:
    """The clips, with the title card and the tail that came back as gaps without a name."""
    slate, tail = int(film.get("slate_frames", 0)), int(film.get("tail_frames", 0))
    result = list(clips)
    first, last = clips[0], clips[-1]
    if slate and first.kind == "gap" and first.frames == slate:
        zero = (Fraction(0), Fraction(1))
        result[0] = replace(first, kind="title", name="slate", heard=zero, uid="title")
    if tail and last.kind == "gap" and last.frames == tail and len(clips) > 1:
        zero = (Fraction(int(film["frames"]) - tail), Fraction(1))
        result[-1] = replace(last, kind="tail", name="tail", heard=zero, uid="tail")
    return tuple(result)


def _whole_length(entry: Entry, clip: EditClip) -> int:
    """Frames of a transition; ours may go on over a shot's panels, which OTIO's cannot."""
    length = nearest(entry.frames)
    notes = plain(entry.transition.metadata.get("filmgen") or {})
    wanted = notes.get("frames")
    if isinstance(wanted, int) and wanted > length and clip.kind == "shot":
        assert clip.shot is not None
        panels = clip.shot.document.panels
        if panels and length == min(wanted, panels[0].frames):
            return wanted
    return length


def _transition(transition: Any, losses: list[str]) -> ShotTransition:
    notes = plain(transition.metadata.get("filmgen") or {})
    if notes.get("kind") in _KINDS:
        return _KINDS[notes["kind"]]
    told = f"{transition.transition_type} {transition.name}".lower()
    if "wipe" in told:
        return ShotTransition.WIPE
    if "dip" in told or "fade out" in told:
        return ShotTransition.FADE_OUT_IN
    if "fade in" in told:
        return ShotTransition.FADE_IN
    if "dissolve" not in told and "fade" not in told:
        losses.append(f"transition {transition.name or told}: not known; a dissolve in its place")
    return ShotTransition.DISSOLVE

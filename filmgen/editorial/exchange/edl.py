"""The cut as a CMX3600 edit decision list, one event per shot.

What the format cannot hold, and what is done about it:

- One video track: panels, plates and sound are in the .otio file; an event is a whole shot,
  its source starting at 00:00:00:00.
- Reels of eight characters: scene and shot digits of the display id ("sc003_sh020" is
  003020), or S and a count where two would be alike. The full id is the clip name.
- CMX timecode exists at 24, 25, 30, 48, 50 and 60 frames/s. Slower rates that divide one of
  them are counted at it (12 frames/s at 24, every frame twice); at any other rate the list
  holds a comment instead of events.
- Timecode counts at the nominal whole rate (24 for 24000/1001), without dropping frames
  ("FCM: NON-DROP FRAME") unless the film's start timecode drops them ("FCM: DROP FRAME").
  Record times start at the film's start timecode.
- Dissolves are events; other transitions are comments on a cut.
- 999 events by the book; longer films number on with four digits, which most programs read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.model import Timeline, TimelineShot
from filmgen.editorial.paths import relative_path
from filmgen.media import Missing
from filmgen.timecode import format_timecode, parse_timecode, timebase

_RATES = (24, 25, 30, 48, 50, 60)
_TIME = re.compile(r"\b\d\d:\d\d:\d\d:\d\d\b")


def reel_names(display_ids: Sequence[str]) -> tuple[str, ...]:
    """A reel of at most eight letters and digits per shot, all different."""
    short = [re.sub(r"[^0-9A-Z]", "", re.sub(r"sc|sh", "", i).upper()) for i in display_ids]
    clashing = len(set(short)) != len(short) or any(not 0 < len(s) <= 8 for s in short)
    if clashing:
        return tuple(f"S{n:07d}" for n in range(1, len(short) + 1))
    return tuple(short)


def write_edl(timeline: Timeline, path: Path, root: Path) -> None:
    """Write the EDL; source files in comments are relative to `root`, the OUT folder."""
    path.write_text(edl_text(timeline, root), encoding="utf-8", newline="\n")


def edl_text(timeline: Timeline, root: Path) -> str:
    """The EDL as text, see `write_edl`."""
    cut = timeline.cut
    base = timebase(cut.rate)
    title = " ".join(cut.title.split())[:70] or "UNTITLED"
    head = f"TITLE: {title}\nFCM: {'DROP' if cut.drop_frame else 'NON-DROP'} FRAME\n"
    counted = next((r for r in _RATES if r % base == 0), None)
    if counted is None:
        reason = f"CMX3600 HAS NO TIMECODE AT {cut.rate} FRAMES/S; USE TIMELINE.OTIO"
        return f"{head}\n* NO EVENTS: {reason}\n"
    if not timeline.shots:
        return head
    rate, times = float(counted), counted // base
    track = otio.schema.Track(name="V", kind=otio.schema.TrackKind.Video)
    lead = cut.start_frame + cut.slate_frames
    if lead:
        track.append(otio.schema.Gap(source_range=_span(lead * times, rate)))
    reels = reel_names([s.cut.shot.display_id for s in timeline.shots])
    for i, (shot, reel) in enumerate(zip(timeline.shots, reels, strict=True)):
        transition = shot.cut.transition
        frames = min(shot.cut.transition_frames, shot.cut.frames)
        comments = _comments(shot, root)
        if frames and i and transition is ShotTransition.DISSOLVE:
            track.append(
                otio.schema.Transition(
                    transition_type="SMPTE_Dissolve",
                    in_offset=otio.opentime.RationalTime(0, rate),
                    out_offset=otio.opentime.RationalTime(frames * times, rate),
                )
            )
        elif transition is not ShotTransition.CUT:
            comments.append(f"TRANSITION: {transition.value.upper()} {frames} FRAMES")
        track.append(
            otio.schema.Clip(
                name=shot.cut.shot.display_id,
                source_range=_span(shot.cut.frames * times, rate),
                metadata={"cmx_3600": {"reel": reel, "comments": comments}},
            )
        )
    document = otio.schema.Timeline(name=title)
    document.tracks.append(track)
    text = otio.adapters.write_to_string(document, "cmx_3600", rate=rate)
    events = str(text).partition("\n")[2]
    return head + (_dropped(events, cut.rate) if cut.drop_frame else events)


def _dropped(events: str, rate: Fraction) -> str:
    """The adapter counts every frame; the events' times as drop-frame."""

    def drop(match: re.Match[str]) -> str:
        frame = parse_timecode(match[0], Fraction(timebase(rate)))
        # EDLs say drop-frame in FCM and write all times with colons.
        return format_timecode(frame, rate, drop_frame=True).replace(";", ":")

    lines = events.split("\n")
    return "\n".join(_TIME.sub(drop, line) if line[:1].isdigit() else line for line in lines)


def _span(frames: int, rate: float) -> Any:
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(0, rate), time(frames, rate))


def _comments(shot: TimelineShot, root: Path) -> list[str]:
    grammar = shot.cut.shot
    comments = [
        f"SHOT: {grammar.size.value} {grammar.angle.value} {grammar.move.value} "
        f"{grammar.lens_mm}MM {grammar.setup.value}"
    ]
    for panel in shot.panels:
        if isinstance(panel.picture, Missing):
            comments.append(
                f"PANEL {panel.label}: MISSING, {' '.join(panel.picture.reason.split())}"
            )
        else:
            comments.append(f"PANEL {panel.label}: {relative_path(panel.picture, root)}")
    return comments

"""cut.edl: the cut as a CMX3600 edit decision list, one event per shot.

What the format cannot hold, and what is done about it:

- One video track: plates and sound are in the other documents; an event is a whole shot, its
  source starting at 00:00:00:00. Its panels are comments.
- Reels of eight characters: scene and shot digits of the display id ("sc003_sh020" is
  003020), or S and a count where two would be alike. The full id is the clip name.
- CMX timecode exists at 24, 25, 30, 48, 50 and 60 frames/s. Slower rates that divide one of
  them are counted at it (12 frames/s at 24, every frame twice); at any other rate the list
  holds a comment instead of events.
- Timecode counts at the nominal whole rate (24 for 24000/1001), without dropping frames
  ("FCM: NON-DROP FRAME") unless the film's start timecode drops them ("FCM: DROP FRAME").
  Record times start at the film's start timecode and go on after 24 hours at zero.
- Dissolves are events; other transitions are comments on a cut. Markers are locators, as
  Avid writes them ("* LOC:").
- 999 events by the book; longer films number on with four digits, which most programs read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import opentimelineio as otio

from filmgen.editorial.exchange.clock import Clock
from filmgen.editorial.exchange.turnover import Note, Piece, Turnover
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


@dataclass
class _Event:
    """A shot: its pieces on V1, end to end."""

    name: str
    pieces: list[Piece]
    notes: list[Note] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


def write_edl(cut: Turnover, path: Path) -> None:
    """Write `edl_text`."""
    path.write_text(edl_text(cut), encoding="utf-8", newline="\n")


def edl_text(cut: Turnover) -> str:
    """The EDL as text; source files in comments are relative to it."""
    base = timebase(cut.rate)
    head = f"TITLE: {cut.title[:70]}\nFCM: {'DROP' if cut.drop_frame else 'NON-DROP'} FRAME\n"
    counted = next((r for r in _RATES if r % base == 0), None)
    if counted is None:
        reason = f"CMX3600 HAS NO TIMECODE AT {cut.rate} FRAMES/S; USE TIMELINE.OTIO"
        return f"{head}\n* NO EVENTS: {reason}\n"
    cut = cut.counted(counted // base)
    events = list(_events(cut))
    if not events:
        return head
    # The adapter reads and writes timecode at whole rates only.
    clock = Clock(float(counted))
    track = otio.schema.Track(name="V", kind=otio.schema.TrackKind.Video)
    dissolves = {d.frame: d for d in cut.dissolves if not d.before}
    at = -cut.start_frame
    for event, reel in zip(events, reel_names([e.name for e in events]), strict=True):
        if event.start > at:
            track.append(clock.gap(event.start - at))
        if event.start in dissolves:
            track.append(_dissolve(dissolves[event.start].frames, clock))
        track.append(_clip(event, reel, cut.start_frame, clock))
        at = event.end
    document = otio.schema.Timeline(name="film")
    document.tracks.append(track)
    text = str(otio.adapters.write_to_string(document, "cmx_3600", rate=float(counted)))
    body = "\n".join(_own_comments(text.partition("\n")[2].split("\n")))
    return head + (_dropped(body, cut.rate) if cut.drop_frame else body)


def _events(cut: Turnover) -> Iterator[_Event]:
    found: list[_Event] = []
    for piece in cut.lanes[0].pieces if cut.lanes else ():
        shot = piece.notes.get("shot")
        name = str(shot.get("id", piece.name)) if isinstance(shot, dict) else piece.name
        if found and found[-1].name == name and found[-1].end == piece.start:
            found[-1].pieces.append(piece)
        else:
            found.append(_Event(name, [piece]))
    starts = [event.start for event in found]
    for note in cut.notes if found else ():
        found[max(0, bisect_right(starts, note.frame) - 1)].notes.append(note)
    yield from found


def _clip(event: _Event, reel: str, start_frame: int, clock: Clock) -> Any:
    clip = otio.schema.Clip(
        name=event.name,
        source_range=clock.span(0, event.end - event.start),
        metadata={"cmx_3600": {"reel": reel, "comments": list(_comments(event))}},
    )
    clip.markers.extend(
        otio.schema.Marker(
            name=note.name,
            marked_range=clock.span((start_frame + note.frame) % _day(clock), 1),
            color=note.colour,
        )
        for note in event.notes
    )
    return clip


def _day(clock: Clock) -> int:
    return int(24 * 3600 * clock.rate)


def _dissolve(frames: int, clock: Clock) -> Any:
    return otio.schema.Transition(
        transition_type=otio.schema.TransitionTypes.SMPTE_Dissolve,
        in_offset=clock.frames(0),
        out_offset=clock.frames(frames),
    )


def _comments(event: _Event) -> Iterator[str]:
    shot = event.pieces[0].notes.get("shot")
    if isinstance(shot, dict):
        known = [shot.get(key, "") for key in ("size", "angle", "move")]
        lens = f"{shot.get('lens_mm', '')}MM"
        yield " ".join(str(w) for w in ("SHOT:", *known, lens, shot.get("setup", "")) if w)
    for piece in event.pieces:
        label = piece.notes.get("panel")
        what = f"PANEL {label}" if label else "PICTURE"
        medium = piece.medium
        yield f"{what}: {unquote(medium.url) or f'MISSING, {medium.reason}'}"
    for note in event.notes:
        if note.cue == "transition" and note.frame == event.start:
            yield f"TRANSITION: {note.name.upper()}"


def _own_comments(lines: Sequence[str]) -> Iterator[str]:
    """Without what the adapter says again, under a dissolve, of the clip it comes from.

    Its locators would be read as the incoming clip's.
    """
    said: list[str] = []
    for line in lines:
        if line.startswith("* FROM CLIP NAME:") or line.startswith("* TO CLIP NAME:"):
            yield line
            said = []
        elif line.startswith("*"):
            said.append(line)
        else:
            yield from said
            said = []
            yield line
    yield from said


def _dropped(events: str, rate: Fraction) -> str:
    """The adapter counts every frame; the events' times as drop-frame."""

    def drop(match: re.Match[str]) -> str:
        frame = parse_timecode(match[0], Fraction(timebase(rate)))
        # EDLs say drop-frame in FCM and write all times with colons.
        return format_timecode(frame, rate, drop_frame=True).replace(";", ":")

    def timed(line: str) -> bool:
        return line[:1].isdigit() or line.startswith("* LOC:")

    lines = events.split("\n")
    return "\n".join(_TIME.sub(drop, line) if timed(line) else line for line in lines)

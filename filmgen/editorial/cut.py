"""Lock the cut: every shot gets its exact frame range. Time is decided here, once.

Dialogue takes what its recording takes; action takes what its words take on the page.
The measure is the page's own: in standard layout a page has 55 lines and plays about a
minute, so a line of action (61 characters) is worth a little over a second, the blank
line around a paragraph likewise. Every shot is rounded to whole frames by itself: a line
that gets longer moves the shots after it and changes none of them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from filmgen.breakdown.model import Beat, Line, Setup, Shot, ShotList, ShotTransition
from filmgen.editorial.model import Cut, CutLine, CutPanel, CutShot
from filmgen.sound.words.word_times import WordTime
from filmgen.timecode import frames_covering, frames_from_seconds

LINE_S = 60 / 55
"""Seconds one printed line is worth."""
ACTION_LINE_CHARS = 61
PARAGRAPH_SHARE = 2.0
"""Lines a paragraph of usual length takes on the page, over its characters / 61: its last line
is half full, and blank lines and headings stand around it."""

SHORTEST_S: Mapping[Setup, float] = {
    Setup.ESTABLISHING: 3.2,
    Setup.MASTER: 2.0,
    Setup.INSERT: 1.5,
    Setup.REACTION: 1.2,
    Setup.TITLE: 2.2,
    Setup.MONTAGE: 1.2,
}
"""The least time a viewer needs with a shot of this kind; 1.5 s for the others."""

BEAT_S = 0.6
"""What each beat of action takes beyond its words: the pose is read before the next one."""
LEAD_IN_S = 0.45
"""Picture before the first word after a cut."""
LINE_GAP_S = 0.5
"""Between two lines; within one speaker's speech, and after "--", it is shorter."""
CUT_IN_S = 0.15
"""How long before the last word of a line that ends in "--" is out the other one begins."""
CUT_IN_LEAD_S = 0.08
"""Picture before the first word where a picture cut falls on the interruption."""
TAIL_S = 0.55
"""Picture after the last word: the thought lands."""
PAUSE_S = 0.8
"""What a "(beat)" or "(pause)" is worth."""
TITLE_CHARACTERS_S = 15
"""Of words on screen, read in a second, as subtitles are; and a second to see them come and go."""
SLATE_S = 3.0
SCENE_SLATE_S = 1.0
TAIL_BLACK_S = 1.0

TRANSITION_S: Mapping[ShotTransition, float] = {
    ShotTransition.DISSOLVE: 0.75,
    ShotTransition.FADE_IN: 0.9,
    ShotTransition.FADE_OUT_IN: 1.4,
    ShotTransition.WIPE: 0.6,
}
"""How long a transition plays over the shot it enters; cuts of every kind take none."""

_PAUSES = ("pause", "beat", "silence", "long moment", "hesitat", "停顿", "пауза")


@dataclass(frozen=True)
class CutSettings:
    """What the cut is made for; see `editorial.model.Cut` for the meanings."""

    rate: Fraction
    start_frame: int
    handle_frames: int
    width_px: int
    height_px: int
    aspect: Fraction
    slate: bool = True
    scene_slates: bool = False
    drop_frame: bool = False


@dataclass(frozen=True)
class LineLength:
    """How long a line takes, and what its recording, if there is one, says of its words."""

    seconds: float
    spoken: bool
    words: tuple[WordTime, ...] = ()
    mouth: tuple[float, ...] = ()


def action_seconds(text: str) -> float:
    """Screen time of a stretch of action from its share of the printed page.

    Proportional to the text's length, so that splitting a paragraph into shots adds
    nothing; `PARAGRAPH_SHARE` is what half-filled last lines and the blank line around
    a paragraph of usual length add. A Chinese, Japanese or Korean character counts as
    three columns: scripts in those languages run to about 500 characters a minute.
    """
    columns = sum(
        3 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in " ".join(text.split())
    )
    return columns / ACTION_LINE_CHARS * LINE_S * PARAGRAPH_SHARE


def lock_cut(shots: ShotList, lengths: Mapping[str, LineLength], settings: CutSettings) -> Cut:
    """Give every shot, panel and line its frames.

    Args:
        lengths: by line id; every line of the list must be there.

    Returns:
        The cut: shots adjoin but for the slates of scenes, panels fill their shots, lines lie
        inside theirs.

    Raises:
        KeyError: a line has no length.
    """
    rate = settings.rate
    slate_frames = frames_from_seconds(SLATE_S, rate) if settings.slate else 0
    tail_frames = frames_from_seconds(TAIL_BLACK_S, rate) if shots.fade_out else 0
    start = slate_frames
    cut_shots: list[CutShot] = []
    broken_off: Line | None = None
    scene: int | None = None
    for index, shot in enumerate(shots.shots):
        plan = _plan_shot(shot, lengths, broken_off)
        broken_off = plan.broken_off
        lines = _place_lines(plan, rate)
        # A line must lie wholly inside its shot, whatever the rounding did.
        needed = max((line.start_frame + line.frames for line in lines), default=1)
        frames = max(1, needed, frames_from_seconds(plan.seconds, rate))
        transition = shot.transition_in
        wanted = frames_from_seconds(TRANSITION_S.get(transition, 0.0), rate)
        if index == 0 and transition in (ShotTransition.DISSOLVE, ShotTransition.WIPE):
            transition = ShotTransition.FADE_IN
        slated = settings.scene_slates and shot.scene_index != scene
        scene_slate = frames_from_seconds(SCENE_SLATE_S, rate) if slated else 0
        scene = shot.scene_index
        start += scene_slate
        cut_shots.append(
            CutShot(
                shot=shot,
                start_frame=start,
                frames=frames,
                panels=_place_panels(plan, frames, rate),
                lines=lines,
                transition=transition,
                transition_frames=min(wanted, frames // 2),
                slate_frames=scene_slate,
            )
        )
        start += frames
    return Cut(
        title=shots.title,
        rate=rate,
        start_frame=settings.start_frame,
        slate_frames=slate_frames,
        tail_frames=tail_frames,
        handle_frames=settings.handle_frames,
        width_px=settings.width_px,
        height_px=settings.height_px,
        aspect=settings.aspect,
        shots=tuple(cut_shots),
        credit_lines=shots.credit_lines,
        contact_lines=shots.contact_lines,
        draft_lines=shots.draft_lines,
        drop_frame=settings.drop_frame,
    )


@dataclass(frozen=True)
class _TimedLine:
    line: Line
    start_s: float
    length: LineLength


@dataclass(frozen=True)
class _ShotPlan:
    seconds: float
    beat_starts_s: tuple[float, ...]
    beats: tuple[Beat, ...]
    lines: tuple[_TimedLine, ...]
    broken_off: Line | None


def _plan_shot(shot: Shot, lengths: Mapping[str, LineLength], broken_off: Line | None) -> _ShotPlan:
    """Lay beats and lines one after another, in seconds from the shot's start.

    Args:
        broken_off: the line that ends in "--" at the end of the shot before, if it does.
    """
    by_id = {line.id: line for line in shot.lines}
    placed: dict[str, _TimedLine] = {}
    clock = 0.0
    beat_starts: list[float] = []
    previous: Line | None = None
    seen_after = False
    for number, beat in enumerate(shot.beats):
        beat_starts.append(clock)
        if beat.action.strip():
            clock += action_seconds(beat.action) + BEAT_S
            seen_after = True
        ids = [i for i in beat.line_ids if i in by_id and i not in placed]
        if number == len(shot.beats) - 1:  # lines that no beat claims come last
            claimed = {i for b in shot.beats for i in b.line_ids}
            ids += [i for i in by_id if i not in placed and i not in ids and i not in claimed]
        for line_id in ids:
            line = by_id[line_id]
            length = lengths[line_id]
            partner = placed.get(line.dual_with)
            if partner is not None:
                at = partner.start_s
            elif previous is None:
                at = clock + _lead_in_s(line, None if seen_after else broken_off)
            elif _cuts_in(previous, line) and not seen_after:
                # Into the last word, but never before the one who is interrupted has begun.
                before = placed[previous.id]
                heard_s = _heard_s(before.length)
                at = before.start_s + max(heard_s - CUT_IN_S, 0.6 * heard_s)
            else:
                at = clock + _gap_s(previous, line)
            placed[line_id] = _TimedLine(line, at, length)
            clock = max(clock, at + length.seconds)
            previous = line
            seen_after = False
    hanging = previous if previous and _interrupted(previous.text) and not seen_after else None
    if previous is not None and not _interrupted(previous.text):
        clock += TAIL_S
    # Who is interrupted has no time to be looked at.
    shortest = 0.0 if hanging else SHORTEST_S.get(shot.setup, 1.5)
    if shot.title_text:
        shortest = max(shortest, 1.0 + len(shot.title_text) / TITLE_CHARACTERS_S)
    seconds = max(clock, shortest)
    if shot.hold_s is not None:
        words_end = max((p.start_s + p.length.seconds for p in placed.values()), default=0.0)
        seconds = max(shot.hold_s, words_end)
    elif shot.transition_in in TRANSITION_S:
        seconds = max(seconds, 2 * TRANSITION_S[shot.transition_in])
    if not placed and clock > 0 and seconds != clock:
        # Stretch the beats with the shot, so that a hold is shared by its panels.
        beat_starts = [at * seconds / clock for at in beat_starts]
    return _ShotPlan(
        seconds, tuple(beat_starts), shot.beats, tuple(placed.values()),
        hanging if shot.hold_s is None else None,
    )  # fmt: skip


def _lead_in_s(line: Line, broken_off: Line | None) -> float:
    """Picture before a shot's first word, given the line it may be cutting off."""
    if broken_off is not None and _cuts_in(broken_off, line):
        return CUT_IN_LEAD_S
    return LEAD_IN_S + _pause_s(line)


def _gap_s(previous: Line, line: Line) -> float:
    if _interrupted(previous.text):
        return 0.04 + _pause_s(line)
    if previous.character == line.character:
        return LINE_GAP_S / 2 + _pause_s(line)
    return LINE_GAP_S + _pause_s(line)


def _pause_s(line: Line) -> float:
    return PAUSE_S if any(word in line.delivery.lower() for word in _PAUSES) else 0.0


def _cuts_in(previous: Line, line: Line) -> bool:
    """Whether a line interrupts the one before: another speaks, and not after a pause."""
    other = previous.character != line.character
    return other and _interrupted(previous.text) and not _pause_s(line)


def _heard_s(length: LineLength) -> float:
    """When the last word is out: recordings end in a little silence."""
    out = [word.end_s for word in length.words]
    return min(length.seconds, max(out)) if out and max(out) > 0 else length.seconds


def _interrupted(text: str) -> bool:
    return text.rstrip().endswith(("--", "—", "–"))


def _place_lines(plan: _ShotPlan, rate: Fraction) -> tuple[CutLine, ...]:
    return tuple(
        CutLine(
            timed.line,
            frames_from_seconds(timed.start_s, rate),
            max(1, frames_covering(timed.length.seconds, rate)),
            timed.length.spoken,
            timed.length.words,
            timed.length.mouth,
        )
        for timed in plan.lines
    )


def _place_panels(plan: _ShotPlan, frames: int, rate: Fraction) -> tuple[CutPanel, ...]:
    """Panels fill the shot; one that would have no frame of its own is left out."""
    starts = [min(frames, math.floor(at * rate)) for at in plan.beat_starts_s]
    if starts:
        starts[0] = 0
    panels = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else frames
        if end > start:
            panels.append(CutPanel(plan.beats[index].label, start, end - start))
    return tuple(panels)

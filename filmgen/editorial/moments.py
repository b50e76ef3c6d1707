"""Moments: the frame in which a word of a shot falls.

A cue stands at a share of its shot's words (`SoundCue.at`, `EffectCue.onset`), counted as
`breakdown.prose.weight` counts them, action and speech in the order they are played. The cut gives
speech the time its recording takes and action the time its letters take on the page, so
that the share of the words is not the share of the shot: here it is led through beats, panels
and lines to the frame where its word is read or heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from filmgen.breakdown.prose import is_cjk, weight, words
from filmgen.editorial.cut import action_seconds
from filmgen.editorial.model import CutLine, CutShot

_ROUNDED = 0.0006
"""Shares are kept to three digits; they stand at words, or halfway to one (`happens_at`)."""
_LAST = 0.98
"""A cue at the very end of its shot still needs some picture to happen in."""


@dataclass(frozen=True)
class _Stretch:
    """Words that are read or spoken one after another, and the frames they take."""

    words: int
    start: float
    end: float
    text: str = ""
    line: CutLine | None = None


def moment_frame(cut_shot: CutShot, at: float, rate: Fraction) -> int:
    """The frame, from the shot's first, in which a share of the shot's words has passed.

    Args:
        at: 0 to 1 through the words; 0 is the shot's first frame.
        rate: of the film, frames a second.

    Returns:
        0 to `cut_shot.frames` - 1.
    """
    latest = min(cut_shot.frames - 1, int(_LAST * cut_shot.frames))
    if at <= 0:
        return 0
    stretches = tuple(_stretches(cut_shot, rate))
    total = sum(stretch.words for stretch in stretches)
    if not total:
        return min(int(at * cut_shot.frames), latest)
    left = min(at, 1.0) * total
    if abs(left - round(2 * left) / 2) <= _ROUNDED * total:
        left = round(2 * left) / 2
    for stretch in stretches:
        if left < stretch.words:
            frame = _within(stretch, left, rate)
            return min(max(int(frame), 0), latest)
        left -= stretch.words
    return latest


def _stretches(cut_shot: CutShot, rate: Fraction) -> Iterator[_Stretch]:
    """Action and lines in the order of the beats, as `cut` laid them."""
    panels = {panel.label: panel for panel in cut_shot.panels}
    lines = {placed.line.id: placed for placed in cut_shot.lines}
    claimed = {i for beat in cut_shot.shot.beats for i in beat.line_ids}
    start = 0
    for number, beat in enumerate(cut_shot.shot.beats):
        panel = panels.get(beat.label)
        if panel is not None:
            start = panel.start_frame
            end = panel.start_frame + panel.frames
        else:  # it has no frame of its own
            end = start
        spoken = [lines[i] for i in beat.line_ids if i in lines]
        if number == len(cut_shot.shot.beats) - 1:
            spoken += [placed for i, placed in lines.items() if i not in claimed]
        if beat.action.strip():
            room = max(0, min([placed.start_frame for placed in spoken] + [end]) - start)
            yield _Stretch(weight(beat.action), start, start + _read(
                beat.action, room, rate, alone=not spoken
            ), beat.action)  # fmt: skip
        for placed in spoken:
            yield _Stretch(
                weight(placed.line.text),
                placed.start_frame,
                placed.start_frame + placed.frames,
                placed.line.text,
                placed,
            )
        start = end


def _read(action: str, room: int, rate: Fraction, *, alone: bool) -> float:
    """Frames in which a beat's words pass: all of a panel that nobody speaks in."""
    return float(room) if alone else min(float(room), action_seconds(action) * float(rate))


def _within(stretch: _Stretch, passed: float, rate: Fraction) -> float:
    """The frame of a place among the words of a stretch."""
    share = passed / stretch.words
    said = stretch.line.words if stretch.line is not None else ()
    if stretch.line is not None and said:
        # Words of the recording, which may be fewer or more than those that are counted.
        place = share * len(said)
        word = said[min(int(place), len(said) - 1)]
        seconds = word.start_s + (place - int(place)) * (word.end_s - word.start_s)
        return stretch.start + seconds * float(rate)
    return stretch.start + (stretch.end - stretch.start) * _letters(stretch.text, passed)


def _letters(text: str, passed: float) -> float:
    """The share of a text's columns before its word number `passed`, halves between words."""
    starts, counts = [], []
    at, count = 0, 0.0
    for word in words(text):
        at = text.index(word, at)
        # the blank before it counts: it is no blank at the end
        starts.append(action_seconds(text[: at + 1]) - action_seconds(word[0]))
        counts.append(count)
        at += len(word)
        count += 0.5 if is_cjk(word) else 1.0
    length = action_seconds(text)
    return float(np.interp(passed, [*counts, count], [*starts, length])) / length

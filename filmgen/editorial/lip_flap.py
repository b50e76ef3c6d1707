"""Lip flap: which mouth a speaking figure has at every frame of a panel.

Drawn on twos, as limited animation is (Blair, Animation, 1949; Halas and Manvell, The Technique of
Film Animation, 1959): a mouth is held for two frames at least, shut in pauses and on the way to
the next line. What is shown is the recording's own openness, in steps; the letters of the word
that is heard say where lips are rounded.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from filmgen.blocking.mouths import MouthShape
from filmgen.editorial.model import CutLine
from filmgen.sound.words.mouth import STEPS_HZ
from filmgen.sound.words.word_times import WordTime

Cues = tuple[tuple[int, MouthShape], ...]
"""Frames from the shot's first, each with the shape that is seen from there until the next."""

DRAWINGS_HZ = 12
"""Mouths a second at most, at any frame rate."""
_LADDER = (
    (0.10, MouthShape.CLOSED),
    (0.30, MouthShape.SMALL),
    (0.62, MouthShape.OPEN),
    (math.inf, MouthShape.WIDE),
)
"""Openness below which a mouth has a shape."""
_SHUT = 0.05
_WIDER = 1.5
"""Openness of a mouth that shouts, over what its phonemes ask for."""
_VOWELS = re.compile(r"[aeiouywаеёиоуыэюя]+")
_ROUND = ("o", "u", "w", "о", "у", "ю", "ё")


def speaks(line: CutLine, figure: str) -> bool:
    """Whether a figure is seen to say a line: its own, on screen, and recorded."""
    return line.line.character == figure and line.line.on_screen and bool(line.mouth)


def hold_frames(rate: Fraction) -> int:
    """Frames a mouth is held for at least: two at 24."""
    return max(2, round(rate / DRAWINGS_HZ))


def lip_flap(
    lines: Sequence[CutLine],
    figure: str,
    rate: Fraction,
    start_frame: int,
    frames: int,
    *,
    rest: MouthShape = MouthShape.CLOSED,
    hold: int = 0,
) -> Cues:
    """The mouths of a figure through a panel.

    Args:
        lines: of the shot.
        start_frame, frames: of the panel, from the shot's first frame.
        rest: shape between lines: REST goes back to the key pose's own mouth, an expression that
            is held, such as a shout: words are then mouthed wider.
        hold: frames a mouth is held for, where more than `hold_frames`: those of a drawing.

    Returns:
        Cues from the panel's first frame on, no two alike after each other; empty where the figure
        says nothing in the panel.
    """
    end = start_frame + frames
    spoken = [
        line
        for line in lines
        if speaks(line, figure)
        and line.start_frame < end
        and line.start_frame + line.frames > start_frame
    ]
    if not spoken or frames <= 0:
        return ()
    shown = [rest] * frames
    hold = max(hold, hold_frames(rate))
    for line in spoken:
        for at in range(0, line.frames, hold):
            opening = _openness(line.mouth, at, hold, rate)
            if opening is None:
                break
            if rest is MouthShape.REST:
                opening *= _WIDER
            shape = next(shape for below, shape in _LADDER if opening < below)
            if shape in (MouthShape.SMALL, MouthShape.OPEN) and _is_round(
                line.words, float((at + hold / 2) / rate)
            ):
                shape = MouthShape.ROUND
            for frame in range(at, min(at + hold, line.frames)):
                if start_frame <= line.start_frame + frame < end:
                    shown[line.start_frame + frame - start_frame] = shape
    cues = _cues(shown, start_frame, hold)
    return cues if any(shape.openness > 0 for _, shape in cues) else ()


def shape_at(cues: Cues, frame: int) -> MouthShape:
    """The shape seen at a frame of the shot; the key pose's own before the first cue."""
    at = bisect_right(cues, frame, key=lambda cue: cue[0])
    return cues[at - 1][1] if at else MouthShape.REST


def _openness(track: Sequence[float], at: int, hold: int, rate: Fraction) -> float | None:
    """Openness while a drawing is seen; None past the track's end.

    The mean, but lips that meet while it is seen are drawn shut: a p that fell between two
    drawings would be missed more than any vowel.
    """
    first = int(at * STEPS_HZ / rate)
    last = max(first + 1, math.ceil((at + hold) * STEPS_HZ / rate))
    heard = np.nan_to_num(np.asarray(track[max(0, first - 1) : last], np.float64))
    before, heard = (heard[0], heard[1:]) if first else (0.0, heard)
    if not len(heard):
        return None
    shut = heard < _SHUT
    meets = shut & (np.concatenate([[before], heard[:-1]]) >= _SHUT)
    return 0.0 if shut.all() or meets.any() else float(heard[~shut].mean())


def _is_round(words: Sequence[WordTime], seconds: float) -> bool:
    """Whether the letters heard at a time, from the line's start, are an o, a u or a w."""
    word = next((w for w in words if w.start_s <= seconds < w.end_s), None)
    letters = "" if word is None else _letters(word.word)
    vowels = list(_VOWELS.finditer(letters))
    if word is None or not vowels:
        return False
    place = (seconds - word.start_s) / (word.end_s - word.start_s) * len(letters)
    near = min(vowels, key=lambda v: abs((v.start() + v.end()) / 2 - place))
    return near.group().startswith(_ROUND)


def _letters(word: str) -> str:
    """A word's letters, small and without accents."""
    plain = (c if c in "ёй" else unicodedata.normalize("NFD", c)[0] for c in word.lower())
    return "".join(c for c in plain if c.isalpha())


def _cues(shown: Sequence[MouthShape], start_frame: int, hold: int) -> Cues:
    """Runs of alike mouths. A mouth is held for `hold` frames: what comes sooner waits, and what
    would be seen for less before the panel ends is left out.
    """
    cues = [(start_frame, shown[0])]
    for i, shape in enumerate(shown):
        since, held = cues[-1]
        if shape is not held and start_frame + i - since >= hold and len(shown) - i >= hold:
            cues.append((start_frame + i, shape))
    return tuple(cues)

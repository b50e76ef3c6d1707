"""A beat of an answer weighed: what of it can stand on the page, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filmgen.story import clean
from filmgen.story.answers import BeatAnswer, LastBeatAnswer
from filmgen.story.checks import Page, action_faults, is_fatal, line_faults
from filmgen.story.model import Beat, Spoken
from filmgen.story.standing import joined

_LINE_CHARACTERS, _ACTION_CHARACTERS, _BUTTON_CHARACTERS = 150, 230, 170
_LIGHT = 0.25
"""What a light fault costs, in lines."""


@dataclass(frozen=True)
class Candidate:
    """What stands of an answer.

    Attributes:
        beat: the good lines and sentences; None where nothing can stand.
        score: good lines and sentences less faults; the higher the better.
        faults: of what was dropped, and light ones of what stands, with where they are.
        whole: whether it needs no redraw.
    """

    beat: Beat | None
    score: float
    faults: tuple[str, ...]
    whole: bool


def weigh(answer: BeatAnswer, page: Page, fewest: int, last: bool) -> Candidate:
    """A beat's answer against the page it is to stand on.

    Args:
        fewest: good lines a whole beat has.
    """
    faults: list[str] = []
    score = 0.0
    kept_action: list[str] = []
    for sentence in clean.action_sentences(answer.action, _ACTION_CHARACTERS)[:4]:
        seen = replace(page, actions=(*page.actions, *kept_action))
        found = action_faults(sentence, seen)
        faults.extend(f"action {fault}" for fault in found)
        if is_fatal(found) or "long" in found:
            continue
        kept_action.append(sentence)
    score += min(len(kept_action), 2) * 0.75
    lines: list[Spoken] = []
    for given in answer.lines:
        says, how = clean.speech(given.says, given.who, _LINE_CHARACTERS)
        spoken = tuple((line.who, line.says) for line in lines)
        found = line_faults(given.who, says, replace(page, lines=(*page.lines, *spoken)))
        faults.extend(f"{given.who} {fault}" for fault in found)
        if is_fatal(found):
            score -= _LIGHT
            continue
        lines.append(Spoken(given.who, says, how))
        score += 1 - _LIGHT * len(found)
    lines = joined(lines)
    button = _button(answer, page, kept_action, faults) if last else ""
    score += 0.75 if button else 0.0
    beat = Beat(" ".join(kept_action), tuple(lines), button) if lines or kept_action else None
    whole = len(lines) >= fewest and bool(kept_action) and (bool(button) or not last)
    return Candidate(beat, round(score, 3), tuple(faults), whole)


def _button(answer: BeatAnswer, page: Page, action: list[str], faults: list[str]) -> str:
    if not isinstance(answer, LastBeatAnswer):
        return ""
    seen = replace(page, actions=(*page.actions, *action))
    for sentence in clean.action_sentences(answer.button, _BUTTON_CHARACTERS)[:1]:
        found = action_faults(sentence, seen)
        if not is_fatal(found) and "long" not in found:
            return sentence
        faults.extend(f"button {fault}" for fault in found)
    return ""

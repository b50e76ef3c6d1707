"""A scene written in one answer, for models that hold it together: drawn, weighed, drawn again."""

from __future__ import annotations

from filmgen.config import WritingSettings
from filmgen.errors import EngineError
from filmgen.story.answers import LastBeatAnswer, scene_form
from filmgen.story.candidates import weigh
from filmgen.story.checks import Page
from filmgen.story.model import Beat, Premise
from filmgen.story.standing import stands
from filmgen.story.tasks import Manner, Shown, scene_task
from filmgen.writing.session import Session

BEATS = 4
LINES = (3, 4)
"""Beats of a scene and lines of a beat: 12 to 16 speeches, a page."""
_FEWEST = 2
"""Good lines of a beat, or the scene is drawn again."""


def write_at_once(
    session: Session, manner: Manner, settings: WritingSettings, shown: Shown, premise: Premise,
    page: Page, notes: list[str], number: str,
) -> tuple[tuple[Beat, ...], Page]:  # fmt: skip
    """The beats of the best draw, and the page with them on it; none where not one came.

    A draw in which every beat stands and everybody speaks ends the drawing. Arguments as
    `by_line.write_by_line`.
    """
    names = [person.name for person in premise.people]
    task, form = scene_task(manner, shown, BEATS, LINES), scene_form(names, BEATS, LINES)
    drawn: list[tuple[bool, float, tuple[Beat, ...], Page, tuple[str, ...]]] = []
    failure = ""
    for attempt in range(1 + settings.redraws):
        try:
            answer = session.ask(task, form, attempt=attempt)
        except EngineError as error:
            failure = str(error)
            continue
        here, beats, score, whole = page, [], 0.0, True
        faults: tuple[str, ...] = ()
        for index, given in enumerate(answer.beats, start=1):
            last = index == len(answer.beats)
            if last:
                given = LastBeatAnswer(action=given.action, lines=given.lines, button=answer.button)
            candidate = weigh(given, here, _FEWEST, last)
            score, whole = score + candidate.score, whole and candidate.whole
            faults += candidate.faults
            if candidate.beat is not None:
                beats.append(candidate.beat)
                here = stands(here, candidate.beat)
        silent = set(names) - {line.who for beat in beats for line in beat.lines}
        drawn.append((whole and not silent, score - len(silent), tuple(beats), here, faults))
        if drawn[-1][0]:
            break
    if not drawn:
        notes.append(f"scene {number}: {failure}")
        return (), page
    _, _, kept, here, faults = max(drawn, key=lambda one: one[:2])
    if not any(beat.lines for beat in kept):
        notes.append(f"scene {number}: no line of it could stand ({', '.join(faults[:4])})")
        return (), page
    return kept, here

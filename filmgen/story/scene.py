"""From a logline to scenes: the order of the work.

The program holds the structure. People, place and time come from the logline by code where it
says them. A large model then writes a scene at a time (`by_scene`), a small one goes on with
notes and a page a line at a time (`by_line`). Everything is held against the page before it
stands there; what stands in the end is the writer's own words or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.config import WritingSettings
from filmgen.errors import EngineError
from filmgen.sound.words.language import guess_language
from filmgen.story.by_line import FEWEST_LINES, write_by_line
from filmgen.story.by_scene import write_at_once
from filmgen.story.checks import Page
from filmgen.story.labels import EXAMPLE
from filmgen.story.manuscript import WrittenScene, lay_out
from filmgen.story.model import Beat, Person, Premise, SceneIdea, Story, StoryBrief
from filmgen.story.outline import outline_story
from filmgen.story.premise import draw_premise
from filmgen.story.tasks import Manner, shown_premise
from filmgen.writing.session import Session

_NOTES, _LINES = 9, 16
"""Answers of a scene that is written line by line: its plan, its lines."""
_PERSON = 2
_TOLD = 200


def write_story(session: Session, brief: StoryBrief, settings: WritingSettings) -> Story:
    """Write what a brief asks for.

    Raises:
        EngineUnavailable: the engine cannot be used.
        EngineError: the premise could not be had, or not one line of any scene.
    """
    language = guess_language(brief.logline)
    manner = Manner(language, brief.style)
    step = step_of(session, settings)
    session.progress.stage("write", _answers(brief.scenes, step))
    premise = draw_premise(session, brief, manner, step)
    notes: list[str] = []
    ideas: tuple[SceneIdea, ...] = ()
    if brief.scenes > 1:
        ideas = outline_story(session, brief, manner, premise, notes)
    written: list[WrittenScene] = []
    page = Page(())
    for number, idea in enumerate(ideas or (None,), start=1):
        here = _premise_of(premise, idea)
        beats, page = write_scene(
            session, brief, manner, settings, here, notes, str(number), idea=idea, page=page
        )
        if beats:
            written.append(WrittenScene(here.setting, here.people, beats))
    session.progress.done()
    if not written:
        why = f" ({notes[-1]})" if notes else ""
        raise EngineError(session.engine.name, step, f"not one line could stand on a page{why}")
    screenplay = lay_out(premise.title, written, language)
    _note_missing(written, premise, notes)
    numbers = tuple(scene.number for scene in screenplay.scenes)
    return Story(screenplay, tuple(notes), language, premise, ideas, numbers)


def write_scene(
    session: Session, brief: StoryBrief, manner: Manner, settings: WritingSettings,
    premise: Premise, notes: list[str], number: str, *,
    idea: SceneIdea | None = None, page: Page | None = None, before: str = "",
) -> tuple[tuple[Beat, ...], Page]:  # fmt: skip
    """One scene's beats in order, and the page after it; no beats where nothing could stand.

    Args:
        premise: place and people of this scene.
        notes: what was left out is added.
        page: lines and secrets of earlier scenes, not to be said again.
        before: the last action of a script that goes on.
    """
    known = page or Page(())
    sources = [brief.logline, brief.style_excerpt, premise.stakes]
    sources += [idea.happens, idea.turns] if idea is not None else []
    here = Page(
        premise.people, manner.language, known.lines[-_TOLD:], (),
        tuple(s for s in sources if s), known.open_secrets, premise.setting.time, (EXAMPLE,),
    )  # fmt: skip
    if step_of(session, settings) == "scene":
        shown = shown_premise(brief, premise, idea)
        return write_at_once(session, manner, settings, shown, premise, here, notes, number)
    return write_by_line(
        session, manner, settings, brief, premise, here, notes, number, idea=idea, before=before
    )


def step_of(session: Session, settings: WritingSettings) -> str:
    """ "line" or "scene": what the user wants, or the engine writes well; templates come whole."""
    if not session.engine.generates:
        return "scene"
    return session.engine.step if settings.step == "auto" else settings.step


def _premise_of(premise: Premise, idea: SceneIdea | None) -> Premise:
    if idea is None:
        return premise
    people = tuple(p for p in premise.people if p.name in idea.who) or premise.people
    return Premise(premise.title, idea.setting, "", people)


def _note_missing(written: Sequence[WrittenScene], premise: Premise, notes: list[str]) -> None:
    heard = {line.who for scene in written for beat in scene.beats for line in beat.lines}
    silent: list[Person] = [p for p in premise.people if p.given and p.name not in heard]
    notes.extend(f"{person.name} of the logline does not speak" for person in silent)
    lines = sum(len(beat.lines) for scene in written for beat in scene.beats)
    if lines < FEWEST_LINES * len(written):
        notes.append(f"only {lines} lines could stand; another seed may do better")


def _answers(scenes: int, step: str) -> int:
    """How many answers there will be, as far as can be told: redraws come on top."""
    each = 1 if step == "scene" else _NOTES + _LINES
    people = 0 if step == "scene" else 2 * _PERSON
    return 1 + people + scenes * each + (scenes > 1)

"""A script goes on: the scene after its last page, in its language, with its people."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.breakdown.cast import is_collective
from filmgen.breakdown.prose import sentences
from filmgen.config import WritingSettings
from filmgen.errors import EngineError
from filmgen.screenplay.headings import is_heading
from filmgen.screenplay.model import PlaceKind, Screenplay
from filmgen.sound.words.language import guess_language
from filmgen.story import clean
from filmgen.story.answers import NextAnswer, idea_form
from filmgen.story.checks import Page
from filmgen.story.digest import action_of, last_pages, spoken
from filmgen.story.manuscript import WrittenScene, append
from filmgen.story.measures import likeness
from filmgen.story.model import Person, Premise, SceneIdea, Story, StoryBrief, Twist
from filmgen.story.outline import idea_of
from filmgen.story.places import time_of
from filmgen.story.scene import write_scene
from filmgen.story.tasks import Manner, next_task
from filmgen.writing.session import Session

_CAST = 8
_PAGES_TOKENS = 1400


def continue_story(
    session: Session,
    screenplay: Screenplay,
    settings: WritingSettings | None = None,
    *,
    scenes: int = 1,
    turn: Twist | None = None,
) -> Story:
    """The script with `scenes` new scenes at its end; what stood there stands unchanged.

    Args:
        turn: a plot turn that the first new scene plays.

    Raises:
        EngineUnavailable: the engine cannot be used.
        EngineError: nobody speaks in the script, or not one new line could be written.
    """
    settings = settings or WritingSettings()
    spoken_words = " ".join(spoken(s) for scene in screenplay.scenes for s in scene.speeches())
    language = guess_language(spoken_words[-4000:])
    manner = Manner(language)
    cast = cast_of(screenplay)
    if not cast:
        raise EngineError(session.engine.name, "next", "nobody speaks in the script so far")
    notes: list[str] = []
    grown = screenplay
    for done in range(scenes):
        number = str(len(grown.scenes) + 1)
        idea = _next(session, manner, grown, cast, turn if done == 0 else None)
        people = tuple(person for person in cast if person.name in idea.who)
        # What happens in the scene is its logline; it came from the writer, not from the user.
        brief = StoryBrief(idea.happens)
        premise = Premise("", idea.setting, idea.turns, people)
        told = tuple((s.character, spoken(s)) for scene in grown.scenes for s in scene.speeches())
        before = " ".join(sentences(action_of(grown.scenes[-1]))[-2:])
        beats, _ = write_scene(
            session, brief, manner, settings, premise, notes, number,
            page=Page((), lines=told), before=before,
        )  # fmt: skip
        if not beats:
            break
        new = WrittenScene(idea.setting, people, beats)
        grown = append(grown, [new], language, grown.characters())
    if grown is screenplay:
        why = f" ({notes[-1]})" if notes else ""
        raise EngineError(session.engine.name, "line", f"not one line could stand on a page{why}")
    numbers = tuple(scene.number for scene in grown.scenes[len(screenplay.scenes) :])
    return Story(grown, tuple(notes), language, None, (), numbers)


def cast_of(screenplay: Screenplay) -> tuple[Person, ...]:
    """Who may be in the next scene: those heard last come first; crowds and voices do not."""
    last: dict[str, int] = {}
    for index, scene in enumerate(screenplay.scenes):
        for speech in scene.speeches():
            name = speech.character
            if not is_collective(name) and not is_heading(name, after_blank=True):
                last[name] = index
    names = sorted(last, key=lambda name: -last[name])
    return tuple(Person(name) for name in names[:_CAST])


def _next(
    session: Session, manner: Manner, screenplay: Screenplay, cast: Sequence[Person],
    turn: Twist | None = None,
) -> SceneIdea:  # fmt: skip
    names = [person.name for person in cast]
    places = list(
        dict.fromkeys(s.heading.location.lower() for s in screenplay.scenes if s.heading.location)
    )
    engine = session.engine
    room = min(session.room(next_task(manner, cast, places[-6:], "", turn)), _PAGES_TOKENS)
    pages = last_pages(screenplay, room, engine.count_tokens)
    task = next_task(manner, cast, places[-6:], pages, turn)
    form = idea_form(names, NextAnswer)
    told = " ".join(action_of(scene) for scene in screenplay.scenes[-1:])
    for attempt in range(2):
        idea = idea_of(session.ask(task, form, attempt=attempt))
        if likeness(idea.happens, told) < 0.6:
            break
    return _lit(idea, screenplay)


def _lit(idea: SceneIdea, screenplay: Screenplay) -> SceneIdea:
    """In a place that the script knows, inside stays inside."""
    for scene in reversed(screenplay.scenes):
        heading = scene.heading
        same = heading.location.casefold() == idea.setting.place.casefold()
        if same and heading.place in (PlaceKind.INTERIOR, PlaceKind.EXTERIOR):
            kind = "INT" if heading.place is PlaceKind.INTERIOR else "EXT"
            time = time_of(heading.time_of_day) or idea.setting.time
            setting = type(idea.setting)(kind, idea.setting.place, time)  # type: ignore[arg-type]
            return SceneIdea(setting, idea.who, clean.plain(idea.happens), idea.turns)
    return idea

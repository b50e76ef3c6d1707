"""Three plot turns that a script has made possible, to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from filmgen.errors import EngineError
from filmgen.screenplay.model import Screenplay
from filmgen.sound.words.language import guess_language
from filmgen.story import clean
from filmgen.story.answers import TwistsAnswer, twists_form
from filmgen.story.checks import content_words, right_language
from filmgen.story.digest import action_of, every_scene, spoken
from filmgen.story.measures import likeness
from filmgen.story.model import Twist
from filmgen.story.tasks import Manner, twist_task
from filmgen.story.twist_by_line import draw_twists
from filmgen.writing.answer import AnswerError
from filmgen.writing.session import Session

_DIGEST_TOKENS = 2400
_ALIKE = 0.6
_SCENES = 60


def propose_twists(session: Session, screenplay: Screenplay) -> tuple[Twist, ...]:
    """Three turns, each with what is already planted for it.

    Raises:
        EngineUnavailable: the engine cannot be used.
        EngineError: an empty script, or no three different turns were to be had.
    """
    scenes = [scene for scene in screenplay.scenes if not scene.heading.omitted]
    if not any(scene.elements for scene in scenes):
        raise EngineError(session.engine.name, "twist", "nothing happens in the script so far")
    facts = [
        {
            "number": scene.number, "heading": scene.heading.text, "action": action_of(scene),
            "lines": [{"who": s.character, "says": spoken(s)} for s in scene.speeches()],
        }
        for scene in scenes
    ]  # fmt: skip
    words = " ".join(str(fact["action"]) for fact in facts) + " ".join(_said(facts))
    manner = Manner(guess_language(words[:6000]))
    cast = screenplay.characters()
    room = min(session.room(twist_task(manner, facts, "", cast)), _DIGEST_TOKENS)
    digest = every_scene(screenplay, room, session.engine.count_tokens)
    if session.engine.step == "line" and session.engine.generates and manner.language == "en":
        return draw_twists(session, digest, cast, words, scenes[-1].number)
    task = twist_task(manner, facts, digest, cast)
    form = twists_form([scene.number for scene in scenes[-_SCENES:]])

    def check(answer: TwistsAnswer) -> None:
        _check(answer, manner.language)

    answer = session.ask(task, form, check=check)
    return tuple(
        Twist(
            _sentence(given.turn), _planted(given.planted, words), _sentence(given.changes),
            given.scene,
        )
        for given in answer.twists
    )  # fmt: skip


def _said(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [line["says"] for fact in facts for line in fact["lines"]]


def _check(answer: TwistsAnswer, language: str) -> None:
    turns = [given.turn for given in answer.twists]
    for index, turn in enumerate(turns):
        if any(likeness(turn, other) >= _ALIKE for other in turns[:index]):
            raise AnswerError("two of the turns are the same; three different ones are asked for")
        if not right_language(turn, language):
            raise AnswerError("a turn is not in the language of the script")


def _planted(text: str, words: str) -> str:
    """What is planted, if any word of it stands in the script; "" where it was made up."""
    said = content_words(text)
    return _sentence(text) if said & content_words(words) or not said else ""


def _sentence(text: str) -> str:
    return clean.whole_sentences(clean.plain(text), 170) or clean.phrase(text, 24)

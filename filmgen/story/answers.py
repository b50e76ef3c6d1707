"""What a writer answers with in each task, as typed values with bounds.

The classes here are the forms; `premise_form`, `scene_form` … narrow them to a story: names and
places become enumerations, so that a model can neither invent a third brother nor leave the
lighthouse. Limits on strings lie well above what is asked for: a grammar cuts a string off in
the middle of a word, and `clean.whole_sentences` then has to throw the rest away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from filmgen.story.model import Kind, Time
from filmgen.writing.answer import Answer

Words = Annotated[str, Field(min_length=2, max_length=110)]
Sentence = Annotated[str, Field(min_length=2, max_length=170)]
Speech = Annotated[str, Field(min_length=1, max_length=150)]
Paragraph = Annotated[str, Field(min_length=8, max_length=230)]
Name = Annotated[str, Field(min_length=1, max_length=28)]


class PersonAnswer(Answer):
    """One of the cast: a look that a camera sees, a want, and what is kept from the others."""

    name: Name
    look: Words
    wants: Words
    secret: Words


class PremiseAnswer(Answer):
    """Task "premise": the scene's place and people. `people` in the order of `facts["cast"]`."""

    title: Annotated[str, Field(min_length=1, max_length=40)]
    kind: Kind
    place: Annotated[str, Field(min_length=2, max_length=40)]
    time: Time
    stakes: Words
    people: Annotated[list[PersonAnswer], Field(min_length=1, max_length=6)]


class MeetingAnswer(PremiseAnswer):
    """Task "premise" of a logline with one person: with who stands against it."""

    other: PersonAnswer


class SettingAnswer(Answer):
    """Task "setting": what a logline leaves open of where, when and who, before notes are made.

    A field stands here only where the logline decides nothing; see `setting_form`.
    """


class LineAnswer(Answer):
    """A line; what it does to the other is decided before its words, and guides them."""

    who: Name
    does: Annotated[str, Field(min_length=2, max_length=60)]
    says: Speech


class BeatAnswer(Answer):
    """One beat, its action first, then its lines."""

    action: Paragraph
    lines: Annotated[list[LineAnswer], Field(min_length=2, max_length=5)]


class LastBeatAnswer(BeatAnswer):
    """The last beat, with a button: the last picture of the scene."""

    button: Sentence


class SceneAnswer(Answer):
    """Task "scene": a whole scene at once, as its beats, for models that hold it together."""

    beats: Annotated[list[BeatAnswer], Field(min_length=2, max_length=8)]
    button: Sentence


class SceneIdeaAnswer(Answer):
    kind: Kind
    place: Annotated[str, Field(min_length=2, max_length=40)]
    time: Time
    who: Annotated[list[Name], Field(min_length=1, max_length=4)]
    happens: Sentence
    turns: Sentence


class OutlineAnswer(Answer):
    """Task "outline": the next `facts["count"]` scenes of a story, each turning on the last."""

    scenes: Annotated[list[SceneIdeaAnswer], Field(min_length=1, max_length=6)]


class NextAnswer(SceneIdeaAnswer):
    """Task "next": the scene that follows a script."""


class TwistAnswer(Answer):
    scene: Annotated[str, Field(min_length=1, max_length=12)]
    turn: Sentence
    planted: Sentence
    changes: Sentence


class TwistsAnswer(Answer):
    """Task "twist": three turns that the script has made possible."""

    twists: Annotated[list[TwistAnswer], Field(min_length=3, max_length=3)]


def one_of(values: Sequence[str]) -> Any:
    """The type whose values are these and no others."""
    return Literal[tuple(values)]


def listed(item: Any, fewest: int, most: int) -> Any:
    return Annotated[list[item], Field(min_length=fewest, max_length=most)]


def premise_form(
    names: Sequence[str], places: Sequence[str], kinds: Sequence[str], times: Sequence[str],
) -> type[PremiseAnswer]:  # fmt: skip
    """`PremiseAnswer` for a logline: what the logline says is the only choice there is.

    One name makes it a `MeetingAnswer`; none leaves two people to the writer.

    Args:
        names: of the people found.
        places, kinds, times: choices; empty leaves them to the writer.
    """
    fields: dict[str, Any] = {}
    if places:
        fields["place"] = (one_of(places), ...)
    if kinds:
        fields["kind"] = (one_of(kinds), ...)
    if times:
        fields["time"] = (one_of(times), ...)
    person: Any = PersonAnswer
    if names:
        person = create_model("PersonAnswer", __base__=PersonAnswer, name=(one_of(names), ...))
    count = len(names) or 2
    fields["people"] = (listed(person, count, count), ...)
    base: type[PremiseAnswer] = MeetingAnswer if len(names) == 1 else PremiseAnswer
    return create_model(base.__name__, __base__=base, **fields)


def setting_form(
    names: Sequence[str], places: Sequence[str], kinds: Sequence[str], times: Sequence[str],
) -> type[SettingAnswer] | None:  # fmt: skip
    """`SettingAnswer` with the fields that are open: one choice is none. Args as `premise_form`.

    `who` are two names where the logline has none.
    """
    fields: dict[str, Any] = {}
    if len(kinds) != 1:
        fields["kind"] = (Kind, ...)
    if len(places) != 1:
        place = one_of(places) if places else Annotated[str, Field(min_length=2, max_length=40)]
        fields["place"] = (place, ...)
    if len(times) != 1:
        fields["time"] = (Time, ...)
    if not names:
        fields["who"] = (listed(Name, 2, 2), ...)
    return create_model("SettingAnswer", __base__=SettingAnswer, **fields) if fields else None


def scene_form(names: Sequence[str], count: int, lines: tuple[int, int]) -> type[SceneAnswer]:
    """`SceneAnswer` of `count` beats, `lines` at least and at most in each."""
    line: Any = create_model("LineAnswer", __base__=LineAnswer, who=(one_of(names), ...))
    beat: Any = create_model("BeatAnswer", __base__=BeatAnswer, lines=(listed(line, *lines), ...))
    return create_model(
        "SceneAnswer", __base__=SceneAnswer, beats=(listed(beat, count, count), ...)
    )


def outline_form(names: Sequence[str], count: int) -> type[OutlineAnswer]:
    """`OutlineAnswer` of `count` scenes among these people."""
    idea: Any = idea_form(names, SceneIdeaAnswer)
    return create_model(
        "OutlineAnswer", __base__=OutlineAnswer, scenes=(listed(idea, count, count), ...)
    )


def idea_form(names: Sequence[str], base: type[SceneIdeaAnswer]) -> type[SceneIdeaAnswer]:
    """A scene idea among these people, two at least where there are two."""
    who = listed(one_of(names), min(2, len(names)), min(4, len(names)))
    return create_model(base.__name__, __base__=base, who=(who, ...))


def twists_form(scenes: Sequence[str]) -> type[TwistsAnswer]:
    """`TwistsAnswer` after one of these scenes."""
    twist: Any = create_model("TwistAnswer", __base__=TwistAnswer, scene=(one_of(scenes), ...))
    return create_model("TwistsAnswer", __base__=TwistsAnswer, twists=(listed(twist, 3, 3), ...))

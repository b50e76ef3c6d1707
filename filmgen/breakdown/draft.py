"""A shot while it is being planned: content and wishes, before the grammar frames it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from filmgen.breakdown.model import Angle, Line, Move, Setting, Setup, ShotTransition, Size
from filmgen.breakdown.prose import join_words, weight
from filmgen.screenplay.model import SourceRange


class Nature(StrEnum):
    """What kind of action a piece of prose is, as far as the camera cares."""

    PLACE = "place"
    VEHICLE = "vehicle"
    WALK = "walk"
    ENTER = "enter"
    EXIT = "exit"
    FIGHT = "fight"
    GAZE = "gaze"
    HANDS = "hands"
    BODY = "body"
    GROUP = "group"
    OTHER = "other"


@dataclass(frozen=True)
class Piece:
    """A clause of action: who acts, what kind of action, what it singles out.

    Attributes:
        subjects: who is in it, the acting one first.
        focus: who acts; empty for things and places.
        arrivals, departures: who comes and goes in it.
    """

    text: str
    source: SourceRange
    subjects: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    nature: Nature = Nature.OTHER
    insert: str = ""
    letter: bool = False
    opens_paragraph: bool = False
    opens_sentence: bool = False
    arrivals: tuple[str, ...] = ()
    departures: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return weight(self.text)


Item: TypeAlias = Piece | Line


@dataclass
class Draft:
    """A shot in the making.

    Attributes:
        items: pieces of action and lines in order.
        progress: 0 to 1 through its dialogue, for tightening.
        intense: an emotional turn.
        second: the second or later piece of one long speech.
    """

    setting: Setting
    setup: Setup
    items: list[Item] = field(default_factory=list)
    subjects: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    over: str = ""
    nature: Nature = Nature.OTHER
    size: Size | None = None
    angle: Angle | None = None
    move: Move | None = None
    insert_prop: str = ""
    title_text: str = ""
    why: str = ""
    transition_in: ShotTransition = ShotTransition.CUT
    progress: float = 0.0
    intense: bool = False
    second: bool = False
    returning: bool = False
    directed: str = ""
    ends_film: bool = False
    hold_s: float | None = None
    source: SourceRange = field(default=SourceRange(0, 0))

    @property
    def weight(self) -> int:
        return sum(weight(i.text) for i in self.items)

    @property
    def action_weight(self) -> int:
        return sum(i.weight for i in self.items if isinstance(i, Piece))

    @property
    def pieces(self) -> list[Piece]:
        return [i for i in self.items if isinstance(i, Piece)]

    @property
    def lines(self) -> list[Line]:
        return [i for i in self.items if isinstance(i, Line)]

    @property
    def action(self) -> str:
        return join_words([p.text for p in self.pieces])

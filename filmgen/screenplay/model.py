"""What a screenplay says, as typed values. Every element knows its source lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True)
class SourceRange:
    """Lines of the script file, 1-based, both inclusive. For FDX: lines of the XML."""

    first_line: int
    last_line: int


class PlaceKind(StrEnum):
    """Where a heading puts the camera."""

    INTERIOR = "INT"
    EXTERIOR = "EXT"
    BOTH = "INT/EXT"
    UNSPECIFIED = ""


class TimeOfDay(StrEnum):
    """The light a heading asks for. CONTINUOUS, LATER, SAME … inherit the scene before."""

    DAY = "DAY"
    NIGHT = "NIGHT"
    DAWN = "DAWN"
    DUSK = "DUSK"
    UNSPECIFIED = ""


@dataclass(frozen=True)
class SceneHeading:
    """A slug line.

    Attributes:
        text: as printed, scene number and markup removed.
        place: INT, EXT, both, or unspecified (forced headings).
        location: the main place, upper case, without a possessor's apartment being
            split: "BRICK'S PATIO". Empty only if the heading names none.
        sublocations: narrower places after the location: ("KITCHEN",).
        time_of_day: resolved light, inheritance included; `time_text` is what is printed.
        number: printed scene number ("12A"), else None.
        forced: written with a leading dot (Fountain) or a Shot paragraph (FDX).
        omitted: the scene is marked OMITTED: kept for its number, not shot.
    """

    text: str
    lines: SourceRange
    place: PlaceKind = PlaceKind.UNSPECIFIED
    location: str = ""
    sublocations: tuple[str, ...] = ()
    time_of_day: TimeOfDay = TimeOfDay.UNSPECIFIED
    time_text: str = ""
    number: str | None = None
    forced: bool = False
    omitted: bool = False


@dataclass(frozen=True)
class Action:
    """A paragraph of action, markup removed, line breaks inside kept as newlines."""

    text: str
    lines: SourceRange
    centered: bool = False


class PartKind(StrEnum):
    LINE = "line"
    PARENTHETICAL = "parenthetical"
    LYRIC = "lyric"


@dataclass(frozen=True)
class SpeechPart:
    """A piece of a speech: words, a parenthetical without its parentheses, or a sung line.

    Attributes:
        stressed: indices of the words (`text.split()`) in italics, bold or underlined; empty
            where most of the words are, which marks a language or a voice, not a stress.
    """

    kind: PartKind
    text: str
    lines: SourceRange
    stressed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Speech:
    """One character's cue and what follows it.

    Attributes:
        character: the name without extensions, upper case: "MAN #2".
        extensions: normalised: "V.O.", "O.S.", "CONT'D", "ON PHONE", others as printed.
        parts: in order.
        dual: spoken together with the speech before it.
    """

    character: str
    extensions: tuple[str, ...]
    parts: tuple[SpeechPart, ...]
    lines: SourceRange
    dual: bool = False


@dataclass(frozen=True)
class Transition:
    """ "CUT TO:", "FADE OUT." … as printed, markup removed."""

    text: str
    lines: SourceRange


@dataclass(frozen=True)
class Lyric:
    """A sung line outside a speech."""

    text: str
    lines: SourceRange


@dataclass(frozen=True)
class Note:
    """A writer's note. Never shot, never spoken."""

    text: str
    lines: SourceRange


@dataclass(frozen=True)
class Boneyard:
    """Text the writer took out without deleting it."""

    text: str
    lines: SourceRange


@dataclass(frozen=True)
class Section:
    """An outline heading, level 1 (act) and deeper."""

    text: str
    level: int
    lines: SourceRange


@dataclass(frozen=True)
class Synopsis:
    text: str
    lines: SourceRange


@dataclass(frozen=True)
class PageBreak:
    lines: SourceRange


Element: TypeAlias = (
    Action | Speech | Transition | Lyric | Note | Boneyard | Section | Synopsis | PageBreak
)


@dataclass(frozen=True)
class Scene:
    """A heading and what happens until the next one.

    Attributes:
        index: 1 for the first scene of the file, OMITTED ones counted.
        number: the printed number; in a script without any `str(index)`, in one where only
            some are printed the number before with a letter ("4A").
        heading: synthetic (empty text) for prose before any heading.
    """

    index: int
    number: str
    heading: SceneHeading
    elements: tuple[Element, ...]

    def speeches(self) -> Iterator[Speech]:
        return (e for e in self.elements if isinstance(e, Speech))


@dataclass(frozen=True)
class Unread:
    """Something in the file that was not understood, and what became of it."""

    text: str
    lines: SourceRange
    reason: str


@dataclass(frozen=True)
class Screenplay:
    """A whole script.

    Attributes:
        path: the file it came from, as given.
        title_page: (key, value) pairs in order, values without markup, newlines kept.
        front_matter: elements before the first scene that are not action.
        unread: what could not be read.
    """

    path: str
    title_page: tuple[tuple[str, str], ...]
    front_matter: tuple[Element, ...]
    scenes: tuple[Scene, ...]
    unread: tuple[Unread, ...] = ()

    def title(self) -> str:
        """The title in one line, or the file's stem."""
        for key, value in self.title_page:
            if key.lower() == "title" and value.strip():
                return " ".join(value.split())
        name = self.path.replace("\\", "/").rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[0] or name

    def characters(self) -> tuple[str, ...]:
        """Speaking characters in order of appearance."""
        seen = dict.fromkeys(s.character for scene in self.scenes for s in scene.speeches())
        return tuple(seen)

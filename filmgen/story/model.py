"""What a story is made of before it is a screenplay: brief, people, premise, plan, beats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from filmgen.screenplay.model import Screenplay

Kind = Literal["INT", "EXT"]
Time = Literal["DAY", "NIGHT", "DAWN", "DUSK"]


@dataclass(frozen=True)
class Person:
    """One of the cast.

    Attributes:
        name: as the cue prints it, upper case where the script has case: "MARA", "OLD KEEPER".
        full_name: as introduced, "Mara Voss"; "" where `name` is all there is.
        role: "a lighthouse keeper"; "" if nothing is said of it.
        age: as written in the brief, "34"; "" unknown.
        look: what a camera sees: clothes, hair, what the hands hold.
        wants: what this one is after in the scene.
        secret: what this one keeps from the others; nobody else may speak of it before it is out.
        voice: manner of speech.
        given: from the logline or the user's list; False where the writer added the person.
    """

    name: str
    full_name: str = ""
    role: str = ""
    age: str = ""
    look: str = ""
    wants: str = ""
    secret: str = ""
    voice: str = ""
    given: bool = True


@dataclass(frozen=True)
class StoryBrief:
    """What the user asks for.

    Attributes:
        logline: one or two sentences, in the language the scene is to be in.
        scenes: 1 to 60.
        genre, tone: a word or two each, "" leaves them to the writer.
        style: rules of manner, made by `style.style_rules` or written by hand.
        style_excerpt: a short piece of the script whose style is wanted; material, never copied.
        characters: the user's own list, see `characters_file.read_characters`.
    """

    logline: str
    scenes: int = 1
    genre: str = ""
    tone: str = ""
    style: str = ""
    style_excerpt: str = ""
    characters: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Setting:
    """Where and when a scene happens; the heading is made of it.

    Attributes:
        place: as in the logline, "lighthouse kitchen".
    """

    kind: Kind
    place: str
    time: Time


@dataclass(frozen=True)
class Premise:
    """What one scene is about.

    Attributes:
        title: of the whole.
        stakes: what is lost if nobody moves.
        people: who is there, with what each wants.
    """

    title: str
    setting: Setting
    stakes: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class ScenePlan:
    """A scene before a line of it is written.

    Attributes:
        fight: the thing between the people.
        hidden: what comes out in the third beat.
        hider, unaware: who keeps it from whom.
        deeds: goal, conflict, turn and last deed, one a beat, as sentences of action ("Mara lays
            the key on the scale."); "" where nothing that can be shot was found.
        opens, closes: the first and the last picture.
    """

    fight: str
    hidden: str
    hider: str
    unaware: str
    deeds: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True)
class SceneIdea:
    """A scene of an outline.

    Attributes:
        who: names of the cast who are in it.
        happens, turns: what is fought over, and what is different after it.
    """

    setting: Setting
    who: tuple[str, ...]
    happens: str
    turns: str


@dataclass(frozen=True)
class Spoken:
    """A line in place: who says what, and how if it must be said."""

    who: str
    says: str
    how: str = ""


@dataclass(frozen=True)
class Beat:
    """A beat as it goes on the page; `button` closes the scene, "" elsewhere."""

    action: str
    lines: tuple[Spoken, ...]
    button: str = ""


@dataclass(frozen=True)
class Story:
    """What was written.

    Attributes:
        screenplay: reads back from its Fountain text as the same values.
        language: ISO 639-1 code that the writing is in.
        premise: None where a script was continued.
        outline: one idea a scene, in order.
        notes: what was left out or could not be made, one line each.
        new_scenes: numbers of the scenes that were written now.
    """

    screenplay: Screenplay
    notes: tuple[str, ...] = ()
    language: str = "en"
    premise: Premise | None = None
    outline: tuple[SceneIdea, ...] = field(default=())
    new_scenes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twist:
    """A plot turn to choose from.

    Attributes:
        turn: what happens, in a sentence or two.
        planted: what already stands in the script that makes it fair.
        changes: what it does to whom from here on.
        scene: number of the scene after which it would come.
    """

    turn: str
    planted: str
    changes: str
    scene: str

"""The bible as a document: what code reads, what a writer engine says, what a person changes.

`age_years`, `gender` and `look` are the values the film uses; `script` keeps what the script
said when the bible was made. Where they differ a person has decided, and the film follows
(`overrides`); where they are alike the script speaks for itself, also in its next draft.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgen.errors import ConfigError

Gender = Literal["female", "male", ""]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quote(_Part):
    """Words of the script; `line` of its file, 1-based."""

    line: int
    scene: str
    text: str


class Claim(_Part):
    """What a writer engine says, with the lines of the script that it rests on."""

    text: str
    lines: tuple[int, ...]


class Manner(_Part):
    """How somebody speaks, counted.

    Attributes:
        speeches, words: all of them. words_per_line, longest_line: in words of a speech.
        questions, exclamations, trailing: shares of the speeches that hold one; trailing off
            or breaking off with … or --.
        polite: words such as "please" and "sir" in a hundred. contracted: share of the forms
            that could be ("do not", "don't"); None where there are none.
        favourites: words said more than others say them.
    """

    speeches: int = 0
    words: int = 0
    words_per_line: float = 0.0
    longest_line: int = 0
    questions: float = 0.0
    exclamations: float = 0.0
    trailing: float = 0.0
    polite: float = 0.0
    contracted: float | None = None
    favourites: tuple[str, ...] = ()


class Relation(_Part):
    """One character's side of an acquaintance.

    Attributes:
        scenes: numbers of the scenes both are in. exchanges: times one answers the other.
        calls: what this one calls the other, most frequent first.
    """

    name: str
    scenes: tuple[str, ...]
    exchanges: int = 0
    calls: tuple[str, ...] = ()


class Step(_Part):
    """One scene of somebody's way through the film.

    Attributes:
        line: of `does`: the first words of action that name them, "" where none do.
    """

    scene: str
    heading: str
    speeches: int = 0
    company: tuple[str, ...] = ()
    does: str = ""
    line: int = 0


class ScriptSays(_Part):
    """What the script's own words gave, when the bible was made."""

    age_years: int | None = None
    gender: Gender = ""
    look: str = ""


class Person(_Part):
    """One character.

    Attributes:
        aliases: other names the script has for them.
        look: the words figures and prompts are drawn from.
        props: what the action puts near them, most often first.
        want, arc, voice: in a sentence each, by a writer engine; None where nobody said.
        manner: the voice in figures, and `speaks_like` those in words.
        turns: what changes between first and last scene, counted.
    """

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    speaks: bool = True
    species: str = "human"
    age_years: int | None = Field(default=None, ge=0, le=120)
    gender: Gender = ""
    look: str = Field(default="", max_length=600)
    script: ScriptSays = ScriptSays()
    want: Claim | None = None
    arc: Claim | None = None
    voice: Claim | None = None
    manner: Manner = Manner()
    speaks_like: str = ""
    relations: tuple[Relation, ...] = ()
    props: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    turns: tuple[str, ...] = ()
    first_line: Quote | None = None
    known_lines: tuple[Quote, ...] = ()


class Bible(_Part):
    """The published document of `filmgen bible`."""

    document: Literal["filmgen.bible"] = "filmgen.bible"
    version: Literal[1] = 1
    title: str = ""
    script: str = ""
    scenes: tuple[str, ...] = ()
    characters: tuple[Person, ...]
    missing: tuple[str, ...] = ()


def dump_bible(bible: Bible) -> str:
    """JSON text; the same bytes for the same bible."""
    return bible.model_dump_json(indent=1) + "\n"


def read_bible(path: Path) -> Bible:
    """Read a bible; a short one written by hand is enough: {"characters": [{"name": …}]}.

    Raises:
        ConfigError: absent, no JSON, or wrong; names the key.
    """
    try:
        return Bible.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(str(path), "there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read ({error})") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the document"
        raise ConfigError(str(path), f"{where}: {first['msg']}") from error

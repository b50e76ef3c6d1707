"""What advisories are made of: findings with their lines, and suggestions with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from filmgen import __version__


class Kind(StrEnum):
    """What a finding is about, in the order of a report."""

    VIOLENCE = "violence"
    WEAPONS = "weapons"
    SEX = "sex"
    LANGUAGE = "language"
    SLURS = "slurs"
    DRUGS = "drugs"
    ALCOHOL = "alcohol"
    TOBACCO = "tobacco"
    MINORS = "minors"
    SELF_HARM = "self-harm"
    ANIMALS = "animals"
    IMITABLE = "imitable"
    FLASHING = "flashing"
    PERSONS = "persons"
    BRANDS = "brands"


TITLES: dict[Kind, str] = {
    Kind.VIOLENCE: "Violence",
    Kind.WEAPONS: "Weapons",
    Kind.SEX: "Sex and nudity",
    Kind.LANGUAGE: "Strong language",
    Kind.SLURS: "Slurs and stereotypes",
    Kind.DRUGS: "Drugs",
    Kind.ALCOHOL: "Alcohol",
    Kind.TOBACCO: "Tobacco",
    Kind.MINORS: "Minors",
    Kind.SELF_HARM: "Self-harm and suicide",
    Kind.ANIMALS: "Harm to animals",
    Kind.IMITABLE: "Imitable acts",
    Kind.FLASHING: "Flashing light",
    Kind.PERSONS: "Real persons, may be",
    Kind.BRANDS: "Brands, may be",
}

DEGREES: dict[Kind, tuple[str, ...]] = {
    Kind.VIOLENCE: ("spoken of", "threat", "fight", "injury", "death", "gore"),
    Kind.WEAPONS: ("spoken of", "shown", "used"),
    Kind.SEX: ("spoken of", "kissing", "nudity", "sex", "sexual violence"),
    Kind.LANGUAGE: ("very mild", "mild", "moderate", "strong", "very strong"),
    Kind.SLURS: ("stereotype", "slur"),
    Kind.DRUGS: ("spoken of", "shown", "taken"),
    Kind.ALCOHOL: ("shown", "drunk"),
    Kind.TOBACCO: ("shown", "smoked"),
    Kind.MINORS: ("present", "with alcohol, tobacco or drugs", "with a weapon", "in danger"),
    Kind.SELF_HARM: ("spoken of", "shown"),
    Kind.ANIMALS: ("in danger", "harmed", "killed"),
    Kind.IMITABLE: ("risky",),
    Kind.FLASHING: ("some", "strobing"),
    Kind.PERSONS: ("may be",),
    Kind.BRANDS: ("may be",),
}
"""The degrees of each kind, the mildest first."""


@dataclass(frozen=True)
class Finding:
    """One place of the script that a reader should know of.

    Attributes:
        degree: one of `DEGREES[kind]`.
        line: of the script's file, 1-based: of the paragraph or the line of dialogue.
        scene: printed number of the scene.
        heading: of the scene.
        who: the speaker, else those named in the sentence.
        words: the words that were found; slurs are masked.
        sentence: where they stand, at most 200 characters; slurs are masked.
        spoken: in dialogue; False in action.
        borderline: the code is not sure: a model may judge it, a reader should.
        judged: "code", or the model that kept it or changed its degree.
        why: what the model said; "" where the code found it alone.
    """

    kind: Kind
    degree: str
    line: int
    scene: str
    heading: str
    who: tuple[str, ...]
    words: str
    sentence: str
    spoken: bool
    borderline: bool = False
    judged: str = "code"
    why: str = ""

    @property
    def level(self) -> int:
        """How strong, 0 the mildest of its kind."""
        return DEGREES[self.kind].index(self.degree)


@dataclass(frozen=True)
class Reason:
    """Why a suggestion is not a lower one.

    Attributes:
        rating: the lowest that this leaves possible.
        text: in the system's own words.
        lines: of the script's file, at most 12 of them.
        count: of all findings it rests on.
    """

    rating: str
    text: str
    lines: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Suggestion:
    """What one system's published guidelines would lead to. A suggestion: boards see the film.

    Attributes:
        system: "mpa", "bbfc" or "fsk"; `board` is its name, `guidelines` what was followed.
        rating: as printed: "PG-13", "12A", "FSK 12".
        meaning: the board's own line for it.
        reasons: the strongest first; empty for the lowest rating.
    """

    system: str
    board: str
    rating: str
    meaning: str
    reasons: tuple[Reason, ...]
    guidelines: str


@dataclass(frozen=True)
class Passage:
    """Words two scripts share.

    Attributes:
        words: how many.
        text: as the first script has it, at most 300 characters.
        line, other_line: where it begins in each file.
        scene, other_scene: printed numbers.
    """

    words: int
    text: str
    line: int
    scene: str
    other_line: int
    other_scene: str


@dataclass(frozen=True)
class SharedScript:
    """What a script shares with one of a folder.

    Attributes:
        file: its name, below the folder.
        same: "" or why it is taken for the same work: "the same file", "another draft".
        contained: share of the script's 5-word runs that are in the other, 0 to 1.
        contains: share of the other's that are in the script.
        passages: the longest first.
    """

    file: str
    title: str
    same: str
    contained: float
    contains: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Originality:
    """A script against a folder of others.

    Attributes:
        compared: how many were read.
        skipped: (file, why) of those that could not be.
        scripts: those that share a passage or more than a hundredth; the nearest first.
    """

    folder: str
    compared: int
    skipped: tuple[tuple[str, str], ...]
    scripts: tuple[SharedScript, ...]
    shortest_words: int
    longest: int


@dataclass(frozen=True)
class Advisories:
    """The published document of `filmgen advisories`.

    Attributes:
        languages: ISO codes of what the script is written in, the most used first.
        partly: those of them that filmgen has core words for only; not_covered: none at all.
        judged_by: the model that judged what is borderline; "" for none.
        kept, dropped, changed: how many findings it left, took out, gave another degree.
    """

    title: str
    file: str
    pages: float
    scenes: int
    languages: tuple[str, ...]
    partly: tuple[str, ...]
    not_covered: tuple[str, ...]
    findings: tuple[Finding, ...]
    suggestions: tuple[Suggestion, ...]
    originality: Originality | None = None
    judged_by: str = ""
    kept: int = 0
    dropped: int = 0
    changed: int = 0
    document: Literal["filmgen.advisories"] = "filmgen.advisories"
    version: Literal[1] = 1
    filmgen: str = __version__

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The findings of a kind, in the order of the script."""
        return tuple(f for f in self.findings if f.kind is kind)

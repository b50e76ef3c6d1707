"""What the readers hand the assembler: one classified piece of the file after another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    HEADING = "heading"
    ACTION = "action"
    CUE = "cue"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    NOTE = "note"
    BONEYARD = "boneyard"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    PAGE_BREAK = "page break"


@dataclass(frozen=True)
class Token:
    """A classified piece of the file.

    Attributes:
        text: with emphasis marks (Fountain) (FDX: of dialogue), or plain (`plain` is then True).
        first, last: source lines.
        joint: how the text follows the token before it in the same paragraph: "" for a
            new paragraph, " " for a wrapped line, "\\n" for a line break that is meant.
        in_speech: lyrics only: sung under a cue.
    """

    kind: TokenKind
    text: str
    first: int
    last: int
    joint: str = ""
    plain: bool = False
    centered: bool = False
    forced: bool = False
    omitted: bool = False
    number: str | None = None
    level: int = 1
    dual: bool = False
    extensions: tuple[str, ...] = ()
    in_speech: bool = False

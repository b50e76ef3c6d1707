"""A piece of a page as a writer answers it, read with patience.

Action stands on lines of its own, spoken lines as `NAME: words`. Large models and endpoints that
decode under no grammar add blank lines, emphasis, parentheticals and quotation marks; all that is
left aside. What is not one of the form's speakers does not speak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.engines.protocols import PageForm
from filmgen.writing.answer import AnswerError

_EMPHASIS = re.compile(r"[*_#`]+")
_ASIDE = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]\s*")
_CUE = re.compile(r"^([^:：]{1,40}?)\s*[:：]\s*(.+)$")
_QUOTES = "\"'“”‘’«»„「」『』"


@dataclass(frozen=True)
class PageLine:
    """Who says what; `who` is one of the form's speakers."""

    who: str
    says: str


@dataclass(frozen=True)
class PageBlock:
    """A paragraph of action and what is said after it."""

    action: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True)
class Page:
    """Blocks in order, as many as the form asks for, each with lines within its bounds."""

    blocks: tuple[PageBlock, ...]


def read_page(text: str, form: PageForm) -> Page:
    """Read a piece of a page.

    Rows of action that follow each other are one paragraph where lines come after it, and one
    each where none do; lines before any action belong to a block without. Blocks beyond the
    form's are left out, as are lines beyond a block's most.

    Raises:
        AnswerError: fewer blocks or lines than the form asks for.
    """
    speakers = {_folded(name): name for name in form.speakers}
    blocks: list[tuple[list[str], list[PageLine]]] = []
    for row in text.split("\n"):
        plain = _EMPHASIS.sub("", row).strip()
        if not plain:
            continue
        cue = _CUE.match(plain)
        who = speakers.get(_folded(_ASIDE.sub(" ", cue[1]))) if cue else None
        if cue and who is not None:
            says = _ASIDE.sub(" ", cue[2]).strip().strip(_QUOTES).strip()
            if not says:
                continue
            if not blocks:
                blocks.append(([], []))
            blocks[-1][1].append(PageLine(who, says))
        elif cue and plain[: len(cue[1])].isupper():
            continue  # somebody who is not in this scene, or "SCENE 2:"
        elif blocks and not blocks[-1][1] and _goes_on(form, len(blocks)):
            blocks[-1][0].append(plain)
        else:
            blocks.append(([plain], []))
    if len(blocks) < len(form.blocks):
        raise AnswerError(f"{len(blocks)} paragraphs of action instead of {len(form.blocks)}")
    found = []
    for number, ((action, lines), (fewest, most)) in enumerate(
        zip(blocks, form.blocks, strict=False), 1
    ):
        if len(lines) < fewest:
            raise AnswerError(
                f"{len(lines)} lines after paragraph {number} instead of {fewest} to {most}, each "
                f"written NAME: words, NAME one of {', '.join(form.speakers)}"
            )
        found.append(PageBlock(" ".join(action), tuple(lines[:most])))
    return Page(tuple(found))


def _goes_on(form: PageForm, block: int) -> bool:
    """Whether another row of action belongs to the paragraph of this block (1-based)."""
    return block <= len(form.blocks) and form.blocks[block - 1] != (0, 0)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())

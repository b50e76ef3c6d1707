"""A `Screenplay` back to Fountain that reads as the same screenplay again.

Forcing marks and backslashes are written only where the plain words would be read as
something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmgen.screenplay.emphasis import escape
from filmgen.screenplay.headings import is_heading
from filmgen.screenplay.model import (
    Action,
    Boneyard,
    Element,
    Lyric,
    Note,
    PageBreak,
    PartKind,
    Scene,
    Screenplay,
    Section,
    Speech,
    SpeechPart,
    Synopsis,
    Transition,
)
from filmgen.screenplay.names import caseless_cue_name, is_cased_cue, read_inline_cue
from filmgen.screenplay.revisions import marked_draft
from filmgen.screenplay.transitions import is_page_furniture, is_transition, may_be_transition

_SPECIAL = "!@#.=~>"


def write_fountain(screenplay: Screenplay) -> str:
    """Fountain text, UTF-8 with LF line ends, one blank line between elements."""
    blocks: list[str] = []
    if screenplay.title_page:
        blocks.append("\n".join(_entry(k, v) for k, v in screenplay.title_page))
    _append(blocks, screenplay.front_matter)
    for scene in screenplay.scenes:
        if scene.heading.text:
            blocks.append(_heading(scene))
        _append(blocks, scene.elements)
    return "\n\n".join(blocks) + "\n"


def _append(blocks: list[str], elements: Iterable[Element]) -> None:
    """Elements as blocks; the mark of a revision stands on the last line that it marks."""
    own = False
    for element in elements:
        text = write_element(element)
        if own and isinstance(element, Note) and marked_draft(element.text) is not None:
            blocks[-1] += f" {text}"
        else:
            blocks.append(text)
        own = not isinstance(element, Boneyard | PageBreak | Section | Synopsis)


def _entry(key: str, value: str) -> str:
    if "\n" not in value:
        return f"{key}: {escape(value)}"
    return f"{key}:\n" + "\n".join(f"    {escape(line)}" for line in value.split("\n"))


def _heading(scene: Scene) -> str:
    heading = scene.heading
    text = escape(heading.text)
    if heading.forced or not is_heading(heading.text, after_blank=True):
        text = "." + text
    return f"{text} #{heading.number}#" if heading.number else text


def write_element(element: Element) -> str:
    if isinstance(element, Action):
        lines = element.text.split("\n")
        if element.centered:
            return "\n".join(f"> {escape(line)} <" for line in lines)
        return "\n".join(_action_line(line, i == 0, len(lines) > 1) for i, line in enumerate(lines))
    if isinstance(element, Speech):
        return _speech(element)
    if isinstance(element, Transition):
        return escape(element.text) if is_transition(element.text) else "> " + escape(element.text)
    if isinstance(element, Lyric):
        return "\n".join(f"~{escape(line)}" for line in element.text.split("\n"))
    if isinstance(element, Note):
        return f"[[{element.text}]]"
    if isinstance(element, Boneyard):
        return f"/*{element.text}*/"
    if isinstance(element, Section):
        return f"{'#' * element.level} {escape(element.text)}"
    if isinstance(element, Synopsis):
        return f"= {escape(element.text)}"
    assert isinstance(element, PageBreak)
    return "==="


def _action_line(line: str, first: bool, more: bool) -> str:
    misread = (
        line[:1] in _SPECIAL
        or is_heading(line, after_blank=first)
        or read_inline_cue(line) is not None
        or is_page_furniture(line)
        or (first and (is_transition(line) or may_be_transition(line)))
        or (first and more and (is_cased_cue(line) or caseless_cue_name(line) is not None))
    )
    return ("!" if misread else "") + escape(line)


def _speech(speech: Speech) -> str:
    cue = "".join([speech.character, *(f" ({e})" for e in speech.extensions)])
    plain = is_cased_cue(cue) and cue[0].isalnum() and escape(cue) == cue
    misread = is_heading(cue, after_blank=True) or is_transition(cue) or may_be_transition(cue)
    if not plain or misread:
        cue = "@" + escape(cue)
    lines = [cue + (" ^" if speech.dual else "")]
    for part in speech.parts:
        if part.kind is PartKind.PARENTHETICAL:
            lines.append(f"({escape(part.text)})")
        elif part.kind is PartKind.LYRIC:
            lines.extend(f"~{escape(line)}" for line in part.text.split("\n"))
        else:
            first, *rest = part.text.split("\n")
            written, *others = _marked(part).split("\n")
            if lines[-1].endswith(")") and len(lines) > 1 and is_heading(first, after_blank=True):
                lines[-1] += f" {written}"
            else:
                lines.append(_spoken_line(first, written))
            lines.extend(
                f"  \n{_spoken_line(line, marked)}"
                for line, marked in zip(rest, others, strict=True)
            )
    return "\n".join(lines)


def _marked(part: SpeechPart) -> str:
    """The part's text escaped, its stressed words in italics."""
    stressed = frozenset(part.stressed)
    place = -1

    def word(match: re.Match[str]) -> str:
        nonlocal place
        place += 1
        return f"*{escape(match[0])}*" if place in stressed else escape(match[0])

    return re.sub(r"\S+", word, part.text) if stressed else escape(part.text)


def _spoken_line(line: str, written: str) -> str:
    """Words whose first character would make them something else get a backslash."""
    if written.startswith("*"):
        return written
    mark = "\\" if line[:1] in _SPECIAL or line[:1] in ("(", "（") else ""
    return mark + written

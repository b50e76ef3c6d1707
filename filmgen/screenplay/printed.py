"""A script as it is printed: pages of 55 lines, columns of the trade, asterisks of a revision.

Positions in characters from the left edge of the sheet (ten to the inch): scene numbers 8 and 76,
action 15, dialogue 25, parentheticals 31, cues 37, transitions end at 75, asterisks 79.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from filmgen.screenplay.model import (
    Action,
    Element,
    Lyric,
    PageBreak,
    PartKind,
    Screenplay,
    SourceRange,
    Speech,
    Transition,
)
from filmgen.screenplay.pages import (
    ACTION_COLUMNS,
    DIALOGUE_COLUMNS,
    LINES_PER_PAGE,
    PARENTHETICAL_COLUMNS,
)
from filmgen.screenplay.revisions import marks_after, title_of

_ACTION, _DIALOGUE, _ASIDE, _CUE, _RIGHT, _STAR = 15, 25, 31, 37, 75, 79


@dataclass(frozen=True)
class _Line:
    text: str
    marked: bool = False


def printed_pages(screenplay: Screenplay, draft: str, *, only_revised: bool = False) -> str:
    """The script's pages as text, form feeds between them.

    Args:
        draft: whose changes bear an asterisk; its name heads the pages that have any.
        only_revised: leave out pages without a change, as revised pages are issued.

    Two who speak at once stand one under the other.
    """
    pages: list[list[_Line]] = [[]]
    for block in _blocks(screenplay, draft):
        page = pages[-1]
        if not block:
            if page:
                pages.append([])
            continue
        if page and len(page) + len(block) > LINES_PER_PAGE and len(block) < LINES_PER_PAGE // 2:
            pages.append([])
        for line in block:
            if len(pages[-1]) >= LINES_PER_PAGE:
                pages.append([])
            if line.text or line.marked or pages[-1]:
                pages[-1].append(line)
    told = []
    for number, page in enumerate(pages, start=1):
        revised = any(line.marked for line in page)
        if not page or (only_revised and not revised):
            continue
        head = title_of(draft).upper() if revised else ""
        top = f"{head:^{_RIGHT}}"[: _RIGHT - 4].rstrip().ljust(_RIGHT - 4) + f"{number:>3}."
        told.append("\n".join([top, "", *map(_printed, page)]))
    return "\n\f\n".join(told) + "\n" if told else ""


def _blocks(screenplay: Screenplay, draft: str) -> Iterator[list[_Line]]:
    """Elements as lines, the blank ones before them included; a page break is no line at all."""
    yield from _elements(screenplay.front_matter, draft)
    for scene in screenplay.scenes:
        heading = scene.heading
        if heading.text:
            marked = any(d == draft for d, _ in marks_after(scene.elements, -1))
            lines = [_Line(""), _Line("")]
            for n, text in enumerate(_wrapped(heading.text.upper(), ACTION_COLUMNS)):
                line = " " * _ACTION + text
                if heading.number and n == 0:
                    line = f"{heading.number:>12}   {text}"
                    line = line.ljust(_RIGHT + 1 - _extra(line)) + heading.number
                lines.append(_Line(line, marked))
            yield lines
        yield from _elements(scene.elements, draft)


def _elements(elements: tuple[Element, ...], draft: str) -> Iterator[list[_Line]]:
    for index, element in enumerate(elements):
        marks = [lines for d, lines in marks_after(elements, index) if d == draft]
        if isinstance(element, PageBreak):
            yield []
        elif isinstance(element, Action | Lyric):
            centred = isinstance(element, Action) and element.centered
            lines = [_Line("")]
            for text in _wrapped(element.text, ACTION_COLUMNS):
                room = max(0, (ACTION_COLUMNS - len(text) - _extra(text)) // 2) if centred else 0
                lines.append(_Line(" " * (_ACTION + room) + text, bool(marks)))
            yield lines
        elif isinstance(element, Transition):
            width = len(element.text) + _extra(element.text)
            yield [_Line(""), _Line(" " * max(_ACTION, _RIGHT - width) + element.text, bool(marks))]
        elif isinstance(element, Speech):
            yield _speech(element, marks)


def _speech(speech: Speech, marks: list[SourceRange]) -> list[_Line]:
    cue = speech.character + "".join(f" ({e})" for e in speech.extensions)
    on_part = {
        n
        for n, part in enumerate(speech.parts)
        if any(part.lines.first_line <= m.first_line <= part.lines.last_line for m in marks)
    }
    on_cue = any(m.first_line == speech.lines.first_line for m in marks)
    everything = bool(marks) and not on_part and not on_cue
    lines = [_Line(""), _Line(" " * _CUE + cue, everything or on_cue)]
    for n, part in enumerate(speech.parts):
        aside = part.kind is PartKind.PARENTHETICAL
        text = f"({part.text})" if aside else part.text
        columns = PARENTHETICAL_COLUMNS if aside else DIALOGUE_COLUMNS
        indent = " " * (_ASIDE if aside else _DIALOGUE)
        lines += [_Line(indent + t, everything or n in on_part) for t in _wrapped(text, columns)]
    return lines


def _printed(line: _Line) -> str:
    if not line.marked:
        return line.text.rstrip()
    return line.text.ljust(_STAR - _extra(line.text)) + "*"


def _extra(text: str) -> int:
    """Columns that wide characters take beyond one."""
    return sum(unicodedata.east_asian_width(c) in "WF" for c in text if not c.isascii())


def _wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`; wide text breaks anywhere."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            wide = _extra(word) > 0
            joined = f"{line} {word}" if line else word
            if len(joined) + _extra(joined) <= columns:
                line = joined
                continue
            if line and not (wide and len(line) + _extra(line) + 3 < columns):
                found.append(line)
                line = ""
            elif line:
                line += " "
            for char in word:
                if len(line) + _extra(line) + 1 + _extra(char) > columns:
                    found.append(line)
                    line = ""
                line += char
        found.append(line)
    return found or [""]

"""Page count by a fixed layout: what "a page a minute" is measured against.

US Letter, 12-point Courier (10 characters to the inch, 6 lines to the inch), 55 lines to a
page. Column widths in characters: action and headings 61 (6.1 in), dialogue 35,
parentheticals 25, dual dialogue 28 each side by side. One blank line before every element,
two before a scene heading, none inside a speech. Title page, notes, sections, synopses and
boneyard are not printed. Wide (CJK) characters take two columns and may break anywhere.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

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
    Speech,
    Transition,
)

LINES_PER_PAGE = 55
ACTION_COLUMNS = 61
DIALOGUE_COLUMNS = 35
PARENTHETICAL_COLUMNS = 25
DUAL_COLUMNS = 28


def _is_wide(char: str) -> bool:
    return not char.isascii() and unicodedata.east_asian_width(char) in "WF"


def wrapped_lines(text: str, columns: int) -> int:
    """How many lines `text` takes when wrapped to `columns`; its own line breaks are kept."""
    return sum(_wrapped_line(line, columns) for line in text.split("\n"))


def _wrapped_line(line: str, columns: int) -> int:
    if len(line) <= columns and (line.isascii() or not any(map(_is_wide, line))):
        return 1
    lines, used = 1, 0
    for word in line.split():
        wide = not word.isascii() and any(map(_is_wide, word))
        width = sum(2 if _is_wide(c) else 1 for c in word) if wide else len(word)
        gap = 1 if used else 0
        if used + gap + width <= columns:
            used += gap + width
            continue
        if not wide and width <= columns:
            lines, used = lines + 1, width
            continue
        # Wide text breaks anywhere; an overlong word breaks where the line ends.
        start = used + gap if wide and used + gap < columns else (columns if used else 0)
        total = start + width
        lines += math.ceil(total / columns) - 1
        used = total % columns or columns
    return lines


def element_lines(element: Element) -> int:
    """Printed lines of one element, the blank line before it included; 0 if not printed."""
    if isinstance(element, Action | Lyric):
        return 1 + wrapped_lines(element.text, ACTION_COLUMNS)
    if isinstance(element, Transition):
        return 2
    if isinstance(element, Speech):
        return 1 + _speech_lines(element, DIALOGUE_COLUMNS, PARENTHETICAL_COLUMNS)
    return 0


def _speech_lines(speech: Speech, columns: int, aside_columns: int) -> int:
    lines = 1
    for part in speech.parts:
        if part.kind is PartKind.PARENTHETICAL:
            lines += wrapped_lines(f"({part.text})", aside_columns)
        else:
            lines += wrapped_lines(part.text, columns)
    return lines


def _elements_lines(elements: Iterable[Element], start: int) -> int:
    """Printed lines after `start` lines, page breaks filling up their page."""
    lines = start
    left = 0  # lines of the left-hand speech, in case a dual one follows
    for element in elements:
        if isinstance(element, PageBreak):
            lines = math.ceil(lines / LINES_PER_PAGE) * LINES_PER_PAGE
        elif isinstance(element, Speech) and element.dual and left:
            narrow = _speech_lines(element, DUAL_COLUMNS, DUAL_COLUMNS - 4)
            lines += max(0, narrow - left)
            left = 0
        else:
            if isinstance(element, Note | Boneyard):
                continue
            added = element_lines(element)
            lines += added
            left = added - 1 if isinstance(element, Speech) else 0
    return lines


def _scene_end(scene: Scene, start: int) -> int:
    heading = 0
    if scene.heading.text:
        heading = 2 + wrapped_lines(scene.heading.text, ACTION_COLUMNS)
    return _elements_lines(scene.elements, start + heading)


def scene_pages(screenplay: Screenplay) -> tuple[float, ...]:
    """Length of every scene in pages, same order as `screenplay.scenes`."""
    lines = _elements_lines(screenplay.front_matter, 0)
    lengths = []
    for scene in screenplay.scenes:
        end = _scene_end(scene, lines)
        lengths.append((end - lines) / LINES_PER_PAGE)
        lines = end
    return tuple(lengths)


def count_pages(screenplay: Screenplay) -> float:
    """Length of the script in pages and fractions, title page not counted."""
    lines = _elements_lines(screenplay.front_matter, 0)
    for scene in screenplay.scenes:
        lines = _scene_end(scene, lines)
    return lines / LINES_PER_PAGE

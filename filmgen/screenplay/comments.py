"""Taking notes `[[ ]]` and the boneyard `/* */` out of Fountain, keeping every line number.

A line that held nothing but a comment is not a blank line: it is left out, so that adding
a note inside a speech or between a cue and its words changes nothing that is filmed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.screenplay.model import SourceRange, Unread

_OPEN = re.compile(r"\\.|/\*|\[\[", re.DOTALL)
# A note ends with its brackets; an empty line inside it (not one of two spaces) means that
# the brackets were never meant as a note.
_NOTE_END = re.compile(r"\]\]|\n[ \t]?\n")


@dataclass(frozen=True)
class Comment:
    """`kind` is "note" or "boneyard"."""

    kind: str
    text: str
    lines: SourceRange


@dataclass(frozen=True)
class NumberedLine:
    number: int
    text: str


@dataclass(frozen=True)
class CleanText:
    """Lines without comments (comment-only lines left out), and the comments."""

    lines: tuple[NumberedLine, ...]
    comments: tuple[Comment, ...]
    unread: tuple[Unread, ...]


def take_out_comments(lines: list[str]) -> CleanText:
    """Separate comments from text in time linear in the text.

    A comment that is never closed is ordinary text; the first of its kind is in `unread`.
    """
    text = "\n".join(lines)
    comments: list[Comment] = []
    unread: list[Unread] = []
    kept = _Kept()
    position = 0
    bone_end = 0  # where the next "*/" is, -1 for none from here on
    note_end: re.Match[str] | None = None
    notes_over = False
    scan = 0
    reported: set[str] = set()
    while match := _OPEN.search(text, scan):
        opening, start = match[0], match.start()
        scan = match.end()
        end = -1
        if opening == "/*":
            if bone_end != -1 and bone_end < scan:
                bone_end = text.find("*/", scan)
            end = bone_end
        elif opening == "[[":
            if not notes_over and (note_end is None or note_end.start() < scan):
                note_end = _NOTE_END.search(text, scan)
                notes_over = note_end is None
            if not notes_over and note_end is not None and note_end[0] == "]]":
                end = note_end.start()
        else:
            continue
        if end == -1:
            if opening not in reported:
                reported.add(opening)
                line = kept.line + text.count("\n", position, start)
                what = "note [[" if opening == "[[" else "boneyard /*"
                reason = f"this {what} is never closed; read as ordinary text"
                words = lines[line - 1][:200].strip()
                unread.append(Unread(words, SourceRange(line, line), reason))
            continue
        kept.add(text[position:start])
        first = kept.line
        kept.skip(text[start : end + 2], text[end + 2 : end + 3])
        kind = "note" if opening == "[[" else "boneyard"
        body = "\n".join(part.strip() for part in text[start + 2 : end].strip().split("\n"))
        comments.append(Comment(kind, body, SourceRange(first, kept.line)))
        position = scan = end + 2
    kept.add(text[position:])
    kept.finish()
    return CleanText(tuple(kept.lines), tuple(comments), tuple(unread))


class _Kept:
    """Collects what is left of each line."""

    def __init__(self) -> None:
        self.lines: list[NumberedLine] = []
        self.line = 1
        self._parts: list[str] = []
        self._commented = False

    def add(self, text: str) -> None:
        head, *rest = text.split("\n")
        self._parts.append(head)
        for part in rest:
            self._flush()
            self._parts.append(part)

    def skip(self, removed: str, next_char: str) -> None:
        self._commented = True
        breaks = removed.count("\n")
        for _ in range(breaks):
            self._flush()
            self._commented = True
        last = self._parts[-1] if self._parts else ""
        if next_char == " " and last.endswith(" "):
            self._parts[-1] = last[:-1]

    def finish(self) -> None:
        self._flush()

    def _flush(self) -> None:
        text = "".join(self._parts)
        if text.strip() or not self._commented:
            self.lines.append(NumberedLine(self.line, text))
        self._parts = []
        self._commented = False
        self.line += 1

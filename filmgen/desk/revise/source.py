"""The text of a Fountain file, edited in place: what no edit touches keeps its every byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from filmgen.desk.revise.edits import Edit
from filmgen.screenplay.model import Boneyard, Note, Scene, Screenplay, Speech
from filmgen.screenplay.names import read_inline_cue
from filmgen.screenplay.revisions import DRAFTS, mark_of, marked_draft
from filmgen.screenplay.source import NEWLINE, decode, guess_encoding, read_bytes
from filmgen.screenplay.writer import write_element

_MARK = re.compile(r"[ \t]*\[\[rev ([a-z ]{2,20}) \*\]\]")


class FountainText:
    """A file's lines with their own line ends and its encoding.

    Raises:
        ScreenplayError: as `read_bytes`.
    """

    def __init__(self, path: Path) -> None:
        data = read_bytes(path)
        self._codec, skip = guess_encoding(data)
        self._mark = data[:skip]
        text = data[skip:].decode(self._codec, errors="replace")
        if self._mark + text.encode(self._codec, errors="replace") != data:
            text, self._codec, self._mark = decode(path, data), "utf-8", b""
        pieces = re.split(f"({NEWLINE.pattern})", text)
        self._lines, self._ends = pieces[::2], [*pieces[1::2], ""]
        self._end = next((end for end in self._ends if end), "\n")

    def line(self, number: int) -> str:
        """A line by its number, 1-based."""
        return self._lines[number - 1]

    def data(self) -> bytes:
        """The file as it stands now; UTF-8 where its own encoding lacks a new character."""
        text = "".join(a + b for a, b in zip(self._lines, self._ends, strict=True))
        try:
            return self._mark + text.encode(self._codec)
        except UnicodeEncodeError:
            return text.encode()

    def change(self, first: int, last: int, lines: Sequence[str]) -> None:
        """Put `lines` in the place of lines `first` to `last`; `last` = `first` - 1 inserts."""
        ends = [self._end] * len(lines)
        if ends and last == len(self._lines):
            ends[-1] = self._ends[-1]
        self._lines[first - 1 : last] = list(lines)
        self._ends[first - 1 : last] = ends

    def rewrite(self, number: int, line: str) -> None:
        """Other words on a line, its end kept."""
        self._lines[number - 1] = line

    def count(self) -> int:
        return len(self._lines)

    def unmark(self, keep: str | None) -> None:
        """Take out the marks of all drafts but `keep`."""

        def kept(match: re.Match[str]) -> str:
            return match[0] if match[1] == keep or match[1] not in DRAFTS else ""

        for number, line in enumerate(self._lines):
            if "[[rev " in line:
                self._lines[number] = _MARK.sub(kept, line)

    def mark(self, number: int, draft: str | None) -> None:
        """Mark a line as changed, once; blank lines bear no mark."""
        if draft is None:
            return
        line = self._lines[number - 1]
        note = f"[[{mark_of(draft)}]]"
        if line.strip() and note not in line:
            self._lines[number - 1] = f"{line.rstrip()} {note}"

    def title_entry(self, key: str, value: str, title_page: bool) -> None:
        """Write an entry of the title page, made where the file has none."""
        if not title_page:
            self.change(1, 0, [f"{key}: {value}", ""])
            return
        page = 0
        while page < len(self._lines) and not self._lines[page].strip():
            page += 1
        start = page
        while page < len(self._lines) and self._lines[page].strip():
            found = re.match(r"\s*([^:：]+?)\s*[:：]", self._lines[page])
            if found and found[1].casefold() == key.casefold() and page >= start:
                last = page + 1
                while last < len(self._lines) and re.match(r"[ \t]+\S", self._lines[last]):
                    last += 1
                self.change(page + 1, last, [f"{key}: {value}"])
                return
            page += 1
        self.change(page + 1, page, [f"{key}: {value}"])


def edit_source(
    text: FountainText, screenplay: Screenplay, edits: Sequence[Edit], draft: str | None
) -> None:
    """Carry out edits in the text, last line first, and mark what changed.

    Elements are found by their source lines; notes and boneyards inside a replaced element stay.
    """

    def place(edit: Edit) -> tuple[int, int, int]:
        scene = screenplay.scenes[edit.scene - 1]
        return (edit.scene, edit.at, 1 if edit.do == "insert" else 0) if scene else (0, 0, 0)

    for edit in sorted(edits, key=place, reverse=True):
        scene = screenplay.scenes[edit.scene - 1]
        if edit.at < 0 and edit.do != "insert":
            _edit_heading(text, screenplay, scene, edit, draft)
            continue
        lines = scene.heading.lines if edit.at < 0 else scene.elements[edit.at].lines
        first, last = lines.first_line, lines.last_line
        if edit.do == "insert":
            assert edit.element is not None
            new = write_element(edit.element).split("\n")
            after = text.count() > last and text.line(last + 1).strip()
            text.change(last + 1, last, ["", *new, *([""] if after else [])])
            _mark_lines(text, last + 2, [""] * len(new), new, draft)
        elif edit.do == "cut":
            _cut(text, first, last, draft)
        else:
            assert edit.element is not None
            old = [text.line(n) for n in range(first, last + 1)]
            new = _replacement(old, scene, edit)
            text.change(first, last, new)
            _mark_lines(text, first, old, new, draft)


def _replacement(old: list[str], scene: Scene, edit: Edit) -> list[str]:
    """The new lines of an element; a cue that stays keeps its own line."""
    element, before = edit.element, scene.elements[edit.at]
    assert element is not None
    new = write_element(element).split("\n")
    if isinstance(element, Speech) and isinstance(before, Speech):
        same = (element.character, element.extensions) == (before.character, before.extensions)
        inline = read_inline_cue(old[0].strip().lstrip("@"))
        if same and inline is not None and inline.words:
            cue = re.split("[：:]", old[0], maxsplit=1)[0] + "："
            new = [cue + " ".join(line.strip() for line in new[1:])]
        elif same:
            new[0] = old[0]
    within = before.lines
    notes = [
        ("[[" + e.text + "]]" if isinstance(e, Note) else "/*" + e.text + "*/")
        for e in scene.elements
        if isinstance(e, Note | Boneyard) and "\n" not in e.text
        and within.first_line <= e.lines.first_line <= within.last_line
        and not (isinstance(e, Note) and marked_draft(e.text))
        and not any(_comment_in(e, line) for line in new)
    ]  # fmt: skip
    if notes:
        new[-1] = " ".join([new[-1], *notes])
    return new


def _comment_in(element: Note | Boneyard, line: str) -> bool:
    return element.text in line


def _mark_lines(
    text: FountainText, first: int, old: Sequence[str], new: Sequence[str], draft: str | None
) -> None:
    """Mark the lines that were not there before; none of them is only the unchanged cue."""
    before = {line.strip() for line in old}
    fresh = [n for n, line in enumerate(new) if line.strip() and line.strip() not in before]
    for n in fresh or range(len(new) - 1, len(new)):
        text.mark(first + n, draft)


def _cut(text: FountainText, first: int, last: int, draft: str | None) -> None:
    """Take lines out with one blank line about them; the line before bears the mark."""
    if last < text.count() and not text.line(last + 1).strip():
        last += 1
    elif first > 1 and not text.line(first - 1).strip():
        first -= 1
    text.change(first, last, [])
    before = first - 1
    while before > 0 and not text.line(before).strip():
        before -= 1
    if before > 0:
        text.mark(before, draft)


def _edit_heading(
    text: FountainText, screenplay: Screenplay, scene: Scene, edit: Edit, draft: str | None
) -> None:
    number = scene.heading.lines.first_line
    following = screenplay.scenes[scene.index :]
    end = following[0].heading.lines.first_line - 1 if following else text.count()
    if edit.do == "cut" and not edit.heading:
        text.change(number, end, [])
        before = number - 1
        while before > 0 and not text.line(before).strip():
            before -= 1
        if before > 0 and scene.index > 1:
            text.mark(before, draft)
        return
    line = text.line(number)
    shown = re.sub(r"\s+", " ", scene.heading.text)
    if edit.do == "cut":  # OMITTED: the number stays, what was shot under it goes
        tag = f" #{scene.heading.number}#" if scene.heading.number else ""
        text.change(number, end, [f"{edit.heading}{tag}", *([""] if following else [])])
    elif scene.heading.text in line:
        text.rewrite(number, line.replace(scene.heading.text, edit.heading, 1))
    else:  # emphasis or odd spaces stand in it
        tag = f" #{scene.heading.number}#" if scene.heading.number and shown not in line else ""
        text.rewrite(number, edit.heading + tag)
    text.mark(number, draft)

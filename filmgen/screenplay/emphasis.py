"""Fountain emphasis: taking `*`, `**`, `***` and `_` out of text, and escaping them.

Linear in the length of the text whatever it is made of. Nothing else is removed: a
lone asterisk, or one with spaces around it, is what the writer typed.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\([*_\[\\~/!@#.=>(（])|(\*{1,3}|_)")
_ESCAPE = re.compile(r"[*_\\]|\[(?=\[)")


def strip_emphasis(text: str) -> str:
    """Remove emphasis marks that pair up inside `text`; resolve backslash escapes.

    A mark opens where no space follows it and closes where no space precedes it; `_`
    only at the edge of a word, so that file_names stay whole. Lines are separate:
    emphasis never runs over a line end.
    """
    if "*" not in text and "_" not in text and "\\" not in text:
        return text
    return "\n".join(_strip_line(line) for line in text.split("\n"))


def marked_words(text: str) -> list[tuple[str, bool]]:
    """The words of `strip_emphasis(text)`, each with whether a mark stands about all of it."""
    words: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        pieces, opening, closing = _resolve(line)
        depth = 0
        flags: list[bool] = []
        for index, piece in enumerate(pieces):
            depth += (index in opening) - (index in closing)
            flags += [depth > 0] * len(piece)
        plain = "".join(pieces)
        for match in re.finditer(r"\S+", plain):
            inside = [f for f, c in zip(flags[slice(*match.span())], match[0], strict=True)
                      if c.isalnum()]  # fmt: skip
            words.append((match[0], bool(inside) and all(inside)))
    return words


def _strip_line(line: str) -> str:
    return "".join(_resolve(line)[0])


def _resolve(line: str) -> tuple[list[str], set[int], set[int]]:
    """A line in pieces, its paired marks emptied; indices of those that opened, and closed."""
    pieces: list[str] = []
    opening: set[int] = set()
    closing: set[int] = set()
    open_marks: list[tuple[str, int]] = []  # (mark, index into pieces)
    depth: dict[str, int] = {}
    position = 0
    for match in _TOKEN.finditer(line):
        pieces.append(line[position : match.start()])
        position = match.end()
        if match[1] is not None:
            pieces.append(match[1])
            continue
        mark = match[2]
        before = line[match.start() - 1 : match.start()]
        after = line[position : position + 1]
        in_word = mark == "_" and before.isalnum() and after.isalnum()
        closes = bool(before) and not before.isspace() and not in_word
        opens = bool(after) and not after.isspace() and not in_word
        if closes and depth.get(mark, 0):
            while open_marks:
                found, index = open_marks.pop()
                depth[found] -= 1
                if found == mark:
                    pieces[index] = ""
                    opening.add(index)
                    closing.add(len(pieces))
                    break
            pieces.append("")
            continue
        pieces.append(mark)
        if opens:
            open_marks.append((mark, len(pieces) - 1))
            depth[mark] = depth.get(mark, 0) + 1
    pieces.append(line[position:])
    return pieces, opening, closing


def escape(text: str) -> str:
    """Text whose `strip_emphasis` is `text` again."""
    return _ESCAPE.sub(lambda m: "\\" + m[0], text)

"""The words of a script's second-language version, line for line of the shot list.

A translated script keeps its scenes and the order of its speeches: those are matched, by their
speakers where a scene has more or fewer of them. A speech that the shot list cut into lines is
cut at the same shares of its translation.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from pathlib import Path

from filmgen.breakdown.model import Line, ShotList
from filmgen.breakdown.prose import collapse, join_words, sentences, weight
from filmgen.errors import ScreenplayError
from filmgen.screenplay.model import PartKind, Screenplay, Speech

_CLAUSES = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])|\s+(?=--)|(?<=—)")
_COLUMNS = ("line", "text")


@dataclass(frozen=True)
class Translation:
    """What is said in the other language.

    Attributes:
        texts: by line id; a line that was not translated is absent.
        notes: one line each on what could not be matched.
    """

    texts: Mapping[str, str]
    notes: tuple[str, ...] = ()


def read_translated_lines(path: Path) -> tuple[tuple[str, str], ...]:
    """A table of translated lines: a delivery's lines.csv with its `text` translated, or any CSV
    with the columns `line` and `text`.

    Returns:
        (line id, text) of every row below the headings; either may be empty.

    Raises:
        ScreenplayError: it cannot be read, or has no such columns.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ScreenplayError(str(path), "there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ScreenplayError(str(path), f"cannot be read as UTF-8 text ({error})") from error
    rows = csv.DictReader(io.StringIO(text))
    absent = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if absent:
        raise ScreenplayError(
            str(path),
            f"no column {absent[0]!r}; it needs `line` (the ids of lines.csv) and `text`",
        )
    return tuple(((row["line"] or "").strip(), collapse(row["text"] or "")) for row in rows)


def match_rows(shots: ShotList, rows: Iterable[tuple[str, str]], name: str) -> Translation:
    """Pair the rows of a table called `name` with the lines of the script."""
    known = {line.id for line in shots.lines()}
    texts: dict[str, str] = {}
    notes: list[str] = []
    for number, (line_id, words) in enumerate(rows, start=2):
        if line_id not in known:
            notes.append(f"{name} row {number}: no line {line_id!r} in the script")
        elif words:
            texts[line_id] = words
    return Translation(texts, tuple(notes + _untranslated(shots, texts)))


def match_translation(shots: ShotList, original: Screenplay, translated: Screenplay) -> Translation:
    """Pair the speeches of two versions of a script, and share each out over its lines."""
    texts: dict[str, str] = {}
    notes: list[str] = []
    lines = list(shots.lines())
    others = {scene.index: tuple(scene.speeches()) for scene in translated.scenes}
    if len(original.scenes) != len(translated.scenes):
        notes.append(
            f"{translated.path} has {len(translated.scenes)} scenes, the script "
            f"{len(original.scenes)}: scenes are matched in order"
        )
    for scene in original.scenes:
        ours = tuple(scene.speeches())
        theirs = others.get(scene.index, ())
        for speech, other in _paired(ours, theirs):
            spoken = [line for line in lines if _is_of(line, speech)]
            for line, text in zip(spoken, _shared_out(_words(other), spoken), strict=True):
                if text:
                    texts[line.id] = text
    return Translation(texts, tuple(notes + _untranslated(shots, texts)))


def _paired(ours: Sequence[Speech], theirs: Sequence[Speech]) -> list[tuple[Speech, Speech]]:
    if len(ours) == len(theirs):
        return list(zip(ours, theirs, strict=True))
    # Where a speech was added or dropped, runs of the same speakers are matched.
    matcher = SequenceMatcher(
        None, [s.character for s in ours], [s.character for s in theirs], autojunk=False
    )
    return [
        (ours[block.a + step], theirs[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def _is_of(line: Line, speech: Speech) -> bool:
    first, last = speech.lines.first_line, speech.lines.last_line
    return line.character == speech.character and first <= line.source.first_line <= last


def _words(speech: Speech) -> str:
    said = [p.text for p in speech.parts if p.kind is not PartKind.PARENTHETICAL]
    return join_words([collapse(text) for text in said])


def _shared_out(text: str, lines: Sequence[Line]) -> list[str]:
    """A text in as many pieces as there are lines, cut where the lines' own shares end."""
    if len(lines) <= 1:
        return [text] * len(lines)
    units = list(sentences(text))
    for cut in (_clauses, str.split, list):
        if len(units) < len(lines):
            units = [piece for unit in units for piece in cut(unit)]
    if len(units) < len(lines):  # fewer letters than lines
        return [text, *[""] * (len(lines) - 1)]
    said = list(accumulate(max(1, weight(unit)) for unit in units))
    shares = list(accumulate(max(1, weight(line.text)) for line in lines))
    pieces, begin = [], 0
    for left, share in zip(range(len(lines) - 1, -1, -1), shares, strict=True):
        # The boundary nearest to the line's share that leaves every later line a piece.
        ends = range(min(begin + 1, len(units)), max(begin, len(units) - left) + 1)
        aim = share / shares[-1] * said[-1] if said else 0
        end = len(units) if not left else min(ends, key=lambda e: abs(said[e - 1] - aim))
        pieces.append(join_words(units[begin:end]))
        begin = end
    return pieces


def _clauses(text: str) -> list[str]:
    return [piece for piece in _CLAUSES.split(text) if piece]


def _untranslated(shots: ShotList, texts: Mapping[str, str]) -> list[str]:
    absent = [line for line in shots.lines() if line.id not in texts]
    notes = []
    for character, spoken in groupby(absent, lambda line: line.character):
        ids = ", ".join(line.id for line in spoken)
        notes.append(f"{character}: not translated: {ids}")
    return notes

"""A script against a folder of others: passages they share word by word, and how much in all.

Words are compared without case, punctuation and accents of typography; headings, cues,
transitions and parentheticals are left out, since every script has them. Every run of eight
words of the script is looked up among the other's by hash, then compared word by word and grown
to the longest run (as in Manber's "Finding similar files in a large file system", 1994, but
exact). The share is the containment of distinct 5-word runs (Broder, "On the resemblance and
containment of documents", 1997), both ways. One script of the folder is held at a time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.advisories.model import Originality, Passage, SharedScript
from filmgen.desk.runs import FILLING_WORDS, run_numbers
from filmgen.desk.shelf import read_library
from filmgen.progress import Progress, Silent
from filmgen.screenplay.model import Action, Lyric, PartKind, Screenplay, Speech

SHORTEST_WORDS = 8
_RUN = 5
_LEAST_SHARE = 0.01
_DRAFT_SHARE = 0.6
_PASSAGES = 12
_SHOWN = 300
_REPEATS = 16
_LEAST_CONTENT = 3
_CJK_WORDS = 2
"""CJK characters that count as a word, roughly."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+(?:['’][^\W_]+)*")
_STOCK_WORDS = "see walks door hand hands head eyes room beat pause"
_STOCK = FILLING_WORDS | frozenset(_STOCK_WORDS.split())
"""Words that fill scripts: a passage of nothing else is a stock phrase."""


@dataclass(frozen=True)
class Words:
    """A script's words in order, as numbers, with where each stands.

    Attributes:
        ids: (n,) int64, the same word the same number within one `Numbering`.
        lines, scenes: (n,) int32, line of the file and index of the scene.
        content: (n,) bool, no filling word.
        wide: (n,) bool, a CJK character.
    """

    ids: NDArray[np.int64]
    lines: NDArray[np.int32]
    scenes: NDArray[np.int32]
    content: NDArray[np.bool_]
    wide: NDArray[np.bool_]


class Numbering:
    """Numbers for words: those of the first script keep theirs, strangers of others share -1.

    A word the first script does not have can be in no shared passage; for the share of 5-word
    runs strangers need no telling apart either, so that memory does not grow with the folder.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self.open = True

    def number(self, word: str) -> int:
        if not self.open:
            return self._known.get(word, -1)
        return self._known.setdefault(word, len(self._known))


def originality(
    screenplay: Screenplay, path: Path, folder: Path, progress: Progress | None = None
) -> Originality:
    """Compare a script with every script of a folder.

    Raises:
        WorkspaceError: the folder is not there or holds no script.
    """
    progress = progress or Silent()
    numbering = Numbering()
    ours = words_of(screenplay, numbering)
    numbering.open = False
    texts = _texts(screenplay)
    runs = _runs(ours.ids, SHORTEST_WORDS)
    order = np.argsort(runs, kind="stable")
    small = np.unique(_runs(ours.ids, _RUN)[_says(ours)])
    digest = _digest(path)
    shared: list[SharedScript] = []
    skipped: list[tuple[str, str]] = []
    compared = 0
    for entry in read_library(folder, progress):
        if entry.screenplay is None:
            skipped.append((entry.name, entry.why))
            continue
        if _is_same(path, entry.path, digest):
            title = entry.screenplay.title()
            shared.append(SharedScript(entry.name, title, "the same file", 1.0, 1.0, ()))
            continue
        compared += 1
        theirs = words_of(entry.screenplay, numbering)
        contained, contains = _shares(small, theirs)
        passages = _passages(ours, theirs, runs, order, texts, screenplay, entry.screenplay)
        if passages or contained >= _LEAST_SHARE or contains >= _LEAST_SHARE:
            draft = "another draft" if max(contained, contains) >= _DRAFT_SHARE else ""
            shared.append(
                SharedScript(
                    entry.name,
                    entry.screenplay.title(),
                    draft,
                    round(contained, 4),
                    round(contains, 4),
                    passages,
                )
            )
    shared.sort(key=lambda s: (-_weight(s), s.file))
    longest = max((p.words for s in shared for p in s.passages), default=0)
    return Originality(
        folder.name, compared, tuple(skipped), tuple(shared), SHORTEST_WORDS, longest
    )


def words_of(screenplay: Screenplay, numbering: Numbering) -> Words:
    """The words of a script that are its own."""
    ids: list[int] = []
    lines: list[int] = []
    scenes: list[int] = []
    content: list[bool] = []
    wide: list[bool] = []
    for index, text, line in _pieces(screenplay):
        for offset, row in enumerate(text.split("\n")):
            for word in _WORD.findall(row):
                key = word.casefold().replace("’", "'")
                ids.append(numbering.number(key))
                lines.append(line + offset)
                scenes.append(index)
                content.append(key not in _STOCK)
                wide.append(len(word) == 1 and ord(word) > 0x3000)
    return Words(
        np.array(ids, np.int64), np.array(lines, np.int32), np.array(scenes, np.int32),
        np.array(content, np.bool_), np.array(wide, np.bool_),
    )  # fmt: skip


def _pieces(screenplay: Screenplay) -> Iterator[tuple[int, str, int]]:
    """(scene index, text, first line) of action and of what is said."""
    for position, scene in enumerate(screenplay.scenes):
        for element in scene.elements:
            if isinstance(element, Action | Lyric):
                yield position, element.text, element.lines.first_line
            elif isinstance(element, Speech):
                for part in element.parts:
                    if part.kind is not PartKind.PARENTHETICAL:
                        yield position, part.text, part.lines.first_line


def _texts(screenplay: Screenplay) -> list[str]:
    """The words as written, in the order of `words_of`."""
    return [word for _, text, _ in _pieces(screenplay) for word in _WORD.findall(text)]


def _runs(ids: NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    """Hash of every run of so many words; empty where there are fewer. Overflow is meant."""
    mixed = (ids.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    return run_numbers(mixed, length)


def _says(words: Words) -> NDArray[np.bool_]:
    """Which 5-word runs hold a word that is not in every script."""
    if len(words.ids) < _RUN:
        return np.zeros(0, np.bool_)
    return np.convolve(words.content, np.ones(_RUN, np.int64), "valid") > 0


def _shares(small: NDArray[np.uint64], theirs: Words) -> tuple[float, float]:
    """(share of ours in theirs, share of theirs in ours) of distinct 5-word runs."""
    runs, says = _runs(theirs.ids, _RUN), _says(theirs)
    if not len(runs) or not len(small):
        return 0.0, 0.0
    strange = np.convolve(theirs.ids < 0, np.ones(_RUN, np.int64), "valid") > 0
    known = np.unique(runs[says & ~strange])
    # Runs with a word of theirs alone are distinct but for repeats, which are few.
    total = len(known) + int((says & strange).sum())
    both = len(np.intersect1d(small, known, assume_unique=True))
    return both / len(small), both / max(1, total)


def _passages(
    ours: Words, theirs: Words, runs: NDArray[np.uint64], order: NDArray[np.intp],
    texts: Sequence[str], own: Screenplay, other: Screenplay,
) -> tuple[Passage, ...]:  # fmt: skip
    """The longest shared passages; one inside a longer one is not told again."""
    found: list[tuple[int, int, int]] = []
    hashes = _runs(theirs.ids, SHORTEST_WORDS)
    if not len(hashes) or not len(runs):
        return ()
    ordered = runs[order]
    first = np.searchsorted(ordered, hashes, "left")
    last = np.searchsorted(ordered, hashes, "right")
    reached: dict[int, int] = {}
    for there in map(int, np.flatnonzero(last > first)):
        for k in range(int(first[there]), min(int(last[there]), int(first[there]) + _REPEATS)):
            here = int(order[k])
            diagonal = here - int(there)
            if reached.get(diagonal, -1) > int(there):
                continue
            length = _grow(ours.ids, theirs.ids, here, int(there))
            if length >= SHORTEST_WORDS:
                reached[diagonal] = int(there) + length
                if _tells(ours, here, length):
                    found.append((length, here, int(there)))
    found.sort(key=lambda f: (-f[0], f[1], f[2]))
    taken = np.zeros(len(ours.ids), np.bool_)
    kept: list[Passage] = []
    for length, here, there in found:
        if taken[here : here + length].mean() > 0.5:
            continue
        taken[here : here + length] = True
        kept.append(
            Passage(
                length,
                _join(texts[here : here + length]),
                int(ours.lines[here]),
                own.scenes[ours.scenes[here]].number,
                int(theirs.lines[there]),
                other.scenes[theirs.scenes[there]].number,
            )
        )
        if len(kept) == _PASSAGES:
            break
    return tuple(kept)


def _grow(a: NDArray[np.int64], b: NDArray[np.int64], i: int, j: int) -> int:
    """How many words are the same from there on; 0 where a hash deceived."""
    length = min(len(a) - i, len(b) - j)
    differ = np.flatnonzero((a[i : i + length] != b[j : j + length]) | (a[i : i + length] < 0))
    return int(differ[0]) if len(differ) else length


def _tells(words: Words, start: int, length: int) -> bool:
    """Whether a passage says anything: content words enough, CJK characters counted as half."""
    stretch = slice(start, start + length)
    wide = int(words.wide[stretch].sum())
    weight = length - wide + wide // _CJK_WORDS
    return weight >= SHORTEST_WORDS and int(words.content[stretch].sum()) >= _LEAST_CONTENT


def _join(words: Sequence[str]) -> str:
    text = ""
    for word in words:
        tight = not text or (len(word) == 1 and ord(word) > 0x3000 and ord(text[-1]) > 0x3000)
        text += word if tight else f" {word}"
        if len(text) > _SHOWN:
            return text[:_SHOWN] + "…"
    return text


def _weight(script: SharedScript) -> float:
    longest = script.passages[0].words if script.passages else 0
    return 10 * bool(script.same) + max(script.contained, script.contains) + longest / 1000


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _is_same(path: Path, other: Path, digest: str) -> bool:
    try:
        if path.resolve() == other.resolve():
            return True
        return (
            bool(digest)
            and path.stat().st_size == other.stat().st_size
            and _digest(other) == digest
        )
    except OSError:
        return False

"""A studio's own effects folder, searched before anything is synthesised.

A file is of a kind if its UCS category says so, or its name does; among those that are, words
of the script choose. What is something else than asked for, a creak for a slam, loses half
its score; below a threshold nothing is taken, and the sound is made. Among equals the seed
chooses, so that two doors of a film are not one door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.sound.library.index import Entry, read_index
from filmgen.sound.library.kinds import ALIASES, KINDS, KindNames, names_of, split_cat_id
from filmgen.sound.library.words import OWNERS, Vector, Vocabulary, conflicts, similarity, tokens
from filmgen.sound.synth.render import BEDS
from filmgen.workspace import file_sha256

ALGORITHM_REVISION = "1"
"""Changes with everything here that may choose another file or give other samples."""
LICENCE = "as its owner says"
THRESHOLD = 0.5
"""Below it nothing is taken."""

_NEAR = 0.06
"""Files this close to the best are as good: the seed chooses among them."""
_BY_CATEGORY = {"strong": 1.0, "category": 0.9, "weak": 0.72}
_BY_TITLE, _BY_TITLE_ELSEWHERE, _BY_TAGS = 0.9, 0.6, 0.65
_BY_BARE_TITLE = 0.6  # "Iron Bar Clang": a place's word that is a thing's, too
_PLACES = frozenset(
    {"bar", "car", "train", "office", "street", "night", "aircraft", "restaurant", "hospital"}
    | {"room", "machine", "traffic", "crowd"}
)
_IN_A_PLACE = frozenset(
    tokens("ambience ambient amb atmos atmosphere background walla inside busy crowded drive day")
)
_UNASKED = 0.55  # of the score is earned by being of the kind, the rest by the words
_CONFLICT = 0.5
_OWNED, _OWNERLESS = frozenset({"door", "bell", "horn", "engine", "alarm"}), 0.7
_LEAST_BED_S = 3.0
_LONGEST_SPOT = 8.0  # times what is asked for: longer is a place that was recorded, not a sound


@dataclass(frozen=True)
class Match:
    """A file of the library for a sound of the script.

    Attributes:
        path: of the file; `name` is its path in the library.
        sha256: of its bytes.
        kind: that it was found for.
        score: 0 to 1.
        why: what spoke for it, in one line.
        seconds, rate_hz, channels: of the file.
    """

    path: Path
    name: str
    sha256: str
    kind: str
    score: float
    why: str
    seconds: float
    rate_hz: int
    channels: int

    def provenance(self) -> Mapping[str, Any]:
        """What the manifest keeps, JSON values."""
        return {
            "file": self.name,
            "sha256": self.sha256,
            "licence": LICENCE,
            "score": self.score,
            "why": self.why,
        }


@dataclass(frozen=True)
class Scored:
    """A file, how well it serves, and what speaks for it."""

    entry: Entry
    score: float
    why: str


class Library:
    """An effects folder, indexed.

    Attributes:
        folder: where it lies.
        entries: the files that can be used.
        notes: what the user should know: files that cannot be read, once; an empty folder.
    """

    def __init__(self, folder: Path, entries: Sequence[Entry], notes: Sequence[str] = ()) -> None:
        self.folder = folder
        self.entries = tuple(entries)
        self.notes = tuple(notes)
        self._vocabulary = Vocabulary.of([entry.words for entry in self.entries])
        self._vectors: dict[int, Vector] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for word in set(entry.words):
                self._by_word.setdefault(word, []).append(number)
            for name in {entry.cat_id, (split_cat_id(entry.cat_id) or ("",))[0]} - {""}:
                self._by_category.setdefault(name, []).append(number)

    @classmethod
    def open(cls, folder: Path, cache: Path | None = None) -> Library:
        """Index a folder and all below it.

        Args:
            cache: a folder that keeps the index between runs, the workspace's house.

        Raises:
            ConfigError: the folder is not there, is none, or may not be read.
        """
        entries, notes = read_index(folder, cache)
        return cls(folder.expanduser(), entries, notes)

    def find(self, kind: str, words: str, seconds: float, seed: int) -> Match | None:
        """The file for a sound of the script, or None where none would pass for it.

        Args:
            kind: of the synthesiser's beds and spots, or of `SoundCue`.
            words: what the script says of it, and the values of its knobs ("slams the door",
                "tin roof"); for a bed its place, not the whole scene.
            seconds: how much is wanted.
            seed: chooses among files that serve as well.
        """
        ranked = [s for s in self.ranked(kind, words, seconds) if s.score >= THRESHOLD]
        if not ranked:
            return None
        equals = sorted(
            (s for s in ranked if s.score >= ranked[0].score - _NEAR), key=lambda s: s.entry.name
        )
        order = np.random.default_rng([seed, len(equals)]).permutation(len(equals))
        for number in order:
            chosen = equals[int(number)]
            try:
                return self._match(kind, chosen)
            except OSError:
                continue  # gone since it was indexed
        return None

    def ranked(self, kind: str, words: str, seconds: float = 0.0) -> list[Scored]:
        """All files that may be of the kind, best first, those under the threshold included.

        Args:
            kind: as of `find`; "" takes the kind that the words name, and where they name
                none, compares words alone.
        """
        kind = ALIASES.get(kind, kind) or kind_in(words)
        names = names_of(kind) if kind else KindNames((), ())
        wanted = _wanted(kind, names, words)
        asked = self._vocabulary.vector(wanted, known=True)
        scored = (
            self._scored(number, kind, names, wanted, asked, seconds)
            for number in self._candidates(kind, names, wanted)
        )
        return sorted((s for s in scored if s.score > 0), key=lambda s: (-s.score, s.entry.name))

    def _match(self, kind: str, chosen: Scored) -> Match:
        entry = chosen.entry
        path = self.folder / entry.name
        return Match(
            path=path,
            name=entry.name,
            sha256=file_sha256(path),
            kind=ALIASES.get(kind, kind),
            score=chosen.score,
            why=chosen.why,
            seconds=round(entry.seconds, 3),
            rate_hz=entry.rate_hz,
            channels=entry.channels,
        )

    def _candidates(self, kind: str, names: KindNames, wanted: Sequence[str]) -> list[int]:
        """Files that have a word or a category of the kind; without one, any word asked for."""
        words = _stems(" ".join(names.words)) if kind else frozenset(wanted)
        found = {n for word in words for n in self._by_word.get(word, ())}
        for cat_id in (*names.strong, *names.weak):
            found.update(self._by_category.get(cat_id, ()))
        return sorted(found)

    def _scored(
        self,
        number: int,
        kind: str,
        names: KindNames,
        wanted: Sequence[str],
        asked: Vector,
        seconds: float,
    ) -> Scored:
        entry = self.entries[number]
        evidence, reasons = _evidence(entry, kind, names) if kind else (1.0, [])
        if not evidence:
            return Scored(entry, 0.0, "")
        if number not in self._vectors:
            self._vectors[number] = self._vocabulary.vector(entry.words)
        alike = similarity(asked, self._vectors[number])
        base = _UNASKED if kind else 0.0
        score = evidence * (base + (1 - base) * alike)
        reasons.append(f"words {alike:.2f}")
        for conflict in conflicts(wanted, entry.words):
            score *= _CONFLICT
            reasons.append(conflict)
        if kind in _OWNED and OWNERS.intersection(wanted) - set(entry.words):
            score *= _OWNERLESS
            reasons.append("of another")
        factor, reason = _length(entry, kind, seconds)
        if factor < 1.0:
            score *= factor
            reasons.append(reason)
        return Scored(entry, round(score, 4), ", ".join(reasons))


def kind_in(words: str) -> str:
    """The kind that a description names, the most of its words counting; "" for none."""
    said = set(tokens(words))
    best = max(
        KINDS,
        key=lambda kind: (
            len(said & _stems(" ".join(KINDS[kind].words)))
            + 0.5 * len(said & _stems(KINDS[kind].means))
        ),
    )
    return best if said & _stems(" ".join(KINDS[best].words)) else ""


@lru_cache(maxsize=512)
def _stems(words: str) -> frozenset[str]:
    return frozenset(tokens(words))


def _wanted(kind: str, names: KindNames, words: str) -> tuple[str, ...]:
    """The script's words, the kind's first one, and what the kind means where they say less."""
    said = tokens(words)
    named = tokens(names.words[0]) if names.words else tokens(kind)
    usual = tokens(names.means)
    if usual and conflicts(said, usual):
        usual = ()
    return (*dict.fromkeys((*named, *said, *usual)),)


def _evidence(entry: Entry, kind: str, names: KindNames) -> tuple[float, list[str]]:
    """0 to 1: how sure it is that the file is of the kind, and what says so."""
    cat_id = entry.cat_id
    best, why = 0.0, ""
    if cat_id and cat_id not in names.never:
        parts = split_cat_id(cat_id)
        if cat_id in names.strong:
            best = _BY_CATEGORY["strong"]
        elif parts and parts[0] in names.strong:
            best = _BY_CATEGORY["category"]
        elif cat_id in names.weak or (parts and parts[0] in names.weak):
            best = _BY_CATEGORY["weak"]
        why = f"category {cat_id}" if best else ""
    kind_words = _stems(" ".join(names.words))
    in_title = kind_words & set(entry.title_words)
    if in_title:
        # In a foreign category the word is a circumstance: "Car Interior Rain On Roof".
        named = _BY_TITLE_ELSEWHERE if cat_id and not why else _BY_TITLE
        if kind in _PLACES and not _IN_A_PLACE.intersection(entry.words):
            named = min(named, _BY_BARE_TITLE)
        if why:
            best = min(1.0, best + 0.12)
            why += f" and name ({', '.join(sorted(in_title))})"
        elif named > best:
            best, why = named, f"name ({', '.join(sorted(in_title))})"
    elif not why and not cat_id and kind_words & set(entry.words):
        best, why = _BY_TAGS, "folder or tags"
    return best, [why] if why else []


def _length(entry: Entry, kind: str, seconds: float) -> tuple[float, str]:
    """A factor for files too short for a bed or far too long for a spot."""
    if kind in BEDS and seconds > _LEAST_BED_S * 2 and entry.seconds < _LEAST_BED_S:
        return 0.45, f"only {entry.seconds:.1f} s"
    if kind and kind not in BEDS and seconds > 0:
        longest = max(20.0, _LONGEST_SPOT * seconds)
        if entry.seconds > longest:
            return 0.6, f"{entry.seconds:.0f} s long"
    return 1.0, ""

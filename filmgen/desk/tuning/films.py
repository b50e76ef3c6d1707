"""Which drafts are of one film, and which films are learned from, watched, and tested on.

A draft in the training set would give away its film's other draft in the test set. So drafts
that share a title, or more than a fifth of their eight-word spans, are one film, and films go
to one side as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from filmgen.desk.tuning.corpus import Draft
from filmgen.desk.tuning.spans import span_numbers, words_of
from filmgen.errors import WorkspaceError
from filmgen.wording import counted
from filmgen.workspace import seed_from

SAME_FILM = 0.2
"""Share of the shorter draft's spans. Drafts of one film share most; films by different hands
share boilerplate, well below a hundredth."""
LEAST_FILMS = 3
_HELD_OUT = 0.1
_COMMON = 64
"""A span in more drafts than these is a phrase of the trade, no sign of kinship."""


@dataclass(frozen=True)
class Film:
    """Drafts of one film, in order of their names."""

    drafts: tuple[Draft, ...]

    @property
    def title(self) -> str:
        """Of the first draft that has one, else that draft's name."""
        return next((d.title for d in self.drafts if d.title), self.drafts[0].name)


@dataclass(frozen=True)
class Split:
    """Films by what they are for; no film in two."""

    train: tuple[Film, ...]
    validation: tuple[Film, ...]
    test: tuple[Film, ...]


def films_of(drafts: Sequence[Draft]) -> tuple[Film, ...]:
    """Drafts put together by film, in order of their first drafts."""
    leaders = list(range(len(drafts)))

    def leader(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = leaders[leaders[at]]
            at = leaders[at]
        return at

    for one, other in [*_same_titles(drafts), *_near_duplicates(drafts)]:
        first, second = sorted((leader(one), leader(other)))
        leaders[second] = first
    groups: dict[int, list[Draft]] = {}
    for at, draft in enumerate(drafts):
        groups.setdefault(leader(at), []).append(draft)
    return tuple(Film(tuple(group)) for group in groups.values())


def split_films(films: Sequence[Film], seed: int, where: str = "the scripts folder") -> Split:
    """A tenth of the films to watch, a tenth to test, one of each at least; the rest to learn.

    The same films fall the same way whatever their files are called. A film that makes more
    than a third of all text is learned from, if there are others to hold out.

    Raises:
        WorkspaceError: fewer than three films.
    """
    if len(films) < LEAST_FILMS:
        raise WorkspaceError(
            f"{where} holds {counted(len(films), 'film')}; at least {LEAST_FILMS} are needed, to "
            "learn from, to watch and to test (drafts of one film count once)"
        )
    sizes = {film: sum(len(draft.text) for draft in film.drafts) for film in films}
    large = sum(sizes.values()) / 3
    shuffled = sorted(
        films, key=lambda film: (sizes[film] > large, seed_from(seed, film.drafts[0].text))
    )
    held = max(1, round(len(films) * _HELD_OUT))
    return Split(
        tuple(shuffled[2 * held :]), tuple(shuffled[held : 2 * held]), tuple(shuffled[:held])
    )


def _same_titles(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    seen: dict[str, int] = {}
    pairs = []
    for at, draft in enumerate(drafts):
        title = " ".join(words_of(draft.title))
        if title and not title.startswith("untitled"):
            pairs.append((seen.setdefault(title, at), at))
    return pairs


def _near_duplicates(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    spans = [np.unique(span_numbers(words_of(draft.text))) for draft in drafts]
    if not spans:
        return []
    every = np.concatenate(spans)
    owners = np.repeat(np.arange(len(spans)), [len(own) for own in spans])
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    begins = np.flatnonzero(np.r_[True, every[1:] != every[:-1]])
    ends = np.r_[begins[1:], len(every)]
    shared: Counter[tuple[int, int]] = Counter()
    counts = ends - begins
    for at in np.flatnonzero((counts > 1) & (counts <= _COMMON)):
        shared.update(combinations(owners[begins[at] : ends[at]].tolist(), 2))
    return [
        pair
        for pair, count in shared.items()
        if count > SAME_FILM * min(len(spans[pair[0]]), len(spans[pair[1]]))
    ]

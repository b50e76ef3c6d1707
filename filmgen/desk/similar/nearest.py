"""Ranking a library by nearness to a script, and saying why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.similar.model import Figure, Likeness, ScenePair
from filmgen.desk.similar.portrait import Portrait, Style

THEME_SHARE = 0.6
"""Of the nearness; the rest is style."""
_WORDS = 10
_PLACES = 5
_PAIRS = 3
_FIGURES = 3
_SPREADS = {
    "dialogue": 0.15, "sentence": 4.0, "speech": 7.0, "scene": 0.6, "cast": 0.7, "inside": 0.3,
    "night": 0.3, "asked": 0.12, "shouted": 0.12, "asides": 0.2, "vocabulary": 0.06, "tone": 0.45,
}  # fmt: skip
"""By how much scripts differ in each figure, about; `scene` and `cast` by the logarithm."""
_BY_RATIO = frozenset({"scene", "cast"})


@dataclass(frozen=True)
class Compared:
    """A script of the library with its vectors, (pieces, dimensions), rows of length 1."""

    file: str
    portrait: Portrait
    vectors: NDArray[np.float32]
    same: str = ""


def rank(ours: Compared, others: Sequence[Compared], by: str = "both") -> list[Likeness]:
    """The library, the nearest first; the same file comes last, it is no neighbour.

    Args:
        by: "both", "theme" or "style".
    """
    rare = _rarity([ours.portrait, *(other.portrait for other in others)])
    made = [_likeness(ours, other, rare) for other in others]

    def near(one: Likeness) -> float:
        return {"theme": one.theme, "style": one.style}.get(by, one.nearness)

    return sorted(made, key=lambda x: (bool(x.same), -near(x), x.file))


def style_apart(a: Style, b: Style) -> list[Figure]:
    """Every figure of style beside the other's, the nearest first."""
    one, two = asdict(a), asdict(b)
    figures = []
    for name, spread in _SPREADS.items():
        x, y = one[name], two[name]
        apart = abs(math.log((x + 0.1) / (y + 0.1))) if name in _BY_RATIO else abs(x - y)
        figures.append(Figure(name, round(x, 3), round(y, 3), round(apart / spread, 3)))
    return sorted(figures, key=lambda f: (f.apart, f.name))


def _likeness(ours: Compared, other: Compared, rare: dict[str, float]) -> Likeness:
    theme = _theme(ours.vectors, other.vectors)
    figures = style_apart(ours.portrait.style, other.portrait.style)
    mean = sum(min(f.apart, 4.0) ** 2 for f in figures) / len(figures)
    style = math.exp(-0.5 * mean)
    places = [p for p in ours.portrait.places if p in set(other.portrait.places)]
    return Likeness(
        file=other.file,
        title=other.portrait.title,
        nearness=round(THEME_SHARE * theme + (1 - THEME_SHARE) * style, 4),
        theme=round(theme, 4),
        style=round(style, 4),
        words=_shared_words(ours.portrait, other.portrait, rare),
        places=tuple(places[:_PLACES]),
        style_alike=tuple(figures[:_FIGURES]),
        style_apart=tuple(f for f in reversed(figures[-_FIGURES:]) if f.apart >= 0.5),
        scenes=() if other.same else _pairs(ours, other),
        same=other.same,
    )


def _theme(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    if not len(a) or not len(b):
        return 0.0
    x, y = a.mean(axis=0), b.mean(axis=0)
    length = float(np.linalg.norm(x) * np.linalg.norm(y))
    return max(0.0, min(1.0, float(x @ y) / length)) if length else 0.0


def _rarity(portraits: Sequence[Portrait]) -> dict[str, float]:
    """Inverse document frequency of every word, by how many scripts have it."""
    seen: Counter[str] = Counter(word for p in portraits for word in p.words)
    total = len(portraits)
    return {word: math.log((1 + total) / (1 + n)) + 0.1 for word, n in seen.items()}


def _shared_words(a: Portrait, b: Portrait, rare: dict[str, float]) -> tuple[str, ...]:
    """By the product of both tf-idf weights; a word that only one has is not shared."""
    weight = {
        word: math.log1p(a.words[word]) * math.log1p(b.words[word]) * rare[word] ** 2
        for word in a.words.keys() & b.words.keys()
    }
    return tuple(sorted(weight, key=lambda word: (-weight[word], word))[:_WORDS])


def _pairs(ours: Compared, other: Compared) -> tuple[ScenePair, ...]:
    """The nearest pieces, each scene told once."""
    if not len(ours.vectors) or not len(other.vectors):
        return ()
    nearness = ours.vectors @ other.vectors.T
    order = np.argsort(-nearness, axis=None, kind="stable")
    pairs: list[ScenePair] = []
    here: set[str] = set()
    there: set[str] = set()
    for flat in order[: 50 * _PAIRS]:
        i, j = divmod(int(flat), nearness.shape[1])
        a, b = ours.portrait.pieces[i], other.portrait.pieces[j]
        if a.scene in here or b.scene in there or nearness[i, j] <= 0:
            continue
        here.add(a.scene)
        there.add(b.scene)
        value = round(float(nearness[i, j]), 4)
        pairs.append(ScenePair(value, a.scene, a.heading, a.shown, b.scene, b.heading, b.shown))
        if len(pairs) == _PAIRS:
            break
    return tuple(pairs)

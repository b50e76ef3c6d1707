"""Which scene of the new draft is which of the old, whatever became of number, slug and place.

Scenes with equal words are paired first; then the most alike, best pair of all first, by shared
words (Dice), with something for the same place and the same neighbours. What is left alone
between the same neighbours under the same slug line is the same scene, written anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass

from filmgen.breakdown.identity import ALIKE, longest_increasing
from filmgen.breakdown.prose import key_words
from filmgen.screenplay.model import (
    Action,
    Boneyard,
    Element,
    Lyric,
    Note,
    PartKind,
    Scene,
    Section,
    Speech,
    Synopsis,
    Transition,
)
from filmgen.screenplay.revisions import marked_draft

_SAME_PLACE, _NEIGHBOUR, _SAME_NUMBER = 0.12, 0.08, 0.05
_FEW_WORDS = 12
"""A scene of fewer words is alike only if its slug line is, too."""


def compared(elements: tuple[Element, ...]) -> list[Element]:
    """What two drafts are compared in: everything but page breaks and the marks of revisions."""
    kinds = Action | Speech | Transition | Lyric | Section | Synopsis | Boneyard
    return [
        e
        for e in elements
        if isinstance(e, kinds) or (isinstance(e, Note) and marked_draft(e.text) is None)
    ]


def text_of(element: Element) -> str:
    """An element's words in one line, asides in parentheses; a cue is not among them."""
    if isinstance(element, Speech):
        said = (f"({p.text})" if p.kind is PartKind.PARENTHETICAL else p.text
                for p in element.parts)  # fmt: skip
        return " ".join(" ".join(said).split())
    return " ".join(getattr(element, "text", "").split())


def cue_of(element: Element) -> str:
    """The cue as printed, without (CONT'D): that one follows from what stands before it."""
    if not isinstance(element, Speech):
        return ""
    told = [f" ({e})" for e in element.extensions if e != "CONT'D"]
    return element.character + "".join(told)


@dataclass(frozen=True)
class _Face:
    """What a scene is recognised by."""

    slug: str
    place: str
    words: Counter[str]
    exact: tuple[tuple[str, str], ...]
    number: str


def pair_scenes(old: tuple[Scene, ...], new: tuple[Scene, ...]) -> dict[int, int]:
    """Positions of new scenes to positions of old ones; those that are not in it have no other."""
    a, b = [_face(scene) for scene in old], [_face(scene) for scene in new]
    pairs = _equal(a, b)
    left_old = [i for i in range(len(a)) if i not in set(pairs.values())]
    left_new = [j for j in range(len(b)) if j not in pairs]
    scored = []
    for j in left_new:
        before, after = pairs.get(j - 1), pairs.get(j + 1)
        for i in left_old:
            score = _likeness(a[i], b[j])
            if score <= 0.05:
                continue
            score += _NEIGHBOUR * ((before == i - 1) + (after == i + 1))
            score += _SAME_NUMBER * (a[i].number == b[j].number)
            few = min(a[i].words.total(), b[j].words.total()) < _FEW_WORDS
            if score >= ALIKE and (a[i].place == b[j].place or not few or score > 0.8):
                scored.append((-score, abs(i - j), j, i))
    taken: set[int] = set(pairs.values())
    for _, _, j, i in sorted(scored):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
    _rewritten(a, b, pairs, taken)
    return pairs


def moved_scenes(pairs: dict[int, int]) -> set[int]:
    """The new positions that left the order in which most of the scenes stayed."""
    kept = longest_increasing(sorted(pairs.items()))
    return set(pairs) - {j for j, _ in kept}


def _face(scene: Scene) -> _Face:
    heading = scene.heading
    exact = tuple((cue_of(e), text_of(e)) for e in compared(scene.elements))
    words = Counter(w for cue, text in exact for w in (*key_words(cue), *key_words(text)))
    place = " / ".join((heading.location, *heading.sublocations))
    return _Face(" ".join(key_words(heading.text)), place, words, exact, heading.number or "")


def _equal(a: list[_Face], b: list[_Face]) -> dict[int, int]:
    """Scenes whose every word is the same; of several such, the same slug line and order."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for by_slug in (True, False):
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for i, face in enumerate(a):
            if i not in taken:
                waiting[face.exact, face.slug if by_slug else ""].append(i)
        for j, face in enumerate(b):
            queue = waiting.get((face.exact, face.slug if by_slug else ""))
            if j not in pairs and queue and (by_slug or face.exact):
                pairs[j] = queue.popleft()
                taken.add(pairs[j])
    return pairs


def _likeness(a: _Face, b: _Face) -> float:
    total = a.words.total() + b.words.total()
    small, large = sorted((a.words, b.words), key=len)
    shared = sum(min(count, large[word]) for word, count in small.items())
    return (2 * shared / total if total else 0.0) + _SAME_PLACE * (a.place == b.place)


def _rewritten(a: list[_Face], b: list[_Face], pairs: dict[int, int], taken: set[int]) -> None:
    for j, face in enumerate(b):
        if j in pairs:
            continue
        i = pairs[j - 1] + 1 if j - 1 in pairs else 0 if j == 0 else -1
        if not 0 <= i < len(a) or i in taken or a[i].slug != face.slug:
            continue
        follower = pairs.get(j + 1)
        if follower == i + 1 or (j == len(b) - 1 and i == len(a) - 1):
            pairs[j] = i
            taken.add(i)

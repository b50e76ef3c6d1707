"""Which shot of one version is which shot of the other.

Identities are kept from draft to draft inside an output folder, and are made of a shot's words
everywhere else, so they say it nearly always. Shots they leave over (the words of a shot were
changed in a folder of its own) are recognised by what happens and is said in them, and last by
their display id.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Sequence

from filmgen.breakdown.prose import key_words
from filmgen.editorial.documents import ShotDocument

ALIKE = 0.5
"""Share of words, 0 to 1, from which two shots of one place count as the same."""
_ALIKE_BY_NAME = 0.2
"""The same for two shots that also have one display id."""


def match_shots(old: Sequence[ShotDocument], new: Sequence[ShotDocument]) -> dict[int, int]:
    """Indices of new shots to the indices of the old ones that they are; one to one."""
    by_identity: dict[str, deque[int]] = defaultdict(deque)
    for i, shot in enumerate(old):
        by_identity[shot.identity].append(i)
    match: dict[int, int] = {}
    for j, shot in enumerate(new):  # an editor may show a shot twice
        if by_identity[shot.identity]:
            match[j] = by_identity[shot.identity].popleft()
    taken = set(match.values())
    old_words = {i: words(shot) for i, shot in enumerate(old) if i not in taken}
    new_words = {j: words(shot) for j, shot in enumerate(new) if j not in match}
    _equal(old, new, old_words, new_words, match)
    _alike(old, new, old_words, new_words, match)
    return match


def words(shot: ShotDocument) -> Counter[str]:
    """The words of a shot, casefolded: what it is recognised by."""
    said = (w for x in shot.lines for w in (x.character.casefold(), *key_words(x.text)))
    return Counter((*key_words(shot.action), *key_words(shot.title_text), *said))


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """Shared words over all words (Dice), 0 to 1."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The longest part of the pairs that rises on both sides; the others have moved.

    Args:
        pairs: rising in their first number.
    """
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for n, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [n]
        back.append(ends[at - 1] if at else -1)
    kept = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.add(pairs[n])
        n = back[n]
    return kept


def _equal(
    old: Sequence[ShotDocument],
    new: Sequence[ShotDocument],
    old_words: dict[int, Counter[str]],
    new_words: dict[int, Counter[str]],
    match: dict[int, int],
) -> None:
    """Shots of one place, setup and the very same words, in their order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for i, bag in old_words.items():
        waiting[old[i].setting, old[i].setup, frozenset(bag.items())].append(i)
    for j, bag in list(new_words.items()):
        same = waiting.get((new[j].setting, new[j].setup, frozenset(bag.items())))
        if bag and same:
            match[j] = same.popleft()
            del new_words[j], old_words[match[j]]


def _alike(
    old: Sequence[ShotDocument],
    new: Sequence[ShotDocument],
    old_words: dict[int, Counter[str]],
    new_words: dict[int, Counter[str]],
    match: dict[int, int],
) -> None:
    """The most alike first; of equally alike ones, those that stand nearest."""
    at_place: dict[str, list[int]] = defaultdict(list)
    by_name = {old[i].id: i for i in old_words}
    for i in old_words:
        at_place[old[i].setting].append(i)
    found: list[tuple[float, int, int, int]] = []
    for j, bag in new_words.items():
        named = by_name.get(new[j].id)
        for i in {*at_place[new[j].setting], *(() if named is None else (named,))}:
            score = likeness(bag, old_words[i]) if bag else float(i == named and not old_words[i])
            least = _ALIKE_BY_NAME if i == named else ALIKE
            if score >= least:
                found.append((-score, abs(i - j), j, i))
    taken: set[int] = set()
    for _, _, j, i in sorted(found):
        if j not in match and i not in taken:
            match[j] = i
            taken.add(i)

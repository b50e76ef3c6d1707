"""Identities that outlive a draft: of shots and of lines.

A new shot's identity is made of its scene heading, its words and, for repeats, a count;
never of line numbers, scene numbers or display ids. With the last draft at hand, scenes are
aligned first (same words, else the most alike at the same place), then the shots inside
them in order; a shot that is recognisably the same inherits its identity, however much of
it was rewritten. Lines likewise.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from filmgen.breakdown.model import Line, Shot, ShotList
from filmgen.breakdown.prose import key_words

T = TypeVar("T")

ALIKE = 0.34
"""Least likeness, 0 to 1, at which two versions count as the same thing."""
_DP_CELLS = 40_000


def digest(*parts: str, digits: int = 16) -> str:
    """Hex digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:digits]


def content(shot: Shot) -> tuple[str, ...]:
    """The words of a shot, casefolded: what it is recognised by."""
    said = (w for x in shot.lines for w in (x.character.casefold(), *key_words(x.text)))
    return (*key_words(shot.action), *key_words(shot.title_text), *said)


def slug(name: str) -> str:
    """ASCII name for ids: accents dropped; other scripts become a short hash."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    kept = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = sum(c.isalpha() for c in name)
    return (
        kept[:32].strip("-")
        if len(kept.replace("-", "")) * 2 > letters
        else f"c{digest(name, digits=6)}"
    )


def assign(shots: Sequence[Shot], headings: Sequence[str], previous: ShotList | None) -> list[Shot]:
    """Give every shot its identity and every line its id.

    Args:
        shots: in film order, identities and line ids empty.
        headings: the scene heading of each shot, same length.
        previous: the shot list of the last draft.
    """
    old = _planned(previous) if previous else []
    reserved = {s.identity for s in old} | set(previous.memory.added if previous else ())
    old_by_scene = _by_scene(old)
    new_by_scene = _by_scene(shots)
    pairs = _pair_scenes(new_by_scene, shots, old_by_scene, old)
    same_shot: dict[int, int] = {}
    same_line: dict[tuple[int, int], str] = {}
    for new_scene, old_scene in pairs:
        matched = align(
            [shots[i] for i in new_scene], [old[i] for i in old_scene], content, _shot_likeness
        )
        for a, b in matched.items():
            same_shot[new_scene[a]] = old_scene[b]
        _pair_lines(shots, new_scene, old, old_scene, same_line)
    _pair_moved(shots, old, same_shot)
    identities = _identities(shots, headings, old, same_shot, reserved)
    line_ids = _line_ids(shots, same_line, {x.id for s in old for x in s.lines})
    result = []
    for i, shot in enumerate(shots):
        lines = tuple(replace(x, id=line_ids[i, k]) for k, x in enumerate(shot.lines))
        ids = {k: line.id for k, line in enumerate(lines)}
        beats = tuple(
            replace(b, line_ids=tuple(ids[int(k)] for k in b.line_ids)) for b in shot.beats
        )
        result.append(replace(shot, identity=identities[i], lines=_dual_ids(lines), beats=beats))
    return result


def _dual_ids(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """`dual_with` holds an index into the shot's lines until ids are known."""
    return tuple(
        replace(x, dual_with=lines[int(x.dual_with)].id) if x.dual_with else x for x in lines
    )


def _planned(previous: ShotList) -> list[Shot]:
    """The last draft as the planner made it, before a person's overrides."""
    memory = previous.memory
    kept = {s.identity: s for s in previous.shots if s.identity not in set(memory.added)}
    kept.update({s.identity: s for s in memory.planned})
    return sorted(kept.values(), key=lambda s: (s.scene_index, _shot_number(s.display_id)))


def _shot_number(display_id: str) -> int:
    digits = re.search(r"_sh(\d+)", display_id)
    return int(digits[1]) if digits else 0


def _by_scene(shots: Sequence[Shot]) -> list[list[int]]:
    """Indices of the shots of each scene, in order."""
    scenes: dict[int, list[int]] = {}
    for i, shot in enumerate(shots):
        scenes.setdefault(shot.scene_index, []).append(i)
    return list(scenes.values())


def _pair_scenes(
    new: list[list[int]], new_shots: Sequence[Shot], old: list[list[int]], old_shots: Sequence[Shot]
) -> list[tuple[list[int], list[int]]]:
    """Scenes of both drafts that are the same: equal words wherever they moved, then alike."""
    new_bags = [_bag(new_shots, scene) for scene in new]
    old_bags = [_bag(old_shots, scene) for scene in old]
    new_keys = [
        (new_shots[s[0]].setting.key, tuple(w for i in s for w in content(new_shots[i])))
        for s in new
    ]
    old_keys = [
        (old_shots[s[0]].setting.key, tuple(w for i in s for w in content(old_shots[i])))
        for s in old
    ]
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, key in enumerate(old_keys):
        waiting[key].append(j)
    match: dict[int, int] = {}
    for i, key in enumerate(new_keys):
        if waiting[key]:
            match[i] = waiting[key].popleft()
    taken = set(match.values())
    free_by_place: dict[str, list[int]] = defaultdict(list)
    for j in range(len(old)):
        if j not in taken:
            free_by_place[old_keys[j][0]].append(j)
    expected = 0
    for i in range(len(new)):
        if i in match:
            expected = match[i] + 1
            continue
        # Candidates: unmatched scenes at the same place, and whatever stood here before.
        nearby = [
            j for j in range(max(0, expected - 2), min(len(old), expected + 4)) if j not in taken
        ]
        same_place = [j for j in free_by_place[new_keys[i][0]] if j not in taken][:40]
        best, best_score = -1, 0.0
        for j in dict.fromkeys((*same_place, *nearby)):
            score = _bag_likeness(new_bags[i], old_bags[j])
            score += 0.25 * (new_keys[i][0] == old_keys[j][0]) + 0.1 * (j == expected)
            if score > best_score:
                best, best_score = j, score
        if best >= 0 and best_score >= ALIKE:
            match[i] = best
            taken.add(best)
            expected = best + 1
    return [(new[i], old[j]) for i, j in sorted(match.items())]


def _bag(shots: Sequence[Shot], scene: list[int]) -> Counter[str]:
    return Counter(w for i in scene for w in content(shots[i]))


def _bag_likeness(a: Counter[str], b: Counter[str]) -> float:
    """Shared words over all words (Dice), 0 to 1."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _shot_likeness(a: Shot, b: Shot) -> float:
    words = _bag_likeness(Counter(content(a)), Counter(content(b)))
    return 0.75 * words + 0.15 * (a.subjects == b.subjects) + 0.1 * (a.setup is b.setup)


def _line_likeness(a: Line, b: Line) -> float:
    if a.character != b.character:
        return 0.0
    return 0.3 + 0.7 * _bag_likeness(Counter(key_words(a.text)), Counter(key_words(b.text)))


def align(
    new: Sequence[T],
    old: Sequence[T],
    key: Callable[[T], Hashable],
    likeness: Callable[[T, T], float],
) -> dict[int, int]:
    """Match two sequences in order: equal ones first, then the alike between them."""
    matched = _equal_in_order([key(x) for x in new], [key(x) for x in old])
    result = dict(matched)
    bounds = [(-1, -1), *sorted(matched.items()), (len(new), len(old))]
    for (a0, b0), (a1, b1) in itertools.pairwise(bounds):
        gap_new, gap_old = range(a0 + 1, a1), range(b0 + 1, b1)
        if len(gap_new) and len(gap_old):
            result.update(_fill(new, old, gap_new, gap_old, likeness))
    return result


def _equal_in_order(new: list[Hashable], old: list[Hashable]) -> dict[int, int]:
    """A longest-run greedy match of equal keys that never crosses itself."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j, key in enumerate(old):
        places[key].append(j)
    counts_new = Counter(new)
    # Keys that occur once on each side anchor the order (patience diff); the rest fill in between.
    unique = [
        (i, places[k][0])
        for i, k in enumerate(new)
        if counts_new[k] == 1 and len(places.get(k, ())) == 1
    ]
    anchors = longest_increasing(unique)
    result = dict(anchors)
    bounds = [(-1, -1), *anchors, (len(new), len(old))]
    for (a0, b0), (a1, b1) in itertools.pairwise(bounds):
        j = b0 + 1
        for i in range(a0 + 1, a1):
            hit = next((q for q in places.get(new[i], ()) if j <= q < b1), None)
            if hit is not None:
                result[i] = hit
                j = hit + 1
    return result


def longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs that is increasing on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [n]
        back.append(ends[at - 1] if at else -1)
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _fill(
    new: Sequence[T],
    old: Sequence[T],
    gap_new: range,
    gap_old: range,
    likeness: Callable[[T, T], float],
) -> dict[int, int]:
    """Align a gap by likeness; what stands alone between the same neighbours is the same."""
    if len(gap_new) == len(gap_old) == 1:
        a, b = gap_new[0], gap_old[0]
        return {a: b} if likeness(new[a], old[b]) >= 0.1 else {}
    if len(gap_new) * len(gap_old) > _DP_CELLS:
        return {
            a: b
            for a, b in zip(gap_new, gap_old, strict=False)
            if likeness(new[a], old[b]) >= ALIKE
        }
    rows, cols = len(gap_new), len(gap_old)
    best = [[0.0] * (cols + 1) for _ in range(rows + 1)]
    like = [[likeness(new[a], old[b]) for b in gap_old] for a in gap_new]
    for r in range(rows - 1, -1, -1):
        for c in range(cols - 1, -1, -1):
            take = like[r][c] + best[r + 1][c + 1] if like[r][c] >= ALIKE else 0.0
            best[r][c] = max(take, best[r + 1][c], best[r][c + 1])
    result = {}
    r = c = 0
    while r < rows and c < cols:
        if like[r][c] >= ALIKE and best[r][c] == like[r][c] + best[r + 1][c + 1]:
            result[gap_new[r]] = gap_old[c]
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return result


def _pair_lines(
    shots: Sequence[Shot],
    new_scene: list[int],
    old: Sequence[Shot],
    old_scene: list[int],
    same: dict[tuple[int, int], str],
) -> None:
    new_lines = [(i, k, x) for i in new_scene for k, x in enumerate(shots[i].lines)]
    old_lines = [x for j in old_scene for x in old[j].lines]
    matched = align([x for _, _, x in new_lines], old_lines, _line_key, _line_likeness)
    for a, b in matched.items():
        i, k, _ = new_lines[a]
        same[i, k] = old_lines[b].id


def _line_key(line: Line) -> Hashable:
    return (line.character, tuple(key_words(line.text)))


def _pair_moved(shots: Sequence[Shot], old: Sequence[Shot], same: dict[int, int]) -> None:
    """Shots with equal words that ended up in another scene: a heading was put between them."""
    taken = set(same.values())
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, shot in enumerate(old):
        if j not in taken and content(shot):
            waiting[content(shot)].append(j)
    for i, shot in enumerate(shots):
        if i not in same and waiting.get(content(shot)):
            same[i] = waiting[content(shot)].popleft()


def _identities(
    shots: Sequence[Shot],
    headings: Sequence[str],
    old: Sequence[Shot],
    same: dict[int, int],
    reserved: set[str],
) -> list[str]:
    used = {old[j].identity for j in same.values()}
    counts: Counter[tuple[str, ...]] = Counter()
    result = []
    for i, shot in enumerate(shots):
        if i in same:
            result.append(old[same[i]].identity)
            continue
        heading = " ".join(key_words(headings[i]))
        words = content(shot) or (shot.setup.value, *shot.subjects)
        while True:
            counts[heading, *words] += 1
            made = digest("shot", heading, " ".join(words), str(counts[heading, *words]))
            if made not in used and made not in reserved:
                break
        used.add(made)
        result.append(made)
    return result


def _line_ids(
    shots: Sequence[Shot], same: dict[tuple[int, int], str], reserved: set[str]
) -> dict[tuple[int, int], str]:
    # A line moved to another scene with its words keeps its id, for the id is made of them.
    used = set(same.values())
    free = reserved - used
    counts: Counter[tuple[str, ...]] = Counter()
    result = {}
    for i, shot in enumerate(shots):
        for k, line in enumerate(shot.lines):
            if (i, k) in same:
                result[i, k] = same[i, k]
                continue
            words = tuple(key_words(line.text)) or (line.text,)
            while True:
                counts[line.character, *words] += 1
                nth = str(counts[line.character, *words])
                mark = digest("line", line.character, " ".join(words), nth, digits=6)
                made = f"{slug(line.character)}-{mark}"
                if made not in used and (made not in reserved or made in free):
                    break
            used.add(made)
            result[i, k] = made
    return result

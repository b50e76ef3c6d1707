"""What the words make a character do: pose, what is in the hand, the face, where to go.

Action text is cut into clauses; a clause belongs to whoever it names, to whom its pronoun
stands for, or to everybody ("they", "both"). Of the words in a character's clauses the last
that moves the legs and the last that moves the arms win, since a panel shows where a beat ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from filmgen.blocking import foreign_verbs
from filmgen.blocking.holding import armed, held_in, lets_go
from filmgen.blocking.lexicon import HANDHELD, find_things
from filmgen.blocking.model import Expression
from filmgen.blocking.verbs import ARMS, AT, FACES, LEGS, LOOKS, MOVES


@dataclass(frozen=True)
class Act:
    """A character's part in a beat; "" and None say nothing new.

    Attributes:
        lower, upper: keys of `poses.LOWER`, `poses.UPPER`.
        move: "enter", "exit", "go" (to `towards`), "at" (already there), or "".
        towards: word of a prop or name of a character they act on.
        held: prop kind in the hand.
        look: "up", "down", "away", "around", or "" .
        lets_go: after the beat the hands are empty.
        whom: name of somebody it is done to, with or at.
    """

    lower: str = ""
    upper: str = ""
    move: str = ""
    towards: str = ""
    held: str = ""
    look: str = ""
    expression: Expression | None = None
    lets_go: bool = False
    whom: str = ""


def _rows(
    own: Sequence[tuple[str, str]], foreign: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [(name, rf"\b(?:{p})\b") for name, p in own]
    return tuple((name, re.compile(p, re.IGNORECASE)) for name, p in (*rows, *foreign))


_LEGS = _rows(LEGS, foreign_verbs.LEGS)
_ARMS = _rows(ARMS, foreign_verbs.ARMS)
_MOVE = tuple(
    (name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in (*MOVES, ("at", AT))
)
_LOOK = tuple((name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in LOOKS)
_FACE = tuple(
    (face, re.compile(p, re.IGNORECASE))
    for face, p in (*((face, rf"\b(?:{p})\b") for face, p in FACES), *foreign_verbs.FACES)
)
_CLAUSE = re.compile(
    r"[.!?;:。！？；，\n]+\s*|\s--\s|\s—\s|,? (?:and then|then|while|as) |, and |, "
)
_EVERYBODY = re.compile(
    r"\b(?:they|both(?! (?:his |her )?(?:hands|arms|feet|eyes|sides|legs))|"
    r"the (?:men|women|two|pair|boys|girls|couple|friends|group)|everyone|everybody|"
    r"all of them|each other|we see them)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^\W*(?:he|she|it)\b|\b(?:he's|she's)\b", re.IGNORECASE)
_OPENS_WITH_PRONOUN = re.compile(r"\W*(?:he|she)\b(?!['’])", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|never|doesn't|don't|without|no longer|can't|isn't)\b", re.IGNORECASE
)
_ARMED = ("aim", "aim rifle", "slash")
"""Poses that only somebody with a weapon takes."""


def clauses_of(text: str, names: Sequence[str], name: str) -> tuple[str, ...]:
    """The clauses of an action in which a character is the one who does something.

    Args:
        names: of everybody who could be meant, upper case.
    """
    short = {n: _aliases(n, names) for n in names}
    found: list[str] = []
    doer: set[str] = set()
    for clause in _CLAUSE.split(text):
        if not clause or not clause.strip():
            continue
        hits: list[tuple[int, str]] = []
        for other, pattern in short.items():
            match = pattern.search(clause)
            if match:
                hits.append((match.start(), other))
        if _EVERYBODY.search(clause):
            doer = set(names)
        elif hits and _OPENS_WITH_PRONOUN.match(clause):
            # "She swings Toby …": whoever is named is whom it is done to.
            meant = [n for n in names if n not in {other for _, other in hits}]
            doer = set(meant[:1]) or {hits[0][1]}
        elif hits:
            hits.sort()
            first = hits[0][1]
            doer = {first}
            for (a, one), (b, other) in pairwise(hits):
                between = clause[a:b].lower()
                if re.search(r"\band\b|&", between) and len(between) < len(one) + 24:
                    doer.add(other)
                else:
                    break
        elif not doer and _PRONOUN.search(clause):
            doer = set(names[:1])
        if name in doer:
            found.append(clause.strip())
    return tuple(found)


def mentions(name: str, names: Sequence[str], text: str) -> bool:
    """Whether a text calls somebody by name."""
    return bool(_aliases(name, names).search(text))


def _aliases(name: str, names: Sequence[str]) -> re.Pattern[str]:
    words = [w for w in re.split(r"[\s.]+", name) if len(w) > 2 or not w.isascii()]
    others = {w for n in names if n != name for w in re.split(r"[\s.]+", n)}
    own = [w for w in words if w not in others]
    options = [re.escape(name), *(re.escape(w) for w in own)]
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + r")(?!['’]s\b)(?!\w)", re.IGNORECASE)


def act_of(clauses: Sequence[str]) -> Act:
    """What a character does in some clauses, the last word winning."""
    act = Act()
    dropped = False
    for clause in clauses:
        if _NEGATED.search(clause):
            continue
        lower = next((n for n, p in _LEGS if p.search(clause)), "")
        arms = next((n for n, p in _ARMS if p.search(clause)), "")
        move = next((n for n, p in _MOVE if p.search(clause)), "")
        look = next((n for n, p in _LOOK if p.search(clause)), "")
        things = find_things(clause)
        if arms in _ARMED and not armed(clause):
            arms = next((n for n, p in _ARMS if n not in _ARMED and p.search(clause)), "")
        held = held_in(clause, arms)
        if held == "rifle" and arms == "aim":
            arms = "aim rifle"
        if arms in ("take", "pick up") and held == "phone":
            arms = "phone"
        dropped = dropped or lets_go(clause, lower, arms)
        if held:
            dropped = lets_go(clause, lower, arms)
        vehicle = any(t.kind in ("car", "truck", "helicopter", "boat") for t in things)
        if vehicle and lower == "sit":
            lower = "drive"
        if lower == "lie" and arms == "aim rifle":
            lower = "prone"
        towards = next((t.kind for t in things if t.kind not in HANDHELD), "")
        act = Act(
            lower or act.lower,
            arms or act.upper,
            move or act.move,
            towards or act.towards,
            held or act.held,
            look or act.look,
            act.expression,
        )
    face = expression_of(" ".join(clauses))
    return replace(act, expression=face, lets_go=dropped)


def expression_of(words: str) -> Expression | None:
    """The face that mood words ask for; the last one named wins. None: nothing said."""
    best: tuple[int, Expression] | None = None
    for face, pattern in _FACE:
        for match in pattern.finditer(words):
            if best is None or match.start() > best[0]:
                best = (match.start(), face)
    return best[1] if best else None

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
    """

    lower: str = ""
    upper: str = ""
    move: str = ""
    towards: str = ""
    held: str = ""
    look: str = ""
    expression: Expression | None = None


_S = r"(?:s|es|ed|ing)?"

_LEGS = tuple((name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in LEGS)
_ARMS = tuple((name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in ARMS)
_MOVE = tuple(
    (name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in (*MOVES, ("at", AT))
)
_LOOK = tuple((name, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for name, p in LOOKS)
_FACE = tuple((face, re.compile(rf"\b(?:{p})\b", re.IGNORECASE)) for face, p in FACES)
_CLAUSE = re.compile(r"[.!?;:\n]+\s*|\s--\s|\s—\s|,? (?:and then|then|while|as) |, and |, ")
_EVERYBODY = re.compile(
    r"\b(?:they|both|the (?:men|women|two|pair|boys|girls|couple|friends|group)|everyone|everybody|"
    r"all of them|each other|we see them)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^\W*(?:he|she|it)\b|\b(?:he's|she's)\b", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|never|doesn't|don't|without|no longer|can't|isn't)\b", re.IGNORECASE
)
_DEFAULT_HELD = {
    "aim": "gun", "aim rifle": "rifle", "drink": "glass", "toast": "glass", "phone": "phone",
    "smoke": "cigarette", "read": "card", "slash": "knife", "paint": "cigarette",
    "write": "cigarette",
}  # fmt: skip
_TAKING = {
    "aim", "aim rifle", "phone", "toast", "drink", "smoke", "eat", "slash", "read", "give", "show",
    "pick up", "take", "carry", "hold", "throw", "write", "paint",
}  # fmt: skip


_PEACEFUL = {"drink", "toast", "phone", "smoke", "eat", "read", "write", "paint"}
_WEAPONS = {"gun", "rifle", "sword", "knife"}


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


def _aliases(name: str, names: Sequence[str]) -> re.Pattern[str]:
    words = [w for w in re.split(r"[\s.]+", name) if len(w) > 2 or not w.isascii()]
    others = {w for n in names if n != name for w in re.split(r"[\s.]+", n)}
    own = [w for w in words if w not in others]
    options = [re.escape(name), *(re.escape(w) for w in own)]
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + r")(?!['’]s\b)(?!\w)", re.IGNORECASE)


def act_of(clauses: Sequence[str], names: Sequence[str] = ()) -> Act:
    """What a character does in some clauses, the last word winning."""
    act = Act()
    for clause in clauses:
        if _NEGATED.search(clause):
            continue
        lower = next((n for n, p in _LEGS if p.search(clause)), "")
        arms = next((n for n, p in _ARMS if p.search(clause)), "")
        move = next((n for n, p in _MOVE if p.search(clause)), "")
        look = next((n for n, p in _LOOK if p.search(clause)), "")
        things = find_things(clause)
        held = ""
        if arms in _TAKING:
            fits = [t.kind for t in things if t.kind in HANDHELD]
            if arms in _PEACEFUL:
                fits = [kind for kind in fits if kind not in _WEAPONS]
            held = fits[0] if fits else _DEFAULT_HELD.get(arms, "")
            if arms in ("take", "pick up") and re.search(r"\bphone|receiver\b", clause, re.I):
                arms, held = "phone", "phone"
        vehicle = any(t.kind in ("car", "truck", "helicopter", "boat") for t in things)
        if vehicle and lower == "sit":
            lower = "drive"
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
    return replace(act, expression=face)


def expression_of(words: str) -> Expression | None:
    """The face that mood words ask for; the last one named wins. None: nothing said."""
    best: tuple[int, Expression] | None = None
    for face, pattern in _FACE:
        for match in pattern.finditer(words):
            if best is None or match.start() > best[0]:
                best = (match.start(), face)
    return best[1] if best else None

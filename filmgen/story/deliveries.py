"""How the lines of a beat are said: the course of a fight, held by the program.

Left alone, a small model lets its people agree by the third line. A direction in brackets before
a line ("mocking", "quietly, a threat"), as scripts have them, makes it find words that do it. The
directions are only ours: they guide the writer and do not go on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.workspace import seed_from


@dataclass(frozen=True)
class Delivery:
    """One line to be written: who speaks, to whom and how; both are "" without a direction."""

    who: str
    to: str
    how: str


# (speaker, direction): in beats 1, 2 and 4 "a" pushes and "b" stands against; in the turn "a" is
# who has hidden something.
_Set = tuple[tuple[str, str], ...]
_COLLISION: tuple[_Set, ...] = (
    (
        ("a", "giving an order"), ("b", "not looking up"),
        ("a", "pointing at it"), ("b", "bitterly, about long ago"),
    ),
    (
        ("b", "suspicious"), ("a", "making light of it"),
        ("b", "has seen something"), ("a", "changing the subject"),
    ),
    (
        ("a", "in a hurry"), ("b", "joking"),
        ("a", "does not laugh"), ("b", "asking why now"),
    ),
)  # fmt: skip
_PRESSURE: tuple[_Set, ...] = (
    (
        ("b", "offering a deal"), ("a", "mocking"),
        ("b", "quietly, a threat"), ("a", "calling the bluff"),
    ),
    (
        ("a", "asking for one small thing"), ("b", "flatly refusing"),
        ("a", "angry, what it has cost"), ("b", "mocking"),
    ),
    (
        ("b", "accusing"), ("a", "denying it, with a detail"),
        ("b", "holding up the proof"), ("a", "cornered"),
    ),
)  # fmt: skip
_TURN: tuple[_Set, ...] = (
    (
        ("a", "confessing at last"), ("b", "stunned, asking"),
        ("a", "giving a detail"), ("b", "cold, after a silence"),
    ),
    (
        ("b", "guessing the truth"), ("a", "denying it"),
        ("b", "with proof"), ("a", "giving in"),
    ),
    (
        ("a", "blurting it out"), ("b", "not believing it"),
        ("a", "with a detail"), ("b", "almost whispering"),
    ),
)  # fmt: skip
_END: tuple[_Set, ...] = (
    (("a", "making up their mind"), ("b", "pleading for one thing"), ("a", "last words")),
    (("b", "giving up"), ("a", "gently, about something small"), ("b", "last words")),
    (("a", "an ultimatum"), ("b", "flatly"), ("a", "one last question")),
)
_THIRD = ("interrupting", "taking a side", "what neither wants to hear", "asking the loser")


def deliveries_of(
    names: Sequence[str], lead: str, number: int, count: int, seed: int
) -> tuple[Delivery, ...]:
    """The lines of beat `number` of `count` (1-based) among the people who speak in it.

    Everybody of `names` has a line; `lead` pushes, in the turn it is who has hidden something.
    `seed` chooses among the sets.
    """
    pool = _pool(number, count)
    chosen = pool[seed_from(seed, "deliveries", number) % len(pool)]
    others = [name for name in names if name != lead] or [lead]
    pair = {"a": lead, "b": others[0]}
    lines = [Delivery(pair[who], pair["b" if who == "a" else "a"], how) for who, how in chosen]
    for index, name in enumerate(others[1:]):
        how = _THIRD[(seed_from(seed, "third") + number + index) % len(_THIRD)]
        lines[min(2 + index, len(lines) - 1)] = Delivery(name, lead, how)
    return tuple(lines)


def begun_by_another(deliveries: Sequence[Delivery], before: str) -> tuple[Delivery, ...]:
    """The lines with their parts exchanged, where they would be begun by who spoke `before`."""
    first = deliveries[0]
    if first.who != before:
        return tuple(deliveries)
    other = {first.who: first.to, first.to: first.who}
    return tuple(
        Delivery(other.get(d.who, d.who), other.get(d.to, d.to), d.how) for d in deliveries
    )


def is_turn(number: int, count: int) -> bool:
    """Whether what is hidden comes out in this beat: the last but one."""
    return number == max(1, count - 1)


def _pool(number: int, count: int) -> tuple[_Set, ...]:
    if number == count:
        return _END
    if number == 1:
        return _COLLISION
    return _TURN if is_turn(number, count) else _PRESSURE

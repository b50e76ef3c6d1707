"""What the lines of a beat do: the moves of a fight over one thing, held by the program.

Left alone, a small model lets its people describe what they see and agree. Told line by line
what a line does (a drama teacher's "actions": to order, to bargain, to mock …) it finds words
that do it. The pools below are for the stations of a scene: the collision, the pressure, the
turn, the end. Which set a beat plays is drawn by the run's seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.workspace import seed_from


@dataclass(frozen=True)
class Move:
    """One line to be written: who speaks, and what the line does to the other."""

    who: str
    does: str


# (speaker, move): "a" leads the beat, "b" stands against.
_Set = tuple[tuple[str, str], ...]
_COLLISION: tuple[_Set, ...] = (
    (
        ("a", "gives an order"), ("b", "changes the subject to a thing in the room"),
        ("a", "accuses with a detail"), ("b", "tells a lie"),
    ),
    (
        ("b", "asks where something is"), ("a", "answers with another question"),
        ("b", "points out what looks wrong"), ("a", "makes an excuse"),
    ),
    (
        ("a", "forbids the other to touch a thing"), ("b", "makes a joke of it"),
        ("a", "sets a time limit"), ("b", "asks why tonight"),
    ),
)  # fmt: skip
_PRESSURE: tuple[_Set, ...] = (
    (
        ("b", "names a price or a number"), ("a", "mocks it"),
        ("b", "threatens"), ("a", "brings up an old wrong"),
    ),
    (
        ("a", "offers a trade"), ("b", "refuses and says what it would cost"),
        ("a", "begs for one small thing"), ("b", "mocks it"),
    ),
    (
        ("a", "says what somebody else told them"), ("b", "denies it with a detail"),
        ("a", "dares the other to prove it"), ("b", "threatens"),
    ),
)  # fmt: skip
_TURN: tuple[_Set, ...] = (
    (
        ("a", "lets the hidden fact slip"), ("b", "does not believe it"),
        ("a", "proves it with a thing"), ("b", "asks who else knows"),
    ),
    (
        ("b", "says what they have known for a long time"), ("a", "denies it"),
        ("b", "names the day and the place"), ("a", "admits half of it"),
    ),
    (
        ("a", "confesses the hidden fact"), ("b", "turns it into a weapon"),
        ("a", "takes it back"), ("b", "gives an order"),
    ),
)  # fmt: skip
_END: tuple[_Set, ...] = (
    (
        ("a", "makes a last offer"), ("b", "talks about something small instead"),
        ("a", "goes ahead and says so in four words"), ("b", "has the last word"),
    ),
    (
        ("b", "dares the other to do it"), ("a", "names the one thing that stays here"),
        ("b", "gives up something"), ("a", "has the last word"),
    ),
    (
        ("a", "gives an ultimatum"), ("b", "refuses in three words"),
        ("a", "says goodbye to a thing, not to the other"), ("b", "asks one last question"),
    ),
)  # fmt: skip
_THIRD = (
    "interrupts with bad news", "takes a side, for a reason of their own",
    "says what the two do not want to hear", "asks the one who is losing a question",
)  # fmt: skip
_SIGHTS = (
    "what stands, hangs or drips here and what the hands of both are busy with",
    "a small thing that goes wrong just now: it falls, boils over, breaks or goes out",
    "what is done to the thing they fight over, and a face",
    "who moves where and what is left lying",
)


def moves_of(
    names: Sequence[str], lead: str, number: int, count: int, seed: int
) -> tuple[Move, ...]:
    """The moves of beat `number` of `count` (1-based) among the people who speak in it.

    Everybody of `names` has a move; `lead` pushes. `seed` chooses among the sets.
    """
    pool = _pool(number, count)
    chosen = pool[seed_from(seed, "moves", number) % len(pool)]
    others = [name for name in names if name != lead] or [lead]
    against = others[0]
    moves = [Move(lead if who == "a" else against, does) for who, does in chosen]
    for index, name in enumerate(others[1:]):
        third = Move(name, _THIRD[(seed_from(seed, "third") + number + index) % len(_THIRD)])
        moves[min(2 + index, len(moves) - 1)] = third
    return tuple(moves)


def is_turn(number: int, count: int) -> bool:
    """Whether the hidden fact comes out in this beat: the last but one."""
    return number == max(1, count - 1)


def sight_of(number: int, count: int) -> str:
    """What a beat's action shows."""
    if number == 1:
        return _SIGHTS[0]
    if number == count:
        return _SIGHTS[3]
    return _SIGHTS[2] if is_turn(number, count) else _SIGHTS[1]


def _pool(number: int, count: int) -> tuple[_Set, ...]:
    if number == count:
        return _END
    if number == 1:
        return _COLLISION
    return _TURN if is_turn(number, count) else _PRESSURE

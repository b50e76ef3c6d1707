"""Three plot turns by a small model: each is begun as a turn, and gone on with."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.breakdown.prose import key_words, sentences
from filmgen.errors import EngineError
from filmgen.story import clean
from filmgen.story.checks import content_words, right_language
from filmgen.story.growing import Growing, Piece
from filmgen.story.measures import copied_words, likeness
from filmgen.story.model import Person, Twist
from filmgen.story.notes import as_mentioned, join
from filmgen.workspace import seed_from
from filmgen.writing.session import Session, Task

_FRAMES = (
    "{a} has known all along that", "It was {a} who", "{a} has been lying to {b} about",
    "{a} is not here by chance:", "What {b} is afraid of has been done by {a}:",
)  # fmt: skip
"""Ways to turn a story over; which three is drawn by the run's seed."""
_RULES = """\
You find plot turns for a script. A turn overturns what somebody in it believes, and is fair: it \
uses a thing or a line that stands in the script.

Example
Script: A draft officer searches a butcher's shop. A red coat hangs on a hook, too small for the \
butcher. The officer folds his list twice.
Turn: BUTCHER has known all along that the officer's list is a week old.
It uses: the list, folded twice.
So OFFICER loses the right to search the shop.
Turn: It was OFFICER who hung the red coat on the hook.
It uses: the red coat, too small for the butcher.
So BUTCHER loses the only man in uniform he trusted."""
_COPY, _ALIKE = 4, 0.6
_TRIES, _WARMER, _TOKENS = 4, 0.15, 44


def draw_twists(
    session: Session, digest: str, cast: Sequence[str], words: str, last: str
) -> tuple[Twist, ...]:
    """Three turns of an English script.

    Args:
        digest: of the script, for the writer. words: all of it, for what is planted.
        last: number of the scene that the turns come after.

    Raises:
        EngineUnavailable: the engine cannot be used.
        EngineError: fewer than two people speak, or no three different turns were to be had.
    """
    if len(cast) < 2:
        raise EngineError(session.engine.name, "twist", "it takes two who speak in the script")
    task = Task(
        "twist", _RULES, "Find three turns for SCRIPT, in the form of the example.",
        (("SCRIPT", digest),), most_tokens=_TOKENS, temperature=0.5, fresh=True,
    )  # fmt: skip
    script = Growing(session, task, tries=_TRIES, warmer=_WARMER)
    first = seed_from(session.seed, "twist", digest)
    found: list[Twist] = []
    for number in range(len(_FRAMES)):
        frame = _FRAMES[(first + number) % len(_FRAMES)]
        a, b = cast[number % 2], cast[1 - number % 2]
        turn = _drawn(script, f"Turn: {frame.format(a=a, b=b)}", [t.turn for t in found], "")
        planted = _drawn(script, "It uses:", [t.planted for t in found], words) if turn else ""
        changes = _drawn(script, f"So {b} loses", [t.changes for t in found], "") if turn else ""
        if turn:
            people = [Person(name) for name in cast]
            found.append(
                Twist(
                    as_mentioned(turn.removeprefix("Turn: "), people),
                    planted.removeprefix("It uses:").strip(),
                    as_mentioned(changes.removeprefix("So "), people),
                    last,
                )
            )
        if len(found) == 3:
            return tuple(found)
    why = script.failure or "three different turns were not to be had; another --seed may do better"
    raise EngineError(session.engine.name, "twist", why)


def _drawn(script: Growing, begun: str, before: Sequence[str], words: str) -> str:
    """The whole line that is begun so, added to the text; "" where none came right.

    Args:
        before: what must not be said again. words: some word of it has to stand in these.
    """
    told = content_words(words)

    def read(raw: str) -> Piece:
        text = (sentences(clean.plain(raw)) or [""])[0]
        line = join(begun, text)
        faults = []
        if len(key_words(text)) < 2:
            faults.append("empty")
        if copied_words(text, _RULES, _COPY):
            faults.append("copies")
        if any(likeness(line, known) >= _ALIKE for known in before):
            faults.append("again")
        if told and not content_words(text) & told:
            faults.append("made up")
        if not right_language(text, "en"):
            faults.append("language")
        return Piece("" if faults else line, tuple(faults))

    line = script.draw(begun, read).text
    if line:
        script.add(line + "\n")
    return line

"""Lines before and after a note, for a small model to go on with: it does as the text does."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.desk.revise.measures import Measure

Pair = tuple[str, str]
PAIRS: dict[str, tuple[Pair, ...]] = {
    "colder": (
        ("I missed you so much. Please come in, I have made soup.", "You're late. Wipe your feet."),
        ("Why don't you tell me what happened?", "I didn't ask."),
        ("I don't know if I can help you with this.", "Ask somebody else."),
    ),
    "warmer": (
        ("Give me the bag and go.", "Let me carry that. You've had it all day."),
        ("You're late.", "There you are. I kept your plate warm."),
        ("I don't care what you do.", "Whatever you do, ring me when you're there."),
    ),
    "shorter": (
        ("I really think we should probably leave before they come back.", "We should go. Now."),
        ("Do you have any idea how long I have been waiting for you here?", "Three hours."),
        ("I don't know what it is that you want me to say about that.", "Say what?"),
    ),
    "longer": (
        ("Go.", "Go. Take the back stairs, and don't switch on the light."),
        ("I sold it.", "I sold it. Four hundred, to a man with a trailer. He didn't even look."),
    ),
    "louder": (
        ("Please put that down.", "Put it down! Down, I said!"),
        ("I don't believe you.", "Liar! You sat there and lied to my face!"),
    ),
    "quieter": (
        ("Get out of my house right now!", "I'd like you to go."),
        ("You lied to me! For years!", "Eleven years. I counted them."),
    ),
    "": (
        ("The door is open. Somebody has been here.", "That door. I locked it. I know I did."),
        ("I think I will stay a little longer.", "One more hour. Then I'm gone."),
    ),
}  # fmt: skip
"""By the name of a measure; "" for notes that nothing of is measured."""
_TERSE = frozenset(("colder", "shorter", "quieter"))


def pairs_for(measures: Sequence[Measure]) -> tuple[Pair, ...]:
    """The pairs that show what a note asks for."""
    found = [pair for measure in measures for pair in PAIRS.get(measure.name, ())]
    return tuple(found) or PAIRS[""]


def is_terse(measures: Sequence[Measure]) -> bool:
    """Whether a new line may not be longer than the old."""
    return any(measure.name in _TERSE for measure in measures)

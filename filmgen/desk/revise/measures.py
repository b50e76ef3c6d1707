"""What of a note can be measured: an answer that does the opposite is not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from filmgen.screenplay.report import count_words

_WARM = re.compile(
    r"\b(?:dear|darling|love[sd]?|loving(?:ly)?|honey|sweet\w*|please|thanks?|thank|sorry|welcome"
    r"|friends?|kind\w*|gently?|warm\w*|tender\w*|smil\w*|laugh\w*|hugs?|embrac\w*|kiss\w*|happy"
    r"|happily|glad\w*|proud\w*|beautiful|wonderful|hope\w*|together|miss(?:ed)? you|care[sd]?"
    r"|softly|grateful|comfort\w*|joy\w*|cheer\w*|chuckl\w*|grin\w*)\b",
    re.IGNORECASE,
)
ADDS = re.compile(r"\b(?:add|insert|longer|lengthen|expand|extend|more|give|new line|another|room"
                  r"|build|plant|show)\b|добав|длинн|加|增加", re.IGNORECASE)  # fmt: skip
"""Notes that want something new between the lines."""
CUTS = re.compile(r"\b(?:cut|shorter|shorten|tighten|trim|less|fewer|remove|delete|drop|lose"
                  r"|lean\w*|take .{1,30} back)\b|сократ|убра|короче|删|减|短",
                  re.IGNORECASE)  # fmt: skip
"""Notes that want something gone."""


def _words(texts: Sequence[str]) -> float:
    return sum(map(count_words, texts))


def _warmth(texts: Sequence[str]) -> float:
    return sum(len(_WARM.findall(text)) + 0.5 * text.count("!") for text in texts)


def warm_words(texts: Sequence[str]) -> tuple[str, ...]:
    """What makes texts warm, in order, each once."""
    return tuple(dict.fromkeys(w.lower() for text in texts for w in _WARM.findall(text)))


def _shouts(texts: Sequence[str]) -> float:
    return sum(text.count("!") + text.count("！") for text in texts)


@dataclass(frozen=True)
class Measure:
    """A direction that code can check.

    Attributes:
        value: of the scene's words.
        sign: +1 must grow, -1 must fall.
        strict: staying the same is not enough.
        advice: how a writer does it.
    """

    name: str
    asked: re.Pattern[str]
    value: Callable[[Sequence[str]], float]
    sign: int
    strict: bool
    advice: str

    def opposite(self, before: Sequence[str], after: Sequence[str]) -> bool:
        had = self.value(before)
        change = self.sign * (self.value(after) - had)
        to_lose = self.sign < 0 and had > 0  # what is there to lose has to go
        return change < 0 or (change == 0 and (self.strict or to_lose))


def _asked(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b|(?!)", re.IGNORECASE)


MEASURES: tuple[Measure, ...] = (
    Measure("shorter", _asked("short(?:er|en)|tight(?:er|en)|trim|terser|leaner|fewer words"
                              "|less (?:talk|dialogue|words)|say less|короче|сократи\\w*"),
            _words, -1, True, "Say it in fewer words: come in later, leave earlier."),
    Measure("longer", _asked("longer|lengthen|expand|extend|draw out|длиннее"),
            _words, 1, True, "Play out what is only touched: one more exchange or action."),
    Measure("colder", _asked("cold(?:er|ly)?|cooler|ic(?:y|ier)|harsh(?:er)?|meaner"
                             "|more distant|холодн\\w+|жёстче|жестче"),
            _warmth, -1, False,
            "Colder is fewer words, no thanks and no please, no explaining, answers that end "
            "the talk."),
    Measure("warmer", _asked("warm(?:er|ly)?|kind(?:er)?|softer|friendl(?:y|ier)|gentler"
                             "|more loving|теплее|мягче|добрее"),
            _warmth, 1, False, "Warmer is a name said, a thing noticed about the other, an offer."),
    Measure("louder", _asked("louder|angr(?:y|ier)|furious"),
            _shouts, 1, False, "Angry people break off, repeat one word, and give orders."),
    Measure("quieter", _asked("quiet(?:er)?|calm(?:er)?|subtler|understated"),
            _shouts, -1, False, "Quieter is plain words and no exclamation."),
)  # fmt: skip


def asked_measures(note: str) -> tuple[Measure, ...]:
    """The directions that a note asks for; none where it asks for both ends of one."""
    found = [m for m in MEASURES if m.asked.search(note)]
    values = [m.value for m in found]
    return tuple(m for m in found if values.count(m.value) == 1)

"""What can be counted of a written scene against what was asked for. Pure functions.

Rates are 0 to 1. Words are compared casefolded; each CJK character is one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from filmgen.breakdown.prose import is_cjk, key_words
from filmgen.screenplay.model import Action, PartKind, Scene, Screenplay

SPAN = 5
"""Words in a row that are a copy; in CJK text, where a word is two characters, twice as many."""


def copied_words(text: str, source: str, span: int = SPAN) -> int:
    """How many words of `text` lie in runs of `span` or more words that `source` has too."""
    words, theirs = key_words(text), key_words(source)
    length = span * 2 if is_cjk(text) else span
    if len(words) < length or len(theirs) < length:
        return 0
    known = {tuple(theirs[i : i + length]) for i in range(len(theirs) - length + 1)}
    inside = [False] * len(words)
    for i in range(len(words) - length + 1):
        if tuple(words[i : i + length]) in known:
            inside[i : i + length] = [True] * length
    return sum(inside)


def copied_span_rate(text: str, source: str, span: int = SPAN) -> float:
    """The share of a text's words that lie in spans it copied from `source`."""
    words = key_words(text)
    return copied_words(text, source, span) / len(words) if words else 0.0


def likeness(a: str, b: str) -> float:
    """Shared words of two lines over all their words (Jaccard), repeats counted."""
    one, two = Counter(key_words(a)), Counter(key_words(b))
    both = sum((one & two).values())
    return both / sum((one | two).values()) if both else 0.0


def most_repeated(lines: Iterable[str]) -> int:
    """How often the line that comes most often comes; 0 without lines."""
    counts = Counter(" ".join(key_words(line)) for line in lines)
    counts.pop("", None)
    return max(counts.values(), default=0)


def names_kept(screenplay: Screenplay, names: Sequence[str]) -> float:
    """The share of the names that speak or are named in action; 1 where there are none."""
    if not names:
        return 1.0
    said = page_text(screenplay).casefold()
    return sum(name.casefold() in said for name in names) / len(names)


def spoken_lines(screenplay: Screenplay) -> list[str]:
    """The words of every speech in order, parentheticals left out."""
    return [
        " ".join(part.text for part in speech.parts if part.kind is not PartKind.PARENTHETICAL)
        for scene in screenplay.scenes
        for speech in scene.speeches()
    ]


def page_text(screenplay: Screenplay) -> str:
    """All that stands on the pages but the title page: headings, action, cues, lines."""
    return "\n".join(text for scene in screenplay.scenes for text in _texts(scene))


def _texts(scene: Scene) -> Iterable[str]:
    yield scene.heading.text
    for element in scene.elements:
        if isinstance(element, Action):
            yield element.text
    for speech in scene.speeches():
        yield speech.character
        yield from (part.text for part in speech.parts)

"""Going on with a text that is begun, where an engine's model cannot be made to by itself.

Hosted endpoints answer in a turn of their own: there the beginning is shown as material and the
ask says to go on with it. Many models say the beginning, or its last line, once more before they
do: what follows is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from filmgen.engines.protocols import WritingRequest

_LABEL = re.compile(r"[^:：\n]{1,40}[:：]")
_WORD = re.compile(r"\w+|[^\w\s]")
_SHORT = 3
_SAME = {mark: f"[{pair}]" for pair in (":：", "(（", ")）", ",，") for mark in pair}
"""Marks that a model may write in the width of another script."""
_GAP = r"[\s*_]*"
"""Between words, and around those that a model sets in bold; the thin space of `disarmed` too."""


def told_to_continue(request: WritingRequest) -> WritingRequest:
    """The request with its beginning in the prompt, for a model that only answers."""
    if not request.begun:
        return request
    end = ", to the end of that line" if "\n" in request.stops else ""
    ask = (
        f"{request.ask.strip()}\n\nThe text is begun in BEGUN. Go on with it from its last "
        f"character, and write only what follows{end}."
    )
    return replace(
        request, begun="", ask=ask, material=(*request.material, ("BEGUN", request.begun))
    )


def continuation(text: str, begun: str) -> str:
    """What follows the beginning in an answer that may repeat it, or its last line or label."""
    for said in _repeatable(begun):
        found = _pattern(said).match(text)
        if found:
            return text[found.end() :].strip()
    return text


def until_stop(text: str, stops: Sequence[str]) -> tuple[str, bool]:
    """A text before the first of the stops, and whether there was one."""
    end = min((at for stop in stops if (at := text.find(stop)) >= 0), default=-1)
    return (text, False) if end < 0 else (text[:end], True)


def _repeatable(begun: str) -> Iterator[str]:
    """What an answer may begin with of a beginning, the longest first.

    One short word in small letters is left alone: "the" may well come twice.
    """
    if not begun.strip():
        return
    yield begun
    line = begun.strip().rpartition("\n")[2]
    yield line
    for word in _WORD.finditer(line):
        rest = line[word.start() :]
        telling = len(rest) > _SHORT or not rest[0].islower()
        if telling and (word[0][0].isalnum() or word[0] in "(（"):
            yield rest
    label = _LABEL.match(line)
    if label:
        yield label[0]


def _pattern(said: str) -> re.Pattern[str]:
    """The words of a text with whatever white space or emphasis, not in the middle of a word."""
    found = [word for word in _WORD.findall(said) if word not in ("*", "_")]
    words = [_SAME.get(word, re.escape(word)) for word in found]
    last = found[-1][-1] if found else ""
    cased = last.lower() != last.upper()
    return re.compile(_GAP + _GAP.join(words) + _GAP + (r"(?!\w)" if cased else ""), re.IGNORECASE)

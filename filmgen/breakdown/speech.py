"""Speeches as lines: parentheticals, long speeches cut at sentence ends, language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filmgen.breakdown.cast import is_unseen
from filmgen.breakdown.model import Line
from filmgen.breakdown.prose import collapse, join_words, sentences, weight
from filmgen.screenplay.model import PartKind, SourceRange, Speech

LONG_WORDS = 26
"""A stretch of speech above this is cut at sentence ends: about ten seconds of talk."""
LONGEST_SENTENCE_WORDS = 45
"""A single sentence above this is cut at a comma, or after so many words."""

DUAL = "?"
"""Stands in `Line.dual_with` until the shot is whole and the partner's place in it is known."""

_OFF = re.compile(
    r"^(?:V\.?O\.?|O\.?S\.?|O\.?C\.?|OFF|OFF[- ]?SCREEN|VOICE|FILTERED|ON PHONE|PRE-?LAP|"
    r"ON (?:THE )?(?:PHONE|RADIO|TV)|"
                  r"THROUGH .*|З\.?К\.?|画外音|旁白)")  # fmt: skip
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af]"), ("zh", r"[\u3400-\u9fff]"),
    ("ru", r"[\u0400-\u04ff]"), ("el", r"[\u0370-\u03ff]"), ("he", r"[\u0590-\u05ff]"),
    ("ar", r"[\u0600-\u06ff]"), ("hi", r"[\u0900-\u097f]"), ("th", r"[\u0e00-\u0e7f]"),
)  # fmt: skip
_SCRIPTS_RE = tuple((code, re.compile(p)) for code, p in _SCRIPTS)


@dataclass(frozen=True)
class Talk:
    """A speech cut into lines that each fit one shot.

    Attributes:
        heard_only: the speaker is not in the picture (V.O., O.S., a voice).
    """

    character: str
    lines: tuple[Line, ...]
    heard_only: bool
    dual: bool

    @property
    def weight(self) -> int:
        return sum(weight(line.text) for line in self.lines)


def language_of(text: str) -> str:
    """ISO 639-1 code of the script most letters belong to; Latin letters count as English."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "en"
    counts = {code: len(p.findall(text)) for code, p in _SCRIPTS_RE}
    if counts["ja"]:
        counts["ja"] += counts.pop("zh")
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 2 > len(letters) else "en"


def is_off(extensions: tuple[str, ...]) -> bool:
    """Whether an extension takes the speaker out of the picture."""
    return any(_OFF.match(e.strip().upper()) for e in extensions)


def talk(speech: Speech) -> Talk:
    """A speech as lines without ids. A parenthetical inside a speech begins a new line."""
    off = is_off(speech.extensions) or is_unseen(speech.character)
    lines: list[Line] = []
    pending: list[str] = []
    said: list[str] = []
    marks: list[bool] = []
    delivery: list[str] = []
    sung = False
    start = end = speech.lines.first_line

    def flush() -> None:
        nonlocal said, delivery, marks
        text = join_words([collapse(s) for s in said])
        # Where no spaces part the words, there is no saying which were marked.
        stressed = marks if len(marks) == len(text.split()) else []
        for n, piece in enumerate(split_speech(text) if text else ()):
            count = len(piece.split())
            here, stressed = stressed[:count], stressed[count:]
            lines.append(Line("", speech.character, piece, "; ".join(delivery) if n == 0 else "",
                              speech.extensions, language_of(piece), not off, "", sung,
                              SourceRange(start, end), bool(lines),
                              tuple(i for i, mark in enumerate(here) if mark)))  # fmt: skip
        said, delivery, marks = [], [], []

    for part in speech.parts:
        if part.kind is PartKind.PARENTHETICAL:
            pending.append(collapse(part.text))
            continue
        if not collapse(part.text):
            continue
        is_sung = part.kind is PartKind.LYRIC
        if pending or (said and is_sung != sung):
            flush()
        if not said:
            start, delivery, sung = part.lines.first_line, pending, is_sung
        pending = []
        said.append(part.text)
        marks += [i in part.stressed for i in range(len(part.text.split()))]
        end = part.lines.last_line
    flush()
    if speech.dual:
        lines = [replace(line, dual_with=DUAL) for line in lines]
    return Talk(speech.character, tuple(lines), off, speech.dual)


def split_speech(text: str) -> list[str]:
    """A long speech in pieces of about equal length, cut at sentence ends."""
    total = weight(text)
    if total <= LONG_WORDS:
        return [text]
    units: list[str] = []
    for sentence in sentences(text):
        units.extend(_split_sentence(sentence))
    target = total / max(1, round(total / (LONG_WORDS * 0.75)))
    pieces: list[str] = []
    for unit in units:
        joined = join_words((pieces[-1], unit)) if pieces else unit
        if pieces and weight(pieces[-1]) < target and weight(joined) <= LONG_WORDS:
            pieces[-1] = joined
        else:
            pieces.append(unit)
    if len(pieces) > 1 and weight(pieces[-1]) < 4:
        last = pieces.pop()
        pieces[-1] = join_words((pieces[-1], last))
    return pieces


def _split_sentence(sentence: str) -> list[str]:
    if weight(sentence) <= LONGEST_SENTENCE_WORDS:
        return [sentence]
    parts = [p for p in re.split(r"(?<=[,;:，；：、]) +|(?<=[，；：])|(?<= --) +", sentence) if p]
    pieces: list[str] = []
    for part in parts:
        for chunk in _chunks(part):
            joined = join_words((pieces[-1], chunk)) if pieces else chunk
            if pieces and weight(joined) <= LONG_WORDS:
                pieces[-1] = joined
            else:
                pieces.append(chunk)
    return pieces


def _chunks(part: str) -> list[str]:
    tokens = part.split(" ")
    if len(tokens) == 1 and weight(part) > LONG_WORDS:
        step = LONG_WORDS * 2 if len(part) > LONG_WORDS * 2 else len(part)
        return [part[i : i + step] for i in range(0, len(part), step)]
    return [" ".join(tokens[i : i + LONG_WORDS]) for i in range(0, len(tokens), LONG_WORDS)]

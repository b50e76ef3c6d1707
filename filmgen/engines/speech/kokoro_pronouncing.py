"""Words that the project's lexicon pronounces, in Kokoro's symbols.

Before the text is read, each such word becomes a name that no dictionary has; the reader's
lexicon is asked for that name and gives the phonemes, so that the words around it are read as
they are beside any other word ("the" before a vowel), and a possessive gets its s.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from filmgen.engines.speech.british import VOWELS, british
from filmgen.sound.words.lexicon import occurrences

_STANDS_IN = re.compile(r"^(Zq[a-z]+x)(.*)$")
_BOTH = (
    ("t͡ʃ", "ʧ"), ("d͡ʒ", "ʤ"), ("tʃ", "ʧ"), ("dʒ", "ʤ"), ("eɪ", "A"), ("aɪ", "I"), ("ɔɪ", "Y"),
    ("aʊ", "W"), ("oʊ", "O"), ("əʊ", "O"), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("g", "ɡ"), ("r", "ɹ"),
    ("ɾ", "T"), ("ɫ", "l"), ("ɬ", "l"), ("ʁ", "ɹ"), ("ʀ", "ɹ"), ("x", "k"), ("χ", "k"), ("ç", "ʃ"),
    ("ɲ", "nj"), ("ʎ", "lj"), ("ʍ", "w"), ("ħ", "h"), ("ɦ", "h"), ("ʋ", "v"), ("β", "v"),
    ("ɸ", "f"), ("ɕ", "ʃ"), ("ʑ", "ʒ"), ("ʂ", "ʃ"), ("ʐ", "ʒ"), ("y", "u"), ("ø", "ɜ"),
    ("œ", "ɜ"), ("ɨ", "ɪ"), ("ʉ", "u"), ("ɯ", "u"), ("ɤ", "ʌ"), ("ɵ", "ə"), ("ɶ", "ɑ"),
    ("'", "ˈ"), ("c", "k"), ("q", "k"), ("ʔ", "t"), ("ɐ", "ʌ"),
)  # fmt: skip
_AMERICAN = (("ː", ""), ("ɒ", "ɑ"), ("a", "ɑ"), ("e", "ɛ"), ("o", "O"))
_BRITISH = (("O", "Q"), ("æ", "a"), ("e", "ɛ"), ("o", "ɔ"))
_SAYABLE = frozenset("AIOQTWYabdfhijklmnpstuvwzæðŋɑɒɔəɛɜɡɪɹʃʊʌʒʤʧθˈˌː ")
_SIBILANT, _VOICELESS = "szʃʒʧʤ", "ptkfθ"


class Pronouncing:
    """A reader that knows some words better, and the text as it reads it.

    Args:
        reader: the front end; not changed.
        pronunciations: see `SpeechRequest.pronunciations`.
        accent: "en-US" or "en-GB".

    Attributes:
        reader: a front end that knows the stand-ins.
    """

    def __init__(self, reader: Any, pronunciations: Sequence[tuple[str, str]], accent: str) -> None:
        self._words = [word for word, _ in pronunciations]
        self._said = {
            _stand_in(place): _phonemes(reader, said, accent)
            for place, (_, said) in enumerate(pronunciations)
        }
        self.reader = reader
        if self._said:
            self.reader = copy.copy(reader)
            self.reader.lexicon = _Lexicon(reader.lexicon, self._said)

    def prepared(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text with stand-ins, and for each of its words the words of `text.split()`.

        Returns:
            (text, [(first word, how many)]): a phrase of the lexicon becomes one word.
        """
        marked = " ".join(text.split())
        # The longest first: "San Jose" before "Jose".
        order = sorted(range(len(self._words)), key=lambda k: -len(self._words[k]))
        for place in order:
            name = _stand_in(place)

            def put(found: re.Match[str], name: str = name) -> str:
                # Spaces of a phrase are kept as marks, to be counted.
                return name + found["ending"] + "\x02" * found["word"].count(" ")

            marked = occurrences(self._words[place]).sub(put, marked)
        spans, first = [], 0
        for word in marked.split():
            many = 1 + word.count("\x02")
            spans.append((first, many))
            first += many
        return marked.replace("\x02", ""), spans

    def knows(self, text: str) -> bool:
        """Whether a token is a stand-in: its phonemes are of the accent already."""
        found = _STANDS_IN.match(text)
        return found is not None and found[1] in self._said


class _Lexicon:
    """The front end's lexicon with the project's words before its own."""

    def __init__(self, base: Any, said: Mapping[str, str]) -> None:
        self._base, self._said = base, said
        self.golds, self.silvers = base.golds, base.silvers

    def __call__(self, token: Any, context: Any) -> Any:
        found = _STANDS_IN.match(token.text)
        if not found or found[1] not in self._said:
            return self._base(token, context)
        phonemes = self._said[found[1]]
        if "s" in found[2]:
            last = phonemes[-1:]
            ending = "ᵻz" if last in _SIBILANT else "s" if last in _VOICELESS else "z"
            return phonemes + ending, 5
        return phonemes, 5


def _stand_in(place: int) -> str:
    letters = ""
    while True:
        place, digit = divmod(place, 16)
        letters += "bcdfghjklmnprstv"[digit] + "o"
        if not place:
            return f"Zq{letters}x"


def _phonemes(reader: Any, said: str, accent: str) -> str:
    if said.startswith("/"):
        return _from_ipa(said.strip("/ "), accent)
    return " ".join(_from_respelling(reader, word, accent) for word in said.split())


def _from_ipa(phonemes: str, accent: str) -> str:
    for ipa, symbol in (*_BOTH, *(_BRITISH if accent == "en-GB" else _AMERICAN)):
        phonemes = phonemes.replace(ipa, symbol)
    kept = "".join(c for c in phonemes if c in _SAYABLE)
    if accent == "en-GB":
        kept = re.sub(rf"ɹ(?![ˈˌ]?[{VOWELS}])", "", kept)
    return " ".join(_stressed(word) for word in kept.split())


def _stressed(word: str) -> str:
    """Stress marks before their vowel, as Kokoro's readers set them, and one at least."""
    moved = re.sub(rf"([ˈˌ])([^{VOWELS}ˈˌ]+)(?=[{VOWELS}])", r"\2\1", word)
    moved = re.sub(rf"[ˈˌ](?![{VOWELS}])", "", moved)
    if "ˈ" not in moved and sum(c in VOWELS for c in moved):
        moved = re.sub(rf"ˌ?([{VOWELS}])", r"ˈ\1", moved, count=1)
    return moved


def _from_respelling(reader: Any, word: str, accent: str) -> str:
    """Its syllables read one by one; the one in capitals is stressed, else as a word is."""
    syllables = [syllable for syllable in re.split(r"[-.]+", word) if syllable]
    told = [reader(syllable.lower())[0] for syllable in syllables]
    if len(syllables) > 1:
        capital = next((k for k, syllable in enumerate(syllables) if syllable.isupper()), 0)
        told = [
            ("ˈ" if place == capital else "") + re.sub("[ˈˌ]", "", sound)
            for place, sound in enumerate(told)
        ]
    joined = _stressed("".join(told).replace(" ", ""))
    if accent != "en-GB":
        return joined
    return british(word.replace("-", ""), joined, False)

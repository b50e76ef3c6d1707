"""How easy a text reads, by the formula that was fitted to its language.

W: words a sentence; S: syllables a word.
en  Flesch 206.835 - 1.015 W - 84.6 S (Journal of Applied Psychology 32 (1948) 221); grade by
    Kincaid et al. 0.39 W + 11.8 S - 15.59 (Naval Technical Training Command 8-75, 1975)
de  Amstad 180 - W - 58.5 S (Zurich 1978)
es  Fernández Huerta 206.84 - 1.02 W - 60 S (Consigna 214 (1959) 29)
fr  Kandel and Moles 207 - 1.015 W - 73.6 S (Cahiers d'Études de Radio-Télévision 19 (1958) 253)
pt  Martins et al. 248.835 - 1.015 W - 84.6 S (Notas do ICMSC 28, São Carlos 1996)
ru  Oborneva 206.835 - 1.3 W - 60.1 S (Moscow 2006)
nl  Douma 206.835 - 0.93 W - 77 S (Wageningen 1960)
tr  Ateşman 198.825 - 2.61 W - 40.175 S (Tömer Dil Dergisi 58 (1997) 71)
it  Gulpease 89 + (300 sentences - 10 letters) / words (Lucisano and Piemontese, 1988)
sv  LIX, W + 100 long words / words, where lower is easier (Björnsson 1968); shown as 100 - LIX

No formula was fitted to Chinese, Japanese, Korean and the others here: none is given for them.
Syllables are counted by spelling: exact for Russian, near for the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from filmgen.desk.analysis.document import ReadingEase
from filmgen.wording import language_name

SHORTEST_WORDS = 30


@dataclass(frozen=True)
class _Formula:
    name: str
    base: float
    sentence: float
    syllable: float


_FORMULAS = {
    "en": _Formula("Flesch", 206.835, 1.015, 84.6),
    "de": _Formula("Amstad", 180.0, 1.0, 58.5),
    "es": _Formula("Fernández Huerta", 206.84, 1.02, 60.0),
    "fr": _Formula("Kandel and Moles", 207.0, 1.015, 73.6),
    "pt": _Formula("Martins", 248.835, 1.015, 84.6),
    "ru": _Formula("Oborneva", 206.835, 1.3, 60.1),
    "nl": _Formula("Douma", 206.835, 0.93, 77.0),
    "tr": _Formula("Ateşman", 198.825, 2.61, 40.175),
}
_BANDS = ((90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "plain"),
          (50, "fairly difficult"), (30, "difficult"), (-1e9, "very difficult"))  # fmt: skip
_SILENT_E = re.compile(r"(?<=[^aeiouyl])e[sd]?$|(?<=[aeiouy]l)e[sd]?$")
_SOUNDED_E = re.compile(r"(?:[td]ed|[sxz]es|[cs]hes|ges|ces|thes)$")
_STRONG = "aeoáéóíúàèòâêôãõ"


def reading_ease(words: Sequence[str], sentences: int, language: str) -> ReadingEase:
    """Reading ease of words (as written) in so many sentences."""
    if len(words) < SHORTEST_WORDS or not sentences:
        return _none(f"too short: {len(words)} words")
    a_sentence = len(words) / sentences
    if language == "it":
        letters = sum(map(len, words))
        ease = 89.0 + (300.0 * sentences - 10.0 * letters) / len(words)
        return _eased(ease, None, "Gulpease")
    if language == "sv":
        long = sum(len(word) > 6 for word in words)
        return _eased(100.0 - a_sentence - 100.0 * long / len(words), None, "100 - LIX")
    formula = _FORMULAS.get(language)
    if formula is None:
        return _none(f"no formula was fitted to {language_name(language)}")
    a_word = sum(syllables(word.lower(), language) for word in words) / len(words)
    ease = formula.base - formula.sentence * a_sentence - formula.syllable * a_word
    grade = 0.39 * a_sentence + 11.8 * a_word - 15.59 if language == "en" else None
    return _eased(ease, grade, formula.name)


@lru_cache(maxsize=100_000)
def syllables(word: str, language: str) -> int:
    """Syllables of a word in lower case, by its spelling; at least 1."""
    if language == "ru":
        return max(1, sum(c in "аеёиоуыэюя" for c in word))
    if language in ("es", "pt"):
        return _romance(word)
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if language == "tr":
        return max(1, sum(c in "aeıioöuü" for c in word))
    groups = len(re.findall(r"[aeiouyæœø]+", plain))
    if language in ("en", "fr") and groups > 1 and not _SOUNDED_E.search(plain):
        groups -= bool(_SILENT_E.search(plain))
    if language == "en" and re.search(r"[^aeioqgct]i[ao](?!n\b|us\b)|[eu]ing$", plain):
        groups += 1  # "radio", "being"
    return max(1, groups)


def _romance(word: str) -> int:
    """Strong vowels and stressed weak ones are nuclei; i, u, y glide beside them."""
    word = re.sub(r"([qg])u(?=[eiéíêy])", r"\1", word)
    nuclei, before = 0, ""
    for k, letter in enumerate(word):
        if letter in _STRONG:
            nuclei += 1
        elif letter in "iuüy":
            after = word[k + 1 : k + 2]
            if not (before and before in _STRONG) and not (after and after in _STRONG):
                nuclei += 1 if not (before and before in "iuü") else 0
        before = letter
    return max(1, nuclei)


def _eased(ease: float, grade: float | None, name: str) -> ReadingEase:
    band = next(words for least, words in _BANDS if ease >= least)
    return ReadingEase(
        ease=round(ease, 1), grade=None if grade is None else round(grade, 1), formula=name,
        band=band,
    )  # fmt: skip


def _none(why: str) -> ReadingEase:
    return ReadingEase(ease=None, grade=None, formula="", band=why)

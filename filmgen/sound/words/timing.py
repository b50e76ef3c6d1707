"""How long words take to say, from their letters alone.

Used for lines that no engine speaks, by the engine `silence`, and to plan before anything is
spoken. English is fitted to the embedded voices by least squares (`tests/speech/test_timing.py`
holds measured lines); other languages take the ratio of their syllable rates to English's.
"""

from __future__ import annotations

import re
import unicodedata

from filmgen.sound.acting.delivery import EVERYDAY, Delivery

_START_S = 0.32  # lead and tail, 0.17 s, and the slower first and last words
_SYLLABLE_S = 0.14
_WORD_S = 0.078
_PAUSES_S = {",": 0.1, ";": 0.1, ":": 0.1, ".": 0.15, "!": 0.15, "?": 0.15, "…": 0.15, "—": 0.1}
_SHORTEST_S = 0.4
_BREATH_S = 0.3  # a breath drawn before the line, or that fills a pause and more
# English words have 1.4 syllables: the same pace for languages whose words are longer or unspaced.
_ANY_SYLLABLE_S = _SYLLABLE_S + _WORD_S / 1.4

# Syllables (Japanese: morae) a second relative to English. ja es fr it de zh vi: Pellegrino,
# Coupé and Marsico, "Across-language perspective on speech information rate", Language 87
# (2011), table 1. The others: our estimates from related languages.
_PACE = {
    "ja": 1.27, "es": 1.26, "fr": 1.16, "it": 1.13, "de": 0.96, "zh": 0.84, "vi": 0.84,
    "pt": 1.15, "el": 1.15, "ko": 1.1, "tr": 1.1, "hi": 1.05, "pl": 1.0, "ru": 1.0, "uk": 1.0,
    "th": 0.8,
}  # fmt: skip

_DIGITS = re.compile(r"\d+")
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<=[^aeiouyl])(?:es?|ed)$|(?<=[aeiouy]l)es?$")
_SOUNDED_E = re.compile(r"(?:[td]ed|[sxz]es|[cs]hes|ges|ces)$")


def speaking_seconds(text: str, language: str, delivery: Delivery = EVERYDAY) -> float:
    """Seconds a speaker takes for `text`, inner pauses included, at least 0.4.

    Args:
        text: the words; punctuation makes pauses.
        language: ISO 639-1; an unknown one is paced like English.
        delivery: whose pace, pauses and drawn breath count.
    """
    folded = unicodedata.normalize("NFKC", text).replace("--", "—").replace("...", "…")
    folded = re.sub(r"[。｡]", ".", folded).replace("、", ",").replace("…" * 2, "…").rstrip()
    code = language.lower().split("-")[0]
    syllables = _syllables(folded, code)
    if not syllables:
        return _SHORTEST_S
    # A mark at the very end makes no pause within the line, nor does the second of two ("?!").
    inner = re.sub(r"([,;:.!?…—])[,;:.!?…—\"”’')\s]+", r"\1 ", folded).rstrip(" ,;:.!?…—\"”’')")
    marks = re.findall(r"[,;:.!?](?=\s|$|[^\x00-\x7f])|[…—]", inner)
    if code == "en":
        spoken = syllables * _SYLLABLE_S + len(folded.split()) * _WORD_S
    else:
        spoken = syllables * _ANY_SYLLABLE_S / _PACE.get(code, 1.0)
    pauses = delivery.pauses * sum(_PAUSES_S[mark] for mark in marks)
    if delivery.breaths > 0:
        pauses += _BREATH_S * (len(marks) + (delivery.breaths > 0.5))
    return max(_SHORTEST_S, (_START_S + spoken + pauses) / delivery.speed)


def _syllables(text: str, language: str) -> float:
    """Syllables, or in Japanese morae, by the kind of each letter; digits as they are read."""
    count = sum(1.5 * len(number) for number in _DIGITS.findall(text))
    for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text.lower()):
        count += _syllables_of_word(word, language)
    return count


def _syllables_of_word(word: str, language: str) -> float:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    script = unicodedata.name(word[0], "LATIN").split(" ")[0].split("-")[0]
    if script == "LATIN":
        return float(_latin_syllables(plain, language))
    if script in ("CYRILLIC", "GREEK"):
        vowels = sum(c in "аеиоуыэюяієєѣαεηιουω" for c in plain)
        # Greek writes many vowels with two letters.
        return max(1.0, vowels * (0.8 if script == "GREEK" else 1.0))
    if script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL"):
        return sum(_east_asian(letter, language) for letter in word)
    if script in ("ARABIC", "HEBREW"):
        return max(1.0, 0.5 * len(plain))  # short vowels are not written
    if script == "THAI":
        return max(1.0, len(plain) / 2.4)
    if script == "DEVANAGARI":
        return max(1.0, 0.9 * sum("\u0904" <= c <= "\u0939" for c in word) - word.count("\u094d"))
    return max(1.0, 0.45 * len(plain))


def _latin_syllables(word: str, language: str) -> int:
    vowels = len(_ENGLISH_VOWELS.findall(word))
    if language in ("en", "fr") and vowels > 1 and not _SOUNDED_E.search(word):
        vowels -= bool(_SILENT_E.search(word))
    if language == "en" and re.search(r"[^aeiou]i[ao](?!n\b|us\b)|[eu]ing\b", word):
        vowels += 1  # "radio", "being"
    if vowels == 0 and len(word) > 1 and language == "en":
        return 1 if len(word) > 3 else len(word)  # "hmm" is a sound, "FBI" letters
    return max(1, vowels)


def _east_asian(letter: str, language: str) -> float:
    name = unicodedata.name(letter, "")
    if name.startswith("CJK"):
        return 1.9 if language == "ja" else 1.0
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return 0.0 if " SMALL " in name and letter not in "っッ" else 1.0
    return 1.0

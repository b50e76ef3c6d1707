"""What is wrong with a translation that came back, judged by code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from filmgen.breakdown.prose import key_words, weight
from filmgen.desk.translate.languages import Language
from filmgen.desk.translate.units import Unit
from filmgen.sound.words.language import guess_language

_OWN_SHARE = 0.5
"""Of the letters of a translation that must be its language's, where it has its own alphabet."""
_SAME_WORDS = 0.6
_LONGER, _LONGER_BY = 3.5, 14
"""A translation that weighs more than this times its source, and so much, says something else."""
_TELLING = 6
"""Words from which on a line tells its language."""
_NAMES = frozenset(("name", "place"))


def fault(
    unit: Unit, text: str, source: Language | None, target: Language, names: Mapping[str, str]
) -> str:
    """Why a translation cannot stand, in words a model can be told; "" where it can.

    Args:
        source: the script's language, None where it is not known.
        names: the glossary; what consists of its entries alone may stay as it is.
    """
    text = " ".join(text.split())
    letters = [c for c in text if c.isalpha()]
    if not text or not letters:
        return "it is empty"
    if "�" in text:
        return "it holds damaged letters"
    own_alphabet = not target.latin
    if _left(unit.text, names):
        if own_alphabet and target.own_share(text) < _OWN_SHARE:
            return f"it is not written in {target.name}"
        if _plain(text) == _plain(unit.text) and _must_change(unit, own_alphabet):
            return "it is a copy of the source"
        if _copied(unit, text) or _still(text, source, target):
            return f"it is not translated into {target.name}"
    foreign = sum("LATIN" not in unicodedata.name(c, "LATIN") for c in letters)
    if not own_alphabet and foreign * 2 > len(letters):
        return f"it is not written in {target.name}"
    if weight(text) > _LONGER * weight(unit.text) + _LONGER_BY:
        return "it is much longer than the source"
    if weight(text) * 8 + 8 < weight(unit.text):
        return "it leaves most of the source out"
    return ""


def terms_missing(
    unit: Unit, text: str, names: Mapping[str, str], target: Language
) -> tuple[str, ...]:
    """Names in the source whose translation is not in the text.

    Languages that inflect names are not judged.
    """
    if target.code not in ("zh", "ja", "ko", "es", "fr", "it", "pt", "en", "de"):
        return ()
    return tuple(
        said for name, said in names.items() if occurs(name, unit.text) and said not in text
    )


def occurs(name: str, text: str) -> bool:
    """Whether a name stands in a text, as words of its own where words have spaces."""
    if name.isascii() or name.lower() != name.upper():
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
    return name in text


def _left(text: str, names: Mapping[str, str]) -> bool:
    """Whether anything is left to translate besides names."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return any(c.isalpha() for c in text)


def _must_change(unit: Unit, own_alphabet: bool) -> bool:
    """Short words may be the same in two languages: "Hotel", "No.", "Eda!"."""
    return own_alphabet or (unit.kind not in _NAMES and len(key_words(unit.text)) > 3)


def _copied(unit: Unit, text: str) -> bool:
    ours, theirs = key_words(unit.text), set(key_words(text))
    if unit.kind in _NAMES or len(ours) < 4:
        return False
    return sum(word in theirs for word in ours) > _SAME_WORDS * len(ours)


def _still(text: str, source: Language | None, target: Language) -> bool:
    """Whether a longer line is still in the script's language."""
    if source is None or source.code == target.code or len(key_words(text)) < _TELLING:
        return False
    found = guess_language(text)
    if source.code == "en":  # what it says of everything it does not know
        return found == "en" and _english(text)
    return found == source.code


def _english(text: str) -> bool:
    words = key_words(text)
    known = sum(word in _FUNCTION_WORDS for word in words)
    return known >= 3 and known > 0.25 * len(words)


_FUNCTION = (
    "the and of to is it that with his her they are was for from you your she he on at this not "
    "into over which their have has"
)
_FUNCTION_WORDS = frozenset(_FUNCTION.split())


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())

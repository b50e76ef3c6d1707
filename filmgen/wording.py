"""What is said the same way everywhere: counts, pages in eighths, names of languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bn": "Bengali", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""English names by ISO 639-1 code."""


def language_name(code: str) -> str:
    """ "Chinese"; the code itself where no name is known."""
    return LANGUAGES.get(code, code)


def listed(names: Sequence[str], word: str = "and") -> str:
    """ "English, German and Russian"."""
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def counted(count: int, noun: str) -> str:
    """ "1 shot", "2 shots", "1,200 words"; "speech" and the like take "es"."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun}{'es' if noun.endswith('ch') else 's'}"


def eighths_of(pages: float) -> int:
    """Pages in eighths, at least one, as schedules and breakdown sheets count them."""
    return max(1, round(pages * 8))


def in_eighths(count: int) -> str:
    """Eighths as a schedule writes them: "2 3/8", "1", "5/8"."""
    whole, rest = divmod(count, 8)
    pieces = ([str(whole)] if whole else []) + ([f"{rest}/8"] if rest else [])
    return " ".join(pieces) or "0"


def shortened(text: str, letters: int) -> str:
    """At most so many letters of a text, cut at a word where it has spaces, with an ellipsis."""
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    return (re.sub(r"[\s,;:]+\S*$", "", cut) or cut) + "…"

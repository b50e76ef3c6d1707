"""Languages a script can go to: their names, their letters, their words for the light."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.errors import ConfigError
from filmgen.screenplay.model import TimeOfDay
from filmgen.wording import LANGUAGES

_NAMES = {**LANGUAGES, "zh": "Simplified Chinese"}
_LETTERS = {
    "zh": "\u3400-\u9fff", "ja": "\u3040-\u30ff\u3400-\u9fff", "ko": "\uac00-\ud7af",
    "ru": "\u0400-\u04ff", "uk": "\u0400-\u04ff", "be": "\u0400-\u04ff", "el": "\u0370-\u03ff",
    "ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff", "he": "\u0590-\u05ff", "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff", "th": "\u0e00-\u0e7f",
}  # fmt: skip
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
DAY, NIGHT, DAWN, DUSK = TimeOfDay.DAY, TimeOfDay.NIGHT, TimeOfDay.DAWN, TimeOfDay.DUSK
_LIGHTS = {
    "en": {DAY: "DAY", NIGHT: "NIGHT", DAWN: "DAWN", DUSK: "DUSK"},
    "zh": {DAY: "日", NIGHT: "夜", DAWN: "清晨", DUSK: "黄昏"},
    "ja": {DAY: "昼", NIGHT: "夜", DAWN: "明け方", DUSK: "黄昏"},
    "ko": {DAY: "낮", NIGHT: "밤", DAWN: "새벽", DUSK: "저녁"},
    "ru": {DAY: "ДЕНЬ", NIGHT: "НОЧЬ", DAWN: "РАССВЕТ", DUSK: "ВЕЧЕР"},
    "es": {DAY: "DÍA", NIGHT: "NOCHE", DAWN: "AMANECER", DUSK: "ATARDECER"},
    "fr": {DAY: "JOUR", NIGHT: "NUIT", DAWN: "AUBE", DUSK: "CRÉPUSCULE"},
    "de": {DAY: "TAG", NIGHT: "NACHT", DAWN: "MORGENGRAUEN", DUSK: "ABEND"},
    "it": {DAY: "GIORNO", NIGHT: "NOTTE", DAWN: "ALBA", DUSK: "TRAMONTO"},
}
_PREFIXES = {
    "zh": ("内景", "外景", "内外景"), "ja": ("屋内", "屋外", ""),
    "ru": ("ИНТ.", "НАТ.", "ИНТ./НАТ."),
}  # fmt: skip
"""How headings begin where INT. and EXT. are not what the trade writes."""
_LATER = {"zh": "稍后", "ko": "계속", "ja": "続き", "ru": "ПОЗЖЕ"}
"""A word that inherits the light of the scene before, where English ones cannot be read."""


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: ISO 639-1. name: in English, for prompts.
        letters: a character class of its own letters.
        prefixes: of headings: inside, outside, both; empty where INT. and EXT. are written.
        lights: words for times of day that `screenplay.daylight` reads; empty where it has none.
        later: a word for a time that follows without naming a light; "" keeps the English.
        unspaced: its words stand without spaces.
    """

    code: str
    name: str
    letters: str
    prefixes: tuple[str, ...]
    lights: dict[TimeOfDay, str]
    later: str
    unspaced: bool

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.letters == _LATIN

    def own_share(self, text: str) -> float:
        """Share of the letters that are this language's; 1 where there are none."""
        letters = sum(c.isalpha() for c in text)
        own = len(re.findall(f"[{self.letters}]", text))
        return min(1.0, own / letters) if letters else 1.0


def find_language(wanted: str) -> Language:
    """A language by code or English name.

    Raises:
        ConfigError: none of these.
    """
    plain = wanted.strip().lower().split("-")[0].split("_")[0]
    by_name = {name.lower().split()[-1]: code for code, name in _NAMES.items()}
    code = plain if plain in _NAMES else by_name.get(plain, "")
    if not code:
        raise ConfigError("--to", f"no language {wanted!r}; there are {', '.join(sorted(_NAMES))}")
    return Language(
        code,
        _NAMES[code],
        _LETTERS.get(code, _LATIN),
        _PREFIXES.get(code, ()),
        _LIGHTS.get(code, {}),
        _LATER.get(code, ""),
        code in ("zh", "ja", "th"),
    )

"""Mandarin to the symbols Kokoro v1.0's Chinese voices were trained on.

Words by jieba, their readings by pypinyin, numbers by cn2an; each syllable's initial and final in
IPA with an arrow for its tone, as hexgrad's misaki 0.9 spells them (after S. Taubert's
`pinyin-to-ipa`, MIT; Duanmu, "The Phonology of Standard Chinese", 2nd ed. 2007). No tone sandhi:
the voices learned it from sound. Latin letters among the Chinese are read as English.
"""

from __future__ import annotations

import contextlib
import importlib.util
import re
import unicodedata
from collections.abc import Callable

from filmgen.errors import EngineUnavailable

PACKAGES = ("pypinyin", "jieba", "cn2an")
MISSING = "Chinese lines need the extra mandarin: pip install 'filmgen[mandarin]'"

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k",
    "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "\uab67", "ch": "\uab67ʰ", "sh": "ʂ",
    "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip
# "0" is where the tone stands.
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0",
    "en": "ə0n", "eng": "ə0ŋ", "er": "ɚ0", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ",
    "iao": "jau0", "ie": "je0", "in": "i0n", "ing": "i0ŋ", "io": "jɔ0", "iong": "jʊ0ŋ",
    "iou": "jou0", "o": "wo0", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "ua": "wa0", "uai": "wai0",
    "uan": "wa0n", "uang": "wa0ŋ", "uei": "wei0", "uen": "wə0n", "ueng": "wə0ŋ", "uo": "wo0",
    "ü": "y0", "üan": "ɥɛ0n", "üe": "ɥe0", "ün": "y0n", "ê": "ɛ0", "m": "m0", "n": "n0",
    "ng": "ŋ0", "hm": "hm0", "hng": "hŋ0",
}  # fmt: skip
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_BUZZED = frozenset(("zh", "ch", "sh", "r", "z", "c", "s"))
_PUNCTUATION = str.maketrans({
    "、": ",", "，": ",", "。": ".", "．": ".", "！": "!", "：": ":", "；": ";", "？": "?",
    "«": "“", "»": "”", "《": "“", "》": "”", "「": "“", "」": "”", "【": "“", "】": "”",
    "（": "(", "）": ")", "‘": "", "’": "'",
})  # fmt: skip
_PARTS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z' -]*|\d+|[^\w]+|.")
_SENTENCE = re.compile(r"(?<=[。！？!?…])(?![。！？!?…])[”」』\"]*")

Symbol = tuple[str, int]


def available() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(package) is not None for package in PACKAGES)


def is_han(letter: str) -> bool:
    """Whether a letter is a Chinese character."""
    return unicodedata.name(letter, "").startswith("CJK UNIFIED")


def syllable(initial: str, final: str) -> str:
    """One syllable in Kokoro's symbols.

    Args:
        initial: of pinyin, strict: "zh", "", not "y" or "w".
        final: of pinyin, strict, its tone's number at the end: "iou3", "üan2".
    """
    tone = _TONES.get(final[-1:], "")
    plain = final.rstrip("12345").replace("v", "ü")
    if plain == "i" and initial in _BUZZED:
        return f"{_INITIALS[initial]}ɨ{tone}"
    if plain == "o" and not initial:
        return f"ɔ{tone}"
    return _INITIALS.get(initial, "") + _FINALS.get(plain, "").replace("0", tone)


def mandarin_sentences(text: str, english: Callable[[str], str]) -> list[list[Symbol]]:
    """A line's sentences in symbols, each with its word's index in `text.split()`, or -1.

    Args:
        english: reads Latin letters.

    Raises:
        EngineUnavailable: the extra is not installed.
    """
    if not available():
        raise EngineUnavailable("kokoro", MISSING)
    found: list[list[Symbol]] = [[]]
    for place, word in enumerate(text.split()):
        for sentence in filter(None, _SENTENCE.split(word)):
            for sound, speaks in _spoken(sentence, english):
                found[-1] += [(c, place if speaks and c not in " ,.!?;:…—“”()" else -1)
                              for c in sound]  # fmt: skip
            if sentence[-1] in "。！？!?…":
                found.append([])
        found[-1].append((" ", -1))
    return [sentence for sentence in found if any(place >= 0 for _, place in sentence)]


def _spoken(text: str, english: Callable[[str], str]) -> list[tuple[str, bool]]:
    """(symbols, whether they are spoken) of a stretch without spaces."""
    import cn2an

    with contextlib.suppress(ValueError):  # a number it cannot read is read digit by digit
        text = cn2an.transform(text, "an2cn")
    text = "".join("〇一二三四五六七八九"[int(c)] if c in "0123456789" else c for c in text)
    parts: list[tuple[str, bool]] = []
    for part in _PARTS.findall(text.replace("〇", "零")):
        if is_han(part[0]):
            parts.append((_words(part), True))
        elif part[0].isalpha():
            parts.append((f" {english(part.strip())} ", True))
        else:
            parts.append((part.translate(_PUNCTUATION).replace("……", "…") + " ", False))
    return parts


def _words(han: str) -> str:
    """Characters to symbols, a space between words."""
    import logging

    import jieba
    from pypinyin import Style, pinyin

    jieba.setLogLevel(logging.ERROR)
    words = []
    for word in jieba.lcut(han, cut_all=False):
        initials = pinyin(word, style=Style.INITIALS, strict=True)
        finals = pinyin(
            word, style=Style.FINALS_TONE3, strict=True, neutral_tone_with_five=True, v_to_u=True
        )
        whole = pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
        words.append(
            "".join(
                # An interjection like "嗯" is a nasal alone and has no final.
                syllable(i[0], f[0]) if f[0] else syllable("", w[0])
                for i, f, w in zip(initials, finals, whole, strict=True)
            )
        )
    return " ".join(words)

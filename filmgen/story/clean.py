"""A model's strings made fit for a page: no markup, no cue before the words, nothing cut off.

Only takes away; no word is ever put in.
"""

from __future__ import annotations

import re

from filmgen.breakdown.prose import collapse, is_cjk, sentences, weight

_MARKUP = re.compile(r"[*_#`~|<>{}\[\]\\^=]+")
_QUOTES = '"“”„«»「」『』'
_ASIDE = re.compile(r"^[(（]([^()（）]{1,60})[)）]\s*")
_ASIDES = re.compile(r"\s*[(（][^()（）]*[)）]?\s*")
_ENDS = re.compile(r"[.!?…。！？—–-][\"”’'」』)）]*$")
_LOOSE_END = re.compile(r"[,;:，；：、]\s*$")


def plain(text: str) -> str:
    """One line without markup, control characters and doubled spaces."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return collapse(_MARKUP.sub("", text)).strip()


def phrase(text: str, most: int = 14) -> str:
    """A few words of a plan or a look: no full stop, at most `most` words, ended at a comma."""
    text = plain(text).strip(_QUOTES + " ").rstrip(".。 ")
    if weight(text) <= most:
        return text
    pieces = re.split(r"(?<=[,;，；])\s*|(?<=[.。])\s+", text)
    kept = pieces[0]
    for piece in pieces[1:]:
        if weight(f"{kept} {piece}") > most:
            break
        kept = f"{kept} {piece}".strip()
    if weight(kept) > most:
        words = kept.split()
        kept = " ".join(words[:most]) if len(words) > 1 else kept[: most * 2]
    return kept.rstrip(" ,;.，；。")


def whole_sentences(text: str, longest: int) -> str:
    """A text without a last sentence that was cut off at `longest` characters."""
    text = text.strip()
    if len(text) < longest - 1 or _ENDS.search(text):
        return text
    return " ".join(sentences(text)[:-1])


def unfinished(text: str, least: int = 60) -> str:
    """A text without the sentence that its limit of tokens cut off; a short one is left alone."""
    return whole_sentences(text, least)


def speech(text: str, who: str, longest: int, most_words: int = 22) -> tuple[str, str]:
    """(words, parenthetical) of a line; words are "" where nothing sayable is left.

    A cue before the words goes ("MARA: No."), an aside in front becomes the parenthetical,
    asides inside go; a long line keeps its first sentences.
    """
    text = plain(text)
    named = re.match(rf"^{re.escape(who)}\s*[:：]\s*", text, re.IGNORECASE)
    if named:
        text = text[named.end() :]
    text = text.strip(_QUOTES + " ")
    how = ""
    aside = _ASIDE.match(text)
    if aside:
        how, text = phrase(aside[1], 6).lower(), text[aside.end() :]
    text = collapse(_ASIDES.sub(" ", text)).strip(_QUOTES + " ")
    text = whole_sentences(text, longest)
    kept = ""
    for sentence in sentences(text):
        joint = "" if is_cjk(kept) else " "
        if kept and weight(kept) + weight(sentence) > most_words:
            break
        kept = f"{kept}{joint}{sentence}".strip()
    kept = _LOOSE_END.sub("", kept).strip(_QUOTES.replace("”", "").replace("»", "") + " ")
    if kept and kept[-1].isalnum():
        kept += "。" if is_cjk(kept) else "."
    return kept, how


def action_sentences(text: str, longest: int) -> list[str]:
    """The sentences of an action paragraph, whole ones only."""
    text = whole_sentences(plain(text), longest)
    found = []
    for sentence in sentences(text):
        sentence = sentence.strip()
        if not sentence:
            continue
        if sentence[-1].isalnum():
            sentence += "。" if is_cjk(sentence) else "."
        if sentence[0].islower():
            sentence = sentence[0].upper() + sentence[1:]
        found.append(sentence)
    return found

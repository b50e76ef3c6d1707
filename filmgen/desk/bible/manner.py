"""A character's manner of speech, counted, and the figures in words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from filmgen.breakdown.prose import is_cjk, key_words
from filmgen.desk.bible.document import Manner

_POLITE_WORDS = (
    "please thank thanks sorry pardon sir ma'am madam excuse kindly bitte danke verzeihung merci "
    "monsieur madame gracias perdón señor señora пожалуйста спасибо простите извините"
)
_POLITE = frozenset(_POLITE_WORDS.split())
_POLITE_CJK = re.compile("请|謝|谢|您|对不起|抱歉|先生|女士|劳驾|すみません|ください|ありがとう")
_CONTRACTED = re.compile(r"\b\w+(?:n't|'(?:m|re|ve|ll|d|s))\b", re.IGNORECASE)
_FULL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|have|has|had|could|would|should|will) not|cannot|"
    r"I am|(?:you|we|they) are|(?:it|that|he|she|there|what) is|(?:I|you|we|they) have|"
    r"(?:I|you|we|they|he|she|it) will)\b",
    re.IGNORECASE,
)
_COMMON_WORDS = (
    "the a an and or but if so of to in on at by for with from up out off over into about as "
    "i you he she it we they me him her us them my your his its our their this that these "
    "those is am are was were be been being do does did done have has had will would can "
    "could should shall may might must not no yes what who where when why how which there "
    "here then than now just all any some one too very get got go going come let oh well okay "
    "ok i'm it's you're don't that's he's she's we're they're i'll i've can't didn't isn't "
    "won't there's what's let's mr mrs ms dr like know see say said want think make take tell "
    "und der die das ich du nicht el la los que de y je tu le les et ne pas "
    "я ты он она мы вы они не что это и в на с как да нет у но а то"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_CJK = frozenset("的了是我你他她它们这那在有不也就都吗呢吧啊嗯和与把被从到说去来要")
_QUESTION, _EXCLAIM = re.compile("[?？]"), re.compile("[!！]")
_TRAIL = re.compile(r"(?:…|\.\.\.|--|——|—)\s*[”\"']?\s*$")
_FAVOURITES = 5


def manner_of(
    said: Sequence[str], others: Mapping[str, int], own: Mapping[str, int], names: frozenset[str]
) -> Manner:
    """Count one character's speeches.

    Args:
        said: the words of each speech.
        others: how often each word is said by everybody else. own: by this one.
        names: words of names, which are nobody's manner.
    """
    if not said:
        return Manner()
    counts = [len(key_words(text)) for text in said]
    words = sum(counts)
    polite = sum(
        sum(w in _POLITE for w in key_words(t)) + len(_POLITE_CJK.findall(t)) for t in said
    )
    straight = [text.replace("’", "'") for text in said]
    short = sum(len(_CONTRACTED.findall(text)) for text in straight)
    full = sum(len(_FULL.findall(text)) for text in straight)
    return Manner(
        speeches=len(said),
        words=words,
        words_per_line=round(words / len(said), 1),
        longest_line=max(counts),
        questions=_share(said, _QUESTION),
        exclamations=_share(said, _EXCLAIM),
        trailing=_share(said, _TRAIL),
        polite=round(100 * polite / max(1, words), 1),
        contracted=round(short / (short + full), 2) if short + full > 1 else None,
        favourites=_favourites(own, others, names),
    )


def spoken_words(text: str) -> list[str]:
    """Words to count favourites by; in scripts without spaces, pairs of characters."""
    if not is_cjk(text):
        return [w for w in key_words(text) if w not in _COMMON and len(w) > 1]
    found = []
    for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text):
        found += [a + b for a, b in pairwise(run) if not {a, b} & _COMMON_CJK]
    return found


def _favourites(
    own: Mapping[str, int], others: Mapping[str, int], names: frozenset[str]
) -> tuple[str, ...]:
    """Words said at least twice and more than others say them, by log odds (add one half)."""
    total, rest = sum(own.values()), sum(others.values())
    scored = []
    for word, count in own.items():
        if count < 2 or word in names:
            continue
        ours = (count + 0.5) / (total + 1)
        theirs = (others.get(word, 0) + 0.5) / (rest + 1)
        odds = math.log(ours / theirs)
        if odds > 0:
            scored.append((-odds * math.sqrt(count), word))
    return tuple(word for _, word in sorted(scored)[:_FAVOURITES])


def _share(said: Sequence[str], pattern: re.Pattern[str]) -> float:
    return round(sum(bool(pattern.search(text)) for text in said) / len(said), 2)


def in_words(manner: Manner, everybody: Manner) -> str:
    """The figures as a reader says them, against everybody's: "short lines, asks a lot"."""
    if not manner.speeches:
        return "never speaks"
    told = []
    ratio = manner.words_per_line / max(0.1, everybody.words_per_line)
    told.append(
        f"{'short' if ratio < 0.8 else 'long' if ratio > 1.25 else 'middling'} lines "
        f"({manner.words_per_line:g} words, the longest {manner.longest_line})"
    )
    if manner.questions > max(0.3, 1.3 * everybody.questions):
        told.append("asks a lot" if manner.speeches > 2 else "asks")
    elif not manner.questions and manner.speeches > 3:
        told.append("never asks")
    if manner.exclamations > max(0.3, 1.3 * everybody.exclamations):
        told.append("exclaims")
    if manner.trailing > 0.25:
        told.append("trails off")
    if manner.polite > max(2.0, 1.3 * everybody.polite):
        told.append("polite")
    if manner.contracted is not None:
        if manner.contracted < 0.25:
            told.append("says every word in full (“do not”)")
        elif manner.contracted > 0.8:
            told.append("contracts (“don't”)")
    if manner.favourites:
        told.append("says " + ", ".join(f"“{w}”" for w in manner.favourites[:3]))
    return "; ".join(told)


def word_counts(said: Mapping[str, Sequence[str]]) -> dict[str, Counter[str]]:
    """By character, how often each word to count is said."""
    return {
        name: Counter(w for t in texts for w in spoken_words(t)) for name, texts in said.items()
    }

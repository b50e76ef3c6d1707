"""Things: which props the action names, and which it singles out for an insert."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.prose import is_cjk, weight

_NOUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_CAPS_NOUN = re.compile(r"\b[^\W\d_a-z]{3,}(?:[- ][^\W\d_a-z]{3,})*\b")
_READS = re.compile(
    r"\b(?P<thing>clock|watch|sign|letter|card|note|headline|display|screen|caption|plaque|label|"
    r"photo|photograph|readout|dial|ticket|envelope|page|message|telegram|door)\b[^.]{0,30}?"
    r"\b(?:reads?|says|shows|displays|is (?:hand)?written|inscribed|engraved)\b",
    re.IGNORECASE,
)
_TOUCHED = re.compile(
    r"\b(?P<part>hand|hands|finger|fingers|thumb|fist|fingertips?)\b[^.;]{0,40}?"
    r"\b(?:on|over|to|hits?|press(?:es)?|from|reach(?:es)?|grips?|closes|tightens|hovers?|poised|"
    r"clicks?|around|turns?|pulls?|finds?|grabs?|rests?|traces?)\b(?P<rest>[^.;]{0,50})",
    re.IGNORECASE,
)
_AMBIGUOUS: dict[str, str] = {
    "alarm": r"\balarm(?:ed|ing)|in alarm|with alarm",
    "anchor": r"\banchor(?:man|woman)",
    "bar": r"\bbar (?:of|stool|brawl|fight)|behind bars",
    "barrel": r"\bbarrels? (?:through|towards?|into|down)",
    "bat": r"\bbats? (?:an|his|her|away)",
    "bell": r"\bTaco Bell\b|doorbell",
    "bill": r"\bBill\b",
    "book": r"\bto book|books? (?:a|it)",
    "brush": r"\bbrush(?:es)? (?:past|against|off|away|her|his|it)",
    "can": r"\bcan\b(?! of)",
    "chain": r"\bchains? (?:the|him|her)",
    "comb": r"\bcombs? (?:the|his|her|through)",
    "cue": r"\b(?:on )?cue\b(?! ball)",
    "drawing": r"\bdrawing (?:his|her|a|the|near|back|closer|on)",
    "file": r"\bfiles? (?:in|out|past)",
    "fish": r"\bto fish|fish(?:es)? (?:for|out)",
    "ford": r"\bto ford\b",
    "glass": r"\bglass-|glass (?:wall|door|window)",
    "glove": r"\bgloved",
    "hammer": r"\bhammers? (?:on|at|the)",
    "key": r"\bkey (?:moment|to the)",
    "lighter": r"\blighter than",
    "lock": r"\blocks? (?:the|it|his|her|eyes)",
    "match": r"\b(?:boxing|tennis|football|soccer|"
    r"a|the) match\b(?=[^.]*\b(?:ends|begins|score))|match(?:es)? the",
    "nail": r"\b(?:finger)?nails\b(?= )",
    "note": r"\bto note|notes? (?:the|that|how)",
    "plant": r"\bplants? (?:his|her|a|the)",
    "pump": r"\bpumps? (?:everything|his|her|the)",
    "purse": r"\bpurses?\b (?:his|her)",
    "ring": r"\b(?:rings?\b(?=[.,!?]| (?:out|again|and))|phones? ring|doorbell rings?|ring of)",
    "rose": r"\b(?:he|she|it|they) rose\b|rose from",
    "sail": r"\bsails? (?:past|through|over|into)",
    "saw": r"\bsaw\b(?! blade)",
    "seal": r"\bseals?\b (?:the|it|his|her)",
    "shell": r"\bshell[- ]shocked",
    "ship": r"\bships? (?:it|out)",
    "sign": r"\bsigns? (?:of|the|his|her|it)|no sign",
    "slide": r"\bslides?\b(?! (?:in|on) the)",
    "stamp": r"\bstamps (?:his|her|out)",
    "stone": r"\bstone (?:wall|floor|building)",
    "swing": r"\bswings?\b(?! set)",
    "switch": r"\bswitch(?:es)? (?:off|on|to|places)",
    "tank": r"\btank top",
    "train": r"\btraining|\btrains? (?:it|his|her|the) ",
    "watch": r"\bwatch(?:es)? (?:him|her|them|the|a|it|as|from|in|over|out|their|his)|\bto watch",
    "whistle": r"\bwhistles\b",
}
"""Senses of a listed word that are no thing, as patterns found around it."""
_AMBIGUOUS_RE = {k: re.compile(v, re.IGNORECASE) for k, v in _AMBIGUOUS.items()}
_CASED = {
    k: re.compile(v) for k, v in (("bill", r"\bBill\b"), ("bell", r"\bTaco Bell\b|[Dd]oorbell"))
}
_COMPOUNDS = (
    "sniper rifle", "samurai sword", "birthday card", "remote control", "fire extinguisher",
    "coffee cup", "cell phone", "desk lamp", "picture frame", "alarm clock", "oil lamp",
    "fishing rod",
)  # fmt: skip
_CJK_PROPS = {
    "信": "letter", "茶壶": "kettle", "茶杯": "cup", "刀": "knife", "手机": "phone",
    "电话": "phone", "灯笼": "lantern", "灯": "lamp", "钥匙": "key", "照片": "photograph",
    "门": "door", "窗": "window", "桌": "table", "椅": "chair", "床": "bed", "伞": "umbrella",
    "枪": "gun", "火柴": "match",
}  # fmt: skip


def find_props(text: str) -> tuple[str, ...]:
    """Listed things the text names, singular, lower case, in order of naming.

    Verbs that look like things ("watches him", "it can", "the phone rings") are left out.
    """
    found: dict[str, None] = {}
    for match in _NOUN.finditer(text):
        word = lex.singular(match[0])
        if word not in lex.SMALL_PROPS and word not in lex.BIG_PROPS and word not in lex.VEHICLES:
            continue
        if match[0][:1].isupper() and re.match(
            r" (?:Street|Road|Lane|Square|Avenue|Hotel|House|Bridge|Station|Park|Bell)\b",
            text[match.end() :],
        ):
            continue
        if (
            word == "stone"
            and re.match(r" \w+", text[match.end() :])
            and not re.match(r" (?:in|on|at|from|into|through|and)\b", text[match.end() :])
        ):
            continue
        if re.search(r"\b(?:like|as) an? (?:\w+ )?$", text[: match.start()], re.IGNORECASE):
            continue
        window = text[max(0, match.start() - 12) : match.end() + 24]
        pattern = _CASED.get(word) or _AMBIGUOUS_RE.get(word)
        if pattern and any(m.start() <= 12 + len(match[0]) and word[:3] in m[0].lower()
                           for m in pattern.finditer(window)):  # fmt: skip
            continue
        found.setdefault(word)
    if is_cjk(text):
        for word, prop in _CJK_PROPS.items():
            if word in text:
                found.setdefault(prop)
    return tuple(found)


def singled_out(text: str, mentions: Callable[[str], list[Any]]) -> str:
    """The prop this sentence wants seen close, or "": what an insert would show.

    A prop is singled out when it stands in capitals, when it is read ("a clock reads
    6:24"), when a hand or finger works it, or when it opens the sentence and nobody acts.
    """
    if weight(text) > 26:
        return ""
    named = [m for m in mentions(text) if not m.possessive]
    acts = re.search(r"\b(?:he|she|they)\b", text, re.IGNORECASE)
    read = _READS.search(text)
    if read:
        return lex.singular(read["thing"])
    touched = _TOUCHED.search(text)
    if (
        touched
        and (not named or touched.start() < named[0].start)
        and text[: touched.start()].count(" ") < 3
    ):
        rest = find_props(touched["rest"])
        return rest[0] if rest else lex.singular(touched["part"])
    if named or acts:
        return ""
    if text.upper() != text:
        for match in _CAPS_NOUN.finditer(text):
            head = lex.singular(match[0].split()[-1])
            if head in lex.SMALL_PROPS:
                return compound(text, head)
    return _opening_prop(text)


def _opening_prop(text: str) -> str:
    """A small prop that is the subject of a sentence nobody acts in."""
    opening = re.match(
        r"(?:There (?:is|are|lies) |It contains |It'?s |And |Then )?(?:a|an|the|his|her|their|"
        r"two|three)\s+"
                       r"((?:[\w'-]+ ){0,3}?[\w'-]+)", text, re.IGNORECASE)  # fmt: skip
    if not opening or re.search(
        r"\b(?:he|she|they|him|her (?:hand|eyes)|who)\b", text, re.IGNORECASE
    ):
        return ""
    for word in opening[1].split():
        head = lex.singular(word)
        if head in lex.SMALL_PROPS and weight(text) <= 14 and find_props(word):
            return compound(text, head)
    return ""


def compound(text: str, head: str) -> str:
    """The prop with its first name where the pair is one thing: "birthday card"."""
    low = " ".join(text.lower().split())
    return next((c for c in _COMPOUNDS if c.split()[-1] == head and c in low), head)

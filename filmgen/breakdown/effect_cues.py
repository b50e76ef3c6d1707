"""Effect elements a shot's action asks for: which, how strong, on what, and from when.

A trigger word only counts in its burning, smoking, raining sense (`effect_words`) and not where
its own clause denies it (`effect_denials`). What is there all along stands from the shot's first
frame; what happens (a blast, a shower of sparks, a curtain that catches) at its place among
the shot's words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from filmgen.breakdown.effect_denials import denied
from filmgen.breakdown.effect_words import COLOURS, EFFECTS, OTHER_SENSES, STARTS, STRONG, WEAK
from filmgen.breakdown.lexicon import singular
from filmgen.breakdown.model import EffectCue
from filmgen.breakdown.prose import happens_at, sentences, weight
from filmgen.breakdown.trigger import Trigger

EFFECT_KINDS = (
    "fire",
    "smoke",
    "explosion",
    "steam",
    "fog",
    "dust",
    "rain",
    "snow",
    "sparks",
    "embers",
)
TINY_FLAMES = frozenset(
    ["flame", "wick", "candle", "match", "lighter", "lamp", "lantern", "cigarette"]
)
"""`EffectCue.at` of a fire that is only the flame of such a thing."""
EVERYWHERE = frozenset(["air", "room", "street", "place"])
"""`EffectCue.at` of what fills a place instead of standing in it."""

DISTANCE = "distance"
"""`EffectCue.at` of what burns or smokes behind all that is near."""
_FAR = re.compile(
    r"\b(?:behind|beyond|over|above) (?:the |those )?(?:\w+ )?"
    r"(?:roofs?|rooftops?|houses|hills?|ridge|trees|treeline|skyline|horizon|town|city)\b|"
    r"\b(?:in the distance|far (?:off|away)|on the (?:far )?horizon)\b",
    re.IGNORECASE,
)

_FROM = re.compile(
    r"\b(?:from|in|on|onto|of|off|over|under|inside|behind|beneath|through|around|engulfs?|"
    r"consumes?|licks?(?: (?:at|up))?|hammers?(?: on)?|drums? on|lashes|climbs?|swallows?|"
    r"above|up)\s+(?:(?:the|an?|his|her|its|their|another|of)\s+)*(?:[\w'’-]+\s+){0,2}?([a-z]+)\b",
    re.I,
)
_HOLDERS = re.compile(
    r"\b(curtains?|drapes?|cars?|workshop|warehouse|factory|house|building|apartment|cabin|"
    r"cottage|church|school|fireplace|hearth|grate|stove|campfire|camp fire|bonfire|fire pit|"
    r"candles?|barrels?|brazier|furnace|forge|oven|boiler|kitchen|roof|rooftops?|windows?|"
    r"torch(?:es)?|engine|hood|bonnet|kettle|trees?|bed|sofa|couch|armchair|truck|van|bus|taxi|"
    r"tank|train|locomotive|plane|helicopter|ship|boat|barn|forest|gun|pistol|rifle|chimneys?|"
    r"cigarettes?|cigars?|pipe|ashtray|pan|pot|cups?|mugs?|bowl|soup|coffee|tea|bath|shower(?! of)|"
    r"manholes?|vents?|grille|cable|wires?|fuse ?box|switchboard|machine|grinder|table|desk|"
    r"letter|paper|book|rug|carpet|hay|haystack|doorway|door|ruins|wreck(?:age)?|crater|"
    r"lamp|lantern|bulb|match|lighter|toaster|radiator|dishes|plate|horses?|bin|dumpster|"
    r"tent|wagon|cart|bridge|tower|shed|garage|shop|hut)\b",
    re.I,
)
_ALIAS = {
    "drape": "curtain", "hearth": "fireplace", "grate": "fireplace", "couch": "sofa",
    "camp fire": "campfire", "fire pit": "campfire", "bonnet": "car", "hood": "car",
    "soup": "bowl", "coffee": "cup", "tea": "cup", "wreckage": "wreck",
}  # fmt: skip
_FILLS = re.compile(
    r"\b(?:fills?|filling|floods?|chokes?)\b[^.,;]{0,24}\b(?P<where>room|air|kitchen|hall|hallway|"
    r"corridor|street|cabin|cellar|basement|workshop|stairwell|bar|alley|bathroom|tunnel|house|"
    r"place|sky|space|cave|church|cell)\b|"
    r"\b(?:room|kitchen|hallway|corridor|cabin|cellar|workshop|place|house|alley|tunnel) "
    r"(?:slowly )?fills? with\b|\b(?:smoke|steam|dust)-filled\b|"
    r"\b(?:hangs?|hanging) (?:\w+ )?in the air\b|\bthick with (?:smoke|steam)\b",
    re.IGNORECASE,
)
_TINY = re.compile(
    r"\b(?P<at>wick|candles?|candlelight|match(?:es)?|lighter|lamps?|lanterns?|cigarette)\b|"
    r"\b(?:single|little|tiny|lone|steady|one|yellow) (?:\w+ )?(?P<flame>flames?)\b|"
    r"\b(?:to|at|over|into|with) the (?P<near>flame)\b",
    re.IGNORECASE,
)
_GREAT = re.compile(
    r"\b(?:curtains?|drapes?|roofs?|house|workshop|building|wall|car|forest|inferno|blaze|ablaze|"
    r"engulf\w*|explo\w*|torches|fireplace|stove|campfire|bonfire|spreads?|leaps?|"
    r"catch(?:es)? fire|roars?)\b",
    re.IGNORECASE,
)
_SMOKED = re.compile(r"\b(cigarettes?|cigars?|pipe|joint)\b", re.IGNORECASE)
_SMOKES = re.compile(r"\bsmok(?:es|ing)\b", re.IGNORECASE)
_STEAMING = re.compile(r"^ (?:\w+ )?(?:of )?(mug|cup|coffee|tea|bowl|soup|plate|pot)s?\b", re.I)
_PRONOUN = re.compile(r"\b(?:it|them|its|both)\b", re.IGNORECASE)
_HAPPENS = ("explosion",)
_WISP = 0.2


def effect_cues(text: str, spoken_before: int = 0, total: int = 0) -> tuple[EffectCue, ...]:
    """Effect elements a piece of action asks for, the strongest of each kind, in order of words.

    Args:
        text: the action.
        spoken_before: weight of the shot's words before this text (`prose.weight`).
        total: of the whole shot; 0 for that of the text alone.
    """
    whole = max(1, total or weight(text))
    found: dict[str, EffectCue] = {}
    offset, last = spoken_before, ""
    blast = 0.0
    for sentence in sentences(text):
        for trigger in EFFECTS:
            made = _effect(trigger, sentence, last)
            if made is None:
                continue
            cue, at, starts = made
            onset = round(min(1.0, (offset + happens_at(sentence, at)) / whole), 3)
            if cue.kind == "explosion":
                blast = onset
            elif not starts:
                # What a blast leaves behind is not there before it.
                onset = blast
            known = found.get(cue.kind)
            if known is None or known.intensity < cue.intensity:
                found[cue.kind] = replace(cue, onset=min(onset, known.onset) if known else onset)
        offset += weight(sentence)
        named = [m[1] for m in _HOLDERS.finditer(sentence)]
        last = _plain(named[0]) if named else last if _PRONOUN.search(sentence) else ""
    return tuple(found.values())


def merged(pieces: list[tuple[EffectCue, ...]]) -> tuple[EffectCue, ...]:
    """Cues of consecutive pieces of one shot: the strongest of each kind, from its first onset."""
    found: dict[str, EffectCue] = {}
    for cue in (cue for piece in pieces for cue in piece):
        known = found.get(cue.kind)
        if known is None:
            found[cue.kind] = cue
        elif known.intensity < cue.intensity:
            found[cue.kind] = replace(cue, onset=min(cue.onset, known.onset))
    return tuple(found.values())


def _effect(trigger: Trigger, sentence: str, last: str) -> tuple[EffectCue, int, bool] | None:
    """A cue, where its words are, and whether it begins there.

    Args:
        last: the thing a pronoun of the sentence may mean.
    """
    other = [m.span() for m in OTHER_SENSES[trigger.kind].finditer(sentence)]
    for match in trigger.pattern.finditer(sentence):
        if any(a < match.end() and match.start() < b for a, b in other):
            continue
        if denied(sentence, match.start(), match.end()):
            continue
        starts = trigger.kind in _HAPPENS or _starts(trigger.kind, sentence, match)
        cue = _little(trigger.kind, sentence, match)
        if cue is None:
            near = sentence[max(0, match.start() - 36) : match.end() + 36]
            intensity = trigger.intensity
            if STRONG.search(near):
                intensity = min(1.0, intensity + 0.3)
            elif WEAK.search(near):
                intensity = max(0.2, intensity - 0.3)
            cue = EffectCue(
                trigger.kind,
                round(intensity, 2),
                _holder(trigger.kind, sentence, match, last),
                match[0].lower(),
                colour=_colour(trigger.kind, sentence, match),
            )
        return cue, match.start(), starts
    return None


def _starts(kind: str, sentence: str, match: re.Match[str]) -> bool:
    near = sentence[max(0, match.start() - 24) : match.end() + 24]
    return kind not in ("fog", "snow", "rain") and bool(STARTS.search(near))


def _little(kind: str, sentence: str, match: re.Match[str]) -> EffectCue | None:
    """The flame of a candle, the smoke of a cigarette, the steam of a cup."""
    words = match[0].lower()
    if kind == "fire":
        tiny = _TINY.search(sentence)
        if tiny is None or _GREAT.search(sentence):
            return None
        at = singular(tiny["at"].lower()) if tiny["at"] else "flame"
        return EffectCue("fire", 0.2, at if at in TINY_FLAMES else "candle", words)
    if kind == "smoke":
        smoked = _SMOKED.search(sentence)
        if smoked and (_SMOKES.fullmatch(match[0]) or abs(smoked.start() - match.start()) < 40):
            return EffectCue("smoke", _WISP, singular(smoked[1].lower()), words)
    if kind == "steam":
        held = _STEAMING.match(sentence[match.end() :])
        if held:
            return EffectCue("steam", _WISP, _plain(held[1]), words)
    return None


def _holder(kind: str, sentence: str, match: re.Match[str], last: str) -> str:
    """What the effect clings to: what it fills, comes from or is on, else the nearest thing."""
    if kind in ("smoke", "steam", "dust", "fog") and _FILLS.search(sentence):
        return "room"
    if kind in ("fire", "smoke", "explosion") and _FAR.search(sentence):
        return DISTANCE
    after = sentence[match.end() : match.end() + 48]
    for at in _FROM.finditer(after):
        if _HOLDERS.fullmatch(at[1]):
            return _plain(at[1])
    if _HOLDERS.fullmatch(match[0]):
        return _plain(match[0])
    things = [m for m in _HOLDERS.finditer(sentence) if m.span() != match.span()]
    near = min(things, key=lambda m: _distance(m, match), default=None)
    if near is not None:
        return _plain(near[1])
    if last and _PRONOUN.search(sentence):
        return last
    return ""


def _distance(thing: re.Match[str], match: re.Match[str]) -> int:
    """Between a thing and a trigger, in letters."""
    return max(thing.start() - match.end(), match.start() - thing.end(), 0)


def _plain(word: str) -> str:
    word = word.lower()
    one = singular(word)
    return _ALIAS.get(one, word)


def _colour(kind: str, sentence: str, match: re.Match[str]) -> str:
    """A colour word right before smoke, flames or dust: "thick black smoke"."""
    if kind not in ("smoke", "dust", "fog", "steam", "fire", "sparks"):
        return ""
    before = sentence[max(0, match.start() - 28) : match.start()].lower()
    found = re.search(r"\b(\w+)[, -]+(?:(?:thick|oily|dense|acrid|heavy|and|\w+ing) )*$", before)
    word = found[1] if found else ""
    if kind == "fire" and word not in ("blue", "green", "purple", "pink", "white"):
        return ""  # red and yellow flames are flames
    return COLOURS.get(word, "")

"""Words of file names and scripts, and how near two of them are: TF-IDF, no model.

A name is compared by its words (stems, weighted by how rare they are in the library) and by
its letters (trigrams), so that "slamming" finds "Slam" and "foot steps" finds "Footsteps".
TF-IDF and cosine after Salton & Buckley, "Term-weighting approaches in automatic text
retrieval", 1988.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_COMPOUNDS = (
    (re.compile(r"\b(foot) (step)", re.I), r"\1\2"),
    (re.compile(r"\b(room) (tone)\b", re.I), r"\1\2"),
    (re.compile(r"\b(door) (bell)", re.I), r"\1\2"),
    (re.compile(r"\b(fog) (horn)", re.I), r"\1\2"),
    (re.compile(r"\b(camp) (fire)", re.I), r"\1\2"),
    (re.compile(r"\b(car) (doors?)\b", re.I), r"\1\2 \1 \2"),
    (re.compile(r"\b(thunder) (storm|clap)", re.I), r"\1\2"),
    # A car of rails is no car.
    (
        re.compile(r"\b(subway|railway|train|cable|street|box|dining) ?cars?\b", re.I),
        r"\1 carriage",
    ),
)
_IDLE = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "her",
        "his",
        "in",
        "into",
        "is",
        "it",
        "its",
        "no",
        "of",
        "off",
        "on",
        "or",
        "out",
        "over",
        "s",
        "she",
        "he",
        "that",
        "the",
        "their",
        "they",
        "this",
        "through",
        "to",
        "under",
        "up",
        "was",
        "with",
        "sfx",
        "fx",
        "wav",
        "aif",
        "take",
        "takes",
        "stereo",
        "mono",
        "loop",
        "loops",
        "looped",
        "surround",
        "ortf",
        "xy",
        "ms",
        "khz",
        "bit",
        "hz",
        "id",
        "vol",
        "edit",
        "edited",
        "raw",
        "mkh",
        "sound",
        "sounds",
        "effect",
        "effects",
        "library",
        "free",
    ]
)
_SAME: Mapping[str, str] = {
    "aeroplane": "aircraft", "airplane": "aircraft", "plane": "aircraft", "asphalt": "concrete",
    "automobile": "car", "auto": "car", "blast": "explosion", "brook": "stream",
    "cell": "mobile", "cellphone": "mobile", "clap": "applause", "creek": "stream",
    "detonation": "explosion", "drizzle": "rain", "ext": "outside", "exterior": "outside",
    "foliage": "leaf", "footstep": "footstep", "forested": "forest", "gale": "wind",
    "gunfire": "gun", "gunshot": "gun", "handgun": "pistol", "honk": "horn",
    "indoor": "inside", "int": "inside", "interior": "inside", "leave": "leaf",
    "motor": "engine", "motorway": "highway", "freeway": "highway", "nighttime": "night",
    "ocean": "sea", "outdoor": "outside", "pavement": "concrete", "pub": "bar",
    "puppy": "dog", "revolver": "pistol", "river": "stream", "shatter": "break",
    "shut": "close", "smash": "break", "smartphone": "mobile", "swoosh": "whoosh",
    "swish": "whoosh", "telephone": "phone", "thump": "thud", "tin": "metal",
    "iron": "metal", "steel": "metal", "wooden": "wood", "woodland": "forest", "wood": "wood",
    "bang": "slam", "squeak": "creak", "vegetation": "leaf", "window": "glass",
    "by": "pass", "passby": "pass", "thunderclap": "thunder", "downpour": "rain",
    "rainfall": "rain", "surf": "wave", "barking": "bark", "voices": "crowd", "people": "crowd",
}  # fmt: skip
"""Stems that mean the same, to the one that is kept."""

FACETS: tuple[Mapping[str, frozenset[str]], ...] = (
    {
        "open": frozenset({"open"}),
        "close": frozenset({"close", "slam"}),
        "slam": frozenset({"slam"}),
        "creak": frozenset({"creak"}),
        "knock": frozenset({"knock"}),
        "lock": frozenset({"lock", "latch", "unlock"}),
    },
    {"inside": frozenset({"inside"}), "outside": frozenset({"outside"})},
    {
        surface: frozenset({surface})
        for surface in (
            [
                "wood",
                "metal",
                "concrete",
                "gravel",
                "grass",
                "snow",
                "leaf",
                "glass",
                "sand",
                "carpet",
                "tile",
                "mud",
                "plastic",
            ]
        )
    },
    {hour: frozenset({hour}) for hour in ("day", "night")},
    {gun: frozenset({gun}) for gun in ("pistol", "rifle", "shotgun", "cannon")},
    {
        "start": frozenset({"start"}),
        "idle": frozenset({"idle"}),
        "rev": frozenset({"rev"}),
        "pass": frozenset({"pass"}),
        "horn": frozenset({"horn"}),
        "skid": frozenset({"skid"}),
    },
    {
        "ring": frozenset({"ring", "buzz"}),
        "buzz": frozenset({"buzz", "vibrate"}),
        "dial": frozenset({"dial"}),
        "hang": frozenset({"hang", "hangup"}),
        "busy": frozenset({"busy"}),
    },
    {phone: frozenset({phone}) for phone in ("mobile", "rotary")},
    {"bark": frozenset({"bark"}), "growl": frozenset({"growl"}), "whine": frozenset({"whine"})},
    {
        "break": frozenset({"break", "crash"}),
        "pour": frozenset({"pour"}),
        "clink": frozenset({"clink", "clinking", "tonal"}),
    },
    {
        "car": frozenset({"car", "vehicle"}),
        "truck": frozenset({"truck", "lorry", "van"}),
        "ship": frozenset({"ship", "foghorn", "boat"}),
        "foghorn": frozenset({"ship", "foghorn"}),
        "train": frozenset({"train", "subway"}),
        "bicycle": frozenset({"bicycle", "bike"}),
    },
    {
        bell: frozenset({bell})
        for bell in ("church", "doorbell", "hand", "school", "ship", "bicycle")
    },
    {"heavy": frozenset({"heavy", "hard"}), "light": frozenset({"light", "gentle", "soft"})},
)
"""Words of which a sound is one and not another: a slam is no creak, gravel no snow. Each asks
for itself, and its words are as good."""
OWNERS = frozenset({"car", "truck", "ship", "train", "bicycle", "church", "school", "elevator"})
"""What a door, a bell or a horn may belong to: asked for, it must be in the name."""


def stem(word: str) -> str:
    """The part of an English word that its forms share; other languages' words stay whole."""
    if word in _SAME:
        return _bare(_SAME[word])
    w = word
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s"):
        if not w.endswith(ending) or len(w) - len(ending) < 3 or w.endswith("ss"):
            continue
        if ending == "es" and not w.endswith(("ses", "xes", "zes", "ches", "shes")):
            continue
        w = w[: -len(ending)]
        if ending in ("ied", "ies"):
            w += "y"
        elif ending not in ("s", "es") and w[-1:] == w[-2:-1] and w[-1:] not in "ls":
            w = w[:-1]
        break
    return _STEMMED.get(_bare(w), _bare(w))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text that say something, as stems: CamelCase apart, numbers left out."""
    apart = _HUMP.sub(" ", unicodedata.normalize("NFKC", text).replace("_", " "))
    apart = apart.replace("-", " ")
    for pattern, whole in _COMPOUNDS:
        apart = pattern.sub(whole, apart)
    found = (word.lower() for word in _WORD.findall(apart))
    return tuple(stem(word) for word in found if word not in _IDLE and len(word) > 1)


def _bare(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


# "plane" is an aircraft, and "plan" none.
_STEMMED = {_bare(word): _bare(kept) for word, kept in _SAME.items() if word != "plane"}


def conflicts(wanted: Iterable[str], offered: Iterable[str]) -> tuple[str, ...]:
    """Where a sound is something else than what is asked for: "creak for slam", one a facet."""
    want, offer = set(wanted), set(offered)
    found = []
    for facet in FACETS:
        asked = sorted(name for name in facet if _bare(name) in want)
        given = sorted(name for name in facet if _bare(name) in offer)
        fits = any(_bare(word) in offer for name in asked for word in facet[name])
        if asked and given and not fits:
            found.append(f"{given[0]} for {asked[0]}")
    return tuple(found)


@dataclass(frozen=True)
class Vocabulary:
    """How rare each word is among a library's files."""

    files: int
    counts: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Vocabulary:
        counts: Counter[str] = Counter()
        for document in documents:
            counts.update(set(document))
        return cls(len(documents), counts)

    def weight(self, word: str) -> float:
        """Inverse document frequency, smoothed; a word that no file has is as rare as can be."""
        return 1.0 + math.log((1 + self.files) / (1 + self.counts.get(word, 0)))

    def similarity(self, wanted: Sequence[str], offered: Sequence[str]) -> float:
        """0 to 1: cosine of words and of trigrams.

        Words of the script that no file of the library has cannot tell its files apart and
        are left out, so that a long description is no worse a question than a short one.
        """
        known = [word for word in wanted if word in self.counts]
        words = _cosine(self._weighted(known), self._weighted(offered))
        letters = _cosine(_trigrams(wanted), _trigrams(offered))
        return 0.75 * words + 0.25 * letters

    def _weighted(self, words: Sequence[str]) -> dict[str, float]:
        return {word: (1 + math.log(n)) * self.weight(word) for word, n in Counter(words).items()}


def _trigrams(words: Sequence[str]) -> dict[str, float]:
    found: Counter[str] = Counter()
    for word in set(words):
        padded = f" {word} "
        found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return {gram: float(n) for gram, n in found.items()}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if not a or not b:
        return 0.0
    dot = math.fsum(value * b[key] for key, value in a.items() if key in b)
    size = math.sqrt(math.fsum(v * v for v in a.values()) * math.fsum(v * v for v in b.values()))
    return dot / size if size else 0.0

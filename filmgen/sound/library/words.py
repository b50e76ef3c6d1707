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
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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


def conflicts(wanted: Iterable[str], offered: Collection[str]) -> tuple[str, ...]:
    """Where a sound is something else than what is asked for: "creak for slam", one a facet."""
    found = []
    for facet, asked in _asked(frozenset(wanted)):
        given = [name for name in facet if _bare(name) in offered]
        fits = any(_bare(word) in offered for name in asked for word in facet[name])
        if given and not fits:
            found.append(f"{min(given)} for {asked[0]}")
    return tuple(found)


@lru_cache(maxsize=256)
def _asked(
    wanted: frozenset[str],
) -> tuple[tuple[Mapping[str, frozenset[str]], tuple[str, ...]], ...]:
    """The facets that words ask for something of, and what."""
    named = ((f, tuple(sorted(name for name in f if _bare(name) in wanted))) for f in FACETS)
    return tuple((facet, asked) for facet, asked in named if asked)


@dataclass(frozen=True)
class Vector:
    """A text as its words weigh in a vocabulary, and as its letters stand together."""

    words: Mapping[str, float]
    letters: Mapping[str, float]
    words_size: float
    letters_size: float


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

    def vector(self, text: Sequence[str], *, known: bool = False) -> Vector:
        """Weigh a text.

        Args:
            known: leave out words that no file has: they cannot tell files apart, and a long
                description is then no worse a question than a short one.
        """
        counted = Counter(word for word in text if not known or word in self.counts)
        words = {word: (1 + math.log(n)) * self.weight(word) for word, n in counted.items()}
        letters: Counter[str] = Counter()
        for word in set(text):
            padded = f" {word} "
            letters.update(padded[i : i + 3] for i in range(len(padded) - 2))
        return Vector(words, letters, _size(words), _size(letters))


def similarity(a: Vector, b: Vector) -> float:
    """0 to 1: cosine of words and of trigrams."""
    words = _dot(a.words, b.words) / (a.words_size * b.words_size or 1.0)
    letters = _dot(a.letters, b.letters) / (a.letters_size * b.letters_size or 1.0)
    return 0.75 * words + 0.25 * letters


def _size(vector: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(value * value for value in vector.values()))


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    # fsum: the order of a set's members differs from process to process.
    return math.fsum(value * b[key] for key, value in a.items() if key in b)

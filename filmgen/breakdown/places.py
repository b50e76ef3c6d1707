"""Where each scene happens: settings that return as the same set, and headings that are shots.

A forced heading such as ".THE MAZDA" or ".BACK IN THE APARTMENT" is no new place: it goes
on in the scene around it, in a narrower place, or returns to one seen before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.cast import Cast, Mention
from filmgen.breakdown.characters import scene_text
from filmgen.breakdown.model import Setting
from filmgen.breakdown.prose import collapse, sentences
from filmgen.screenplay.model import PlaceKind, Scene, Screenplay, TimeOfDay

_WORDS_LIMIT = 2000
_TITLES = re.compile(r"\b(?:TITLES?|TITLE CARD|CREDITS|TITLE SEQUENCE|CARD|ТИТРЫ)\b|片头|字幕")
_SCREEN = re.compile(
    r"\bON (?:THE |A )?(TV|TELEVISION|SCREEN|MONITOR|COMPUTER|PHONE|LAPTOP|VIDEO)\b"
)
_BACK = re.compile(r"^BACK (?:ON|TO|IN|INSIDE|OUTSIDE|AT|WITH)\b")
_INSIDE = re.compile(r"\b(?:INSIDE|BACK INSIDE)\b")
_OUTSIDE = re.compile(r"\b(?:OUTSIDE)\b")
_POV = re.compile(r"\bP\.?O\.?V\b")
_WEATHER: tuple[tuple[str, str], ...] = (
    ("storm",
        r"\b(?:storm|thunderstorm|blizzard|hurricane|typhoon|tempest|gale)\b|гроза|буря|暴风|"
        r"雷雨(?![衣伞鞋靴])(?![刚已]?停)"),
    ("rain",
        r"\b(?:rain(?!bow|coat|forest| check)(?:s|ing|y|fall|drops?)?|drizzl\w+|downpour|"
        r"pouring)\b|дожд|雨"),
    ("snow", r"\b(?:snow(?!\s*(?:white|globe)|man|ball)(?:s|ing|y|fall|flakes?|drifts?)?)\b|"
        r"снег|雪"),
    ("fog", r"\b(?:fog(?! lights?)(?:gy)?|mist(?:y)?|haze of (?:fog|mist))\b|туман|雾"),
    ("wind",
        r"\b(?:windy|wind (?:blows|howls|whips|rises|gusts|rattles|tears)|(?:the|a) wind|"
        r"gusts? of wind)\b|ветер|风"),
    ("clear",
        r"\b(?:sun(?:ny|shine)|sun is shining|blue sk(?:y|ies)|clear (?:sky|day|night)|"
        r"gorgeous day|cloudless)\b|солнц|阳光"),
)  # fmt: skip
_WEATHER_RE = tuple((k, re.compile(p, re.IGNORECASE)) for k, p in _WEATHER)
_NO_WEATHER = re.compile(
    r"\b(?:sparks?|ash|ashes|embers|debris|bullets|blows|no|not|without|never|stops?|"
    r"stopped|has (?:ended|cleared)|burn(?:ed|t)? off|painting of|"
    r"photo(?:graph)? of|pouring (?:in|out|from|a|the|him|her|coffee|tea|over)|like|as if)\b",
    re.IGNORECASE,
)


class HeadingKind(StrEnum):
    """What a heading is to the camera."""

    PLACE = "place"
    SUBPLACE = "sub-place"
    SHOT = "shot"
    SCREEN = "screen"
    TITLES = "titles"


@dataclass(frozen=True)
class Place:
    """A scene's place in the film.

    Attributes:
        returning: this set was seen before.
        continues: the scene goes on from the one before it (same people, same time).
        shown_words: words of the heading that are themselves picture: "THE MAZDA".
        group: the same number for scenes that continue one another.
    """

    setting: Setting
    kind: HeadingKind
    returning: bool
    continues: bool
    shown_words: str
    group: int


def weather_of(text: str) -> str:
    """The weather the words state, "" if none; denied weather counts as none."""
    for sentence in sentences(text):
        for kind, pattern in _WEATHER_RE:
            match = pattern.search(sentence)
            if match and not _NO_WEATHER.search(
                sentence[max(0, match.start() - 30) : match.end() + 32]
            ):
                return kind
    return ""


def _names_weather(text: str) -> bool:
    words = collapse(text)
    return any(pattern.search(words) for _, pattern in _WEATHER_RE)


def place_scenes(screenplay: Screenplay, cast: Cast) -> tuple[Place, ...]:
    """One `Place` for each scene, in order."""
    return _Placer(cast).run(screenplay.scenes)


class _Placer:
    """Walks the scenes once, remembering the places seen."""

    def __init__(self, cast: Cast) -> None:
        self.mentions = cast.mentions
        self.enter = cast.enter
        self.masked = cast.masked
        self.homes: dict[str, str] = {}
        self.by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.seen: set[tuple[str, PlaceKind]] = set()
        self.group = 0
        self.recent: list[tuple[Setting, str]] = []
        self.history: dict[tuple[str, PlaceKind], Setting] = {}
        self.base: Setting | None = None

    def run(self, scenes: tuple[Scene, ...]) -> tuple[Place, ...]:
        drafts = [self._place(scene) for scene in scenes]
        said: dict[tuple[str, PlaceKind], list[str]] = defaultdict(list)
        lengths: dict[tuple[str, PlaceKind], int] = defaultdict(int)
        texts = [scene_text(scene) for scene in scenes]
        for draft, text in zip(drafts, texts, strict=True):
            spot = (draft.setting.key, draft.setting.place)
            for sentence in sentences(text):
                if lengths[spot] + len(sentence) <= _WORDS_LIMIT:
                    said[spot].append(sentence)
                    lengths[spot] += len(sentence) + 1
        joined = {spot: " ".join(parts) for spot, parts in said.items()}
        weather: dict[int, str] = {}
        for draft, text in zip(drafts, texts, strict=True):
            # Most scenes name no weather: they need not be taken apart to find none.
            if not weather.get(draft.group) and _names_weather(text):
                weather[draft.group] = weather_of(self.masked(text))
        return tuple(self._finish(d, joined, weather.get(d.group, "")) for d in drafts)

    @staticmethod
    def _finish(place: Place, joined: dict[tuple[str, PlaceKind], str], weather: str) -> Place:
        s = place.setting
        setting = Setting(s.key, s.place, s.location, s.sublocation, s.time_of_day, weather,
                          joined.get((s.key, s.place), ""))  # fmt: skip
        return Place(
            setting, place.kind, place.returning, place.continues, place.shown_words, place.group
        )

    def _place(self, scene: Scene) -> Place:
        heading = scene.heading
        self.enter(scene.index)
        text = heading.text.strip().rstrip(",.:")
        loose = heading.place is PlaceKind.UNSPECIFIED and heading.forced and self.base is not None
        if (
            heading.place is PlaceKind.UNSPECIFIED
            and _TITLES.search(text.upper())
            and not heading.omitted
        ):
            setting = self.base or Setting(
                "TITLES", PlaceKind.UNSPECIFIED, "TITLES", "", TimeOfDay.UNSPECIFIED
            )
            return Place(setting, HeadingKind.TITLES, True, False, "", self.group)
        if loose:
            return self._loose(scene, text)
        location = self._canonical(heading.location or text.upper())
        sub = " / ".join(heading.sublocations)
        key = " / ".join(p for p in (location, sub) if p) or "UNNAMED PLACE"
        setting = Setting(key, heading.place, location, sub, heading.time_of_day)
        if not heading.omitted:
            self.group += 1
            self.base = setting
            self.recent = []
        return self._note(scene, setting, HeadingKind.PLACE, continues=False, shown="")

    def _note(
        self, scene: Scene, setting: Setting, kind: HeadingKind, *, continues: bool, shown: str
    ) -> Place:
        spot = (setting.key, setting.place)
        returning = spot in self.seen
        if not scene.heading.omitted:
            self.seen.add(spot)
            self.history[spot] = setting
            owner = re.match(r"^[^\s]+['’]S(?= )", setting.location)
            if owner:
                self.homes[owner[0]] = setting.location
            self.recent.append((setting, f"{scene.heading.text} {scene_text(scene)}".upper()))
        return Place(setting, kind, returning, continues, shown, self.group)

    def _canonical(self, location: str) -> str:
        """The first name this place went by: "RM 412" is "PALACE HOTEL RM 412" again.

        Only names with an owner or a number are matched: "HALLWAY" may be any hallway.
        """
        tokens = re.findall(r"[^\s,]+", location.upper())
        if not tokens:
            return location.upper()
        marks = [t for t in tokens if re.search(r"['’]S?$|\d", t)]
        for mark in marks:
            for known in self.by_ends.get((mark, tokens[-1]), ()):
                there = re.findall(r"[^\s,]+", known)
                if _subsequence(tokens, there) or _subsequence(there, tokens):
                    return known
        for mark in marks:
            self.by_ends[mark, tokens[-1]].append(location.upper())
        return location.upper()

    def _loose(self, scene: Scene, text: str) -> Place:
        """A forced heading inside a scene."""
        base = self.base
        assert base is not None  # `loose` is only set once a place is known
        upper = text.upper()
        here = self.recent[-1][0] if self.recent else base
        if _SCREEN.search(upper):
            return self._note(scene, here, HeadingKind.SCREEN, continues=True, shown="")
        if _POV.search(upper):
            return self._note(scene, here, HeadingKind.SHOT, continues=True, shown="")
        if _OUTSIDE.search(upper) or _INSIDE.search(upper):
            out = bool(_OUTSIDE.search(upper))
            kind = PlaceKind.EXTERIOR if out else PlaceKind.INTERIOR
            setting = Setting(
                base.key, kind, base.location, base.sublocation, scene.heading.time_of_day
            )
            return self._note(scene, setting, HeadingKind.SUBPLACE, continues=True, shown="")
        named = self.mentions(text)
        noun = next(
            (w for w in reversed(re.findall(r"\w+", upper)) if w.lower() in lex.PLACE_NOUNS), ""
        )
        back = _BACK.match(upper)
        if back and noun:
            known = next((s for k, s in self._known(noun)), None)
            if known:
                return self._note(scene, known, HeadingKind.SUBPLACE, continues=True, shown="")
        sub = (
            re.search(r"\b(?:IN|AT) (?:THE )?([^,.]*\b" + (noun or "~") + r"\b)", upper)
            if noun
            else None
        )
        article = re.match(r"^(?:A|AN) ", upper)
        possessor_only = noun and not article and all(m.possessive for m in named)
        if noun and (sub or possessor_only) and not back:
            name = sub[1].strip() if sub else re.sub(r"^(?:THE|A|AN) ", "", upper)
            setting = self._inside(base, scene, name, noun)
            people = re.search(
                r"\b(?:PAIR|TWO|BOTH|MEN|WOMEN|COUPLE|GANG|CROWD|FAMILY|OTHERS)\b", upper
            )
            shown = text if (named and not possessor_only) or people else ""
            return self._note(scene, setting, HeadingKind.SUBPLACE, continues=True, shown=shown)
        if re.match(r"^(?:AT|IN|BY|UNDER|ON|FROM) ", upper) and not named and noun:
            setting = self._inside(base, scene, upper, noun)
            return self._note(scene, setting, HeadingKind.SUBPLACE, continues=True, shown=text)
        setting = self._where_seen(upper, named) or here
        shown = "" if back and not named else text
        return self._note(scene, setting, HeadingKind.SHOT, continues=True, shown=shown)

    def _inside(self, base: Setting, scene: Scene, name: str, noun: str) -> Setting:
        """A narrower place, interior or exterior as its noun says, else as the scene around it."""
        outside = noun.lower() in [
            "overlook",
            "street",
            "road",
            "garden",
            "yard",
            "patio",
            "porch",
            "roof",
            "rooftop",
            "park",
            "forest",
            "beach",
            "hill",
            "hillside",
        ]
        inside = noun.lower() in [
            "kitchen",
            "bedroom",
            "bathroom",
            "hallway",
            "hall",
            "office",
            "attic",
            "basement",
            "elevator",
        ]
        place = PlaceKind.EXTERIOR if outside else PlaceKind.INTERIOR if inside else base.place
        owned = re.match(r"^[^\s]+['’]S ", name)
        if owned and not re.search(r"\b" + re.escape(owned[0].strip()) + r"\b", base.location):
            location = self.homes.get(owned[0].strip(), base.location)
        else:
            location = base.location
        sub = re.sub(r"^[^\s]+['’]S ", "", name)
        return Setting(f"{location} / {sub}", place, location, sub, scene.heading.time_of_day)

    def _known(self, noun: str) -> list[tuple[str, Setting]]:
        """Places of this script with that noun in their name, nearest first."""

        def named(s: Setting) -> bool:
            return (s.sublocation or s.location).split()[-1:] == [noun]

        found = [(text, s) for s, text in reversed(self.recent) if named(s)]
        return found or [(s.key, s) for s in reversed(self.history.values()) if named(s)][:1]

    def _where_seen(self, upper: str, named: list[Mention]) -> Setting | None:
        """The latest place of this sequence in which the thing or person was named."""
        wanted = [m.name for m in named] or [
            w for w in re.findall(r"[^\W\d_]{3,}", upper) if w.lower() not in lex.NOT_NAMES
        ][:2]
        for setting, text in reversed(self.recent):
            if any(re.search(rf"\b{re.escape(w)}\b", text) for w in wanted):
                return setting
        return None


def _subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(token in rest for token in short)

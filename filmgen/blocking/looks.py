"""How each character looks, through the whole film.

The script's own words decide first ("a tall woman in a red coat, 60s"); what they leave open
comes from the name. People who share a scene must be told apart at thumbnail size: of several
draws from the name the first is taken that differs enough in tones, hair, height and marker.
"""

from __future__ import annotations

import re
from dataclasses import replace

from filmgen.blocking.chance import between, fraction, number, pick
from filmgen.blocking.model import Look
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.sound.cast.names import presumed_gender

_TONES = {
    "black": 0.06, "dark": 0.14, "navy": 0.16, "brown": 0.28, "burgundy": 0.25, "red": 0.38,
    "green": 0.4, "blue": 0.36, "purple": 0.32, "grey": 0.55, "gray": 0.55, "orange": 0.6,
    "pink": 0.75, "tan": 0.68, "beige": 0.75, "khaki": 0.65, "yellow": 0.82, "cream": 0.9,
    "silver": 0.8, "golden": 0.75, "gold": 0.75, "white": 0.95, "pale": 0.9, "bright": 0.8,
}  # fmt: skip
_GARMENTS = (
    ("coat", r"(?:over|rain|trench|fur |lab )?coat|cloak|parka|robe|hakama|kimono|poncho"),
    ("uniform", r"uniform|guard|officer|policeman|policewoman|cop|soldier|nurse|pilot|fireman|"
     r"firefighter|sergeant|captain|colonel|general|private|marine|mailman|sheriff|deputy|bellhop"),
    ("suit", r"suits?|tuxedo|jacket and tie|lawyer|banker|executive|director|agent|boss|"
     r"businessman|president|senator|newscaster|anchor|detective|waiter|butler"),
    ("dress", r"dress|gown|nightgown"),
    ("skirt", r"skirt|secretary|receptionist|schoolgirl|waitress"),
    ("sweater", r"sweater|jumper|pullover|hoodie|cardigan|turtleneck"),
    ("shirt", r"t-shirt|shirt|tank top|jeans|overalls"),
)  # fmt: skip
_HEADWEAR = (
    ("helmet", r"helmet|soldier|fireman|firefighter|astronaut"),
    ("cap", r"cap|cop|policeman|policewoman|officer|guard|mailman|driver|bellhop|sergeant|captain"),
    ("hood", r"hood|hooded|hoodie|monk|veil"),
    ("hat", r"hat|fedora|stetson|bowler|cowboy|sheriff|bonnet"),
)
_HAIR = (
    ("bald", r"bald|hairless|shaved head|balding"),
    ("curly", r"curls?|curly|afro|frizzy"),
    ("ponytail", r"pony ?tail|braids?|pigtails?"),
    ("bun", r"bun|hair up|chignon"),
    ("long", r"long hair|long-haired|flowing hair|long blonde"),
    ("short", r"short hair|crew cut|crewcut|cropped"),
)


_NOT_BODIES = re.compile(
    r"\b(?:boy|girl) band\b|\btoo (?:big|small|short|tall)\b|\b"
    r"(?:round|thick|heavy|big|thin|"
    r"small|little)"
    r"(?=,? (?:\w+ )?(?:glasses|spectacles|eyes?|coat|boots?|bag|case|suitcase|box|hat|face|"
    r"moustache|mustache|beard|scarf|sweater|nose|ears?|hands?|voice|smile)\b)|"
    r"\b(?:short|long|thin|thick)(?= (?:\w+ )?(?:beard|moustache|mustache|coat|skirt|dress|scarf))"
)
"""Words of size that are said of things, not of the person."""


def look_of(note: CharacterNote, draw: int = 0) -> Look:
    """One character's look: words first, the rest from the name and the number of the draw."""
    if note.species != "human":
        return _animal(note, draw)
    words = _NOT_BODIES.sub(" ", f"{note.name} {note.description}".lower())
    name = note.name
    gender = presumed_gender(name, note)
    age = note.age_years if note.age_years is not None else _age(words, name)
    child = age < 15
    hair = _first(_HAIR, words) or _hair(gender, age, name, draw)
    garment = _first(_GARMENTS, words) or _garment(gender, child, name, draw)
    headwear = _first(_HEADWEAR, words)
    beard, glasses = "", bool(re.search(r"\b(?:glasses|spectacles|bespectacled)\b", words))
    if gender != "female" and not child:
        if re.search(r"\bmo?ustach", words):
            beard = "moustache"
        elif re.search(r"\b(?:beard|bearded|unshaven|stubble)", words):
            beard = "beard"
    if not (headwear or beard or glasses or child):
        marker = pick(("", "", "hat", "glasses", "beard", "moustache"), name, draw, "marker")
        if marker == "glasses":
            glasses = True
        elif marker == "hat" and garment in ("coat", "suit"):
            headwear = "hat"
        elif marker in ("beard", "moustache") and gender != "female":
            beard = marker
    # Few steps far apart: a thumbnail tells black from grey, not grey from grey.
    top = _tone_near(words, _GARMENTS) or pick((0.1, 0.28, 0.5, 0.7, 0.9), name, draw, "tone")
    bottom = between(0.1, 0.7, name, draw, "bottom")
    if garment in ("suit", "coat", "uniform", "dress"):
        bottom = top if garment != "coat" else min(bottom, 0.45)
    elif abs(bottom - top) < 0.18:
        bottom = top - 0.3 if top > 0.45 else top + 0.3
    hair_tone = _tone_near(words, _HAIR) or _hair_tone(words, age, name, draw)
    return Look(
        height_m=round(_height(words, gender, age, name, draw), 3),
        build=round(_build(words, name, draw), 3),
        gender=gender,
        age_years=age,
        hair=hair,
        hair_tone=round(hair_tone, 3),
        skin_tone=round(between(0.62, 0.95, name, "skin"), 3),
        beard=beard,
        glasses=glasses,
        garment=garment,
        top_tone=round(top, 3),
        bottom_tone=round(bottom, 3),
        headwear=headwear,
    )


def cast_looks(shots: ShotList) -> dict[str, Look]:
    """A look for every character of the film, those who meet distinct from each other.

    Characters who appear in shots without a note get one from their name alone.
    """
    notes: dict[str, CharacterNote] = {note.name: note for note in shots.characters}
    meets: dict[str, set[str]] = {}
    scenes: dict[int, list[str]] = {}
    for shot in shots.shots:
        here = scenes.setdefault(shot.scene_index, [])
        for name in (*shot.present, *shot.subjects, shot.over, *(n for n, _ in shot.sides)):
            if name:
                notes.setdefault(name, CharacterNote(name))
                if name not in here:
                    here.append(name)
    for names in scenes.values():
        for name in names:
            meets.setdefault(name, set()).update(names)
    looks: dict[str, Look] = {}
    # In an order of their own, not of appearance: a scene put in front of the film must not
    # make others give way.
    for name, note in sorted(notes.items(), key=lambda item: (number(item[0], "turn"), item[0])):
        others = [looks[n] for n in meets.get(name, ()) if n in looks]
        draws = [look_of(note, draw) for draw in range(24)]
        good = (d for d in draws if all(_apart(d, o) >= _ENOUGH for o in others))
        best = next(good, None)
        if best is None:
            best = max(draws, key=lambda d: min((_apart(d, o) for o in others), default=9.0))
        looks[name] = best
    return looks


_ENOUGH = 1.5
"""How far apart two looks must be that share a scene."""


def _apart(a: Look, b: Look) -> float:
    """How well two looks are told apart at thumbnail size."""
    if a.species != b.species:
        return 9.0
    score = 1.6 * abs(a.top_tone - b.top_tone) + 0.8 * abs(a.hair_tone - b.hair_tone)
    score += 0.4 * (a.hair != b.hair) + 0.3 * (a.headwear != b.headwear)
    score += 0.25 * (a.beard != b.beard) + 0.25 * (a.glasses != b.glasses)
    score += 0.4 * (a.garment != b.garment) + 2.0 * abs(a.height_m - b.height_m)
    return score + 0.5 * abs(a.build - b.build)


def _first(table: tuple[tuple[str, str], ...], words: str) -> str:
    for value, pattern in table:
        if re.search(rf"\b(?:{pattern})\b", words):
            return value
    return ""


def _tone_near(words: str, table: tuple[tuple[str, str], ...]) -> float | None:
    """The tone word right before one of a table's words: "a red coat"."""
    for _, pattern in table:
        found = re.search(rf"\b({'|'.join(_TONES)})\W+(?:\w+\W+)?(?:{pattern})\b", words)
        if found:
            return _TONES[found[1]]
    return None


def _age(words: str, name: str) -> int:
    for pattern, years in (
        (r"baby|toddler", 2), (r"child|kid|little (?:boy|girl)|boy|girl scout", 9),
        (r"teen(?:ager)?|schoolgirl|schoolboy", 15), (r"young|student", 23),
        (r"grand(?:mother|father|ma|pa)|elderly|old (?:man|woman|lady)|ancient", 74),
        (r"retired|aging|grey-haired|gray-haired|white-haired", 64), (r"middle-aged", 50),
    ):  # fmt: skip
        if re.search(rf"\b(?:{pattern})\b", words):
            return years
    return round(between(26, 52, name, "age"))


def _hair(gender: str, age: int, name: str, draw: int) -> str:
    if gender == "female":
        return pick(("long", "bun", "ponytail", "curly", "long", "short"), name, draw, "hair")
    options: tuple[str, ...] = ("short", "parted", "short", "curly", "parted")
    if age > 40:
        options = ("short", "parted", "bald", "parted", "curly", "short")
    return pick(options, name, draw, "hair")


def _hair_tone(words: str, age: int, name: str, draw: int) -> float:
    for pattern, tone in (
        (r"blond|fair-haired", 0.8), (r"white-haired|white hair", 0.95),
        (r"gr[ea]y-haired|gr[ea]y hair", 0.7), (r"redhead|red-haired|ginger", 0.42),
        (r"brunette|dark-haired|raven", 0.08),
    ):  # fmt: skip
        if re.search(pattern, words):
            return tone
    if age >= 60:
        return between(0.65, 0.95, name, "grey")
    return pick((0.05, 0.1, 0.22, 0.36, 0.75), name, draw, "hair tone")


def _garment(gender: str, child: bool, name: str, draw: int) -> str:
    if child:
        return pick(("sweater", "shirt", "dress" if gender == "female" else "shirt"), name, "wear")
    # A long coat is a marker, not what half of a cast wears indoors.
    options: tuple[str, ...] = ("shirt", "suit", "sweater", "shirt", "sweater", "coat", "shirt")
    if gender == "female":
        options = ("dress", "skirt", "sweater", "shirt", "skirt", "suit", "dress", "coat")
    return pick(options, name, draw, "garment")


def _height(words: str, gender: str, age: int, name: str, draw: int) -> float:
    grown = 1.64 if gender == "female" else 1.77
    height = grown + between(-0.08, 0.08, name, draw, "height")
    if age < 18:
        height = 0.5 + (grown - 0.5) * (max(age, 1) / 18.0) ** 0.72
    elif age > 70:
        height -= 0.05
    if re.search(r"\b(?:tall|towering|giant|huge|lanky|hulking)\b", words):
        height += 0.13
    if re.search(r"\b(?:short|tiny|small|petite|diminutive|little)\b", words):
        height -= 0.11
    return height


def _build(words: str, name: str, draw: int) -> float:
    if re.search(r"\b(?:fat|heavy|obese|stout|burly|big|hulking|huge|chubby|round)\b", words):
        return between(1.22, 1.35, name, "build")
    if re.search(r"\b(?:thin|skinny|slim|slender|lanky|wiry|gaunt|petite|bony)\b", words):
        return between(0.80, 0.86, name, "build")
    return between(0.88, 1.16, name, draw, "build")


def _animal(note: CharacterNote, draw: int) -> Look:
    height = {"dog": 0.68, "cat": 0.36, "horse": 2.1, "bird": 0.3}.get(note.species, 0.6)
    tone = 0.15 + 0.7 * fraction(note.name, draw, "coat")
    base = Look(species=note.species, gender="", hair="short", garment="", age_years=5)
    return replace(
        base,
        height_m=round(height * between(0.85, 1.15, note.name, "height"), 3),
        hair_tone=round(tone, 3),
        skin_tone=round(tone, 3),
        top_tone=round(tone, 3),
        bottom_tone=round(tone, 3),
    )

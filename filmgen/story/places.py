"""Where and when a logline plays, found by code, and the slug line made of it."""

from __future__ import annotations

import re

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import is_cjk
from filmgen.screenplay.model import TimeOfDay
from filmgen.story.model import Kind, Setting, Time

_MORE_PLACES = word_set(
    "lighthouse bakery ranch saloon trench submarine spaceship spacecraft shuttle capsule "
    "outpost colony greenhouse observatory monastery convent temple mosque synagogue crypt vault "
    "laundromat salon barbershop pharmacy supermarket market bazaar carnival circus fairground "
    "zoo vineyard orchard swamp marsh jungle island canyon cliff glacier volcano crater planet "
    "train ship boat ferry yacht plane bus taxi truck carriage car elevator lift bunker shelter "
    "attic treehouse playground sandbox pool stadium arena ring dugout locker-room courthouse "
    "embassy mine quarry sawmill mill shipyard dockyard depot junkyard scrapyard landfill "
    "laboratory lab clinic asylum orphanage dormitory campus auditorium backstage casino "
    "nightclub club speakeasy brewery distillery winery kitchen pawnshop bookshop bookstore "
    "florist's bus-stop crossroads checkpoint border frontier battlefield camp campsite campfire "
    "fort castle dungeon throne-room ballroom penthouse loft studio booth confessional rectory "
    "vicarage parsonage inn tavern roadhouse gas-station toll-booth tollbooth phone-booth "
    "cable-car gondola ferris-wheel roller-coaster trailer-park rooftop iceberg ice oasis dune "
    "shipwreck wreck raft lifeboat space-station station village town city suburb cul-de-sac "
    "graveyard mausoleum funeral-home crematorium prison-cell death-row courtroom jury-room "
    "newsroom darkroom boardroom storeroom boiler-room engine-room control-room waiting-room "
    "emergency-room operating-room intensive-care ward hospice restroom toilet sauna bathhouse "
    "spa gym dojo rink ice-rink ski-lift chalet igloo yurt teahouse noodle-shop food-truck "
    "workshop forge smithy stall kiosk newsstand archive basement wine-cellar root-cellar silo "
    "lodge block hostel motel resort freighter cruiser tanker liner trawler steamer barge "
    "hayloft henhouse kennel stable pasture prairie plains steppe tundra savannah outback"
)
_PLACES = lex.PLACE_NOUNS | _MORE_PLACES
_OUTSIDE = word_set(
    "garden yard backyard patio porch terrace roof rooftop street alley road highway bridge square "
    "plaza park forest woods field meadow beach shore pier dock harbor harbour sea ocean lake "
    "river hill hillside mountain desert cemetery graveyard driveway overlook lot courtyard deck "
    "vineyard orchard swamp marsh jungle island canyon cliff glacier volcano crater playground "
    "sandbox stadium quarry shipyard dockyard junkyard scrapyard landfill crossroads checkpoint "
    "border frontier battlefield camp campsite campfire iceberg ice oasis dune raft lifeboat "
    "village pasture prairie plains steppe tundra savannah outback trench market fairground "
    "wreck bus-stop newsstand"
)
_INSIDE = _PLACES - _OUTSIDE - word_set("planet town city colony ranch farm camp fort zoo castle")
_BEFORE = (
    "in at on inside outside aboard near under underneath beneath atop beside by through across "
    "behind within into onto from around over along of"
)
_PREPOSITIONS = word_set(_BEFORE)
_WORD = re.compile(r"[\w'’-]+|[^\w\s]")
_DETERMINERS = word_set("the a an his her their its this another every one my our your")
_BREAKS = (
    word_set(
        "and or but who that which to is as with for whose where when while he she they his her"
    )
    | _PREPOSITIONS
    | _DETERMINERS
)
_OF_NEVER = word_set("ring car house home ice town city country")
_MENTIONED_NEVER = word_set("ring ice lift stall club mill mine ward inn home set stage camp deck")
_PROPER = re.compile(
    r"\b(?:in|at|on|near|outside|inside|aboard|off)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w-]+){0,2})"
)
_TIME_SIGNS: dict[Time, str] = {
    "DAWN": r"\b(?:dawn|sunrise|daybreak|first light)\b|рассвет|黎明|清晨|amanecer|aube"
    r"|morgengrauen",
    "DUSK": r"\b(?:dusk|sunset|sundown|twilight)\b|закат|黄昏|傍晚|atardecer|crépuscule|dämmerung",
    "NIGHT": r"\b(?:midnight|nights?|tonight|night-shift|overnight|evening|late shift|halloween"
    r"|new year's eve)\b|ноч|夜|晚|noche|nuit|nacht",
    "DAY": r"\b(?:morning|noon|afternoon|midday|lunch|breakfast|daylight|recess)\b|утр|полдень"
    r"|早|上午|下午|中午|mañana|matin|\bmidi\b|\bmittags?\b",
}
_TIMES = {time: re.compile(signs, re.IGNORECASE) for time, signs in _TIME_SIGNS.items()}
_SMALL_HOURS = re.compile(
    r"\b(?:one|two|three|four|[1-4](?::\d\d)?)(?: o'clock)? (?:in the morning|a\.?m\b)",
    re.IGNORECASE,
)
_OUT_WORDS = re.compile(
    r"\b(?:(?<!from )outside|outdoors|under the stars|open sea)\b", re.IGNORECASE
)
"""A knock from outside is heard inside."""


def find_places(logline: str) -> tuple[str, ...]:
    """Places that a logline names, best first, as it names them: "night train", "lighthouse".

    A place after a preposition comes before one only mentioned ("a lighthouse keeper"), and a
    proper name before neither. Empty where nothing is found, or the language is not English.
    """
    if is_cjk(logline):
        return ()
    found: dict[str, None] = {}
    for phrase in _after_prepositions(logline):
        found.setdefault(phrase)
    for place in _mentioned(logline):
        if not any(place.split()[-1] in known.lower().split() for known in found):
            found.setdefault(place)
    for match in _PROPER.finditer(logline):
        name = re.sub(r"['’]s$", "", match[1])
        inside = any(name.lower() in known.lower() for known in found)
        if not inside and match[1] == name and not _is_time(name):
            found.setdefault(name)
    return tuple(found)[:4]


def find_time(logline: str) -> Time | None:
    """The time of day a logline states, or None."""
    if _SMALL_HOURS.search(logline):
        return "NIGHT"
    return next((time for time, pattern in _TIMES.items() if pattern.search(logline)), None)


def kind_of(place: str, logline: str = "") -> Kind | None:
    """Inside or outside as the noun of the place says; None where it may be either."""
    words = place.lower().replace("-", " ").split()
    if not words:
        return None
    last = lex.singular(words[-1])
    if last in _OUTSIDE or words[-1] in _OUTSIDE:
        return "EXT"
    if _OUT_WORDS.search(logline):
        return "EXT"
    return "INT" if last in _INSIDE else None


_PREFIX = {"INT": {"zh": "内景", "ja": "屋内", "ru": "ИНТ."}, "EXT": {"zh": "外景", "ru": "НАТ."}}
_TIME_WORDS: dict[str, dict[str, str]] = {
    "zh": {"DAY": "日", "NIGHT": "夜", "DAWN": "黎明", "DUSK": "黄昏"},
    "ru": {"DAY": "ДЕНЬ", "NIGHT": "НОЧЬ", "DAWN": "РАССВЕТ", "DUSK": "ЗАКАТ"},
    "de": {"DAY": "TAG", "NIGHT": "NACHT", "DAWN": "MORGENGRAUEN", "DUSK": "ABEND"},
    "fr": {"DAY": "JOUR", "NIGHT": "NUIT", "DAWN": "AUBE", "DUSK": "CRÉPUSCULE"},
    "es": {"DAY": "DÍA", "NIGHT": "NOCHE", "DAWN": "AMANECER", "DUSK": "ATARDECER"},
}


def heading_text(setting: Setting, language: str) -> str:
    """The slug line of a setting, in the form of the language.

    >>> heading_text(Setting("INT", "lighthouse", "NIGHT"), "en")
    'INT. LIGHTHOUSE - NIGHT'
    """
    time = _TIME_WORDS.get(language, {}).get(setting.time, setting.time)
    prefix = _PREFIX[setting.kind].get(language, f"{setting.kind}.")
    place = clean_place(setting.place)
    if language == "zh":
        return f"{prefix} {place} {time}"
    return f"{prefix} {place.upper()} - {time}"


def clean_place(place: str) -> str:
    """A place as a heading can hold it: no slug words, no dashes, no markup, one line."""
    text = re.sub(r"[*_#\[\]<>{}()\\/|\"“”]+", " ", place)
    text = re.sub(
        r"^(?:int|ext|inside|outside|interior|exterior|the|a|an)\b[. ]*",
        "",
        text.strip(),
        flags=re.I,
    )
    text = re.sub(r"\s+[-–—]+\s+.*$|[.,;:!?。，！？].*$", "", text)
    return " ".join(text.split()).strip("-–— ") or place.strip() or "ROOM"


def time_of(light: TimeOfDay) -> Time | None:
    """A scene's resolved light as a setting's time."""
    by_light: dict[TimeOfDay, Time] = {
        TimeOfDay.DAY: "DAY", TimeOfDay.NIGHT: "NIGHT", TimeOfDay.DAWN: "DAWN",
        TimeOfDay.DUSK: "DUSK",
    }  # fmt: skip
    return by_light.get(light)


def _after_prepositions(logline: str) -> list[str]:
    """Noun phrases that end in a place and stand after a preposition, determiners off."""
    words = _WORD.findall(logline)
    low = [w.lower() for w in words]
    found = []
    for i, word in enumerate(low):
        if word not in _PREPOSITIONS:
            continue
        k = i + 1
        while k < len(low) and low[k] in _DETERMINERS:
            k += 1
        end = k
        while end < len(low) and end < k + 5 and low[end][0].isalnum() and low[end] not in _BREAKS:
            end += 1
        last = next((e for e in range(end - 1, k - 1, -1) if _is_place(_owned(low[e]))), None)
        if last is not None and (word != "of" or low[last] not in _OF_NEVER):
            found.append(_owned(" ".join(words[max(k, last - 2) : last + 1])))
    return found


def _is_place(word: str) -> bool:
    return word in _PLACES or lex.singular(word) in _PLACES


def _owned(words: str) -> str:
    """ "A radio station's life" is in a radio station."""
    return re.sub(r"['’]s$", "", words)


def _mentioned(logline: str) -> list[str]:
    """Places named without a preposition: "a lighthouse keeper", "the diner's last night"."""
    words = re.findall(r"[\w-]+(?:['’]\w+)?", logline)
    found = []
    for word in words:
        low = _owned(word.lower())
        if _is_place(low) and low not in _MENTIONED_NEVER:
            found.append(low)
    return found


def _is_time(name: str) -> bool:
    return bool(
        re.search(r"day$|mas$|Eve$|January|February|March|April|May|June|July|August|ber$", name)
    )

"""Which beds lie under a place: chosen from its heading, its weather, its hour and what happens.

Words choose, in English with some Russian and Chinese. The first bed is the place itself;
rooms always have their tone, so that no place is ever digitally silent; weather, fire and
people come on top, and what is outside comes through the walls. Three beds at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.breakdown.model import EffectCue, Setting
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from filmgen.sound.place_words import (
    CARS,
    HEIGHTS,
    HIGHWAYS,
    LAKES,
    LARGE,
    PLANES,
    SEAS,
    SHIPS,
    SMALL,
    STREAMS,
    STREETS,
    TRAINS,
    WOODS,
)

_MOST_BEDS = 3


@dataclass(frozen=True)
class BedChoice:
    """One layer of a place's ambience.

    Attributes:
        kind: of `synth.BEDS`.
        intensity: 0 to 1.
        gain_db: on top of the bed's natural level.
        parameters: the kind's knobs.
    """

    kind: str
    intensity: float
    gain_db: float = 0.0
    parameters: tuple[tuple[str, Any], ...] = ()


def beds_for(
    setting: Setting, words: str, effect_cues: Sequence[EffectCue]
) -> tuple[BedChoice, ...]:
    """The beds of a place, one to three, the place's own first, no kind twice.

    Args:
        setting: of the stretch of shots.
        words: their action text.
        effect_cues: their effect cues; fire and rain are heard.
    """
    place = f"{setting.location} {setting.sublocation}".lower()
    action = words.lower()
    night = setting.time_of_day == TimeOfDay.NIGHT
    inside = _is_inside(setting.place, place)
    layers = [*_fires(effect_cues)]
    if inside:
        layers = [*_rooms(place, action), *layers]
        layers += _crowds(action, inside=True)
        layers += _through_walls(setting, place, effect_cues, night=night)
    else:
        layers = [*_open_air(place, action, night=night), *layers]
        weather = _weather(setting, effect_cues)
        # Heavy weather is heard before birds and people are.
        layers = [*layers[:1], *weather, *layers[1:]]
        layers += _crowds(action, inside=False)
        if any(w.kind in ("rain", "storm") for w in weather):
            layers = [b for b in layers if b.kind not in ("forest", "night", "wind")]
    return _distinct(layers)


def _distinct(layers: Sequence[BedChoice]) -> tuple[BedChoice, ...]:
    """The first of each kind; one kind of crowd; fire always kept; three at most."""
    chosen: list[BedChoice] = []
    kinds: set[str] = set()
    for bed in layers:
        kind = "crowd" if bed.kind == "bar" else bed.kind
        if kind not in kinds:
            kinds.add(kind)
            chosen.append(bed)
    first, rest = chosen[:1], sorted(chosen[1:], key=lambda b: b.kind != "fire")
    return tuple((first + rest)[:_MOST_BEDS]) or (BedChoice("room", 0.5),)


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _is_inside(kind: PlaceKind, place: str) -> bool:
    if kind == PlaceKind.INTERIOR:
        return True
    if kind == PlaceKind.EXTERIOR:
        return False
    vehicles = f"{CARS}|{TRAINS}|{PLANES}"
    rooms = (
        r"\b(room|kitchen|hall\w*|office|house|apartment|bedroom|bathroom|lobby|door|inside|"
        r"bar)\b|комнат|кухн|квартир|房|厅|屋|室|家"
    )
    if _has(vehicles, place) or _has(rooms, place):
        return True
    outdoors = f"{STREETS}|{HIGHWAYS}|{SEAS}|{STREAMS}|{LAKES}|{WOODS}|{HEIGHTS}"
    return not _has(outdoors, place)


# place words, the bed they ask for
_NAMED_ROOMS: tuple[tuple[str, BedChoice], ...] = (
    (
        r"\b(restaurant|diner|caf[eé]|coffee shop|cafeteria|canteen|bistro|dining hall|"
        r"steakhouse)\b"
        r"|ресторан|кафе|столовая завода|餐厅|饭店|饭馆|咖啡",
        BedChoice("bar", 0.4, -2.0, (("cutlery", 1.0),)),
    ),
    (
        r"\b(bar|pub|saloon|tavern|night ?club|club|casino|speakeasy|brewery)\b|\bбар\b|паб|"
        r"клуб|酒吧|酒馆|夜总会|茶馆",
        BedChoice("bar", 0.6, 0.0),
    ),
    (
        r"\b(office|newsroom|precinct|bullpen|cubicle\w*|call cent(?:er|re)|bureau|squad room|"
        r"police station|headquarters)\b|офис|контор|редакц|办公室|写字楼|警察局",
        BedChoice("office", 0.5),
    ),
    (
        r"\b(hospital|ward|icu|emergency room|operating room|clinic|morgue|infirmary)\b|"
        r"больниц|палат|госпитал|医院|病房|手术",
        BedChoice("hospital", 0.5),
    ),
    (
        r"\b(factory|engine room|boiler room|power plant|mill|machine shop|laundromat|server room|"
        r"generator|assembly line|foundry|reactor|bridge of the|spaceship|starship|space station)\b"
        r"|завод|фабрик|котельн|цех|工厂|机房|车间",
        BedChoice("machine", 0.6, -2.0, (("clank", 0.4),)),
    ),
    (
        r"\b(train station|airport|terminal|mall|market|gallery|museum|stadium|arena|"
        r"ballroom|theat(?:er|re)|"
        r"auditorium|concert hall|lobby|casino floor|supermarket)\b|вокзал|аэропорт|рынок|"
        r"театр|火车站|机场|商场|市场|剧院",
        BedChoice("crowd", 0.3, -8.0, (("place", "inside"),)),
    ),
    (
        r"\b(classroom|school|courtroom|waiting room|church service)\b|класс\b|школ|教室|学校|法庭",
        BedChoice("crowd", 0.15, -12.0, (("place", "inside"),)),
    ),
)  # fmt: skip


def _rooms(place: str, action: str) -> list[BedChoice]:
    """What an interior sounds like by itself, its tone included."""
    standing = _has(
        r"\b(parked|idling|idles|stopped|pulls over|stakeout|engine off)\b", f"{place} {action}"
    )
    if _has(PLANES, place):
        return [BedChoice("aircraft", 0.6)]
    if _has(TRAINS, place) and not _has(r"\bstation\b|вокзал|站", place):
        return [BedChoice("train", 0.6)]
    if _has(CARS, place) and not _has(r"\b(wash|dealership|park|garage)\b|мастерск", place):
        return [
            BedChoice(
                "car", 0.5, -4.0 if standing else 0.0, (("speed", 0.0 if standing else 0.55),)
            )
        ]
    size = "large" if _has(LARGE, place) else "small" if _has(SMALL, place) else "medium"
    tone = BedChoice("room", 0.5, 0.0, (("size", size),))
    if _has(SHIPS, place) and not _has(r"\bengine room\b", place):
        return [tone, BedChoice("sea", 0.4, -8.0, (("muffled", 0.8),))]
    beds = [tone]
    for pattern, bed in _NAMED_ROOMS:
        if _has(pattern, place):
            beds.append(bed)
            break
    if (
        _has(r"\b(clock|grandfather clock|ticks|ticking)\b|часы тик|тика[ею]т|钟", action)
        and len(beds) == 1
    ):
        beds.append(BedChoice("clock", 0.5))
    if _has(r"\b(fireplace|hearth|campfire|stove burns)\b|камин|壁炉", action) and _lit(action):
        beds.append(BedChoice("fire", 0.25, -3.0))
    return beds


def _lit(action: str) -> bool:
    return _has(
        r"\b(crackl\w+|burn\w*|roar\w*|blaz\w+|lit|glow\w*|warm\w*|flames?|fire in)\b|горит|燃",
        action,
    ) and not _has(
        r"\b(unlit|cold (?:fireplace|hearth)|dead (?:fireplace|hearth|fire)|no fire)\b", action
    )


def _open_air(place: str, action: str, *, night: bool) -> list[BedChoice]:
    """What an exterior sounds like by itself."""
    nature = (
        BedChoice("night", 0.5, -2.0, (("owl", 0.0),)) if night else BedChoice("forest", 0.4, -4.0)
    )
    breeze = BedChoice("wind", 0.3, -4.0, (("whistle", 0.0),))
    if _has(r"\b(outer space|deep space|orbit|the moon)\b|космос|太空", place):
        return [BedChoice("silence", 0.5)]
    if _has(r"\b(underwater|under water|ocean floor|seabed)\b|под водой|水下", place):
        return [BedChoice("stream", 0.4, 0.0, (("size", "river"), ("muffled", 1.0)))]
    if _has(SEAS, place):
        return [BedChoice("sea", 0.5), BedChoice("wind", 0.35, -6.0, (("leaves", 0.0),))]
    if _has(STREAMS, place):
        size = "waterfall" if _has(r"waterfall|rapids|водопад|瀑布", place) else (
            "river" if _has(r"\briver|рек|河|江", place) else "brook"
        )  # fmt: skip
        town = (
            [BedChoice("traffic", 0.3, -8.0, (("distance", "far"),))]
            if _has(STREETS, place)
            else []
        )
        return [BedChoice("stream", 0.5, -2.0, (("size", size),)), nature, *town]
    if _has(
        r"\b(train station|platform|railway|railroad|tracks)\b|перрон|платформ|站台|铁路", place
    ):
        return [
            BedChoice("traffic", 0.4, -2.0, (("distance", "far"),)),
            BedChoice("crowd", 0.3, -6.0, (("place", "outside"),)),
        ]
    if _has(HIGHWAYS, place):
        return [BedChoice("traffic", 0.7, 0.0, (("distance", "near"), ("road", "highway"))), breeze]
    if _has(r"\b(forest|woods?|jungle|woodland)\b|лес|森林|树林", place):
        return [BedChoice("night", 0.7) if night else BedChoice("forest", 0.7), breeze]
    if _has(
        r"\b(stadium|arena|fair\w*|carnival|festival|playground|school ?yard|concert)\b|"
        r"стадион|ярмарк|体育场|集市|庙会",
        place,
    ):
        return [BedChoice("crowd", 0.7, 0.0, (("place", "outside"), ("mood", "lively")))]
    if _has(WOODS, place) and not _has(r"\b(street|avenue|city|downtown)\b", place):
        far = BedChoice("traffic", 0.25, -9.0, (("distance", "far"),))
        homely = _has(
            r"\b(back ?yard|yard|patio|porch|lawn|park|garden)\b|парк|двор|公园|院", place
        )
        louder = BedChoice("forest", 0.5, -1.0) if not night else BedChoice("night", 0.6)
        return [louder, far] if homely else [louder, breeze]
    if _has(STREETS, place):
        busy = 0.35 if night else 0.55
        quiet = _has(
            r"\b(quiet|empty|deserted|alley|suburban|residential|country|back|old)\b|пуст|"
            r"тих|老街|小巷",
            f"{place}",
        )
        distance = "far" if quiet else "near"
        # A street in a script without cars ("LANTERN STREET") may be any century: keep it distant.
        beds = [BedChoice("traffic", busy, -3.0 if quiet else 0.0, (("distance", distance),))]
        return [*beds, nature] if quiet else beds
    if _has(HEIGHTS, place):
        barren = r"\b(desert|dunes?|tundra|glacier|summit|wasteland|canyon)\b|пустын|沙漠|荒"
        bare = [BedChoice("wind", 0.5, 0.0, (("leaves", 0.0),))]
        return bare if _has(barren, place) else [BedChoice("wind", 0.5), nature]
    if _has(LAKES, place):
        return [nature, BedChoice("stream", 0.2, -10.0)]
    if _has(
        r"\b(house|home|mansion|driveway|cottage|villa|school|trailer|garage|church)\b|дом\b|房子|家",
        place,
    ):
        return [nature, BedChoice("traffic", 0.25, -8.0, (("distance", "far"),))]
    return [breeze, nature]


def _rain_amount(setting: Setting, cues: Sequence[EffectCue]) -> float:
    falling = [c.intensity for c in cues if c.kind == "rain"]
    if setting.weather == "rain":
        falling.append(0.55)
    return max(falling, default=0.0)


def _weather(setting: Setting, cues: Sequence[EffectCue]) -> list[BedChoice]:
    if setting.weather == "storm":
        return [BedChoice("storm", 0.6)]
    rain = _rain_amount(setting, cues)
    if rain > 0:
        return [BedChoice("rain", rain, 0.0, (("surface", "ground"),))]
    if setting.weather == "wind":
        return [BedChoice("wind", 0.65)]
    if setting.weather == "snow" or any(c.kind == "snow" for c in cues):
        return [BedChoice("wind", 0.35, -3.0, (("leaves", 0.0),))]
    return []


def _fires(cues: Sequence[EffectCue]) -> list[BedChoice]:
    strength = max((c.intensity for c in cues if c.kind == "fire"), default=0.0)
    blast = max((c.intensity for c in cues if c.kind in ("embers", "explosion")), default=0.0)
    if strength > 0:
        return [BedChoice("fire", strength)]
    return [BedChoice("fire", 0.25, -4.0)] if blast > 0 else []


def _crowds(action: str, *, inside: bool) -> list[BedChoice]:
    where = (("place", "inside" if inside else "outside"),)
    if _has(r"\b(no crowd|the crowd is gone|empty)\b", action):
        return []
    if _has(
        r"\b(crowd\w*|mob|audience|spectators|throng|cheering|party is|partygoers)\b|толп|"
        r"публик|人群|观众",
        action,
    ):
        return [BedChoice("crowd", 0.7, -2.0, (*where, ("mood", "lively")))]
    if _has(
        r"\b(guests|patrons|customers|passers-?by|pedestrians|shoppers|tourists|students|diners|"
        r"people (?:mill|chat|talk|walk|stand))\b|гости|прохожи|посетител|客人|行人|顾客",
        action,
    ):
        return [BedChoice("crowd", 0.35, -6.0, (*where, ("mood", "calm")))]
    return []


def _through_walls(
    setting: Setting, place: str, cues: Sequence[EffectCue], *, night: bool
) -> list[BedChoice]:
    """What comes into a room from outside."""
    vehicle = _has(f"{CARS}|{TRAINS}", place)
    if _has(
        r"\b(bunker|vault|basement|cellar|cave|tunnel|space|submarine)\b|подвал|地下|太空", place
    ):
        return []
    if setting.weather == "storm":
        return [BedChoice("storm", 0.5, -4.0, (("muffled", 0.75),))]
    rain = _rain_amount(setting, cues)
    if rain > 0:
        tin = _has(
            r"\b(trailer|shack|shed|barn|garage|hut|warehouse|hangar)\b|сарай|гараж|棚", place
        )
        surface = "tin" if vehicle or tin else (
            "roof" if _has(r"\b(attic|loft|cabin|tent|top floor)\b|чердак|阁楼", place) else "glass"
        )  # fmt: skip
        return [BedChoice("rain", rain, -5.0, (("surface", surface), ("muffled", 0.35)))]
    if setting.weather in ("wind", "snow"):
        return [BedChoice("wind", 0.5, -4.0, (("leaves", 0.0), ("muffled", 0.6)))]
    if vehicle:
        return []
    if _has(STREETS, place) and not _has(LARGE, place):
        return [BedChoice("traffic", 0.4, -7.0, (("distance", "near"), ("muffled", 0.9)))]
    if _has(r"\b(cabin|cottage|farmhouse|tent|porch|barn|trailer|workshop)\b|изба|дач|小屋", place):
        if night:
            return [BedChoice("night", 0.4, -9.0, (("owl", 0.0), ("muffled", 0.7)))]
        return [BedChoice("forest", 0.4, -8.0, (("muffled", 0.7),))]
    return []

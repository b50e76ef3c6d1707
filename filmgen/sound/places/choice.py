"""Which beds lie under a place: chosen from its heading, its weather, its hour and what happens.

Words choose, in English with some Russian and Chinese. The first bed is the place itself;
rooms always have their tone, so that no place is ever digitally silent; weather, fire and
people come on top, and what is outside comes through the walls. Three beds at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.breakdown.model import EffectCue, Setting
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from filmgen.sound.places.bed import BedChoice, has
from filmgen.sound.places.rooms import KITCHEN, NO_MAINS, rooms
from filmgen.sound.places.words import (
    CARS,
    HEIGHTS,
    HIGHWAYS,
    LAKES,
    LARGE,
    PLANES,
    SEAS,
    STREAMS,
    STREETS,
    TRAINS,
    WOODS,
)

__all__ = ["BedChoice", "beds_for"]

_MOST_BEDS = 3
_TALK = ("bar", "restaurant", "playground", "stadium")
"""Kinds that are crowds already."""


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
        layers = [*rooms(place, action), *layers]
        layers += _crowds(action, inside=True)
        layers += _through_walls(setting, place, effect_cues, night=night)
        if has(KITCHEN, place) and not has(NO_MAINS, place) and not _fires(effect_cues):
            layers.append(BedChoice("fridge", 0.5, -3.0))
    else:
        layers = [*_open_air(place, action, night=night), *layers]
        weather = _weather(setting, effect_cues)
        # Heavy weather is heard before birds and people are.
        layers = [*layers[:1], *weather, *layers[1:]]
        layers += [*_heard_around(action), *_crowds(action, inside=False)]
        if any(w.kind in ("rain", "storm") for w in weather):
            layers = [b for b in layers if b.kind not in ("forest", "night", "wind")]
    return _distinct(layers)


def _distinct(layers: Sequence[BedChoice]) -> tuple[BedChoice, ...]:
    """The first of each kind; one kind of crowd; fire always kept; three at most."""
    chosen: list[BedChoice] = []
    kinds: set[str] = set()
    for bed in layers:
        kind = "crowd" if bed.kind in _TALK else bed.kind
        if kind not in kinds:
            kinds.add(kind)
            chosen.append(bed)
    first, rest = chosen[:1], sorted(chosen[1:], key=lambda b: b.kind != "fire")
    return tuple((first + rest)[:_MOST_BEDS]) or (BedChoice("room", 0.5),)


def _is_inside(kind: PlaceKind, place: str) -> bool:
    if kind == PlaceKind.INTERIOR:
        return True
    if kind == PlaceKind.EXTERIOR:
        return False
    vehicles = f"{CARS}|{TRAINS}|{PLANES}"
    indoors = (
        r"\b(room|kitchen|hall\w*|office|house|apartment|bedroom|bathroom|lobby|door|inside|"
        r"bar)\b|комнат|кухн|квартир|房|厅|屋|室|家"
    )
    if has(vehicles, place) or has(indoors, place):
        return True
    outdoors = f"{STREETS}|{HIGHWAYS}|{SEAS}|{STREAMS}|{LAKES}|{WOODS}|{HEIGHTS}"
    return not has(outdoors, place)


_OLD_TIMES = (
    r"\bgas (?:lamps?|lights?|lanterns?)\b|\b(?:horse[- ]drawn|carriages?|cobble\w*|medieval|"
    r"stage ?coach|knights?|peasants?|1[0-8]\d\d)\b|карет|булыжн|马车|古代"
)
"""Streets that no car has driven yet."""
_FRONTS = (
    r"\b(?:stores?|shops?|mall|supermarket|restaurant|diner|caf[eé]|cinema|theat(?:er|re)|bar|pub|"
    r"night ?club|hospital|offices?|station|salon)\b|магазин|ресторан|кафе|商店|饭店|超市"
)
"""Houses that stand on a street."""


def _open_air(place: str, action: str, *, night: bool) -> list[BedChoice]:
    """What an exterior sounds like by itself."""
    nature = (
        BedChoice("night", 0.5, -2.0, (("owl", 0.0),)) if night else BedChoice("forest", 0.4, -4.0)
    )
    breeze = BedChoice("wind", 0.3, -4.0, (("whistle", 0.0),))
    if has(r"\b(outer space|deep space|orbit|the moon)\b|космос|太空", place):
        return [BedChoice("silence", 0.5)]
    if has(r"\b(underwater|under water|ocean floor|seabed)\b|под водой|水下", place):
        return [BedChoice("underwater", 0.5)]
    if has(r"\b(battle ?field|trench(?:es)?|front line|no man'?s land)\b|окоп|фронт|战场", place):
        return [BedChoice("battle", 0.4), BedChoice("wind", 0.3, -6.0, (("leaves", 0.0),))]
    if has(r"\b(harbou?r|marina|docks?|quay|wharf|port|pier)\b|порт\b|причал|гаван|港|码头", place):
        return [BedChoice("harbour", 0.5), BedChoice("wind", 0.35, -6.0, (("leaves", 0.0),))]
    if has(SEAS, place):
        return [BedChoice("sea", 0.5), BedChoice("wind", 0.35, -6.0, (("leaves", 0.0),))]
    if has(STREAMS, place):
        size = "waterfall" if has(r"waterfall|rapids|водопад|瀑布", place) else (
            "river" if has(r"\briver|рек|河|江", place) else "brook"
        )  # fmt: skip
        town = (
            [BedChoice("traffic", 0.3, -8.0, (("distance", 150.0),))] if has(STREETS, place) else []
        )
        return [BedChoice("stream", 0.5, -2.0, (("size", size),)), nature, *town]
    if has(
        r"\b(train station|platform|railway|railroad|tracks)\b|перрон|платформ|站台|铁路", place
    ):
        return [
            BedChoice("traffic", 0.4, -2.0, (("distance", 150.0),)),
            BedChoice("crowd", 0.3, -6.0, (("place", "outside"),)),
        ]
    if has(HIGHWAYS, place):
        return [BedChoice("highway", 0.7), breeze]
    if has(r"\b(jungle|rain ?forest)\b|джунгл|丛林|雨林", place):
        return [BedChoice("jungle", 0.6)]
    if has(r"\b(swamp|marsh|bayou|bog|everglades)\b|болот|沼泽", place):
        return [BedChoice("swamp", 0.6) if night else BedChoice("swamp", 0.25, -3.0), breeze]
    if has(r"\b(forest|woods?|woodland)\b|лес|森林|树林", place):
        return [BedChoice("night", 0.7) if night else BedChoice("forest", 0.7), breeze]
    if has(
        r"\b(playground|school ?yard|kindergarten|day ?care)\b|детск\w+ площадк|操场|游乐场",
        place,
    ):
        homes = BedChoice("traffic", 0.25, -9.0, (("distance", 150.0),))
        return [nature, homes] if night else [BedChoice("playground", 0.5), nature, homes]
    if has(
        r"\b(stadium|arena|ball ?park|race ?track|football field|baseball field)\b|стадион|体育场",
        place,
    ) and not has(r"\b(empty|deserted|abandoned)\b", f"{place} {action}"):
        return [BedChoice("stadium", 0.6)]
    if has(
        r"\b(fair|fairgrounds?|carnival|festival|concert)\b|ярмарк|集市|庙会",
        place,
    ):
        return [BedChoice("crowd", 0.7, 0.0, (("place", "outside"), ("mood", "lively")))]
    if has(WOODS, place) and not has(r"\b(street|avenue|city|downtown)\b", place):
        far = BedChoice("traffic", 0.25, -9.0, (("distance", 150.0),))
        homely = has(r"\b(back ?yard|yard|patio|porch|lawn|park|garden)\b|парк|двор|公园|院", place)
        louder = BedChoice("forest", 0.5, -1.0) if not night else BedChoice("night", 0.6)
        return [louder, far] if homely else [louder, breeze]
    if has(_OLD_TIMES, f"{place} {action}") and not has(CARS, action):
        return [nature, BedChoice("crowd", 0.2, -12.0, (("place", "outside"),))]
    if has(STREETS, place) or has(_FRONTS, place):
        busy = 0.35 if night else 0.55
        quiet = has(
            r"\b(quiet|empty|deserted|alley|suburban|residential|country|back|old)\b|пуст|"
            r"тих|老街|小巷",
            f"{place}",
        )
        distance = 60.0 if quiet else 9.0
        # A street in a script without cars ("LANTERN STREET") may be any century: keep it distant.
        beds = [BedChoice("traffic", busy, -3.0 if quiet else 0.0, (("distance", distance),))]
        return [*beds, nature] if quiet else beds
    if has(HEIGHTS, place):
        barren = r"\b(desert|dunes?|tundra|glacier|summit|wasteland|canyon)\b|пустын|沙漠|荒"
        sandy = has(r"\b(desert|dunes?|canyon|badlands)\b|пустын|沙漠", place)
        bare = [
            BedChoice("desert", 0.5) if sandy else BedChoice("wind", 0.5, 0.0, (("leaves", 0.0),))
        ]
        return bare if has(barren, place) else [BedChoice("wind", 0.5), nature]
    if has(LAKES, place):
        return [nature, BedChoice("stream", 0.2, -10.0)]
    if has(
        r"\b(house|home|mansion|driveway|cottage|villa|school|trailer|garage|church)\b|дом\b|"
        r"房子|家",
        place,
    ):
        return [nature, BedChoice("traffic", 0.25, -8.0, (("distance", 150.0),))]
    return [breeze, nature]


def _heard_around(action: str) -> list[BedChoice]:
    """Sources that the action names, under an open sky."""
    return [bed for pattern, bed in _SOURCES if has(pattern, action)]


_RAIN_OVER = (
    r"\brain (?:has )?(?:just )?(?:stopped|ended|is over)\b|\bafter the rain\b|"
    r"дождь (?:кончил|прошёл)|雨(?:刚|已)?停"
)
_SOURCES: tuple[tuple[str, BedChoice], ...] = (
    (r"\b(?:sea)?gulls?\b|чайк|海鸥", BedChoice("harbour", 0.4, -6.0)),
    (
        r"\b(?:waves (?:crash|break|beat|roll)|surf|the sea beats)\b|прибой|海浪",
        BedChoice("sea", 0.5, -4.0),
    ),
    (
        r"\bchildren (?:play|run|laugh|shout|scream)\w*|\bkids play\w*|дети игра|"
        r"孩子们.{0,4}(?:玩|跑|笑)",
        BedChoice("playground", 0.3, -6.0),
    ),
    (r"\bcrickets?\b|сверч|蟋蟀", BedChoice("night", 0.6)),
    (
        r"\bbirds? (?:sings?|chirps?|twitters?)\b|\bbirdsong\b|птиц\w* по|鸟叫|鸟鸣",
        BedChoice("forest", 0.6),
    ),
    (
        r"\b(?:gunfire|shelling|artillery) (?:in the distance|far|beyond|rumbles)\b|канонад|炮声",
        BedChoice("battle", 0.4, -4.0),
    ),
)


def _rain_amount(setting: Setting, cues: Sequence[EffectCue]) -> float:
    falling = [c.intensity for c in cues if c.kind == "rain"]
    if setting.weather == "rain" and not has(_RAIN_OVER, setting.words.lower()):
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
    if has(r"\b(no crowd|the crowd is gone|empty)\b", action):
        return []
    if has(
        r"\b(crowd\w*|mob|spectators|throng|cheering|audience (?:claps|cheers|laughs|murmurs|"
        r"applauds|roars|rises)|party is|partygoers)\b|толп|"
        r"публик|人群|观众",
        action,
    ):
        return [BedChoice("crowd", 0.7, -2.0, (*where, ("mood", "lively")))]
    if has(
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
    vehicle = has(f"{CARS}|{TRAINS}", place)
    if has(
        r"\b(bunker|vault|basement|cellar|cave|tunnel|space|submarine)\b|подвал|地下|太空", place
    ):
        return []
    if setting.weather == "storm":
        return [BedChoice("storm", 0.5, -4.0, (("muffled", 0.75),))]
    rain = _rain_amount(setting, cues)
    if rain > 0:
        tin = has(
            r"\b(trailer|shack|shed|barn|garage|hut|warehouse|hangar)\b|сарай|гараж|棚", place
        )
        surface = "tin" if vehicle or tin else (
            "roof" if has(r"\b(attic|loft|cabin|tent|top floor)\b|чердак|阁楼", place) else "glass"
        )  # fmt: skip
        return [BedChoice("rain", rain, -5.0, (("surface", surface), ("muffled", 0.35)))]
    if setting.weather in ("wind", "snow"):
        return [BedChoice("wind", 0.5, -4.0, (("leaves", 0.0), ("muffled", 0.6)))]
    if vehicle:
        return []
    if has(STREETS, place) and not has(LARGE, place):
        return [BedChoice("traffic", 0.4, -7.0, (("muffled", 0.9),))]
    if has(r"\b(cabin|cottage|farmhouse|tent|porch|barn|trailer|workshop)\b|изба|дач|小屋", place):
        if night:
            return [BedChoice("night", 0.4, -9.0, (("owl", 0.0), ("muffled", 0.7)))]
        return [BedChoice("forest", 0.4, -8.0, (("muffled", 0.7),))]
    return []

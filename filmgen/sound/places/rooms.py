"""What rooms and vehicles sound like by themselves: their tone, and what stands in them."""

from __future__ import annotations

from filmgen.sound.places.bed import BedChoice, has
from filmgen.sound.places.words import CARS, LARGE, PLANES, SHIPS, SMALL, TRAINS

KITCHEN = r"\bkitchen(?:ette)?\b|кухн|厨房"
NO_MAINS = r"\b(?:hut|cabin|castle|camp|tent|medieval|farmhouse|ship|galley)\b"
# place words, the tone that takes the room's place
_NAMED_TONES: tuple[tuple[str, BedChoice], ...] = (
    (r"\b(?:underwater|under water|submerged)\b|под водой|水下", BedChoice("underwater", 0.5)),
    (
        r"\bhelicopter\b|вертол[её]т|直升",
        BedChoice("helicopter", 0.6, -3.0, (("place", "inside"),)),
    ),
    (PLANES, BedChoice("aircraft", 0.6)),
    (
        r"\b(?:subway|metro|(?:underground|tube) train)\b(?! station)|вагон метро|地铁(?!站)",
        BedChoice("subway", 0.6),
    ),
    (
        r"\b(?:space ?ship|star ?ship|space ?station|bridge of the (?:ship|enterprise)|airlock|"
        r"escape pod|command module|shuttle)\b|звездол[её]т|飞船|太空站",
        BedChoice("spaceship", 0.5),
    ),
    (r"\b(?:elevator|lift)\b(?! (?:lobby|shaft))|лифт|电梯", BedChoice("elevator", 0.5)),
    (
        r"\b(?:church|cathedral|chapel|basilica|abbey|monastery|crypt|nave|temple)\b|церк|собор|храм|"
        r"教堂|寺|庙",
        BedChoice("church", 0.5),
    ),
    (
        r"\b(?:cave|cavern|grotto|mine ?shaft|catacombs?|sewers?)\b|пещер|洞穴|山洞",
        BedChoice("cave", 0.5),
    ),
)  # fmt: skip
# place words, the bed they ask for
_NAMED_ROOMS: tuple[tuple[str, BedChoice], ...] = (
    (
        r"\b(restaurant|diner|caf[eé]|coffee shop|cafeteria|canteen|bistro|dining hall|"
        r"steakhouse)\b"
        r"|ресторан|кафе|столовая завода|餐厅|饭店|饭馆|咖啡",
        BedChoice("restaurant", 0.5),
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
        r"generator|assembly line|foundry|reactor)\b"
        r"|завод|фабрик|котельн|цех|工厂|机房|车间",
        BedChoice("machine", 0.6, -2.0, (("clank", 0.4),)),
    ),
    (
        r"\b((?:train|subway|metro|bus|tube|railway) station|airport|terminal|mall|market|"
        r"gallery|museum|stadium|arena|"
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


def rooms(place: str, action: str) -> list[BedChoice]:
    """What an interior sounds like by itself, its tone included."""
    standing = has(
        r"\b(parked|idling|idles|stopped|pulls over|stakeout|engine off)\b", f"{place} {action}"
    )
    for pattern, tone in _NAMED_TONES:
        if has(pattern, place):
            return [tone]
    if has(TRAINS, place) and not has(r"\bstation\b|вокзал|站", place):
        return [BedChoice("train", 0.6)]
    if has(CARS, place) and not has(r"\b(wash|dealership|park|garage)\b|мастерск", place):
        return [
            BedChoice(
                "car", 0.5, -4.0 if standing else 0.0, (("speed", 0.0 if standing else 0.55),)
            )
        ]
    numbered = has(r"\b(?:rm|room|suite|apt|apartment)\.? ?#?\d+", place)
    size = (
        "medium"
        if numbered
        else "large"
        if has(LARGE, place)
        else "small"
        if has(SMALL, place)
        else "medium"
    )
    tone = BedChoice("room", 0.5, 0.0, (("size", size),))
    if has(SHIPS, place) and not has(r"\bengine room\b", place):
        return [tone, BedChoice("sea", 0.4, -8.0, (("muffled", 0.8),))]
    beds = [tone]
    if has(r"\b(?:in|under|from|turns on) the shower\b|\bshower (?:runs|running)\b", action):
        beds.append(BedChoice("shower", 0.6, -3.0))
    lonely = r"\b(?:empty|deserted|abandoned|only person|nobody|no one|alone in)\b"
    for pattern, bed in _NAMED_ROOMS:
        if has(pattern, place):
            if bed.kind != "crowd" or not has(lonely, f"{place} {action}"):
                beds.append(bed)
            break
    if (
        has(
            r"\b(grandfather clock|clocks? (?:\w+ )?tick\w*|ticks(?! over)|ticking)\b|"
            r"часы тик|тика[ею]т|钟",
            action,
        )
        and len(beds) == 1
    ):
        beds.append(BedChoice("clock", 0.5))
    if has(r"\b(fireplace|hearth|campfire|stove burns)\b|камин|壁炉", action) and _lit(action):
        beds.append(BedChoice("fire", 0.25, -3.0))
    return beds


def _lit(action: str) -> bool:
    return has(
        r"\b(crackl\w+|burn\w*|roar\w*|blaz\w+|lit|glow\w*|warm\w*|flames?|fire in)\b|горит|燃",
        action,
    ) and not has(
        r"\b(unlit|cold (?:fireplace|hearth)|dead (?:fireplace|hearth|fire)|no fire)\b", action
    )

"""The places filmgen can furnish: size, walls, openings, and what always stands there.

One table, so that a set can be read and changed in one look. North is -z, south +z. Items are
(word of the lexicon, x, z, yaw in degrees[, y]); openings (kind, wall, along it, width,
height, sill). Furniture leaves open floor where people meet, and gives every direction
something to look at.
"""
# ruff: noqa: E501 (a row of the table is one line of thought)

from __future__ import annotations

import re
from dataclasses import dataclass

Item = tuple[str, float, float, float] | tuple[str, float, float, float, float]
Hole = tuple[str, str, float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A kind of place.

    Attributes:
        pattern: words of a heading (or, weaker, of the action) that mean it.
        tones: of walls (or fronts) and floor.
    """

    kind: str
    pattern: str
    interior: bool
    size_m: tuple[float, float, float]
    tones: tuple[float, float]
    holes: tuple[Hole, ...] = ()
    items: tuple[Item, ...] = ()


_DOOR = ("door", "east", 1.2, 0.95, 2.05, 0.0)

PLACES: tuple[Place, ...] = (
    Place(
        "car interior",
        r"(?:in|inside) (?:the |a |his |her )?(?:car|van|truck|taxi|cab)|car|taxi|cab|limo(?:usine)?|"
        r"sedan|van|truck|porsche|landcruiser|land ?rover|jeep|vw|gti|pickup|police car|squad car|"
        r"cruiser|mercedes|ambulance|машина|такси|车内|汽车|出租车",
        True, (1.7, 2.9, 1.45), (0.3, 0.25),
        (
            ("window", "south", 0.0, 1.5, 0.62, 0.78), ("window", "north", 0.0, 1.35, 0.5, 0.85),
            ("window", "west", 0.45, 0.95, 0.55, 0.80), ("window", "west", -0.7, 0.95, 0.55, 0.80),
            ("window", "east", 0.45, 0.95, 0.55, 0.80), ("window", "east", -0.7, 0.95, 0.55, 0.80),
        ),
        (
            ("car seat", -0.4, 0.1, 0), ("car seat", 0.4, 0.1, 0), ("back seat", 0.0, -0.9, 0),
            ("dashboard", 0.0, 1.2, 180),
        ),
    ),
    Place(
        "train",
        r"train|railway carriage|subway car|metro|tram|compartment|dining car|airplane|plane|bus|"
        r"cabin of|cockpit|поезд|вагон|列车|火车|地铁",
        True, (3.0, 11.0, 2.5), (0.7, 0.4),
        (*tuple(("window", wall, along, 1.2, 0.8, 0.95) for wall in ("west", "east") for along in (-3.9, -1.95, 0.0, 1.95, 3.9)), ("door", "north", 0.0, 0.8, 2.0, 0.0), ("door", "south", 0.0, 0.8, 2.0, 0.0)),
        tuple(
            ("train seat", side * 0.95, z, yaw)
            for side in (-1.0, 1.0)
            for z, yaw in ((-4.4, 0.0), (-2.7, 180.0), (-1.9, 0.0), (-0.2, 180.0), (0.8, 0.0),
                           (2.5, 180.0), (3.3, 0.0), (4.9, 180.0))
        ),
    ),
    Place(
        "bathroom", r"bath ?room|rest ?room|wash ?room|toilet|shower|lavatory|ванная|туалет|浴室|卫生间|厕所|洗手间",
        True, (3.4, 3.6, 2.6), (0.88, 0.6),
        (("door", "east", 1.0, 0.85, 2.05, 0.0), ("window", "west", 0.2, 0.6, 0.7, 1.35)),
        (
            ("sink", -0.4, -1.5, 0), ("mirror", -0.4, -1.76, 0, 1.15), ("bathtub", -1.25, 0.6, 90),
            ("toilet", 0.9, -1.4, 0), ("towel cupboard", 1.4, -0.3, -90), ("mat", 0.0, -0.6, 0),
            ("ceiling lamp", 0.0, 0.0, 0),
        ),
    ),
    Place(
        "kitchen", r"kitchen|galley|scullery|pantry|diner kitchen|canteen kitchen|кухня|厨房",
        True, (5.2, 5.0, 2.7), (0.8, 0.55),
        (("door", "east", 1.4, 0.95, 2.05, 0.0), ("window", "north", 0.3, 1.5, 1.1, 1.1)),
        (
            ("kitchen unit", 0.2, -2.2, 0), ("stove", -1.45, -2.18, 0), ("fridge", -2.2, -2.12, 0),
            ("wall cupboard", 2.05, -2.25, 0, 0.0), ("kitchen table", -0.5, 0.75, 0),
            ("chair", -1.0, 0.05, 0), ("chair", 0.05, 1.45, 180), ("chair", -1.55, 0.8, 90),
            ("chair", 0.6, 0.7, -90), ("ceiling lamp", -0.5, 0.75, 0), ("shelf", -2.4, 0.5, 90),
            ("clock", 1.55, -2.47, 0, 1.9), ("cup", -0.8, 0.7, 0, 0.75), ("bottle", -0.2, 0.95, 0, 0.75),
            ("pot", -1.45, -2.15, 0, 0.92), ("picture", 2.56, -0.6, -90, 1.35), ("plant", 2.2, 2.1, 0),
        ),
    ),
    Place(
        "prison", r"prison|jail|cell|dungeon|interrogation|holding|тюрьма|камера|监狱|牢房|审讯",
        True, (3.6, 4.4, 2.8), (0.55, 0.45),
        (("window", "north", 0.5, 0.7, 0.55, 1.85),),
        (
            ("cot", -1.35, -1.0, 0), ("toilet", 1.4, -1.7, 0), ("sink", 0.55, -1.93, 0),
            ("bars", 0.0, 2.05, 0), ("interrogation table", 0.55, 0.35, 0), ("chair", 0.55, -0.4, 0),
            ("chair", 0.55, 1.1, 180), ("ceiling lamp", 0.4, 0.3, 0),
        ),
    ),
    Place(
        "church", r"church|chapel|cathedral|temple|mosque|synagogue|abbey|monastery|храм|церковь|教堂|寺",
        True, (10.0, 16.0, 7.0), (0.75, 0.55),
        (
            ("window", "north", 0.0, 2.0, 3.5, 2.2), ("door", "south", 0.0, 1.8, 2.6, 0.0),
            *(("window", wall, z, 1.0, 2.8, 2.0) for wall in ("west", "east") for z in (-4.0, 0.0, 4.0)),
        ),
        (
            ("altar", 0.0, -6.4, 0), ("candle", -0.6, -6.4, 0, 1.05), ("candle", 0.6, -6.4, 0, 1.05),
            *(("pew", s * 2.3, z, 180) for s in (-1, 1) for z in (-2.6, -1.2, 0.2, 1.6, 3.0, 4.4)),
            *(("tall column", s * 4.1, z, 0) for s in (-1, 1) for z in (-5.0, -1.0, 3.0)),
            ("lectern", 1.9, -5.2, 0), ("flowers", -1.6, -6.6, 0, 0.0),
        ),
    ),
    Place(
        "bedroom", r"bed ?room|dorm(?:itory)?|nursery|hotel room|motel room|motel|rm\b|room \d+|suite|"
        r"hospital room|ward|спальня|卧室|卧房|病房|宾馆房间",
        True, (5.4, 5.2, 2.7), (0.75, 0.55),
        (("door", "east", 1.5, 0.95, 2.05, 0.0), ("window", "west", 0.3, 1.5, 1.35, 0.9)),
        (
            ("bed", -0.6, -1.5, 0), ("nightstand", -1.75, -2.35, 0), ("nightstand", 0.55, -2.35, 0),
            ("small lamp", 0.55, -2.35, 0, 0.55), ("wardrobe", 2.3, -0.9, -90), ("rug", 0.2, 0.7, 0),
            ("picture", -0.6, -2.57, 0, 1.5), ("armchair", -1.9, 1.5, 130), ("dresser", 1.2, 2.3, 180),
            ("mirror", 1.2, 2.56, 180, 1.2), ("curtain", -2.6, 1.25, 90, 0.2), ("alarm clock", -1.75, -2.3, 0, 0.55),
        ),
    ),
    Place(
        "studio", r"studio|atelier|artist|rehearsal|darkroom|workroom|мастерская|студия|画室|工作室",
        True, (7.2, 6.2, 3.3), (0.8, 0.6),
        (
            ("door", "east", 1.8, 0.95, 2.1, 0.0), ("window", "north", -1.6, 1.6, 1.9, 0.85),
            ("window", "north", 0.6, 1.6, 1.9, 0.85),
        ),
        (
            ("easel", -1.1, -1.6, 25), ("stool", -0.7, -0.2, 200), ("workbench", 2.9, -0.8, -90),
            ("canvas", -3.56, -0.6, 90, 0.9), ("canvas", -3.5, 1.0, 90, 0.0), ("canvas", -3.45, 1.9, 90, 0.0),
            ("shelf", -3.4, -2.2, 90), ("desk", 1.7, -2.6, 0), ("phone", 2.1, -2.6, 0, 0.75),
            ("chair", 1.7, -1.9, 180), ("coffee table", 0.6, 1.4, 0), ("sofa", 0.6, 2.5, 180),
            ("lamp", -0.9, 2.5, 0), ("crate", -2.6, 2.5, 10), ("plant", 3.2, -2.7, 0),
        ),
    ),
    Place(
        "music room", r"music|recording|sound ?stage|rehearsal room|студия звукозаписи|琴房|录音",
        True, (5.6, 5.0, 2.7), (0.65, 0.45),
        (("door", "east", 1.3, 0.95, 2.05, 0.0), ("window", "west", -0.4, 1.4, 1.2, 0.95)),
        (
            ("piano", -0.8, -2.1, 0), ("stool", -0.8, -1.25, 180), ("shelf", 1.1, -2.3, 0),
            ("speaker", -1.9, -2.2, 0), ("phone", -0.2, -2.1, 0, 1.15), ("sofa", 0.2, 2.0, 180),
            ("coffee table", 0.2, 0.95, 0), ("television", 2.45, -0.9, -90, 0.55),
            ("low cupboard", 2.5, -0.9, -90), ("lamp", -1.6, 2.1, 0), ("poster", -2.77, 1.2, 90, 1.1),
            ("crate", 2.4, -2.1, 0),
        ),
    ),
    Place(
        "living room",
        r"living|lounge|apartment|flat|parlou?r|den\b|sitting room|trailer|home|house|loft|condo|"
        r"cottage|cabin|palatial|mansion|villa|dining|столовая|квартира|гостиная|дом|客厅|公寓|家中|家里|餐厅|家",
        True, (6.4, 5.6, 2.75), (0.75, 0.55),
        (
            ("door", "east", 1.6, 0.95, 2.05, 0.0), ("window", "north", -1.7, 1.5, 1.35, 0.85),
            ("window", "west", 0.6, 1.6, 1.35, 0.85),
        ),
        (
            ("sofa", -1.9, -1.3, 60), ("coffee table", -0.75, -0.75, 60), ("armchair", 0.55, -1.75, -25),
            ("shelf", 1.4, -2.6, 0), ("lamp", -2.75, -2.35, 0), ("rug", -0.9, -0.9, 60),
            ("table", 1.6, 1.1, 90), ("chair", 1.6, 0.0, 0), ("chair", 1.6, 2.15, 180),
            ("chair", 0.8, 1.3, 90), ("television", 2.75, -1.3, -90, 0.55), ("low cupboard", 2.85, -1.3, -90),
            ("picture", 0.0, -2.77, 0, 1.35), ("picture", 3.17, 0.3, -90, 1.4), ("plant", 2.8, -2.45, 0),
            ("desk", -2.0, 2.35, 180), ("chair", -2.0, 1.65, 0), ("phone", -1.5, 2.35, 180, 0.75),
            ("book", -0.7, -0.65, 40, 0.42), ("small lamp", -2.5, 2.4, 180, 0.75), ("curtain", -0.75, -2.72, 0, 0.3),
        ),
    ),
    Place(
        "office", r"office|bureau|newsroom|police station|station house|study|conference|boardroom|"
        r"classroom|school|laborator\w+|lab\b|headquarters|control room|офис|кабинет|办公室|教室|会议室|警察局",
        True, (5.8, 5.4, 2.8), (0.75, 0.5),
        (
            ("door", "east", 1.5, 0.95, 2.05, 0.0), ("window", "north", -0.9, 1.8, 1.3, 0.9),
            ("window", "north", 1.3, 1.6, 1.3, 0.9),
        ),
        (
            ("desk", -0.6, -0.85, 180), ("chair", -0.6, -1.55, 0), ("chair", -1.1, 0.25, 180),
            ("chair", -0.05, 0.3, 185), ("computer", -1.0, -0.9, 180, 0.75), ("phone", -0.1, -0.9, 180, 0.75),
            ("shelf", -2.7, -0.6, 90), ("cabinet", 2.5, -2.0, -90), ("plant", 2.45, 0.2, 0),
            ("picture", -2.87, 1.2, 90, 1.4), ("clock", 2.88, -0.4, -90, 2.0), ("sofa", 0.2, 2.2, 180),
            ("small lamp", 0.0, -1.0, 0, 0.75), ("coat rack", 2.5, 2.3, 0), ("map", -1.6, 2.67, 180, 1.2),
        ),
    ),
    Place(
        "corridor", r"corridor|hall ?way|passage|tunnel|hall\b|landing|stairwell|staircase|elevator|lift|"
        r"коридор|走廊|楼梯|电梯|过道",
        True, (2.4, 12.0, 2.7), (0.72, 0.4),
        (
            ("door", "west", -3.6, 0.95, 2.05, 0.0), ("door", "west", 0.2, 0.95, 2.05, 0.0),
            ("door", "west", 4.0, 0.95, 2.05, 0.0), ("door", "east", -1.8, 0.95, 2.05, 0.0),
            ("door", "east", 2.0, 0.95, 2.05, 0.0), ("window", "north", 0.0, 1.1, 1.4, 0.9),
        ),
        (
            ("ceiling lamp", 0.0, -3.5, 0), ("ceiling lamp", 0.0, 0.0, 0), ("ceiling lamp", 0.0, 3.5, 0),
            ("hall table", -1.0, -1.7, 90), ("flowers", -1.0, -1.7, 0, 0.8), ("picture", 1.17, 0.1, -90, 1.4),
            ("mirror", -1.17, -1.7, 90, 1.1), ("plant", 0.9, -5.3, 0), ("mailboxes", 1.05, 3.6, -90),
            ("picture", -1.17, 2.1, 90, 1.4), ("bench", 0.92, -3.4, -90),
        ),
    ),
    Place(
        "bar", r"bar|pub|tavern|saloon|restaurant|caf[eé]|diner|night ?club|club|bistro|canteen|cantina|"
        r"cafeteria|coffee shop|casino|ресторан|бар|кафе|酒吧|餐馆|咖啡馆|咖啡厅|饭馆|酒馆",
        True, (8.0, 6.6, 3.0), (0.5, 0.35),
        (
            ("door", "east", 2.2, 1.0, 2.1, 0.0), ("window", "west", 0.9, 2.0, 1.4, 0.9),
            ("window", "west", -1.8, 1.6, 1.4, 0.9),
        ),
        (
            ("long counter", 0.4, -2.0, 0), ("bottle shelf", 0.4, -3.1, 0), ("stool", -1.2, -1.35, 180),
            ("stool", -0.2, -1.35, 180), ("stool", 0.8, -1.35, 180), ("stool", 1.8, -1.35, 180),
            ("round table", -2.2, 0.7, 0), ("chair", -2.95, 0.7, 90), ("chair", -1.4, 0.7, -90),
            ("round table", 0.6, 1.7, 0), ("chair", -0.2, 1.7, 90), ("chair", 1.4, 1.7, -90),
            ("ceiling lamp", -2.2, 0.7, 0), ("ceiling lamp", 0.6, 1.7, 0), ("ceiling lamp", 0.4, -1.8, 0),
            ("bottle", -0.7, -2.0, 0, 1.05), ("glass", 1.2, -1.9, 0, 1.05), ("glass", -2.1, 0.6, 0, 0.75),
            ("glass", 0.7, 1.6, 0, 0.75), ("jukebox", 3.5, -1.2, -90), ("picture", 3.97, 0.6, -90, 1.4),
            ("sign", -3.6, -3.26, 0, 1.9), ("plant", -3.5, 2.8, 0),
        ),
    ),
    Place(
        "gallery", r"gallery|museum|exhibition|галерея|музей|画廊|美术馆|博物馆",
        True, (9.5, 8.0, 3.6), (0.95, 0.65),
        (
            ("door", "east", 2.4, 1.2, 2.3, 0.0), ("window", "south", 2.2, 2.6, 2.2, 0.5),
            ("archway", "west", -2.0, 1.8, 2.5, 0.0),
        ),
        (
            ("big picture", -2.6, -3.97, 0, 0.95), ("big picture", 0.2, -3.97, 0, 1.1),
            ("big picture", 3.0, -3.97, 0, 0.95), ("big picture", 4.72, -1.2, -90, 1.0),
            ("big picture", -4.72, 1.4, 90, 1.0), ("gallery bench", 0.0, 0.3, 180), ("statue", -3.2, -1.4, 20),
            ("counter", 3.4, 0.9, -90), ("computer", 3.4, 0.6, -90, 1.05), ("plant", 4.3, -3.4, 0),
            ("big picture", -2.0, 3.97, 180, 1.0),
        ),
    ),
    Place(
        "shop", r"shop|store|(?<!of )market|pharmacy|bakery|boutique|supermarket|bookstore|library|bank|barber|"
        r"salon|магазин|библиотека|банк|商店|超市|书店|图书馆|银行|店",
        True, (7.0, 6.2, 3.0), (0.8, 0.6),
        (("door", "south", 2.2, 1.0, 2.1, 0.0), ("window", "south", -0.8, 3.2, 1.8, 0.6)),
        (
            ("counter", 1.9, -1.4, 0), ("till", 2.3, -1.4, 0, 1.05), ("shelf", -2.7, -2.85, 0),
            ("shelf", -1.4, -2.85, 0), ("shelf", -0.1, -2.85, 0), ("shelf", -3.25, -1.2, 90),
            ("shelf", -3.25, 0.2, 90), ("low display", -1.0, 0.2, 0), ("shelf", 1.9, -2.85, 0),
            ("ceiling lamp", 0.0, 0.0, 0), ("poster", 3.48, 0.3, -90, 1.2), ("plant", -3.1, 2.6, 0),
            ("box", 3.0, 0.9, 15),
        ),
    ),
    Place(
        "lobby", r"lobby|reception|foyer|atrium|waiting room|airport|terminal|station|hotel|court(?:room)?|"
        r"theat(?:er|re)|auditorium|ballroom|hospital|clinic|вестибюль|холл|вокзал|больница|大厅|大堂|医院|车站|机场",
        True, (11.0, 9.0, 4.4), (0.8, 0.6),
        (
            ("door", "south", 2.5, 1.9, 2.4, 0.0), ("window", "west", -1.5, 2.4, 2.8, 0.6),
            ("window", "west", 2.0, 2.4, 2.8, 0.6), ("archway", "north", 3.6, 1.8, 2.6, 0.0),
        ),
        (
            ("front desk", -0.8, -2.6, 0), ("computer", -1.3, -2.65, 180, 1.05), ("lobby column", -3.6, -1.0, 0),
            ("lobby column", 3.2, -1.0, 0), ("sofa", 4.3, 1.2, -90), ("armchair", 3.0, 2.6, -150),
            ("coffee table", 3.2, 1.2, 90), ("plant", 5.0, -3.2, 0), ("plant", -4.9, -3.9, 0),
            ("big picture", -0.8, -4.47, 0, 1.6), ("clock", 1.6, -4.47, 0, 2.7), ("sofa", -4.6, 1.6, 90),
            ("walkway", 4.2, -2.9, 0, 2.9), ("rug", 0.3, 0.6, 0), ("flowers", -0.2, -2.6, 0, 1.05),
        ),
    ),
    Place(
        "garage", r"garage|workshop|barn|hangar|warehouse|factory|basement|cellar|attic|shed|boiler|storage|"
        r"mill\b|гараж|подвал|склад|завод|车库|仓库|工厂|地下室|车间",
        True, (7.6, 7.4, 3.1), (0.55, 0.45),
        (("door", "east", 2.6, 0.95, 2.05, 0.0), ("window", "west", -1.0, 1.3, 0.8, 1.4)),
        (
            ("workbench", -1.4, -3.3, 0), ("tool shelf", 0.9, -3.5, 0), ("toolbox", -1.9, -3.3, 20, 0.9),
            ("tool", -1.0, -3.25, 60, 0.9), ("barrel", 3.2, -3.0, 0), ("barrel", 2.6, -3.2, 0),
            ("crate", -3.2, -2.6, 15), ("crate", -3.25, -1.8, -5), ("box", -3.2, -2.6, 30, 0.6),
            ("shelf", -3.6, 0.6, 90), ("ceiling lamp", 0.0, -1.0, 0), ("bicycle", 3.4, 0.2, 5),
            ("ladder", -3.5, 2.6, 90), ("stool", -0.4, -2.5, 170),
        ),
    ),
    Place(
        "room", r"room|chamber|interior|комната|зал|房间|室|屋",
        True, (6.0, 5.4, 2.75), (0.75, 0.5),
        (("door", "east", 1.4, 0.95, 2.05, 0.0), ("window", "north", -0.9, 1.6, 1.3, 0.9)),
        (
            ("table", -0.5, -0.6, 0), ("chair", -1.0, -1.3, 0), ("chair", 0.1, 0.15, 180),
            ("shelf", 1.6, -2.5, 0), ("lamp", -2.6, -2.3, 0), ("picture", -2.97, 0.5, 90, 1.4),
            ("armchair", 2.1, 0.1, -100), ("cabinet", -2.7, 1.6, 90), ("plant", 2.6, -2.3, 0),
            ("rug", -0.4, -0.5, 0), ("picture", 0.5, -2.67, 0, 1.4),
        ),
    ),
    # ---- exteriors -----------------------------------------------------------------------
    Place(
        "pool", r"pool|swimming|бассейн|泳池|游泳池",
        False, (22.0, 20.0, 6.0), (0.8, 0.8), (),
        (
            ("villa", -2.0, -9.0, 0), ("pool water", 0.0, -1.5, 0), ("deck chair", -4.0, 1.6, 170),
            ("deck chair", -2.4, 1.7, 190), ("parasol", -3.2, 1.0, 0), ("round table", 3.4, 2.6, 0),
            ("chair", 2.6, 2.6, 90), ("chair", 4.2, 2.7, -90), ("hedge", -8.5, -3.0, 90),
            ("hedge", -8.5, 1.5, 90), ("hedge", 8.8, -3.0, -90), ("hedge", 8.8, 1.5, -90), ("palm", 6.8, -5.5, 0),
            ("palm", -7.0, -5.0, 0), ("plant", 5.6, 1.0, 0),
        ),
    ),
    Place(
        "patio", r"patio|yard|garden|terrace|porch|court ?yard|back ?yard|lawn|veranda|driveway|playground|"
        r"balcony|двор|сад|терраса|院子|花园|庭院|阳台",
        False, (18.0, 16.0, 4.0), (0.75, 0.75), (),
        (
            ("garden house", 0.0, -6.2, 0), ("round table", -1.0, -0.6, 0), ("chair", -1.85, -0.6, 90),
            ("chair", -0.1, -0.5, -90), ("parasol", -1.0, -1.0, 0), ("stove", 3.0, -3.3, 0),
            ("fence", -7.6, -3.5, 90), ("fence", -7.6, 0.6, 90), ("fence", 7.6, -3.5, -90), ("fence", 7.6, 0.6, -90),
            ("tree", 5.6, -1.6, 0), ("bush", -6.4, -2.2, 0), ("bush", -5.6, 2.0, 0), ("bush", 6.5, 1.8, 0),
            ("plant", 1.9, -3.7, 0), ("plant", -2.6, -3.7, 0), ("bench", 4.2, 0.9, -60),
            ("fence", -5.4, 6.6, 180), ("fence", -1.2, 6.6, 180), ("fence", 3.0, 6.6, 180),
        ),
    ),
    Place(
        "forest", r"forest|woods?|jungle|grove|park|swamp|trail|лес|парк|森林|树林|公园|丛林",
        False, (32.0, 32.0, 8.0), (0.35, 0.5), (),
        (
            *(("tree", x, z, 37 * i) for i, (x, z) in enumerate((
                (-5.2, -4.6), (-2.4, -7.4), (1.2, -6.2), (4.8, -5.2), (7.8, -8.5), (-8.8, -7.0),
                (-6.8, 0.6), (6.6, 0.2), (-4.9, 4.8), (5.4, 5.2), (-9.8, 3.6), (10.0, -2.4), (9.4, 6.4),
                (-1.0, -11.5), (3.6, -11.0), (-5.5, -11.8), (11.8, -10.8), (0.8, 9.2), (-7.6, 9.5), (7.2, 10.2),
                (-13.0, -3.0), (13.5, 2.6),
            ))),
            ("bush", -3.4, -2.6, 20), ("bush", 3.6, -2.9, 70), ("log", 1.5, 1.5, 70), ("boulder", -2.6, 1.9, 30),
            ("bush", 8.0, 3.2, 10), ("bush", -7.6, -3.4, 50), ("stump", 3.0, 3.2, 0),
        ),
    ),
    Place(
        "beach", r"beach|shore|sea ?side|coast|island|lagoon|пляж|берег|海滩|海边|沙滩|海岸",
        False, (36.0, 30.0, 5.0), (0.9, 0.9), (),
        (
            ("sea", 0.0, -15.0, 0), ("rowboat", -4.6, -3.6, 60), ("boulder", 5.6, -4.2, 20),
            ("rock", 6.9, -3.2, 50), ("parasol", 2.8, -1.8, 0), ("log", -1.6, 1.8, 80), ("palm", -7.6, 3.5, 0),
            ("palm", 8.2, 3.8, 0), ("rock", -8.2, -4.6, 10), ("bush", -6.4, 6.2, 0), ("bush", 4.2, 7.2, 0),
        ),
    ),
    Place(
        "desert", r"desert|dunes?|wasteland|badlands|canyon|quarry|пустыня|沙漠|荒野",
        False, (44.0, 44.0, 6.0), (0.9, 0.9), (),
        (
            ("boulder", -5.6, -5.4, 30), ("rock", -4.0, -6.6, 10), ("boulder", 7.8, -7.8, 60), ("cactus tree", 4.6, -5.0, 0),
            ("cactus tree", -9.4, -9.0, 0), ("rock", 3.2, 2.4, 40), ("bush", -3.6, 2.8, 0), ("bush", 6.6, 3.6, 0),
            ("mesa", -14.0, -19.0, 15), ("mesa", 12.0, -20.0, -10), ("rock", -8.6, 4.6, 0), ("rock", 9.6, -1.8, 20),
        ),
    ),
    Place(
        "mountains", r"mountains?|hills?|cliff|overlook|valley|summit|peak|ridge|cave|горы|гора|山|悬崖|山谷",
        False, (40.0, 40.0, 8.0), (0.6, 0.6), (),
        (
            ("mountain", -13.0, -18.0, 20), ("mountain", 5.0, -19.0, -15), ("mountain", 17.0, -15.0, 40),
            ("boulder", -4.4, -4.6, 30), ("rock", -2.8, -5.6, 10), ("boulder", 5.8, -3.6, 70), ("pine", -7.6, -2.6, 0),
            ("pine", 8.4, -5.2, 0), ("pine", -9.6, 3.8, 0), ("rock", 2.6, 2.2, 40), ("pine", 9.8, 4.8, 0), ("bush", -3.4, 3.4, 0),
        ),
    ),
    Place(
        "rooftop", r"roof ?top|roof|helipad|крыша|屋顶|天台|楼顶",
        False, (16.0, 14.0, 8.0), (0.65, 0.6), (),
        (
            ("roof hut", -4.0, -4.6, 0), ("railing", -4.5, 6.6, 180), ("railing", 0.0, 6.6, 180),
            ("railing", 4.5, 6.6, 180), ("railing", 7.6, 2.5, -90), ("railing", 7.6, -2.5, -90),
            ("railing", -7.6, 2.5, 90), ("railing", 3.4, -6.6, 0), ("railing", 6.2, -6.6, 0), ("vent box", 4.4, -3.2, 0),
            ("vent box", -4.8, 2.8, 20), ("water tank", 5.8, -5.0, 0), ("skyline", -9.0, -17.0, 0),
            ("skyline", 2.0, -19.0, 0), ("skyline", 13.0, -16.0, 0), ("skyline", 18.0, 2.0, -90), ("skyline", -18.0, 1.0, 90),
            ("crate", 1.8, -2.8, 10),
        ),
    ),
    Place(
        "harbour", r"harbou?r|port|dock|pier|marina|wharf|quay|ship|boat|deck|yacht|lake|river|гавань|порт|причал|"
        r"港口|码头|船|湖|河",
        False, (30.0, 26.0, 6.0), (0.6, 0.65), (),
        (
            ("sea", 0.0, -13.5, 0), ("yacht", -6.0, -8.0, 80), ("boat", 6.4, -8.4, 100), ("crate", -3.2, -2.2, 12),
            ("crate", -3.9, -2.3, -8), ("barrel", 3.2, -2.5, 0), ("barrel", 3.9, -2.2, 0), ("street lamp", -5.6, 1.6, 90),
            ("railing", 0.0, -4.3, 0), ("warehouse", 12.0, 4.5, -90), ("bollard", -1.2, -3.7, 0), ("bollard", 2.0, -3.7, 0),
            ("warehouse", -12.5, 4.0, 90), ("bench", 4.6, 2.2, -120),
        ),
    ),
    Place(
        "road", r"road|bridge|highway|hwy|freeway|motorway|parking|car park|gas station|petrol|rest stop|"
        r"дорога|мост|шоссе|公路|桥|停车场|路上|马路",
        False, (26.0, 44.0, 5.0), (0.6, 0.5), (),
        (
            ("guard rail", -5.4, -12.0, 90), ("guard rail", -5.4, -4.0, 90), ("guard rail", -5.4, 4.0, 90),
            ("guard rail", 5.4, -12.0, -90), ("guard rail", 5.4, -4.0, -90), ("guard rail", 5.4, 4.0, -90),
            ("street lamp", -6.2, -9.0, 90), ("street lamp", 6.2, -2.0, -90), ("street lamp", -6.2, 5.0, 90),
            ("street lamp", 6.2, -16.0, -90), ("sign", 6.6, -7.5, -10, 2.2), ("car", 2.6, -9.5, 0), ("bush", -8.6, -3.0, 0),
            ("bush", 8.8, 2.0, 0), ("mountain", -15.0, -26.0, 0), ("mountain", 14.0, -27.0, 30),
        ),
    ),
    Place(
        "field", r"field|meadow|farm|prairie|plain|countryside|cemetery|graveyard|battlefield|stadium|поле|деревня|"
        r"кладбище|田野|草原|田|农场|墓地|村",
        False, (40.0, 36.0, 5.0), (0.7, 0.65), (),
        (
            ("tree", -6.2, -5.2, 0), ("fence", -2.2, -6.0, 0), ("fence", 2.0, -6.0, 0), ("fence", 6.2, -6.0, 0),
            ("barn", 9.5, -14.0, -20), ("tree", 8.6, -3.4, 0), ("haystack", -2.8, -3.0, 0), ("bush", 4.6, 2.6, 0),
            ("bush", -5.4, 3.6, 0), ("tree", -10.8, 4.2, 0), ("rock", 2.6, 3.6, 0), ("tree", 11.6, 5.8, 0),
            ("fence", -6.4, -6.0, 0),
        ),
    ),
    Place(
        "shack", r"shack|hut|wooden|cabin|barn|ranch|camp|campsite|tent|хижина|小屋|木屋|帐篷",
        False, (24.0, 20.0, 5.0), (0.6, 0.6), (),
        (
            ("shack", 0.0, -3.4, 0), ("barrel", 2.8, -1.5, 0), ("crate", -2.7, -1.3, 15), ("tree", -6.2, -4.4, 0),
            ("tree", 6.6, -5.6, 0), ("fence", -6.6, 0.2, 60), ("fence", 7.4, -0.6, -70), ("bush", 4.4, -2.0, 0),
            ("bush", -4.5, -2.2, 0), ("log", 3.6, 1.8, 80), ("tree", 8.2, 5.0, 0), ("tree", -8.2, 4.8, 0),
        ),
    ),
    Place(
        "house exterior", r"house|mansion|villa|home|apartment|building|hotel|motel|school|church|station|"
        r"hospital|prison|palace|castle|estate|дом|здание|房子|大楼|别墅|门口|学校",
        False, (26.0, 24.0, 7.0), (0.75, 0.65), (),
        (
            ("villa", 0.0, -7.0, 0), ("hedge", -6.6, -2.6, 0), ("hedge", 6.6, -2.6, 0), ("tree", -8.4, -0.6, 0),
            ("tree", 8.8, -1.6, 0), ("street lamp", 5.2, 2.6, -90), ("mailbox", -2.6, 1.8, 180), ("bush", -3.0, -3.6, 0),
            ("bush", 3.0, -3.6, 0), ("house front", -13.0, -6.5, 20), ("house front", 13.0, -6.5, -20),
            ("fence", -5.2, 3.4, 180), ("house front", -7.0, 15.0, 180), ("house front", 3.0, 15.0, 180),
        ),
    ),
    Place(
        "street", r"street|alley|city|town|avenue|side ?walk|square|downtown|district|crossing|corner|plaza|"
        r"market ?place|boulevard|улица|город|площадь|街|巷|广场|城市|胡同|路",
        False, (24.0, 44.0, 11.0), (0.65, 0.6), (),
        (
            *(("town house", -10.0, z, 90) for z in (-17.5, -9.2, -0.8, 7.6, 16.0)),
            *(("town house", 10.0, z, -90) for z in (-17.5, -9.2, -0.8, 7.6, 16.0)),
            ("tower block", -3.0, -27.0, 0), ("tower block", 9.0, -30.0, 0), ("street lamp", -5.4, -7.6, 90),
            ("street lamp", 5.4, -2.2, -90), ("street lamp", -5.4, 5.4, 90), ("street lamp", 5.4, -13.0, -90),
            ("car", 4.0, -7.4, 180), ("car", -4.0, -12.6, 0), ("bin", -5.7, -3.0, 0), ("bench", 5.9, 2.6, -90),
            ("tree", -6.3, 1.6, 0), ("sign", 7.75, -6.2, -90, 2.7), ("mailbox", 5.8, -5.2, -90),
        ),
    ),
    Place(
        "exterior", r"", False, (28.0, 26.0, 6.0), (0.7, 0.7), (),
        (
            ("tree", -5.6, -4.8, 0), ("tree", 6.8, -6.4, 0), ("bush", -3.8, -3.0, 0), ("rock", 4.2, -2.4, 20),
            ("fence", -1.8, -7.0, 0), ("fence", 2.4, -7.0, 0), ("house front", 9.0, -12.0, -15), ("bench", 2.8, 1.6, -130),
            ("bush", 6.2, 2.8, 0), ("tree", -8.2, 4.6, 0), ("street lamp", -4.4, 1.8, 90),
        ),
    ),
)  # fmt: skip
"""In order of preference where two patterns match equally early in a heading."""

_PATTERNS = tuple((p, re.compile(rf"(?:\b|(?<=\W))(?:{p.pattern})", re.I)) for p in PLACES)


_ROOM = next(pattern for place, pattern in _PATTERNS if place.kind == "room")


def place_for(heading: str, words: str, interior: bool) -> Place:
    """The kind of place a heading means; the action's words decide only if it says nothing.

    The sublocation speaks before the location, and what stands before a comma before what
    follows it ("HALLWAY, SCOTT'S APARTMENT BUILDING"). Within those a later word wins
    ("PALACE HOTEL LOBBY"); of two at the same word the earlier row of `PLACES`.
    """
    parts = [part.strip() for part in heading.split(" / ")]
    segments = [segment for part in reversed(parts) for segment in re.split(r"[,:(–—-] ?", part)]
    chosen: Place | None = None
    for segment in segments:
        best: tuple[int, int] | None = None
        for order, (place, pattern) in enumerate(_PATTERNS):
            if place.interior != interior or not place.pattern or place.kind == "room":
                continue
            ends = [m.end() for m in pattern.finditer(segment)]
            if ends and (best is None or (ends[-1], -order) > best):
                best, chosen = (ends[-1], -order), place
        if chosen is not None:
            return chosen
    if interior and any(_ROOM.search(segment) for segment in segments):
        return next(p for p in PLACES if p.kind == "room")
    first: int | None = None
    for place, pattern in _PATTERNS:
        if (
            place.interior != interior
            or not place.pattern
            or place.kind in ("room", "car interior")
        ):
            continue
        found = pattern.search(words)
        if found and (first is None or found.start() < first):
            first, chosen = found.start(), place
    if chosen is not None:
        return chosen
    fallback = "room" if interior else "exterior"
    return next(p for p in PLACES if p.kind == fallback)

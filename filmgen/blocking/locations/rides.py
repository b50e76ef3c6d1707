"""Places that move: cars, trains, buses, planes, boats."""
# ruff: noqa: E501 (a row of the table is one line of thought)

from __future__ import annotations

from filmgen.blocking.locations.place import Place

RIDES: tuple[Place, ...] = (
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
        r"train|railway carriage|subway|metro|tram|compartment|dining car|поезд|вагон|列车|火车|地铁",
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
        "bus", r"bus|coach|minibus|автобус|公交车|巴士",
        True, (2.5, 9.0, 2.3), (0.7, 0.4),
        (*(("window", wall, along, 1.35, 0.85, 0.9) for wall in ("west", "east") for along in (-3.1, -1.55, 0.0, 1.55, 3.1)), ("window", "south", 0.0, 2.0, 1.2, 0.85), ("window", "north", 0.0, 1.8, 0.7, 1.0),),
        (
            *(("bus seat", s * 0.78, z, 0) for s in (-1, 1) for z in (-3.6, -2.5, -1.4, 1.0, 2.1)), ("bus seat", -0.78, -0.3, 0), ("driver seat", -0.7, 3.5, 0), ("steering stand", -0.7, 4.1, 180),
            ("grab pole", 0.42, -0.4, 0), ("grab pole", -0.42, 0.4, 0), ("grab pole", 0.42, 2.8, 0), ("hat rail", -1.0, 0.0, 90, 1.95), ("hat rail", 1.0, 0.0, -90, 1.95),
        ),
    ),
    Place(
        "plane", r"(?:airplane|aircraft|plane\b)(?: cabin)?|jet\b|first class|cabin of|cockpit|fuselage|самол[её]т|飞机|机舱",
        True, (3.6, 10.0, 2.3), (0.85, 0.4),
        (*(("window", wall, along, 0.32, 0.44, 1.05) for wall in ("west", "east") for along in (-4.0, -3.1, -2.2, -1.3, -0.4, 0.5, 1.4, 2.3, 3.2)), ("door", "south", 0.0, 0.75, 1.95, 0.0),),
        (
            *(("plane seat", s * 1.12, z, 0) for s in (-1, 1) for z in (-4.2, -3.3, -2.4, -1.5)), *(("plane seat", s * 1.12, z, 0) for s in (-1, 1) for z in (1.0, 1.9, 2.8, 3.7)), ("hat rail", -1.3, 0.0, 90, 1.75), ("hat rail", 1.3, 0.0, -90, 1.75),
        ),
    ),
    Place(
        "boat cabin", r"(?:boat|ship|yacht)(?:'s)?(?: cabin)?|cabin below|galley of|submarine|below deck|hold of|spaceship|space ?craft|каюта|船舱|潜艇",
        True, (3.8, 5.0, 2.2), (0.55, 0.45),
        (("window", "west", -1.2, 0.46, 0.46, 1.15), ("window", "west", 0.6, 0.46, 0.46, 1.15), ("window", "east", -1.2, 0.46, 0.46, 1.15), ("window", "east", 0.6, 0.46, 0.46, 1.15), ("door", "south", 0.0, 0.75, 1.85, 0.0),),
        (
            ("bunk", -1.42, -1.2, 0), ("chart table", 1.2, -1.9, 0), ("chair", 1.2, -1.2, 180), ("map", 0.0, -2.47, 0, 1.2), ("lantern", 0.1, -1.2, 0, 1.8), ("small cupboard", 1.62, 0.2, -90), ("bench", -1.55, 1.4, 90), ("coil of rope", 1.3, 2.0, 0),
            ("crate", 1.35, 1.2, 10), ("radio", 0.9, -2.0, 0, 0.75), ("cup", 1.5, -1.8, 0, 0.75),
        ),
    ),
)  # fmt: skip

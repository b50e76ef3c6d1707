"""Rooms that people live and work at home in."""
# ruff: noqa: E501 (a row of the table is one line of thought)

from __future__ import annotations

from filmgen.blocking.locations.place import Place

HOMES: tuple[Place, ...] = (
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
        True, (5.6, 5.5, 2.7), (0.8, 0.55),
        (("door", "east", 1.4, 0.95, 2.05, 0.0), ("window", "north", 0.3, 1.5, 1.1, 1.1)),
        (
            ("kitchen unit", 0.2, -2.45, 0), ("stove", -1.45, -2.43, 0), ("fridge", -2.4, -2.37, 0),
            ("wall cupboard", 2.25, -2.5, 0, 0.0), ("kitchen table", -0.5, 1.0, 0),
            ("chair", -1.0, 0.3, 0), ("chair", 0.05, 1.7, 180), ("chair", -1.55, 1.05, 90),
            ("chair", 0.6, 0.95, -90), ("ceiling lamp", -0.5, 1.0, 0), ("shelf", -2.6, 0.75, 90),
            ("clock", 1.55, -2.72, 0, 1.9), ("cup", -0.8, 0.95, 0, 0.75), ("bottle", -0.2, 1.2, 0, 0.75),
            ("pot", -1.45, -2.4, 0, 0.92), ("picture", 2.76, -0.6, -90, 1.35), ("plant", 2.4, 2.3, 0), ("saucepan", 0.9, -2.45, 0, 0.92), ("kettle", -0.35, -2.5, 30, 0.92), ("toaster", 1.15, -2.55, 0, 0.92), ("calendar", -2.77, -0.7, 90, 1.35), ("bin", 2.45, -1.5, 0),
        ),
    ),
    Place(
        "bedroom", r"bed ?room|dorm(?:itory)?|nursery|hotel room|motel room|motel|rm\b|room \d+|suite|спальня|卧室|卧房|宾馆房间",
        True, (5.4, 5.2, 2.7), (0.75, 0.55),
        (("door", "east", 1.5, 0.95, 2.05, 0.0), ("window", "west", 0.3, 1.5, 1.35, 0.9)),
        (
            ("bed", -0.6, -1.5, 0), ("nightstand", -1.75, -2.35, 0), ("nightstand", 0.55, -2.35, 0),
            ("small lamp", 0.55, -2.35, 0, 0.55), ("wardrobe", 2.3, -0.9, -90), ("rug", 0.2, 0.7, 0),
            ("picture", -0.6, -2.57, 0, 1.5), ("poster", 2.67, 0.35, -90, 1.2), ("box", 2.3, 0.5, 20), ("book", -1.85, -2.2, 25, 0.55), ("ceiling lamp", 0.2, 0.4, 0), ("armchair", -1.9, 1.5, 130), ("dresser", 1.2, 2.3, 180),
            ("mirror", 1.2, 2.56, 180, 1.2), ("alarm clock", -1.75, -2.3, 0, 0.55),
        ),
    ),
    Place(
        "dining room", r"dining|banquet|столовая",
        True, (6.2, 5.4, 2.9), (0.7, 0.5),
        (("door", "east", 1.8, 0.95, 2.05, 0.0), ("window", "north", -1.5, 1.3, 1.7, 0.6), ("window", "north", 1.5, 1.3, 1.7, 0.6),),
        (
            ("long table", 0.0, -0.4, 0), *(("chair", x, -1.25, 0) for x in (-1.0, 0.0, 1.0)), *(("chair", x, 0.45, 180) for x in (-1.0, 0.0, 1.0)),
            ("chair", -1.75, -0.4, 90), ("chair", 1.75, -0.4, -90), ("chandelier", 0.0, -0.4, 0), ("sideboard", -2.8, -0.4, 90), ("candle", -0.5, -0.4, 0, 0.75),
            ("candle", 0.5, -0.4, 0, 0.75), ("flowers", 0.0, -0.4, 0, 0.75), ("plate", -1.0, -0.7, 0, 0.75), ("plate", 1.0, -0.7, 0, 0.75), ("plate", 0.0, -0.1, 0, 0.75),
            ("wine glass", -0.75, -0.65, 0, 0.75), ("wine glass", 0.75, -0.15, 0, 0.75), ("big picture", 0.0, -2.66, 0, 1.2), ("picture", 3.07, -0.8, -90, 1.4),
            ("mirror", -3.07, -0.4, 90, 1.2), ("grandfather clock", 2.2, 2.5, 180), ("plant", -2.7, 2.3, 0), ("rug", 0.0, -0.4, 0),
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
        r"cottage|palatial|mansion|villa|квартира|гостиная|дом|客厅|公寓|家中|家里|家",
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
            ("book", -0.7, -0.65, 40, 0.42), ("small lamp", -2.5, 2.4, 180, 0.75), ("ceiling lamp", 0.2, 0.2, 0), ("mirror", -3.17, -1.35, 90, 1.2), ("flowers", 1.6, 1.1, 90, 0.75), ("poster", 3.17, 2.6, -90, 1.2),
        ),
    ),
    Place(
        "attic", r"attic|loft space|garret|чердак|阁楼",
        True, (6.4, 7.2, 2.6), (0.55, 0.45),
        (("window", "north", 0.0, 0.9, 0.9, 0.9), ("door", "south", -2.0, 0.85, 1.9, 0.0),),
        (
            ("trunk", -2.4, -2.6, 20), ("trunk", 1.5, -3.0, -5), ("box", -1.5, -2.9, 10), ("box", -2.4, -2.6, 5, 0.55),
            ("box", 2.2, -2.6, -15), ("wardrobe", -2.8, 0.6, 90), ("mirror", 2.95, -0.6, -90, 0.3), ("crib", 2.4, 1.4, -80),
            ("armchair", 1.9, -1.2, -60), ("suitcase", -1.2, -1.9, 30), ("bulb", 0.0, 0.0, 0), ("crate", 2.4, 2.6, 10),
            ("box", -2.5, 2.4, 25), ("stack of pictures", -2.9, 1.9, 90), ("coat rack", 1.0, 3.1, 0), ("rug", 0.0, -0.2, 10),
        ),
    ),
    Place(
        "cellar", r"basement|cellar|boiler|crypt|catacomb|bunker|подвал|地下室",
        True, (6.0, 7.0, 2.5), (0.45, 0.4),
        (("door", "south", 2.0, 0.95, 2.0, 0.0), ("window", "west", -1.0, 0.8, 0.4, 1.9),),
        (
            ("furnace", -2.2, -3.0, 0), ("barrel", 0.2, -3.1, 0), ("barrel", 0.9, -3.05, 0), ("barrel", 0.55, -2.55, 0), ("shelf", 2.2, -3.25, 0),
            ("shelf", -2.8, 0.4, 90), ("crate", 2.5, -1.4, -10), ("crate", 2.5, -0.7, 8), ("box", 2.5, -1.0, 0, 0.6), ("bulb", 0.0, -0.6, 0),
            ("workbench", -2.5, 2.4, 90), ("toolbox", -2.5, 2.2, 80, 0.9), ("washing machine", 2.6, 1.4, -90), ("cellar stair", -0.4, 2.9, 180),
            ("bucket", -1.2, -2.7, 0), ("support post", 1.5, 0.4, 0), ("support post", -1.4, -1.2, 0),
        ),
    ),
    Place(
        "cabin", r"log cabin|cabin|hut|shack|tent|ranger station|изба|хижина|小木屋|帐篷",
        True, (5.6, 5.0, 2.6), (0.5, 0.45),
        (("door", "south", 1.3, 0.95, 2.0, 0.0), ("window", "north", -1.6, 1.0, 0.95, 1.0), ("window", "east", -0.4, 1.0, 0.95, 1.0),),
        (
            ("fireplace", 0.4, -2.25, 0), ("cot", -2.25, -0.6, 0), ("kitchen table", 1.6, 0.6, 90), ("chair", 1.6, -0.4, 0), ("chair", 0.85, 0.9, 90),
            ("chest", -2.2, 1.1, 90), ("shelf", 2.0, -2.3, 0), ("rocking chair", -0.9, -1.0, 40), ("lantern", 1.6, 0.5, 0, 0.75), ("rug", -0.4, -0.2, 10),
            ("picture", -2.77, 0.3, 90, 1.5), ("log stack", -0.9, -2.2, 0), ("pole", -2.6, 2.2, 0), ("cup", 1.5, 0.9, 0, 0.75), ("coat rack", 2.4, 2.1, 0),
        ),
    ),
    Place(
        "garage", r"garage|workshop|barn|shed|"
        r"mill\b|гараж|车库|车间",
        True, (7.6, 7.4, 3.1), (0.55, 0.45),
        (("door", "east", 2.6, 0.95, 2.05, 0.0), ("window", "west", -1.0, 1.3, 0.8, 1.4)),
        (
            ("workbench", -1.4, -3.3, 0), ("tool shelf", 0.9, -3.5, 0), ("toolbox", -1.9, -3.3, 20, 0.9),
            ("tool", -1.0, -3.25, 60, 0.9), ("barrel", 3.2, -3.0, 0), ("barrel", 2.6, -3.2, 0),
            ("crate", -3.2, -2.6, 15), ("crate", -3.25, -1.8, -5), ("box", -3.2, -2.6, 30, 0.6),
            ("shelf", -3.6, 0.6, 90), ("ceiling lamp", 0.0, -1.0, 0), ("bicycle", 3.4, 0.2, 5),
            ("ladder", -3.5, 2.6, 90), ("stool", -0.4, -2.5, 170), ("poster", -0.6, -3.68, 0, 1.4), ("tyre pile", 3.3, 1.4, 0), ("oil drum", 3.3, -2.1, 0), ("bucket", -2.6, -2.9, 0), ("calendar", 3.78, -0.9, -90, 1.4),
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
)  # fmt: skip

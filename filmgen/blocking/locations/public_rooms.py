"""Rooms that everybody may enter, or nobody may leave."""
# ruff: noqa: E501 (a row of the table is one line of thought)

from __future__ import annotations

from filmgen.blocking.locations.place import Place

PUBLIC_ROOMS: tuple[Place, ...] = (
    Place(
        "prison", r"prison|jail|cell|dungeon|holding|тюрьма|камера|监狱|牢房",
        True, (3.6, 4.4, 2.8), (0.55, 0.45),
        (("window", "north", 0.5, 0.7, 0.55, 1.85),),
        (
            ("cot", -1.35, -1.0, 0), ("toilet", 1.4, -1.7, 0), ("sink", 0.55, -1.93, 0),
            ("bars", 0.0, 2.05, 0), ("interrogation table", 0.55, 0.35, 0), ("chair", 0.55, -0.4, 0),
            ("chair", 0.55, 1.1, 180), ("bulb", 0.4, 0.3, 0), ("book", -1.2, -1.9, 20, 0.6), ("calendar", 1.78, -0.2, -90, 1.4), ("bucket", -0.4, -1.9, 0),
        ),
    ),
    Place(
        "interrogation room", r"interrogation|interview room|holding room|observation room|допрос\w*|审讯室?",
        True, (4.4, 4.0, 2.8), (0.6, 0.4),
        (("door", "east", 1.1, 0.95, 2.05, 0.0),),
        (
            ("steel table", 0.0, -0.1, 0), ("chair", 0.0, -0.95, 0), ("chair", -0.4, 0.75, 180), ("chair", 0.45, 0.75, 180), ("hanging lamp", 0.0, -0.1, 0),
            ("two-way mirror", 0.0, -1.97, 0, 1.0), ("camera", 1.95, -1.75, -45, 2.35), ("clock", -2.17, -0.5, 90, 2.0), ("file", 0.2, 0.05, 20, 0.75), ("cup", -0.4, 0.1, 0, 0.75),
            ("filing cabinet", -1.9, -1.6, 45), ("radiator", -2.08, 1.0, 90), ("record player", 0.45, -0.25, 180, 0.75), ("chair", 1.75, -1.4, -45), ("bin", -1.9, 1.7, 0),
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
            ("lectern", 1.9, -5.2, 0), ("cross", 0.0, -7.75, 0, 1.6), ("candlestick", -2.6, -6.0, 0), ("candlestick", 2.9, -6.2, 0), ("chandelier", 0.0, -1.0, 0), ("flowers", -1.6, -6.6, 0, 0.0),
        ),
    ),
    Place(
        "hospital room", r"hospital|ward|clinic|infirmary|operating (?:room|theat\w+)|emergency room|\ber\b|icu|surgery|больница|палата|医院|病房|诊所",
        True, (6.0, 5.4, 2.8), (0.92, 0.7),
        (("door", "east", 1.6, 1.2, 2.1, 0.0), ("window", "north", 0.6, 2.2, 1.4, 0.9),),
        (
            ("hospital bed", -1.6, -1.55, 0), ("drip stand", -2.45, -2.1, 0), ("heart monitor", -0.75, -2.3, -15), ("bedside table", -0.75, -1.6, 0), ("flowers", -0.75, -1.55, 0, 0.55),
            ("hospital bed", 2.2, -1.55, 0), ("bed screen", 0.7, -1.2, 90), ("chair", -0.6, -0.2, -60), ("wheelchair", 2.3, 0.7, -100), ("sink", -2.7, 1.6, 90), ("mirror", -2.97, 1.6, 90, 1.15),
            ("clock", 0.0, 2.66, 180, 2.0), ("neon tube", -1.0, -0.6, 0), ("neon tube", 1.0, -0.6, 0), ("trolley", -1.2, 2.2, 100), ("tv screen", 2.94, -0.4, -90, 1.8), ("noticeboard", 1.4, 2.66, 180, 1.2),
        ),
    ),
    Place(
        "classroom", r"class ?room|school|lecture|seminar|kindergarten|university|класс|школа|аудитория|教室|学校|课堂",
        True, (7.6, 7.4, 3.1), (0.8, 0.55),
        (("door", "east", -2.6, 0.95, 2.05, 0.0), *(("window", "west", z, 1.7, 1.5, 0.95) for z in (-2.0, 0.3, 2.6)),),
        (
            ("blackboard", 0.0, -3.66, 0, 0.95), ("desk", -1.6, -2.4, 180), ("chair", -1.6, -3.05, 0), ("book", -1.4, -2.4, 20, 0.75),
            *(("school desk", x, z, 0) for x in (-2.3, -0.1, 2.1) for z in (0.1, 1.6, 3.0)), *(("chair", x, z + 0.55, 180) for x in (-2.3, -0.1, 2.1) for z in (0.1, 1.6)),
            ("map", 2.6, -3.66, 0, 1.2), ("clock", -2.5, -3.66, 0, 2.4), ("shelf", 3.55, 0.4, -90), ("neon tube", -1.2, -0.8, 0), ("neon tube", 1.4, -0.8, 0), ("globe", -2.1, -2.4, 0, 0.75),
            ("poster", 3.77, 2.2, -90, 1.2), ("poster", 3.77, -0.9, -90, 1.2), ("noticeboard", 0.6, 3.66, 180, 1.2), ("bin", 2.0, -3.3, 0), ("flag stand", -3.4, -3.2, 0),
        ),
    ),
    Place(
        "police station", r"police station|station house|precinct|squad room|sheriff|detective|полиция|警察局|派出所",
        True, (7.6, 6.6, 2.9), (0.65, 0.45),
        (("door", "east", 2.2, 1.0, 2.1, 0.0), ("window", "north", -2.0, 2.0, 1.3, 1.0), ("window", "north", 1.2, 2.0, 1.3, 1.0),),
        (
            ("desk", -2.0, -1.4, 180), ("office chair", -2.0, -2.1, 0), ("chair", -2.0, -0.4, 180), ("computer", -2.3, -1.45, 180, 0.75), ("phone", -1.5, -1.4, 180, 0.75),
            ("desk", 1.0, -1.4, 180), ("office chair", 1.0, -2.1, 0), ("chair", 1.0, -0.4, 180), ("computer", 0.7, -1.45, 180, 0.75), ("desk lamp", 1.5, -1.5, 180, 0.75),
            ("filing cabinet", 3.45, -2.9, -90), ("filing cabinet", 3.45, -2.35, -90), ("filing cabinet", 3.45, -1.8, -90), ("case board", -3.77, 0.4, 90, 0.9), ("bars", -2.2, 3.0, 180),
            ("bench", 1.2, 2.9, 180), ("clock", 0.0, -3.26, 0, 2.3), ("flag stand", -3.4, -2.9, 0), ("coat rack", 3.4, 3.0, 0), ("neon tube", -2.0, -1.0, 0), ("neon tube", 1.0, -1.0, 0),
            ("map", 3.77, -0.2, -90, 1.2), ("file", -1.8, -1.2, 200, 0.75), ("cup", 1.2, -1.25, 0, 0.75), ("bin", -0.9, -1.8, 0),
        ),
    ),
    Place(
        "laboratory", r"laborator\w+|lab\b|morgue|research|лаборатория|实验室",
        True, (6.8, 6.0, 2.9), (0.92, 0.65),
        (("door", "east", 1.8, 0.95, 2.05, 0.0), ("window", "west", -0.6, 2.0, 1.2, 1.1),),
        (
            ("lab bench", -0.2, -1.0, 0), ("lab bench", -0.2, -2.65, 0), ("stool", -0.9, -0.2, 180), ("stool", 0.6, -0.25, 180), ("bottle", -0.8, -1.0, 0, 0.92), ("glass", -0.4, -0.95, 0, 0.92),
            ("bottle", 0.5, -1.05, 0, 0.92), ("microscope", 0.9, -1.0, 0, 0.92), ("computer", -0.9, -2.7, 0, 0.92), ("glass", 0.2, -2.6, 0, 0.92), ("display case", 3.05, -1.6, -90), ("fridge", 2.9, -2.55, 0),
            ("sink", -3.1, 1.8, 90), ("neon tube", -0.8, -0.6, 0), ("neon tube", 1.2, -0.6, 0), ("whiteboard", 0.4, 2.96, 180, 1.0), ("shelf", -3.15, -1.9, 90), ("filing cabinet", 3.05, 0.2, -90), ("clock", 1.8, -2.96, 0, 2.2),
        ),
    ),
    Place(
        "office", r"office|bureau|newsroom|study|conference|boardroom|headquarters|control room|офис|кабинет|办公室|会议室",
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
            ("small lamp", 0.0, -1.0, 0, 0.75), ("coat rack", 2.5, 2.3, 0), ("map", -1.6, 2.67, 180, 1.2), ("filing cabinet", 2.55, -1.1, -90), ("book", -0.35, -0.7, 200, 0.75), ("bin", 0.55, -1.3, 0), ("ceiling lamp", 0.0, 0.4, 0), ("calendar", 0.25, -2.66, 0, 1.4),
        ),
    ),
    Place(
        "lift", r"elevator|lift\b|лифт|电梯",
        True, (2.6, 2.6, 2.5), (0.6, 0.35),
        (("door", "south", 0.0, 1.1, 2.1, 0.0),),
        (
            ("handrail", 0.0, -1.24, 0, 0.88), ("handrail", -1.24, 0.0, 90, 0.88), ("handrail", 1.24, 0.0, -90, 0.88), ("button panel", 0.95, 1.26, 180, 1.0), ("neon tube", 0.0, 0.0, 0),
        ),
    ),
    Place(
        "stairwell", r"stair ?well|stair ?case|stairs|fire escape|лестница|楼梯间?",
        True, (4.6, 6.4, 4.2), (0.65, 0.45),
        (("door", "east", 2.2, 0.95, 2.05, 0.0), ("window", "north", 0.9, 1.1, 1.5, 2.1), ("door", "south", 1.2, 0.95, 2.05, 0.0),),
        (
            ("flight", -1.35, -1.0, 0), ("hanging lamp", 0.8, 0.2, 0), ("fire hose", 2.27, -0.6, -90, 1.1), ("bicycle", 1.8, -2.2, 10), ("floor number", 0.3, -3.17, 0, 1.7),
            ("radiator", 1.5, -3.08, 0), ("bucket", -1.9, 2.7, 0), ("mailboxes", -2.15, 1.6, 90, 0.6),
        ),
    ),
    Place(
        "corridor", r"corridor|hall ?way|passage|tunnel|hall\b|landing|"
        r"коридор|走廊|过道",
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
        "restaurant", r"restaurant|diner|bistro|canteen|cafeteria|pizzeria|trattoria|ресторан|餐馆|饭馆|餐厅|食堂",
        True, (8.4, 7.2, 3.0), (0.7, 0.45),
        (("door", "south", 3.2, 1.0, 2.1, 0.0), ("window", "west", -1.6, 2.0, 1.6, 0.7), ("window", "west", 1.4, 2.0, 1.6, 0.7), ("archway", "north", 3.0, 1.1, 2.2, 0.0),),
        (
            ("booth seat", -3.55, -2.7, 0), ("booth table", -3.3, -1.75, 90), ("booth seat", -3.55, -0.8, 180), ("round table", -0.9, -1.9, 0), ("chair", -1.7, -1.9, 90), ("chair", -0.1, -1.9, -90),
            ("round table", 1.6, -0.6, 0), ("chair", 0.8, -0.6, 90), ("chair", 2.4, -0.6, -90), ("round table", -2.4, 1.7, 0), ("chair", -3.2, 1.7, 90), ("chair", -1.6, 1.7, -90),
            ("candle", -0.9, -1.9, 0, 0.75), ("candle", 1.6, -0.6, 0, 0.75), ("candle", -2.4, 1.7, 0, 0.75), ("wine glass", -1.2, -1.8, 0, 0.75), ("wine glass", 1.3, -0.5, 0, 0.75), ("plate", -2.6, 1.6, 0, 0.75),
            ("short counter", 0.6, -3.05, 0), ("bottle rack", 0.6, -3.42, 0), ("hanging lamp", -0.9, -1.9, 0), ("hanging lamp", 1.6, -0.6, 0), ("hanging lamp", -2.4, 1.7, 0), ("big picture", 4.17, 0.6, -90, 1.1),
            ("plant", 3.8, -2.6, 0), ("plant", -3.8, 3.1, 0), ("round table", 1.9, 2.2, 0), ("chair", 1.1, 2.2, 90), ("chair", 2.7, 2.3, -90), ("picture", -0.6, 3.57, 180, 1.4), ("menu board", 1.8, -3.57, 0, 1.5),
        ),
    ),
    Place(
        "bar", r"bar|pub|tavern|saloon|caf[eé]|night ?club|club|cantina|"
        r"coffee shop|casino|бар|кафе|酒吧|咖啡馆|咖啡厅|酒馆",
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
            ("sign", -3.6, -3.26, 0, 1.9), ("plant", -3.5, 2.8, 0), ("poster", -3.97, -3.0, 90, 1.3), ("cash register", 2.3, -2.0, 0, 1.05), ("bottle", 0.2, -2.1, 0, 1.05), ("picture", 3.97, -2.6, -90, 1.4), ("coat rack", 3.5, 3.0, 0),
        ),
    ),
    Place(
        "theatre", r"theat(?:er|re)|auditorium|opera|cinema|concert hall|circus|backstage|on stage|court(?:room)?|parliament|театр|кино|суд|剧院|电影院|法庭",
        True, (12.0, 14.0, 6.0), (0.4, 0.3),
        (("door", "south", 3.6, 1.8, 2.4, 0.0), ("door", "west", -2.4, 1.0, 2.1, 0.0),),
        (
            ("stage floor", 0.0, -5.4, 0), ("stage curtain", -4.6, -4.2, 0), ("stage curtain", 4.6, -4.2, 0), ("valance", 0.0, -4.2, 0, 4.7), ("lectern", 0.0, -5.2, 0, 0.9),
            *(("theatre seats", s * 2.9, z, 180) for s in (-1, 1) for z in (-0.6, 0.7, 2.0, 3.3, 4.6)), ("chandelier", 0.0, 1.5, 0), ("stage lamp", -3.0, -2.6, 180), ("stage lamp", 3.0, -2.6, 180), ("stage lamp", 0.0, -2.6, 180),
            ("wall lamp", -5.95, -0.5, 90, 2.2), ("wall lamp", 5.95, -0.5, -90, 2.2), ("wall lamp", -5.95, 3.5, 90, 2.2), ("wall lamp", 5.95, 3.5, -90, 2.2),
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
            ("big picture", -2.0, 3.97, 180, 1.0), ("rope stand", -3.2, -0.5, 0), ("statue", 3.6, -2.0, -30),
        ),
    ),
    Place(
        "library", r"library|archive|bookshop|reading room|библиотека|архив|图书馆|档案馆",
        True, (8.0, 7.4, 3.4), (0.65, 0.45),
        (("door", "east", 2.4, 1.0, 2.2, 0.0), ("window", "north", 0.0, 1.5, 2.2, 0.6),),
        (
            *(("bookcase", x, -3.5, 0) for x in (-3.2, -1.9, 1.9, 3.2)), *(("bookcase", -3.8, z, 90) for z in (-1.6, -0.3, 1.0, 2.3)), ("bookcase", 2.4, -1.2, 90), ("bookcase", 2.4, 0.1, 90),
            ("long table", -0.8, -0.6, 0), ("chair", -1.4, -1.4, 0), ("chair", -0.2, -1.4, 0), ("chair", -1.4, 0.2, 180), ("chair", -0.2, 0.25, 180), ("desk lamp", -1.2, -0.6, 0, 0.75), ("desk lamp", -0.2, -0.6, 0, 0.75),
            ("book", -0.7, -0.35, 30, 0.75), ("book", -1.6, -0.8, -20, 0.75), ("stepladder", -3.35, 0.4, 80), ("globe stand", 0.9, -3.0, 0), ("armchair", 1.2, 2.6, 200), ("hanging lamp", -0.8, -0.6, 0), ("hanging lamp", 1.0, 2.0, 0),
            ("bookcase", -1.6, 3.5, 180), ("bookcase", -0.3, 3.5, 180), ("clock", 3.97, 0.8, -90, 2.2), ("cart", 0.8, 1.2, 30),
        ),
    ),
    Place(
        "shop", r"shop|store|(?<!of )market|pharmacy|bakery|boutique|supermarket|bookstore|bank|barber|"
        r"salon|магазин|банк|商店|超市|书店|银行|店",
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
        "lobby", r"lobby|reception|foyer|atrium|waiting room|airport|terminal|station|hotel|ballroom|"
        r"вестибюль|холл|вокзал|大厅|大堂|车站|机场",
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
        "warehouse", r"warehouse|factory|hangar|storage|depot|plant\b|loading bay|sound ?stage|склад|завод|фабрика|仓库|工厂",
        True, (14.0, 14.0, 6.0), (0.5, 0.45),
        (("door", "north", -2.5, 3.6, 3.6, 0.0), ("door", "east", 4.0, 1.0, 2.1, 0.0), *(("window", "west", z, 2.2, 1.0, 4.0) for z in (-4.0, 0.0, 4.0)), *(("window", "east", z, 2.2, 1.0, 4.0) for z in (-4.0, 0.0)),),
        (
            ("rack of boxes", 4.2, -6.3, 0), ("rack of boxes", 1.4, -6.3, 0), ("rack of boxes", -6.3, -3.2, 90), ("rack of boxes", -6.3, -0.2, 90), ("big crate", 3.6, -3.4, 10), ("big crate", 5.0, -3.0, -5), ("crate", 4.2, -2.2, 25), ("crate", 3.6, -3.4, 20, 1.2),
            ("oil drum", -4.2, -5.6, 0), ("oil drum", -3.5, -5.8, 0), ("oil drum", -4.0, -4.9, 0), ("pallet stack", -2.8, 2.8, 10), ("forklift", 2.6, 1.4, -60), ("steel column", -3.2, 0.0, 0), ("steel column", 3.4, 0.0, 0), ("steel column", -3.2, -4.4, 0),
            ("steel column", 3.4, 4.6, 0), ("factory lamp", -1.5, -2.6, 0), ("factory lamp", 1.8, -1.0, 0), ("factory lamp", -1.5, 3.0, 0), ("big crate", -5.4, 4.4, 5), ("big crate", 4.8, 5.6, 0), ("crate", -4.1, 4.6, 20), ("rack of boxes", 0.0, 6.3, 180), ("rack of boxes", -3.0, 6.3, 180),
        ),
    ),
)  # fmt: skip

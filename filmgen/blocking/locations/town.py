"""Places out of doors where people have built."""
# ruff: noqa: E501 (a row of the table is one line of thought)

from __future__ import annotations

from filmgen.blocking.locations.place import Place

TOWN: tuple[Place, ...] = (
    Place(
        "pool", r"pool|swimming|бассейн|泳池|游泳池",
        False, (22.0, 20.0, 6.0), (0.8, 0.8), (),
        (
            ("villa", -2.0, -9.0, 0), ("pool water", 0.0, -1.5, 0), ("deck chair", -4.0, 1.6, 170),
            ("deck chair", -2.4, 1.7, 190), ("parasol", -3.2, 1.0, 0), ("round table", 3.4, 2.6, 0),
            ("chair", 2.6, 2.6, 90), ("chair", 4.2, 2.7, -90), ("hedge", -8.5, -3.0, 90),
            ("hedge", -8.5, 1.5, 90), ("hedge", 8.8, -3.0, -90), ("hedge", 8.8, 1.5, -90), ("palm", 6.8, -5.5, 0),
            ("palm", -7.0, -5.0, 0), ("plant", 5.6, 1.0, 0), ("hedge", -3.0, 8.6, 180), ("hedge", 2.0, 8.8, 180), ("palm", 5.4, 8.0, 0), ("palm", -6.4, 8.2, 0), ("hedge", 6.6, 8.8, 180),
        ),
    ),
    Place(
        "patio", r"patio|yard|garden|terrace|porch|court ?yard|back ?yard|lawn|veranda|driveway|"
        r"balcony|двор|сад|терраса|院子|花园|庭院|阳台",
        False, (18.0, 16.0, 4.0), (0.75, 0.75), (),
        (
            ("garden house", 0.0, -6.2, 0), ("tree", -8.8, 5.2, 0), ("tree", 3.4, 9.2, 0), ("tree", -3.8, 9.8, 0), ("flowerbed", 4.6, -3.6, 0), ("flowerbed", -4.6, -3.6, 0), ("round table", -1.0, -0.6, 0), ("chair", -1.85, -0.6, 90),
            ("chair", -0.1, -0.5, -90), ("parasol", -1.0, -1.0, 0), ("stove", 3.0, -3.3, 0),
            ("garden fence", -7.6, -3.5, 90), ("garden fence", -7.6, 0.6, 90), ("garden fence", 7.6, -3.5, -90), ("garden fence", 7.6, 0.6, -90),
            ("tree", 5.6, -1.6, 0), ("bush", -6.4, -2.2, 0), ("bush", -5.6, 2.0, 0), ("bush", 6.5, 1.8, 0),
            ("plant", 1.9, -3.7, 0), ("plant", -2.6, -3.7, 0), ("bench", 4.2, 0.9, -60),
            ("garden fence", -5.4, 6.6, 180), ("garden fence", -1.2, 6.6, 180), ("garden fence", 3.0, 6.6, 180),
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
            ("crate", 1.8, -2.8, 10), ("vent pipe", -1.2, -4.9, 0), ("vent pipe", 2.4, 3.6, 0), ("aerial", -6.2, -4.4, 0), ("skyline", -7.0, 19.0, 180), ("skyline", 5.0, 17.0, 180), ("skyline", 15.0, 15.0, 180), ("washing line", -1.2, -2.3, 0, 0.75),
        ),
    ),
    Place(
        "harbour", r"harbou?r|port|dock|pier|marina|wharf|quay|ship|boat|deck|yacht|гавань|порт|причал|"
        r"港口|码头|船",
        False, (30.0, 26.0, 6.0), (0.6, 0.65), (),
        (
            ("sea", 0.0, -185.2, 0), ("yacht", -6.0, -8.0, 80), ("boat", 6.4, -8.4, 100), ("crate", -3.2, -2.2, 12),
            ("crate", -3.9, -2.3, -8), ("barrel", 3.2, -2.5, 0), ("barrel", 3.9, -2.2, 0), ("street lamp", -5.6, 1.6, 90),
            ("railing", 0.0, -4.3, 0), ("warehouse", 12.0, 4.5, -90), ("bollard", -1.2, -3.7, 0), ("bollard", 2.0, -3.7, 0),
            ("warehouse", -12.5, 4.0, 90), ("bench", 4.6, 2.2, -120), ("fishing boat", -14.5, -10.0, 60), ("sailboat", 14.0, -11.0, 110), ("crate", 4.6, 8.0, 10), ("crate", 5.4, 8.2, -20), ("pallet stack", -6.0, 6.5, 0), ("van", 1.5, 10.5, 100), ("street lamp", 7.2, 6.0, -90),
        ),
    ),
    Place(
        "alley", r"alley\w*|back ?street|back ?lane|gutter|переулок|подворотня|小巷|巷子?|胡同",
        False, (6.4, 26.0, 9.0), (0.5, 0.5),
        (),
        (
            *(("brick block", -6.2, z, 90) for z in (-12.0, -3.8, 4.4, 12.6)), *(("brick block", 6.2, z, -90) for z in (-12.0, -3.8, 4.4, 12.6)), ("brick block", -1.5, -22.0, 0), ("brick block", 1.5, 24.0, 180), ("dumpster", -2.2, -5.2, 92), ("bin", 2.6, -3.0, 0), ("bin", 2.5, -2.3, 0),
            ("crate", -2.5, 2.6, 15), ("crate", -2.5, 3.4, -5), ("box", -2.4, 2.7, 30, 0.6), ("pallet stack", 2.4, 4.6, 88), ("wall lamp", -2.9, -2.0, 90, 3.0), ("wall lamp", 2.9, 5.6, -90, 3.0), ("drainpipe", -2.95, -0.6, 90), ("drainpipe", 2.95, 1.6, -90), ("fire escape", 2.5, -7.2, -90, 2.9), ("chain-link fence", 0.0, -13.6, 0),
            ("neon sign", 2.75, -9.6, -90, 3.0), ("washing line", 0.0, -8.4, 0, 4.6), ("bicycle", 2.5, 8.2, 5), ("poster", -2.95, 1.0, 90, 1.3), ("tyre pile", -2.3, -8.6, 0), ("bag", 2.4, -1.5, 0),
        ),
    ),
    Place(
        "bridge", r"bridge|viaduct|overpass|мост|大?桥",
        False, (12.0, 40.0, 6.0), (0.55, 0.6),
        (),
        (
            *(("parapet", s * 5.4, z, 90) for s in (-1, 1) for z in (-13.5, -9.0, -4.5, 0.0, 4.5, 9.0, 13.5)), *(("street lamp", s * 5.0, z, s * -90) for s, z in ((-1, -9.0), (1, -4.0), (-1, 3.0), (1, 9.0))),
            ("bridge tower", 0.0, -19.0, 0), ("bridge tower", 0.0, 21.0, 180), ("car", 2.4, -12.0, 180), ("car", -2.4, 11.0, 0), ("signpost", 4.7, 2.4, 180), ("lifebuoy", -5.2, 0.6, 90, 0.5),
        ),
    ),
    Place(
        "gas station", r"gas station|petrol|filling station|service station|truck ?stop|garage forecourt|заправка|加油站",
        False, (24.0, 22.0, 6.0), (0.75, 0.65),
        (),
        (
            ("station shop", 0.0, -8.6, 0), ("canopy", 0.0, -1.8, 0), ("gas pump", -2.6, -2.0, 0), ("gas pump", 2.6, -2.0, 0), ("gas pump", -2.6, -3.6, 180), ("gas pump", 2.6, -3.6, 180), ("car", 4.7, -2.4, 0), ("price pylon", -8.2, 1.8, 20), ("street lamp", 9.0, 3.0, -90), ("bin", -0.4, -4.9, 0), ("vending machine", -4.2, -5.9, 0), ("oil drum", 4.9, -5.8, 0), ("phone booth", 7.4, -5.2, -20),
            ("telephone pole", -11.0, -4.0, 0), ("telephone pole", 12.0, -4.0, 0), ("truck", -8.6, -5.6, 30), ("bush", 10.4, 6.2, 0), ("bush", -9.2, 8.2, 0), ("guard rail", 0.0, 10.4, 180), ("guard rail", 8.0, 10.4, 180), ("guard rail", -8.0, 10.4, 180), ("tree", 5.0, 14.0, 0), ("tyre pile", -5.4, -5.8, 0),
        ),
    ),
    Place(
        "parking lot", r"parking|car ?park|forecourt|junkyard|scrapyard|парковка|стоянка|停车场",
        False, (26.0, 26.0, 4.0), (0.6, 0.55),
        (),
        (
            ("car", -6.4, -4.6, 180), ("car", -3.6, -4.6, 180), ("suv", 2.2, -4.6, 180), ("car", 5.0, -4.6, 180), ("van", 7.9, -4.8, 180), ("car", -7.6, 7.0, 0), ("car", 1.8, 7.0, 0), ("hatchback", 4.6, 7.0, 0), ("street lamp", -0.8, -7.6, 0), ("street lamp", -2.6, 9.8, 180), ("building", -8.0, -17.0, 0), ("supermarket", 6.0, -16.0, 0), ("shopping cart", -0.6, -3.4, 40), ("bollard", -1.4, 3.6, 0), ("bollard", 0.0, 3.6, 0), ("bollard", 1.4, 3.6, 0),
            ("parking meter", -4.8, 3.8, 180), ("hedge", -9.0, 11.0, 180), ("hedge", -5.0, 11.0, 180), ("hedge", 7.0, 11.0, 180), ("tree", 9.8, 10.0, 0), ("tree", -11.0, 1.0, 0), ("signpost", 0.8, -7.8, 0), ("bin", 3.6, 3.9, 0),
        ),
    ),
    Place(
        "cemetery", r"cemetery|graveyard|burial|grave|funeral|кладбище|墓地|坟",
        False, (28.0, 26.0, 6.0), (0.5, 0.6),
        (),
        (
            *(("grave", x, z, 4 * k) for k, (x, z) in enumerate(((-4.6, -3.0), (-2.2, -3.2), (0.4, -3.0), (3.0, -3.2), (5.4, -3.0), (-5.6, -5.8), (-3.2, -6.0), (1.6, -6.0), (4.2, -5.8), (-4.8, 3.8), (-2.2, 4.2), (2.8, 4.0), (5.6, 3.6), (-3.6, 7.0), (0.4, 7.2), (4.4, 7.0)))),
            ("cross", -0.8, -6.0, 0), ("cross", 6.6, -5.9, 8), ("cross", -6.8, -3.2, -8), ("stone angel", 2.4, -8.4, 0), ("mausoleum", -7.6, -10.6, 20), ("chapel", 8.8, -13.4, -20), ("cypress", -9.6, -5.2, 0), ("cypress", -9.8, -1.2, 0), ("cypress", 9.8, -6.4, 0), ("dead tree", 7.4, -1.0, 0), ("railings", -3.0, 10.0, 180), ("railings", 1.2, 10.0, 180),
            ("railings", 5.4, 10.0, 180), ("railings", -7.2, 10.0, 180), ("tree", -10.6, 4.6, 0), ("tree", 10.8, 6.2, 0), ("flowers", -2.1, -2.7, 0, 0.0), ("path", 0.0, 0.4, 90), ("cross", 0.4, 4.3, 180),
        ),
    ),
    Place(
        "church exterior", r"church|chapel|cathedral|abbey|temple|mosque|monastery|церковь|храм|教堂|寺庙?",
        False, (28.0, 26.0, 8.0), (0.7, 0.65),
        (),
        (
            ("church", 0.0, -12.0, 0), ("path", 0.0, -1.0, 0), ("grave", -4.8, -3.4, 10), ("grave", -6.6, -4.6, -5), ("cross", 5.2, -3.6, 0), ("grave", 7.0, -4.4, 5), ("cypress", -7.8, -8.2, 0), ("cypress", 7.8, -8.2, 0), ("tree", -10.2, -1.6, 0), ("tree", 10.4, 0.4, 0), ("stone wall", -5.2, 7.4, 180), ("stone wall", 5.2, 7.4, 180), ("stone wall", -9.4, 7.6, 180), ("street lamp", 3.4, 2.6, -90),
            ("bench", -3.6, 0.8, 70), ("house", -8.0, 15.0, 180), ("house", 6.0, 16.0, 185), ("bush", 4.4, -5.6, 0), ("bush", -4.4, -5.8, 0),
        ),
    ),
    Place(
        "station platform", r"platform|railway|rail ?road|train station|tracks?\b|подземка|вокзал|платформа|站台|铁路|铁轨|火车站",
        False, (22.0, 40.0, 5.0), (0.6, 0.55),
        (),
        (
            ("rails", -5.2, 0.0, 0), ("train", -5.2, -12.0, 0), ("station building", 8.6, -6.0, -90), ("platform canopy", 3.0, -8.0, 0), ("bench", 3.4, -2.6, -90), ("bench", 3.4, 4.0, -90), ("street lamp", 0.8, -5.0, -90), ("street lamp", 0.8, 6.0, -90), ("hanging clock", 1.4, -3.2, 0, 2.6), ("sign", 4.6, -0.4, -90, 2.3), ("suitcase", 2.6, -2.0, 30), ("trolley", 2.2, 2.0, 20), ("bin", 3.9, -4.4, 0), ("signpost", -1.6, -14.0, 0), ("telephone pole", -9.0, -10.0, 0), ("telephone pole", -9.0, 8.0, 0), ("tree", -11.4, 2.0, 0), ("bush", -9.0, -3.0, 0), ("warehouse", -15.0, 14.0, 90), ("traffic light", -3.2, 12.0, 180), ("fence", 6.6, 10.0, 0),
        ),
    ),
    Place(
        "market square", r"square|market ?place|market\b|plaza|piazza|bazaar|fair\b|площадь|рынок|广场|市场|集市",
        False, (28.0, 28.0, 9.0), (0.65, 0.65),
        (),
        (
            ("fountain", 1.8, -6.0, 0), ("stall", -4.6, -4.6, 30), ("stall", -7.2, -1.0, 80), ("stall", 6.8, -3.6, -50), ("town house", -9.0, -15.0, 0), ("town house", -0.5, -16.0, 0), ("town house", 8.0, -15.0, 0), ("town house", -14.5, -5.0, 90), ("town house", -14.5, 4.0, 90), ("town house", 14.5, -5.0, -90), ("town house", 14.5, 4.0, -90), ("church", 5.0, 21.0, 180), ("town house", -5.0, 16.0, 180), ("town house", 13.6, 15.0, 180), ("street lamp", -3.0, 2.4, 90), ("street lamp", 5.0, 1.6, -90), ("bench", 3.6, -2.2, -160), ("tree", -8.0, 6.6, 0), ("tree", 8.4, 6.2, 0), ("crate", -3.4, -3.2, 10), ("barrel", -5.6, -2.4, 0), ("statue", -1.6, -9.6, 0), ("bin", 4.9, -2.6, 0), ("cart", -2.4, 6.0, 40),
        ),
    ),
    Place(
        "park", r"park\b|playground|botanical|promenade|парк|сквер|公园",
        False, (30.0, 28.0, 6.0), (0.6, 0.7),
        (),
        (
            ("path", 0.0, -3.0, 0), ("park bench", -2.6, -2.6, 20), ("park bench", 3.4, -3.4, -15), ("fountain", 0.6, -8.0, 0), ("street lamp", -4.2, -2.2, 60), ("street lamp", 5.2, 3.2, -90), ("tree", -6.4, -5.2, 0), ("tree", 6.6, -6.6, 0),
            ("tree", -9.2, 0.4, 0), ("tree", 8.8, 0.6, 0), ("tree", -5.6, 6.6, 0), ("tree", 5.4, 8.2, 0), ("tree", 11.4, -10.4, 0), ("tree", -12.0, -9.6, 0), ("tree", -1.2, 12.0, 0), ("hedge", -7.6, -9.6, 0), ("hedge", 7.8, -11.6, 0), ("hedge", -4.0, 9.6, 180),
            ("hedge", 3.2, 10.4, 180), ("bin", -1.4, -2.9, 0), ("flowerbed", 3.4, -6.4, 0), ("flowerbed", -3.0, -7.2, 0), ("statue", -4.6, 3.4, 120), ("bush", 7.2, 4.6, 0), ("birch", -3.4, -10.6, 0), ("park bench", 4.6, 5.6, -150),
        ),
    ),
    Place(
        "road", r"road|highway|hwy|freeway|motorway|rest stop|"
        r"дорога|шоссе|公路|路上|马路",
        False, (26.0, 44.0, 5.0), (0.6, 0.5), (),
        (
            ("guard rail", -5.4, -12.0, 90), ("guard rail", -5.4, -4.0, 90), ("guard rail", -5.4, 4.0, 90),
            ("guard rail", 5.4, -12.0, -90), ("guard rail", 5.4, -4.0, -90), ("guard rail", 5.4, 4.0, -90),
            ("street lamp", -6.2, -9.0, 90), ("street lamp", 6.2, -2.0, -90), ("street lamp", -6.2, 5.0, 90),
            ("street lamp", 6.2, -16.0, -90), ("sign", 6.6, -7.5, -10, 2.2), ("car", 2.6, -9.5, 0), ("bush", -8.6, -3.0, 0),
            ("bush", 8.8, 2.0, 0), ("guard rail", 5.4, 12.0, -90), ("guard rail", -5.4, 12.0, 90), ("car", -2.4, 14.5, 180), ("telephone pole", -9.0, -14.0, 90), ("telephone pole", -9.0, 2.0, 90), ("telephone pole", -9.0, 18.0, 90), ("tree", 11.0, -12.0, 0), ("tree", 12.5, 9.0, 0), ("bush", -11.0, 9.0, 0), ("signpost", 6.3, 8.0, 180),
        ),
    ),
    Place(
        "house exterior", r"house|mansion|villa|home|apartment|building|hotel|motel|school|station|"
        r"hospital|prison|palace|castle|estate|дом|здание|房子|大楼|别墅|门口|学校",
        False, (26.0, 24.0, 7.0), (0.75, 0.65), (),
        (
            ("villa", 0.0, -7.0, 0), ("hedge", -6.6, -2.6, 0), ("hedge", 6.6, -2.6, 0), ("tree", -8.4, -0.6, 0),
            ("tree", 8.8, -1.6, 0), ("street lamp", 5.2, 2.6, -90), ("mailbox", -2.6, 1.8, 180), ("bush", -3.0, -3.6, 0),
            ("bush", 3.0, -3.6, 0), ("house front", -13.0, -6.5, 20), ("house front", 13.0, -6.5, -20),
            ("garden fence", -5.2, 3.4, 180), ("house front", -7.0, 15.0, 180), ("house front", 3.0, 15.0, 180), ("house front", 13.5, 15.0, 190), ("path", 0.0, -0.4, 0), ("car", 5.6, -2.2, 10), ("telephone pole", -11.0, 7.0, 0),
        ),
    ),
    Place(
        "street", r"street|city|town|avenue|side ?walk|downtown|district|crossing|corner|boulevard|"
        r"улица|город|街|城市|路",
        False, (24.0, 44.0, 11.0), (0.65, 0.6), (),
        (
            *(("town house", -10.0, z, 90) for z in (-17.5, -9.2, -0.8, 7.6, 16.0)),
            *(("town house", 10.0, z, -90) for z in (-17.5, -9.2, -0.8, 7.6, 16.0)),
            ("tower block", -3.0, -27.0, 0), ("tower block", 9.0, -30.0, 0), ("tower block", 3.0, 27.5, 180), ("tower block", -9.0, 30.0, 180), ("street lamp", -5.4, -7.6, 90),
            ("street lamp", 5.4, -2.2, -90), ("street lamp", -5.4, 5.4, 90), ("street lamp", 5.4, -13.0, -90),
            ("car", 4.0, -7.4, 180), ("car", -4.0, -12.6, 0), ("bin", -5.7, -3.0, 0), ("bench", 5.9, 2.6, -90),
            ("tree", -6.3, 1.6, 0), ("sign", 7.75, -6.2, -90, 2.7), ("mailbox", 5.8, -5.2, -90), ("hydrant", -5.5, 4.0, 0), ("parking meter", 5.3, -9.4, -90), ("car", -4.0, 9.0, 0), ("van", 4.0, 13.5, 180), ("traffic light", -5.3, -15.0, 0), ("bin", 5.7, 9.5, 0), ("tree", 6.4, 11.0, 0), ("sign", -7.75, 3.4, 90, 2.8),
        ),
    ),
    Place(
        "old street", "",  # a street of a time without motor cars
        False, (15.0, 40.0, 8.0), (0.65, 0.62), (),
        (
            *(("stone house", -6.1, z, 90) for z in (-19.2, -12.8, -6.4, 0.0, 6.4, 12.8, 19.2)),
            *(("stone house", 6.1, z, -90) for z in (-16.0, -9.6, -3.2, 3.2, 9.6, 16.0)),
            *(("gas lamp", s * 2.75, z, s * -90) for s, z in ((-1, -9.6), (1, -6.4), (-1, 3.2), (1, 6.4), (1, -16.0), (-1, 16.0))),
            *(("wall gas lamp", s * 3.12, z, s * -90) for s, z in ((1, 0.0), (-1, -3.2), (-1, 9.6), (1, 12.8), (-1, -16.0))),
            ("barrel", 2.95, -2.1, 0), ("barrel", 2.9, -1.4, 0), ("crate", -2.95, -6.3, 4), ("bench", -3.0, 0.6, 90), ("cart", 2.4, 10.6, 12), ("barrel", -2.9, 12.2, 0), ("crate", 2.9, -12.4, -6), ("stone house", 1.0, 25.0, 180),
        ),
    ),
)  # fmt: skip

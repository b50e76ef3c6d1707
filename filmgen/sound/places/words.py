"""Words of places, as patterns over lower-case text: English, some Russian, some Chinese."""

from __future__ import annotations

CARS = (
    r"\b(car|cab|taxi|truck|van|limo\w*|sedan|suv|jeep|bus|minivan|pickup|ambulance|mazda|"
    r"lexus|bmw|"
    r"mercedes|ford|chevy|honda|toyota|volkswagen|vw|land ?cruiser|rover|mustang|cadillac|"
    r"police car|squad car|cruiser|driver'?s seat|back ?seat|windshield)\b|машин[аеы]\b|"
    r"автомобил|такси|"
    r"грузовик|автобус|轿车|汽车|出租车|车内|卡车|巴士"
)
TRAINS = (
    r"\b(train|subway car|railway car|carriage|compartment|dining car|metro car|tram)\b|поезд|"
    r"вагон|купе|火车|车厢|地铁"
)
PLANES = (
    r"\b(plane|airplane|aircraft|jet|cockpit|cabin of the plane|747|helicopter|airliner)\b|"
    r"самол[её]т|飞机|机舱"
)
SHIPS = (
    r"\b(ship|boat|yacht|ferry|cabin below|hull|engine room|submarine|galley)\b|корабл|каюта|船舱|"
    r"轮船"
)
STREETS = (
    r"\b(street|avenue|ave|boulevard|road|alley\w*|sidewalk|intersection|downtown|city|"
    r"block|corner|"
    r"parking|gas station|business district|square|plaza|bus stop|new york|manhattan|brooklyn|"
    r"los angeles|chicago|london|san francisco|paris|tokyo|market|building|storefront|rooftop|"
    r"apartment|hotel|police station|courthouse|bank)\b|улиц|город|двор|переул|проспект|"
    r"площад|街|城|马路|广场|巷|大楼"
)
HIGHWAYS = (
    r"\b(highway|freeway|interstate|motorway|expressway|overpass|golden gate bridge|bridge)\b|"
    r"шоссе|трасс|高速|公路"
)
SEAS = (
    r"\b(sea|seaside|ocean|beach|shore|coast|harbou?r|pier|dock\w*|port|wharf|marina|cliffs?|"
    r"lighthouse|island|bay)\b|море|пляж|берег|порт\b|причал|гаван|海|沙滩|码头|港"
)
STREAMS = (
    r"\b(river|stream|creek|brook|waterfall|rapids|riverbank|canal)\b|рек[аеиу]|реч|ручей|"
    r"водопад|河|溪|瀑布|江"
)
LAKES = r"\b(lake|pond|pool)\b|озер|пруд|бассейн|湖|池"
WOODS = (
    r"\b(forest|woods?|woodland|jungle|grove|park|garden\w*|orchard|meadow|trail|campsite|"
    r"campground|"
    r"clearing|backyard|back yard|yard|lawn|patio|porch|farm|cemetery|graveyard|swamp|field)\b"
    r"|лес|парк|сад|дач|деревн|пол[ея]\b|кладбищ|森林|树林|公园|花园|院|田|村|山林"
)
HEIGHTS = (
    r"\b(mountain\w*|hill\w*|desert|plain|prairie|cliff|canyon|ridge|summit|valley|moor|"
    r"tundra|steppe|"
    r"wasteland|dunes?|overlook|glacier|roof|shack|tower)\b|гор[аеыу]\b|пустын|степ|холм|"
    r"скал|山|沙漠|草原|荒"
)
LARGE = (
    r"\b(hall|lobby|church|cathedral|chapel|theat(?:er|re)|auditorium|warehouse|hangar|"
    r"station|airport|"
    r"gallery|museum|gym\w*|ballroom|mall|courtroom|court|arena|stadium|library|temple|"
    r"palace|mansion|"
    r"factory|barn|cave|cavern|tunnel|garage|terminal|atrium|school|castle|throne|bank)\b"
    r"|зал\b|церк|вокзал|музей|театр|склад|завод|гараж|大厅|教堂|车站|剧院|仓库|机场|工厂|庙|宫"
)
SMALL = (
    r"\b(bathroom|toilet|closet|bedroom|cell|elevator|booth|restroom|kitchen|hut|tent|cabin|shack|"
    r"trailer|attic|cellar|pantry|stairwell|hallway|corridor|study|washroom|shed|crawl ?space)\b"
    r"|ванн|туалет|спальн|кухн|лифт|камер|коридор|чулан|浴室|厕所|卧室|厨房|电梯|走廊|小屋"
)

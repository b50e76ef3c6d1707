"""Words of sounds as a person types them, for `described`: patterns over lower-case text.

Specific phrases stand before general ones: what a phrase has taken, no later one sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PHRASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("footsteps", r"(?:people|soldiers?|men|women|man|woman|someone|somebody|children) "
     r"(?:walk\w*|run\w*|march\w*)", {}),
    ("storm", r"thunder ?storms?|tempests?|hurricanes?|storm(?:s|y)?|blizzards?", {}),
    ("thunder", r"thunder(?:claps?|ing)?|lightning", {}),
    ("rain", r"rain(?:s|y|ing|fall|drops?|storm)?|drizzl\w+|downpour|showers? of rain", {}),
    ("bell", r"door ?bells?", {"size": "door"}),
    ("bell", r"school bells?", {"size": "school"}),
    ("bell", r"hand ?bells?", {"size": "hand"}),
    ("bell", r"(?:church )?bells?(?: (?:ring\w*|toll\w*))?|carillon", {}),
    ("church", r"church(?:es)?|cathedrals?|chapels?|temples?", {}),
    ("train-pass", r"trains? (?:pass\w*|goes by|go by|rush\w* by)|passing trains?", {}),
    ("horn", r"train (?:horns?|whistles?)", {"of": "train"}),
    ("horn", r"(?:fog ?horns?|ship'?s? horns?)", {"of": "ship"}),
    ("horn", r"truck horns?", {"of": "truck"}),
    ("horn", r"(?:car )?horns?|honk\w*", {}),
    ("subway", r"subways?|metro|underground train|tube train", {}),
    ("train", r"trains?|railway|railroad", {}),
    ("plane-pass", r"(?:planes?|jets?|air(?:craft|planes?)) (?:over ?head|pass\w*|flies by|fly by)"
     r"|passing (?:planes?|jets?)", {}),
    ("helicopter", r"helicopters?|choppers?", {}),
    ("aircraft", r"aircraft|air ?planes?|planes?|jets?|cockpit", {}),
    ("siren", r"(?:police |ambulance |fire engine )?sirens?", {}),
    ("car-door", r"car doors?", {}),
    ("engine", r"(?:cars?|engines?|motors?) (?:starts?|starting)", {"action": "start"}),
    ("engine", r"(?:cars?|engines?|motors?) (?:revs?|revving)", {"action": "rev"}),
    ("engine", r"(?:cars?|engines?|motors?) (?:pass\w*|goes by|drives? (?:by|past|away))",
     {"action": "pass"}),
    ("engine", r"engines?|motors?|motor ?(?:bikes?|cycles?)", {}),
    ("highway", r"highways?|motorways?|freeways?|autobahn", {}),
    ("traffic", r"traffic|streets?|city|cars|roads?|downtown", {}),
    ("car", r"(?:inside (?:a|the) )?car(?: interior)?|driving", {}),
    ("forest", r"forests?|woods|birds?(?: ?song)?|birdsong|birds? sing\w*", {}),
    ("night", r"crickets?|cicadas?|night(?: time)?|owls?", {}),
    ("jungle", r"jungles?|rain ?forests?|tropical", {}),
    ("swamp", r"swamps?|frogs?|marsh\w*", {}),
    ("desert", r"deserts?|dunes?|sand ?storms?", {}),
    ("harbour", r"harbou?rs?|(?:sea)?gulls?|marina|docks?|quay", {}),
    ("underwater", r"under ?water", {}),
    ("sea", r"sea(?:s|side)?|oceans?|waves?|surf|beach(?:es)?|shore", {}),
    ("cave", r"caves?|caverns?|grotto", {}),
    ("drip", r"dripp?(?:s|ing)?(?: taps?)?|dripping water", {}),
    ("stream", r"streams?|rivers?|brooks?|creeks?|waterfalls?|rapids|running water|taps?", {}),
    ("shower", r"showers?", {}),
    ("pour", r"pour(?:s|ing|ed)?", {}),
    ("splash", r"splash\w*", {}),
    ("fire", r"(?:camp ?|bon)?fires?|fireplaces?|hearth|flames?|burning", {}),
    ("lighter", r"match(?:es)?|lighters?", {}),
    ("wind", r"winds?|windy|breezes?|gales?|gusts?|howling", {}),
    ("playground", r"playgrounds?|children(?: play\w*)?|kids(?: play\w*)?|school ?yards?", {}),
    ("stadium", r"stadiums?|(?:sports?|football|soccer) (?:crowds?|match|fans)|arena", {}),
    ("screech", r"(?:tires?|tyres?|brakes?)(?: (?:screech\w*|squeal\w*))?|screech\w*", {}),
    ("cheer", r"panic\w*", {"mood": "panic"}),
    ("cheer", r"cheer(?:s|ing)?", {}),
    ("applause", r"applau\w+|clapping", {}),
    ("restaurant", r"restaurants?|diners?|caf[eé]s?|coffee (?:shop|house)|cutlery", {}),
    ("bar", r"bars?|pubs?|saloons?|taverns?", {}),
    ("crowd", r"crowds?|walla|people (?:talk\w*|chat\w*|murmur\w*)|murmur\w*|babble|people|"
     r"voices|market|audience", {}),
    ("office", r"offices?|newsroom", {}),
    ("hospital", r"hospitals?|wards?|heart monitors?", {}),
    ("elevator", r"elevators?|lifts?", {}),
    ("fridge", r"(?:fridges?|refrigerators?)(?: hum\w*)?", {}),
    ("spaceship", r"space ?(?:ships?|station)|star ?ships?", {}),
    ("machine", r"machine(?:s|ry)?(?: room)?|factory|generators?|boiler(?: room)?|server room", {}),
    ("clock", r"(?:grandfather )?clocks?(?: tick\w*)?|tick\w*", {}),
    ("battle", r"battles?|war|artillery|battlefields?", {}),
    ("gunshot", r"gun ?shots?|shots?|gun ?fire|guns?", {}),
    ("explosion", r"explo\w+|blasts?|bombs?", {}),
    ("footsteps", r"foot ?steps?|steps|walking|running feet|walks?|runs?", {}),
    ("hooves", r"hooves|hoof ?beats?|horses?", {}),
    ("door", r"doors?", {}),
    ("knock", r"knock\w*", {}),
    ("keys", r"keys?", {}),
    ("glass", r"(?:glass|windows?|bottles?) (?:break\w*|shatter\w*|smash\w*)|"
     r"(?:breaking|shattering|smashing) (?:glass|windows?|bottles?)|glass", {}),
    ("clink", r"clink\w*|glasses|toast", {}),
    ("phone", r"(?:tele)?phones?|cell ?phones?", {}),
    ("alarm", r"(?:fire |smoke )alarms?", {"style": "fire"}),
    ("alarm", r"alarms?(?: clocks?)?", {}),
    ("kettle", r"kettles?", {}),
    ("dog", r"dogs?(?: bark\w*)?|bark\w*", {}),
    ("typing", r"typewriters?", {"machine": "typewriter"}),
    ("typing", r"typ(?:es|ing)|keyboards?", {}),
    ("paper", r"papers?|pages?", {}),
    ("sword", r"swords?|blades?", {}),
    ("punch", r"punch\w*|fist ?fights?", {}),
    ("slap", r"slap\w*", {}),
    ("whoosh", r"(?:wh|s)oosh\w*", {}),
    ("creak", r"creak\w*", {}),
    ("crash", r"crash\w*", {}),
    ("impact", r"thuds?|thumps?|impacts?|bangs?", {}),
    ("click", r"clicks?|switch(?:es)?", {}),
    ("chair", r"chairs?", {}),
    ("cloth", r"cloth(?:es)?|rustl\w+", {}),
    ("heartbeat", r"heart ?beats?|hearts?", {}),
    ("buzz", r"buzz\w*|electric(?:ity|al)?|sparks?", {}),
    ("hiss", r"hiss\w*|steam|gas", {}),
    ("gasp", r"gasps?", {}),
    ("room", r"room(?: tone)?s?|quiet room|hall|ventilation", {}),
    ("silence", r"silence|nothing", {}),
)  # fmt: skip
"""(kind, words, knobs they set)."""

KNOBS: Mapping[str, tuple[tuple[str, str, Any], ...]] = {
    "rain": (
        ("surface", r"tin|metal|corrugated|iron|car roof", "tin"),
        ("surface", r"roof(?:s|top)?|tent|attic|shingles?", "roof"),
        ("surface", r"windows?|glass|pane|windshield", "glass"),
        ("surface", r"leaves|leaf|trees?|forest|foliage", "leaves"),
        ("surface", r"ground|street|pavement|asphalt", "ground"),
    ),
    "wind": (
        ("leaves", r"leaves|trees?|rustling", 0.9),
        ("whistle", r"whistl\w+|howl\w+", 1.0),
    ),
    "fire": (("crackle", r"crackl\w+|wood|logs?", 1.4),),
    "sea": (("shore", r"shingle|pebbles?|stones?|rocky", "shingle"),),
    "stream": (
        ("size", r"waterfalls?|rapids", "waterfall"),
        ("size", r"rivers?", "river"),
        ("size", r"taps?|faucet|sink", "tap"),
    ),
    "room": (
        ("size", r"large|big|hall", "large"),
        ("size", r"small|tiny|closet", "small"),
    ),
    "crowd": (
        ("mood", r"lively|laugh\w*|party|excited|cheerful", "lively"),
        ("place", r"outside|outdoors|street|square", "outside"),
        ("voices", r"children|kids", "children"),
    ),
    "machine": (("clank", r"clank\w*|press(?:es)?|hammer\w*", 0.8),),
    "car": (("speed", r"idl\w+|standing|parked", 0.0), ("speed", r"fast|highway", 1.0)),
    "gunshot": (
        ("place", r"inside|indoors?|room", "inside"),
        ("times", r"machine|automatic", 14.0),
        ("times", r"shots|gun ?fire|gun ?shots", 3.0),
    ),
    "door": (
        ("action", r"slam\w*|bang\w*", "slam"),
        ("action", r"open\w*|creak\w*", "open"),
        ("action", r"clos\w*|shut\w*", "close"),
    ),
    "car-door": (("action", r"open\w*", "open"),),
    "footsteps": (
        ("surface", r"wood(?:en)?|floor ?boards?|parquet|stairs", "wood"),
        ("surface", r"concrete|pavement|street|stone|tiles?|asphalt", "concrete"),
        ("surface", r"gravel|pebbles", "gravel"),
        ("surface", r"grass|leaves|lawn", "grass"),
        ("surface", r"snow", "snow"),
        ("pace", r"runs?|running|fast|hurried", 3.0),
        ("pace", r"slow(?:ly)?", 1.2),
        ("walkers", r"people|crowd|several|many|soldiers|group", 4.0),
        ("walkers", r"two|couple|pair", 2.0),
    ),
    "hooves": (("surface", r"earth|grass|mud|field|sand|dirt", "earth"),),
    "phone": (
        ("ring", r"mobile|cell(?: ?phone)?|smart ?phone", "mobile"),
        ("ring", r"buzz\w*|vibrat\w+", "buzz"),
    ),
    "siren": (("style", r"two[- ]tone|european|hi-?lo|ambulance", "two-tone"),),
    "helicopter": (("place", r"inside|interior|cabin", "inside"),),
    "sword": (
        ("action", r"draw\w*|unsheath\w*", "draw"),
        ("action", r"clash\w*|fight\w*|strik\w+", "clash"),
    ),
    "paper": (("action", r"tear\w*|torn|ripp?\w*", "tear"), ("action", r"crumpl\w+", "crumple")),
    "keys": (("action", r"locks?|turn\w*|door", "lock"),),
    "lighter": (("of", r"lighters?|zippo", "lighter"),),
    "impact": (
        ("on", r"metal\w*|steel|iron", "metal"),
        ("on", r"body|bodies", "body"),
    ),
    "buzz": (("of", r"sparks?", "spark"), ("of", r"doors?|intercom", "door")),
    "night": (("owl", r"owls?", 1.0),),
}  # fmt: skip
"""Knobs that words around a sound set: (knob, words, value)."""

STRONG = (
    r"heavy|heavily|hard|strong|loud(?:ly)?|big|huge|roaring|busy|crowded|violent|wild|intense|"
    r"pouring|raging|fierce|rough|torrential"
)
WEAK = (
    r"light|lightly|soft(?:ly)?|quiet(?:ly)?|gentle|gently|faint|weak|small|calm|slight|mild|"
    r"little|sleepy"
)
VERY = r"very|extremely|really|so"
FAR = r"far[- ]?(?:away|off)?|distant(?:ly)?|in the distance|away|remote|miles off"
NEAR = r"near(?:by)?|close(?: by| up)?|right here"
METRES = (
    r"(\d+(?:\.\d+)?)\s*(m|metres?|meters?|km|kilomet(?:er|re)s?|ft|feet|miles?|yards?)"
    r"(?: (?:away|off))?"
)
MUFFLED = (
    r"muffled|(?:through|behind) (?:a |the )?(?:walls?|(?:closed )?doors?)|next ?door|next room|"
    r"from (?:downstairs|upstairs|below|above)|outside the window"
)
_FILLER_WORDS = """
    a an the of on in at by from to into onto over under some and with is are it its that there
    sound sounds noise ambience ambient background bed tone recording effect effects playing
    bit while then again slowly steady continuous constant his her old one two three
"""
FILLER = frozenset(_FILLER_WORDS.split())
"""Words that say nothing about what sounds."""

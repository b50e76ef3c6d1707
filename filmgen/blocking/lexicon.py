"""The words of things: what a prop is, how large, how dark, and where it belongs.

Local axes of every prop: x is its width, y up, z its depth; **its front is local +z**, and
`Prop.yaw_rad` turns +z towards +x like a figure's facing. So a chair, sofa or armchair is sat
on facing +z (its back is at -z); a bed's pillow is at -z; a desk, counter, sink, stove, shelf,
cupboard, wardrobe, fireplace, television, computer, mirror, picture, easel, sign, house front,
piano is used from, or seen from, its +z side; stairs start at +z and climb towards -z; a car,
truck, boat, bicycle, helicopter drives towards +z (size_m[2] is its length).

`Prop.position` is the centre of its foot. Things that stand on others have their foot there
(a bottle on a table at y = 0.75); pictures, mirrors, wall clocks and signs hang with their
lower edge at position y; a ceiling lamp's position is its top, at the ceiling.
A "water" or "pool" is a flat sheet of the given width and depth on the ground.
Everything that has a volume in a set is a `Prop` (house fronts, trees and rocks too), so that
cameras and figures keep clear of it; the drawing adds only what cannot be walked into (grass,
panes, boards, horizon).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

PROP_KINDS: tuple[str, ...] = (
    # furniture
    "table", "round table", "coffee table", "desk", "counter", "chair", "armchair", "sofa",
    "stool", "bench", "bed", "shelf", "cupboard", "wardrobe",
    # fixtures
    "lamp", "ceiling lamp", "fireplace", "stove", "fridge", "sink", "bathtub", "toilet", "mirror",
    "picture", "rug", "stairs", "railing", "column", "door", "window", "curtain", "bars", "altar",
    # machines and instruments
    "easel", "television", "computer", "phone", "clock", "radio", "piano",
    # storage
    "barrel", "crate", "box", "suitcase", "cart",
    # vehicles
    "car", "truck", "boat", "bicycle", "helicopter",
    # outdoors
    "street lamp", "tree", "bush", "rock", "fence", "house front", "sign", "grave", "parasol",
    "water", "pool",
    # in the hand
    "gun", "rifle", "knife", "sword", "bottle", "glass", "cup", "card", "book", "bag", "cigarette",
    "torch", "flowers", "candle", "plant", "keys", "money", "umbrella", "tool", "pole",
)  # fmt: skip
"""Every `Prop.kind`, and every prop kind in `Figure.held`. Drawing code knows all of them."""


@dataclass(frozen=True)
class Kind:
    """What is true of all props of a kind.

    Attributes:
        size_m: usual width, height, depth.
        tone: usual tone, 0 black to 1 white.
        place: "floor", "wall" (stands against one), "hung" (on a wall), "surface" (lies on
            furniture), "ceiling", "outdoor" (needs open ground).
        blocks: whether it hides what is behind it and cannot be walked through.
    """

    size_m: tuple[float, float, float]
    tone: float
    place: str
    blocks: bool = True


KINDS: dict[str, Kind] = {
    "table": Kind((1.5, 0.75, 0.85), 0.55, "floor"),
    "round table": Kind((1.0, 0.75, 1.0), 0.5, "floor"),
    "coffee table": Kind((1.1, 0.42, 0.6), 0.5, "floor"),
    "desk": Kind((1.5, 0.75, 0.75), 0.4, "floor"),
    "counter": Kind((2.4, 1.05, 0.6), 0.45, "floor"),
    "chair": Kind((0.45, 0.9, 0.48), 0.45, "floor"),
    "armchair": Kind((0.82, 0.95, 0.85), 0.4, "floor"),
    "sofa": Kind((2.0, 0.85, 0.9), 0.45, "floor"),
    "stool": Kind((0.38, 0.72, 0.38), 0.35, "floor"),
    "bench": Kind((1.6, 0.85, 0.5), 0.5, "floor"),
    "bed": Kind((1.5, 0.95, 2.05), 0.85, "wall"),
    "shelf": Kind((1.2, 1.9, 0.35), 0.5, "wall"),
    "cupboard": Kind((1.0, 1.1, 0.5), 0.5, "wall"),
    "wardrobe": Kind((1.3, 2.0, 0.6), 0.4, "wall"),
    "lamp": Kind((0.4, 1.55, 0.4), 0.9, "floor"),
    "ceiling lamp": Kind((0.45, 0.6, 0.45), 0.9, "ceiling", False),
    "fireplace": Kind((1.5, 1.3, 0.45), 0.6, "wall"),
    "stove": Kind((0.7, 0.92, 0.62), 0.6, "wall"),
    "fridge": Kind((0.7, 1.8, 0.68), 0.9, "wall"),
    "sink": Kind((0.6, 0.88, 0.5), 0.95, "wall"),
    "bathtub": Kind((1.65, 0.58, 0.75), 0.95, "wall"),
    "toilet": Kind((0.4, 0.75, 0.65), 0.95, "wall"),
    "mirror": Kind((0.7, 0.9, 0.05), 0.8, "hung", False),
    "picture": Kind((0.8, 0.6, 0.04), 0.55, "hung", False),
    "rug": Kind((2.4, 0.015, 1.7), 0.5, "floor", False),
    "stairs": Kind((1.1, 2.4, 3.0), 0.55, "wall"),
    "railing": Kind((3.0, 1.0, 0.08), 0.35, "floor"),
    "column": Kind((0.5, 3.2, 0.5), 0.8, "floor"),
    "door": Kind((0.95, 2.05, 0.08), 0.4, "hung", False),
    "window": Kind((1.2, 1.2, 0.06), 0.8, "hung", False),
    "curtain": Kind((1.4, 2.3, 0.12), 0.6, "hung", False),
    "bars": Kind((3.0, 2.6, 0.05), 0.2, "floor", False),
    "altar": Kind((1.8, 1.05, 0.8), 0.85, "floor"),
    "easel": Kind((0.8, 1.7, 0.7), 0.75, "floor"),
    "television": Kind((0.9, 0.62, 0.3), 0.15, "surface"),
    "computer": Kind((0.5, 0.42, 0.22), 0.2, "surface"),
    "phone": Kind((0.2, 0.1, 0.2), 0.15, "surface", False),
    "clock": Kind((0.32, 0.32, 0.06), 0.85, "hung", False),
    "radio": Kind((0.34, 0.2, 0.14), 0.3, "surface", False),
    "piano": Kind((1.45, 1.15, 0.62), 0.15, "wall"),
    "barrel": Kind((0.6, 0.9, 0.6), 0.45, "floor"),
    "crate": Kind((0.7, 0.6, 0.6), 0.5, "floor"),
    "box": Kind((0.5, 0.4, 0.4), 0.65, "floor"),
    "suitcase": Kind((0.6, 0.42, 0.2), 0.3, "floor"),
    "cart": Kind((0.6, 1.0, 1.0), 0.6, "floor"),
    "car": Kind((1.8, 1.45, 4.3), 0.4, "outdoor"),
    "truck": Kind((2.3, 2.7, 6.5), 0.5, "outdoor"),
    "boat": Kind((2.2, 1.6, 6.0), 0.7, "outdoor"),
    "bicycle": Kind((0.5, 1.05, 1.75), 0.25, "outdoor"),
    "helicopter": Kind((2.4, 3.2, 9.0), 0.3, "outdoor"),
    "street lamp": Kind((0.5, 5.5, 1.4), 0.25, "outdoor", False),
    "tree": Kind((3.0, 6.5, 3.0), 0.35, "outdoor"),
    "bush": Kind((1.4, 1.0, 1.2), 0.4, "outdoor"),
    "rock": Kind((1.3, 0.8, 1.1), 0.6, "outdoor"),
    "fence": Kind((4.0, 1.1, 0.08), 0.6, "outdoor"),
    "house front": Kind((8.0, 7.0, 4.0), 0.7, "outdoor"),
    "sign": Kind((1.6, 0.5, 0.08), 0.8, "hung", False),
    "water": Kind((20.0, 0.03, 10.0), 0.55, "outdoor", False),
    "pool": Kind((8.0, 0.04, 4.4), 0.6, "outdoor", False),
    "grave": Kind((0.7, 1.0, 0.2), 0.65, "outdoor"),
    "parasol": Kind((2.4, 2.4, 2.4), 0.85, "outdoor", False),
    "gun": Kind((0.05, 0.14, 0.21), 0.1, "surface", False),
    "rifle": Kind((0.07, 0.2, 1.05), 0.12, "surface", False),
    "knife": Kind((0.04, 0.04, 0.26), 0.7, "surface", False),
    "sword": Kind((0.06, 0.06, 0.95), 0.75, "surface", False),
    "bottle": Kind((0.08, 0.28, 0.08), 0.25, "surface", False),
    "glass": Kind((0.075, 0.13, 0.075), 0.9, "surface", False),
    "cup": Kind((0.09, 0.1, 0.09), 0.9, "surface", False),
    "card": Kind((0.14, 0.012, 0.2), 0.97, "surface", False),
    "book": Kind((0.17, 0.04, 0.24), 0.45, "surface", False),
    "bag": Kind((0.42, 0.36, 0.2), 0.35, "floor", False),
    "cigarette": Kind((0.02, 0.02, 0.09), 0.95, "surface", False),
    "torch": Kind((0.06, 0.06, 0.24), 0.2, "surface", False),
    "flowers": Kind((0.28, 0.42, 0.28), 0.7, "surface", False),
    "candle": Kind((0.07, 0.24, 0.07), 0.95, "surface", False),
    "plant": Kind((0.5, 1.0, 0.5), 0.35, "floor"),
    "keys": Kind((0.09, 0.02, 0.12), 0.6, "surface", False),
    "money": Kind((0.16, 0.05, 0.1), 0.7, "surface", False),
    "umbrella": Kind((0.1, 0.9, 0.1), 0.15, "surface", False),
    "tool": Kind((0.08, 0.06, 0.32), 0.35, "surface", False),
    "pole": Kind((0.045, 1.9, 0.045), 0.3, "floor", False),
}

HANDHELD: frozenset[str] = frozenset(
    [
        "gun",
        "rifle",
        "knife",
        "sword",
        "bottle",
        "glass",
        "cup",
        "card",
        "book",
        "bag",
        "cigarette",
        "torch",
        "flowers",
        "candle",
        "keys",
        "money",
        "umbrella",
        "tool",
        "phone",
        "suitcase",
        "radio",
        "box",
        "pole",
    ]
)
"""Kinds that a hand can carry."""

_WORDS = {
    "table": "table; dining table; kitchen table; dinner table; workbench; picnic table",
    "round table": "round table; cafe table; bistro table; card table; poker table",
    "coffee table": "coffee table; low table; side table; nightstand; bedside table",
    "desk": "desk; writing desk; front desk; reception desk; drafting table",
    "counter": "counter; bar counter; countertop; reception; checkout; kitchen island; till",
    "chair": "chair; seat; folding chair; wheelchair; throne",
    "armchair": "armchair; recliner; easy chair; rocking chair",
    "sofa": "sofa; couch; settee; love seat; divan",
    "stool": "stool; barstool; bar stool; ottoman",
    "bench": "bench; pew; park bench",
    "bed": "bed; mattress; cot; bunk; hammock; cradle; gurney; stretcher",
    "shelf": "shelf; shelves; bookshelf; bookcase; rack; bookshelves; shelving",
    "cupboard": "cupboard; cabinet; dresser; chest of drawers; drawer; sideboard; locker; safe",
    "wardrobe": "wardrobe; closet; armoire",
    "lamp": "lamp; floor lamp; desk lamp; reading lamp; lantern",
    "ceiling lamp": "chandelier; ceiling lamp; light bulb; bulb; ceiling fan",
    "fireplace": "fireplace; hearth; mantelpiece; mantel",
    "stove": "stove; oven; cooker; furnace; grill; barbecue",
    "fridge": "fridge; refrigerator; freezer; vending machine; minibar; jukebox",
    "sink": "sink; basin; washbasin; tap; faucet",
    "bathtub": "bathtub; bath; tub; hot tub",
    "toilet": "toilet; urinal",
    "mirror": "mirror",
    "picture": "painting; picture; portrait; poster; canvas; photograph; photo; map; calendar",
    "rug": "rug; carpet; mat",
    "stairs": "stairs; staircase; stairway; stairwell; escalator; ladder",
    "railing": "railing; banister; balustrade; walkway; rail",
    "column": "column; pillar; post",
    "curtain": "curtain; drape; blind",
    "bars": "bars; cell door",
    "altar": "altar; pulpit; lectern; podium",
    "easel": "easel; artboard",
    "television": "television; tv; tv set; tv screen; monitor",
    "computer": "computer; laptop; keyboard; typewriter; terminal",
    "phone": "phone; telephone; cell phone; cellphone; mobile; smartphone; receiver; handset; "
    "startac; walkie-talkie",
    "clock": "clock; alarm clock; grandfather clock; watch; timer",
    "radio": "radio; stereo; boombox; speaker; camera; remote; calculator; headphones",
    "piano": "piano; organ; synthesizer; harpsichord",
    "barrel": "barrel; keg; drum; trash can; garbage can; bin; dumpster",
    "crate": "crate; pallet; trunk; chest",
    "box": "box; carton; package; parcel; cardboard box; present; toolbox",
    "suitcase": "suitcase; briefcase; case; luggage; guitar case; attache",
    "cart": "cart; trolley; stroller; wheelbarrow; housekeeping cart; pram",
    "car": "car; sedan; taxi; cab; limousine; limo; police car; cruiser; porsche; gti; vw; "
    "volkswagen; jeep; land rover; landcruiser; convertible; squad car; vehicle; suv; mercedes; "
    "automobile; patrol car; wreck",
    "truck": "truck; van; lorry; bus; fire engine; ambulance; fire truck; pickup; tractor; rv; "
    "camper",
    "boat": "boat; ship; canoe; raft; yacht; ferry; rowboat; sailboat; dinghy",
    "bicycle": "bicycle; bike; motorcycle; motorbike; scooter; moped; tricycle",
    "helicopter": "helicopter; chopper; helo; plane; airplane; aircraft; jet",
    "street lamp": "street lamp; streetlight; lamppost; street light; traffic light; flagpole; "
    "telephone pole",
    "tree": "tree; oak; pine; palm; willow; birch; christmas tree; trunk of a tree",
    "bush": "bush; hedge; shrub; undergrowth; reeds; tall grass",
    "rock": "rock; boulder; stone; cliff; log; stump; campfire; bonfire; haystack; fire pit",
    "fence": "fence; gate; railings; barricade; barbed wire; wall of stone",
    "house front": "house front; house; building; shack; mansion; barn; cottage; tower; "
    "shop front; cabin; "
    "villa; tent; church tower; warehouse; hut; lighthouse; skyscraper",
    "sign": "sign; neon sign; billboard; banner; signboard; notice; plaque; marquee",
    "grave": "grave; gravestone; tombstone; headstone; cross; monument; statue",
    "parasol": "parasol; sunshade; beach umbrella; awning",
    "gun": "gun; pistol; revolver; handgun; beretta; glock; weapon; firearm; nine millimeter",
    "rifle": "rifle; shotgun; machine gun; sniper rifle; assault rifle; crossbow; musket; bow",
    "knife": "knife; dagger; blade; scalpel; scissors; razor; machete; switchblade",
    "sword": "sword; katana; samurai sword; sabre; saber; spear; axe; baseball bat; club",
    "pole": "pole; lighting pole; cane; stick; walking stick; staff; crowbar; shovel; broom; oar; "
    "fishing rod; broomstick; mop; rake; pitchfork; ski pole; boathook",
    "bottle": "bottle; beer; wine; champagne; whiskey; whisky; vodka; beer bottle; water bottle; "
    "bottle of wine; flask; spray can",
    "glass": "glass; martini; cocktail; drink; pint; wine glass; tumbler; shot glass; test tube",
    "cup": "cup; mug; coffee; tea; coffee cup; latte; bowl; teacup; plate; sandwich; can",
    "card": "card; letter; birthday card; envelope; note; postcard; photo print; ticket; paper; "
    "document; bill; newspaper; mail; passport; file; contract; badge; receipt; check; script; "
    "menu; pamphlet; telegram",
    "book": "book; diary; notebook; bible; magazine; novel; journal; tablet; folder; binder; "
    "sketchbook; clipboard",
    "bag": "bag; handbag; purse; backpack; duffel; duffel bag; sack; satchel; shopping bag; "
    "basket; bucket",
    "cigarette": "cigarette; cigar; joint; pipe; pen; pencil; lipstick; brush; paintbrush; "
    "syringe; "
    "thermometer",
    "torch": "torch; flashlight; microphone; match; lighter; grenade; detonator; remote control",
    "flowers": "flower; flowers; bouquet; rose; vase; wreath; vase of flowers",
    "candle": "candle; candlestick; oil lamp; candelabra",
    "plant": "plant; potted plant; fern; cactus; palm in a pot",
    "keys": "key; car keys; ring of keys; ring; coin; necklace; watch chain; locket; bullet; pill",
    "money": "money; cash; banknote; wad of cash; drugs; stack of bills; gold bar",
    "umbrella": "umbrella",
    "tool": "hammer; wrench; screwdriver; tool; saw; drill; pliers; chisel; spoon; fork; gavel",
    "door": "",
    "window": "",
}
_OVERRIDES: dict[str, tuple[tuple[float, float, float], float]] = {
    "workbench": ((2.0, 0.9, 0.7), 0.4),
    "nightstand": ((0.45, 0.55, 0.4), 0.5),
    "bedside table": ((0.45, 0.55, 0.4), 0.5),
    "side table": ((0.5, 0.55, 0.5), 0.5),
    "poker table": ((1.3, 0.75, 1.3), 0.3),
    "cot": ((0.8, 0.6, 1.9), 0.7),
    "bunk": ((0.85, 0.6, 1.95), 0.6),
    "gurney": ((0.75, 0.85, 1.95), 0.9),
    "safe": ((0.7, 0.8, 0.6), 0.25),
    "locker": ((0.9, 1.9, 0.5), 0.5),
    "lantern": ((0.2, 0.35, 0.2), 0.8),
    "vending machine": ((0.95, 1.85, 0.8), 0.4),
    "jukebox": ((0.95, 1.5, 0.65), 0.5),
    "grandfather clock": ((0.5, 2.1, 0.3), 0.3),
    "keg": ((0.45, 0.6, 0.45), 0.6),
    "dumpster": ((1.8, 1.2, 1.1), 0.35),
    "porsche": ((1.8, 1.3, 4.3), 0.2),
    "gti": ((1.75, 1.45, 4.0), 0.8),
    "vw": ((1.75, 1.45, 4.0), 0.8),
    "land rover": ((1.9, 2.0, 4.4), 0.8),
    "landcruiser": ((1.9, 1.95, 4.5), 0.5),
    "jeep": ((1.8, 1.8, 4.0), 0.4),
    "limousine": ((1.9, 1.5, 6.2), 0.08),
    "limo": ((1.9, 1.5, 6.2), 0.08),
    "police car": ((1.85, 1.5, 4.8), 0.85),
    "squad car": ((1.85, 1.5, 4.8), 0.85),
    "bus": ((2.5, 3.1, 10.5), 0.6),
    "fire engine": ((2.5, 3.0, 8.0), 0.35),
    "rowboat": ((1.4, 0.7, 3.8), 0.6),
    "canoe": ((0.9, 0.5, 4.5), 0.5),
    "yacht": ((3.2, 3.0, 11.0), 0.95),
    "ship": ((5.0, 6.0, 22.0), 0.5),
    "boulder": ((1.9, 1.5, 1.7), 0.6),
    "campfire": ((0.9, 0.35, 0.9), 0.3),
    "bonfire": ((1.6, 0.7, 1.6), 0.3),
    "log": ((1.9, 0.42, 0.42), 0.4),
    "stump": ((0.55, 0.45, 0.55), 0.4),
    "mansion": ((16.0, 9.0, 8.0), 0.85),
    "shack": ((4.5, 3.0, 3.5), 0.5),
    "cabin": ((6.0, 4.0, 5.0), 0.45),
    "tent": ((2.6, 1.9, 2.6), 0.7),
    "hut": ((4.0, 3.0, 3.5), 0.5),
    "barn": ((10.0, 7.0, 9.0), 0.4),
    "tower": ((6.0, 22.0, 6.0), 0.6),
    "skyscraper": ((14.0, 45.0, 12.0), 0.6),
    "statue": ((0.9, 2.6, 0.9), 0.5),
    "monument": ((1.6, 4.0, 1.6), 0.6),
    "newspaper": ((0.3, 0.012, 0.4), 0.9),
    "envelope": ((0.22, 0.012, 0.12), 0.95),
    "documents": ((0.22, 0.03, 0.3), 0.95),
    "lipstick": ((0.025, 0.08, 0.025), 0.3),
    "wine glass": ((0.08, 0.2, 0.08), 0.9),
    "plate": ((0.26, 0.025, 0.26), 0.95),
    "bowl": ((0.18, 0.08, 0.18), 0.9),
    "baseball bat": ((0.07, 0.07, 0.85), 0.6),
    "poster": ((0.6, 0.85, 0.02), 0.7),
    "canvas": ((0.9, 0.7, 0.04), 0.85),
    "photo": ((0.2, 0.26, 0.03), 0.6),
    "photograph": ((0.2, 0.26, 0.03), 0.6),
    "map": ((1.2, 0.9, 0.02), 0.8),
    "billboard": ((5.0, 2.5, 0.2), 0.8),
    "hedge": ((3.5, 1.3, 0.8), 0.35),
    "palm": ((2.4, 6.0, 2.4), 0.4),
    "christmas tree": ((1.4, 2.2, 1.4), 0.3),
    "gate": ((2.4, 1.6, 0.1), 0.3),
    "motorcycle": ((0.8, 1.15, 2.1), 0.15),
    "motorbike": ((0.8, 1.15, 2.1), 0.15),
    "briefcase": ((0.46, 0.34, 0.13), 0.2),
    "watch": ((0.05, 0.02, 0.06), 0.3),
    "alarm clock": ((0.16, 0.14, 0.08), 0.3),
    "camera": ((0.15, 0.11, 0.12), 0.1),
    "ladder": ((0.5, 2.6, 0.12), 0.45),
}


@dataclass(frozen=True)
class Thing:
    """A word of the script that the lexicon knows, as a prop to be."""

    word: str
    kind: str
    size_m: tuple[float, float, float]
    tone: float

    @property
    def place(self) -> str:
        """Where it goes: see `Kind.place`; small ones of floor kinds lie on furniture."""
        return KINDS[self.kind].place


def _build() -> dict[str, Thing]:
    things: dict[str, Thing] = {}
    for kind, words in _WORDS.items():
        for raw in words.split(";"):
            word = raw.strip()
            if word:
                size, tone = _OVERRIDES.get(word, (KINDS[kind].size_m, KINDS[kind].tone))
                things[word] = Thing(word, kind, size, tone)
    return things


THINGS: dict[str, Thing] = _build()
"""Every word the lexicon knows, singular and lower case."""

_PLURALS = {"knives": "knife", "shelves": "shelf", "scissors": "scissors", "keys": "key"}
_NOT_THINGS = re.compile(
    r"\b(?:stone(?= (?:houses?|walls?|floors?|steps|bridges?|buildings?|cottages?|towers?|arch))|"
    r"\w+(?= (?:street|road|lane|avenue)\b)|"
    r"screen door|take|takes|took|sense|bit|beats?|rings? out|phone call|watch(?:es|ed|ing)|"
    r"beds? down|tears|checks? (?:out|on)|notes? (?:that|how)|drums? (?:his|her)|"
    r"(?:he|she|it|they|who|to|i|you|we|and|then) (?:watch|check|note|book|drink|match|box|map|"
    r"plant|bow|present|file|phone|screen|ring|light|picture|table|desk|club|drill|saw|"
    r"cross|post|stick|rock|glass|bag|card|shovel|hammer|ticket|plate)(?:s|es)?\b|"
    r"in case|just in case|across|a drink of)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)


@functools.cache
def singular(word: str) -> str:
    """The lexicon's form of a word: lower case, possessor and plural ending removed."""
    word = re.sub(r"['’]s?$", "", word.lower())
    if word in _PLURALS:
        return _PLURALS[word]
    if word in THINGS:
        return word
    for ending, instead in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("es", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)] + instead
            if stem in THINGS:
                return stem
    return word


@functools.lru_cache(maxsize=8192)
def find_things(text: str) -> tuple[Thing, ...]:
    """Things a text names, in order, each word once; the longest phrase wins.

    Verbs that look like nouns ("they watch", "to phone") are skipped.
    """
    found: dict[str, Thing] = {}
    cleaned = _NOT_THINGS.sub(" | ", text)
    tokens = [m.group(0) for m in _TOKEN.finditer(cleaned)]
    position = 0
    while position < len(tokens):
        for length in (4, 3, 2, 1):
            chunk = tokens[position : position + length]
            if len(chunk) < length:
                continue
            phrase = " ".join([*(t.lower() for t in chunk[:-1]), singular(chunk[-1])])
            if phrase in THINGS:
                found.setdefault(phrase, THINGS[phrase])
                position += length - 1
                break
        position += 1
    return tuple(found.values())


def thing(word: str) -> Thing | None:
    """The thing a prop word of the shot list stands for, or None if the lexicon lacks it."""
    word = " ".join(word.lower().split())
    if not word:
        return None
    parts = word.split(" ")
    for start in range(len(parts)):
        phrase = " ".join([*parts[start:-1], singular(parts[-1])])
        if phrase in THINGS:
            return THINGS[phrase]
    return None

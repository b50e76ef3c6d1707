"""The set of a location: one plan for the whole film.

Everything the script names at a location, in any of its shots, is placed once. A thing's place
is drawn from its own word, not from the order of words, so that a prop that appears in a later
draft moves nothing else unless it needs the very same spot.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from filmgen.blocking.chance import between, number
from filmgen.blocking.dressing import dress
from filmgen.blocking.furnishings import OWN
from filmgen.blocking.hearth import lay_fires
from filmgen.blocking.lexicon import HANDHELD, THINGS, Thing, find_things, thing
from filmgen.blocking.model import Opening, Prop, SetPlan
from filmgen.blocking.period import is_old_quarter, is_period, strip_modern
from filmgen.blocking.places import Place, of_old, place_for
from filmgen.blocking.placing import add
from filmgen.blocking.variety import varied
from filmgen.breakdown.model import Setting, Setup, Shot
from filmgen.screenplay.model import PlaceKind

_LYING = re.compile(
    r"\b(?:on|onto|upon|across|off|over|beside|from) (?:the |a |an |his |her |their )?(?:\w+ )?"
    r"(?:table|desk|counter|shelf|floor|bed|bar|nightstand|coffee table|bench|ground)\b",
    re.IGNORECASE,
)


def is_interior(setting: Setting) -> bool:
    """INT and unspecified places that sound like rooms are inside; INT/EXT follow the words."""
    if setting.place is PlaceKind.INTERIOR:
        return True
    if setting.place is PlaceKind.EXTERIOR:
        return False
    heading = f"{setting.location} {setting.sublocation}"
    if setting.place is PlaceKind.BOTH:
        return bool(re.search(r"\b(?:car|van|truck|taxi|train|bus|cab)\b", heading, re.I))
    outside = re.search(
        r"\b(?:outside|street|road|field|beach|forest|woods|sky|garden|yard|roof|river|sea|desert|"
        r"bridge|highway|mountain|park)\b",
        heading,
        re.IGNORECASE,
    )
    return outside is None


def place_key(setting: Setting) -> str:
    """One for each set: the location's key, and whether the camera is inside or outside it."""
    return f"{setting.key} / {'INT' if is_interior(setting) else 'EXT'}"


def plan_sets(shots: Sequence[Shot]) -> tuple[dict[str, SetPlan], dict[str, tuple[str, ...]]]:
    """The plan of every place by `place_key`, and the words its lexicon lacked."""
    by_key: dict[str, list[Shot]] = {}
    for shot in shots:
        by_key.setdefault(place_key(shot.setting), []).append(shot)
    said = dict.fromkeys(w for shot in shots for w in (shot.setting.words, shot.action))
    period = is_period(" ".join(said))
    plans: dict[str, SetPlan] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    for key, group in by_key.items():
        plans[key] = plan_set(key, group, is_interior(group[0].setting), period=period)
        missing = {w for shot in group for w in (*shot.props, shot.insert_prop) if w}
        unknown[key] = tuple(sorted(w for w in missing if thing(w) is None))
    return plans, unknown


def plan_set(key: str, group: Sequence[Shot], interior: bool, *, period: bool = False) -> SetPlan:
    """One location, furnished: what its kind always has, then what the script names there.

    Args:
        period: the script plays in a time without cars and tower blocks.
    """
    setting = group[0].setting
    heading = (
        f"{setting.location} / {setting.sublocation}"
        if setting.sublocation
        else (setting.location or key)
    )
    words = " ".join(dict.fromkeys(shot.setting.words for shot in group))
    place = place_for(heading, words, interior)
    old = period or is_old_quarter(f"{heading} {words}")
    if old:
        place = of_old(place)
    seed = number("set", key)
    width, depth, height = place.size_m
    props = [_item(place, item, seed) for item in place.items]
    plan = SetPlan(
        kind=place.kind,
        interior=interior,
        width_m=width,
        depth_m=depth,
        height_m=height,
        openings=tuple(Opening(*hole) for hole in place.holes),
        props=tuple(props),
        wall_tone=round(min(max(place.tones[0] + between(-0.08, 0.06, key, "wall"), 0.1), 1.0), 3),
        floor_tone=round(place.tones[1], 3),
        seed=seed,
    )
    plan = varied(plan, key)
    if period or place.kind == "old street":
        plan = strip_modern(plan)
        if place.kind == "old street":
            plan = _closed(plan, words)
    said = " ".join([words, *dict.fromkeys(shot.action for shot in group)])
    plan = dress(plan, said, key)
    named = {t.word: t for t in (*_named(group), *_implied(words, place.kind))}
    if not interior:
        named = {
            w: _outdoors(t, old, place.kind) for w, t in named.items() if t.kind not in _ONLY_INSIDE
        }
    for wanted in sorted(named.values(), key=lambda t: (t.kind, t.word)):
        plan = add(plan, wanted, key)
    return lay_fires(plan, group, key)


_WATERSIDE = re.compile(r"\b(?:harbou?r|sea|quay|docks?|river|port|bay)\b", re.IGNORECASE)


def _closed(plan: SetPlan, words: str) -> SetPlan:
    """The lower end of an old street: the water it runs down to, or a house across it."""
    far = -plan.depth_m / 2
    if _WATERSIDE.search(words):
        kind, size, tone = OWN["sea"]
        shore = Prop(kind, (0.0, 0.0, far - 8.0 - size[2] / 2), 0.0, size, tone, word="sea")
        boat = THINGS["boat"]
        moored = Prop(boat.kind, (2.6, 0.0, far - 13.0), 1.9, boat.size_m, boat.tone, word="boat")
        return replace(plan, props=(*plan.props, shore, moored))
    kind, size, tone = OWN["stone end house"]
    end = Prop(kind, (0.6, 0.0, far - 5.0), 0.0, size, tone, word="stone house")
    return replace(plan, props=(*plan.props, end))


def _item(place: Place, item: tuple[float | str, ...], seed: int) -> Prop:
    word = str(item[0])
    x, z, yaw = (float(v) for v in item[1:4])
    kind, size, tone = OWN.get(word) or (
        THINGS[word].kind, THINGS[word].size_m, THINGS[word].tone,
    )  # fmt: skip
    y = float(item[4]) if len(item) > 4 else 0.0
    if kind == "ceiling lamp":
        y = place.size_m[2]
    if word in ("tree", "pine", "palm"):
        grow = between(0.75, 1.25, seed, word, x, z)
        size = (size[0] * grow, size[1] * grow, size[2] * grow)
    elif word == "skyline":
        size = (
            between(7.0, 11.0, seed, x, "w"),
            between(24.0, 34.0, seed, x, "h"),
            6.0,
        )
        y = -22.0  # it stands in the street below
    elif word == "stone house":
        size = (size[0], size[1] * between(0.86, 1.2, seed, word, x, z), size[2])
        tone += between(-0.12, 0.14, seed, word, x, z, "tone")
    elif word in ("town house", "tower block"):
        size = (size[0], size[1] * between(0.7, 1.2, seed, word, x, z), size[2])
        tone += between(-0.2, 0.2, seed, word, x, z, "tone")
    size = (round(size[0], 3), round(size[1], 3), round(size[2], 3))
    return Prop(
        kind, (x, y, z), round(math.radians(yaw), 5), size, round(min(max(tone, 0), 1), 3),
        word=word,
    )  # fmt: skip


def _named(group: Iterable[Shot]) -> list[Thing]:
    """What the script says is here to be seen, each word once.

    Small things count only where they lie (inserts, "on the table"): what is only in a hand
    is drawn in that hand.
    """
    found: dict[str, Thing] = {}
    for shot in group:
        lying: set[str] = set()
        for sentence in re.split(r"[.!?\n]+", shot.setting.words + ". " + shot.action):
            if _LYING.search(sentence):
                lying.update(t.word for t in find_things(sentence))
        named = [t for t in (thing(w) for w in shot.props) if t]
        named += find_things(shot.setting.words)
        for item in named:
            if item.kind not in HANDHELD or item.word in lying:
                found.setdefault(item.word, item)
        if shot.setup is Setup.INSERT or shot.insert_prop:
            wanted = thing(shot.insert_prop)
            if wanted:
                found.setdefault(wanted.word, wanted)
    return list(found.values())


_ONLY_INSIDE = {
    "column",
    "sofa",
    "wardrobe",
    "shelf",
    "cupboard",
    "television",
    "computer",
    "fridge",
    "toilet",
    "sink",
    "bathtub",
    "desk",
    "counter",
    "rug",
    "mirror",
    "fireplace",
}


_WILD = frozenset(
    ["forest", "jungle", "campsite", "beach", "cliff", "river", "desert", "snow", "mountains",
     "field"]
)  # fmt: skip


def _outdoors(item: Thing, old: bool, kind: str) -> Thing:
    """A lamp in the open is a street lamp, or where no street is a lantern; small ones stay."""
    if item.kind == "lamp" and item.size_m[1] > 0.8:
        if kind in _WILD:
            return THINGS["lantern"]
        if old:
            return Thing("gas lamp", *OWN["gas lamp"])
        return replace(THINGS["street lamp"], word=item.word)
    return item


_IMPLIED = (
    (
        "easel",
        r"\b(?:is|keeps|starts|sits|stands)? ?painting\b(?! (?:on|hangs))|\bcanvass?es\b|artist",
    ),
    ("piano", r"\b(?:musician|music career|at the (?:keyboard|piano))\b"),
)


def _implied(words: str, kind: str) -> list[Thing]:
    """Things the work done in a place needs although nobody names them."""
    if kind in ("gallery", "street"):
        return []
    return [THINGS[word] for word, pattern in _IMPLIED if re.search(pattern, words, re.I)]

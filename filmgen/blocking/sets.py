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

import numpy as np

from filmgen.blocking.chance import between, fraction, number
from filmgen.blocking.dressing import dress, is_period, strip_modern
from filmgen.blocking.lexicon import HANDHELD, KINDS, THINGS, Thing, find_things, thing
from filmgen.blocking.model import Opening, Prop, SetPlan, Vec3
from filmgen.blocking.places import Place, place_for
from filmgen.blocking.space import footprints, offset
from filmgen.breakdown.model import Setting, Setup, Shot
from filmgen.screenplay.model import PlaceKind

_OWN: dict[str, tuple[str, Vec3, float]] = {
    "car seat": ("armchair", (0.62, 1.0, 0.7), 0.3),
    "back seat": ("sofa", (1.45, 1.0, 0.75), 0.3),
    "dashboard": ("counter", (1.55, 0.78, 0.35), 0.2),
    "train seat": ("bench", (0.95, 1.15, 0.55), 0.35),
    "towel cupboard": ("cupboard", (0.6, 1.5, 0.4), 0.8),
    "kitchen unit": ("counter", (2.4, 0.92, 0.6), 0.7),
    "wall cupboard": ("cupboard", (0.9, 1.9, 0.45), 0.7),
    "pot": ("cup", (0.24, 0.16, 0.24), 0.4),
    "interrogation table": ("table", (1.1, 0.75, 0.7), 0.35),
    "tall column": ("column", (0.7, 6.8, 0.7), 0.8),
    "lectern": ("altar", (0.6, 1.2, 0.5), 0.4),
    "small lamp": ("lamp", (0.26, 0.42, 0.26), 0.9),
    "low cupboard": ("cupboard", (1.3, 0.55, 0.45), 0.4),
    "speaker": ("box", (0.4, 1.0, 0.4), 0.12),
    "coat rack": ("column", (0.16, 1.75, 0.16), 0.3),
    "hall table": ("table", (0.9, 0.8, 0.35), 0.35),
    "mailboxes": ("cupboard", (1.0, 1.5, 0.22), 0.5),
    "long counter": ("counter", (5.0, 1.08, 0.6), 0.3),
    "bottle shelf": ("shelf", (4.6, 2.2, 0.3), 0.3),
    "big picture": ("picture", (1.7, 1.3, 0.05), 0.5),
    "gallery bench": ("bench", (1.6, 0.45, 0.5), 0.4),
    "low display": ("table", (1.6, 0.85, 0.8), 0.6),
    "till": ("computer", (0.4, 0.36, 0.4), 0.3),
    "front desk": ("counter", (3.4, 1.08, 0.75), 0.35),
    "lobby column": ("column", (0.7, 4.4, 0.7), 0.85),
    "walkway": ("railing", (3.4, 1.0, 0.1), 0.3),
    "tool shelf": ("shelf", (1.6, 1.9, 0.35), 0.4),
    "pool water": ("pool", (8.0, 0.04, 4.4), 0.6),
    "deck chair": ("bench", (0.7, 0.45, 1.8), 0.9),
    "garden house": ("house front", (11.0, 4.0, 4.0), 0.8),
    "sea": ("water", (80.0, 0.03, 16.0), 0.55),
    "cactus tree": ("tree", (1.2, 3.2, 1.2), 0.4),
    "mesa": ("rock", (10.0, 8.0, 7.0), 0.65),
    "mountain": ("rock", (16.0, 14.0, 9.0), 0.5),
    "roof hut": ("house front", (4.0, 2.9, 3.0), 0.6),
    "vent box": ("box", (1.2, 0.9, 0.9), 0.5),
    "water tank": ("barrel", (2.0, 3.0, 2.0), 0.45),
    "skyline": ("house front", (8.0, 7.0, 4.0), 0.5),
    "bollard": ("barrel", (0.35, 0.6, 0.35), 0.2),
    "guard rail": ("railing", (7.8, 0.8, 0.12), 0.5),
    "mailbox": ("box", (0.45, 1.15, 0.35), 0.35),
    "town house": ("house front", (8.2, 10.0, 4.2), 0.65),
    "tower block": ("house front", (12.0, 20.0, 6.0), 0.55),
}
"""Things only places name: (kind, size, tone)."""

_SAME_USE = (
    {"table", "round table", "coffee table", "desk"},
    {"chair", "armchair"},
    {"lamp", "small lamp"},
    {"shelf"},
    {"cupboard", "wardrobe"},
)
_SEAT_FOR = {"piano": "stool", "desk": "chair"}
_NAMED_APART = {"car", "truck", "boat", "helicopter", "house front"}
_SURFACES = ("table", "round table", "desk", "coffee table", "counter", "cupboard", "altar")
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
    period = is_period(" ".join(dict.fromkeys(shot.setting.words for shot in shots)))
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
    if period:
        plan = strip_modern(plan)
    said = " ".join([words, *dict.fromkeys(shot.action for shot in group)])
    plan = dress(plan, said, key)
    named = {t.word: t for t in (*_named(group), *_implied(words, place.kind))}
    if not interior:
        named = {w: _outdoors(t) for w, t in named.items() if t.kind not in _ONLY_INSIDE}
    for wanted in sorted(named.values(), key=lambda t: (t.kind, t.word)):
        plan = _add(plan, wanted, key)
    return plan


def _item(place: Place, item: tuple[float | str, ...], seed: int) -> Prop:
    word = str(item[0])
    x, z, yaw = (float(v) for v in item[1:4])
    kind, size, tone = _OWN.get(word) or (
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
            between(3.0, 12.0, seed, x, "h"),
            6.0,
        )
    elif word in ("town house", "tower block"):
        size = (size[0], size[1] * between(0.7, 1.2, seed, word, x, z), size[2])
        tone += between(-0.2, 0.2, seed, word, x, z, "tone")
    size = (round(size[0], 3), round(size[1], 3), round(size[2], 3))
    return Prop(kind, (x, y, z), round(math.radians(yaw), 5), size, round(min(max(tone, 0), 1), 3))


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


def _outdoors(item: Thing) -> Thing:
    """A lamp in the open is a street lamp; small ones (lanterns) stay what they are."""
    if item.kind == "lamp" and item.size_m[1] > 0.8:
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


def _add(plan: SetPlan, wanted: Thing, key: str) -> SetPlan:
    """The plan with one more thing, or unchanged if it has its like or no room for it."""
    kinds = {p.kind for p in plan.props}
    if wanted.kind in ("door", "window", "curtain") or wanted.kind == "ceiling lamp":
        return plan
    if plan.kind == "car interior" and wanted.kind not in HANDHELD:
        return plan
    alike = next((group for group in _SAME_USE if wanted.kind in group), {wanted.kind})
    if wanted.kind in ("tree", "bush", "rock", "stairs", "bed", "sink") or alike & kinds:
        if alike & kinds and wanted.kind not in _NAMED_APART:
            return plan
        same = [p for p in plan.props if p.kind == wanted.kind]
        if wanted.kind == "house front" and same and wanted.size_m == KINDS[wanted.kind].size_m:
            return plan
        if any(p.size_m == wanted.size_m and p.tone == wanted.tone for p in same):
            return plan
    prop = _placed(plan, wanted, key)
    if prop is None:
        return plan
    added = [prop]
    if wanted.kind in _SEAT_FOR:
        seat = THINGS[_SEAT_FOR[wanted.kind]]
        x, z = offset(prop, 0.0, prop.size_m[2] / 2 + 0.5)
        spot = np.array([[x, 0.3, z]])
        inside = abs(x) < plan.width_m / 2 - 0.3 and abs(z) < plan.depth_m / 2 - 0.3
        if inside and not footprints(plan).contain(spot, 0.2).any():
            place = (round(x, 3), 0.0, round(z, 3))
            turned = round(prop.yaw_rad + math.pi, 5)
            added.append(Prop(seat.kind, place, turned, seat.size_m, seat.tone))
    return replace(plan, props=(*plan.props, *added))


def _placed(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    place = wanted.place
    if wanted.kind in HANDHELD and wanted.kind not in ("box", "suitcase", "bag"):
        place = "surface"
    if place == "outdoor" and plan.interior:
        if plan.kind != "garage" or wanted.kind not in ("car", "truck", "boat", "bicycle"):
            return None
        return Prop(wanted.kind, (1.7, 0.0, 0.4), math.pi, wanted.size_m, wanted.tone)
    if place == "surface":
        return _on_surface(plan, wanted, key)
    if place in ("hung", "wall") and plan.interior:
        return _on_wall(plan, wanted, key, hung=place == "hung")
    if place == "hung":
        return None
    return _on_floor(plan, wanted, key)


def _on_surface(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    tables = [p for p in plan.props if p.kind in _SURFACES and 0.35 < p.size_m[1] < 1.15]
    if not tables:
        tables = [p for p in plan.props if p.kind in ("crate", "barrel", "bench", "rock")]
        tables = [p for p in tables if p.size_m[1] < 1.0]
    if not tables:
        return Prop(wanted.kind, (0.4, 0.0, 0.2), 0.4, wanted.size_m, wanted.tone)
    order = {kind: rank for rank, kind in enumerate(_SURFACES)}
    tables.sort(key=lambda p: order.get(p.kind, 9))
    table = tables[0]
    small = [p for p in plan.props if abs(p.position[1] - table.size_m[1]) < 0.03]
    for attempt in range(12):
        u = between(-0.36, 0.36, key, wanted.word, attempt, "u") * table.size_m[0]
        v = between(-0.15, 0.36, key, wanted.word, attempt, "v") * table.size_m[2]
        cos, sin = math.cos(table.yaw_rad), math.sin(table.yaw_rad)
        x = table.position[0] + u * cos + v * sin
        z = table.position[2] - u * sin + v * cos
        reach = max(wanted.size_m[0], wanted.size_m[2]) / 2
        if all(
            math.hypot(p.position[0] - x, p.position[2] - z)
            > reach + max(p.size_m[0], p.size_m[2]) / 2 + 0.02
            for p in small
        ):
            break
    y = table.position[1] + table.size_m[1]
    yaw = table.yaw_rad + between(-0.35, 0.35, key, wanted.word, "yaw")
    return Prop(
        wanted.kind, (round(x, 3), round(y, 3), round(z, 3)), round(yaw, 4), wanted.size_m,
        wanted.tone,
    )  # fmt: skip


_WALLS = {"north": 0.0, "south": math.pi, "west": math.pi / 2, "east": -math.pi / 2}


def _on_wall(plan: SetPlan, wanted: Thing, key: str, *, hung: bool) -> Prop | None:
    w, h, d = wanted.size_m
    bottom = min(max(1.65 - h / 2, 0.6), max(plan.height_m - h - 0.1, 0.0)) if hung else 0.0
    taken = footprints(plan)
    slots: list[tuple[float, str, float]] = []
    for wall in _WALLS:
        length = plan.width_m if wall in ("north", "south") else plan.depth_m
        steps = max(int((length - w - 0.3) / 0.45), 0)
        for i in range(steps + 1):
            along = -length / 2 + w / 2 + 0.15 + i * 0.45
            clear = all(
                o.wall != wall
                or abs(o.centre_m - along) > (o.width_m + w) / 2 + 0.06
                or (bottom >= o.sill_m + o.height_m or bottom + h <= o.sill_m)
                for o in plan.openings
            )
            if clear:
                # North and west walls are seen most: prefer them.
                favour = 0.35 if wall in ("north", "west") else 0.0
                slots.append((fraction(key, wanted.word, wall, i) - favour, wall, along))
    for _, wall, along in sorted(slots):
        inset = d / 2 + 0.02
        x, z = {
            "north": (along, -plan.depth_m / 2 + inset),
            "south": (along, plan.depth_m / 2 - inset),
            "west": (-plan.width_m / 2 + inset, along),
            "east": (plan.width_m / 2 - inset, along),
        }[wall]
        turned = wall in ("west", "east")
        half_x, half_z = (d / 2, w / 2) if turned else (w / 2, d / 2)
        probe = np.array(
            [
                [x + i * half_x, bottom + h / 2, z + j * half_z]
                for i in (-1.0, -0.5, 0.0, 0.5, 1.0)
                for j in (-1.0, -0.5, 0.0, 0.5, 1.0)
            ]
        )
        hits = taken.contain(probe, 0.05)
        others = any(
            p.position[1] > 0.5
            and math.hypot(p.position[0] - x, p.position[2] - z) < (p.size_m[0] + w) / 2
            for p in plan.props
        )
        if not hits.any() and not (hung and others):
            yaw = _WALLS[wall]
            place = (round(x, 3), round(bottom, 3), round(z, 3))
            return Prop(wanted.kind, place, round(yaw, 5), wanted.size_m, wanted.tone)
    return None


def _on_floor(plan: SetPlan, wanted: Thing, key: str) -> Prop | None:
    w, _, d = wanted.size_m
    taken = footprints(plan)
    outside = not plan.interior
    far = {"car": 5.5, "truck": 8.0, "helicopter": 10.0, "house front": 12.0, "boat": 8.0}
    best: tuple[float, Prop] | None = None
    for attempt in range(40):
        limit_x = plan.width_m / 2 - w / 2 - 0.2
        limit_z = plan.depth_m / 2 - d / 2 - 0.2
        if limit_x <= 0 or limit_z <= 0:
            return None
        x = between(-limit_x, limit_x, key, wanted.word, attempt, "x")
        z = between(-limit_z, limit_z, key, wanted.word, attempt, "z")
        if outside:
            z = -abs(z) if wanted.kind in far else z
        yaw = between(-0.5, 0.5, key, wanted.word, "yaw") if outside else 0.0
        if wanted.kind == "car":
            yaw += math.pi / 2
        reach = math.hypot(w, d) / 2
        grid = np.linspace(-1.0, 1.0, max(3, int(reach / 0.3)))
        cos, sin = math.cos(yaw), math.sin(yaw)
        probe = np.array(
            [
                [x + i * w / 2 * cos + j * d / 2 * sin, 0.2, z - i * w / 2 * sin + j * d / 2 * cos]
                for i in grid
                for j in grid
            ]
        )
        if taken.contain(probe, 0.3).any():
            continue
        ideal = far.get(wanted.kind, 3.0 if outside else 1.8)
        score = abs(math.hypot(x, z) - ideal) + (1.0 if math.hypot(x, z) < 1.2 + reach else 0.0)
        prop = Prop(
            wanted.kind, (round(x, 3), 0.0, round(z, 3)), round(yaw, 4), wanted.size_m, wanted.tone
        )
        if best is None or score < best[0]:
            best = (score, prop)
    return best[1] if best else None

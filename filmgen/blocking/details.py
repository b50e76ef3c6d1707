"""What a beat's words are about when nobody acts in it: a thing or an opening of the set.

"The door flies open", "In the window … the lights go out", "CLOSE ON the bulb": the camera is
composed on that thing, not on bystanders.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from filmgen.blocking.camera import half_extents, project
from filmgen.blocking.dressing import hole_centre
from filmgen.blocking.lexicon import KINDS, find_things, thing
from filmgen.blocking.model import Camera, Figure, Prop, SetPlan
from filmgen.breakdown.model import Beat, Setup, Shot

_OPENINGS = re.compile(
    r"\b(?P<door>doors?|doorway|entrance)\b|\b(?P<window>windows?)\b|"
    r"\b(?P<curtain>curtains?|drapes?|blinds?)\b",
    re.IGNORECASE,
)
_CAMERA_WORDS = re.compile(
    r"^(?:(?:EXTREME )?CLOSE(?:R| UP|-UP)?(?: ON)?|ANGLE ON|INSERT|ON|TIGHT ON|BACK TO|"
    r"DETAIL(?: OF)?)\b[\s:–—-]*"
)
_LEAD = re.compile(
    r"^(?:(?:and|but|then|now|suddenly|slowly|there (?:is|are))\b,? )*"
    r"(?:(?:in|through|at|from|on|above|below|behind|under|outside|over|near|beside|beneath|out on)"
    r" (?:them |him |her |it |us )?)?"
    r"(?:(?:the|a|an|one|two|every|each|another|this|that|his|her|their)\b )?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:(?:and|but|then|now|suddenly|slowly),? )*(?:the|a|an|one|two|every|each|in|through|at|"
    r"from|on|above|below|behind|under|outside|over|near|beside|beneath|out on)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(\w+) after \1\b", re.IGNORECASE)
_PERSON_FIRST = re.compile(r"^(?:he|she|they|who|his|her|their)\b", re.IGNORECASE)
_SCENIC = frozenset(["water", "pool", "rug", "column", "railing", "rock", "bush", "stairs"])


def focus_of(shot: Shot, beat: Beat, plan: SetPlan, names: Sequence[str]) -> Prop | None:
    """The thing a beat is composed on, as a prop standing in the set, or None for people.

    Inserts are not asked about here: they have `Shot.insert_prop`. The returned prop stands
    on its foot also where the set's own hangs from the ceiling.

    Args:
        names: everybody of the scene, upper case.
    """
    if shot.setup not in (Setup.ACTION, Setup.MASTER) or not beat.action:
        return None
    if any(line.on_screen and line.id in beat.line_ids for line in shot.lines):
        return None
    text = _CAMERA_WORDS.sub("", beat.action).strip()
    led = _LEAD.sub("", text)
    if _PERSON_FIRST.match(led) or _names_somebody(led.split(",")[0][:40], names):
        return None
    about_people = bool(beat.subjects)
    head = " ".join(led.split()[:5]) if about_people else text
    subject = _ARTICLE.match(text) and _opens_with_thing(led)
    if about_people and not (subject or _AFTER.search(led)):
        return None
    return _first_of(head, plan)


def in_set(word: str, plan: SetPlan) -> Prop | None:
    """The thing of a set that a word means: an opening, or a prop standing on its foot."""
    return _first_of(word, plan)


def _names_somebody(text: str, names: Sequence[str]) -> bool:
    found = {w for w in re.findall(r"\w+", text.upper()) if len(w) > 2}
    return any(found & set(re.findall(r"\w+", name)) for name in names)


def _opens_with_thing(text: str) -> bool:
    """Whether one of the first three words, before any verb, is a thing."""
    head = " ".join(text.split()[:3])
    found = [*find_things(head), *([1] if _OPENINGS.search(head) else [])]
    return bool(found)


def _first_of(text: str, plan: SetPlan) -> Prop | None:
    options: list[tuple[int, Prop]] = []
    low = text.lower()
    for match in _OPENINGS.finditer(text):
        kind = next(name for name, value in match.groupdict().items() if value)
        prop = _opening(kind, plan)
        if prop is not None:
            options.append((match.start(), prop))
    for item in find_things(text):
        if item.kind in ("curtain",):
            continue
        kinds = {item.kind} | (
            {"street lamp"} if item.kind == "lamp" and not plan.interior else set()
        )
        same = [p for p in plan.props if p.kind in kinds]
        exact = [p for p in same if p.size_m == item.size_m]
        if same and item.kind not in _SCENIC:
            best = min(exact or same, key=lambda p: math.hypot(p.position[0], p.position[2]))
            options.append((max(low.find(item.word[:4]), 0), _standing(best)))
    if len(options) > 2:  # a list of what is there: the opening shows most of it
        options = [o for o in options if o[1].kind in ("window", "door")] or options
    return min(options, key=lambda o: o[0])[1] if options else None


def in_front(item: Prop, camera: Camera, figures: Sequence[Figure]) -> tuple[int, ...]:
    """Figures that would stand before the thing: they step out of its picture."""
    if item.kind == "candle":  # a flame in a hand: the hand stays
        return ()
    x, y, z = item.position
    w, h, d = item.size_m
    ox, _, depth = project(camera, (x, y + h / 2, z))
    if not depth > 0.2:
        return ()
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    half = max(w, d) / (4 * tan_w * depth)
    hiding = []
    for i, figure in enumerate(figures):
        fx, _, near = project(camera, figure.joint("chest"))
        body = 0.3 / (2 * tan_w * max(near, 0.1))
        if 0.05 < near < depth + 0.3 and abs(fx - ox) < half + body:
            hiding.append(i)
    return tuple(hiding)


def _opening(kind: str, plan: SetPlan) -> Prop | None:
    wanted = "window" if kind == "curtain" else kind
    holes = [o for o in plan.openings if o.kind == wanted]
    if not holes:
        found = [p for p in plan.props if p.kind == kind]
        fronts = [p for p in plan.props if p.kind == "house front"] if kind == "door" else []
        if found:
            return found[0]
        if fronts:
            front = min(fronts, key=lambda p: math.hypot(p.position[0], p.position[2]))
            ahead = front.size_m[2] / 2
            x = front.position[0] + ahead * math.sin(front.yaw_rad)
            z = front.position[2] + ahead * math.cos(front.yaw_rad)
            return Prop("door", (x, 0.0, z), front.yaw_rad, (1.1, 2.2, 0.1))
        return None
    (x, y, z), yaw = hole_centre(plan, holes[0], 0.02)
    hole = holes[0]
    wide = hole.width_m * (1.45 if kind == "curtain" else 1.15)
    return Prop(wanted, (x, y - hole.height_m / 2, z), yaw, (wide, hole.height_m, 0.06))


def _standing(prop: Prop) -> Prop:
    """Ceiling lamps by their foot, street lamps by the lantern at their top."""
    x, y, z = prop.position
    _, h, d = prop.size_m
    if prop.kind == "ceiling lamp":
        return replace(prop, position=(x, y - h, z))
    if prop.kind == "street lamp":
        x, z = x + 0.35 * d * math.sin(prop.yaw_rad), z + 0.35 * d * math.cos(prop.yaw_rad)
        at = (round(x, 4), round(y + h - 1.9, 4), round(z, 4))
        return Prop(prop.kind, at, prop.yaw_rad, (1.2, 2.2, 1.2))
    return prop


def bulb(insert: str, plan: SetPlan) -> Prop | None:
    """What an insert's word means in the set where it hangs or opens; None for other things."""
    item = thing(insert)
    if (item is not None and item.kind in ("ceiling lamp", "street lamp")) or _OPENINGS.search(
        insert
    ):
        return _first_of(insert, plan)
    if item is not None and item.kind == "lamp" and not plan.interior:
        return _first_of(insert, plan)
    return None


def is_large(prop: Prop) -> bool:
    """Too large for an insert's long lens: doors, windows, houses."""
    return max(prop.size_m) > 0.75 or KINDS[prop.kind].place in ("hung", "ceiling")

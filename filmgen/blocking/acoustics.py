"""What a set sounds like: its size, materials and furniture, for `sound.acoustics.rooms`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from filmgen.blocking.model import Prop, SetPlan
from filmgen.sound.acoustics.rooms import (
    OPEN,
    PERSON,
    SPEED_M_S,
    WALLS,
    Acoustics,
    Echo,
    OpenAir,
    Room,
    Surface,
)


@dataclass(frozen=True)
class _Build:
    """How a kind of place is built, in materials of pyroomacoustics' database.

    Attributes:
        lived: square metres of cloth, paper and cushions for each of floor that no plan draws.
            Chosen so that homes ring as measured ones do, 0.4 to 0.7 s (Burgess and Utley 1985,
            "Reverberation times in British living rooms").
        people: who is there besides, a room's own public.
        scattering: how far it is from an empty box.
        larger: factor on the set's size: sets are built for the camera, halls are larger.
    """

    walls: str
    floor: str
    ceiling: str
    lived: float = 0.25
    people: int = 2
    scattering: float = 0.4
    larger: float = 1.0


_HOME = _Build("hard_surface", "wood_16mm", "plasterboard", 0.3)
_BUILDS: Mapping[str, _Build] = {
    "car interior": _Build("car lining", "car lining", "car lining", 0.2, 2, 0.5),
    "train": _Build("plywood_thin", "carpet_thin", "plywood_thin", 0.2, 6, 0.5),
    "bus": _Build("plywood_thin", "linoleum_on_concrete", "plywood_thin", 0.1, 6, 0.5),
    "plane": _Build("plywood_thin", "carpet_6mm_closed_cell_foam", "plywood_thin", 0.3, 10, 0.5),
    "boat cabin": _Build("wood_16mm", "wood_16mm", "wood_16mm", 0.25),
    "bathroom": _Build("ceramic_tiles", "ceramic_tiles", "plasterboard", 0.15, 2, 0.3),
    "kitchen": _Build("hard_surface", "ceramic_tiles", "plasterboard", 0.3),
    "bedroom": _Build("hard_surface", "carpet_6mm_closed_cell_foam", "plasterboard", 0.35),
    "attic": _Build("wooden_lining", "wood_16mm", "wooden_lining", 0.25, 2, 0.5),
    "cellar": _Build("smooth_brickwork_flush_pointing", "concrete_floor", "rough_concrete", 0.25),
    "cabin": _Build("wooden_lining", "wood_16mm", "wooden_lining", 0.2),
    "garage": _Build("unpainted_concrete", "concrete_floor", "ceiling_plasterboard", 0.25),
    "studio": _Build("rough_lime_wash", "wood_16mm", "ceiling_plasterboard", 0.25, 2, 0.5),
    "prison": _Build("rough_concrete", "concrete_floor", "rough_concrete", 0.08, 2, 0.25),
    "interrogation room": _Build(
        "hard_surface", "linoleum_on_concrete", "ceiling_plasterboard", 0.2
    ),
    "church": _Build("limestone_wall", "marble_floor", "rough_lime_wash", 0.3, 12, 0.4, 1.2),
    "hospital room": _Build("hard_surface", "linoleum_on_concrete", "ceiling_fissured_tile", 0.1),
    "classroom": _Build("hard_surface", "linoleum_on_concrete", "ceiling_plasterboard", 0.15, 12),
    "police station": _Build(
        "hard_surface", "linoleum_on_concrete", "ceiling_fissured_tile", 0.2, 5
    ),
    "laboratory": _Build("hard_surface", "linoleum_on_concrete", "ceiling_plasterboard", 0.25, 3),
    "office": _Build("plasterboard", "carpet_thin", "ceiling_plasterboard", 0.25, 3),
    "lift": _Build("hard_surface", "linoleum_on_concrete", "hard_surface", 0.15, 2, 0.2),
    "stairwell": _Build("rough_concrete", "concrete_floor", "rough_concrete", 0.15, 2, 0.4, 1.3),
    "corridor": _Build("hard_surface", "linoleum_on_concrete", "ceiling_plasterboard", 0.12),
    "restaurant": _Build("hard_surface", "wood_16mm", "ceiling_plasterboard", 0.2, 14, 0.5),
    "bar": _Build("wooden_lining", "wood_16mm", "ceiling_plasterboard", 0.15, 12, 0.5),
    "theatre": _Build("wooden_lining", "stage_floor", "ceiling_plasterboard", 0.3, 20, 0.5, 1.4),
    "gallery": _Build("hard_surface", "wood_16mm", "plasterboard", 0.1, 4, 0.3),
    "library": _Build("wooden_lining", "carpet_thin", "ceiling_plasterboard", 0.5, 3, 0.5),
    "shop": _Build("hard_surface", "linoleum_on_concrete", "ceiling_plasterboard", 0.3, 4, 0.5),
    "lobby": _Build("hard_surface", "marble_floor", "ceiling_plasterboard", 0.3, 6, 0.4, 1.2),
    "warehouse": _Build("unpainted_concrete", "concrete_floor", "rough_concrete", 0.5, 2, 0.5, 1.5),
}
_STREETS: Mapping[str, tuple[str, str]] = {
    "street": ("brick_wall_rough", "rough_concrete"),
    "old street": ("brick_wall_rough", "rough_concrete"),
    "alley": ("brick_wall_rough", "rough_concrete"),
    "market square": ("brick_wall_rough", "rough_concrete"),
    "station platform": ("smooth_brickwork_10mm_pointing", "rough_concrete"),
}
"""Outdoors between facades: what these and the ground are made of."""

_NAMED: tuple[tuple[re.Pattern[str], _Build, tuple[float, float, float] | None], ...] = (
    (
        re.compile(r"\b(cave|cavern|grotto|mine ?shaft|catacomb|crypt|dungeon)s?\b|пещер|洞", re.I),
        _Build("rough_concrete", "rough_concrete", "rough_concrete", 0.4, 2, 0.7),
        (9.0, 16.0, 5.0),
    ),
    (
        re.compile(r"\b(tunnel|sewers?|subway tunnel|underpass)\b|тоннел|隧道", re.I),
        _Build("unpainted_concrete", "concrete_floor", "unpainted_concrete", 0.2, 2, 0.3),
        (5.0, 40.0, 4.2),
    ),
    (
        re.compile(r"\b(cathedral|basilica|abbey|temple)\b|собор|大教堂", re.I),
        _Build("limestone_wall", "marble_floor", "limestone_wall", 0.5, 60, 0.5),
        (22.0, 50.0, 18.0),
    ),
    (
        re.compile(r"\b(hangar|factory floor|gym(?:nasium)?|swimming hall|arena|foundry)\b", re.I),
        _Build("unpainted_concrete", "concrete_floor", "ceiling_metal_panel", 0.1, 4, 0.4),
        (24.0, 34.0, 9.0),
    ),
)  # fmt: skip
"""What a heading names that no set is built for: how it is built, and how large it is."""

# kind: material, and its area in m2 from the prop's size
_SOFT: Mapping[str, tuple[str, str]] = {
    "sofa": ("chairs_upholstered_cloth", "top"),
    "armchair": ("chairs_upholstered_cloth", "top"),
    "bed": ("chairs_heavy_upholstered", "top"),
    "bench": ("chairs_wooden", "top"),
    "chair": ("chairs_wooden", "top"),
    "rug": ("carpet_tufted_9m", "top"),
    "curtain": ("curtains_cotton_0.5", "front"),
    "shelf": ("wooden_lining", "front"),
    "cupboard": ("wood_16mm", "front"),
    "wardrobe": ("wood_16mm", "front"),
    "counter": ("wood_16mm", "front"),
    "piano": ("wood_16mm", "front"),
    "desk": ("wood_16mm", "top"),
    "table": ("wood_16mm", "top"),
    "plant": ("curtains_cotton_0.33", "front"),
}
_PADDED = ("train", "bus", "plane", "theatre", "car interior")
_OPENINGS = {"window": "glass_window", "door": "wooden_door", "archway": OPEN}

_REFLECTS: Mapping[str, tuple[float, float, float]] = {
    # share given back, seconds of smear, highest frequency
    "house front": (0.75, 0.004, 7000.0),
    "rock": (0.6, 0.012, 5000.0),
    "truck": (0.6, 0.003, 7000.0),
    "tree": (0.16, 0.02, 2500.0),
}
_ECHOES_MOST = 12
_FAR = re.compile(
    r"\b(canyon|gorge|ravine|valley|mountains?|cliffs?|quarry|fjord)\b|ущель|峡谷|山", re.I
)
_WOODED = ("forest", "jungle", "park", "campsite", "snow", "cemetery")


def acoustics_of(plan: SetPlan, heading: str = "") -> Acoustics:
    """The acoustics of a set, the same for every shot in it.

    Args:
        heading: its slug line's words, for places no set is built for ("CAVE").
    """
    if plan.interior:
        return _room(plan, heading)
    if plan.kind in _STREETS:
        return _street(plan)
    return _open_air(plan, heading)


def _room(plan: SetPlan, heading: str) -> Room:
    build = _BUILDS.get(plan.kind, _HOME)
    size = (plan.width_m, plan.height_m, plan.depth_m)
    for pattern, named, extent in _NAMED:
        if pattern.search(heading):
            build = named
            if extent is not None:
                size = (extent[0], extent[2], extent[1])
            break
    width, height, depth = (round(side * build.larger, 2) for side in size)
    room = Room((width, depth, height), ((),) * 6, build.scattering, plan.seed % 2**31)
    walls: list[list[Surface]] = []
    for index, wall in enumerate(WALLS):
        own: list[Surface] = []
        taken = 0.0
        for hole in plan.openings:
            if hole.wall == wall:
                area = min(hole.width_m * hole.height_m, room.wall_m2(index) - taken)
                own.append(_surface(_OPENINGS.get(hole.kind, "wooden_door"), area))
                taken += area
        material = (
            build.floor if wall == "floor" else build.ceiling if wall == "ceiling" else build.walls
        )
        walls.append([_surface(material, room.wall_m2(index) - taken), *own])
    floor = walls[WALLS.index("floor")]
    floor += [s for prop in plan.props if (s := _furniture(prop, plan.kind)) is not None]
    floor.append(_surface("curtains_cotton_0.5", build.lived * width * depth))
    floor.append(_surface(PERSON, float(build.people)))
    return Room(
        room.size_m,
        tuple(tuple(s for s in wall if s.area_m2 > 0) for wall in walls),
        room.scattering,
        room.seed,
    )


def _surface(material: str, area_m2: float) -> Surface:
    return Surface(material, round(max(area_m2, 0.0), 2))


def _furniture(prop: Prop, kind: str) -> Surface | None:
    entry = _SOFT.get(prop.kind)
    if entry is None:
        return None
    material, face = entry
    if kind in _PADDED and prop.kind in ("bench", "armchair", "chair", "sofa"):
        material = "chairs_upholstered_cloth"
    width, height, depth = prop.size_m
    return _surface(material, width * (depth if face == "top" else height))


def _street(plan: SetPlan) -> Room:
    """A box of two facades and the ground, without ceiling and ends."""
    walls, ground = _STREETS[plan.kind]
    # Houses stand with gaps between them and windows in them.
    room = Room((plan.width_m, plan.depth_m, plan.height_m), ((),) * 6, 0.25, plan.seed % 2**31)
    made: list[tuple[Surface, ...]] = []
    for index, wall in enumerate(WALLS):
        area = room.wall_m2(index)
        if wall in ("west", "east"):
            gaps = 0.15 * area
            made.append((_surface(walls, area - gaps), _surface(OPEN, gaps)))
        elif wall == "floor":
            made.append((_surface(ground, area), _surface(PERSON, 2.0)))
        else:
            made.append((_surface(OPEN, area),))
    return Room(room.size_m, tuple(made), room.scattering, room.seed)


def _open_air(plan: SetPlan, heading: str) -> OpenAir:
    """Echoes of what stands around; leaves scatter a little of everything."""
    found: list[Echo] = []
    for prop in plan.props:
        given = _REFLECTS.get(prop.kind)
        width, height, depth = prop.size_m
        if given is None or (prop.kind != "tree" and min(max(width, depth), height) < 2.0):
            continue
        x, _, z = prop.position
        # We stand about the middle, never with the nose to a wall.
        distance = max(6.0, math.hypot(x, z) - min(width, depth) / 2)
        share, smear, high_hz = given
        if prop.kind == "tree":
            share *= min(1.0, width / 4.0)
        found.append(
            Echo(
                round(2.0 * distance / SPEED_M_S, 5),
                round(share / (2.0 * distance), 5),
                round(max(-0.9, min(0.9, x / distance)), 3),
                smear,
                high_hz,
            )
        )
    found.sort(key=lambda echo: (-echo.gain, echo.delay_s))
    # Of a row of houses the nearest one mirrors, the others only scatter this way.
    kept = [
        Echo(e.delay_s, round(e.gain * (1.0 if k < 2 else 0.4), 5), e.pan, e.spread_s, e.high_hz)
        for k, e in enumerate(found[:_ECHOES_MOST])
    ]
    if plan.kind == "mountains" or _FAR.search(heading):
        # Slopes stand farther off than any set is built: 70 to 140 m.
        kept += [
            Echo(0.43, 0.030, -0.6, 0.030, 2600.0),
            Echo(0.61, 0.022, 0.7, 0.045, 2200.0),
            Echo(0.86, 0.013, -0.2, 0.070, 1800.0),
        ]
    wooded = plan.kind in _WOODED or sum(p.kind == "tree" for p in plan.props) >= 8
    # A wood rings for about a second, far below the voice (Sakai, Sato and Ando 1998).
    wash = (0.9, 0.06) if wooded else (0.0, 0.0)
    return OpenAir(tuple(kept), *wash, seed=plan.seed % 2**31)


_GROUNDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("forest", "jungle", "park", "field", "farm", "patio", "cemetery", "house exterior"),
        "grass",
    ),
    **dict.fromkeys(
        ("beach", "desert", "mountains", "cliff", "river", "campsite", "shack", "exterior"),
        "gravel",
    ),
    "snow": "snow",
}


def ground_of(plan: SetPlan) -> str:
    """What steps fall on: "wood", "concrete", "gravel", "grass" or "snow"."""
    if not plan.interior:
        return _GROUNDS.get(plan.kind, "concrete")
    floor = _BUILDS.get(plan.kind, _HOME).floor
    return "wood" if floor.startswith(("wood", "stage", "carpet")) else "concrete"

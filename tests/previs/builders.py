"""Staged panels made by hand: every size, angle and light the drawing must cope with."""

from __future__ import annotations

import math

from filmgen.blocking.animals import animal_joints
from filmgen.blocking.model import (
    Camera,
    Expression,
    Figure,
    Light,
    Look,
    Opening,
    Prop,
    SetPlan,
    StagedPanel,
    Vec3,
)
from filmgen.blocking.poses import stance
from filmgen.blocking.skeleton import solve

DAY = Light("day", "", (0.45, 0.72, 0.53), 0.9, 0.45, 0.92)
NIGHT = Light("night", "", (0.55, 0.62, 0.56), 0.6, 0.18, 0.07)

ANNA = Look(1.68, 0.92, "female", 31, "long", 0.18, 0.86, "", False, "coat", 0.22, 0.3)
JOE = Look(1.82, 1.1, "male", 52, "short", 0.45, 0.8, "moustache", False, "suit", 0.35, 0.35)
MIA = Look(1.62, 0.95, "female", 26, "bun", 0.12, 0.62, "", True, "dress", 0.6, 0.6)
SAM = Look(1.75, 1.25, "male", 67, "bald", 0.8, 0.82, "beard", False, "sweater", 0.7, 0.4)
KID = Look(1.28, 0.95, "male", 9, "curly", 0.3, 0.88, "", False, "shirt", 0.85, 0.45)
COP = Look(1.8, 1.05, "male", 38, "short", 0.15, 0.5, "", False, "uniform", 0.28, 0.22, "cap")
NOIR = Look(1.84, 1.0, "male", 41, "short", 0.15, 0.84, "", False, "coat", 0.18, 0.15, "hat")


def figure(
    name: str,
    look: Look,
    x: float,
    z: float,
    yaw: float,
    *,
    lower: str = "stand",
    upper: str = "rest",
    seat_m: float | None = None,
    gaze: Vec3 | None = None,
    expression: Expression | None = None,
    held: tuple[tuple[str, str], ...] = (),
) -> Figure:
    joints = solve(look, stance(lower, upper, name), (x, 0.0, z), yaw, seat_m=seat_m, gaze=gaze)
    return Figure(
        name, look, lower, (x, 0.0, z), yaw, joints, expression or Expression(), gaze, held
    )


def eyes(f: Figure) -> Vec3:
    return f.joint("head")


def room() -> SetPlan:
    props = (
        Prop("table", (0.0, 0.0, 0.0), 0.0, (1.6, 0.75, 0.9), 0.55),
        Prop("chair", (-0.2, 0.0, -0.75), 0.0, (0.45, 0.92, 0.45), 0.4),
        Prop("chair", (0.3, 0.0, 0.8), math.pi, (0.45, 0.92, 0.45), 0.4),
        Prop("shelf", (-2.75, 0.0, -1.0), math.pi / 2, (1.2, 1.9, 0.35), 0.4),
        Prop("sofa", (2.3, 0.0, 0.6), -math.pi / 2, (1.9, 0.85, 0.9), 0.45),
        Prop("lamp", (2.5, 0.0, -1.6), 0.0, (0.45, 1.6, 0.45), 0.8),
        Prop("bottle", (0.35, 0.75, 0.1), 0.0, (0.08, 0.3, 0.08), 0.2),
        Prop("glass", (0.1, 0.75, 0.2), 0.0, (0.07, 0.12, 0.07), 0.8),
        Prop("picture", (-0.9, 1.35, -2.46), 0.0, (0.8, 0.6, 0.04), 0.6),
        Prop("rug", (0.0, 0.0, 0.0), 0.0, (3.0, 0.01, 2.2), 0.5),
    )
    openings = (
        Opening("window", "north", 1.0, 1.5, 1.3, 0.9),
        Opening("door", "west", 1.2, 0.9, 2.05),
        Opening("window", "east", -1.0, 1.2, 1.3, 0.9),
    )
    return SetPlan("living room", True, 6.0, 5.0, 2.7, props, openings, 0.78, 0.7, 4)


def street() -> SetPlan:
    fronts = []
    for k in range(6):
        z = -16.0 + 6.5 * k
        tone = (0.6, 0.45, 0.72, 0.5, 0.65, 0.4)[k]
        fronts.append(
            Prop("house front", (-7.0, 0.0, z), math.pi / 2, (6.4, 7.5 + (k % 3), 3.0), tone)
        )
        fronts.append(
            Prop("house front", (7.0, 0.0, z), -math.pi / 2, (6.4, 8.5 - (k % 2), 3.0), 1.1 - tone)
        )
    props = (
        *fronts,
        Prop("car", (3.2, 0.0, -3.0), math.pi, (1.8, 1.45, 4.4), 0.3),
        Prop("street lamp", (-4.3, 0.0, -6.0), math.pi / 2, (0.5, 5.0, 1.2), 0.25),
        Prop("street lamp", (-4.3, 0.0, 5.0), math.pi / 2, (0.5, 5.0, 1.2), 0.25),
        Prop("tree", (4.6, 0.0, -10.0), 0.0, (3.5, 6.0, 3.5), 0.4),
        Prop("sign", (4.4, 2.5, 2.0), -math.pi / 2, (1.6, 0.5, 0.1), 0.3, "BAR"),
    )
    return SetPlan("street", False, 13.0, 40.0, 9.0, props, (), 0.6, 0.72, 11)


def look_at(position: Vec3, target: Vec3, focal: float = 35.0, aspect: float = 16 / 9,
            roll: float = 0.0) -> Camera:  # fmt: skip
    return Camera(position, target, focal, aspect, roll)


def panels() -> dict[str, StagedPanel]:
    """A varied dozen, by name."""
    result: dict[str, StagedPanel] = {}
    anna = figure("ANNA", ANNA, -0.2, -0.72, 0.0, lower="sit", seat_m=0.47, gaze=(0.3, 1.5, 1.0))
    joe = figure("JOE", JOE, 1.0, 0.75, math.pi + 0.6, upper="talk", gaze=(-0.2, 1.2, -0.7),
                 held=(("r", "bottle"),))  # fmt: skip
    mia = figure(
        "MIA", MIA, -1.5, 0.3, 1.4, gaze=(1.0, 1.5, 0.7), expression=Expression(0.8, 0.7, 0.3, 0.4)
    )
    sam = figure(
        "SAM", SAM, 1.9, -1.2, -0.9, gaze=(-0.2, 1.2, -0.7), expression=Expression(-0.7, -0.6)
    )
    kid = figure("KID", KID, 0.2, 1.35, math.pi, upper="rest", gaze=(0.0, 1.0, -0.6))
    day = room()
    result["two-day"] = StagedPanel(
        day, DAY, (anna, joe), look_at((-2.6, 1.5, 2.1), (0.4, 1.05, -0.2), 30)
    )
    result["five-day"] = StagedPanel(
        day, DAY, (anna, joe, mia, sam, kid), look_at((0.3, 1.7, 2.45), (0.1, 1.0, -1.0), 20)
    )
    result["cu-anna"] = StagedPanel(
        day, DAY, (anna,), look_at((0.35, 1.25, 0.35), (-0.2, 1.17, -0.7), 50)
    )
    result["cu-mia"] = StagedPanel(
        day, DAY, (mia,), look_at((-0.6, 1.5, 0.95), (-1.5, 1.5, 0.3), 50)
    )
    result["mcu-sam-night"] = StagedPanel(
        day, NIGHT, (sam,), look_at((0.6, 1.45, -0.4), (1.9, 1.5, -1.2), 45)
    )
    result["ots"] = StagedPanel(
        day, DAY, (anna, joe), look_at((1.55, 1.72, 1.2), (-0.1, 1.15, -0.6), 45)
    )
    result["ms-joe-night"] = StagedPanel(
        day, NIGHT, (joe,), look_at((-0.9, 1.45, -0.6), (1.0, 1.3, 0.75), 40)
    )
    noir = figure("NOIR", NOIR, -0.6, 1.0, 0.0, lower="walk", gaze=(0.0, 1.6, 9.0))
    cop = figure("COP", COP, 0.7, 0.4, 0.1, lower="walk", gaze=(0.0, 1.6, 9.0))
    anna2 = figure("ANNA", ANNA, 1.6, 1.3, -0.2, lower="walk")
    town = street()
    result["street-ls-day"] = StagedPanel(
        town, DAY, (noir, cop, anna2), look_at((0.4, 1.4, 7.5), (0.3, 1.5, 0.0), 32)
    )
    result["street-night"] = StagedPanel(
        town, NIGHT, (noir, cop), look_at((-2.2, 1.0, 6.0), (0.3, 1.5, 0.0), 32)
    )
    result["street-els"] = StagedPanel(
        town, DAY, (noir, cop, anna2), look_at((0.4, 4.5, 20.0), (0.0, 2.5, 0.0), 32)
    )
    result["cu-noir"] = StagedPanel(
        town, NIGHT, (noir,), look_at((0.1, 1.66, 2.1), (-0.6, 1.66, 1.0), 50)
    )
    result["car"] = StagedPanel(town, DAY, (cop,), look_at((-0.5, 1.3, 1.8), (3.2, 0.8, -3.0), 35))
    return result


def animals(species: str) -> StagedPanel:
    """One animal on open ground, filling about half the frame."""
    height = {"dog": 0.68, "cat": 0.36, "horse": 2.1, "bird": 0.3}[species]
    look = Look(height_m=height, species=species, garment="", top_tone=0.45, age_years=5)
    joints = animal_joints(look, "walk", (0.0, 0.0, 0.0), 0.9, None, species)
    beast = Figure(species.upper(), look, "walk", (0.0, 0.0, 0.0), 0.9, joints)
    plan = SetPlan("field", False, 30.0, 30.0, 5.0)
    camera = look_at((0.3, height * 0.8, height * 2.6), (0.0, height * 0.5, 0.0), 35)
    return StagedPanel(plan, DAY, (beast,), camera, (species.upper(),))

"""People who come together in a beat: to embrace, to fight, to hand over, to carry.

Marks of a beat (`drawn`) and what is done (`acts`) are changed in place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from filmgen.blocking.acting import Act
from filmgen.blocking.contact import ANSWERS, MUTUAL, REACH_M
from filmgen.blocking.floor import Floor, Mark, Point
from filmgen.blocking.model import Look
from filmgen.blocking.space import yaw_towards


def bring_together(
    floor: Floor, here: Sequence[str], acts: dict[str, Act], drawn: dict[str, Mark]
) -> None:
    """Brings together those who embrace, shake hands, fight or hand something over."""
    for index, name in enumerate(here):
        upper = acts[name].upper
        if upper not in REACH_M or drawn[name].seat_m is not None:
            continue
        others = [*here[index + 1 :], *here[:index]]
        free = [n for n in others if drawn[n].seat_m is None and not drawn[n].surface_m]
        if acts[name].whom:
            free = [n for n in free if n == acts[name].whom]
        if not free:
            continue
        other = min(free, key=lambda n: (math.dist(drawn[n].at, drawn[name].at), n))
        reach = REACH_M[upper]
        a, b = drawn[name].at, drawn[other].at
        gap = math.dist(a, b)
        if gap < 1e-3 or gap > 5.0:
            continue
        at = (b[0] + (a[0] - b[0]) * reach / gap, b[1] + (a[1] - b[1]) * reach / gap)
        if not bool(floor.free([at], 0.2)[0]):
            continue
        if any(math.dist(at, drawn[n].at) < 0.5 for n in here if n not in (name, other)):
            continue
        drawn[name] = replace(drawn[name], at=at, facing=yaw_towards(at, b))
        drawn[other] = replace(drawn[other], facing=yaw_towards(b, at))
        acts[name] = replace(acts[name], whom=other)
        answer = upper if upper in MUTUAL else ANSWERS.get(upper, "")
        if answer and (not acts[other].upper or acts[other].upper == upper):
            acts[other] = replace(acts[other], upper=answer, whom=name)


def lift(
    floor: Floor,
    looks: Mapping[str, Look],
    sides: Mapping[str, str],
    line: tuple[Point, Point] | None,
    risen: Callable[[str], Mark],
    here: Sequence[str],
    acts: dict[str, Act],
    drawn: dict[str, Mark],
) -> None:
    """Whoever is swung over a shoulder hangs there for this beat.

    Args:
        line: of the scene: (middle, normal to the camera's side).
        risen: the mark of somebody once they stand.
    """
    for name in here:
        act = acts[name]
        if act.upper != "carry person":
            continue
        smaller = sorted((n for n in here if n != name), key=lambda n: looks[n].height_m)
        whom = act.whom if act.whom in here else next(iter(smaller), "")
        if not whom:
            continue
        mark = drawn[name]
        if mark.seat_m is not None or mark.surface_m:
            mark = drawn[name] = risen(name)
        other = drawn[whom].at
        near = floor.near(other, [], seed=name, apart=0.0)
        if math.dist(near, mark.at) > 0.8:
            mark = drawn[name] = replace(mark, at=near, lower="stand")
        if line is not None:
            # Seen from the side, the head that hangs behind on its own side of the frame.
            nx, nz = line[1]
            way = 1.0 if sides.get(whom) == "left" else -1.0
            mark = drawn[name] = replace(mark, facing=math.atan2(way * nz, -way * nx) + 0.35)
        fx, fz = math.sin(mark.facing), math.cos(mark.facing)
        tall = looks[name].height_m
        side = -0.10  # the right shoulder, from behind
        at = (mark.at[0] + side * fz - 0.03 * fx, mark.at[1] - side * fx - 0.03 * fz)
        lift = 0.86 * tall - 0.30 * looks[whom].height_m
        drawn[whom] = Mark(at, mark.facing + math.pi, "carried", ground_m=round(lift, 4))
        acts[name] = replace(act, whom=whom)
        acts[whom] = replace(acts[whom], lower="carried", upper="rest")

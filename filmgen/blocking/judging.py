"""Which of many cameras is best: everything a shot can have against it, as costs.

Walls, furniture and people in the way, the line of action and screen sides, strangers cut by
the frame's edge, clutter in the foreground; against them the credit of a background that is
not empty. Costs are in loose units of "one clear fault": sides and cameras inside things cost
tens, tastes cost tenths.
"""

from __future__ import annotations

import numpy as np

from filmgen.blocking.camera import Array, basis
from filmgen.blocking.model import Camera, Prop, SetPlan, Vec3
from filmgen.blocking.screen_sides import screen_sides
from filmgen.blocking.sightlines import clutter, near_shoulder, sight
from filmgen.blocking.space import bodies, on_walls, solid
from filmgen.blocking.view import Candidates, View


def _things_to_see(plan: SetPlan) -> tuple[Array, Array]:
    """Points that make a background, with weights: openings most, then props."""
    points: list[Vec3] = []
    weights: list[float] = []
    for hole in plan.openings:
        y = hole.sill_m + hole.height_m / 2
        half_x, half_z = plan.width_m / 2, plan.depth_m / 2
        points.append(
            {
                "north": (hole.centre_m, y, -half_z),
                "south": (hole.centre_m, y, half_z),
                "west": (-half_x, y, hole.centre_m),
                "east": (half_x, y, hole.centre_m),
            }[hole.wall]
        )
        weights.append(1.0)
    for prop in plan.props:
        high = max(prop.position[1], 0.0) + 0.6 * prop.size_m[1]
        if prop.kind == "ceiling lamp":
            high = prop.position[1] - prop.size_m[1]
        points.append((prop.position[0], high, prop.position[2]))
        weights.append(0.5 if high > 0.7 else 0.25)
    return np.array(points).reshape(-1, 3), np.array(weights)


def cheapest(view: View, c: Candidates) -> Camera:
    """The cheapest candidate once everything in the way has been charged for."""
    plan = view.plan
    if view.figures:
        c.cost += screen_sides(view, c)
    c.cost += _walls(plan, c.position) - _background(view, c)
    if plan.interior:
        c.cost += _beyond(plan, c)
    if view.before:
        c.cost += _repeats(view, c)
    if view.takes:
        c.cost += _retakes(view, c)
    c = _shortlist(c, 90)
    cost = c.cost
    props = solid(plan, view.inside)
    hung = on_walls(plan)
    crowd = bodies(view.figures)
    cost += 400.0 * props.contain(c.position, 0.12)
    cost += 400.0 * crowd.contain(c.position, 0.16)
    cost += 30.0 * (c.position[:, 1] < 0.12)
    if view.subjects:
        cost += sight(view, c, props, crowd, hung)
    elif view.object is not None:
        x, y, z = view.object.position
        centre = np.array((x, y + view.object.size_m[1] * 0.6, z))
        index = _index_of(plan, view.object)
        others = solid(plan, (*view.inside, index)) if index >= 0 else props
        end = np.broadcast_to(centre, c.position.shape)
        cost += 6.0 * others.cut(c.position, end).any(1)
        cost += 6.0 * crowd.cut(c.position, end).any(1)
    c.cost = cost + near_shoulder(view, c)
    c = _shortlist(c, 24)
    c.cost = c.cost + clutter(view, c)
    index = int(np.argmin(c.cost))
    forward = c.forward[index]
    position = c.position[index]
    return camera_at(
        position, position + forward * 2.0, float(c.focal[index]), view.aspect, float(c.roll[index])
    )


def _shortlist(c: Candidates, count: int) -> Candidates:
    """The cheapest candidates so far: sight lines are only cast for these."""
    if len(c.cost) <= count:
        return c
    keep = np.argsort(c.cost, kind="stable")[:count]
    return Candidates(**{name: value[keep] for name, value in vars(c).items()})


def _index_of(plan: SetPlan, item: Prop) -> int:
    return next((i for i, p in enumerate(plan.props) if p is item or p == item), -1)


def _walls(plan: SetPlan, position: Array) -> Array:
    """Charges for cameras in a wall's thickness, above the ceiling, or far outside a room."""
    if not plan.interior:
        reach = max(plan.width_m, plan.depth_m) * 0.8
        return np.asarray(0.4 * np.maximum(np.hypot(position[:, 0], position[:, 2]) - reach, 0.0))
    out_x = np.abs(position[:, 0]) - plan.width_m / 2
    out_z = np.abs(position[:, 2]) - plan.depth_m / 2
    outside = np.maximum(np.maximum(out_x, out_z), 0.0)
    in_wall = (np.abs(out_x) < 0.10) & (out_z < 0.10) | (np.abs(out_z) < 0.10) & (out_x < 0.10)
    over = np.maximum(position[:, 1] - plan.height_m + 0.1, 0.0)
    return np.asarray(
        400.0 * in_wall + 0.7 * (outside > 0) + 0.35 * outside + 0.5 * over
        + 3.0 * ((out_x > 0) & (out_z > 0))
    )  # fmt: skip


def _beyond(plan: SetPlan, c: Candidates) -> Array:
    """Charges for rays through the frame's edge that miss the room: nothing is built there."""
    half = np.array([plan.width_m / 2, plan.height_m / 2, plan.depth_m / 2])
    centre = np.array([0.0, plan.height_m / 2, 0.0])
    start = c.position - centre
    missing = np.zeros(len(c.cost))
    for x, y, weight in ((-1, 0.9, 0.5), (1, 0.9, 0.5), (-1, 0.1, 1), (1, 0.1, 1), (-0.6, 0.2, 1),
                         (0.6, 0.2, 1)):  # fmt: skip
        run = c.forward + (x * c.tan_w)[:, None] * c.right + (y * c.tan_h)[:, None] * c.up
        inverse = 1.0 / np.where(np.abs(run) < 1e-9, 1e-9, run)
        near, far = (-half - start) * inverse, (half - start) * inverse
        enter = np.minimum(near, far).max(1)
        leave = np.maximum(near, far).min(1)
        missing += weight * ~((leave > np.maximum(enter, 0.0)) & (leave > 0.0))
    return np.asarray(1.8 * missing)


def _repeats(view: View, c: Candidates) -> Array:
    """Charges for the picture of a wide shot before: the same way seen from the same place.

    Two pictures differ when the view turns by a fifth of a circle, or the camera moves by a
    good part of its distance, or the lens changes by half.
    """
    cost = np.zeros(len(c.position))
    for rank, camera in enumerate(view.before):
        _, _, forward = basis(camera)
        turned = np.arccos(np.clip(c.forward @ forward, -1.0, 1.0)) / 0.42
        moved = np.linalg.norm(c.position - np.asarray(camera.position), axis=1) / 1.8
        zoomed = np.abs(np.log(c.focal / camera.focal_mm)) / 0.6
        cost += (3.2 if rank == 0 else 1.6) * np.exp(-((turned + 0.6 * moved + zoomed) ** 2))
    return cost


def _retakes(view: View, c: Candidates) -> Array:
    """Charges for the picture of an earlier take: another take shows another side."""
    cost = np.zeros(len(c.position))
    # A shoulder leaves little choice: smaller differences count there.
    turn, zoom = (0.2, 0.45) if view.over >= 0 else (0.5, 0.9)
    for camera in view.takes:
        _, _, forward = basis(camera)
        turned = np.arccos(np.clip(c.forward @ forward, -1.0, 1.0)) / turn
        zoomed = np.abs(np.log(c.focal / camera.focal_mm)) / zoom
        cost += 20.0 * np.exp(-((turned + zoomed) ** 2))
    return cost


def _background(view: View, c: Candidates) -> Array:
    """Credit for what stands behind the subject inside the frame."""
    points, weights = _things_to_see(view.plan)
    if not len(points):
        return np.zeros(len(c.position))
    gap = points[None] - c.position[:, None]
    depth = np.einsum("nmi,ni->nm", gap, c.forward)
    safe = np.maximum(depth, 0.1)
    x = np.einsum("nmi,ni->nm", gap, c.right) / (c.tan_w[:, None] * safe)
    y = np.einsum("nmi,ni->nm", gap, c.up) / (c.tan_h[:, None] * safe)
    behind = 0.5
    if view.subjects:
        head = np.array(view.figures[view.subjects[0]].joint("head"))
        behind = ((head - c.position) * c.forward).sum(1)[:, None] + 0.3
    seen = (depth > behind) & (np.abs(x) < 1.05) & (np.abs(y) < 1.1)
    limit = 2.2 if view.subjects else 6.0
    return np.asarray(0.3 * np.minimum((seen * weights).sum(1), limit))


def camera_at(
    position: Array, target: Array, focal: float, aspect: float, roll: float = 0.0
) -> Camera:
    def vec(v: Array) -> Vec3:
        return (round(float(v[0]), 5), round(float(v[1]), 5), round(float(v[2]), 5))

    return Camera(vec(position), vec(target), round(float(focal), 3), aspect, round(roll, 4))

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
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.space import Boxes, bodies, on_walls, solid, whole
from filmgen.blocking.view import Candidates, View, heads_of
from filmgen.breakdown.model import Size


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
        c.cost += _sides(view, c)
    c.cost += _walls(plan, c.position) - _background(view, c)
    if view.before:
        c.cost += _repeats(view, c)
    if view.takes:
        c.cost += _retakes(view, c)
    c = _shortlist(c, 90)
    cost = c.cost
    props = solid(plan, view.inside)
    hung = on_walls(plan)
    crowd = bodies(view.figures)
    cost += 60.0 * props.contain(c.position, 0.12)
    cost += 60.0 * crowd.contain(c.position, 0.16)
    cost += 30.0 * (c.position[:, 1] < 0.12)
    if view.subjects:
        cost += _sight(view, c, props, crowd, hung)
    elif view.object is not None:
        x, y, z = view.object.position
        centre = np.array((x, y + view.object.size_m[1] * 0.6, z))
        index = _index_of(plan, view.object)
        others = solid(plan, (*view.inside, index)) if index >= 0 else props
        end = np.broadcast_to(centre, c.position.shape)
        cost += 6.0 * others.cut(c.position, end).any(1)
        cost += 6.0 * crowd.cut(c.position, end).any(1)
    c.cost = cost
    c = _shortlist(c, 24)
    c.cost = c.cost + _clutter(view, c)
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


def _clutter(view: View, c: Candidates) -> Array:
    """Charges for furniture that fills the foreground: rays through a grid of the frame."""
    plan = view.plan
    if view.object is not None and not view.subjects:
        return np.zeros(len(c.cost))
    things = whole(plan)
    grid_x, grid_y = np.meshgrid([-0.8, -0.4, 0.0, 0.4, 0.8], [0.75, 0.25, -0.3, -0.8])
    x, y = grid_x.ravel(), grid_y.ravel()
    rays = (
        c.forward[:, None]
        + (x[None] * c.tan_w[:, None])[..., None] * c.right[:, None]
        + (y[None] * c.tan_h[:, None])[..., None] * c.up[:, None]
    )
    far = np.full(len(c.cost), 2.2 if plan.interior else 5.0)
    if view.subjects:
        head = np.array(view.figures[view.subjects[0]].joint("head"))
        far = 0.92 * ((head - c.position) * c.forward).sum(1)
    start = np.repeat(c.position, len(x), axis=0)
    end = start + (rays * far[:, None, None]).reshape(-1, 3)
    hit = things.cut(start, end).any(1).reshape(len(c.cost), -1)
    # The lower third may hold a table's edge; anything above it hides the picture.
    weight = np.where(y > -0.5, 1.0, 0.45)
    share = (hit * weight).sum(1) / weight.sum()
    return np.asarray(9.0 * np.maximum(share - 0.06, 0.0))


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
        60.0 * in_wall + 0.7 * (outside > 0) + 0.35 * outside + 0.5 * over
        + 3.0 * ((out_x > 0) & (out_z > 0))
    )  # fmt: skip


def _sight(view: View, c: Candidates, props: Boxes, crowd: Boxes, hung: Boxes) -> Array:
    """Charges for furniture and people between the camera and the subjects' heads and chests."""
    cost = _own_limbs(view, c)
    tight = view.size in (Size.ECU, Size.CU, Size.MCU)
    for rank, index in enumerate(view.subjects):
        figure = view.figures[index]
        head = np.array(figure.joint("head"))
        chest = np.array(figure.joint("chest"))
        tall = head_height_m(figure.look)
        targets = [head, head - np.array([0.0, 0.3 * tall, 0.0])]
        if rank == 0:
            targets += [head + np.array([0.0, 0.35 * tall, 0.0])]
            if not tight:
                targets += [0.5 * (chest + head), chest]
        mask = np.ones(len(crowd), bool)
        mask[2 * index : 2 * index + 2] = False
        weight = 3.0 if rank == 0 else 1.5
        for target in targets:
            end = np.broadcast_to(target, c.position.shape)
            cost += weight * props.cut(c.position, end).any(1)
            cost += weight * crowd.cut(c.position, end)[:, mask].any(1)
        cost += weight * hung.cut(c.position, np.broadcast_to(head, c.position.shape)).any(1)
        if rank == 0:
            for aside in (-0.45 * tall, 0.45 * tall):
                end = head + c.right * aside
                cost += weight * props.cut(c.position, end).any(1)
                cost += weight * crowd.cut(c.position, end)[:, mask].any(1)
    return cost


def _own_limbs(view: View, c: Candidates) -> Array:
    """Charges for the subject's own arm before the face, or thrust at the lens."""
    if view.size in (Size.LS, Size.ELS):
        return np.zeros(len(c.position))
    figure = view.figures[view.subjects[0]]
    head = np.array(figure.joint("head"))
    tall = head_height_m(figure.look)
    to_head = head - c.position
    far = np.linalg.norm(to_head, axis=1)
    ray = to_head / far[:, None]
    cost = np.zeros(len(c.position))
    for name in ("l_elbow", "l_wrist", "l_hand", "r_elbow", "r_wrist", "r_hand"):
        gap = np.array(figure.joint(name)) - c.position
        along = (gap * ray).sum(1)
        aside = np.linalg.norm(gap - along[:, None] * ray, axis=1)
        before = (along < far - 0.35 * tall) & (along > 0.0)
        cost += 1.6 * (before & (aside < 0.6 * tall))
        cost += 2.0 * np.maximum(0.62 - along / far, 0.0) * (aside < 2.5 * tall)
    return cost


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
    for camera in view.takes:
        _, _, forward = basis(camera)
        turned = np.arccos(np.clip(c.forward @ forward, -1.0, 1.0)) / 0.5
        zoomed = np.abs(np.log(c.focal / camera.focal_mm)) / 0.9
        cost += 14.0 * np.exp(-((turned + zoomed) ** 2))
    return cost


def _sides(view: View, c: Candidates) -> Array:
    """Charges for breaking the line of action, and for strangers cut by the frame's edge."""
    cost = np.zeros(len(c.position))
    heads, tall = heads_of(view, range(len(view.figures)))
    gap = heads[None] - c.position[:, None]
    depth = np.einsum("nmi,ni->nm", gap, c.forward)
    seen = depth > 0.15
    safe = np.maximum(depth, 0.15)
    x = 0.5 + np.einsum("nmi,ni->nm", gap, c.right) / (2 * c.tan_w[:, None] * safe)
    y = 0.5 - np.einsum("nmi,ni->nm", gap, c.up) / (2 * c.tan_h[:, None] * safe)
    in_frame = seen & (x > -0.02) & (x < 1.02) & (y > -0.1) & (y < 1.1)
    for i, left in view.sides.items():
        for j, right in view.sides.items():
            if left == "left" and right == "right":
                wrong = in_frame[:, i] & in_frame[:, j] & (x[:, i] >= x[:, j] - 0.005)
                cost += 45.0 * wrong
    if view.line is not None:
        point, normal = view.line
        side = (c.position[:, 0] - point[0]) * normal[0] + (c.position[:, 2] - point[1]) * normal[1]
        cost += np.where(side < 0.02, 12.0, 0.0)
    wanted = set(view.subjects) | ({view.over} if view.over >= 0 else set())
    wide = view.size in (Size.LS, Size.ELS)
    main = depth[:, view.subjects[0]] if view.subjects else np.full(len(cost), 3.0)
    for i in range(len(view.figures)):
        if i in wanted:
            continue
        half = 0.45 * tall[i] / (2 * c.tan_w * safe[:, i])
        cut = seen[:, i] & (np.abs(x[:, i] - 0.5) < 0.5 + 2 * half) & (y[:, i] > -0.3)
        edge = cut & (np.abs(np.abs(x[:, i] - 0.5) - 0.5) < 2.2 * half)
        # A near body fills the frame even when its head is above it.
        close = seen[:, i] & (depth[:, i] < 0.62 * main) & (np.abs(y[:, i]) < 2.5)
        cost += 2.5 * (close & (np.abs(x[:, i] - 0.5) < 0.5 + 2.4 * half))
        beheaded = seen[:, i] & (np.abs(x[:, i] - 0.5) < 0.52) & (np.abs(y[:, i] + 0.35) < 0.38)
        cost += 1.3 * beheaded
        cost += (0.3 if wide else 1.6) * edge + (0.0 if wide else 0.9) * cut
    for i in view.subjects:
        for j in range(len(view.figures)):
            if i != j:
                reach = 0.42 * (tall[i] / safe[:, i] + tall[j] / safe[:, j]) / (2 * c.tan_w)
                near = np.abs(x[:, i] - x[:, j]) < reach
                cost += 0.8 * (near & seen[:, j] & seen[:, i] & (y[:, j] > -0.2))
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

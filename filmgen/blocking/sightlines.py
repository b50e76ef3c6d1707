"""What stands between the lens and what a shot is about: furniture, people, an arm of one's own."""

from __future__ import annotations

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.space import Boxes, bodies, limbs, whole
from filmgen.blocking.view import Candidates, View
from filmgen.breakdown.model import Size


def sight(view: View, c: Candidates, props: Boxes, crowd: Boxes, hung: Boxes) -> Array:
    """Charges for furniture and people between the camera and the subjects' heads and chests."""
    cost = _own_limbs(view, c) + _hidden_hands(view, c) + _others_limbs(view, c)
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


def _others_limbs(view: View, c: Candidates) -> Array:
    """Charges for somebody else's leg or forearm across a subject's face, or thrust at the lens."""
    cost = np.zeros(len(c.position))
    main = np.array(view.figures[view.subjects[0]].joint("head"))
    far = np.linalg.norm(main - c.position, axis=1)
    for rank, index in enumerate(view.subjects[:3]):
        figure = view.figures[index]
        head = np.array(figure.joint("head"))
        half = 0.4 * head_height_m(figure.look)
        for other, person in enumerate(view.figures):
            if other == index or person.look.species != "human":
                continue
            first, second, radii = limbs(person)
            for share in (0.0, 0.25, 0.5, 0.75, 1.0):
                points = first + (second - first) * share
                to_head = head - c.position
                length = np.linalg.norm(to_head, axis=1)
                ray = to_head / length[:, None]
                gap = points[None] - c.position[:, None]
                along = np.einsum("nmi,ni->nm", gap, ray)
                aside = np.linalg.norm(gap - along[..., None] * ray[:, None], axis=2)
                scale = np.clip(along / length[:, None], 0.05, 1.0)
                before = (along > 0.05) & (along < length[:, None] - 0.1)
                hides = before & (aside < radii[None] + half * scale)
                cost += (0.7 if rank == 0 else 0.4) * hides.any(1)
                if rank == 0 and other != view.over:
                    # A leg in the foreground, larger than the face behind it.
                    close = (along > 0.05) & (along < 0.55 * far[:, None])
                    edge = 1.1 * np.hypot(c.tan_w, c.tan_h)[:, None] * along
                    cost += 0.5 * (close & (aside < edge)).any(1)
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


def _hidden_hands(view: View, c: Candidates) -> Array:
    """Charges for a held thing that the holder's own trunk hides, or that the frame cuts off."""
    figure = view.figures[view.subjects[0]]
    cost = np.zeros(len(c.position))
    if not figure.held or view.size in (Size.ECU, Size.CU):
        return cost
    trunk = bodies((figure,))
    for side, _ in figure.held:
        hand = np.array(figure.joint(f"{side}_hand"))
        hidden = trunk.cut(c.position, np.broadcast_to(hand, c.position.shape))[:, 1]
        gap = hand - c.position
        depth = np.maximum((gap * c.forward).sum(1), 0.05)
        x = (gap * c.right).sum(1) / (c.tan_w * depth)
        y = (gap * c.up).sum(1) / (c.tan_h * depth)
        cost += 1.4 * hidden + 0.6 * ((np.abs(x) > 0.97) | (y < -0.97) | (y > 0.97))
    return cost


SHOULDER = 0.08
"""How much of an over-the-shoulder frame the near figure fills at least."""


def near_shoulder(view: View, c: Candidates) -> Array:
    """Charges for an over-the-shoulder shot in which the shoulder is hardly in the picture.

    Rays through a grid of the frame that meet the near head and trunk before any thing.
    """
    cost = np.zeros(len(c.cost))
    if view.over < 0 or not view.subjects or view.over in view.subjects:
        return cost
    near = view.figures[view.over]
    body, things = bodies((near,)), whole(view.plan, view.inside)
    grid_x, grid_y = np.meshgrid(np.linspace(-0.94, 0.94, 17), np.linspace(0.9, -0.9, 10))
    x, y = grid_x.ravel(), grid_y.ravel()
    rays = (
        c.forward[:, None]
        + (x[None] * c.tan_w[:, None])[..., None] * c.right[:, None]
        + (y[None] * c.tan_h[:, None])[..., None] * c.up[:, None]
    )
    depth = ((np.array(near.joint("neck")) - c.position) * c.forward).sum(1)
    start = np.repeat(c.position, len(x), axis=0)
    on = body.cut(start, start + (rays * (depth + 0.4)[:, None, None]).reshape(-1, 3)).any(1)
    free = ~things.cut(
        start, start + (rays * np.maximum(depth - 0.15, 0.05)[:, None, None]).reshape(-1, 3)
    ).any(1)
    share = (on & free).reshape(len(c.cost), -1).mean(1) * (depth > 0.1)
    little = 40.0 * (share < 1.4 * SHOULDER) + 60.0 * np.maximum(1.6 * SHOULDER - share, 0.0)
    return np.asarray(little + 80.0 * np.maximum(share - 0.34, 0.0))


def clutter(view: View, c: Candidates) -> Array:
    """Charges for furniture that fills the foreground: rays through a grid of the frame."""
    plan = view.plan
    if view.object is not None and not view.subjects:
        return np.zeros(len(c.cost))
    things = whole(plan, view.inside if view.over >= 0 else ())
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

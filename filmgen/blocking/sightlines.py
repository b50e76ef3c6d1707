"""What stands between the lens and what a shot is about: furniture, people, an arm of one's own."""

from __future__ import annotations

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.space import Boxes, bodies, whole
from filmgen.blocking.view import Candidates, View
from filmgen.breakdown.model import Size


def sight(view: View, c: Candidates, props: Boxes, crowd: Boxes, hung: Boxes) -> Array:
    """Charges for furniture and people between the camera and the subjects' heads and chests."""
    cost = _own_limbs(view, c) + _hidden_hands(view, c)
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


def clutter(view: View, c: Candidates) -> Array:
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

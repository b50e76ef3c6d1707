"""Kinds of solids as values of polynomials: the depth of the entry, and which tiles are missed.

A group holds the solids of a picture that are evaluated alike: `quadrics` gives their rows, and
here is what to do with the values that come out at pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from filmgen.previs import quadrics
from filmgen.previs.primitives import Kind
from filmgen.previs.quadrics import Rays
from filmgen.previs.scene import Scene
from filmgen.previs.view import View, screen_boxes

Array: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Tensor: TypeAlias = torch.Tensor
Depth: TypeAlias = Callable[[Tensor, Tensor, bool], Tensor]
Missed: TypeAlias = Callable[[Tensor, Tensor, bool], Tensor]

BIG = 1e30
"""What a miss is multiplied by, so that it lies beyond everything."""


@dataclass(frozen=True)
class Group:
    """Solids of one form of one picture, ready to be evaluated.

    Attributes:
        solids: (n,) indices in the scene. picture: which picture of the batch.
        boxes: (n, 4) screen boxes. rays: local, of these solids.
        turn: (n, 3, 3), local normals to the world's. parameters: (n, 8).
        crosses: (n,) whether it may reach through the near plane. near_m: where that is.
        rows: (k, n, 6) polynomials; empty for a kind that has none.
        depth: values (k, pairs, PIXELS), shift (pairs, 1) and whether it is a lens to the depth.
        missed: least and greatest values (k, pairs) and lens to whether a tile is missed.
        faces: (n, ins, 3) local normals of the faces that rays enter, for boxes and prisms.
    """

    kind: Kind
    picture: int
    solids: Ints
    boxes: Ints
    rays: Rays
    turn: Array
    parameters: Array
    crosses: Bools
    near_m: float
    rows: Array
    depth: Depth
    missed: Missed
    faces: Array | None = None


# Depth of the entry from values of a group's polynomials. Values are overwritten.


def root(value: Tensor) -> Tensor:
    """Square roots in place. On the CPU by numpy: torch's are ten times slower at zeros."""
    if value.device.type != "cpu":
        return value.sqrt_()
    np.sqrt(value.numpy(), out=value.numpy())
    return value


def _entry(p: Tensor, disc: Tensor, a: Tensor) -> Tensor:
    """(P - sqrt(disc)) / A, far away where the discriminant is negative."""
    miss = disc.clamp_max(0.0)
    return p.sub_(root(disc.clamp_min_(0.0))).div_(a).sub_(miss, alpha=BIG)


def _outside(value: Tensor) -> Tensor:
    """How far a value lies outside 0 to 1."""
    return torch.maximum(value.neg(), value - 1.0).clamp_min_(0.0)


def _reached(near: Tensor, lens: bool) -> Tensor:
    """The depth from 1/t (lens) or -t (light)."""
    return near.clamp_min(1e-30).reciprocal_() if lens else near.neg()


def _ball(v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    return _entry(v[0], v[1], v[2]).add_(shift)


def _cut_ball(v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    t = _entry(v[0], v[1], v[2])
    beyond = torch.maximum(v[3].addcmul_(v[4], t), v[5].addcmul_(v[6], t))
    return t.add_(beyond.clamp_min_(0.0), alpha=BIG).add_(shift)


def _round_cone(v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    mantle = _entry(v[5], v[6], v[7])
    along = v[8].addcmul_(v[9], mantle)
    mantle.add_(_outside(along), alpha=BIG)
    ends = torch.minimum(_entry(v[0], v[1], v[4]), _entry(v[2], v[3], v[4]))
    return torch.minimum(ends, mantle).add_(shift)


def _cone(v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    mantle = _entry(v[0], v[1], v[2])
    along = v[3].addcmul_(v[4], mantle)
    mantle.add_(_outside(along), alpha=BIG).add_(shift)
    end = _reached(v[5], lens).sub_(v[6].clamp_max_(0.0), alpha=BIG)
    return torch.minimum(mantle, end)


def _quad(v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    rim = torch.maximum(v[1].abs_(), v[2].abs_())
    rim = rim.sub_(v[0]) if lens else rim.sub_(1.0)
    return _reached(v[0], lens).add_(rim.clamp_min_(0.0), alpha=BIG)


def _faces(ins: int, v: Tensor, shift: Tensor, lens: bool) -> Tensor:
    enter, leave = v[0], v[ins]
    for k in range(1, ins):
        enter = torch.minimum(enter, v[k])
    for k in range(ins + 1, len(v)):
        leave = torch.maximum(leave, v[k])
    miss = (leave - enter).clamp_min_(0.0)
    return _reached(enter, lens).add_(miss, alpha=BIG)


# Whether a tile is missed, from least and greatest values over it.


def _ball_missed(low: Tensor, high: Tensor, lens: bool) -> Tensor:
    return high[1] < 0


def _round_cone_missed(low: Tensor, high: Tensor, lens: bool) -> Tensor:
    return (high[1] < 0) & (high[3] < 0) & (high[6] < 0)


def _cone_missed(low: Tensor, high: Tensor, lens: bool) -> Tensor:
    return (high[1] < 0) & (high[6] < 0)


def _quad_missed(low: Tensor, high: Tensor, lens: bool) -> Tensor:
    rim: Tensor | float = high[0] if lens else 1.0
    missed = (low[1] > rim) | (-high[1] > rim) | (low[2] > rim) | (-high[2] > rim)
    return missed | (high[0] <= 0) if lens else missed


def _faces_missed(ins: int, low: Tensor, high: Tensor, lens: bool) -> Tensor:
    enter, leave = high[:ins].amin(0), low[ins:].amax(0)
    return (enter < leave) | (enter <= 0) if lens else enter < leave


@dataclass(frozen=True)
class _Form:
    """Solids of a group that are evaluated alike, by position in the group."""

    chosen: Ints
    rows: Array
    depth: Depth
    missed: Missed
    faces: Array | None = None


def _sphere_forms(rays: Rays, numbers: Array, planes: Array | None) -> list[_Form]:
    cut = numbers.any(1)
    forms = []
    for at, depth in ((np.flatnonzero(~cut), _ball), (np.flatnonzero(cut), _cut_ball)):
        if len(at):
            rows = quadrics.balls(rays.of(at), numbers[at], cut=depth is _cut_ball)
            forms.append(_Form(at, rows, depth, _ball_missed))
    return forms


def _round_cone_forms(rays: Rays, numbers: Array, planes: Array | None) -> list[_Form]:
    rows = quadrics.round_cones(rays, numbers)
    return [_Form(np.arange(len(numbers)), rows, _round_cone, _round_cone_missed)]


def _cone_forms(rays: Rays, numbers: Array, planes: Array | None) -> list[_Form]:
    rows = quadrics.cones(rays, numbers)
    return [_Form(np.arange(len(numbers)), rows, _cone, _cone_missed)]


def _quad_forms(rays: Rays, numbers: Array, planes: Array | None) -> list[_Form]:
    rows, turned = quadrics.quads(rays)
    at = np.flatnonzero(turned)
    return [_Form(at, rows[:, at], _quad, _quad_missed)] if len(at) else []


def _face_forms(rays: Rays, numbers: Array, planes: Array | None) -> list[_Form]:
    rows, enters = quadrics.faces(rays, planes)
    at = np.flatnonzero(enters.any(1))
    if not len(at):
        return []
    table, normals = quadrics.slots(rows[at], enters[at], planes)
    ins = normals.shape[1]
    return [_Form(at, table, partial(_faces, ins), partial(_faces_missed, ins), normals)]


FORMS: dict[Kind, Callable[[Rays, Array, Array | None], list[_Form]]] = {
    Kind.SPHERE: _sphere_forms,
    Kind.ROUND_CONE: _round_cone_forms,
    Kind.CONE: _cone_forms,
    Kind.QUAD: _quad_forms,
    Kind.BOX: _face_forms,
    Kind.CONVEX: _face_forms,
}
"""Polynomials of a kind; kinds without an entry are intersected ray by ray."""


def groups_of(
    scene: Scene, view: View, picture: int, *, casters_only: bool = False, first: int = 0
) -> list[Group]:
    """A scene's solids, from the `first` on, that a view can see, by form."""
    if len(scene.kinds) <= first:
        return []
    boxes, mids = screen_boxes(scene, view, first)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    seen = (wide > 0) & (high > 0)
    if casters_only:
        casts = np.array([part.casts for part in scene.parts])[np.asarray(scene.part_of[first:])]
        seen &= casts & (np.minimum(wide, high) > 3)  # boxes carry a pixel on each side
    maps = scene.maps[first:]
    origins = maps[:, :, :3] @ view.origins
    origins[:, :, 2] += maps[:, :, 3]
    every = Rays(origins, maps[:, :, :3] @ view.directions, view.lens, mids)
    kinds = np.array([int(kind) for kind in scene.kinds[first:]])
    parameters = np.asarray(scene.parameters[first:])
    groups: list[Group] = []
    for kind in Kind:
        chosen = np.flatnonzero(seen & (kinds == int(kind)))
        lots = [chosen] if kind != Kind.CONVEX else [chosen[k : k + 1] for k in range(len(chosen))]
        for lot in lots:
            if not len(lot):
                continue
            rays, numbers = every.of(lot), parameters[lot]
            planes = scene.planes[first + int(lot[0])] if kind == Kind.CONVEX else None
            if kind in FORMS:
                forms = FORMS[kind](rays, numbers, planes)
            else:
                forms = [
                    _Form(np.arange(len(lot)), np.empty((0, len(lot), 6)), _ball, _ball_missed)
                ]
            for form in forms:
                at = lot[form.chosen]
                groups.append(
                    Group(kind, picture, at + first, boxes[at], every.of(at),
                          maps[at, :, :3].transpose(0, 2, 1), parameters[at],
                          mids[at] <= 1.5 * view.near_m, view.near_m, form.rows, form.depth,
                          form.missed, form.faces)
                )  # fmt: skip
    return groups

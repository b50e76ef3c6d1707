"""A figure's joints as a hierarchy, for retargeting: names, parents, place and turn over time.

Each joint's y axis runs along its bone to the next joint and its x axis points to the figure's
left, as far as the bone allows; the head's axes are the head's own: left, up, out of the face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking.camera import Array
from filmgen.blocking.model import JOINTS, Figure
from filmgen.blocking.poses import stance
from filmgen.blocking.skeleton import head_axes, solve
from filmgen.previs.export.mesh import Ints, Mesh, face, merged
from filmgen.previs.scene import upright

PARENTS: dict[str, str] = {
    "pelvis": "", "chest": "pelvis", "neck": "chest", "head": "neck",
    "l_shoulder": "chest", "l_elbow": "l_shoulder", "l_wrist": "l_elbow", "l_hand": "l_wrist",
    "r_shoulder": "chest", "r_elbow": "r_shoulder", "r_wrist": "r_elbow", "r_hand": "r_wrist",
    "l_hip": "pelvis", "l_knee": "l_hip", "l_ankle": "l_knee", "l_toe": "l_ankle",
    "r_hip": "pelvis", "r_knee": "r_hip", "r_ankle": "r_knee", "r_toe": "r_ankle",
}  # fmt: skip
"""Parent of each joint; "" for the root. Parents come before children."""

_NEXT = {
    "pelvis": "chest", "chest": "neck", "neck": "head",
    **{
        f"{side}_{joint}": f"{side}_{following}"
        for side in "lr"
        for joint, following in (
            ("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "hand"),
            ("hip", "knee"), ("knee", "ankle"), ("ankle", "toe"),
        )
    },
}  # fmt: skip
"""The joint a bone points at; ends of chains carry on in their parent's direction."""


@dataclass(frozen=True)
class Rig:
    """Joints over a shot.

    Attributes:
        joints: names, parents first. parents: index of each one's parent, -1 for the root.
        frames: where each key pose starts.
        world: (keys, joints, 4, 4), joint to world, column vectors, rotation and translation.
        bind: (joints, 4, 4), the same for the body at rest: people stand at the origin, arms
            down, facing +z; animals are bound in their first pose.
    """

    joints: tuple[str, ...]
    parents: tuple[int, ...]
    frames: tuple[int, ...]
    world: Array
    bind: Array

    def local(self, world: Array) -> Array:
        """Poses (..., joints, 4, 4) in each joint's parent's space, the root in the world's."""
        result = world.copy()
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                inverse = np.linalg.inv(world[..., parent, :, :])
                result[..., joint, :, :] = inverse @ world[..., joint, :, :]
        return result


def rig_of(keys: Sequence[tuple[int, Figure]]) -> Rig:
    """The joints of one figure in its key poses, as (start frame, figure)."""
    names = tuple(name for name in JOINTS if name in dict(keys[0][1].joints))
    index = {name: i for i, name in enumerate(names)}
    parents = tuple(index.get(PARENTS[name], -1) for name in names)
    world = np.stack([_pose(figure, names) for _, figure in keys])
    return Rig(names, parents, tuple(frame for frame, _ in keys), world, _rest(keys[0][1], names))


def _rest(figure: Figure, names: Sequence[str]) -> Array:
    if figure.look.species != "human":
        return _pose(figure, names)
    joints = solve(figure.look, stance("stand", "rest", figure.name), (0.0, 0.0, 0.0), 0.0)
    return _pose(replace(figure, joints=joints, facing_rad=0.0, gaze=None), names)


def _pose(figure: Figure, names: Sequence[str]) -> Array:
    place = {name: np.asarray(point, np.float64) for name, point in figure.joints}
    left = place["l_shoulder"] - place["r_shoulder"]
    result = np.tile(np.eye(4), (len(names), 1, 1))
    along: dict[str, Array] = {}
    for i, name in enumerate(names):
        bone = place[_NEXT[name]] - place[name] if _NEXT.get(name) in place else np.zeros(3)
        length = float(np.linalg.norm(bone))
        if length > 1e-6:
            along[name] = bone / length
        else:
            along[name] = along.get(PARENTS[name], np.array([0.0, 1.0, 0.0]))
        if name == "head" and figure.look.species == "human":
            axes = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)
        else:
            axes = upright(along[name], left).T
        result[i, :3, :3] = axes
        result[i, :3, 3] = place[name]
    return result


def bones_of(rig: Rig) -> tuple[Mesh, Ints]:
    """A stick figure in the bind pose, thin enough to hide in the body.

    Returns:
        The mesh, and the joint each of its points moves with, int64 (n,).
    """
    meshes, owners = [], []
    for child, parent in enumerate(rig.parents):
        if parent < 0:
            continue
        start, end = rig.bind[parent, :3, 3], rig.bind[child, :3, 3]
        length = float(np.linalg.norm(end - start))
        if length < 1e-6:
            continue
        axes = upright((end - start) / length)
        thick = min(0.012, 0.08 * length)
        ring = (
            start + 0.15 * (end - start) + thick * np.stack([axes[0], axes[2], -axes[0], -axes[2]])
        )
        for k in range(4):
            for tip in (start, end):
                corners = np.stack([ring[k], ring[(k + 1) % 4], tip])
                out = np.cross(corners[1] - corners[0], corners[2] - corners[0])
                out *= np.sign(out @ (corners.mean(0) - ring.mean(0))) / np.linalg.norm(out)
                meshes.append(face(corners, out))
                owners.append(np.full(3, parent))
    return merged(meshes), np.concatenate(owners)

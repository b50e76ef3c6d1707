"""Exported files read back by programs that know nothing of ours: pygltflib and pxr.

Each reader answers, at a frame of the shot: where a camera is and what it sees, where joints
are, and which triangles of a figure are shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lens:
    """A camera as a file has it: (4, 4) camera to world, looking along -z, and tangents."""

    world: Array
    tan_w: float
    tan_h: float

    def pixels(self, points: Array, width: int, height: int) -> Array:
        """(n, 3): x and y in pixels from the upper left, and depth in metres."""
        local = (np.c_[points, np.ones(len(points))] @ np.linalg.inv(self.world).T)[:, :3]
        depth = -local[:, 2]
        x = (0.5 + 0.5 * local[:, 0] / depth / self.tan_w) * width
        y = (0.5 - 0.5 * local[:, 1] / depth / self.tan_h) * height
        return np.stack([x, y, depth], axis=1)


class GlbFile:
    """A .glb through pygltflib, its animation evaluated as the specification says."""

    def __init__(self, path: Path) -> None:
        import pygltflib

        self.file: Any = pygltflib.GLTF2().load_binary(str(path))
        self.blob = self.file.binary_blob()
        self.nodes = {node.name: i for i, node in enumerate(self.file.nodes)}
        self.parent = {c: i for i, n in enumerate(self.file.nodes) for c in (n.children or [])}
        root = self.file.nodes[self.file.scenes[0].nodes[0]]
        self.facts: dict[str, Any] = root.extras
        self.rate = float(Fraction(self.facts["rate"]))

    def data(self, index: int) -> Array:
        accessor = self.file.accessors[index]
        view = self.file.bufferViews[accessor.bufferView]
        kinds = {5121: "<u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
        width = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}[accessor.type]
        flat = np.frombuffer(
            self.blob, kinds[accessor.componentType], accessor.count * width,
            (view.byteOffset or 0) + (accessor.byteOffset or 0),
        )  # fmt: skip
        return flat.reshape(-1, width).astype(np.float64)

    def animated(self, frame: float, target: Any) -> Array | None:
        """The value of an animation channel at a frame, None where nothing animates it."""
        time = frame / self.rate
        for animation in self.file.animations or []:
            for channel in animation.channels:
                if not target(channel.target):
                    continue
                sampler = animation.samplers[channel.sampler]
                times, values = self.data(sampler.input)[:, 0], self.data(sampler.output)
                after = int(np.searchsorted(times, time + 1e-5))
                low, high = max(after - 1, 0), min(after, len(times) - 1)
                if sampler.interpolation == "STEP" or low == high:
                    return values[low]
                share = min(max((time - times[low]) / (times[high] - times[low]), 0.0), 1.0)
                mixed = values[low] * (1 - share) + values[high] * share
                rotation = channel.target.path == "rotation"
                return mixed / np.linalg.norm(mixed) if rotation else mixed
        return None

    def world(self, node: int, frame: float) -> Array:
        parts = {}
        for path, default in (
            ("translation", (0.0, 0, 0)), ("rotation", (0.0, 0, 0, 1)), ("scale", (1.0, 1, 1)),
        ):  # fmt: skip
            moved = self.animated(frame, lambda t, p=path: t.node == node and t.path == p)
            own = getattr(self.file.nodes[node], path)
            parts[path] = moved if moved is not None else np.asarray(own or default, np.float64)
        x, y, z, w = parts["rotation"]
        turn = np.array(
            [
                [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
                [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
                [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
            ]
        )
        local = np.eye(4)
        local[:3, :3] = turn * parts["scale"]
        local[:3, 3] = parts["translation"]
        up = self.parent.get(node)
        return local if up is None else self.world(up, frame) @ local

    def lens(self, name: str, frame: float) -> Lens:
        node = self.nodes[name]
        index = self.file.nodes[node].camera
        camera = self.file.cameras[index].perspective
        pointer = f"/cameras/{index}/perspective/yfov"
        zoomed = self.animated(frame, lambda target: _pointed(target) == pointer)
        tan_h = math.tan((camera.yfov if zoomed is None else float(zoomed[0])) / 2)
        return Lens(self.world(node, frame), tan_h * camera.aspectRatio, tan_h)

    def joint(self, figure: str, joint: str, frame: float) -> Array:
        return self.world(self.nodes[f"{figure} {joint}"], frame)[:3, 3]

    def shown(self, figure: str, frame: float) -> tuple[Array, npt.NDArray[np.int64]]:
        """Triangles of what is shown of a figure: points (n, 3) and indices (m, 3)."""
        points, triangles, start = [np.zeros((0, 3))], [np.zeros((0, 3), np.int64)], 0
        for child in self.file.nodes[self.nodes[figure]].children or []:
            world = self.world(child, frame)
            if abs(np.linalg.det(world[:3, :3])) < 0.5:
                continue
            for primitive in self.file.meshes[self.file.nodes[child].mesh].primitives:
                own = self.data(primitive.attributes.POSITION)
                points.append(own @ world[:3, :3].T + world[:3, 3])
                faces = self.data(primitive.indices).astype(np.int64).reshape(-1, 3)
                triangles.append(faces + start)
                start += len(own)
        return np.concatenate(points), np.concatenate(triangles)


class UsdFile:
    """A .usd through pxr: its own cameras, transforms, skeletons and visibility."""

    def __init__(self, path: Path) -> None:
        from pxr import Usd

        self.stage: Any = Usd.Stage.Open(str(path))
        self.root: Any = self.stage.GetDefaultPrim()
        self.by_name = {
            prim.GetDisplayName() or prim.GetName(): prim for prim in self.stage.Traverse()
        }

    @property
    def unit_m(self) -> float:
        from pxr import UsdGeom

        return float(UsdGeom.GetStageMetersPerUnit(self.stage))

    def lens(self, name: str, frame: float) -> Lens:
        from pxr import UsdGeom

        camera = UsdGeom.Camera(self.by_name[name]).GetCamera(frame)
        world = np.array(camera.transform).T
        world[:3, 3] *= self.unit_m
        return Lens(
            world,
            camera.horizontalAperture / 2 / camera.focalLength,
            camera.verticalAperture / 2 / camera.focalLength,
        )

    def joint(self, figure: str, joint: str, frame: float) -> Array:
        from pxr import Usd, UsdGeom, UsdSkel

        prim = self.by_name[figure]
        skeleton = UsdSkel.Skeleton(prim.GetChild("Rig"))
        cache = UsdSkel.Cache()
        cache.Populate(UsdSkel.Root(prim), Usd.PrimDefaultPredicate)
        query = cache.GetSkelQuery(skeleton)
        transforms = query.ComputeJointSkelTransforms(frame)
        names = [str(path).rpartition("/")[2] for path in query.GetJointOrder()]
        point = np.array(transforms[names.index(joint)]).T
        world = np.array(UsdGeom.XformCache(frame).GetLocalToWorldTransform(skeleton.GetPrim())).T
        return (world @ point)[:3, 3] * self.unit_m

    def shown(self, figure: str, frame: float) -> tuple[Array, npt.NDArray[np.int64]]:
        from pxr import UsdGeom

        points, triangles, start = [np.zeros((0, 3))], [np.zeros((0, 3), np.int64)], 0
        for prim in self.by_name[figure].GetChildren():
            mesh = UsdGeom.Mesh(prim)
            if not mesh or mesh.ComputeVisibility(frame) == UsdGeom.Tokens.invisible:
                continue
            own = np.asarray(mesh.GetPointsAttr().Get(frame), np.float64)
            points.append(own * self.unit_m)
            faces = np.asarray(mesh.GetFaceVertexIndicesAttr().Get()).reshape(-1, 3)
            triangles.append(faces + start)
            start += len(own)
        return np.concatenate(points), np.concatenate(triangles)


def _pointed(target: Any) -> str:
    extension = (target.extensions or {}).get("KHR_animation_pointer", {})
    return str(extension.get("pointer", ""))


def silhouettes(
    meshes: list[tuple[Array, npt.NDArray[np.int64]]], lens: Lens, width: int, height: int
) -> npt.NDArray[np.uint8]:
    """Which mesh is nearest at each pixel, 0 for none, else 1 + its index: a small z-buffer.

    Faces that are turned away are left out, so a mesh that is inside out leaves holes.
    """
    ids = np.zeros((height, width), np.uint8)
    nearest = np.full((height, width), np.inf)
    for index, (points, triangles) in enumerate(meshes):
        seen = lens.pixels(points, width, height)
        corners = seen[triangles]
        corners = corners[(corners[..., 2] > 0.06).all(1)]
        for (x0, y0, d0), (x1, y1, d1), (x2, y2, d2) in corners:
            left, right = np.clip([min(x0, x1, x2), max(x0, x1, x2) + 1], 0, width).astype(int)
            top, bottom = np.clip([min(y0, y1, y2), max(y0, y1, y2) + 1], 0, height).astype(int)
            area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            if right <= left or bottom <= top or area > -1e-9:
                continue
            xs, ys = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
            u = ((xs - x0) * (y2 - y0) - (x2 - x0) * (ys - y0)) / area
            v = ((x1 - x0) * (ys - y0) - (xs - x0) * (y1 - y0)) / area
            depth = 1 / ((1 - u - v) / d0 + u / d1 + v / d2)
            patch = nearest[top:bottom, left:right]
            won = (u >= 0) & (v >= 0) & (u + v <= 1) & (depth < patch)
            patch[won] = depth[won]
            ids[top:bottom, left:right][won] = index + 1
    return ids

"""Analytic solids as triangles: what the ray-caster draws, for programs that rasterise.

Vertices lie on the solids' true surfaces and normals are the surfaces' own, not averages of
faces. Finer solids get more sections: a mesh's outline stays within about 2 % of its radius.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.primitives import Kind
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Mesh:
    """Triangles, counter-clockwise seen from outside.

    Attributes:
        points: float64 (n, 3), metres. normals: float64 (n, 3), unit, outward.
        triangles: int64 (m, 3), indices into points.
    """

    points: Array
    normals: Array
    triangles: Ints


def merged(meshes: Iterable[Mesh]) -> Mesh:
    """Several meshes as one."""
    points, normals, triangles, start = [], [], [], 0
    for mesh in meshes:
        points.append(mesh.points)
        normals.append(mesh.normals)
        triangles.append(mesh.triangles + start)
        start += len(mesh.points)
    if not points:
        return Mesh(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 3), np.int64))
    return Mesh(np.concatenate(points), np.concatenate(normals), np.concatenate(triangles))


def solid_mesh(scene: Scene, index: int, most: int = 32) -> Mesh:
    """One solid of a scene, in world space; empty where nothing of it is left.

    Args:
        most: sides a round solid gets at most.
    """
    kind, frame = scene.kinds[index], scene.inverses[index]
    parameters = scene.parameters[index]
    if kind == Kind.SPHERE:
        local = _sphere(parameters, min(most, _sections(frame, 1.0)))
    elif kind == Kind.ROUND_CONE:
        local = _round_cone(parameters, min(most, _sections(frame, max(parameters[1:3]))))
    elif kind == Kind.CONE:
        local = _cone(parameters, min(most, _sections(frame, max(parameters[:2]))))
    elif kind == Kind.BOX:
        local = _BOX
    elif kind == Kind.QUAD:
        local = _QUAD
    else:
        local = _convex(scene.planes[index])
    return _placed(local, frame)


def _sections(frame: Array, radius: float) -> int:
    """How many sides a round solid gets: 8 for a finger, 14 for an arm, 32 for a tree."""
    across = float(max(np.linalg.norm(frame[:, 0]), np.linalg.norm(frame[:, 2]))) * radius
    return int(np.clip(2 * round(3.5 + 10.0 * math.sqrt(max(across, 0.0))), 8, 32))


def _placed(mesh: Mesh, frame: Array) -> Mesh:
    """Move a mesh by an affine map (3, 4); normals go by the inverse transpose."""
    linear = frame[:, :3]
    normals = mesh.normals @ np.linalg.inv(linear)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    mirrored = float(np.linalg.det(linear)) < 0
    triangles = mesh.triangles[:, ::-1] if mirrored else mesh.triangles
    return Mesh(mesh.points @ linear.T + frame[:, 3], normals, triangles)


def _revolved(profile: Array, normals: Array, sections: int) -> Mesh:
    """A profile (k, 2) of radius and height, bottom to top, turned about y.

    Args:
        normals: (k, 2) of the profile, radial and upward.
    """
    turn = 2 * np.pi * np.arange(sections) / sections
    circle = np.stack([np.sin(turn), np.cos(turn)], axis=1)
    rows: list[Ints] = []
    points, outward, start = [], [], 0
    for (radius, height), (radial, upward) in zip(profile, normals, strict=True):
        pole = radius < 1e-9
        ring = np.zeros((1, 2)) if pole else circle * radius
        out = np.zeros((1, 2)) if pole else circle * radial
        count = len(ring)
        points.append(np.column_stack([ring[:, 0], np.full(count, height), ring[:, 1]]))
        rise = np.sign(upward) if pole else upward
        outward.append(np.column_stack([out[:, 0], np.full(count, rise), out[:, 1]]))
        rows.append(np.full(sections, start) if pole else start + np.arange(sections))
        start += count
    triangles = []
    for low, high in pairwise(rows):
        low_next, high_next = np.roll(low, -1), np.roll(high, -1)
        if low[0] != low_next[0]:
            triangles.append(np.stack([low, low_next, high], axis=1))
        if high[0] != high_next[0]:
            triangles.append(np.stack([low_next, high_next, high], axis=1))
    return Mesh(np.concatenate(points), np.concatenate(outward), np.concatenate(triangles))


def _arc(start: float, end: float, sections: int) -> Array:
    steps = max(1, math.ceil(sections * abs(end - start) / (2 * math.pi)))
    return np.linspace(start, end, steps + 1)


def _sphere(parameters: Sequence[float], sections: int) -> Mesh:
    angles = _arc(-math.pi / 2, math.pi / 2, sections)
    profile = np.column_stack([np.cos(angles), np.sin(angles)])
    profile[[0, -1], 0] = 0.0
    mesh = _revolved(profile, profile, sections)
    for start in (0, 4):
        normal, limit = np.asarray(parameters[start : start + 3]), parameters[start + 3]
        if normal.any():
            mesh = _cut(mesh, normal, limit)
    return mesh


def _cut(mesh: Mesh, normal: Array, limit: float) -> Mesh:
    """The open shell of a unit sphere that has `normal` @ p <= limit."""
    below = (mesh.points @ normal <= limit)[mesh.triangles]
    crossing = mesh.triangles[below.any(1) & ~below.all(1)]
    pieces = [Mesh(mesh.points, mesh.normals, mesh.triangles[below.all(1)])]
    for corners in mesh.points[crossing]:
        rest = _clipped(corners, normal, limit)
        if len(rest) >= 3:
            pieces.append(face(rest, corners.mean(0)))
    shell = merged(pieces)
    normals = shell.points / np.maximum(np.linalg.norm(shell.points, axis=1, keepdims=True), 1e-12)
    used, triangles = np.unique(shell.triangles, return_inverse=True)
    return Mesh(shell.points[used], normals[used], triangles.reshape(-1, 3))


def _round_cone(parameters: Sequence[float], sections: int) -> Mesh:
    height, low, high = parameters[:3]
    sine = (low - high) / height
    if abs(sine) >= 1.0:  # one end holds the other
        ball = _arc(-math.pi / 2, math.pi / 2, sections)
        radius, centre = (low, 0.0) if low > high else (high, height)
        normals = np.column_stack([np.cos(ball), np.sin(ball)])
        normals[[0, -1], 0] = 0.0
        return _revolved(normals * radius + (0.0, centre), normals, sections)
    tangent = math.asin(sine)
    below, above = _arc(-math.pi / 2, tangent, sections), _arc(tangent, math.pi / 2, sections)
    first = np.column_stack([np.cos(below), np.sin(below)])
    second = np.column_stack([np.cos(above), np.sin(above)])
    first[0, 0] = second[-1, 0] = 0.0
    profile = np.concatenate([first * low, second * high + (0.0, height)])
    return _revolved(profile, np.concatenate([first, second]), sections)


def _cone(parameters: Sequence[float], sections: int) -> Mesh:
    low, high = parameters[:2]
    slant = np.array([1.0, low - high])
    slant /= np.linalg.norm(slant)
    pieces = [(np.array([[low, 0.0], [high, 1.0]]), np.stack([slant, slant]))]
    if low > 1e-9:
        pieces.append((np.array([[0.0, 0.0], [low, 0.0]]), np.array([[0.0, -1.0]] * 2)))
    if high > 1e-9:
        pieces.append((np.array([[high, 1.0], [0.0, 1.0]]), np.array([[0.0, 1.0]] * 2)))
    return merged(_revolved(profile, normals, sections) for profile, normals in pieces)


def face(corners: Array, normal: Array) -> Mesh:
    """A convex polygon (k, 3), turned so that it faces along `normal`."""
    first = np.cross(corners[1] - corners[0], corners[2] - corners[0])
    points = corners if float(first @ normal) > 0 else corners[::-1]
    fan = np.arange(1, len(points) - 1)
    triangles = np.stack([np.zeros_like(fan), fan, fan + 1], axis=1)
    return Mesh(points, np.tile(normal, (len(points), 1)), triangles)


def _convex(planes: Array) -> Mesh:
    """The polyhedron of half spaces (n, 4) as nx, ny, nz, limit: each plane cut by the others."""
    faces = []
    for i, plane in enumerate(planes):
        size = float(np.linalg.norm(plane[:3]))
        if size < 1e-12:
            continue
        normal, limit = plane[:3] / size, plane[3] / size
        across = np.cross(normal, np.eye(3)[int(np.abs(normal).argmin())])
        across /= np.linalg.norm(across)
        up = np.cross(normal, across)
        square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * 8.0
        polygon = normal * limit + square @ np.stack([across, up])
        for j, other in enumerate(planes):
            if j != i and len(polygon):
                polygon = _clipped(polygon, other[:3], float(other[3]))
        if len(polygon) >= 3:
            faces.append(face(polygon, normal))
    return merged(faces)


def _clipped(polygon: Array, normal: Array, limit: float) -> Array:
    """The part of a convex polygon with normal @ p <= limit (Sutherland and Hodgman)."""
    height = polygon @ normal - limit
    kept: list[Array] = []
    for k in range(len(polygon)):
        a, b, ha, hb = polygon[k - 1], polygon[k], height[k - 1], height[k]
        if (ha > 1e-9) != (hb > 1e-9):
            kept.append(a + (b - a) * (ha / (ha - hb)))
        if hb <= 1e-9:
            kept.append(b)
    return np.asarray(kept).reshape(-1, 3)


_SQUARE = np.array([[-1.0, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
_QUAD = face(_SQUARE, np.array([0.0, 0.0, 1.0]))
_BOX = merged(
    face(
        np.roll(_SQUARE + np.array([0.0, 0.0, sign]), axis, axis=1), np.roll([0.0, 0.0, sign], axis)
    )
    for axis in range(3)
    for sign in (-1.0, 1.0)
)

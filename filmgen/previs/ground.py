"""What lies on floors and ground: boards, tiles, kerbs, tufts of grass. Lines only."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import SetPlan
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]

TILED = frozenset(["kitchen", "bathroom", "lobby", "shop", "prison", "corridor"])
PAVED = frozenset(["street", "road"])
BARE = frozenset(["rooftop", "harbour", "pool", "patio", "street", "road"])
LIFT_M = 0.004


def floor_lines(scene: Scene, plan: SetPlan) -> None:
    """Boards or tiles on a room's floor, broken as a pen would break them; none over rugs."""
    rng = generator(plan.seed, "floor")
    tiled = plan.kind in TILED
    step = max(0.6 if tiled else 0.42, plan.width_m / 26)
    rugs = [prop for prop in plan.props if prop.kind == "rug"]

    def covered(x: float, z: float) -> bool:
        return any(
            np.hypot(x - rug.position[0], z - rug.position[2])
            < 0.6 * float(np.hypot(rug.size_m[0], rug.size_m[2]))
            for rug in rugs
        )

    def run(fixed: float, reach: float, along_x: bool) -> None:
        at = -reach + float(rng.uniform(0, 1.5))
        while at < reach:
            end = min(reach, at + float(rng.uniform(0.5, 1.8)))
            ends = [(at, fixed), (end, fixed)] if along_x else [(fixed, at), (fixed, end)]
            if not any(covered(x, z) for x, z in ends):
                scene.line(
                    [(x, LIFT_M, z) for x, z in ends], 1.0, 0.34, taper=False, tolerance_m=0.004
                )
            at = end + float(rng.uniform(0.3, 2.6))

    for x in np.arange(-plan.width_m / 2 + step, plan.width_m / 2, step):
        run(float(x), plan.depth_m / 2, False)
    if tiled:
        for z in np.arange(-plan.depth_m / 2 + step, plan.depth_m / 2, step):
            run(float(z), plan.width_m / 2, True)


def ground_lines(scene: Scene, plan: SetPlan, eye: Array) -> None:
    """Kerbs on streets, tufts and pebbles elsewhere, near enough to the camera to be seen."""
    rng = generator(plan.seed, "ground")
    if plan.kind in PAVED:
        half = min(4.2, plan.width_m * 0.22)
        for x in (-half, half):
            for lift in (0.0, 0.25):
                edge = x + np.sign(x) * lift
                scene.line([(edge, LIFT_M, -60.0), (edge, LIFT_M, 60.0)], 1.5, 0.6, taper=False)
        if plan.kind == "road":
            for z in np.arange(-48.0, 48.0, 6.0):
                for x in (-0.07, 0.07):
                    scene.line([(x, LIFT_M, z), (x, LIFT_M, z + 2.6)], 1.4, 0.6, taper=False)
    grassy = plan.kind not in BARE
    for _ in range(90 if grassy else 34):
        x = float(rng.uniform(-0.7, 0.7) * plan.width_m)
        z = float(rng.uniform(-0.7, 0.7) * plan.depth_m)
        if np.hypot(x - eye[0], z - eye[2]) > 26:
            continue
        if grassy and plan.kind not in ("beach", "desert"):
            for k in range(int(rng.integers(3, 6))):
                lean, high = rng.uniform(-0.08, 0.08), rng.uniform(0.08, 0.2)
                foot = x + 0.05 * k
                points = [
                    (foot, 0.0, z),
                    (foot + lean * 0.4, high * 0.6, z),
                    (foot + lean, high, z),
                ]
                scene.line(points, 1.5, 0.7)
        else:
            size = float(rng.uniform(0.06, 0.3))
            points = [(x - size, LIFT_M, z), (x, LIFT_M, z + 0.04), (x + size, LIFT_M, z)]
            scene.line(points, 1.2, 0.5)

"""What lies on floors and ground: boards and tiles; roads, kerbs and slabs; grass, sand, snow."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Light, SetPlan
from filmgen.previs.noise import generator
from filmgen.previs.scene import Scene

Array: TypeAlias = npt.NDArray[np.float64]

TILED = frozenset(
    ["kitchen", "bathroom", "lobby", "shop", "prison", "corridor", "restaurant", "hospital room",
     "laboratory", "interrogation room", "church", "stairwell", "police station"]
)  # fmt: skip
CHEQUERED = frozenset(["kitchen", "bathroom", "corridor", "restaurant", "lobby"])
SMOOTH = frozenset(["warehouse", "garage", "cellar", "plane", "bus", "lift"])
PAVED = frozenset(["street", "old street", "alley", "market square", "parking lot", "gas station",
                   "bridge", "station platform", "rooftop", "harbour", "pool", "road"])  # fmt: skip
SANDY = frozenset(["beach", "desert", "snow"])
GROUND_M = 400.0
LIFT_M = 0.004
LOW_M = {"rooftop": -22.0, "bridge": -9.0, "cliff": -14.0}
"""Where the ground lies under places that stand above it."""


def floor_lines(scene: Scene, plan: SetPlan) -> None:
    """Boards or tiles on a room's floor, broken as a pen would break them; none over rugs."""
    rng = generator(plan.seed, "floor")
    if plan.kind in SMOOTH:
        for _ in range(7):
            x, z = rng.uniform(-0.45, 0.45, 2) * [plan.width_m, plan.depth_m]
            points = [(x, LIFT_M, z), (x + 0.3, LIFT_M, z + 0.1), (x + 0.5, LIFT_M, z + 0.35)]
            scene.line(points, 1.0, 0.35)
        return
    tiled = plan.kind in TILED
    step = max(0.6 if tiled else 0.42, plan.width_m / 26)
    rugs = [prop for prop in plan.props if prop.kind == "rug"]
    if plan.kind in CHEQUERED and plan.seed % 3 != 1:
        _chequers(scene, plan, step)

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


def _chequers(scene: Scene, plan: SetPlan, step: float) -> None:
    """Dark tiles, every other one."""
    dark = scene.part(
        0, "tile", max(0.25, plan.floor_tone - 0.26), "floor", trace=False, casts=False
    )
    half = step / 2
    columns, rows = int(plan.width_m / step), int(plan.depth_m / step)
    if columns * rows > 260:
        return
    for i in range(columns):
        for j in range(rows):
            if (i + j) % 2:
                continue
            x = -plan.width_m / 2 + step * i + half
            z = -plan.depth_m / 2 + step * j + half
            scene.quad((x, 0.002, z), (half, 0, 0), (0, 0, half), dark)


def bare_paper(scene: Scene) -> None:
    """White ground without end that takes a shadow: figures on it stand on empty paper."""
    sheet = scene.part(0, "ground", 1.0, "ground", trace=False, casts=False)
    scene.quad((0, 0, 0), (GROUND_M, 0, 0), (0, 0, GROUND_M), sheet)


def add_ground(scene: Scene, plan: SetPlan, light: Light, eye: Array) -> None:
    """Ground to the horizon, and what is built, drawn or grows on it."""
    low = LOW_M.get(plan.kind, 0.0)
    tone = 0.98 if light.weather == "snow" else plan.floor_tone
    if low:
        tone = 0.5
    ground = scene.part(0, "ground", tone, "ground", trace=False, casts=False)
    scene.quad((0, low, 0), (GROUND_M, 0, 0), (0, 0, GROUND_M), ground)
    if plan.kind == "rooftop":
        _roof(scene, plan)
    elif plan.kind == "bridge":
        _bridge(scene, plan, low)
    elif plan.kind == "cliff":
        _cliff(scene, plan, low, tone_above=plan.floor_tone)
    elif plan.kind == "old street":
        _setts(scene, plan, eye)
    elif plan.kind in ("street", "road", "alley", "parking lot", "gas station"):
        _road(scene, plan, light)
    _marks(scene, plan, eye, light.weather == "snow")


def _sheet(
    scene: Scene, part: int, x0: float, x1: float, z0: float, z1: float, y: float = 0.002
) -> None:
    scene.quad(
        ((x0 + x1) / 2, y, (z0 + z1) / 2), ((x1 - x0) / 2, 0, 0), (0, 0, (z1 - z0) / 2), part
    )


def _roof(scene: Scene, plan: SetPlan) -> None:
    """A flat roof with its edge, over the street."""
    w, d = plan.width_m, plan.depth_m
    deck = scene.part(0, "roof deck", plan.floor_tone, "ground", trace=False, casts=False)
    side = scene.part(0, "house wall", 0.5, "front", trace=False)
    scene.box((0, -11.0, 0), np.eye(3), (w, 21.98, d), side, edges=1.6)
    _sheet(scene, deck, -w / 2, w / 2, -d / 2, d / 2, 0.0)
    curb = scene.part(0, "parapet", min(1.0, plan.wall_tone + 0.1), "front", trace=False)
    for s in (-1, 1):
        scene.box((0, 0.15, s * d / 2), np.eye(3), (w + 0.3, 0.3, 0.3), curb, edges=1.4)
        scene.box((s * w / 2, 0.15, 0), np.eye(3), (0.3, 0.3, d), curb, edges=1.4)
    for x in np.arange(-w / 2 + 2.0, w / 2, 2.6):
        ends = [(x, LIFT_M, -d / 2), (x, LIFT_M, d / 2)]
        scene.line(ends, 1.0, 0.4, taper=False)


def _bridge(scene: Scene, plan: SetPlan, low: float) -> None:
    """A deck over water that runs across."""
    w = plan.width_m
    deck = scene.part(0, "deck", plan.floor_tone, "ground", trace=False, casts=False)
    side = scene.part(0, "girder", 0.35, "front", trace=False)
    water = scene.part(0, "river", 0.6, "water", trace=False, casts=False)
    scene.quad((0, low + 0.05, 0), (GROUND_M, 0, 0), (0, 0, 55.0), water)
    scene.box((0, -0.7, 0), np.eye(3), (w, 1.38, 170.0), side, edges=1.8)
    _sheet(scene, deck, -w / 2, w / 2, -85.0, 85.0, 0.0)
    _kerbs(scene, 4.2, 80.0)
    _dashes(scene, 0.0)
    rng = generator(plan.seed, "waves")
    for _ in range(60):
        x, z = rng.uniform(-70, 70), rng.uniform(-52, 52)
        size = rng.uniform(0.6, 2.0)
        points = [(x - size, low + 0.08, z), (x, low + 0.08, z + 0.4), (x + size, low + 0.08, z)]
        scene.line(points, 1.6, 0.7)


def _cliff(scene: Scene, plan: SetPlan, low: float, tone_above: float) -> None:
    """High ground that breaks off to the sea in the north."""
    top = scene.part(0, "ground", tone_above, "ground", trace=False, casts=False)
    face = scene.part(0, "cliff", 0.45, "stone", trace=False)
    rng = generator(plan.seed, "cliff")
    edge = -8.5
    _sheet(scene, top, -300.0, 300.0, edge, 300.0, 0.0)
    scene.box((0, low / 2, 145.8), np.eye(3), (600.0, -low - 0.02, 308.5), face, edges=1.6)
    rim = [
        (float(x), LIFT_M, edge + float(rng.uniform(-0.3, 0.3))) for x in np.arange(-40, 41, 1.3)
    ]
    for k in range(0, len(rim) - 8, 8):
        scene.line(rim[k : k + 9], 2.0, 0.9, taper=False, tolerance_m=0.4)
    for _ in range(50):
        x, z = rng.uniform(-90, 90), edge - rng.exponential(30.0) - 4.0
        size = rng.uniform(0.8, 3.0)
        points = [(x - size, low + 0.05, z), (x, low + 0.05, z + 0.5), (x + size, low + 0.05, z)]
        scene.line(points, 1.6, 0.7)


def _kerbs(scene: Scene, half: float, reach: float = 60.0) -> None:
    for x in (-half, half):
        for shift in (0.0, 0.22):
            edge = x + float(np.sign(x)) * shift
            scene.line([(edge, LIFT_M, -reach), (edge, LIFT_M, reach)], 1.6, 0.7, taper=False)


def _dashes(scene: Scene, x: float) -> None:
    """A broken middle line: white on asphalt, outlined."""
    white = scene.part(0, "marking", 1.0, "ground", trace=False, casts=False)
    for z in np.arange(-45.0, 45.0, 6.0):
        _sheet(scene, white, x - 0.08, x + 0.08, z, z + 2.6, 0.006)
        for s in (-0.08, 0.08):
            scene.line([(x + s, 0.008, z), (x + s, 0.008, z + 2.6)], 1.0, 0.5, taper=False)


def _road(scene: Scene, plan: SetPlan, light: Light) -> None:
    """Asphalt between pavements, markings, drains and puddles."""
    rng = generator(plan.seed, "road")
    wet = light.weather in ("rain", "storm")
    shade = max(0.2, plan.floor_tone - (0.16 if not wet else 0.3))
    snowed = light.weather == "snow"
    if snowed:
        shade = 0.82
    asphalt = scene.part(0, "asphalt", shade, "ground", trace=False, casts=False)
    if plan.kind in ("street", "road"):
        half = min(4.2, plan.width_m * 0.22) if plan.kind == "street" else 4.8
        _sheet(scene, asphalt, -half, half, -90.0, 90.0)
        _kerbs(scene, half)
        if not snowed:
            _dashes(scene, 0.0)
        if plan.kind == "street":
            _pavement(scene, plan, half)
            _crossing(scene, half, 3.2 if plan.seed % 2 else -9.5)
    elif plan.kind == "alley":
        _sheet(scene, asphalt, -plan.width_m / 2, plan.width_m / 2, -40.0, 40.0)
        for x in (-0.25, 0.25):
            scene.line([(x, LIFT_M, -40), (x, LIFT_M, 40)], 1.2, 0.5, taper=False)
        _cobbles(scene, rng, plan)
    else:
        _sheet(scene, asphalt, -plan.width_m / 2, plan.width_m / 2, -20.0, plan.depth_m / 2)
        if plan.kind == "parking lot":
            white = scene.part(0, "marking", 1.0, "ground", trace=False, casts=False)
            for x in np.arange(-9.0, 10.0, 2.75):
                for z in (-7.4, 4.6):
                    _sheet(scene, white, x - 0.06, x + 0.06, z, z + 5.0, 0.006)
    shine = 0.5 if light.sky_tone < 0.2 else 0.88
    puddle = scene.part(0, "puddle", shine, "water", trace=False, casts=False)
    for _ in range(11 if wet else 0):
        x, z = rng.uniform(-4.0, 4.0), rng.uniform(-9.0, 8.0)
        size = rng.uniform(0.2, 0.5)
        for k in range(3):  # three pools that have run together
            at = (x + 0.9 * size * k, 0.004, z + size * rng.uniform(-0.5, 0.5))
            scene.ellipsoid(at, np.eye(3), (size * 1.3, 0.004, size * 0.6), puddle)
    iron = scene.part(0, "manhole", 0.3, "ground", trace=True, casts=False)
    scene.ellipsoid((1.4, 0.004, -2.6), np.eye(3), (0.34, 0.004, 0.34), iron)


def _pavement(scene: Scene, plan: SetPlan, half: float) -> None:
    """Slabs on both sides, near the middle of the set."""
    for s in (-1, 1):
        a, b = s * (half + 0.22), s * min(plan.width_m / 2, half + 3.6)
        for z in np.arange(-18.0, 16.0, 1.5):
            scene.line([(a, LIFT_M, z), (b, LIFT_M, z)], 1.0, 0.4, taper=False)
        middle = (a + b) / 2
        scene.line([(middle, LIFT_M, -20.0), (middle, LIFT_M, 18.0)], 1.0, 0.35, taper=False)


def _crossing(scene: Scene, half: float, z: float) -> None:
    white = scene.part(0, "marking", 1.0, "ground", trace=False, casts=False)
    for x in np.arange(-half + 0.5, half - 0.4, 1.0):
        _sheet(scene, white, float(x) - 0.25, float(x) + 0.25, z, z + 2.4, 0.006)
        loop = [(x - 0.25, z), (x + 0.25, z), (x + 0.25, z + 2.4), (x - 0.25, z + 2.4)]
        scene.line([(u, 0.008, v) for u, v in (*loop, loop[0])], 0.9, 0.45, taper=False)


def _cobbles(scene: Scene, rng: np.random.Generator, plan: SetPlan) -> None:
    for _ in range(70):
        x, z = rng.uniform(-0.45, 0.45) * plan.width_m, rng.uniform(-12, 11)
        w = rng.uniform(0.1, 0.18)
        arc = [(x - w, LIFT_M, z), (x - w * 0.6, LIFT_M, z - 0.07), (x + w * 0.6, LIFT_M, z - 0.07)]
        scene.line([*arc, (x + w, LIFT_M, z)], 1.1, 0.5)


def _setts(scene: Scene, plan: SetPlan, eye: Array) -> None:
    """Cobbles in patches, as a pen suggests them, and a gutter down the middle."""
    rng = generator(plan.seed, "setts")
    for x in (-0.22, 0.22):
        for z in np.arange(-24.0, 24.0, 6.0):
            bend = [(x + float(rng.uniform(-0.03, 0.03)), LIFT_M, z + t) for t in (0.0, 2.2, 5.2)]
            scene.line(bend, 1.2, 0.5)
    for _ in range(80):
        x, z = float(rng.uniform(-3.2, 2.4)), float(rng.uniform(-19.0, 19.0))
        rows, stones = int(rng.integers(1, 4)), int(rng.integers(2, 6))
        skew = float(rng.uniform(-0.1, 0.1))
        if abs(x) < 0.3 or np.hypot(x - eye[0], z - eye[2]) > 14:
            continue
        for row in range(rows):
            points = []
            for k in range(stones):
                left = x + 0.23 * k + 0.11 * (row % 2)
                for u, v in ((0.0, 0.0), (0.03, -0.09), (0.19, -0.09), (0.22, 0.0)):
                    points.append((left + u, LIFT_M, z + 0.15 * row + v + skew * k))
            scene.line(points, 1.0, 0.45)


def _marks(scene: Scene, plan: SetPlan, eye: Array, snowed: bool) -> None:
    """Tufts, pebbles, ripples and furrows near enough to the camera to be seen."""
    rng = generator(plan.seed, "ground")
    hard = plan.kind in PAVED
    grassy = not hard and plan.kind not in SANDY and not snowed
    if plan.kind in SANDY or snowed:
        _ripples(scene, plan, rng, eye, plan.kind == "snow" or snowed)
    if plan.kind in ("field", "farm") and not snowed:
        for k in range(12):
            x = -26.0 + 4.6 * k
            points = [(x * 0.5, LIFT_M, -4.0), (x * 0.8, LIFT_M, -14.0), (x * 1.4, LIFT_M, -34.0)]
            scene.line(points, 1.5, 0.5)
    for _ in range(80 if grassy else 26):
        x = float(rng.uniform(-0.7, 0.7) * plan.width_m)
        z = float(rng.uniform(-0.7, 0.7) * plan.depth_m)
        if np.hypot(x - eye[0], z - eye[2]) > 24:
            continue
        if grassy:
            points = []  # a tuft is one zigzag of the pen
            for k in range(int(rng.integers(3, 6))):
                lean, high = rng.uniform(-0.08, 0.08), rng.uniform(0.08, 0.22)
                foot = x + 0.05 * k
                points += [(foot, 0.0, z), (foot + lean, high, z)]
            scene.line(points, 1.5, 0.7)
        elif hard and plan.kind == "rooftop":
            continue
        else:
            size = float(rng.uniform(0.06, 0.3))
            points = [(x - size, LIFT_M, z), (x, LIFT_M, z + 0.04), (x + size, LIFT_M, z)]
            scene.line(points, 1.2, 0.5)


def _ripples(scene: Scene, plan: SetPlan, rng: np.random.Generator, eye: Array, snow: bool) -> None:
    """Long soft lines that follow the lie of sand or snow; footprints in snow."""
    for _ in range(44):
        x, z = rng.uniform(-0.7, 0.7, 2) * [plan.width_m, plan.depth_m]
        if np.hypot(x - eye[0], z - eye[2]) > 26:
            continue
        size, bend = rng.uniform(0.5, 2.2), rng.uniform(-0.25, 0.25)
        points = [(x + size * t, LIFT_M, z + bend * (1 - t * t)) for t in np.linspace(-1, 1, 6)]
        scene.line(points, 1.2, 0.42 if snow else 0.5)
    if snow:
        for k in range(26):
            x, z = 0.18 * (-1) ** k + 0.6 * np.sin(0.3 * k), 8.0 - 0.62 * k
            ring = [
                (x + 0.07 * np.cos(a), LIFT_M, z + 0.14 * np.sin(a))
                for a in np.linspace(0, 2 * np.pi, 7)
            ]
            scene.line(ring, 1.3, 0.6, taper=False)

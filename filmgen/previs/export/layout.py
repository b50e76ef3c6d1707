"""The layout of a shot: set, figures, rigs and cameras over its frames, in no file format yet.

Everything is there whatever the camera sees: the walls and props that the drawing strikes for
a camera are kept and named in `ShotLayout.struck`. Walls are one-sided and face the room, so a
renderer that culls back faces looks through the wall behind the camera as the drawing does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, TypeVar

import numpy as np

from filmgen.blocking.model import Camera, Figure, Glow, Light, Prop, StagedPanel, StagedShot
from filmgen.blocking.moves import camera_path
from filmgen.breakdown.model import Shot
from filmgen.previs.animal import add_animal
from filmgen.previs.export.lines import line_mesh
from filmgen.previs.export.mesh import Mesh, merged, solid_mesh
from filmgen.previs.export.rig import Rig, rig_of
from filmgen.previs.figure import add_figure
from filmgen.previs.held import add_held
from filmgen.previs.primitives import Kind
from filmgen.previs.props import add_prop
from filmgen.previs.scene import Scene
from filmgen.previs.sets import WALLS, add_set, in_the_way, is_night, wall_distance

T = TypeVar("T", bound=Hashable)
Span: TypeAlias = tuple[int, int]

DETAIL_PX = 200.0
"""Solids are built as for a picture in which a head or a prop is this high: with all fingers."""

INK_TONE = 0.06
_MOST_SIDES = {"leaf": 10, "hair": 14, "fur": 16}
"""Sides of round solids that come by the dozen."""


@dataclass(frozen=True)
class Material:
    """A grey surface.

    Attributes:
        tone: albedo as displayed, 0 black to 1 white. kind: as `previs.scene.Part.material`.
        one_sided: whether back faces are not drawn.
    """

    kind: str
    tone: float
    one_sided: bool = False

    @property
    def name(self) -> str:
        return f"{self.kind} {round(self.tone * 100):02d}"


@dataclass(frozen=True)
class Surface:
    """Triangles of one material."""

    material: Material
    mesh: Mesh


@dataclass(frozen=True)
class Piece:
    """A thing with a name: part of the set, a prop, a figure in one pose.

    Attributes:
        name: unique in the layout.
        spans: half open frame ranges in which it is there; empty means always.
    """

    name: str
    surfaces: tuple[Surface, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Player:
    """A figure of the shot: its key poses, one after the other, and its joints."""

    name: str
    poses: tuple[Piece, ...]
    rig: Rig


@dataclass(frozen=True)
class KeyCamera:
    """The camera a panel is composed with."""

    label: str
    start_frame: int
    camera: Camera


@dataclass(frozen=True)
class ShotLayout:
    """One shot over its frames.

    Attributes:
        name: the shot's display id. rate: frames a second. frames: its length.
        set_pieces, props: what does not act. players: who does.
        cameras: the shot's camera at each frame.
        keys: the camera of each panel, for the picture it was drawn with.
        struck: by panel label, names of pieces that the drawing leaves out for its camera.
        facts: what the shot list says, for other programs: plain JSON values.
    """

    name: str
    rate: Fraction
    frames: int
    set_pieces: tuple[Piece, ...]
    props: tuple[Piece, ...]
    players: tuple[Player, ...]
    cameras: tuple[Camera, ...]
    keys: tuple[KeyCamera, ...]
    light: Light
    glows: tuple[Glow, ...]
    struck: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, object]


def lay_out(
    shot: Shot, staged: StagedShot, starts: Sequence[int], frames: int, rate: Fraction
) -> ShotLayout:
    """Build a shot's layout.

    Args:
        starts: first frame of each panel, rising, the first 0; as many as there are panels.
        frames: length of the shot, more than the last start.
        rate: frames a second.
    """
    panels = staged.panels
    spans = [(a, b) for a, b in zip(starts, [*starts[1:], frames], strict=True)]
    last = max(frames - 1, 1)
    path = camera_path(shot, panels, [start / last for start in starts], float(frames / rate))
    set_pieces = tuple(_set_pieces(panels[0]))
    kept = _over_time([panel.set_plan.props for panel in panels], spans, frames)
    night = is_night(panels[0].light)
    names = _unique([prop.kind for prop, _ in kept])
    props = tuple(
        Piece(name, _prop_surfaces(prop, night), when)
        for name, (prop, when) in zip(names, kept, strict=True)
    )
    labels = [beat.label for beat in shot.beats] or ["A"]
    prop_names = {prop: name for name, (prop, _) in zip(names, kept, strict=True)}
    return ShotLayout(
        name=shot.display_id,
        rate=rate,
        frames=frames,
        set_pieces=set_pieces,
        props=props,
        players=tuple(_players(panels, labels, spans, frames)),
        cameras=tuple(path.at(frame / last) for frame in range(frames)),
        keys=tuple(
            KeyCamera(label, start, panel.camera)
            for label, start, panel in zip(labels, starts, panels, strict=True)
        ),
        light=panels[0].light,
        glows=tuple(dict.fromkeys(glow for panel in panels for glow in panel.glows)),
        struck={
            label: tuple(_struck(panel, prop_names))
            for label, panel in zip(labels, panels, strict=True)
        },
        facts=_facts(shot),
    )


def _facts(shot: Shot) -> dict[str, object]:
    return {
        "shot": shot.display_id,
        "identity": shot.identity,
        "scene": shot.scene_number,
        "setting": shot.setting.key,
        "setup": shot.setup.value,
        "size": shot.size.value,
        "angle": shot.angle.value,
        "move": shot.move.value,
        "lens_mm": shot.lens_mm,
        "subjects": list(shot.subjects),
        "action": shot.action,
        "panels": {beat.label: beat.action for beat in shot.beats},
    }


def _over_time(
    seen: Sequence[Iterable[T]], spans: Sequence[Span], frames: int
) -> list[tuple[T, tuple[Span, ...]]]:
    """Each different thing once, in order of appearance, with the frames in which it is there."""
    found: dict[tuple[T, int], list[Span]] = {}
    for things, span in zip(seen, spans, strict=True):
        counts: Counter[T] = Counter()
        for one in things:
            when = found.setdefault((one, counts[one]), [])
            counts[one] += 1
            if when and when[-1][1] == span[0]:
                when[-1] = (when[-1][0], span[1])
            else:
                when.append(span)
    return [(one, () if when == [(0, frames)] else tuple(when)) for (one, _), when in found.items()]


def _unique(names: Sequence[str]) -> list[str]:
    """The second chair is "chair 2"."""
    counts: Counter[str] = Counter()
    result = []
    for name in names:
        counts[name] += 1
        result.append(name if counts[name] == 1 else f"{name} {counts[name]}")
    return result


def _players(
    panels: Sequence[StagedPanel], labels: Sequence[str], spans: Sequence[Span], frames: int
) -> Iterable[Player]:
    """Figures by name; one that stands still through two panels has one pose for both."""
    for name in dict.fromkeys(figure.name for panel in panels for figure in panel.figures):
        own = [[f for f in panel.figures if f.name == name][:1] for panel in panels]
        night = is_night(panels[0].light)
        first: dict[Figure, str] = {}
        for label, figures in zip(labels, own, strict=True):
            for figure in figures:
                first.setdefault(figure, label)
        poses = tuple(
            Piece(f"{name} {first[figure]}", figure_surfaces(figure, night), when)
            for figure, when in _over_time(own, spans, frames)
        )
        keys = [(span[0], figures[0]) for span, figures in zip(spans, own, strict=True) if figures]
        yield Player(name, poses, rig_of(keys))


@lru_cache(maxsize=64)
def figure_surfaces(figure: Figure, night: bool = False) -> tuple[Surface, ...]:
    """A figure in its pose, clothes, hair and what it holds included."""
    scene = Scene()
    if figure.look.species != "human":
        add_animal(scene, figure, 1, DETAIL_PX)
    else:
        ahead = np.array([np.sin(figure.facing_rad), 0.0, np.cos(figure.facing_rad)])
        eye = np.asarray(figure.joint("head")) + 3.0 * ahead
        body = add_figure(scene, figure, 1, eye, DETAIL_PX)
        for side, kind in figure.held:
            add_held(scene, body, side, kind, 2, night)
    return _surfaces(scene, range(len(scene.kinds)))


@lru_cache(maxsize=512)
def _prop_surfaces(prop: Prop, night: bool) -> tuple[Surface, ...]:
    scene = Scene()
    add_prop(scene, prop, 1, detail_px=DETAIL_PX, night=night)
    return _surfaces(scene, range(len(scene.kinds)))


def _set_pieces(panel: StagedPanel) -> Iterable[Piece]:
    """Floor, ceiling and each wall with its openings; outside, the ground."""
    plan = panel.set_plan
    middle = np.array([0.0, plan.height_m / 2, 0.0])
    scene = Scene()
    add_set(scene, plan, panel.light, middle)
    groups: dict[str, list[int]] = {}
    piece_of: dict[int, str] = {}
    piece = "ground"
    for number, part in enumerate(scene.parts):
        if part.name.startswith(("wall", "floor", "ceiling", "ground")):
            piece = part.name
        piece_of[number] = piece
    for solid, part_number in enumerate(scene.part_of):
        groups.setdefault(piece_of[part_number], []).append(solid)
    inside = middle if plan.interior else np.array([0.0, 100.0, 0.0])
    for name, solids in groups.items():
        yield Piece(name, _surfaces(scene, solids, facing=inside))


def _surfaces(
    scene: Scene, solids: Iterable[int], facing: np.ndarray | None = None
) -> tuple[Surface, ...]:
    """Meshes of solids, one for each material; a set's flat faces are turned to `facing`."""
    found: dict[Material, list[Mesh]] = {}
    for solid in solids:
        part = scene.parts[scene.part_of[solid]]
        mesh = solid_mesh(scene, solid, _MOST_SIDES.get(part.material, 32))
        flat = facing is not None and scene.kinds[solid] == Kind.QUAD
        if facing is not None and flat and _faces_away(mesh, facing):
            mesh = Mesh(mesh.points, -mesh.normals, mesh.triangles[:, ::-1])
        found.setdefault(Material(part.material, _tone(part.tone), flat), []).append(mesh)
    if facing is None:  # lines of a set are texture, those of bodies and things are what they show
        for layer, stroke in enumerate(scene.strokes):
            line = line_mesh(stroke, layer)
            if line is not None:
                paint = Material("paint", _tone(stroke.tone if stroke.fill else INK_TONE))
                found.setdefault(paint, []).append(line)
    return tuple(
        Surface(material, mesh)
        for material, meshes in found.items()
        if len((mesh := merged(meshes)).triangles)
    )


def _tone(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 2)


def _faces_away(mesh: Mesh, place: np.ndarray) -> bool:
    return float(mesh.normals[0] @ (place - mesh.points.mean(0))) < 0


def _struck(panel: StagedPanel, names: Mapping[Prop, str]) -> Iterable[str]:
    eye = np.asarray(panel.camera.position, np.float64)
    if panel.set_plan.interior:
        for wall, (inward, _) in WALLS.items():
            if float(eye @ inward) <= -wall_distance(panel.set_plan, wall) + 0.02:
                yield f"wall {wall}"
    for prop in panel.set_plan.props:
        if in_the_way(prop, panel, eye):
            yield names[prop]

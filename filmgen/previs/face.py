"""Faces: the few strokes that say who and how, laid on the head's surface.

Lines are given in head heights as seen from the front (x to the head's own left), dropped on
the surface and kept where it faces the camera, so that a three-quarter view loses the far
eye's corner and a profile keeps one eye, as drawn by hand. The smaller the head, the fewer
and the bolder its features.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs.curve import smooth
from filmgen.previs.scene import Scene, Stroke3

if TYPE_CHECKING:
    from filmgen.blocking.mouths import MouthShape
    from filmgen.previs.figure import Body
    from filmgen.previs.head import Head

Array: TypeAlias = npt.NDArray[np.float64]
Points: TypeAlias = "list[tuple[float, float]]"

FACE_FROM_PX = 15
"""Below this head height a face has no features."""
GRAZING = 0.2
"""Cosine of view and surface below which patches are left out."""
NOSE_Y, MOUTH_Y = -0.205, -0.305
"""Where nose and mouth are, in head heights over the eyes' level."""
_ROUND = np.linspace(0, 2 * np.pi, 10)[:-1]


class Sketch:
    """Strokes and patches of a face, collected to be laid on it together.

    Attributes:
        weight: factor of line widths for the size of the head.
        size: height of the head in pixels.
    """

    def __init__(self, size: float, scale_px: float = 1.0) -> None:
        self.size = size
        self.weight = float(np.clip(0.45 + size / scale_px / 260, 0.6, 2.3))
        self.pieces: list[tuple[Array, float, float, bool, float]] = []

    def stroke(self, points: Points, width: float, pressure: float = 0.92) -> None:
        self.pieces.append((smooth(points, 4), width * self.weight, pressure, False, 0.0))

    def patch(self, points: Points, tone: float = 0.0) -> None:
        self.pieces.append((smooth([*points, points[0]], 4), 1.0, 0.9, True, tone))


@dataclass(frozen=True)
class Mood:
    """An expression as the drawing needs it; each 0 to 1 but `lid`.

    Attributes:
        lid: opening of the eye, 1 at rest, 0 shut, up to 1.7.
        anger, worry, raised: of the brows: drawn together and down; inner ends up; lifted.
        smile, down: of the mouth's corners. open: of the mouth.
        laugh: eyes shut by the cheeks.
        wry: one brow and one corner only.
    """

    lid: float
    anger: float
    worry: float
    raised: float
    smile: float
    down: float
    open: float
    laugh: bool
    wry: bool


def mood_of(body: Body) -> Mood:
    """The mood that a figure's expression values add up to."""
    e = body.figure.expression
    smile, down = max(0.0, e.mouth), max(0.0, -e.mouth)
    raised = max(0.0, e.brow)
    worry = min(1.0, raised * (0.25 + down) * (1.5 if down > 0.2 else 0.0))
    wry = 0.35 < e.mouth < 0.65 and e.eyes_open < -0.1 and e.mouth_open < 0.1
    lid = float(
        np.clip(1.0 + 0.95 * e.eyes_open if e.eyes_open < 0 else 1 + 0.55 * e.eyes_open, 0.0, 1.6)
    )
    return Mood(
        lid=lid, anger=max(0.0, -e.brow), worry=worry, raised=raised * (1 - 0.45 * worry),
        smile=smile, down=down, open=float(np.clip(e.mouth_open, 0, 1)),
        laugh=smile > 0.75 and e.eyes_open < -0.2, wry=wry,
    )  # fmt: skip


@dataclass(frozen=True)
class Face:
    """A face as it lies in a scene, to be drawn again with another mouth.

    Attributes:
        solids: of the skull. first, last: of the scene's strokes, those of the face.
    """

    body: Body
    head: Head
    solids: range
    first: int
    last: int


def draw_face(
    scene: Scene, body: Body, head: Head, solids: range, mouth: MouthShape | None = None
) -> None:
    """Eyes, brows, nose, mouth, age, glasses and beard, with the figure's expression.

    Args:
        solids: of the skull, which the lines are laid on.
        mouth: a shape of speech instead of the expression's mouth.
    """
    first = len(scene.strokes)
    _lay_face(scene, body, head, solids, mouth)
    scene.faces[body.owner] = Face(body, head, solids, first, len(scene.strokes))


def speaking(scene: Scene, owner: int, mouth: MouthShape) -> Scene:
    """A scene with another mouth in a figure's face; all else is the same, in the same order."""
    face = scene.faces[owner]
    other = scene.branch()
    after = other.strokes[face.last :]
    del other.strokes[face.first :]
    _lay_face(other, face.body, face.head, face.solids, mouth)
    longer = len(other.strokes) - face.last
    for key, one in other.faces.items():
        if one.first >= face.last:
            moved = replace(one, first=one.first + longer, last=one.last + longer)
            other.faces[key] = moved
    other.faces[owner] = replace(face, last=face.last + longer)
    other.strokes += after
    return other


def _lay_face(
    scene: Scene, body: Body, head: Head, solids: range, mouth: MouthShape | None
) -> None:
    from filmgen.previs.features import draw_features
    from filmgen.previs.head import on_face

    size = body.detail_px
    ahead = float(head.axes[2] @ (body.eye - head.centre))
    if size < FACE_FROM_PX or ahead < -0.35 * float(np.linalg.norm(body.eye - head.centre)):
        return
    sketch = Sketch(size, body.scale_px)
    draw_features(sketch, body, head, mood_of(body), mouth)
    if not sketch.pieces:
        return
    stacked = np.concatenate([piece[0] for piece in sketch.pieces])
    world, facing = on_face(scene, head, solids, stacked)
    toward = body.eye - world
    cosine = (facing * toward).sum(1) / np.linalg.norm(toward, axis=1)
    start = 0
    for curve, width, pressure, fill, tone in sketch.pieces:
        part = slice(start, start + len(curve))
        start += len(curve)
        if fill and float(cosine[part].mean()) < GRAZING:
            continue  # of the far eye in a turned head a line is left, not a black wedge
        scene.strokes.append(
            Stroke3(
                world[part], width, pressure, owner=body.owner, facing=facing[part],
                tolerance_m=0.05 * head.unit_m, fill=fill, tone=tone,
            )
        )  # fmt: skip


def disc(x: float, y: float, rx: float, ry: float) -> Points:
    """Points round an ellipse."""
    return [(x + rx * float(np.cos(a)), y + ry * float(np.sin(a))) for a in _ROUND]

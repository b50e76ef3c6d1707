"""Which pixels are heads, from crown to chin: what framing is measured by."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.blocking.model import Figure, StagedPanel
from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.previs.raycast import View
from filmgen.previs.scene import Part, Scene

Bytes: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.int64]

HEAD_PARTS = ("head", "skull", "face", "jaw", "chin", "nose", "ear", "eye", "brow", "lip", "mouth",
              "cheek", "hair", "beard", "moustache", "mane", "muzzle", "beak")  # fmt: skip
"""First letters of the names of a figure's parts that make up its head."""
WORN = ("headwear", "headband", "headphone", "hairband", "earring", "eyewear", "face mask")
CHIN, BESIDE = -0.52, 0.75
"""In head heights from the head's centre: hair below or farther off does not count."""
CHIN_POINT = np.array([0.0, -0.46, 0.25])


def is_head(part: Part) -> bool:
    """Whether a part is of a figure's skull, face, hair or ears; not a hat, glasses, a neck."""
    name = part.name
    return 0 < part.owner < 100 and name.startswith(HEAD_PARTS) and not name.startswith(WORN)


def head_mask(
    panel: StagedPanel, scene: Scene, view: View, depth: npt.NDArray[np.float32], parts: Ints
) -> Bytes:
    """uint8 (H, W): 1 + index of the figure whose head is the visible surface, else 0.

    Hair counts down to the level of the chin, so that top and bottom of an upright head's mask
    are its crown and chin however long its hair is.

    Args:
        depth: (H, W) metres. parts: (H, W) part index, int64, -1 for none.
    """
    table = np.array([part.owner if is_head(part) else 0 for part in scene.parts] + [0], np.uint8)
    mask = table.take(parts)
    hair = np.array([is_head(p) and p.material == "hair" for p in scene.parts] + [False])
    for index in np.unique(table[:-1][hair[:-1]]).tolist():
        figure = panel.figures[index - 1]
        if figure.look.species != "human":
            continue
        mine = hair & (table == index)
        rows, columns = np.divmod(np.flatnonzero(mine.take(parts)), parts.shape[1])
        if len(rows):
            off = _off_the_head(figure, view, depth, rows, columns)
            mask[rows[off], columns[off]] = 0
    return np.asarray(mask, np.uint8)


def _off_the_head(
    figure: Figure, view: View, depth: npt.NDArray[np.float32], rows: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:  # fmt: skip
    pixels = np.stack([columns + 0.5, rows + 0.5, np.ones(len(rows))])
    place = view.origins @ pixels + (view.directions @ pixels) * depth[rows, columns]
    axes = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze).T
    centre, unit = np.asarray(figure.joint("head")), head_height_m(figure.look)
    local = (axes @ (place - centre[:, None])) / unit
    off = (local[1] < CHIN) | (np.linalg.norm(local, axis=0) > BESIDE)
    # hair hangs behind the chin: seen from below or above it would reach past it in the picture
    middle, chin = view.project(np.stack([centre, centre + CHIN_POINT * unit @ axes]))[:, :2]
    down = chin - middle
    whole = unit / (float(np.linalg.norm(view.directions[:, 0])) * max(
        float((centre - view.eye) @ view.forward), 0.1))  # fmt: skip
    if float(down @ down) > (0.3 * whole) ** 2:
        off |= down @ (pixels[:2] - middle[:, None]) > float(down @ down)
    return np.asarray(off, np.bool_)

"""Pictures of the cast that figures are drawn after: whose, which view, and where each counts.

An IP-Adapter lets pictures steer a model beside the words. Every figure of a panel gets its
own picture, masked to the figure's pixels as the blocking knows them, so that two people do
not take each other's face.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.blocking.camera import project
from filmgen.blocking.model import Camera, Figure, StagedPanel, Vec3
from filmgen.media import ByteArray, FloatArray, Frame
from filmgen.workspace import file_sha256

MOST = 4
"""Figures with a picture of their own in one panel; more of them are too small to matter."""
_MARGIN = 0.02
"""What a mask reaches beyond its figure, of the picture's shorter side: hair, a hat, a hem."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")
VIEWS = ("face", "front", "three-quarter", "side", "back")
"""Pictures of a model sheet, as `filmgen characters` names them."""
_TURNS = ((30, "front"), (65, "three-quarter"), (120, "side"), (180, "back"))
"""Views of a whole figure by how far it is turned from the camera, in degrees."""


class CastFolder:
    """A folder of pictures by character: NAME.png, or a folder NAME of views of one model sheet.

    Of a sheet (face, front, three-quarter, side, back) the view is taken that the camera has of
    the figure. Names are compared by their letters, marks and digits alone: "MR-CRANE" is
    MR. CRANE.
    """

    def __init__(self, folder: Path) -> None:
        self._views: dict[str, dict[str, Path]] = {}
        self._sha256: dict[Path, str] = {}
        for entry in sorted(folder.iterdir()):
            if entry.is_dir():
                found = {file.stem: file for file in sorted(entry.iterdir()) if _picture(file)}
                found = {view: file for view, file in found.items() if view in VIEWS}
            else:
                found = {"": entry} if _picture(entry) else {}
            if found:
                name = _bare(entry.name if entry.is_dir() else entry.stem)
                self._views.setdefault(name, {}).update(found)

    def references(self, panel: StagedPanel) -> tuple[tuple[str, str], ...]:
        """(character, sha256) of the panel's figures that have a picture, subjects first."""
        order = sorted(panel.figures, key=lambda figure: figure.name not in panel.subjects)
        found = []
        for figure in order:
            views = self._views.get(_bare(figure.name))
            if views:
                wanted = (view_of(figure, panel.camera), "face", "front", *VIEWS)
                file = views.get("") or next(views[view] for view in wanted if view in views)
                found.append((figure.name, self._hash(file)))
        return tuple(found)

    def file(self, name: str, sha256: str) -> Path | None:
        """The picture of a character, None if it is gone or another one by now."""
        views = self._views.get(_bare(name), {})
        return next((file for file in views.values() if self._hash(file) == sha256), None)

    def _hash(self, file: Path) -> str:
        if file not in self._sha256:
            self._sha256[file] = file_sha256(file)
        return self._sha256[file]


def view_of(figure: Figure, camera: Camera) -> str:
    """Which of `VIEWS` the camera has of a figure: the face alone where the knees are not seen."""
    joints = dict(figure.joints)
    eye = np.subtract(camera.position, figure.position)
    heads = np.subtract(figure.gaze, joints.get("head", figure.position)) if figure.gaze else None
    knees = [joints[knee] for knee in ("l_knee", "r_knee") if knee in joints]
    whole = any(_in_frame(camera, knee) for knee in knees)
    looks = np.array([math.sin(figure.facing_rad), 0.0, math.cos(figure.facing_rad)])
    if not whole and heads is not None:
        looks = heads
    turn = abs(math.degrees(_yaw(looks) - _yaw(eye))) % 360
    turn = min(turn, 360 - turn)
    if not whole:
        return "face" if turn < 100 else "back"
    return next(view for most, view in _TURNS if turn <= most)


def _in_frame(camera: Camera, point: Vec3) -> bool:
    x, y, depth = project(camera, point)
    return depth > 0 and 0 <= x <= 1 and 0 <= y <= 1


def _yaw(direction: Any) -> float:
    return math.atan2(float(direction[0]), float(direction[2]))


def masks(frame: Frame, names: Sequence[str], size: tuple[int, int]) -> dict[str, FloatArray]:
    """Where each figure is, for those that are seen, the largest `MOST` of them.

    Returns:
        float32 (height, width) of 0 and 1 by name, a margin around the figure included where
        nobody else is.
    """
    import cv2

    if frame.figure_ids is None:
        return {}
    height, width = size
    ids = cv2.resize(frame.figure_ids, (width, height), interpolation=cv2.INTER_NEAREST)
    reach = 2 * max(1, round(_MARGIN * min(size))) + 1
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    number = {name: 1 + index for index, name in enumerate(frame.figures)}
    areas = {name: int((ids == number[name]).sum()) for name in names if name in number}
    seen = sorted((n for n in areas if areas[n]), key=lambda n: -areas[n])[:MOST]
    found: dict[str, FloatArray] = {}
    for name in seen:
        own: ByteArray = (ids == number[name]).astype(np.uint8)
        others = (ids > 0) & (own == 0)
        found[name] = np.where(others, 0, cv2.dilate(own, pen)).astype(np.float32)
    return found


class Adapter:
    """The IP-Adapter of a loaded pipeline: pictures to what the model reads of them.

    Args:
        pipeline: with an adapter loaded.
        guided: whether each step also runs without the pictures.
    """

    def __init__(self, pipeline: Any, guided: bool) -> None:
        self._pipeline, self._guided = pipeline, guided
        self._known: dict[str, tuple[Any, Any]] = {}
        # diffusers repeats one set of pictures for a whole batch; ours has one set for each item.
        pipeline.prepare_ip_adapter_image_embeds = _as_given

    def call(
        self, wanted: Sequence[Sequence[tuple[str, Path, FloatArray]]], size: tuple[int, int]
    ) -> dict[str, Any]:
        """What a pipeline's call takes for a batch.

        Pictures that one item has fewer of are filled up with an empty mask: they add exactly
        nothing, so an item's picture does not hang on its neighbours.

        Args:
            wanted: for each item (sha256, file, mask) of its figures.
            size: (height, width) of the masks.
        """
        import torch

        most = max([1, *(len(item) for item in wanted)])
        mask = torch.zeros((len(wanted), most, *size))
        with_, without = [], []
        for row, item in enumerate(wanted):
            embeds = [self._embedded(sha, file) for sha, file, _ in item]
            blank = self._blank()
            embeds += [blank] * (most - len(embeds))
            with_.append(torch.stack([e[0] for e in embeds]))
            without.append(torch.stack([e[1] for e in embeds]))
            for place, (_, _, where) in enumerate(item):
                mask[row, place] = torch.from_numpy(where)
        stacked = torch.stack(with_)
        if self._guided:
            stacked = torch.cat([torch.stack(without), stacked])
            mask = torch.cat([mask, mask])
        return {
            "ip_adapter_image_embeds": [stacked],
            "cross_attention_kwargs": {"ip_adapter_masks": [mask]},
        }

    def _embedded(self, sha256: str, file: Path) -> tuple[Any, Any]:
        if sha256 not in self._known:
            from PIL import Image

            with Image.open(file) as image:
                self._known[sha256] = self._encode(image.convert("RGB"))
        return self._known[sha256]

    def _blank(self) -> tuple[Any, Any]:
        if "" not in self._known:
            from PIL import Image

            self._known[""] = self._encode(Image.new("RGB", (64, 64)))
        return self._known[""]

    def _encode(self, image: Any) -> tuple[Any, Any]:
        from diffusers.models import ImageProjection

        layer = self._pipeline.unet.encoder_hid_proj.image_projection_layers[0]
        hidden = not isinstance(layer, ImageProjection)
        device = self._pipeline._execution_device
        image_embeds, blank = self._pipeline.encode_image(image, device, 1, hidden)
        return image_embeds[0], blank[0]


def _as_given(images: Any, embeds: Sequence[Any], device: Any, *_: Any) -> list[Any]:
    return [embed.to(device) for embed in embeds]


def _picture(file: Path) -> bool:
    return file.suffix.lower() in _PICTURES and file.is_file()


def _bare(name: str) -> str:
    # Some file systems take names apart into letters and accents, and vowel signs of Indic
    # scripts are marks that tell names from each other.
    composed = unicodedata.normalize("NFC", name).casefold()
    return "".join(letter for letter in composed if unicodedata.category(letter)[0] in "LMN")

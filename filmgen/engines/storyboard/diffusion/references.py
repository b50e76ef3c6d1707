"""Pictures of the cast that figures are drawn after: whose there are, and where each one counts.

An IP-Adapter lets pictures steer a model beside the words. Every figure of a panel gets its
own picture, masked to the figure's pixels as the blocking knows them, so that two people do
not take each other's face.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.blocking.model import StagedPanel
from filmgen.media import ByteArray, FloatArray, Frame
from filmgen.workspace import file_sha256

MOST = 4
"""Figures with a picture of their own in one panel; more of them are too small to matter."""
_MARGIN = 0.02
"""What a mask reaches beyond its figure, of the picture's shorter side: hair, a hat, a hem."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class CastFolder:
    """A folder of pictures by character: NAME.png, or NAME/face.png as model sheets have it.

    Names are compared by their letters and digits alone: "mr-crane" is MR. CRANE.
    """

    folder: Path

    @cached_property
    def pictures(self) -> Mapping[str, tuple[Path, str]]:
        """File and its sha256, by the bare name."""
        found: dict[str, tuple[Path, str]] = {}
        for entry in sorted(self.folder.iterdir()):
            file = entry / "face.png" if entry.is_dir() else entry
            if file.suffix.lower() in _PICTURES and file.is_file():
                name = entry.name if entry.is_dir() else entry.stem
                found.setdefault(_bare(name), (file, file_sha256(file)))
        return found

    def references(self, panel: StagedPanel) -> tuple[tuple[str, str], ...]:
        """(character, sha256) of the panel's figures that have a picture, subjects first."""
        names = [figure.name for figure in panel.figures]
        order = [n for n in panel.subjects if n in names] + [
            n for n in names if n not in panel.subjects
        ]
        pictures = self.pictures
        return tuple((n, pictures[_bare(n)][1]) for n in order if _bare(n) in pictures)

    def file(self, name: str, sha256: str) -> Path | None:
        """The picture of a character, None if it is gone or another one by now."""
        found = self.pictures.get(_bare(name))
        return found[0] if found is not None and found[1] == sha256 else None


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


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())

"""A person's own effect footage: a folder of pictures becomes a plate."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.errors import TimelineError
from filmgen.media import Plate

SUFFIXES = (".png", ".tif", ".tiff", ".webp", ".jpg", ".jpeg")


def plate_from_pictures(folder: Path, rate: Fraction) -> Plate:
    """Read frames in the order of their names.

    With an alpha channel (straight, as PNG defines it) they are premultiplied; without one
    they are light on black: they add, and their alpha is 0. Values are taken as sRGB,
    8 or 16 bits. The plate loops.

    Returns:
        float16 (T, H, W, 4), premultiplied, linear.

    Raises:
        TimelineError: no pictures, one that cannot be read, or sizes that differ.
    """
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise TimelineError(f"{folder}: holds no pictures ({', '.join(SUFFIXES)})")
    frames: list[NDArray[np.float16]] = []
    for path in paths:
        frame = _read(path)
        if frames and frame.shape != frames[0].shape:
            raise TimelineError(
                f"{path}: {frame.shape[1]}x{frame.shape[0]}, but the frames before it are "
                f"{frames[0].shape[1]}x{frames[0].shape[0]}"
            )
        frames.append(frame)
    return Plate(np.stack(frames), rate, loops=True)


def _read(path: Path) -> NDArray[np.float16]:
    import cv2

    data = np.fromfile(path, np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None or pixels.dtype not in (np.uint8, np.uint16):
        raise TimelineError(f"{path}: not an 8 or 16-bit picture that can be read")
    values = pixels.astype(np.float32) / np.iinfo(pixels.dtype).max
    if values.ndim == 2:
        values = np.repeat(values[..., None], 3, axis=2)
    colour = values[..., 2::-1]
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    if values.shape[2] == 4:
        alpha = values[..., 3:]
        return np.concatenate([linear * alpha, alpha], axis=2).astype(np.float16)
    return np.concatenate([linear, np.zeros_like(linear[..., :1])], axis=2).astype(np.float16)

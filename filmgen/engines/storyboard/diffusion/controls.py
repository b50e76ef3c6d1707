"""Passes of the blocking as the pictures that ControlNets were taught to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from filmgen.media import ByteArray, FloatArray, Frame

_DRAWN_AT_PX = 512
"""Line widths below are for this shorter side: the resolution the networks were trained at."""
_SCRIBBLE_PX = 4
_LINE = 96
"""Coverage from which a pixel of the edges pass is a line to a network that knows only lines."""


def control_picture(kind: str, frame: Frame, size: tuple[int, int]) -> ByteArray:
    """The picture for a ControlNet.

    Args:
        kind: a key of `Options.control`.
        frame: of the engine `previs`, with its passes and keypoints.
        size: (height, width) the model works at.

    Returns:
        uint8 (height, width, 3).
    """
    return _DRAWN[kind](frame, size)


def depth_picture(depth_m: FloatArray) -> ByteArray:
    """Depth as depth ControlNets were taught it: inverse, near white, far and sky black.

    MiDaS (Ranftl et al., 2020), which made their training pictures, gives relative inverse
    depth; stretched between the 2nd and 98th percentile here, so that one near pixel does not
    flatten the rest.

    Args:
        depth_m: float32 (H, W), inf where nothing was hit.

    Returns:
        uint8 (H, W).
    """
    near = np.where(np.isfinite(depth_m), 1.0 / np.maximum(depth_m, 0.05), 0.0)
    seen = near[near > 0]
    if not seen.size:
        return np.zeros(depth_m.shape, np.uint8)
    low, high = np.percentile(seen, (2, 98))
    low = 0.0 if (near == 0).any() else float(low)
    scaled = (near - low) / max(float(high) - low, 1e-6)
    picture: ByteArray = np.clip(np.rint(scaled * 255.0), 0, 255).astype(np.uint8)
    return picture


def resized(picture: ByteArray, size: tuple[int, ...]) -> ByteArray:
    """A picture at (height, width, …), averaged when it shrinks, cubic when it grows."""
    import cv2

    height, width = size[0], size[1]
    if picture.shape[:2] == (height, width):
        return picture
    smaller = height * width < picture.shape[0] * picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    scaled: ByteArray = cv2.resize(picture, (width, height), interpolation=how)
    return scaled


def _depth(frame: Frame, size: tuple[int, int]) -> ByteArray:
    if frame.depth_m is None:
        return np.zeros((*size, 3), np.uint8)
    return _rgb(resized(depth_picture(frame.depth_m), size))


def _openpose(frame: Frame, size: tuple[int, int]) -> ByteArray:
    from filmgen.previs.keypoints import openpose_picture

    (height, width), (high, wide) = size, frame.picture.shape[:2]
    # Points are moved, not the picture: limbs keep the width the network knows.
    across, down = width / wide, height / high
    scaled = [
        {**body, "points": [[x * across, y * down, *rest] for x, y, *rest in body["points"]]}
        for body in frame.notes.get("keypoints", ())
    ]
    return openpose_picture(scaled, width, height)


def _canny(frame: Frame, size: tuple[int, int]) -> ByteArray:
    """Thin white lines on black, nothing between, as cv2.Canny draws them."""
    return _rgb(_lines(frame, size))


def _scribble(frame: Frame, size: tuple[int, int]) -> ByteArray:
    """Thick white lines on black, as from a felt pen."""
    import cv2

    width = max(2, round(_SCRIBBLE_PX * min(size) / _DRAWN_AT_PX))
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    return _rgb(cv2.dilate(_lines(frame, size), pen))


def _lineart(frame: Frame, size: tuple[int, int]) -> ByteArray:
    """White lines on black with the pen's own weight."""
    return _rgb(resized(_edges(frame), size))


def _lines(frame: Frame, size: tuple[int, int]) -> ByteArray:
    lines: ByteArray = np.where(resized(_edges(frame), size) >= _LINE, 255, 0).astype(np.uint8)
    return lines


def _edges(frame: Frame) -> ByteArray:
    found = frame.passes.get("edges")
    return np.zeros(frame.picture.shape[:2], np.uint8) if found is None else found


def _rgb(grey: ByteArray) -> ByteArray:
    return np.repeat(grey[:, :, None], 3, axis=2)


_DRAWN: Mapping[str, Callable[[Frame, tuple[int, int]], ByteArray]] = {
    "depth": _depth,
    "openpose": _openpose,
    "canny": _canny,
    "scribble": _scribble,
    "lineart": _lineart,
}

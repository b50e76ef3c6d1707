"""Picture files as arrays."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.media import ByteArray


def read_rgb(path: str) -> ByteArray | None:
    """An image file as uint8 RGB, or None where it cannot be read."""
    try:
        data = np.fromfile(path, dtype=np.uint8)  # unlike imread this takes any path
        return cv2.imdecode(data, cv2.IMREAD_COLOR_RGB) if data.size else None
    except (OSError, cv2.error):
        return None

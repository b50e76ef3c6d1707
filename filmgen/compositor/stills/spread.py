"""Values known in some places carried on to all others, smoothly (push-pull)."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.media import FloatArray


def spread(total: FloatArray, share: FloatArray) -> FloatArray:
    """`total / share` where there is any share, and what lies around it elsewhere (push-pull)."""
    height, width = share.shape
    enough = np.float32(1e-3)
    if min(height, width) <= 2:
        mean = float(total.sum()) / max(float(share.sum()), 1e-9)
        out: FloatArray = np.where(share > 1e-6, total / np.maximum(share, 1e-6), mean)
        return out.astype(np.float32)
    half = ((width + 1) // 2, (height + 1) // 2)
    capped = np.minimum(share, 1.0)
    scale = capped / np.maximum(share, enough)
    coarser = spread(
        cv2.resize(total * scale, half, interpolation=cv2.INTER_AREA),
        cv2.resize(capped, half, interpolation=cv2.INTER_AREA),
    )
    around = cv2.resize(coarser, (width, height), interpolation=cv2.INTER_LINEAR)
    known = np.minimum(share / np.float32(0.1), 1.0)
    mixed: FloatArray = around + known * (total / np.maximum(share, enough) - around)
    return mixed

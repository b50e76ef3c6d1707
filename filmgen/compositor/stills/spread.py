"""Values known in some places carried on to all others, smoothly (push-pull)."""

from __future__ import annotations

import cv2
import numpy as np

from filmgen.media import FloatArray

_LEAST = 1e-12
"""Of a share that says anything: halving takes a quarter of it away at every step."""


def spread(total: FloatArray, share: FloatArray) -> FloatArray:
    """`total / share` where there is any share, and what lies around it elsewhere (push-pull)."""
    height, width = share.shape
    own = total / np.maximum(share, np.float32(_LEAST))
    if min(height, width) <= 2:
        mean = float(total.sum()) / max(float(share.sum()), _LEAST)
        out: FloatArray = np.where(share > _LEAST, own, mean)
        return out.astype(np.float32)
    half = ((width + 1) // 2, (height + 1) // 2)
    capped = np.minimum(share, 1.0)
    coarser = spread(
        cv2.resize(own * capped, half, interpolation=cv2.INTER_AREA),
        cv2.resize(capped, half, interpolation=cv2.INTER_AREA),
    )
    around = cv2.resize(coarser, (width, height), interpolation=cv2.INTER_LINEAR)
    known = np.minimum(share / np.float32(0.1), 1.0)
    mixed: FloatArray = around + known * (own - around)
    return mixed

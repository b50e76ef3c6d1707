"""From light to wash: values grouped into few tones with watery edges."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from filmgen.previs import dense
from filmgen.previs.dense import Dense

Floats: TypeAlias = npt.NDArray[np.float32]

STEPS = ((0.20, 0.15), (0.42, 0.23), (0.65, 0.28), (0.81, 0.17), (0.905, 0.36))
"""(darkness at which a layer of wash goes on, density it adds); the last fills the tooth."""
EDGE_OCTAVES = ((34.0, 0.014), (9.0, 0.006))
BLOOM_OCTAVES = ((90.0, 0.045), (24.0, 0.0225))
GLAZE_OCTAVES = ((60.0, 0.04),)
"""Noise at the edges of a wash, inside it, and in the glaze of the "tone" look: cells in pixels at
1280 wide, and amplitudes.
"""
SHIFT_PX = (0.9, -0.7)
"""How far the wash lies beside the lines, as by hand, at 1280 wide."""


def _layers() -> Floats:
    level = np.linspace(0, 1, 256, dtype=np.float32)
    return np.asarray(
        sum(amount * np.clip((level - at) * 10 + 0.5, 0, 1) for at, amount in STEPS), np.float32
    )


LAYERS = _layers()
"""Density by darkness, 256 entries."""


def wash(darkness: Dense, edge: Dense, bloom: Dense, scale: float) -> Dense:
    """Density of the layers of wash for a darkness, 0 to about 0.95.

    Args:
        darkness: float32 (h, w), 0 paper to 1 black. edge, bloom: noise of the octaves above.
    """
    density = dense.curve(darkness + edge, LAYERS)
    density = density * (bloom + 1.0)
    return dense.moved(density, SHIFT_PX[0] * scale, SHIFT_PX[1] * scale)


def glaze(darkness: Dense, shadow: Dense, bloom: Dense) -> Dense:
    """Wash without steps, for the "tone" look; `shadow` is laid on as a second glaze."""
    density = (darkness * 0.82 + shadow * 0.16 - 0.04).clip(0, 0.95)
    return density * (bloom + 1.0)

"""The media that pass between rooms: frames, plates, sound, and what is missing.

Plain values with no behaviour of their own beyond checks; arrays are numpy so that
no room needs torch to look at another's work. Files are read and written by
`filmgen.media_files` so that this module stays importable in a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
ByteArray = NDArray[np.uint8]


@dataclass(frozen=True)
class Missing:
    """A medium that could not be made. The compositor slates it; nothing calls back."""

    reason: str


@dataclass(frozen=True)
class Frame:
    """One storyboard panel.

    Attributes:
        picture: uint8 (H, W, 3), RGB, display-referred BT.709. Includes the overscan.
        overscan: margin drawn beyond the composed frame, as a fraction of the frame's
            size on each side: 0.06 means W = 1.12 times the frame's width.
        depth_m: float32 (H, W) metres along the view axis, inf where nothing was hit.
        figure_ids: uint8 (H, W), 0 for none, else 1 + index into `figures`.
        figures: names in the order of the ids.
        passes: further passes by name, uint8 pictures (H, W) or (H, W, 3): "normals", "edges".
        notes: what the sidecar records: keypoints, words the lexicon lacked, …; JSON values.
        measured: what differs from run to run (seconds, memory, how many were drawn at once);
            JSON values. Recorded beside the asset, never in a file that is hashed.
    """

    picture: ByteArray
    overscan: float = 0.0
    depth_m: FloatArray | None = None
    figure_ids: ByteArray | None = None
    figures: tuple[str, ...] = ()
    passes: Mapping[str, ByteArray] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    measured: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plate:
    """An effect element.

    Attributes:
        rgba: float16 or float32 (T, H, W, 4), premultiplied, linear light, BT.709 primaries.
            Emission may exceed alpha: light adds.
        rate: frames per second.
        loops: whether frame T follows seamlessly by frame 0.
    """

    rgba: NDArray[Any]
    rate: Fraction
    loops: bool


@dataclass(frozen=True)
class Sound:
    """Audio in [-1, 1].

    Attributes:
        samples: float32, mono (n,) or multichannel (channels, n).
        rate_hz: samples per second.
        notes: what the sidecar records: phonemes, word timings, …; JSON values.
    """

    samples: FloatArray
    rate_hz: int
    notes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def length_samples(self) -> int:
        return int(self.samples.shape[-1])

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.length_samples, self.rate_hz)


VoiceLine = Sound
"""One spoken line, mono."""
Bed = Sound
"""Ambience or a spot sound, stereo (2, n), at the timeline's rate."""

"""The shot's move in space: where the camera is at every moment of a shot.

A panel's camera is where the shot is composed. A move begins or ends there and goes as far as
an operator would take it in the time, on a dolly, a head or a crane; the planned screen sides
and sizes hold at the composed end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filmgen.blocking.model import Camera, StagedPanel
from filmgen.breakdown.model import Shot


@dataclass(frozen=True)
class CameraPath:
    """A camera over the time of a shot.

    Attributes:
        keys: (time, camera), times rising from 0 to 1, at least one.
    """

    keys: tuple[tuple[float, Camera], ...]

    def at(self, time: float) -> Camera:
        """The camera at a time of 0 (first frame) to 1 (last frame)."""
        return self.keys[0][1] if time < 0.5 else self.keys[-1][1]


def camera_path(shot: Shot, panels: Sequence[StagedPanel], starts: Sequence[float]) -> CameraPath:
    """The path of the shot's move through its panels.

    Args:
        panels: the staged key poses, in order, at least one.
        starts: time of each panel, 0 to 1, the first 0.
    """
    return CameraPath(tuple(zip(starts, (panel.camera for panel in panels), strict=True)))

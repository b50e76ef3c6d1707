"""Engine `previs`: the blocking drawn in torch. No weights, no network."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from filmgen.blocking.mouths import MouthPatches
from filmgen.engines.protocols import EngineInfo, FrameRequest
from filmgen.errors import EngineError
from filmgen.media import Frame

REVISION = "6"
"""Raised whenever the same request may give another picture."""


class PrevisEngine:
    """Draws a `FrameRequest` with `filmgen.previs`.

    Args:
        device: torch device that rays are cast, surfaces shaded and washes laid on: "cpu",
            "cuda", "cuda:1".
    """

    name = "previs"

    def __init__(self, device: str = "cpu") -> None:
        self._device = device

    def describe(self) -> EngineInfo:
        """The engine; its revision names a device that is not the CPU: numbers differ there."""
        kind = self._device.partition(":")[0]
        revision = REVISION if kind == "cpu" else f"{REVISION}-{kind}"
        return EngineInfo("previs", "filmgen previs ray caster", revision, "Apache-2.0")

    def draw(self, request: FrameRequest) -> Frame:
        """Draw one panel; see `filmgen.previs.draw.draw_panel`.

        Raises:
            EngineError: the request cannot be drawn (an unknown look, an empty picture).
        """
        from filmgen.previs.draw import draw_panel

        self._check(request)
        return draw_panel(
            request.panel,
            request.width_px,
            request.height_px,
            overscan=request.overscan,
            look=request.look,
            seed=request.seed,
            device=self._device,
        )

    def draw_mouths(
        self, request: FrameRequest, speakers: Sequence[str]
    ) -> tuple[MouthPatches, ...]:
        """Further openings of the speakers' mouths; see `filmgen.previs.mouths.draw_mouths`.

        Raises:
            EngineError: as `draw`.
        """
        from filmgen.previs.mouths import draw_mouths

        self._check(request)
        return draw_mouths(
            request.panel,
            request.width_px,
            request.height_px,
            speakers,
            overscan=request.overscan,
            look=request.look,
            seed=request.seed,
            device=self._device,
        )

    def _check(self, request: FrameRequest) -> None:
        from filmgen.previs.draw import LOOKS

        if request.look not in LOOKS:
            raise EngineError(
                self.name, "a panel", f"no look {request.look!r}; it has {', '.join(LOOKS)}"
            )
        if request.width_px < 16 or request.height_px < 16:
            raise EngineError(
                self.name,
                "a panel",
                f"{request.width_px}x{request.height_px} is too small; ask for 16x16 or more",
            )

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> PrevisEngine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

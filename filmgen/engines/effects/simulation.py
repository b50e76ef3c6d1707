"""Engine `simulation`: effect elements from our own fluid solver and particles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from filmgen.effects.kinds import KINDS
from filmgen.engines.effects.requests import check_memory, check_request, require_device
from filmgen.engines.protocols import EngineInfo, PlateRequest
from filmgen.media import Plate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SimulationEngine:
    """Shoots plates on one thread: the same request gives the same bytes everywhere.

    Args:
        device: a torch device for the solver. Results on another kind of device differ in the
            last bits, and a turbulent flow makes another, equally good plate of that.

    Raises:
        EngineUnavailable: torch has no such device.
    """

    def __init__(self, device: str = "cpu") -> None:
        require_device(self.name, device)
        self._device = device

    @property
    def name(self) -> str:
        return "simulation"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=self.name,
            model=f"filmgen fluid solver ({self._device.split(':')[0]})",
            revision="2",
            licence="Apache-2.0",
        )

    def close(self) -> None:
        """Nothing is kept between plates."""

    def kinds(self) -> tuple[str, ...]:
        return KINDS

    def shoot(self, request: PlateRequest) -> Plate:
        """Simulate and shade one element.

        Raises:
            EngineError: an unknown kind, or a number out of its range.
        """
        check_request(self.name, request, self.kinds())
        check_memory(self.name, request)
        from filmgen.effects.controls import Controls
        from filmgen.effects.elements import can_loop, make_element
        from filmgen.effects.threads import one_thread

        controls = Controls(
            scale=request.scale,
            speed=request.speed,
            density=request.density,
            exposure_stops=request.exposure_stops,
            turbulence=request.turbulence,
            colour=request.colour,
        )
        with one_thread():
            rgba = make_element(
                request.kind,
                width_px=request.width_px,
                height_px=request.height_px,
                frames=request.frames,
                rate=float(request.rate),
                intensity=request.intensity,
                wind=request.wind,
                seed=request.seed,
                controls=controls,
                device=self._device,
            )
        return Plate(rgba=rgba, rate=request.rate, loops=request.loop and can_loop(request.kind))

    def frames(self, request: PlateRequest) -> Iterator[NDArray[np.float16]]:
        """The frames of `shoot`. A loop is folded from its whole run, so all are held at once.

        Raises:
            EngineError: as `shoot`.
        """
        return iter(self.shoot(request).rgba)

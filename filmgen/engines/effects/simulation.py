"""Engine `simulation`: effect elements from our own fluid solver and particles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from filmgen.effects.kinds import KINDS, VOLUME_KINDS
from filmgen.engines.effects.field_plates import plate_frames, whole_plate
from filmgen.engines.effects.requests import check_memory, check_request, require_device
from filmgen.engines.protocols import EngineInfo, PlateRequest
from filmgen.errors import ConfigError
from filmgen.media import Plate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SimulationEngine:
    """Shoots plates on one thread: the same request gives the same bytes everywhere.

    Args:
        device: a torch device for the solver. Results on another kind of device differ in the
            last bits, and a turbulent flow makes another, equally good plate of that.
        dim: 2 makes every kind; 3 simulates volumes of what burns and smokes, and is what the
            learned engines were trained on: slow, the reference.

    Raises:
        ConfigError: another dimension.
        EngineUnavailable: torch has no such device.
    """

    def __init__(self, device: str = "cpu", dim: int = 2) -> None:
        if dim not in (2, 3):
            raise ConfigError("engine_options.simulation.dim", f"{dim!r} is neither 2 nor 3")
        require_device(self.name, device)
        self._device, self._dim = device, dim

    @property
    def name(self) -> str:
        return "simulation"

    def describe(self) -> EngineInfo:
        solver = "fluid solver" if self._dim == 2 else "3D fluid solver"
        return EngineInfo(
            engine=self.name,
            model=f"filmgen {solver} ({self._device.split(':')[0]})",
            revision="3",
            licence="Apache-2.0",
        )

    def close(self) -> None:
        """Nothing is kept between plates."""

    def kinds(self) -> tuple[str, ...]:
        return KINDS if self._dim == 2 else VOLUME_KINDS

    def shoot(self, request: PlateRequest) -> Plate:
        """Simulate and shade one element.

        Raises:
            EngineError: an unknown kind, or a number out of its range.
        """
        check_request(self.name, request, self.kinds())
        check_memory(self.name, request)
        if self._dim == 3:
            return whole_plate(self.frames(request), request)
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
        """The frames of `shoot`. In 2D, whose loops are folded from a whole run, all are held.

        Raises:
            EngineError: as `shoot`.
        """
        check_request(self.name, request, self.kinds())
        if self._dim == 2:
            check_memory(self.name, request)
            return self._shot(request)
        from filmgen.effects.fluids.simulated_fields import SimulatedFields

        return plate_frames(SimulatedFields(self._device), request)

    def _shot(self, request: PlateRequest) -> Iterator[NDArray[np.float16]]:
        """Nothing is simulated before the first frame is asked for."""
        yield from self.shoot(request).rgba

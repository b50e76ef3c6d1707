"""Engine `simulation`: effect elements from our own fluid solver and particles."""

from __future__ import annotations

import difflib

from filmgen.effects.kinds import KINDS
from filmgen.engines.protocols import EngineInfo, PlateRequest
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import Plate

SIZES_PX = range(64, 4097)
MOST_BYTES = 4 * 1024**3
"""Of one plate in float16."""


def _require(device: str, engine: str) -> None:
    import torch

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        reason = str(error).splitlines()[0]
        raise EngineUnavailable(
            engine, f"no device {device!r} here ({reason}); use device cpu"
        ) from error


class SimulationEngine:
    """Shoots plates on one thread: the same request gives the same bytes everywhere.

    Args:
        device: a torch device for the solver. Results on another kind of device differ in the
            last bits, and a turbulent flow makes another, equally good plate of that.

    Raises:
        EngineUnavailable: torch has no such device.
    """

    def __init__(self, device: str = "cpu") -> None:
        if device != "cpu":
            # Only asked for another device is torch loaded here: a run that reuses all its
            # plates must not pay for it.
            _require(device, self.name)
        self._device = device

    @property
    def name(self) -> str:
        return "simulation"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=self.name,
            model=f"filmgen fluid solver ({self._device.split(':')[0]})",
            revision="1",
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
        from filmgen.effects.elements import can_loop, make_element
        from filmgen.effects.threads import one_thread

        self._check(request)
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
                device=self._device,
            )
        return Plate(rgba=rgba, rate=request.rate, loops=request.loop and can_loop(request.kind))

    def _check(self, request: PlateRequest) -> None:
        kind, known = request.kind, self.kinds()
        if kind not in known:
            near = difflib.get_close_matches(kind, known, n=1, cutoff=0.0)
            raise EngineError(
                self.name,
                f"effect {kind!r}",
                f"no such kind; did you mean {near[0]!r}? It makes {', '.join(known)}",
            )
        subject = f"effect {kind!r}"
        for label, size in (("width", request.width_px), ("height", request.height_px)):
            if size not in SIZES_PX:
                raise EngineError(
                    self.name,
                    subject,
                    f"a {label} of {size} px is outside {SIZES_PX[0]} to {SIZES_PX[-1]}",
                )
        for value, label, least, most in (
            (request.frames, "frames", 1, 10_000),
            (request.rate, "frames/s", 1, 240),
            (request.intensity, "intensity", 0, 1),
            (request.wind, "wind", -1, 1),
            (request.seed, "seed", 0, 2**31 - 1),
        ):
            if not least <= value <= most:
                raise EngineError(
                    self.name, subject, f"{label} {value} is outside {least} to {most}"
                )
        need = request.frames * request.width_px * request.height_px * 8
        if need > MOST_BYTES:
            fewer = MOST_BYTES * request.frames // need
            raise EngineError(
                self.name,
                subject,
                f"{request.frames} frames of {request.width_px}x{request.height_px} need "
                f"{need / 2**30:.1f} GiB; ask for at most {fewer} frames and repeat the loop",
            )

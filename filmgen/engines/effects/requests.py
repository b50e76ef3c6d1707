"""What can be asked of any effects engine: ranges, and the one line for what lies outside them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from importlib.util import find_spec

from filmgen.effects.kinds import KINDS
from filmgen.engines.protocols import PlateRequest
from filmgen.errors import EngineError, EngineUnavailable

SIZES_PX = range(64, 4097)
MOST_FRAMES = 10_000
MOST_BYTES = 4 * 1024**3
"""Of a plate in float16 that an engine must hold as a whole."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class RefusedRequest(EngineError):
    """Asked for what the engine cannot do at all: the asker's mistake, not the engine's."""

    exit_code = 2


def check_request(engine: str, request: PlateRequest, kinds: Sequence[str]) -> None:
    """See that an engine can be asked for this.

    Raises:
        RefusedRequest: a kind the engine does not make, or a number out of its range.
    """
    kind = request.kind
    subject = f"effect {kind!r}"
    if kind not in kinds:
        if engine != "simulation" and kind in KINDS:
            told = f"it makes {', '.join(kinds)}; take the engine simulation for {kind}"
        else:
            told = f"no such kind; {which_kind(kind, kinds)}"
        raise RefusedRequest(engine, subject, told)
    for label, size in (("width", request.width_px), ("height", request.height_px)):
        if size not in SIZES_PX:
            raise RefusedRequest(
                engine,
                subject,
                f"a {label} of {size} px is outside {SIZES_PX[0]} to {SIZES_PX[-1]}",
            )
    for value, label, least, most in (
        (request.frames, "frames", 1, MOST_FRAMES),
        (request.rate, "frames/s", 1, 240),
        (request.intensity, "intensity", 0, 1),
        (request.wind, "wind", -1, 1),
        (request.seed, "seed", 0, 2**31 - 1),
        (request.scale, "scale", 0.5, 2),
        (request.speed, "speed", 0.25, 4),
        (request.density, "density", 0, 8),
        (request.exposure_stops, "exposure", -8, 8),
        (request.turbulence, "turbulence", 0, 4),
    ):
        if not least <= value <= most:  # NaN lies nowhere
            raise RefusedRequest(engine, subject, f"{label} {value} is outside {least} to {most}")
    if request.colour and not _COLOUR.fullmatch(request.colour):
        raise RefusedRequest(engine, subject, f"colour {request.colour!r} is not like '#FF8030'")


def which_kind(kind: str, kinds: Sequence[str]) -> str:
    """ "did you mean 'fire'? ..." for a kind that is not there."""
    near = difflib.get_close_matches(kind, kinds, n=1, cutoff=0.0)
    guess = f"did you mean {near[0]!r}? " if near else ""
    return f"{guess}It makes {', '.join(kinds)}"


def check_memory(engine: str, request: PlateRequest) -> None:
    """See that the whole plate can be held at once.

    Raises:
        RefusedRequest: it is larger than `MOST_BYTES`; says how many frames are not.
    """
    need = request.frames * request.width_px * request.height_px * 8
    if need > MOST_BYTES:
        fewer = MOST_BYTES * request.frames // need
        raise RefusedRequest(
            engine,
            f"effect {request.kind!r}",
            f"{request.frames} frames of {request.width_px}x{request.height_px} need "
            f"{need / 2**30:.1f} GiB; ask for at most {fewer} frames and repeat the loop",
        )


def require_packages(engine: str, needs: Sequence[tuple[str, str]]) -> None:
    """See that packages which are not part of every install are there, without importing them.

    Args:
        needs: (module, what to give pip).

    Raises:
        EngineUnavailable: one is not.
    """
    for module, package in needs:
        if find_spec(module) is None:
            raise EngineUnavailable(engine, f"{module} is not installed; pip install '{package}'")


def require_device(engine: str, device: str) -> None:
    """See that torch has a device. Torch is loaded for others than the CPU only: a run that
    reuses all its plates must not pay for it.

    Raises:
        EngineUnavailable: it has not.
    """
    if device == "cpu":
        return
    import torch

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        reason = str(error).splitlines()[0]
        raise EngineUnavailable(
            engine, f"no device {device!r} here ({reason}); use device cpu"
        ) from error

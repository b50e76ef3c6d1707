"""What every ambience engine can be asked for, and what it refuses."""

from __future__ import annotations

import math

from filmgen.engines.protocols import BedRequest
from filmgen.errors import EngineError
from filmgen.sound.synth.render import BEDS, SPOTS, check_parameters
from filmgen.timecode import SAMPLE_RATE_HZ

KINDS = (*BEDS, *SPOTS)
"""The synthesiser's: beds first, then spots."""
_LONGEST = 4 * 3600 * SAMPLE_RATE_HZ


def check_bed_request(engine: str, request: BedRequest) -> None:
    """Check that a bed or spot can be laid.

    Raises:
        EngineError: unknown kind or parameter, intensity outside 0 to 1, a length that is not
            1 sample to 4 hours, or a seed outside 0 to 2**31 - 1.
    """
    kind, length = request.kind, request.length_samples
    if kind not in BEDS and kind not in SPOTS:
        raise EngineError(engine, repr(kind), f"no such kind; there are {', '.join(KINDS)}")
    if not (math.isfinite(request.intensity) and 0.0 <= request.intensity <= 1.0):
        raise EngineError(engine, kind, f"intensity {request.intensity} is outside 0 to 1")
    if not 1 <= length <= _LONGEST:
        raise EngineError(engine, kind, f"{length} samples; use 1 sample to 4 hours")
    if not 0 <= request.seed < 2**31:
        raise EngineError(engine, kind, f"seed {request.seed} is outside 0 to 2**31 - 1")
    try:
        check_parameters(kind, dict(request.parameters))
    except ValueError as error:
        raise EngineError(engine, kind, str(error)) from error

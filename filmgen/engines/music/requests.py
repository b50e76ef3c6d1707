"""What every music engine refuses."""

from __future__ import annotations

import math

from filmgen.engines.protocols import ScoreRequest
from filmgen.errors import EngineError
from filmgen.timecode import SAMPLE_RATE_HZ

_LONGEST = 4 * 3600 * SAMPLE_RATE_HZ


def check_score_request(engine: str, request: ScoreRequest) -> None:
    """Check that a score can be composed.

    Raises:
        EngineError: a length that is not 1 sample to 4 hours, a seed outside 0 to 2**31 - 1,
            or tension or speech that is out of order or out of range.
    """
    if not 1 <= request.length_samples <= _LONGEST:
        raise EngineError(
            engine, "score", f"{request.length_samples} samples; use 1 sample to 4 hours"
        )
    if not 0 <= request.seed < 2**31:
        raise EngineError(engine, "score", f"seed {request.seed} is outside 0 to 2**31 - 1")
    times = [at for at, _ in request.tension]
    if times != sorted(times) or not all(map(math.isfinite, times)):
        raise EngineError(engine, "score", "the times of the tension are not in order")
    for at, value in request.tension:
        if not 0.0 <= value <= 1.0:
            raise EngineError(engine, "score", f"tension {value} at {at} s is outside 0 to 1")
    for begin, end in request.speech:
        if not (math.isfinite(begin) and math.isfinite(end) and begin <= end):
            raise EngineError(engine, "score", f"speech from {begin} to {end} s ends early")

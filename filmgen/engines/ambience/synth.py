"""The embedded ambience engine: physically informed synthesis, no samples, no weights."""

from __future__ import annotations

import math

from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.errors import EngineError
from filmgen.media import Bed
from filmgen.sound.synth.render import BEDS, SPOTS, render
from filmgen.timecode import SAMPLE_RATE_HZ

_LONGEST = 4 * 3600 * SAMPLE_RATE_HZ


class SynthAmbience:
    """Beds and spot sounds from `filmgen.sound.synth.render`, on the processor, in numpy.

    Deterministic: the same request gives the same samples. Any length, no loop.
    """

    name = "synth"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=self.name,
            model="filmgen physically informed sound synthesis",
            revision="3",
            licence="Apache-2.0",
        )

    def close(self) -> None:
        """Nothing is held."""

    def kinds(self) -> tuple[str, ...]:
        """Beds first, then spots."""
        return (*BEDS, *SPOTS)

    def lay(self, request: BedRequest) -> Bed:
        """Make a bed or a spot sound.

        Returns:
            Stereo float32 (2, n) in [-1, 1] at 48 kHz. Beds are exactly
            `length_samples` long; spots at most.

        Raises:
            EngineError: unknown kind or parameter, intensity outside 0 to 1, or a length
                that is not 1 sample to 4 hours.
        """
        kind = request.kind
        if kind not in BEDS and kind not in SPOTS:
            raise EngineError(
                self.name, repr(kind), f"no such kind; there are {', '.join(self.kinds())}"
            )
        if not (math.isfinite(request.intensity) and 0.0 <= request.intensity <= 1.0):
            raise EngineError(self.name, kind, f"intensity {request.intensity} is outside 0 to 1")
        if not 1 <= request.length_samples <= _LONGEST:
            raise EngineError(
                self.name, kind, f"{request.length_samples} samples; use 1 sample to 4 hours"
            )
        if not 0 <= request.seed < 2**31:
            raise EngineError(self.name, kind, f"seed {request.seed} is outside 0 to 2**31 - 1")
        try:
            samples = render(
                kind,
                request.intensity,
                request.length_samples,
                request.seed,
                dict(request.parameters),
            )
        except ValueError as error:
            raise EngineError(self.name, kind, str(error)) from error
        notes = {"kind": kind, "intensity": request.intensity, "spot": kind in SPOTS}
        return Bed(samples, SAMPLE_RATE_HZ, notes)

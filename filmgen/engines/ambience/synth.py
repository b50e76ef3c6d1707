"""The embedded ambience engine: physically informed synthesis, no samples, no weights."""

from __future__ import annotations

from filmgen.engines.ambience.requests import KINDS, check_bed_request
from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.media import Bed
from filmgen.sound.synth.render import SPOTS, render
from filmgen.timecode import SAMPLE_RATE_HZ


class SynthAmbience:
    """Beds and spot sounds from `filmgen.sound.synth.render`, on the processor, in numpy.

    Deterministic: the same request gives the same samples. Any length, no loop.
    """

    name = "synth"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=self.name,
            model="filmgen physically informed sound synthesis",
            revision="4",
            licence="Apache-2.0",
        )

    def close(self) -> None:
        """Nothing is held."""

    def kinds(self) -> tuple[str, ...]:
        """Beds first, then spots."""
        return KINDS

    def lay(self, request: BedRequest) -> Bed:
        """Make a bed or a spot sound.

        Returns:
            Stereo float32 (2, n) in [-1, 1] at 48 kHz. Beds are exactly
            `length_samples` long; spots at most.

        Raises:
            EngineError: as `check_bed_request`.
        """
        check_bed_request(self.name, request)
        kind = request.kind
        samples = render(
            kind,
            request.intensity,
            request.length_samples,
            request.seed,
            dict(request.parameters),
        )
        notes = {"kind": kind, "intensity": request.intensity, "spot": kind in SPOTS}
        return Bed(samples, SAMPLE_RATE_HZ, notes)

"""The embedded music engine: a small synthesised bed that follows the scene, no weights."""

from __future__ import annotations

import math

from filmgen.engines.protocols import EngineInfo, ScoreRequest
from filmgen.errors import EngineError
from filmgen.media import Sound
from filmgen.sound.score import ALGORITHM_REVISION, compose
from filmgen.timecode import SAMPLE_RATE_HZ

_LONGEST = 4 * 3600 * SAMPLE_RATE_HZ


class SynthScore:
    """Temp score from `filmgen.sound.score`, on the processor, in numpy. Deterministic."""

    name = "synth"

    def describe(self) -> EngineInfo:
        return EngineInfo(
            engine=self.name,
            model="filmgen temp score synthesis",
            revision=ALGORITHM_REVISION,
            licence="Apache-2.0",
        )

    def close(self) -> None:
        """Nothing is held."""

    def compose(self, request: ScoreRequest) -> Sound:
        """Write and play a stretch of score.

        Returns:
            Stereo float32 (2, length_samples) in [-1, 1] at 48 kHz.

        Raises:
            EngineError: a length that is not 1 sample to 4 hours, a seed outside 0 to
                2**31 - 1, or tension or speech that is out of order or out of range.
        """
        if not 1 <= request.length_samples <= _LONGEST:
            raise EngineError(
                self.name, "score", f"{request.length_samples} samples; use 1 sample to 4 hours"
            )
        if not 0 <= request.seed < 2**31:
            raise EngineError(self.name, "score", f"seed {request.seed} is outside 0 to 2**31 - 1")
        times = [at for at, _ in request.tension]
        if times != sorted(times) or not all(map(math.isfinite, times)):
            raise EngineError(self.name, "score", "the times of the tension are not in order")
        for at, value in request.tension:
            if not 0.0 <= value <= 1.0:
                raise EngineError(
                    self.name, "score", f"tension {value} at {at} s is outside 0 to 1"
                )
        for begin, end in request.speech:
            if not (math.isfinite(begin) and math.isfinite(end) and begin <= end):
                raise EngineError(self.name, "score", f"speech from {begin} to {end} s ends early")
        samples = compose(
            request.length_samples, request.tension, request.mood, request.seed, request.speech
        )
        return Sound(samples, SAMPLE_RATE_HZ, {"mood": request.mood})

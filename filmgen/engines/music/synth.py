"""The embedded music engine: a small synthesised bed that follows the scene, no weights."""

from __future__ import annotations

from filmgen.engines.music.requests import check_score_request
from filmgen.engines.protocols import EngineInfo, ScoreRequest
from filmgen.media import Sound
from filmgen.sound.score.compose import ALGORITHM_REVISION, compose
from filmgen.timecode import SAMPLE_RATE_HZ


class SynthScore:
    """Temp score from `filmgen.sound.score.compose`, on the processor, in numpy. Deterministic."""

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
        check_score_request(self.name, request)
        samples = compose(
            request.length_samples, request.tension, request.mood, request.seed, request.speech
        )
        return Sound(samples, SAMPLE_RATE_HZ, {"mood": request.mood})

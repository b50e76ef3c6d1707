"""The scores that a training run draws its curves from: no data but two sets of clips."""

from __future__ import annotations

from collections.abc import Sequence

from filmgen.effects.scores.arrow import arrow_of_time
from filmgen.effects.scores.diversity import diversity
from filmgen.effects.scores.features import SEEDS, RandomFeatures
from filmgen.effects.scores.space import Space, check_clips, model_space
from filmgen.effects.scores.spectra import spatial_distance, temporal_distance
from filmgen.media import FloatArray


def quick_scores(real: FloatArray, made: FloatArray) -> dict[str, float]:
    """Scores of made clips beside real ones, in the space of `scores.space`.

    Args:
        real, made: float32 (n, T, 3, rows, columns), `FIELDS`; 96 clips of 16 frames each
            where figures are to be compared.

    Returns:
        "frechet" (0 is best; read it beside the floor), "spatial" and "temporal" (mean absolute
        log10 ratio of spectra, 0 is best), "diversity" (1 is best), "arrow" (1 is forwards, -1
        backwards).

    Raises:
        EngineError: the sets cannot be compared.
    """
    check_clips(real, made)
    return Reference(real).scores(made)


class Reference:
    """A real set, its features taken once, for several made sets to be scored against.

    `seeds` are of the networks of random features.
    """

    def __init__(self, real: FloatArray, *, seeds: Sequence[int] = SEEDS) -> None:
        self.plain = model_space(real)
        self.space = Space.of(self.plain)
        self.clips = self.space.standardise(self.plain)
        self.features = RandomFeatures(self.plain, self.space, seeds=seeds)

    def distance(self, made: FloatArray) -> float:
        """Fréchet distance alone."""
        return self.features.distance(self.features(model_space(made)))

    def scores(self, made: FloatArray) -> dict[str, float]:
        """As `quick_scores` has them."""
        plain = model_space(made)
        clips = self.space.standardise(plain)
        return {
            "frechet": self.features.distance(self.features(plain)),
            "spatial": spatial_distance(self.plain, plain, self.space),
            "temporal": temporal_distance(self.plain, plain, self.space),
            "diversity": diversity(self.clips, clips),
            "arrow": arrow_of_time(self.clips, clips),
        }

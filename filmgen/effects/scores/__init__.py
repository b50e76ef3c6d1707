"""Scores of made clips against simulated ones."""

from filmgen.effects.scores.quick import quick_scores

__all__ = ["quick_scores"]

"""Synthetic clips for the tests of scores: puffs that rise, flare up fast and die slowly."""

from __future__ import annotations

import numpy as np

from filmgen.media import FloatArray

ROWS, COLUMNS = 32, 24
PUFFS = 40


def puffs(count: int, *, seed: int, frames: int = 16, heat: float = 1.0) -> FloatArray:
    """Fields float32 (count, frames, 3, ROWS, COLUMNS); without heat they are smoke."""
    chance = np.random.default_rng(seed)
    clips = np.zeros((count, frames, 3, ROWS, COLUMNS), np.float32)
    for clip in clips:
        wind, strength = chance.normal(0.0, 0.15), chance.uniform(0.5, 1.3)
        age = np.arange(frames) - chance.uniform(-16.0, frames, (PUFFS, 1))
        hot = strength * chance.uniform(0.4, 1.0, (PUFFS, 1)) * (age > 0) * (age < 20)
        age = np.clip(age, 0.0, 20.0)
        wide = (chance.uniform(0.7, 1.8, (PUFFS, 1)) + 0.06 * age)[..., None]
        row = (ROWS - 4.0 - chance.uniform(0.9, 1.6, (PUFFS, 1)) * age)[..., None]
        column = (COLUMNS / 2 + chance.normal(0.0, 2.5, (PUFFS, 1)) + wind * age)[..., None]
        tall = np.exp(-((np.arange(ROWS) - row) ** 2) / (2 * wide**2))
        broad = np.exp(-((np.arange(COLUMNS) - column) ** 2) / (2 * wide**2))
        burnt = hot * np.minimum(age / 2.0, 1.0) * np.exp(-age / 7.0)
        soot = 0.8 * hot * np.minimum(age / 6.0, 1.0) * np.exp(-age / 12.0)
        for channel, weight in enumerate((heat * burnt, soot)):
            lobes = (weight[..., None] * tall).transpose(1, 2, 0) @ broad.transpose(1, 0, 2)
            clip[:, channel] = lobes
    np.minimum(clips[:, :, 0], 1.5, out=clips[:, :, 0])
    clips[:, :, 2] = 0.7 * -np.expm1(-clips[:, :, 1])
    return clips

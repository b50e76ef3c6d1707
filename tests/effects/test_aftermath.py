"""Plates of an event that are longer than its recorded course."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from filmgen.effects.aftermath import DECAY, Thinning
from filmgen.effects.clips import ClipLabel
from filmgen.effects.fluids.labels import ONE_SHOT_FRAMES
from filmgen.effects.fluids.volume_recipes import VOLUMES
from filmgen.media import FloatArray

DEPTH, SCATTER = 1.5, 0.4


class Standing:
    """A cloud that never changes, in chunks of unequal length."""

    kinds: tuple[str, ...] = ("explosion", "smoke")
    rate = Fraction(24)

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        cloud = np.zeros((frames, 3, 4, 3), np.float32)
        cloud[:, :, 1:3] = np.array((0.2, DEPTH, SCATTER))[:, None, None]
        yield from np.split(cloud, [40, 67, 90])


def shot(kind: str, frames: int) -> FloatArray:
    label = ClipLabel(kind, 0.6, 0.0, 1.0, 1)
    return np.concatenate(list(Thinning(Standing()).fields(label, frames, loop=False)))


def test_smoke_thins_after_its_course_as_the_simulation_s_does() -> None:
    fields = shot("explosion", 144)
    assert fields.shape == (144, 3, 4, 3) and fields.dtype == np.float32
    depth, scatter = fields[:, 1, 1, 1], fields[:, 2, 1, 1]
    assert (depth[: ONE_SHOT_FRAMES + 1] == DEPTH).all(), "what was learned is left alone"
    assert VOLUMES["explosion"].physics.soot_decay == DECAY
    second = ONE_SHOT_FRAMES + 24
    assert depth[second] == pytest.approx(DEPTH * np.exp(-DECAY))
    assert (np.diff(depth[ONE_SHOT_FRAMES:]) < 0).all() and depth[-1] < 0.15 * DEPTH
    assert np.abs(np.diff(depth)).max() < 0.05 * DEPTH, "it pops"
    # thin smoke scatters as much light for its cover as thick
    assert scatter / (1 - np.exp(-depth)) == pytest.approx(SCATTER / (1 - np.exp(-DEPTH)))
    assert (fields[:, 1:, 0] == 0).all() and np.isfinite(fields).all()


def test_what_goes_on_and_what_is_short_are_not_touched() -> None:
    smoke, short = shot("smoke", 144), shot("explosion", ONE_SHOT_FRAMES)
    assert (smoke[:, 1, 1] == DEPTH).all() and (short[:, 1, 1] == DEPTH).all()

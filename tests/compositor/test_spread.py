"""What is known in some places and carried on to the others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from filmgen.compositor.stills.spread import spread


@given(st.integers(0, 2**32 - 1), st.floats(1e-5, 0.05), st.floats(0.5, 40))
def test_what_is_carried_on_lies_between_what_is_known(
    seed: int, known: float, weight: float
) -> None:
    """However little is known, and however far off: nothing sinks towards nought."""
    rng = np.random.default_rng(seed)
    share = np.zeros((33, 50), np.float32)
    places = rng.integers(0, share.size, 4)
    # from hardly any to several times all
    share.flat[places] = np.float32(weight) * rng.choice([known, 1.0], 4).astype(np.float32)
    values = rng.uniform(0.6, 1.4, share.shape).astype(np.float32)
    out = spread(values * share, share)
    low, high = values.flat[places].min(), values.flat[places].max()
    assert out.min() >= low - 2e-3
    assert out.max() <= high + 2e-3

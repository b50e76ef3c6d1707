"""Light: what a black body looks like, and how elements end before the border."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.effects.imaging.field_shading import PixelShader, lit_grid
from filmgen.effects.imaging.flame import HOTTEST, LEVELS, levels, looked_up
from filmgen.effects.imaging.looks import LOOKS
from filmgen.effects.imaging.shading import black_body, border_window
from filmgen.media import FloatArray


def test_black_bodies_redden_as_they_cool() -> None:
    colours = black_body(np.array([1200.0, 2000.0, 3000.0, 6500.0], np.float32))
    assert np.allclose(colours.max(axis=1), 1.0)
    assert (np.diff(colours[:, 1]) > 0.1).all()
    assert (np.diff(colours[:3, 2]) >= 0.0).all()
    # daylight is nearly white
    assert colours[3].min() > 0.85


def test_the_border_window_ends_at_every_side() -> None:
    window = border_window(40, 48, rim=0.15, foot=0.05)
    assert window.shape == (48, 40)
    for edge in (window[0], window[-1], window[:, 0], window[:, -1]):
        assert float(edge.max()) == 0.0
    assert window[24, 20] == pytest.approx(1.0)


def test_levels_cover_the_heat_and_clip_beyond() -> None:
    heat = np.array([[0.0, HOTTEST / 2, HOTTEST, 9 * HOTTEST]], np.float32)
    index = levels(heat)
    assert index.tolist() == [[0, LEVELS // 2 - 1, LEVELS - 1, LEVELS - 1]]
    ramp = np.linspace(0.0, 1.0, LEVELS, dtype=np.float32)[None, :]
    assert looked_up(index, ramp)[0] == pytest.approx([0.0, 0.5, 1.0, 1.0], abs=1e-4)


def flat(heat: float, depth: float, scatter: float) -> FloatArray:
    ones = np.ones((48, 40), np.float32)
    return np.stack((heat * ones, depth * ones, scatter * ones))


def shaded(kind: str, fields: FloatArray, *, density: float = 1.0) -> FloatArray:
    grid = lit_grid(fields, LOOKS[kind], density=density)
    shader = PixelShader(LOOKS[kind], None, exposure=1.0, turbulence=0.0)
    calm = np.zeros((48, 40), np.float32)
    pixel: FloatArray = shader.shade(grid, calm, calm.copy())[24, 20]
    return pixel


def test_smoke_absorbs_by_its_depth() -> None:
    for depth in (0.5, 1.0, 2.0):
        alpha = shaded("smoke", flat(0.0, depth, 0.3))[3]
        assert alpha == pytest.approx(1.0 - np.exp(-LOOKS["smoke"].opacity * depth), rel=0.02)
    twice = shaded("smoke", flat(0.0, 1.0, 0.3), density=2.0)[3]
    assert twice == pytest.approx(1.0 - np.exp(-2.0 * LOOKS["smoke"].opacity), rel=0.02)


def test_smoke_in_the_light_is_brighter_than_in_the_shade() -> None:
    dark, lit = (shaded("smoke", flat(0.0, 2.0, s)) for s in (0.3, 0.8))
    assert lit[0] > 2.0 * dark[0]
    assert dark[0] > 0.0, "the sky lights the shade"
    assert dark[3] == lit[3]


def test_flames_light_the_smoke_around_them() -> None:
    fields = flat(0.0, 1.0, 0.0)
    cold = lit_grid(fields, LOOKS["explosion"], density=1.0)
    fields[0, 20:28, 16:24] = 2.0
    near = lit_grid(fields, LOOKS["explosion"], density=1.0)
    assert near[24, 30, 3] > near[24, 38, 3] > cold[24, 38, 3] == 0.0


def test_denser_smoke_hides_more_of_the_flames() -> None:
    thin, thick = (shaded("explosion", flat(1.5, 2.0, 0.4), density=d) for d in (1.0, 3.0))
    assert thick[0] < 0.8 * thin[0]

"""Elements in plates of any shape."""

from __future__ import annotations

import numpy as np
import pytest

from filmgen.effects.clips import COLUMNS, ROWS
from filmgen.effects.imaging.spread import canvas_for, composed, layout

SIZES = [(512, 512), (1280, 720), (1920, 803), (1080, 1920), (480, 576), (2000, 200)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["fire", "smoke", "explosion"])
def test_a_layout_covers_the_plate(kind: str, size: tuple[int, int]) -> None:
    places = layout(kind, *size)
    canvas = canvas_for(*size)
    assert places == layout(kind, *size)
    assert [place.index for place in places] == list(range(len(places)))
    assert len({place.seed(7) for place in places}) == len(places)
    assert places[0].seed(7) == 7
    across = size[0] / canvas.cell_px
    assert all(abs(p.centre) + 0.3 * p.size * COLUMNS <= 0.5 * across for p in places)
    if kind == "fire" and across > 1.5 * COLUMNS:
        centres = sorted(p.centre for p in places)
        assert max(np.diff(centres)) < 0.6 * COLUMNS
        assert centres[-1] > 0.5 * across - 0.5 * COLUMNS
        assert centres[0] < -0.5 * across + 0.5 * COLUMNS


@pytest.mark.parametrize("size", SIZES)
def test_the_canvas_covers_the_plate(size: tuple[int, int]) -> None:
    canvas = canvas_for(*size)
    assert canvas.rows - canvas.top == pytest.approx(size[1] / canvas.cell_px)
    assert canvas.columns - 2 * canvas.left == pytest.approx(size[0] / canvas.cell_px)
    assert 0.0 <= canvas.left < 1.0
    assert 0.0 <= canvas.top < 1.0
    assert canvas.rows >= ROWS
    assert canvas.columns >= COLUMNS


def test_one_element_keeps_its_middle_as_it_is() -> None:
    fields = np.random.default_rng(1).uniform(0.0, 1.0, (1, 3, ROWS, COLUMNS)).astype(np.float32)
    canvas = canvas_for(512, 512)
    (placed,) = composed([[fields]], layout("smoke", 512, 512), canvas)
    assert placed.shape == (3, 48, 48)
    middle = (slice(None), slice(24, 40), slice(12, 28))
    assert np.allclose(placed[:, 24:40, 16:32], fields[0][middle], atol=1e-5)


def test_elements_join_hotter_and_thicker() -> None:
    fields = np.full((1, 3, ROWS, COLUMNS), 0.4, np.float32)
    size = (1920, 803)
    places, canvas = layout("fire", *size), canvas_for(*size)
    (placed,) = composed([[fields]] * len(places), places, canvas)
    (alone,) = composed([[fields]], places[:1], canvas)
    heat, depth, scatter = placed[:, 25:40].max(axis=(1, 2))
    assert 0.4 < heat < 0.8, "a soft maximum"
    assert depth > 1.5 * alone[1, 25:40].max(), "a sum"
    assert scatter < depth
    assert (placed[1] >= 0.0).all()

"""Sampling in torch is OpenCV's: the same maps, the same edges, slow moves without steps."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.compositor.colour import planes_from_rgb
from filmgen.compositor.gpu.pictures import upload
from filmgen.compositor.gpu.sampling import enlarge, grids, look, sample
from filmgen.compositor.moves import View, sampling_matrix
from tests.compositor.films import board

CPU = torch.device("cpu")
views = st.builds(
    View, st.floats(0.3, 0.7), st.floats(0.3, 0.7), st.floats(0.5, 1.3), st.floats(-0.4, 0.4)
)


@settings(deadline=None, max_examples=40)
@given(st.lists(views, min_size=1, max_size=3))
def test_what_a_view_sees_is_what_opencv_sees(seen: list[View]) -> None:
    """Also beyond the picture, where its edge goes on."""
    source = cv2.GaussianBlur(board(210, 118, 3)[:, :, 1], (0, 0), 1).astype(np.float32)
    matrices = [sampling_matrix(view, 0.06, (210, 118), (96, 54)) for view in seen]
    grid = grids(matrices, (210, 118), (96, 54), CPU)
    ours = sample(torch.from_numpy(source)[None, None], grid)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    for mine, matrix in zip(ours, matrices, strict=True):
        theirs = cv2.warpAffine(
            source, matrix, (96, 54), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        assert np.abs(mine[0].numpy() - theirs).max() < 0.7
        assert np.abs(mine[0].numpy() - theirs).mean() < 0.02


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_places_are_exact_to_a_thousandth_of_a_pixel(width: int, height: int) -> None:
    view = View(0.4991, 0.5003, 0.87654, 0.0021)
    picture = (round(width * 1.12) * 2, round(height * 1.12) * 2)
    matrix = sampling_matrix(view, 0.06, picture, (width, height))
    grid = grids([matrix], picture, (width, height), CPU)[0].double()
    for x, y in ((0, 0), (width - 1, height - 1), (width // 3, height // 2)):
        place = (grid[y, x] + 1) / 2 * torch.tensor(picture) - 0.5
        exact = matrix @ np.array([x, y, 1.0])
        assert np.abs(place.numpy() - exact).max() < 1e-3


def test_a_slow_move_has_no_steps() -> None:
    """A thousandth of a pixel further is a thousandth of an edge's height further."""
    ramp = torch.arange(64.0).expand(1, 1, 36, 64) * 4
    x = [0.5 + i * 1e-3 / 64 for i in range(6)]
    matrices = [sampling_matrix(View(at), 0.0, (64, 36), (64, 36)) for at in x]
    middle = sample(ramp, grids(matrices, (64, 36), (64, 36), CPU))[:, 0, 18, 32]
    steps = middle.diff().numpy()
    assert steps == pytest.approx(np.full(5, 4e-3), abs=5e-4)


def test_chroma_lies_in_the_middle_of_its_four_pixels() -> None:
    """Luma and chroma of one picture stay together under a move."""
    rgb = np.zeros((128, 192, 3), np.uint8)
    rgb[:, 96:] = (255, 40, 20)
    still = upload(planes_from_rgb(rgb), CPU)
    seen = look([View(0.5, 0.5, 0.8)], still, 0.0, (96, 64))
    y = seen.y[0, 0, 32].numpy()
    v = seen.c[0, 1, 16].numpy()
    in_luma = np.interp(0.5, (y - y.min()) / np.ptp(y), np.arange(96) + 0.5)
    in_chroma = np.interp(0.5, (v - v.min()) / np.ptp(v), 2 * (np.arange(48) + 0.5))
    assert in_luma == pytest.approx(48, abs=0.1)
    assert in_chroma == pytest.approx(in_luma, abs=0.25)


def test_fields_are_enlarged_as_opencv_does() -> None:
    field = np.random.default_rng(1).random((9, 16), np.float32)
    ours = enlarge(torch.from_numpy(field)[None, None], (128, 72))[0, 0].numpy()
    theirs = cv2.resize(field, (128, 72), interpolation=cv2.INTER_LINEAR)
    assert np.abs(ours - theirs).max() < 1e-4

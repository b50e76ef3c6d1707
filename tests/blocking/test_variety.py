"""Wide shots of one scene do not repeat each other's picture."""

import dataclasses
import itertools

import numpy as np
import pytest

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Camera
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Setting, Setup, Size
from tests.blocking.films import KITCHEN, STREET, film, shot
from tests.blocking.measure import tally
from tests.blocking.test_details import WORKSHOP


def _differ(a: Camera, b: Camera) -> bool:
    turned = np.arccos(np.clip(basis(a)[2] @ basis(b)[2], -1, 1))
    moved = float(np.linalg.norm(np.subtract(a.position, b.position)))
    zoomed = abs(np.log(a.focal_mm / b.focal_mm))
    return bool(turned > 0.12 or moved > 0.7 or zoomed > 0.2)


@pytest.mark.parametrize("setting", [KITCHEN, STREET, WORKSHOP], ids=["kitchen", "street", "shop"])
def test_masters_of_a_scene_differ(setting: Setting) -> None:
    masters = [
        shot(n, setting, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, lens=28)
        for n in range(1, 5)
    ]
    shots = film(*masters)
    staged = block(shots, 16 / 9)
    cameras = [s.panels[0].camera for s in staged.shots]
    for a, b in itertools.pairwise(cameras):
        assert _differ(a, b)
    result = tally(shots, staged)
    assert result.wrong_side == [] and result.wrong_size == []


def test_views_of_a_place_differ_and_drawn_pictures_too() -> None:
    from filmgen.previs.draw import draw_panel

    first = shot(1, WORKSHOP, setup=Setup.ACTION, subjects=(), size=Size.LS, lens=28,
                 action="In the window the lights go out.")  # fmt: skip
    second = dataclasses.replace(first, identity="2" * 16)
    staged = block(film(first, second), 16 / 9)
    a, b = (s.panels[0] for s in staged.shots)
    assert _differ(a.camera, b.camera)
    grey = [np.asarray(draw_panel(p, 160, 90).picture, float).mean(-1) for p in (a, b)]
    assert _ssim(*grey) < 0.85


def _ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Grey SSIM on 8 x 8 blocks (Wang et al. 2004), values 0 to 255."""
    tiles = []
    for picture in (a, b):
        h, w = (n // 8 * 8 for n in picture.shape)
        tiles.append(picture[:h, :w].reshape(h // 8, 8, w // 8, 8).swapaxes(1, 2).reshape(-1, 64))
    x, y = tiles
    mx, my = x.mean(1), y.mean(1)
    vx, vy = x.var(1), y.var(1)
    cov = (x * y).mean(1) - mx * my
    score = (2 * mx * my + 6.5) * (2 * cov + 58.5)
    return float((score / ((mx**2 + my**2 + 6.5) * (vx + vy + 58.5))).mean())

"""Flames light what is near them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch

from filmgen.blocking.model import Glow, StagedPanel
from filmgen.previs.draw import draw_panel
from filmgen.previs.light import Surface, firelight
from tests.previs.builders import DAY, NIGHT, panels

PANELS = panels()


def beside(panel: StagedPanel, side: float) -> Glow:
    """A fire in front of the first figure, to one side of the picture."""
    head = np.asarray(panel.figures[0].joint("head"))
    eye = np.asarray(panel.camera.position)
    ahead = (head - eye) / np.linalg.norm(head - eye)
    right = np.cross(ahead, [0.0, 1.0, 0.0])
    x, y, z = head - 0.35 * ahead + right * side * 0.7
    return Glow("fire", (float(x), float(y), float(z)), 1.0, 2.5)


def test_it_falls_with_the_square_to_a_tenth_at_its_reach() -> None:
    far = np.array([[0.0, 1.0, 3.0, 6.0]], np.float32)
    none = np.zeros_like(far)
    seen = Surface((far, none, none), (none - 1.0, none, none), none, 4.0)
    light = firelight(seen, Glow("fire", (-0.5, 0.0, 0.0), 0.8, 3.5))[0]
    assert light[2] == pytest.approx(0.08, rel=0.01)
    assert light[0] > light[1] > light[2] > light[3] > 0
    turned = Surface((far, none, none), (none + 1.0, none, none), none, 4.0)
    assert firelight(turned, Glow("fire", (-0.5, 0.0, 0.0), 0.8, 3.5)).max() == 0


@pytest.mark.parametrize("light", [DAY, NIGHT])
def test_a_room_gets_lighter_round_a_fire(light: object) -> None:
    panel = replace(PANELS["two-day"], light=light)
    lit = replace(panel, glows=(Glow("fire", (0.0, 0.4, 0.0), 1.0, 4.0),))
    dark = draw_panel(panel, 240, 135).picture.mean()
    assert draw_panel(lit, 240, 135).picture.mean() > dark + (6 if light is NIGHT else 0.3)


def test_a_face_is_lit_from_the_side_of_the_fire() -> None:
    panel = replace(PANELS["cu-anna"], light=NIGHT)
    halves = {}
    for side in (-1.0, 1.0):
        frame = draw_panel(replace(panel, glows=(beside(panel, side),)), 320, 180, look="tone")
        grey = cv2.GaussianBlur(cv2.cvtColor(frame.picture, cv2.COLOR_RGB2GRAY), (0, 0), 2)
        rows, columns = np.nonzero(frame.passes["heads"] == 1)
        middle = np.median(columns)
        left = grey[rows[columns < middle], columns[columns < middle]].mean()
        right = grey[rows[columns > middle], columns[columns > middle]].mean()
        halves[side] = right - left
    assert halves[1.0] > halves[-1.0] + 2


def test_a_device_sees_the_same_fire() -> None:
    rng = np.random.default_rng(2)
    place = rng.uniform(-2, 2, (3, 20, 30)).astype(np.float32)
    normal = rng.uniform(-1, 1, (3, 20, 30)).astype(np.float32)
    glow = Glow("flame", (0.2, 0.5, 0.1), 0.6, 1.5)
    soft = np.zeros((20, 30), np.float32)
    ours = firelight(Surface(tuple(place), tuple(normal), soft, 4.0), glow)  # type: ignore[arg-type]
    p, n = (tuple(torch.tensor(v) for v in a) for a in (place, normal))
    theirs = firelight(Surface(p, n, torch.tensor(soft), 4.0), glow)  # type: ignore[arg-type]
    assert np.abs(ours - theirs.numpy()).max() < 1e-5

"""The values of a picture: subjects against their ground, night in three tones, skies."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from filmgen.previs.contrast import counterchange
from filmgen.previs.draw import draw_panel
from tests.previs.builders import NIGHT, panels

PANELS = panels()


@pytest.mark.parametrize("tone", [0.15, 0.9])
def test_the_ground_moves_away_from_the_subject_and_only_there(tone: float) -> None:
    value = np.full((180, 320), tone, np.float32)
    lead = np.zeros((180, 320), bool)
    lead[60:150, 140:180] = True
    ground = ~lead
    ground[:, 200:] = False
    result = counterchange(value, lead, ground, apart=0.4, lighten=0.2, darken=0.1)
    beside = result[100, 132] - tone
    assert beside > 0.05 if tone < 0.5 else beside < -0.03
    assert (result[lead] == np.float32(tone)).all()
    assert (result[:, 200:] == np.float32(tone)).all()
    assert abs(result[4, 4] - tone) < 0.01


def test_a_ground_that_is_far_enough_stays() -> None:
    value = np.full((180, 320), 0.95, np.float32)
    lead = np.zeros((180, 320), bool)
    lead[20:170, 100:220] = True
    value[lead] = 0.1
    result = counterchange(value, lead, ~lead, apart=0.4, lighten=0.2, darken=0.1)
    assert np.abs(result - value)[90, 20] < 0.02


@pytest.mark.parametrize("name", ["cu-mia", "cu-anna"])
def test_at_night_a_face_is_the_lightest_of_the_picture(name: str) -> None:
    panel = PANELS[name]
    frame = draw_panel(replace(panel, light=NIGHT), 320, 180, seed=5)
    grey = cv2.cvtColor(frame.picture, cv2.COLOR_RGB2GRAY)
    x, y = frame.notes["keypoints"][0]["points"][0][:2]  # the nose
    face = grey[max(0, int(y) - 14) : int(y) + 14, max(0, int(x) - 14) : int(x) + 14]
    assert frame.figure_ids is not None
    around = grey[frame.figure_ids == 0]
    assert np.quantile(face, 0.9) > np.quantile(around, 0.9) + 60
    assert np.median(around) < 110


def test_a_night_sky_is_darker_above() -> None:
    panel = replace(PANELS["street-ls-day"], light=NIGHT)
    frame = draw_panel(panel, 320, 180, seed=5)
    grey = cv2.cvtColor(frame.picture, cv2.COLOR_RGB2GRAY).astype(float)
    assert frame.depth_m is not None
    rows, _ = np.nonzero(~np.isfinite(frame.depth_m))
    sky = ~np.isfinite(frame.depth_m)
    top, low = int(rows.min()), int(rows.max())
    third = (low - top) // 3
    high_tone = grey[top : top + third][sky[top : top + third]].mean()
    low_tone = grey[low - third : low][sky[low - third : low]].mean()
    assert high_tone + 15 < low_tone

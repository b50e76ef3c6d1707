"""The values of a picture: subjects against their ground, night in three tones, skies."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch

from filmgen.previs.contrast import push_apart
from filmgen.previs.draw import draw_panel
from tests.previs.builders import NIGHT, panels

PANELS = panels()


@pytest.mark.parametrize("tone", [0.15, 0.9])
def test_the_ground_moves_away_from_the_subject_and_only_there(tone: float) -> None:
    value = np.full((180, 320), tone, np.float32)
    lead = np.zeros((180, 320), np.float32)
    lead[60:150, 140:180] = 1.0
    push = push_apart(value, lead, 320, apart=0.4, lighten=0.2, darken=0.1)
    assert push is not None
    push = cv2.resize(push, (320, 180))
    assert push[100, 132] > 0.05 if tone < 0.5 else push[100, 132] < -0.03
    assert abs(push[4, 4]) < 0.01
    on_device = push_apart(
        torch.tensor(value), torch.tensor(lead), 320, apart=0.4, lighten=0.2, darken=0.1
    )
    assert on_device is not None
    assert np.abs(cv2.resize(on_device.numpy(), (320, 180)) - push).max() < 0.01


def test_a_ground_that_is_far_enough_stays() -> None:
    value = np.full((180, 320), 0.95, np.float32)
    lead = np.zeros((180, 320), np.float32)
    lead[20:170, 100:220] = 1.0
    value[lead > 0] = 0.1
    push = push_apart(value, lead, 320, apart=0.4, lighten=0.2, darken=0.1)
    assert push is not None
    assert abs(float(cv2.resize(push, (320, 180))[90, 20])) < 0.02


def test_without_a_subject_nothing_is_pushed() -> None:
    value = np.full((180, 320), 0.5, np.float32)
    assert push_apart(value, value * 0, 320, apart=0.4, lighten=0.2, darken=0.1) is None


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
    panel = replace(panel, set_plan=replace(panel.set_plan, kind="beach"))  # no towers behind it
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

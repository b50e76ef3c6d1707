from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.effects.footage import plate_from_pictures
from filmgen.errors import TimelineError


def test_straight_alpha_is_premultiplied_in_linear_light(tmp_path: Path) -> None:
    frame = np.zeros((4, 6, 4), np.uint8)
    frame[..., 2] = 188  # red, about half the light in sRGB
    frame[..., 3] = 51
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"f{number}.png"), frame)
    plate = plate_from_pictures(tmp_path, Fraction(24))
    assert plate.rgba.shape == (3, 4, 6, 4)
    np.testing.assert_allclose(plate.rgba[0, 0, 0], [0.5029 * 0.2, 0, 0, 0.2], atol=2e-3)


def test_footage_on_black_adds_light(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((4, 4, 3), 65535, np.uint16))
    plate = plate_from_pictures(tmp_path, Fraction(25))
    assert plate.rgba[0, 0, 0].tolist() == [1, 1, 1, 0]


def test_what_cannot_be_a_plate_is_named(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="no pictures"):
        plate_from_pictures(tmp_path, Fraction(24))
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 4, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "b.png"), np.zeros((4, 5, 3), np.uint8))
    with pytest.raises(TimelineError, match=r"b\.png"):
        plate_from_pictures(tmp_path, Fraction(24))
    (tmp_path / "b.png").write_bytes(b"no picture")
    with pytest.raises(TimelineError, match=r"b\.png"):
        plate_from_pictures(tmp_path, Fraction(24))

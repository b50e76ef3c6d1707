"""A blast lights what stands around it, as long and as much as it shines itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Segment, Style
from filmgen.editorial.model import PlateMedia
from filmgen.effects.plates import write_plate
from filmgen.media import Plate
from tests.compositor.films import film, take

SIZE = (320, 180)
SHINES = (0.3, 1.0, 0.6, 0.2, *[0.0] * 20)
"""Its light frame by frame: a ball of fire, then smoke."""
ONSET, NIGHT = 4, 52
BLAST = PlateAnchor(
    "explosion", 0.8, 0.5, 0.8, 0.3, 0.6, 10.0,
    heart_m=(0.0, 0.0, 10.0), tan_w=18 / 35, size_m=6.0,
)  # fmt: skip
WALL = np.s_[40:140, 8:40]
"""Far from its plate: only its light is seen there."""


def blast(peak: float) -> np.ndarray:
    rgba = np.zeros((len(SHINES), 48, 48, 4), np.float32)
    yy, xx = np.mgrid[:48, :48]
    body = np.clip(1.3 - np.hypot((xx - 23.5) / 14, (yy - 24) / 14), 0, 1)
    for index, shine in enumerate(SHINES):
        rgba[index, ..., :3] = (body * shine)[..., None] * np.array([1.0, 0.5, 0.15]) * peak
        rgba[index, ..., :3] += 0.05 * body[..., None]
        rgba[index, ..., 3] = body * 0.8
    return rgba


def night(folder: Path, peak: float = 4.0, anchor: PlateAnchor = BLAST) -> Segment:
    """A dark wall behind it."""
    names = write_plate(folder / "blast", Plate(blast(peak), Fraction(24), loops=False))
    path = folder / "blast" / names[0]
    plate = PlateMedia(
        "explosion", anchor, path, Fraction(24), len(SHINES), False, "k", (), ONSET
    )  # fmt: skip
    one = take(folder, 1, 40, size=SIZE, overscan=0.0, plates=(plate,))
    picture = folder / "night.png"
    cv2.imwrite(str(picture), np.full((SIZE[1], SIZE[0], 3), NIGHT, np.uint8))
    np.save(folder / "depth.npy", np.full((SIZE[1], SIZE[0]), 13.0, np.float32))
    panel = replace(one.panels[0], picture=picture, depth=folder / "depth.npy")
    shot = replace(one, panels=(panel,))
    (segment,) = plan_segments(film(shot, size=SIZE), Style(burn_in="none", subtitles=False))
    return segment


def lit(segment: Segment) -> list[float]:
    """Code values of the wall beside it, in every frame from the one before it on."""
    numbers = range(ONSET - 1, ONSET + len(SHINES) + 2)
    return [float(frame_rgb(segment, n)[WALL].mean()) for n in numbers]


def test_its_light_follows_its_own_brightness(tmp_path: Path) -> None:
    before, *burning = lit(night(tmp_path))
    assert before == pytest.approx(burning[-1], abs=0.5), "it shines before or after itself"
    gained = np.array(burning[: len(SHINES)]) - before
    assert gained.argmax() == SHINES.index(1.0) and gained.max() > 25
    order = np.argsort(SHINES[:5])
    assert list(np.argsort(gained[:5])) == list(order)
    assert np.abs(gained[5:]).max() < 1.5, "its smoke shines"


def test_its_own_flames_are_not_burnt_out_by_its_light(tmp_path: Path) -> None:
    brightest = ONSET + SHINES.index(1.0)
    shining = frame_rgb(night(tmp_path, 1.3), brightest).astype(int)
    unlit = replace(BLAST, heart_m=(0.0, 0.0, -400.0))
    alone = frame_rgb(night(tmp_path, 1.3, unlit), brightest).astype(int)
    flames = np.s_[85:95, 155:165]
    assert alone[flames].mean((0, 1)) == pytest.approx(shining[flames].mean((0, 1)), abs=4)
    assert shining[WALL].mean() > alone[WALL].mean() + 12


def test_a_dim_ball_of_fire_that_is_mostly_smoke_is_a_light_too(tmp_path: Path) -> None:
    before, *burning = lit(night(tmp_path, 1.3))
    assert max(burning) > before + 12

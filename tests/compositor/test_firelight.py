"""Light of fires on what a panel shows: by distance, by side, around what hides it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.compositor.firelight import STEP, irradiance, surfaces
from filmgen.compositor.occlusion import occlusion, through_panes
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plate_media import FULL, clock, plate_frame
from filmgen.compositor.segments import Style, plan_segments
from filmgen.editorial.model import PlateMedia, TimelineShot
from filmgen.media import ByteArray
from tests.compositor.films import film, take

SIZE = (320, 180)
TAN_W = 18 / 35
PLAIN = Style(burn_in="none", subtitles=False)


def floor_depth(height_m: float = 1.5) -> np.ndarray:
    """Depth of a level floor under a level camera, sky above the horizon."""
    y = 1 - (np.arange(SIZE[1]) + 0.5) * 2 / SIZE[1]
    tan = y * TAN_W * 9 / 16
    depth = np.where(tan < -1e-3, height_m / np.maximum(-tan, 1e-3), np.inf)
    return np.repeat(depth[:, None], SIZE[0], 1).astype(np.float32)


def test_light_falls_with_the_square_of_distance_and_the_cosine_of_its_angle() -> None:
    scene = surfaces(floor_depth(), TAN_W, 16 / 9, 0.0)
    heart = (0.0, -0.5, 6.0)
    light = irradiance(scene, heart, 0.02)
    rows = slice(SIZE[1] * 6 // 10 // STEP, SIZE[1] // STEP)
    x, y, z = scene.points[:, rows]
    d = np.sqrt((x - heart[0]) ** 2 + (y - heart[1]) ** 2 + (z - heart[2]) ** 2)
    wanted = ((heart[1] + 1.5) / d + 0.12) / 1.12 / d**2  # the cosine, wrapped a little
    inner = np.s_[1:-1, 1:-1]
    assert light[rows][inner] == pytest.approx(wanted[inner], rel=0.12)
    assert light[: SIZE[1] // 2 // STEP - 1].max() == 0, "the sky is lit"


def test_who_stands_before_the_fire_stays_dark_with_a_rim() -> None:
    depth = np.full((SIZE[1], SIZE[0]), 9.0, np.float32)  # a wall
    xx = np.broadcast_to(np.arange(SIZE[0]), (SIZE[1], SIZE[0]))
    inside = np.abs(xx - 160) < 30
    depth[inside] = (3.0 - 0.3 * np.sqrt(1 - ((xx - 160) / 30.0) ** 2 * inside))[inside]
    scene = surfaces(depth, TAN_W, 16 / 9, 0.0)
    light = irradiance(scene, (-1.4, 0.0, 4.2), 0.3)
    row = light[SIZE[1] // 2 // STEP]
    middle, wall = 160 // STEP, 60 // STEP
    assert row[middle] < 0.05 * row[wall]
    left, right = row[(160 - 30) // STEP + 1], row[(160 + 30) // STEP - 1]
    assert left > 0.08 and left > 5 * max(row[middle], right), "no rim on the side of the fire"


def test_what_hides_the_flames_throws_a_shadow() -> None:
    depth = floor_depth()
    depth[80:166, 150:170] = np.minimum(depth[80:166, 150:170], 6.2)
    heart = (0.0, -0.8, 8.0)
    there = irradiance(surfaces(depth, TAN_W, 16 / 9, 0.0), heart, 0.2)
    without = irradiance(surfaces(floor_depth(), TAN_W, 16 / 9, 0.0), heart, 0.2)
    below = np.s_[170 // STEP : 178 // STEP, 156 // STEP : 164 // STEP]
    aside = np.s_[170 // STEP : 178 // STEP, 60 // STEP : 80 // STEP]
    assert there[below].mean() < 0.75 * without[below].mean()
    assert there[aside].mean() == pytest.approx(without[aside].mean(), rel=0.05)


def flame() -> np.ndarray:
    rgba = np.zeros((4, 48, 40, 4), np.float32)
    yy, xx = np.mgrid[:48, :40]
    body = np.clip(1.2 - np.hypot((xx - 19.5) / 8, (yy - 30) / 16), 0, 1)
    for n, gain in enumerate((0.8, 1.2, 0.9, 1.1)):
        rgba[n, :, :, :3] = (body * gain)[..., None] * np.array([3.5, 1.6, 0.4])
        rgba[n, :, :, 3] = body * 0.8
    return rgba


def night(folder: Path, anchor: PlateAnchor, frame: int = 1, **media: object) -> ByteArray:
    """A dark grey set on a level floor with a fire."""
    path = folder / "fire.npy"
    np.save(path, flame().astype(np.float16))
    plate = PlateMedia("fire", anchor, path, Fraction(24), 4, True, "k", **media)  # type: ignore[arg-type]
    one = take(folder, 1, 24, size=SIZE, overscan=0.0, plates=(plate,))
    picture = folder / "night.png"
    cv2.imwrite(str(picture), np.full((SIZE[1], SIZE[0], 3), 52, np.uint8))
    np.save(folder / "depth.npy", floor_depth())
    panel = replace(one.panels[0], picture=picture, depth=folder / "depth.npy")
    shot: TimelineShot = replace(one, panels=(panel,))
    (segment,) = plan_segments(film(shot, size=SIZE), PLAIN)
    return frame_rgb(segment, frame)


FIRE = PlateAnchor(
    "fire", 0.6, 0.5, 0.78, 0.2, 0.4, 6.0, heart_m=(0.0, -0.6, 6.0), tan_w=TAN_W, size_m=1.0
)


def test_the_floor_beside_a_fire_is_warm_and_bright_and_far_off_it_is_night(tmp_path: Path) -> None:
    frame = night(tmp_path, FIRE).astype(int)
    near, far = frame[168, 145:175].mean(axis=0), frame[175, :20].mean(axis=0)
    assert near.sum() > 1.4 * far.sum()
    assert near[0] > near[2] + 25, "its light is not warm"
    assert abs(frame[20] - frame[20].mean()).max() < 12, "the sky is lit"


def test_a_fire_out_of_frame_lights_its_side_of_the_picture(tmp_path: Path) -> None:
    away = replace(FIRE, x=-0.6, heart_m=(-3.6, -0.6, 5.0))
    frame = night(tmp_path, away).astype(int)
    left, right = frame[140:170, :40].sum(axis=2).mean(), frame[140:170, -40:].sum(axis=2).mean()
    assert left > right + 12
    behind = replace(away, x=-1.0, width=0.05, height=0.05, depth_m=50.0, heart_m=(0.0, 0.5, -1.0))
    frame = night(tmp_path, behind).astype(int)
    assert frame[172].mean() > frame[110].mean() + 0.8


def test_nothing_shines_before_it_begins(tmp_path: Path) -> None:
    dark = night(tmp_path, FIRE, 3, onset_frames=12).astype(int)
    assert np.abs(dark - 52).max() <= 2
    growing = night(tmp_path, FIRE, 16, onset_frames=12).astype(int)
    burning = night(tmp_path, FIRE, 23 + 12, onset_frames=12).astype(int)
    spot = np.s_[168, 145:175]
    assert dark[spot].mean() < growing[spot].mean() < burning[spot].mean()


def test_plates_begin_at_their_onset() -> None:
    rate = Fraction(24)
    assert [plate_frame(n, rate, rate, 3, True, 2) for n in range(6)] == [-1, -1, 0, 1, 2, 0]
    assert [plate_frame(n, rate, rate, 2, False, 2) for n in range(5)] == [-1, -1, 0, 1, -1]
    media = PlateMedia("fire", FIRE, Path("a"), rate, 3, True, "k", (), 2)
    grown = [clock(n, rate, media, 3)[1] for n in range(24)]
    assert grown[:2] == [0, 0] and grown[-1] == FULL and grown == sorted(grown)
    blast = replace(media, loops=False)
    assert clock(2, rate, blast, 3) == (0, FULL), "a blast does not fade in"


def test_things_before_the_flames_hide_them_and_what_burns_does_not() -> None:
    depth = np.full((40, 60), 8.0, np.float32)
    depth[:, :10] = 3.0  # nearer than the car
    depth[:, 20:30] = 5.2  # the car's own bonnet
    seen = occlusion(replace(FIRE, thick_m=2.0), depth, np.zeros((40, 60), np.uint8))
    assert seen is not None
    assert seen[20, 3] < 0.05 and seen[20, 25] > 0.95 and seen[20, 50] > 0.95
    figures = np.zeros((40, 60), np.uint8)
    figures[:, 20:30] = 1
    seen = occlusion(replace(FIRE, thick_m=2.0), depth, figures)
    assert seen is not None and seen[20, 25] < 0.05, "a person before it hides it"
    smoke = replace(FIRE, kind="smoke", thick_m=1.0)
    depth[:, 20:30] = 6.0
    seen = occlusion(smoke, depth, figures)
    assert seen is not None and 0.3 < seen[20, 25] < 0.7, "smoke veils who stands in it by half"


def test_rain_from_inside_is_only_seen_through_windows() -> None:
    window = ((0.5, 0.2), (0.8, 0.25), (0.8, 0.6), (0.5, 0.6))
    rain = replace(FIRE, kind="rain", fills_frame=True, panes=(window,), depth_m=5.0)
    depth = np.full((90, 160), 6.0, np.float32)
    depth[40:, 100:110] = 2.0  # somebody before the window
    seen = through_panes(rain, (80, 45), 0.0, depth)
    assert seen[18, 44] > 0.95 and seen[5, 5] == 0 and seen[40, 44] == 0
    assert seen[25, 52] < 0.1
    wide = through_panes(rain, (80, 45), 0.1, None)
    assert wide.sum() < 0.8 * through_panes(rain, (80, 45), 0.0, None).sum()

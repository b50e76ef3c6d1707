"""Light of fires on what a panel shows: by distance, by side, around what hides it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.compositor.light.firelight import STEP, irradiance, surfaces
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.plates.media import FULL, clock, plate_frame
from filmgen.compositor.plates.occlusion import occlusion, through_panes
from filmgen.compositor.segments import Style
from filmgen.editorial.model import PlateMedia, TimelineShot
from filmgen.effects.plates import write_plate
from filmgen.media import ByteArray, Plate
from tests.compositor.films import film, take

SIZE = (320, 180)
TAN_W = 18 / 35
FLOOR = slice(SIZE[1] * 6 // 10 // STEP, SIZE[1] // STEP)
"""Rows of the light that show the floor of `floor_depth`, none of them near the horizon."""
SKY_ROWS = SIZE[1] // 2 // STEP
NIGHT = 52
"""Code value of the set by night, where no light falls on it."""
PLAIN = Style(burn_in="none", subtitles=False)


def floor_depth(height_m: float = 1.5) -> np.ndarray:
    """Depth of a level floor under a level camera, sky above the horizon."""
    y = 1 - (np.arange(SIZE[1]) + 0.5) * 2 / SIZE[1]
    tan = y * TAN_W * 9 / 16
    depth = np.where(tan < -1e-3, height_m / np.maximum(-tan, 1e-3), np.inf)
    return np.repeat(depth[:, None], SIZE[0], 1).astype(np.float32)


def test_points_of_a_level_floor_lie_on_it_and_face_up() -> None:
    scene = surfaces(floor_depth(), TAN_W, 16 / 9, 0.0)
    assert scene.tan == pytest.approx((TAN_W, TAN_W * 9 / 16))
    x, y, z = scene.points[:, FLOOR]
    assert y == pytest.approx(-1.5, abs=0.13)  # a cell's depth is its first pixel's
    across = (np.arange(x.shape[1]) + 0.5) * 2 / x.shape[1] - 1
    assert x / z == pytest.approx(np.broadcast_to(across * TAN_W, x.shape), abs=1e-4)
    up = np.broadcast_to(np.array([0, 1, 0])[:, None, None], scene.normals[:, FLOOR].shape)
    assert scene.normals[:, FLOOR][:, 1:-1, 1:-1] == pytest.approx(up[:, 1:-1, 1:-1], abs=0.01)
    assert scene.there[FLOOR].min() == 1 and scene.there[: SKY_ROWS - 1].max() == 0


@pytest.mark.parametrize(
    "heart", [(0.0, -0.5, 6.0), (-3.6, -0.6, 5.0), (0.0, 0.5, -1.0)], ids=["in", "beside", "behind"]
)
def test_light_falls_with_the_square_of_distance_and_the_cosine_of_its_angle(
    heart: tuple[float, float, float],
) -> None:
    """Also from outside of the picture, where no depth tells what is between."""
    scene = surfaces(floor_depth(), TAN_W, 16 / 9, 0.0)
    light = irradiance(scene, heart, 0.02)
    x, y, z = scene.points[:, FLOOR]
    d = np.sqrt((x - heart[0]) ** 2 + (y - heart[1]) ** 2 + (z - heart[2]) ** 2)
    wanted = ((heart[1] - y) / d + 0.12) / 1.12 / d**2  # the cosine, wrapped a little
    inner = np.s_[1:-1, 1:-1]
    assert light[FLOOR][inner] == pytest.approx(wanted[inner], rel=0.025)
    assert light[: SKY_ROWS - 1].max() == 0, "the sky is lit"


def test_close_to_a_large_fire_its_light_grows_no_further() -> None:
    """Light of a ball is not that of a point: at half its size it is 1 / (2 r²), not 1 / r²."""
    wall = surfaces(np.full((SIZE[1], SIZE[0]), 4.0, np.float32), TAN_W, 16 / 9, 0.0)
    middle = np.s_[SIZE[1] // 2 // STEP, SIZE[0] // 2 // STEP]
    for radius in (0.1, 0.5, 1.0):
        light = irradiance(wall, (0.0, 0.0, 4.0 - radius), radius)[middle]
        assert light == pytest.approx(1 / (2 * radius**2), rel=0.1)


def test_who_stands_before_the_fire_stays_dark_with_a_rim() -> None:
    depth = np.full((SIZE[1], SIZE[0]), 9.0, np.float32)  # a wall
    xx = np.broadcast_to(np.arange(SIZE[0]), (SIZE[1], SIZE[0]))
    inside = np.abs(xx - 160) < 30
    depth[inside] = (3.0 - 0.3 * np.sqrt(1 - ((xx - 160) / 30.0) ** 2 * inside))[inside]
    scene = surfaces(depth, TAN_W, 16 / 9, 0.0)
    light = irradiance(scene, (-1.4, 0.0, 4.2), 0.3)
    row = light[SIZE[1] // 2 // STEP]
    left, right, wall = (160 - 30) // STEP + 1, (160 + 30) // STEP - 1, 60 // STEP
    assert row[left] > 2 * row[wall] > 0.05, "no rim on the side of the fire"
    assert row[left + 2 : right + 1].max() < 0.05 * row[wall], "the side that is seen is lit"


def test_what_hides_the_flames_throws_a_shadow() -> None:
    depth = floor_depth()
    depth[80:166, 150:170] = np.minimum(depth[80:166, 150:170], 6.2)
    heart = (0.0, -0.8, 8.0)
    there = irradiance(surfaces(depth, TAN_W, 16 / 9, 0.0), heart, 0.2)
    without = irradiance(surfaces(floor_depth(), TAN_W, 16 / 9, 0.0), heart, 0.2)
    below = np.s_[170 // STEP : 178 // STEP, 156 // STEP : 164 // STEP]
    aside = np.s_[170 // STEP : 178 // STEP, 60 // STEP : 80 // STEP]
    shade = there[below] / without[below]
    assert shade.min() >= 0.25 and shade.max() < 0.45, "flames are large: no shadow is black"
    assert there[aside] == pytest.approx(without[aside], rel=0.01)
    from_behind = (1.5, 0.5, -1.0)  # what is between is not in the picture
    left = np.s_[120 // STEP : 160 // STEP, 100 // STEP : 146 // STEP]
    post, none = (
        irradiance(surfaces(d, TAN_W, 16 / 9, 0.0), from_behind, 0.2)[left]
        for d in (depth, floor_depth())
    )
    assert post == pytest.approx(none, rel=0.01)
    edge = there[170 // STEP] / without[170 // STEP]
    assert ((edge > 0.5) & (edge < 0.95)).sum() >= 4, "its edges are hard"


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
    names = write_plate(folder / "fire", Plate(flame(), Fraction(24), loops=True))
    path = folder / "fire" / names[0]
    plate = PlateMedia("fire", anchor, path, Fraction(24), 4, True, "k", **media)  # type: ignore[arg-type]
    one = take(folder, 1, 24, size=SIZE, overscan=0.0, plates=(plate,))
    picture = folder / "night.png"
    cv2.imwrite(str(picture), np.full((SIZE[1], SIZE[0], 3), NIGHT, np.uint8))
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
    assert near.mean() > 1.8 * NIGHT, "no light beside the fire"
    assert near[0] > near[1] + 20 and near[1] > near[2] + 20, "its light is not warm"
    assert abs(far.mean() - NIGHT) < 12, "its light does not end"
    assert np.abs(frame[20] - NIGHT).max() <= 4, "the sky is lit"


def test_a_fire_out_of_frame_lights_its_side_of_the_picture(tmp_path: Path) -> None:
    away = replace(FIRE, x=-0.6, heart_m=(-3.6, -0.6, 5.0))
    frame = night(tmp_path, away).astype(int)
    floor = frame[140:170].mean(axis=0)
    assert floor[:40, 0].mean() > NIGHT + 15 and floor[-40:, 0].mean() < NIGHT + 5
    assert (np.diff(floor[:, 0].reshape(8, 40).mean(axis=1)) < 0).all(), "its light does not fall"
    assert floor[:40, 0].mean() > floor[:40, 2].mean() + 15, "its light is not warm"
    behind = replace(away, x=-1.0, depth_m=50.0, heart_m=(0.0, 0.5, -1.0), size_m=3.0)
    frame = night(tmp_path, behind).astype(int)
    assert (frame[176, :, 0] > frame[140, :, 0] + 5).all(), "what is at the lens's feet is not lit"
    assert (frame[:80] == NIGHT).all(), "the sky is lit"


def test_nothing_shines_before_it_begins_and_then_it_grows(tmp_path: Path) -> None:
    onset = 12
    for before in (3, onset - 1):
        assert (night(tmp_path, FIRE, before, onset_frames=onset) == NIGHT).all()
    # the loop has four frames: every fourth one flickers alike
    spot = np.s_[168, 145:175]
    frames = [night(tmp_path, FIRE, onset + n, onset_frames=onset)[spot] for n in range(0, 28, 4)]
    light = [float(frame.mean()) for frame in frames]
    assert light[0] == NIGHT
    assert light == sorted(light) and len(set(light)) >= 5, "it grows in leaps"
    assert light[5] == light[6] >= light[4], "it does not stay as it is when it has grown"


def test_its_light_flickers_with_the_flames(tmp_path: Path) -> None:
    """The plate's frames shine at .8, 1.2, .9 and 1.1 of their mean."""
    spot = np.s_[168, 145:175]
    light = [float(night(tmp_path, FIRE, n)[spot].mean()) for n in range(4)]
    assert np.argsort(light).tolist() == [0, 2, 3, 1]
    assert 1.2 * light[0] < light[1] < 1.4 * light[0]


def test_flames_that_leap_do_not_switch_the_room_on_and_off() -> None:
    """What a lens sees of a fire may triple; a room's light follows, within bounds."""
    from filmgen.compositor.light.exposure import _flickering

    leaps = np.array([0.3, 0.5, 0.9, 1.9, 2.2, 0.6, 0.8, 0.8], np.float32)
    levels = _flickering(leaps)
    assert np.array_equal(np.argsort(levels, kind="stable"), np.argsort(leaps, kind="stable"))
    assert levels.std() == pytest.approx(0.2, abs=0.01) and 0.6 < levels.min() < levels.max() < 1.5
    calm = _flickering(np.array([0.98, 1.02], np.float32))
    assert calm == pytest.approx([0.97, 1.03])


def test_plates_begin_at_their_onset() -> None:
    rate = Fraction(24)
    assert [plate_frame(n, rate, rate, 3, True, 2) for n in range(6)] == [-1, -1, 0, 1, 2, 0]
    assert [plate_frame(n, rate, rate, 2, False, 2) for n in range(5)] == [-1, -1, 0, 1, -1]
    media = PlateMedia("fire", FIRE, Path("a"), rate, 3, True, "k", (), 2)
    grown = [clock(n, rate, media, 3)[1] for n in range(24)]
    assert grown[:3] == [0, 0, 0] and grown == sorted(grown)
    assert set(grown) == set(range(FULL + 1)), "it grows in leaps"
    assert grown.index(FULL) == 2 + 18 - 1, "it grows for three quarters of a second"
    at_once = replace(media, onset_frames=0)
    assert clock(0, rate, at_once, 3) == (0, FULL), "what burns already does not fade in"
    blast = replace(media, loops=False)
    assert [clock(n, rate, blast, 3) for n in (1, 2, 5)] == [(-1, 0), (0, FULL), (-1, 0)]


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
    assert seen is not None
    assert seen[20, 25] < 0.05 and seen[20, 50] > 0.95, "a person before it hides it"
    figures[:] = 0
    figures[:, 50:] = 1  # at 8 m: behind it
    seen = occlusion(replace(FIRE, thick_m=2.0), depth, figures)
    assert seen is not None and seen[20, 55] > 0.95, "a person behind it hides it"
    figures[:] = 0
    figures[:, 20:30] = 1
    smoke = replace(FIRE, kind="smoke", thick_m=1.0)
    for there, share in ((5.8, 0.25), (6.0, 0.5), (6.2, 0.75)):
        depth[:, 20:30] = there
        seen = occlusion(smoke, depth, figures)
        assert seen is not None, "smoke veils who stands in it by half"
        assert seen[20, 25] == pytest.approx(share, abs=0.02)
    assert occlusion(FIRE, np.full((40, 60), 8.0, np.float32), None) is None, "nothing is nearer"
    assert occlusion(FIRE, None, None) is None


def test_rain_from_inside_is_only_seen_through_windows() -> None:
    window = ((0.5, 0.2), (0.8, 0.25), (0.8, 0.6), (0.5, 0.6))
    rain = replace(FIRE, kind="rain", fills_frame=True, panes=(window,), depth_m=5.0)
    depth = np.full((90, 160), 6.0, np.float32)
    depth[40:, 100:110] = 2.0  # somebody before the window
    seen = through_panes(rain, (80, 45), 0.0, depth)
    assert seen[18, 44] > 0.95 and seen[5, 5] == 0 and seen[40, 44] == 0
    bare = through_panes(rain, (80, 45), 0.0, None)
    assert seen[25, 52] < 0.1 and bare[25, 52] == 1, "who stands before the window is rained on"
    wide = through_panes(rain, (80, 45), 0.1, None)
    assert wide.sum() == pytest.approx(bare.sum() / 1.2**2, rel=0.03)
    columns = np.arange(80) + 0.5
    centre = (wide.sum(axis=0) * columns).sum() / wide.sum() / 80
    assert centre == pytest.approx((0.65 + 0.1) / 1.2, abs=0.01), "it moved with the overscan"

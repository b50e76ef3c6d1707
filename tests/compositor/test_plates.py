"""Plates over pictures: known values, places, occlusion, light."""

from __future__ import annotations

import errno
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import Move
from filmgen.compositor.colour import decode_srgb, encode_srgb
from filmgen.compositor.picture import frame_rgb, render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.plates.blend import KNEE, keep_and_add
from filmgen.compositor.plates.frame_file import FrameFile
from filmgen.compositor.plates.media import plate_frame
from filmgen.compositor.plates.unpacked import ONE, UnpackedPlate, laid_from
from filmgen.compositor.segments import Style
from filmgen.editorial.model import PlateMedia, TimelineShot
from filmgen.effects import plates
from filmgen.effects.delivery.exr import encode_exr
from filmgen.errors import WorkspaceError
from filmgen.media import ByteArray, Missing, Plate
from tests.compositor.films import film, take

PLAIN = Style(burn_in="none", subtitles=False)
SIZE = (160, 90)


def write_plate(
    folder: Path, rgba: np.ndarray, kind: str = "smoke", *, loops: bool = True, **anchor: object
) -> PlateMedia:
    names = plates.write_plate(folder / kind, Plate(rgba, Fraction(24), loops))
    path = folder / kind / names[0]
    values: dict[str, object] = {
        "kind": kind,
        "intensity": 0.6,
        "x": 0.5,
        "y": 1.0,
        "width": 1.0,
        "height": 1.0,
        "depth_m": 4.0,
    }
    place = PlateAnchor(**(values | anchor))  # type: ignore[arg-type]
    return PlateMedia(kind, place, path, Fraction(24), len(rgba), loops, f"key-{kind}")


def even(colour: tuple[float, float, float, float], frames: int = 2) -> np.ndarray:
    """A plate of one colour everywhere, premultiplied linear."""
    return np.broadcast_to(np.array(colour), (frames, 36, 64, 4)).copy()


def grey_take(folder: Path, code: int, *plates: PlateMedia, frames: int = 4) -> TimelineShot:
    one = take(folder, 1, frames, size=SIZE, overscan=0.0, plates=plates)
    path = folder / f"grey{code}.png"
    cv2.imwrite(str(path), np.full((SIZE[1], SIZE[0], 3), code, np.uint8))
    return replace(one, panels=(replace(one.panels[0], picture=path),))


def shown(shot: TimelineShot, number: int = 0) -> ByteArray:
    (segment,) = plan_segments(film(shot, size=SIZE), PLAIN)
    return frame_rgb(segment, number)


@pytest.mark.parametrize("code", [0, 90, 200, 255])
@pytest.mark.parametrize("rgba", [(0, 0, 0, 0.5), (0.2, 0.1, 0.05, 0.4), (0.3, 0.3, 0.3, 0.6)])
def test_over_in_linear_light_on_known_values(
    tmp_path: Path, code: int, rgba: tuple[float, float, float, float]
) -> None:
    plate = write_plate(tmp_path, even(rgba))
    centre = shown(grey_take(tmp_path, code, plate))[40:50, 70:90].reshape(-1, 3).mean(axis=0)
    under = decode_srgb(np.array(code / 255))
    expected = 255 * encode_srgb(np.array(rgba[:3]) + (1 - rgba[3]) * under)
    assert np.abs(centre - expected).max() <= 1.6  # 8-bit Y'CbCr rounds


@given(
    st.floats(0, 1),
    st.tuples(st.floats(0, 60), st.floats(0, 60), st.floats(0, 60)),
)
def test_no_plate_clips_and_reflections_are_exact(
    alpha: float, colour: tuple[float, float, float]
) -> None:
    rgba = np.array([[[*(c * max(alpha, 0.05) for c in colour), alpha]]], np.float32)
    keep, add = keep_and_add(rgba)
    keep = np.broadcast_to(keep, add.shape)
    assert (keep >= 0).all()
    assert (keep + add <= 1 + 1e-5).all()
    if max(colour) <= KNEE and alpha >= 0.05:
        assert keep == pytest.approx(1 - alpha, abs=1e-5)
        assert add[:, 0, 0] == pytest.approx(rgba[0, 0, :3], abs=1e-5)


def test_bright_flames_keep_their_colours_apart() -> None:
    heats = np.linspace(0.2, 4.0, 20)
    rgba = np.zeros((1, 20, 4), np.float32)
    for i, ratio in enumerate((1.0, 0.45, 0.12)):
        rgba[0, :, i] = heats * ratio
    rgba[0, :, 3] = 0.3
    _, add = keep_and_add(rgba)
    codes = 255 * encode_srgb(add[:, 0].astype(np.float64))
    for channel in codes:
        assert (np.diff(channel) > 0).all(), "hotter must stay brighter"
    assert codes[1, -1] < 250, "the hottest flame is flat"


def test_a_plate_stands_where_its_anchor_says(tmp_path: Path) -> None:
    plate = write_plate(
        tmp_path, even((0, 0, 0, 1.0)), x=0.25, y=0.8, width=0.2, height=0.4, fills_frame=False
    )
    dark = shown(grey_take(tmp_path, 220, plate))[:, :, 1] < 110
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert (columns[0], columns[-1] + 1) == pytest.approx((24, 56), abs=1.1)
    assert (rows[0], rows[-1] + 1) == pytest.approx((36, 72), abs=1.1)


def test_a_plate_holds_to_the_picture_through_a_move(tmp_path: Path) -> None:
    """A mark in the picture and a plate on it stay together while the camera pans."""
    overscan = 0.08
    width, height = round(320 * 1.16), round(180 * 1.16)
    x, y = (0.4 + overscan) * width / 1.16 - 0.5, (0.5 + overscan) * height / 1.16 - 0.5
    yy, xx = np.mgrid[:height, :width]
    mark = np.clip(15 - np.hypot(xx - x, yy - y), 0, 1) * 127 + 128
    rgb = np.rint(mark[..., None] * np.ones(3)).astype(np.uint8)
    path = tmp_path / "mark.png"
    cv2.imwrite(str(path), rgb)
    disc = np.zeros((1, 64, 64, 4), np.float32)
    yy, xx = np.mgrid[:64, :64]
    disc[0, :, :, 3] = np.clip(14 - np.hypot(xx - 31.5, yy - 31.5), 0, 1)
    plate = write_plate(tmp_path, disc, x=0.4, y=0.5 + 16 / 180, width=32 / 320, height=32 / 180)
    one = take(tmp_path, 1, 30, move=Move.PAN, size=(320, 180), overscan=overscan, plates=(plate,))
    one = replace(one, panels=(replace(one.panels[0], picture=path),))
    (segment,) = plan_segments(film(one, size=(320, 180)), PLAIN)
    places = []
    for number in (0, 15, 29):
        grey = frame_rgb(segment, number)[:, :, 1].astype(float)
        centres = []
        for mask in (grey > 180, grey < 60):
            assert mask.sum() > 40
            centres.append(np.argwhere(mask).mean(axis=0))
        assert centres[0] == pytest.approx(centres[1], abs=0.8)
        places.append(centres[1][1])
    assert abs(places[2] - places[0]) > 10


def test_nearer_figures_hide_a_plate_and_farther_ones_do_not(tmp_path: Path) -> None:
    plate = write_plate(tmp_path, even((0, 0, 0, 1.0)), depth_m=4.0)
    one = grey_take(tmp_path, 220, plate)
    depth = np.full((90, 160), 8.0, np.float16)
    ids = np.zeros((90, 160), np.uint8)
    depth[20:70, 20:60], ids[20:70, 20:60] = 2.0, 1
    depth[20:70, 90:130], ids[20:70, 90:130] = 6.0, 2
    depth[:10] = 1.0  # something near that is no figure
    np.save(tmp_path / "depth.npy", depth)
    cv2.imwrite(str(tmp_path / "ids.png"), ids)
    panel = replace(one.panels[0], depth=tmp_path / "depth.npy", figure_ids=tmp_path / "ids.png")
    frame = shown(replace(one, panels=(panel,)))[:, :, 1]
    assert frame[30:60, 26:54].min() > 210
    assert frame[30:60, 96:124].max() < 8
    assert frame[2:6].min() > 210, "what is nearer than it and no part of it hides it too"
    edge = frame[45, 54:66].astype(int)
    assert ((edge > 20) & (edge < 200)).any(), "the edge should be soft"


def test_depth_as_a_picture_of_millimetres(tmp_path: Path) -> None:
    plate = write_plate(tmp_path, even((0, 0, 0, 1.0)), depth_m=4.0)
    one = grey_take(tmp_path, 220, plate)
    depth = np.full((90, 160), 65535, np.uint16)
    depth[:, :80] = 2000
    cv2.imwrite(str(tmp_path / "depth.png"), depth)
    panel = replace(one.panels[0], depth=tmp_path / "depth.png")
    frame = shown(replace(one, panels=(panel,)))[:, :, 1]
    assert frame[:, :70].min() > 210
    assert frame[:, 90:].max() < 8


def test_fire_lights_and_reads_even_on_white_paper(tmp_path: Path) -> None:
    flame = np.zeros((4, 48, 48, 4), np.float32)
    yy, xx = np.mgrid[:48, :48]
    body = np.clip(1.2 - np.hypot((xx - 23.5) / 9, (yy - 28) / 18), 0, 1)
    for n, gain in enumerate((0.7, 1.3, 0.8, 1.2)):
        flame[n, :, :, :3] = (body * gain)[..., None] * np.array([3.5, 1.6, 0.4])
        flame[n, :, :, 3] = body * 0.8
    plate = write_plate(tmp_path, flame, "fire", x=0.5, y=0.9, width=0.35, height=0.7)
    white = grey_take(tmp_path, 250, plate)
    frame = shown(white, 1).astype(int)
    flames = frame[30:85, 55:105]
    assert (flames[..., 0] - flames[..., 2]).max() > 90, "the flame has no colour"
    around, far = frame[45, 106], frame[8, 8]
    assert around[0] < 245, "nothing was stopped down around the flame"
    assert around[0] > around[2], "its light is not warm"
    assert far.max() <= 250
    assert shown(white, 0)[60, 108].mean() != shown(white, 1)[60, 108].mean(), "no flicker"
    night = shown(grey_take(tmp_path, 40, plate), 1).astype(int)
    assert night[60, 106].sum() > night[8, 8].sum() + 12, "it lights nothing at night"


@pytest.mark.parametrize("smoke_m", [3.6, 4.0, 6.0])
def test_flames_are_before_their_smoke_however_the_camera_leans(
    tmp_path: Path, smoke_m: float
) -> None:
    fire = write_plate(tmp_path, even((2.5, 1.0, 0.2, 0.9)), "fire", depth_m=4.0)
    smoke = write_plate(tmp_path, even((0.1, 0.1, 0.1, 0.9)), "smoke", depth_m=smoke_m)
    for order in ((fire, smoke), (smoke, fire)):
        frame = shown(grey_take(tmp_path, 60, *order)).astype(float)
        assert frame[..., 0].mean() > 180, "smoke covers the fire it rises from"
    away = write_plate(tmp_path, even((0.1, 0.1, 0.1, 0.9)), "smoke", depth_m=2.0)
    assert shown(grey_take(tmp_path, 60, fire, away)).astype(float)[..., 0].mean() < 160


@pytest.mark.parametrize("kind", ["steam", "dust"])
@pytest.mark.parametrize("code", [30, 100, 140, 160, 200, 245])
def test_steam_is_seen_over_whatever_is_behind_it(tmp_path: Path, kind: str, code: int) -> None:
    wisp = write_plate(tmp_path, even((0.2, 0.2, 0.2, 0.36)), kind)
    seen = shown(grey_take(tmp_path, code, wisp)).astype(float).mean() - code
    assert abs(seen) > 14
    assert (seen < 0) == (code >= 160), "grey over paper, white over the dark"


def test_weather_fills_the_frame(tmp_path: Path) -> None:
    fog = write_plate(tmp_path, even((0.35, 0.35, 0.35, 0.5)), "fog", fills_frame=True)
    frame = shown(grey_take(tmp_path, 40, fog))
    fogged = encode_srgb(np.array(0.7)) * 255
    assert frame.astype(float).mean() == pytest.approx((40 + fogged) / 2, abs=2)
    assert frame.std() < 1.5


def test_plates_loop_or_end() -> None:
    rate = Fraction(24)
    assert [plate_frame(n, rate, rate, 3, True) for n in range(5)] == [0, 1, 2, 0, 1]
    assert [plate_frame(n, rate, rate, 3, False) for n in range(5)] == [0, 1, 2, -1, -1]
    assert [plate_frame(n, rate, Fraction(12), 3, True) for n in range(5)] == [0, 0, 1, 1, 2]


def test_a_plate_that_ends_leaves_the_picture_clear(tmp_path: Path) -> None:
    plate = write_plate(tmp_path, even((0, 0, 0, 1.0), frames=2), loops=False)
    one = grey_take(tmp_path, 200, plate)
    assert shown(one, 1).mean() < 5
    assert abs(shown(one, 2).mean() - 200) < 2


def unpacked(folder: Path, rgba: np.ndarray, scratch: Path | None = None) -> UnpackedPlate:
    plates.write_plate(folder, Plate(rgba, Fraction(24), loops=True))
    return UnpackedPlate(plates.read_plate(folder), scratch)


def test_what_a_plate_never_touches_is_not_composed(tmp_path: Path) -> None:
    rgba = np.zeros((4, 40, 60, 4), np.float16)
    rgba[2, 10:20, 30:40, 3] = 0.5
    rgba[1, 25:27, 33, 0] = 0.01
    plate = unpacked(tmp_path / "a", rgba)
    assert [plate.box(i) for i in range(4)] == [
        (0, 0, 0, 0), (33, 25, 34, 27), (30, 10, 40, 20), (0, 0, 0, 0)
    ]  # fmt: skip
    assert plate.touched == (29, 9, 41, 28)
    assert unpacked(tmp_path / "b", np.zeros((2, 8, 8, 4), np.float16)).touched is None


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_plates_in_fixed_point_are_the_plates(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rgba = rng.random((24, 32, 4)).astype(np.float32) ** 2
    rgba[..., :3] *= rng.choice([0.3, 1.0, 5.0])  # ash, steam, flames
    rgba[rng.random((24, 32)) < 0.3] = 0.0
    halves = rgba.astype(np.float16)
    laid = laid_from(halves).astype(np.float64) / ONE
    keep, add = keep_and_add(halves)
    assert np.abs(1 - laid[..., 3] - keep).max() < 1e-5
    assert np.abs(laid[..., :3].transpose(2, 0, 1) - add).max() < 1e-5


def test_processes_with_one_scratch_folder_unpack_a_plate_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rgba = np.random.default_rng(1).random((5, 12, 16, 4)).astype(np.float16)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    one = unpacked(tmp_path / "plate", rgba, scratch)
    laid = one.laid.copy()
    read: list[int] = []
    frame = plates.KeptPlate.frame

    def noted(kept: plates.KeptPlate, index: int) -> np.ndarray:
        read.append(index)
        return frame(kept, index)

    monkeypatch.setattr(plates.KeptPlate, "frame", noted)
    again = UnpackedPlate(plates.read_plate(tmp_path / "plate"), scratch)
    assert (again.laid == laid).all() and not read
    assert (again.rgba == rgba).all() and read == [0, 1, 2, 3, 4]
    alone = UnpackedPlate(plates.read_plate(tmp_path / "plate"))
    assert (alone.laid == laid).all() and len(read) == 10


def test_what_a_dead_process_had_begun_is_unpacked_by_the_next(tmp_path: Path) -> None:
    fields: list[tuple[str, type, tuple[int, ...]]] = [("light", np.uint16, (3, 2))]
    path = tmp_path / "frames"
    dead = FrameFile(path, fields, 4)

    def dies(index: int) -> None:
        dead.put(index, "light", np.full((2, 2), index + 1), row=1)
        if index == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dead.fill(dies)
    made: list[int] = []
    after = FrameFile(path, fields, 4)
    after.fill(made.append)
    assert made == [3, 2], "what another may be working on comes last"
    assert after.records["light"][0].tolist() == [[0, 0], [1, 1], [1, 1]]


def test_plates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    good = write_plate(tmp_path, even((0, 0, 0, 0.5)))
    for kind in ("fire", "fog"):
        write_plate(tmp_path, even((0, 0, 0, 0.5)), kind)
    broken, small = tmp_path / "fire" / "plate.0002.exr", tmp_path / "fog" / "plate.0002.exr"
    broken.write_bytes(broken.read_bytes()[:300])
    small.write_bytes(encode_exr(np.zeros((8, 8, 4), np.float16)))
    one = grey_take(
        tmp_path,
        200,
        replace(good, kind="fire", sequence=broken.with_name("plate.0001.exr")),
        replace(good, kind="fog", sequence=small.with_name("plate.0001.exr")),
        replace(good, kind="steam", sequence=tmp_path / "steam" / "plate.0001.exr"),
        replace(good, kind="dust", sequence=Missing("no engine")),
    )
    (segment,) = plan_segments(film(one, size=SIZE), PLAIN)
    report = render_segment(segment, tmp_path / "a.mp4")
    assert [w.split(": ")[0] for w in report.warnings] == [
        "sc001_sh010 plate fire",
        "sc001_sh010 plate fog",
        "sc001_sh010 plate steam",
        "sc001_sh010 plate dust",
    ]
    for words, warning in zip(
        ("plate.0002.exr", "8x8 instead of the plate's 64x36", "no readable plate", "no engine"),
        report.warnings,
        strict=True,
    ):
        assert words in warning
    assert abs(shown(one).mean() - 200) < 2


def test_snow_and_rain_are_seen_on_paper_under_an_overcast_sky(tmp_path: Path) -> None:
    flake = np.zeros((1, 36, 64, 4))
    flake[0, 12:24, 20:40] = (0.9, 0.9, 0.9, 1.0)
    snow = write_plate(tmp_path, flake, "snow", fills_frame=True)
    frame = shown(grey_take(tmp_path, 245, snow))[:, :, 1].astype(int)
    assert frame[40:50, 65:85].min() > frame[5:15, 5:15].max() + 30
    night = shown(grey_take(tmp_path, 0, snow))
    assert night[5:15, 5:15].max() <= 2, "black must stay black"


def test_plates_are_unpacked_beside_the_film_and_leave_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = grey_take(tmp_path, 200, write_plate(tmp_path, even((0, 0, 0, 0.5))))
    (segment,) = plan_segments(film(one, size=SIZE), PLAIN)
    folder = tmp_path / "film"
    folder.mkdir()
    asked: list[Path] = []
    put = FrameFile.put

    def noted(file: FrameFile, *values: object, **more: object) -> None:
        asked.extend(path.parent.parent for path in folder.rglob("*.laid"))
        put(file, *values, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FrameFile, "put", noted)
    render_segment(segment, folder / "segment.mp4")
    assert set(asked) == {folder}
    assert [path.name for path in folder.iterdir()] == ["segment.mp4"]

    def full(*_: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FrameFile, "put", full)
    with pytest.raises(WorkspaceError, match=f"{folder}/.*: the disk is full"):
        render_segment(segment, folder / "again.mp4")
    assert [path.name for path in folder.iterdir()] == ["segment.mp4"]

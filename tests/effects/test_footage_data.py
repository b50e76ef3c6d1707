"""Footage as training data: clips found, fitted and turned into fields."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.effects.clips import COLUMNS, FOOT_INSET, ROWS, read_dataset, read_run, run_paths
from filmgen.effects.delivery.writer import write_plate_files
from filmgen.effects.footage.data import LEAST_FRAMES, dataset_of, find_clips
from filmgen.effects.footage.fields import fields_of, fitted_light, lean_of
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray
from filmgen.progress import Silent

FILM = Fraction(24)


def flame(width: int = 90, height: int = 60, *, x: float = 60.0, lean: float = 0.0) -> FloatArray:
    """One frame: a warm tongue that stands at (x, 50) and is 40 px tall, premultiplied light."""
    row, column = np.mgrid[:height, :width].astype(np.float32) + 0.5
    above = np.clip((50.0 - row) / 40.0, 0.0, 1.0)
    half = 8.0 * np.sqrt(np.clip(1.0 - above, 0.0, 1.0)) * ((row < 50) & (row > 10))
    inside = np.clip(half - np.abs(column - x - lean * above * 20.0), 0.0, 1.0)
    bright = inside * (1.5 - above)
    return np.dstack((bright, 0.45 * bright, 0.1 * bright, 0.6 * inside)).astype(np.float32)


def write_frames(folder: Path, frames: list[FloatArray], *, alpha: bool = True) -> Path:
    folder.mkdir(parents=True)
    for number, frame in enumerate(frames):
        straight = frame[..., :3] / np.maximum(frame[..., 3:], 1e-4) if alpha else frame[..., :3]
        code = np.clip(straight, 0.0, 1.0) ** (1 / 2.2)
        pixels = np.dstack((code[..., ::-1], frame[..., 3])) if alpha else code[..., ::-1]
        cv2.imwrite(str(folder / f"{number:04d}.png"), (255 * pixels + 0.5).astype(np.uint8))
    return folder


def convert(data: Path, run: Path) -> Path:
    return dataset_of(data, run, rate=FILM, progress=Silent())


def fields_in(folder: Path, kind: str) -> list[FloatArray]:
    return [read_run(p, FILM).fields for p in run_paths(folder, (kind,), held_out=None)]


def test_the_element_stands_where_a_simulated_one_does() -> None:
    light = fitted_light([flame()] * 3, Path("clip"))
    assert light.shape == (3, ROWS, COLUMNS, 4)
    shown = light[0, ..., 3]
    rows = np.flatnonzero(shown.max(axis=1) > 0.1)
    assert abs(rows[-1] + 1 - ROWS * (1 - FOOT_INSET)) <= 1.5
    assert rows[0] <= 3  # as large as fits
    foot = shown[rows[-1] - 4 : rows[-1]].sum(axis=0)
    assert abs((foot * np.arange(COLUMNS)).sum() / foot.sum() - (COLUMNS - 1) / 2) < 1.0


def test_a_wide_element_stays_whole() -> None:
    frame = np.zeros((40, 200, 4), np.float32)
    frame[20:35, 10:190] = (0.2, 0.2, 0.2, 0.5)
    shown = fitted_light([frame], Path("clip"))[0, ..., 3]
    assert shown[:, 0].max() < 0.4 and shown[:, 2:-2].max(axis=0).min() > 0.3


def test_flames_become_heat_and_smoke_becomes_depth() -> None:
    light = np.zeros((2, ROWS, COLUMNS, 4), np.float32)
    light[:, 25:40, 10:20] = (0.9, 0.4, 0.08, 0.5)  # warm: it shines
    light[:, 5:20, 10:20] = (0.11, 0.10, 0.10, 0.75)  # grey: it is lit
    heat, depth, scatter = fields_of(light, "fire", has_alpha=True)[0]
    assert heat[30, 15] == pytest.approx(1.0, abs=0.02)
    assert depth[30, 15] < 0.05
    assert heat[10, 15] < 0.1
    assert depth[10, 15] == pytest.approx(-np.log(0.25), abs=0.1)
    assert 0.3 < scatter[10, 15] <= 0.75
    assert not heat[0, 0] and not depth[0, 0] and not scatter[0, 0]
    assert not fields_of(light, "smoke", has_alpha=True)[:, 0].any()


def test_smoke_on_black_has_the_depth_its_light_tells() -> None:
    light = np.zeros((1, ROWS, COLUMNS, 4), np.float32)
    light[0, :24, :, :3], light[0, 24:, :, :3] = 0.5, 0.1
    depth = fields_of(light, "smoke", has_alpha=False)[0, 1]
    assert depth[5, 5] > 3 > 0.5 > depth[40, 5] > 0.1


def test_scatter_is_never_more_than_the_depth_allows() -> None:
    rng = np.random.default_rng(1)
    light = rng.uniform(0, 1, (3, ROWS, COLUMNS, 4)).astype(np.float32)
    for kind in ("fire", "smoke", "explosion", "steam", "dust"):
        for has_alpha in (True, False):
            fields = fields_of(light, kind, has_alpha=has_alpha)
            assert np.isfinite(fields).all() and fields.min() >= 0
            assert (fields[:, 2] <= -np.expm1(-fields[:, 1]) + 1e-5).all()


def test_wind_is_seen_in_the_lean() -> None:
    leans = [
        lean_of(fields_of(fitted_light([flame(lean=a)], Path("x")), "fire", has_alpha=True))
        for a in (-1.0, 0.0, 1.0)
    ]
    assert leans[0] < -0.15 < 0.15 < leans[2]
    assert abs(leans[1]) < 0.05


def test_folders_of_frames_on_black_and_plates_of_ours_become_one_dataset(tmp_path: Path) -> None:
    data, run = tmp_path / "data", tmp_path / "run"
    frames = [flame(x=60 + n % 3) for n in range(LEAST_FRAMES)]
    write_frames(data / "fire" / "a", frames)
    write_frames(data / "fire" / "b", frames, alpha=False)
    write_plate_files(
        data / "smoke", [f.astype(np.float16) for f in frames], rate=FILM, loops=False,
        formats=["exr"], provenance={}, name="smoke",
    )  # fmt: skip
    folder = convert(data, run)
    dataset = read_dataset(folder)
    assert (dataset.kinds, dataset.rate, dataset.rows) == (("fire", "smoke"), FILM, ROWS)
    with_alpha, on_black = fields_in(folder, "fire")
    assert with_alpha.shape == (LEAST_FRAMES, 3, ROWS, COLUMNS)
    close = np.abs(with_alpha[:, 0] - on_black[:, 0]).mean() / with_alpha[:, 0].mean()
    assert close < 0.25  # the same flames, however they were saved
    assert len(fields_in(folder, "smoke")) == 1


def test_the_fields_are_made_once_and_again_when_footage_changes(tmp_path: Path) -> None:
    data, run = tmp_path / "data", tmp_path / "run"
    frames = [flame()] * LEAST_FRAMES
    write_frames(data / "fire" / "a", frames)
    made = next(run_paths(convert(data, run), ("fire",), held_out=None))
    stamp = made.stat().st_mtime_ns
    convert(data, run)
    assert made.stat().st_mtime_ns == stamp
    write_frames(data / "fire" / "b", frames)
    assert len(fields_in(convert(data, run), "fire")) == 2


def test_long_clips_are_cut_so_that_some_are_held_out(tmp_path: Path) -> None:
    write_frames(tmp_path / "data" / "fire" / "a", [flame()] * 24 * 30)
    folder = convert(tmp_path / "data", tmp_path / "run")
    assert len(list(run_paths(folder, ("fire",), held_out=True))) == 1
    assert sum(len(f) for f in fields_in(folder, "fire")) == 24 * 30


def test_a_dataset_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text("{}", encoding="utf-8")
    assert convert(tmp_path, tmp_path / "run") == tmp_path


@pytest.mark.parametrize(
    "case", ["none", "empty", "loose", "kind", "short", "sizes", "damaged", "black"]
)
def test_footage_that_cannot_be_used_is_one_line_that_names_it(tmp_path: Path, case: str) -> None:
    data = tmp_path / "data"
    says = {
        "none": "no such folder",
        "empty": "neither a dataset",
        "loose": "0001.png: lies in no folder",
        "kind": "did you mean smoke",
        "short": "film longer",
        "sizes": "save all frames in one size",
        "damaged": "0002.png",
        "black": "nothing but black",
    }[case]
    frames = [flame()] * LEAST_FRAMES
    if case != "none":
        data.mkdir()
    if case == "loose":
        cv2.imwrite(str(data / "0001.png"), np.zeros((8, 8, 3), np.uint8))
    elif case == "kind":
        write_frames(data / "smok" / "a", frames)
    elif case == "short":
        write_frames(data / "fire" / "a", frames[:-1])
    elif case == "black":
        write_frames(data / "fire" / "a", [np.zeros_like(f) for f in frames], alpha=False)
    elif case in ("sizes", "damaged"):
        clip = write_frames(data / "fire" / "a", frames)
        if case == "sizes":
            cv2.imwrite(str(clip / "0002.png"), np.zeros((8, 8, 4), np.uint8))
        else:
            (clip / "0002.png").write_bytes((clip / "0002.png").read_bytes()[:60])
    with pytest.raises(WorkspaceError, match=says) as caught:
        convert(data, tmp_path / "run")
    assert "\n" not in str(caught.value)


def test_add_plates_and_hidden_files_are_no_clips_of_their_own(tmp_path: Path) -> None:
    write_frames(tmp_path / "fire" / "a", [flame()] * LEAST_FRAMES)
    (tmp_path / "fire" / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".thumbs").mkdir()
    assert [clip.footage.path.name for clip in find_clips(tmp_path)] == ["a"]

"""The parts of the engine `diffusers` that need no model: controls, budget, portions, sizes."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.blocking.model import Camera, Figure, Look, StagedPanel
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.diffusion.budget import within
from filmgen.engines.storyboard.diffusion.controls import control_picture, depth_picture
from filmgen.engines.storyboard.diffusion.portions import OutOfMemory, Portions
from filmgen.engines.storyboard.diffusion.references import CastFolder, view_of
from filmgen.engines.storyboard.diffusion.run import work_size
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.media import Frame
from tests.previs.builders import panels


@pytest.fixture(scope="module")
def frame() -> Frame:
    return PrevisEngine().draw(FrameRequest(panels()["two-day"], 320, 180, 0.0, "ink", 7))


# Controls


def test_depth_is_near_white_and_far_black() -> None:
    depth = np.array([[1.0, 2.0, 4.0, np.inf]], np.float32).repeat(40, axis=0)
    row = depth_picture(depth)[0].astype(int)
    assert row[0] == 255 and row[3] == 0
    assert row[1] == pytest.approx(128, abs=1)  # inverse depth: half at twice the distance
    assert row[2] == pytest.approx(64, abs=1)
    assert not depth_picture(np.full((4, 4), np.inf, np.float32)).any()


def test_people_are_nearer_than_the_wall_behind_them(frame: Frame) -> None:
    picture = control_picture("depth", frame, (180, 320))
    assert frame.figure_ids is not None and frame.depth_m is not None
    people = frame.figure_ids > 0
    far = frame.depth_m > np.median(frame.depth_m[people]) + 1.0
    assert picture[people].mean() > picture[far].mean() + 40


def test_lines_are_white_on_black_and_lie_where_the_edges_are(frame: Frame) -> None:
    canny, scribble, lineart = (
        control_picture(kind, frame, (180, 320))[:, :, 0]
        for kind in ("canny", "scribble", "lineart")
    )
    assert set(np.unique(canny)) == set(np.unique(scribble)) == {0, 255}
    np.testing.assert_array_equal(lineart, frame.passes["edges"])
    assert 0.01 < (canny > 0).mean() < 0.3
    assert (canny > 0).sum() < (scribble > 0).sum() and (scribble[canny > 0] == 255).all()
    assert len(np.unique(lineart)) > 20  # the pen's weight


def test_poses_are_coloured_sticks_on_the_people(frame: Frame) -> None:
    size = (96, 168)
    picture = control_picture("openpose", frame, size)
    assert picture.shape == (*size, 3)
    drawn = picture.max(axis=2) > 0
    assert 0.002 < drawn.mean() < 0.3
    assert len(np.unique(picture[drawn].reshape(-1, 3), axis=0)) > 8
    import cv2

    assert frame.figure_ids is not None
    people = cv2.resize(frame.figure_ids, size[::-1], interpolation=cv2.INTER_NEAREST) > 0
    people = cv2.dilate(people.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert (drawn & people).sum() > 0.6 * drawn.sum()


# Budget


def letters(most: int) -> Any:
    return lambda text: len(text) <= most


def test_phrases_are_kept_in_order_and_the_rest_is_told() -> None:
    text = "ink drawing, a man on a quay, night, 35mm lens"
    assert within(text, letters(100)) == (text, "")
    assert within(text, letters(35)) == ("ink drawing, a man on a quay, night", "35mm lens")
    assert within(text, letters(27)) == ("ink drawing, a man on a", "quay, night, 35mm lens")
    assert within(text, letters(18)) == ("ink drawing", "a man on a quay, night, 35mm lens")
    assert within("several", letters(3)) == ("", "several")


@settings(deadline=None)
@given(st.lists(st.text("ab cd", max_size=20), min_size=1, max_size=8), st.integers(1, 90))
def test_nothing_is_lost(phrases: list[str], most: int) -> None:
    text = ", ".join(phrases)
    kept, cut = within(text, letters(most))
    assert len(kept) <= most
    words = [w for w in text.replace(",", " ").split() if w]
    assert [w for w in f"{kept} {cut}".replace(",", " ").split() if w] == words


# Portions


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 9), st.integers(1, 9))
def test_every_job_is_done_once_and_in_order(jobs: int, size: int, holds: int) -> None:
    done: list[int] = []

    def run(portion: Sequence[int]) -> Sequence[int]:
        if len(portion) > holds:
            raise OutOfMemory
        done.extend(portion)
        return [job * 2 for job in portion]

    portions = Portions(run, lambda: "", size)
    results = list(portions.results(range(jobs)))
    assert results == [(job, job * 2) for job in range(jobs)]
    assert done == list(range(jobs))
    assert portions.size <= size
    assert bool(portions.told) == (min(size, jobs) > holds)


def test_relief_is_tried_once_and_what_never_fits_is_none() -> None:
    relief = ["rested", ""]

    def run(portion: Sequence[str]) -> Sequence[str]:
        if "huge" in portion:
            raise OutOfMemory
        return portion

    portions = Portions(run, lambda: relief.pop(0), 2)
    results = dict(portions.results(["a", "huge", "b"]))
    assert results == {"a": "a", "huge": None, "b": "b"}
    assert portions.told == [
        "out of memory drawing 2 at once; going on with 1",
        "out of memory drawing one picture; rested",
    ]


# Pictures of the cast


def figure(turned_deg: float = 0.0, gaze: tuple[float, float, float] | None = None) -> Figure:
    joints = (("head", (0.0, 1.6, 0.0)), ("l_knee", (0.1, 0.5, 0.0)), ("r_knee", (-0.1, 0.5, 0.0)))
    return Figure("MR. CRANE", Look(), "stand", (0.0, 0.0, 0.0), math.radians(turned_deg), joints,
                  gaze=gaze)  # fmt: skip


WIDE = Camera((0.0, 1.2, 5.0), (0.0, 1.0, 0.0), 35.0, 16 / 9)
CLOSE = Camera((0.0, 1.6, 1.2), (0.0, 1.6, 0.0), 50.0, 16 / 9)


@pytest.mark.parametrize(
    ("turned", "wide", "close"),
    [(0, "front", "face"), (-45, "three-quarter", "face"), (90, "side", "face"),
     (180, "back", "back"), (-170, "back", "back"), (350, "front", "face")],
)  # fmt: skip
def test_the_view_of_the_sheet_is_the_cameras(turned: float, wide: str, close: str) -> None:
    assert view_of(figure(turned), WIDE) == wide
    assert view_of(figure(turned), CLOSE) == close
    away = figure(0, gaze=(0.0, 1.6, -9.0))  # the body is to us, the head is turned
    assert (view_of(away, WIDE), view_of(away, CLOSE)) == ("front", "back")


def test_sheets_and_single_pictures_are_found_by_bare_names(tmp_path: Path) -> None:
    sheet = tmp_path / "MR-CRANE"
    sheet.mkdir()
    for view in ("face", "front", "back", "sheet"):
        (sheet / f"{view}.png").write_bytes(view.encode())
    (tmp_path / "line-up.png").write_bytes(b"all")
    cast = CastFolder(tmp_path)

    def taken(turned: float, camera: Camera) -> str:
        (found,) = cast.references(staged(figure(turned), camera))
        assert found[0] == "MR. CRANE"
        file = cast.file(*found)
        assert file is not None and cast.file(found[0], "0" * 64) is None
        return file.name

    assert taken(0, WIDE) == "front.png"
    assert taken(180, WIDE) == "back.png"
    assert taken(90, WIDE) == "face.png"  # no side view: the face is the best that is there
    assert taken(0, CLOSE) == "face.png"
    (tmp_path / "Mr. Crane.jpg").write_bytes(b"a person's own picture wins")
    assert CastFolder(tmp_path).references(staged(figure(0), WIDE)) == (
        ("MR. CRANE", hashlib.sha256(b"a person's own picture wins").hexdigest()),
    )


def test_vowel_signs_tell_names_apart_and_folders_may_decompose_them(tmp_path: Path) -> None:
    for name in ("मोहन", "मेहन", unicodedata.normalize("NFD", "RENÉ")):
        (tmp_path / f"{name}.png").write_bytes(name.encode())
    cast = CastFolder(tmp_path)
    for name, bytes_ in (("मोहन", "मोहन"), ("मेहन", "मेहन"), ("RENÉ", "RENE\u0301")):
        one = replace(figure(0), name=name)
        taken = hashlib.sha256(bytes_.encode()).hexdigest()
        assert cast.references(staged(one, WIDE)) == ((name, taken),)


def staged(one: Figure, camera: Camera) -> StagedPanel:
    return replace(panels()["two-day"], figures=(one,), subjects=(one.name,), camera=camera)


# Sizes


@settings(deadline=None)
@given(
    st.floats(0.4, 3.0), st.sampled_from([512, 768, 1024]), st.sampled_from([8, 64]),
)  # fmt: skip
def test_the_model_works_near_its_own_size_in_the_frames_shape(
    aspect: float, side: int, step: int
) -> None:
    shape = (1000, round(1000 * aspect))
    height, width = work_size(shape, side, step)
    assert height % step == width % step == 0
    assert width / height == pytest.approx(shape[1] / shape[0], rel=0.02 if step == 8 else 0.08)
    assert height * width == pytest.approx(side * side, rel=0.05 if step == 8 else 0.3)


# Configurations


@pytest.mark.parametrize("name", ["sd15", "sdxl", "sdxl-turbo", "lcm"])
def test_shipped_configurations_are_complete_and_pinned(name: str) -> None:
    from filmgen.config import load_config
    from filmgen.engines.storyboard.diffusion.options import read_options

    config = load_config(name)
    assert config.engines.storyboard == "diffusers"
    assert config.farm.workers == 1
    options = read_options(config.engine_options["diffusers"])
    assert options.licence
    named = [options, *options.control.values(), *options.loras]
    if options.ip_adapter.model:
        named.append(options.ip_adapter)
    for model in named:
        assert re.fullmatch("[0-9a-f]{40}", model.revision), model


def test_one_key_of_a_nested_table_can_be_set() -> None:
    from filmgen.config import load_config
    from filmgen.engines.storyboard.diffusion.options import read_options

    off = load_config("sd15", ["engine_options.diffusers.control.depth.model="])
    assert [k for k, _ in read_options(off.engine_options["diffusers"]).controls] == ["openpose"]
    on = load_config("draft", ['engine_options.diffusers.loras=[{path="a.safetensors"}]'])
    assert read_options(on.engine_options["diffusers"]).loras[0].path == "a.safetensors"

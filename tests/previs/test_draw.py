"""Whole panels: determinism, passes, light, overscan, and golden pictures."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from filmgen.blocking.lexicon import PROP_KINDS
from filmgen.blocking.model import Camera, Expression, Prop, SetPlan, StagedPanel
from filmgen.media import Frame
from filmgen.previs.draw import LOOKS, draw_panel
from filmgen.previs.sets import in_the_way
from tests.previs.builders import DAY, NIGHT, animals, panels

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "previs"
PANELS = panels()


def draw(name: str, width: int = 320, **options: object) -> Frame:
    return draw_panel(PANELS[name], width, width * 9 // 16, seed=5, **options)  # type: ignore[arg-type]


def digest(frame: Frame) -> str:
    assert frame.depth_m is not None and frame.figure_ids is not None
    parts = [frame.picture, frame.depth_m, frame.figure_ids, *frame.passes.values()]
    return hashlib.sha256(b"".join(np.ascontiguousarray(p).tobytes() for p in parts)).hexdigest()


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Mean structural similarity of two uint8 grey pictures (Wang et al. 2004, Gaussian 1.5)."""
    x, y = a.astype(np.float64), b.astype(np.float64)

    def blur(v: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.GaussianBlur(v, (11, 11), 1.5))

    mx, my = blur(x), blur(y)
    vx, vy, cov = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mx * my + c1) * (2 * cov + c2)
    return float((top / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())


def test_two_processes_draw_the_same_bytes_on_one_thread_and_two() -> None:
    code = (
        "import sys, torch; sys.path.insert(0, '.'); torch.set_num_threads(int(sys.argv[1]))\n"
        "from tests.previs.test_draw import digest, draw\n"
        "print(digest(draw('street-night', 240)))"
    )
    out = []
    for threads in ("1", "2"):
        environment = {**os.environ, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        run = subprocess.run(
            [sys.executable, "-c", code, threads],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        out.append(run.stdout.strip())
    assert out[0] == out[1]
    assert len(out[0]) == 64


def test_threads_are_put_back() -> None:
    before = torch.get_num_threads()
    draw("cu-mia", 96)
    assert torch.get_num_threads() == before


def test_the_seed_moves_the_hand_and_not_the_world() -> None:
    first = draw_panel(PANELS["two-day"], 240, 135, seed=1)
    second = draw_panel(PANELS["two-day"], 240, 135, seed=2)
    assert first.picture.tobytes() != second.picture.tobytes()
    assert first.depth_m is not None and second.depth_m is not None
    assert first.depth_m.tobytes() == second.depth_m.tobytes()


@pytest.mark.parametrize("name", ["five-day", "street-ls-day", "ots"])
def test_ids_and_depth_agree_with_the_figures(name: str) -> None:
    frame = draw(name)
    panel = PANELS[name]
    assert frame.depth_m is not None and frame.figure_ids is not None
    assert frame.figures == tuple(f.name for f in panel.figures)
    seen = set(np.unique(frame.figure_ids)) - {0}
    assert seen and seen <= set(range(1, len(panel.figures) + 1))
    eye, target = np.asarray(panel.camera.position), np.asarray(panel.camera.target)
    forward = (target - eye) / np.linalg.norm(target - eye)
    for index in seen:
        mask = frame.figure_ids == index
        if mask.sum() < 80:
            continue
        joints = np.array([p for _, p in panel.figures[index - 1].joints])
        depths = (joints - eye) @ forward
        median = float(np.median(frame.depth_m[mask]))
        assert depths.min() - 0.35 < median < depths.max() + 0.35


def test_every_figure_of_the_five_is_seen() -> None:
    frame = draw("five-day")
    assert frame.figure_ids is not None
    assert set(np.unique(frame.figure_ids)) == {0, 1, 2, 3, 4, 5}


def test_keypoints_lie_on_their_figures() -> None:
    frame = draw("street-ls-day", 640)
    assert frame.figure_ids is not None
    found = 0
    for index, entry in enumerate(frame.notes["keypoints"], start=1):
        assert len(entry["points"]) == 18
        for x, y, depth, seen in entry["points"]:
            if seen:
                assert depth > 0
                near = frame.figure_ids[
                    max(0, int(y) - 6) : int(y) + 7, max(0, int(x) - 6) : int(x) + 7
                ]
                found += int((near == index).any())
    assert found >= 30


@pytest.mark.parametrize("place", ["two-day", "street-ls-day"])
def test_day_is_brighter_than_night_and_dusk_lies_between(place: str) -> None:
    panel = PANELS[place]
    dusk = replace(DAY, time_of_day="DUSK", key=0.75, fill=0.35, sky_tone=0.6)
    levels = [
        float(draw_panel(replace(panel, light=light), 240, 135).picture.mean())
        for light in (DAY, dusk, NIGHT)
    ]
    assert levels[0] > levels[1] > levels[2]
    assert levels[0] - levels[2] > 40


@pytest.mark.parametrize("name", sorted(PANELS))
def test_no_panel_is_blank_or_black(name: str) -> None:
    grey = draw(name, 240).picture.mean(2)
    assert 45 < grey.mean() < 238
    assert grey.std() > 18
    assert (grey < 70).mean() > 0.004  # some ink
    assert (grey > 150).mean() > 0.004  # some paper


def test_overscan_shows_more_of_the_same_picture() -> None:
    plain, wide = draw("two-day"), draw("two-day", overscan=0.1)
    assert wide.picture.shape == (180 + 36, 320 + 64, 3)
    assert plain.depth_m is not None and wide.depth_m is not None
    assert plain.figure_ids is not None and wide.figure_ids is not None
    inner = (slice(18, -18), slice(32, -32))
    assert (wide.figure_ids[inner] == plain.figure_ids).mean() > 0.9995
    close = np.isclose(wide.depth_m[inner], plain.depth_m, rtol=1e-3)
    assert close.mean() > 0.999
    normal = wide.passes["normals"][inner].astype(int) - plain.passes["normals"]
    assert (np.abs(normal).max(2) <= 2).mean() > 0.998


def test_an_expression_changes_the_face_and_nothing_else() -> None:
    panel = PANELS["cu-anna"]
    anna = panel.figures[0]
    angry = replace(anna, expression=Expression(-1.0, -1.0, 0.8, 0.5))
    first = draw_panel(panel, 320, 180)
    second = draw_panel(replace(panel, figures=(angry,)), 320, 180)
    assert first.depth_m is not None and second.depth_m is not None
    assert first.depth_m.tobytes() == second.depth_m.tobytes()
    changed = np.abs(first.picture.astype(int) - second.picture).max(2) > 60
    assert changed.sum() > 40


@pytest.mark.parametrize("look", LOOKS)
def test_looks_differ(look: str) -> None:
    frame = draw("two-day", 240, look=look)
    assert frame.picture.std() > 15
    for other in set(LOOKS) - {look}:
        difference = np.abs(frame.picture.astype(int) - draw("two-day", 240, look=other).picture)
        assert difference.mean() > 4


def test_an_unknown_look_is_refused() -> None:
    with pytest.raises(ValueError, match="fresco"):
        draw("two-day", 96, look="fresco")


@pytest.mark.parametrize("kind", PROP_KINDS)
def test_every_prop_kind_stands_where_it_is_put(kind: str) -> None:
    from filmgen.blocking.lexicon import KINDS

    size = KINDS[kind].size_m if kind in KINDS else (1.0, 1.0, 0.5)
    high = kind == "ceiling lamp"
    prop = Prop(kind, (0.0, size[1] if high else 0.0, 0.0), 0.4, size, 0.5, "OPEN")
    plan = SetPlan("field", False, 30.0, 30.0, 5.0, (prop,))
    reach = 1.9 * max(*size, 0.05)
    camera = Camera(
        (0.7 * reach, size[1] / 2 + 0.7 * reach, 1.3 * reach), (0.0, size[1] / 2, 0.0), 35.0, 1.0
    )
    lamps = ("lamp", "television", "car", "candle", "house front", "street lamp", "sign", "torch")
    for light in (DAY, NIGHT) if kind in lamps else (DAY,):
        frame = draw_panel(StagedPanel(plan, light, (), camera), 96, 96)
        empty = draw_panel(StagedPanel(replace(plan, props=()), light, (), camera), 96, 96)
        assert frame.depth_m is not None and empty.depth_m is not None
        shown = ~np.isclose(frame.depth_m, empty.depth_m, rtol=1e-5)
        assert shown.sum() >= 8  # a lamp post from afar is a few pixels wide
        rows, columns = np.nonzero(shown)
        assert abs(columns.mean() - 48) < 26
        assert abs(rows.mean() - 48) < 26


@pytest.mark.parametrize("species", ["dog", "cat", "horse", "bird"])
def test_animals_stand_on_their_legs(species: str) -> None:
    frame = draw_panel(animals(species), 160, 90)
    assert frame.figure_ids is not None
    assert (frame.figure_ids == 1).mean() > 0.02


@pytest.mark.parametrize("name", ["two-day", "street-night", "cu-mia", "ots"])
def test_golden_panels(name: str) -> None:
    """Small panels against kept pictures; FILMGEN_GOLDEN=write renews them after a look."""
    picture = cv2.cvtColor(draw(name, 256).picture, cv2.COLOR_RGB2GRAY)
    path = GOLDEN / f"{name}.png"
    if os.environ.get("FILMGEN_GOLDEN") == "write":
        cv2.imwrite(str(path), picture)
    kept = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert kept is not None, f"{path.name} is missing"
    assert ssim(picture, kept) >= 0.95


def test_props_are_struck_that_block_the_lens_or_hide_the_subject() -> None:
    panel = replace(PANELS["cu-anna"], subjects=("ANNA",))
    eye = np.asarray(panel.camera.position)
    head = np.asarray(panel.figures[0].joint("head"))
    between = eye + 0.5 * (head - eye)
    column = Prop("column", (float(between[0]), 0.0, float(between[2])), 0.0, (0.3, 2.4, 0.3))
    beside = replace(column, position=(float(head[0]) + 1.4, 0.0, float(head[2])))
    assert in_the_way(column, panel, eye)
    assert not in_the_way(beside, panel, eye)
    assert not in_the_way(column, replace(panel, subjects=()), eye + np.array([3.0, 0.0, 0.0]))


def test_the_engine_table_can_be_read_without_torch() -> None:
    code = "import sys; import filmgen.engines.storyboard.previs; print('torch' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"

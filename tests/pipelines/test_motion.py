"""storyboard.motion end to end: which shots move, what is delivered, what a change costs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import opentimelineio as otio
import pytest

from filmgen.errors import ConfigError
from pipelines.animatic import AnimaticResult, make_animatic
from pipelines.motion import drawn_px
from tests.pipelines.film import made, media_hashes, render, small

SCRIPT = """Title: The Moving Film

INT. KITCHEN - DAY

A fire burns in the fireplace. We PAN across the kitchen.

MARA, 60s, in a red coat, sits at the table.

MARA
Close the door.

EXT. STREET - DAY

TOM, 30, runs down the street.

A cat sleeps.
"""

MOVING = ("storyboard.motion=true", "storyboard.motion_fps=4")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AnimaticResult]:
    folder = tmp_path_factory.mktemp("motion")
    return folder, render(folder, SCRIPT, config=small(*MOVING))


@pytest.fixture
def copy(delivered: tuple[Path, AnimaticResult], tmp_path: Path) -> Path:
    shutil.copytree(delivered[0] / "out", tmp_path / "out")
    return tmp_path


def moving_shots(out: Path) -> set[str]:
    return {path.parent.name for path in (out / "frames").glob("*/motion.mp4")}


def frames_of(path: Path) -> list[np.ndarray]:
    video, frames = cv2.VideoCapture(str(path)), []
    while True:
        found, frame = video.read()
        if not found:
            return frames
        frames.append(frame)


def test_what_moves_is_a_video_and_what_stands_is_not(
    delivered: tuple[Path, AnimaticResult],
) -> None:
    out, result = delivered[0] / "out", delivered[1]
    shots = {s["id"]: s for s in json.loads((out / "shots.json").read_text())["shots"]}
    moving = moving_shots(out)
    assert {name for name, shot in shots.items() if shot["move"] != "static"} <= moving
    assert any("runs" in shots[name]["action"] for name in moving)
    assert moving < set(shots)
    assert not result.missing
    for name in moving:
        drawings = frames_of(out / "frames" / name / "motion.mp4")
        assert len(drawings) == -(-shots[name]["frames"] * 4 // 24)
        assert drawings[0].shape == (144, 256, 3)
        change = np.abs(drawings[0].astype(int) - drawings[-1]).mean()
        assert change > 1.0
    assert result.frames == len(frames_of(out / "animatic.mp4"))


def test_the_timeline_shows_the_video(delivered: tuple[Path, AnimaticResult]) -> None:
    out = delivered[0] / "out"
    timeline = otio.adapters.read_from_file(str(out / "timeline.otio"))
    picture = next(t for t in timeline.tracks if t.name == "picture")
    clips = {clip.name: clip for clip in picture.find_clips()}
    for name in moving_shots(out):
        clip = clips[name]
        assert clip.media_reference.target_url == f"frames/{name}/motion.mp4"
        assert clip.media_reference.available_range.duration.rate == 4
        assert (out / clip.media_reference.target_url).is_file()
    total = sum((c.duration().to_seconds() for c in picture), 0.0)
    assert total == pytest.approx(delivered[1].seconds, abs=0.01)


def test_a_second_run_makes_nothing(copy: Path) -> None:
    before = media_hashes(copy / "out")
    again = render(copy, SCRIPT, config=small(*MOVING))
    assert made(again) == 0
    assert media_hashes(copy / "out") == before


def test_an_edited_line_draws_nothing_again(copy: Path) -> None:
    text = SCRIPT.replace("Close the door.", "Close that door!")
    again = render(copy, text, config=small(*MOVING))
    assert made(again, "motion") == 0
    assert made(again, "frames") == 0


def test_another_seed_is_another_hand(copy: Path) -> None:
    videos = sorted((copy / "out" / "frames").glob("*/motion.mp4"))
    before = [path.read_bytes() for path in videos]
    again = render(copy, SCRIPT, config=small(*MOVING, "film.seed=9"))
    assert made(again, "motion") == len(videos)
    assert all(path.read_bytes() != old for path, old in zip(videos, before, strict=True))


def test_an_artists_drawing_stops_the_motion(copy: Path) -> None:
    name = sorted(moving_shots(copy / "out"))[0]
    own = copy / "out" / "edit" / "frames" / name / "A.png"
    own.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(own), np.full((144, 256, 3), 90, np.uint8))
    again = render(copy, SCRIPT, config=small(*MOVING))
    assert name not in moving_shots(copy / "out")
    assert made(again, "motion") == 0


def test_without_motion_the_stills_are_what_they_were(copy: Path) -> None:
    moved = len(moving_shots(copy / "out"))
    plain = render(copy, SCRIPT, config=small())
    assert made(plain, "frames") == 0
    assert not moving_shots(copy / "out")
    # only what moved is rendered again
    assert made(plain, "picture and mix") == moved


def test_another_engine_cannot_move(tmp_path: Path) -> None:
    script = tmp_path / "film.fountain"
    script.write_text(SCRIPT, encoding="utf-8")
    config = small("storyboard.motion=true")
    engines = config.engines.model_copy(update={"storyboard": "diffusers"})
    options = {"diffusers": {"model": str(tmp_path / "nowhere")}}
    other = config.model_copy(update={"engines": engines, "engine_options": options})
    with pytest.raises(ConfigError) as caught:
        make_animatic(script, tmp_path / "out", config=other)
    assert caught.value.key == "storyboard.motion"
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("frame", "drawn"),
    [
        ((1280, 720), (640, 360)),
        ((640, 360), (640, 360)),
        ((1920, 1080), (960, 540)),
        ((320, 180), (320, 180)),
        ((720, 1280), (360, 640)),
        ((1024, 428), (640, 268)),
    ],
)
def test_the_size_of_drawings(frame: tuple[int, int], drawn: tuple[int, int]) -> None:
    assert drawn_px(frame) == drawn

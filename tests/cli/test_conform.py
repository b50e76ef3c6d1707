"""`filmgen conform` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import opentimelineio as otio
import pytest

from tests.cli.test_commands import run

SMALL = ("--set", "film.size=128x72", "--set", "encode.preset=ultrafast", "--set", "farm.workers=1")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A timeline of a still and a medium that is gone."""
    cv2.imwrite(str(tmp_path / "still.png"), np.full((72, 128, 3), 180, np.uint8))
    time = otio.opentime.RationalTime
    span = otio.opentime.TimeRange(time(0, 24), time(6, 24))
    timeline = otio.schema.Timeline(name="Two clips", global_start_time=time(86400, 24))
    track = otio.schema.Track(name="V1", kind="Video")
    for name in ("still.png", "gone.mov"):
        reference = otio.schema.ExternalReference(target_url=name, available_range=span)
        track.append(otio.schema.Clip(name, reference, span))
    timeline.tracks.append(track)
    otio.adapters.write_to_file(timeline, str(tmp_path / "edited.otio"))
    return tmp_path / "edited.otio"


def test_a_film_a_table_and_what_is_slated(edited: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("conform", edited, "-o", out, *SMALL)
    assert done.returncode == 0, done.stderr
    assert "2 clips, 2 segments (0 reused)" in done.stdout
    assert "1 slated:" in done.stdout and "gone.mov is not there" in done.stdout
    assert str(out / "animatic.mp4") in done.stdout
    for name in ("animatic.mp4", "audio/mix.wav", "timeline.otio", "cut.edl", "subtitles.srt",
                 "subtitles.vtt"):  # fmt: skip
        assert (out / name).is_file(), name
    again = run("conform", edited, "-o", out, *SMALL, "--json")
    result = json.loads(again.stdout)
    assert (result["segments"], result["reused"], result["frames"]) == (2, 2, 12)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [("a.otio", "{}", "there is no timeline in it"), ("a.txt", "x", "not a timeline")],
)
def test_no_timeline_is_one_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    done = run("conform", tmp_path / name, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_delivery_that_is_none_is_not_passed_over(edited: Path, tmp_path: Path) -> None:
    for against in (tmp_path / "nowhere", tmp_path / "still.png", tmp_path):
        done = run("conform", edited, "-o", tmp_path / "out", "--against", against)
        assert done.returncode == 2
        assert "--against: " in done.stderr and "is no delivery" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_damaged_picture_is_said_in_one_line_of_ours(edited: Path, tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    still.write_bytes(still.read_bytes()[:-30])
    done = run("conform", edited, "-o", tmp_path / "out", *SMALL)
    assert done.returncode == 0
    assert "still.png cannot be read as a picture" in done.stderr
    assert "[ WARN" not in done.stderr
    said = [line for line in done.stdout.splitlines() if "still.png" in line]
    assert said == ["  still.png: still.png cannot be read as a picture"]


def test_another_codec_is_asked_for_like_of_an_animatic(edited: Path, tmp_path: Path) -> None:
    done = run("conform", edited, "-o", tmp_path / "out", *SMALL, "--codec", "prores422")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "animatic.mov").is_file()

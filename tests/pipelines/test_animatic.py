"""The whole pipeline on a small film: what is delivered, and what a change costs."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import opentimelineio as otio
import pytest
import soundfile

from filmgen.config import load_config
from filmgen.errors import ConfigError, ScreenplayError
from pipelines.animatic import PREVIEW, AnimaticResult, make_animatic
from tests.pipelines.film import SCRIPT, SMALL, made, media_hashes, render, small


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AnimaticResult]:
    """The small film, rendered once."""
    folder = tmp_path_factory.mktemp("film")
    return folder, render(folder)


@pytest.fixture
def copy(delivered: tuple[Path, AnimaticResult], tmp_path: Path) -> Path:
    """A copy of the rendered film that a test may change."""
    shutil.copytree(delivered[0] / "out", tmp_path / "out")
    return tmp_path


def film_length(path: Path) -> tuple[float, float, float]:
    """(picture seconds, sound seconds, frames a second) of an mp4, by decoding it."""
    from moviepy import AudioFileClip

    video = cv2.VideoCapture(str(path))
    rate, frames = video.get(cv2.CAP_PROP_FPS), 0
    while video.grab():
        frames += 1
    video.release()
    with AudioFileClip(str(path)) as audio:
        return frames / rate, float(audio.duration), rate


def test_the_delivery_is_complete(delivered: tuple[Path, AnimaticResult]) -> None:
    out = delivered[1].out
    for name in [
        "animatic.mp4",
        "timeline.otio",
        "cut.edl",
        "cut.fcpxml",
        "cut.xml",
        "cut.aaf",
        "subtitles.vtt",
        "shots.csv",
        "shots.json",
        "subtitles.srt",
        "lines.csv",
        "manifest.json",
        "audio/mix.wav",
        "audio/dialogue.wav",
        "audio/ambience.wav",
        "audio/effects.wav",
    ]:
        assert (out / name).stat().st_size > 0, name
    shots = json.loads((out / "shots.json").read_text())
    assert shots["version"] >= 1
    first = sorted((out / "frames").iterdir())[0] / "A"
    assert {"picture.png", "depth.png", "figures.png", "panel.json"} <= {
        p.name for p in first.iterdir()
    }
    for kind in ("fire", "rain"):
        plate = next((out / "plates").glob(f"*/{kind}"))
        number = json.loads((plate / "plate.json").read_text())["frames"]
        assert len(list(plate.glob("plate.*.exr"))) == number
        kept = {path.suffix for path in plate.iterdir()}
        assert kept == {".exr", ".json", ".png"}, "its pictures are kept once"
    assert len(list((out / "dialogue").glob("*.wav"))) == 4


def test_picture_sound_and_timeline_end_together(delivered: tuple[Path, AnimaticResult]) -> None:
    result = delivered[1]
    picture, sound, rate = film_length(result.film)
    assert rate == pytest.approx(24, abs=1e-3)
    assert picture == pytest.approx(result.seconds, abs=1e-6)
    assert abs(sound - picture) <= 1 / 24 + 0.001
    timeline = otio.adapters.read_from_file(str(result.out / "timeline.otio"))
    assert abs(timeline.duration().to_seconds() - picture) <= 1 / 24 + 1e-6


def test_every_line_is_in_its_shot_and_has_its_subtitle(
    delivered: tuple[Path, AnimaticResult],
) -> None:
    out = delivered[1].out
    rows = list(csv.DictReader((out / "lines.csv").open(encoding="utf-8")))
    said = ["Close the door, please.", "It is closed.", "Then who is knocking?", "Wait for me!"]
    assert [row["text"] for row in rows] == said
    subtitles = (out / "subtitles.srt").read_text(encoding="utf-8")
    for text in said:
        assert subtitles.count(text) == 1


def test_the_manifest_names_every_file_with_its_hash(
    delivered: tuple[Path, AnimaticResult],
) -> None:
    from filmgen.workspace import file_sha256

    out = delivered[1].out
    hashes = media_hashes(out)
    assert len(hashes) > 30
    for name, digest in hashes.items():
        assert file_sha256(out / name) == digest, name
    for folder in ("frames", "plates", "dialogue", "audio", "ambience"):
        for path in (out / folder).rglob("*"):
            if path.is_file():
                assert path.relative_to(out).as_posix() in hashes


def test_no_path_leads_out_of_the_folder(delivered: tuple[Path, AnimaticResult]) -> None:
    folder, result = delivered
    for name in ("timeline.otio", "cut.edl", "shots.json", "manifest.json", "lines.csv"):
        assert str(folder) not in (result.out / name).read_text(encoding="utf-8"), name


def test_an_unchanged_run_makes_nothing(copy: Path) -> None:
    before = (copy / "out" / "animatic.mp4").read_bytes()
    again = render(copy)
    assert made(again) == 0
    assert (copy / "out" / "animatic.mp4").read_bytes() == before


def test_notes_and_rewrapping_make_nothing(copy: Path) -> None:
    text = SCRIPT.replace(
        "MARA, 60s, in a red coat, sits", "[[is she alone?]]\n\nMARA, 60s, in a red coat, sits"
    )
    text = text.replace("EXT. STREET", "\n\n= The chase begins.\n\nEXT. STREET")
    assert made(render(copy, text)) == 0


def test_one_edited_line_is_spoken_again_and_redraws_nothing(copy: Path) -> None:
    result = render(
        copy, SCRIPT.replace("Then who is knocking?", "Then who is that knocking there?")
    )
    assert made(result, "voices") == 1
    assert made(result, "frames") == 0
    assert made(result, "plates") == 0
    # The shot of the line is encoded again, and the mix; no other shot is.
    assert made(result, "picture and mix") <= 3


def test_an_inserted_scene_renumbers_without_redoing(copy: Path) -> None:
    scene = "INT. CELLAR - DAY\n\nTom looks for a candle.\n\n"
    before = media_hashes(copy / "out")
    result = render(copy, SCRIPT.replace("EXT. STREET", f"{scene}EXT. STREET"))
    after = media_hashes(copy / "out")
    pictures = {h for name, h in before.items() if name.endswith("picture.png")}
    assert pictures <= {h for name, h in after.items() if name.endswith("picture.png")}
    assert made(result, "voices") == 0
    assert made(result, "plates") == 0
    new = sum("/A/" in n or "/B/" in n for n in after if n.endswith("picture.png")) - len(
        [n for n in before if n.endswith("picture.png")]
    )
    assert made(result, "frames") <= new


def test_another_folder_gets_the_same_media(
    delivered: tuple[Path, AnimaticResult], tmp_path: Path
) -> None:
    other = render(tmp_path, out="elsewhere", config=small("farm.workers=2"))
    mine, theirs = media_hashes(delivered[1].out), media_hashes(other.out)
    assert mine.keys() == theirs.keys()
    made_of = ("frames/", "plates/", "dialogue/", "ambience/", "effects/", "audio/")
    differing = [n for n in mine if n.startswith(made_of) and mine[n] != theirs[n]]
    assert differing == []


def test_a_persons_files_win_and_stay(copy: Path) -> None:
    out = copy / "out"
    shot = sorted(p.name for p in (out / "frames").iterdir())[0]
    line = next(iter(csv.DictReader((out / "lines.csv").open(encoding="utf-8"))))["line"]
    drawing = out / "edit" / "frames" / f"{shot}.png"
    recording = out / "edit" / "dialogue" / f"{line}.wav"
    for path in (drawing, recording):
        path.parent.mkdir(parents=True)
    cv2.imwrite(str(drawing), np.full((90, 160, 3), (10, 200, 10), np.uint8))
    tone = 0.2 * np.sin(np.arange(44100 * 2) / 20)
    soundfile.write(recording, tone, 44100)
    kept = drawing.read_bytes()
    result = render(copy)
    picture = cv2.imread(str(out / "frames" / shot / "A" / "picture.png"))
    assert picture[72, 128].tolist() == [10, 200, 10]
    assert drawing.read_bytes() == kept
    samples, rate = soundfile.read(out / "dialogue" / f"{line}.wav")
    assert (len(samples), rate) == (88200, 44100)
    assert made(result, "voices") == 1
    # A scene put before it moves the display id; the drawing follows its shot.
    moved = render(
        copy,
        SCRIPT.replace("INT. KITCHEN - DAY", "INT. ATTIC - DAY\n\nDust.\n\nINT. KITCHEN - DAY"),
    )
    assert any("follows its shot" in note for note in moved.notes)
    second = cv2.imread(str(out / "frames" / shot.replace("sc001", "sc002") / "A" / "picture.png"))
    assert second[72, 128].tolist() == [10, 200, 10]


def test_a_damaged_drawing_is_slated_and_named(copy: Path) -> None:
    out = copy / "out"
    shot = sorted(p.name for p in (out / "frames").iterdir())[0]
    drawing = out / "edit" / "frames" / f"{shot}.png"
    drawing.parent.mkdir(parents=True)
    drawing.write_bytes(b"no picture")
    result = render(copy)
    assert any(shot in subject for subject in result.missing)
    assert any("not a picture" in reason for reason in result.missing.values())
    assert len([note for note in result.notes if "not a picture" in note]) == 1
    for name in ("timeline.otio", "cut.edl", "shots.json", "shots.csv", "manifest.json"):
        assert str(copy) not in (out / name).read_text(encoding="utf-8"), name
    assert film_length(result.film)[0] == pytest.approx(result.seconds)


def test_a_line_that_no_engine_speaks_is_timed_subtitled_and_counted(tmp_path: Path) -> None:
    text = SCRIPT.replace("It is closed.", "Она закрыта, бабушка.")
    result = render(tmp_path, text, config=small(silent=False))
    assert len(result.missing) == 1
    rows = list(csv.DictReader((result.out / "lines.csv").open(encoding="utf-8")))
    assert len(rows) == 4
    assert "Она закрыта, бабушка." in (result.out / "subtitles.srt").read_text(encoding="utf-8")
    assert len(list((result.out / "dialogue").glob("*.wav"))) == 3


def test_what_the_compositor_could_not_use_is_said_and_tried_again(copy: Path) -> None:
    records = (copy / "out" / ".filmgen" / "store").glob("*/*/asset.json")
    segment = next(r for r in records if '"medium": "segment"' in r.read_text())
    record = json.loads(segment.read_text())
    record["notes"]["warnings"] = ["sc001_sh010 panel A: damaged"]
    segment.write_text(json.dumps(record))
    spoilt = render(copy)
    assert (made(spoilt), spoilt.notes) == (0, ("sc001_sh010 panel A: damaged",))
    mended = render(copy)
    assert (made(mended), mended.notes) == (2, ())  # the segment and the film
    assert mended.film.stat().st_size > 0


def test_versions_are_kept_beside_each_other(copy: Path) -> None:
    first = (copy / "out" / "animatic.mp4").read_bytes()
    result = render(copy, SCRIPT.replace("Wait for me!", "Please, wait for me!"), version_up=True)
    assert result.kept_version == "v001"
    kept = copy / "out" / "versions" / "v001"
    assert (kept / "animatic.mp4").read_bytes() == first
    assert (copy / "out" / "animatic.mp4").read_bytes() != first
    assert json.loads((copy / "out" / "manifest.json").read_text())["delivery"] == 2
    assert otio.adapters.read_from_file(str(kept / "timeline.otio"))


def test_a_preview_leaves_the_delivery_alone(copy: Path) -> None:
    before = (copy / "out" / "animatic.mp4").read_bytes()
    result = render(copy, preview=True, config=small("film.size=128x72"))
    assert result.film == copy / "out" / "preview" / "animatic.mp4"
    assert (copy / "out" / "animatic.mp4").read_bytes() == before
    assert made(render(copy)) == 0


def test_scenes_can_be_chosen(copy: Path) -> None:
    result = render(copy, scenes=frozenset({2}))
    assert {p.name[:5] for p in (result.out / "frames").iterdir()} == {"sc002"}
    with pytest.raises(ScreenplayError, match="3 scenes"):
        render(copy, scenes=frozenset({9}))


def test_scenes_keep_the_whole_films_cast_and_edits(copy: Path) -> None:
    out = copy / "out"
    kept = {p.name: p.read_text() for p in (out / ".filmgen").glob("*.json")}
    drawing = out / "edit" / "frames" / "sc001_sh010.png"
    drawing.parent.mkdir(parents=True)
    cv2.imwrite(str(drawing), np.zeros((90, 160, 3), np.uint8))
    result = render(copy, scenes=frozenset({2}))
    assert result.notes == ()  # the drawing's shot is not rendered, and still in the script
    assert made(result, "frames") == made(result, "voices") == 0
    draft = json.loads((out / ".filmgen" / "draft.json").read_text())
    assert draft == json.loads(kept["draft.json"])


@pytest.mark.parametrize("what", ["no sound", "nothing that can be mixed"])
def test_a_recording_that_cannot_be_used_is_missing_once(copy: Path, what: str) -> None:
    line = next(iter(csv.DictReader((copy / "out" / "lines.csv").open(encoding="utf-8"))))["line"]
    recording = copy / "out" / "edit" / "dialogue" / f"{line}.wav"
    recording.parent.mkdir(parents=True)
    if what == "no sound":
        recording.write_bytes(b"no sound")
    else:
        soundfile.write(recording, np.zeros(400), 200)
    result = render(copy)
    assert list(result.missing) == [line]
    assert result.missing[line].startswith(f"edit/dialogue/{line}.wav: ")


def test_a_preview_is_small() -> None:
    assert load_config("draft", PREVIEW).film.raster_px() == (640, 360)
    assert load_config("final", PREVIEW, film={"aspect": "9:16"}).film.raster_px() == (360, 640)


@pytest.mark.parametrize("aspect", ["2.39", "9:16"])
def test_other_aspects_and_rates(tmp_path: Path, aspect: str) -> None:
    config = load_config(
        "draft", [*SMALL[1:], "engines.speech=silence"],
        film={"aspect": aspect, "rate": "24000/1001", "size": "240x240"},
    )  # fmt: skip
    result = render(tmp_path, config=config, scenes=frozenset({3}))
    picture, sound, rate = film_length(result.film)
    assert rate == pytest.approx(24000 / 1001, abs=1e-3)
    assert abs(picture - sound) <= 1 / 23 + 0.001
    assert picture == pytest.approx(result.seconds, abs=1e-4)


def test_a_wrong_engine_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean previs"):
        render(tmp_path, config=small("engines.storyboard=previz"))


def test_killed_twenty_times_and_resumed_equals_an_undisturbed_run(
    delivered: tuple[Path, AnimaticResult], tmp_path: Path
) -> None:
    script = tmp_path / "film.fountain"
    script.write_text(SCRIPT, encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "filmgen.cli.main", "animatic", str(script), "-o", str(out),
               "--quiet"]  # fmt: skip
    for setting in (*SMALL, "engines.speech=silence"):
        command += ["--set", setting]
    chance = random.Random(7)
    for _ in range(20):
        process = subprocess.Popen(command, start_new_session=True)
        try:
            process.wait(chance.uniform(0.3, 3.0))
        except subprocess.TimeoutExpired:
            # The whole group at once, or the parent alone, whose workers then leave by themselves.
            if chance.random() < 0.5:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
        time.sleep(0.05)
        for path in out.glob("*.mp4"):
            assert path.stat().st_size > 0
    subprocess.run(command, check=True, timeout=300)
    assert media_hashes(out) == media_hashes(delivered[1].out)
    assert not list((out / ".filmgen" / "scratch").iterdir())


def test_from_python_with_nothing_but_a_script(tmp_path: Path) -> None:
    """`make_animatic(script, out)` needs no settings."""
    script = tmp_path / "one.fountain"
    script.write_text("INT. ROOM - DAY\n\nA chair.\n", encoding="utf-8")
    result = make_animatic(script, tmp_path / "out", config=small())
    assert result.film.exists()
    assert result.shots >= 1

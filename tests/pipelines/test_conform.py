"""A small delivery, edited and conformed: every frame and every tone where the edit has it."""

from __future__ import annotations

import errno
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import opentimelineio as otio
import pytest
import soundfile

from filmgen.config import Config, load_config
from filmgen.editorial.exchange.timeline import to_otio
from filmgen.editorial.exchange.write import write_exchange
from filmgen.editorial.model import MotionMedia, SoundMedia, Timeline
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.ffmpeg import PipeIn, ffmpeg_exe
from filmgen.progress import Silent
from filmgen.workspace import Workspace
from pipelines.conform import ConformResult, conform
from pipelines.delivery import render
from pipelines.studio import Studio
from tests.compositor.films import film, take

SIZE = (128, 72)
FRAMES = 24
TONES = (400.0, 800.0, 1600.0)
CHROMA = (108, 128, 148)


def small(**more: Any) -> Config:
    settings = (f"film.size={SIZE[0]}x{SIZE[1]}", "film.burn_in=none", "encode.preset=ultrafast",
                "farm.workers=1")  # fmt: skip
    return load_config("draft", [*settings, *(f"{k}={v}" for k, v in more.items())])


def level(frame: int) -> int:
    """The luma that a shot's video has at a frame."""
    return 60 + 6 * frame


def drawings(path: Path, shot: int) -> MotionMedia:
    """A video whose every frame says by its colour which one of which shot it is."""
    width, height = SIZE
    arguments = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{width}x{height}",
                 "-framerate", "24", "-i", "pipe:0", "-c:v", "libx264", "-crf", "4",
                 "-preset", "ultrafast"]  # fmt: skip
    with PipeIn(arguments, path, path.name) as pipe:
        for frame in range(FRAMES):
            y = np.full(width * height, level(frame), np.uint8)
            c = np.full(width * height // 4, CHROMA[shot], np.uint8)
            pipe.write(y.data, c.data, c.data)
    return MotionMedia(path, Fraction(24), FRAMES, f"motion-{shot}")


def make_delivery(folder: Path) -> Path:
    """Three shots of a second, a title card and a tail, with a tone for each shot."""
    out = folder / "out"
    out.mkdir()
    shots = []
    for number in range(3):
        shot = take(folder, number + 1, FRAMES, size=SIZE, words="Three short words.")
        shots.append(replace(shot, motion=drawings(folder / f"{number}.mp4", number)))
    timeline = film(*shots, size=SIZE, slate=12, tail=12)
    t = np.arange(48_000) / 48_000
    sounds = []
    for number, tone in enumerate(TONES):
        path = folder / f"{number}.wav"
        soundfile.write(path, (0.1 * np.sin(2 * np.pi * tone * t)).astype(np.float32), 48_000)
        start = 24_000 + 48_000 * number
        sounds.append(SoundMedia("dialogue", path, start, 48_000, f"l{number}", key=f"t{number}"))
    deliver(replace(timeline, sounds=tuple(sounds)), out)
    return out


def deliver(timeline: Timeline, out: Path) -> None:
    workspace = Workspace(out)
    with workspace.held(), Here(1) as farm:
        studio = Studio(workspace, farm, small(), Silent())
        render(timeline, studio)
        write_exchange(to_otio(timeline, out), out)
        studio.write("shots.json", "{}")
        workspace.finish("", studio.listed, studio.used)


class Here(LocalFarm):
    """Works in this process: a worker takes longer to start than these films to render."""

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        for index, item in enumerate(items):
            try:
                yield index, function(item)
            except Exception as error:
                yield index, error


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.conform.LocalFarm", Here)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_delivery(tmp_path_factory.mktemp("delivery"))


def load(out: Path) -> tuple[Any, Any]:
    timeline = otio.adapters.read_from_file(str(out / "timeline.otio"))
    return timeline, timeline.tracks[0]


def span(start: int, count: int) -> Any:
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(start, 24), time(count, 24))


def rendered(timeline: Any, out: Path, folder: Path, **more: Any) -> ConformResult:
    """Save an edit beside the delivery and conform it elsewhere."""
    edited = out / f"{folder.name}.otio"
    otio.adapters.write_to_file(timeline, str(edited))
    return conform(edited, folder, config=small(**more))


def seen(path: Path) -> list[tuple[int, int] | None]:
    """(shot, frame of it) at each frame of a film; None where it is black."""
    width, height = SIZE
    done = subprocess.run(
        [ffmpeg_exe(), "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt",
         "yuv420p", "-"], capture_output=True, check=True,
    )  # fmt: skip
    pictures = np.frombuffer(done.stdout, np.uint8).reshape(-1, width * height * 3 // 2)
    result: list[tuple[int, int] | None] = []
    for picture in pictures:
        luma = float(picture[: width * height].mean())
        chroma = float(picture[width * height : width * height * 5 // 4].mean())
        shot = int(np.argmin([abs(chroma - c) for c in CHROMA]))
        frame = round((luma - level(0)) / 6)
        result.append((shot, frame) if luma > 40 else None)
    return result


def tone(path: Path, second: float) -> float:
    """The loudest frequency of a quarter of a second of a film's mix; 0 for silence."""
    sound, rate = soundfile.read(path.parent / "audio" / "mix.wav")
    piece = sound[int(second * rate) : int((second + 0.25) * rate), 0]
    if np.abs(piece).max() < 1e-3:
        return 0.0
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece))))
    return float(np.argmax(spectrum) * rate / len(piece))


def shot(number: int, first: int = 0, frames: int = FRAMES) -> list[tuple[int, int] | None]:
    return [(number, first + i) for i in range(frames)]


BLACK: list[tuple[int, int] | None] = [None]


def test_an_untouched_film_is_not_drawn_again(out: Path, tmp_path: Path) -> None:
    timeline, _ = load(out)
    result = rendered(timeline, out, tmp_path / "a")
    assert (result.segments, result.reused, result.losses, result.slated) == (5, 5, (), ())
    assert (out / "animatic.mp4").read_bytes()[:64] == result.film.read_bytes()[:64]
    for stem in ("mix", "dialogue"):
        one, _ = soundfile.read(out / "audio" / f"{stem}.wav")
        other, _ = soundfile.read(tmp_path / "a" / "audio" / f"{stem}.wav")
        assert one.shape == other.shape
        assert np.abs(one - other).max() < 2e-3
    again = conform(tmp_path / "a" / "timeline.otio", tmp_path / "b", config=small())
    assert (again.segments, again.reused, again.losses) == (5, 5, ())


def test_reordered_trimmed_and_re_timed(out: Path, tmp_path: Path) -> None:
    """Slate; third shot; the first at half speed; the second's middle at double; a gap; tail."""
    timeline, track = load(out)
    third = track.pop(3)
    track.insert(1, third)
    half, double = track[2], track[3]
    half.source_range = span(0, 2 * FRAMES)
    half.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))
    double.source_range = span(4, 8)
    double.effects.append(otio.schema.LinearTimeWarp(time_scalar=2.0))
    track.insert(4, otio.schema.Gap(source_range=span(0, 12)))
    result = rendered(timeline, out, tmp_path / "c", **{"film.subtitles": "false"})
    film_frames = seen(result.film)
    assert len(film_frames) == 12 + 24 + 48 + 8 + 12 + 12
    assert film_frames[12:36] == shot(2)
    assert film_frames[36:84] == [(0, i // 2) for i in range(48)]
    assert film_frames[84:92] == [(1, 4 + 2 * i) for i in range(8)]
    assert film_frames[92:104] == BLACK * 12
    assert tone(result.film, 12 / 24 + 0.3) == pytest.approx(TONES[2], abs=8)
    assert tone(result.film, 36 / 24 + 1.0) == pytest.approx(TONES[0], abs=8)
    assert tone(result.film, 93 / 24 + 0.1) == 0.0
    assert result.losses == ()


def test_nested_disabled_and_covered(out: Path, tmp_path: Path) -> None:
    timeline, track = load(out)
    inner = otio.schema.Track(name="inner", kind="Video")
    inner.append(track.pop(1))
    inner.append(track.pop(1))
    nest = otio.schema.Stack(name="nest", source_range=span(6, 36))
    nest.append(inner)
    nest.effects.append(otio.schema.LinearTimeWarp(time_scalar=1.0))
    track.insert(1, nest)
    track[2].enabled = False
    top = otio.schema.Track(name="V2", kind="Video")
    top.append(otio.schema.Gap(source_range=span(0, 20)))
    over = inner[1].deepcopy()
    over.source_range = span(10, 5)
    top.append(over)
    timeline.tracks.insert(1, top)
    result = rendered(timeline, out, tmp_path / "d", **{"film.subtitles": "false"})
    frames = seen(result.film)
    assert len(frames) == 12 + 36 + 24 + 12
    assert frames[12:20] == shot(0, 6, 8)
    assert frames[20:25] == shot(1, 10, 5)
    assert frames[25:30] == shot(0, 19, 5)
    assert frames[30:48] == shot(1, 0, 18)
    assert frames[48:72] == BLACK * 24
    assert tone(result.film, 32 / 24) == pytest.approx(TONES[1], abs=8)


def test_frozen_and_backwards(out: Path, tmp_path: Path) -> None:
    timeline, track = load(out)
    track[1].source_range = span(7, 10)
    track[1].effects.append(otio.schema.FreezeFrame())
    track[2].effects.append(otio.schema.LinearTimeWarp(time_scalar=-1.0))
    result = rendered(timeline, out, tmp_path / "e", **{"film.subtitles": "false"})
    frames = seen(result.film)
    assert frames[12:22] == [(0, 7)] * 10
    assert frames[22:46] == shot(1)[::-1]
    assert tone(result.film, 12 / 24 + 0.1) == 0.0
    assert tone(result.film, 22 / 24 + 0.4) == pytest.approx(TONES[1], abs=8)


def test_only_what_changed_is_drawn_again(out: Path, tmp_path: Path) -> None:
    timeline, track = load(out)
    track[2].source_range = span(0, 12)
    result = rendered(timeline, out, tmp_path / "f")
    assert (result.segments, result.reused) == (5, 4)
    again = rendered(timeline, out, tmp_path / "f")
    assert (again.segments, again.reused) == (5, 5)


def test_in_the_delivery_itself_the_delivery_stays(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(out, copy)
    before = (copy / "animatic.mp4").read_bytes()
    timeline, track = load(copy)
    track.pop(1)
    otio.adapters.write_to_file(timeline, str(copy / "edited.otio"))
    result = conform(copy / "edited.otio", copy, config=small())
    assert result.film == copy / "conform" / "animatic.mp4"
    assert (copy / "animatic.mp4").read_bytes() == before
    assert (result.segments, result.reused) == (4, 4)


def test_subtitles_follow(out: Path, tmp_path: Path) -> None:
    timeline, track = load(out)
    track[1].source_range = span(0, 2 * FRAMES)
    track[1].effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))
    track[2].source_range = span(23, 1)
    rendered(timeline, out, tmp_path / "g")
    text = (tmp_path / "g" / "subtitles.srt").read_text()
    assert text.count("-->") == 2
    assert "00:00:00,583 --> 00:00:02,417" in text
    web = (tmp_path / "g" / "subtitles.vtt").read_text()
    assert web.startswith("WEBVTT\n") and "00:00:00.583 --> 00:00:02.417" in web
    assert web.count("-->") == 2 and "<v " in web


def test_a_damaged_sound_is_silent_and_counted(out: Path, tmp_path: Path) -> None:
    timeline, _ = load(out)
    (tmp_path / "noise.wav").write_text("no sound")
    for track in timeline.audio_tracks():
        for clip in track.find_clips():
            clip.media_reference.target_url = (tmp_path / "noise.wav").as_uri()
    result = rendered(timeline, out, tmp_path / "m")
    assert result.film.is_file()
    assert any("noise.wav is no sound, or damaged; silent" in line for line in result.losses)


def test_a_full_disk_is_the_users_to_mend(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    timeline, _ = load(out)
    monkeypatch.setattr("pipelines.adopted.os.link", refused)
    monkeypatch.setattr("pipelines.adopted.shutil.copy2", refused)
    with pytest.raises(WorkspaceError, match="the disk is full; free some space"):
        rendered(timeline, out, tmp_path / "k")
    assert not (tmp_path / "k" / "animatic.mp4").exists()
    assert not list((tmp_path / "k" / ".filmgen" / "scratch").iterdir())


def test_no_room_for_a_stretched_sound_is_no_silence(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline, _ = load(out)
    for track in timeline.audio_tracks():
        for clip in track.find_clips():
            clip.effects.append(otio.schema.LinearTimeWarp(time_scalar=2.0))
    free = shutil.disk_usage(tmp_path)._replace(free=10_000)
    monkeypatch.setattr("filmgen.compositor.encode.space.shutil.disk_usage", lambda _: free)
    with pytest.raises(WorkspaceError, match="the disk is full: needs about"):
        rendered(timeline, out, tmp_path / "l")


def test_an_editors_own_pictures(out: Path, tmp_path: Path) -> None:
    """A still, a video of another rate and shape, an image sequence."""
    own = tmp_path / "own"
    own.mkdir()
    cv2.imwrite(str(own / "still.png"), np.full((72, 72, 3), 200, np.uint8))
    for i in range(12):
        cv2.imwrite(str(own / f"seq.{i + 1:03d}.png"), np.full((72, 128, 3), 20 * i, np.uint8))
    subprocess.run(
        [ffmpeg_exe(), "-loglevel", "error", "-f", "lavfi", "-i", "color=white:size=128x72:rate=25",
         "-t", "1", "-pix_fmt", "yuv420p", str(own / "video.mp4")], check=True,
    )  # fmt: skip
    timeline, track = load(out)
    time = otio.opentime.RationalTime
    for name in ("still.png", "video.mp4"):
        reference = otio.schema.ExternalReference(target_url=(own / name).as_uri())
        if name == "video.mp4":
            reference.available_range = otio.opentime.TimeRange(time(0, 25), time(25, 25))
        track.append(otio.schema.Clip(name, reference, span(0, 6)))
    numbered = otio.schema.ImageSequenceReference(
        own.as_uri() + "/", "seq.", ".png", 1, 1, 24.0, 3,
        available_range=span(0, 12),
    )  # fmt: skip
    track.append(otio.schema.Clip("seq", numbered, span(4, 6)))
    result = rendered(timeline, out, tmp_path / "h")
    capture = cv2.VideoCapture(str(result.film))
    capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
    pictures = []
    while True:
        there, picture = capture.read()
        if not there:
            break
        pictures.append(picture)
    assert len(pictures) == 12 + 72 + 12 + 18
    still, video, sequence = pictures[97], pictures[104], pictures[-6:]
    assert still[36, 64].mean() == pytest.approx(200, abs=4)  # letterboxed: black at its sides
    assert still[36, 4].mean() < 6
    assert video.mean() > 240
    levels = [picture.mean() for picture in sequence]
    assert levels == pytest.approx([20 * i for i in range(4, 10)], abs=4)
    assert any("video.mp4: 25 frames/s in a film of 24" in line for line in result.losses)


def test_what_is_gone_or_broken_is_slated_and_counted(out: Path, tmp_path: Path) -> None:
    timeline, track = load(out)
    (tmp_path / "broken.mp4").write_bytes(b"no video at all")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    for name in ("gone.mov", "broken.mp4", "broken.png"):
        reference = otio.schema.ExternalReference(target_url=(tmp_path / name).as_uri())
        track.append(otio.schema.Clip(name, reference, span(0, 6)))
    result = rendered(timeline, out, tmp_path / "i")
    assert result.frames == 12 + 72 + 12 + 18
    told = " ".join(result.slated)
    assert len(result.slated) == 3
    assert "gone.mov is not there" in told and "broken.png cannot be read" in told


def test_odd_rasters_are_refused_with_the_nearest(out: Path, tmp_path: Path) -> None:
    timeline, _ = load(out)
    timeline.metadata["filmgen"]["raster_px"] = [129, 72]
    with pytest.raises(TimelineError, match="129x72 cannot be encoded; the nearest size is 130x72"):
        rendered(timeline, out, tmp_path / "j")


def test_stems_that_the_editor_cut_are_used_as_they_lie(out: Path, tmp_path: Path) -> None:
    timeline, _ = load(out)
    dialogue = next(t for t in timeline.tracks if t.name == "dialogue")
    clip = dialogue[0]
    time = otio.opentime.RationalTime
    clip.source_range = otio.opentime.TimeRange(time(24_000 + 96_000, 48_000), time(24_000, 48_000))
    result = rendered(timeline, out, tmp_path / "k")
    assert tone(result.film, 0.1) == pytest.approx(TONES[2], abs=8)
    assert tone(result.film, 0.6) == 0.0


@pytest.mark.parametrize("suffix", ["otioz", "otiod"])
def test_bundles_bring_their_media(out: Path, tmp_path: Path, suffix: str) -> None:
    """A clip whose medium lies only in the bundle is found there."""
    cv2.imwrite(str(out / "still.png"), np.full((72, 128, 3), 200, np.uint8))
    timeline, track = load(out)
    del timeline.tracks[1:]
    del track[:]
    reference = otio.schema.ExternalReference(target_url=str(out / "still.png"))
    reference.available_range = span(0, 12)
    track.append(otio.schema.Clip("still", reference, span(0, 12)))
    path = tmp_path / f"bundle.{suffix}"
    otio.adapters.write_to_file(timeline, str(path))
    (out / "still.png").unlink()
    result = conform(path, tmp_path / "out", config=small())
    assert (result.frames, result.slated, result.losses) == (12, (), ())
    assert all(picture is not None for picture in seen(result.film))


@pytest.mark.parametrize("name", ["cut.edl", "cut.fcpxml", "cut.xml", "cut.aaf"])
def test_round_trips_find_their_shots(out: Path, tmp_path: Path, name: str) -> None:
    """What a format forgets is looked up in the delivery: the pictures are the same segments."""
    result = conform(out / name, tmp_path / "out", config=small(**{"film.subtitles": "false"}))
    frames = [frame for frame in seen(result.film) if frame is not None]
    assert [frame for frame in frames if frame in shot(0)] == shot(0)
    assert result.slated == ()
    begins = next(i for i, frame in enumerate(seen(result.film)) if frame == (0, 0)) / 24
    assert tone(result.film, begins + 0.4) == pytest.approx(TONES[0], abs=8)

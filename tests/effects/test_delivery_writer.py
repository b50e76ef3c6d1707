"""Writing plate files: flat memory, whole or not at all, failures in one line."""

from __future__ import annotations

import errno
import json
import shutil
import sys
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.effects.delivery import layers, writer
from filmgen.effects.delivery.preview import Preview
from filmgen.effects.delivery.reader import plate_frames, read_plate_files
from filmgen.effects.delivery.sidecar import FORMATS, SIDECAR, PlateFiles
from filmgen.effects.delivery.writer import estimated_bytes, write_plate_files
from filmgen.errors import ConfigError, FilmgenError, TimelineError, WorkspaceError


def ball(number: int, height: int = 36, width: int = 48, light: float = 0.5) -> np.ndarray:
    """A soft ball that wanders, premultiplied."""
    y, x = np.indices((height, width))
    distance = np.hypot(y - height / 2, x - width / 3 - number)
    alpha = np.clip(1.2 - distance / (height / 3), 0, 1)
    colour = np.array([light, light * 0.8, light * 0.5])
    return np.dstack([alpha[..., None] * colour, alpha]).astype(np.float16)


def balls(count: int, light: float = 0.5) -> Iterator[np.ndarray]:
    return (ball(n, light=light) for n in range(count))


def deliver(
    folder: Path, frames: Iterator[np.ndarray], *formats: str, **more: object
) -> PlateFiles:
    settings: dict[str, object] = {"rate": Fraction(25), "loops": False, "provenance": {}} | more
    return write_plate_files(folder, frames, formats=formats, **settings)  # type: ignore[arg-type]


def one_line(error: pytest.ExceptionInfo[FilmgenError]) -> str:
    text = str(error.value)
    assert "\n" not in text and len(text) < 300
    return text


def test_the_sidecar_comes_back(tmp_path: Path) -> None:
    made = {
        "kind": "smoke",
        "engine": "gan",
        "model": "gan.safetensors",
        "revision": "3",
        "seed": 7,
        "controls": {"wind": 0.25, "colour": "#aabbcc"},
    }
    written = deliver(
        tmp_path / "out", balls(3), *FORMATS, rate=Fraction(24000, 1001), loops=True,
        provenance=made, name="smoke",
    )  # fmt: skip
    assert read_plate_files(tmp_path / "out") == written
    assert written.made == made
    body = json.loads((tmp_path / "out" / SIDECAR).read_text(encoding="utf-8"))
    assert body["schema"] == "filmgen.plate-files" and body["version"] == 1
    assert (body["rate"], body["loops"], body["handles_frames"]) == ("24000/1001", True, 0)
    assert (body["primaries"], body["width_px"], body["height_px"]) == ("BT.709", 48, 36)
    assert body["formats"]["exr"]["transfer"] == "linear"
    assert body["formats"]["exr"]["alpha"].startswith("premultiplied")
    for form in ("png", "prores4444", "webm"):
        assert body["formats"][form]["transfer"].startswith("sRGB")
        assert body["formats"][form]["alpha"].startswith("straight")
        assert body["formats"][form]["add"] is None


def test_what_the_sidecar_names_is_what_is_there(tmp_path: Path) -> None:
    plate = deliver(tmp_path, balls(3, light=2.5), *FORMATS, name="ball")
    named = {tmp_path / SIDECAR, tmp_path / "preview.png"}
    for layer in plate.layers.values():
        files = [plate.path(f, n) for f in (layer.base, layer.add) if f for n in range(3)]
        assert layer.size_bytes == sum(p.stat().st_size for p in set(files))
        named.update(files)
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == named
    recipe = json.loads((tmp_path / SIDECAR).read_text())["formats"]["png"]["add"]
    assert recipe["file"] == "png_add/ball.add.%04d.png" and "add this" in recipe["use"]


def test_the_same_frames_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        deliver(tmp_path / name, balls(4, light=2.0), *FORMATS)
    for path in (p for p in (tmp_path / "a").rglob("*") if p.is_file()):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert path.read_bytes() == other.read_bytes(), path.name


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(25, 2)])
@pytest.mark.parametrize("form", ["prores4444", "webm"])
def test_rates_are_exact(tmp_path: Path, rate: Fraction, form: str) -> None:
    from filmgen.effects.delivery.pictures import probe_movie

    plate = deliver(tmp_path, balls(26), form, rate=rate)
    assert probe_movie(plate.path(plate.layers[form].base)).rate == rate


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (3, 2), (17, 33)])
def test_any_size_comes_back(tmp_path: Path, size: tuple[int, int]) -> None:
    height, width = size
    frame = np.zeros((height, width, 4), np.float16)
    frame[...] = (0.25, 0.125, 0.0625, 0.5)
    for form in FORMATS:
        if form == "webm" and min(size) == 1:
            continue
        plate = deliver(tmp_path / form, iter([frame, frame]), form)
        for back in plate_frames(plate):
            assert back.shape == frame.shape
            np.testing.assert_allclose(back, frame, atol=0.012 if form == "webm" else 0.002)


def test_an_add_plate_that_begins_late_is_black_until_then(tmp_path: Path) -> None:
    frames = [ball(n, light=0.5 if n < 3 else 3.0) for n in range(5)]
    plate = deliver(tmp_path, iter(frames), "png", "prores4444", "webm")
    for form in ("png", "prores4444", "webm"):
        back = list(plate_frames(plate, form))
        assert len(back) == 5
        near = {"png": 0.002, "prores4444": 0.03, "webm": 0.12}[form]
        for frame, made in zip(back, frames, strict=True):
            shows = np.minimum(made.astype(np.float32), 1)
            assert abs(np.minimum(frame, 1) - shows).max() < near


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        deliver(tmp_path / str(count), balls(count, light=2.0), "exr", "png", "webm")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(4)  # tables and imports
    assert peak(60) < peak(20) + 100_000


def test_frames_are_asked_for_one_at_a_time(tmp_path: Path) -> None:
    told: list[int] = []
    made: list[int] = []

    def frames() -> Iterator[np.ndarray]:
        for number in range(4):
            assert len(told) >= number - 1
            made.append(number)
            yield ball(number)

    deliver(tmp_path, frames(), "exr", on_frame=told.append)
    assert (told, made) == ([1, 2, 3, 4], [0, 1, 2, 3])


def test_a_new_plate_replaces_the_old_one_only(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    deliver(tmp_path, balls(5, light=2.0), "exr", "prores4444", name="old")
    deliver(tmp_path, balls(2), "exr", name="new")
    found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert found == [
        "exr/new.0001.exr", "exr/new.0002.exr", "notes.txt", "plate.json", "preview.png",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_render_that_breaks_leaves_what_was_there(tmp_path: Path, form: str) -> None:
    deliver(tmp_path / "out", balls(2), form)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    def breaks() -> Iterator[np.ndarray]:
        yield from balls(3, light=2.0)
        raise RuntimeError("the generator died")

    with pytest.raises(RuntimeError, match="died"):
        deliver(tmp_path / "out", breaks(), form)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    with pytest.raises(RuntimeError, match="died"):
        deliver(tmp_path / "new", breaks(), form)
    assert not (tmp_path / "new").exists()


def test_no_files_show_before_all_are_complete(tmp_path: Path) -> None:
    def frames() -> Iterator[np.ndarray]:
        for frame in balls(3, light=2.0):
            assert not [p for p in tmp_path.iterdir() if not p.name.startswith(".")]
            yield frame

    deliver(tmp_path, frames(), *FORMATS)
    assert (tmp_path / SIDECAR).is_file()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


# -- what goes wrong ---------------------------------------------------------------------------


def test_too_little_room_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil._ntuple_diskusage(10**12, 10**12 - 10**6, 10**6)  # type: ignore[attr-defined]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    rest = iter([ball(0, 360, 640), ball(1, 360, 640)])
    with pytest.raises(WorkspaceError) as caught:
        deliver(tmp_path / "out", rest, "exr", "png", count=240)
    text = one_line(caught)
    assert "needs about 248.8 MB, 1.0 MB are free" in text
    assert estimated_bytes(["exr", "png"], 640, 360, 240) == 248_832_000
    assert len(list(rest)) == 1  # asked for the first frame only, to know the size
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_runs_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """What was needed is reckoned from what the frames took so far."""
    real = layers.open_layer

    def opened(*arguments: object) -> object:
        layer = real(*arguments)  # type: ignore[arg-type]
        add, seen = layer.add, []

        def fills(picture: object) -> None:
            seen.append(1)
            if len(seen) == 6:
                raise OSError(errno.ENOSPC, "No space left on device")
            add(picture)  # type: ignore[arg-type]

        monkeypatch.setattr(layer, "add", fills)
        return layer

    monkeypatch.setattr(writer, "open_layer", opened)
    with pytest.raises(WorkspaceError) as caught:
        deliver(tmp_path / "out", balls(40), form, count=40)
    assert "disk is full; the plate needs about 0." in one_line(caught)
    assert not (tmp_path / "out").exists()


def fake_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = tmp_path / "ffmpeg"
    script.write_text(f"#!{sys.executable}\nimport sys\n{body}\n")
    script.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(script))


@pytest.mark.skipif(sys.platform == "win32", reason="a script with #! stands in for FFmpeg")
@pytest.mark.parametrize("reads", ["", "sys.stdin.buffer.read()\n"])
def test_a_failed_ffmpeg_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: str
) -> None:
    """It may die at once, or when all frames have been taken."""
    says = "print('[prores_ks @ 0x55d0c0ffee] the slices do not fit', file=sys.stderr)\nsys.exit(1)"
    fake_ffmpeg(tmp_path, monkeypatch, reads + says)
    with pytest.raises(TimelineError) as caught:
        deliver(tmp_path / "out", balls(8), "prores4444")
    assert one_line(caught) == "plate.mov: FFmpeg could not encode: the slices do not fit"
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a script with #! stands in for FFmpeg")
def test_ffmpeg_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says = "print('av_interleaved_write_frame(): No space left on device', file=sys.stderr)"
    fake_ffmpeg(tmp_path, monkeypatch, f"sys.stdin.buffer.read(9)\n{says}\nsys.exit(1)")
    with pytest.raises(WorkspaceError) as caught:
        deliver(tmp_path / "out", balls(8), "webm", count=8)
    assert "disk is full; the plate needs about" in one_line(caught)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(WorkspaceError) as caught:
        deliver(tmp_path / "taken", balls(2), "exr")
    assert "taken" in one_line(caught)


@pytest.mark.parametrize(("formats", "said"), [(("dpx",), "'dpx'"), ((), "none is asked for")])
def test_unknown_formats(tmp_path: Path, formats: tuple[str, ...], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        deliver(tmp_path / "out", balls(2), *formats)
    assert said in one_line(caught) and "exr, png, prores4444, webm" in one_line(caught)


def test_a_name_that_files_cannot_have(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot name files"):
        deliver(tmp_path / "out", balls(2), "exr", name="../fire")


def test_no_frames(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="without frames"):
        deliver(tmp_path / "out", iter([]), "exr")
    assert not (tmp_path / "out").exists()


def test_frames_that_differ_or_are_broken_are_named(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="frame 2 is 20x10, those before it are 48x36"):
        deliver(tmp_path / "out", iter([ball(0), ball(0, 10, 20)]), "exr")
    broken = ball(1)
    broken[3, 4, 1] = np.nan
    with pytest.raises(TimelineError, match="frame 2 holds values that are not finite"):
        deliver(tmp_path / "out", iter([ball(0), broken]), "exr")


# -- reading again -----------------------------------------------------------------------------


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    plate = deliver(tmp_path, balls(3), *FORMATS)
    (tmp_path / "exr/plate.0002.exr").unlink()
    (tmp_path / "png/plate.0003.png").write_bytes(b"nonsense")
    movie = tmp_path / "plate.mov"
    movie.write_bytes(movie.read_bytes()[:600])
    (tmp_path / "plate.webm").unlink()
    names = {"exr": "plate.0002.exr", "png": "plate.0003.png"}
    for form in FORMATS:
        with pytest.raises(TimelineError) as caught:
            list(plate_frames(plate, form))
        assert names.get(form, "plate.") in one_line(caught)


def test_a_format_that_was_not_delivered(tmp_path: Path) -> None:
    plate = deliver(tmp_path, balls(2), "png")
    with pytest.raises(ConfigError, match="holds no webm, only png"):
        list(plate_frames(plate, "webm"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "filmgen.plate", "version": 1}'])
def test_a_sidecar_that_is_not_one(tmp_path: Path, text: str) -> None:
    (tmp_path / SIDECAR).write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        read_plate_files(tmp_path)
    assert "render the plate again" in one_line(caught)


def test_a_sidecar_of_a_later_version(tmp_path: Path) -> None:
    deliver(tmp_path, balls(2), "png")
    body = json.loads((tmp_path / SIDECAR).read_text())
    (tmp_path / SIDECAR).write_text(json.dumps(body | {"version": 2}))
    with pytest.raises(WorkspaceError, match="newer filmgen"):
        read_plate_files(tmp_path)


# -- the preview -------------------------------------------------------------------------------


def test_the_preview_keeps_few_frames_of_a_long_plate() -> None:
    preview = Preview()
    for number in range(500):
        frame = np.zeros((20, 30, 4), np.float16)
        frame[..., :] = (number / 500, 0, 0, 1)
        preview.add(frame)
    assert len(preview._kept) <= 24
    picture = cv2.imdecode(np.frombuffer(preview.png("a caption"), np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape[1] <= 1440
    row = picture[100]
    reds = [int(v) for v in row[:, 2] if row.size]
    middles = [reds[w] for w in (240, 720, 1200)]
    assert middles[0] < middles[1] < middles[2]


def test_smoke_and_light_both_show_in_the_preview(tmp_path: Path) -> None:
    deliver(tmp_path, iter([ball(0, 64, 64, light=0.0), ball(1, 64, 64, light=3.0)]), "exr")
    picture = cv2.imread(str(tmp_path / "preview.png"))
    assert picture.min() == 0 and picture.max() == 255
    assert len(np.unique(picture[20:30, 20:400], axis=0)) > 2

"""Codecs: what is in the file is what the film was, tagged, and joined without a seam."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.compositor.sync import measure_sync
from filmgen.compositor.colour import Planes, planes_from_rgb, rgb_from_planes
from filmgen.compositor.encode.boxes import parameter_sets
from filmgen.compositor.encode.codecs import CODECS, Encoding
from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.encode.sequence import join_sequences
from filmgen.compositor.encode.writer import SegmentWriter, open_writer
from filmgen.errors import ConfigError, TimelineError
from filmgen.ffmpeg import ffmpeg_exe
from filmgen.media import ByteArray
from tests.compositor.films import board, write_tone

SIZE = (128, 72)
RATE = Fraction(24000, 1001)
FILES = [name for name, codec in CODECS.items() if codec.suffix]


def flat(planes: Planes) -> ByteArray:
    return np.concatenate([planes.y.ravel(), planes.u.ravel(), planes.v.ravel()])


def frames(count: int, seed: int = 0) -> list[ByteArray]:
    """Pictures that move by two pixels a frame."""
    rgb = board(SIZE[0] + 2 * count, SIZE[1], seed)
    return [
        flat(planes_from_rgb(np.ascontiguousarray(rgb[:, 2 * n : 2 * n + SIZE[0]])))
        for n in range(count)
    ]


def write(path: Path, encoding: Encoding, pictures: list[ByteArray]) -> Path:
    with open_writer(path, *SIZE, RATE, encoding) as writer:
        for picture in pictures:
            writer.write(picture)
    return path


def said(path: Path) -> str:
    command = [ffmpeg_exe(), "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True, text=True).stderr


def decoded(path: Path, pixels: str, dtype: str = "u1") -> np.ndarray:
    command = [ffmpeg_exe(), "-v", "error", "-i", str(path), "-map", "0:v", "-f", "rawvideo"]
    command += ["-fps_mode", "passthrough", "-pix_fmt", pixels, "-"]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(data, dtype)


@pytest.mark.parametrize("codec", FILES)
def test_joined_segments_decode_as_they_did_alone(tmp_path: Path, codec: str) -> None:
    encoding = Encoding(codec)
    pictures = frames(19)
    parts = [
        write(tmp_path / f"{i}_{encoding.segment_name}", encoding, pictures[a:b])
        for i, (a, b) in enumerate([(0, 7), (7, 8), (8, 19)])
    ]
    film = tmp_path / encoding.film_name
    sound = write_tone(tmp_path / "mix.wav", 38038)
    join_segments(
        parts, sound, film, rate=RATE, frames=19, start_timecode="01:00:00:00", title="Film"
    )
    pixels = "yuv420p" if film.suffix == ".mp4" else "yuv444p10le"
    alone = np.concatenate([decoded(part, pixels) for part in parts])
    assert np.array_equal(decoded(film, pixels), alone)
    told = said(film)
    assert "(tv, bt709, progressive)" in told
    assert "01:00:00:00" in told
    assert ("hvc1" in told) is (codec == "h265")
    assert ("pcm_s24le" if film.suffix == ".mov" else "aac (LC)") in told
    data = film.read_bytes()
    kind = b"nclc" if film.suffix == ".mov" else b"nclx"
    assert data[data.index(b"colr") + 4 :].startswith(kind + b"\0\1\0\1\0\1")
    assert data.index(b"moov") < data.index(b"mdat"), "the index is not at the front"


@pytest.mark.parametrize(("codec", "raw"), [("h264", "h264"), ("h265", "hevc")])
def test_the_stream_says_its_colours_by_itself_and_its_parameters_once(
    tmp_path: Path, codec: str, raw: str
) -> None:
    encoding = Encoding(codec)
    pictures = frames(6)
    parts = [write(tmp_path / f"{i}.mp4", encoding, pictures[i * 3 : i * 3 + 3]) for i in (0, 1)]
    assert parameter_sets(parts[0]) == parameter_sets(parts[1]) != b""
    film = tmp_path / "film.mp4"
    join_segments(parts, None, film, rate=RATE, frames=6, start_timecode="00:00:00:00", title="")
    assert parameter_sets(film) == parameter_sets(parts[0])
    command = [ffmpeg_exe(), "-v", "trace", "-i", str(film), "-c", "copy"]
    command += ["-bsf:v", "trace_headers", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert log.count("Sequence Parameter Set\n") == 1, "sets lie between the pictures too"
    bare = tmp_path / f"film.{raw}"
    subprocess.run(
        [ffmpeg_exe(), "-v", "error", "-i", str(film), "-c", "copy", "-f", raw, str(bare)],
        check=True,
    )
    assert "(tv, bt709" in said(bare)


def test_prores_says_its_colours_in_every_frame(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mov", Encoding("prores422"), frames(3))
    data = path.read_bytes()
    at = -1
    for _ in range(3):
        at = data.index(b"icpf", at + 1)
        assert data[at + 18 : at + 21] == b"\1\1\1", "primaries, transfer, matrix of BT.709"


@pytest.mark.parametrize(("codec", "wide"), [("prores422", 2), ("prores4444", 1)])
def test_prores_holds_the_drawn_picture_and_puts_chroma_in_its_place(
    tmp_path: Path, codec: str, wide: int
) -> None:
    """A ramp of chroma drawn in the middle of four pixels is the same ramp where ProRes has it."""
    width, height = 64, 48
    x, y = 2 * np.arange(width // 2), 2 * np.arange(height // 2)
    u = np.tile(90 + x, (height // 2, 1)).astype(np.uint8)  # 90.5 + column, at column 2 i + 0.5
    v = np.tile((90 + y)[:, None], (1, width // 2)).astype(np.uint8)
    luma = np.full((height, width), 100, np.uint8)
    with SegmentWriter(tmp_path / "a.mov", width, height, RATE, Encoding(codec)) as writer:
        writer.write(flat(Planes(luma, u, v)))
    pixels = "yuv422p10le" if wide == 2 else "yuv444p10le"
    raw = decoded(tmp_path / "a.mov", pixels, "<u2").astype(float) / 4
    size = width * height
    assert np.abs(raw[:size] - 100).max() < 0.6
    us = raw[size : size + size // wide].reshape(height, -1)[:, 4:-4]
    vs = raw[size + size // wide :].reshape(height, -1)[4:-4]
    columns = (np.arange(width // wide) * wide)[4:-4]
    assert abs((us - (89.5 + columns)).mean()) < 0.1
    assert abs((vs - (89.5 + np.arange(height)[4:-4, None])).mean()) < 0.1


def test_a_segment_encoded_otherwise_is_not_joined(tmp_path: Path) -> None:
    a = write(tmp_path / "a.mp4", Encoding(), frames(3))
    b = write(tmp_path / "b.mp4", Encoding(crf=30), frames(3))
    with pytest.raises(TimelineError, match=r"segment b\.mp4 was not encoded as the first"):
        join_segments(
            [a, b], None, tmp_path / "film.mp4",
            rate=RATE, frames=6, start_timecode="00:00:00:00", title="",
        )  # fmt: skip
    assert not (tmp_path / "film.mp4").exists()


def test_a_folder_of_pictures_is_numbered_by_the_films_timecode(tmp_path: Path) -> None:
    encoding = Encoding("png")
    pictures = frames(7)
    parts = [
        write(tmp_path / "a", encoding, pictures[:3]),
        write(tmp_path / "b", encoding, pictures[3:]),
    ]
    out = tmp_path / "film" / encoding.film_name
    join_sequences(parts, out, frames=7, first=86399)
    names = sorted(path.name for path in out.iterdir())
    assert names[0] == "animatic.0086399.png"
    assert names[-1] == "animatic.0086405.png"
    for name, picture in zip(names, pictures, strict=True):
        rgb = cv2.cvtColor(cv2.imread(str(out / name)), cv2.COLOR_BGR2RGB)
        size, quarter = 128 * 72, 64 * 36
        planes = Planes(
            picture[:size].reshape(72, 128),
            picture[size : size + quarter].reshape(36, 64),
            picture[size + quarter :].reshape(36, 64),
        )
        assert np.array_equal(rgb, rgb_from_planes(planes))
    told = said(out / names[0])
    assert "png" in told
    assert "bt709" in told or "iec61966-2-1" in told, "the file does not say that it is sRGB"
    with pytest.raises(TimelineError, match="7 pictures were joined instead of 8"):
        join_sequences(parts, tmp_path / "other", frames=8, first=0)
    assert not (tmp_path / "other").exists()


def test_what_decides_the_bytes_is_asked_for_and_nothing_else() -> None:
    assert Encoding(crf=20).request() != Encoding(crf=21).request()
    assert Encoding(build="9.0").request() != Encoding(build="9.1").request()
    assert Encoding().request() != Encoding(encoder="h264_nvenc").request()
    assert Encoding().request() == Encoding(encoder="libx264").request()
    assert Encoding("prores422", crf=3).request() == Encoding("prores422", crf=4).request()
    assert Encoding("png", build="9.0").request() == Encoding("png").request()
    with pytest.raises(ConfigError, match="h266"):
        Encoding("h266")


@pytest.mark.parametrize("size", [(129, 72), (128, 71), (12, 72)])
@pytest.mark.parametrize("codec", ["h264", "prores4444", "png"])
def test_a_size_that_cannot_be_drawn_names_one_that_can(
    tmp_path: Path, size: tuple[int, int], codec: str
) -> None:
    near = f"{max(16, size[0] // 2 * 2)}x{size[1] // 2 * 2}"
    with pytest.raises(TimelineError, match=f"cannot be encoded; use {near}"):
        open_writer(tmp_path / "a.mp4", *size, RATE, Encoding(codec))


@pytest.mark.parametrize("codec", ["h264", "prores422"])
def test_sound_and_picture_end_together(tmp_path: Path, codec: str) -> None:
    sync = measure_sync(0.3, tmp_path, codec)
    assert sync.frames == 432
    assert (sync.missing_frames, sync.misplaced, sync.wrong) == (0, 0, 0)
    assert abs(sync.end_gap_frames) <= 1
    assert max(map(abs, sync.burst_samples)) <= 8


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    for codec in FILES:
        name = Encoding(codec).segment_name
        a = write(tmp_path / f"a_{name}", Encoding(codec), frames(5))
        b = write(tmp_path / f"b_{name}", Encoding(codec), frames(5))
        assert a.read_bytes() == b.read_bytes(), codec

"""Plates on disk: what is read is what was written, by us and by others."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.effects.delivery.exr import decode_exr, encode_exr
from filmgen.effects.plates import read_plate, sequence_name, write_plate
from filmgen.errors import WorkspaceError
from filmgen.media import Plate


def picture(height: int, width: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rgba = rng.uniform(0.0, 4.0, (height, width, 4)).astype(np.float16)
    rgba[..., 3] = rgba[..., 3] / 4
    return rgba


def plate(frames: int = 3) -> Plate:
    rgba = np.zeros((frames, 40, 52, 4), np.float16)
    for index in range(frames):
        rgba[index, 5:33, 10:40] = picture(28, 30, index)
    return Plate(rgba=rgba, rate=Fraction(24000, 1001), loops=True)


def test_a_plate_comes_back(tmp_path: Path) -> None:
    made = plate()
    names = write_plate(tmp_path / "fire", made)
    assert set(names) == {p.name for p in (tmp_path / "fire").iterdir()}
    assert names[0] == "plate.0001.exr" == sequence_name(0)
    back = read_plate(tmp_path / "fire")
    assert (back.rate, back.loops) == (made.rate, made.loops)
    assert (back.frames, back.height_px, back.width_px) == made.rgba.shape[:3]
    for kept, picture in zip(back.pictures(), made.rgba, strict=True):
        assert np.array_equal(kept, picture) and kept.dtype == np.float16


def test_a_plate_kept_with_its_array_is_still_read(tmp_path: Path) -> None:
    made = plate()
    write_plate(tmp_path, made)
    sidecar = json.loads((tmp_path / "plate.json").read_text())
    first = sidecar | {"version": 1, "array": {"file": "plate.npy"}}
    (tmp_path / "plate.json").write_text(json.dumps(first))
    assert np.array_equal(read_plate(tmp_path).frame(1), made.rgba[1])
    (tmp_path / "plate.json").write_text(json.dumps(sidecar | {"version": 3}))
    with pytest.raises(WorkspaceError, match="of version 3"):
        read_plate(tmp_path)


def test_the_sidecar_says_what_a_compositor_must_know(tmp_path: Path) -> None:
    write_plate(tmp_path, plate())
    sidecar = json.loads((tmp_path / "plate.json").read_text(encoding="utf-8"))
    assert sidecar["rate"] == "24000/1001"
    assert sidecar["transfer"] == "linear"
    assert sidecar["alpha"].startswith("premultiplied")
    assert (sidecar["frames"], sidecar["width_px"], sidecar["height_px"]) == (3, 52, 40)
    assert sidecar["version"] == 2


def test_the_preview_is_a_picture(tmp_path: Path) -> None:
    write_plate(tmp_path, plate())
    preview = cv2.imread(str(tmp_path / "preview.png"))
    assert preview is not None
    assert preview.shape[1] < 1500
    assert preview.std() > 5


def test_the_same_plate_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_plate(tmp_path / name, plate())
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 70), st.integers(1, 50), st.integers(0, 10**6))
def test_exr_of_any_size_comes_back(height: int, width: int, seed: int) -> None:
    rgba = picture(height, width, seed)
    rgba[: seed % height] = 0
    assert np.array_equal(decode_exr(encode_exr(rgba, rate=Fraction(24))), rgba)


def test_an_empty_frame_is_small() -> None:
    empty = np.zeros((480, 640, 4), np.float16)
    data = encode_exr(empty)
    assert len(data) < 1000
    assert np.array_equal(decode_exr(data), empty)


def test_another_reader_sees_the_same_pixels(tmp_path: Path) -> None:
    """FFmpeg's EXR decoder, which knows nothing of ours."""
    rgba = plate().rgba[0]
    path = tmp_path / "frame.exr"
    path.write_bytes(encode_exr(rgba, rate=Fraction(24)))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(path)]
    command += ["-f", "rawvideo", "-pix_fmt", "gbrapf32le", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    planes = np.frombuffer(done.stdout, "<f4").reshape(4, *rgba.shape[:2])
    for ours, theirs in zip((1, 2, 0, 3), planes, strict=True):
        # this build of FFmpeg clips to 1 on the way out
        clipped = np.minimum(rgba[..., ours].astype(np.float32), 1.0)
        assert np.allclose(clipped, theirs, atol=2e-3)


@pytest.mark.parametrize("data", [b"", b"not an exr at all", encode_exr(picture(20, 20))[:300]])
def test_a_damaged_exr_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(WorkspaceError) as caught:
        decode_exr(data, "shot/plate.0001.exr")
    assert "shot/plate.0001.exr" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_plate_there(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no readable plate"):
        read_plate(tmp_path)


@pytest.mark.parametrize("spoil", ["gone", "cut", "small"])
def test_a_spoilt_frame_is_named(tmp_path: Path, spoil: str) -> None:
    write_plate(tmp_path, plate())
    path = tmp_path / sequence_name(1)
    small = encode_exr(picture(8, 8))
    cut = path.read_bytes()[:-40]
    path.unlink()
    if spoil != "gone":
        path.write_bytes(small if spoil == "small" else cut)
    back = read_plate(tmp_path)
    assert back.frame(0).any()
    with pytest.raises(WorkspaceError, match=r"plate\.0002\.exr") as caught:
        list(back.pictures())
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        write_plate(tmp_path / "taken", plate())
    assert "\n" not in str(caught.value)

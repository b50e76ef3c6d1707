"""A full disk and an interrupt leave nothing behind; a full disk says how much was needed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from filmgen.compositor.encode import space
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments, joined_bytes
from filmgen.compositor.encode.space import complete_only, least_bytes, require_room
from filmgen.compositor.encode.writer import SegmentWriter, open_writer
from filmgen.errors import WorkspaceError

GREY = np.full(64 * 36 * 3 // 2, 128, np.uint8)
FULL = Path("/dev/full")


def segment(path: Path, frames: int = 4) -> Path:
    with SegmentWriter(path, 64, 36, Fraction(24)) as writer:
        for _ in range(frames):
            writer.write(GREY)
    return path


def part_of(path: Path) -> Path:
    """Where `complete_only` writes until a file is complete."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("codec", ["h264", "prores422"])
def test_a_disk_that_fills_under_ffmpeg(tmp_path: Path, codec: str) -> None:
    """FFmpeg itself meets ENOSPC: what it writes to is /dev/full."""
    path = tmp_path / Encoding(codec).segment_name
    part_of(path).symlink_to(FULL)
    with pytest.raises(WorkspaceError) as caught:  # noqa: SIM117 (what it says is what counts)
        with open_writer(path, 64, 36, Fraction(24), Encoding(codec), expected=100) as writer:
            for _ in range(50):
                writer.write(GREY)
    least = least_bytes(Encoding(codec), 64, 36, 100)
    said = re.search(r"needs about ([\d.]+) MB, ([\d.]+) MB are free in (\S+);", str(caught.value))
    assert said
    assert float(said[1]) >= least / 1e6
    assert said[3] == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_disk_that_fills_while_joining(tmp_path: Path) -> None:
    a, film = segment(tmp_path / "a.mp4"), tmp_path / "film.mp4"
    part_of(film).symlink_to(FULL)
    with pytest.raises(WorkspaceError, match=r"film\.mp4: the disk is full: needs about 0\.1 MB, "):
        join_segments(
            [a], None, film, rate=Fraction(24), frames=4, start_timecode="00:00:00:00", title=""
        )
    assert list(tmp_path.iterdir()) == [a]


def test_a_film_that_has_no_room_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, film = segment(tmp_path / "a.mp4"), tmp_path / "film.mp4"
    monkeypatch.setattr(space, "_free", lambda path: 1000)
    with pytest.raises(WorkspaceError, match=r"the disk is full: needs about 0\.1 MB, 0\.0"):
        join_segments(
            [a], None, film, rate=Fraction(24), frames=4, start_timecode="00:00:00:00", title=""
        )
    assert list(tmp_path.iterdir()) == [a]
    require_room(film, 1000)
    with pytest.raises(WorkspaceError, match=r"needs about 12 MB, 0\.0 MB are free"):
        require_room(film, 11_100_000)


def test_a_join_is_reckoned_near_what_it_takes(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (480_000, 2)).astype(np.float32)
    soundfile.write(tmp_path / "mix.wav", noise, 48_000)
    for name in ("film.mp4", "film.mov"):
        film = tmp_path / name
        encoding = Encoding("h264" if film.suffix == ".mp4" else "prores422")
        part = tmp_path / f"part{film.suffix}"
        with open_writer(part, 64, 36, Fraction(24), encoding) as writer:
            for _ in range(240):
                writer.write(GREY)
        join_segments(
            [part], tmp_path / "mix.wav", film,
            rate=Fraction(24), frames=240, start_timecode="00:00:00:00", title="",
        )  # fmt: skip
        told = joined_bytes(part.stat().st_size, 240, Fraction(24), film.suffix)
        assert film.stat().st_size <= told < 1.2 * film.stat().st_size


def test_a_folder_of_pictures_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for count in (5, 2):
        with open_writer(tmp_path / "s", 64, 36, Fraction(24), Encoding("png")) as writer:
            for _ in range(count):
                writer.write(GREY)
        assert len(list((tmp_path / "s").iterdir())) == count
    with (
        pytest.raises(RuntimeError),
        open_writer(tmp_path / "s", 64, 36, Fraction(24), Encoding("png")) as writer,
    ):
        writer.write(GREY)
        raise RuntimeError
    assert len(list((tmp_path / "s").iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_what_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(WorkspaceError, match="cannot be written"),
        complete_only(tmp_path / "file" / "film.mp4"),
    ):
        pass


_WRITING = """
import sys, time, numpy as np
from fractions import Fraction
from pathlib import Path
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.writer import open_writer
out = Path(sys.argv[1])
with open_writer(out / "a.mp4", 64, 36, Fraction(24), Encoding(sys.argv[2])) as writer:
    while True:
        writer.write(np.zeros(64 * 36 * 3 // 2, np.uint8))
        if writer.frames == 30:
            print("going", flush=True)
        time.sleep(0.002)
"""
_JOINING = """
import sys
from fractions import Fraction
from pathlib import Path
from filmgen.compositor.encode.join import join_segments
out = Path(sys.argv[1])
print("going", flush=True)
join_segments(
    [out / "a.mp4"], None, out / "film.mp4",
    rate=Fraction(24), frames=4, start_timecode="00:00:00:00", title="",
)
"""


def interrupted(program: str, folder: Path, *arguments: str, **environment: str) -> str:
    """Run a program in a process group of its own, press Ctrl-C, return its last words."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "going\n"
    marker = folder / "begun"
    while "IMAGEIO_FFMPEG_EXE" in environment and not marker.exists():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    return process.communicate(timeout=20)[1].strip().splitlines()[-1]


@pytest.mark.parametrize("codec", ["h264", "png"])
def test_ctrl_c_while_frames_are_written_leaves_nothing(tmp_path: Path, codec: str) -> None:
    assert interrupted(_WRITING, tmp_path, codec) == "KeyboardInterrupt"
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_a_film_is_joined_leaves_nothing(tmp_path: Path) -> None:
    segment(tmp_path / "a.mp4")
    slow = tmp_path / "ffmpeg"
    slow.write_text(
        '#!/bin/sh\nfor last; do :; done\necho half > "$last"\n'
        f"touch '{tmp_path}/begun'\nexec sleep 30\n"
    )
    slow.chmod(0o755)
    last = interrupted(_JOINING, tmp_path, IMAGEIO_FFMPEG_EXE=str(slow))
    assert last == "KeyboardInterrupt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "begun", "ffmpeg"]

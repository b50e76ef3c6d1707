"""Files: exact frame counts and times, sound that ends with the picture, nothing half written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.breakdown.model import Move, ShotTransition
from filmgen.compositor.encode.aac import encode_aac
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.join import join_segments
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.compositor.picture import render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.errors import TimelineError, WorkspaceError
from filmgen.ffmpeg import ffmpeg_exe
from filmgen.timecode import format_timecode, samples_from_frames
from tests.compositor.films import film, take, write_tone

RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001)]


def shown_times(path: Path) -> tuple[list[int], Fraction]:
    """Presentation time of every decoded frame in ticks, and the ticks' length."""
    command = [ffmpeg_exe(), "-hide_banner", "-i", str(path), "-map", "0:v", "-vf", "showinfo"]
    command += ["-fps_mode", "passthrough", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    base = re.search(r"config in time_base: (\d+)/(\d+)", log)
    assert base
    return [int(m) for m in re.findall(r" pts: *(-?\d+)", log)], Fraction(
        int(base[1]), int(base[2])
    )


def heard_samples(path: Path) -> int:
    command = [ffmpeg_exe(), "-v", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-"]
    return len(subprocess.run(command, capture_output=True, check=True).stdout) // 8


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_times_and_sound_are_exact(tmp_path: Path, rate: Fraction) -> None:
    timeline = film(
        take(tmp_path, 1, 7, move=Move.PUSH_IN, words="Well?"),
        take(tmp_path, 2, 1),
        take(tmp_path, 3, 31, transition=ShotTransition.DISSOLVE, transition_frames=5),
        rate=rate,
        slate=5,
        tail=6,
    )
    segments = plan_segments(timeline, Style())
    assert sum(s.frames for s in segments) == timeline.cut.frames == 50
    paths = []
    for segment in segments:
        paths.append(tmp_path / f"{segment.name}.mp4")
        assert render_segment(segment, paths[-1]).frames == segment.frames
    samples = samples_from_frames(50, rate)
    out = tmp_path / "film.mp4"
    join_segments(
        paths,
        write_tone(tmp_path / "mix.wav", samples),
        out,
        rate=rate,
        frames=50,
        start_timecode=format_timecode(86400, rate),
        title="Film",
    )
    times, tick = shown_times(out)
    assert [t * tick for t in times] == [Fraction(n) / rate for n in range(50)]
    # AAC decodes whole blocks of 1024; what the file says to play is what counts
    assert abs(heard_samples(out) - samples) <= 1024
    assert abs(Fraction(heard_samples(out), 48000) - 50 / rate) < 1 / rate


def decoded(path: Path, *options: str) -> bytes:
    command = [ffmpeg_exe(), "-v", "error", "-i", str(path), *options, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(24000, 1001)], ids=str)
@pytest.mark.parametrize("short", [0, 100])
def test_sound_encoded_beforehand_is_heard_as_if_encoded_by_the_join(
    tmp_path: Path, rate: Fraction, short: int
) -> None:
    timeline = film(take(tmp_path, 1, 17), rate=rate)
    (segment,) = plan_segments(timeline, Style())
    render_segment(segment, tmp_path / "a.mp4")
    mix = write_tone(tmp_path / "mix.wav", samples_from_frames(17, rate) - short)
    encode_aac(mix, tmp_path / "mix.m4a")
    heard = {}
    for name, aac in (("copied", tmp_path / "mix.m4a"), ("encoded", None)):
        out = tmp_path / f"{name}.mp4"
        join_segments(
            [tmp_path / "a.mp4"],
            mix,
            out,
            rate=rate,
            frames=17,
            start_timecode=format_timecode(86400, rate),
            title="Film",
            aac=aac,
        )
        sound = decoded(out, "-map", "0:a", "-f", "f32le")
        packets = decoded(out, "-map", "0", "-c", "copy", "-f", "framemd5")
        heard[name] = (sound, sorted(packets.splitlines()))
        assert shown_times(out)[0][0] == 0
    assert heard["copied"][0] and heard["copied"] == heard["encoded"]


def test_sound_that_cannot_be_encoded_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "mix.wav").write_text("no sound")
    with pytest.raises(TimelineError, match=r"encode the sound|mix"):
        encode_aac(tmp_path / "mix.wav", tmp_path / "mix.m4a")
    assert [p.name for p in tmp_path.iterdir()] == ["mix.wav"]


def test_the_file_reads_back_through_moviepy_with_its_tags(tmp_path: Path) -> None:
    from moviepy import VideoFileClip

    timeline = film(take(tmp_path, 1, 24), size=(160, 90), rate=Fraction(25))
    (segment,) = plan_segments(timeline, Style(burn_in="none"))
    render_segment(segment, tmp_path / "a.mp4")
    out = tmp_path / "film.mp4"
    sound = write_tone(tmp_path / "mix.wav", samples_from_frames(24, Fraction(25)))
    join_segments(
        [tmp_path / "a.mp4"],
        sound,
        out,
        rate=Fraction(25),
        frames=24,
        start_timecode="01:00:00:00",
        title="A title",
    )
    with VideoFileClip(str(out)) as clip:
        assert tuple(clip.size) == (160, 90)
        assert clip.fps == 25
        assert abs(clip.duration - 0.96) <= 0.04
        assert clip.audio is not None
        assert abs(clip.audio.duration - 0.96) <= 0.04
        assert clip.get_frame(0.5).std() > 10
    info = subprocess.run([ffmpeg_exe(), "-i", str(out)], capture_output=True, text=True).stderr
    assert "yuv420p(tv, bt709" in info
    assert "timecode        : 01:00:00:00" in info
    assert "A title" in info
    data = out.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index is not at the front"


def test_a_long_film_of_odd_segments_does_not_drift(tmp_path: Path) -> None:
    rate = Fraction(24000, 1001)
    timeline = film(take(tmp_path, 1, 5, size=(64, 36)), size=(64, 36), rate=rate)
    (segment,) = plan_segments(timeline, Style(burn_in="none"))
    render_segment(segment, tmp_path / "a.mp4")
    out = tmp_path / "film.mp4"
    join_segments(
        [tmp_path / "a.mp4"] * 700,
        None,
        out,
        rate=rate,
        frames=3500,
        start_timecode="00:00:00:00",
        title="",
    )
    times, tick = shown_times(out)
    assert [t * tick for t in times] == [Fraction(n) / rate for n in range(3500)]


def test_lengths_that_do_not_agree_are_refused(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 12))
    (segment,) = plan_segments(timeline, Style())
    render_segment(segment, tmp_path / "a.mp4")
    out = tmp_path / "film.mp4"
    common = {"rate": Fraction(24), "start_timecode": "00:00:00:00", "title": ""}
    sound = write_tone(tmp_path / "mix.wav", 30_000)
    with pytest.raises(TimelineError, match="sound lasts"):
        join_segments([tmp_path / "a.mp4"], sound, out, frames=12, **common)
    with pytest.raises(TimelineError, match="12 frames were joined instead of 13"):
        join_segments([tmp_path / "a.mp4"], None, out, frames=13, **common)
    with pytest.raises(TimelineError, match=r"gone\.mp4 is missing"):
        join_segments([tmp_path / "gone.mp4"], None, out, frames=12, **common)
    assert sorted(p.name for p in tmp_path.glob("*film*")) == []


def test_ffmpegs_own_words_reach_the_user(tmp_path: Path) -> None:
    with (
        pytest.raises(TimelineError, match=r"a\.mp4: FFmpeg could not encode: .*nosuch"),
        SegmentWriter(
            tmp_path / "a.mp4", 64, 36, Fraction(24), Encoding(preset="nosuch")
        ) as writer,
    ):
        for _ in range(50):
            writer.write(np.zeros(64 * 36 * 3 // 2, np.uint8))
            time.sleep(0.01)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = tmp_path / "full.mp4"
    fake = tmp_path / "ffmpeg"
    fake.write_text(
        "#!/bin/sh\ncat > /dev/null\necho 'av_write: No space left on device' >&2\nexit 1\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(fake))
    with (
        pytest.raises(WorkspaceError, match=r"full\.mp4: the disk is full"),
        SegmentWriter(full, 64, 36, Fraction(24)) as writer,
    ):
        writer.write(np.zeros(64 * 36 * 3 // 2, np.uint8))
    assert not full.exists()


def test_a_killed_render_leaves_no_file_under_the_name(tmp_path: Path) -> None:
    program = (
        "import sys, time, numpy as np\n"
        "from fractions import Fraction\nfrom pathlib import Path\n"
        "from filmgen.compositor.encode.writer import SegmentWriter\n"
        "with SegmentWriter(Path(sys.argv[1]), 64, 36, Fraction(24)) as writer:\n"
        "    while True:\n"
        "        writer.write(np.zeros(64 * 36 * 3 // 2, np.uint8))\n"
        "        print(writer.frames, flush=True)\n"
        "        time.sleep(0.005)\n"
    )
    out = tmp_path / "killed.mp4"
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(out)], stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    while int(process.stdout.readline()) < 30:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.3)  # FFmpeg sees its input end and closes what it has
    assert not out.exists()


def test_an_error_while_painting_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="mid-shot"),
        SegmentWriter(tmp_path / "a.mp4", 64, 36, Fraction(24)) as writer,
    ):
        writer.write(np.zeros(64 * 36 * 3 // 2, np.uint8))
        raise RuntimeError("mid-shot")
    assert list(tmp_path.iterdir()) == []


def test_the_same_segment_gives_the_same_bytes(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 9, move=Move.HANDHELD, words="Again."))
    (segment,) = plan_segments(timeline, Style())
    render_segment(segment, tmp_path / "a.mp4")
    render_segment(segment, tmp_path / "b.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

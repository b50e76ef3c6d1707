"""Every real screenplay to a film that plays: what the delivery must hold, measured on its files.

Renders each script (default: all of ../shared/screenplays and our samples) with the draft
configuration and reads the delivery back: lengths of picture, sound and timeline by
decoding, lines by the lists and subtitles, voices by the level of the dialogue stem inside
and outside their lines, running time against pages of a fixed 55-line layout.

    python -m benchmarks.screenplays [SCRIPT ...] [--out FOLDER] [--size 640x360] [--check]
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import imageio_ffmpeg
import numpy as np
import opentimelineio as otio
import soundfile

from benchmarks.goals import Goal, arguments, close
from filmgen.screenplay import count_pages, read_screenplay

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDERS = (REPOSITORY.parent / "shared" / "screenplays", REPOSITORY / "assets" / "screenplays")
QUIET_DB, HEARD_DB = -55.0, -45.0
LONG_PAGES = 10.0
"""From this length on the running time is held to a page a minute."""


def decoded(film: Path) -> tuple[int, float]:
    """Frames of the picture and seconds of the sound, by decoding all of both."""
    video = cv2.VideoCapture(str(film))
    frames = 0
    while video.grab():
        frames += 1
    video.release()
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(film), "-vn", "-ar",
               "48000", "-ac", "1", "-f", "s16le", "-"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        size = 0
        while block := process.stdout.read(1 << 20):
            size += len(block)
    return frames, size / 2 / 48000


def level_db(samples: np.ndarray[Any, Any]) -> float:
    """RMS level in dB of full scale; -120 for nothing."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
    return float(10 * np.log10(max(power, 1e-12)))


def judge(out: Path, result: dict[str, Any], pages: float) -> dict[str, Any]:
    """Measure one delivery."""
    rate = Fraction(result["rate"])
    frames, sound_s = decoded(out / "animatic.mp4")
    timeline = otio.adapters.read_from_file(str(out / "timeline.otio"))
    timeline_frames = round(timeline.duration().to_seconds() * rate)
    lines = list(csv.DictReader((out / "lines.csv").open(encoding="utf-8")))
    shots = {row["shot"]: row for row in csv.DictReader((out / "shots.csv").open(encoding="utf-8"))}
    subtitles = re.sub(r"\s+", "", (out / "subtitles.srt").read_text(encoding="utf-8"))
    stem, stem_hz = soundfile.read(out / "audio" / "dialogue.wav", dtype="float32")
    stem = stem.mean(axis=1)
    outside = np.ones(len(stem), bool)
    misplaced = unsubtitled = unheard = spoken = 0
    for line in lines:
        shot = shots[line["shot"]]
        first, count = int(line["start_frame"]), int(line["frames"])
        begin, length = int(shot["start_frame"]), int(shot["frames"])
        misplaced += not begin <= first < first + count <= begin + length
        words = re.sub(r"\s+", "", line["text"])
        unsubtitled += words[:12] not in subtitles
        at = [round(stem_hz * f / rate) for f in (first, first + count)]
        if line["spoken"] == "yes":
            spoken += 1
            unheard += bool(level_db(stem[at[0] : at[1]]) < HEARD_DB)
            outside[max(0, at[0] - stem_hz // 20) : at[1] + stem_hz // 2] = False
    sound = json.loads((out / "manifest.json").read_text())["sound"]
    return {
        "seconds": frames / float(rate),
        "frames_off": max(abs(frames - result["frames"]), abs(timeline_frames - frames)),
        "sound_off_frames": abs(sound_s * float(rate) - frames),
        "shots": len(shots),
        "lines": len(lines),
        "spoken": spoken,
        "misplaced": misplaced,
        "unsubtitled": unsubtitled,
        "unheard": unheard,
        "speech_outside_lines_db": level_db(stem[outside]),
        "loudness_lufs": sound["loudness_lufs"],
        "true_peak_db": sound["true_peak_db"],
        "missing": len(result["missing"]),
        "pages": pages,
        "minutes_a_page": frames / float(rate) / 60 / pages,
    }


def main() -> None:
    parser = arguments(str(__doc__).splitlines()[0])
    parser.add_argument("scripts", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, help="keep the deliveries here")
    parser.add_argument("--size", default="640x360")
    options = parser.parse_args()
    scripts = options.scripts or [
        path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.iterdir())
    ]
    figures: dict[str, Any] = {}
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as scratch:
        for script in scripts:
            out = (options.out or Path(scratch)) / script.name
            command = [sys.executable, "-m", "filmgen.cli.main", "animatic", str(script)]
            command += ["-o", str(out), "--json", "--size", options.size]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{script.name}: {done.stderr.strip().splitlines()[-1]}")
                goals.append(Goal(f"{script.name} renders", 0, None, ""))
                continue
            pages = count_pages(read_screenplay(script))
            found = judge(out, json.loads(done.stdout), pages)
            figures[script.name] = found
            print(f"\n{script.name}")
            for name, value in found.items():
                print(
                    f"  {name:26}{value:.3g}" if isinstance(value, float) else f"  {name:26}{value}"
                )
            one = f"{script.name}: "
            goals += [
                Goal(one + "picture, timeline and cut apart", 1, found["frames_off"], "frames"),
                Goal(one + "sound ends apart", 1, found["sound_off_frames"], "frames"),
                Goal(one + "lines outside their shot", 0, found["misplaced"], "lines"),
                Goal(one + "lines without subtitle", 0, found["unsubtitled"], "lines"),
                Goal(one + "lines not heard", 0, found["unheard"], "lines"),
                Goal(
                    one + "speech outside lines", QUIET_DB, found["speech_outside_lines_db"], "dB"
                ),
            ]
            if pages >= LONG_PAGES:
                off = abs(found["minutes_a_page"] - 1)
                goals.append(Goal(one + "off a page a minute", 0.3, off, ""))
    close(goals, figures, options)


if __name__ == "__main__":
    main()

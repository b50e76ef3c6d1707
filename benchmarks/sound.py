"""Sound: whether dialogue is understood, voices told apart, mixes in bounds, spots in time.

Every script is made to a soundtrack (`filmgen soundtrack`), as it stands and with every line
whispered and shouted, and its delivery is listened to: Whisper base writes down the dialogue stem
line by line, Resemblyzer compares the speakers of a scene, FFmpeg's ebur128 measures the mix,
stems are summed, spot sounds are looked for in the effects stem. Beds are made one after
another on one thread; what they are like is `benchmarks.sound_places`'s subject.

    python -m benchmarks.sound [--out FOLDER] [--lines N] [--json FILE] [--check]
"""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from benchmarks.goals import Goal, arguments, close
from benchmarks.hearing import (
    SpeakerEar,
    heard,
    largest_similarity,
    load_whisper,
    word_errors,
    words_of,
)
from filmgen.config import Config, load_config
from filmgen.editorial.model import SoundMedia, Timeline
from filmgen.editorial.moments import moment_frame
from filmgen.farm.local import LocalFarm
from filmgen.ffmpeg import ffmpeg_exe
from filmgen.media import FloatArray, Sound
from filmgen.progress import Silent
from filmgen.screenplay import read_screenplay
from filmgen.sound.synth.render import BEDS, render
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from filmgen.workspace import Workspace
from pipelines.soundtrack import SoundtrackResult, make_soundtrack, record_track
from pipelines.studio import Studio

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared" / "screenplays"
SCRIPTS = (
    REPOSITORY / "assets" / "screenplays" / "the-lamplighter.fountain",
    SHARED / "Brick-and-Steel.fountain",
    SHARED / "The-Last-Birthday-Card.fountain",
)

WORD_ERRORS = 0.06
ACTED_WORD_ERRORS = 0.15
SIMILARITY = 0.75
DIALOGUE_X = 0.4
BED_X = 0.05
LOUDNESS_OFF_LU = 0.5
TRUE_PEAK_DB = -1.0
STEMS_DB = -80.0
SPOT_FRAMES = 2.0
MANNERS = {"whispered": "whispering", "shouted": "shouting"}

_AROUND_S = 0.15
"""Heard on either side of a line: the tail of its room is part of it."""
_SEARCH_S = 0.25
_BED_S = 20

# Eight men, eight women, and ten of all ages in one scene, with what they say.
_MEN = ["ADAM", "BERT", "CARL", "DAVID", "EDWARD", "FRANK", "GEORGE", "HENRY"]
_WOMEN = ["ALICE", "BETTY", "CLARA", "DORA", "EMMA", "FLORA", "GRACE", "HELEN"]
_ALL_AGES = {
    "PETER": "20s", "MARTHA": "70s", "LUKE": "40s", "ANNA": "20s", "SIMON": "60s",
    "RUTH": "40s", "JACOB": "30s", "SARAH": "30s", "THOMAS": "50s", "LYDIA": "50s",
}  # fmt: skip
_SAYINGS = (
    "The boat was tied to the jetty when I went to bed, and in the morning there was only rope.",
    "I have counted the money twice now, and each time there is a little less of it.",
    "If you follow the river for an hour you come to a mill, and behind the mill is the road.",
    "My mother kept bees, and she told them everything that happened in the house.",
    "Nobody has opened that window since the summer when the roof was mended.",
    "We should leave before the others wake up and start to ask where we are going.",
)


@dataclass
class Understood:
    """Word errors of some lines."""

    errors: int = 0
    words: int = 0
    worst: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        return self.errors / self.words if self.words else None

    def add(self, errors: int, said: str, understood: str) -> None:
        self.errors += errors
        self.words += len(words_of(said))
        if errors:
            self.worst.append(f"{errors} wrong: {said!r} heard as {understood.strip()!r}")


def main() -> None:
    parser = arguments(str(__doc__).splitlines()[0])
    parser.add_argument("--out", type=Path, help="keep the deliveries here")
    parser.add_argument("--lines", type=int, default=60, help="lines acted of each script")
    options = parser.parse_args()
    figures: dict[str, Any] = {"scripts": {}}
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as scratch:
        out = options.out or Path(scratch)
        whisper = _ear(lambda: load_whisper(Path(scratch)))
        voices = _ear(SpeakerEar)
        everyday: dict[str, Understood] = {}
        acted: dict[str, dict[str, Understood]] = {manner: {} for manner in MANNERS}
        sounds: list[dict[str, Any]] = []
        for script in SCRIPTS:
            if not script.is_file():
                print(f"{script.name}: skipped, not there")
                continue
            result, figure = _soundtrack(script, out / script.stem)
            sounds.append(figure)
            figures["scripts"][script.name] = figure
            print(f"{script.name}: {figure}")
            if whisper:
                everyday[script.name] = understood(whisper, result.out, script)
                _tell("as written", script.name, everyday[script.name])
            for manner, word in MANNERS.items():
                told = _retold(
                    script, word, options.lines, out / f"{script.stem}-{manner}.fountain"
                )
                made, _ = _soundtrack(told, out / told.stem)
                if whisper:
                    acted[manner][script.name] = understood(whisper, made.out, script)
                    _tell(manner, script.name, acted[manner][script.name])
        crowds = {
            name: _crowd(name, people, out, voices)
            for name, people in (("men", _MEN), ("women", _WOMEN), ("all ages", _ALL_AGES))
        }
        scenes = {
            script.name: _scene_similarity(out / script.stem, voices)
            for script in SCRIPTS
            if script.is_file()
        }
        print(f"largest similarity in a scene: {crowds | scenes}")
        figures["similarity"] = crowds | scenes
        figures["same"] = _same_again(SCRIPTS[0], out)
    beds = bed_times()
    figures["beds"] = beds
    print(f"CPU seconds for a second of bed: {beds}")
    whole = len(sounds) == len(SCRIPTS)

    def worst(values: Iterable[float | None]) -> float | None:
        found = list(values)
        return max(v for v in found if v is not None) if found and None not in found else None

    goals += [
        Goal("word errors as written", WORD_ERRORS * 100, _percent(everyday, whole), "%"),
        *(
            Goal(f"word errors {manner}", ACTED_WORD_ERRORS * 100, _percent(heard_, whole), "%")
            for manner, heard_ in acted.items()
        ),
        Goal("closest voices of 8 to 10 in a scene", SIMILARITY, worst(crowds.values()), ""),
        Goal("closest voices in the scripts' scenes", SIMILARITY, worst(scenes.values()), ""),
        Goal("dialogue, two cores", DIALOGUE_X, worst(s["dialogue_x"] for s in sounds), "x"),
        Goal("slowest bed, one thread", BED_X, worst(beds.values()), "x"),
        Goal("loudness off target", LOUDNESS_OFF_LU, worst(s["off_lu"] for s in sounds), "LU"),
        Goal("true peak", TRUE_PEAK_DB, worst(s["true_peak_db"] for s in sounds), "dBTP"),
        Goal("stems less the mix", STEMS_DB, worst(s["stems_db"] for s in sounds), "dB"),
        Goal("spots off their words", SPOT_FRAMES, worst(s["spots_off"] for s in sounds), "frames"),
        Goal("samples that differ the second time", 0, figures["same"], ""),
    ]
    close(goals, figures, options)


def _ear(load: Any) -> Any:
    try:
        return load()
    except ImportError as error:
        print(f"cannot listen: {error}; make install-models")
        return None


def _percent(by_script: dict[str, Understood], whole: bool) -> float | None:
    words = sum(u.words for u in by_script.values())
    if not words or not whole:
        return None
    return 100 * sum(u.errors for u in by_script.values()) / words


def _tell(how: str, script: str, figures: Understood) -> None:
    rate = figures.rate
    print(f"  {script} {how}: {figures.errors} of {figures.words} words wrong ({rate:.1%})")
    for line in sorted(figures.worst, reverse=True)[:12]:
        print(f"    {line}")


def _config() -> Config:
    return load_config()


@contextmanager
def _studio(out: Path) -> Iterator[Studio]:
    config = _config()
    workspace = Workspace(out, None)
    with workspace.held(lambda _: None), LocalFarm(config.farm.workers) as farm:
        yield Studio(workspace, farm, config, Silent())


def _soundtrack(script: Path, out: Path) -> tuple[SoundtrackResult, dict[str, Any]]:
    """Make a soundtrack, and measure its delivery."""
    result = make_soundtrack(script, out, config=_config())
    seconds = {stage.name: stage.seconds for stage in result.stages}
    spoken = sum(soundfile.info(str(f)).duration for f in (out / "dialogue").glob("*.wav"))
    with _studio(out) as studio:
        timeline = record_track(read_screenplay(script), studio).timeline
    loudness, peak = ebur128(result.mix)
    return result, {
        "seconds": result.seconds,
        "lines": result.lines,
        "missing": len(result.missing),
        "dialogue_x": seconds["voices"] / spoken if spoken else None,
        "mix_x": seconds["mix"] / result.seconds,
        "loudness_lufs": loudness,
        "off_lu": abs(loudness - _config().sound.loudness_lufs),
        "true_peak_db": peak,
        "stems_db": stems_db(out / "audio"),
        "spots_off": spots_off(timeline, out / "audio" / "effects.wav"),
    }


def ebur128(file: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, by FFmpeg."""
    command = [ffmpeg_exe(), "-nostdin", "-hide_banner", "-i", str(file), "-af",
               "ebur128=peak=true", "-f", "null", "-"]  # fmt: skip
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = log[log.rindex("Summary:") :]
    loudness = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    assert loudness and peak
    return float(loudness[1]), float(peak[1])


def stems_db(folder: Path) -> float:
    """Level of what is left when all stems are taken from the mix, RMS in dB of full scale."""
    left = None
    for file in sorted(folder.glob("*.wav")):
        samples = soundfile.read(str(file), dtype="float64")[0]
        signed = samples if file.stem == "mix" else -samples
        left = signed if left is None else left + signed
    assert left is not None
    return float(10 * np.log10(max(float(np.mean(left**2)), 1e-20)))


def understood(whisper: Any, out: Path, script: Path) -> Understood:
    """What Whisper makes of a dialogue stem, line by line; a missing line is all wrong."""
    stem, rate_hz = soundfile.read(str(out / "audio" / "dialogue.wav"), dtype="float32")
    mono = stem.mean(axis=1)
    names = proper_names(script)
    found = Understood()
    for row in csv.DictReader((out / "lines.csv").open(encoding="utf-8")):
        said = row["text"]
        if row["language"] != "en" or not words_of(said):
            continue
        if row["spoken"] != "yes":
            found.add(len(words_of(said)), said, "(missing)")
            continue
        frames = [int(row["start_frame"]), int(row["start_frame"]) + int(row["frames"])]
        first, last = (samples_from_frames(f, _config().film.frame_rate(), rate_hz) for f in frames)
        around = int(_AROUND_S * rate_hz)
        piece = np.ascontiguousarray(mono[max(0, first - around) : last + around])
        words = heard(whisper, Sound(piece, rate_hz))
        found.add(word_errors(said, words, names), said, words)
    return found


def proper_names(script: Path) -> frozenset[str]:
    """Lower-case words of a script's names: characters, and what has a capital mid-sentence."""
    screenplay = read_screenplay(script)
    names = {word for name in screenplay.characters() for word in words_of(name)}
    for scene in screenplay.scenes:
        for speech in scene.speeches():
            for part in speech.parts:
                capitals = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", part.text)
                names.update(word for name in capitals for word in words_of(name))
    return frozenset(names)


def _retold(script: Path, direction: str, most: int, target: Path) -> Path:
    """The first lines of a script, each with the same direction."""
    screenplay = read_screenplay(script)
    speeches = [speech for scene in screenplay.scenes for speech in scene.speeches()]
    text = ["INT. ROOM - DAY", "", "They stand.", ""]
    for speech in islice((s for s in speeches if s.parts), most):
        words = " ".join(p.text for p in speech.parts if p.kind.value == "line")
        if words_of(words):
            text += [speech.character, f"({direction})", words, ""]
    target.write_text("\n".join(text), encoding="utf-8")
    return target


def _voices(out: Path, ear: Any) -> dict[tuple[str, str], FloatArray]:
    """Each speaker of each scene of a delivery, as Resemblyzer hears them."""
    takes: dict[str, list[Sound]] = defaultdict(list)
    scenes: dict[tuple[str, str], None] = {}
    for row in csv.DictReader((out / "lines.csv").open(encoding="utf-8")):
        file = out / "dialogue" / f"{row['line']}.wav"
        if file.is_file():
            samples, rate_hz = soundfile.read(str(file), dtype="float32")
            takes[row["character"]].append(Sound(samples, rate_hz))
            scenes[row["scene"], row["character"]] = None
    speakers = {
        name: ear.embedding(sounds)
        for name, sounds in takes.items()
        if sum(float(s.seconds) for s in sounds) >= 4.0
    }
    return {key: speakers[key[1]] for key in scenes if key[1] in speakers}


def _scene_similarity(out: Path, ear: Any) -> float | None:
    """The closest two speakers of any scene who are heard for four seconds or more in the film."""
    if not ear:
        return None
    scenes: dict[str, list[FloatArray]] = defaultdict(list)
    for (scene, _), voice in _voices(out, ear).items():
        scenes[scene].append(voice)
    return max((largest_similarity(voices) for voices in scenes.values()), default=0.0)


def _crowd(name: str, people: Iterable[str], out: Path, ear: Any) -> float | None:
    """The closest two of many people in one scene."""
    if not ear:
        return None
    ages = people if isinstance(people, dict) else {}
    text = ["INT. HALL - DAY", ""]
    text += [" ".join(f"{p}, {ages.get(p, '30s')}, waits." for p in people), ""]
    for number, person in enumerate(people):
        for step in range(3):
            text += [person, _SAYINGS[(number + step) % len(_SAYINGS)], ""]
    script = out / f"crowd of {name}.fountain"
    script.write_text("\n".join(text), encoding="utf-8")
    folder = out / script.stem
    make_soundtrack(script, folder, config=_config())
    return _scene_similarity(folder, ear)


def spots_off(timeline: Timeline, stem: Path) -> float | None:
    """Frames between a spot's cue and where it is heard in the effects stem, the worst of all.

    Each spot's own file is looked for in the stem around the moment of its cue's word, by
    correlation; where other sounds cover it the place it was laid at is taken.
    """
    cut = timeline.cut
    heard_stem = soundfile.read(str(stem), dtype="float32")[0].mean(axis=1)
    laid = [s for s in timeline.sounds if s.stem == "effects"]
    worst: float | None = None
    for shot in cut.shots:
        for number, cue in enumerate(shot.shot.sound_cues, 1):
            subject = f"{shot.shot.display_id}_{number} "
            spot = next((s for s in laid if s.subject.startswith(subject)), None)
            if spot is None:
                continue
            moment = shot.start_frame + moment_frame(shot, cue.at, cut.rate)
            wanted = samples_from_frames(moment, cut.rate)
            off = abs(_heard_at(spot, heard_stem) - wanted) / SAMPLE_RATE_HZ * float(cut.rate)
            worst = max(worst or 0.0, off)
    return worst


def _heard_at(spot: SoundMedia, stem: FloatArray) -> int:
    """The sample at which a spot begins to be heard in the stem."""
    samples, rate_hz = soundfile.read(str(spot.path), dtype="float32", always_2d=True)
    dry = samples.mean(axis=1)[: int(1.5 * rate_hz)]
    onset = int(np.argmax(np.abs(dry) > 0.1 * np.abs(dry).max()))
    reach = int(_SEARCH_S * SAMPLE_RATE_HZ)
    begin = max(0, spot.start_sample - reach)
    window = stem[begin : spot.start_sample + reach + dry.size]
    if window.size <= dry.size or rate_hz != SAMPLE_RATE_HZ:
        return spot.start_sample + onset
    size = 1 << (window.size + dry.size).bit_length()
    found = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(dry, size)), size)
    best = int(np.argmax(np.abs(found[: window.size - dry.size])))
    peak = float(np.abs(found[best]))
    energy = float(np.sqrt(np.sum(dry**2) * np.sum(window[best : best + dry.size] ** 2)))
    return (begin + best if peak > 0.5 * energy else spot.start_sample) + onset


def _same_again(script: Path, out: Path) -> float:
    """How many of the delivered files differ when made a second time in another folder."""
    again = out / "again"
    make_soundtrack(script, again, config=_config())
    differ = 0
    for file in sorted((out / script.stem / "audio").glob("*.wav")):
        pair = (file, again / "audio" / file.name)
        first, second = (hashlib.sha256(f.read_bytes()).digest() for f in pair)
        differ += first != second
    return float(differ)


def bed_times() -> dict[str, float]:
    """CPU seconds of one thread for a second of each bed."""
    times = {}
    for kind in BEDS:
        before = time.process_time()
        render(kind, 0.6, _BED_S * SAMPLE_RATE_HZ, 1)
        times[kind] = round((time.process_time() - before) / _BED_S, 4)
    return times


if __name__ == "__main__":
    main()

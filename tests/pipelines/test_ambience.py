"""Ambience and rooms over a real cut, with a quick engine: who is asked, what lies where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from filmgen.breakdown.planner import plan_shots
from filmgen.config import load_config
from filmgen.editorial.assemble import assemble
from filmgen.editorial.cut import LineLength, lock_cut
from filmgen.editorial.model import SoundMedia, Timeline
from filmgen.editorial.moments import moment_frame
from filmgen.engines.protocols import BedRequest, EngineInfo
from filmgen.engines.table import ENGINES
from filmgen.media import Bed
from filmgen.progress import Silent
from filmgen.screenplay import read_screenplay
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from filmgen.workspace import Workspace
from pipelines.ambience import lay_ambience
from pipelines.breakdown import open_edits
from pipelines.rooms import in_rooms
from pipelines.staging import cut_settings, stage_shots
from pipelines.studio import Studio

SCRIPT = """INT. CHURCH - NIGHT

Anna and Ben stand before the altar.

ANNA
Did you hear that?

A KNOCK at the door.

BEN (V.O.)
I heard it. I was not going to say so.

BEN
(into phone)
Hello?

VOICE (ON PHONE)
Open the door.

EXT. FIELD - DAY

Rain. The car explodes in a ball of fire. A DOG BARKS.
"""


class Quick:
    """Makes a noise in no time, and reads."""

    name = "quick"
    reads = True

    def describe(self) -> EngineInfo:
        return EngineInfo("quick", "noise", "1", "none")

    def close(self) -> None: ...

    def kinds(self) -> tuple[str, ...]:
        return ("room", "rain", "knock", "explosion", "dog")

    def lay(self, request: BedRequest) -> Bed:
        noise = np.random.default_rng(request.seed).standard_normal((2, request.length_samples))
        return Bed((0.02 * noise).astype(np.float32), SAMPLE_RATE_HZ, {"words": request.words})


class Here:
    """A farm in this process."""

    def map(
        self, function: Callable[[Any], Any], tasks: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        for index, task in enumerate(tasks):
            yield index, function(task)


class Film:
    """The script up to its locked cut and its blocking."""

    def __init__(self, folder: Path, *overrides: str) -> None:
        script = folder / "film.fountain"
        script.write_text(SCRIPT, encoding="utf-8")
        config = load_config("draft", ["engines.ambience=quick", *overrides])
        self.workspace = Workspace(folder / "out")
        self.studio = Studio(self.workspace, Here(), config, Silent())  # type: ignore[arg-type]
        self.shots = plan_shots(read_screenplay(script))
        lengths = {line.id: LineLength(2.0, spoken=True) for line in self.shots.lines()}
        self.cut = lock_cut(self.shots, lengths, cut_settings(config.film))

    def laid(self) -> Timeline:
        with self.workspace.held(lambda _: None):
            edits = open_edits(self.shots, self.workspace, self.studio.progress)
            film = self.studio.config.film
            blocking = stage_shots(self.shots, self.shots, edits, film)
            beds = lay_ambience(self.cut, edits, self.studio, blocking)
            voice = wav(self.workspace.out / "voice.wav", 4.0)
            spoken = {line.id: voice for line in self.shots.lines()}
            nothing: dict[str, Any] = {shot.identity: () for shot in self.shots.shots}
            keys = dict.fromkeys(spoken, "key")
            timeline = assemble(self.cut, nothing, {}, spoken, keys, beds)
            return in_rooms(timeline, blocking, self.studio)


def wav(path: Path, seconds: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    soundfile.write(path, 0.1 * rng.standard_normal(int(seconds * SAMPLE_RATE_HZ)), SAMPLE_RATE_HZ)
    return path


@pytest.fixture(autouse=True, scope="module")
def engines() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENGINES["ambience"], "quick", f"{__name__}:Quick")
        yield


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Film, Timeline]:
    """The film with nothing of a person's own."""
    film = Film(tmp_path_factory.mktemp("plain"))
    return film, film.laid()


def of(sounds: Sequence[SoundMedia], stem: str, subject: str = "") -> list[SoundMedia]:
    return [s for s in sounds if s.stem == stem and subject in s.subject]


def test_every_sound_lies_in_its_place_and_its_room(
    plain: tuple[Film, Timeline],
) -> None:
    film, timeline = plain
    cut = film.cut
    for kind in ("knock", "explosion", "dog bark"):
        (spot,) = of(timeline.sounds, "effects", kind)
        shot, cue = next((s, c) for s in cut.shots for c in s.shot.sound_cues if c.kind == kind)
        frame = shot.start_frame + moment_frame(shot, cue.at, cut.rate)
        assert spot.start_sample == samples_from_frames(frame, cut.rate)
        assert spot.distance_m > 0
    voices = {
        placed.line.character + "".join(placed.line.extensions): next(
            s for s in timeline.sounds if s.subject == placed.line.id
        )
        for shot in cut.shots
        for placed in shot.lines
    }
    church = voices["ANNA"].room
    assert church is not None and church.response.is_file()
    assert soundfile.info(church.response).duration > 1.0
    assert voices["BENV.O."].room is None and voices["VOICEON PHONE"].room is None
    assert voices["BEN"].room is not None and voices["BEN"].room.response == church.response
    (knock,) = of(timeline.sounds, "effects", "knock")
    assert knock.room is not None and knock.room.response == church.response
    assert all(bed.room is None for bed in of(timeline.sounds, "ambience"))


def test_engines_that_read_are_told_the_place_and_what_happens(
    plain: tuple[Film, Timeline],
) -> None:
    film, timeline = plain
    bed = of(timeline.sounds, "ambience")[0]
    notes = film.studio.assets[bed.path.relative_to(film.workspace.out).as_posix()][0].notes
    assert "church" in notes["words"] and "altar" in notes["words"]


def test_a_persons_own_sounds_win_and_lie_over_their_shots(tmp_path: Path) -> None:
    film = Film(tmp_path)
    first = film.shots.shots[0].display_id
    last = film.shots.shots[-1].display_id
    edit = tmp_path / "out" / "edit"
    wav(edit / "ambience" / f"{first}.wav", 3.0)
    wav(edit / "music" / f"{first}.wav", 60.0)
    wav(edit / "music" / f"{last}.wav", 60.0)
    wav(edit / "effects" / f"{last}.wav", 60.0)
    timeline = film.laid()
    assert of(timeline.sounds, "ambience", f"{first} own")
    one, two = of(timeline.sounds, "music")
    assert one.start_sample + one.length_samples == two.start_sample
    (over,) = of(timeline.sounds, "effects", "own")
    shot = film.cut.shots[-1]
    assert over.start_sample == samples_from_frames(shot.start_frame, film.cut.rate)
    assert (
        over.length_samples
        == samples_from_frames(shot.start_frame + shot.frames, film.cut.rate) - over.start_sample
    )
    assert over.room is None


def test_the_studios_library_is_asked_first(tmp_path: Path) -> None:
    library = tmp_path / "library"
    wav(library / "DOORKnck_Wooden Door Knock_STUDIO.wav", 1.0)
    film = Film(tmp_path, f"sound.library={library}")
    timeline = film.laid()
    (knock,) = of(timeline.sounds, "effects", "knock")
    asset, _ = film.studio.assets[knock.path.relative_to(film.workspace.out).as_posix()]
    assert asset.provenance.engine == "library"
    assert asset.notes["library"]["file"].startswith("DOORKnck")
    (blast,) = of(timeline.sounds, "effects", "explosion")
    asset, _ = film.studio.assets[blast.path.relative_to(film.workspace.out).as_posix()]
    assert asset.provenance.engine == "quick"


def test_without_blocking_everything_comes_from_the_middle(tmp_path: Path) -> None:
    film = Film(tmp_path)
    with film.workspace.held(lambda _: None):
        edits = open_edits(film.shots, film.workspace, film.studio.progress)
        sounds = lay_ambience(film.cut, edits, film.studio)
    assert sounds and all(sound.pan == 0.0 for sound in sounds)

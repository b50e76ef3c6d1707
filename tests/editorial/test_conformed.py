"""A conformed film's shot list, read from its timeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from filmgen.editorial.compare.shots import compare_films
from filmgen.editorial.conformed import conformed_document
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.editorial.documents import ShotsDocument
from filmgen.errors import TimelineError
from tests.compositor.deliveries import delivered
from tests.compositor.films import film, take

RATE = 24


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> DeliveredFilm:
    folder = tmp_path_factory.mktemp("original")
    takes = (
        take(folder, 1, 20, cuts=(8,), words="Hello."),
        take(folder, 2, 24),
        take(folder, 3, 16),
    )
    return delivered(folder / "out", film(*takes, slate=12, tail=6), film=False)


def edited(original: DeliveredFilm, change: Any, folder: Path) -> ShotsDocument:
    """The shot list after an editor changed the picture track."""
    timeline = otio.adapters.read_from_file(str(original.folder / "timeline.otio"))
    change(timeline.tracks[0])
    path = original.folder / f"{folder.name}.otio"
    otio.adapters.write_to_file(timeline, str(path))
    return conformed_document(path)


def compared(original: DeliveredFilm, shots: ShotsDocument) -> list[tuple[str, tuple[str, ...]]]:
    manifest = original.manifest.model_copy(update={"assets": ()})
    new = DeliveredFilm(original.folder / "new", shots, manifest, conformed=True)
    return [(row.side.id, row.changes or (row.kind,)) for row in compare_films(original, new).shots]


def clip(track: Any, name: str) -> Any:
    return next(item for item in track if item.name == name)


def test_an_untouched_timeline_is_the_film(original: DeliveredFilm, tmp_path: Path) -> None:
    shots = edited(original, lambda track: None, tmp_path)
    was = original.shots
    assert (shots.frames, shots.slate_frames, shots.tail_frames) == (78, 12, 6)
    assert (shots.rate, shots.start_timecode) == (was.rate, was.start_timecode)
    assert (shots.width_px, shots.height_px, shots.aspect) == (128, 72, was.aspect)
    assert shots.shots == was.shots
    assert {changes for _, changes in compared(original, shots)} == {("same",)}


def test_slates_of_scenes_stay_with_their_shots(tmp_path: Path) -> None:
    takes = (take(tmp_path, 1, 12), take(tmp_path, 2, 16, scene_index=2, scene_number="2"))
    timeline = film(*takes, slate=6, scene_slate=5, tail=4)
    made = delivered(tmp_path / "out", timeline, film=False)
    read = conformed_document(made.folder / "timeline.otio")
    assert [s.slate_frames for s in read.shots] == [5, 5]
    assert (read.slate_frames, read.tail_frames) == (6, 4)
    assert read.shots == made.shots.shots


def test_trims_moves_and_removals_are_seen(original: DeliveredFilm, tmp_path: Path) -> None:
    def change(track: Any) -> None:
        second, third = clip(track, "sc001_sh020"), clip(track, "sc001_sh030")
        start, length = second.source_range.start_time, second.source_range.duration
        five = otio.opentime.RationalTime(5, RATE)
        second.source_range = otio.opentime.TimeRange(start + five, length - five)
        track.remove(third)
        track.insert(1, third)
        track.remove(clip(track, "sc001_sh010_A"))

    shots = edited(original, change, tmp_path)
    names = [(s.id, s.start_frame, s.frames) for s in shots.shots]
    assert names == [("sc001_sh030", 12, 16), ("sc001_sh010", 28, 12), ("sc001_sh020", 40, 19)]
    first = shots.shots[1]
    assert [(p.label, p.start_frame, p.frames) for p in first.panels] == [("B", 0, 12)]
    rows = dict(compared(original, shots))
    assert rows["sc001_sh030"] == ("moved",)
    assert rows["sc001_sh010"] == ("retimed",)
    assert rows["sc001_sh020"] == ("retimed",)


def test_a_shot_shown_twice_was_added_once(original: DeliveredFilm, tmp_path: Path) -> None:
    def change(track: Any) -> None:
        track.append(clip(track, "sc001_sh020").clone())

    rows = compared(original, edited(original, change, tmp_path))
    assert rows.count(("sc001_sh020", ("same",))) == 1
    assert rows.count(("sc001_sh020", ("added",))) == 1


def test_an_editors_own_still_is_a_shot_of_its_name(
    original: DeliveredFilm, tmp_path: Path
) -> None:
    picture = next((original.folder / "frames").rglob("picture.png"))

    def change(track: Any) -> None:
        length = otio.opentime.TimeRange(
            otio.opentime.RationalTime(0, RATE), otio.opentime.RationalTime(10, RATE)
        )
        reference = otio.schema.ExternalReference(picture.as_uri(), length)
        track.insert(2, otio.schema.Clip("my card", reference, length))

    shots = edited(original, change, tmp_path)
    own = next(s for s in shots.shots if s.id == "my card")
    assert own.frames == 10 and not own.lines
    assert ("my card", ("added",)) in compared(original, shots)


def test_what_is_no_timeline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "timeline.otio").write_text("{}")
    with pytest.raises(TimelineError, match=r"timeline\.otio"):
        conformed_document(tmp_path / "timeline.otio")


def test_a_slowed_shot_still_shows_its_panel(original: DeliveredFilm, tmp_path: Path) -> None:
    def change(track: Any) -> None:
        slowed = clip(track, "sc001_sh020")
        slowed.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))

    slowed = next(s for s in edited(original, change, tmp_path).shots if s.id == "sc001_sh020")
    assert [(p.start_frame, p.frames) for p in slowed.panels] == [(0, slowed.frames)]
    assert slowed.frames == 24, "a time warp keeps the clip as long as its source range"

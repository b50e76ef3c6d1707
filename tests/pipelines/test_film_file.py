"""The delivered film under its name, whatever it is encoded as; and room for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from filmgen.compositor.encode import space
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.writer import open_writer
from filmgen.compositor.sound.mix import mix_bytes
from filmgen.config import load_config
from filmgen.editorial.model import Cut
from filmgen.errors import WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.farm.production import Wanted
from filmgen.progress import Silent
from filmgen.workspace import Asset, Provenance, Workspace
from pipelines.film_file import film_room, join_film
from pipelines.studio import Studio
from tests.compositor.films import write_tone

CUT = Cut("Film", Fraction(24), 86400, 24, 0, 0, 64, 36, Fraction(16, 9), ())
GREY = np.full(64 * 36 * 3 // 2, 128, np.uint8)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    workspace = Workspace(tmp_path / "out")
    with workspace.held(), LocalFarm(1) as farm:
        yield Studio(workspace, farm, load_config(), Silent())


def wanted(name: str) -> Wanted:
    return Wanted(name, Provenance("test", "test", "test", "1", "none", None, [name]), None)


def stored(studio: Studio, name: str, write: Callable[[Path], object]) -> Asset:
    want = wanted(name)

    def make(folder: Path) -> None:
        write(folder)

    return studio.workspace.make(want.key(), want.provenance, make)[0]


def segment(studio: Studio, name: str, encoding: Encoding, frames: int) -> Asset:
    def write(folder: Path) -> None:
        with open_writer(folder / encoding.segment_name, 64, 36, CUT.rate, encoding) as writer:
            for _ in range(frames):
                writer.write(GREY)

    return stored(studio, name, write)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("h265", "animatic.mp4"), ("prores4444", "animatic.mov"), ("png", "sequence")],
)
def test_a_film_lies_under_its_own_name(studio: Studio, codec: str, name: str) -> None:
    encoding = Encoding(codec)
    parts = [segment(studio, f"{codec}{n}", encoding, n) for n in (10, 14)]
    mix = stored(studio, "mix", lambda folder: write_tone(folder / "mix.wav", 48_000))
    path, film = join_film(CUT, encoding, parts, mix, studio)
    assert path == studio.workspace.out / name
    again, same = join_film(CUT, encoding, parts, mix, studio)
    assert (again, same.key) == (path, film.key)
    if codec == "png":
        assert sorted(f.name for f in path.iterdir()) == [
            f"animatic.{n:07d}.png" for n in range(86400, 86424)
        ]
    else:
        assert path.stat().st_size > 1000
    assert not list(studio.workspace.out.glob(".filmgen/scratch/*"))


def test_a_film_without_room_is_not_begun(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    one, mix = wanted("one"), wanted("mix")
    monkeypatch.setattr(space, "_free", lambda path: 1_000_000)
    with (
        pytest.raises(WorkspaceError, match=r"animatic\.mov: the disk is full: needs "),
        film_room(CUT, Encoding("prores422"), [(one, 24)], mix, studio),
    ):
        pytest.fail("it was begun")
    segment(studio, "one", Encoding("prores422"), 24)
    stored(studio, "mix", lambda folder: write_tone(folder / "mix.wav", 48_000))
    with film_room(CUT, Encoding("prores422"), [(one, 24)], mix, studio):
        pass  # what is there takes no more room


def test_a_disk_that_fills_is_told_by_what_the_finished_segments_take(studio: Studio) -> None:
    size = 3_000_000
    stored(studio, "one", lambda folder: (folder / "segment.mp4").write_bytes(bytes(size)))
    stored(studio, "mix", lambda folder: write_tone(folder / "mix.wav", 48_000))
    wants = [(wanted("one"), 6), (wanted("two"), 18)]
    with pytest.raises(WorkspaceError, match=r"^x: the disk is full; ") as caught:  # noqa: SIM117
        with film_room(CUT, Encoding(), wants, wanted("mix"), studio):
            raise WorkspaceError("x: the disk is full")
    # three more segments of that size, then a film of all four
    assert 3 * 3 + 4 * 3 <= int(str(caught.value).split()[-3]) <= 3 * 3 + 4 * 3 + 1
    with (
        pytest.raises(WorkspaceError, match=r"^locked$"),
        film_room(CUT, Encoding(), wants, wanted("mix"), studio),
    ):
        raise WorkspaceError("locked")
    assert mix_bytes(48_000) > 5 * 48_000 * 6

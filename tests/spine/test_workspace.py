from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.errors import WorkspaceError
from filmgen.workspace import (
    Asset,
    Provenance,
    Workspace,
    canonical,
    content_key,
    file_sha256,
    seed_from,
)

MADE = Provenance("frame", "test", "a model", "1", "MIT", 7, {"a": 1})


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Request:
    text: str
    rate: Fraction
    colour: Colour
    sizes: tuple[float, ...]


@dataclass(frozen=True)
class Other:
    text: str
    rate: Fraction
    colour: Colour
    sizes: tuple[float, ...]


def make(workspace: Workspace, key: str, text: str = "hello") -> tuple[Asset, bool]:
    def produce(folder: Path) -> dict[str, int]:
        (folder / "file.txt").write_text(text)
        return {"length": len(text)}

    return workspace.make(key, MADE, produce)


def test_the_key_is_of_the_whole_request_and_its_type() -> None:
    request = Request("x", Fraction(24000, 1001), Colour.RED, (1.0, 2.5))
    same = Request("x", Fraction(24000, 1001), Colour.RED, (1.0, 2.5 + 1e-13))
    assert content_key(request) == content_key(same)
    assert content_key(request) != content_key(Request("y", request.rate, Colour.RED, (1.0, 2.5)))
    assert content_key(request) != content_key(Other("x", request.rate, Colour.RED, (1.0, 2.5)))


def test_a_path_or_an_array_is_no_request(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical({"file": tmp_path})


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.floats(allow_nan=False)))
def test_the_order_of_keys_is_no_difference(values: dict[str, float]) -> None:
    assert content_key(values) == content_key(dict(reversed(list(values.items()))))


def test_seeds_are_in_range_and_differ() -> None:
    seeds = {seed_from(0, "shot", n) for n in range(200)}
    assert len(seeds) == 200
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_an_asset_is_made_once(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        first, reused = make(workspace, "ab" * 32)
        assert not reused
        again, reused = make(workspace, "ab" * 32, "not called")
        assert reused
        assert again.path("file.txt").read_text() == "hello"
        assert again.notes == {"length": 5}
        assert again.provenance == first.provenance
        assert again.files[0].sha256 == file_sha256(first.path("file.txt"))


def test_a_failed_asset_leaves_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")

    def fail(folder: Path) -> None:
        (folder / "half.txt").write_text("half")
        raise RuntimeError("killed")

    with workspace.held():
        with pytest.raises(RuntimeError):
            workspace.make("cd" * 32, MADE, fail)
        assert workspace.find("cd" * 32) is None
        assert not list((workspace.house / "scratch").iterdir())


@pytest.mark.parametrize("damage", ["truncate", "change", "remove", "record"])
def test_a_damaged_asset_is_made_anew(tmp_path: Path, damage: str) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        asset, _ = make(workspace, "ab" * 32)
        path = asset.path("file.txt")
        if damage == "truncate":
            path.write_text("he")
        elif damage == "change":
            path.write_text("hallo")
        elif damage == "remove":
            path.unlink()
        else:
            asset.path("asset.json").write_text("{")
        assert workspace.find("ab" * 32) is None
        _, reused = make(workspace, "ab" * 32)
        assert not reused


def test_a_copied_folder_is_still_whole(tmp_path: Path) -> None:
    """Copying changes file times; the bytes decide."""
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        asset, _ = make(workspace, "ab" * 32)
        os.utime(asset.path("file.txt"), (1, 1))
        assert workspace.find("ab" * 32) is not None


def test_what_an_earlier_run_published_is_retired_and_nothing_else(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        asset, _ = make(workspace, "ab" * 32)
        workspace.publish("frames/one/a.txt", asset.path("file.txt"))
        workspace.publish("frames/two/a.txt", asset.path("file.txt"))
        workspace.finish("", ["frames/one/a.txt", "frames/two/a.txt"], [asset.key])
        mine = workspace.out / "frames" / "one" / "mine.txt"
        mine.write_text("a person's")
        workspace.finish("", ["frames/two/a.txt"], [asset.key])
        assert mine.exists()
        assert not (workspace.out / "frames/one/a.txt").exists()
        assert (workspace.out / "frames/two/a.txt").read_text() == "hello"


def test_the_edit_folder_is_never_touched(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        drawing = workspace.edit / "frames" / "x.png"
        drawing.parent.mkdir(parents=True)
        drawing.write_text("a drawing")
        workspace.finish("", ["edit/frames/x.png"], [])
        workspace.finish("", [], [])
        workspace.clear(everything=True)
        assert drawing.read_text() == "a drawing"


def test_clear_keeps_what_the_last_run_used(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        make(workspace, "aa" * 32)
        make(workspace, "bb" * 32)
        workspace.finish("", [], ["aa" * 32])
        removed, freed = workspace.clear()
        assert (removed, freed > 0) == (1, True)
        assert workspace.keys() == ("aa" * 32,)


def test_a_kept_version_outlives_the_next_delivery(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        assert workspace.keep_version() is None
        asset, _ = make(workspace, "ab" * 32, "first")
        workspace.publish("film.txt", asset.path("file.txt"))
        workspace.finish("", ["film.txt"], [asset.key])
        assert workspace.keep_version() == "v001"
        asset, _ = make(workspace, "cd" * 32, "second")
        workspace.publish("film.txt", asset.path("file.txt"))
        workspace.finish("", ["film.txt"], [asset.key])
        workspace.clear()
        assert (workspace.out / "versions/v001/film.txt").read_text() == "first"
        assert (workspace.out / "film.txt").read_text() == "second"
        assert workspace.version() == 2
        assert workspace.keep_version() == "v002"


def test_a_second_run_waits_and_says_so(tmp_path: Path) -> None:
    import threading

    said: list[str] = []
    order: list[str] = []
    first = Workspace(tmp_path / "out")
    waiting = threading.Event()

    def second() -> None:
        def on_wait(message: str) -> None:
            said.append(message)
            waiting.set()

        with Workspace(tmp_path / "out").held(on_wait):
            order.append("second")

    with first.held():
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert "another run" in said[0]


def test_a_newer_workspace_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        pass
    (workspace.house / "format").write_text("99")
    with pytest.raises(WorkspaceError, match="format 99"), workspace.held():
        pass


def test_an_out_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(WorkspaceError, match="choose another"), Workspace(tmp_path / "out").held():
        pass


def test_an_unwritable_out_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match="not writable"), Workspace(tmp_path / "out").held():
        pass


def test_a_full_disk_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path / "out")

    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder))

    with workspace.held():
        with pytest.raises(WorkspaceError, match="disk is full"):
            workspace.make("ab" * 32, MADE, full)
        assert workspace.find("ab" * 32) is None


def test_the_record_names_its_origin(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "out")
    with workspace.held():
        asset, _ = make(workspace, "ab" * 32)
        record = json.loads(asset.path("asset.json").read_text())
        assert record["provenance"]["licence"] == "MIT"
        assert record["files"][0]["bytes"] == 5


def test_what_a_killed_run_published_is_retired_by_the_next(tmp_path: Path) -> None:
    with Workspace(tmp_path / "out").held() as workspace:
        asset, _ = make(workspace, "ab" * 32)
        workspace.publish("preview/a.txt", asset.path("file.txt"))
        workspace.finish("preview", ["preview/a.txt"], [asset.key])
        workspace.publish("frames/one/a.txt", asset.path("file.txt"))
        workspace.publish("frames/gone/a.txt", asset.path("file.txt"))
    with Workspace(tmp_path / "out").held() as workspace:  # the one before never finished
        workspace.publish("frames/one/a.txt", asset.path("file.txt"))
        workspace.finish("", ["frames/one/a.txt"], [asset.key])
        assert (workspace.out / "frames/one/a.txt").exists()
        assert not (workspace.out / "frames/gone").exists()
        assert (workspace.out / "preview/a.txt").exists()


def test_a_delivery_is_kept_once_however_often_the_next_run_is_killed(tmp_path: Path) -> None:
    with Workspace(tmp_path / "out").held() as workspace:
        asset, _ = make(workspace, "ab" * 32)
        workspace.publish("film.txt", asset.path("file.txt"))
        workspace.finish("", ["film.txt"], [asset.key])
        assert workspace.keep_version() == "v001"
        assert workspace.keep_version() == "v001"
        assert workspace.published("") == ("film.txt",)
        workspace.finish("", ["film.txt"], [asset.key])
        assert workspace.keep_version() == "v002"


def test_clearing_everything_keeps_what_binds_a_persons_files(tmp_path: Path) -> None:
    with Workspace(tmp_path / "out").held() as workspace:
        for name in ("draft.json", "bindings.json"):
            (workspace.house / name).write_text("{}")
        workspace.clear(everything=True)
        assert (workspace.house / "draft.json").exists()
        assert (workspace.house / "bindings.json").exists()


def test_a_place_where_nothing_can_be_made_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match="choose another"), Workspace(tmp_path / "out").held():
        pass

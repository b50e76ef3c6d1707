"""The storyboard by itself: shared with the animatic, redrawn shot by shot, picked from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from filmgen.blocking.model import StagedPanel
from filmgen.config import Config
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.table import ENGINES
from filmgen.errors import ConfigError, ScreenplayError, WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.media import Frame, Missing
from filmgen.workspace import Workspace, file_sha256
from pipelines.boards import StoryboardResult, make_storyboard
from pipelines.pick import pick_variant
from tests.pipelines.film import SCRIPT, made, render, small

INSERTED = SCRIPT.replace(
    "INT. KITCHEN - DAY", "INT. ATTIC - DAY\n\nDust and a chair.\n\nINT. KITCHEN - DAY"
)


def board(
    folder: Path, text: str = SCRIPT, config: Config | None = None, **more: Any
) -> StoryboardResult:
    """Write the script and draw its storyboard."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "film.fountain"
    script.write_text(text, encoding="utf-8")
    return make_storyboard(script, folder / "out", config=config or small(), **more)


def drawn(result: Any) -> int:
    return sum(stage.made for stage in result.stages if stage.name == "frames")


def files(out: Path) -> dict[str, tuple[int, str]]:
    """Time and content of every published frame: what is drawn again has another time."""
    return {
        p.relative_to(out).as_posix(): (p.stat().st_mtime_ns, file_sha256(p))
        for p in (out / "frames").rglob("*.png")
    }


def words(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())


def picture(out: Path, shot: str, label: str = "A") -> bytes:
    return (out / "frames" / shot / label / "picture.png").read_bytes()


class Here(LocalFarm):
    """A farm in this process: a hundred small runs need not start a process each."""

    def map(self, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
        for index, task in enumerate(tasks):
            try:
                yield index, function(task)
            except Exception as error:
                yield index, error


@pytest.fixture(scope="module", autouse=True)
def one_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.boards.LocalFarm", Here)
        patch.setattr("pipelines.animatic.LocalFarm", Here)
        yield


@pytest.fixture(scope="module")
def boarded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, StoryboardResult]:
    """The small film's storyboard, drawn once."""
    folder = tmp_path_factory.mktemp("boarded")
    return folder, board(folder)


@pytest.fixture
def copy(boarded: tuple[Path, StoryboardResult], tmp_path: Path) -> Path:
    shutil.copytree(boarded[0] / "out", tmp_path / "out")
    return tmp_path


def test_the_board_is_the_whole_film(boarded: tuple[Path, StoryboardResult]) -> None:
    folder, result = boarded
    out = folder / "out"
    shots = json.loads((out / ".filmgen" / "draft.json").read_text())["shot_list"]["shots"]
    beats = [(s["display_id"], b["label"]) for s in shots for b in s["beats"]]
    assert (result.panels, drawn(result)) == (len(beats), len(beats))
    text = words(result.board)
    page = result.page.read_text(encoding="utf-8")
    for shot, label in beats:
        assert (out / "frames" / shot / label / "picture.png").stat().st_size > 0
        assert shot in text and f'id="{shot}-{label}"' in page
    for line in ("MARA: Close the door, please.", "TOM (whispering): It is closed."):
        assert line in text
    assert "INT. KITCHEN - DAY" in text and "FX rain" in text
    assert sorted(p.name for p in (out / "plans").iterdir())[:2] == ["sc001.svg", "sc002.svg"]
    assert page.count("<svg") >= 3
    assert result.variants is None and not (out / "board-variants.html").exists()
    assert not (out / "dialogue").exists()


def test_an_unchanged_run_makes_nothing(copy: Path) -> None:
    before = {p: (copy / "out" / p).read_bytes() for p in ("board.pdf", "board.html")}
    again = board(copy)
    assert sum(stage.made for stage in again.stages) == 0
    assert {p: (copy / "out" / p).read_bytes() for p in before} == before


def test_another_folder_and_other_processes_make_the_same_boards(
    boarded: tuple[Path, StoryboardResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.boards.LocalFarm", LocalFarm)
    other = board(tmp_path / "elsewhere", config=small("farm.workers=2"))
    for mine, theirs in ((boarded[1].board, other.board), (boarded[1].page, other.page)):
        assert mine.read_bytes() == theirs.read_bytes()


def test_the_animatic_reuses_every_panel_and_leaves_the_boards(copy: Path) -> None:
    out = copy / "out"
    frames, boards = files(out), (out / "board.pdf").read_bytes()
    film = render(copy)
    assert made(film, "frames") == 0
    assert (out / "board.pdf").read_bytes() == boards
    assert (out / "board.html").exists() and (out / "plans" / "sc001.svg").exists()
    assert files(out) == frames
    # And the other way round: the film stays, whatever the next board needs.
    before = {p.relative_to(out): p.read_bytes() for p in out.glob("*.*") if p.is_file()}
    again = board(copy, scenes=frozenset({2}))
    assert drawn(again) == 0
    assert {p: (out / p).read_bytes() for p in before} == before
    assert (out / "audio" / "mix.wav").exists() and list((out / "plates").rglob("*.exr"))
    tone = board(copy, config=small("storyboard.look=tone"), scenes=frozenset({3}))
    assert drawn(tone) > 0
    assert (out / "animatic.mp4").read_bytes() == before[Path("animatic.mp4")]


def test_scenes_of_an_animatic_are_the_boards_panels(copy: Path) -> None:
    """A place is the same set whichever of its scenes are rendered."""
    assert made(render(copy, scenes=frozenset({3})), "frames") == 0


def test_one_shot_is_redrawn_and_no_other_file_touched(copy: Path) -> None:
    out = copy / "out"
    before = files(out)
    shot = "sc001_sh020"
    again = board(copy, config=small("film.seed=7"), shots=[shot])
    after = files(out)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed and all(name.startswith(f"frames/{shot}/") for name in changed)
    assert after.keys() == before.keys()
    assert drawn(again) == len(list(out.glob(f"frames/{shot}/*/picture.png")))
    assert again.missing == {}
    assert "not drawn yet" not in words(again.board)


def test_a_first_board_of_one_scene_slates_the_others(tmp_path: Path) -> None:
    result = board(tmp_path, scenes=frozenset({3}))
    assert {p.name[:5] for p in (result.out / "frames").iterdir()} == {"sc003"}
    assert "not drawn yet" in words(result.board)
    assert "sc001_sh010" in words(result.board)
    assert 0 < drawn(result) < result.panels


@pytest.mark.parametrize(
    ("name", "near"), [("sc001_sh025", "sc001_sh020"), ("sc1_sh10", "sc001_sh010"), ("zebra", "")]
)
def test_an_unknown_shot_names_near_ones(copy: Path, name: str, near: str) -> None:
    with pytest.raises(ConfigError, match=f"--shot: no shot '{name}'.*{near}") as caught:
        board(copy, shots=[name])
    assert "\n" not in str(caught.value)
    with pytest.raises(ConfigError, match=f"no shot '{name}'.*{near}"):
        pick_variant(name, 2, copy / "out")


def test_variants_are_other_cameras_beside_the_chosen_one(copy: Path) -> None:
    out, shot = copy / "out", "sc001_sh020"
    first = picture(out, shot)
    result = board(copy, variants=3, shots=[shot])
    folder = out / "frames" / shot / "A"
    shown = [
        (folder / f"{name}.png").read_bytes() for name in ("picture", "variant-2", "variant-3")
    ]
    assert shown[0] == first
    assert len(set(shown)) == 3
    assert result.variants is not None
    assert result.variants.read_text(encoding="utf-8").count("<img") % 3 == 0
    assert [p.parent.parent.name for p in out.glob("frames/*/*/variant-*.png")].count(shot) == len(
        list(out.glob("frames/*/*/variant-*.png"))
    )
    later = board(copy)  # a run that does not ask for variants shows those that are there
    assert drawn(later) == 0
    assert later.variants is not None and (folder / "variant-3.png").read_bytes() == shown[2]


def test_a_pick_is_for_board_and_film_alike_and_can_be_undone(copy: Path) -> None:
    out, shot = copy / "out", "sc001_sh020"
    one = picture(out, shot)
    board(copy, variants=2, shots=[shot])
    two = (out / "frames" / shot / "A" / "variant-2.png").read_bytes()
    others = {n: v for n, v in files(out).items() if shot not in n}
    done = pick_variant(shot, 2, out)
    assert (done.before, done.variant, done.drawn) == (1, 2, True)
    film = render(copy)
    assert made(film, "frames") == 0
    assert picture(out, shot) == two
    result = board(copy)
    assert drawn(result) == 0
    assert picture(out, shot) == two
    assert (out / "frames" / shot / "A" / "variant-1.png").read_bytes() == one
    assert not (out / "frames" / shot / "A" / "variant-2.png").exists()
    assert "variant 2" in words(result.board)
    assert {n: v for n, v in files(out).items() if shot not in n} == others
    # Another scene is put before it: the pick is the shot's, not the id's.
    moved = board(copy, INSERTED)
    assert drawn(moved) <= 2
    assert picture(out, "sc002_sh020") == two
    assert "variant 2" in words(moved.board)
    undone = pick_variant("sc002_sh020", 1, out)
    assert (undone.before, undone.drawn) == (2, True)
    assert drawn(board(copy, INSERTED)) == 0
    assert picture(out, "sc002_sh020") == one


def test_what_is_chosen_already_writes_nothing(copy: Path) -> None:
    done = pick_variant("sc003_sh010", 1, copy / "out")
    assert (done.variant, done.before, done.drawn) == (1, 1, True)
    assert not (copy / "out" / "edit" / "picks.toml").exists()


def test_a_record_of_no_use_is_no_record(copy: Path) -> None:
    (copy / "out" / ".filmgen" / "panels.json").write_text("[]")
    assert drawn(board(copy)) == 0


def test_a_variant_that_was_never_drawn_is_drawn_by_the_next_run(copy: Path) -> None:
    out, shot = copy / "out", "sc003_sh010"
    one = picture(out, shot)
    assert not pick_variant(shot, 4, out).drawn
    result = board(copy)
    assert drawn(result) >= 1
    assert picture(out, shot) != one
    # Variant 1 was drawn before, and stands beside it now.
    assert (out / "frames" / shot / "A" / "variant-1.png").read_bytes() == one


def test_variants_of_a_shot_that_changed_are_gone(copy: Path) -> None:
    out = copy / "out"
    board(copy, variants=2, scenes=frozenset({3}))
    assert list(out.glob("frames/sc003_*/*/variant-2.png"))
    text = SCRIPT.replace("Mara waits alone by the window.", "Mara sits alone by the window.")
    result = board(copy, text)
    assert drawn(result) > 0
    assert not list(out.glob("frames/*/*/variant-*.png"))
    assert result.variants is None


def test_a_persons_drawing_wins_over_every_pick(copy: Path) -> None:
    out, shot = copy / "out", "sc001_sh020"
    drawing = out / "edit" / "frames" / f"{shot}.png"
    drawing.parent.mkdir(parents=True)
    cv2.imwrite(str(drawing), np.full((90, 160, 3), (10, 200, 10), np.uint8))
    pick_variant(shot, 2, out)
    result = board(copy, variants=3, shots=[shot])
    shown = cv2.imread(str(out / "frames" / shot / "A" / "picture.png"))
    assert shown[72, 128].tolist() == [10, 200, 10]
    assert not list(out.glob(f"frames/{shot}/*/variant-*.png"))
    assert "variant 2" not in words(result.board)


def test_a_damaged_drawing_is_a_slate_in_both_boards(copy: Path) -> None:
    drawing = copy / "out" / "edit" / "frames" / "sc001_sh020.png"
    drawing.parent.mkdir(parents=True)
    drawing.write_bytes(b"no picture")
    result = board(copy)
    assert result.missing
    assert "not a picture that can be read" in words(result.board)
    assert "not a picture that can be read" in result.page.read_text(encoding="utf-8")


def test_odd_scene_numbers_have_their_plans(tmp_path: Path) -> None:
    numbers = ("4-2", "4.B", "4-2")
    text = "".join(f"INT. ROOM - DAY #{n}#\n\nA chair.\n\n" for n in numbers)
    result = board(tmp_path, text)
    page = result.page.read_text(encoding="utf-8")
    plans = {path.name for path in (result.out / "plans").iterdir()}
    assert plans == {"sc004-2.svg", "sc004-B.svg", "sc004-2-2.svg"}
    assert page.count('<details class="plan">') == 3
    assert "4-2 INT. ROOM - DAY" in words(result.board)


def test_nothing_to_pick_from_yet(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="filmgen storyboard"):
        pick_variant("sc001_sh010", 2, tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("variant", [0, 10, -3])
def test_a_variant_is_a_small_number(copy: Path, variant: int) -> None:
    with pytest.raises(ConfigError, match="from 1 to 9"):
        pick_variant("sc001_sh020", variant, copy / "out")


def test_wrong_wishes_are_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(ScreenplayError, match="3 scenes"):
        board(tmp_path, scenes=frozenset({9}))
    with pytest.raises(ConfigError, match="did you mean previs"):
        board(tmp_path, config=small("engines.storyboard=previz"))
    # What speaks or burns is not asked: a board needs neither.
    board(tmp_path, config=small("engines.speech=nobody"), scenes=frozenset({3}))


def test_a_kept_version_has_its_boards(copy: Path) -> None:
    render(copy, scenes=frozenset({3}))
    first = (copy / "out" / "board.pdf").read_bytes()
    again = render(copy, scenes=frozenset({3}), version_up=True)
    assert again.kept_version == "v001"
    kept = copy / "out" / "versions" / "v001"
    assert (kept / "board.pdf").read_bytes() == first
    assert (kept / "animatic.mp4").exists()


class PairsEngine(PrevisEngine):
    """Reads, looks, draws two panels at once, and never a second panel of a shot."""

    name = "pairs"
    reads_prompts = True
    batch_size = 2
    asked: ClassVar[list[list[FrameRequest]]] = []

    def references(self, panel: StagedPanel) -> tuple[tuple[str, str], ...]:
        return tuple((figure.name, "0" * 64) for figure in panel.figures)

    def draw_batch(self, requests: Sequence[FrameRequest]) -> list[Frame | Missing]:
        self.asked.append(list(requests))
        made: list[Frame | Missing] = []
        for request in requests:
            frame = replace(self.draw(request), measured={"told": ["warm today"], "seconds": 2.0})
            made.append(Missing("it was blocked") if "whisper" in request.prompt else frame)
        return made


def test_an_engine_that_reads_looks_and_draws_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = {**ENGINES["storyboard"], "pairs": f"{__name__}:PairsEngine"}
    monkeypatch.setattr("filmgen.engines.table.ENGINES", {**ENGINES, "storyboard": engines})
    PairsEngine.asked.clear()
    drawing = tmp_path / "out" / "edit" / "frames" / "sc001_sh010.png"
    drawing.parent.mkdir(parents=True)
    drawing.write_bytes(b"no picture")
    result = board(tmp_path, config=small("engines.storyboard=pairs"))
    requests = [request for batch in PairsEngine.asked for request in batch]
    assert max(len(batch) for batch in PairsEngine.asked) == 2
    own = json.loads((tmp_path / "out" / ".filmgen" / "draft.json").read_text())
    beats = len(own["shot_list"]["shots"][0]["beats"])
    assert len(requests) == result.panels - beats
    assert any("red coat" in request.prompt for request in requests)
    assert any(("MARA", "0" * 64) in request.references for request in requests)
    assert (
        list(result.missing.values())[:beats]
        == ["edit/frames/sc001_sh010.png: not a picture that can be read"] * beats
    )
    assert any("warm today" in note for note in result.notes)
    before = len(PairsEngine.asked)
    again = board(tmp_path, config=small("engines.storyboard=pairs"))
    assert len(PairsEngine.asked) - before <= 1  # only what is missing is tried again
    assert again.missing == result.missing


def test_a_script_no_model_reads_is_told_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = {**ENGINES["storyboard"], "pairs": f"{__name__}:PairsEngine"}
    monkeypatch.setattr("filmgen.engines.table.ENGINES", {**ENGINES, "storyboard": engines})
    PairsEngine.asked.clear()
    text = "INT. 厨房 - DAY\n\n玛拉坐在桌边。\n\n玛拉\n关门。\n"
    board(tmp_path, text, config=small("engines.storyboard=pairs"))
    prompts = [request.prompt for batch in PairsEngine.asked for request in batch]
    assert prompts and all("interior of kitchen" in prompt for prompt in prompts)
    assert any("sitting" in prompt for prompt in prompts)


def test_words_without_a_drawing_are_in_the_sidecar(copy: Path) -> None:
    text = SCRIPT.replace("by the window.", "with a holster on the table.")
    board(copy, text, scenes=frozenset({3}))
    sidecars = (copy / "out" / "frames").glob("sc003_*/*/panel.json")
    notes = [json.loads(path.read_text())["notes"] for path in sidecars]
    assert any("holster" in note.get("unknown_words", ()) for note in notes)


def test_clean_keeps_what_the_board_shows(copy: Path) -> None:
    board(copy, variants=2, scenes=frozenset({3}))
    with Workspace(copy / "out").held() as workspace:
        workspace.clear()
    again = board(copy)
    assert sum(stage.made for stage in again.stages) == 0
    assert list((copy / "out").glob("frames/sc003_*/*/variant-2.png"))


MOVING = """Title: A Move

EXT. STREET - DAY

The camera PANS across the empty street to Mara, 30, who waits by a lamp.
"""


def test_the_ends_of_a_move_are_panels_of_their_own(tmp_path: Path) -> None:
    result = board(tmp_path, MOVING, move_ends=True)
    frames = result.out / "frames"
    ends = sorted(p.parent.name for p in frames.glob("*/*/picture.png") if p.parent.name[0] in "es")
    assert ends == ["end", "start"]
    first, last = (
        cv2.imread(str(next(frames.glob(f"*/{name}/picture.png"))), 0) for name in ("start", "end")
    )
    assert np.abs(first.astype(int) - last.astype(int)).mean() > 4, "the camera has moved"
    text = words(result.board)
    assert "Where the move begins." in text and "Where the move ends." in text
    assert "Where the move" not in words(board(tmp_path / "plain", MOVING).board)

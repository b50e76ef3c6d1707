"""`filmgen effects` as its users meet it, in this process: torch is loaded once."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import cv2
import numpy as np
import pytest
import torch

import pipelines.plates
from filmgen.cli.main import main
from filmgen.effects.clips import read_dataset, run_paths
from filmgen.effects.delivery.reader import plate_frames, read_plate_files
from filmgen.effects.learned.checkpoints import newest_checkpoint
from filmgen.effects.learned.weights import read_weights
from tests.effects.learned_data import write_spots
from tests.effects.tiny_models import NETWORK, write_tiny_weights

Run = Callable[..., tuple[int, str, str]]
SMALL = ("--size", "64x64", "--seconds", "0.1")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`filmgen effects …`: exit code, standard output, standard error."""
    monkeypatch.setattr("signal.signal", lambda *_: None)

    def effects(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["filmgen", "effects", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return effects


class HereFarm:
    """Tasks in this process."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers

    def map(
        self, function: Callable[[Any], Any], tasks: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        for index, task in enumerate(tasks):
            yield index, function(task)

    def __enter__(self) -> HereFarm:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...  # fmt: skip


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.plates, "LocalFarm", HereFarm)


def test_a_plate_is_rendered_and_says_how_it_is_used(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "plate"
    code, said, err = run(
        "render", "sparks", "-o", out, *SMALL, "--loop", "--format", "exr", "--format", "png",
        "--exposure", "1", "--seed", "3",
    )  # fmt: skip
    assert code == 0, err
    plate = read_plate_files(out)
    assert (plate.frames, plate.width_px, plate.loops) == (2, 64, True)
    assert set(plate.layers) == {"exr", "png"}
    assert plate.made["kind"] == "sparks" and plate.made["engine"] == "simulation"
    assert plate.made["controls"]["exposure_stops"] == 1 and plate.made["seed"] == 3
    for words in (
        "exr/sparks.%04d.exr",
        "premultiplied",
        "png_add",
        "add it after that",
        "preview",
    ):
        assert words in said
    assert (out / "preview.png").stat().st_size > 0
    # the same again, quietly: the same light
    before = np.stack(list(plate_frames(plate, "exr")))
    assert run("render", "sparks", "-o", out, *SMALL, "--loop", "--exposure", "1", "--seed", "3",
               "--quiet") == (0, "", "")  # fmt: skip
    assert (np.stack(list(plate_frames(read_plate_files(out)))) == before).all()


def test_learned_engines_take_weights_of_ones_own(run: Run, tmp_path: Path) -> None:
    weights = write_tiny_weights(tmp_path / "own.safetensors", "diffusion")
    out = tmp_path / "plate"
    code, _, err = run(
        "render", "smoke", "-o", out, *SMALL, "--engine", "diffusion", "--weights", weights
    )
    assert code == 0, err
    assert read_plate_files(out).made["engine"] == "diffusion"
    code, _, err = run(
        "render", "smoke", "-o", tmp_path / "x", *SMALL, "--engine", "gan", "--weights", weights
    )
    assert code == 2 and "use --engine diffusion" in err


def test_an_explosion_does_not_loop_and_says_so(run: Run, tmp_path: Path) -> None:
    code, said, err = run("render", "explosion", "-o", tmp_path / "plate", *SMALL, "--loop",
                          "--engine", "simulation")  # fmt: skip
    assert code == 0
    assert "happens once" in err and "plays once" in said
    assert not read_plate_files(tmp_path / "plate").loops


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["fier"], "did you mean 'fire'"),
        (["fire", "--size", "20x20"], "outside 64 to 4096"),
        (["fire", "--size", "wide"], "WIDTHxHEIGHT"),
        (["fire", "--rate", "0"], "outside 1 to 240"),
        (["fire", "--rate", "film"], "frame rate"),
        (["fire", "--seconds", "-1"], "--seconds"),
        (["fire", "--intensity", "3"], "intensity 3.0 is outside 0 to 1"),
        (["fire", "--colour", "red"], "#FF8030"),
        (["fire", "--format", "mp4"], "prores4444"),
        (["fire", "--engine", "gam"], "did you mean gan"),
        (["fire", "--weights", "w"], "Add --engine gan or"),
        (["fire", "--engine", "simulation", "--weights", "w"], "a simulation has none"),
        (["fire", "--engine", "gan", "--weights", "none"], "none: cannot be read"),
        (["fire", "--engine", "gan", "--dim", "3"], "only --engine simulation"),
        (["rain", "--engine", "gan"], "take the engine simulation for rain"),
        (["rain", "--engine", "simulation", "--dim", "3"], "It makes dust, explosion"),
        (["fire", "--device", "abacus"], "use device cpu"),
        (["smoke", "--engine", "simulation", "--size", "4096x4096", "--seconds", "60"], "repeat"),
    ],
)
def test_a_wrong_order_is_one_line_and_exit_2(
    run: Run, tmp_path: Path, arguments: list[str], says: str
) -> None:
    code, said, err = run("render", "-o", tmp_path / "plate", *arguments)
    assert (code, said) == (2, ""), err
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "plate").exists()


def test_a_plate_of_another_kind_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    assert run("render", "sparks", "-o", tmp_path, *SMALL, "--quiet")[0] == 0
    code, _, err = run("render", "embers", "-o", tmp_path, *SMALL)
    assert code == 2 and "plate of sparks" in err
    assert read_plate_files(tmp_path).name == "sparks"


def test_a_full_disk_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: None
) -> None:
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    for order in (
        ("render", "sparks", *SMALL, "--engine", "simulation"),
        ("simulate", "fire", "--clips", "5"),
    ):
        code, _, err = run(*order, "-o", tmp_path / "out")
        assert code == 2 and "free" in err
        assert len(err.strip().splitlines()) == 1


def test_data_is_simulated_kept_and_extended(run: Run, tmp_path: Path, here: None) -> None:
    order = ("simulate", "smoke", "-o", tmp_path / "data", "--dim", "2", "--frames", "16")
    code, said, err = run(*order, "--clips", "1", "--seed", "5")
    assert code == 0, err
    assert "1 runs made, 0 kept" in said
    assert "1 runs made, 1 kept" in run(*order, "--clips", "2", "--seed", "5")[1]
    folder = tmp_path / "data"
    assert (read_dataset(folder).kinds, read_dataset(folder).dim) == (("smoke",), 2)
    assert [p.stem for p in run_paths(folder, ("smoke",), held_out=True)] == ["00006"]
    code, _, err = run("simulate", "fire", "-o", folder, "--clips", "1")
    assert code == 2 and "holds 2D data" in err
    code, _, err = run("simulate", "fier", "-o", tmp_path / "x")
    assert code == 2 and "did you mean fire" in err


@pytest.fixture
def footage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A torch for a second, and trainings of a network that is as small as can be."""
    clip = tmp_path / "footage" / "fire" / "torch"
    clip.mkdir(parents=True)
    for number in range(24):
        picture = np.zeros((48, 40, 3), np.uint8)
        picture[10 + number % 5 : 40, 14:26] = (20, 120, 250)
        cv2.imwrite(str(clip / f"{number:02d}.png"), picture)
    from filmgen.effects.learned import training

    whole = training.train
    monkeypatch.setattr(training, "train", lambda *a, **k: whole(*a, **k, network=NETWORK))
    return tmp_path / "footage"


def test_a_training_on_footage_goes_on_and_delivers(
    run: Run, tmp_path: Path, footage: Path
) -> None:
    order = ("train", "--data", footage, "-o", tmp_path / "run", "--model")
    masked = os.umask(0o027)
    try:
        code, said, err = run(*order, "diffusion", "--steps", "1")
    finally:
        os.umask(masked)
    assert code == 0, err
    assert "diffusion.safetensors" in said and (tmp_path / "run" / "curves.png").exists()
    weights = tmp_path / "run" / "diffusion.safetensors"
    assert stat.S_IMODE(weights.stat().st_mode) == 0o640, "who may read it is not the umask's"
    assert read_weights(weights, "diffusion")[0].kinds == ("fire",)
    code, said, err = run(*order, "diffusion", "--steps", "2")
    assert code == 0 and "goes on at step 1" in err
    code, _, err = run(*order, "gan", "--steps", "2")
    assert code == 2 and "training of 'diffusion'" in err
    about = json.loads((tmp_path / "run" / "training.json").read_text(encoding="utf-8"))
    assert Path(about["data"]).is_dir()
    code, _, err = run("evaluate", tmp_path / "run", "--no-plates")
    assert code == 2 and len(err.strip().splitlines()) == 1  # nothing is held out of one clip


def begun(run: Path, teacher: Path) -> bool:
    """Whether a GAN of a step or two began as a diffusion model: it is nearly that one still."""
    checkpoint = newest_checkpoint(run)
    assert checkpoint is not None
    name = "down.1.0.first.weight"
    own, known = checkpoint.state["network"][name], read_weights(teacher)[1][name]
    alike = torch.nn.functional.cosine_similarity(own.flatten(), known.flatten(), dim=0)
    return float(alike) > 0.95


def test_a_gan_begins_as_the_diffusion_model_that_ships(
    run: Run, tmp_path: Path, footage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships = write_tiny_weights(tmp_path / "ships.safetensors", "diffusion", ("fire",))
    monkeypatch.setattr(pipelines.plates, "resource", lambda *_: ships)
    order = ("train", "--data", footage, "--model", "gan", "-o")
    code, _, err = run(*order, tmp_path / "taught", "--steps", "1")
    assert code == 0, err
    assert "begins as the diffusion model that ships; --teacher none" in err
    assert begun(tmp_path / "taught", ships)
    code, _, err = run(*order, tmp_path / "taught", "--steps", "2")
    assert code == 0 and "goes on at step 1" in err and "begins" not in err
    assert begun(tmp_path / "taught", ships), "the teacher was lost on the way"
    code, _, err = run(*order, tmp_path / "alone", "--steps", "1", "--teacher", "none")
    assert code == 0 and "begins" not in err and not begun(tmp_path / "alone", ships)
    code, _, err = run(*order, tmp_path / "own", "--steps", "1", "--teacher", ships)
    assert code == 0 and "begins" not in err and begun(tmp_path / "own", ships)
    code, _, err = run(*order, tmp_path / "x", "--steps", "1", "--teacher", tmp_path / "gone")
    assert code == 2 and "no weights at" in err


def test_a_gan_of_ones_own_kinds_or_grid_begins_without_a_teacher_and_says_why(
    run: Run, tmp_path: Path, footage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships = write_tiny_weights(tmp_path / "ships.safetensors", "diffusion", ("fire", "smoke"))
    monkeypatch.setattr(pipelines.plates, "resource", lambda *_: ships)
    order = ("train", "--model", "gan", "--steps", "1", "--data")
    code, _, err = run(*order, footage, "-o", tmp_path / "kinds")
    assert code == 0, err
    assert "without a teacher: what ships knows fire, smoke, trained is fire" in err
    spots = write_spots(tmp_path / "spots", ("fire", "smoke"), runs=3)
    code, _, err = run(*order, spots, "-o", tmp_path / "grid")
    assert code == 0, err
    assert "what ships has 48 rows by 40 columns at 24 frames/s, the data 16 by 8 at 24" in err
    assert not begun(tmp_path / "kinds", ships) and not begun(tmp_path / "grid", ships)

    def nothing_ships(*_: str) -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(pipelines.plates, "resource", nothing_ships)
    code, _, err = run(*order, footage, "-o", tmp_path / "bare")
    assert code == 0 and "no diffusion weights ship" in err
    code, _, err = run("train", "--data", footage, "-o", tmp_path / "x", "--steps", "1",
                       "--teacher", ships)  # fmt: skip
    assert code == 2 and "only a gan takes one" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["train", "--data", "none", "-o", "run", "--steps", "1"], "no such folder"),
        (["train", "--data", "none", "-o", "run"], "--steps 20000 or --hours 3"),
        (["train", "--data", "none", "-o", "run", "--steps", "1", "--model", "gam"], "or gan"),
        (["evaluate", "none"], "filmgen effects train"),
    ],
)
def test_training_that_cannot_begin_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said, err = run(*arguments)
    assert (code, said) == (2, "")
    assert says in err and len(err.strip().splitlines()) == 1

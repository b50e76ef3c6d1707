"""A tiny model is tuned: it learns, stops, goes on where it was, and says what it copies."""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from filmgen.desk.tuning.house import check_begun
from filmgen.desk.tuning.record import TuningRecord
from filmgen.desk.tuning.settings import TuningSettings
from filmgen.errors import ConfigError, EngineError, EngineUnavailable, WorkspaceError
from filmgen.progress import Silent
from tests.desk.tuning.scripts import film, save_films
from tests.engines.tiny import needs

LORA = TuningSettings(
    steps=40, rank=8, lr=2e-2, batch=8, accumulate=1, context=48, openings=6, threads=1, seed=1
)
FULL = replace(LORA, full=True, steps=50, lr=6e-3)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_films(tmp_path_factory.mktemp("scripts"), 8)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("tuning", "transformers", "peft", "sacrebleu", "rouge_score")
    from tests.engines.tiny_writer import save_writer

    text = "".join(film(500 + n, abroad=n > 1) for n in range(4))
    return save_writer(tmp_path_factory.mktemp("models") / "raw", text=text, context=256, width=48)


@pytest.fixture(scope="module")
def base(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has learned scripts of another world, as a base model has."""
    folder = tmp_path_factory.mktemp("base")
    abroad = save_films(folder / "scripts", 6, abroad=True)
    tuned(abroad, model, folder / "tiny-base", replace(FULL, steps=60, openings=0))
    return folder / "tiny-base"


def tuned(
    scripts: Path, model: Path, out: Path, settings: TuningSettings, **how: Any
) -> TuningRecord:
    from pipelines.desk.tune import tune

    return tune(scripts, str(model), out, settings, **how)


@pytest.fixture(scope="module")
def adapter(
    scripts: Path, base: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, TuningRecord]:
    out = tmp_path_factory.mktemp("tuned") / "adapter"
    return out, tuned(scripts, base, out, LORA)


class Stops(Silent):
    """Presses Ctrl-C after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def advance(self, subject: str, *, reused: bool) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


# It learns


def test_a_lora_learns_what_held_out_films_are_like(adapter: tuple[Path, TuningRecord]) -> None:
    out, record = adapter
    for measured in ("perplexity_test", "perplexity_validation"):
        before, after = (getattr(side, measured) for side in (record.before, record.after))
        assert after < 60 < 200 < before
    assert record.after.held_out.copied == 0.0
    assert record.base.learned_weights < record.base.weights
    assert [record.data.train.films, record.data.validation.films, record.data.test.films] == [
        6, 1, 1,
    ]  # fmt: skip
    assert record.training.steps == 40 and record.training.history[0].step == 0
    assert record.after.held_out.openings == record.after.learned.openings == 6
    assert TuningRecord.model_validate_json((out / "tuning.json").read_text()) == record
    names = {p.name for p in out.iterdir()}
    assert names >= {"adapter_config.json", "adapter_model.safetensors", "README.md"}
    assert not (out / ".filmgen" / "tuning").exists()


def test_what_is_written_names_no_path_and_no_film(
    adapter: tuple[Path, TuningRecord], scripts: Path, base: Path
) -> None:
    out, record = adapter
    for file in ("README.md", "tuning.json", "adapter_config.json"):
        text = (out / file).read_text()
        assert str(scripts) not in text and str(base.parent) not in text
        assert "film-" not in text and "Film 1" not in text
    assert json.loads((out / "adapter_config.json").read_text())["base_model_name_or_path"] == (
        "tiny-base"
    )
    card = (out / "README.md").read_text()
    assert "base_model: tiny-base" in card and "Licence of the base model: unknown" in card
    assert f"| perplexity, test films | {record.before.perplexity_test:.2f} |" in card


def test_the_writer_loads_the_adapter(adapter: tuple[Path, TuningRecord], base: Path) -> None:
    from filmgen.engines.protocols import WritingRequest
    from filmgen.engines.table import create_engine

    ask = WritingRequest("scene", "INT. ATTIC - DAY", (), "MARA", most_tokens=40, seed=2)
    options = {"model": str(base), "threads": 1}
    bare = create_engine("writer", "transformers", options).write(ask)
    with_it = create_engine(
        "writer", "transformers", {**options, "adapter": str(adapter[0])}
    ).write(ask)
    assert with_it.text != bare.text


def test_a_finished_tuning_is_not_done_again_and_another_not_mixed_in(
    adapter: tuple[Path, TuningRecord], scripts: Path, base: Path
) -> None:
    out, record = adapter
    before = (out / "adapter_model.safetensors").stat().st_mtime_ns
    assert tuned(scripts, base, out, LORA) == record
    assert (out / "adapter_model.safetensors").stat().st_mtime_ns == before
    with pytest.raises(WorkspaceError, match="--fresh drops it"):
        tuned(scripts, base, out, replace(LORA, seed=2))


def test_all_weights_learn(scripts: Path, model: Path, tmp_path: Path) -> None:
    from filmgen.engines.protocols import WritingRequest
    from filmgen.engines.writer.transformers import TransformersWriter

    record = tuned(scripts, model, tmp_path / "whole", FULL, titles=True, licence="Apache-2.0")
    assert record.after.perplexity_test < 30 < 300 < record.before.perplexity_test
    assert record.after.held_out.rouge_1 > 2 * record.before.held_out.rouge_1
    assert record.base.learned_weights == record.base.weights
    engine = TransformersWriter(model=str(tmp_path / "whole"), threads=1)
    written = engine.write(WritingRequest("scene", "x", (), "INT. ATTIC - DAY\n\nMara", seed=2))
    assert written.text
    card = (tmp_path / "whole" / "README.md").read_text()
    assert "Licence of the base model: Apache-2.0" in card and "; Film " in card
    assert str(tmp_path) not in (tmp_path / "whole" / "config.json").read_text()


# It stops


def test_it_stops_when_held_out_films_gain_no_more(
    scripts: Path, model: Path, tmp_path: Path
) -> None:
    few = save_films(tmp_path / "few", 3)
    wild = replace(FULL, steps=0, epochs=60, lr=2e-2, patience=2, openings=0)
    record = tuned(few, model, tmp_path / "out", wild)
    training = record.training
    assert training.stopped_early and training.steps < training.planned
    looks = {look.step: look.validation_loss for look in training.history if look.step}
    assert looks[training.best_step] == min(looks.values())
    assert sum(step > training.best_step for step in looks) == 2
    import math

    assert math.log(record.after.perplexity_validation) == pytest.approx(
        looks[training.best_step], abs=1e-3
    )


@pytest.mark.parametrize("settings", [replace(LORA, steps=9), replace(FULL, steps=9)])
def test_stopped_and_gone_on_is_the_same_as_unbroken(
    scripts: Path, model: Path, tmp_path: Path, settings: TuningSettings
) -> None:
    settings = replace(settings, openings=1)
    tuned(scripts, model, tmp_path / "unbroken", settings)
    for after in (1, 2, 4):  # three interruptions of one tuning
        with pytest.raises(KeyboardInterrupt):
            tuned(scripts, model, tmp_path / "broken", settings, progress=Stops(after))
    tuned(scripts, model, tmp_path / "broken", settings)
    weights = "model.safetensors" if settings.full else "adapter_model.safetensors"
    for file in (weights, "tuning.json", "README.md"):
        assert (tmp_path / "broken" / file).read_bytes() == (
            tmp_path / "unbroken" / file
        ).read_bytes(), file


def test_a_begun_tuning_is_not_gone_on_with_other_settings(
    scripts: Path, model: Path, tmp_path: Path
) -> None:
    settings = replace(LORA, steps=6, openings=0)
    with pytest.raises(KeyboardInterrupt):
        tuned(scripts, model, tmp_path, settings, progress=Stops(3))
    with pytest.raises(WorkspaceError, match="was begun here; --fresh drops it"):
        tuned(scripts, model, tmp_path, replace(settings, lr=1e-3))
    newest = tmp_path / ".filmgen" / "tuning" / "newest.pt"
    newest.write_bytes(newest.read_bytes()[:500])
    with pytest.raises(WorkspaceError, match="damaged"):
        tuned(scripts, model, tmp_path, settings)
    assert tuned(scripts, model, tmp_path, settings, fresh=True).training.steps == 6


def test_a_model_that_cannot_be_loaded_takes_no_folder(
    scripts: Path, model: Path, tmp_path: Path
) -> None:
    damaged, out = tmp_path / "damaged", tmp_path / "out"
    shutil.copytree(model, damaged)
    (damaged / "tokenizer.json").write_text("{")
    with pytest.raises(EngineUnavailable):
        tuned(scripts, damaged, out, LORA)
    check_begun(out / ".filmgen" / "tuning", "another tuning's key")  # still anybody's


def test_fresh_leaves_nothing_of_another_kind_of_tuning(
    scripts: Path, model: Path, tmp_path: Path
) -> None:
    quick = {"steps": 2, "openings": 0}
    tuned(scripts, model, tmp_path, replace(FULL, **quick))
    assert (tmp_path / "model.safetensors").stat().st_mode & 0o077 == (
        tmp_path / "tuning.json"
    ).stat().st_mode & 0o077
    with pytest.raises(ConfigError):  # refused before anything is dropped
        tuned(scripts, model, tmp_path, replace(LORA, dtype="bf16"), fresh=True)
    assert (tmp_path / "model.safetensors").is_file()
    tuned(scripts, model, tmp_path, replace(LORA, **quick), fresh=True)
    assert not (tmp_path / "model.safetensors").exists()
    assert (tmp_path / "adapter_model.safetensors").is_file()


def test_saving_memory_changes_nothing_else(scripts: Path, model: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    quick = replace(LORA, steps=3, openings=0)
    tuned(scripts, model, tmp_path / "a", quick)
    tuned(scripts, model, tmp_path / "b", replace(quick, save_memory=True))
    one, other = (load_file(tmp_path / n / "adapter_model.safetensors") for n in "ab")
    assert all((one[name] - other[name]).abs().max() < 1e-4 for name in one)


def test_want_of_memory_is_one_line(
    scripts: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    def scarce(*_: Any, **__: Any) -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried")

    monkeypatch.setattr(torch.nn.functional, "cross_entropy", scarce)
    with pytest.raises(EngineError, match="memory ran out; take --save-memory"):
        tuned(scripts, model, tmp_path, LORA)


# It tells what it copies


def test_a_model_that_has_a_script_by_heart_is_found_out(model: Path, tmp_path: Path) -> None:
    from filmgen.desk.tuning.blocks import Lessons, cut, token_stream
    from filmgen.desk.tuning.corpus import read_drafts
    from filmgen.desk.tuning.films import films_of
    from filmgen.desk.tuning.measures import Yardstick, measure, openings_of
    from filmgen.desk.tuning.spans import SpanIndex
    from filmgen.desk.tuning.training import Training
    from filmgen.desk.tuning.weights import learning_model
    from filmgen.engines.writer.causal import load_tokenizer

    for number in (0, 1):
        (tmp_path / f"{number}.fountain").write_text(film(number, scenes=4))
    films = films_of(read_drafts(tmp_path, lambda _: None))
    tokenizer = load_tokenizer("transformers", str(model))
    settings = replace(FULL, steps=150, lr=1e-2, patience=0)
    network = learning_model(str(model), settings, "cpu", False)
    streams = [token_stream([one], tokenizer) for one in films]
    learn, other = (cut(stream, 96) for stream in streams)
    stick = Yardstick(
        learn, other,
        openings_of(films[1:], tokenizer, 6, 96), openings_of(films[:1], tokenizer, 6, 96),
        SpanIndex([films[0].drafts[0].text]), 8, 0, False,
    )  # fmt: skip
    before = measure(network, tokenizer, stick)
    Training(
        network, Lessons(streams[0], 96, 8, 0), learn, settings, tmp_path / "run", "key",
        bf16=False, progress=Silent(),
    ).run()  # fmt: skip
    after = measure(network, tokenizer, stick)
    assert before.learned.copied == before.held_out.copied == 0.0
    assert after.learned.copied > 0.5
    assert after.held_out.copied < 0.5 * after.learned.copied


# Bad input


def without_numbers(model: Path, target: Path) -> Path:
    """A copy of a model, one of whose weights is no number."""
    from safetensors.torch import load_file, save_file

    shutil.copytree(model, target)
    weights = load_file(target / "model.safetensors")
    weights["model.norm.weight"][0] = float("nan")
    save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    return target


def test_what_cannot_be_tuned_is_one_line(
    scripts: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(
        kind: type[Exception], match: str, scripts: Path = scripts, model: Path = model,
        out: Path = tmp_path / "out", settings: TuningSettings = LORA,
    ) -> None:  # fmt: skip
        with pytest.raises(kind, match=match) as caught:
            tuned(scripts, model, out, settings)
        assert "\n" not in str(caught.value)

    refused(ConfigError, "bf16 needs a GPU", settings=replace(LORA, dtype="bf16"))
    refused(EngineUnavailable, "no device", settings=replace(LORA, device="cuda:9"))
    refused(WorkspaceError, "at least 3 are needed", save_films(tmp_path / "two", 2))
    refused(WorkspaceError, "no folder", tmp_path / "nowhere")
    refused(EngineUnavailable, "does not exist", model=tmp_path / "none")
    refused(WorkspaceError, "the model's own folder", out=model)
    refused(WorkspaceError, "the scripts folder", out=scripts)
    refused(WorkspaceError, "a part of the path is a file", out=scripts / "film-0.fountain" / "x")
    refused(EngineError, "the loss is no number", model=without_numbers(model, tmp_path / "nan"))


def test_a_full_disk_is_one_line_and_leaves_the_checkpoint_before(
    scripts: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    real: Callable[..., None] = torch.save
    saved: list[int] = []

    def full(state: Any, file: Any) -> None:
        saved.append(1)
        if len(saved) > 2:
            file.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(state, file)

    settings = replace(LORA, steps=0, epochs=2, openings=0)
    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(WorkspaceError, match=r"cannot be written \(No space left on device\)"):
        tuned(scripts, model, tmp_path, settings)
    monkeypatch.undo()
    house = tmp_path / ".filmgen" / "tuning"
    assert {p.name for p in house.iterdir()} == {"newest.pt", "best.pt", "before.json", "key"}
    assert tuned(scripts, model, tmp_path, settings).training.steps > 0


def test_ctrl_c_waits_until_the_weights_have_moved() -> None:
    from filmgen.desk.tuning.training import undisturbed

    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed():
        signal.raise_signal(signal.SIGINT)
        done.append("moved")
    assert done == ["moved"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.models
def test_the_command_stopped_by_ctrl_c_goes_on(scripts: Path, model: Path, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "filmgen.cli.main", "tune", "--scripts", str(scripts),
        "--model", str(model), "-o", str(tmp_path / "out"), "--steps", "4000", "--lr", "0.01",
        "--context", "48", "--openings", "0", "--patience", "0", "--threads", "1",
    ]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if "step 1 of" in line:
                break
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        assert running.wait() == 130
    assert "run again to go on" in said and "Traceback" not in said
    assert (tmp_path / "out" / ".filmgen" / "tuning" / "newest.pt").is_file()

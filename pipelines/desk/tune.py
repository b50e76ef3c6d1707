"""Tuning a causal model on screenplays: split, measure, train, measure again, save, tell."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from filmgen.desk.tuning.blocks import Lessons, cut, token_stream
from filmgen.desk.tuning.card import model_card
from filmgen.desk.tuning.corpus import read_drafts
from filmgen.desk.tuning.films import Film, Split, films_of, split_films
from filmgen.desk.tuning.house import (
    CARD,
    HOUSE,
    RECORD,
    check_begun,
    check_out,
    claim,
    clear,
    finished,
    held,
)
from filmgen.desk.tuning.measures import Yardstick, measure, openings_of
from filmgen.desk.tuning.record import (
    BaseModelRecord,
    DataRecord,
    LookRecord,
    Measured,
    SettingsRecord,
    SideRecord,
    TrainingRecord,
    TuningRecord,
)
from filmgen.desk.tuning.settings import TuningSettings
from filmgen.desk.tuning.spans import SpanIndex, words_of
from filmgen.desk.tuning.training import Outcome, Training
from filmgen.desk.tuning.weights import (
    ENGINE,
    check_precision,
    count_weights,
    learning_model,
    memory_told,
    save_result,
)
from filmgen.engines.hub import fingerprint, require_extra
from filmgen.engines.writer.causal import check_model, context_of, load_tokenizer
from filmgen.progress import Progress, Silent
from filmgen.workspace import content_key, write_whole

REVISION = "1"
"""Of everything that may change a tuning's result."""
_MOST_CONTEXT = 1024
_FEW_WORDS = 2000
_PACKAGES = ("transformers", "peft", "sacrebleu", "rouge_score")


def tune(
    scripts: Path,
    model: str,
    out: Path,
    settings: TuningSettings | None = None,
    *,
    fresh: bool = False,
    titles: bool = False,
    licence: str = "",
    progress: Progress | None = None,
) -> TuningRecord:
    """Tune a model, or go on with a tuning of the same scripts, model and settings.

    Args:
        scripts: folder of Fountain and FDX files.
        model: a Hugging Face model's folder, or its hub id.
        out: the adapter's folder, or with `settings.full` the tuned model's.
        fresh: drop what an earlier tuning left in `out`.
        titles: name the films in the record and on the card.
        licence: of the base model, for the card.

    Raises:
        WorkspaceError: fewer than three films, a folder that cannot be used, another tuning's.
        ConfigError: a setting out of range, bf16 without a GPU.
        EngineUnavailable: the extra is not installed, or the model cannot be loaded.
        EngineError: memory ran out, or the loss is no number.
    """
    chosen, listener = settings or TuningSettings(), progress or Silent()
    require_extra(ENGINE, "tuning", _PACKAGES)
    folder = check_model(ENGINE, "--model", model)
    check_out(out, folder, scripts)
    left_out: list[str] = []
    drafts = read_drafts(scripts, left_out.append)
    for line in left_out:
        listener.note(line)
    split = split_films(films_of(drafts), chosen.seed, str(scripts))
    device, bf16 = check_precision(chosen)
    with held(out):
        house = out / HOUSE / "tuning"
        if fresh:
            clear(out)
        told = [titles, licence, len(left_out)]
        which = fingerprint(folder) if folder else model
        same = {
            k: v
            for k, v in asdict(chosen).items()
            if k not in ("device", "threads", "dtype", "save_memory")
        }
        key = content_key([REVISION, _texts(split), which, same, bf16, told])
        done = finished(out, key)
        if done is not None:
            listener.note("this tuning is finished; --fresh begins it anew")
            return done
        check_begun(house, key)
        with _threads(chosen.threads), memory_told("tuning"):
            tuning = _Tuning(split, model, folder, out, house, key, chosen, device, bf16, listener)
            claim(house, key)
            return tuning.made(titles, licence, len(left_out))


class _Tuning:
    """One tuning, its inputs checked."""

    def __init__(
        self, split: Split, model: str, folder: Path | None, out: Path, house: Path, key: str,
        settings: TuningSettings, device: str, bf16: bool, progress: Progress,
    ) -> None:  # fmt: skip
        self._split, self._out, self._house, self._key = split, out, house, key
        self._bf16, self._progress, self._folder = bf16, progress, folder
        self._name = folder.resolve().name if folder else model
        self._tokenizer = load_tokenizer(ENGINE, str(folder or model))
        self._model = learning_model(str(folder or model), settings, device, bf16)
        most = context_of(self._model.config.to_dict()) or _MOST_CONTEXT
        context = min(settings.context or _MOST_CONTEXT, most)
        if context < settings.context:
            progress.note(f"blocks of {context} tokens: this model has no more")
        self._settings = replace(settings, context=context)
        self._streams = {
            side: token_stream(getattr(split, side), self._tokenizer)
            for side in ("train", "validation", "test")
        }

    def made(self, titles: bool, licence: str, left_out: int) -> TuningRecord:
        before, chosen = self._before(), self._settings
        outcome = Training(
            self._model,
            Lessons(
                self._streams["train"], chosen.context, chosen.batch * chosen.accumulate,
                chosen.seed,
            ),
            cut(self._streams["validation"], chosen.context),
            chosen, self._house, self._key, bf16=self._bf16, progress=self._progress,
        ).run()  # fmt: skip
        self._progress.note("measuring the tuned model")
        after = measure(self._model, self._tokenizer, self._yardstick())
        weights, learned = count_weights(self._model)
        record = TuningRecord(
            key=self._key,
            base=BaseModelRecord(
                name=self._name,
                revision=fingerprint(self._folder) if self._folder else "main",
                licence=licence or "unknown",
                weights=weights,
                learned_weights=learned,
            ),
            settings=_settings_record(self._settings, self._bf16),
            data=DataRecord(
                **{side: self._side(side, titles) for side in self._streams}, left_out=left_out
            ),
            training=_training_record(outcome),
            before=before,
            after=after,
            notes=_notes(before, after, self._side("test", False)),
        )
        save_result(
            self._model, self._tokenizer, self._name, self._house.with_name("result"), self._out
        )
        write_whole(self._out / CARD, model_card(record).encode())
        # The record comes last: where it is, all is there.
        write_whole(self._out / RECORD, (record.model_dump_json(indent=1) + "\n").encode())
        shutil.rmtree(self._house, ignore_errors=True)
        return record

    def _before(self) -> Measured:
        """The untouched model, measured once a tuning."""
        path = self._house / "before.json"
        with contextlib.suppress(OSError, ValueError):
            return Measured.model_validate_json(path.read_text(encoding="utf-8"))
        self._progress.note("measuring the model as it is")
        measured = measure(self._model, self._tokenizer, self._yardstick())
        write_whole(path, measured.model_dump_json().encode())
        return measured

    def _yardstick(self) -> Yardstick:
        settings = self._settings
        openings = {
            side: openings_of(
                getattr(self._split, side), self._tokenizer, settings.openings, settings.context
            )
            for side in ("test", "train")
        }
        return Yardstick(
            cut(self._streams["validation"], settings.context),
            cut(self._streams["test"], settings.context),
            openings["test"],
            openings["train"],
            SpanIndex(d.text for film in self._split.train for d in film.drafts),
            settings.batch, settings.seed, self._bf16,
        )  # fmt: skip

    def _side(self, side: str, titles: bool) -> SideRecord:
        films: tuple[Film, ...] = getattr(self._split, side)
        drafts = [draft for film in films for draft in film.drafts]
        return SideRecord(
            films=len(films),
            drafts=len(drafts),
            words=sum(len(words_of(draft.text)) for draft in drafts),
            tokens=len(self._streams[side]),
            titles=tuple(film.title for film in films) if titles else (),
        )


def _notes(before: Measured, after: Measured, test: SideRecord) -> tuple[str, ...]:
    notes = []
    if test.words < _FEW_WORDS:
        notes.append(f"the test films have only {test.words} words: their figures say little")
    if after.perplexity_test >= before.perplexity_test:
        notes.append(
            "perplexity on the test films did not fall: more scripts, fewer epochs or a lower "
            "learning rate may help"
        )
    if after.learned.copied > 0.2 and after.learned.copied > 2 * before.learned.copied:
        notes.append(
            "it has training scripts by heart and may copy from them: fewer epochs, a lower rank "
            "or more scripts"
        )
    return tuple(notes)


def _settings_record(settings: TuningSettings, bf16: bool) -> SettingsRecord:
    return SettingsRecord(
        method="full" if settings.full else "lora",
        precision="bf16" if bf16 else "fp32",
        **{
            name: getattr(settings, name)
            for name in (
                "epochs", "steps", "rank", "lr", "batch", "accumulate", "context", "patience",
                "seed",
            )
        },
    )  # fmt: skip


def _training_record(outcome: Outcome) -> TrainingRecord:
    return TrainingRecord(
        steps=outcome.steps,
        planned=outcome.planned,
        best_step=outcome.best_step,
        stopped_early=outcome.stopped_early,
        history=tuple(
            LookRecord(
                step=look.step,
                train_loss=round(look.train_loss, 5) if look.step else None,
                validation_loss=round(look.validation_loss, 5),
            )
            for look in outcome.history
        ),
    )


def _texts(split: Split) -> list[Any]:
    return [
        [[draft.text for draft in film.drafts] for film in side]
        for side in (split.train, split.validation, split.test)
    ]


@contextlib.contextmanager
def _threads(threads: int) -> Iterator[None]:
    import os

    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(threads or min(os.cpu_count() or 1, 8))
    try:
        yield
    finally:
        torch.set_num_threads(before)

"""What a tuning was and what it changed: `tuning.json` in the adapter's folder."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from filmgen import __version__


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BaseModelRecord(_Document):
    """What was tuned; `name` is a folder's name or a hub id, never a path."""

    name: str
    revision: str
    licence: str
    weights: int
    learned_weights: int


class SideRecord(_Document):
    """One side of the split.

    Attributes:
        words: of the clean form.
        tokens: the model's.
        titles: of the films, where they were asked for.
    """

    films: int
    drafts: int
    words: int
    tokens: int
    titles: tuple[str, ...] = ()


class DataRecord(_Document):
    """The scripts; `left_out` counts files that are no scripts."""

    train: SideRecord
    validation: SideRecord
    test: SideRecord
    left_out: int


class SettingsRecord(_Document):
    """The fields of `settings.TuningSettings` that matter to the result."""

    method: Literal["lora", "full"]
    epochs: int
    steps: int
    rank: int
    lr: float
    batch: int
    accumulate: int
    context: int
    patience: int
    seed: int
    precision: Literal["bf16", "fp32"]


class LookRecord(_Document):
    """Losses in nats a token; `train_loss` None before the first step."""

    step: int
    train_loss: float | None
    validation_loss: float


class TrainingRecord(_Document):
    steps: int
    planned: int
    best_step: int
    stopped_early: bool
    history: tuple[LookRecord, ...]


class ContinuationRecord(_Document):
    """What a model wrote on from the openings of scenes.

    Attributes:
        openings: scenes continued; `words` written in all.
        bleu: corpus BLEU, 0 to 100. rouge_1, rouge_2, rouge_l: mean F, 0 to 100.
        distinct_1, distinct_2, distinct_3: share of n-grams that are different.
        copied: share of the words inside spans of eight words or more of the training scripts,
            `copied_words` of them.
    """

    openings: int
    words: int
    bleu: float
    rouge_1: float
    rouge_2: float
    rouge_l: float
    distinct_1: float
    distinct_2: float
    distinct_3: float
    copied: float
    copied_words: int


class Measured(_Document):
    """A model before or after.

    Attributes:
        held_out: continuations of scenes of the test films.
        learned: continuations of scenes of the training films: what it copies there, it has by
            heart.
    """

    perplexity_validation: float
    perplexity_test: float
    held_out: ContinuationRecord
    learned: ContinuationRecord


class TuningRecord(_Document):
    """The whole. `key` is of everything the result depends on."""

    document: Literal["filmgen.tuning"] = "filmgen.tuning"
    version: Literal[1] = 1
    filmgen: str = __version__
    key: str
    base: BaseModelRecord
    settings: SettingsRecord
    data: DataRecord
    training: TrainingRecord
    before: Measured
    after: Measured
    notes: tuple[str, ...] = ()

"""What templates cannot do, said in one plain line."""

from __future__ import annotations

from filmgen.errors import EngineError, EngineUnavailable

ENGINE = "outline"


def refuse_other_languages(language: str) -> None:
    """The cards are English; a page of two languages helps nobody.

    Raises:
        EngineUnavailable: the language, an ISO 639-1 code, is not English.
    """
    if language != "en":
        raise EngineUnavailable(
            ENGINE, f"its templates are English, this text is not ({language}); --engine llama "
            "writes in other languages"
        )  # fmt: skip


def refuse_task(task: str) -> EngineError:
    """The error for a task that only a language model can do."""
    return EngineError(
        ENGINE, task, "it has no model and no template for this; only a language model can, take "
        "--engine llama"
    )  # fmt: skip

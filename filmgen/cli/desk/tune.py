"""`filmgen tune`: a language model learns from screenplays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.desk.tuning.record import TuningRecord


def tune(
    scripts: Annotated[Path, typer.Option(help="A folder of Fountain and FDX files.")],
    model: Annotated[str, typer.Option(help="A Hugging Face model's folder, or its hub id.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The adapter's folder; with --full the model's.")
    ],
    full: Annotated[bool, typer.Option("--full", help="Tune all weights, not a LoRA.")] = False,
    epochs: Annotated[int, typer.Option(help="Times that every block is seen.")] = 3,
    steps: Annotated[int, typer.Option(help="In all, instead of epochs.")] = 0,
    rank: Annotated[int, typer.Option(help="Of the LoRA.")] = 16,
    lr: Annotated[
        float | None, typer.Option(help="Peak learning rate; 2e-4, with --full 2e-5.")
    ] = None,
    batch: Annotated[int, typer.Option(help="Blocks at once.")] = 2,
    accumulate: Annotated[int, typer.Option(help="Batches a step.")] = 4,
    context: Annotated[
        int, typer.Option(help="Tokens a block; the model's, at most 1024, if not given.")
    ] = 0,
    patience: Annotated[
        int, typer.Option(help="Looks at held-out films without a gain before it stops; 0 never.")
    ] = 3,
    openings: Annotated[
        int, typer.Option(help="Scenes continued, before and after, to measure it.")
    ] = 16,
    save_memory: Annotated[
        bool, typer.Option("--save-memory", help="A third slower, in far less memory.")
    ] = False,
    dtype: Annotated[str, typer.Option(help="auto (bf16 on a GPU), bf16 or fp32.")] = "auto",
    device: Annotated[str, typer.Option(help="A torch device: cpu, cuda …")] = "auto",
    threads: Annotated[int, typer.Option(help="On a CPU; 0 takes one for each core.")] = 0,
    seed: options.Seed = 0,
    fresh: Annotated[
        bool,
        typer.Option("--fresh/--resume", help="Drop what is in the folder, or go on with it."),
    ] = False,
    titles: Annotated[
        bool, typer.Option("--titles", help="Name the films on the model's card.")
    ] = False,
    licence: Annotated[str, typer.Option(help="Of the base model, for the card.")] = "",
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Tune MODEL on a folder of screenplays, and measure what it learned. Stopped, it goes on."""
    from filmgen.cli.training_progress import TrainingProgress
    from filmgen.desk.tuning.settings import FULL_RATE, LORA_RATE, TuningSettings
    from filmgen.progress import Silent
    from pipelines.desk.tune import tune as make

    settings = TuningSettings(
        full=full,
        epochs=epochs,
        steps=steps,
        rank=rank,
        lr=lr if lr is not None else FULL_RATE if full else LORA_RATE,
        batch=batch,
        accumulate=accumulate,
        context=context,
        patience=patience,
        openings=openings,
        seed=seed,
        save_memory=save_memory,
        dtype=dtype,  # type: ignore[arg-type]  # checked by the settings
        device=device,
        threads=threads,
    )
    record = make(
        scripts,
        model,
        out,
        settings,
        fresh=fresh,
        titles=titles,
        licence=licence,
        progress=Silent() if quiet or json_ else TrainingProgress(),
    )
    if json_:
        typer.echo(record.model_dump_json(indent=1))
    elif not quiet:
        _print(record, model, out)


def _print(record: TuningRecord, model: str, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    from filmgen.desk.tuning.card import figures

    console = Console()
    data, training = record.data, record.training
    films = Table(show_edge=False, pad_edge=False)
    films.add_column("")
    for heading in ("films", "drafts", "words", "tokens"):
        films.add_column(heading, justify="right")
    for name, side in (
        ("learned", data.train), ("watched", data.validation), ("tested", data.test)
    ):  # fmt: skip
        counts = (side.films, side.drafts, side.words, side.tokens)
        films.add_row(name, *map(str, counts))
    console.print(films)
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("")
    for heading in ("before", "after"):
        table.add_column(heading, justify="right")
    for row in figures(record):
        table.add_row(*row)
    console.print()
    console.print(table)
    early = ", stopped early" if training.stopped_early else ""
    console.print(
        f"\n{training.steps} of {training.planned} steps{early}; weights of step "
        f"{training.best_step}",
        highlight=False,
    )
    for note in record.notes:
        console.print(note, style="yellow", markup=False, highlight=False, soft_wrap=True)
    console.print(str(out), markup=False, highlight=False, soft_wrap=True)
    if record.settings.method == "lora":
        way = f"--model {model} --set engine_options.transformers.adapter={out}"
    else:
        way = f"--model {out}"
    console.print(
        f"use it: filmgen write … --engine transformers {way}",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip

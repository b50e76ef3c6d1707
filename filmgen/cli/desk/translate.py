"""`filmgen translate`: a script in another language, in the form the dub takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.desk.translate.fitting import LineLength


_WORST = 5


def translate(
    script: options.Script,
    to: Annotated[str, typer.Option("--to", help="The language: zh, es, ru, French …")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The translation; NAME.zh.fountain here if not given."),
    ] = None,
    fit: Annotated[
        bool, typer.Option("--fit", help="Lines as long to say as the originals, for a dub.")
    ] = False,
    film: Annotated[
        Path | None, typer.Option(help="The film's folder, for the line ids of its last run.")
    ] = None,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Translate SCRIPT, its form, cues and line ids preserved; `filmgen dub` takes the result."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from pipelines.desk.session import writer_config
    from pipelines.desk.translate import translate_script

    settings = writer_config(config, set_ or (), engine, model)

    with listening(quiet) as progress:
        result = translate_script(
            script, to, out, config=settings, film=film, fit=fit, seed=seed, progress=progress
        )
    if quiet:
        return
    print_closing(result.record)
    _print_lengths(result.lengths)
    typer.echo(str(result.script))
    typer.echo(str(result.lines))


def _print_lengths(lengths: Sequence[LineLength]) -> None:
    """How long the lines take beside the original's, and those that overrun most."""
    if lengths:
        told = sum(row.said_seconds for row in lengths) / sum(row.seconds for row in lengths)
        long = sorted((r for r in lengths if r.ratio > 1.15), key=lambda r: -r.ratio)
        typer.echo(
            f"{len(lengths)} lines, {told:.2f} of the original's speaking time; "
            f"{len(long)} take over 1.15 of theirs"
        )
        for row in long[:_WORST]:
            typer.echo(f"  {row.ratio:.2f} {row.line_id} {row.character}: {row.text}")

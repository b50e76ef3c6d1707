"""`filmgen bible`: who everybody is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.desk.bible import BibleResult


def bible(
    script: options.Script,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="A .json, .md or .html file; printed if not given."),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", help="Who says want, arc and voice; nobody if not given."),
    ] = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Name, age, look, want, voice, relations and arc of everybody in SCRIPT.

    As OUT/edit/bible.json, or NAME.bible.json beside the script, it is followed by the film:
    change an age, gender or look there and voice, figure and prompts change.
    """
    from rich.console import Console

    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import TerminalProgress
    from filmgen.desk.bible.pages import to_markdown
    from filmgen.progress import Silent
    from pipelines.desk.bible import make_bible
    from pipelines.desk.session import writer_config

    asked = engine is not None or model is not None
    settings = writer_config(config, set_ or (), engine, model) if asked else None

    def make(progress: TerminalProgress | Silent) -> BibleResult:
        return make_bible(script, out, config=settings, seed=seed, progress=progress)

    if quiet or settings is None:
        result = make(Silent())
    else:
        with TerminalProgress(Console(stderr=True)) as progress:
            result = make(progress)
    if quiet:
        return
    if result.record is not None:
        print_closing(result.record)
    elif result.notes:
        for note in result.notes:
            typer.echo(note, err=True)
    if out is None:
        typer.echo(to_markdown(result.bible), nl=False)
        return
    for missing in result.bible.missing:
        typer.echo(f"not in it: {missing}", err=True)
    typer.echo(str(out))

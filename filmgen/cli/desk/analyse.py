"""`filmgen analyse`: what a script is made of, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.desk.analyse import AnalysisResult


def analyse(
    script: options.Script,
    json_: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the page with its plots to this file.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="A folder: analysis.json, analysis.html, breakdown.csv, cast.csv."
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", help="Who judges each scene's feeling; nobody if not given."),
    ] = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Mood, pace, dialogue, who meets whom, style, Bechdel test and shooting breakdown of SCRIPT.

    Every figure is counted from the script's words; `filmgen schemas` defines each. A writer
    engine, where one is named, judges what scenes feel like beside what is counted.
    """
    from rich.console import Console

    from filmgen.cli.desk.analysis_summary import print_summary
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.desk.analyse import analyse as run
    from pipelines.desk.analyse import dump_analysis
    from pipelines.desk.session import writer_config

    asked = engine is not None or model is not None
    settings = writer_config(config, set_ or (), engine, model) if asked else None

    def go(progress: TerminalProgress | Silent) -> AnalysisResult:
        return run(script, html=html, out=out, config=settings, seed=seed, progress=progress)

    if quiet or settings is None:
        result = go(Silent())
    else:
        with TerminalProgress(Console(stderr=True)) as progress:
            result = go(progress)
    if json_:
        typer.echo(dump_analysis(result.analysis), nl=False)
    elif not quiet:
        print_summary(result.analysis)
    if quiet:
        return
    if result.record is not None:
        print_closing(result.record)
    for file in result.files:
        typer.echo(str(file), err=json_)

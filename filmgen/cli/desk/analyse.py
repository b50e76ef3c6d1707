"""`filmgen analyse`: what a script is made of, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def analyse(
    script: options.Script,
    json_: options.Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the page with its plots to this file.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="A folder: analysis.json, analysis.html, breakdown.csv, cast.csv."
        ),
    ] = None,
    engine: options.Judge = None,
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
    from filmgen.cli.desk.analysis_summary import print_summary
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from pipelines.desk.analyse import analyse as run
    from pipelines.desk.analyse import dump_analysis
    from pipelines.desk.session import judge_config

    settings = judge_config(config, set_ or (), engine, model)

    with listening(quiet or settings is None) as progress:
        result = run(script, html=html, out=out, config=settings, seed=seed, progress=progress)
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

"""`filmgen write`: a logline becomes a script; a script is continued or turned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.desk.write import WriteResult


def write(
    logline: Annotated[
        str | None,
        typer.Argument(help="A sentence or two: who wants what, what is against it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The script: .fountain or .fdx.")
    ] = None,
    scenes: Annotated[int, typer.Option(min=1, max=60, help="How many scenes.")] = 1,
    genre: Annotated[str, typer.Option(help="comedy, thriller, horror …")] = "",
    tone: Annotated[str, typer.Option(help="dry, tender, bleak …")] = "",
    style_from: Annotated[
        Path | None, typer.Option(help="A script whose manner is taken as measured.")
    ] = None,
    characters: Annotated[
        Path | None, typer.Option(help="Your cast, one a line: NAME, age, who, wants …")
    ] = None,
    seed: options.Seed = 0,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a script that you wrote or changed.")
    ] = False,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Write a script from LOGLINE."""
    from filmgen.cli.progress import listening
    from filmgen.errors import ConfigError
    from pipelines.desk.brief import make_brief
    from pipelines.desk.session import writer_config
    from pipelines.desk.write import write_script

    settings = writer_config(config, set_ or (), engine, model)
    if logline is None:
        raise ConfigError("write", 'takes a logline: filmgen write "…" -o scene.fountain')
    if out is None:
        raise ConfigError("-o", "names the script to write: -o scene.fountain")
    brief = make_brief(
        logline, scenes=scenes, genre=genre, tone=tone, style_from=style_from,
        characters=characters,
    )  # fmt: skip
    with listening(quiet) as progress:
        result = write_script(
            brief, out, config=settings, seed=seed, force=force, progress=progress
        )
    if not quiet:
        print_result(result)


def print_result(result: WriteResult) -> None:
    """What was written, and by whom."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.screenplay.report import report

    print_closing(result.record)
    summary = report(result.screenplay)
    speeches = sum(person.speeches for person in summary.characters)
    scenes = len(summary.scenes)
    typer.echo(
        f"{summary.title}: {scenes} scene{'s' if scenes > 1 else ''}, "
        f"{len(summary.characters)} speaking, {speeches} speeches, {summary.pages:.1f} pages",
        err=True,
    )
    typer.echo(str(result.script))

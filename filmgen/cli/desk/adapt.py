"""`filmgen adapt`: a script in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def adapt(
    script: options.Script,
    to: Annotated[str, typer.Option("--to", help="series, short, comic, novel, audio or vr.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The file; NAME.FORM.md here if not given."),
    ] = None,
    pages: Annotated[float | None, typer.Option(help="Length of a short, in pages.")] = None,
    episodes: Annotated[int | None, typer.Option(help="Episodes of a series.")] = None,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Adapt SCRIPT: code makes the form, a writer engine its sentences (--engine outline: none)."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from filmgen.desk.adapt.protocol import Wishes
    from filmgen.errors import ConfigError
    from pipelines.desk.adapt import adapt_script
    from pipelines.desk.session import writer_config

    for option, form, value in (("--pages", "short", pages), ("--episodes", "series", episodes)):
        if value is not None and to.strip().lower() != form:
            raise ConfigError(option, f"is for --to {form}")
    settings = writer_config(config, set_ or (), engine, model)

    with listening(quiet) as progress:
        result = adapt_script(
            script, to, out, config=settings, wishes=Wishes(pages, episodes), seed=seed,
            progress=progress,
        )  # fmt: skip
    if quiet:
        return
    print_closing(result.record)
    typer.echo(str(result.file))

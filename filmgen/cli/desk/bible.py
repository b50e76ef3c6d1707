"""`filmgen bible`: who everybody is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def bible(
    script: options.Script,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Write it: .html, .md or .json; printed if not given."),
    ] = None,
    engine: options.Judge = None,
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
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from filmgen.desk.bible.pages import to_markdown
    from pipelines.desk.bible import make_bible
    from pipelines.desk.session import judge_config

    settings = judge_config(config, set_ or (), engine, model)

    with listening(quiet or settings is None) as progress:
        result = make_bible(script, out, config=settings, seed=seed, progress=progress)
    if quiet:
        return
    if result.record is not None:
        print_closing(result.record)
    else:
        for note in result.notes:
            typer.echo(note, err=True)
    if out is None:
        typer.echo(to_markdown(result.bible), nl=False)
        return
    for missing in result.bible.missing:
        typer.echo(f"not in it: {missing}", err=True)
    typer.echo(str(out))

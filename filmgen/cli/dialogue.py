"""`filmgen dialogue`: the lines of a script, spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options
from filmgen.cli.animatic import parse_scenes

if TYPE_CHECKING:
    from pipelines.table_read import DialogueResult


def dialogue(
    script: options.Script,
    out: options.Out,
    edit: options.Edit = None,
    scenes: Annotated[str, typer.Option(help="Only these scenes: 3, 2-4 or 1,3-5.")] = "",
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another take.")] = None,
    quiet: options.Quiet = False,
) -> None:
    """Speak the lines of SCRIPT: one wav each, a list of them, and all in a row."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from pipelines.table_read import make_dialogue

    settings = load_config(config, set_ or (), film={"seed": seed})
    chosen = parse_scenes(scenes)

    def make(progress: TerminalProgress | Silent) -> DialogueResult:
        return make_dialogue(
            script, out, config=settings, edit=edit, scenes=chosen, progress=progress
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        result = make(progress)
    minutes, seconds = divmod(result.seconds, 60)
    typer.echo(f"{result.title}: {result.count} lines, {int(minutes)}:{seconds:04.1f} min spoken")
    for subject, reason in list(result.missing.items())[:8]:
        typer.echo(f"  missing: {subject}: {reason}")
    if len(result.missing) > 8:
        typer.echo(f"  … and {len(result.missing) - 8} more, see {result.lines}")
    typer.echo(str(result.folder))
    typer.echo(str(result.stem))

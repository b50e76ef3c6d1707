"""`filmgen characters`: model sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.characters import CharactersResult


def characters(
    script: options.Script,
    out: options.Out,
    edit: options.Edit = None,
    character: Annotated[
        list[str] | None, typer.Option("--character", help="Only this one; may be repeated.")
    ] = None,
    look: options.Look = None,
    engine: options.Engine = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another hand.")] = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Draw a model sheet for everybody who speaks in SCRIPT, and the cast side by side."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from filmgen.wording import counted
    from pipelines.characters import draw_characters

    settings = load_config(
        config,
        set_ or (),
        film={"seed": seed},
        engines={"storyboard": engine},
        storyboard={"look": look},
    )

    def draw(progress: TerminalProgress | Silent) -> CharactersResult:
        return draw_characters(
            script, out, config=settings, edit=edit, only=character or (), progress=progress
        )

    if quiet:
        draw(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        result = draw(progress)
    for name, reason in result.missing.items():
        typer.echo(f"missing: {name}: {reason}", err=True)
    typer.echo(f"{counted(len(result.sheets), 'sheet')} in {result.folder}")

"""`filmgen characters`: model sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipelines.characters import CharactersResult


def characters(
    script: Annotated[Path, typer.Argument(help="A Fountain or Final Draft (FDX) file.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The output folder.")],
    edit: Annotated[
        Path | None, typer.Option(help="Where your own files lie; OUT/edit if not given.")
    ] = None,
    character: Annotated[
        list[str] | None, typer.Option("--character", help="Only this one; may be repeated.")
    ] = None,
    look: Annotated[str | None, typer.Option(help="ink, tone or clay.")] = None,
    engine: Annotated[str | None, typer.Option(help="previs or diffusers.")] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another hand.")] = None,
    config: Annotated[str, typer.Option(help="draft, final, or a TOML file.")] = "draft",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="Override one setting: storyboard.look=clay.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Draw a model sheet for everybody who speaks in SCRIPT, and the cast side by side."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
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
    count = len(result.sheets)
    typer.echo(f"{count} sheet{'s' if count != 1 else ''} in {result.folder}")

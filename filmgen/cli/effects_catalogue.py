"""`filmgen effects catalogue`: all kinds by all engines on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def catalogue(
    out: options.Out,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this one; may be repeated.")
    ] = None,
    gan: Annotated[
        Path | None, typer.Option(help="Weights of your own for the engine gan.")
    ] = None,
    diffusion: Annotated[
        Path | None, typer.Option(help="Weights of your own for the engine diffusion.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Small and short plates.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Shoot every kind with every engine and show them on a page: OUT/effects.html."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.catalogue import make_catalogue

    named = {"gan": gan, "diffusion": diffusion}
    weights = {name: path for name, path in named.items() if path is not None}

    def make(progress: TerminalProgress | Silent) -> Path:
        return make_catalogue(
            out, kinds=kind or (), quick=quick, weights=weights, progress=progress
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        page = make(progress)
    typer.echo(str(page))

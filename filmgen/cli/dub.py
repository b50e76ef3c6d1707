"""`filmgen dub`: another language into the locked cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.dubbing import DubResult


def dub(
    script: options.Script,
    translation: Annotated[
        Path, typer.Argument(help="The script in the other language, or a CSV of line and text.")
    ],
    out: options.Out,
    language: Annotated[
        str, typer.Option(help="ISO 639-1: zh, de …; told from letters and words where they tell.")
    ] = "",
    edit: options.Edit = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Speak TRANSLATION to fit the cut of SCRIPT: a second stem, mix, subtitles and a report."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from pipelines.dubbing import dub as make_dub

    settings = load_config(config, set_ or ())

    def make(progress: TerminalProgress | Silent) -> DubResult:
        return make_dub(
            script,
            translation,
            out,
            language=language,
            config=settings,
            edit=edit,
            progress=progress,
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        result = make(progress)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in result.verdicts.items())
    typer.echo(f"{len(result.fits)} lines in {result.language}: {counts}")
    for fit in [f for f in result.fits if f.over_s > 0.02 or f.reason][:8]:
        over = fit.verdict if fit.reason else f"{fit.over_s:.1f} s too long at {fit.speed:.2f}x"
        typer.echo(f"  {fit.line_id} {fit.character}: {over}")
    for path in (result.mix, result.stem, result.subtitles, result.report):
        typer.echo(str(path))

"""`filmgen storyboard`: the boards alone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options
from filmgen.cli.animatic import parse_scenes

if TYPE_CHECKING:
    from pipelines.boards import StoryboardResult


class Export(StrEnum):
    GLB = "glb"
    USD = "usd"


def storyboard(
    script: options.Script,
    out: options.Out,
    edit: options.Edit = None,
    scenes: Annotated[str, typer.Option(help="Draw only these scenes: 3, 2-4 or 1,3-5.")] = "",
    shot: Annotated[
        list[str] | None, typer.Option("--shot", help="Draw only this one; may be repeated.")
    ] = None,
    variants: Annotated[
        int, typer.Option(min=1, max=9, help="How many takes of each panel to choose from.")
    ] = 1,
    move_ends: Annotated[
        bool,
        typer.Option("--move-ends", help="Also draw where each camera move begins and ends."),
    ] = False,
    seed: Annotated[int | None, typer.Option(help="Another seed, another drawing.")] = None,
    engine: options.Engine = None,
    look: options.Look = None,
    aspect: options.Aspect = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    export: Annotated[
        list[Export] | None,
        typer.Option("--export", help="Write the blocking of each shot for Blender, Maya, Unreal."),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Draw the panels of SCRIPT and lay them out: board.pdf, board.html, floor plans."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from pipelines.boards import make_storyboard

    settings = load_config(
        config,
        set_ or (),
        film={"seed": seed, "aspect": aspect},
        engines={"storyboard": engine},
        storyboard={"look": look},
    )
    chosen = parse_scenes(scenes)

    def make(progress: TerminalProgress | Silent) -> StoryboardResult:
        return make_storyboard(
            script,
            out,
            config=settings,
            edit=edit,
            scenes=chosen,
            shots=shot or (),
            variants=variants,
            move_ends=move_ends,
            export=[kind.value for kind in export or ()],
            progress=progress,
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        result = make(progress)
    _print(result)


def _print(result: StoryboardResult) -> None:
    from filmgen.boards.model import clock
    from filmgen.wording import counted

    typer.echo(
        f"{result.title}: {counted(result.shots, 'shot')}, {counted(result.panels, 'panel')} "
        f"on {counted(result.pages, 'page')}, about {clock(result.seconds)}"
    )
    if result.missing:
        typer.echo(f"{len(result.missing)} missing:")
        for subject, reason in list(result.missing.items())[:8]:
            typer.echo(f"  {subject}: {reason}")
        if len(result.missing) > 8:
            typer.echo(f"  … and {len(result.missing) - 8} more, slated in the board")
    if result.exported:
        typer.echo(f"{counted(len(result.exported), 'file')} in {result.exported[0].parent}")
    for page in (result.board, result.page, result.variants):
        if page is not None:
            typer.echo(str(page))

"""`filmgen pick`: choose among the variants of a shot."""

from __future__ import annotations

from typing import Annotated

import typer

from filmgen.cli import options


def pick(
    shot: Annotated[str, typer.Argument(help="The shot's id: sc002_sh030.")],
    variant: Annotated[int, typer.Argument(help="Which variant; 1 is the planned one.")],
    out: options.Out,
    edit: options.Edit = None,
    quiet: options.Quiet = False,
) -> None:
    """Make VARIANT the chosen one of SHOT, for storyboard and animatic alike."""
    from pipelines.pick import pick_variant

    done = pick_variant(shot, variant, out, edit, lambda message: typer.echo(message, err=True))
    if quiet:
        return
    if done.variant == done.before:
        typer.echo(f"{done.shot}: variant {done.variant} is the chosen one already")
        return
    when = "the next run shows it" if done.drawn else "not drawn yet, the next run draws it"
    typer.echo(f"{done.shot}: variant {done.variant} is chosen instead of {done.before}; {when}")

"""`filmgen clean`: free what an output folder no longer needs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def clean(
    out: Annotated[Path, typer.Argument(help="An output folder of filmgen.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Remove all that was generated, kept versions too.")
    ] = False,
) -> None:
    """Remove assets of earlier drafts from OUT. Your files in OUT/edit always stay."""
    from filmgen.errors import WorkspaceError
    from filmgen.workspace import Workspace

    workspace = Workspace(out)
    if not (workspace.house / "format").exists():
        raise WorkspaceError(f"{out}: not an output folder of filmgen; nothing was removed")
    with workspace.held(lambda message: typer.echo(message, err=True)):
        removed, freed = workspace.clear(everything=everything)
    typer.echo(f"{removed} assets removed, {freed / 1e6:.1f} MB freed")

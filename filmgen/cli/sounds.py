"""`filmgen sounds`: what a studio's own effects folder has for a sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def sounds(
    description: Annotated[str, typer.Argument(help='What is heard: "door slam".')],
    library: Annotated[
        Path | None, typer.Option(help="The effects folder; sound.library if not given.")
    ] = None,
    kind: Annotated[
        str, typer.Option(help="door, rain, gunshot …; what the words name if not given.")
    ] = "",
    seconds: Annotated[float, typer.Option(help="How much is wanted; 0 for any.")] = 0.0,
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="How many to list.")] = 10,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    json_: options.Json = False,
) -> None:
    """List the best files of an effects library for a sound, with their scores and why."""
    from filmgen.config import load_config
    from filmgen.errors import ConfigError
    from filmgen.sound.library.folder import THRESHOLD, Library, kind_in

    folder = library or load_config(config, set_ or ()).sound.library
    if not folder:
        raise ConfigError("sound.library", "is not set; name the folder with --library FOLDER")
    shelf = Library.open(Path(folder))
    for note in shelf.notes:
        typer.echo(note, err=True)
    found = shelf.ranked(kind, description, seconds)[:count]
    if json_:
        import json

        rows = [
            {
                "file": s.entry.name,
                "score": s.score,
                "taken": s.score >= THRESHOLD,
                "seconds": round(s.entry.seconds, 3),
                "why": s.why,
            }
            for s in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False)
    for heading in ("score", "file", "seconds", "why"):
        table.add_column(heading, justify="right" if heading in ("score", "seconds") else "left")
    for s in found:
        score = f"{s.score:.2f}" if s.score >= THRESHOLD else f"[dim]{s.score:.2f}[/dim]"
        table.add_row(score, escape(s.entry.name), f"{s.entry.seconds:.1f}", escape(s.why))
    console = Console()
    if found:
        console.print(table)
    taken = sum(s.score >= THRESHOLD for s in found)
    told = kind or kind_in(description) or "words alone"
    console.print(
        f"{taken} of {len(shelf.entries)} files would be taken ({told}; from {THRESHOLD} on)",
        highlight=False,
    )

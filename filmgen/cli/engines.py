"""`filmgen engines`: what can generate each medium here."""

from __future__ import annotations

import typer

from filmgen.cli import options


def engines(
    json_: options.Json = False,
) -> None:
    """List all engines with their state, and what the missing ones need."""
    import json
    from dataclasses import asdict

    from filmgen.engines.table import engine_states

    states = engine_states()
    if json_:
        typer.echo(json.dumps([asdict(state) for state in states], indent=1))
        return

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False)
    for heading in ("medium", "engine", "state", "model", "licence"):
        wide = heading in ("model", "licence")
        table.add_column(heading, no_wrap=not wide, min_width=10 if wide else None)
    for state in states:
        table.add_row(
            state.medium,
            state.name,
            "ready" if state.ready else "not here",
            escape(state.model),
            state.licence,
        )
    console = Console()
    console.print(table)
    for state in states:
        if not state.ready:
            # What to do is for copying: on one line, whatever the width.
            console.print(
                f"{state.medium}: {state.reason}", markup=False, highlight=False, soft_wrap=True
            )
    console.print(
        "Every medium also takes your own files from OUT/edit (engine folder).", highlight=False
    )

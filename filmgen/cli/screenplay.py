"""`filmgen screenplay`: what the script says, and what could not be read."""

from __future__ import annotations

import typer

from filmgen.cli import options


def screenplay(
    script: options.Script,
    json_: options.Json = False,
) -> None:
    """Print scenes, characters, line counts and pages of SCRIPT."""
    from filmgen.screenplay import read_screenplay
    from filmgen.screenplay.report import report

    summary = report(read_screenplay(script))
    if json_:
        typer.echo(summary.model_dump_json(indent=1))
        return

    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(
        f"{summary.title}: {len(summary.scenes)} scenes, {len(summary.characters)} speaking "
        f"characters, {summary.pages:.1f} pages",
        markup=False,
        highlight=False,
    )
    scenes = Table(show_edge=False, pad_edge=False)
    for heading in ("scene", "heading", "lines", "pages"):
        scenes.add_column(heading, justify="left" if heading == "heading" else "right")
    for scene in summary.scenes:
        lines = f"{scene.first_line}-{scene.last_line}"
        scenes.add_row(scene.number, scene.heading, lines, f"{scene.pages:.2f}")
    console.print(scenes)
    people = Table(show_edge=False, pad_edge=False)
    for heading in ("character", "speeches", "words", "first scene"):
        people.add_column(heading, justify="left" if heading == "character" else "right")
    for person in summary.characters:
        people.add_row(person.name, str(person.speeches), str(person.words), person.first_scene)
    console.print(people)
    for item in summary.unread:
        console.print(
            f"not read, line {item.first_line}: {item.text!r}: {item.reason}",
            markup=False,
            highlight=False,
            style="yellow",
        )

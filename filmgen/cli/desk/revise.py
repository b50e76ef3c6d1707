"""`filmgen revise`: a script changed as a note asks, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.desk.revise import Revised


def revise(
    script: options.Script,
    note: Annotated[
        list[str] | None,
        typer.Option("--note", help='What to change: "make Mara colder in scene 3". Repeatable.'),
    ] = None,
    scene: Annotated[
        str | None, typer.Option(help="Number of the only scene that may change.")
    ] = None,
    notes: Annotated[
        Path | None, typer.Option(help="A file of notes, as `filmgen feedback` writes.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="FILE.fountain or .fdx; SCRIPT.blue.… if not given."),
    ] = None,
    revision: Annotated[
        str, typer.Option(help="Draft to mark: blue, pink, second blue …, next, or none.")
    ] = "next",
    date: Annotated[str, typer.Option(help="Of the revision, for the title page.")] = "",
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Ask before each change.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the changes only.")] = False,
    print_: Annotated[
        bool, typer.Option("--print", help="Print the revised pages, asterisks at the margin.")
    ] = False,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    seed: options.Seed = 0,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Change SCRIPT as a note asks, mark what changed as a production draft, and show it."""
    from filmgen.cli.progress import listening
    from filmgen.desk.revise.notes_file import GivenNote, read_notes
    from filmgen.errors import ConfigError
    from pipelines.desk.revise import revise_script
    from pipelines.desk.session import spare_script, writer_config

    given = [GivenNote(text, scene) for text in note or ()]
    if notes is not None:
        given += [GivenNote(n.text, n.scene or scene) for n in read_notes(notes)]
    if not given:
        if print_:
            _print_pages(script)
            return
        raise ConfigError("--note", "is missing; say what should change, and where")
    if not dry_run:
        spare_script(script, out)
    settings = writer_config(config, set_ or (), engine, model)
    with listening(quiet or interactive) as progress:
        revised = revise_script(
            script, given, out, config=settings, revision=revision, date=date, dry_run=dry_run,
            seed=seed, accept=_ask if interactive else None, progress=progress,
        )  # fmt: skip
    if not quiet:
        _show(revised, print_)


def _ask(where: str, old: str, new: str) -> bool:
    from rich.console import Console
    from rich.text import Text

    from filmgen.errors import ConfigError

    console = Console(highlight=False)
    console.print(Text(where, style="bold"))
    if old:
        console.print(Text(f"  − {old}", style="red"))
    if new:
        console.print(Text(f"  + {new}", style="green"))
    while True:
        typer.echo("  take it? [Y/n]: ", nl=False)
        line = sys.stdin.readline()
        if not line:
            raise ConfigError("--interactive", "asks, and nobody is there to answer; leave it out")
        answer = line.strip().lower()
        if answer in ("", "y", "yes", "n", "no"):
            return answer[:1] != "n"


def _show(revised: Revised, pages: bool) -> None:
    from rich.console import Console

    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.desk.draft_diff import print_scenes

    console = Console(highlight=False)
    if not pages:
        print_scenes(revised.diff)
    elif revised.draft is not None:
        from filmgen.screenplay.printed import printed_pages

        typer.echo(printed_pages(revised.after, revised.draft, only_revised=True), nl=False)
    if revised.record is not None:
        print_closing(revised.record)
    if revised.out is None:
        console.print("nothing is written" if revised.diff.scenes else "nothing changed")
        return
    said = f"{revised.draft} revision, " if revised.draft else ""
    console.print(f"{said}{revised.out}", markup=False, soft_wrap=True)


def _print_pages(script: Path) -> None:
    """The pages of a script that is marked already; all of them where none is."""
    from filmgen.screenplay import read_screenplay
    from filmgen.screenplay.printed import printed_pages
    from filmgen.screenplay.revisions import draft_of

    screenplay = read_screenplay(script)
    draft = draft_of(screenplay)
    revised = printed_pages(screenplay, draft, only_revised=True)
    typer.echo(revised or printed_pages(screenplay, draft), nl=False)

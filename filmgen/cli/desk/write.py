"""`filmgen write`: a logline becomes a script; a script is continued or turned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.story.model import Twist
    from filmgen.writing.record import WritingRecord
    from pipelines.desk.write import WriteResult


def write(
    logline: Annotated[
        str | None,
        typer.Argument(help="A sentence or two: who wants what, what is against it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The script: .fountain or .fdx.")
    ] = None,
    scenes: Annotated[int, typer.Option(min=1, max=60, help="How many scenes.")] = 1,
    genre: Annotated[str, typer.Option(help="comedy, thriller, horror …")] = "",
    tone: Annotated[str, typer.Option(help="dry, tender, bleak …")] = "",
    style_from: Annotated[
        Path | None, typer.Option(help="A script whose manner is taken as measured.")
    ] = None,
    characters: Annotated[
        Path | None, typer.Option(help="Your cast, one a line: NAME, age, who, wants …")
    ] = None,
    continue_: Annotated[
        Path | None, typer.Option("--continue", metavar="SCRIPT", help="Write on at its end.")
    ] = None,
    twist: Annotated[
        Path | None,
        typer.Option("--twist", metavar="SCRIPT", help="Three plot turns to choose from."),
    ] = None,
    choose: Annotated[
        int | None, typer.Option(min=1, max=3, help="With --twist: write on from this turn.")
    ] = None,
    seed: options.Seed = 0,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a script that you wrote or changed.")
    ] = False,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Write a script from LOGLINE, go on with one, or propose turns for one."""
    from filmgen.cli.progress import listening
    from filmgen.errors import ConfigError
    from pipelines.desk.brief import make_brief
    from pipelines.desk.session import beside, writer_config
    from pipelines.desk.write import continue_script, propose_turns, write_script

    if sum(one is not None for one in (logline, continue_, twist)) != 1:
        raise ConfigError(
            "write", "takes a logline, --continue SCRIPT or --twist SCRIPT: one of the three"
        )
    if choose is not None and twist is None:
        raise ConfigError("--choose", "takes one of the turns that --twist SCRIPT proposes")
    if twist is None or choose is not None:
        if out is None:
            raise ConfigError("-o", "names the script to write: -o scene.fountain")
    elif out is not None:
        raise ConfigError("-o", "with --twist needs --choose 1, 2 or 3: the turn to write on from")
    settings = writer_config(config, set_ or (), engine, model)
    turn = None
    if twist is not None:
        with listening(quiet) as progress:
            turns, record = propose_turns(
                twist, config=settings, folder=beside(twist), seed=seed, progress=progress
            )
        if choose is None:
            print_turns(turns, record, quiet)
            return
        turn = turns[choose - 1]
    assert out is not None
    with listening(quiet) as progress:
        if logline is not None:
            brief = make_brief(
                logline, scenes=scenes, genre=genre, tone=tone, style_from=style_from,
                characters=characters,
            )  # fmt: skip
            result = write_script(
                brief, out, config=settings, seed=seed, force=force, progress=progress
            )
        else:
            script = continue_ or twist
            assert script is not None
            result = continue_script(
                script, out, config=settings, scenes=scenes, turn=turn, seed=seed, force=force,
                progress=progress,
            )  # fmt: skip
    if not quiet:
        print_result(result)


def print_turns(turns: tuple[Twist, ...], record: WritingRecord, quiet: bool) -> None:
    """The turns to choose from, on standard output."""
    from filmgen.cli.desk.closing import print_closing

    if not quiet:
        print_closing(record)
    for number, turn in enumerate(turns, start=1):
        typer.echo(f"{number}. after scene {turn.scene}: {turn.turn}")
        if turn.planted:
            typer.echo(f"   planted: {turn.planted}")
        typer.echo(f"   then: {turn.changes}")


def print_result(result: WriteResult) -> None:
    """What was written, and by whom."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.screenplay.report import report
    from filmgen.wording import counted

    print_closing(result.record)
    summary = report(result.screenplay)
    speeches = sum(person.speeches for person in summary.characters)
    typer.echo(
        f"{summary.title}: {counted(len(summary.scenes), 'scene')}, "
        f"{len(summary.characters)} speaking, {counted(speeches, 'speech')}, "
        f"{summary.pages:.1f} pages",
        err=True,
    )
    typer.echo(str(result.script))

"""`filmgen cast`: who speaks with which voice, and auditions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from pipelines.cast import Audition, Part

_FILE_WIDTH = 140


def cast(
    script: options.Script,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The film's folder; its cast is kept.")
    ] = None,
    edit: options.Edit = None,
    audition: Annotated[
        str | None, typer.Option(help="Speak a line of this character in several voices.")
    ] = None,
    line: Annotated[str, typer.Option(help="Which line, by its id in lines.csv.")] = "",
    voices: Annotated[str, typer.Option(help="In these voices: am_onyx,bm_george+am_liam")] = "",
    engine: Annotated[str | None, typer.Option(help="The speech engine.")] = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """List everybody who speaks in SCRIPT with gender, age and voice, or hold an audition."""
    from filmgen.config import load_config
    from filmgen.errors import ConfigError
    from pipelines.cast import list_cast

    settings = load_config(config, set_ or (), engines={"speech": engine})
    if audition is None:
        if line or voices:
            raise ConfigError("--line" if line else "--voices", "is for --audition CHARACTER")
        _print_parts(list_cast(script, out, config=settings, edit=edit), json_)
        return
    if out is None:
        raise ConfigError("--out", "an audition leaves files: say where with -o OUT")

    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.cast import hold_audition

    wanted = [voice.strip() for voice in voices.split(",") if voice.strip()]

    def hold(progress: TerminalProgress | Silent) -> Audition:
        return hold_audition(
            script, out, audition, line=line, voices=wanted, config=settings, edit=edit,
            progress=progress,
        )  # fmt: skip

    if quiet:
        hold(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        held = hold(progress)
    _print_audition(held, json_)


def _print_parts(parts: tuple[Part, ...], json_: bool) -> None:
    import json
    from dataclasses import asdict

    if json_:
        rows = [
            {**asdict(part.role), "scenes": sorted(part.role.scenes), **asdict(part.entry),
             "by_hand": part.by_hand, "nearest": part.nearest, "alike": part.alike}
            for part in parts
        ]  # fmt: skip
        typer.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for heading in ("character", "lines", "words", "scenes"):
        table.add_column(heading, justify="left" if heading == "character" else "right")
    for heading in ("voice", "nearest in a scene", "gender and age"):
        table.add_column(heading, overflow="fold")
    for part in parts:
        role = part.role
        alike = "" if part.alike is None else f"{part.nearest} {part.alike:.2f}"
        cells = (
            role.name, str(role.lines), str(role.words), str(len(role.scenes)),
            _voice(part), alike, _about(part),
        )  # fmt: skip
        table.add_row(*map(Text, cells))
    console = Console()
    # A file or a pipe has no width of its own.
    Console(width=None if console.is_terminal else _FILE_WIDTH).print(table)


def _about(part: Part) -> str:
    """Gender and age, each with the words it rests on; "?" where the script says nothing."""
    role = part.role
    if role.kind in ("crowd", "together"):
        return " and ".join(role.members) or "several people"
    told = ((role.gender, role.gender_why), (str(role.age_years), role.age_why))
    return "\n".join(f"{what}: {why}" if why else f"{what}?" for what, why in told)


def _voice(part: Part) -> str:
    entry = part.entry
    changes = [
        text
        for text, told in (
            (f"{entry.speed:g} speed", entry.speed != 1.0),
            (f"{entry.pitch_semitones:+g} semitones", entry.pitch_semitones != 0.0),
            (f"{entry.intonation:g} intonation", entry.intonation != 1.0),
            ("by hand", part.by_hand),
        )
        if told
    ]
    return (entry.voice or "-") + (f" ({', '.join(changes)})" if changes else "")


def _print_audition(held: Audition, json_: bool) -> None:
    import json

    from filmgen.sound.cast.cast_file import format_entry

    if json_:
        takes = [
            {"voice": entry.voice, "file": str(path), "toml": format_entry(held.character, entry)}
            for entry, path in held.takes
        ]
        row = {"character": held.character, "line": held.line.id, "text": held.line.text,
               "takes": takes, "missing": dict(held.missing)}  # fmt: skip
        typer.echo(json.dumps(row, indent=1, ensure_ascii=False))
        return
    for name, reason in held.missing.items():
        typer.echo(f"missing: {name}: {reason}", err=True)
    for entry, path in held.takes:
        typer.echo(f"{path}  {format_entry(held.character, entry)}")
    typer.echo(f"{held.table}: to choose a voice, put its line into edit/cast.toml")

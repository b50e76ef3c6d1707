"""`filmgen soundtrack`: the film to hear, without its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options
from filmgen.cli.animatic import parse_scenes

if TYPE_CHECKING:
    from pipelines.soundtrack import SoundtrackResult


def soundtrack(
    script: options.Script,
    out: options.Out,
    edit: options.Edit = None,
    scenes: Annotated[str, typer.Option(help="Only these scenes: 3, 2-4 or 1,3-5.")] = "",
    loudness: options.Loudness = None,
    score: options.Score = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Speak SCRIPT with its places around it: stems and mix, no picture."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.config import load_config
    from filmgen.progress import Silent
    from pipelines.soundtrack import make_soundtrack

    settings = load_config(config, set_ or (), sound={"loudness": loudness, "score": score})
    chosen = parse_scenes(scenes)

    def make(progress: TerminalProgress | Silent) -> SoundtrackResult:
        return make_soundtrack(
            script, out, config=settings, edit=edit, scenes=chosen, progress=progress
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        result = make(progress)
    minutes, seconds = divmod(result.seconds, 60)
    sound = result.sound
    loudness = sound.get("loudness_lufs")
    typer.echo(
        f"{result.title}: {result.lines} lines, {int(minutes)}:{seconds:04.1f} min, "
        + ("silent" if loudness is None else f"{loudness:.1f} LUFS")
    )
    for subject, reason in list(result.missing.items())[:8]:
        typer.echo(f"  missing: {subject}: {reason}")
    if len(result.missing) > 8:
        typer.echo(f"  … and {len(result.missing) - 8} more")
    typer.echo(str(result.mix))

"""`filmgen voice`: a recording in another voice, and which voices there are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options

app = typer.Typer(
    help="Convert a recording to another voice; list the voices of an engine.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def convert(
    recording: Annotated[Path, typer.Argument(help="A recording of one voice.")],
    to: Annotated[
        str, typer.Option(help="A voice of the speech engine, or a recording of somebody.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The WAV to write.")],
    engine: Annotated[str | None, typer.Option(help="spectral or coqui.")] = None,
    text: Annotated[
        str, typer.Option(help="What is said: a voice of the engine then says it too.")
    ] = "",
    config: options.ConfigName = "draft",
    settings: options.Settings = None,
    quiet: options.Quiet = False,
) -> None:
    """Say RECORDING again in another voice: same words, same length, same timing."""
    from filmgen.config import load_config
    from pipelines.conversion import convert_voice

    chosen = load_config(config, settings or (), engines={"conversion": engine})
    done = convert_voice(recording, to, out, chosen, text=text)
    if quiet:
        return
    how = ", ".join(f"{name} {value}" for name, value in done.notes.items())
    typer.echo(
        f"{done.path}: {done.seconds:.2f} s in the voice of {done.voice} "
        f"({done.engine.engine}: {done.engine.model}{', ' + how if how else ''})"
    )


@app.command(name="list")
def list_(
    engine: Annotated[str | None, typer.Option(help="A speech engine.")] = None,
    config: options.ConfigName = "draft",
    settings: options.Settings = None,
    json_: options.Json = False,
) -> None:
    """List the voices of the speech engine, which `cast.toml` and `convert --to` name."""
    from filmgen.config import load_config
    from pipelines.conversion import list_voices

    chosen = load_config(config, settings or (), engines={"speech": engine})
    voices, undescribed = list_voices(chosen)
    if json_:
        import json
        from dataclasses import asdict

        rows = [asdict(voice) for voice in voices]
        typer.echo(json.dumps({"voices": rows, "undescribed": list(undescribed)}, indent=1))
        return
    width = max((len(voice.id) for voice in voices), default=0)
    for voice in voices:
        told = f"{voice.gender:<7}{voice.accent:<7}{voice.age_years:>3}  {voice.manner}"
        typer.echo(f"{voice.id:<{width}}  {told}".rstrip())
    name = chosen.engines.speech
    if undescribed:
        typer.echo(
            f"not described, so cast by chance: {', '.join(undescribed)}; describe them in "
            f"engine_options.{name}.voices"
        )
    if not voices and not undescribed:
        typer.echo(f"engine {name} has no voices of its own; it takes any")

"""`filmgen ambience`: a sound in words to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgen.cli import options


def ambience(
    text: Annotated[
        str, typer.Argument(help='What is to be heard: "heavy rain on a tin roof, a dog barks".')
    ] = "",
    out: Annotated[Path, typer.Option("-o", "--out", help="A .wav or .flac file.")] = Path(
        "ambience.wav"
    ),
    seconds: Annotated[
        float | None, typer.Option(help="Length; 20, or a single sound's own, if not given.")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="synth, audiocraft, diffusers-audio")] = None,
    seed: Annotated[int, typer.Option(help="Another seed, another take.")] = 0,
    distance: Annotated[
        float | None, typer.Option(help="Metres away, 0.1 to 5000, for all that sounds.")
    ] = None,
    intensity: Annotated[float | None, typer.Option(help="0 to 1, for all that sounds.")] = None,
    config: options.ConfigName = "draft",
    settings: options.Settings = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Name every sound and its knobs; make none.")
    ] = False,
) -> None:
    """Make the sound that TEXT describes, layer upon layer, and write it to a file."""
    from filmgen.config import load_config
    from filmgen.errors import ConfigError

    if listed:
        _list()
        return
    if not text.strip():
        raise ConfigError("TEXT", 'say what is to be heard, like "rain on a tin roof", or --list')

    from pipelines.sound_file import write_described

    chosen = load_config(config, settings or (), engines={"ambience": engine})
    laid = write_described(
        text,
        out,
        chosen,
        seconds=seconds,
        seed=seed,
        intensity=intensity,
        distance_m=distance,
    )
    heard = laid.loudness_lufs
    level = "too quiet to measure" if heard is None else f"{heard:.1f} LUFS"
    length = f"{laid.seconds:.1f}".removesuffix(".0")
    typer.echo(f"{laid.path}: {' + '.join(laid.kinds)}, {length} s, {level}")


def _list() -> None:
    from filmgen.sound.synth.render import BEDS, SPOTS

    for title, table in (("goes on", BEDS), ("happens once", SPOTS)):
        typer.echo(f"{title}:")
        for kind, recipe in table.items():
            knobs = "; ".join(
                f"{name} {', '.join(words) if words else 'number'}"
                for name, words in recipe.knobs.items()
            )
            typer.echo(f"  {kind:12}{knobs}".rstrip())
    typer.echo(
        "every sound: distance (metres), muffled (0 to 1), intensity (0 to 1); spots: dry (0 to 1)"
    )

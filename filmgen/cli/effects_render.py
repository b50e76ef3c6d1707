"""`filmgen effects render`: one element as files a compositor takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.cli.progress import TerminalProgress
    from filmgen.effects.delivery.sidecar import PlateFiles
    from filmgen.engines.protocols import PlateRequest
    from filmgen.progress import Silent

HOW = {
    "exr": "linear, premultiplied: merge over; emission is in it",
    "png": "16 bit, straight alpha, sRGB",
    "prores4444": "straight alpha, sRGB",
    "webm": "VP9 with alpha, sRGB: for the web and previews",
}
"""How each format is laid over a picture."""


def render(
    kind: Annotated[str, typer.Argument(help="fire, smoke, explosion, steam, dust, fog, rain …")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The plate's own folder.")],
    engine: Annotated[
        str, typer.Option(help="gan, diffusion or simulation; else what draft.toml has for KIND.")
    ] = "",
    seconds: Annotated[float, typer.Option(help="Length of the plate.")] = 4.0,
    size: Annotated[str, typer.Option(help="Width and height in pixels.")] = "1280x720",
    rate: Annotated[str, typer.Option(help="Frames per second: 24, 23.976, 30000/1001 …")] = "24",
    loop: Annotated[
        bool, typer.Option("--loop", help="The last frame leads to the first.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Another seed, another flame.")] = 0,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="exr, png, prores4444 or webm; may be repeated."),
    ] = None,
    intensity: Annotated[float, typer.Option(help="0 to 1.")] = 0.6,
    wind: Annotated[float, typer.Option(help="-1 (blows to the left) to 1.")] = 0.0,
    scale: Annotated[
        float, typer.Option(help="0.5 is small and near, 2 large, slow and far away.")
    ] = 1.0,
    speed: Annotated[float, typer.Option(help="0.25 to 4 times the element's own pace.")] = 1.0,
    density: Annotated[float, typer.Option(help="Factor on the smoke, 0 to 8.")] = 1.0,
    exposure: Annotated[float, typer.Option(help="Stops on all that shines, -8 to 8.")] = 0.0,
    turbulence: Annotated[float, typer.Option(help="Factor on the fine detail, 0 to 4.")] = 1.0,
    colour: Annotated[
        str, typer.Option("--colour", "--color", help="#RRGGBB of the smoke, or tint of the fire.")
    ] = "",
    weights: Annotated[
        Path | None, typer.Option(help="Weights of your own training, for gan and diffusion.")
    ] = None,
    dim: Annotated[int, typer.Option(help="Of the simulation: 2, or 3 for the slow one.")] = 2,
    device: Annotated[str, typer.Option(help="A torch device: cpu, cuda …")] = "cpu",
    quiet: options.Quiet = False,
) -> None:
    """Shoot a plate of KIND: RGBA files, a sidecar, a preview."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.effects.clips import ONE_SHOT
    from filmgen.engines.protocols import PlateRequest
    from filmgen.progress import Silent
    from filmgen.timecode import frames_from_seconds, parse_rate
    from pipelines.plates import render_plate

    width, height = parse_plate_size(size)
    exact = parse_rate(rate)
    request = PlateRequest(
        kind=kind,
        intensity=intensity,
        width_px=width,
        height_px=height,
        frames=frames_from_seconds(checked_seconds(seconds), exact),
        rate=exact,
        seed=seed,
        wind=wind,
        loop=loop and kind not in ONE_SHOT,
        scale=scale,
        speed=speed,
        density=density,
        exposure_stops=exposure,
        turbulence=turbulence,
        colour=colour,
    )
    engine = engine or drafted_engine(kind, weights is not None)
    settings = engine_options(engine, weights=weights, dim=dim, device=device)

    def make(progress: TerminalProgress | Silent) -> PlateFiles:
        if loop and not request.loop:
            progress.note(f"--loop: an {kind} happens once; the plate ends when it is over")
        return render_plate(
            request,
            out,
            engine=engine,
            options=settings,
            formats=formats or ["exr"],
            progress=progress,
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        plate = make(progress)
    for line in described(plate, request):
        typer.echo(line)


def parse_plate_size(text: str) -> tuple[int, int]:
    """ "1280x720" to (1280, 720); the engine checks the range.

    Raises:
        ConfigError: malformed.
    """
    from filmgen.errors import ConfigError

    match = re.fullmatch(r"\s*(\d{1,6})\s*[xX×]\s*(\d{1,6})\s*", text)
    if not match:
        raise ConfigError("--size", f"{text!r} is not WIDTHxHEIGHT, like 1280x720")
    return int(match[1]), int(match[2])


def checked_seconds(seconds: float) -> float:
    """Raises ConfigError for a length that is no plate."""
    from filmgen.errors import ConfigError

    if not 0.04 <= seconds <= 600:
        raise ConfigError("--seconds", f"{seconds:g} is outside 0.04 to 600; loops run longer")
    return seconds


def drafted_engine(kind: str, weights: bool) -> str:
    """The engine that the embedded draft shoots a kind with.

    Raises:
        ConfigError: there are weights, but it is not said of which engine.
    """
    from filmgen.config import load_config
    from filmgen.errors import ConfigError

    if weights:
        raise ConfigError("--weights", "of which engine? Add --engine gan or --engine diffusion")
    draft = load_config("draft")
    return draft.effects.engines.chosen().get(kind, draft.engines.effects)


def engine_options(engine: str, *, weights: Path | None, dim: int, device: str) -> dict[str, Any]:
    """What an engine is constructed with.

    Raises:
        ConfigError: weights for the simulation, or a dimension it does not have.
    """
    from filmgen.errors import ConfigError

    chosen: dict[str, Any] = {} if device == "cpu" else {"device": device}
    if engine == "simulation":
        if weights is not None:
            raise ConfigError("--weights", "a simulation has none; use --engine gan or diffusion")
        if dim != 2:
            chosen["dim"] = dim
    else:
        if dim != 2:
            raise ConfigError("--dim", f"only --engine simulation has dimensions, not {engine}")
        if weights is not None:
            chosen["weights"] = str(weights)
    return chosen


def described(plate: PlateFiles, request: PlateRequest) -> list[str]:
    """What was made, where it lies and how each format is used."""
    loops = "loops" if plate.loops else "plays once"
    lines = [
        f"{request.kind}, {plate.frames} frames of {plate.width_px}x{plate.height_px} at "
        f"{float(plate.rate):g} frames/s, {loops}"
    ]
    for form, layer in plate.layers.items():
        lines.append(
            f"  {plate.folder / layer.base}  ({layer.size_bytes / 1e6:.1f} MB) {HOW[form]}"
        )
        if layer.add:
            lines.append(f"  {plate.folder / layer.add}  the light beyond alpha: add it after that")
    lines.append(f"  {plate.folder / 'preview.png'}")
    return lines

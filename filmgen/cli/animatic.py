"""`filmgen animatic`: the whole film."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.config import Config
    from pipelines.animatic import AnimaticResult


def animatic(
    out: options.Out,
    script: Annotated[
        Path | None, typer.Argument(help="A Fountain or Final Draft (FDX) file.")
    ] = None,
    write: Annotated[
        str | None,
        typer.Option("--write", metavar="LOGLINE", help="Write OUT/script.fountain first."),
    ] = None,
    engine: options.Writer = None,
    model: options.WriterModel = None,
    edit: options.Edit = None,
    scenes: Annotated[str, typer.Option(help="Only these scenes: 3, 2-4 or 1,3-5.")] = "",
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    rate: Annotated[str | None, typer.Option(help="Frames a second: 24, 25, 24000/1001.")] = None,
    start_tc: Annotated[str | None, typer.Option(help="Timecode of the first frame.")] = None,
    handles: Annotated[
        int | None, typer.Option(help="Frames beyond each cut, for editors.")
    ] = None,
    aspect: options.Aspect = None,
    size: Annotated[str | None, typer.Option(help="The raster, 1280x720.")] = None,
    burn_in: Annotated[str | None, typer.Option(help="none, review or editorial.")] = None,
    scene_slates: Annotated[
        bool | None,
        typer.Option("--scene-slates/--no-scene-slates", help="A second's card before each scene."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(help="Written on slates and editorial burn-ins; 'today' for today's."),
    ] = None,
    codec: options.Codec = None,
    hardware: options.Hardware = None,
    loudness: options.Loudness = None,
    score: options.Score = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another film.")] = None,
    motion: Annotated[
        bool | None,
        typer.Option(
            "--motion/--stills",
            help="Move camera and figures in 3D, drawn on threes; slower. Stills by default.",
        ),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Small, silent-timed and fast, in OUT/preview.")
    ] = False,
    version_up: Annotated[
        bool, typer.Option("--version-up", help="Keep what is delivered, write the next version.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Preview again whenever script or edits are saved.")
    ] = False,
    quiet: options.Quiet = False,
    json_: options.Json = False,
) -> None:
    """Render SCRIPT: frames, plates, voices, ambience, and the animatic they make."""
    from filmgen.config import load_config
    from filmgen.errors import ConfigError

    if (script is None) == (write is None):
        raise ConfigError("animatic", "takes a script, or a logline with --write: one of the two")
    if write is None and (engine or model):
        raise ConfigError("--engine", "chooses who writes; it goes with --write LOGLINE")

    overrides = list(set_ or ())
    if preview or watch:
        from pipelines.animatic import PREVIEW

        overrides = [*PREVIEW, *overrides]
    settings = load_config(
        config,
        overrides,
        film={
            "rate": rate,
            "start_tc": start_tc,
            "handles_frames": handles,
            "aspect": aspect,
            "size": size,
            "burn_in": burn_in,
            "scene_slates": scene_slates,
            "date": _today() if date == "today" else date,
            "seed": seed,
        },
        storyboard={"motion": motion},
        encode={"codec": codec, "hardware": hardware},
        sound={"loudness": loudness, "score": score},
    )
    chosen = parse_scenes(scenes)
    if write is not None:
        script = _write(write, out, settings, engine, model, seed or 0, quiet or json_)
    assert script is not None
    if watch:
        _watch(script, out, edit, chosen, settings, quiet or json_)
        return
    result = _render(script, out, edit, chosen, settings, preview, version_up, quiet or json_)
    if json_:
        typer.echo(_as_json(result))
    elif not quiet:
        _print_table(result)


def _write(
    logline: str,
    out: Path,
    settings: Config,
    engine: str | None,
    model: str | None,
    seed: int,
    quiet: bool,
) -> Path:
    """The script of a logline in the film's folder; written now, or there from the last run."""
    from filmgen.cli.desk.closing import print_closing
    from filmgen.cli.progress import listening
    from pipelines.desk.film import script_for_film
    from pipelines.desk.session import with_writer

    with listening(quiet) as progress:
        script, record = script_for_film(
            logline, out, config=with_writer(settings, engine, model), seed=seed, progress=progress
        )
    if record is not None and not quiet:
        print_closing(record)
    return script


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def parse_scenes(text: str) -> frozenset[int] | None:
    """ "2-4,7" to {2, 3, 4, 7}; None for an empty text.

    Raises:
        ConfigError: not a list of scene numbers.
    """
    from filmgen.errors import ConfigError

    if not text:
        return None
    chosen: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise ConfigError("--scenes", f"{text!r} is not like 3, 2-4 or 1,3-5")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= 100_000:
            raise ConfigError(
                "--scenes", f"{part.strip()!r} is no range of scenes; they start at 1"
            )
        chosen.update(range(low, high + 1))
    return frozenset(chosen)


def _render(
    script: Path,
    out: Path,
    edit: Path | None,
    scenes: frozenset[int] | None,
    settings: Config,
    preview: bool,
    version_up: bool,
    quiet: bool,
) -> AnimaticResult:
    from filmgen.cli.progress import listening
    from pipelines.animatic import make_animatic

    with listening(quiet) as progress:
        return make_animatic(
            script,
            out,
            config=settings,
            edit=edit,
            scenes=scenes,
            preview=preview,
            version_up=version_up,
            progress=progress,
        )


def _print_table(result: AnimaticResult) -> None:
    from rich.console import Console

    from filmgen.cli.progress import stage_table

    console = Console()
    minutes, seconds = divmod(result.seconds, 60)
    console.print(stage_table(result.title, result.stages))
    console.print(
        f"{result.shots} shots, {result.panels} panels, {result.lines} lines, "
        f"{int(minutes)}:{seconds:04.1f} min",
        highlight=False,
    )
    if result.missing:
        console.print(f"{len(result.missing)} missing:", style="yellow")
        for subject, reason in list(result.missing.items())[:8]:
            console.print(f"  {subject}: {reason}", markup=False, highlight=False, soft_wrap=True)
        if len(result.missing) > 8:
            console.print(f"  … and {len(result.missing) - 8} more, see manifest.json")
    if result.kept_version:
        console.print(f"the delivery before is kept in versions/{result.kept_version}")
    console.print(str(result.film), markup=False, highlight=False, soft_wrap=True)


def _as_json(result: AnimaticResult) -> str:
    import json
    from dataclasses import asdict

    body = asdict(result) | {"seconds": result.seconds, "document": "filmgen.result", "version": 1}
    return json.dumps(body, default=str, ensure_ascii=False, indent=1)


def _watch(
    script: Path,
    out: Path,
    edit: Path | None,
    scenes: frozenset[int] | None,
    settings: Config,
    quiet: bool,
) -> None:
    """Render a preview whenever the script or the edit folder is saved, until Ctrl-C."""
    import time

    from filmgen.errors import FilmgenError

    folder = edit or out / "edit"
    seen: object = None
    if not quiet:
        typer.echo(f"watching {script} and {folder}; Ctrl-C ends it", err=True)
    while True:
        now = _saved(script, folder)
        if now == seen:
            time.sleep(0.4)
            continue
        seen = now
        try:
            result = _render(script, out, edit, scenes, settings, True, False, quiet)
            if not quiet:
                typer.echo(f"{result.film} ({result.seconds:.0f} s of film)", err=True)
        except FilmgenError as error:  # a half-saved script is mended by the next save
            typer.echo(f"filmgen: {error}", err=True)


def _saved(script: Path, folder: Path) -> tuple[tuple[str, int], ...]:
    """Names and times of everything that a save can change."""
    paths = [script, *(folder.rglob("*") if folder.is_dir() else ())]
    times = []
    for path in paths:
        try:
            times.append((str(path), path.stat().st_mtime_ns))
        except OSError:
            times.append((str(path), 0))
    return tuple(sorted(times))

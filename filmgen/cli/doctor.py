"""`filmgen doctor`: is this machine ready, and if not, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    message: str


def doctor(
    mend: Annotated[
        bool, typer.Option("--mend", help="Mend what can be mended: torchaudio without CUDA.")
    ] = False,
) -> None:
    """Check this install: Python, torch, FFmpeg, engines, space; say how to mend what fails."""
    if mend:
        for path in mend_torchaudio():
            typer.echo(f"removed {path}")
    failed = 0
    for check in checks():
        typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.message}")
        failed += not check.ok
    if failed:
        raise typer.Exit(1)


def checks() -> Iterator[Check]:
    """Every check, one after another; none raises."""
    yield _python()
    yield from _torch()
    yield _renderer()
    yield _ffmpeg()
    yield _hardware()
    yield from _engines()
    yield _space()


def _python() -> Check:
    import platform
    import sys

    version = platform.python_version()
    return Check("python", sys.version_info >= (3, 11), f"{version}; 3.11 or newer is needed")


def _torch() -> Iterator[Check]:
    from importlib.util import find_spec

    try:
        import torch
    except Exception as error:
        yield Check("torch", False, f"{error}; run `make install`")
        return
    device = "CUDA" if torch.cuda.is_available() else "CPU"
    yield Check("torch", True, f"{torch.__version__} on {device}")
    if find_spec("torchaudio") is None:
        return
    try:
        import torchaudio

        yield Check("torchaudio", True, torchaudio.__version__)
    except OSError as error:
        yield Check(
            "torchaudio",
            False,
            f"{error}; this torch has no CUDA: `filmgen doctor --mend` removes torchaudio's "
            "native libraries, without which it runs as pure Python",
        )


def _renderer() -> Check:
    from filmgen.compositor.renderers import choose_renderer
    from filmgen.config import load_config

    chosen = choose_renderer(load_config().compositor.renderer)
    return Check("renderer", True, f"{chosen.name}, {chosen.why}")


def mend_torchaudio() -> tuple[str, ...]:
    """Remove torchaudio's native libraries where torch has no CUDA; names what it removed.

    The wheel's libraries are linked against CUDA and fail to load beside a CPU build, and
    with them every import of torchaudio. Its loader takes missing ones for a pure Python
    build: resampling, spectrograms and filters work, `forced_align` does not.
    """
    from importlib.util import find_spec
    from pathlib import Path

    import torch

    spec = find_spec("torchaudio")
    if torch.version.cuda is not None or spec is None or not spec.submodule_search_locations:
        return ()
    removed = []
    for folder in spec.submodule_search_locations:
        for library in sorted(Path(folder, "lib").glob("*.so")):
            library.unlink()
            removed.append(f"torchaudio/lib/{library.name}")
    return tuple(removed)


def _ffmpeg() -> Check:
    from filmgen.compositor.encode.codecs import CODECS
    from filmgen.compositor.encode.hardware import known_encoders
    from filmgen.errors import FilmgenError
    from filmgen.ffmpeg import ffmpeg_version

    try:
        known, version = known_encoders(), ffmpeg_version()
    except (FilmgenError, ImportError, OSError) as error:
        return Check("ffmpeg", False, f"{error}; install imageio-ffmpeg")
    codecs = [c for c in CODECS.values() if not c.encoder or c.encoder in known]
    missing = [name for name in ("libx264", "aac") if name not in known]
    if missing:
        message = f"no encoder {', '.join(missing)}; unset IMAGEIO_FFMPEG_EXE"
        return Check("ffmpeg", False, message)
    return Check("ffmpeg", True, f"{version}; encodes {', '.join(c.name for c in codecs)}")


def _hardware() -> Check:
    from filmgen.compositor.encode.hardware import hardware_told
    from filmgen.errors import FilmgenError

    try:
        return Check("hardware encoders", True, hardware_told())
    except (FilmgenError, ImportError, OSError) as error:
        return Check("hardware encoders", True, f"not here, nor needed: {error}")


def _engines() -> Iterator[Check]:
    from filmgen.config import load_config
    from filmgen.engines.table import engine_states

    chosen = load_config().engines.model_dump()
    del chosen["writer"]  # films are made without one; its model is an extra of a gigabyte
    for state in engine_states():
        default = chosen.get(state.medium) == state.name
        told = state.model if state.ready else state.reason
        if not state.ready and not default:
            told = f"not here, nor needed: {told}"
        yield Check(f"{state.medium} engine {state.name}", state.ready or not default, told)


def _space() -> Check:
    import shutil

    free_gb = shutil.disk_usage(".").free / 1e9
    return Check(
        "disk", free_gb > 2, f"{free_gb:.0f} GB free here; a film takes up to 1 GB a minute"
    )

"""`filmgen effects simulate`, `train` and `evaluate`: from data to scored weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.plates import SimulatedData


def simulate(
    kinds: Annotated[list[str], typer.Argument(metavar="KIND...", help="fire, smoke, explosion …")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The data folder; it may exist.")],
    clips: Annotated[int, typer.Option(min=1, max=100_000, help="Runs of each kind.")] = 100,
    frames: Annotated[
        int,
        typer.Option(
            min=0, max=2_000, help="Of each run, 24 a second; 0 is as many as a kind needs."
        ),
    ] = 0,
    dim: Annotated[int, typer.Option(min=2, max=3, help="3 is what the models learn.")] = 3,
    seed: Annotated[int, typer.Option(min=0, max=90_000, help="Number of the first run.")] = 0,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 takes one for each core.")] = 0,
    device: Annotated[str, typer.Option(help="A torch device: cpu, cuda …")] = "cpu",
    quiet: options.Quiet = False,
) -> None:
    """Simulate runs of KIND into a data folder. Runs that are there are kept."""
    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.plates import simulate_data

    def make(progress: TerminalProgress | Silent) -> SimulatedData:
        return simulate_data(
            kinds,
            out,
            clips=clips,
            frames=frames,
            dim=dim,
            seed=seed,
            jobs=jobs,
            device=device,
            progress=progress,
        )

    if quiet:
        make(Silent())
        return
    with TerminalProgress(Console(stderr=True)) as progress:
        done = make(progress)
    typer.echo(f"{done.made} runs made, {done.kept} kept in {out}")
    if dim == 3:
        typer.echo(f"next: filmgen effects train --model diffusion --data {out} -o RUN")

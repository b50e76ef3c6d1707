"""`filmgen effects simulate`, `train` and `evaluate`: from data to scored weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from filmgen.cli.progress import TerminalProgress
    from filmgen.effects.scores.table import Evaluation
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


def train(
    data: Annotated[
        Path, typer.Option("--data", help="A data folder, or one of footage: DATA/fire/clip.mov.")
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The training's folder; one that exists goes on.")
    ],
    model: Annotated[str, typer.Option("--model", help="gan or diffusion.")] = "diffusion",
    steps: Annotated[int | None, typer.Option(min=1, help="How many in all.")] = None,
    hours: Annotated[float | None, typer.Option(help="How long in all.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of weights and examples.")] = 0,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this one; may be repeated.")
    ] = None,
    teacher: Annotated[
        str,
        typer.Option(
            metavar="<path or none>",
            help="For a GAN: the diffusion model it begins as, a training or weights. If not given "
            "the one that ships, where its kinds and grid are the data's; 'none' for none.",
        ),
    ] = "",
    footage_rate: Annotated[
        str, typer.Option("--rate", help="Frames per second of footage that does not say.")
    ] = "24",
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    threads: Annotated[int, typer.Option(min=1, max=256, help="On a CPU.")] = 1,
    quiet: options.Quiet = False,
) -> None:
    """Train a model on DATA, or go on with a training: checkpoints, curves.png, weights."""
    from filmgen.cli.training_progress import TrainingProgress
    from filmgen.progress import Silent
    from filmgen.timecode import parse_rate
    from pipelines.plates import train_model

    done = train_model(
        model,
        data,
        out,
        steps=steps,
        hours=hours,
        seed=seed,
        kinds=kind or None,
        teacher=teacher,
        footage_rate=parse_rate(footage_rate),
        device=device,
        threads=threads,
        progress=Silent() if quiet else TrainingProgress(),
    )
    if quiet:
        return
    typer.echo(f"{done.weights}")
    typer.echo(f"{done.curves}")
    typer.echo(f"next: filmgen effects evaluate {out}")
    typer.echo(
        f"or:   filmgen effects render fire --engine {model} --weights {done.weights} -o PLATE"
    )


def evaluate(
    run: Annotated[Path, typer.Argument(help="A training's folder, or a weights file.")],
    data: Annotated[
        Path | None, typer.Option(help="Score against its held-out runs; else the training's own.")
    ] = None,
    plates: Annotated[
        bool, typer.Option("--plates/--no-plates", help="Also score shaded plates.")
    ] = True,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Score RUN against held-out simulation, beside a naive model and training clips."""
    import json

    from rich.console import Console

    from filmgen.cli.progress import TerminalProgress
    from filmgen.progress import Silent
    from pipelines.plates import evaluate_model

    def score(progress: TerminalProgress | Silent) -> Evaluation:
        return evaluate_model(run, data, plates=plates, device=device, progress=progress)

    if quiet:
        scores = score(Silent())
    else:
        with TerminalProgress(Console(stderr=True)) as progress:
            scores = score(progress)
    typer.echo(json.dumps(scores.as_json(), indent=1) if json_ else str(scores))

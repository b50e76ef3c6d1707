"""Stable Diffusion on this machine: seconds a frame, peak memory, what batches bring.

The engine `diffusers` draws panels of our sample screenplay over their blocking with the full
SD 1.5 and SDXL architectures and a depth ControlNet, from random weights: what is drawn is noise,
what it costs is real. Seconds are the model's alone; the previs frames under it are named too.

    python -m benchmarks.diffusion [--models sd15 sdxl] [--steps 28] [--batches 1 2 4 8]
                                   [--plain] [--cpu] [--small] [--json FILE] [--check]

Needs CUDA. `--cpu` runs it without (a minute a step at full size), `--plain` leaves previs picture
and ControlNet away, `--small` cuts the widths to test the plumbing.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.diffusion_models import ARCHITECTURES, save_architecture
from benchmarks.goals import Goal, arguments, close
from filmgen.blocking.looks import cast_looks
from filmgen.blocking.stage import block
from filmgen.breakdown.planner import plan_shots
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.diffusers import DiffusersEngine
from filmgen.engines.storyboard.diffusion.run import empty_cache
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.engines.storyboard.prompts import prompt_for
from filmgen.media import Frame
from filmgen.screenplay import read_screenplay
from filmgen.workspace import seed_from

SCRIPT = Path(__file__).resolve().parents[1] / "assets" / "screenplays" / "the-lamplighter.fountain"
WIDTH, HEIGHT = 1280, 720
LIMITS_S = {"sd15": 2.0, "sdxl": 8.0}
"""What a storyboard artist would wait for a panel, on a GPU, at 28 steps."""
SCALING = 0.9
"""The largest batch that fits should take at most this of the seconds that one alone takes."""


@dataclass(frozen=True)
class Row:
    """One batch size of one model.

    Attributes:
        seconds: of the model for a frame. memory_mib: the highest, on the GPU (on a CPU: of the
            process). told: what the engine had to do about memory.
    """

    model: str
    batch: int
    drawn_at_once: int
    seconds: float
    memory_mib: int
    told: tuple[str, ...]


def requests(count: int, small: bool) -> list[FrameRequest]:
    """The first panels of the sample, as the storyboard pipeline asks for them."""
    shots = plan_shots(read_screenplay(SCRIPT))
    looks = cast_looks(shots)
    words = {note.name: note.description for note in shots.characters}
    scale = 8 if small else 1
    made = []
    for shot, staged in zip(shots.shots, block(shots, WIDTH / HEIGHT).shots, strict=True):
        for beat, panel in zip(shot.beats, staged.panels, strict=True):
            made.append(
                FrameRequest(
                    panel, WIDTH // scale, HEIGHT // scale, 0.0, "ink",
                    seed_from(0, shot.identity, beat.label),
                    prompt_for(shot, beat, looks=looks, words=words, panel=panel),
                )
            )  # fmt: skip
    return made[:count]


def measured(
    name: str, folder: Path, options: argparse.Namespace, wanted: Sequence[FrameRequest]
) -> list[Row]:
    """Rows of one model, smallest batch first; stops where memory ends."""
    rows = []
    for batch in sorted(options.batches):
        how: dict[str, Any] = {"steps": options.steps, "batch_size": batch}
        if options.plain:
            how["strength"] = 1.0
        else:
            how |= {"strength": 0.65, "control": {"depth": {"model": str(folder / "control")}}}
        engine = DiffusersEngine(
            model=str(folder / "model"),
            device="cpu" if options.cpu else "cuda",
            threads=options.threads,
            **how,
        )
        rounds = 1 if options.cpu else 2
        if not options.cpu:  # kernels are chosen at the first call
            engine.draw_batch(wanted[:batch])
        frames = [f for _ in range(rounds) for f in engine.draw_batch(wanted[:batch])]
        engine.close()
        drawn = [frame.measured for frame in frames if isinstance(frame, Frame)]
        if len(drawn) < len(frames):
            print(f"{name} at {batch}: {next(f for f in frames if not isinstance(f, Frame))}")
            break
        told = tuple(
            line for m in drawn for line in m.get("told", ()) if line.startswith("out of memory")
        )
        row = Row(
            name, batch, max(m["drawn_at_once"] for m in drawn),
            sum(m["seconds"] for m in drawn) / len(drawn),
            max(m["peak_memory_mib"] for m in drawn), told,
        )  # fmt: skip
        rows.append(row)
        print(f"{name:6}{batch:>6}{row.drawn_at_once:>9}{row.seconds:>10.2f}{row.memory_mib:>9}",
              *told, sep="  ", flush=True)  # fmt: skip
        if told:
            break
    return rows


def goals(rows: Sequence[Row], models: Sequence[str]) -> list[Goal]:
    """Seconds of the best batch, and what batches bring, for each model."""
    found = []
    for name in models:
        own = [row for row in rows if row.model == name]
        best = min((row.seconds for row in own), default=None)
        found.append(Goal(f"{name}: a frame on a GPU", LIMITS_S[name], best, "s"))
        share = own[-1].seconds / own[0].seconds if len(own) > 1 else None
        found.append(Goal(f"{name}: largest batch over one alone", SCALING, share, "times"))
    return found


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--models", nargs="+", choices=list(ARCHITECTURES),
                        default=list(ARCHITECTURES))  # fmt: skip
    parser.add_argument("--steps", type=int, default=28)
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 2, 4, 8])
    parser.add_argument("--threads", type=int, default=1, help="torch threads on a CPU")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()

    import torch

    if not torch.cuda.is_available() and not options.cpu:
        print("no GPU here: nothing was measured")
        for goal in goals([], options.models):
            print(goal.line().removesuffix(": missed"))  # nobody's miss: there is none to use
        close([], {"device": None, "rows": []}, options)
        return
    device = platform.processor() if options.cpu else torch.cuda.get_device_name()
    wanted = requests(max(options.batches), options.small)
    started = time.perf_counter()
    for request in wanted[:4]:
        PrevisEngine().draw(request)
    previs_s = (time.perf_counter() - started) / len(wanted[:4])
    print(f"{device or 'a CPU'}, torch {torch.__version__}; {options.steps} steps")
    print(f"a previs frame at {wanted[0].width_px}x{wanted[0].height_px}: {previs_s:.2f} s")
    print(f"{'model':6}{'batch':>6}{'at once':>9}{'s/frame':>10}{'MiB':>9}")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.models:
            folder = Path(scratch) / name
            save_architecture(
                name, folder, device="cpu" if options.cpu else "cuda", small=options.small
            )
            empty_cache()
            rows += measured(name, folder, options, wanted)
    figures = {
        "device": device,
        "steps": options.steps,
        "previs_s": round(previs_s, 3),
        "rows": [asdict(row) for row in rows],
    }
    # Goals are for GPUs and full sizes; anything else is a trial.
    judged = [] if options.cpu or options.small else goals(rows, options.models)
    close(judged, figures, options)


if __name__ == "__main__":
    main()

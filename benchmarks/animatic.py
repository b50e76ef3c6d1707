"""The whole render: cold, again, and after one edited line, stage by stage.

Each run is a process of its own (`filmgen animatic` with all its imports) at 1280x720 on
the draft configuration. "x real time" is seconds of work for a second of film.

    python -m benchmarks.animatic [--json FILE] [--check]
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from benchmarks.goals import Goal, arguments, close
from benchmarks.process import Measured, measure

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "assets" / "screenplays" / "the-lamplighter.fountain"
REAL = REPOSITORY.parent / "shared" / "screenplays" / "Brick-and-Steel.fountain"

COLD_X = 1.0
UNCHANGED_S = 3.0
EDITED_SHARE, EDITED_S = 0.1, 5.0
PEAK_MB = 3 * 1024
GROWTH = 1.15
INSTALL_GB = 1.5


def render(script: Path, out: Path, *more: str) -> tuple[Measured, dict[str, Any]]:
    """One run of the command; its measures and its own account of what it did."""
    command = [sys.executable, "-m", "filmgen.cli.main", "animatic", str(script), "-o", str(out)]
    measured = measure([*command, "--size", "1280x720", "--json", *more])
    return measured, json.loads(measured.output)


def edit_one_line(script: Path, target: Path) -> str:
    """Copy a script with one word added to a line in its middle; returns the new line.

    Raises:
        ValueError: the script has no dialogue to edit.
    """
    lines = script.read_text(encoding="utf-8").splitlines()
    cues = [
        index
        for index in range(1, len(lines) - 1)
        if re.fullmatch(r"\s*[A-Z][A-Z .'#0-9]+", lines[index])
        and not lines[index - 1].strip()
        and lines[index + 1].strip()
        and not lines[index + 1].lstrip().startswith("(")
    ]
    if not cues:
        raise ValueError(f"{script}: no dialogue to edit")
    spoken = cues[len(cues) // 2] + 1
    lines[spoken] = f"{lines[spoken].rstrip()} Understood?"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines[spoken].strip()


def made(result: dict[str, Any]) -> int:
    """Assets generated in a run."""
    return sum(stage["made"] for stage in result["stages"])


def bench(name: str, script: Path, part: str) -> dict[str, Any]:
    """Cold, again and edited for one script, and `part` of its scenes alone for its memory."""
    with tempfile.TemporaryDirectory() as folder:
        draft, out = Path(folder, script.name), Path(folder, "out")
        draft.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
        cold, first = render(draft, out)
        again, second = render(draft, out)
        edit_one_line(script, draft)
        edited, third = render(draft, out)
        one, alone = render(script, Path(folder, "one"), "--scenes", part)
    film_s = first["seconds"]
    print(f"\n{name}: {first['shots']} shots, {first['lines']} lines, {film_s:.1f} s of film")
    print(f"{'':10}{'wall s':>8}{'x real':>8}{'CPU s':>8}{'CPU/min':>9}{'peak MB':>9}{'made':>6}")
    rows = {"cold": (cold, first), "again": (again, second), "edited": (edited, third)}
    for label, (run, result) in rows.items():
        peak = f"{run.peak_mb:.0f}" if run.peak_mb else "-"
        print(
            f"{label:10}{run.wall_s:8.1f}{run.wall_s / film_s:8.2f}{run.cpu_s:8.1f}"
            f"{run.cpu_s / film_s * 60:9.1f}{peak:>9}{made(result):6d}"
        )
    print(
        "cold, by stage: " + ", ".join(f"{s['name']} {s['seconds']:.1f} s" for s in first["stages"])
    )
    print(
        "edited made: "
        + ", ".join(f"{s['name']} {s['made']}" for s in third["stages"] if s["made"])
    )
    return {
        "film_s": film_s,
        "shots": first["shots"],
        "cold": cold.__dict__ | {"output": ""},
        "again": again.__dict__ | {"output": "", "made": made(second)},
        "edited": edited.__dict__ | {"output": "", "stages": third["stages"]},
        "stages": first["stages"],
        "part": {"shots": alone["shots"], "peak_mb": one.peak_mb},
    }


def core_install_gb() -> float | None:
    """Disk space of filmgen's core requirements in this environment, None with CUDA or absent."""
    import torch
    from packaging.requirements import Requirement

    if torch.version.cuda is not None:
        return None
    seen: set[str] = set()
    queue = ["filmgen"]
    total = 0
    while queue:
        name = queue.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            return None
        for file in package.files or ():
            path = Path(str(file.locate()))
            total += path.stat().st_size if path.exists() else 0
        for text in package.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                queue.append(requirement.name)
    return total / 1e9


def main() -> None:
    options = arguments(str(__doc__).splitlines()[0]).parse_args()
    figures: dict[str, Any] = {}
    goals: list[Goal] = []
    # The part has all kinds of work that the whole has, and a third of its shots or fewer.
    for name, script, part in (("sample", SAMPLE, "2"), ("Brick-and-Steel", REAL, "1")):
        found = bench(name, script, part) if script.exists() else None
        figures[name] = found
        if found is None:
            print(f"\n{name}: {script.name} is not here")
        peak, one = (found["cold"]["peak_mb"], found["part"]["peak_mb"]) if found else (None,) * 2
        cold_s = found["cold"]["wall_s"] if found else None
        goals += [
            Goal(f"{name} cold", COLD_X, found and cold_s / found["film_s"], "x real time"),
            Goal(f"{name} unchanged", UNCHANGED_S, found and found["again"]["wall_s"], "s"),
            Goal(f"{name} unchanged, generated", 0, found and found["again"]["made"], "assets"),
            Goal(
                f"{name} one edited line",
                max(EDITED_S, EDITED_SHARE * (cold_s or 0)),
                found and found["edited"]["wall_s"],
                "s",
            ),
            Goal(f"{name} peak memory", PEAK_MB, peak, "MB"),
            Goal(
                f"{name} memory, all shots over a third", GROWTH, peak and one and peak / one, "x"
            ),
        ]
    figures["core_install_gb"] = core_install_gb()
    goals.append(Goal("core install without CUDA", INSTALL_GB, figures["core_install_gb"], "GB"))
    close(goals, figures, options)


if __name__ == "__main__":
    main()

"""The reference film by filmgen: the delivery that `filmgen animatic` ends with, whole.

python -m benchmarks.compositor.ours MATERIAL OUT --size 1280x720
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.compositor.material import existing, timeline
from filmgen.config import load_config
from filmgen.farm.local import LocalFarm
from filmgen.progress import Silent
from filmgen.workspace import Workspace
from pipelines.delivery import render
from pipelines.studio import Studio


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("material", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--shots", type=int, default=6)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    config = load_config(
        overrides=[f"film.size={options.size}", "film.burn_in=none"],
        farm={"workers": options.workers},
    )
    film = timeline(
        existing(options.material), (width, height), shots=options.shots, layers=options.layers
    )
    with LocalFarm(config.farm.workers) as farm:
        render(film, Studio(Workspace(options.out, None), farm, config, Silent()))


if __name__ == "__main__":
    main()

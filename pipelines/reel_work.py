"""What the farm's processes do for a reel. They import no more than that: half of what a film needs
to be planned would be half a second in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filmgen.compositor.segments import BurnIn, Segment


@dataclass(frozen=True)
class FinishedSegment:
    """A segment as it is encoded: with its burn-in, by a renderer; `scratch` for its plates."""

    segment: Segment
    burn_in: BurnIn | None
    renderer: str
    scratch: Path | None


def make_part(folder: Path, task: Any) -> Mapping[str, Any]:
    """The mix, or one shot's segment."""
    if not isinstance(task, FinishedSegment):
        from pipelines.mixing import make_mix

        return make_mix(folder, task)
    from filmgen.compositor.picture import render_segment

    path = folder / task.segment.style.encoding.segment_name
    report = render_segment(
        task.segment,
        path,
        burn_in=task.burn_in,
        renderer=task.renderer,
        scratch=task.scratch,
    )
    return asdict(report)

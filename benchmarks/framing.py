"""Framing, measured from the picture: every panel of every screenplay, by rendered figure ids.

Nothing is taken from the planner but what was asked for: the shot size, who it is about, who
stands on which side. The main subject's skull is ray-cast through the panel's own lens under a
magnifier (hair, hat and whatever hides it taken away, beyond the frame's edge too), and its
extent along the head's own axis is crown to chin. A subject's pixels in the frame over those
it would have there alone say how much of it is hidden. Sides are read from head pixels, and for
faces out of frame from where the camera stands. In over-the-shoulder shots the near figure's
pixels over the frame's are the shoulder. Neighbouring pictures (the last panel of a shot
and the first of the next) are compared by grey SSIM (Wang et al. 2004, Gaussian window) of tone
drawings at 320 pixels wide: without the hatching, which would make any two pictures differ.

    python -m benchmarks.framing [SCRIPT ...] [--json FILE] [--check] [--list]
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.goals import Goal, arguments, close
from benchmarks.screenplays import FOLDERS
from filmgen.blocking.camera import basis, half_extents, project
from filmgen.blocking.composition import looked_at
from filmgen.blocking.model import Figure, StagedPanel
from filmgen.blocking.skeleton import head_axes, head_height_m
from filmgen.blocking.stage import block
from filmgen.blocking.view import RANGES
from filmgen.breakdown.model import Setup, Shot, Size
from filmgen.breakdown.planner import plan_shots
from filmgen.previs.draw import PROP_OWNERS, build_scene, draw_panel, one_thread
from filmgen.previs.raycast import View, cast, lens_view
from filmgen.previs.scene import Scene
from filmgen.screenplay import read_screenplay

ASPECT = 16 / 9
WIDTH, HEIGHT = 320, 180
LENS_PX = 96
"""Pixels a head is tall under the magnifier: its height is read to a hundredth."""

IN_RANGE, UNOCCLUDED, SSIM, SIZES, SHOULDER = 0.95, 0.60, 0.85, 5, 0.08

Ids = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Grey = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """One panel.

    Attributes:
        head: crown to chin of the main subject over frame height; None without a subject.
        visible: its visible pixels over those it has in the frame alone.
        crossed: names of two whose sides are exchanged, "" if none are.
        shoulder: over somebody's shoulder: how much of the frame that one fills; else None.
        narrowed: whether a wide shot was ordered where only an MLS can be had, in a car: `size`
            is then the size that was staged.
    """

    script: str
    where: str
    size: str
    angle: str
    setup: str
    subject: str = ""
    head: float | None = None
    visible: float | None = None
    crossed: str = ""
    shoulder: float | None = None
    narrowed: bool = False

    @property
    def framed(self) -> bool:
        low, high = next(r for s, r in RANGES.items() if s.value == self.size)
        return self.head is not None and low <= self.head <= high


def screenplays() -> list[Path]:
    """All shared screenplays and our samples."""
    kinds = (".fountain", ".fdx")
    return sorted(p for folder in FOLDERS for p in folder.glob("*") if p.suffix in kinds)


def owners(panel: StagedPanel, view: View) -> tuple[Scene, Ids, list[str]]:
    """The panel's solids, and at every pixel the index of the part seen, -1 for none."""
    scene = build_scene(panel, view)
    hits = cast(scene, view)
    table = np.array([*scene.part_of, -1])
    return scene, table[hits.solid.numpy()], [part.name for part in scene.parts]


def figure_ids(scene: Scene, parts: Ids) -> Ids:
    """1 + index of the figure at every pixel, 0 for the set and for props."""
    owner = np.array([part.owner for part in scene.parts] + [0])
    return np.asarray(np.where(owner < PROP_OWNERS, owner, 0)[parts])


def alone(panel: StagedPanel, figure: Figure) -> StagedPanel:
    """The figure in an empty place, empty-handed."""
    bare = replace(panel.set_plan, interior=False, kind="void", props=(), openings=())
    return replace(panel, set_plan=bare, figures=(replace(figure, held=()),))


def head_share(panel: StagedPanel, figure: Figure) -> float:
    """Crown to chin of a figure's skull over the frame's height, from its pixels."""
    _, _, depth = project(panel.camera, figure.joint("head"))
    if depth <= 0.06:
        return 0.0
    view = magnifier(panel, figure)
    scene = Scene()
    # Built as for a lens before the face: from behind, the neck is drawn in one with the skull.
    face = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)[:, 2]
    before = np.asarray(figure.joint("head")) + face * depth
    whole = build_scene(alone(panel, figure), replace(view, eye=before, forward=-face))
    for index, part in enumerate(whole.part_of):
        if whole.parts[part].owner == 1 and whole.parts[part].name == "head":
            into = scene.part(1, "head", 1.0, "skin")
            scene.add(whole.kinds[index], whole.inverses[index], whole.parameters[index], into)
    rows, columns = np.nonzero(cast(scene, view).solid.numpy() >= 0)
    if not len(rows):
        return 0.0
    crown = head_axes(dict(figure.joints), figure.facing_rad, figure.gaze)[:, 1]
    right, up, _ = basis(panel.camera)
    along = np.array([crown @ right, -(crown @ up)])
    along /= max(float(np.linalg.norm(along)), 1e-9)
    reach = columns * along[0] + rows * along[1]
    extent = float(reach.max() - reach.min()) + abs(along[0]) + abs(along[1])
    pixel = float(np.linalg.norm(view.directions[:, 1]))
    return extent * pixel / (2 * half_extents(panel.camera.focal_mm, panel.camera.aspect)[1])


def magnifier(panel: StagedPanel, figure: Figure) -> View:
    """The same lens, but only the window round a head, at `LENS_PX` pixels a head."""
    view = lens_view(panel.camera, WIDTH, HEIGHT, (0, 0))
    right, up, forward = basis(panel.camera)
    offset = np.subtract(figure.joint("head"), panel.camera.position)
    depth = float(offset @ forward)
    step = head_height_m(figure.look) / depth / LENS_PX
    size = 3 * LENS_PX
    corner = (
        forward
        + right * (float(offset @ right) / depth - step * size / 2)
        + up * (float(offset @ up) / depth + step * size / 2)
    )
    return replace(
        view,
        width=size,
        height=size,
        directions=np.stack([right * step, -up * step, corner], axis=1),
    )


def measure(script: str, shot: Shot, label: str, panel: StagedPanel) -> Measured:
    """One panel, cast at `WIDTH` by `HEIGHT`."""
    narrowed = panel.set_plan.kind == "car interior" and shot.size in (Size.LS, Size.ELS)
    row = Measured(
        script,
        f"{shot.display_id}{label}",
        (Size.MLS if narrowed else shot.size).value,
        shot.angle.value,
        shot.setup.value,
        narrowed=narrowed,
    )
    view = lens_view(panel.camera, WIDTH, HEIGHT, (0, 0))
    scene, parts, names = owners(panel, view)
    ids = figure_ids(scene, parts)
    head_parts = np.array([n in ("head", "hair", "headwear") for n in names] + [False])[parts]
    if shot.setup is Setup.OTS:
        near = next((i for i, f in enumerate(panel.figures) if f.name == shot.over), None)
        row = replace(row, shoulder=0.0 if near is None else float((ids == near + 1).mean()))
    row = replace(row, crossed=crossed(panel, dict(shot.sides), ids, head_parts))
    if not panel.subjects or shot.setup is Setup.INSERT:
        return row
    index, main = next((i, f) for i, f in enumerate(panel.figures) if f.name == panel.subjects[0])
    lonely, parts_alone, _ = owners(alone(panel, main), view)
    whole = int((figure_ids(lonely, parts_alone) == 1).sum())
    seen = int((ids == index + 1).sum())
    return replace(
        row,
        subject=main.name,
        head=head_share(panel, main),
        visible=min(seen / whole, 1.0) if whole else 0.0,
    )


def crossed(panel: StagedPanel, sides: dict[str, str], ids: Ids, heads: Flags) -> str:
    """Two figures on each other's side of the picture, or of a line the camera has crossed.

    Two heads in the picture are compared by their pixels. Where the main subject looks at
    somebody out of the picture, that is the line: the camera must stand on the side of it from
    which left is left, so that the eye-line leads out of the right edge.
    """
    if panel.camera.roll_rad or abs(_tilt(panel)) > 1.0:
        return ""
    centres: dict[str, float] = {}
    for i, figure in enumerate(panel.figures):
        columns = np.nonzero((ids == i + 1) & heads)[1]
        if len(columns) >= 4:
            centres[figure.name] = float(columns.mean())
    for a in centres:
        for b in centres:
            if (sides.get(a), sides.get(b)) == ("left", "right") and centres[a] >= centres[b]:
                return f"{a} / {b}"
    main = next((f for f in panel.figures if f.name in panel.subjects[:1]), None)
    other = looked_at(main, panel.figures) if main is not None else None
    if main is None or other is None or other.name in centres:
        return ""
    if {sides.get(main.name), sides.get(other.name)} == {"left", "right"}:
        left, right = (main, other) if sides[main.name] == "left" else (other, main)
        line = np.subtract(right.joint("head"), left.joint("head"))
        if float(line @ basis(panel.camera)[0]) < -0.02 * float(np.linalg.norm(line)):
            return f"{left.name} / {right.name}"
    return ""


def _tilt(panel: StagedPanel) -> float:
    return float(np.arcsin(np.clip(basis(panel.camera)[2][1], -1, 1)))


def grey(panel: StagedPanel) -> Grey:
    picture = draw_panel(panel, WIDTH, HEIGHT, look="tone", seed=1).picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float64)


def ssim(a: Grey, b: Grey) -> float:
    """Structural similarity of two grey pictures, 0 to 255, window of sigma 1.5 pixels."""

    def blur(x: Grey) -> Grey:
        return np.asarray(cv2.GaussianBlur(x, (11, 11), 1.5)[5:-5, 5:-5])

    ma, mb = blur(a), blur(b)
    va, vb = blur(a * a) - ma * ma, blur(b * b) - mb * mb
    cov = blur(a * b) - ma * mb
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    score = (2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
    return float(score.mean())


def film(path: Path) -> tuple[list[Measured], list[tuple[str, float]]]:
    """All panels of a screenplay, and (cut, SSIM) for every two neighbouring shots."""
    shots = plan_shots(read_screenplay(path))
    staged = block(shots, ASPECT)
    rows: list[Measured] = []
    cuts: list[tuple[str, float]] = []
    drawn: list[tuple[str, Grey, Grey]] = []
    with one_thread():
        for shot, blocked in zip(shots.shots, staged.shots, strict=True):
            if shot.setup is Setup.TITLE:
                continue
            for beat, panel in zip(shot.beats, blocked.panels, strict=True):
                rows.append(measure(path.stem, shot, beat.label, panel))
            first = grey(blocked.panels[0])
            last = first if len(blocked.panels) == 1 else grey(blocked.panels[-1])
            drawn.append((shot.display_id, first, last))
    for (a, _, end), (b, start, _) in pairwise(drawn):
        cuts.append((f"{path.stem} {a} | {b}", ssim(end, start)))
    return rows, cuts


def report(rows: list[Measured], cuts: list[tuple[str, float]], everything: bool) -> None:
    """The table by shot size, the distributions, and what failed."""
    about = [r for r in rows if r.head is not None]
    print(f"\n{'size':5}{'panels':>8}{'subject':>9}{'in range':>10}{'head':>18}{'visible':>9}")
    for size, (low, high) in RANGES.items():
        own = [r for r in rows if r.size == size.value]
        heads = [r.head for r in own if r.head is not None]
        if not own:
            continue
        good = sum(r.framed for r in own)
        spread = (
            "  ".join(f"{v:.3f}" for v in np.quantile(heads, (0.05, 0.5, 0.95))) if heads else ""
        )
        seen = [r.visible for r in own if r.visible is not None]
        shown = f"{np.median(seen):9.2f}" if seen else ""
        print(
            f"{size.value:5}{len(own):8}{len(heads):9}{good:10}{spread:>21}{shown} ({low}-{high})"
        )
    narrowed = sum(r.narrowed for r in rows)
    if narrowed:
        print(f"MLS with {narrowed} LS and ELS in cars: nothing wider fits, they are staged so")
    shoulders = [r.shoulder for r in rows if r.shoulder is not None]
    if shoulders:
        spread = "  ".join(f"{v:.2f}" for v in np.quantile(shoulders, (0.0, 0.5, 1.0)))
        print(f"OTS: {len(shoulders)}, the near figure fills {spread} of the frame")
    for name in ("setup", "angle"):
        counts = Counter(getattr(r, name) for r in rows)
        print(f"{name}s: " + ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    if cuts:
        values = [v for _, v in cuts]
        print(
            f"cuts: {len(cuts)}, SSIM median {np.median(values):.2f}, "
            f"95 % under {np.quantile(values, 0.95):.2f}"
        )
    limit = 1000 if everything else 12
    faults = [
        (
            "out of range",
            [f"{r.script} {r.where} {r.size} {r.head:.3f}" for r in about if not r.framed],
        ),
        (
            "hidden",
            [
                f"{r.script} {r.where} {r.subject} {r.visible:.2f}"
                for r in about
                if r.visible is not None and r.visible < UNOCCLUDED
            ],
        ),
        ("crossed", [f"{r.script} {r.where} {r.crossed}" for r in rows if r.crossed]),
        (
            "without a shoulder",
            [
                f"{r.script} {r.where} {r.shoulder:.3f}"
                for r in rows
                if r.shoulder is not None and r.shoulder < SHOULDER
            ],
        ),
        ("alike", [f"{where} {value:.2f}" for where, value in cuts if value >= SSIM]),
    ]  # fmt: skip
    for title, lines in faults:
        if lines:
            more = "" if len(lines) <= limit else f"\n  … and {len(lines) - limit} more"
            print(f"{title} ({len(lines)}):\n  " + "\n  ".join(lines[:limit]) + more)


def goals(rows: list[Measured], cuts: list[tuple[str, float]]) -> list[Goal]:
    """What a board must hold, as shares that must not be exceeded."""
    about = [r for r in rows if r.head is not None]

    def share(bad: int, of: int) -> float | None:
        return bad / of if of else None

    hidden = sum(r.visible is not None and r.visible < UNOCCLUDED for r in about)
    sizes = len({r.size for r in rows})
    over = [r.shoulder for r in rows if r.shoulder is not None]
    missing = (Setup.OTS.value not in {r.setup for r in rows}) + (
        Setup.INSERT.value not in {r.setup for r in rows}
    )
    return [
        Goal(
            "head height outside the range of its size",
            1 - IN_RANGE,
            share(sum(not r.framed for r in about), len(about)),
            "of panels",
        ),
        Goal("subject under 60 % visible", 1 - IN_RANGE, share(hidden, len(about)), "of panels"),
        Goal(
            "speakers off their side of the line",
            0,
            share(sum(bool(r.crossed) for r in rows), len(rows)),
            "of panels",
        ),
        Goal(
            f"neighbouring pictures alike (SSIM of {SSIM} or more)",
            0,
            share(sum(v >= SSIM for _, v in cuts), len(cuts)),
            "of cuts",
        ),
        Goal(
            f"OTS with the near figure in under {SHOULDER:.0%} of the frame",
            0,
            share(sum(v < SHOULDER for v in over), len(over)),
            "of OTS panels",
        ),
        Goal("sizes short of five", 0, max(0, SIZES - sizes) if rows else None, "sizes"),
        Goal("OTS and inserts unused", 0, missing if rows else None, "of 2"),
    ]  # fmt: skip


def main() -> None:
    parser = arguments(str(__doc__).splitlines()[0])
    parser.add_argument("scripts", nargs="*", type=Path, help="default: all")
    parser.add_argument("--list", action="store_true", help="name everything that failed")
    options = parser.parse_args()
    rows: list[Measured] = []
    cuts: list[tuple[str, float]] = []
    scripts = options.scripts or screenplays()
    for path in scripts:
        if not path.exists():
            print(f"{path}: not here", file=sys.stderr)
            continue
        measured, compared = film(path)
        rows += measured
        cuts += compared
        about = [r for r in measured if r.head is not None]
        print(
            f"{path.name}: {len(measured)} panels, {sum(r.framed for r in about)} of "
            f"{len(about)} framed, {sum(bool(r.crossed) for r in measured)} crossed",
            flush=True,
        )
    report(rows, cuts, options.list)
    figures: dict[str, Any] = {
        "panels": [dataclasses.asdict(r) for r in rows],
        "cuts": [{"cut": where, "ssim": round(value, 4)} for where, value in cuts],
    }
    close(goals(rows, cuts), figures, options)


if __name__ == "__main__":
    main()

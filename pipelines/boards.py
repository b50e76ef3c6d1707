"""The storyboard by itself: panels drawn, variants beside the chosen ones, boards written."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from filmgen.blocking.inbetween import move_panels
from filmgen.blocking.model import Blocking, StagedPanel
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Setup, ShotList
from filmgen.config import Config, load_config
from filmgen.edit_folder import EditFolder
from filmgen.editorial.cut import lock_cut
from filmgen.editorial.model import Cut
from filmgen.farm.local import LocalFarm
from filmgen.media import Missing
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Asset, Workspace
from pipelines.board_pages import Drawn, write_boards
from pipelines.breakdown import break_down, find_shots, open_edits, remember, select_scenes
from pipelines.counting import Counting, StageResult
from pipelines.drawn import DrawnPanels
from pipelines.recorded import last_lengths
from pipelines.set_export import export_blocking, write_floor_plans
from pipelines.staging import cut_settings, stage_shots
from pipelines.storyboard import PanelOrder, draw_panels, order_panels, publish_panel
from pipelines.studio import Studio, check_engines

TREE = "board"
"""What the record of published files calls ours, so that no other command retires them."""
EXPORTS = "export"
"""The same for exported blocking: a later run without --export leaves it."""


@dataclass(frozen=True)
class StoryboardResult:
    """What `make_storyboard` leaves behind.

    Attributes:
        board, page: board.pdf and board.html. variants: board-variants.html, if there are any.
        exported: blocking files of this run.
        seconds: running time of the film's shots, from the lines' last recordings in this folder,
            or the length of their words.
        missing: reason by panel; the boards have a slate in its place.
    """

    out: Path
    board: Path
    page: Path
    variants: Path | None
    exported: tuple[Path, ...]
    title: str
    shots: int
    panels: int
    pages: int
    seconds: float
    stages: tuple[StageResult, ...]
    missing: dict[str, str]
    notes: tuple[str, ...]


def make_storyboard(
    script: Path | str,
    out: Path | str,
    *,
    config: Config | None = None,
    edit: Path | None = None,
    scenes: frozenset[int] | None = None,
    shots: Collection[str] = (),
    variants: int = 1,
    move_ends: bool = False,
    export: Sequence[str] = (),
    progress: Progress | None = None,
) -> StoryboardResult:
    """Draw a screenplay's storyboard and lay it out.

    The boards show the whole film: what this run does not draw is shown as it was last drawn
    here, by this command or by `make_animatic`, whose folder and frames it shares.

    Args:
        scenes: indices (1-based) of the scenes to draw; all if None.
        shots: display ids to draw, besides `scenes` where both are given.
        variants: how many takes of each of these panels there shall be; 1 is the chosen one alone.
        move_ends: draw where the camera's move begins and ends as panels of their own, too.
        export: "glb", "usd": the blocking of the drawn shots, under `out/blocking`.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        WorkerDied: a worker was killed; what is finished stays.
    """
    script, config = Path(script), config or load_config()
    check_engines(config, ("storyboard",))
    listener = Counting(progress or Silent())
    screenplay = read_screenplay(script)
    workspace = Workspace(Path(out), edit)
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener)
        film = select_scenes(break_down(screenplay, workspace), screenplay, None)
        wanted = find_shots(film, shots, "--shot")
        if scenes is not None or not wanted:
            some = select_scenes(film, screenplay, scenes)
            wanted |= {shot.identity for shot in some.shots}
        edits = open_edits(film, workspace, listener)

        lengths = last_lengths(film, workspace)
        paper = replace(cut_settings(config.film), scene_slates=False)
        cut = lock_cut(film, lengths, paper)
        blocking = stage_shots(film, film, edits, config.film)
        if export:  # a kind that this install cannot write is refused before anything is drawn
            export_blocking(film, blocking, studio.root, export, cut.rate, frozenset())
        ends = _move_ends(cut, blocking, wanted) if move_ends else {}
        drawn = _draw(film, blocking, wanted, variants, ends, cut, edits, studio)
        plans = _draw_plans(film, blocking, studio)
        boards = write_boards(cut, blocking, drawn, screenplay, plans, studio)
        workspace.finish(TREE, studio.listed, studio.used)
        exported = _export(film, blocking, wanted, export, cut, studio)
        remember(film, workspace)
        return StoryboardResult(
            out=studio.root,
            board=boards.pdf,
            page=boards.page,
            variants=boards.variants,
            exported=exported,
            title=cut.title,
            shots=len(film.shots),
            panels=len(drawn),
            pages=boards.pages,
            seconds=boards.seconds,
            stages=listener.results(),
            missing=dict(studio.missing),
            notes=tuple(listener.notes),
        )


def _draw(
    film: ShotList,
    blocking: Blocking,
    wanted: frozenset[str],
    variants: int,
    ends: Mapping[str, tuple[StagedPanel, ...]],
    cut: Cut,
    edits: EditFolder,
    studio: Studio,
) -> list[Drawn]:
    """Every panel of the film with its takes: those of the wanted shots drawn, the others found."""
    size = cut.picture_px
    orders = order_panels(film.shots, film, blocking, edits, studio, size, ends=ends)
    now = [order for order in orders if order.shot.identity in wanted]
    others = _other_takes(film, wanted, variants, cut, edits, studio)
    made = {_place(order): asset for order, asset in draw_panels([*now, *others], studio)}
    record = DrawnPanels(studio.workspace)
    panels = []
    for order in orders:
        asset = made.get(_place(order)) or _found(order, record, studio)
        takes: dict[int, Asset] = {}
        if isinstance(asset, Asset):
            publish_panel(order.shot, order.label, asset, studio)
            if not order.own:
                takes = _takes(order, asset, record, studio)
        take = 1 if order.own else order.take
        panels.append(Drawn(order.shot.identity, order.label, take, asset, takes))
    return panels


def _move_ends(
    cut: Cut, blocking: Blocking, wanted: frozenset[str]
) -> dict[str, tuple[StagedPanel, ...]]:
    """First and last picture of the move of each wanted shot whose camera moves."""
    ends = {}
    for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True):
        shot, frames = cut_shot.shot, cut_shot.frames
        if shot.identity not in wanted or shot.setup is Setup.TITLE:
            continue
        starts = [panel.start_frame / frames for panel in cut_shot.panels] or [0.0]
        shown = replace(staged, panels=staged.panels[: len(starts)])
        pair = move_panels(shot, shown, starts, float(frames / cut.rate))
        if pair:
            ends[shot.identity] = pair
    return ends


def _other_takes(
    film: ShotList,
    wanted: frozenset[str],
    variants: int,
    cut: Cut,
    edits: EditFolder,
    studio: Studio,
) -> list[PanelOrder]:
    """Orders for the takes of the wanted shots that are not the chosen ones."""
    orders = []
    for take in range(1, variants + 1) if variants > 1 else ():
        shots = [
            shot
            for shot in film.shots
            if shot.identity in wanted and edits.takes.get(shot.identity, 1) != take
        ]
        if shots:
            takes = {shot.identity: take for shot in shots}
            staged = block(film, float(cut.aspect), takes)
            taken = order_panels(shots, film, staged, edits, studio, cut.picture_px, take)
            orders += [order for order in taken if not order.own]
    return orders


def _place(order: PanelOrder) -> tuple[str, str, int]:
    return order.shot.identity, order.label, order.take


def _found(order: PanelOrder, record: DrawnPanels, studio: Studio) -> Asset | Missing:
    """What is there of a panel that is not drawn now: as it would be drawn, else as it last was."""
    last = record.last(order.shot.identity, order.label, order.take)
    for key in (order.wanted.key(), last):
        asset = studio.workspace.find(key) if key else None
        if asset is not None:
            return asset
    return Missing("not drawn yet")


def _takes(
    order: PanelOrder, asset: Asset, record: DrawnPanels, studio: Studio
) -> dict[int, Asset]:
    """All takes of a panel that are there, the chosen one included; the others published."""
    takes = {order.take: asset}
    for take, key in record.takes(
        order.shot.identity, order.label, order.take, asset.key
    ).items():  # fmt: skip
        other = studio.workspace.find(key) if take != order.take else None
        if other is not None:
            publish_panel(order.shot, order.label, other, studio, variant=take)
            takes[take] = other
    return dict(sorted(takes.items()))


def _draw_plans(film: ShotList, blocking: Blocking, studio: Studio) -> dict[int, tuple[str, ...]]:
    """The floor plans, published; SVG texts by scene index."""
    places = {
        (shot.scene_index, staged.panels[0].set_plan)
        for shot, staged in zip(film.shots, blocking.shots, strict=True)
        if shot.setup is not Setup.TITLE and staged.panels
    }
    studio.progress.stage("floor plans", len(places))
    scene_of = {shot.display_id.partition("_")[0]: shot.scene_index for shot in film.shots}
    plans: dict[int, tuple[str, ...]] = {}
    scratch = studio.workspace.scratch_folder()
    try:
        for path in write_floor_plans(film, blocking, scratch):
            text = path.read_text(encoding="utf-8")
            shown = studio.workspace.out / "plans" / path.name
            same = shown.is_file() and shown.read_text(encoding="utf-8") == text
            studio.write(f"plans/{path.name}", text)
            scene = scene_of[path.stem.partition("_")[0]]
            plans[scene] = (*plans.get(scene, ()), text)
            studio.progress.advance(path.name, reused=same)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    studio.progress.done()
    return plans


def _export(
    film: ShotList,
    blocking: Blocking,
    wanted: frozenset[str],
    kinds: Sequence[str],
    cut: Cut,
    studio: Studio,
) -> tuple[Path, ...]:
    """The wanted shots' blocking as files, timed as the board is."""
    if not kinds:
        return ()
    studio.progress.stage("export", len(wanted) * len(kinds))
    seconds = {s.shot.identity: float(Fraction(s.frames) / cut.rate) for s in cut.shots}
    folder = studio.workspace.out / "blocking"
    written = export_blocking(film, blocking, folder, kinds, cut.rate, wanted, seconds)
    names = [path.relative_to(studio.workspace.out).as_posix() for path in written]
    for name in names:
        studio.progress.advance(name, reused=False)
    studio.workspace.extend(EXPORTS, names, ())
    studio.progress.done()
    return tuple(written)

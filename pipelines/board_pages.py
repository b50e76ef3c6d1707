"""The boards' pages: small pictures of every panel, then board.pdf and board.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Blocking, StagedShot
from filmgen.blocking.moves import camera_path
from filmgen.boards.compose import PanelArt, compose_board
from filmgen.boards.html import write_page, write_variants_page
from filmgen.boards.model import Board, Variant
from filmgen.boards.overlay import Point
from filmgen.boards.pdf import write_pdf
from filmgen.boards.pictures import JPEG_QUALITY, WEBP_QUALITY, WIDTH_PX, write_board_pictures
from filmgen.breakdown.model import Move
from filmgen.compositor.moves import plan_move
from filmgen.editorial.model import Cut, CutShot
from filmgen.engines.protocols import EngineInfo
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.screenplay.model import Screenplay
from filmgen.workspace import Asset
from pipelines.storyboard import MOVE_ENDS, OVERSCAN
from pipelines.studio import Studio, provenance

_BOARDS = EngineInfo("boards", "filmgen boards, reportlab and jinja2", "3", "Apache-2.0")
"""Its revision is raised whenever the same board may come out as other bytes."""


@dataclass(frozen=True)
class Drawn:
    """A panel as it is there.

    Attributes:
        take: number of the chosen one.
        asset: its drawing, or why there is none.
        takes: drawings by take, the chosen one included, empty for a person's own.
    """

    identity: str
    label: str
    take: int
    asset: Asset | Missing
    takes: Mapping[int, Asset]


@dataclass(frozen=True)
class Boards:
    """The pages written."""

    pdf: Path
    page: Path
    variants: Path | None
    pages: int
    seconds: float


def write_boards(
    cut: Cut,
    blocking: Blocking,
    drawn: Sequence[Drawn],
    screenplay: Screenplay,
    plans: Mapping[int, tuple[str, ...]],
    studio: Studio,
) -> Boards:
    """Write the boards of the whole film.

    Args:
        blocking: of the cut's shots, same order.
        plans: floor plans as SVG by scene index.
    """
    small = _small_pictures(drawn, studio)
    in_space = {panel.identity for panel in drawn if panel.label in MOVE_ENDS}
    board = compose_board(
        cut,
        {(panel.identity, panel.label): _art(panel, small) for panel in drawn},
        {i: scene.heading.text for i, scene in enumerate(screenplay.scenes, 1) if scene.heading},
        {
            cut_shot.shot.identity: drift_of(
                cut_shot,
                staged,
                cut,
                # a move whose ends are drawn is shown as they show it
                studio.config.storyboard.motion or cut_shot.shot.identity in in_space,
            )
            for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True)
            if cut_shot.shot.move is not Move.STATIC
        },
        plans=plans,
    )
    return _write(board, small, studio)


def drift_of(cut_shot: CutShot, staged: StagedShot, cut: Cut, motion: bool) -> Point:
    """Which way a shot's view travels over the picture: x to the right, y down.

    As the film shows it: by the camera's own path where it moves in space, else by the
    compositor's over the drawn panel.
    """
    shot, frames = cut_shot.shot, cut_shot.frames
    if motion:
        starts = [panel.start_frame / frames for panel in cut_shot.panels] or [0.0]
        panels = staged.panels[: len(starts)]
        path = camera_path(shot, panels, starts, float(frames / cut.rate))
        start, end = path.at(0.0), path.at(1.0)
        right, up, ahead = basis(start)
        turned = basis(end)[2] - ahead
        gone = [b - a for a, b in zip(start.position, end.position, strict=True)]
        way = gone if shot.move in (Move.TRACK, Move.CRANE) else turned
        return float(right @ way), -float(up @ way)
    width, height = cut.picture_px
    planned = plan_move(
        shot.move,
        shot.size,
        shot.angle,
        frames=frames,
        rate_hz=float(cut.rate),
        overscan=OVERSCAN.get(shot.move, 0.0),
        aspect=width / height,
        seed=shot.seed if shot.seed is not None else int(shot.identity[:8] or "0", 16),
    )
    return planned.end.x - planned.start.x, planned.end.y - planned.start.y


def _art(panel: Drawn, small: Mapping[str, Asset | Missing]) -> PanelArt:
    if isinstance(panel.asset, Missing):
        return PanelArt("", panel.asset.reason, panel.take)
    shown = small[panel.asset.key]
    takes = tuple(
        Variant(number, picture.key)
        for number, asset in panel.takes.items()
        if isinstance(picture := small[asset.key], Asset)
    )
    if isinstance(shown, Missing):
        return PanelArt("", shown.reason, panel.take, takes)
    return PanelArt(shown.key, "", panel.take, takes)


def _small_pictures(drawn: Sequence[Drawn], studio: Studio) -> dict[str, Asset | Missing]:
    """The pictures the pages show, by the key of the drawing they are made from."""
    sources: dict[str, tuple[str, Asset]] = {}
    for panel in drawn:
        assets = (panel.asset, *panel.takes.values())
        for asset in assets:
            if isinstance(asset, Asset):
                sources.setdefault(asset.key, (panel.label, asset))
    wanted = [
        Wanted(
            f"picture of panel {label}",
            provenance("board picture", _BOARDS, None, [key, WIDTH_PX, JPEG_QUALITY, WEBP_QUALITY]),
            _Shrink(asset.path("picture.png"), float(asset.notes["overscan"])),
        )
        for key, (label, asset) in sources.items()
    ]
    made = studio.produce("board pictures", wanted, _shrink)
    return dict(zip(sources, made, strict=True))


def _write(board: Board, small: Mapping[str, Asset | Missing], studio: Studio) -> Boards:
    pictures = [asset for asset in small.values() if isinstance(asset, Asset)]
    jpegs = {asset.key: asset.path("board.jpg") for asset in pictures}
    webps = {asset.key: asset.path("board.webp") for asset in pictures}
    many = any(panel.takes for panel in board.panels())
    want = Wanted("boards", provenance("board", _BOARDS, None, board), None)

    def lay_out(folder: Path) -> Mapping[str, Any]:
        pages = write_pdf(board, jpegs, folder / "board.pdf")
        write_page(board, webps, folder / "board.html")
        if many:
            write_variants_page(board, webps, folder / "board-variants.html")
        return {"pages": pages}

    studio.progress.stage("boards", 1)
    asset, reused = studio.workspace.make(want.key(), want.provenance, lay_out)
    studio.progress.advance("board.pdf", reused=reused)
    out = studio.publish("", asset)
    studio.progress.done()
    return Boards(
        out / "board.pdf",
        out / "board.html",
        out / "board-variants.html" if many else None,
        int(asset.notes["pages"]),
        board.seconds,
    )


@dataclass(frozen=True)
class _Shrink:
    picture: Path
    overscan: float


def _shrink(folder: Path, task: Any) -> None:
    """In a worker: the pages' pictures of one drawing."""
    write_board_pictures(task.picture, task.overscan, folder)

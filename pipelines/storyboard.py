"""Storyboard: a picture for every panel, in the take that is chosen or in another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking
from filmgen.breakdown.model import Move, Shot
from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, PanelMedia
from filmgen.engines.protocols import FrameRequest, StoryboardEngine
from filmgen.engines.storyboard.prompts import prompt_for
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.media_files import read_picture, write_frame, write_picture
from filmgen.workspace import Asset, seed_from
from pipelines.drawn import DrawnPanels
from pipelines.studio import Options, Studio, own_file, provenance

Frames = Mapping[str, tuple[PanelMedia, ...]]
"""Panels of each shot, by its identity."""

OVERSCAN: Mapping[Move, float] = {
    Move.PAN: 0.06,
    Move.TILT: 0.06,
    Move.TRACK: 0.06,
    Move.CRANE: 0.06,
    Move.HANDHELD: 0.03,
}
"""What is drawn beyond the frame for a move to travel over; other moves stay inside it."""


@dataclass(frozen=True)
class PanelOrder:
    """One panel to draw in one take.

    Attributes:
        take: its number; 1 is the planned one.
        own: whether a person drew it; it is the same in every take.
        wanted: what to draw, and the key it is kept under.
    """

    shot: Shot
    label: str
    take: int
    own: bool
    wanted: Wanted


Drawings = list[tuple[PanelOrder, Asset | Missing]]


def draw_storyboard(cut: Cut, blocking: Blocking, edit: EditFolder, studio: Studio) -> Frames:
    """Draw every panel the cut shows in its chosen take; a person's own drawing wins.

    Args:
        blocking: of the cut's shots, in the chosen takes (`edit.takes`).

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    shown = {(s.shot.identity, panel.label) for s in cut.shots for panel in s.panels}
    shots = [cut_shot.shot for cut_shot in cut.shots]
    orders = [
        order
        for order in order_panels(shots, blocking, edit, studio, cut.picture_px)
        if (order.shot.identity, order.label) in shown
    ]
    assets = {
        (order.shot.identity, order.label): asset for order, asset in draw_panels(orders, studio)
    }

    frames: dict[str, tuple[PanelMedia, ...]] = {}
    for cut_shot in cut.shots:
        panels = []
        for panel in cut_shot.panels:
            asset = assets[cut_shot.shot.identity, panel.label]
            where = (panel.label, panel.start_frame, panel.frames)
            if not isinstance(asset, Asset):
                panels.append(PanelMedia(*where, asset, 0.0, asset.reason))
                continue
            folder = publish_panel(cut_shot.shot, panel.label, asset, studio)
            names = {file.name for file in asset.files}
            panels.append(
                PanelMedia(
                    *where,
                    folder / "picture.png",
                    float(asset.notes["overscan"]),
                    asset.key,
                    folder / "depth.png" if "depth.png" in names else None,
                    folder / "figures.png" if "figures.png" in names else None,
                )
            )
        frames[cut_shot.shot.identity] = tuple(panels)
    return frames


def order_panels(
    shots: Sequence[Shot],
    blocking: Blocking,
    edit: EditFolder,
    studio: Studio,
    picture_px: tuple[int, int],
    take: int | None = None,
) -> list[PanelOrder]:
    """Orders for every panel of some shots.

    Args:
        blocking: of at least these shots, in this take.
        picture_px: (width, height) of the composed frame.
        take: of every shot; the chosen one of each if None.

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    engine_name = studio.config.engines.storyboard
    engine: StoryboardEngine = studio.engine("storyboard")
    info = engine.describe()
    engine.close()
    # Only an engine that reads gets words: a previs frame does not change with the text.
    reads = getattr(engine, "reads_prompts", False)
    options, size = studio.options(engine_name), picture_px
    look, looks = studio.config.storyboard.look, dict(blocking.looks)
    staged = {shot.identity: shot for shot in blocking.shots}
    orders = []
    for shot in shots:
        number = take or edit.takes.get(shot.identity, 1)
        base = shot.seed if shot.seed is not None else studio.config.film.seed
        for beat, panel in zip(shot.beats, staged[shot.identity].panels, strict=True):
            subject = f"{shot.display_id} {beat.label}"
            own = edit.frame(shot.identity, beat.label)
            if own is not None:
                task = _Panel(None, (), None, own, *size)
                wanted = Wanted(subject, own_file("frame", own, list(size)), task)
                orders.append(PanelOrder(shot, beat.label, number, True, wanted))
                continue
            other = (f"variant {number}",) if number > 1 else ()
            request = FrameRequest(
                panel=panel,
                width_px=size[0],
                height_px=size[1],
                overscan=OVERSCAN.get(shot.move, 0.0),
                look=look,
                seed=seed_from(base, shot.identity, beat.label, *other),
                prompt=prompt_for(shot, beat, look=look, looks=looks) if reads else "",
            )
            wanted = Wanted(
                f"{subject}, variant {number}" if other else subject,
                provenance("frame", info, request.seed, request),
                _Panel(engine_name, options, request, None, *size),
            )
            orders.append(PanelOrder(shot, beat.label, number, False, wanted))
    return orders


def draw_panels(orders: Sequence[PanelOrder], studio: Studio) -> Drawings:
    """Draw what is ordered; each order with its asset, or with why it is missing."""
    made = studio.produce("frames", [order.wanted for order in orders], _draw)
    pairs = list(zip(orders, made, strict=True))
    if not studio.tree:  # a preview is no drawing to go back to
        drawn = DrawnPanels(studio.workspace)
        for order, asset in pairs:
            if isinstance(asset, Asset) and not order.own:
                drawn.note(order.shot.identity, order.label, order.take, asset.key)
        drawn.save()
    return pairs


def publish_panel(
    shot: Shot, label: str, asset: Asset, studio: Studio, variant: int | None = None
) -> Path:
    """Show a panel's files under its name; of a variant only the picture, beside them."""
    files = None if variant is None else {"picture.png": f"variant-{variant}.png"}
    return studio.publish(f"frames/{shot.display_id}/{label}", asset, files)


@dataclass(frozen=True)
class _Panel:
    engine: str | None
    options: Options
    request: FrameRequest | None
    own: Path | None
    width_px: int
    height_px: int


def _draw(folder: Path, panel: Any) -> Mapping[str, Any]:
    """In a worker: draw one panel, or fit a person's drawing to the frame."""
    if panel.own is not None:
        picture = read_picture(panel.own, panel.width_px, panel.height_px)
        write_picture(folder / "picture.png", picture)
        return {"overscan": 0.0}
    engine: StoryboardEngine = shared_engine("storyboard", panel.engine, panel.options)
    frame = engine.draw(panel.request)
    write_frame(folder, frame)
    return {"overscan": frame.overscan, "figures": list(frame.figures)}

"""Storyboard: a picture for every panel, in the take that is chosen or in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filmgen.blocking.faces import FaceBox, faces_seen
from filmgen.blocking.model import Blocking, StagedPanel
from filmgen.breakdown.model import Move, Shot, ShotList
from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, PanelMedia
from filmgen.engines.protocols import BatchEngine, FrameRequest, StoryboardEngine
from filmgen.engines.storyboard.prompts import prompt_for
from filmgen.engines.table import shared_engine
from filmgen.errors import TimelineError
from filmgen.farm.production import Wanted
from filmgen.media import Frame, Missing
from filmgen.media_files import read_picture, write_frame, write_picture
from filmgen.workspace import Asset, seed_from
from pipelines.drawn import DrawnPanels
from pipelines.studio import Options, Studio, own_file, provenance

References = tuple[tuple[str, str], ...]
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


MOVE_ENDS = ("start", "end")
"""Labels of the pictures a camera's move begins and ends with."""


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


def draw_storyboard(
    cut: Cut, film: ShotList, blocking: Blocking, edit: EditFolder, studio: Studio
) -> Frames:
    """Draw every panel the cut shows in its chosen take; a person's own drawing wins.

    Args:
        film: whose shots the cut is made of; says what its characters look like.
        blocking: of the cut's shots, in the chosen takes (`edit.takes`).

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    shown = {(s.shot.identity, panel.label) for s in cut.shots for panel in s.panels}
    shots = [cut_shot.shot for cut_shot in cut.shots]
    orders = [
        order
        for order in order_panels(shots, film, blocking, edit, studio, cut.picture_px)
        if (order.shot.identity, order.label) in shown
    ]
    assets = {
        (order.shot.identity, order.label): asset for order, asset in draw_panels(orders, studio)
    }

    faces = _faces(orders)
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
                    faces=faces.get((cut_shot.shot.identity, panel.label), ()),
                )
            )
        frames[cut_shot.shot.identity] = tuple(panels)
    return frames


def _faces(orders: Sequence[PanelOrder]) -> dict[tuple[str, str], tuple[FaceBox, ...]]:
    """Where faces are, by shot and panel, in what is drawn as it was blocked."""
    return {
        (order.shot.identity, order.label): faces_seen(order.wanted.task.request.panel)
        for order in orders
        if not order.own
    }


def order_panels(
    shots: Sequence[Shot],
    film: ShotList,
    blocking: Blocking,
    edit: EditFolder,
    studio: Studio,
    picture_px: tuple[int, int],
    take: int | None = None,
    ends: Mapping[str, tuple[StagedPanel, ...]] | None = None,
) -> list[PanelOrder]:
    """Orders for every panel of some shots.

    Args:
        film: says what the characters look like.
        blocking: of at least these shots, in this take.
        picture_px: (width, height) of the composed frame.
        take: of every shot; the chosen one of each if None.
        ends: by identity, the first and the last picture of the shot's move, drawn besides its
            panels as "start" and "end".

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    engine_name = studio.config.engines.storyboard
    engine: StoryboardEngine = studio.engine("storyboard")
    info = engine.describe()
    # Only an engine that reads gets words, only one that looks gets pictures of the cast: a
    # previs frame does not change with either.
    reads = getattr(engine, "reads_prompts", False)
    looks_at: Callable[[StagedPanel], References] = getattr(engine, "references", lambda _: ())
    options, size = studio.options(engine_name), picture_px
    look, looks = studio.config.storyboard.look, dict(blocking.looks)
    words = {note.name: note.description for note in film.characters}
    staged = {shot.identity: shot for shot in blocking.shots}
    orders = []
    for shot in shots:
        number = take or edit.takes.get(shot.identity, 1)
        base = shot.seed if shot.seed is not None else studio.config.film.seed
        unknown = staged[shot.identity].unknown_words
        poses = [
            (beat.label, beat, panel)
            for beat, panel in zip(shot.beats, staged[shot.identity].panels, strict=True)
        ]
        if ends and shot.identity in ends:
            outer = (shot.beats[0], shot.beats[-1])
            poses += zip(MOVE_ENDS, outer, ends[shot.identity], strict=True)
        for label, beat, panel in poses:
            subject = f"{shot.display_id} {label}"
            own = edit.frame(shot.identity, label)
            if own is not None:
                task = _Panel(None, (), None, own, *size)
                wanted = Wanted(subject, own_file("frame", own, list(size)), task)
                orders.append(PanelOrder(shot, label, number, True, wanted))
                continue
            other = (f"variant {number}",) if number > 1 else ()
            prompt = ""
            if reads:
                prompt = prompt_for(shot, beat, look=look, looks=looks, words=words, panel=panel)
            request = FrameRequest(
                panel=panel,
                width_px=size[0],
                height_px=size[1],
                overscan=0.0 if label in MOVE_ENDS else OVERSCAN.get(shot.move, 0.0),
                look=look,
                seed=seed_from(base, shot.identity, label, *other),
                prompt=prompt,
                references=looks_at(panel),
            )
            wanted = Wanted(
                f"{subject}, variant {number}" if other else subject,
                # What the sidecar lists belongs to the key, or it would tell of another draft.
                provenance("frame", info, request.seed, [request, unknown] if unknown else request),
                _Panel(engine_name, options, request, None, *size, unknown),
            )
            orders.append(PanelOrder(shot, label, number, False, wanted))
    engine.close()
    return orders


def draw_panels(orders: Sequence[PanelOrder], studio: Studio) -> Drawings:
    """Draw what is ordered; each order with its asset, or with why it is missing."""
    engine: StoryboardEngine = studio.engine("storyboard")
    batch = int(getattr(engine, "batch_size", 1))
    engine.close()
    wanted = [order.wanted for order in orders]
    made = studio.produce("frames", wanted, _draw, batch=batch, together=_draw_together)
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
    unknown_words: tuple[str, ...] = ()


def _draw(folder: Path, panel: Any) -> Mapping[str, Any]:
    """In a worker: draw one panel, or fit a person's drawing to the frame."""
    if panel.own is not None:
        picture = read_picture(panel.own, panel.width_px, panel.height_px)
        write_picture(folder / "picture.png", picture)
        return {"overscan": 0.0}
    engine: StoryboardEngine = shared_engine("storyboard", panel.engine, panel.options)
    return _written(folder, engine.draw(panel.request), panel)


def _draw_together(
    folders: Sequence[Path], panels: Sequence[Any]
) -> Iterator[Mapping[str, Any] | Missing]:
    """The same for several panels, those of an engine drawn at once."""
    drawn: Iterator[Frame | Missing] = iter(())
    requested = [panel for panel in panels if panel.own is None]
    if requested:
        first = requested[0]
        engine: BatchEngine = shared_engine("storyboard", first.engine, first.options)
        drawn = iter(engine.draw_batch([panel.request for panel in requested]))
    for folder, panel in zip(folders, panels, strict=True):
        if panel.own is None:
            frame = next(drawn)
            yield frame if isinstance(frame, Missing) else _written(folder, frame, panel)
            continue
        try:
            yield _draw(folder, panel)
        except TimelineError as error:  # a damaged drawing leaves the batch as it is
            yield Missing(str(error))


def _written(folder: Path, frame: Frame, panel: _Panel) -> Mapping[str, Any]:
    """Write a frame, in its sidecar the words nothing is drawn for; what its record says of it."""
    if panel.unknown_words:
        notes = {**frame.notes, "unknown_words": list(panel.unknown_words)}
        frame = replace(frame, notes=notes)
    write_frame(folder, frame)
    measured = {"measured": dict(frame.measured)} if frame.measured else {}
    return {"overscan": frame.overscan, "figures": list(frame.figures), **measured}

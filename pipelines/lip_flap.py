"""Lip flap: the mouths of who is seen speaking, drawn over the panels and timed to the words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking, StagedPanel
from filmgen.blocking.mouths import SPEAKING_OPEN, MouthShape, mouth_seen
from filmgen.breakdown.model import Setup, ShotList
from filmgen.edit_folder import EditFolder
from filmgen.editorial.lip_flap import Cues, lip_flap
from filmgen.editorial.model import Cut, CutPanel, CutShot, MouthMedia, PanelMedia
from filmgen.engines.protocols import FrameRequest, MouthEngine
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.media_files import write_picture
from filmgen.workspace import Asset
from pipelines.storyboard import Frames, order_panels
from pipelines.studio import Options, Studio, provenance

REVISION = "1"
"""Raised whenever the same mouths would be drawn or stored otherwise than before."""


def move_mouths(
    cut: Cut,
    film: ShotList,
    blocking: Blocking,
    frames: Frames,
    motions: Collection[str],
    edit: EditFolder,
    studio: Studio,
) -> Frames:
    """Give panels the mouths of the figures that are seen speaking in them.

    A panel keeps its mouths where its line has no mouth track (nobody spoke it), the speaker is
    off screen, out of frame, far off or turned away, a person drew it, or the storyboard engine
    draws no mouths; so does a shot in motion, whose drawings follow the words themselves.

    Args:
        film: whose shots the cut is made of. frames: of `draw_storyboard`.
        motions: identities of the shots that are shown in motion.

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    engine = studio.engine("storyboard")
    info, able = engine.describe(), hasattr(engine, "draw_mouths")
    engine.close()
    said = {} if not able else {
        cut_shot.shot.identity: flaps
        for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True)
        if cut_shot.shot.setup is not Setup.TITLE and cut_shot.shot.identity not in motions
        and (flaps := _flaps(cut_shot, staged.panels, cut))
    }  # fmt: skip
    if not said:
        return frames
    name = studio.config.engines.storyboard
    shots = [s.shot for s in cut.shots if s.shot.identity in said]
    pictured = {
        (identity, panel.label)
        for identity, panels in frames.items()
        for panel in panels
        if not isinstance(panel.picture, Missing)
    }
    wanted: list[Wanted] = []
    places: list[tuple[str, str]] = []
    for order in order_panels(shots, film, blocking, edit, studio, cut.picture_px):
        place = order.shot.identity, order.label
        spoken = said[order.shot.identity].get(order.label)
        if order.own or not spoken or place not in pictured:
            continue
        request: FrameRequest = order.wanted.task.request
        speakers = tuple(sorted(spoken))
        task = _Speaking(name, studio.options(name), request, speakers)
        source = provenance("mouths", info, request.seed, [REVISION, request, speakers])
        wanted.append(Wanted(f"mouths of {order.wanted.subject}", source, task))
        places.append(place)
    made = studio.produce("mouths", wanted, _draw)

    drawn = {
        place: _media(asset, said[place[0]][place[1]])
        for place, asset in zip(places, made, strict=True)
        if isinstance(asset, Asset)
    }
    return {
        identity: tuple(_with(panel, drawn.get((identity, panel.label), ())) for panel in panels)
        for identity, panels in frames.items()
    }


def _flaps(
    cut_shot: CutShot, staged: tuple[StagedPanel, ...], cut: Cut
) -> dict[str, Mapping[str, Cues]]:
    """By panel and figure, the mouths of who is seen speaking in a shot; only such panels."""
    labels = [beat.label for beat in cut_shot.shot.beats]
    by_label = dict(zip(labels, staged, strict=False))
    found: dict[str, Mapping[str, Cues]] = {}
    for panel in cut_shot.panels:
        if panel.label not in by_label:
            continue
        flaps = _panel_flaps(cut_shot, panel, by_label[panel.label], cut)
        if flaps:
            found[panel.label] = flaps
    return found


def _panel_flaps(
    cut_shot: CutShot, panel: CutPanel, staged: StagedPanel, cut: Cut
) -> dict[str, Cues]:
    flaps = {}
    for figure in staged.figures:
        if not mouth_seen(figure, staged.camera, cut.picture_px[0]):
            continue
        held = figure.expression.mouth_open > SPEAKING_OPEN
        cues = lip_flap(
            cut_shot.lines, figure.name, cut.rate, panel.start_frame, panel.frames,
            rest=MouthShape.REST if held else MouthShape.CLOSED,
        )  # fmt: skip
        if cues:
            flaps[figure.name] = cues
    return flaps


def _media(asset: Asset, flaps: Mapping[str, Cues]) -> tuple[MouthMedia, ...]:
    return tuple(
        MouthMedia(
            mouth["figure"],
            int(mouth["x"]),
            int(mouth["y"]),
            tuple((MouthShape[shape], asset.path(file)) for shape, file in mouth["files"].items()),
            flaps[mouth["figure"]],
            asset.key,
        )
        for mouth in asset.notes["mouths"]
        if mouth["figure"] in flaps
    )


def _with(panel: PanelMedia, mouths: tuple[MouthMedia, ...]) -> PanelMedia:
    return replace(panel, mouths=mouths) if mouths else panel


@dataclass(frozen=True)
class _Speaking:
    engine: str
    options: Options
    request: FrameRequest
    speakers: tuple[str, ...]


def _draw(folder: Path, task: Any) -> Mapping[str, Any]:
    """In a worker: draw the mouths of one panel, a PNG for each shape."""
    engine: MouthEngine = shared_engine("storyboard", task.engine, task.options)
    mouths = []
    for number, patches in enumerate(engine.draw_mouths(task.request, task.speakers), 1):
        files = {}
        for shape, picture in patches.pictures.items():
            files[shape.name] = f"mouth{number}-{shape.name.lower()}.png"
            write_picture(folder / files[shape.name], picture)
        mouths.append({"figure": patches.figure, "x": patches.x, "y": patches.y, "files": files})
    return {"mouths": mouths}

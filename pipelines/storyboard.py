"""Storyboard: a picture for every panel of the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking
from filmgen.breakdown.model import Move
from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, PanelMedia
from filmgen.engines.protocols import FrameRequest, StoryboardEngine
from filmgen.engines.storyboard.prompts import prompt_for
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media_files import read_picture, write_frame, write_picture
from filmgen.workspace import Asset, seed_from
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


def draw_storyboard(cut: Cut, blocking: Blocking, edit: EditFolder, studio: Studio) -> Frames:
    """Draw every panel the cut shows; a person's own drawing wins.

    Raises:
        EngineUnavailable: the storyboard engine cannot run here.
    """
    engine_name = studio.config.engines.storyboard
    engine: StoryboardEngine = studio.engine("storyboard")
    info = engine.describe()
    engine.close()
    # Only an engine that reads gets words: a previs frame does not change with the text.
    reads = getattr(engine, "reads_prompts", False)
    look, looks = studio.config.storyboard.look, dict(blocking.looks)
    width_px, height_px = cut.picture_px
    wanted: list[Wanted] = []
    for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True):
        shot = cut_shot.shot
        staged_by_label = {
            beat.label: panel for beat, panel in zip(shot.beats, staged.panels, strict=True)
        }
        beats = {beat.label: beat for beat in shot.beats}
        for panel in cut_shot.panels:
            subject = f"{shot.display_id} {panel.label}"
            own = edit.frame(shot.identity, panel.label)
            if own is not None:
                size = [width_px, height_px]
                wanted.append(
                    Wanted(
                        subject,
                        own_file("frame", own, size),
                        _Panel(None, (), None, own, width_px, height_px),
                    )
                )
                continue
            base = shot.seed if shot.seed is not None else studio.config.film.seed
            request = FrameRequest(
                panel=staged_by_label[panel.label],
                width_px=width_px,
                height_px=height_px,
                overscan=OVERSCAN.get(shot.move, 0.0),
                look=look,
                seed=seed_from(base, shot.identity, panel.label),
                prompt=prompt_for(shot, beats[panel.label], look=look, looks=looks)
                if reads
                else "",
            )
            wanted.append(
                Wanted(
                    subject,
                    provenance("frame", info, request.seed, request),
                    _Panel(
                        engine_name, studio.options(engine_name), request, None, width_px, height_px
                    ),
                )
            )
    made = iter(studio.produce("frames", wanted, _draw))

    frames: dict[str, tuple[PanelMedia, ...]] = {}
    for cut_shot in cut.shots:
        panels = []
        for panel in cut_shot.panels:
            asset = next(made)
            where = (panel.label, panel.start_frame, panel.frames)
            if not isinstance(asset, Asset):
                panels.append(PanelMedia(*where, asset, 0.0, asset.reason))
                continue
            folder = studio.publish(f"frames/{cut_shot.shot.display_id}/{panel.label}", asset)
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

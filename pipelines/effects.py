"""Effects: a plate for every cue of every shot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking, PlateAnchor, StagedShot
from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, CutShot, PlateMedia
from filmgen.effects.footage import plate_from_pictures
from filmgen.effects.plates import write_plate
from filmgen.engines.protocols import EffectsEngine, PlateRequest
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.timecode import frames_covering
from filmgen.workspace import Asset, seed_from
from pipelines.motion import Motions, MovingShot
from pipelines.studio import Options, Studio, own_file, provenance

Plates = Mapping[str, tuple[PlateMedia, ...]]
"""Plates of each shot, by its identity."""

ONCE = ("explosion",)
"""Kinds that happen once instead of burning on."""
SHAPES = (2.39, 16 / 9, 4 / 3, 1.0, 3 / 4, 9 / 16)
"""Plate shapes: an anchor takes the nearest, so that shots can share a plate."""


def shoot_effects(
    cut: Cut, blocking: Blocking, edit: EditFolder, studio: Studio, motions: Motions | None = None
) -> Plates:
    """Shoot the plates the cues ask for; a person's own frames win.

    One place burns with one fire: shots that see the same effect in the same place at
    about the same size share its plate, unless a shot's seed is pinned.

    Args:
        motions: shots drawn in motion: their plates follow the camera drawing by drawing.

    Raises:
        EngineUnavailable: the effects engine cannot run here.
    """
    engine_name = studio.config.engines.effects
    engine: EffectsEngine = studio.engine("effects")
    info, kinds = engine.describe(), engine.kinds()
    engine.close()
    wanted: list[Wanted] = []
    wanted_for: list[tuple[str, str, PlateAnchor, tuple[PlateAnchor, ...]]] = []
    for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True):
        shot = cut_shot.shot
        for cue, anchor in enumerate(staged.anchors):
            subject = f"{shot.display_id} {anchor.kind}"
            places = _places(cue, cut_shot, staged, (motions or {}).get(shot.identity))
            own = edit.plate(shot.identity, anchor.kind)
            if own is not None:
                source = own_file("plate", own, f"{cut.rate}")
                wanted.append(Wanted(subject, source, _Shoot(None, (), None, own, cut.rate)))
            elif anchor.kind in kinds:
                pinned = (shot.seed, shot.identity) if shot.seed is not None else None
                spot = (shot.setting.key, shot.setting.place)
                seed = seed_from(studio.config.film.seed, "plate", pinned or spot, anchor.kind)
                request = _request(_largest(anchor, places), cut, studio, seed)
                wanted.append(
                    Wanted(
                        subject,
                        provenance("plate", info, seed, request),
                        _Shoot(engine_name, studio.options(engine_name), request, None, cut.rate),
                    )
                )
            else:
                studio.missing[subject] = f"engine {engine_name!r} has no {anchor.kind}"
                continue
            wanted_for.append((shot.identity, shot.display_id, anchor, places))
    made = studio.produce("plates", wanted, _shoot)

    plates: dict[str, list[PlateMedia]] = {s.shot.identity: [] for s in cut.shots}
    for (identity, display_id, anchor, places), asset in zip(wanted_for, made, strict=True):
        if isinstance(asset, Asset):
            folder = studio.publish(f"plates/{display_id}/{anchor.kind}", asset)
            notes = asset.notes
            plates[identity].append(
                PlateMedia(
                    anchor.kind,
                    anchor,
                    folder / "plate.npy",
                    cut.rate,
                    int(notes["frames"]),
                    bool(notes["loops"]),
                    asset.key,
                    places,
                )
            )
        else:
            plates[identity].append(
                PlateMedia(anchor.kind, anchor, asset, cut.rate, 0, False, asset.reason)
            )
    return {identity: tuple(media) for identity, media in plates.items()}


def _places(
    cue: int, cut_shot: CutShot, staged: StagedShot, moving: MovingShot | None
) -> tuple[PlateAnchor, ...]:
    """A cue's anchors in each panel of the cut, or in each drawing of a shot in motion."""
    if moving is not None:
        return tuple(anchors[cue] for anchors in moving.anchors)
    if not staged.panel_anchors:
        return ()
    by_label = {
        beat.label: anchors[cue]
        for beat, anchors in zip(cut_shot.shot.beats, staged.panel_anchors, strict=True)
    }
    return tuple(by_label[panel.label] for panel in cut_shot.panels)


def _largest(anchor: PlateAnchor, places: tuple[PlateAnchor, ...]) -> PlateAnchor:
    """The anchor that shows most of an element: its plate is shot for that size."""
    return max((anchor, *places), key=lambda a: a.height)


def _request(anchor: PlateAnchor, cut: Cut, studio: Studio, seed: int) -> PlateRequest:
    settings = studio.config.effects
    width_px, height_px = cut.picture_px
    shape = anchor.width * width_px / max(1e-6, anchor.height * height_px)
    shape = min(SHAPES, key=lambda known: abs(known - shape) / (known + shape))
    height = min(settings.plate_height_px, anchor.height * height_px)
    if anchor.fills_frame:
        shape, height = width_px / height_px, min(settings.plate_height_px, height_px)
    step = 64 if height > 128 else 32
    height = max(96, min(settings.plate_height_px, -(-int(height) // step) * step))
    seconds = 2.5 if anchor.kind in ONCE else settings.loop_seconds
    return PlateRequest(
        kind=anchor.kind,
        intensity=round(anchor.intensity * 5) / 5,
        width_px=max(64, round(height * shape / 16) * 16),
        height_px=height,
        frames=frames_covering(seconds, cut.rate),
        rate=cut.rate,
        seed=seed,
        loop=anchor.kind not in ONCE,
    )


@dataclass(frozen=True)
class _Shoot:
    engine: str | None
    options: Options
    request: PlateRequest | None
    own: Path | None
    rate: Fraction


def _shoot(folder: Path, shoot: Any) -> Mapping[str, Any]:
    """In a worker: shoot one plate, or take in a person's frames."""
    if shoot.own is not None:
        plate = plate_from_pictures(shoot.own, shoot.rate)
    else:
        engine: EffectsEngine = shared_engine("effects", shoot.engine, shoot.options)
        plate = engine.shoot(shoot.request)
    write_plate(folder, plate)
    frames, height, width = plate.rgba.shape[:3]
    return {"frames": frames, "width": width, "height": height, "loops": plate.loops}

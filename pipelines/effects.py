"""Effects: a plate for every cue of every shot, from the engine that is chosen for its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.blocking.model import Blocking, PlateAnchor, StagedShot
from filmgen.breakdown.model import EffectCue
from filmgen.edit_folder import EditFolder
from filmgen.editorial.model import Cut, CutShot, PlateMedia
from filmgen.editorial.moments import moment_frame
from filmgen.effects.crop import WHOLE, Part, cropped, shown_part
from filmgen.effects.footage.frames import plate_from_pictures
from filmgen.effects.plates import sequence_name, write_plate
from filmgen.engines.protocols import EffectsEngine, EngineInfo, PlateRequest
from filmgen.engines.table import create_engine, shared_engine
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.farm.production import Wanted
from filmgen.media import Missing
from filmgen.workspace import Asset
from pipelines.motion import Motions, MovingShot
from pipelines.plate_requests import cut_to, engine_kind, is_wanted, request_for
from pipelines.studio import Options, Studio, own_file, provenance

Plates = Mapping[str, tuple[PlateMedia, ...]]
"""Plates of each shot, by its identity."""


def shoot_effects(
    cut: Cut, blocking: Blocking, edit: EditFolder, studio: Studio, motions: Motions | None = None
) -> Plates:
    """Shoot the plates the cues ask for; a person's own frames win.

    One place burns with one fire: shots that see the same effect in the same place at
    about the same size share its plate, unless a shot's seed is pinned. Cues that no panel
    of their shot shows get none.

    Args:
        motions: shots drawn in motion: their plates follow the camera drawing by drawing.

    Raises:
        ConfigError: a cue names an engine that does not exist.
    """
    engines = _Engines(studio)
    jobs: list[_Job] = []
    plates: dict[str, dict[int, PlateMedia]] = {s.shot.identity: {} for s in cut.shots}
    for cut_shot, staged in zip(cut.shots, blocking.shots, strict=True):
        moving = (motions or {}).get(cut_shot.shot.identity)
        for number, anchor in enumerate(staged.anchors):
            cue = cut_shot.shot.effect_cues[number]
            places = _places(number, cut_shot, staged, moving)
            own = edit.plate(cut_shot.shot.identity, cue.kind)
            if own is None and not is_wanted(cue.kind, (anchor, *places)):
                continue
            job = _Job(cut_shot, number, cue, anchor, places)
            if own is not None:
                jobs.append(job.taking(own, cut.rate))
                continue
            found = engines.shooting(cue, anchor)
            if isinstance(found, Missing):
                studio.missing[job.subject] = found.reason
                plates[job.identity][number] = job.media(found, cut.rate)
                continue
            request = request_for(
                cue, (anchor, *places), cut_shot.shot, cut, studio.config.effects,
                studio.config.film.seed,
            )  # fmt: skip
            name, info = found
            jobs.append(job.asking(name, info, studio.options(name), request))
    # One engine after the other: a worker keeps one loaded.
    jobs.sort(key=lambda job: job.shoot.engine or "")
    made = studio.produce("plates", [job.wanted for job in jobs], _shoot)
    for job, asset in zip(jobs, made, strict=True):
        if isinstance(asset, Asset):
            media = job.shot(asset, studio.publish(job.name, asset), cut.rate)
        else:
            media = job.media(asset, cut.rate)
        plates[job.identity][job.number] = media
    return {
        identity: tuple(media for _, media in sorted(found.items()))
        for identity, found in plates.items()
    }


@dataclass
class _Engines:
    """The engines of this run: what they are and what they make, asked once each."""

    studio: Studio
    known: dict[str, tuple[EngineInfo, tuple[str, ...]] | Missing] = field(default_factory=dict)

    def shooting(self, cue: EffectCue, anchor: PlateAnchor) -> tuple[str, EngineInfo] | Missing:
        """Name of the engine that shoots a cue and what it is, or why none does."""
        kind = engine_kind(cue.kind, anchor)
        config = self.studio.config
        name = cue.engine or config.effects.engines.chosen().get(kind) or config.engines.effects
        if name not in self.known:
            try:
                self.known[name] = self._ask(name)
            except ConfigError as error:
                if not cue.engine:
                    raise
                message = str(error).partition(": ")[2]
                raise ConfigError(f"shots.toml: effects.{cue.kind}.engine", message) from error
        found = self.known[name]
        if isinstance(found, Missing):
            return found
        info, kinds = found
        if kind not in kinds:
            return Missing(f"engine {name!r} has no {kind}; it makes {', '.join(kinds)}")
        return name, info

    def _ask(self, name: str) -> tuple[EngineInfo, tuple[str, ...]] | Missing:
        try:
            engine: EffectsEngine = create_engine("effects", name, dict(self.studio.options(name)))
            found = engine.describe(), engine.kinds()
            engine.close()
        except EngineUnavailable as error:
            return Missing(str(error))
        return found


@dataclass(frozen=True)
class _Job:
    """A cue's plate to be: of which shot, where it stands, and how it comes about."""

    cut_shot: CutShot
    number: int
    cue: EffectCue
    anchor: PlateAnchor
    places: tuple[PlateAnchor, ...]
    source: Any = None
    shoot: Any = None

    @property
    def identity(self) -> str:
        return self.cut_shot.shot.identity

    @property
    def subject(self) -> str:
        return f"{self.cut_shot.shot.display_id} {self.cue.kind}"

    @property
    def name(self) -> str:
        """Folder of the plate: its kind, counted where a shot has two of one."""
        before = self.cut_shot.shot.effect_cues[: self.number]
        again = sum(cue.kind == self.cue.kind for cue in before)
        count = f"-{again + 1}" if again else ""
        return f"plates/{self.cut_shot.shot.display_id}/{self.cue.kind}{count}"

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.subject, self.source, self.shoot)

    def taking(self, own: Path, rate: Fraction) -> _Job:
        """From a person's frames."""
        source = own_file("plate", own, f"{rate}")
        return replace(self, source=source, shoot=_Shoot(None, (), None, own, rate))

    def asking(
        self, engine: str, info: EngineInfo, options: Options, request: PlateRequest
    ) -> _Job:
        """From an engine."""
        return replace(
            self,
            source=provenance("plate", info, request.seed, [_STORED, request]),
            shoot=_Shoot(engine, options, request, None, request.rate),
        )

    def shot(self, asset: Asset, folder: Path, rate: Fraction) -> PlateMedia:
        """The plate as it was made."""
        notes = asset.notes
        part: Part = tuple(notes.get("part", WHOLE))
        return replace(
            self.media(folder / sequence_name(0), rate),
            anchor=cut_to(self.anchor, part),
            anchors=tuple(cut_to(place, part) for place in self.places),
            plate_frames=int(notes["frames"]),
            loops=bool(notes["loops"]),
            key=asset.key,
        )

    def media(self, sequence: Path | Missing, rate: Fraction) -> PlateMedia:
        """The plate with its files, or without them and why."""
        onset = moment_frame(self.cut_shot, self.cue.onset, rate)
        key = sequence.reason if isinstance(sequence, Missing) else ""
        return PlateMedia(
            self.cue.kind, self.anchor, sequence, rate, 0, False, key, self.places, onset
        )


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


_STORED = "cropped 2"
"""How plates are kept; part of their keys."""


@dataclass(frozen=True)
class _Shoot:
    engine: str | None
    options: Options
    request: PlateRequest | None
    own: Path | None
    rate: Fraction


def _shoot(folder: Path, shoot: Any) -> Mapping[str, Any]:
    """In a worker: shoot one plate and keep what it shows, or take in a person's frames."""
    part = WHOLE
    if shoot.own is not None:
        plate = plate_from_pictures(shoot.own, shoot.rate)
    else:
        engine: EffectsEngine = shared_engine("effects", shoot.engine, shoot.options)
        plate = engine.shoot(shoot.request)
        part = shown_part(plate.rgba)
        plate = replace(plate, rgba=cropped(plate.rgba, part))
    write_plate(folder, plate)
    frames, height, width = plate.rgba.shape[:3]
    return {
        "frames": frames,
        "width": width,
        "height": height,
        "loops": plate.loops,
        # as exactly as notes are kept: a run that reuses the plate must see the same numbers
        "part": [round(share, 4) for share in part],
    }

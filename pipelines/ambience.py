"""Ambience: beds under every stretch of a place, spot sounds at their moments, a person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filmgen.blocking.acoustics import acoustics_of, ground_of
from filmgen.blocking.model import Blocking, SetPlan, StagedShot
from filmgen.breakdown.model import Setting, SoundCue
from filmgen.edit_folder import EditFolder
from filmgen.editorial.beds import BedSpan, bed_spans, visit_length
from filmgen.editorial.model import Cut, CutShot, SoundMedia
from filmgen.editorial.moments import moment_frame
from filmgen.editorial.perspective import Perspective, perspective_of_spot
from filmgen.engines.protocols import AmbienceEngine, BedRequest, EngineInfo
from filmgen.engines.table import shared_engine
from filmgen.farm.production import Wanted
from filmgen.media import Sound
from filmgen.media_files import read_sound, write_sound
from filmgen.sound.acoustics.rooms import Room
from filmgen.sound.library.folder import ALGORITHM_REVISION, LICENCE, Library, Match
from filmgen.sound.library.sound import bed_of, spot_of
from filmgen.sound.places.choice import BedChoice, beds_for
from filmgen.sound.places.spots import SpotChoice, spot_for
from filmgen.timecode import SAMPLE_RATE_HZ, samples_from_frames
from filmgen.workspace import Asset, seed_from
from pipelines.studio import Options, Studio, own_file, provenance

BED_STEP_S = 10
"""Beds are made in lengths of this step, so that a re-timed shot makes no new bed."""
_OVERLAY_FADE_S = 1.0
_LIBRARY_SPOT_S = 4.0
"""How long a sound may be that only a library has: nothing synthetic would pass for it."""
_LIBRARY = EngineInfo("library", "a studio's effects folder", ALGORITHM_REVISION, LICENCE)


def lay_ambience(
    cut: Cut, edit: EditFolder, studio: Studio, blocking: Blocking | None = None
) -> tuple[SoundMedia, ...]:
    """Make the beds, spots and overlays of the whole film and lay them on the timeline.

    A person's own file wins, then the effects library (`sound.library`), then the engine.

    Args:
        blocking: for spots from where the set has what makes them; all from the middle without.

    Raises:
        EngineUnavailable: the ambience engine cannot run here.
        ConfigError: the library is not there.
    """
    desk = _Desk(cut, edit, studio, blocking)
    laid = [*desk.beds(), *desk.spots(), *desk.overlays()]
    made = studio.produce("beds", [one.wanted for one in laid], _lay)
    film = samples_from_frames(cut.frames, cut.rate)
    return tuple(
        one.media(asset, studio, film)
        for one, asset in zip(laid, made, strict=True)
        if isinstance(asset, Asset)
    )


@dataclass(frozen=True)
class _Lay:
    """What a worker makes: exactly one of an engine's request, a library's file, a person's own."""

    engine: str = ""
    options: Options = ()
    request: BedRequest | None = None
    match: Match | None = None
    own: Path | None = None
    once: bool = False


@dataclass(frozen=True)
class _Laid:
    """A sound to be, and its place on the timeline."""

    wanted: Wanted
    stem: str
    name: str
    subject: str
    start: int
    length: int
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    offset: int = 0
    heard: Perspective = field(default=Perspective(0.0))

    def media(self, asset: Asset, studio: Studio, film: int) -> SoundMedia:
        path = studio.publish(f"{self.stem}/{self.name}.wav", asset, {"bed.wav": ""})
        rest = int(asset.notes["samples"]) - self.offset
        length = max(0, min(self.length, rest, film - self.start))
        return SoundMedia(
            stem=self.stem,
            path=path,
            start_sample=self.start,
            length_samples=length,
            subject=self.subject,
            gain_db=round(self.gain_db + self.heard.gain_db, 2),
            pan=self.heard.pan,
            fade_in_samples=min(self.fade_in, length // 2),
            fade_out_samples=min(self.fade_out, length // 2),
            key=asset.key,
            offset_samples=self.offset,
            distance_m=self.heard.distance_m,
            air_db=self.heard.air_db,
        )


class _Desk:
    """Everything that one film's ambience is laid with."""

    def __init__(
        self, cut: Cut, edit: EditFolder, studio: Studio, blocking: Blocking | None
    ) -> None:
        self._cut, self._edit, self._studio = cut, edit, studio
        self._staged = {shot.identity: shot for shot in blocking.shots} if blocking else {}
        self._engine = studio.config.engines.ambience
        engine: AmbienceEngine = studio.engine("ambience")
        self._info, self._kinds = engine.describe(), engine.kinds()
        self._reads = bool(getattr(engine, "reads", False))
        engine.close()
        self._options = studio.options(self._engine)
        self._seed = studio.config.film.seed
        folder = studio.config.sound.library
        self._library = Library.open(Path(folder), studio.workspace.house) if folder else None
        for note in self._library.notes if self._library else ():
            studio.progress.note(note)

    def beds(self) -> Iterator[_Laid]:
        """Every place's layers: itself, its sources, its weather."""
        spans = bed_spans(self._cut, lambda shot: self._edit.bed(shot.shot.identity) is not None)
        said: dict[int, list[BedSpan]] = {}
        for span in spans:
            said.setdefault(span.visit, []).append(span)
        for span in spans:
            shot = span.first.shot
            own = self._edit.bed(shot.identity)
            if own is not None:
                wanted = Wanted(shot.display_id, own_file("bed", own), _Lay(own=own))
                yield self._bed(span, wanted, "own", 0.0)
                continue
            shots = [s.shot for part in said[span.visit] for s in part.shots]
            action = " ".join(s.action for s in shots)
            cues = tuple(cue for s in shots for cue in s.effect_cues)
            step = BED_STEP_S * SAMPLE_RATE_HZ
            length = -(-visit_length(spans, span.visit) // step) * step
            for choice in beds_for(shot.setting, action, cues):
                seed = seed_from(
                    self._seed, "bed", shot.setting.key, shot.setting.place, choice.kind
                )
                request = BedRequest(
                    choice.kind,
                    round(choice.intensity, 2),
                    length,
                    seed,
                    choice.parameters,
                    f"{_place_words(shot.setting)}. {action}".strip() if self._reads else "",
                )
                words = _place_words(shot.setting) + _knobs(choice)
                lay = self._lay(request, words, length)
                wanted = self._wanted(f"{shot.display_id} {choice.kind}", "bed", lay)
                yield self._bed(span, wanted, choice.kind, choice.gain_db)

    def _bed(self, span: BedSpan, wanted: Wanted, kind: str, gain_db: float) -> _Laid:
        name = span.first.shot.display_id
        return _Laid(
            wanted,
            "ambience",
            f"{name}_{kind.replace(' ', '-')}",
            f"{name} {kind}",
            span.start,
            span.length,
            gain_db,
            span.fade_in,
            span.fade_out,
            span.offset,
        )

    def spots(self) -> Iterator[_Laid]:
        """Every sound cue at the frame of its word, from where its maker is."""
        for cut_shot in self._cut.shots:
            shot = cut_shot.shot
            staged = self._staged.get(shot.identity)
            for number, cue in enumerate(shot.sound_cues):
                lay = self._spot(cut_shot, number, cue, staged)
                if lay is None:
                    continue
                request = lay.request
                assert request is not None
                spot = spot_for(cue)
                frame = cut_shot.start_frame + moment_frame(cut_shot, cue.at, self._cut.rate)
                kind = cue.kind.replace(" ", "-")
                yield _Laid(
                    self._wanted(f"{shot.display_id} {cue.kind}", "spot", lay),
                    "effects",
                    f"{shot.display_id}_{number + 1}_{kind}",
                    f"{shot.display_id}_{number + 1} {cue.kind}",
                    samples_from_frames(frame, self._cut.rate),
                    request.length_samples,
                    spot.gain_db if spot is not None else 0.0,
                    heard=perspective_of_spot(cut_shot, cue, staged),
                )

    def _spot(
        self, cut_shot: CutShot, number: int, cue: SoundCue, staged: StagedShot | None
    ) -> _Lay | None:
        shot = cut_shot.shot
        spot = spot_for(cue)
        if spot is None:
            spot, known = SpotChoice(cue.kind, 0.6, 0.0, _LIBRARY_SPOT_S), False
        else:
            known = spot.kind in self._kinds
        place = staged.panels[0].set_plan if staged is not None and staged.panels else None
        parameters = spot.parameters
        if place is not None and known:
            parameters = _in_set(spot.kind, parameters, place, shot.setting)
        words = f"{cue.words}. {_place_words(shot.setting)}. {shot.action}" if self._reads else ""
        request = BedRequest(
            spot.kind,
            spot.intensity,
            round(spot.seconds * SAMPLE_RATE_HZ),
            seed_from(self._seed, "spot", shot.identity, number, cue.kind),
            parameters,
            words,
        )
        lay = self._lay(request, cue.words, request.length_samples, once=True)
        return lay if known or lay.match is not None else None

    def overlays(self) -> Iterator[_Laid]:
        """A person's own music and effects, over a shot or over a scene."""
        music: list[tuple[CutShot, Path, int]] = []
        scenes: dict[int, list[CutShot]] = {}
        for shot in self._cut.shots:
            scenes.setdefault(shot.shot.scene_index, []).append(shot)
        film = self._cut.frames
        for shots in scenes.values():
            first, last = shots[0], shots[-1]
            end = last.start_frame + last.frames
            for path, stem in (
                (self._edit.scene_music(first.shot.identity), "music"),
                (self._edit.scene_effects(first.shot.identity), "effects"),
            ):
                if path is not None:
                    yield self._overlay(stem, "scene", first, path, end)
            for shot in shots:
                own = self._edit.effects(shot.shot.identity)
                if own is not None:
                    until = shot.start_frame + shot.frames
                    yield self._overlay("effects", "own", shot, own, until)
                own = self._edit.music(shot.shot.identity)
                if own is not None:
                    music.append((shot, own, film))
        for number, (shot, own, until) in enumerate(music):
            if number + 1 < len(music):  # one piece of music gives way to the next
                until = music[number + 1][0].start_frame
            yield self._overlay("music", "own", shot, own, until)

    def _overlay(self, stem: str, kind: str, shot: CutShot, own: Path, until: int) -> _Laid:
        start = samples_from_frames(shot.start_frame, self._cut.rate)
        name = shot.shot.display_id
        return _Laid(
            Wanted(f"{name} {stem}", own_file(stem, own), _Lay(own=own)),
            stem,
            f"{name}_{kind}-{stem}",
            f"{name} {kind} {stem}",
            start,
            samples_from_frames(until, self._cut.rate) - start,
            fade_out=int(_OVERLAY_FADE_S * SAMPLE_RATE_HZ),
        )

    def _lay(self, request: BedRequest, words: str, samples: int, *, once: bool = False) -> _Lay:
        """From the library where it has the sound, else from the engine."""
        match = None
        if self._library is not None:
            seconds = samples / SAMPLE_RATE_HZ
            match = self._library.find(request.kind, words, seconds, request.seed)
        return _Lay(self._engine, self._options, request, match, once=once)

    def _wanted(self, subject: str, medium: str, lay: _Lay) -> Wanted:
        request = lay.request
        assert request is not None
        if lay.match is None:
            source = provenance(medium, self._info, request.seed, request)
        else:
            asked = [lay.match.sha256, lay.match.kind, request.length_samples, request.intensity]
            asked.append(request.parameters)
            source = provenance(
                medium, _LIBRARY, request.seed, [*asked, dict(lay.match.provenance())]
            )
        return Wanted(subject, source, lay)


def _in_set(
    kind: str, parameters: tuple[tuple[str, Any], ...], place: SetPlan, setting: Setting
) -> tuple[tuple[str, Any], ...]:
    """A spot's knobs where its set is known: on its ground, and dry, for the set answers.

    `pipelines.rooms` sends every spot of a set into it: one that brought its own small room
    would sound in two.
    """
    known = dict(parameters)
    if kind == "footsteps" and not known.get("surface"):
        parameters = (*parameters, ("surface", ground_of(place)))
    heading = f"{setting.location} {setting.sublocation}"
    if (
        kind == "gunshot"
        and "place" not in known
        and isinstance(acoustics_of(place, heading), Room)
    ):
        parameters = (*parameters, ("place", "inside"))
    return (*parameters, ("dry", 1.0))


def _place_words(setting: Setting) -> str:
    parts = (setting.location, setting.sublocation, setting.time_of_day.value, setting.weather)
    return ", ".join(part for part in parts if part).lower()


def _knobs(choice: BedChoice) -> str:
    return "".join(f" {value}" for _, value in choice.parameters if isinstance(value, str))


def _lay(folder: Path, lay: Any) -> Mapping[str, Any]:
    """In a worker: synthesise one bed or spot, or take in a file."""
    request: BedRequest | None = lay.request
    if lay.own is not None:
        sound: Sound = read_sound(lay.own)
    elif lay.match is not None and request is not None:
        cut = spot_of if lay.once else bed_of
        samples = cut(
            lay.match.path,
            lay.match.kind,
            request.length_samples,
            request.seed,
            request.intensity,
            request.parameters,
        )
        sound = Sound(samples, SAMPLE_RATE_HZ, {"library": dict(lay.match.provenance())})
    else:
        engine: AmbienceEngine = shared_engine("ambience", lay.engine, lay.options)
        sound = engine.lay(lay.request)
    write_sound(folder / "bed.wav", sound)
    count = sound.length_samples * SAMPLE_RATE_HZ // sound.rate_hz
    return {"samples": count, "rate_hz": sound.rate_hz, **sound.notes}

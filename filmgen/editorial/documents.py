"""The JSON documents editorial writes, as pydantic models, and their published schemas."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from filmgen.breakdown.model import ShotList
from filmgen.editorial.model import Cut, CutShot, Timeline
from filmgen.media import Missing
from filmgen.screenplay.report import ScreenplayReport


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LineDocument(_Document):
    id: str
    character: str
    text: str
    delivery: str
    extensions: tuple[str, ...]
    language: str
    on_screen: bool
    dual_with: str
    sung: bool
    spoken: bool = Field(description="false where no engine speaks it")
    start_frame: int = Field(description="from the shot's first frame")
    frames: int
    first_line: int = Field(description="line of the script, 1-based")
    last_line: int


class PanelDocument(_Document):
    label: str
    action: str
    subjects: tuple[str, ...]
    line_ids: tuple[str, ...]
    start_frame: int = Field(description="from the shot's first frame")
    frames: int


class EffectCueDocument(_Document):
    kind: str
    intensity: float
    at: str
    words: str


class SoundCueDocument(_Document):
    kind: str
    words: str
    at: float = Field(description="0 to 1 through the shot's words")


class ShotDocument(_Document):
    """One shot: its grammar, its place in the film, and what is said and cued in it."""

    id: str = Field(description="display id, changes when scenes are inserted")
    identity: str = Field(description="16 hex digits, stable across drafts")
    scene: str
    scene_index: int
    setting: str
    place: str
    location: str
    sublocation: str
    time_of_day: str
    weather: str
    setup: str
    size: str
    angle: str
    move: str
    lens_mm: int
    subjects: tuple[str, ...]
    present: tuple[str, ...]
    over: str
    sides: tuple[tuple[str, str], ...]
    props: tuple[str, ...]
    insert_prop: str
    title_text: str
    action: str
    why: str
    seed: int | None
    first_line: int = Field(description="line of the script, 1-based")
    last_line: int
    start_frame: int = Field(description="in the film; its first frame is 0")
    frames: int
    transition: str
    transition_frames: int
    slate_frames: int = Field(default=0, description="the scene's slate right before the shot")
    panels: tuple[PanelDocument, ...]
    lines: tuple[LineDocument, ...]
    effect_cues: tuple[EffectCueDocument, ...]
    sound_cues: tuple[SoundCueDocument, ...]


class CharacterDocument(_Document):
    name: str
    speaks: bool
    gender: str
    age_years: int | None
    description: str
    species: str


class ShotsDocument(_Document):
    """`shots.json`: the shot list as it was cut."""

    document: Literal["filmgen.shots"] = Field(default="filmgen.shots", alias="schema")
    version: Literal[1] = 1
    title: str
    rate: str = Field(description='frames per second as a fraction: "24", "24000/1001"')
    start_timecode: str
    frames: int
    slate_frames: int
    tail_frames: int
    width_px: int
    height_px: int
    aspect: str
    characters: tuple[CharacterDocument, ...]
    warnings: tuple[str, ...]
    missing: dict[str, str] = Field(description="what could not be made, by shot and medium")
    shots: tuple[ShotDocument, ...]


def shot_document(cut: CutShot) -> ShotDocument:
    """A cut shot as the document holds it."""
    shot = cut.shot
    beats = {beat.label: beat for beat in shot.beats}
    panels = []
    for panel in cut.panels:
        beat = beats.get(panel.label)
        panels.append(
            PanelDocument(
                label=panel.label,
                action=beat.action if beat else "",
                subjects=(beat.subjects or shot.subjects) if beat else shot.subjects,
                line_ids=beat.line_ids if beat else (),
                start_frame=panel.start_frame,
                frames=panel.frames,
            )
        )
    return ShotDocument(
        id=shot.display_id,
        identity=shot.identity,
        scene=shot.scene_number,
        scene_index=shot.scene_index,
        setting=shot.setting.key,
        place=shot.setting.place.value,
        location=shot.setting.location,
        sublocation=shot.setting.sublocation,
        time_of_day=shot.setting.time_of_day.value,
        weather=shot.setting.weather,
        setup=shot.setup.value,
        size=shot.size.value,
        angle=shot.angle.value,
        move=shot.move.value,
        lens_mm=shot.lens_mm,
        subjects=shot.subjects,
        present=shot.present,
        over=shot.over,
        sides=shot.sides,
        props=shot.props,
        insert_prop=shot.insert_prop,
        title_text=shot.title_text,
        action=shot.action,
        why=shot.why,
        seed=shot.seed,
        first_line=shot.source.first_line,
        last_line=shot.source.last_line,
        start_frame=cut.start_frame,
        frames=cut.frames,
        transition=cut.transition.value,
        transition_frames=cut.transition_frames,
        slate_frames=cut.slate_frames,
        panels=tuple(panels),
        lines=tuple(
            LineDocument(
                id=line.line.id,
                character=line.line.character,
                text=line.line.text,
                delivery=line.line.delivery,
                extensions=line.line.extensions,
                language=line.line.language,
                on_screen=line.line.on_screen,
                dual_with=line.line.dual_with,
                sung=line.line.sung,
                spoken=line.spoken,
                start_frame=line.start_frame,
                frames=line.frames,
                first_line=line.line.source.first_line,
                last_line=line.line.source.last_line,
            )
            for line in cut.lines
        ),
        effect_cues=tuple(
            EffectCueDocument(kind=c.kind, intensity=c.intensity, at=c.at, words=c.words)
            for c in shot.effect_cues
        ),
        sound_cues=tuple(
            SoundCueDocument(kind=c.kind, words=c.words, at=c.at) for c in shot.sound_cues
        ),
    )


def missing_media(timeline: Timeline) -> dict[str, str]:
    """Reasons by "shot/medium", in film order; unspoken lines are not media and not here."""
    missing = {}
    for shot in timeline.shots:
        display_id = shot.cut.shot.display_id
        for panel in shot.panels:
            if isinstance(panel.picture, Missing):
                missing[f"{display_id}/{panel.label}"] = panel.picture.reason
        for plate in shot.plates:
            if isinstance(plate.sequence, Missing):
                missing[f"{display_id}/{plate.kind}"] = plate.sequence.reason
    return missing


def shots_document(timeline: Timeline, shots: ShotList) -> ShotsDocument:
    """The shot list of a film, with its times."""
    cut: Cut = timeline.cut
    return ShotsDocument(
        title=cut.title,
        rate=str(cut.rate),
        start_timecode=cut.timecode(0),
        frames=cut.frames,
        slate_frames=cut.slate_frames,
        tail_frames=cut.tail_frames,
        width_px=cut.width_px,
        height_px=cut.height_px,
        aspect=str(cut.aspect),
        characters=tuple(
            CharacterDocument(
                name=c.name,
                speaks=c.speaks,
                gender=c.gender,
                age_years=c.age_years,
                description=c.description,
                species=c.species,
            )
            for c in shots.characters
        ),
        warnings=shots.warnings,
        missing=missing_media(timeline),
        shots=tuple(shot_document(shot) for shot in cut.shots),
    )


def published_schemas() -> dict[str, Any]:
    """JSON schemas (2020-12) of the documents, by name."""
    return {
        "shots": ShotsDocument.model_json_schema(by_alias=True),
        "screenplay-report": ScreenplayReport.model_json_schema(by_alias=True),
    }

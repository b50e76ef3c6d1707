"""An edit's clips as segments: the same pieces the film is rendered from, in the editor's time.

A shot keeps the camera move over its own length, and a clip of it shows a part of that; clips
that go on where the one before them ended are one segment. So a shot that the editor left alone is
the segment it was, with the same key, and is not drawn again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from filmgen.breakdown.model import (
    Angle,
    Beat,
    Move,
    Setting,
    Setup,
    Shot,
    ShotTransition,
    Size,
)
from filmgen.compositor.conform.plates import frozen, plates_over, split_at_plates
from filmgen.compositor.plan import (
    captions_of,
    card_footage,
    segment_of,
    shot_footage,
    silent,
    tail_segment,
)
from filmgen.compositor.segments import Caption, Card, Edition, Footage, Retime, Segment, Style
from filmgen.compositor.transitions import needs_before
from filmgen.compositor.words.card_plan import scene_card, title_card
from filmgen.compositor.words.legible import unread_of, use_style
from filmgen.editorial.conform.cues import cues_of
from filmgen.editorial.conform.edit import Edit, EditClip, EditShot
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.model import (
    Cut,
    CutPanel,
    CutShot,
    MotionMedia,
    PanelMedia,
    Timeline,
    TimelineShot,
)
from filmgen.media import Missing
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay


@dataclass(frozen=True)
class Framed:
    """An editor's own medium, fitted to the frame.

    Attributes:
        media: a still as a panel, a video as drawings at the film's rate, or why there is none.
        first: the frame of the medium that its first picture is.
    """

    media: PanelMedia | MotionMedia | Missing
    first: int = 0


@dataclass(frozen=True)
class ConformPlan:
    """What is rendered.

    Attributes:
        clips: of the edit, those that go on joined: one for each segment.
        timeline: the shots that are seen, for burn-ins; its cut has the edit's length.
        losses: what could not be followed, and what no font has letters for, one line each.
    """

    clips: tuple[EditClip, ...]
    segments: tuple[Segment, ...]
    timeline: Timeline
    losses: tuple[str, ...] = ()


def cut_of(edit: Edit, raster_px: tuple[int, int], aspect: Fraction) -> Cut:
    """The edit's frame: its rate, timecode and raster; as long as the edit, all of it tail."""
    return Cut(
        title=edit.film_title or edit.title,
        rate=edit.rate,
        start_frame=edit.start_frame,
        slate_frames=0,
        tail_frames=edit.frames,
        handle_frames=0,
        width_px=raster_px[0],
        height_px=raster_px[1],
        aspect=aspect,
        shots=(),
        credit_lines=edit.credit_lines,
        contact_lines=edit.contact_lines,
        draft_lines=edit.draft_lines,
        drop_frame=edit.drop_frame,
    )


def joined(clips: tuple[EditClip, ...]) -> tuple[EditClip, ...]:
    """The clips, with those made one that show how the one before them goes on."""
    result: list[EditClip] = []
    for clip in clips:
        last = result[-1] if result else None
        if last is not None and goes_on(last, clip):
            result[-1] = replace(last, frames=last.frames + clip.frames)
        else:
            result.append(clip)
    return tuple(result)


def goes_on(before: EditClip, clip: EditClip) -> bool:
    """Whether a clip shows what the one right before it would have shown next."""
    return (
        bool(clip.uid)
        and clip.uid == before.uid
        and clip.kind == before.kind
        and clip.speed == before.speed
        and before.at(clip.start_frame) == clip.first
        and not clip.transition_frames
        and before.end_frame == clip.start_frame
    )


def plan_conform(
    edit: Edit,
    cut: Cut,
    style: Style,
    framed: Mapping[str, Framed] | None = None,
    edition: Edition | None = None,
) -> ConformPlan:
    """Cut an edit into segments, one after the other, `edit.frames` together.

    Args:
        cut: see `cut_of`.
        framed: the editor's own media by the clips' uid.
        edition: what slates of scenes say of the delivery.
    """
    use_style(style)
    clips = split_at_plates(joined(edit.clips), edit.plates, edit.rate)
    segments: list[Segment] = []
    shots: dict[str, TimelineShot] = {}
    losses: list[str] = []
    before: Footage | None = None
    as_shot = replace(cut, shots=_lengths(clips))
    for clip in clips:
        if clip.kind == "slate" and clip.shot is not None:
            card = scene_card(as_shot, timed_shot(clip.shot).cut, edition or Edition())
            footage, lost = card_footage(card, clip.frames, cut), list[str]()
        else:
            footage, lost = _footage(clip, edit, cut, framed or {})
        losses += lost
        if clip.kind == "shot" and clip.shot is not None:
            shots.setdefault(clip.shot.document.identity, timed_shot(clip.shot))
        segments.append(_segment(clip, footage, before, cut, style))
        before = footage
    unread = unread_of(_written(clips, cut))
    losses += [unread] if unread else []
    return ConformPlan(
        clips, tuple(segments), Timeline(cut, tuple(shots.values())), tuple(dict.fromkeys(losses))
    )


def _lengths(clips: tuple[EditClip, ...]) -> tuple[CutShot, ...]:
    """The shots of the edit in their first order, each as long as it is seen."""
    seen: dict[str, CutShot] = {}
    for clip in clips:
        if clip.kind == "shot" and clip.shot is not None:
            identity = clip.shot.document.identity
            cut = seen.get(identity) or replace(timed_shot(clip.shot).cut, frames=0)
            seen[identity] = replace(cut, frames=cut.frames + clip.frames)
    return tuple(seen.values())


def _segment(
    clip: EditClip, footage: Footage, before: Footage | None, cut: Cut, style: Style
) -> Segment:
    if clip.kind == "tail" and clip.first == 0 and clip.speed == 1 and not clip.transition_frames:
        return tail_segment(replace(cut, tail_frames=clip.frames), style, before)
    name, identity = clip.name or clip.kind, clip.uid or clip.kind
    if clip.kind == "slate" and clip.shot is not None:
        identity = f"slate-{clip.shot.document.identity}"
    elif clip.shot is not None:
        name, identity = clip.shot.document.id, clip.shot.document.identity
    elif clip.kind == "title":
        name = identity = "slate"
    length = min(clip.transition_frames, clip.frames)
    entered = clip.transition if length else ShotTransition.CUT
    if length and needs_before(entered) and before is None:
        before = card_footage(Card("black"), clip.start_frame or 1, cut)
    captions: tuple[Caption, ...] = ()
    if style.subtitles:
        captions = tuple(captions_of(cues_of(clip), clip.start_frame, cut.picture_px))
    return segment_of(
        cut,
        style,
        name,
        identity,
        footage,
        transition=entered,
        transition_frames=length,
        before=silent(before) if length and needs_before(entered) else None,
        captions=captions,
        words=_words(clip),
        panels=() if clip.shot is None else timed_shot(clip.shot).panels,
    )


def _written(clips: tuple[EditClip, ...], cut: Cut) -> Iterator[str]:
    """All words of an edit that are drawn."""
    yield from (cut.title, *cut.credit_lines, *cut.contact_lines, *cut.draft_lines)
    for clip in clips:
        if clip.shot is not None:
            document = clip.shot.document
            yield from (document.location, document.sublocation, document.title_text)
        yield from (line for cue in cues_of(clip) for line in cue.text_lines)


def _words(clip: EditClip) -> tuple[Setup, str]:
    """The words on screen of a shot that is seen from its first frame."""
    if clip.kind != "shot" or clip.shot is None or clip.first != 0:
        return Setup.TITLE, ""
    document = clip.shot.document
    return Setup(document.setup), document.title_text


def _footage(
    clip: EditClip, edit: Edit, cut: Cut, framed: Mapping[str, Framed]
) -> tuple[Footage, list[str]]:
    if clip.kind == "title":
        return card_footage(title_card(cut), clip.frames, cut), []
    if isinstance(clip.medium, Missing):
        return _slate(clip, clip.medium.reason, cut), []
    time = Retime(clip.first, clip.speed)
    if clip.shot is not None:
        whole = shot_footage(timed_shot(clip.shot), cut)
        if whole.card is not None:
            return replace(whole, frames=clip.frames), []
        return _burning(clip, replace(whole, frames=clip.frames, time=time), edit)
    own = framed.get(clip.uid)
    if own is None:
        return card_footage(Card("black"), clip.frames, cut), []
    if isinstance(own.media, Missing):
        return _slate(clip, own.media.reason, cut), []
    plates, losses = plates_over(clip, edit.plates, None)
    footage = replace(
        card_footage(Card("black"), clip.frames, cut), card=None, name=clip.name, plates=plates,
        time=replace(time, first=clip.first - own.first),
    )  # fmt: skip
    if isinstance(own.media, MotionMedia):
        return replace(footage, motion=own.media), losses
    return replace(footage, panels=(own.media,), time=Retime()), losses


def _burning(clip: EditClip, footage: Footage, edit: Edit) -> tuple[Footage, list[str]]:
    """A shot with its plates; over one that stands still they may go on."""
    panel = _only_panel(clip.shot) if clip.shot is not None else None
    moving = any(
        p.speed for p in edit.plates
        if p.start_frame < clip.end_frame and clip.start_frame < p.end_frame
    )  # fmt: skip
    if clip.speed or not moving or footage.motion is not None:
        plates, losses = plates_over(clip, edit.plates, panel)
        return replace(footage, plates=plates), losses
    still = frozen(footage)
    index = panel
    if index is None and clip.shot is not None:
        label = still.panels[0].label
        index = next((i for i, p in enumerate(clip.shot.notes.panels) if p.label == label), None)
    running = replace(clip, first=Fraction(0), speed=Fraction(1))
    plates, losses = plates_over(running, edit.plates, index)
    return replace(still, plates=plates), losses


def _slate(clip: EditClip, reason: str, cut: Cut) -> Footage:
    card = Card("missing", clip.name or "a clip without a name", (reason,))
    return card_footage(card, clip.frames, cut)


def _only_panel(shot: EditShot) -> int | None:
    """The number in its shot of a panel that is shown by itself; None where all may be seen."""
    panels = shot.notes.panels
    labels = [panel.label for panel in shot.document.panels]
    if len(panels) != 1 or len(labels) < 2 or panels[0].label not in labels:
        return None
    return labels.index(panels[0].label)


def timed_shot(shot: EditShot) -> TimelineShot:
    """A shot as it lay in the film, of what its clip remembers."""
    document, notes = shot.document, shot.notes
    panels = tuple(CutPanel(p.label, p.start_frame, p.frames) for p in document.panels)
    cut = CutShot(
        shot=_shot_of(document),
        start_frame=document.start_frame,
        frames=document.frames,
        panels=panels,
        transition=ShotTransition(document.transition),
        transition_frames=document.transition_frames,
    )
    return TimelineShot(cut, notes.panels, (), notes.motion)


def _shot_of(document: ShotDocument) -> Shot:
    return Shot(
        identity=document.identity,
        display_id=document.id,
        scene_index=document.scene_index,
        scene_number=document.scene,
        setting=Setting(
            document.setting,
            PlaceKind(document.place),
            document.location,
            document.sublocation,
            TimeOfDay(document.time_of_day),
            document.weather,
        ),
        setup=Setup(document.setup),
        size=Size(document.size),
        angle=Angle(document.angle),
        move=Move(document.move),
        lens_mm=document.lens_mm,
        subjects=document.subjects,
        present=document.present,
        beats=tuple(Beat(p.label, p.action, p.subjects, p.line_ids) for p in document.panels),
        source=SourceRange(document.first_line, document.last_line),
        why=document.why,
        action=document.action,
        title_text=document.title_text,
        seed=document.seed,
    )

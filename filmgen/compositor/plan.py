"""From a timeline to segments: one for each shot, the title card before and the tail after them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from filmgen.breakdown.model import Angle, Move, Setup, ShotTransition, Size
from filmgen.compositor.moves import MovePath, plan_move
from filmgen.compositor.segments import Caption, Card, Edition, FontFile, Footage, Segment, Style
from filmgen.compositor.transitions import needs_before
from filmgen.compositor.words.card_plan import scene_card, title_card
from filmgen.compositor.words.dodging import dodged
from filmgen.compositor.words.legible import legible, use_style
from filmgen.compositor.words.superimposed import title_captions, title_time
from filmgen.editorial.model import Cut, CutShot, PanelMedia, Timeline, TimelineShot
from filmgen.editorial.subtitles import Cue, subtitle_cues, wrap_subtitle, written_cues
from filmgen.media import Missing
from filmgen.timecode import frames_from_seconds

_WIDE_ENOUGH = 1.21
"""Width over height of pictures on which a subtitle line of 42 columns fits."""
_NARROW_COLUMNS, _NARROW_WIDE_COLUMNS = 25, 24


def plan_segments(
    timeline: Timeline, style: Style, edition: Edition | None = None
) -> tuple[Segment, ...]:
    """Cut a timeline into segments: title card, slates and shots, tail; together the film.

    Args:
        edition: what slates of scenes say of the delivery.
    """
    cut = timeline.cut
    use_style(style)
    segments: list[Segment] = []
    before: Footage | None = None
    if cut.slate_frames:
        before = card_footage(title_card(cut), cut.slate_frames, cut)
        segments.append(segment_of(cut, style, "slate", "slate", before))
    for shot in timeline.shots:
        if shot.cut.slate_frames:
            card = scene_card(cut, shot.cut, edition or Edition())
            before = card_footage(card, shot.cut.slate_frames, cut)
            name = f"slate {shot.cut.shot.scene_number}"
            identity = f"slate-{shot.cut.shot.identity}"
            segments.append(segment_of(cut, style, name, identity, before))
        footage = shot_footage(shot, cut)
        segments.append(_shot_segment(shot, footage, before, cut, style))
        before = footage
    if cut.tail_frames:
        segments.append(tail_segment(cut, style, before))
    return tuple(segments)


def raised_shots(timeline: Timeline, fonts: tuple[FontFile, ...] = ()) -> frozenset[str]:
    """Identities of the shots whose subtitles stand high, so that players can do the same.

    Args:
        fonts: a user's own, see `Style`.
    """
    planned = plan_segments(timeline, Style(fonts=fonts))
    high = (s for s in planned if any(caption.high for caption in s.captions))
    return frozenset(segment.identity for segment in high)


def segment_of(
    cut: Cut,
    style: Style,
    name: str,
    identity: str,
    footage: Footage,
    *,
    panels: Sequence[PanelMedia] = (),
    words: tuple[Setup, str] = (Setup.TITLE, ""),
    captions: Sequence[Caption] = (),
    **more: Any,
) -> Segment:
    """A segment in the film's raster, as long as its footage.

    Args:
        panels: whose faces words make way for; the footage's own where none are given.
        words: on screen, and in what kind of shot: title cards have theirs already.
    """
    late = int(more.get("transition_frames", 0))
    titles = _on_screen(*words, footage.frames, cut, late, bool(captions))
    segment = Segment(
        name=name,
        identity=identity,
        frames=footage.frames,
        rate=cut.rate,
        width_px=cut.width_px,
        height_px=cut.height_px,
        picture_px=cut.picture_px,
        footage=footage,
        style=style,
        captions=(*titles, *captions),
        **more,
    )
    return dodged(legible(segment), panels or footage.panels)


def _still_path(frames: int, cut: Cut) -> MovePath:
    width, height = cut.picture_px
    return plan_move(
        Move.STATIC,
        Size.MS,
        Angle.EYE,
        frames=frames,
        rate_hz=float(cut.rate),
        overscan=0.0,
        aspect=width / height,
        seed=0,
    )


def card_footage(card: Card, frames: int, cut: Cut) -> Footage:
    """Words on black, or black."""
    return Footage(frames, cut.rate, _still_path(frames, cut), card=card)


def shot_footage(timed: TimelineShot, cut: Cut) -> Footage:
    """A whole shot's picture at its own pace."""
    shot, frames = timed.cut.shot, timed.cut.frames
    if shot.setup is Setup.TITLE:
        heading = shot.title_text or shot.action
        return card_footage(Card("words", heading), frames, cut)
    if not timed.panels:
        card = Card("missing", shot.display_id, ("no panel was drawn",))
        return card_footage(card, frames, cut)
    if timed.motion is not None:
        # the camera moved when it was drawn
        still = _still_path(frames, cut)
        return Footage(
            frames,
            cut.rate,
            still,
            plates=timed.plates,
            name=shot.display_id,
            motion=timed.motion,
        )
    width, height = cut.picture_px
    seed = shot.seed if shot.seed is not None else int(shot.identity[:8] or "0", 16)
    drawn = [p.overscan for p in timed.panels if not isinstance(p.picture, Missing)]
    path = plan_move(
        shot.move,
        shot.size,
        shot.angle,
        frames=frames,
        rate_hz=float(cut.rate),
        overscan=min(drawn, default=0.0),
        aspect=width / height,
        seed=seed,
        deep=all(p.depth is not None for p in timed.panels),
    )
    return Footage(frames, cut.rate, path, timed.panels, timed.plates, name=shot.display_id)


def silent(footage: Footage | None) -> Footage | None:
    """A footage after its end, when nobody speaks: another reading is no new dissolve."""
    if footage is None or not any(panel.mouths for panel in footage.panels):
        return footage
    return replace(footage, panels=tuple(replace(p, mouths=()) for p in footage.panels))


def _shot_segment(
    timed: TimelineShot, footage: Footage, before: Footage | None, cut: Cut, style: Style
) -> Segment:
    entered = timed.cut
    length = min(entered.transition_frames, entered.frames)
    shown = silent(before) if length and needs_before(entered.transition) else None
    return segment_of(
        cut,
        style,
        entered.shot.display_id,
        entered.shot.identity,
        footage,
        transition=entered.transition if length else ShotTransition.CUT,
        transition_frames=length,
        before=shown,
        panels=timed.panels,
        words=(entered.shot.setup, entered.shot.title_text),
        captions=_captions(entered, cut) if style.subtitles else (),
    )


def tail_segment(cut: Cut, style: Style, before: Footage | None) -> Segment:
    """The last picture fades out over a second at most; black holds the rest."""
    black = card_footage(Card("black"), cut.tail_frames, cut)
    length = min(cut.tail_frames, max(1, frames_from_seconds(1, cut.rate)))
    return segment_of(
        cut,
        style,
        "tail",
        "tail",
        black,
        # out and in take half each, and "in" is black: only the first half is seen
        transition=ShotTransition.FADE_OUT_IN,
        transition_frames=2 * length,
        before=silent(before),
    )


def _on_screen(
    setup: Setup, words: str, frames: int, cut: Cut, late: int, spoken: bool
) -> Sequence[Caption]:
    """Words over a shot's picture; those of an insert are written on what it shows, where nobody
    may be able to read them, and so are its subtitles, if it has no others."""
    if setup is Setup.TITLE or not words:
        return ()
    if setup is not Setup.INSERT or spoken:
        return title_captions(words, frames, cut.rate, late)
    start, length = title_time(words, frames, cut.rate, late)
    return captions_of(written_cues(words, start, length), 0, cut.picture_px)


def _captions(shot: CutShot, cut: Cut) -> tuple[Caption, ...]:
    return tuple(captions_of(subtitle_cues(shot, cut.rate), shot.start_frame, cut.picture_px))


def captions_of(cues: Sequence[Cue], first: int, picture_px: tuple[int, int]) -> list[Caption]:
    """Subtitle cues from a segment's first frame on; split further for narrow pictures.

    Args:
        first: the frame in whose time the cues are at which the segment begins.
    """
    width, height = picture_px
    captions: list[Caption] = []
    for cue in cues:
        start = cue.start_frame - first
        together = len(cue.text_lines) > 1 and all(t.startswith("– ") for t in cue.text_lines)
        if width >= height * _WIDE_ENOUGH or together:
            captions.append(Caption(start, cue.frames, "\n".join(cue.text_lines)))
            continue
        words = _joined(cue.text_lines)
        wide = _is_wide(words)
        chunks = wrap_subtitle(words, columns=_NARROW_WIDE_COLUMNS if wide else _NARROW_COLUMNS)
        total, done, at = sum(len("".join(c)) for c in chunks), 0, 0
        for chunk in chunks[: cue.frames]:
            done += len("".join(chunk))
            end = max(at + 1, cue.frames * done // total)
            captions.append(Caption(start + at, end - at, "\n".join(chunk)))
            at = end
    return captions


def _is_wide(text: str) -> bool:
    return sum(unicodedata.east_asian_width(c) in "WF" for c in text) * 3 > len(text)


def _joined(lines: tuple[str, ...]) -> str:
    return ("" if _is_wide("".join(lines)) else " ").join(lines)

"""Screenplay to shot list, as a first assistant director and a storyboard artist would plan it.

1. who is in it (`characters`), 2. where each scene is (`places`), 3. which shots carry which
words (`coverage`, `dialogue`), 4. how each is framed (`grammar`), 5. panels and cues
(`beats`, `cues`), 6. identities (`identity`), 7. what a person changed (`overrides`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from filmgen.breakdown import camera_words, cues, grammar, identity
from filmgen.breakdown.beats import beats_of
from filmgen.breakdown.cast import Cast
from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.coverage import SceneCoverage
from filmgen.breakdown.draft import Draft, Nature, Piece
from filmgen.breakdown.effect_continuity import carry_effects
from filmgen.breakdown.model import (
    EffectCue,
    Line,
    Setup,
    Shot,
    ShotList,
    ShotTransition,
    Size,
    SoundCue,
)
from filmgen.breakdown.narration import Narrator
from filmgen.breakdown.places import Place, place_scenes
from filmgen.breakdown.presence import Continuity
from filmgen.breakdown.props import find_props
from filmgen.breakdown.prose import weight
from filmgen.breakdown.speech import DUAL
from filmgen.breakdown.why import why_of
from filmgen.screenplay.model import Scene, Screenplay, Transition

if TYPE_CHECKING:
    from filmgen.breakdown.overrides import Overrides


def plan_shots(
    screenplay: Screenplay,
    *,
    previous: ShotList | None = None,
    overrides: Overrides | None = None,
    scenes: frozenset[int] | None = None,
) -> ShotList:
    """Plan every shot of a screenplay.

    Args:
        previous: the shot list of the last draft, so that identities are inherited.
        overrides: what a person changed, see `overrides`.
        scenes: keep only these scene indices. All are planned, so that nothing else differs.

    Returns:
        Shots in script order. The same inputs give the same list.

    Raises:
        ConfigError: an override has a value that cannot be used.
    """
    cast = find_cast(screenplay)
    places = place_scenes(screenplay, cast)
    warnings: list[str] = []
    drafts, fade_out = _cover(screenplay, places, cast, warnings)
    _frame(drafts)
    shots = _shots(drafts, cast)
    headings = [scene.heading.text for scene, _, _ in drafts]
    shots = identity.assign(shots, headings, previous)
    shots = number(shots)
    shot_list = ShotList(
        title=screenplay.title(),
        shots=tuple(shots),
        characters=cast.notes,
        credit_lines=_entries(screenplay, _CREDITS),
        contact_lines=_entries(screenplay, _CONTACT),
        draft_lines=_entries(screenplay, _DRAFT),
        fade_out=fade_out,
        warnings=tuple(warnings),
    )
    if overrides is not None:
        shot_list = overrides.apply(shot_list, previous)
    if scenes is not None:
        kept = tuple(s for s in shot_list.shots if s.scene_index in scenes)
        shot_list = replace(shot_list, shots=kept)
    return shot_list


ESTABLISHING_HOLD_S = 2.4
RETURN_HOLD_S = 1.4
"""How long an establishing shot without any words stands."""

_Entry = tuple[Scene, Place, Draft]


def _cover(
    screenplay: Screenplay, places: Sequence[Place], cast: Cast, warnings: list[str]
) -> tuple[list[_Entry], bool]:
    state = Continuity()
    narrator = Narrator(cast)
    for element in screenplay.front_matter:
        if isinstance(element, Transition):
            state.transition = camera_words.transition(element.text)
    entries: list[_Entry] = []
    reaches = False
    for scene, place in zip(screenplay.scenes, places, strict=True):
        if scene.heading.omitted:
            continue
        cast.enter(scene.index)
        if not place.continues:
            narrator.last, narrator.recent = (), []
            state.intercut = reaches
        drafts = SceneCoverage(scene, place, cast, state, narrator).run()
        if not drafts:
            warnings.append(
                f"scene {scene.number} ({scene.heading.text or 'no heading'}) has nothing to show"
            )
        entries.extend((scene, place, d) for d in drafts)
        reaches = _ends_in_intercut(scene)
    shown = [e for e in entries if e[2].setup is not Setup.TITLE]
    fade_out = state.ended_black or state.transition is ShotTransition.FADE_OUT_IN
    if shown and (fade_out or shown[-1] is not entries[-1] or len(shown) > 3):
        last = shown[-1][2]
        last.ends_film = _may_pull_out(last)
    return entries, fade_out


def _ends_in_intercut(scene: Scene) -> bool:
    """An intercut announced at a scene's end reaches into the next one, no further."""
    last = next((e for e in reversed(scene.elements) if isinstance(e, Transition)), None)
    return last is not None and camera_words.is_intercut(last.text) and scene.elements[-1] is last


def _may_pull_out(draft: Draft) -> bool:
    """An ending may be left behind by the camera unless it is a detail or ordered otherwise."""
    wide_enough = draft.setup in (Setup.ACTION, Setup.TWO_SHOT, Setup.MASTER, Setup.ESTABLISHING)
    return wide_enough and not draft.directed and draft.nature is not Nature.GAZE


def _frame(entries: Sequence[_Entry]) -> None:
    before: Draft | None = None
    sizes: list[Size] = []
    for n, (_, _, draft) in enumerate(entries):
        follower = entries[n + 1][2] if n + 1 < len(entries) else None
        if (
            follower
            and follower.transition_in is ShotTransition.FADE_OUT_IN
            and _may_pull_out(draft)
        ):
            draft.ends_film = True
        grammar.frame(draft, before, sizes)
        assert draft.size is not None
        sizes.append(draft.size)
        if not draft.items and draft.hold_s is None and draft.setup is not Setup.TITLE:
            draft.hold_s = RETURN_HOLD_S if draft.returning else ESTABLISHING_HOLD_S
        before = draft


def _shots(entries: Sequence[_Entry], cast: Cast) -> list[Shot]:
    shots = []
    order: dict[int, dict[str, None]] = {}
    for _, place, draft in entries:
        table = order.setdefault(place.group, {})
        for name in (*draft.subjects, *([draft.over] if draft.over else []), *draft.present):
            table.setdefault(name)
    for scene, place, draft in entries:
        cast.enter(scene.index)
        shots.append(_shot(scene, draft, grammar.sides(tuple(order[place.group])), cast))
    return carry_effects(shots)


def _shot(scene: Scene, draft: Draft, sides: dict[str, str], cast: Cast) -> Shot:
    assert draft.size is not None and draft.angle is not None and draft.move is not None
    present = tuple(
        dict.fromkeys((*draft.subjects, *([draft.over] if draft.over else []), *draft.present))
    )
    if draft.setup is Setup.TITLE:
        present = ()
    action = draft.action
    return Shot(
        identity="",
        display_id="",
        scene_index=scene.index,
        scene_number=scene.number,
        setting=draft.setting,
        setup=draft.setup,
        size=draft.size,
        angle=draft.angle,
        move=draft.move,
        lens_mm=grammar.lens_mm(draft),
        subjects=draft.subjects,
        present=present,
        beats=beats_of(draft),
        source=draft.source,
        why=why_of(draft),
        action=action,
        over=draft.over,
        sides=tuple((n, sides[n]) for n in present if n in sides),
        props=find_props(action),
        insert_prop=draft.insert_prop,
        title_text=draft.title_text,
        lines=_pair_dual(draft.lines),
        effect_cues=_effects(draft, cast),
        sound_cues=_sounds(draft, cast),
        transition_in=draft.transition_in,
        hold_s=draft.hold_s,
    )


def _pair_dual(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines spoken together point at their partner's index in the shot (ids come later)."""
    paired: list[Line] = []
    group_start = before_start = 0
    for i, line in enumerate(lines):
        if i and (
            line.character != lines[i - 1].character or line.dual_with != lines[i - 1].dual_with
        ):
            before_start, group_start = group_start, i
        partner = before_start + i - group_start
        together = line.dual_with == DUAL and partner < group_start
        paired.append(replace(line, dual_with=str(partner) if together else ""))
    return tuple(paired)


def _effects(draft: Draft, cast: Cast) -> tuple[EffectCue, ...]:
    """Effects of a shot, those that happen placed by the words before them, as its sounds are."""
    found: list[tuple[EffectCue, ...]] = []
    before = 0
    for item in draft.items:
        if isinstance(item, Piece):
            found.append(cues.effect_cues(cast.masked(item.text), before, draft.weight))
        before += weight(item.text)
    return cues.merged(found)


def _sounds(draft: Draft, cast: Cast) -> tuple[SoundCue, ...]:
    """Spot sounds of a shot, each placed by the words before it, spoken ones included."""
    total = draft.weight
    found: list[SoundCue] = []
    before = 0
    for item in draft.items:
        if isinstance(item, Piece):
            found.extend(cues.sound_cues(cast.masked(item.text), before, total))
        before += weight(item.text)
    return tuple(found)


def number(shots: Sequence[Shot]) -> list[Shot]:
    """Display ids: the script's scene number, shots counted in tens.

    A number that the script prints over a second scene too gets "-2" there: ids are file names.
    """
    counts: dict[int, int] = {}
    labels: dict[int, str] = {}
    numbered = []
    for shot in shots:
        index = shot.scene_index
        if index not in labels:
            plain = label = scene_label(shot.scene_number)
            taken = {other.casefold() for other in labels.values()}
            more = 2
            while label.casefold() in taken:
                label, more = f"{plain}-{more}", more + 1
            labels[index] = label
        counts[index] = counts.get(index, 0) + 10
        numbered.append(replace(shot, display_id=f"sc{labels[index]}_sh{counts[index]:03d}"))
    return numbered


def scene_label(printed: str) -> str:
    """A printed scene number made sortable: "12A" to "012A", "A12" to "A012"."""
    plain = re.sub(r"[^0-9A-Za-z]+", "-", printed).strip("-") or "0"
    return re.sub(r"\d+", lambda m: f"{int(m[0]):03d}", plain, count=1)


_CREDITS = (
    "subtitle,episode,credit,credits,author,authors,written by,source,署名,作者,编剧,来源,作,脚本"
    ",автор,авторы,источник,autor,autoren,auteur,autore"
)
_CONTACT = "contact,email,address,company,联系方式,联系,контакт,контакты"
_DRAFT = "draft date,date,draft,revision,version,copyright,日期,版本,版权,дата,редакция"
"""Keys of title pages, as `screenplay.title_page` knows them."""


def _entries(screenplay: Screenplay, keys: str) -> tuple[str, ...]:
    """The lines of the title page under some keys, in its order."""
    wanted = keys.split(",")
    return tuple(
        " ".join(line.split())
        for key, value in screenplay.title_page
        if key.casefold() in wanted
        for line in value.splitlines()
        if line.strip()
    )

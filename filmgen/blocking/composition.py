"""What a panel is composed on, whom it shows, and whether a camera still holds it.

From a played beat to the question put to the camera (`View`), and from the camera's answer
back to who steps out of the picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from filmgen.blocking import details
from filmgen.blocking.acting import mentions
from filmgen.blocking.camera import Array, half_extents, project_many
from filmgen.blocking.chance import fraction
from filmgen.blocking.details import focus_of
from filmgen.blocking.floor import Point
from filmgen.blocking.framing import RANGES, View, head_fraction
from filmgen.blocking.hearth import Hearth, flame_item, is_tiny
from filmgen.blocking.lexicon import thing
from filmgen.blocking.model import Camera, Figure, Prop, SetPlan
from filmgen.blocking.performance import Troupe, hand_prop_point
from filmgen.blocking.skeleton import head_height_m
from filmgen.blocking.space import bodies, solid
from filmgen.blocking.staging import side_normal
from filmgen.breakdown.model import Angle, Beat, Setup, Shot, Size

_WIDE = (Size.LS, Size.ELS)
_PEOPLED = (Setup.ACTION, Setup.MASTER, Setup.TWO_SHOT, Setup.REACTION, Setup.MONTAGE)


@dataclass(frozen=True)
class Moment:
    """A beat as played.

    Attributes:
        figures: everybody in the space. item: the thing the panel is composed on instead of
            people, None for people. object: the same, or what an insert shows.
        subjects: indices of whom it is composed on.
    """

    beat: Beat
    figures: tuple[Figure, ...]
    item: Prop | None
    object: Prop | None
    subjects: tuple[int, ...]


_PRONOUN = re.compile(r"\W*(?P<she>she)\b|\W*he\b", re.IGNORECASE)


def attributed(beat: Beat, shot: Shot, troupe: Troupe, speaker: str) -> Beat:
    """The beat with its pronoun's person: after a speech "She swings …" means the speaker."""
    match = _PRONOUN.match(beat.action)
    if match is None or not speaker or speaker in beat.subjects or speaker not in shot.present:
        return beat
    wanted = "female" if match["she"] else "male"
    if troupe.looks[speaker].gender not in ("", wanted):
        return beat
    named = [n for n in troupe.names if n != speaker and mentions(n, troupe.names, beat.action)]
    if beat.subjects and beat.subjects[0] in named:
        return beat
    return replace(beat, subjects=(speaker, *named))


def moments_of(
    shot: Shot, troupe: Troupe, plan: SetPlan, hearth: Hearth | None, speaker: str = ""
) -> tuple[tuple[Moment, tuple[int, ...]], ...]:
    """The beats of a shot, played in order, each with the props that are in use then.

    Args:
        speaker: who spoke last before this shot, "" if nobody did.
    """
    beats = shot.beats or (Beat("A", shot.action),)
    beats = (attributed(beats[0], shot, troupe, speaker), *beats[1:])
    focus = [focus_of(shot, beat, plan, troupe.names) for beat in beats]
    played: list[tuple[Moment, tuple[int, ...]]] = []
    for index, beat in enumerate(beats):
        figures = troupe.play(shot, beat)
        item = focus[index] or _burning(shot, beat, figures, plan, hearth)
        item = item or _lent(focus, beats, index)
        subjects = _subjects(shot, beat, figures) if item is None else ()
        object_ = item or _object(shot, plan, figures)
        # Their own furniture hides nobody; that of bystanders does.
        own = [figures[i] for i in subjects] or list(figures)
        marks = [troupe.actors[f.name].mark for f in own]
        used = {m.prop for m in marks if m.lower not in ("perch", "on ladder", "climb")} - {-1}
        played.append((Moment(beat, figures, item, object_, subjects), tuple(sorted(used))))
    return tuple(played)


_PLACE_ORDERED = re.compile(r"(?:ANGLE|CLOSE|REVERSE|WIDE|BACK) ON\b")
_BURNS = re.compile(r"\b(?:flames?|fire|smoke|blaze|burns|wick|embers)\b", re.IGNORECASE)


def _burning(
    shot: Shot, beat: Beat, figures: Sequence[Figure], plan: SetPlan, hearth: Hearth | None
) -> Prop | None:
    """What burns, where a beat without people is about fire or smoke."""
    own = [c for c in shot.effect_cues if not c.words.startswith("still:")]
    peopled = beat.subjects and not re.match(r"(?:a|the) (?:\w+ )*flame", beat.action, re.I)
    if any(is_tiny(c) for c in own) and shot.size in (Size.CU, Size.ECU):
        return flame_item(figures, plan, shot.subjects)
    if shot.setup is not Setup.ACTION or peopled or not _BURNS.search(beat.action):
        return None
    if any(is_tiny(c) for c in own):
        return flame_item(figures, plan, shot.subjects)
    return hearth.framed or hearth.item if hearth is not None and own else None


def is_wide(shot: Shot) -> bool:
    """Whether a shot shows the place so widely that the next such one must differ."""
    return shot.size in (Size.MLS, Size.LS, Size.ELS) and shot.setup in (
        *_PEOPLED,
        Setup.ESTABLISHING,
    )


def _lent(focus: Sequence[Prop | None], beats: Sequence[Beat], index: int) -> Prop | None:
    """A beat without people or things of its own ("CRASH!") looks where its neighbour looks."""
    if beats[index].subjects or beats[index].line_ids:
        return None
    near = [focus[i] for i in (index + 1, index - 1) if 0 <= i < len(focus)]
    return next((item for item in near if item is not None), None)


def _subjects(shot: Shot, beat: Beat, figures: Sequence[Figure]) -> tuple[int, ...]:
    """Indices of whom the panel is composed on."""
    if shot.setup in (Setup.INSERT, Setup.TITLE):
        return ()
    if not shot.subjects and any(_PLACE_ORDERED.match(b.action) for b in shot.beats):
        return ()
    index = {f.name: i for i, f in enumerate(figures)}
    other = bool(shot.beats) and beat not in shot.beats
    solo = shot.setup is Setup.ACTION and len(shot.subjects) <= 1 and bool(beat.subjects)
    wanted = beat.subjects if other or solo else shot.subjects
    chosen = [index[n] for n in wanted if n in index]
    chosen = chosen or [index[n] for n in shot.subjects if n in index]
    if not chosen and shot.setup in _PEOPLED:
        chosen = list(range(len(figures)))
    if shot.over in index and len(chosen) > 1:
        chosen = [i for i in chosen if i != index[shot.over]]
    return tuple(dict.fromkeys(chosen))


def view_of(
    shot: Shot,
    moment: Moment,
    used: tuple[int, ...],
    troupe: Troupe,
    plan: SetPlan,
    aspect: float,
    before: tuple[Camera, ...] = (),
    takes: tuple[Camera, ...] = (),
) -> View:
    """The question a moment puts to the camera.

    Args:
        used: indices of props that its subjects sit in or on.
        before: cameras of the last wide shots here, or of the last shot.
        takes: cameras of earlier takes of this panel.
    """
    figures = moment.figures
    index = {f.name: i for i, f in enumerate(figures)}
    return View(
        plan=plan,
        figures=figures,
        subjects=moment.subjects,
        size=shot.size,
        angle=shot.angle,
        setup=shot.setup,
        lens_mm=float(min(max(shot.lens_mm, 14), 300)),
        aspect=aspect,
        key=f"{shot.setting.key}/{shot.scene_index}",
        over=index.get(shot.over, -1)
        if shot.angle in (Angle.OTS, Angle.POV) or (shot.setup in (Setup.OTS, Setup.POV))
        else -1,
        sides={index[n]: s for n, s in troupe.sides.items() if n in index},
        line=_line(moment, troupe) if _has_line(shot, figures, troupe.sides) else None,
        object=moment.object,
        read_by=_reader(moment, shot),
        inside=used,
        before=before if is_wide(shot) or moment.item is not None else (),
        manner=fraction(shot.identity, "manner"),
        takes=takes,
    )


_READ = frozenset(["card", "book", "phone", "money"])


def _reader(moment: Moment, shot: Shot) -> int:
    """Who holds an insert's card, book or phone to their eyes: it is seen as they see it."""
    item = moment.object
    if shot.setup is not Setup.INSERT or item is None or item.kind not in _READ:
        return -1
    for i, figure in enumerate(moment.figures):
        at = hand_prop_point(figure, item.kind)
        if at is not None and math.dist(at, item.position) < 0.3:
            return i
    return -1


def _line(moment: Moment, troupe: Troupe) -> tuple[Point, Point] | None:
    """The line of action now: between the main subject and whom they look at, else the scene's."""
    if moment.subjects:
        main = moment.figures[moment.subjects[0]]
        other = looked_at(main, moment.figures)
        sides = {troupe.sides.get(f.name) for f in (main, other) if f is not None}
        if other is not None and sides == {"left", "right"}:
            pair = (main, other) if troupe.sides[main.name] == "left" else (other, main)
            a, b = ((f.position[0], f.position[2]) for f in pair)
            if math.dist(a, b) > 0.2:
                return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), side_normal(a, b)
    return troupe.line()


def looked_at(figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """Whose head a figure's eyes are on, None for nobody's."""
    if figure.gaze is None:
        return None
    eyes = figure.gaze
    gaps = [(math.dist(f.joint("head"), eyes), i) for i, f in enumerate(figures) if f is not figure]
    gap, index = min(gaps, default=(9.0, -1))
    return figures[index] if gap < 0.3 else None


def shown(shot: Shot, view: View, camera: Camera, item: Prop | None) -> tuple[Figure, ...]:
    """The figures of the panel: all but who stands in its way, and whose eyes the camera is."""
    leaving = _astray(camera, view)
    if item is not None:
        leaving = (*leaving, *details.in_front(item, camera, view.figures))
    if shot.angle is Angle.POV and view.over >= 0:
        leaving = (*leaving, view.over)
    return tuple(f for i, f in enumerate(view.figures) if i not in leaving)


def _has_line(shot: Shot, figures: Sequence[Figure], sides: Mapping[str, str]) -> bool:
    here = {sides.get(f.name) for f in figures}
    return {"left", "right"} <= here and shot.angle is not Angle.OVERHEAD


def _object(shot: Shot, plan: SetPlan, figures: Sequence[Figure]) -> Prop | None:
    """What an insert shows: in the hand that holds it, else where it lies or stands."""
    if shot.setup is not Setup.INSERT:
        return None
    hung = details.bulb(shot.insert_prop, plan)
    if hung is not None:
        return hung
    wanted = thing(shot.insert_prop)
    kind = wanted.kind if wanted else "box"
    for figure in figures:
        at = hand_prop_point(figure, kind)
        if at is not None and wanted is not None:
            w, h, d = wanted.size_m
            return Prop(kind, (at[0], at[1] - h / 2, at[2]), figure.facing_rad, (w, h, d))
    same = [p for p in plan.props if p.kind == kind]
    if wanted is not None:
        same = [p for p in same if p.size_m == wanted.size_m] or same
    if same:
        return same[-1]
    if wanted is None and figures:
        # A thing the lexicon lacks: the hands that have it.
        first = next((f for f in figures if f.name in shot.subjects), figures[0])
        hands = np.array([first.joint("l_hand"), first.joint("r_hand")])
        x, y, z = (round(float(v), 4) for v in hands.mean(0))
        return Prop("box", (x, y - 0.12, z), first.facing_rad, (0.3, 0.24, 0.3))
    small = [p for p in plan.props if 0.3 < p.position[1] < 1.3] or list(plan.props)
    return small[0] if small else None


def _astray(camera: Camera, view: View) -> tuple[int, ...]:
    """Bystanders whom no camera could keep on their side: they step out of this panel.

    Of two who cross, whoever the shot is not about leaves; subjects never do.
    """
    seen = project_many(camera, np.array([f.joint("head") for f in view.figures]).reshape(-1, 3))
    shown = (seen[:, 2] > 0) & (np.abs(seen[:, :2] - 0.5) < 0.62).all(1)
    leaving = _beheaded(camera, view, seen)
    if view.subjects and view.size not in (Size.LS, Size.ELS):
        # Nor does a stranger's head fill the foreground of a shot that is about somebody else.
        main = seen[view.subjects[0], 2]
        share = 0.95 if view.size in (Size.ECU, Size.CU) else 0.66
        near = shown & (seen[:, 2] < share * main)
        leaving += [
            int(i)
            for i in np.flatnonzero(near)
            if i not in view.subjects and i != view.over and int(i) not in leaving
        ]
    for i, side in view.sides.items():
        for j, other in view.sides.items():
            if (side, other) != ("left", "right") or not (shown[i] and shown[j]):
                continue
            if seen[i, 0] >= seen[j, 0] and i not in leaving and j not in leaving:
                free = [k for k in (j, i) if k not in view.subjects and k != view.over]
                leaving.extend(free[:1])
    return tuple(leaving)


def _beheaded(camera: Camera, view: View, heads: Array) -> list[int]:
    """Bystanders whom the frame would cut: a body without a head, half a face at the edge."""
    if not view.subjects:
        return _scraps(camera, view, heads)
    main = heads[view.subjects[0], 2]
    hips = project_many(camera, np.array([f.joint("pelvis") for f in view.figures]))
    tan_w, _ = half_extents(camera.focal_mm, camera.aspect)
    found = []
    for i, (head, hip) in enumerate(zip(heads, hips, strict=True)):
        if i in view.subjects or i == view.over or head[2] < 0.1:
            continue
        half = 0.42 * head_height_m(view.figures[i].look) / (2 * tan_w * head[2])
        nearer = head[2] < (0.9 if view.size in _WIDE else 1.7) * main
        cut = head[1] < 0.0 or not -0.02 < head[0] < 1.02
        beside = min(abs(head[0]), abs(head[0] - 1.0)) < half
        above = head[1] < 1.1 * half * camera.aspect and abs(head[0] - 0.5) < 0.5 + half
        halved = (beside or above) and view.size not in _WIDE
        if (nearer and cut and -0.2 < hip[0] < 1.2) or (halved and -0.1 < head[1] < 1.0):
            found.append(i)
    return found


def _scraps(camera: Camera, view: View, heads: Array) -> list[int]:
    """Of whom a picture of the place or of a thing would show knees or an arm, and no head."""
    if view.size in (Size.ECU, Size.CU) or view.setup is Setup.INSERT:
        return []  # a detail may be in a hand
    if view.object is not None and view.object.kind == "candle":
        return []
    headless = (heads[:, 2] < 0.1) | (np.abs(heads[:, :2] - 0.5) > 0.5).any(1)
    found = []
    for i in np.flatnonzero(headless):
        figure = view.figures[i]
        joints = ("pelvis", "l_knee", "r_knee", "l_ankle", "r_ankle", "l_wrist", "r_wrist")
        seen = project_many(camera, np.array([figure.joint(j) for j in joints]))
        inside = (seen[:, 2] > 0.1) & (np.abs(seen[:, :2] - 0.5) < 0.52).all(1)
        if inside.any():
            found.append(int(i))
    return found


def still_good(camera: Camera, view: View) -> bool:
    """Whether the camera of the panel before still holds this one: operators reframe, not jump."""
    if not view.subjects or view.over >= 0:
        return not view.subjects
    main = view.figures[view.subjects[0]]
    low, high = RANGES[view.size]
    if not low * 1.02 <= head_fraction(camera, main) <= high * 0.98:
        return False
    return clear_view(camera, view)


def clear_view(camera: Camera, view: View) -> bool:
    """Subjects inside the frame, sides kept, nothing in front of the main subject's face."""
    heads = np.array([f.joint("head") for f in view.figures])
    seen = project_many(camera, heads)
    for rank, i in enumerate(view.subjects):
        x, y, depth = seen[i]
        low, high = (0.16, 0.84) if rank == 0 else (0.06, 0.94)
        if not (depth > 0.3 and low < x < high and 0.02 < y < 0.72):
            return False
    for i, side in view.sides.items():
        for j, other in view.sides.items():
            facing_both = seen[i, 2] > 0 and seen[j, 2] > 0
            if (side, other) == ("left", "right") and facing_both and seen[i, 0] >= seen[j, 0]:
                return False
    if view.line is not None:
        (px, pz), (nx, nz) = view.line
        if (camera.position[0] - px) * nx + (camera.position[2] - pz) * nz < 0.02:
            return False
    start = np.array([camera.position])
    end = heads[view.subjects[0]][None]
    crowd = bodies(view.figures)
    hits = crowd.cut(start, end)[0]
    own = 2 * view.subjects[0]
    hits[own : own + 2] = False
    return not (hits.any() or solid(view.plan, view.inside).cut(start, end).any())

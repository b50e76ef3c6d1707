"""A scene as 360° stations: where the viewer stands, who and what is where, where gazes lead.

Places are the staged scene's own (`blocking`): metres and degrees, clockwise from where the
viewer looks first. Eyes are never made to turn: a point of interest behind the viewer is led by
sound, and every branch goes on by itself when nobody looks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filmgen.blocking.model import SetPlan, StagedPanel
from filmgen.blocking.stage import block
from filmgen.breakdown.cast import Cast
from filmgen.breakdown.model import Setup, Shot
from filmgen.breakdown.prose import collapse, weight
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import prose
from filmgen.desk.adapt.protocol import Source, Wishes, listed, place_of, printed
from filmgen.screenplay.model import Scene
from filmgen.sound.words.timing import speaking_seconds

EYES_M = 1.6
_NEAR_M = 1.1
"""Nobody stands nearer to the viewer at first."""
_BEHIND = 110
_ACTION_WORDS_A_SECOND = 2.6
_RULES = (
    "You write a 360 degree experience. The viewer stands inside the scene and is addressed as "
    "you. One sentence, present tense: what is noticed there. No camera words, no dialogue."
)
_SOUNDS = {"laugh": "laughter", "keys": "keys turning", "glass": "breaking glass",
           "impact": "a blow", "door": "the door", "horn": "a horn"}  # fmt: skip
_PEOPLE, _THING = "who", "what"


@dataclass(frozen=True)
class Spot:
    """Somebody or something around the viewer: degrees clockwise from the front, metres."""

    name: str
    kind: str
    bearing: int
    distance_m: float
    point: tuple[float, float]


@dataclass(frozen=True)
class Interest:
    """A point of interest: a shot's subject, where it is, how long it plays, what leads there."""

    shot: Shot
    words: str
    spot: Spot | None
    seconds: float
    lead: str


class Vr:
    form = "vr"
    suffix = ".md"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The stations as Markdown."""
        staged = {shot.identity: shot for shot in block(source.shots, aspect=2.0).shots}
        panels = {
            shot.identity: staged[shot.identity].panels
            for shot in source.shots.shots
            if shot.identity in staged and staged[shot.identity].panels
        }
        text = [f"# {source.title}: stations", "", "0° is where the viewer looks first; clockwise.",
                ""]  # fmt: skip
        stations = [scene for scene in source.scenes if source.shots_of.get(scene.index)]
        for place, scene in enumerate(stations):
            text += _station(place + 1, scene, stations[place + 1 :], source, panels, pen)
        return "\n".join(text)


Panels = dict[str, tuple[StagedPanel, ...]]


def _station(
    number: int, scene: Scene, later: Sequence[Scene], source: Source, panels: Panels, pen: Pen
) -> list[str]:
    shots = [shot for shot in source.shots_of[scene.index] if shot.identity in panels]
    if not shots:
        return []
    plan = _main_plan(shots, panels)
    here = [s for s in shots if panels[s.identity][0].set_plan is plan]
    eye = viewer(here, panels)
    front = _front(here, panels, eye)
    interests = list(points(shots, panels, plan, eye, front))
    spots = _around(here, panels, plan, eye, front)
    text = [
        f"## Station {number}: {place_of(scene)}", "",
        f"Scene {scene.number}, {scene.heading.text}", "",
        f"**Viewer** stands at x {eye[0]:.1f} m, z {eye[1]:.1f} m of the set, eyes at "
        f"{EYES_M:.1f} m.", "",
        "**Around the viewer**", "", "| who or what | bearing | distance |", "|---|---|---|",
    ]  # fmt: skip
    text += [
        f"| {s.name} | {s.bearing}° {_clock(s.bearing)} | {s.distance_m:.1f} m |" for s in spots
    ]
    text += ["", "**Points of interest**", ""]
    own = [_own(interest, source.cast) for interest in interests]
    for place, (interest, words) in enumerate(zip(interests, _said(own, pen), strict=True), 1):
        spot = interest.spot
        where = f"{spot.name}, {spot.bearing}°" if spot else "all around"
        text.append(f"{place}. **{where}**, {interest.seconds:.1f} s. {words}")
        text += [f"   - {line.character}: “{line.text}”" for line in interest.shot.lines]
        text.append(f"   - leads there: {interest.lead}")
    return [*text, "", "**Branches**", "", *_branches(number, shots, later, source), ""]


def viewer(shots: Sequence[Shot], panels: Panels) -> tuple[float, float]:
    """The spot from which everybody is near and nobody too near, on a grid of half a metre."""
    points = [
        (figure.position[0], figure.position[2])
        for shot in shots
        for panel in panels[shot.identity]
        for figure in panel.figures
    ]
    plan = panels[shots[0].identity][0].set_plan
    if not points:
        camera = panels[shots[0].identity][0].camera.position
        return (round(camera[0], 1), round(camera[2], 1))
    blocked = [
        (p.position[0], p.position[2], 0.3 + max(p.size_m[0], p.size_m[2]) / 2)
        for p in plan.props
        if p.position[1] < 1.0 and max(p.size_m[0], p.size_m[2]) < 4.0
    ]
    xs, zs = [p[0] for p in points], [p[1] for p in points]
    best, chosen = math.inf, (round(xs[0], 1), round(zs[0] + 2.0, 1))
    for i in range(math.floor(2 * (min(xs) - 2)), math.ceil(2 * (max(xs) + 2)) + 1):
        for k in range(math.floor(2 * (min(zs) - 2)), math.ceil(2 * (max(zs) + 2)) + 1):
            x, z = i / 2, k / 2
            if plan.interior and (
                abs(x) > plan.width_m / 2 - 0.4 or abs(z) > plan.depth_m / 2 - 0.4
            ):
                continue
            if any(math.hypot(x - a, z - b) < r for a, b, r in blocked):
                continue
            gaps = [math.hypot(x - a, z - b) for a, b in points]
            cost = sum(gaps) / len(gaps) + 40.0 * sum(max(0.0, _NEAR_M - g) for g in gaps)
            if cost < best - 1e-9:
                best, chosen = cost, (x, z)
    return chosen


def points(
    shots: Sequence[Shot], panels: Panels, plan: SetPlan, eye: tuple[float, float], front: float
) -> Iterator[Interest]:
    """What happens, shot by shot; shots that part one sentence about one spot are one."""
    held: Interest | None = None
    for shot in shots:
        if shot.setup is Setup.TITLE:
            continue
        panel = panels[shot.identity][0]
        spot = _spot(shot, panel, eye, front) if panel.set_plan is plan else None
        seconds = weight(shot.action) / _ACTION_WORDS_A_SECOND
        seconds += sum(speaking_seconds(line.text, line.language) for line in shot.lines)
        found = Interest(
            shot, collapse(shot.action), spot, round(max(1.5, seconds), 1), _lead(shot, spot)
        )
        if held is not None and spot == held.spot and shot.action[:1].islower():
            held = replace(
                held, shot=replace(held.shot, lines=(*held.shot.lines, *shot.lines)),
                words=f"{held.words} {found.words}",
                seconds=round(held.seconds + found.seconds, 1),
            )  # fmt: skip
            continue
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _spot(shot: Shot, panel: StagedPanel, eye: tuple[float, float], front: float) -> Spot | None:
    figures = {figure.name: figure for figure in panel.figures}
    speaker = next((line.character for line in shot.lines if line.character in figures), "")
    name = next((n for n in (speaker, *shot.subjects) if n in figures), "")
    if shot.insert_prop:
        prop = next((p for p in panel.set_plan.props if shot.insert_prop in (p.kind, p.word)), None)
        if prop is not None:
            return _at(shot.insert_prop, _THING, prop.position, eye, front)
    if not name:
        return None
    return _at(printed(name), _PEOPLE, figures[name].position, eye, front)


def _at(
    name: str, kind: str, position: Sequence[float], eye: tuple[float, float], front: float
) -> Spot:
    x, z = position[0], position[2]
    bearing = round(math.degrees(_angle(eye, (x, z)) - front)) % 360
    return Spot(name, kind, bearing, round(math.hypot(x - eye[0], z - eye[1]), 1), (x, z))


def _angle(eye: tuple[float, float], point: tuple[float, float]) -> float:
    """Clockwise from above, where x is to the right and z towards the viewer of the plan."""
    return math.atan2(point[0] - eye[0], eye[1] - point[1])


def _front(shots: Sequence[Shot], panels: Panels, eye: tuple[float, float]) -> float:
    for shot in shots:
        for name in (*shot.subjects, *shot.present):
            for figure in panels[shot.identity][0].figures:
                if figure.name == name:
                    return _angle(eye, (figure.position[0], figure.position[2]))
    target = panels[shots[0].identity][0].camera.target
    return _angle(eye, (target[0], target[2]))


def _around(
    shots: Sequence[Shot], panels: Panels, plan: SetPlan, eye: tuple[float, float], front: float
) -> list[Spot]:
    """Everybody where they are first seen, and the set's things, nearest first of each kind."""
    people: dict[str, Spot] = {}
    for shot in shots:
        for figure in panels[shot.identity][0].figures:
            if figure.name not in people:
                people[figure.name] = _at(
                    printed(figure.name), _PEOPLE, figure.position, eye, front
                )
    things: dict[str, Spot] = {}
    for prop in sorted(plan.props, key=lambda p: math.dist(p.position[::2], eye)):
        word = prop.word or prop.kind
        things.setdefault(word, _at(word, _THING, prop.position, eye, front))
    return [*people.values(), *list(things.values())[:10]]


def _lead(shot: Shot, spot: Spot | None) -> str:
    behind = spot is not None and _BEHIND < spot.bearing < 360 - _BEHIND
    sounds = list(dict.fromkeys(_SOUNDS.get(c.kind, c.kind) for c in shot.sound_cues))
    if sounds:
        return f"the sound of {' and '.join(sounds)} from there"
    if shot.lines:
        return f"{printed(shot.lines[0].character)}'s voice" + (" from behind" if behind else "")
    if behind:
        return "a sound from behind is needed: the script has none"
    effects = list(dict.fromkeys(cue.kind for cue in shot.effect_cues))
    return f"the light of {effects[0]}" if effects else "movement in view"


def _branches(
    number: int, shots: Sequence[Shot], later: Sequence[Scene], source: Source
) -> list[str]:
    """Where gazes lead: things to look at closely, people to go along with, and on by itself."""
    text = [
        f"- Gaze on the {shot.insert_prop} for 2 s: it fills the view"
        + (f" and reads “{collapse(shot.title_text)}”." if shot.title_text else ".")
        for shot in shots
        if shot.insert_prop
    ]
    if not later:
        return [*text, "- The end: everything stands still, then dark."]
    people = list(dict.fromkeys(n for shot in shots for n in shot.present))
    ways: dict[int, list[str]] = {}
    for name in people:
        for step, scene in enumerate(later, 1):
            if any(name in shot.present for shot in source.shots_of[scene.index]):
                ways.setdefault(number + step, []).append(name)
                break
    for station, names in sorted(ways.items()):
        scene = later[station - number - 1]
        text.append(f"- Gaze on {listed(names)} at the end: station {station}, {place_of(scene)}.")
    seconds = 5
    return [*text, f"- No choice in {seconds} s: station {number + 1}, {place_of(later[0])}."]


def _said(own: Sequence[str], pen: Pen) -> list[str]:
    said: list[str] = []
    for begin in range(0, len(own), 6):
        part = own[begin : begin + 6]
        said += pen.sentences(
            "interest", _RULES, f"Write the {len(part)} points of LINES, one sentence each.", part
        )
    return said


def _own(interest: Interest, cast: Cast) -> str:
    words = prose(interest.words, cast)
    if words:
        return words
    names = list(dict.fromkeys(line.character for line in interest.shot.lines))
    return f"{listed(names)} {'speak' if len(names) > 1 else 'speaks'}." if names else "A pause."


def _main_plan(shots: Sequence[Shot], panels: Panels) -> SetPlan:
    """The set most of the scene plays in."""
    plans = [panels[shot.identity][0].set_plan for shot in shots]
    return max(plans, key=lambda plan: sum(other is plan for other in plans))


def _clock(bearing: int) -> str:
    """ "ahead", "right", "behind", "left", or the hour between."""
    names = {0: "ahead", 3: "right", 6: "behind", 9: "left"}
    hour = round(bearing / 30) % 12
    return names.get(hour, f"{hour} o'clock")

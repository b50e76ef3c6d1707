"""A scene played through: from marks and words to posed figures, beat by beat.

A `Troupe` keeps where each character is, what they do with their legs and what they hold, and
moves on with every beat; asking for a beat's figures changes it, so beats are asked for in
film order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filmgen.blocking.acting import Act, act_of, clauses_of, mentions
from filmgen.blocking.chance import between
from filmgen.blocking.contact import AIMED
from filmgen.blocking.floor import HIGH_RUNG_M, LOW_RUNG_M, Floor, Mark, Point
from filmgen.blocking.meeting import bring_together, lift
from filmgen.blocking.model import Figure, Look, Vec3
from filmgen.blocking.portrayal import (
    Part,
    expression_for,
    figure_of,
    gaze_of,
    idle,
    in_frame,
    mood_of,
    opening,
    solve_all,
)
from filmgen.blocking.postures import first_posture, sits_sometime
from filmgen.blocking.space import yaw_towards
from filmgen.blocking.staging import set_marks, side_normal, sit_down, stand_up
from filmgen.breakdown.model import Beat, Line, Shot

_LADDER_TOP = re.compile(r"\btop (?:rung )?of (?:a|the|his|her) (?:\w+ )?ladder", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"^(?:and |then |but |and then )?"
    r"(?P<verb>(?!(?:his|its|this|thus|was|has|is|plus|less|unless|besides|across|towards|"
    r"perhaps|always|sometimes|others|yes|us)\b)[a-z]{2,}s\b)"
)
_INTO_AN_EAR = re.compile(r"\bears?\b|\b(?:to|with|at) (?:him|her|them|each other|one another)\b")
_PASSING = {
    "walk",
    "run",
    "jump",
    "fall",
    "dive",
    "stagger",
    "climb",
    "lunge",
    "crawl",
    "bend over",
}


@dataclass
class _Actor:
    """Where somebody is: `first` is their first mark, `home` their end of the line."""

    mark: Mark
    first: Mark
    home: Mark
    held: str = ""


class Troupe:
    """Everybody in a scene, from its first beat to its last."""

    def __init__(
        self, floor: Floor, shots: Sequence[Shot], looks: Mapping[str, Look], key: str
    ) -> None:
        self.floor = floor
        self.looks = looks
        self.key = key
        self.sides: dict[str, str] = {}
        names: dict[str, None] = {}
        for shot in shots:
            self.sides.update(dict(shot.sides))
            names.update(dict.fromkeys([n for n, _ in shot.sides]))
        for shot in shots:
            names.update(dict.fromkeys((*shot.subjects, *((shot.over,) if shot.over else ()))))
            names.update(dict.fromkeys(shot.present))
        self.names = tuple(n for n in names if n)
        postures = {n: first_posture(n, self.names, shots, floor) for n in self.names}
        sitters = {n for n in self.names if sits_sometime(n, self.names, shots)}
        high = any(_LADDER_TOP.search(shot.action) for shot in shots)
        self.rungs_m = HIGH_RUNG_M if high else LOW_RUNG_M
        marks, self.kept = set_marks(floor, self.names, postures, self.sides, key, sitters)
        self.actors = {
            n: _Actor(marks[n], marks[n], self.kept.get(n, marks[n])) for n in self.names
        }

    def play(self, shot: Shot, beat: Beat) -> tuple[Figure, ...]:
        """The figures of a beat, in the order of `present`, everybody in the space."""
        here = [n for n in dict.fromkeys((*shot.present, *shot.subjects, shot.over)) if n]
        here = [n for n in here if n in self.actors]
        lines = [line for line in shot.lines if line.id in beat.line_ids]
        if not beat.line_ids and len(shot.beats) == 1:
            lines = list(shot.lines)
        speakers = [line.character for line in lines if line.on_screen]
        acts = {n: self._act(n, beat, lines) for n in here}
        drawn: dict[str, Mark] = {}
        for name in here:
            drawn[name] = self._move(name, acts[name], here, drawn)
        apart = dict(drawn)
        bring_together(self.floor, here, acts, drawn)
        lift(
            self.floor,
            self.looks,
            self.sides,
            self.line(),
            lambda name: self._risen(name, self._others(name, drawn, here)),
            here,
            acts,
            drawn,
        )
        if not self._in_order(here, drawn):
            drawn = apart
        heads = {n: self._head(n, drawn[n]) for n in here}
        parts = [
            self._part(n, acts[n], drawn[n], heads, here, speakers, lines, shot, beat) for n in here
        ]
        solve_all(parts, self.floor)
        self._hand_over(here, acts, beat)
        return tuple(figure_of(part) for part in parts)

    def _hand_over(self, here: Sequence[str], acts: Mapping[str, Act], beat: Beat) -> None:
        """What is given is in the other's hand from the next beat on."""
        for name in here:
            given = acts[name].held
            if acts[name].upper != "give" or not given:
                continue
            others = [n for n in here if n != name]
            named = [n for n in others if mentions(n, self.names, beat.action)]
            taker = next(iter(named or (others if len(others) == 1 else ())), "")
            self.actors[name].held = ""
            if taker:
                self.actors[taker].held = given

    def _act(self, name: str, beat: Beat, lines: Sequence[Line]) -> Act:
        # A pronoun means whoever the breakdown says acts in the beat.
        acting = tuple(n for n in beat.subjects if n in self.names)
        order = tuple(dict.fromkeys((*acting, *self.names)))
        text = beat.action
        if acting and _VERB_FIRST.match(text):
            # "and aims the Glock at Scott": the rest of a sentence about whom the beat is about.
            text = _VERB_FIRST.sub(rf"{acting[0].title()} \g<verb>", text, count=1)
        own = clauses_of(text, order, name)
        if not own and text and beat.subjects == (name,):
            own = tuple(
                c
                for c in (text,)
                if not any(clauses_of(text, self.names, other) for other in self.names)
            )
        said = [line.delivery for line in lines if line.character == name and line.delivery]
        act = act_of((*own, *said))
        phone = any(
            "ON PHONE" in e or "PHONE" in e
            for line in lines
            for e in line.extensions
            if line.character == name
        )
        if phone and not act.upper:
            act = replace(act, upper="phone", held="phone")
        spoken = " ".join(own)
        met = [n for n in self.names if n != name and mentions(n, self.names, spoken)]
        if act.upper == "whisper" and not met and not _INTO_AN_EAR.search(spoken):
            # A hand beside the mouth is for an ear; words under one's breath need none.
            act = replace(act, upper="")
        return replace(act, whom=met[0]) if met else act

    def _others(self, name: str, drawn: Mapping[str, Mark], here: Sequence[str]) -> list[Point]:
        return [(drawn[n] if n in drawn else self.actors[n].mark).at for n in here if n != name]

    def _move(self, name: str, act: Act, here: Sequence[str], drawn: Mapping[str, Mark]) -> Mark:
        """The mark drawn in this beat; the actor's own mark becomes where they end up."""
        actor = self.actors[name]
        others = self._others(name, drawn, here)
        mark = actor.mark
        seed = f"{self.key}/{name}"
        floor = self.floor
        if floor.plan.kind == "car interior":
            return mark
        high = self._raised(act, mark, others, seed)
        if high is not None:
            actor.mark = self._after_climb(name, high, here, others) or high
            return high
        if act.lower in ("sit", "drive") and mark.seat_m is None:
            if act.lower == "drive":
                index = floor.prop_index(act.towards or "car", mark.at)
                index = index if index >= 0 else floor.prop_index("car", mark.at)
                mark = floor.by_car(index, others, seed) if index >= 0 else mark
            else:
                mark = self._seated(name, others, act.towards)
        elif (
            act.lower in ("lie", "lie face down", "prone", "sit on ground")
            and mark.lower != act.lower
        ):
            bed = floor.beds[0] if floor.beds and act.lower == "lie" else None
            if bed and all(math.dist(bed.at, o) > 0.8 for o in others):
                mark = bed
            else:
                mark = replace(self._risen(name, others), lower=act.lower)
        elif act.lower in ("kneel", "crouch", "lean"):
            mark = replace(self._risen(name, others), lower=act.lower)
        elif act.lower == "bend over":
            pass
        elif act.lower == "stand" or act.lower in _PASSING or act.move in ("exit", "go"):
            mark = self._risen(name, others)
        seen = mark
        if act.move == "enter":
            door = floor.door(seed)
            seen = self._between(door, mark, 0.55, others, act.lower or "walk", seed)
        elif act.move == "exit":
            door = floor.door(seed)
            seen = self._between(mark.at, Mark(door, 0.0), 0.6, others, act.lower or "walk", seed)
            seen = replace(seen, facing=yaw_towards(mark.at, door))
        elif act.towards and (act.move == "go" or act.lower in ("walk", "run")):
            index = floor.prop_index(act.towards, mark.at)
            if index >= 0 and mark.seat_m is None:
                goal = floor.use(index, others, seed)
                if math.dist(goal.at, mark.at) > 0.5:
                    seen = self._between(mark.at, goal, 0.65, others, act.lower or "walk", seed)
                mark = goal
        if seen is mark and act.lower in _PASSING:
            seen = replace(mark, lower=act.lower, seat_m=None, prop=-1)
        actor.mark = mark if self._keeps_sides(name, mark, here) else actor.mark
        if not self._keeps_sides(name, seen, here):
            seen = replace(
                actor.mark, lower=seen.lower if actor.mark.seat_m is None else actor.mark.lower
            )
        return seen

    def _raised(self, act: Act, mark: Mark, others: Sequence[Point], seed: str) -> Mark | None:
        """On a ladder or on the edge of something, where the set has it; None for neither."""
        floor = self.floor
        if act.lower in ("on ladder", "climb") or (mark.lower == "on ladder" and not act.lower):
            climbing = act.lower == "climb" and mark.lower == "on ladder"
            if act.lower != "climb" or climbing or act.towards == "stairs":
                index = floor.ladder(mark.at)
                taken = index >= 0 and any(
                    math.dist(floor.on_ladder(index).at, o) < 0.3 for o in others
                )
                if index >= 0 and not taken and act.move not in ("exit", "go"):
                    found = floor.on_ladder(index, 0.3 if climbing else self.rungs_m)
                    return replace(found, lower="climb") if act.lower == "climb" else found
        if act.lower == "perch":
            index = floor.prop_index(act.towards, mark.at) if act.towards else -1
            if index >= 0:
                return floor.perch(index, others, seed)
        return None

    def _after_climb(
        self, name: str, mark: Mark, here: Sequence[str], others: Sequence[Point]
    ) -> Mark | None:
        """Where somebody who climbs ends up: up on the rungs, or, from there, at their foot."""
        if mark.lower != "climb":
            return None
        if self.actors[name].mark.lower != "on ladder":
            return self.floor.on_ladder(mark.prop, self.rungs_m)
        feet = self.floor.ladder_foot(mark.prop, others, f"{self.key}/{name}")
        return next((foot for foot in feet if self._keeps_sides(name, foot, here)), feet[0])

    def _keeps_sides(self, name: str, mark: Mark, here: Sequence[str]) -> bool:
        """Whether a move leaves the left of the scene left of its right, from its line's side."""
        left = [n for n in here if self.sides.get(n) == "left" and n != name]
        right = [n for n in here if self.sides.get(n) == "right" and n != name]
        own = self.sides.get(name)
        base = self.line()
        if own not in ("left", "right") or base is None:
            return True
        _, (nx, nz) = base
        ux, uz = nz, -nx  # the picture's right, as seen from the camera's side
        here_at = mark.at[0] * ux + mark.at[1] * uz
        rivals = right if own == "left" else left
        for other in rivals:
            at = self.actors[other].mark.at
            gap = at[0] * ux + at[1] * uz - here_at
            if (gap if own == "left" else -gap) < 0.35:
                return False
        return True

    def _in_order(self, here: Sequence[str], drawn: Mapping[str, Mark]) -> bool:
        """Whether everybody on the left is left of everybody on the right, along the line."""
        line = self.line()
        if line is None:
            return True
        _, (nx, nz) = line
        here = [n for n in here if drawn[n].lower != "carried"]
        along = {n: drawn[n].at[0] * nz - drawn[n].at[1] * nx for n in here}
        left = [along[n] for n in here if self.sides.get(n) == "left"]
        right = [along[n] for n in here if self.sides.get(n) == "right"]
        return not left or not right or max(left) + 0.2 < min(right)

    def _risen(self, name: str, others: Sequence[Point]) -> Mark:
        actor = self.actors[name]
        mark = actor.mark
        if mark.seat_m is not None or mark.surface_m:
            first = actor.first
            standing = first.seat_m is None and not first.surface_m
            if standing and all(math.dist(first.at, o) > 0.5 for o in others):
                return replace(first, lower="stand")
            return stand_up(self.floor, mark, others, f"{self.key}/{name}")
        return replace(mark, lower="stand")

    def _seated(self, name: str, others: Sequence[Point], kind: str) -> Mark:
        """The seat kept for somebody, else the nearest free one."""
        kept = self.kept.get(name)
        if kept and all(math.dist(kept.at, o) > 0.4 for o in others):
            return kept
        return sit_down(self.floor, self.actors[name].mark, others, kind)

    def _between(
        self, start: Point, goal: Mark, share: float, others: Sequence[Point], lower: str, seed: str
    ) -> Mark:
        ideal = (
            start[0] + share * (goal.at[0] - start[0]),
            start[1] + share * (goal.at[1] - start[1]),
        )
        at = self.floor.near(ideal, others, seed=seed)
        far = math.dist(at, goal.at) > 0.1
        facing = yaw_towards(at, goal.at) if far else goal.facing
        legs = lower if lower in _PASSING else "walk"
        return Mark(at, facing, legs)

    def _head(self, name: str, mark: Mark) -> Vec3:
        """Roughly where a head is, for the others' eyes."""
        look = self.looks[name]
        height = look.height_m * 0.93
        if mark.seat_m is not None:
            height = mark.seat_m + look.height_m * 0.44 + mark.ground_m
        elif mark.lower in ("lie", "lie face down"):
            height = mark.surface_m + 0.2
        elif mark.lower in ("kneel", "crouch", "sit on ground", "crawl"):
            height = look.height_m * 0.6
        return (mark.at[0], height, mark.at[1])

    def _part(
        self,
        name: str,
        act: Act,
        mark: Mark,
        heads: Mapping[str, Vec3],
        here: Sequence[str],
        speakers: Sequence[str],
        lines: Sequence[Line],
        shot: Shot,
        beat: Beat,
    ) -> Part:
        actor = self.actors[name]
        speaks = name in speakers
        seed = f"{self.key}/{name}"
        lower = mark.lower
        if act.lower in _PASSING and mark.seat_m is None and not mark.surface_m:
            lower = act.lower
        upper = act.upper
        if act.move == "exit" and not act.held:
            actor.held = ""
        if act.held:
            actor.held = act.held
        shown = actor.held
        if act.lets_go:
            actor.held = ""
        if not upper:
            upper = idle(lower, shown, speaks, shot.size, f"{seed}/{shot.identity}/{beat.label}")
        upper = in_frame(upper, shot.size)
        if mark.lower == "drive":
            upper = (
                upper
                if upper in ("phone", "point", "drink")
                else ("steer" if mark.at[0] > 0 or len(here) == 1 else "sit and listen")
            )
        if act.look in ("up", "down", "away", "around") and not act.upper:
            upper = f"look {act.look}"
        # A later beat without anything for them to do: held still, it would be the panel before.
        later = beat in shot.beats[1:] and not speaks
        stirs = later and name in (beat.subjects or shot.subjects or here) and act == Act()
        part = Part(
            name,
            self.looks[name],
            act,
            mark,
            lower,
            upper,
            shown,
            mark.facing,
            expression_for(name, act, lines, speaks, mood_of(shot)),
            whom=act.whom if act.whom in here else "",
            seed=seed,
            moment=f"{shot.identity}/{beat.label}" if speaks or stirs else "",
            stirs=stirs,
        )
        part.gaze, part.looks_at = gaze_of(part, self.floor, heads, speakers, shot.over, self.sides)
        if upper in AIMED and not part.whom:
            part.whom = part.looks_at
            part.target = part.gaze if not part.looks_at else None
        turns = mark.seat_m is None and not mark.surface_m
        if turns and lower not in ("walk", "run", "crawl", "dive", "on ladder", "climb", "carried"):
            part.facing = self._opened(part, here)
        return part

    def _opened(self, part: Part, here: Sequence[str]) -> float:
        """The body's facing: towards what is looked at, opened a little to the camera's side."""
        name, mark, gaze = part.name, part.mark, part.gaze
        if gaze is None:
            return mark.facing
        to = yaw_towards(mark.at, gaze)
        line = self.line(here)
        if line is None or name not in here:
            return to
        _, (nx, nz) = line
        open_yaw = math.atan2(nx, nz)
        turn = (open_yaw - to + math.pi) % (2 * math.pi) - math.pi
        # Three-quarter to the camera: half way from the partner to the lens, more for some.
        return to + opening(part.upper, turn, between(0.6, 1.0, name, "open"))

    def line(self, here: Sequence[str] | None = None) -> tuple[Point, Point] | None:
        """(middle, normal to the camera's side) of the line of action, None without one."""
        names = [n for n in self.names if here is None or n in here]
        left = next((n for n in names if self.sides.get(n) == "left"), None)
        right = next((n for n in names if self.sides.get(n) == "right"), None)
        if left is None or right is None:
            full = self.names
            left = next((n for n in full if self.sides.get(n) == "left"), None)
            right = next((n for n in full if self.sides.get(n) == "right"), None)
        if left is None or right is None:
            return None
        a, b = self.actors[left].home, self.actors[right].home
        if math.dist(a.at, b.at) < 0.1:
            return None
        middle = ((a.at[0] + b.at[0]) / 2, (a.at[1] + b.at[1]) / 2)
        return middle, side_normal(a.at, b.at)


def hand_prop_point(figure: Figure, kind: str) -> Vec3 | None:
    """Where a figure holds a thing of a kind, None if it does not."""
    for hand, held in figure.held:
        if held == kind:
            return figure.joint(f"{hand}_hand")
    return None

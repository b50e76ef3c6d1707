"""A scene played through: from marks and words to posed figures, beat by beat.

A `Troupe` keeps where each character is, what they do with their legs and what they hold, and
moves on with every beat; asking for a beat's figures changes it, so beats are asked for in
film order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filmgen.blocking.acting import Act, act_of, clauses_of, expression_of, mentions
from filmgen.blocking.animals import animal_joints
from filmgen.blocking.chance import between, fraction
from filmgen.blocking.floor import Floor, Mark, Point, table_before
from filmgen.blocking.lexicon import HANDHELD
from filmgen.blocking.model import Expression, Figure, Look, Vec3
from filmgen.blocking.poses import hand_used, stance
from filmgen.blocking.skeleton import bones, solve
from filmgen.blocking.space import forward, yaw_towards
from filmgen.blocking.staging import set_marks, side_normal, sit_down, stand_up
from filmgen.breakdown.model import Beat, Line, Shot

_STILL = {
    "sit", "lie", "lie face down", "kneel", "lean", "drive", "sit on ground", "crouch", "ride",
}  # fmt: skip
_PASSING = {"walk", "run", "jump", "fall", "stagger", "climb", "lunge", "crawl"}


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
        postures = {n: self._posture(n, shots) for n in self.names}
        sitters = {n for n in self.names if self._sits(n, shots)}
        marks, self.kept = set_marks(floor, self.names, postures, self.sides, key, sitters)
        self.actors = {
            n: _Actor(marks[n], marks[n], self.kept.get(n, marks[n])) for n in self.names
        }

    def _posture(self, name: str, shots: Sequence[Shot]) -> tuple[str, str]:
        """(lower, prop kind) of a character's first words in the scene."""
        for shot in shots:
            for text in [b.action for b in shot.beats] or [shot.action]:
                for clause in clauses_of(text, self.names, name):
                    act = act_of((clause,))
                    if act.lower == "drive" and self.floor.plan.kind != "car interior":
                        return "", ""
                    if act.lower in _STILL and act.upper not in ("play", "paint"):
                        return act.lower, act.towards
                    if act.upper in ("play", "type", "write", "paint", "work"):
                        seat = "sit" if act.upper in ("play", "type", "write") else ""
                        kind = {"play": "piano", "paint": "easel", "type": "computer"}
                        wish = kind.get(act.upper, "")
                        if self.floor.prop_index(wish) < 0:
                            wish = act.towards or wish
                        return seat, wish
                    if act.lower or act.move:
                        return "", act.towards if act.move != "exit" else ""
                    if act.towards and act.upper:
                        return "", act.towards
        return "", ""

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
        self._touching(here, acts, drawn)
        if not self._in_order(here, drawn):
            drawn = apart
        heads = {n: self._head(n, drawn[n]) for n in here}
        figures = tuple(
            self._figure(n, acts[n], drawn[n], heads, here, speakers, lines, shot, beat)
            for n in here
        )
        self._hand_over(here, acts, beat)
        return figures

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
        own = clauses_of(beat.action, order, name)
        if not own and beat.action and beat.subjects == (name,):
            own = tuple(
                c
                for c in (beat.action,)
                if not any(clauses_of(beat.action, self.names, other) for other in self.names)
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
        return act

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
        if act.lower in ("sit", "drive") and mark.seat_m is None:
            if act.lower == "drive":
                index = floor.prop_index(act.towards or "car", mark.at)
                index = index if index >= 0 else floor.prop_index("car", mark.at)
                mark = floor.by_car(index, others, seed) if index >= 0 else mark
            else:
                mark = self._seated(name, others, act.towards)
        elif act.lower in ("lie", "lie face down", "sit on ground") and mark.lower != act.lower:
            bed = floor.beds[0] if floor.beds and act.lower == "lie" else None
            if bed and all(math.dist(bed.at, o) > 0.8 for o in others):
                mark = bed
            else:
                mark = replace(self._risen(name, others), lower=act.lower)
        elif act.lower in ("kneel", "crouch", "lean"):
            mark = replace(self._risen(name, others), lower=act.lower)
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

    def _sits(self, name: str, shots: Sequence[Shot]) -> bool:
        return any(
            act_of((clause,)).lower == "sit"
            for shot in shots
            for beat in shot.beats
            for clause in clauses_of(beat.action, self.names, name)
        )

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

    def _touching(self, here: Sequence[str], acts: dict[str, Act], drawn: dict[str, Mark]) -> None:
        """Brings together those who embrace, shake hands or fight."""
        for index, name in enumerate(here):
            if acts[name].upper not in (
                "embrace",
                "shake hands",
                "punch",
                "touch shoulder",
                "give",
            ):
                continue
            others = [*here[index + 1 :], *here[:index]]
            free = [n for n in others if drawn[n].seat_m is None and not drawn[n].surface_m]
            if not free or drawn[name].seat_m is not None:
                continue
            other = min(free, key=lambda n: math.dist(drawn[n].at, drawn[name].at))
            reach = {"embrace": 0.42, "punch": 0.72, "touch shoulder": 0.7}.get(
                acts[name].upper, 0.95
            )
            a, b = drawn[name].at, drawn[other].at
            gap = math.dist(a, b)
            if gap <= reach or gap > 4.0:
                continue
            at = (b[0] + (a[0] - b[0]) * reach / gap, b[1] + (a[1] - b[1]) * reach / gap)
            if not bool(self.floor.free([at], 0.2)[0]):
                continue
            if any(math.dist(at, drawn[n].at) < 0.5 for n in here if n not in (name, other)):
                continue
            drawn[name] = replace(drawn[name], at=at, facing=yaw_towards(at, b))
            drawn[other] = replace(drawn[other], facing=yaw_towards(b, at))
            if acts[name].upper in ("embrace", "shake hands") and not acts[other].upper:
                acts[other] = replace(acts[other], upper=acts[name].upper)
            if acts[name].upper == "punch" and not acts[other].upper:
                acts[other] = replace(acts[other], upper="struck")

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

    def _figure(
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
    ) -> Figure:
        look = self.looks[name]
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
            upper = self._idle(lower, speaks, shown, name, shot.identity)
        if mark.lower == "drive":
            upper = (
                upper
                if upper in ("phone", "point", "drink")
                else ("steer" if mark.at[0] > 0 or len(here) == 1 else "sit and listen")
            )
        if act.look in ("up", "down", "away", "around") and not act.upper:
            upper = f"look {act.look}"
        gaze = self._gaze(name, act, heads, here, speakers, shot)
        facing = mark.facing
        if mark.seat_m is None and not mark.surface_m and lower not in ("walk", "run", "crawl"):
            facing = self._opened(name, mark, gaze, here)
        position: Vec3 = (round(mark.at[0], 5), round(mark.ground_m, 5), round(mark.at[1], 5))
        expression = self._expression(name, act, lines, speaks)
        if look.species != "human":
            joints = animal_joints(look, lower, position, facing, gaze, seed)
            return Figure(name, look, lower, position, round(facing, 5), joints, expression, gaze)
        variety = f"{seed}/{upper}"
        moment = f"{shot.identity}/{beat.label}" if speaks else ""
        pose = stance(lower, upper, seed, variety, moment)
        hands = self._hands(upper, mark, act, look, variety)
        joints = solve(
            look,
            pose,
            position,
            facing,
            seat_m=mark.seat_m,
            surface_m=mark.surface_m,
            gaze=gaze,
            hands=hands,
        )
        held = ((hand_used(variety), shown),) if shown in HANDHELD else ()
        label = lower if upper in ("rest", "listen", "sit and listen") else f"{lower}, {upper}"
        return Figure(name, look, label, position, round(facing, 5), joints, expression, gaze, held)

    def _idle(self, lower: str, speaks: bool, held: str, name: str, shot: str) -> str:
        """Arms of somebody whom the words give nothing to do."""
        if lower in (
            "walk",
            "run",
            "climb",
            "fall",
            "crawl",
            "jump",
            "stagger",
            "lie",
            "lunge",
            "lie face down",
            "ride",
            "kneel",
            "crouch",
        ):
            return "hold weapon" if held in ("gun", "rifle") else "rest"
        if held in ("gun", "rifle"):
            return "aim" if speaks else "hold weapon"
        if held == "phone":
            return "phone"
        if held in ("suitcase", "bag", "sword", "pole"):
            return "carry low"
        if held == "card":
            return "hold" if speaks else "read"
        if held:
            return "hold"
        if speaks:
            return "talk"
        return "sit and listen" if lower in ("sit", "drive") else "listen"

    def _gaze(
        self,
        name: str,
        act: Act,
        heads: Mapping[str, Vec3],
        here: Sequence[str],
        speakers: Sequence[str],
        shot: Shot,
    ) -> Vec3 | None:
        own = heads[name]
        if act.look == "down" or act.upper in ("read", "write", "work", "type", "look down"):
            return None
        if act.look in ("up", "away", "around") or act.lower == "drive":
            return None
        if act.upper in ("paint", "open door", "pick up") or (act.towards and not speakers):
            index = self.floor.prop_index(act.towards, (own[0], own[2])) if act.towards else -1
            if index >= 0:
                prop = self.floor.plan.props[index]
                return _point(
                    prop.position[0], prop.position[1] + 0.7 * prop.size_m[1], prop.position[2]
                )
        if act.move == "exit" or act.lower == "lie":
            return None
        others = [n for n in here if n != name]
        if not others:
            return None
        talking = [n for n in speakers if n != name]
        if talking:
            target = talking[-1]
        elif shot.over in others:
            target = shot.over
        else:
            across = [n for n in others if self.sides.get(n) != self.sides.get(name)]
            target = min(across or others, key=lambda n: math.dist(heads[n], own))
        point = heads[target]
        if math.hypot(point[0] - own[0], point[2] - own[2]) < 0.05:
            return None
        return _point(*point)

    def _opened(self, name: str, mark: Mark, gaze: Vec3 | None, here: Sequence[str]) -> float:
        """The body's facing: towards what is looked at, opened a little to the camera's side."""
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
        share = min(0.5 * abs(turn), between(0.55, 0.85, name, "open"))
        return to + math.copysign(share, turn)

    def _hands(
        self, upper: str, mark: Mark, act: Act, look: Look, seed: str
    ) -> dict[str, Vec3] | None:
        if mark.lower != "sit" or mark.seat_m is None:
            return None
        table = table_before(self.floor.plan, mark)
        if table is None or upper not in (
            "rest",
            "sit and listen",
            "talk",
            "hold",
            "type",
            "play",
            "write",
            "read",
        ):
            return None
        b = bones(look)
        fx, fz = forward(mark.facing)
        sx, sz = fz, -fx  # to the figure's left
        top = table.position[1] + table.size_m[1] + 0.035
        ahead = 0.62 * b.reach + between(0.0, 0.08, seed, "ahead")
        hands: dict[str, Vec3] = {}
        both = upper in ("type", "play", "write") or fraction(seed, "both") < 0.6
        if upper == "play":
            top -= 0.35
        main = hand_used(seed)
        for side, sign in (("l", 1.0), ("r", -1.0)):
            if upper in ("talk", "hold", "read") and side == main:
                continue
            if not both and side != main and upper != "talk":
                continue
            aside = sign * between(0.08, 0.2, seed, side, "aside")
            hands[side] = (
                mark.at[0] + fx * ahead + sx * aside,
                top,
                mark.at[1] + fz * ahead + sz * aside,
            )
        return hands or None

    def _expression(self, name: str, act: Act, lines: Sequence[Line], speaks: bool) -> Expression:
        words = " ".join(line.delivery for line in lines if line.character == name)
        face = expression_of(words) or act.expression
        base = face or Expression(
            round(between(-0.2, 0.25, name, "brow"), 3),
            round(between(-0.15, 0.2, name, "mouth"), 3),
        )
        if speaks:
            base = replace(base, mouth_open=max(base.mouth_open, 0.45))
        return base

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


def _point(x: float, y: float, z: float) -> Vec3:
    return (round(x, 4), round(y, 4), round(z, 4))


def hand_prop_point(figure: Figure, kind: str) -> Vec3 | None:
    """Where a figure holds a thing of a kind, None if it does not."""
    for hand, held in figure.held:
        if held == kind:
            return figure.joint(f"{hand}_hand")
    return None

"""One person in one beat: the pose of the arms, the eyes, the face, and the joints of it all.

First everybody is posed alone; then hands that meet others, or point at them, are led there
(`contact`), and eyes find the others' real heads.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from filmgen.blocking.acting import Act, expression_of
from filmgen.blocking.animals import animal_joints
from filmgen.blocking.chance import between, fraction
from filmgen.blocking.contact import AIMED, MUTUAL, REACH_M, touch
from filmgen.blocking.floor import Floor, Mark, table_before
from filmgen.blocking.lexicon import HANDHELD
from filmgen.blocking.model import Expression, Figure, Look, Vec3
from filmgen.blocking.poses import hand_used, stance
from filmgen.blocking.skeleton import bones, solve
from filmgen.blocking.space import forward
from filmgen.breakdown.model import Line, Shot, Size

BUSY_LEGS = frozenset(
    ["walk", "run", "climb", "on ladder", "fall", "dive", "crawl", "jump", "stagger", "lie",
     "lunge", "lie face down", "prone", "ride", "kneel", "crouch", "bend over", "carried"]
)  # fmt: skip
"""Lower halves whose own arms stay when the words give the arms nothing to do."""
_TIGHT = (Size.ECU, Size.CU)
_AT_THE_FACE = frozenset(
    ["drink", "phone", "smoke", "eat", "cry", "cover face", "hold head", "rub face", "think",
     "look up", "look down", "look away", "look around", "whisper", "shade eyes", "laugh", "read",
     "embrace", "hands up", "call", "brace", "look through", "aim", "aim rifle", "guard", "struck",
     "pray", "show", "salute"]
)  # fmt: skip
"""What a close-up shows of the arms; other gestures stay below its frame."""
_IDLE = ("listen", "sit and listen")
_HAND_AT_FACE = frozenset(["whisper", "think", "rub face", "shade eyes", "laugh", "salute"])
"""Gestures that need an empty hand: what is held stays in the other one."""
_LOOKING_DOWN = frozenset(["read", "write", "work", "type", "look down", "check watch", "cry"])
_LOOKING_AT_IT = frozenset(["paint", "open door", "pick up", "reach up", "knock"])
_ON_TABLE = frozenset(
    ["rest", "sit and listen", "talk", "hold", "type", "play", "write", "read"]
)  # fmt: skip


@dataclass
class Part:
    """What somebody does in a beat, before and after their joints are known.

    Attributes:
        whom: name of whom it is done to, "" for nobody.
        target: what is pointed or aimed at, where it is a thing.
        main: the hand it is done with.
        stirs: a later beat of a shot gives them nothing to do: they shift, as people do.
    """

    name: str
    look: Look
    act: Act
    mark: Mark
    lower: str
    upper: str
    held: str
    facing: float
    expression: Expression
    gaze: Vec3 | None = None
    looks_at: str = ""
    whom: str = ""
    target: Vec3 | None = None
    seed: str = ""
    moment: str = ""
    stirs: bool = False
    hands: dict[str, Vec3] = field(default_factory=dict)
    points: dict[str, Vec3] = field(default_factory=dict)
    joints: tuple[tuple[str, Vec3], ...] = ()

    @property
    def way(self) -> str:
        return f"{self.seed}/{self.upper}"

    @property
    def main(self) -> str:
        return "r" if self.upper == "shake hands" else hand_used(self.way)

    @property
    def position(self) -> Vec3:
        at = self.mark.at
        return (round(at[0], 5), round(self.mark.ground_m, 5), round(at[1], 5))


def idle(lower: str, held: str, speaks: bool, size: Size, seed: str) -> str:
    """Arms of somebody whom the words give nothing to do."""
    if lower in BUSY_LEGS:
        return "hold weapon" if held in ("gun", "rifle") else "rest"
    if held in ("gun", "rifle"):
        return "aim" if speaks and held == "gun" else "hold weapon"
    if held == "phone":
        return "phone"
    if held in ("suitcase", "bag", "sword", "pole"):
        return "carry low"
    if held == "card":
        return "hold" if speaks else "read"
    if held:
        return "hold"
    if size in _TIGHT:
        # Hands that reach into a close-up only distract from the face.
        return "rest"
    if speaks:
        # Not every line is waved about.
        return "talk" if fraction(seed, "gestures") < 0.72 else "listen"
    return "sit and listen" if lower in ("sit", "drive") else "listen"


def in_frame(upper: str, size: Size) -> str:
    """The arms as a shot of a size shows them."""
    return "rest" if size in _TIGHT and upper not in _AT_THE_FACE else upper


def solve_all(parts: Sequence[Part], floor: Floor) -> None:
    """Joints of everybody: alone, then with eyes and hands led to the others'."""
    for part in parts:
        part.hands.update(_on_table(part, floor) or {})
        _solve(part)
    by_name = {part.name: part for part in parts}
    changed = []
    for part in parts:
        other = by_name.get(part.looks_at)
        if other is not None:
            head = dict(other.joints)["head"]
            own = dict(part.joints)["head"]
            if math.hypot(head[0] - own[0], head[2] - own[2]) > 0.05:
                part.gaze = _head_up(part, own, head)
        if part.look.species != "human":
            changed.append(part)
            continue
        whom = by_name.get(part.whom)
        if whom is not None or part.target is not None:
            led = touch(
                part.upper,
                part.main,
                part.look,
                dict(part.joints),
                dict(whom.joints) if whom is not None else None,
                part.target,
            )
            if led is not None:
                part.hands.update(led.hands)
                part.points.update(led.points)
        changed.append(part)
    for part in changed:
        _solve(part)


def figure_of(part: Part) -> Figure:
    """The finished figure."""
    idle_arms = part.upper in ("rest", "listen", "sit and listen")
    label = part.lower if idle_arms else f"{part.lower}, {part.upper}"
    free = "l" if part.main == "r" else "r"
    side = free if part.upper in _HAND_AT_FACE else part.main
    held = ((side, part.held),) if part.held in HANDHELD else ()
    animal = part.look.species != "human"
    return Figure(
        part.name,
        part.look,
        part.lower if animal else label,
        part.position,
        round(part.facing, 5),
        part.joints,
        part.expression,
        part.gaze,
        () if animal else held,
    )


def _solve(part: Part) -> None:
    if part.look.species != "human":
        part.joints = animal_joints(
            part.look, part.lower, part.position, part.facing, part.gaze, part.seed
        )
        return
    way = part.way
    if part.stirs and part.upper in _IDLE and not part.held:
        way = f"{way}/{part.moment}"
    pose = stance(part.lower, part.upper, part.seed, way, part.moment, stirs=part.stirs)
    surface = part.mark.surface_m
    if part.lower == "perch" and part.mark.seat_m is not None:
        # Legs hang from the edge instead of reaching for the floor.
        surface = max(part.mark.seat_m - 0.45 * bones(part.look).body, 0.0)
    part.joints = solve(
        part.look,
        pose,
        part.position,
        part.facing,
        seat_m=part.mark.seat_m,
        surface_m=surface,
        gaze=part.gaze if part.upper != "embrace" else None,
        hands=part.hands or None,
        points=part.points or None,
    )


def gaze_of(
    part: Part,
    floor: Floor,
    heads: Mapping[str, Vec3],
    speakers: Sequence[str],
    over: str,
    sides: Mapping[str, str],
) -> tuple[Vec3 | None, str]:
    """(what the eyes are on, whose head it is), None and "" for straight ahead."""
    act, name, own = part.act, part.name, heads[part.name]
    if act.look in ("up", "down", "away", "around") or part.upper in _LOOKING_DOWN:
        return None, ""
    if act.lower in ("drive", "lie", "prone") or part.lower in ("carried", "dive"):
        return None, ""
    if act.upper == "reach up" and act.upper != part.upper and not speakers:
        # A close-up leaves out the hands that work overhead: the eyes stay with them.
        return None, ""
    if part.upper in _LOOKING_AT_IT or (act.towards and not speakers and not part.whom):
        index = floor.prop_index(act.towards, (own[0], own[2])) if act.towards else -1
        if index >= 0:
            x, y, z = floor.plan.props[index].position
            return _point(x, y + 0.7 * floor.plan.props[index].size_m[1], z), ""
    if act.move == "exit":
        return None, ""
    others = [n for n in heads if n != name]
    if not others:
        return None, ""
    talking = [n for n in speakers if n in others]  # nobody here has a joint cue's name
    if part.whom:
        target = part.whom
    elif talking:
        target = talking[-1]
    elif over in others:
        target = over
    else:
        across = [n for n in others if sides.get(n) != sides.get(name)]
        target = min(across or others, key=lambda n: (math.dist(heads[n], own), n))
    point = heads[target]
    if math.hypot(point[0] - own[0], point[2] - own[2]) < 0.05:
        return None, ""
    return _point(*point), target


def _on_table(part: Part, floor: Floor) -> dict[str, Vec3] | None:
    """Wrists on the table, the desk or the keys that somebody sits at."""
    mark, upper, seed = part.mark, part.upper, part.way
    if part.look.species != "human" or mark.lower != "sit" or mark.seat_m is None:
        return None
    table = table_before(floor.plan, mark)
    if table is None or upper not in _ON_TABLE:
        return None
    b = bones(part.look)
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


_DOING = {
    "shout": Expression(-0.7, -0.4, 0.9, 0.3), "call": Expression(0.3, 0.0, 0.9, 0.2),
    "argue": Expression(-0.8, -0.5, 0.5, 0.2), "laugh": Expression(0.2, 1.0, 0.6, -0.4),
    "cry": Expression(0.7, -0.9, 0.2, -0.6), "struck": Expression(0.5, -0.7, 0.6, -0.8),
    "punch": Expression(-1.0, -0.6, 0.3, 0.1), "guard": Expression(-0.8, -0.4, 0.0, 0.1),
    "brace": Expression(1.0, -0.6, 0.7, 1.0), "aim": Expression(-0.7, -0.3, 0.0, -0.1),
    "aim rifle": Expression(-0.6, -0.2, 0.0, -0.4), "embrace": Expression(0.3, 0.6, 0.0, -0.6),
    "think": Expression(-0.35, -0.1, 0.0, -0.15), "hands up": Expression(0.8, -0.4, 0.2, 0.6),
    "shake hands": Expression(0.3, 0.5, 0.0, 0.0), "toast": Expression(0.3, 0.7, 0.1, 0.0),
    "shrug": Expression(0.7, -0.3, 0.0, 0.2), "whisper": Expression(0.2, 0.0, 0.25, 0.1),
}  # fmt: skip
"""The face that goes with what the arms do, where the words name no feeling."""
_ALARMED = Expression(0.65, -0.3, 0.15, 0.55)
_ALARMING = frozenset(["fire", "explosion", "smoke"])


def mood_of(shot: Shot) -> Expression | None:
    """The face that what goes on asks of everybody: a room on fire, shots; None for nothing."""
    great = any(c.kind in _ALARMING and c.intensity >= 0.45 for c in shot.effect_cues)
    shots = any(c.kind in ("gunshot", "explosion", "scream") for c in shot.sound_cues)
    return _ALARMED if great or shots else None


def expression_for(
    name: str, act: Act, lines: Sequence[Line], speaks: bool, mood: Expression | None = None
) -> Expression:
    """The face of a beat: what the words ask for, else the mood's, else the person's own."""
    own = [line for line in lines if line.character == name]
    words = " ".join(line.delivery for line in own)
    face = expression_of(words) or act.expression or _DOING.get(act.upper) or mood
    base = face or Expression(
        round(between(-0.2, 0.25, name, "brow"), 3),
        round(between(-0.15, 0.2, name, "mouth"), 3),
    )
    if speaks:
        base = replace(base, mouth_open=max(base.mouth_open, 0.45))
    return base


def opening(upper: str, turn: float, most: float) -> float:
    """How far a body opens to the camera from what it looks at, radians of `turn`."""
    if upper in ("embrace", "shake hands", "punch", "push"):
        return 0.0
    if upper in ("aim", "aim rifle"):
        most = 0.12
    elif upper in AIMED or upper in MUTUAL or upper in REACH_M:
        most = min(most, 0.28)
    return math.copysign(min(0.5 * abs(turn), most), turn)


def _head_up(part: Part, own: Vec3, target: Vec3) -> Vec3:
    """A point to look at that keeps a head upright on a ladder, however far below somebody is."""
    if part.lower not in ("on ladder", "climb"):
        return target
    apart = math.hypot(target[0] - own[0], target[2] - own[2])
    return _point(target[0], max(target[1], own[1] - 0.2 * apart), target[2])


def _point(x: float, y: float, z: float) -> Vec3:
    return (round(x, 4), round(y, 4), round(z, 4))

"""The shot grammar: every rule of size, angle, lens and move, in one place.

Read it top to bottom: tables of preferences first, then the few functions that choose
from them. The first preference that does not make a jump cut with the shot before wins;
the script's own camera words always win.
"""

from __future__ import annotations

import re

from filmgen.breakdown.draft import Draft, Nature
from filmgen.breakdown.model import Angle, Move, Setup, Size
from filmgen.screenplay.model import PlaceKind

SIZES = (Size.ECU, Size.CU, Size.MCU, Size.MS, Size.MLS, Size.LS, Size.ELS)
"""Tight to wide; the distance between two sizes is counted in steps of this row."""

JUMP_STEPS = 2
"""Cuts on the same subject from the same side need at least this many steps of size."""

SIZE_BY_SETUP: dict[Setup, tuple[Size, ...]] = {
    Setup.MASTER: (Size.LS, Size.MLS, Size.ELS),
    Setup.TWO_SHOT: (Size.MS, Size.MLS, Size.LS),
    Setup.OTS: (Size.MCU, Size.MS, Size.CU),
    Setup.REACTION: (Size.CU, Size.MCU, Size.MS),
    Setup.INSERT: (Size.ECU, Size.CU),
    Setup.POV: (Size.MLS, Size.LS, Size.MS),
    Setup.MONTAGE: (Size.MS, Size.LS, Size.CU, Size.MLS),
    Setup.TITLE: (Size.MS,),
}
"""What a setup likes, best first. Establishing, singles and action have their own tables."""

ESTABLISHING_EXTERIOR = (Size.ELS, Size.LS)
ESTABLISHING_INTERIOR = (Size.LS, Size.ELS)
ESTABLISHING_RETURN = (Size.LS, Size.MLS)

SINGLE_EARLY = (Size.MS, Size.MCU, Size.CU)
SINGLE_MIDDLE = (Size.MCU, Size.CU, Size.MS)
SINGLE_LATE = (Size.CU, Size.MCU, Size.MS)
SINGLE_INTENSE = (Size.CU, Size.MCU, Size.MS)
"""A conversation tightens by thirds; the turn is tightest."""

SIZE_BY_NATURE: dict[Nature, tuple[Size, ...]] = {
    Nature.PLACE: (Size.LS, Size.MLS, Size.ELS),
    Nature.VEHICLE: (Size.LS, Size.ELS, Size.MLS),
    Nature.WALK: (Size.LS, Size.MLS, Size.MS),
    Nature.ENTER: (Size.MLS, Size.LS, Size.MS),
    Nature.EXIT: (Size.MLS, Size.LS, Size.MS),
    Nature.FIGHT: (Size.MLS, Size.MS, Size.MCU, Size.LS),
    Nature.GAZE: (Size.MCU, Size.CU, Size.MS),
    Nature.HANDS: (Size.MS, Size.MCU, Size.MLS),
    Nature.BODY: (Size.ECU, Size.CU),
    Nature.GROUP: (Size.MLS, Size.LS, Size.MS),
    Nature.OTHER: (Size.MS, Size.MLS, Size.MCU),
}

LENS_MM: dict[Size, int] = {
    Size.ECU: 100, Size.CU: 85, Size.MCU: 65, Size.MS: 40, Size.MLS: 35, Size.LS: 28, Size.ELS: 24,
}  # fmt: skip
LENS_BY_SETUP: dict[Setup, int] = {Setup.OTS: 50, Setup.POV: 35, Setup.INSERT: 100}
LENS_HANDHELD_MM = 32

_HIGH = re.compile(
    r"\b(?:(?:lies|falls|is|drops) dead|dead body|lifeless|unconscious|collapses?|crumples|"
    r"sprawled|on the floor|falls to (?:his|her)|"
    r"lies? (?:on|in|still)|curled up|tiny|all alone|far below|looks? down (?:at|into|on))\b",
    re.I,
)
_LOW = re.compile(
    r"\b(?:towers?|looms?|looming|aims|pointed at|points (?:a|the|his|her) (?:gun|pistol|rifle)|"
    r"stands over|rises above|raises (?:a|the|his|her) (?:sword|axe|gun|fist)|looks? up at|"
    r"overhead)\b",
    re.I,
)
_DUTCH = re.compile(
    r"\b(?:dizzy|drunk|staggers|nightmare|drugged|hallucinat\w+|world tilts|delirious)\b", re.I
)
_OVERHEAD = re.compile(
    r"\b(?:from above|seen from the air|strewn (?:about|across|over)|laid out on)\b", re.I
)
_VIEW = re.compile(
    r"\b(?:view|skyline|horizon|valley|coast|shore|harbou?r|city|landscape|stretches|"
    r"rows of|as far as)\b",
    re.I,
)
_PAN = re.compile(
    r"\b(?:looks? around|scans?|surveys?|sweeps? (?:across|the)|turns? (?:and|to (?:see|look)))\b",
    re.I,
)
_TILT = re.compile(
    r"\b(?:looks? up and down|tower(?:ing|s)|skyscraper|from head to toe|climbs the)\b", re.I
)


def steps(a: Size, b: Size) -> int:
    """How many sizes lie between two shots."""
    return abs(SIZES.index(a) - SIZES.index(b))


def is_jump_cut(a: Draft, b: Draft) -> bool:
    """Whether cutting from `a` to `b` would jump: same people, same place, nearly the same picture.

    Inserts, POVs and titles never jump, nor does a change of angle (an OTS to a clean single).
    """
    apart = {Setup.INSERT, Setup.POV, Setup.TITLE}
    if a.setup in apart or b.setup in apart or a.setting.key != b.setting.key:
        return False
    if set(a.subjects) != set(b.subjects) or a.size is None or b.size is None:
        return False
    if a.angle != b.angle or a.over != b.over or a.setting.place != b.setting.place:
        return False
    return steps(a.size, b.size) < JUMP_STEPS


def preferences(draft: Draft) -> tuple[Size, ...]:
    """The sizes a shot would like, best first."""
    if draft.setup is Setup.ESTABLISHING:
        if draft.returning or draft.subjects:
            return ESTABLISHING_RETURN
        inside = draft.setting.place is PlaceKind.INTERIOR
        return ESTABLISHING_INTERIOR if inside else ESTABLISHING_EXTERIOR
    if draft.setup is Setup.SINGLE:
        if draft.intense:
            return SINGLE_INTENSE
        if draft.progress >= 0.7:
            return SINGLE_LATE
        return SINGLE_MIDDLE if draft.progress >= 0.3 or draft.second else SINGLE_EARLY
    if draft.setup is Setup.OTS and draft.progress >= 0.4:
        return (Size.MCU, Size.CU, Size.MS)
    if draft.setup is Setup.TWO_SHOT and len(draft.subjects) > 2:
        return (Size.MLS, Size.LS, Size.MS)
    if draft.setup in SIZE_BY_SETUP:
        return SIZE_BY_SETUP[draft.setup]
    table = SIZE_BY_NATURE[draft.nature]
    if draft.setup is Setup.ACTION and len(draft.subjects) > 1 and table[0] in (Size.MCU, Size.CU):
        return SIZE_BY_NATURE[Nature.GROUP]
    return table


def choose_angle(draft: Draft) -> Angle:
    """Camera height and tilt from what happens; eye level unless the words give a reason."""
    if draft.setup is Setup.OTS and draft.over:
        return Angle.OTS
    if draft.setup is Setup.POV:
        return Angle.POV
    if draft.setup in (Setup.INSERT, Setup.TITLE, Setup.REACTION, Setup.TWO_SHOT, Setup.SINGLE):
        return Angle.EYE
    words = draft.action
    if draft.setup is Setup.ESTABLISHING:
        wide = draft.setting.place is PlaceKind.EXTERIOR and not draft.returning
        return Angle.HIGH if wide and not draft.subjects else Angle.EYE
    for pattern, angle in (
        (_DUTCH, Angle.DUTCH),
        (_OVERHEAD, Angle.OVERHEAD),
        (_LOW, Angle.LOW),
        (_HIGH, Angle.HIGH),
    ):
        if pattern.search(words):
            return angle
    return Angle.EYE


def choose_move(draft: Draft, before: Draft | None) -> Move:
    """A move only where something motivates it; never the same soft move twice running."""
    move = _motivated(draft)
    if (
        move in (Move.PUSH_IN, Move.PAN, Move.TILT, Move.CRANE, Move.PULL_OUT)
        and before
        and before.move is move
    ):
        return Move.STATIC
    return move


def _motivated(draft: Draft) -> Move:
    if draft.setup in (Setup.TITLE, Setup.INSERT):
        return Move.STATIC
    if draft.ends_film:
        return Move.PULL_OUT
    if draft.setup is Setup.ESTABLISHING:
        wide_view = not draft.subjects and not draft.returning and _VIEW.search(draft.action)
        return Move.PAN if wide_view else Move.STATIC
    if draft.nature is Nature.FIGHT and draft.setup is Setup.ACTION:
        return Move.HANDHELD
    walking = draft.nature is Nature.WALK and draft.subjects
    if walking and draft.action_weight >= 6 and draft.setup is Setup.ACTION:
        return Move.TRACK
    if draft.nature is Nature.VEHICLE and draft.setup is Setup.ACTION:
        return Move.PAN
    if draft.setup is Setup.SINGLE and draft.intense and (draft.second or draft.progress >= 0.75):
        return Move.PUSH_IN
    if draft.setup is Setup.ACTION and _TILT.search(draft.action):
        return Move.TILT
    if draft.setup is Setup.ACTION and _PAN.search(draft.action) and draft.subjects:
        return Move.PAN
    return Move.STATIC


def frame(draft: Draft, before: Draft | None, sizes_before: list[Size]) -> None:
    """Settle size, angle and move of a draft, given the framed shot and the sizes before it."""
    directed_size = draft.size is not None
    if draft.angle is None:
        draft.angle = choose_angle(draft)
    if draft.size is None:
        draft.size = _choose_size(draft, before, sizes_before)
    elif before is not None and is_jump_cut(before, draft) and directed_size:
        # The script fixed the size, so the camera goes elsewhere instead.
        draft.angle = Angle.LOW if before.angle is not Angle.LOW else Angle.HIGH
    if draft.move is None:
        draft.move = choose_move(draft, before)


def _choose_size(draft: Draft, before: Draft | None, sizes_before: list[Size]) -> Size:
    wanted = preferences(draft)
    scenic = not draft.subjects and draft.setup is Setup.ACTION and draft.angle is Angle.EYE
    if before and scenic and _would_jump(before, draft, wanted[0]):
        # A place or a machine has no face to come closer to: the camera changes its height.
        draft.angle = Angle.LOW if draft.nature is Nature.VEHICLE else Angle.HIGH
        return wanted[0]
    # A face in extreme close-up or a figure lost in the landscape is a decision, never a way
    # out of a jump cut.
    rest = sorted(
        SIZES, key=lambda s: (s in (Size.ECU, Size.ELS), steps(s, wanted[0]), SIZES.index(s))
    )
    allowed = [
        s
        for s in dict.fromkeys((*wanted, *rest))
        if before is None or not _would_jump(before, draft, s)
    ]
    first = allowed[0] if allowed else wanted[0]
    if draft.setup in (Setup.ACTION, Setup.TWO_SHOT) and sizes_before[-2:] == [first, first]:
        # A third picture of one size in a row looks like a habit: take the next best.
        return next((s for s in allowed if s in wanted and s is not first), first)
    return first


def _would_jump(before: Draft, draft: Draft, size: Size) -> bool:
    draft.size = size
    return is_jump_cut(before, draft)


def lens_mm(draft: Draft) -> int:
    """Focal length on a 36 mm wide sensor."""
    if draft.move is Move.HANDHELD:
        return LENS_HANDHELD_MM
    assert draft.size is not None  # `frame` has settled it
    if draft.setup is Setup.OTS and draft.size is not Size.MCU:
        return LENS_BY_SETUP[Setup.OTS]
    if draft.setup in LENS_BY_SETUP and draft.setup is not Setup.OTS:
        return LENS_BY_SETUP[draft.setup]
    return LENS_MM[draft.size]


def sides(order: tuple[str, ...]) -> dict[str, str]:
    """The 180° rule: the first to appear holds the left, the next the right, and so on.

    They keep these sides for the whole scene, whichever way the camera looks.
    """
    return {name: ("left", "right")[i % 2] for i, name in enumerate(order)}

"""Who speaks with which voice.

Every character wants the voices in an order of its own: those of its gender, near its age
and in the film's English first, ties drawn by a hash of name and voice (rendezvous
hashing). Roles choose in turn, large before small, and a voice that someone of the same
scene has is the last resort. So the cast is the same from run to run, whatever the order of
characters, and a new character moves only roles that are no larger than its own.

When the voices of a gender run out, pairs of them are mixed (`voice.split_blend`), and when
an engine cannot mix, voices are told apart by pace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.sound.names import age_of_name, draw, presumed_gender
from filmgen.sound.voice import Voice, split_blend

ADULT_YEARS = 35
"""Age assumed where neither the script nor the name gives one."""

# Weights of a choice; the larger ones outweigh any sum of the smaller.
_SAME_SCENE = 1000.0
_SHARED_PART = 12.0  # a scene mate speaks with a part of this blend
_NEXT_SCENE = 6.0
_TAKEN_BY_A_PART = 5.0  # someone else with a real part has it, anywhere
_BLEND = 3.0
_MANNER = 2.5
_ACCENT = 2.0
_PER_YEAR = 0.05
_PER_FAR_YEAR = 0.15  # for each year of difference beyond fifteen
_DRAW = 2.5  # full width of the hashed preference
_CHILD_YEARS = 13
_PART_LINES = 4  # from so many lines on, a role is more than a bit part

_BRITISH = re.compile(
    r"\b(?:colour\w*|favour\w*|honour\w*|grey|realis\w+|mum|bloody|bloke|blimey|cheers|lorry|pub|"
    r"constable|quid|guv|arse|whilst|London|Scotland|Manchester|Oxford|Cambridge|Brighton)\b|£"
)
_AMERICAN = re.compile(
    r"\b(?:color\w*|favor\w*|honor\w*|gray|realiz\w+|mom|dollars?|sheriff|cops?|ass|gotta|sidewalk|"
    r"highway|California|York|Texas|Chicago|Angeles|Francisco|Vegas|Boston|FBI|DA|LAPD|NYPD)\b|\$"
)


@dataclass(frozen=True)
class CastEntry:
    """How a character speaks. `speed` multiplies the delivery's own."""

    voice: str
    speed: float = 1.0


@dataclass(frozen=True)
class Cast:
    """Voices by character, upper-case names in order of appearance.

    Attributes:
        unused: names that were set by hand but have no line in this script.
    """

    entries: tuple[tuple[str, CastEntry], ...]
    unused: tuple[str, ...] = ()

    def of(self, character: str) -> CastEntry:
        """Raises KeyError for a name that has no line."""
        return dict(self.entries)[character]


@dataclass(frozen=True)
class _Role:
    name: str
    lines: int
    scenes: frozenset[int]
    gender: str
    age_years: int


def assign_cast(
    shots: ShotList, voices: Sequence[Voice], chosen: Mapping[str, CastEntry] | None = None
) -> Cast:
    """Give every speaking character a voice.

    Args:
        shots: the breakdown, whose lines say who speaks in which scene.
        voices: what the engine offers; empty for engines without voices.
        chosen: entries set by hand (`cast_file.read_cast`), by upper-case name; kept as they are.
    """
    chosen = chosen or {}
    roles = _roles(shots)
    accent = _accent(shots)
    given: dict[str, CastEntry] = {
        role.name: chosen[role.name] for role in roles if role.name in chosen
    }
    by_name = {role.name: role for role in roles}
    candidates = (*voices, *_blends(voices))
    for role in sorted(roles, key=_turn):
        if role.name not in given:
            given[role.name] = _choose(role, candidates, given, by_name, accent)
    return Cast(
        entries=tuple((role.name, given[role.name]) for role in roles),
        unused=tuple(name for name in chosen if name not in by_name),
    )


def _roles(shots: ShotList) -> list[_Role]:
    """Speaking characters in order of appearance."""
    notes = {note.name: note for note in shots.characters}
    lines: Counter[str] = Counter()
    scenes: dict[str, set[int]] = {}
    for shot in shots.shots:
        for line in shot.lines:
            lines[line.character] += 1
            scenes.setdefault(line.character, set()).add(shot.scene_index)
    return [
        _Role(
            name=name,
            lines=lines[name],
            scenes=frozenset(where),
            gender=presumed_gender(name, notes.get(name)),
            age_years=_age(name, notes.get(name)),
        )
        for name, where in scenes.items()
    ]


def _age(name: str, note: CharacterNote | None) -> int:
    if note and note.age_years is not None:
        return note.age_years
    return age_of_name(name) or ADULT_YEARS


def _accent(shots: ShotList) -> str:
    """The English of most of the film's words: en-US unless spelling and places are British."""
    words = " ".join([*(line.text for line in shots.lines()), *(s.action for s in shots.shots)])
    british, american = len(_BRITISH.findall(words)), len(_AMERICAN.findall(words))
    return "en-GB" if british > american else "en-US"


def _turn(role: _Role) -> tuple[int, float, str]:
    """Large roles first, in steps of four times the lines, so that an edit seldom changes it."""
    return -((role.lines.bit_length() + 1) // 2), draw("turn", role.name), role.name


def _choose(
    role: _Role,
    candidates: Sequence[Voice],
    given: Mapping[str, CastEntry],
    by_name: Mapping[str, _Role],
    accent: str,
) -> CastEntry:
    if not candidates:
        return CastEntry(voice="")
    wanted = _voice_gender(role)
    fitting = [voice for voice in candidates if voice.gender == wanted] or candidates
    mates, neighbours, parts = _uses(role, given, by_name)
    mate_parts = Counter(part for voice in mates for part in _part_names(voice))

    def cost(voice: Voice) -> float:
        blend = "+" in voice.id
        years = abs(voice.age_years - role.age_years)
        shared = sum(mate_parts[part] for part in _part_names(voice.id))
        return (
            _SAME_SCENE * mates[voice.id]
            + (_SHARED_PART * shared if shared and not mates[voice.id] else 0.0)
            + _NEXT_SCENE * bool(neighbours[voice.id])
            + (_TAKEN_BY_A_PART * parts[voice.id] if role.lines >= _PART_LINES else 0.0)
            + _PER_YEAR * years
            + _PER_FAR_YEAR * max(0, years - 15)
            + _MANNER * bool(voice.manner)
            + _ACCENT * (voice.accent != accent)
            + _BLEND * blend
            + _DRAW * draw(role.name, voice.id)
        )

    best = min(fitting, key=lambda voice: (cost(voice), voice.id))
    # Voices ran out and cannot be mixed: the second speaker of the scene is told by the pace.
    step = mates[best.id]
    speed = 1.0 if not step else round((0.9 if step % 2 else 1.1) ** ((step + 1) // 2), 3)
    return CastEntry(best.id, max(0.7, min(1.4, speed)))


def _uses(
    role: _Role, given: Mapping[str, CastEntry], by_name: Mapping[str, _Role]
) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each voice is taken: in the role's scenes, the next ones, by real parts."""
    mates: Counter[str] = Counter()
    neighbours: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    around = {scene + step for scene in role.scenes for step in (-1, 1)}
    for name, entry in given.items():
        other = by_name[name]
        mates[entry.voice] += bool(other.scenes & role.scenes)
        neighbours[entry.voice] += bool(other.scenes & around)
        parts[entry.voice] += other.lines >= _PART_LINES
    return mates, neighbours, parts


def _voice_gender(role: _Role) -> str:
    """Boys are spoken by women, as in animation: no grown man's voice passes for a child's."""
    return "female" if role.age_years < _CHILD_YEARS else role.gender


def _blends(voices: Sequence[Voice]) -> Iterable[Voice]:
    """Every pair of everyday voices of one gender that can be mixed."""
    plain = [voice for voice in voices if voice.mixable and not voice.manner]
    for first, second in combinations(sorted(plain, key=lambda voice: voice.id), 2):
        if first.gender == second.gender:
            yield Voice(
                f"{first.id}+{second.id}",
                first.gender,
                first.accent,
                (first.age_years + second.age_years) // 2,
            )


@lru_cache(maxsize=1024)
def _part_names(voice_id: str) -> tuple[str, ...]:
    try:
        return tuple(name for name, _ in split_blend(voice_id))
    except ValueError:  # another engine's way of naming
        return (voice_id,)

"""Who speaks with which voice.

Every character wants the voices in an order of its own: those of its gender, near its age
and in the film's English first, ties drawn by a hash of name and voice (rendezvous
hashing). Roles choose in turn, large before small, and what outweighs everything else is how
far a voice is from those of the same scene (`voice.likeness` of measured timbres). So the cast
is the same from run to run, whatever the order of characters, and a new character moves only
roles that are no larger than its own.

When no single voice is far enough, pairs of a gender's voices are mixed (`voice.split_blend`);
when an engine cannot mix or has too few, voices are told apart by pitch, then by pace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from filmgen.breakdown.model import ShotList
from filmgen.sound.acting.delivery import Delivery
from filmgen.sound.cast.accent import accent_of
from filmgen.sound.cast.names import draw
from filmgen.sound.cast.roles import (
    ANIMAL,
    CROWD,
    MACHINE,
    PERSON,
    TOGETHER,
    Role,
    find_roles,
)
from filmgen.sound.cast.voice import Voice
from filmgen.sound.cast.voice_space import VoiceSpace

ALIKE = 0.75
"""Speaker cosine (Resemblyzer) from which two voices of a scene are hard to tell apart."""

CROWD_VOICES = 5
CHILD_YEARS = 13
"""Below it a child: spoken by a child's voice or a woman's, never by a grown man's."""

_OLD_YEARS = 62

# Weights of a choice; the larger ones outweigh any sum of the smaller.
_SAME_SCENE = 1000.0
_OTHER_LANGUAGE = 500.0
_TOO_NEAR = 100.0  # a scene mate's voice is nearer than `_NEAR`
_PER_COSINE = 400.0  # … and for each unit of cosine beyond it
_NEAR = 0.72  # a little under `ALIKE`: lines differ from those that were measured
_CHILD_FOR_ADULT = 60.0
_ADULT_FOR_CHILD = 30.0
_OLD_FOR_YOUNG = 8.0
_OTHER_CHILD = 3.0  # a girl's voice for a boy
_NEARNESS = 4.0  # between scene mates, from `_FAR` to `_NEAR`
_FAR = 0.62
_NEXT_SCENE = 6.0
_TAKEN_BY_A_PART = 5.0  # someone else with a real part has it, anywhere
_YOUNG_FOR_OLD = 5.0
_BLEND = 3.0
_MANNER = 2.5
_ACCENT = 4.0
_PER_YEAR = 0.05
_PER_FAR_YEAR = 0.15  # for each year of difference beyond fifteen
_DRAW = 2.5  # full width of the hashed preference
_PART_LINES = 4  # from so many lines on, a role is more than a bit part


@dataclass(frozen=True)
class CastEntry:
    """How a character speaks.

    Attributes:
        voice: of the engine; several joined by "&" speak together (`voice.split_chorus`).
        speed: factor on the delivery's own pace.
        pitch_semitones: added to the delivery's, -12 to 12.
        intonation: factor on the delivery's: a machine speaks on one note.
    """

    voice: str
    speed: float = 1.0
    pitch_semitones: float = 0.0
    intonation: float = 1.0

    def say(self, delivery: Delivery) -> Delivery:
        """A delivery as this character gives it; `speed` stays the caller's (it is limited)."""
        return replace(
            delivery,
            pitch_semitones=max(-12.0, min(12.0, delivery.pitch_semitones + self.pitch_semitones)),
            intonation=delivery.intonation * self.intonation,
        )


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


def assign_cast(
    shots: ShotList,
    voices: Sequence[Voice],
    chosen: Mapping[str, CastEntry] | None = None,
    roles: Sequence[Role] | None = None,
) -> Cast:
    """Give every speaking character a voice.

    Args:
        shots: the breakdown, whose lines say who speaks in which scene.
        voices: what the engine offers; empty for engines without voices.
        chosen: entries set by hand (`cast_file.read_cast`), by upper-case name; kept as they are.
        roles: of these shots, if they were read already.
    """
    roles = find_roles(shots) if roles is None else roles
    casting = Casting(roles, voices, accent_of(shots), chosen or {})
    names = {role.name for role in roles}
    return Cast(
        entries=tuple((role.name, casting.entries[role.name]) for role in roles),
        unused=tuple(name for name in chosen or {} if name not in names),
    )


class Casting:
    """One film's voices being given out, role by role.

    Attributes:
        entries: by character, complete once constructed.
        space: how alike the voices are.
    """

    def __init__(
        self,
        roles: Sequence[Role],
        voices: Sequence[Voice],
        accent: str,
        chosen: Mapping[str, CastEntry],
    ) -> None:
        self.space = VoiceSpace(voices)
        self._accent = accent
        self._roles = {role.name: role for role in roles}
        self.entries = {name: chosen[name] for name in self._roles if name in chosen}
        for role in sorted(self._roles.values(), key=_turn):
            if role.name not in self.entries:
                self.entries[role.name] = self._entry(role)

    def ranked(self, role: Role, count: int) -> list[CastEntry]:
        """The best voices for a role beside the cast as it stands, its own left out."""
        costs = self._costs(role, self._fitting(role, self.space.plain))
        own = self.entries[role.name].voice
        order = sorted((cost, voice.id) for voice, cost in costs.items() if voice.id != own)
        return [self._coloured(role, self.space.voice(name)) for _, name in order[:count]]

    def nearest_mate(self, name: str) -> tuple[str, float] | None:
        """The speaker of its scenes who sounds most like a character, and the cosine."""
        found = [
            (alike, other.name)
            for other in self._mates(self._roles[name])
            if other.kind not in (CROWD, TOGETHER)
            and (alike := self._alike(self.entries[name], self.entries[other.name])) is not None
        ]
        if not found or self._roles[name].kind in (CROWD, TOGETHER):
            return None
        alike, other_name = max(found, key=lambda pair: (pair[0], pair[1]))
        return other_name, alike

    def _entry(self, role: Role) -> CastEntry:
        if not self.space.plain:
            return CastEntry(voice="")
        if role.same_as:
            return self.entries[role.same_as]
        if role.kind == TOGETHER:
            names = dict.fromkeys(self.entries[name].voice for name in role.members)
            if names:
                return CastEntry(" & ".join(names))
        if role.kind in (CROWD, TOGETHER):
            return CastEntry(" & ".join(self._crowd(role)))
        return self._choose(role)

    def _crowd(self, role: Role) -> list[str]:
        """Voices of a crowd: of its gender if the name tells one, else half and half."""
        told = bool(role.gender_why)
        named: list[str] = []
        for place in range(CROWD_VOICES):
            gender = role.gender if told else ("female", "male")[place % 2]
            wanted = replace(role, name=f"{role.name} {place}", gender=gender, scenes=frozenset())
            costs = self._costs(wanted, self._fitting(wanted, self.space.plain))
            left = {voice: cost for voice, cost in costs.items() if voice.id not in named}
            if left:
                named.append(min(left, key=lambda voice: (left[voice], voice.id)).id)
        return named

    def _choose(self, role: Role) -> CastEntry:
        costs = self._costs(role, self._fitting(role, self.space.plain))
        if min(costs.values()) >= _TOO_NEAR:
            costs |= self._costs(role, self._fitting(role, self.space.blends()))
        best = min(costs, key=lambda voice: (costs[voice], voice.id))
        entry = self._coloured(role, best)
        taken = {(e.voice, e.pitch_semitones, e.speed) for e in self._mate_entries(role)}
        # Voices ran out and cannot be mixed: told apart by the pitch, then by the pace.
        for step in range(1, 1 + len(taken)):
            if (entry.voice, entry.pitch_semitones, entry.speed) not in taken:
                break
            semitones = (1.5 if step % 2 else -1.5) * ((step + 1) // 2)
            pace = 1.0 if step <= 4 else (0.92, 1.08)[step % 2]
            plain = self._coloured(role, best)
            entry = replace(
                plain,
                pitch_semitones=max(-6.0, min(6.0, plain.pitch_semitones + semitones)),
                speed=round(max(0.7, min(1.4, plain.speed * pace ** max(1, step // 4))), 3),
            )
        return entry

    def _fitting(self, role: Role, voices: Iterable[Voice]) -> list[Voice]:
        """Voices of the role's gender (undescribed ones suit anyone), else all of them."""
        voices = tuple(voices)
        wanted = _voice_gender(role)
        own = [v for v in voices if v.gender in (wanted, "")]
        if role.age_years < CHILD_YEARS:
            own += [v for v in voices if v.gender == role.gender != wanted and _is_child(v)]
        return own or list(voices)

    def _costs(self, role: Role, voices: Iterable[Voice]) -> dict[Voice, float]:
        mates = self._mate_entries(role)
        around = {scene + step for scene in role.scenes for step in (-1, 1)}
        others = [(o, self.entries[o.name]) for o in self._others(role)]
        neighbours = Counter(_speaker(e.voice) for o, e in others if o.scenes & around)
        parts = Counter(_speaker(e.voice) for o, e in others if o.lines >= _PART_LINES)

        def cost(voice: Voice) -> float:
            entry = self._coloured(role, voice)
            years = abs(voice.age_years - role.age_years)
            alike = max((self._alike(entry, mate, 0.6) or 0.0 for mate in mates), default=0.0)
            return (
                _SAME_SCENE * sum(entry.voice == mate.voice for mate in mates)
                + (_TOO_NEAR + _PER_COSINE * (alike - _NEAR) if alike > _NEAR else 0.0)
                + _NEARNESS * max(0.0, min(1.0, (alike - _FAR) / (_NEAR - _FAR)))
                + _misplaced(role, voice)
                + _OTHER_LANGUAGE * (voice.language not in ("", role.language))
                + _NEXT_SCENE * bool(neighbours[_speaker(voice.id)])
                + (
                    _TAKEN_BY_A_PART * parts[_speaker(voice.id)]
                    if role.lines >= _PART_LINES
                    else 0.0
                )
                + _PER_YEAR * years
                + _PER_FAR_YEAR * max(0, years - 15)
                + _MANNER * (bool(voice.manner) and role.kind == PERSON)
                + _ACCENT * (voice.accent != self._accent)
                + _BLEND * ("+" in voice.id)
                + _DRAW * draw(role.name, voice.id)
            )

        return {voice: cost(voice) for voice in voices}

    def _coloured(self, role: Role, voice: Voice) -> CastEntry:
        """A voice as this role speaks with it: older, smaller or flatter where it is not so."""
        if role.kind == MACHINE:
            return CastEntry(voice.id, intonation=0.5)
        if role.kind == ANIMAL:
            return CastEntry(voice.id, pitch_semitones=_size_semitones(role.name))
        if role.age_years < CHILD_YEARS and not _is_child(voice):
            return CastEntry(voice.id, pitch_semitones=3.0 if role.age_years < 10 else 2.0)
        if role.age_years >= _OLD_YEARS and voice.age_years < _OLD_YEARS:
            # Women's voices sink with age and men's rise a little; both slow down (Linville 2001).
            return CastEntry(voice.id, 0.94, -1.5 if voice.gender == "female" else 0.5)
        return CastEntry(voice.id)

    def _alike(
        self, first: CastEntry, second: CastEntry, unknown: float | None = None
    ) -> float | None:
        alike = self.space.alike(first.voice, second.voice)
        return unknown if alike is None else alike

    def _others(self, role: Role) -> list[Role]:
        return [self._roles[name] for name in self.entries if name != role.name]

    def _mates(self, role: Role) -> list[Role]:
        """Those already cast who speak in one of the role's scenes."""
        return [
            other
            for other in self._others(role)
            if other.scenes & role.scenes and role.name != other.same_as and not role.same_as
        ]

    def _mate_entries(self, role: Role) -> list[CastEntry]:
        return [self.entries[o.name] for o in self._mates(role) if o.kind not in (CROWD, TOGETHER)]


def _turn(role: Role) -> tuple[bool, int, float, str]:
    """Large roles first, in steps of four times the lines, so that an edit seldom changes it."""
    size = -((role.lines.bit_length() + 1) // 2)
    follows = bool(role.same_as) or role.kind in (CROWD, TOGETHER)
    return follows, size, draw("turn", role.name), role.name


def _voice_gender(role: Role) -> str:
    """Boys are spoken by women, as in animation: no grown man's voice passes for a child's."""
    return "female" if role.age_years < CHILD_YEARS else role.gender


def _is_child(voice: Voice) -> bool:
    return 0 < voice.age_years < CHILD_YEARS


def _speaker(voice_id: str) -> str:
    """The voice that another stands further apart of: "am_onyx*1.5" is am_onyx still."""
    return voice_id.split("*")[0]


def _misplaced(role: Role, voice: Voice) -> float:
    """Cost of a voice from another time of life."""
    if role.age_years < CHILD_YEARS:
        if not _is_child(voice):
            return _ADULT_FOR_CHILD
        return _OTHER_CHILD * (voice.gender != role.gender)
    if _is_child(voice):
        return _CHILD_FOR_ADULT
    if role.age_years >= _OLD_YEARS:
        return _YOUNG_FOR_OLD * (voice.age_years < 48)
    return _OLD_FOR_YOUNG * (role.age_years < 55 and voice.age_years > _OLD_YEARS)


def _size_semitones(name: str) -> float:
    """A talking animal's pitch beside a person's: small ones high, large ones low."""
    words = set(name.lower().split())
    if words & {"mouse", "bird", "parrot", "kitten", "cat", "puppy", "crow", "gull", "owl"}:
        return 3.0
    if words & {"horse", "bear", "donkey", "mule", "stallion", "mare", "wolf", "lion"}:
        return -3.0
    return -1.0 if words & {"dog", "hound"} else 1.0

"""The cast from one draft to the next: a character keeps its voice as long as that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from filmgen.breakdown.character_notes import DECIDED
from filmgen.breakdown.model import ShotList
from filmgen.sound.cast.assign import ALIKE, CHILD_YEARS, Cast, CastEntry, assign_cast
from filmgen.sound.cast.roles import CROWD, PERSON, TOGETHER, Role, find_roles
from filmgen.sound.cast.voice import Voice, split_chorus
from filmgen.sound.cast.voice_space import VoiceSpace

_YEARS_APART = 15
"""A voice this far from an age that a person decided is cast anew."""


def recast(
    shots: ShotList,
    voices: Sequence[Voice],
    before: Mapping[str, CastEntry],
    chosen: Mapping[str, CastEntry],
) -> Cast:
    """The cast of the last draft where it still fits, else a new one.

    A character keeps its voice when another draft gives it more or fewer lines. It gets a new one
    if the engine has lost the voice or the script now tells another gender or age; and all parts
    are given anew if two speakers of a scene would sound more alike than a new cast's.

    Args:
        before: entries of the last draft, by upper-case name.
        chosen: entries set by hand, which nothing here changes.
    """
    roles = find_roles(shots)
    space = VoiceSpace(voices)
    kept = {
        role.name: before[role.name]
        for role in roles
        if role.name in before and role.kind != TOGETHER and _fits(role, before[role.name], space)
    }
    fresh = assign_cast(shots, voices, chosen, roles)
    if not kept:
        return fresh
    cast = assign_cast(shots, voices, {**kept, **chosen}, roles)
    now = _worst(roles, cast, space)
    better = now >= ALIKE and _worst(roles, fresh, space) < now
    kept_unused = set(kept) - set(chosen)
    return (
        fresh
        if better
        else Cast(cast.entries, tuple(name for name in cast.unused if name not in kept_unused))
    )


def _fits(role: Role, entry: CastEntry, space: VoiceSpace) -> bool:
    try:
        voices = [space.voice(name) for name in split_chorus(entry.voice)]
    except (KeyError, ValueError):
        return False
    if role.kind != PERSON:
        return (len(voices) > 1) == (role.kind == CROWD)
    voice = voices[0]
    child = role.age_years < CHILD_YEARS
    if DECIDED in role.age_why and abs(voice.age_years - role.age_years) > _YEARS_APART:
        return False
    if len(voices) > 1 or (voice.gender == "male" and child and voice.age_years >= CHILD_YEARS):
        return False
    return child or not role.gender_why or voice.gender in (role.gender, "")


def _worst(roles: Sequence[Role], cast: Cast, space: VoiceSpace) -> float:
    """The cosine of the two most alike speakers of a scene; 2 for two that do not differ."""
    people = [role for role in roles if role.kind not in (CROWD, TOGETHER)]
    entries = dict(cast.entries)
    worst = 0.0
    for first, second in combinations(people, 2):
        if first.scenes & second.scenes:
            ours, theirs = entries[first.name], entries[second.name]
            alike = 2.0 if ours == theirs else space.alike(ours.voice, theirs.voice) or 0.0
            worst = max(worst, alike)
    return worst

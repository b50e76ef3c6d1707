"""A person's changes to effect cues, also where later shots of the scene still show them.

A fire that is taken out of the shot whose words call for it is out of the shots that only carry it
on (`effect_continuity`); a colour or an engine it is given holds there too. A shot with an
entry of its own goes its own way.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from filmgen.breakdown.cues import EFFECT_KINDS
from filmgen.breakdown.effect_continuity import STILL
from filmgen.breakdown.model import EffectCue, Shot
from filmgen.errors import ConfigError

if TYPE_CHECKING:
    from filmgen.breakdown.overrides import EffectChange, ShotChange

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def check_cue(cue: EffectCue | EffectChange, where: str) -> None:
    """Whether an effect as written in `shots.toml` can be used.

    Raises:
        ConfigError: an unknown kind (the nearest is named), a number out of its range, a colour
            that is none.
    """
    if cue.kind is not None and cue.kind not in EFFECT_KINDS:
        near = difflib.get_close_matches(cue.kind, EFFECT_KINDS, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(EFFECT_KINDS)}"
        raise ConfigError(f"{where}.kind", f"no effect {cue.kind!r}; {hint}")
    for name, value, least, most in (
        ("intensity", cue.intensity, 0, 1), ("onset", cue.onset, 0, 1), ("wind", cue.wind, -1, 1),
        ("seed", cue.seed, 0, 2**31 - 1),
    ):  # fmt: skip
        if value is not None and not least <= value <= most:
            raise ConfigError(f"{where}.{name}", f"{value} is outside {least} to {most}")
    if cue.colour and not _COLOUR.fullmatch(cue.colour):
        raise ConfigError(f"{where}.colour", f"{cue.colour!r} is not a colour; write #RRGGBB")


def changed_cues(cues: Sequence[EffectCue], change: ShotChange) -> tuple[EffectCue, ...]:
    """A shot's cues with those of an entry removed, changed and added."""
    kept = [cue for cue in cues if cue.kind not in change.remove_effects]
    return (*(_changed(cue, change) for cue in kept), *change.add_effects)


def carry_changes(
    shots: Sequence[Shot], at: int, before: Shot, change: ShotChange, own: Collection[str]
) -> list[tuple[int, Shot]]:
    """Later shots that carry on what an entry removed or changed, by index, as they become.

    Args:
        at: index of the shot the entry is about. before: that shot without the entry.
        own: identities of shots with an entry of their own.
    """
    if not (change.remove_effects or change.effects):
        return []
    carried = {(cue.kind, f"{STILL}{cue.words}") for cue in before.effect_cues}
    found = []
    for index in range(at + 1, len(shots)):
        shot = shots[index]
        if shot.scene_index != before.scene_index:
            break
        if shot.identity in own:
            continue
        cues = tuple(
            _changed(cue, change) if (cue.kind, cue.words) in carried else cue
            for cue in shot.effect_cues
            if (cue.kind, cue.words) not in carried or cue.kind not in change.remove_effects
        )
        if cues != shot.effect_cues:
            found.append((index, replace(shot, effect_cues=cues)))
    return found


def _changed(cue: EffectCue, change: ShotChange) -> EffectCue:
    wanted = change.effects.get(cue.kind)
    if wanted is None:
        return cue
    values: dict[str, Any] = {k: v for k, v in wanted.model_dump().items() if v is not None}
    if cue.words.startswith(STILL):
        values.pop("onset", None)
    return replace(cue, **values)

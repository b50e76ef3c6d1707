"""The words that call for an advisory, a subject a module; all written for filmgen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from filmgen.desk.advisories.rules import Rule, indexed


@cache
def english_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Every English rule under each of its trigger words, lower case."""
    from filmgen.desk.advisories.lexicon import (
        dangers,
        language,
        real_world,
        sex,
        slurs,
        substances,
        violence,
        weapons,
    )  # fmt: skip

    rooms = (violence, weapons, substances, sex, language, slurs, dangers, real_world)
    return indexed(rule for room in rooms for rule in room.RULES)

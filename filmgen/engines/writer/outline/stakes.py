"""What is lost if nobody moves, by genre. No two genres share one: it tells which."""

from __future__ import annotations

from filmgen.engines.writer.outline.deck import pick

_STAKES: dict[str, tuple[str, ...]] = {
    "thriller": ("a name on a list that gets shorter by the hour", "everybody within a mile",
                 "the only witness"),
    "horror": ("whoever falls asleep first", "the part of them that is still alone in here"),
    "comedy": ("the last of their dignity, and the deposit", "a wedding, a job and a good hat"),
    "romance": ("the one person who still laughs at the right place",
                "the rest of their lives, or lunch"),
    "science fiction": ("nine days of air, for one", "the last voice that answers from home"),
    "western": ("a town of forty people and one well", "a promise to a dead man"),
    "crime": ("ten years, for whoever talks second", "the one case that was ever clean"),
    "fantasy": ("a name that holds a kingdom together", "the last spell, which works once"),
    "drama": ("what is left of a family", "the house, and who may call it home",
              "a friendship older than the quarrel"),
}  # fmt: skip


def stakes_of(genre: str, *key: object) -> str:
    """What is at stake in a story of the genre."""
    return pick(_STAKES[genre], "stakes", *key)


def genre_of_stakes(stakes: str) -> str:
    """The genre that the stakes are of, "" if they are not ours."""
    known = stakes.strip().rstrip(".").casefold()
    return next((genre for genre, all_ in _STAKES.items() if known in map(str.casefold, all_)), "")

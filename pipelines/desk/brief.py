"""What a user asks for, with the style and the cast that their files bring."""

from __future__ import annotations

from pathlib import Path

from filmgen.story.logline import checked_logline
from filmgen.story.model import StoryBrief


def make_brief(
    logline: str,
    *,
    scenes: int = 1,
    genre: str = "",
    tone: str = "",
    style_from: Path | None = None,
    characters: Path | None = None,
) -> StoryBrief:
    """A brief, its files read.

    Raises:
        ConfigError: a logline that is none, or a file of characters that cannot be read as such.
        ScreenplayError: the script whose style is wanted cannot be read.
    """
    return StoryBrief(
        checked_logline(logline), scenes, " ".join(genre.split()), " ".join(tone.split())
    )

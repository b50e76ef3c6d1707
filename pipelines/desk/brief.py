"""What a user asks for, with the style and the cast that their files bring."""

from __future__ import annotations

from pathlib import Path

from filmgen.screenplay import read_screenplay
from filmgen.story.characters_file import read_characters
from filmgen.story.logline import checked_logline
from filmgen.story.model import StoryBrief
from filmgen.story.style import excerpt, measure_style, style_rules


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
    logline = checked_logline(logline)
    people = read_characters(characters) if characters is not None else ()
    rules = piece = ""
    if style_from is not None:
        model = read_screenplay(style_from)
        rules, piece = style_rules(measure_style(model)), excerpt(model)
    return StoryBrief(
        logline, scenes, " ".join(genre.split()), " ".join(tone.split()), rules, piece, people
    )

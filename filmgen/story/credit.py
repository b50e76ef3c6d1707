"""What a title page says of who wrote the script."""

from __future__ import annotations

from dataclasses import replace

from filmgen.engines.protocols import WriterEngine
from filmgen.screenplay.model import Screenplay

_KEY = "Notes"


def credited(screenplay: Screenplay, engine: WriterEngine, wrote: tuple[str, ...]) -> Screenplay:
    """The screenplay with a line on its title page that tells who wrote it, or what of it.

    Args:
        wrote: numbers of the scenes written now; ("all",) for a whole script.
    """
    info = engine.describe()
    what = "All of it" if wrote == ("all",) else _scenes(wrote)
    if engine.generates:
        line = f"{what} written by {info.model}, a language model, with filmgen."
    else:
        line = f"{what} made from templates by filmgen's engine {info.engine}; "
        line += "no language model wrote this."
    page = list(screenplay.title_page)
    for place, (key, value) in enumerate(page):
        if key.casefold() == _KEY.casefold():
            if line not in value.split("\n"):
                page[place] = (key, f"{value}\n{line}".strip())
            break
    else:
        page.append((_KEY, line))
    return replace(screenplay, title_page=tuple(page))


def _scenes(numbers: tuple[str, ...]) -> str:
    return f"Scene {numbers[0]}" if len(numbers) == 1 else f"Scenes {', '.join(numbers)}"

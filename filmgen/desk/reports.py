"""What the desk's reports share: forms by file name, templates, text that is safe in Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from filmgen.errors import ConfigError
from filmgen.wording import counted, listed

if TYPE_CHECKING:
    from jinja2 import Environment

REPORT_FORMS = (".html", ".htm", ".md", ".json")
_SHARED = Path(__file__).with_name("templates")
_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]<>|#~"})


def report_form(out: Path, forms: Collection[str] = REPORT_FORMS) -> str:
    """The form that a report's name asks for: its suffix in lower case.

    Raises:
        ConfigError: none of `forms`; asked before the work, nothing is lost by it.
    """
    form = out.suffix.lower()
    if form not in forms:
        names = listed([name for name in forms if name != ".htm"], "or")
        raise ConfigError("-o", f"{out.name!r} is no report; name it {names}")
    return form


def report_templates(room: str, *, html: bool = True) -> Environment:
    """A service's templates, above those that all share (`page.css.j2`).

    Args:
        room: a module's `__file__`; its templates lie in `templates` beside it.
        html: what is printed is escaped; a name a template does not know is an error either way.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader((Path(room).with_name("templates"), _SHARED), encoding="utf-8"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["counted"] = counted
    return templates


def literal(text: str) -> str:
    """Text of others on one line: nothing in it that Markdown or HTML would take for its own."""
    return re.sub(r"\s+", " ", text).translate(_MARKS)

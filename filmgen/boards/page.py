"""Pages of one file: how their templates are read, and how they are written."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from filmgen.desk.reports import report_templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.environment import TemplateStream


def page_templates() -> Environment:
    """The boards' templates: what they print is escaped, a name they do not know is an error."""
    return report_templates(__file__)


def write_stream(stream: TemplateStream, path: Path) -> None:
    """Write a page piece by piece: memory does not grow with its pictures."""
    with path.open("w", encoding="utf-8", newline="\n") as page:
        for part in stream:
            page.write(part)


def webp_uri(webp: bytes) -> str:
    """A picture as part of a page."""
    return f"data:image/webp;base64,{base64.b64encode(webp).decode('ascii')}"

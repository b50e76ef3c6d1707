"""Similar: read, compare with a library, write."""

from __future__ import annotations

from pathlib import Path

from filmgen.desk.reports import report_form
from filmgen.desk.similar.library import KeptVectors, find_similar
from filmgen.desk.similar.model import Similar
from filmgen.desk.similar.report import to_html, to_json, to_markdown
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole

_FORMS = {".html": to_html, ".htm": to_html, ".md": to_markdown, ".json": to_json}


def nearest(
    script: Path,
    library: Path,
    *,
    top: int = 5,
    by: str = "both",
    vectors: str = "auto",
    out: Path | None = None,
    progress: Progress | None = None,
) -> Similar:
    """The nearest scripts of a library by theme and style.

    Args:
        top, by, vectors: see `find_similar`.
        out: a file to write, .html, .md or .json. The model's vectors are kept in `.filmgen`
            beside it for the next time; without it nothing is kept.

    Raises:
        ScreenplayError: the script cannot be read.
        ConfigError: a value or a file of another form.
        EngineUnavailable: MiniLM was asked for and is not here.
        WorkspaceError: no library, or the file cannot be written.
    """
    if out is not None:
        report_form(out)  # a name of another form is refused before any work
    similar = find_similar(
        read_screenplay(script),
        script,
        library,
        top=top,
        by=by,
        vectors=vectors,
        kept=KeptVectors(out.parent) if out is not None else None,
        progress=progress,
    )
    if out is not None:
        write_whole(out, _FORMS[report_form(out)](similar).encode())
    return similar

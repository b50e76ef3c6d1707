"""Advisories: read, find, have what is borderline judged, rate, compare with a library, write."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filmgen.config import Config
from filmgen.desk.advisories.find import covered, find_advisories, languages_of
from filmgen.desk.advisories.judging import judge
from filmgen.desk.advisories.model import Advisories
from filmgen.desk.advisories.originality import originality
from filmgen.desk.advisories.ratings import SYSTEMS, suggest
from filmgen.desk.advisories.report import to_html, to_json, to_markdown
from filmgen.desk.reports import report_form
from filmgen.progress import Progress
from filmgen.screenplay import count_pages, read_screenplay
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord, record_of
from pipelines.desk.session import open_session, write_with_record

_FORMS = {".html": to_html, ".htm": to_html, ".md": to_markdown, ".json": to_json}
_JUDGED = ("borderline findings",)


def advise(
    script: Path,
    *,
    library: Path | None = None,
    systems: tuple[str, ...] = SYSTEMS,
    out: Path | None = None,
    writer: Config | None = None,
    progress: Progress | None = None,
) -> tuple[Advisories, WritingRecord | None]:
    """Content advisories of a script.

    Args:
        library: a folder of scripts to compare it with.
        systems: age-rating systems to suggest for.
        out: a file to write, .html, .md or .json; None writes none.
        writer: a configuration whose writer judges what is borderline; None has nobody judge.

    Returns:
        the advisories, and the record of the model's work where there was one.

    Raises:
        ScreenplayError: the script cannot be read.
        ConfigError: an unknown system, or a file of another form.
        EngineUnavailable, EngineError: the model cannot judge.
        WorkspaceError: the library is none, or the file cannot be written.
    """
    if out is not None:
        report_form(out)  # a name of another form is refused before any work
    screenplay = read_screenplay(script)
    pages = count_pages(screenplay)
    for system in systems:
        suggest((), pages, system)  # an unknown one is refused before any work
    findings = find_advisories(screenplay)
    languages = languages_of(screenplay)
    report = Advisories(
        title=screenplay.title(),
        file=script.name,
        pages=round(pages, 2),
        scenes=sum(not scene.heading.omitted for scene in screenplay.scenes),
        languages=languages,
        partly=tuple(code for code in languages if code != "en" and covered(code)),
        not_covered=tuple(code for code in languages if not covered(code)),
        findings=findings,
        suggestions=(),
    )
    if writer is None:
        report = _finished(report, script, library, systems, progress)
        if out is not None:
            write_whole(out, _FORMS[report_form(out)](report).encode())
        return report, None
    with contextlib.ExitStack() as stack:
        # Without a file to write, the answers are kept nowhere either.
        folder = out.parent if out else Path(stack.enter_context(TemporaryDirectory()))
        session = stack.enter_context(open_session(writer, folder, progress=progress))
        left, kept, dropped, changed = judge(findings, session)
        report = replace(
            report, findings=left, kept=kept, dropped=dropped, changed=changed,
            judged_by=session.engine.describe().model if session.costs() else "",
        )  # fmt: skip
        report = _finished(report, script, library, systems, progress)
        if out is None:
            return report, record_of(session, "", _JUDGED)
        text = _FORMS[report_form(out)](report)
        return report, write_with_record(out, text, session, _JUDGED)


def _finished(
    report: Advisories, script: Path, library: Path | None, systems: tuple[str, ...],
    progress: Progress | None,
) -> Advisories:  # fmt: skip
    suggestions = tuple(suggest(report.findings, report.pages, system) for system in systems)
    compared = None
    if library is not None:
        compared = originality(read_screenplay(script), script, library, progress)
    return replace(report, suggestions=suggestions, originality=compared)

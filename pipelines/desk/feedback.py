"""Feedback: comments on a script, counted without any engine, phrased by one where it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.config import Config
from filmgen.desk.feedback.comments import read_comments
from filmgen.desk.feedback.judge import phrase_notes, sort_rest
from filmgen.desk.feedback.notes import find_notes, find_praise
from filmgen.desk.feedback.page import page
from filmgen.desk.feedback.reading import read_comment
from filmgen.desk.feedback.report import FeedbackReport, make_report
from filmgen.desk.feedback.script_map import map_script
from filmgen.desk.feedback.voices import find_voices
from filmgen.desk.reports import report_form
from filmgen.errors import ConfigError
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord, record_of
from pipelines.desk.session import beside, open_session, write_with_record

_FORMS = (".md", ".json")


@dataclass(frozen=True)
class FeedbackResult:
    """What `gather_feedback` finds.

    Attributes:
        file: where it was written, None if nowhere.
        record: of the engine's part, None without one.
    """

    report: FeedbackReport
    file: Path | None
    record: WritingRecord | None


def gather_feedback(
    script: Path,
    comments: Path,
    out: Path | None = None,
    *,
    config: Config | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> FeedbackResult:
    """Read comments against a script.

    Args:
        out: a .md or .json file; None writes nothing.
        config: with it the configured writer sorts what is of no theme and phrases the notes.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
    """
    if out is not None:
        report_form(out, _FORMS)  # a name of another form is refused before any work
    indexed = map_script(read_screenplay(script))
    entries = read_comments(comments)
    voices = find_voices(entries)
    readings = tuple(read_comment(voice.comment, indexed) for voice in voices.voices)
    if not readings:
        raise ConfigError(
            str(comments), f"no comment among its {len(entries)} entries: all are empty or spam"
        )

    def report_of() -> FeedbackReport:
        return make_report(
            indexed, len(entries), voices, readings, find_notes(readings), find_praise(readings)
        )

    if config is None:
        report = report_of()
        if out is not None:
            write_whole(out, _written(report, out, script).encode())
        return FeedbackResult(report, out, None)
    folder = out.parent if out is not None else beside(script)
    with open_session(config, folder, seed=seed, progress=progress) as session:
        before = {r.comment.id for r in readings if not r.points}
        readings = sort_rest(readings, session)
        helped = {r.comment.id for r in readings if r.points} & before
        report = phrase_notes(report_of(), readings, indexed, session)
        report = report.model_copy(
            update={
                "comments": tuple(
                    entry.model_copy(update={"sorted_by": "model"}) if entry.id in helped else entry
                    for entry in report.comments
                )
            }
        )
        wrote = tuple(f"note {n.number}" for n in report.notes if n.judged)
        if out is None:
            return FeedbackResult(report, None, record_of(session, "", wrote))
        record = write_with_record(out, _written(report, out, script), session, wrote)
        return FeedbackResult(report, out, record)


def _written(report: FeedbackReport, out: Path, script: Path) -> str:
    if report_form(out, _FORMS) == ".json":
        return report.model_dump_json(indent=1) + "\n"
    return page(report, script.name)

"""Analyse: counted by code, judged by a writer engine where one is named, shown as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.boards.analysis_page import analysis_page
from filmgen.config import Config
from filmgen.desk.analysis.count import analyse as count
from filmgen.desk.analysis.document import Analysis
from filmgen.desk.analysis.judged import judge
from filmgen.desk.analysis.shooting import breakdown_csv, cast_csv
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord, record_of, record_path
from pipelines.desk.session import open_session, spare_script, write_with_record

_JUDGED = ("scenes[].judged",)


@dataclass(frozen=True)
class AnalysisResult:
    """What `analyse` leaves behind.

    Attributes:
        files: written, in the order of writing.
        record: of the writer engine, where one was asked.
    """

    analysis: Analysis
    files: tuple[Path, ...]
    record: WritingRecord | None


def analyse(
    script: Path,
    *,
    html: Path | None = None,
    out: Path | None = None,
    config: Config | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> AnalysisResult:
    """Analyse a script.

    Args:
        html: write the page there.
        out: a folder for analysis.json, analysis.html, breakdown.csv and cast.csv.
        config: with the writer that judges the scenes; None asks nobody.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
    """
    spare_script(script, html, "--html")
    spare_script(script, out)
    screenplay = read_screenplay(script)
    analysis = count(screenplay)
    if config is None:
        texts = _texts(analysis, html, out)
        for path, text in texts.items():
            write_whole(path, text.encode())
        return AnalysisResult(analysis, tuple(texts), None)
    folder = out or (html.parent if html else Path())
    with open_session(config, folder, seed=seed, progress=progress) as session:
        analysis, notes = judge(analysis, screenplay, session)
        files: list[Path] = []
        for path, text in _texts(analysis, html, out).items():
            files.append(path)
            if path.suffix == ".csv":  # nothing in it is a model's
                write_whole(path, text.encode())
            else:
                write_with_record(path, text, session, _JUDGED, notes)
                files.append(record_path(path))
        record = record_of(session, files[0].name if files else "", _JUDGED, notes)
    return AnalysisResult(analysis, tuple(files), record)


def _texts(analysis: Analysis, html: Path | None, out: Path | None) -> dict[Path, str]:
    texts: dict[Path, str] = {}
    if html is not None:
        texts[html] = analysis_page(analysis)
    if out is not None:
        texts[out / "analysis.json"] = dump_analysis(analysis)
        texts[out / "analysis.html"] = analysis_page(analysis)
        texts[out / "breakdown.csv"] = breakdown_csv(analysis)
        texts[out / "cast.csv"] = cast_csv(analysis)
    return texts


def dump_analysis(analysis: Analysis) -> str:
    """The document as JSON text."""
    return analysis.model_dump_json(indent=1) + "\n"

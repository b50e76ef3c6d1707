"""`filmgen draft-diff` as a call: two scripts read, compared, and told in the form asked for."""

from __future__ import annotations

from pathlib import Path

from filmgen.desk.drafts.compare import compare_drafts
from filmgen.desk.drafts.model import DraftDiff
from filmgen.desk.drafts.page import to_html, to_markdown
from filmgen.desk.reports import report_form
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole


def diff_drafts(old: Path, new: Path) -> DraftDiff:
    """Compare two drafts, each Fountain or FDX.

    Raises:
        ScreenplayError: one of them cannot be read.
    """
    return compare_drafts(read_screenplay(old), read_screenplay(new))


def write_diff(diff: DraftDiff, out: Path) -> Path:
    """Write a comparison in the form that the suffix of `out` names: .html, .md or .json.

    Raises:
        ConfigError: another suffix.
        WorkspaceError: it cannot be written.
    """
    form = report_form(out)
    if form == ".json":
        text = diff.model_dump_json(indent=1) + "\n"
    else:
        text = to_markdown(diff) if form == ".md" else to_html(diff)
    write_whole(out, text.encode())
    return out

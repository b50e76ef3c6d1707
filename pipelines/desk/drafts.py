"""`filmgen draft-diff` as a call: two scripts read, compared, and told in the form asked for."""

from __future__ import annotations

from pathlib import Path

from filmgen.desk.drafts.compare import compare_drafts
from filmgen.desk.drafts.model import DraftDiff
from filmgen.errors import ConfigError
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole

FORMS = (".html", ".md", ".json")


def diff_drafts(old: Path, new: Path) -> DraftDiff:
    """Compare two drafts, each Fountain or FDX.

    Raises:
        ScreenplayError: one of them cannot be read.
    """
    return compare_drafts(read_screenplay(old), read_screenplay(new))


def write_diff(diff: DraftDiff, out: Path) -> Path:
    """Write a comparison in the form that the suffix of `out` names.

    Raises:
        ConfigError: another suffix than `FORMS`.
        WorkspaceError: it cannot be written.
    """
    check_form(out)
    if out.suffix.lower() == ".json":
        text = diff.model_dump_json(indent=1) + "\n"
    elif out.suffix.lower() == ".md":
        from filmgen.desk.drafts.page import markdown

        text = markdown(diff)
    else:
        from filmgen.desk.drafts.page import html

        text = html(diff)
    write_whole(out, text.encode())
    return out


def check_form(out: Path) -> None:
    """Refuse a name before the work is done.

    Raises:
        ConfigError: another suffix than `FORMS`.
    """
    if out.suffix.lower() not in FORMS:
        raise ConfigError("-o", f"{out.name} ends in none of {', '.join(FORMS)}")

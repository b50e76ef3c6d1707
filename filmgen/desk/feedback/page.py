"""The report as Markdown: what to revise first, what to keep, who says so."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from filmgen.desk.feedback.report import FeedbackReport, Note, Tally
from filmgen.desk.reports import literal
from filmgen.wording import counted

_IDS_SHOWN = 12
_KEPT_SHOWN = 12
_QUOTES_SHOWN = 2


def in_short(report: FeedbackReport) -> str:
    """One line: "44 voices: 13 like it, 24 complain …; 1 repeated, 1 advertises, 2 say nothing"."""
    feelings = report.feelings
    parts = [
        f"{feelings['praise']} like it", f"{feelings['complaint']} complain",
        f"{feelings['mixed']} do both", f"{feelings['neutral']} neither",
    ]  # fmt: skip
    line = f"{counted(report.voices, 'voice')}: {', '.join(parts)}"
    left = [
        (report.merged, "repeated"), (len(report.spam), "advertising"),
        (len(report.empty), "empty"), (len(report.unsorted), "of no theme"),
    ]  # fmt: skip
    rest = ", ".join(f"{number} {what}" for number, what in left if number)
    mark = f"; mean rating {report.rating:.0%}" if report.rating is not None else ""
    return line + mark + (f"; {rest}" if rest else "")


def command_of(note: Note, script: str) -> str:
    """The `filmgen revise` that works a note in."""
    scene = f" --scene {note.scene}" if note.scene else ""
    return f"filmgen revise {shlex.quote(script)} --note {shlex.quote(note.note)}{scene}"


def page(report: FeedbackReport, script: str) -> str:
    """The report as Markdown.

    Args:
        script: the script's file, for the commands.
    """
    parts = [f"# Feedback on {literal(report.script)}", in_short(report) + "."]
    if report.notes:
        parts.append("## Revise")
        parts += [_note(note, script) for note in report.notes]
    if report.keep:
        parts.append("## Keep")
        kept = [
            f"- {literal(k.note)} {counted(k.voices, 'voice')} ({_ids(k.comments)})"
            + (f" — “{literal(k.quotes[0])}”" if k.quotes else "")
            for k in report.keep[:_KEPT_SHOWN]
        ]
        parts.append("\n".join(kept))
    for title, tallies in (
        ("Themes", report.themes), ("Scenes", report.scenes), ("Characters", report.characters)
    ):  # fmt: skip
        if tallies:
            parts += [f"## {title}", _table(tallies)]
    return "\n\n".join(parts) + "\n"


def _note(note: Note, script: str) -> str:
    against = f"; against: {_ids(note.against_comments)}" if note.against else ""
    parts = [
        f"### {note.number}. {literal(note.note)}",
        f"{note.said} ({_ids(note.comments)}{against})."
        + (f" {literal(note.summary)}" if note.summary else ""),
        "  \n".join(f"> {literal(quote)}" for quote in note.quotes[:_QUOTES_SHOWN]),
        f"```sh\n{command_of(note, script)}\n```",
    ]
    return "\n\n".join(filter(None, parts))


def _table(tallies: Sequence[Tally]) -> str:
    rows = ["| | voices | like it | complain | both |", "|---|--:|--:|--:|--:|"]
    rows += [
        f"| {literal(t.name)} | {t.voices} | {t.praise} | {t.complaint} | {t.mixed} |"
        for t in tallies
    ]
    return "\n".join(rows)


def _ids(ids: Sequence[str]) -> str:
    more = len(ids) - _IDS_SHOWN
    return ", ".join(ids[:_IDS_SHOWN]) + (f" and {more} more" if more > 0 else "")

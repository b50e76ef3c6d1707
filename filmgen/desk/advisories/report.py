"""The advisories as a document: HTML that opens anywhere, Markdown, JSON."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from filmgen.desk.advisories.model import DEGREES, TITLES, Advisories, Finding, Kind
from filmgen.desk.reports import literal, report_templates
from filmgen.wording import language_name, listed

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True)
class Chapter:
    """The findings of one kind.

    Attributes:
        degrees: (degree, how many), the strongest first, those without left out.
        scenes: (number, heading, findings) in the order of the script.
    """

    kind: Kind
    title: str
    findings: tuple[Finding, ...]
    degrees: tuple[tuple[str, int], ...]
    scenes: tuple[tuple[str, str, tuple[Finding, ...]], ...]


def chapters(advisories: Advisories) -> tuple[Chapter, ...]:
    """The kinds that were found, in the order of `Kind`."""
    made = []
    for kind in Kind:
        findings = advisories.of(kind)
        if not findings:
            continue
        counted = [(d, sum(f.degree == d for f in findings)) for d in reversed(DEGREES[kind])]
        grouped = groupby(findings, key=lambda f: (f.scene, f.heading))
        made.append(
            Chapter(
                kind,
                TITLES[kind],
                findings,
                tuple((d, n) for d, n in counted if n),
                tuple((number, heading, tuple(those)) for (number, heading), those in grouped),
            )
        )
    return tuple(made)


def language_names(codes: tuple[str, ...]) -> str:
    """ "English, German and Russian"."""
    return listed([language_name(code) for code in codes])


def coverage(advisories: Advisories) -> str:
    """One line on languages that are covered in part or not at all; "" where all is English."""
    said = []
    if advisories.partly:
        names = language_names(advisories.partly)
        said.append(f"{names}: core words only, no idioms; read these scenes yourself.")
    if advisories.not_covered:
        names = language_names(advisories.not_covered)
        said.append(f"{names}: not covered; nothing was looked for in these lines.")
    return " ".join(said)


def to_json(advisories: Advisories) -> str:
    """The published document; the same bytes for the same report."""
    return TypeAdapter(Advisories).dump_json(advisories, indent=1).decode() + "\n"


def to_markdown(advisories: Advisories) -> str:
    """The report in Markdown."""
    return _environment(html=False).get_template("advisories.md.j2").render(_context(advisories))


def to_html(advisories: Advisories) -> str:
    """The report as one HTML page: no script, no address outside it."""
    return _environment(html=True).get_template("advisories.html.j2").render(_context(advisories))


def _context(advisories: Advisories) -> dict[str, object]:
    return {
        "report": advisories,
        "chapters": chapters(advisories),
        "coverage": coverage(advisories),
        "languages": language_names(advisories.languages),
    }


def _environment(*, html: bool) -> Environment:
    environment = report_templates(__file__, html=html)
    environment.filters.update(
        percent=_percent, marked=_marked_html if html else _plain,
        md=literal, lines=_lines,
    )  # fmt: skip
    return environment


def _percent(share: float) -> str:
    """Shares from a tenth of a percent on: "0.4 %", "12 %"."""
    percent = 100 * share
    return f"{percent:.1f}\u00a0%" if 0 < percent < 9.95 else f"{percent:.0f}\u00a0%"


def _lines(lines: tuple[int, ...], count: int) -> str:
    told = ", ".join(map(str, lines[:8]))
    return f"{told} …" if count > len(lines[:8]) else told


def _marked_html(finding: Finding) -> str:
    from markupsafe import Markup, escape

    before, words, after = _parts(finding)
    return Markup("{}<mark>{}</mark>{}").format(before, words, after) if words else escape(before)


def _plain(finding: Finding) -> str:
    before, words, after = _parts(finding)
    return literal(before) + (f"**{literal(words)}**" if words else "") + literal(after)


def _parts(finding: Finding) -> tuple[str, str, str]:
    at = finding.sentence.find(finding.words) if finding.words else -1
    if at < 0:
        return finding.sentence, "", ""
    end = at + len(finding.words)
    return finding.sentence[:at], finding.sentence[at:end], finding.sentence[end:]

"""The nearest scripts as a document: HTML that opens anywhere, Markdown, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from filmgen.desk.reports import literal, report_templates
from filmgen.desk.similar.model import Figure, Similar

if TYPE_CHECKING:
    from jinja2 import Environment

NAMES = {
    "dialogue": "share of dialogue", "sentence": "words in a sentence of action",
    "speech": "words in a speech", "scene": "pages in a scene", "cast": "speaking parts",
    "inside": "share of interiors", "night": "share of nights", "asked": "questions",
    "shouted": "exclamations", "asides": "parentheticals to a speech", "vocabulary": "vocabulary",
    "tone": "tone, dark to light",
}  # fmt: skip
_SHARES = frozenset({"dialogue", "inside", "night", "asked", "shouted", "vocabulary"})


def figure(value: float, name: str) -> str:
    """A figure as it is read: "46 %", "+0.30", "12.4"."""
    if name in _SHARES:
        return f"{100 * value:.0f}\u00a0%"
    if name == "tone":
        return f"{value:+.2f}".replace("-", "−")
    return f"{value:.0f}" if name == "cast" else f"{value:.1f}"


def told(one: Figure) -> str:
    """ "share of dialogue 46 % and 48 %"."""
    return f"{NAMES[one.name]} {figure(one.ours, one.name)} and {figure(one.theirs, one.name)}"


def to_json(similar: Similar) -> str:
    """The published document; the same bytes for the same report."""
    return TypeAdapter(Similar).dump_json(similar, indent=1).decode() + "\n"


def to_markdown(similar: Similar) -> str:
    """The report in Markdown."""
    return _environment(html=False).get_template("similar.md.j2").render(report=similar)


def to_html(similar: Similar) -> str:
    """The report as one HTML page: no script, no address outside it."""
    return _environment(html=True).get_template("similar.html.j2").render(report=similar)


def _environment(*, html: bool) -> Environment:
    environment = report_templates(__file__, html=html)
    environment.filters.update(told=told, figure=figure, percent=_percent, md=literal)
    environment.globals.update(names=NAMES)
    return environment


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"

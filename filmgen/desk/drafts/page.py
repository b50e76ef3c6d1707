"""A comparison as Markdown and as one HTML page without scripts."""

from __future__ import annotations

from pathlib import Path

from filmgen.desk.drafts import telling
from filmgen.desk.drafts.model import DraftDiff

_TEMPLATES = Path(__file__).with_name("templates")
_MARKDOWN = str.maketrans({c: "\\" + c for c in "\\`*_[]<>#|~"})


def html(diff: DraftDiff) -> str:
    """A page for people: scenes with the changed words marked, cut ones struck out."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("draft_diff.html.j2").render(diff=diff, telling=telling)


def markdown(diff: DraftDiff) -> str:
    """The same in Markdown: added words bold, cut ones struck out."""
    old, new = diff.old, diff.new
    lines = [f"# {_plain(new.title)}: {_plain(old.file)} → {_plain(new.file)}", ""]
    if diff.same:
        return "\n".join([*lines, "The same script.", ""])
    lines += [f"- {_plain(said)}" for said in telling.summary(diff)]
    for scene in diff.scenes:
        side = scene.new or scene.old
        assert side is not None
        lines += ["", f"## {telling.scene_mark(scene)} {_plain(side.number)}. "
                  f"{_plain(side.heading) or '(no slug line)'}", "",
                  f"*{_plain(telling.scene_news(scene))}*"]  # fmt: skip
        if scene.heading:
            lines += ["", _runs([(w.op, w.text) for w in scene.heading])]
        for element in scene.elements:
            label = telling.element_label(element)
            said = f"**{_plain(label)}**: " if label else ""
            mark = telling.MARKS[element.change]
            lines += ["", f"{mark} {said}{_runs(telling.shown_words(element))}"]
        if scene.shots:
            lines += ["", f"Shots: {_plain(telling.shots_news(scene.shots))}"]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_MARKDOWN)


def _runs(runs: list[tuple[str, str]]) -> str:
    mark = {"added": "**", "cut": "~~", "same": ""}
    out = []
    for op, text in runs:
        core = text.strip()
        if not core:
            out.append(text)
            continue
        before = text[: len(text) - len(text.lstrip())]
        after = text[len(text.rstrip()) :]
        out.append(f"{before}{mark[op]}{_plain(core)}{mark[op]}{after}")
    return "".join(out)

"""A comparison as Markdown and as one HTML page without scripts."""

from __future__ import annotations

from filmgen.desk.drafts import telling
from filmgen.desk.drafts.model import DraftDiff
from filmgen.desk.reports import literal, report_templates


def to_html(diff: DraftDiff) -> str:
    """A page for people: scenes with the changed words marked, cut ones struck out."""
    return (
        report_templates(__file__)
        .get_template("draft_diff.html.j2")
        .render(diff=diff, telling=telling)
    )


def to_markdown(diff: DraftDiff) -> str:
    """The same in Markdown: added words bold, cut ones struck out."""
    old, new = diff.old, diff.new
    lines = [f"# {literal(new.title)}: {literal(old.file)} → {literal(new.file)}", ""]
    if diff.same:
        return "\n".join([*lines, "The same script.", ""])
    lines += [f"- {literal(said)}" for said in telling.summary(diff)]
    for scene in diff.scenes:
        side = scene.new or scene.old
        assert side is not None
        lines += ["", f"## {telling.scene_mark(scene)} {literal(side.number)}. "
                  f"{literal(side.heading) or '(no slug line)'}", "",
                  f"*{literal(telling.scene_news(scene))}*"]  # fmt: skip
        if scene.heading:
            lines += ["", _runs([(w.op, w.text) for w in scene.heading])]
        for element in scene.elements:
            label = telling.element_label(element)
            said = f"**{literal(label)}**: " if label else ""
            mark = telling.MARKS[element.change]
            lines += ["", f"{mark} {said}{_runs(telling.shown_words(element))}"]
        if scene.shots:
            lines += ["", f"Shots: {literal(telling.shots_news(scene.shots))}"]
    return "\n".join(lines) + "\n"


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
        out.append(f"{before}{mark[op]}{literal(core)}{mark[op]}{after}")
    return "".join(out)

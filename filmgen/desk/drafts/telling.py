"""A comparison in words: what every form of it (terminal, Markdown, HTML) says the same way."""

from __future__ import annotations

from filmgen.desk.drafts.model import DraftDiff, ElementDiff, SceneDiff, ShotDiff
from filmgen.wording import counted, in_eighths

MARKS = {"added": "+", "cut": "−", "changed": "~", "moved": "»"}


def scene_mark(scene: SceneDiff) -> str:
    """One mark for a scene, of what weighs most."""
    for change in ("added", "cut", "moved"):
        if change in scene.changes:
            return MARKS[change]
    return MARKS["changed"] if {"text", "heading"} & set(scene.changes) else "#"


def scene_news(scene: SceneDiff) -> str:
    """ "added", "moved from 4th to 2nd place, was 4; slug line changed; 2 speeches changed"."""
    if scene.old is None or scene.new is None:
        return "added" if scene.old is None else "cut"
    news = []
    if "moved" in scene.changes:
        way = "up" if scene.new.index < scene.old.index else "down"
        news.append(f"moved {way} from place {scene.old.index}")
    if "renumbered" in scene.changes:
        news.append(f"was {scene.old.number}")
    if "heading" in scene.changes:
        news.append("slug line changed")
    for kind, noun in (("speech", "speech"), ("action", "action paragraph"), ("lyric", "lyric"),
                       ("transition", "transition"), ("note", "note"),
                       ("outline", "outline line")):  # fmt: skip
        for change in ("changed", "added", "cut", "moved"):
            count = sum(e.kind == kind and e.change == change for e in scene.elements)
            if count:
                news.append(f"{counted(count, noun)} {change}")
    if scene.old.eighths != scene.new.eighths:
        news.append(f"{in_eighths(scene.old.eighths)} → {in_eighths(scene.new.eighths)} pages")
    if not news and scene.shots:
        news.append("only how it is shot, by what stands around it")
    return "; ".join(news)


def shots_news(shots: tuple[ShotDiff, ...]) -> str:
    """ "shots sc001_sh020, sh030 changed; sh050 new; sh040 of the old draft cut"."""
    pieces = []
    for changes, said in (
        (("words", "framing"), "changed"),
        (("added",), "new"),
        (("cut",), "cut"),
    ):
        ids = [shot.id for shot in shots if shot.change in changes]
        if ids:
            pieces.append(f"{_run_of_ids(ids)} {said}")
    return "; ".join(pieces)


def _run_of_ids(ids: list[str]) -> str:
    """Display ids, the scene named once; more than six as their number."""
    if len(ids) > 6:
        return f"{len(ids)} shots, {ids[0]} to {ids[-1].rpartition('_')[2]},"
    scene, told = "", []
    for name in ids:
        told.append(name if name.rpartition("_")[0] != scene else name.rpartition("_")[2])
        scene = name.rpartition("_")[0]
    return ", ".join(told)


def element_label(element: ElementDiff) -> str:
    """What stands before an element's words: its cue, or what it is."""
    label = element.cue or {"action": "", "lyric": "lyric", "outline": "outline"}.get(
        element.kind, element.kind
    )
    if element.change == "moved" and element.from_scene:
        label = f"{label} (from scene {element.from_scene})".strip()
    elif element.change == "moved":
        label = f"{label} (moved)".strip()
    return label


def shown_words(element: ElementDiff, around: int = 6) -> list[tuple[str, str]]:
    """(op, text) runs of an element, long runs that are the same shortened to `around` words."""
    if element.change == "moved" and not any(w.op != "same" for w in element.words):
        text = element.new.split()
        return [("same", " ".join(text[: 3 * around]) + (" …" if len(text) > 3 * around else ""))]
    runs: list[tuple[str, str]] = []
    for n, run in enumerate(element.words):
        pieces = run.text.split(" ")
        if run.op != "same" or len(pieces) <= 2 * around + 2 or element.change != "changed":
            runs.append((run.op, run.text))
            continue
        head = " ".join(pieces[:around]) + " " if n else ""
        tail = " " + " ".join(pieces[-around:]) if n + 1 < len(element.words) else ""
        runs.append(("same", f"{head}…{tail}"))
    return runs


def summary(diff: DraftDiff) -> list[str]:
    """Lines about the whole: pages, scenes, dialogue, cast, shots. Empty pieces are left out."""
    t = diff.totals
    lines = []
    change = diff.new.eighths - diff.old.eighths
    longer = f"{in_eighths(abs(change))} pages {'longer' if change > 0 else 'shorter'}"
    lines.append(
        f"{in_eighths(diff.old.eighths)} → {in_eighths(diff.new.eighths)} pages"
        + (f", {longer}" if change else "")
    )
    lines.append(_line("scenes", [(t.scenes_added, "added"), (t.scenes_cut, "cut"),
                                  (t.scenes_moved, "moved"), (t.scenes_changed, "changed"),
                                  (t.scenes_same, "the same")]))  # fmt: skip
    lines.append(_line("speeches", [(t.speeches_added, "added"), (t.speeches_cut, "cut"),
                                    (t.speeches_changed, "changed")]))  # fmt: skip
    lines.append(_line("action", [(t.action_added, "added"), (t.action_cut, "cut"),
                                  (t.action_changed, "changed")]))  # fmt: skip
    cast = [f"{r.old} is now {r.new}" for r in diff.cast_renamed]
    cast += [f"+ {name}" for name in diff.cast_added] + [f"− {name}" for name in diff.cast_cut]
    lines.append(f"cast: {', '.join(cast)}" if cast else "")
    lines.append(
        _line(
            "shots",
            [
                (t.shots_added, "new"),
                (t.shots_cut, "cut"),
                (t.shots_changed, "changed"),
                (t.shots_same, "the same"),
            ],
        )
    )
    if t.lines_to_record:
        lines.append(f"lines to record: {t.lines_to_record}")
    lines += [f"title page, {key}: {a or 'none'} → {b or 'none'}".replace("\n", " / ")
              for key, a, b in diff.title_page]  # fmt: skip
    return [line for line in lines if line]


def _line(noun: str, counts: list[tuple[int, str]]) -> str:
    told = [f"{count} {what}" for count, what in counts if count]
    return f"{noun}: {', '.join(told)}" if told else ""

"""Two drafts compared: renumbered, moved, renamed and rewritten scenes are found again."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from filmgen.cli.main import app
from filmgen.desk.drafts.compare import compare_drafts
from filmgen.desk.drafts.model import DraftDiff
from filmgen.desk.drafts.page import to_html, to_markdown
from filmgen.desk.drafts.telling import summary
from filmgen.desk.drafts.words import changed_words
from filmgen.resources import resource
from filmgen.screenplay.fdx_writer import write_fdx
from filmgen.screenplay.reader import read_screenplay
from filmgen.wording import in_eighths

LAMP = resource("assets", "screenplays", "the-lamplighter.fountain")


def _diff(folder: Path, old: str, new: str) -> DraftDiff:
    paths = [folder / "old.fountain", folder / "new.fountain"]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    return compare_drafts(*map(read_screenplay, paths))


def _scenes(text: str) -> list[str]:
    """The lamplighter's opening and its three scenes."""
    cuts = [text.index(slug) for slug in ("EXT. LANTERN", "INT. LAMP WORKSHOP", "EXT. HARBOR")]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def test_a_script_and_its_fdx_are_the_same_script(tmp_path: Path) -> None:
    again = tmp_path / "lamp.fdx"
    again.write_text(write_fdx(read_screenplay(LAMP)), encoding="utf-8")
    diff = compare_drafts(read_screenplay(LAMP), read_screenplay(again))
    assert diff.same and not diff.scenes
    assert diff.totals.shots_same > 30
    assert diff.totals.shots_changed == diff.totals.shots_added == diff.totals.shots_cut == 0


def test_a_moved_a_renumbered_and_a_new_scene_are_told_apart(tmp_path: Path) -> None:
    text = LAMP.read_text(encoding="utf-8")
    page, street, workshop, harbor = _scenes(text)
    new = "\n".join(
        [page, harbor, "INT. KITCHEN - DAWN\n\nWren boils the last egg.\n", street, workshop]
    )
    diff = _diff(tmp_path, text, new)
    told = {d.new.heading: d.changes for d in diff.scenes if d.new}
    assert told["INT. KITCHEN - DAWN"] == ("added",)
    assert "moved" in told["EXT. HARBOR - NIGHT"]
    assert diff.totals.scenes_added == 1 and diff.totals.scenes_cut == 0
    assert diff.totals.scenes_moved == 1 and diff.totals.speeches_changed == 0


def test_the_changed_words_of_a_line_are_told_with_its_id_and_its_shot(tmp_path: Path) -> None:
    text = LAMP.read_text(encoding="utf-8")
    diff = _diff(tmp_path, text, text.replace("It lit very well.", "It lit my stove very well."))
    (scene,) = diff.scenes
    (line,) = scene.elements
    assert (line.change, line.kind, line.cue) == ("changed", "speech", "EDA")
    assert [(w.op, w.text.strip()) for w in line.words if w.op != "same"] == [("added", "my stove")]
    assert len(line.line_ids) == 1 and line.line_ids[0].startswith("eda-")
    assert [shot.change for shot in scene.shots] == ["words"]
    assert diff.totals.lines_to_record == 1


def test_a_renamed_character_is_renamed_not_cut_and_added(tmp_path: Path) -> None:
    text = LAMP.read_text(encoding="utf-8")
    diff = _diff(tmp_path, text, text.replace("TOBY", "PIP").replace("Toby", "Pip"))
    assert [(r.old, r.new) for r in diff.cast_renamed] == [("TOBY", "PIP")]
    assert diff.cast_added == diff.cast_cut == ()
    assert diff.totals.speeches_cut == 0
    assert diff.totals.shots_changed < diff.totals.shots_same


def test_a_line_taken_to_another_scene_is_moved(tmp_path: Path) -> None:
    text = LAMP.read_text(encoding="utf-8")
    speech = "TOBY\nMr. Crane says the new ones never need anybody.\n\n"
    new = text.replace(speech, "").replace("TOBY\nSame time", speech + "TOBY\nSame time")
    moved = [e for d in _diff(tmp_path, text, new).scenes for e in d.elements]
    assert [(e.change, e.from_scene) for e in moved] == [("moved", "2")]


def test_a_cut_character_and_a_new_slug_line(tmp_path: Path) -> None:
    old = "INT. BAR - DAY\n\nRain on glass.\n\nBO\nAnother one, please, and a chair.\n\nAL\nNo.\n"
    new = old.replace("\n\nAL\nNo.", "").replace("BAR - DAY", "BAR - NIGHT")
    diff = _diff(tmp_path, old, new)
    assert diff.cast_cut == ("AL",)
    assert diff.scenes[0].changes == ("heading", "text")
    assert [(w.op, w.text) for w in diff.scenes[0].heading if w.op != "same"] == [
        ("cut", "DAY"), ("added", "NIGHT"),
    ]  # fmt: skip


def test_marks_of_a_revision_are_no_difference(tmp_path: Path) -> None:
    text = LAMP.read_text(encoding="utf-8")
    assert _diff(tmp_path, text, text.replace("Gulls.", "Gulls. [[rev blue *]]")).same


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text("ab c.我", max_size=30), st.text("ab c.我", max_size=30))
def test_changed_words_make_both_texts(old: str, new: str) -> None:
    runs = changed_words(old, new)
    assert "".join(w.text for w in runs if w.op != "added") == old
    assert "".join(w.text for w in runs if w.op != "cut") == new


def test_a_long_script_is_compared_within_seconds(tmp_path: Path) -> None:
    body = "\n".join(_scenes(LAMP.read_text(encoding="utf-8"))[1:])
    old = "\n".join(
        body.replace("Forty-one", f"Number {n}").replace("LANTERN STREET", f"STREET {n}")
        for n in range(12)
    )
    new = old.replace("It lit very well.", "It lit well.").replace("STREET 7 ", "LANE 7 ")
    start = time.process_time()
    diff = _diff(tmp_path, old, new)
    assert time.process_time() - start < 5
    assert diff.new.pages > 34
    assert diff.totals.speeches_changed == 12 and diff.totals.scenes_added == 0


def test_every_form_of_the_command_says_the_same(tmp_path: Path) -> None:
    new = tmp_path / "new.fountain"
    text = LAMP.read_text(encoding="utf-8")
    new.write_text(text.replace("Gulls.", "<b>Gulls</b> & terns."), encoding="utf-8")
    run = CliRunner().invoke(app, ["draft-diff", str(LAMP), str(new), "--json"])
    diff = DraftDiff.model_validate(json.loads(run.output))
    assert "&lt;b&gt;Gulls&lt;/b&gt; &amp; terns" in to_html(diff).replace("<ins>", "").replace(
        "</ins>", ""
    )
    assert "\\<b\\>" in to_markdown(diff)
    plain = CliRunner().invoke(app, ["draft-diff", str(LAMP), str(new), "--exit-code"])
    assert plain.exit_code == 1 and "{+" in plain.output
    assert all(line in plain.output for line in summary(diff))
    same = CliRunner().invoke(app, ["draft-diff", str(LAMP), str(LAMP)])
    assert same.output == "the same script\n"


@pytest.mark.parametrize(("count", "said"), [(1, "1/8"), (8, "1"), (19, "2 3/8"), (0, "0")])
def test_pages_are_told_in_eighths(count: int, said: str) -> None:
    assert in_eighths(count) == said

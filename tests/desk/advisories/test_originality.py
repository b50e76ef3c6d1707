"""Shared passages and shares against a folder of scripts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from filmgen.desk.advisories.model import Originality
from filmgen.desk.advisories.originality import originality
from filmgen.errors import WorkspaceError
from filmgen.screenplay import read_screenplay

STOLEN = (
    "The harbour master counts the drowned lanterns twice and writes a crooked seven in the "
    "salt on his windowsill before the gulls come back."
)


def prose(seed: int, words: int) -> str:
    """Sentences of made-up words, other ones for every seed."""
    dice = random.Random(seed)
    said = []
    for _ in range(words // 9):
        row = ["".join(dice.choices("bdfgklmnprst" + "aeiou" * 3, k=7)) for _ in range(9)]
        said.append(" ".join(row).capitalize() + ".")
    return "\n\n".join(said)


def write(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.fountain"
    file.write_text(f"INT. ROOM - DAY\n\n{body}\n", encoding="utf-8")
    return file


def compare(script: Path, folder: Path) -> Originality:
    return originality(read_screenplay(script), script, folder)


def test_a_copied_passage_is_found_word_for_word_in_both_places(tmp_path: Path) -> None:
    ours = write(tmp_path, "ours", f"{prose(1, 90)}\n\n{STOLEN}\n\n{prose(2, 90)}")
    copied = STOLEN.upper().replace("twice and", "twice, and —")
    library = tmp_path / "library"
    write(library, "thief", f"{prose(3, 45)}\n\n{copied}\n\n{prose(4, 45)}")
    write(library, "honest", prose(5, 180))
    found = compare(ours, library)
    assert found.compared == 2
    (thief,) = found.scripts
    (passage,) = thief.passages
    assert thief.file == "thief.fountain" and not thief.same
    assert passage.words == found.longest == len(STOLEN.split())
    assert passage.text.split() == STOLEN.replace(".", "").split()
    assert STOLEN in ours.read_text().split("\n")[passage.line - 1]
    there = (library / "thief.fountain").read_text().split("\n")[passage.other_line - 1]
    assert "LANTERNS" in there


def test_shares_are_containment_both_ways(tmp_path: Path) -> None:
    part = prose(1, 90)
    ours = write(tmp_path, "ours", part)
    write(tmp_path / "library", "long", part + "\n\n" + prose(2, 810))
    (one,) = compare(ours, tmp_path / "library").scripts
    assert one.contained == 1.0 and one.same == "another draft"
    assert one.contains == pytest.approx(0.1, abs=0.01)


def test_headings_cues_and_stock_phrases_are_nobodys(tmp_path: Path) -> None:
    stock = "He looks at her and then turns and walks back to the door again."
    ours = write(tmp_path, "ours", f"{prose(1, 60)}\n\n{stock}\n\nMARA THE KEEPER\nYes.\n")
    write(tmp_path / "library", "other", f"{prose(2, 60)}\n\n{stock}\n\nMARA THE KEEPER\nNo.\n")
    assert compare(ours, tmp_path / "library").scripts == ()


def test_the_script_itself_in_the_folder_is_the_same_file(tmp_path: Path) -> None:
    ours = write(tmp_path / "library", "ours", prose(1, 90))
    copy = tmp_path / "library" / "copy.fountain"
    copy.write_bytes(ours.read_bytes())
    found = compare(ours, tmp_path / "library")
    assert [(s.file, s.same) for s in found.scripts] == [
        ("copy.fountain", "the same file"), ("ours.fountain", "the same file"),
    ]  # fmt: skip
    assert found.compared == 0


def test_unreadable_files_are_named_and_skipped(tmp_path: Path) -> None:
    ours = write(tmp_path, "ours", prose(1, 60))
    library = tmp_path / "library"
    write(library, "fine", prose(2, 60))
    (library / "empty.fountain").write_bytes(b"")
    (library / "bad.fdx").write_text("<FinalDraft><oops>")
    found = compare(ours, library)
    assert [name for name, _ in found.skipped] == ["bad.fdx", "empty.fountain"]
    assert all(why and str(tmp_path) not in why for _, why in found.skipped)
    with pytest.raises(WorkspaceError, match="no folder"):
        compare(ours, tmp_path / "nowhere")
    (tmp_path / "bare").mkdir()
    with pytest.raises(WorkspaceError, match="holds no script"):
        compare(ours, tmp_path / "bare")


def test_chinese_passages_are_found(tmp_path: Path) -> None:
    line = "老人把红色的纸船放在窗台上，对着河水轻轻地数到七，然后吹灭了灯。"
    ours = write(tmp_path, "ours", f"天亮了。\n\n{line}")
    write(tmp_path / "library", "other", f"外面下着雨。\n\n{line}")
    (one,) = compare(ours, tmp_path / "library").scripts
    assert one.passages[0].words == sum(c not in "，。" for c in line)
    assert one.passages[0].text == line.replace("，", "").replace("。", "")

"""Progress where no terminal is: one line a note, and what is missing is not called made."""

from __future__ import annotations

import io

from rich.console import Console

from filmgen.cli.progress import TerminalProgress


def test_a_note_is_one_line_and_what_is_missing_is_counted_as_that() -> None:
    stream = io.StringIO()
    with TerminalProgress(Console(file=stream, width=40)) as progress:
        progress.stage("voices", 3)
        progress.advance("a", reused=False)
        progress.advance("b", reused=True)
        note = "missing: c: edit/dialogue/rather-long.wav: holds no sound (the file is empty)"
        progress.note(note)
        progress.missed("c")
        progress.done()
    told, count = stream.getvalue().splitlines()[:2]
    assert told == note
    assert "1 made, 1 reused, 1 missing" in count


def test_more_than_was_announced_is_not_less_than_nothing_reused() -> None:
    stream = io.StringIO()
    with TerminalProgress(Console(file=stream, width=60)) as progress:
        progress.stage("adapt", 1)
        for name in ("a", "b", "c"):
            progress.advance(name, reused=False)
        progress.done()
    assert "3 made" in stream.getvalue() and "reused" not in stream.getvalue()

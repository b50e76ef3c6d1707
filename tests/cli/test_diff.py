"""`filmgen diff` and `filmgen export` as careless users meet them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--render", "side.txt"), "--render: 'side.txt' is no film"),
        (("--render", "side.mp4", "--width", "63"), "--width: 63 is outside 640 to 7680"),
        (("--render", "side.mp4", "--sound", "q"), "--sound: 'q' is none of b, a, none"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_first(
    tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    done = run("diff", tmp_path / "no film is here", *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"filmgen: {says}") and done.stderr.count("\n") == 1


def test_a_rate_is_called_as_it_was_given(tmp_path: Path) -> None:
    done = run("export", tmp_path, "--gif", "--fps", "quick")
    assert done.returncode == 2
    assert done.stderr == "filmgen: --fps: 'quick' is not a frame rate; try 24 or 24000/1001\n"

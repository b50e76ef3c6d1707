"""What the compositor's benchmark tells the others is what we render ourselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.compositor.filter_graph import by_frame
from benchmarks.compositor.material import FRAMES, MOVES, existing, timeline
from benchmarks.compositor.views import views
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style

SIZE = (320, 180)


def test_the_others_are_given_our_own_moves(tmp_path: Path) -> None:
    segments = plan_segments(timeline(existing(tmp_path), SIZE), Style(burn_in="none"))
    assert len(segments) == len(MOVES)
    for number, segment in enumerate(segments):
        path = segment.footage.path
        assert [path.view(frame) for frame in range(FRAMES)] == views(number, SIZE)


@pytest.mark.parametrize("count", [1, 2, 72])
def test_ffmpeg_is_told_a_value_for_every_frame(count: int) -> None:
    values = [round(0.5 + 0.25 * n, 6) for n in range(count)]

    def evaluated(text: str, on: int) -> float:
        match = re.fullmatch(r"if\(lt\(on,(\d+)\),(.*)\)", text)
        if match is None:
            return float(text)
        depth = 0
        for at, letter in enumerate(match[2]):
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if letter == "," and depth == 0:
                return evaluated(match[2][:at] if on < int(match[1]) else match[2][at + 1 :], on)
        raise AssertionError(text)

    text = by_frame(values)
    assert [evaluated(text, on) for on in range(count)] == values
    assert evaluated(text, count + 5) == values[-1]

"""Moves on the panel: inside it, pointing the right way, readable on black."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.boards.html import marks_svg
from filmgen.boards.overlay import Mark, move_marks
from filmgen.boards.pdf_panel import draw_mark
from filmgen.breakdown.model import Move

MOVING = [move for move in Move if move is not Move.STATIC]


def areas(marks: tuple[Mark, ...]) -> list[Mark]:
    return [mark for mark in marks if mark.filled]


def tip(arrow: Mark) -> tuple[float, float]:
    """The tip of an arrow is the point farthest from the middle of its outline's start."""
    tail = np.mean([arrow.points[0], arrow.points[-1]], 0)
    return max(arrow.points, key=lambda p: float(np.hypot(*(np.array(p) - tail))))


@given(st.sampled_from(MOVING), st.floats(0.4, 3.0), st.floats(-1, 1), st.floats(-1, 1))
@settings(deadline=None, max_examples=150)
def test_marks_stay_inside_the_panel(move: Move, aspect: float, dx: float, dy: float) -> None:
    marks = move_marks(move, aspect, (dx, dy))
    assert marks
    assert sum(bool(mark.words) for mark in marks) == 1
    for mark in marks:
        for x, y in mark.points:
            assert -1e-6 <= x <= aspect + 1e-6
            assert -1e-6 <= y <= 1 + 1e-6


def test_a_static_camera_has_none() -> None:
    assert move_marks(Move.STATIC, 1.78) == ()
    assert marks_svg((), 1.78) == ""


@pytest.mark.parametrize(
    ("move", "drift", "words", "axis", "sign"),
    [
        (Move.PAN, (0.1, 0), "PAN RIGHT", 0, 1),
        (Move.PAN, (-0.1, 0), "PAN LEFT", 0, -1),
        (Move.TRACK, (-0.1, 0), "TRACK LEFT", 0, -1),
        (Move.TILT, (0, -0.1), "TILT UP", 1, -1),
        (Move.TILT, (0, 0.1), "TILT DOWN", 1, 1),
        (Move.CRANE, (0, -0.1), "CRANE UP", 1, -1),
    ],
)
def test_arrows_point_where_the_view_goes(
    move: Move, drift: tuple[float, float], words: str, axis: int, sign: int
) -> None:
    marks = move_marks(move, 1.78, drift)
    assert [mark.words for mark in marks if mark.words] == [words]
    (arrow,) = areas(marks)
    tail = np.mean([arrow.points[0], arrow.points[-1]], 0)
    assert sign * (tip(arrow)[axis] - tail[axis]) > 0.4


def test_a_push_in_points_in_and_a_pull_out_points_out() -> None:
    middle = np.array([0.89, 0.5])
    for move, sign in ((Move.PUSH_IN, 1), (Move.PULL_OUT, -1)):
        arrows = areas(move_marks(move, 1.78))
        assert len(arrows) == 4
        for arrow in arrows:
            tail = np.mean([arrow.points[0], arrow.points[-1]], 0)
            inwards = np.hypot(*(tail - middle)) - np.hypot(*(np.array(tip(arrow)) - middle))
            assert sign * inwards > 0.03


@pytest.mark.parametrize("ground", [0.03, 0.45, 0.97])
@pytest.mark.parametrize("move", MOVING)
def test_marks_are_seen_on_any_panel(move: Move, ground: float) -> None:
    """Drawn on black, grey or white, a good share of a mark's pixels stand off by a third."""
    from reportlab.pdfgen.canvas import Canvas

    def drawn(marks: tuple[Mark, ...]) -> np.ndarray:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(178, 100))
        canvas.setFillColorRGB(ground, ground, ground)
        canvas.rect(0, 0, 178, 100, stroke=0, fill=1)
        for mark in marks:
            draw_mark(canvas, mark, 100.0)
        canvas.save()
        with pdfium.PdfDocument(buffer.getvalue()) as document:
            return np.asarray(document[0].render(scale=4).to_pil()).astype(float) / 255

    marks = move_marks(move, 1.78)
    shapes = tuple(mark for mark in marks if not mark.words)
    difference = np.abs(drawn(shapes) - drawn(())).max(-1)
    touched = difference > 0.05
    assert touched.mean() > 0.004
    assert (difference[touched] > 0.33).mean() > 0.4

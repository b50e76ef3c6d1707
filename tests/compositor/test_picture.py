"""Finished frames: transitions, letterbox, words, slates; measured on the pixels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.breakdown.model import Setup, ShotTransition
from filmgen.compositor.colour import (
    Planes,
    new_i420,
    planes_from_rgb,
    rgb_from_planes,
    to_display,
    to_linear,
)
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.picture import frame_rgb, render_segment
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Segment, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.editorial.model import Timeline
from filmgen.errors import TimelineError
from filmgen.ffmpeg import ffmpeg_exe
from filmgen.media import ByteArray
from tests.compositor.films import board, film, take

PLAIN = Style(burn_in="none", subtitles=False)


def psnr(a: ByteArray, b: ByteArray) -> float:
    error = np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / error))


def only(timeline: Timeline, style: Style = PLAIN) -> Segment:
    (segment,) = plan_segments(timeline, style)
    return segment


def decoded(path: Path, width: int, height: int) -> ByteArray:
    command = [ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "rawvideo"]
    command += ["-vf", "scale=in_color_matrix=bt709:in_range=tv", "-pix_fmt", "rgb24", "-"]
    import subprocess

    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def test_colours_survive_the_way_through_the_encoder(tmp_path: Path) -> None:
    """An independent decoder (FFmpeg's scaler) sees the colours that were drawn: BT.709."""
    flat = np.zeros((72, 128, 3), np.uint8)
    colours = [(200, 30, 30), (30, 200, 30), (30, 30, 200), (240, 240, 230)]
    for i, colour in enumerate(colours):
        flat[:, i * 32 : (i + 1) * 32] = colour
    one = take(tmp_path, 1, 3, overscan=0.0)
    picture = tmp_path / "flat.png"
    cv2.imwrite(str(picture), flat[:, :, ::-1])
    one = replace(one, panels=(replace(one.panels[0], picture=picture),))
    segment = only(film(one), replace(PLAIN, encoding=Encoding(crf=5)))
    render_segment(segment, tmp_path / "a.mp4")
    frames = decoded(tmp_path / "a.mp4", 128, 72)
    for i, colour in enumerate(colours):
        seen = frames[1, 20:52, i * 32 + 8 : i * 32 + 24].reshape(-1, 3).mean(axis=0)
        assert np.abs(seen - colour).max() < 4, colour


def test_a_static_shot_is_its_panel(tmp_path: Path) -> None:
    one = take(tmp_path, 1, 12, size=(320, 180))
    segment = only(film(one, size=(320, 180)))
    render_segment(segment, tmp_path / "a.mp4")
    drawn = board(358, 202, 10)
    source = drawn[11 : 11 + 180, 19 : 19 + 320]
    for frame in decoded(tmp_path / "a.mp4", 320, 180):
        assert psnr(frame, source) >= 35


@given(st.integers(0, 255))
def test_light_and_code_are_inverse(code: int) -> None:
    value = np.full((2, 2, 3), code, np.uint8)
    assert (to_display(to_linear(value)) == value).all()


def test_planes_are_video_range_and_inverse() -> None:
    rgb = np.zeros((4, 4, 3), np.uint8)
    assert planes_from_rgb(rgb).y.max() == 16
    rgb[:] = 255
    planes = planes_from_rgb(rgb)
    assert (planes.y.min(), planes.u.min(), planes.v.min()) == (235, 128, 128)
    picture = cv2.GaussianBlur(board(96, 64, 4), (0, 0), 3)
    back = rgb_from_planes(planes_from_rgb(picture))
    assert psnr(back, picture) > 40


def test_the_middle_of_a_dissolve_is_the_mean(tmp_path: Path) -> None:
    timeline = film(
        take(tmp_path, 1, 6),
        take(tmp_path, 2, 9, transition=ShotTransition.DISSOLVE, transition_frames=5),
    )
    first, second = plan_segments(timeline, PLAIN)
    _, before = new_i420(128, 72)
    before.write(_planes(first, 5))
    after = _planes(second, 8)
    middle = _planes(second, 2)
    for mixed, a, b in ((middle.y, before.y, after.y), (middle.u, before.u, after.u)):
        mean = (a.astype(float) + b) / 2
        assert np.abs(mixed - mean).max() <= 0.51
    # even steps: a sixth more of the new shot on each of the five frames
    a, b = before.y.astype(float).mean(), after.y.astype(float).mean()
    shares = [(_planes(second, n).y.mean() - a) / (b - a) for n in range(6)]
    assert shares == pytest.approx([n / 6 for n in (1, 2, 3, 4, 5, 6)], abs=0.02)


def _planes(segment: Segment, number: int) -> Planes:
    painter = SegmentPainter(segment)
    flat = painter.frame(number).copy()
    w, h = segment.width_px, segment.height_px
    return Planes(
        flat[: w * h].reshape(h, w),
        flat[w * h : w * h * 5 // 4].reshape(h // 2, w // 2),
        flat[w * h * 5 // 4 :].reshape(h // 2, w // 2),
    )


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (ShotTransition.FADE_IN, "dark", "new"),
        (ShotTransition.FADE_OUT_IN, "old", "new"),
        (ShotTransition.WIPE, "old", "new"),
        (ShotTransition.DISSOLVE, "old", "new"),
        (ShotTransition.CUT, "new", "new"),
        (ShotTransition.SMASH_CUT, "new", "new"),
    ],
)
def test_transitions_begin_and_end_where_they_should(
    tmp_path: Path, kind: ShotTransition, first: str, last: str
) -> None:
    length = 0 if "cut" in kind else 16
    timeline = film(
        take(tmp_path, 1, 6),
        take(tmp_path, 2, 20, transition=kind, transition_frames=length),
    )
    one, two = plan_segments(timeline, PLAIN)
    pictures = {
        "old": frame_rgb(one, 5).astype(float),
        "new": frame_rgb(two, 19).astype(float),
        "dark": np.zeros((72, 128, 3)),
    }

    def nearest(number: int) -> str:
        seen = frame_rgb(two, number).astype(float)
        return min(pictures, key=lambda k: float(np.abs(seen - pictures[k]).mean()))

    assert nearest(0) == first
    assert nearest(max(0, length - 1)) == last
    if kind is ShotTransition.FADE_OUT_IN:
        assert frame_rgb(two, 8).mean() < 25, "it should be black in the middle"
    if kind is ShotTransition.WIPE:
        half = frame_rgb(two, 7).astype(float)
        left, right = half[:, :45], half[:, -45:]
        assert np.abs(left - pictures["new"][:, :45]).mean() < 2
        assert np.abs(right - pictures["old"][:, -45:]).mean() < 2


def test_the_film_ends_in_a_fade_to_black(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 6), tail=40)
    shot, tail = plan_segments(timeline, PLAIN)
    light = [frame_rgb(tail, n).mean() for n in (0, 6, 12, 23, 30, 39)]
    assert light[0] > 0.8 * frame_rgb(shot, 5).mean()
    assert light == sorted(light, reverse=True)
    assert max(light[4:]) < 1.0


def test_wide_pictures_are_letterboxed_and_tall_ones_pillarboxed(tmp_path: Path) -> None:
    wide = film(take(tmp_path, 1, 2, size=(128, 54)), aspect=Fraction(239, 100))
    frame = frame_rgb(only(wide), 0)
    height = wide.cut.picture_px[1]
    top = (72 - height) // 4 * 2
    assert frame[: top - 2].max() <= 2  # chroma reaches a pixel over the edge
    assert frame[top + height + 2 :].max() <= 2
    assert frame[top + 1 : top + height - 1].min(axis=(1, 2)).max() > 10
    tall = film(take(tmp_path, 2, 2, size=(40, 72)), aspect=Fraction(9, 16))
    frame = frame_rgb(only(tall), 0)
    width = tall.cut.picture_px[0]
    left = (128 - width) // 4 * 2
    assert frame[:, : left - 2].max() <= 2
    assert frame[:, left + 2 : left + width - 2].mean() > 40


def test_a_picture_of_another_shape_is_cropped_not_squeezed(tmp_path: Path) -> None:
    square = np.full((200, 200, 3), 90, np.uint8)
    cv2.circle(square, (100, 100), 30, (230, 230, 230), -1, cv2.LINE_AA)
    path = tmp_path / "square.png"
    cv2.imwrite(str(path), square)
    one = take(tmp_path, 1, 2, overscan=0.0)
    one = replace(one, panels=(replace(one.panels[0], picture=path),))
    grey = frame_rgb(only(film(one)), 0)[:, :, 1] > 160
    rows, columns = np.flatnonzero(grey.any(axis=1)), np.flatnonzero(grey.any(axis=0))
    assert abs((rows[-1] - rows[0]) - (columns[-1] - columns[0])) <= 1


def test_missing_and_damaged_pictures_become_slates(tmp_path: Path) -> None:
    slated = only(film(take(tmp_path, 1, 5, missing="the engine is not installed")))
    report = render_segment(slated, tmp_path / "a.mp4")
    assert report.warnings == ("sc001_sh010 panel A: the engine is not installed",)
    assert frame_rgb(slated, 0).max() > 120, "nothing is written on the slate"
    broken = take(tmp_path, 2, 5)
    path = tmp_path / "broken.png"
    path.write_bytes(b"not a picture")
    broken = replace(broken, panels=(replace(broken.panels[0], picture=path),))
    report = render_segment(only(film(broken)), tmp_path / "b.mp4")
    assert report.warnings == ("sc001_sh020 panel A: broken.png cannot be read as a picture",)
    assert report.frames == 5


def test_words_are_drawn_and_only_where_they_belong(tmp_path: Path) -> None:
    spoken = film(take(tmp_path, 1, 24, size=(320, 180), words="Well?"), size=(320, 180))
    bare, full = only(spoken), only(spoken, Style())
    changed = np.abs(frame_rgb(full, 10).astype(int) - frame_rgb(bare, 10)).max(axis=2) > 24
    rows = np.flatnonzero(changed.any(axis=1))
    assert len(rows)
    assert rows[0] > 180 * 0.7, "a subtitle belongs at the foot"
    assert rows[-1] < 180 * 0.985
    assert (frame_rgb(full, 0) == frame_rgb(bare, 0)).all(), "before the line nothing is shown"
    (review,) = plan_burn_ins([bare], spoken, "review")
    changed = np.abs(frame_rgb(bare, 10, review).astype(int) - frame_rgb(bare, 10)).max(axis=2) > 24
    assert changed[:30].any()
    assert changed[-30:].any()
    assert not changed[30:-30].any()


def test_still_frames_are_painted_once(tmp_path: Path) -> None:
    segment = only(film(take(tmp_path, 1, 10)))
    painter = SegmentPainter(segment)
    frames = painter.frames()
    first = next(frames)
    painted: list[int] = []
    painter._painter.paint = lambda n, into: painted.append(n)  # type: ignore[method-assign]
    rest = list(frames)
    assert painted == []
    assert all(frame is first for frame in rest)


def test_odd_sizes_are_refused_with_the_nearest_even_one(tmp_path: Path) -> None:
    timeline = film(take(tmp_path, 1, 2), size=(129, 72))
    with pytest.raises(TimelineError, match="129x72 cannot be encoded; use 128x72"):
        render_segment(plan_segments(timeline, PLAIN)[0], tmp_path / "a.mp4")


def test_title_cards_show_the_title_large(tmp_path: Path) -> None:
    timeline = film(
        take(tmp_path, 1, 9, setup=Setup.TITLE, title_text="Three years later"),
        slate=30,
        size=(320, 180),
    )
    slate, card = plan_segments(timeline, PLAIN)
    assert frame_rgb(slate, 15).max() > 180
    assert frame_rgb(slate, 0).max() < 60, "the card comes out of black"
    assert frame_rgb(card, 3).max() > 140

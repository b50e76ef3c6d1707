"""Shots in motion: drawings held, enlarged, behind their plates; stills keep their keys."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import Move
from filmgen.compositor.colour import new_i420, planes_from_rgb
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.writer import SegmentWriter
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Segment, Style
from filmgen.compositor.stills.drawings import Drawings, enlarged
from filmgen.editorial.model import MotionMedia, PlateMedia, TimelineShot
from filmgen.effects.plates import write_plate
from filmgen.media import Plate
from filmgen.workspace import content_key
from tests.compositor.films import board, film, take

PLAIN = Style(burn_in="none", subtitles=False)


def drawn(index: int, width: int = 64, height: int = 36) -> np.ndarray:
    """A drawing: white paper with a dark bar that goes right."""
    rgb = np.full((height, width, 3), 235, np.uint8)
    rgb[:, 4 + 6 * index : 10 + 6 * index] = 30
    return rgb


def write_motion(
    folder: Path, count: int = 8, rate: Fraction = Fraction(8), passes: bool = False
) -> MotionMedia:
    path = folder / f"motion-{count}.mp4"
    flat, planes = new_i420(64, 36)
    with SegmentWriter(path, 64, 36, rate, Encoding(crf=4)) as writer:
        for i in range(count):
            planes.write(planes_from_rgb(drawn(i)))
            writer.write(flat)
    kept = None
    if passes:
        kept = folder / "passes.npz"
        ids = np.zeros((count, 36, 64), np.uint8)
        ids[:, 26:, :32] = 1  # somebody stands in the lower left
        depth = np.full((count, 18, 32), 9.0, np.float16)
        depth[:, 13:, :16] = 2.0
        np.savez_compressed(kept, ids=ids, depth_m=depth, index=np.arange(count))
    return MotionMedia(path, rate, count, f"motion-{count}", kept)


def segment_of(folder: Path, motion: MotionMedia, frames: int = 24, **more: object) -> Segment:
    shot = take(folder, 1, frames, size=(128, 72), **more)  # type: ignore[arg-type]
    moving = TimelineShot(shot.cut, shot.panels, shot.plates, motion)
    return plan_segments(film(moving), PLAIN)[0]


def bar_at(rgb: np.ndarray) -> float:
    """Middle of the dark bar, as a share of the width."""
    columns = np.flatnonzero(rgb[8:20].mean((0, 2)) < 120)
    return float(columns.mean() + 0.5) / rgb.shape[1]


def test_each_drawing_is_held_until_the_next(tmp_path: Path) -> None:
    painter = SegmentPainter(segment_of(tmp_path, write_motion(tmp_path)))
    frames = [painter.frame(i).copy() for i in range(24)]
    for i in range(24):
        assert np.array_equal(frames[i], frames[i // 3 * 3])
    assert not np.array_equal(frames[2], frames[3])
    segment = segment_of(tmp_path, write_motion(tmp_path))
    for frame in (0, 4, 23):
        middle = (4 + 6 * (frame // 3) + 3) / 64
        assert bar_at(frame_rgb(segment, frame)) == pytest.approx(middle, abs=0.012)


def test_the_last_drawing_stays_for_a_dissolve(tmp_path: Path) -> None:
    segment = segment_of(tmp_path, write_motion(tmp_path))
    last = Drawings(write_motion(tmp_path), Fraction(24), (128, 72))
    assert last.part_at(23) == last.part_at(500) == 7
    assert bar_at(frame_rgb(segment, 23)) > 0.7


def test_rates_that_do_not_divide_the_films(tmp_path: Path) -> None:
    motion = write_motion(tmp_path, 8, Fraction(15, 2))
    parts = [motion.drawing_at(i, Fraction(24000, 1001)) for i in range(24)]
    assert parts[0] == 0
    assert parts[-1] == 7
    assert parts == sorted(parts)
    assert set(parts) == set(range(8))


def test_going_back_starts_over(tmp_path: Path) -> None:
    drawings = Drawings(write_motion(tmp_path), Fraction(24), (64, 36))
    late = drawings.picture(6)
    early = drawings.picture(1)
    assert not isinstance(late, str)
    assert not isinstance(early, str)
    assert bar_at(early[0]) < bar_at(late[0])


def test_the_same_drawing_again_is_not_decoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a plate's light grows over it, its picture is asked for in every step."""
    drawings = Drawings(write_motion(tmp_path), Fraction(24), (64, 36))
    first = drawings.picture(6)
    monkeypatch.setattr("filmgen.ffmpeg.ffmpeg_exe", lambda: "/nowhere")
    again = drawings.picture(6)
    assert not isinstance(first, str)
    assert not isinstance(again, str)
    assert (first[0] == again[0]).all()


def test_a_damaged_video_is_a_slate(tmp_path: Path) -> None:
    motion = write_motion(tmp_path)
    motion.video.write_bytes(b"not a film")
    painter = SegmentPainter(segment_of(tmp_path, motion))
    painter.frame(0)
    assert any("cannot be read" in warning for warning in painter.warnings)
    short = replace(write_motion(tmp_path), drawings=20)
    painter = SegmentPainter(segment_of(tmp_path, short, 60))
    painter.frame(55)
    assert any("ends too soon" in warning for warning in painter.warnings)


def test_an_enlarged_drawing_keeps_its_lines(tmp_path: Path) -> None:
    sharp = board(320, 180, 3)
    small = cv2.resize(sharp, (160, 90), interpolation=cv2.INTER_AREA)
    plain = cv2.resize(small, (320, 180), interpolation=cv2.INTER_CUBIC)
    ours = enlarged(small, (320, 180))

    def edges(rgb: np.ndarray) -> float:
        return float(cv2.Laplacian(rgb.mean(2), cv2.CV_64F).var())

    def error(rgb: np.ndarray) -> float:
        return float(np.abs(rgb.astype(float) - sharp).mean())

    assert edges(plain) < edges(ours) <= 1.3 * edges(sharp)
    assert error(ours) < 1.25 * error(plain)
    assert np.array_equal(enlarged(sharp, (320, 180)), sharp)


def plate(folder: Path, anchors: tuple[PlateAnchor, ...]) -> PlateMedia:
    rgba = np.zeros((6, 32, 32, 4), np.float16)
    rgba[:, 2:30, 2:30] = (0.0, 0.4, 0.0, 0.8)  # green paint
    names = write_plate(folder / "smoke", Plate(rgba, Fraction(24), loops=True))
    path = folder / "smoke" / names[0]
    return PlateMedia("smoke", anchors[0], path, Fraction(24), 6, True, "plate-1", anchors)


def green(rgb: np.ndarray) -> np.ndarray:
    values = rgb.astype(int)
    return np.asarray(values[..., 1] - values[..., 0] > 40)


def anchor(x: float, depth: float = 5.0) -> PlateAnchor:
    return PlateAnchor("smoke", 0.6, x, 0.9, 0.25, 0.4, depth)


def test_a_plate_follows_drawing_by_drawing(tmp_path: Path) -> None:
    anchors = tuple(anchor(0.2 + 0.08 * i) for i in range(8))
    motion = write_motion(tmp_path)
    segment = segment_of(tmp_path, motion, plates=(plate(tmp_path, anchors),))
    places = [green(frame_rgb(segment, i)).any(0).nonzero()[0].mean() / 128 for i in (0, 12, 23)]
    assert places == pytest.approx([0.2, 0.52, 0.76], abs=0.03)


def test_figures_in_front_of_a_plate_hide_it(tmp_path: Path) -> None:
    motion = write_motion(tmp_path, passes=True)
    behind = segment_of(tmp_path, motion, plates=(plate(tmp_path, (anchor(0.25, 5.0),)),))
    before = segment_of(tmp_path, motion, plates=(plate(tmp_path, (anchor(0.25, 1.0),)),))
    low, high = np.s_[55:, :60], np.s_[36:49, :60]
    assert green(frame_rgb(before, 2))[low].sum() > 100
    assert green(frame_rgb(behind, 2))[low].sum() < 20
    assert green(frame_rgb(behind, 2))[high].sum() > 100


def test_damaged_passes_hide_nothing(tmp_path: Path) -> None:
    motion = write_motion(tmp_path, passes=True)
    for damage in (b"", b"no archive", b"PK\x03\x04 and no more"):
        (tmp_path / "passes.npz").write_bytes(damage)
        assert Drawings(motion, Fraction(24), (128, 72)).passes(0, (72, 128)) == (None, None)


def test_a_plate_keeps_its_place_when_the_panels_camera_changes(tmp_path: Path) -> None:
    both = plate(tmp_path, (anchor(0.3), anchor(0.7)))
    shot = take(tmp_path, 1, 24, cuts=(12,), plates=(both,))
    bare = plan_segments(film(replace(shot, plates=())), PLAIN)[0]

    def places(one: TimelineShot) -> list[float]:
        segment = plan_segments(film(one), PLAIN)[0]
        seen = []
        for i in (3, 18):
            change = frame_rgb(segment, i).astype(int) - frame_rgb(bare, i)
            seen.append(float((np.abs(change).max(2) > 12).any(0).nonzero()[0].mean()) / 128)
        return seen

    assert places(shot) == pytest.approx([0.3, 0.7], abs=0.03)
    alone = replace(both, anchors=())
    assert places(replace(shot, plates=(alone,))) == pytest.approx([0.3, 0.3], abs=0.03)


def test_stills_keep_their_keys(tmp_path: Path) -> None:
    # the keys of this film when segments were first encoded without B-frames
    known = ["a10083cd516a4bb4", "4b4cd430b4e3889b", "03636292394d70b7", "c90c0f590eed33e6"]
    fire = PlateAnchor("fire", 0.6, 0.4, 0.8, 0.3, 0.4, 3.0)
    burning = PlateMedia("fire", fire, Path("plate.0001.exr"), Fraction(24), 24, True, "plate-1")
    for media in (burning, replace(burning, anchors=(fire, fire))):
        timeline = film(
            take(tmp_path, 1, 48, move=Move.PAN, cuts=(20,), plates=(media,)),
            take(tmp_path, 2, 24, words="Wait."),
            slate=12,
            tail=6,
        )
        segments = plan_segments(timeline, Style())
        assert [content_key(segment_request(s))[:16] for s in segments] == known


def test_a_segments_key_holds_the_motion(tmp_path: Path) -> None:
    motion = write_motion(tmp_path)
    keys = {
        content_key(segment_request(segment_of(tmp_path, m)))
        for m in (motion, replace(motion, key="other"), replace(motion, rate=Fraction(12)))
    }
    keys.add(content_key(segment_request(plan_segments(film(take(tmp_path, 1, 24)), PLAIN)[0])))
    assert len(keys) == 4
    moved = tuple(anchor(0.2 + 0.08 * i) for i in range(8))
    plates = [plate(tmp_path, moved), replace(plate(tmp_path, moved), anchors=())]
    requests = [segment_request(segment_of(tmp_path, motion, plates=(p,))) for p in plates]
    assert content_key(requests[0]) != content_key(requests[1])

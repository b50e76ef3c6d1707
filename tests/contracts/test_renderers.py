"""What every renderer promises, and that all draw the same film."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from subprocess import run

import numpy as np
import pytest

from filmgen.breakdown.model import Move
from filmgen.compositor.renderers import RENDERERS, open_renderer
from filmgen.compositor.segments import BurnIn, Segment
from filmgen.errors import ConfigError, TimelineError
from filmgen.media import ByteArray
from tests.contracts.scenes import SCENES, of, plate, shot

AGREE_DB = 40.0
OTHERS = [name for name in RENDERERS if name != "cpu"]


def drawn(
    name: str, segment: Segment, burn_in: BurnIn | None, folder: Path
) -> tuple[list[ByteArray], tuple[str, ...]]:
    """Copies of a segment's frames, and what could not be used."""
    renderer = open_renderer(name, segment, folder, burn_in)
    frames = [frame.copy() for frame in renderer.frames()]
    return frames, renderer.warnings


def psnr(a: ByteArray, b: ByteArray) -> float:
    error = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return float(10 * np.log10(255**2 / max(error, 1e-6)))


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("scene", SCENES)
def test_all_renderers_draw_the_same_film(tmp_path: Path, scene: str, name: str) -> None:
    segment, burn_in = SCENES[scene](tmp_path)
    expected, warned = drawn("cpu", segment, burn_in, tmp_path)
    frames, warnings = drawn(name, segment, burn_in, tmp_path)
    assert len(frames) == len(expected) == segment.frames
    assert warnings == warned
    luma = segment.width_px * segment.height_px
    for number, (frame, wanted) in enumerate(zip(frames, expected, strict=True)):
        assert frame.dtype == np.uint8
        assert frame.shape == (luma * 3 // 2,)
        assert psnr(frame[:luma], wanted[:luma]) >= AGREE_DB, f"luma of frame {number}"
        assert psnr(frame[luma:], wanted[luma:]) >= AGREE_DB, f"chroma of frame {number}"


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("scene", ["in depth, speaking and burning", "review burn-in"])
def test_the_same_segment_is_the_same_bytes(tmp_path: Path, scene: str, name: str) -> None:
    segment, burn_in = SCENES[scene](tmp_path)
    first, _ = drawn(name, segment, burn_in, tmp_path)
    second, _ = drawn(name, segment, burn_in, tmp_path)
    assert [f.tobytes() for f in first] == [f.tobytes() for f in second]


@pytest.mark.parametrize("name", RENDERERS)
def test_frames_come_in_order_whatever_their_number(tmp_path: Path, name: str) -> None:
    """Renderers may draw several at once: none is lost or told twice at a batch's end."""
    segment, _ = of(shot(tmp_path, 37, move=Move.PAN))
    frames, _ = drawn(name, segment, None, tmp_path)
    assert len(frames) == 37
    assert len({frame.tobytes() for frame in frames}) > 30
    held = replace(segment, footage=replace(segment.footage, time=segment.footage.time))
    one = replace(held, frames=1)
    alone, _ = drawn(name, one, None, tmp_path)
    assert np.array_equal(alone[0], frames[0])


@pytest.mark.parametrize("name", RENDERERS)
def test_one_that_was_left_early_leaves_plates_that_others_can_use(
    tmp_path: Path, name: str
) -> None:
    segment, _ = of(shot(tmp_path, 9, move=Move.PAN, plates=(plate(tmp_path, "smoke"),)))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    left = open_renderer(name, segment, scratch).frames()
    first = next(left).copy()
    del left
    unpacked = {path: path.read_bytes() for path in scratch.iterdir()}
    frames, warnings = drawn(name, segment, None, scratch)
    assert np.array_equal(frames[0], first)
    assert not warnings
    assert {path: path.read_bytes() for path in scratch.iterdir()} == unpacked
    alone = open_renderer(name, segment).frames()
    assert np.array_equal(next(alone), first)


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize(("size", "nearest"), [((161, 90), "160x90"), ((160, 9), "160x16")])
def test_sizes_that_cannot_be_encoded_are_refused(
    tmp_path: Path, name: str, size: tuple[int, int], nearest: str
) -> None:
    segment, _ = of(shot(tmp_path))
    with pytest.raises(TimelineError, match=f"cannot be encoded; use {nearest}"):
        open_renderer(name, replace(segment, width_px=size[0], height_px=size[1]))


def test_an_unknown_renderer_is_refused_with_those_there_are(tmp_path: Path) -> None:
    segment, _ = of(shot(tmp_path))
    with pytest.raises(ConfigError, match=r"compositor\.renderer: 'gl' is none of cpu, torch"):
        open_renderer("gl", segment)


def test_the_processors_renderer_does_not_import_torch() -> None:
    """It takes seconds, in every worker process."""
    code = (
        "import sys, filmgen.compositor.cpu.segment, filmgen.compositor.picture\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert run([sys.executable, "-c", code]).returncode == 0


def test_rates_do_not_matter_to_pictures(tmp_path: Path) -> None:
    segment, _ = SCENES["over under a move"](tmp_path)
    exact = replace(segment, rate=Fraction(24000, 1001))
    for name in RENDERERS:
        frames, _ = drawn(name, segment, None, tmp_path)
        others, _ = drawn(name, exact, None, tmp_path)
        assert [f.tobytes() for f in frames] == [f.tobytes() for f in others]

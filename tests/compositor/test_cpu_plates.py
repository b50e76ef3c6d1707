"""The processor's plates in fixed point against their definition in floating point."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import Move
from filmgen.compositor.colour import Planes, encode_srgb, rgb_to_ycbcr, to_linear
from filmgen.compositor.cpu.boxes import grown, meet, merged
from filmgen.compositor.cpu.plates import PlateComposer
from filmgen.compositor.cpu.segment import SegmentPainter
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.plates.anchored import AnchoredPlates
from filmgen.compositor.plates.blend import keep_and_add
from filmgen.compositor.plates.media import FULL, open_plate
from filmgen.compositor.segments import Style
from filmgen.compositor.stills.still import still_from_rgb
from filmgen.editorial.model import PlateMedia
from filmgen.effects import plates
from filmgen.media import ByteArray, FloatArray, Plate
from tests.compositor.films import board, film, take

RATE = Fraction(24)
SIZE = (192, 108)


def puffs(frames: int, size: tuple[int, int], seed: int) -> FloatArray:
    """(T, H, W): soft balls that wander."""
    rng = np.random.default_rng(seed)
    yy, xx = np.mgrid[: size[1], : size[0]].astype(np.float32)
    out = np.zeros((frames, size[1], size[0]), np.float32)
    for x, y, r in rng.uniform((0.2, 0.2, 0.08), (0.8, 0.8, 0.2), (7, 3)):
        for frame in range(frames):
            drift = 0.25 * frame / frames
            square = (xx / size[0] - x) ** 2 + (yy / size[1] - y + drift) ** 2
            out[frame] += np.exp(-square / (r * r))
    return out


def smoke(frames: int = 6, size: tuple[int, int] = (80, 90)) -> FloatArray:
    alpha = 0.9 * (1 - np.exp(-puffs(frames, size, 3)))
    rgba = np.repeat((alpha * 0.12)[..., None], 4, axis=3)
    rgba[..., 3] = alpha
    rgba[alpha < 0.02] = 0
    return rgba.astype(np.float32)


def fire(frames: int = 6, size: tuple[int, int] = (60, 70)) -> FloatArray:
    heat = np.clip(puffs(frames, size, 5) - 0.3, 0, None)
    rgba = np.stack([3.0 * heat, 1.2 * heat**1.4, 0.3 * heat**2, np.minimum(heat, 0.8)], axis=3)
    return rgba.astype(np.float32)


def plate(folder: Path, kind: str, rgba: FloatArray, **place: float) -> PlateMedia:
    names = plates.write_plate(folder / kind, Plate(rgba, RATE, loops=True))
    values = {"x": 0.5, "y": 0.95, "width": 0.5, "height": 0.8, "depth_m": 5.0} | place
    anchor = PlateAnchor(kind, 0.6, **values)  # type: ignore[arg-type]
    return PlateMedia(kind, anchor, folder / kind / names[0], RATE, len(rgba), True, kind)


def anchored(
    rgb: ByteArray, *media: PlateMedia, depth: FloatArray | None = None, repeats: bool = False
) -> AnchoredPlates:
    opened = []
    for one in media:
        unpacked, reason = open_plate(one)
        assert unpacked is not None, reason
        opened.append((one, unpacked))
    return AnchoredPlates(rgb, 0.0, tuple(opened), RATE, depth, None, repeats=repeats)


def by_definition(put: AnchoredPlates, state: tuple[tuple[int, int], ...]) -> FloatArray:
    """The panel with its plates, float RGB codes."""
    light = to_linear(put.picture)
    height, width = light.shape[:2]
    for placed in put.plates:
        index, growth = state[placed.at]
        if index < 0:
            continue
        left, top, right, bottom = placed.part
        keep, add = keep_and_add(placed.plate.rgba[index, top:bottom, left:right])
        if placed.reflects < 1:
            thick = keep**2
            add = add * placed.reflects * (1 - thick) / np.maximum(1 - keep, 1e-6)
            keep = thick
        x, y, w, h = placed.box
        x0, y0, x1, y1 = max(0, x), max(0, y), min(width, x + w), min(height, y + h)
        cut = np.s_[y0 - y : y1 - y, x0 - x : x1 - x]
        shows: FloatArray | float = growth / FULL
        if placed.seen is not None:
            shows = placed.seen[y0:y1, x0:x1, None] * shows
        fields = cv2.resize(np.dstack([keep, *add]), (w, h), interpolation=cv2.INTER_LINEAR)[cut]
        under = light[y0:y1, x0:x1]
        under *= 1 - (1 - fields[..., :1]) * shows
        under += fields[..., 1:] * shows
    return np.asarray(255 * encode_srgb(np.clip(light, 0, 1)), np.float32)


def luma(rgb: FloatArray) -> FloatArray:
    return np.asarray(rgb @ rgb_to_ycbcr()[0, :3] + 16, np.float32)


def psnr(a: FloatArray | ByteArray, b: FloatArray | ByteArray) -> float:
    return float(10 * np.log10(255**2 / np.mean((a.astype(np.float64) - b) ** 2)))


def planes_of(put: AnchoredPlates, density: int = 1) -> Planes:
    return still_from_rgb(put.picture, 0.0, SIZE, fixed=density == 1).planes


@pytest.mark.parametrize("code", [0.0, 0.25, 1.0], ids=["night", "dusk", "paper"])
def test_fixed_point_is_the_definition(tmp_path: Path, code: float) -> None:
    rgb = np.rint(board(*SIZE, seed=2) * code).astype(np.uint8) if code < 1 else np.full(
        (SIZE[1], SIZE[0], 3), 245, np.uint8
    )  # fmt: skip
    depth = np.full((SIZE[1], SIZE[0]), 9.0, np.float32)
    depth[40:90, 60:100] = 2.0
    put = anchored(
        rgb,
        plate(tmp_path, "smoke", smoke(), x=0.45, depth_m=6.0),
        plate(tmp_path, "fire", fire(), x=0.6, width=0.3, height=0.6),
        plate(tmp_path, "steam", smoke(4, (40, 40)), x=0.95, width=0.3, height=0.5),
        depth=depth,
    )
    planes = planes_of(put)
    composer = PlateComposer(put)
    for state in (
        ((0, 12), (0, 12), (0, 12)),
        ((4, 12), (3, 5), (2, 12)),
        ((2, 9), (-1, 0), (1, 12)),
    ):
        composer.write(state, planes, 1)
        assert psnr(planes.y, luma(by_definition(put, state))) > 50


def test_frame_after_frame_is_the_same_as_each_alone(tmp_path: Path) -> None:
    """What a frame no longer touches is the panel again, at both densities."""
    media = [
        plate(tmp_path, "smoke", smoke(), x=0.3, width=0.4, height=0.9),
        plate(tmp_path, "fire", fire(), x=0.75, width=0.3, height=0.6),
    ]
    states = [((n % 6, 12), ((n + 2) % 6 if n < 4 else -1, 12)) for n in range(8)]
    for density in (1, 2):
        put = anchored(board(*SIZE), *media)
        again = anchored(board(*SIZE), *media, repeats=True)
        planes, kept = planes_of(put, density), planes_of(again, density)
        composer, keeper = PlateComposer(put), PlateComposer(again)
        for state in [*states, *states]:
            alone = planes_of(put, density)
            PlateComposer(put).write(state, alone, density)
            composer.write(state, planes, density)
            keeper.write(state, kept, density)
            for one, same, looped in (
                (alone.y, planes.y, kept.y),
                (alone.u, planes.u, kept.u),
                (alone.v, planes.v, kept.v),
            ):
                assert (one == same).all()
                assert (one == looped).all()


def test_dark_smoke_has_no_bands(tmp_path: Path) -> None:
    """A slow ramp of thin dark smoke over night falls code by code, as the definition does."""
    ramp = np.zeros((1, 40, 64, 4), np.float32)
    ramp[..., 3] = np.linspace(0.02, 0.7, 64)
    ramp[..., :3] = ramp[..., 3:] * 0.01
    put = anchored(
        np.full((SIZE[1], SIZE[0], 3), 60, np.uint8),
        plate(tmp_path, "smoke", ramp, width=1.0, height=1.0, y=1.0),
    )
    planes = planes_of(put)
    PlateComposer(put).write(((0, 12),), planes, 1)
    row = planes.y[50, 4:-4].astype(int)
    assert row[0] - row[-1] > 10
    assert set(np.diff(row).tolist()) <= {0, -1}
    assert np.abs(planes.y - luma(by_definition(put, ((0, 12),)))).max() < 1.3


def test_only_what_plates_touch_is_written(tmp_path: Path) -> None:
    spark = np.zeros((2, 60, 60, 4), np.float32)
    spark[0, 10:12, 10:12] = (0.5, 0.3, 0.1, 0.2)
    spark[1, 50:52, 50:52] = (0.5, 0.3, 0.1, 0.2)
    put = anchored(board(*SIZE), plate(tmp_path, "sparks", spark, width=0.5, height=0.9, y=0.95))
    composer, planes = PlateComposer(put), planes_of(put)
    areas = [
        sum((b[2] - b[0]) * (b[3] - b[1]) for b in composer.write(((n % 2, 12),), planes, 1))
        for n in range(3)
    ]
    assert areas[0] < 0.05 * SIZE[0] * SIZE[1]
    assert areas[1] <= areas[0] * 2.5, "this frame's sparks and the last one's, and nothing between"


def test_boxes_that_meet_become_one() -> None:
    assert merged([(0, 0, 4, 4), (10, 0, 12, 4), (3, 1, 11, 2)]) == [(0, 0, 12, 4)]
    assert merged([(0, 0, 4, 4), (4, 0, 8, 4)]) == [(0, 0, 4, 4), (4, 0, 8, 4)]
    assert meet((0, 0, 4, 4), (2, 3, 9, 9)) == (2, 3, 4, 4)
    assert meet((0, 0, 4, 4), None) is None
    assert grown((4, 4, 6, 6), 2) == (2, 2, 8, 8)


@pytest.mark.parametrize("move", [Move.STATIC, Move.PUSH_IN])
def test_letterboxed_pictures_take_light_in_place(tmp_path: Path, move: Move) -> None:
    """Pictures inside a taller raster are no block of memory: flicker and dissolves know it."""
    burning = plate(tmp_path, "fire", fire(), width=0.4, height=0.7)
    one = take(tmp_path, 1, 4, size=(192, 80), move=move, plates=(burning,))
    (segment,) = plan_segments(
        film(one, size=SIZE, aspect=Fraction(192, 80)), Style(burn_in="none", subtitles=False)
    )
    assert segment.picture_px[1] < SIZE[1]
    plain = replace(segment, width_px=192, height_px=segment.picture_px[1])
    boxed, bare = SegmentPainter(segment), SegmentPainter(plain)
    top = (SIZE[1] - segment.picture_px[1]) // 4 * 2
    for number in range(4):
        y = boxed.frame(number)[: SIZE[0] * SIZE[1]].reshape(SIZE[1], SIZE[0])
        high = segment.picture_px[1]
        assert (y[:top] == 16).all() and (y[top + high :] == 16).all()
        alone = bare.frame(number)[: 192 * high].reshape(high, 192)
        assert (y[top : top + high] == alone).all()

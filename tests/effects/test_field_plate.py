"""Plates from clips of fields: sharp, seamless, obedient, and nothing where nothing should be."""

from __future__ import annotations

import functools
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pytest

from filmgen.effects.clips import COLUMNS, ROWS
from filmgen.effects.imaging.drift import Lives
from filmgen.effects.imaging.field_plate import linear_colour, shade_fields
from filmgen.effects.imaging.flame import flame_tables
from filmgen.effects.imaging.flow import motion
from filmgen.effects.imaging.looks import LOOKS
from filmgen.effects.imaging.spread import layout
from filmgen.effects.imaging.tempo import fields_needed
from filmgen.errors import TimelineError
from filmgen.media import FloatArray

PERIOD = 12


def clip(frames: int, period: int = PERIOD, heat: float = 1.0) -> FloatArray:
    """A plume of round puffs that rise and wander; repeats after `period` frames."""
    y, x = np.indices((ROWS, COLUMNS), np.float32)
    fields = np.zeros((frames, 3, ROWS, COLUMNS), np.float32)
    for frame in range(frames):
        for puff in range(9):
            age = ((frame % period) / period + puff / 3.0) % 3.0 / 3.0
            home = 20.0 + 5.0 * np.sin(2.4 * puff) * age**0.5
            size = 3.0 + 3.0 * age
            blob = np.exp(-((x - home) ** 2 + (y - 43.0 + 32.0 * age) ** 2) / size**2)
            strength = np.sin(np.pi * age)
            fields[frame, 0] = np.maximum(fields[frame, 0], heat * (1.0 - 0.6 * age) * blob)
            fields[frame, 1] += 1.2 * strength * blob
    fields[:, 2] = 0.8 * (1.0 - np.exp(-fields[:, 1]))
    return fields


def shoot(
    kind: str = "fire",
    *,
    width: int = 160,
    height: int = 192,
    frames: int = PERIOD,
    loop: bool = True,
    seed: int = 5,
    rate: Fraction = Fraction(24),
    **controls: Any,
) -> FloatArray:
    speed = controls.get("speed", 1.0)
    count = fields_needed(frames, rate, speed, loop=loop)
    heat = LOOKS[kind].flame_core if LOOKS[kind].flame else 0.0
    fields = clip(count, period=count if loop else PERIOD, heat=heat)
    clips = [[fields] for _ in layout(kind, width, height)]
    plates = shade_fields(
        clips,
        kind,
        width_px=width,
        height_px=height,
        frames=frames,
        loop=loop,
        seed=seed,
        rate=rate,
        **controls,
    )
    return np.stack(list(plates)).astype(np.float32)


usual = functools.cache(shoot)


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_a_plate_is_premultiplied_light(kind: str) -> None:
    plate = usual(kind)
    assert plate.shape == (PERIOD, 192, 160, 4)
    assert np.isfinite(plate).all()
    assert plate.min() >= 0.0
    assert 0.2 < plate[..., 3].max() <= 1.0
    if LOOKS[kind].flame:
        hottest = plate[..., :3].max(axis=-1).max()
        assert hottest > 1.2, "flames outshine paper"
    else:
        assert plate[..., :3].mean() < plate[..., 3].mean()


def test_flames_roll_from_red_to_white() -> None:
    """Narrowing bands of a deep red edge, an orange body and a white core; never flat yellow."""
    for kind in ("fire", "explosion"):
        red, green, blue, alpha = (table[0] for table in flame_tables(LOOKS[kind]))
        assert red[0] == green[0] == blue[0] == alpha[0] == 0.0
        edge, body, core = (int(np.searchsorted(red, level)) for level in (0.08, 0.5, 3.5))
        assert green[edge] / red[edge] < 0.3
        assert 0.2 < green[body] / red[body] < 0.5
        assert blue[core] > 0.6, "the core is white on a display"
        # what a display shows as saturated yellow: red and green clipped, hardly any blue
        flat = (red > 1.0) & (green > 0.9) & (blue < 0.15)
        assert flat.sum() < 0.06 * core
        assert (np.diff(red) >= -1e-6).all()
        # over white paper a flame must not be grey
        visible = slice(int(np.searchsorted(alpha, 0.3)), None)
        assert (red[visible] > 0.4 * alpha[visible]).all()


def test_a_plate_is_sharp() -> None:
    """Upper octaves of a 1080p plate hold far more than enlarging the same fields smoothly."""

    def fine(picture: FloatArray) -> float:
        tones = np.clip(picture, 0.0, 1.0) ** (1 / 2.4)
        spectrum = np.abs(np.fft.rfft2(tones)) ** 2
        rows = np.fft.fftfreq(tones.shape[0])[:, None]
        columns = np.fft.rfftfreq(tones.shape[1])[None, :]
        finest = np.hypot(rows, columns)
        return float(spectrum[(finest > 0.06) & (finest < 0.4)].sum() / spectrum[finest > 0].sum())

    size: dict[str, Any] = {"width": 1296, "height": 1080, "frames": 1, "loop": False}
    for kind in ("smoke", "fire"):
        plain = shoot(kind, turbulence=0.0, **size)[0, ..., 3]
        detailed = shoot(kind, **size)[0, ..., 3]
        assert fine(detailed) > 4.0 * fine(plain)


def test_detail_goes_with_the_flow() -> None:
    """Fine structure is found again where the motion of the fields takes it, not where it was."""
    fields = clip(PERIOD)
    plate = usual("smoke")
    first = Lives.of(LOOKS["smoke"].life_s * 24.0, PERIOD, loop=True).before_start
    y, x = np.indices(plate.shape[1:3], np.float32)
    moved, unmoved = [], []
    for frame in range(PERIOD - 1):
        # a loop is shown from where its textures have a past
        now, then = fields[(frame + first) % PERIOD], fields[(frame + 1 + first) % PERIOD]
        flow = motion(now, then, rise=LOOKS["smoke"].rise / 24.0)
        dx, dy = (4.0 * cv2.resize(part, (160, 192)) for part in flow)
        before, after = (
            p - cv2.GaussianBlur(p, (0, 0), 3.0) for p in plate[frame : frame + 2, ..., 0]
        )
        there = plate[frame + 1, ..., 3] > 0.2
        carried = cv2.remap(before, x - dx, y - dy, cv2.INTER_LINEAR)
        moved.append(np.corrcoef(carried[there], after[there])[0, 1])
        unmoved.append(np.corrcoef(before[there], after[there])[0, 1])
    assert np.median(moved) > 0.4
    assert np.median(moved) > np.median(unmoved) + 0.2


def test_a_loop_closes() -> None:
    for kind in ("fire", "smoke"):
        plate = usual(kind)
        change = np.abs(np.diff(np.concatenate((plate, plate[:1])), axis=0)).mean(axis=(1, 2, 3))
        assert change[-1] < 1.25 * change[:-1].max()
        assert change[-1] > 0.0


def test_same_request_same_bytes_other_seed_other_plate() -> None:
    again = shoot("fire")
    assert again.tobytes() == usual("fire").tobytes()
    other = shoot("fire", seed=6)
    assert np.abs(other - again).mean() > 0.1 * np.abs(again).mean()


def test_the_frames_do_not_depend_on_how_fields_are_cut_into_chunks() -> None:
    fields = clip(6)
    shots = []
    for chunks in ([fields], [fields[:1], fields[1:4], fields[4:]]):
        plates = shade_fields(
            [chunks], "fire", width_px=80, height_px=96, frames=6, loop=False, seed=1
        )
        shots.append(np.stack(list(plates)))
    assert shots[0].tobytes() == shots[1].tobytes()


def test_nothing_at_the_border() -> None:
    for kind, width, height in (("smoke", 160, 192), ("fire", 240, 96), ("explosion", 96, 160)):
        clips = [[np.ones((2, 3, ROWS, COLUMNS), np.float32)] for _ in layout(kind, width, height)]
        plates = shade_fields(
            clips, kind, width_px=width, height_px=height, frames=2, loop=False, seed=1
        )
        for plate in plates:
            for edge in (plate[0], plate[-1], plate[:, 0], plate[:, -1]):
                assert float(edge.max()) < 0.02
            assert float(plate[..., 3].max()) > 0.4


def test_exposure_is_in_stops() -> None:
    one, two = usual("fire"), shoot("fire", exposure_stops=1.0)
    assert np.allclose(two[..., :3], 2.0 * one[..., :3], rtol=4e-3, atol=2e-3)
    assert np.array_equal(two[..., 3], one[..., 3])


def test_density_is_of_the_smoke() -> None:
    alphas = [float(shoot("smoke", density=d)[..., 3].mean()) for d in (0.5, 1.0, 2.0)]
    assert alphas[0] < 0.85 * alphas[1] < 0.85 * 0.95 * alphas[2]


def test_colour_is_the_smoke_s_or_the_flame_s() -> None:
    blue = shoot("smoke", colour="#2040F0")
    assert blue[..., 2].sum() > 5.0 * blue[..., 0].sum()
    thick = blue[blue[..., 3] > 0.7]
    shown = (thick[:, :3] / thick[:, 3:]).mean(axis=0)
    assert shown == pytest.approx(linear_colour("#2040F0"), rel=0.6)
    green = shoot("fire", colour="#40FF40")
    assert green[..., 1].sum() > 1.5 * green[..., 0].sum()
    assert linear_colour("#FF0080") == pytest.approx((1.0, 0.0, 0.2158605), abs=1e-6)


def test_turbulence_and_scale_are_of_the_detail() -> None:
    def fine(plate: FloatArray, sigma: float) -> float:
        alpha = plate[3, ..., 3]
        return float(np.abs(alpha - cv2.GaussianBlur(alpha, (0, 0), sigma)).mean())

    small = {"width": 320, "height": 384, "frames": 4, "loop": False}
    calm, usually, wild = (
        fine(shoot("smoke", turbulence=t, **small), 2.0)  # type: ignore[arg-type]
        for t in (0.0, 1.0, 2.0)
    )
    assert calm < 0.7 * usually
    assert usually < wild
    near, far = (
        shoot("smoke", scale=s, **small)  # type: ignore[arg-type]
        for s in (0.5, 2.0)
    )
    assert fine(far, 1.5) / fine(far, 8.0) > 1.1 * fine(near, 1.5) / fine(near, 8.0)


def test_other_speeds_and_rates() -> None:
    assert fields_needed(48, Fraction(24), 1.0, loop=True) == 48
    assert fields_needed(48, Fraction(24), 0.5, loop=True) == 24
    assert fields_needed(50, Fraction(25), 1.0, loop=True) == 48
    assert fields_needed(30, Fraction(30), 1.0, loop=False) == 25
    usual_change = np.abs(np.diff(usual("smoke")[..., 3], axis=0)).mean()
    slow = shoot("smoke", frames=2 * PERIOD, speed=0.5)
    change = np.abs(np.diff(np.concatenate((slow, slow[:1]))[..., 3], axis=0)).mean(axis=(1, 2))
    assert change.mean() < 0.8 * usual_change
    assert change.max() < 2.0 * change.mean(), "every frame in between is one of its own"
    for rate in (Fraction(25), Fraction(30), Fraction(24000, 1001)):
        assert len(shoot("fire", rate=rate, frames=5, width=64, height=64)) == 5


def test_memory_is_flat_in_length() -> None:
    def most(frames: int) -> int:
        def endless() -> Iterator[FloatArray]:
            for _ in range(frames // PERIOD):
                yield clip(PERIOD)

        tracemalloc.start()
        for _ in shade_fields(
            [endless()], "smoke", width_px=64, height_px=64, frames=frames, loop=True, seed=1
        ):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert most(10 * PERIOD) < 1.1 * most(4 * PERIOD) + 100_000


def test_a_clip_that_ends_early_is_said() -> None:
    plates = shade_fields(
        [[clip(3)]], "fire", width_px=64, height_px=64, frames=9, loop=False, seed=1
    )
    with pytest.raises(TimelineError, match=r"3 frames of fields.*9"):
        list(plates)

"""Transfer, premultiplication and the parting of emission: what goes in comes out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from filmgen.effects.delivery.movies import matrix, to_planes
from filmgen.effects.delivery.straight import ADD_FLOOR, Straight, bled, joined, part
from filmgen.effects.delivery.transfer import (
    decode_integers,
    decode_srgb,
    encode_srgb,
    quantise,
    to_display,
)

plates = arrays.arrays(
    np.float16,
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4)),
    elements=st.floats(0, 16, width=16),
)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_every_code_survives_linear_light(kind: type[np.generic]) -> None:
    top = np.iinfo(kind).max
    codes = np.arange(top + 1, dtype=kind)
    light = decode_integers(codes)
    assert (np.diff(light) > 0).all()
    assert np.array_equal(quantise(encode_srgb(light), top), codes)


def test_the_curve_is_that_of_the_standard() -> None:
    """IEC 61966-2-1 at its ends, its knee and at middle grey."""
    light = np.array([0.0, 0.0031308, 0.18, 0.2140411, 1.0], np.float32)
    code = np.array([0.0, 0.0404500, 0.4613561, 0.5, 1.0], np.float32)
    np.testing.assert_allclose(encode_srgb(light), code, atol=2e-6)
    np.testing.assert_allclose(decode_srgb(code), light, atol=2e-6)


@given(st.floats(0, 1, width=32))
def test_light_comes_back_through_the_curve(value: float) -> None:
    light = np.array([value], np.float32)
    assert decode_srgb(encode_srgb(light))[0] == pytest.approx(value, rel=3e-6, abs=1e-7)


def test_what_a_display_cannot_show_clips() -> None:
    assert to_display(np.array([-1.0, 0.0, 1.0, 7.5], np.float32)).tolist() == [0, 0, 255, 255]


@given(plates)
def test_a_parted_plate_is_the_plate_again(rgba: np.ndarray) -> None:
    rgba[..., 3] = np.minimum(rgba[..., 3], 1)
    straight = part(rgba)
    assert straight.colour.min() >= 0 and straight.colour.max() <= 1
    assert straight.add.min() >= 0
    np.testing.assert_allclose(joined(straight), rgba.astype(np.float32), rtol=2e-6, atol=1e-7)


@given(plates)
def test_without_emission_there_is_nothing_to_add(rgba: np.ndarray) -> None:
    rgba[..., 3] = np.minimum(rgba[..., 3], 1)
    rgba[..., :3] = np.minimum(rgba[..., :3], rgba[..., 3:])
    straight = part(rgba)
    assert straight.add.max() == 0
    light = rgba.astype(np.float32)
    there = light[..., 3] > 0
    expected = light[..., :3][there] / light[..., 3:][there]
    np.testing.assert_allclose(straight.colour[there], expected, rtol=2e-6)


@given(st.integers(0, 255), st.floats(0, 1, width=32))
def test_straight_pixels_of_16_bits_survive_premultiplying(code: int, alpha: float) -> None:
    """A file's colour and alpha to premultiplied light and back: the same 16-bit codes."""
    level = quantise(np.array([[alpha]], np.float32), 65535)
    if level[0, 0] < 256:  # so thin that half a float's light has no 16 bits of colour left
        return
    codes = np.full((1, 1, 3), code * 257, np.uint16)
    share = level.astype(np.float32) / np.float32(65535)
    rgba = np.dstack([decode_integers(codes) * share[..., None], share])
    straight = part(rgba)
    assert np.array_equal(quantise(encode_srgb(straight.colour), 65535), codes)
    assert np.array_equal(quantise(straight.alpha, 65535), level)


def test_emission_keeps_its_hue() -> None:
    flame = np.array([[[3.0, 1.5, 0.3, 0.25]]], np.float32)
    straight = part(flame)
    np.testing.assert_allclose(straight.colour[0, 0], [1.0, 0.5, 0.1], rtol=1e-6)
    np.testing.assert_allclose(straight.add[0, 0], [2.75, 1.375, 0.275], rtol=1e-6)


def test_light_without_alpha_is_all_added() -> None:
    spark = np.zeros((2, 2, 4), np.float16)
    spark[0, 1] = (0.5, 0.25, 0.125, 0.0)
    straight = part(spark)
    np.testing.assert_array_equal(straight.add, spark[..., :3].astype(np.float32))


def test_what_counts_as_nothing_to_add_is_invisible() -> None:
    assert to_display(np.float32([ADD_FLOOR]))[0] == 0


@settings(max_examples=30)
@given(plates)
def test_colour_beyond_alpha_changes_nothing_that_shows(rgba: np.ndarray) -> None:
    rgba[..., 3] = np.minimum(rgba[..., 3], 1)
    rgba[..., :3] = np.minimum(rgba[..., :3], rgba[..., 3:])
    straight = part(rgba)
    carried = bled(straight)
    assert carried.min() >= 0 and carried.max() <= 1
    laid = carried * straight.alpha[..., None]
    np.testing.assert_allclose(laid, straight.colour * straight.alpha[..., None], atol=6e-4)


def test_colour_is_carried_on_beyond_the_edge() -> None:
    """A red disc's surroundings are red too: nothing black for a codec to smear in."""
    y, x = np.indices((40, 52))
    alpha = ((y - 20) ** 2 + (x - 20) ** 2 < 64).astype(np.float32)
    red = np.float32([0.8, 0.1, 0.05]) * alpha[..., None]
    carried = bled(Straight(red, alpha, np.zeros_like(red)))
    np.testing.assert_allclose(carried, np.broadcast_to([0.8, 0.1, 0.05], red.shape), atol=2e-3)


@pytest.mark.parametrize("bits", [8, 10])
def test_video_range_and_matrix_are_bt709(bits: int) -> None:
    steps = 2 ** (bits - 8)
    white = matrix(bits) @ np.array([1, 1, 1, 1])
    np.testing.assert_allclose(white, np.array([235, 128, 128]) * steps, atol=1e-9)
    primaries = matrix(bits)[:, :3] + matrix(bits)[:, 3:]
    # red, green and blue of full colour bars, as every table of 8-bit BT.709 lists them
    expected = np.array([[63, 173, 32], [102, 42, 240], [240, 26, 118]])
    assert np.array_equal(np.rint(primaries / steps), expected)


@given(st.integers(1, 9), st.integers(1, 9))
def test_halved_chroma_of_any_size(height: int, width: int) -> None:
    code = np.full((height, width, 3), (0.9, 0.4, 0.2), np.float32)
    y, u, v = to_planes(code, 8, True)
    assert y.shape == (height, width)
    assert u.shape == v.shape == ((height + 1) // 2, (width + 1) // 2)
    assert np.ptp(u) == np.ptp(v) == 0

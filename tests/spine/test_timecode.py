from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.errors import ConfigError
from filmgen.timecode import (
    format_timecode,
    frames_covering,
    frames_from_seconds,
    parse_rate,
    parse_timecode,
    samples_from_frames,
    seconds_from_frames,
    uses_drop_frame,
)

RATES = [Fraction(n) for n in (24, 25, 30, 48, 60)] + [
    Fraction(n * 1000, 1001) for n in (24, 30, 60)
]
rates = st.sampled_from(RATES)
frames = st.integers(0, 24 * 3600 * 23)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("24", Fraction(24)),
        ("23.976", Fraction(24000, 1001)),
        ("24000/1001", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_rates_are_exact(text: str, rate: Fraction) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "fast", "0", "1/0", "-24", "1000"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_rate(text)


@given(frames, rates)
def test_timecode_round_trips(frame: int, rate: Fraction) -> None:
    assert parse_timecode(format_timecode(frame, rate), rate) == frame


@given(st.integers(0, 2_589_407), st.sampled_from([Fraction(30000, 1001), Fraction(60000, 1001)]))
def test_drop_frame_round_trips_and_follows_the_clock(frame: int, rate: Fraction) -> None:
    text = format_timecode(frame, rate, drop_frame=True)
    assert parse_timecode(text, rate) == frame
    hh, mm, rest = text.split(":")
    ss, ff = rest.split(";")
    shown = int(hh) * 3600 + int(mm) * 60 + int(ss) + int(ff) / round(rate)
    # It is off the wall clock by up to two frames within a minute, and loses 3.6 ms an hour.
    assert abs(shown - float(frame / rate)) < 0.07 + 0.0037 * (frame / rate / 3600)


def test_drop_frame_known_values() -> None:
    rate = Fraction(30000, 1001)
    assert format_timecode(1799, rate, drop_frame=True) == "00:00:59;29"
    assert format_timecode(1800, rate, drop_frame=True) == "00:01:00;02"
    assert format_timecode(17982, rate, drop_frame=True) == "00:10:00;00"
    with pytest.raises(ConfigError, match="skips"):
        parse_timecode("00:01:00;00", rate)


def test_timecode_counts_ntsc_film_at_24() -> None:
    assert parse_timecode("01:00:00:00", Fraction(24000, 1001)) == 86400
    assert not uses_drop_frame(Fraction(24000, 1001))


@pytest.mark.parametrize("text", ["1:2:3", "00:00:60:00", "00:00:00:24", "aa:bb:cc:dd"])
def test_malformed_timecode_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="timecode"):
        parse_timecode(text, Fraction(24))


@given(st.fractions(0, 10_000), rates)
def test_rounding_is_nearest_and_covering_is_enough(seconds: Fraction, rate: Fraction) -> None:
    nearest = frames_from_seconds(seconds, rate)
    assert abs(seconds_from_frames(nearest, rate) - seconds) * rate <= Fraction(1, 2)
    covering = frames_covering(seconds, rate)
    assert seconds_from_frames(covering, rate) >= seconds
    assert covering == 0 or seconds_from_frames(covering - 1, rate) < seconds


@given(st.lists(st.integers(1, 500), min_size=1, max_size=50), rates)
def test_sample_positions_of_adjoining_ranges_never_drift(
    lengths: list[int], rate: Fraction
) -> None:
    at = 0
    for length in lengths:
        at += length
    exact = Fraction(at) / rate * 48000
    assert abs(samples_from_frames(at, rate) - exact) <= Fraction(1, 2)

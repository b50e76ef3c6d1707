"""Ranges of time as OpenTimelineIO writes them, in frames and samples."""

from __future__ import annotations

from typing import Any

import opentimelineio as otio

from filmgen.timecode import SAMPLE_RATE_HZ


class Clock:
    """Ranges in frames and samples.

    Times are whole frames at `float(rate)`: 24000/1001 is not exact as a float, but only frame
    counts are ever added, and those are. Sound lies at 48000 samples/s for the same reason.
    """

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def frames(self, count: int) -> Any:
        """A count of frames as an otio.opentime.RationalTime."""
        return otio.opentime.RationalTime(count, self.rate)

    def span(self, start: int, count: int) -> Any:
        """An otio.opentime.TimeRange in frames."""
        return otio.opentime.TimeRange(self.frames(start), self.frames(count))

    def gap(self, frames: int, name: str = "") -> Any:
        """An otio.schema.Gap."""
        return otio.schema.Gap(name=name, source_range=self.span(0, frames))

    def sample_span(self, start: int, count: int) -> Any:
        """An otio.opentime.TimeRange in samples at 48 kHz."""
        time = otio.opentime.RationalTime
        return otio.opentime.TimeRange(time(start, SAMPLE_RATE_HZ), time(count, SAMPLE_RATE_HZ))

    def sample_gap(self, samples: int) -> Any:
        """An otio.schema.Gap of samples at 48 kHz."""
        return otio.schema.Gap(source_range=self.sample_span(0, samples))

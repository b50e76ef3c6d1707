"""What real places measure: ranges, and where they come from.

`Range.source` names a publication or a standard where we are sure of what it says; it was named
from memory, with no library at hand to look it up. Everything else is an engineering estimate,
and says so: bounds of plausibility by ear and experience, no findings about the real thing. They
catch a sound that has gone wrong and prove nothing about one that has not.

Ranges and first measurements were made in one sitting: this is no blind test. What fell outside
was mended, and has to be; no range is moved for a sound's sake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from benchmarks import place_figures as figures
from benchmarks.place_figures import PlaceFigures, measure_place
from filmgen.media import FloatArray

ESTIMATE = "engineering estimate"
_COOK = "diffuse field, spaced pair: Cook et al., JASA 27 (1955) 1072"


@dataclass(frozen=True)
class Range:
    """One figure of one sound, and what the real thing shows.

    Attributes:
        kind, knobs, intensity: what is rendered.
        figure: what is measured, in words.
        measured: of the sound.
        low, high: the range.
        source: of the range.
        seconds: of sound that the figure needs.
        place_figure: the name of the figure, where it is one of `PlaceFigures`.
    """

    kind: str
    figure: str
    measured: Callable[[FloatArray], float]
    low: float
    high: float
    source: str = ESTIMATE
    knobs: Mapping[str, Any] = field(default_factory=dict)
    intensity: float = 0.6
    seconds: float = 60.0
    place_figure: str = ""

    @property
    def published(self) -> bool:
        return self.source != ESTIMATE


def general(figure: str) -> Callable[[FloatArray], float]:
    """A figure of `PlaceFigures` by name."""

    def measured(samples: FloatArray) -> float:
        found: PlaceFigures = measure_place(samples)
        return float(getattr(found, figure))

    return measured


# bed: centroid Hz, modulation depth, crest dB, correlation of the sides between 1 and 4 kHz
_ESTIMATES: Mapping[str, tuple[tuple[float, float], ...]] = {
    "silence": ((100, 9000), (0.0, 0.15), (10, 18), (-0.2, 0.5)),
    "room": ((40, 400), (0.0, 0.35), (10, 18), (-0.2, 0.4)),
    "wind": ((60, 900), (0.25, 1.2), (12, 26), (-0.2, 0.5)),
    "rain": ((2000, 8000), (0.02, 0.3), (14, 28), (-0.2, 0.3)),
    "storm": ((150, 5000), (0.15, 1.2), (14, 28), (-0.2, 0.5)),
    "fire": ((150, 3500), (0.2, 1.2), (20, 40), (-0.2, 0.9)),
    "sea": ((300, 3500), (0.25, 1.2), (13, 28), (-0.2, 0.4)),
    "stream": ((700, 5000), (0.03, 0.5), (13, 28), (-0.2, 0.9)),
    "forest": ((700, 5000), (0.15, 1.5), (14, 32), (-0.3, 0.7)),
    "night": ((2000, 5500), (0.15, 1.0), (12, 28), (-0.3, 0.9)),
    "desert": ((60, 1200), (0.25, 1.3), (12, 28), (-0.2, 0.5)),
    "jungle": ((1500, 6500), (0.1, 1.2), (12, 30), (-0.3, 0.8)),
    "swamp": ((800, 4500), (0.1, 1.2), (12, 30), (-0.4, 0.9)),
    "harbour": ((200, 3500), (0.15, 1.3), (14, 32), (-0.3, 0.7)),
    "cave": ((60, 1500), (0.05, 1.5), (12, 36), (-0.3, 0.7)),
    "underwater": ((40, 600), (0.1, 1.0), (11, 26), (0.3, 1.0)),
    "traffic": ((80, 1000), (0.15, 1.0), (12, 26), (-0.2, 0.5)),
    "highway": ((150, 1400), (0.1, 0.8), (12, 24), (-0.2, 0.5)),
    "crowd": ((350, 1500), (0.1, 0.6), (12, 24), (-0.3, 0.6)),
    "bar": ((350, 2000), (0.1, 0.7), (12, 26), (-0.3, 0.6)),
    "restaurant": ((350, 2500), (0.1, 0.7), (12, 28), (-0.3, 0.6)),
    "playground": ((500, 2500), (0.15, 1.0), (13, 28), (-0.3, 0.7)),
    "stadium": ((350, 1800), (0.1, 0.9), (11, 22), (-0.2, 0.5)),
    "battle": ((40, 700), (0.5, 3.0), (16, 36), (-0.4, 0.8)),
    "church": ((40, 600), (0.0, 1.0), (10, 30), (-0.3, 0.5)),
    "elevator": ((60, 700), (0.02, 0.5), (10, 20), (0.0, 0.9)),
    "fridge": ((60, 700), (0.0, 0.4), (8, 18), (-0.1, 0.8)),
    "shower": ((2000, 8000), (0.02, 0.3), (11, 24), (-0.2, 0.5)),
    "spaceship": ((40, 600), (0.02, 0.6), (9, 20), (-0.3, 0.6)),
    "office": ((80, 1200), (0.02, 0.6), (12, 30), (-0.2, 0.6)),
    "hospital": ((60, 1000), (0.02, 0.8), (10, 26), (-0.2, 0.95)),
    "clock": ((800, 6000), (1.0, 8.0), (20, 45), (0.2, 1.0)),
    "machine": ((60, 1200), (0.02, 0.6), (9, 22), (-0.3, 0.8)),
    "car": ((25, 300), (0.05, 0.6), (10, 22), (-0.2, 0.7)),
    "train": ((60, 700), (0.1, 0.8), (11, 24), (-0.2, 0.7)),
    "subway": ((100, 1200), (0.15, 1.0), (11, 24), (-0.3, 0.7)),
    "aircraft": ((80, 1000), (0.0, 0.3), (9, 18), (-0.2, 0.5)),
    "helicopter": ((60, 1200), (0.1, 1.2), (10, 24), (-0.2, 0.98)),
}  # fmt: skip
_GENERAL = ("centroid_hz", "modulation_depth", "crest_db", "high_correlation")


def _published() -> tuple[Range, ...]:
    share, beat, peak = figures.share, figures.beat_hz, figures.peak_hz

    rows = [
        Range("room", "octave-band slope, dB/oct", general("octave_slope_db"), -6.5, -3.5,
              "RC curves, -5 dB/oct: Blazier 1981; ANSI S12.2", {"size": "medium"}),
        Range("room", "octave-band slope, dB/oct", general("octave_slope_db"), -6.5, -3.5,
              "RC curves, -5 dB/oct: Blazier 1981; ANSI S12.2", {"size": "large"}),
        Range("wind", "density slope 250-2500 Hz, dB/oct",
              partial(figures.density_slope_db, low_hz=250, high_hz=2500), -12.0, -5.0,
              "turbulence pressure f^-7/3: George et al., JFM 148 (1984) 155",
              {"leaves": 0.0, "whistle": 0.0}),
        Range("underwater", "density slope 500-5000 Hz, dB/oct",
              partial(figures.density_slope_db, low_hz=500, high_hz=5000), -7.0, -4.5,
              "-5 to -6 dB/oct: Wenz, JASA 34 (1962) 1936"),
        Range("sea", "beat of the breakers, Hz", partial(beat, low_hz=0.03, high_hz=0.5),
              1 / 14.0, 1 / 5.0, "wind waves and swell, 5 to 14 s: Komar, Beach Processes (1998)",
              seconds=300.0),
        Range("thunder", "peak of the spectrum, Hz", partial(peak, low_hz=20, high_hz=2000),
              20.0, 125.0, "Holmes et al., JGR 76 (1971) 2106", intensity=0.4, seconds=9.0),
        Range("night", "share of 3.5-5.5 kHz above 1 kHz",
              partial(share, low_hz=3500, high_hz=5500, of_hz=(1000, 20000)), 0.6, 1.0,
              ESTIMATE),
        Range("night", "chirps, 1/s", partial(beat, low_hz=1.0, high_hz=6.0, band_hz=(3800, 5400)),
              1.5, 4.0, "chirps against temperature: Dolbear, Am Nat 31 (1897) 970",
              intensity=0.0),
        Range("forest", "share of 2-8 kHz in 1-11 kHz",
              partial(share, low_hz=2000, high_hz=8000, of_hz=(1000, 11000)), 0.5, 1.0,
              ESTIMATE, seconds=120.0),
        Range("highway", "A-weighted third-octave peak, Hz",
              partial(figures.third_octave_peak_hz, a_weighted=True), 630.0, 1700.0,
              "traffic noise spectrum, peak 1 kHz: EN 1793-3"),
        Range("traffic", "A-weighted third-octave peak, Hz",
              partial(figures.third_octave_peak_hz, a_weighted=True), 400.0, 1700.0,
              "traffic noise spectrum, peak 1 kHz: EN 1793-3"),
        Range("crowd", "third-octave peak, Hz",
              partial(figures.third_octave_peak_hz, a_weighted=False), 250.0, 800.0,
              "long-term speech spectrum: Byrne et al., JASA 96 (1994) 2108"),
        Range("crowd", "density slope 500-4000 Hz, dB/oct",
              partial(figures.density_slope_db, low_hz=500, high_hz=4000), -11.5, -6.0,
              "long-term speech spectrum: Byrne et al., JASA 96 (1994) 2108"),
        Range("crowd", "beat of the syllables, Hz", partial(beat, low_hz=1.0, high_hz=16.0,
              per_octave=True),
              2.0, 8.0, "speech envelope peaks 3-5 Hz: Houtgast, Steeneken, JASA 77 (1985) 1069",
              intensity=0.1),
        Range("footsteps", "steps, 1/s", partial(beat, low_hz=1.2, high_hz=3.2), 1.5, 2.3,
              ESTIMATE, seconds=20.0),
        Range("phone", "rings, Hz", partial(beat, low_hz=0.1, high_hz=0.5), 0.16, 0.175,
              "North American cadence 2 s on, 4 s off: ITU-T E.180 Suppl. 2", seconds=60.0),
        Range("siren", "wails, 1/min", lambda s: 60 * figures.sweep_hz(s, 450, 1700),
              10.0, 30.0, ESTIMATE, seconds=40.0),
        Range("siren", "lower tone, Hz", partial(peak, low_hz=300, high_hz=500), 360.0, 500.0,
              ESTIMATE, {"style": "two-tone"}, seconds=6.0),
        Range("siren", "upper tone, Hz", partial(peak, low_hz=500, high_hz=700), 500.0, 630.0,
              ESTIMATE, {"style": "two-tone"}, seconds=6.0),
        Range("alarm", "groups of three, Hz", partial(beat, low_hz=0.15, high_hz=0.45),
              0.245, 0.255, "temporal pattern of 4 s: ISO 8201", {"style": "fire"}, seconds=60.0),
        Range("hospital", "monitor's tone, Hz", partial(peak, low_hz=600, high_hz=2000),
              150.0, 1000.0, ESTIMATE),
        Range("helicopter", "blade slaps, 1/s", partial(beat, low_hz=6.0, high_hz=40.0),
              10.0, 30.0, "blade passing rate: Leishman, Helicopter Aerodynamics (2006)"),
        Range("gunshot", "blast to -10 dB, ms", _blast_ms, 1.0, 6.0,
              "muzzle blast 3 to 5 ms: Maher, IEEE SAFE 2007", seconds=3.0),
        Range("drip", "bubble's tone, Hz", partial(peak, low_hz=300), 1000.0, 4500.0,
              "Minnaert 1933: 0.7 to 3.3 mm", seconds=10.0),
        Range("bell", "tierce over prime", _tierce, 1.17, 1.21,
              "minor-third bells, 6:5: Rossing, Science of Percussion Instruments (2000)",
              seconds=6.0),
    ]  # fmt: skip
    rows += [
        Range(kind, "sides, 1-4 kHz", general("high_correlation"), -0.25, 0.35, _COOK)
        for kind in ("room", "wind", "rain", "sea", "traffic", "highway", "aircraft", "stadium")
    ]
    return tuple(rows)


def _blast_ms(samples: FloatArray) -> float:
    """Time from the peak until the level of half milliseconds has fallen by 10 dB for good."""
    mono = samples.mean(axis=0)
    first = int(abs(mono).argmax())
    step = 24
    tail = mono[first : first + 4800]
    levels = (tail[: tail.size // step * step].reshape(-1, step) ** 2).mean(axis=1) ** 0.5
    loud = (levels > levels[0] * 10 ** (-10 / 20)).nonzero()[0]
    return float((loud[-1] + 1) * step / 48.0)


def _tierce(samples: FloatArray) -> float:
    """Ratio of the partial about a minor third above the prime to the prime."""
    prime = figures.peak_hz(samples, 205, 235)
    return figures.peak_hz(samples, 1.12 * prime, 1.3 * prime) / prime


def ranges() -> tuple[Range, ...]:
    """Every range: the published ones first."""
    estimates = [
        Range(kind, name.replace("_", " "), general(name), low, high, place_figure=name)
        for kind, row in _ESTIMATES.items()
        for name, (low, high) in zip(_GENERAL, row, strict=True)
    ]
    return (*_published(), *estimates)

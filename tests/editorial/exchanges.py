"""What the tests of the exchange formats share: ranges as they were meant and as they were read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
from hypothesis import strategies as st

from filmgen.breakdown.model import EffectCue, ShotTransition, SoundCue
from filmgen.editorial.exchange.flatten import turnover
from filmgen.editorial.exchange.timeline import to_otio
from filmgen.editorial.exchange.turnover import Lane, Turnover
from filmgen.editorial.model import CutLine, CutShot, Timeline
from tests.editorial.builders import cut_shot, film, line

ROOT = Path("/out")
NTSC = Fraction(24000, 1001)
RATES = (
    Fraction(24), Fraction(25), Fraction(30), Fraction(50), Fraction(60), NTSC,
    Fraction(30000, 1001), Fraction(60000, 1001),
)  # fmt: skip
Range = tuple[str, int, int, int]
"""Name, first frame in the film, first frame of the medium, length."""


def handed_over(timeline: Timeline) -> Turnover:
    return turnover(to_otio(timeline, ROOT))


def meant(lane: Lane) -> list[Range]:
    return [(p.name, p.start, p.medium.start + p.source, p.frames) for p in lane.pieces]


def read(track: Any, rate: Fraction, start: int = 0) -> list[Range]:
    """Ranges of a track that was read back, in frames of the film; `start` is taken off."""
    found = []
    for clip in track.find_clips():
        record, source = track.range_of_child(clip), clip.source_range
        assert source.duration.rate == float(rate)
        times = (record.start_time, source.start_time, source.duration)
        assert all(t.value_rescaled_to(float(rate)) == int(t.value) for t in times)
        found.append((clip.name, int(times[0].value) - start, *(int(t.value) for t in times[1:])))
    return found


def audio(document: Any) -> list[Any]:
    return [t for t in document.tracks if t.kind == otio.schema.TrackKind.Audio]


@st.composite
def films(draw: st.DrawFn, rates: tuple[Fraction, ...] = RATES) -> Timeline:
    """Films of a few shots with plates, lines, cues, all transitions, one-frame shots."""
    at = slate = draw(st.integers(0, 30))
    shots: list[CutShot] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        frames = draw(st.one_of(st.just(1), st.integers(2, 150)))
        transition = draw(st.sampled_from(list(ShotTransition)))
        mixes = transition not in (ShotTransition.CUT, ShotTransition.SMASH_CUT)
        lines = ()
        if frames > 4 and draw(st.booleans()):
            said = draw(st.integers(0, frames - 2))
            lines = (CutLine(line(number), said, draw(st.integers(1, frames - said))),)
        shots.append(
            cut_shot(
                number,
                at,
                frames,
                panels=draw(st.integers(1, 3)),
                lines=lines,
                transition=transition,
                transition_frames=draw(st.integers(1, frames)) if mixes else 0,
                effect_cues=(EffectCue("fire", 0.8, "curtains", "burns"),),
                sound_cues=(SoundCue("crash", "CRASH", 0.5),),
            )
        )
        at += frames
    return film(
        ROOT,
        tuple(shots),
        rate=draw(st.sampled_from(rates)),
        slate=slate,
        tail=draw(st.integers(0, 20)),
        start_frame=draw(st.sampled_from((0, 1, 90000))),
        handles=draw(st.sampled_from((0, 8, 24))),
        plates=draw(st.booleans()),
    )

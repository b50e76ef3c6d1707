"""An editor's timeline that nobody changed is the same film: words, slates, burn-ins, keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from filmgen.blocking.faces import FaceBox
from filmgen.breakdown.model import Move, Setup, ShotTransition
from filmgen.compositor.conform.picture import cut_of, plan_conform
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import finished_request
from filmgen.compositor.segments import Edition, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.editorial.edited import read_edit
from filmgen.editorial.exchange.timeline import to_otio, write_otio
from tests.compositor.films import film, take

EDITION = Edition("v002", "Monday")
SIZE = (320, 180)


def test_an_unchanged_timeline_is_the_same_segments(tmp_path: Path) -> None:
    face = FaceBox("ANN", 0.4, 0.6, 0.2, 0.4)
    spoken = take(tmp_path, 1, 60, size=SIZE, words="Where did you put it?", move=Move.PAN)
    spoken = replace(spoken, panels=tuple(replace(p, faces=(face,)) for p in spoken.panels))
    second = {"scene_index": 2, "scene_number": "2A"}
    timeline = film(
        spoken,
        take(tmp_path, 2, 80, size=SIZE, title_text="PARIS, 1954", **second),
        take(tmp_path, 3, 90, size=SIZE, title_text="Come.", setup=Setup.INSERT, **second),
        take(
            tmp_path, 4, 70, size=SIZE, cuts=(30,),
            transition=ShotTransition.DISSOLVE, transition_frames=12, **second,
        ),
        size=SIZE,
        slate=24,
        scene_slate=12,
        tail=12,
    )  # fmt: skip
    cut = replace(
        timeline.cut, handle_frames=8, contact_lines=("PO Box 1",), draft_lines=("3 May",)
    )
    timeline = replace(timeline, cut=cut)
    path = tmp_path / "timeline.otio"
    write_otio(to_otio(timeline, tmp_path), path)
    edit = read_edit(path)
    plan = plan_conform(edit, cut_of(edit, SIZE, cut.aspect), Style(), edition=EDITION)
    segments = plan_segments(timeline, Style(), EDITION)
    assert {c.title for s in segments for c in s.captions} == {"", "left"}
    assert any(c.high for s in segments for c in s.captions)
    for mode in ("none", "review", "editorial"):
        mine = plan_burn_ins(segments, timeline, mode, EDITION)
        theirs = plan_burn_ins(plan.segments, plan.timeline, mode, EDITION)
        assert [s.name for s in plan.segments] == [s.name for s in segments]
        for one, over, other, above in zip(segments, mine, plan.segments, theirs, strict=True):
            assert finished_request(one, over) == finished_request(other, above), one.name

"""Odd films: every document is written, whatever a script or a disk holds."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import opentimelineio as otio
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.breakdown.model import ShotTransition
from filmgen.editorial.exchange import write
from filmgen.editorial.exchange.fcpxml import fcpxml_text, read_fcpxml
from filmgen.editorial.exchange.legal import legal
from filmgen.editorial.exchange.timeline import to_otio
from filmgen.editorial.exchange.write import FORMATS, write_exchange
from filmgen.editorial.exchange.xmeml import xmeml_text
from filmgen.editorial.model import CutLine, Timeline
from tests.editorial.builders import cut_shot, film, line, two_line_film
from tests.editorial.exchanges import ROOT, films, handed_over, meant, read

ODD = "A\x00\x0b<&>\"'\uffff 火 ☃ Ж\r\n\t" + "x" * 400


def _written(timeline: Timeline, folder: Path) -> dict[str, bytes]:
    notes = write_exchange(to_otio(timeline, ROOT), folder)
    assert notes == ()
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) == {"timeline.otio", *FORMATS}
    for name in ("cut.fcpxml", "cut.xml"):
        fromstring(found[name])
    return found


def test_odd_titles_and_names_are_cleaned_once_for_all(tmp_path: Path) -> None:
    shots = (
        cut_shot(1, 0, 30, display_id="a<b>&\"'\x01Ж", action=ODD, why=ODD, scene_number="<1>"),
        cut_shot(2, 30, 30, display_id="x" * 300, lines=(CutLine(line(2, ODD), 0, 20),)),
    )
    timeline = film(ROOT, shots, plates=True)
    timeline = replace(timeline, cut=replace(timeline.cut, title=ODD))
    found = _written(timeline, tmp_path)
    cut = handed_over(timeline)
    assert cut.title.startswith("A <&>\"' 火 ☃ Ж xxx")
    assert len(cut.title) == 120
    assert cut.lanes[0].pieces[0].name == "a<b>&\"'Ж"
    lane = read_fcpxml(found["cut.fcpxml"].decode())
    names = [c.name for t in lane.tracks if t.name == "0" for c in t.find_clips()]
    assert names == [p.name for p in cut.lanes[0].pieces]
    back = otio.adapters.read_from_file(str(tmp_path / "cut.aaf"))
    assert back.name == cut.title
    assert [c.name for c in back.tracks[0].find_clips()] == names


@given(st.text(), st.integers(1, 40))
def test_legal_text_is_one_short_line_that_xml_holds(text: str, longest: int) -> None:
    found = legal(text, longest)
    assert len(found) <= longest
    assert found == " ".join(found.split())
    element = Element("a")
    element.text = found
    from xml.etree.ElementTree import tostring

    assert (fromstring(tostring(element)).text or "") == found


@pytest.mark.parametrize(
    "timeline",
    [
        film(ROOT, ()),
        film(ROOT, (), slate=24),
        film(ROOT, (cut_shot(1, 0, 1),), handles=0, plates=True, start_frame=0),
        film(
            ROOT,
            tuple(
                cut_shot(i, i, 1, transition=ShotTransition.DISSOLVE, transition_frames=1)
                for i in range(4)
            ),
            handles=0,
            plates=True,
        ),
        two_line_film(ROOT, rate=Fraction(37), plates=True),
        two_line_film(ROOT, rate=Fraction(12), start_frame=43200),
    ],
    ids=["empty", "only a slate", "one frame", "one-frame dissolves", "37 a second", "12 a second"],
)
def test_short_and_empty_films_are_written(timeline: Timeline, tmp_path: Path) -> None:
    _written(timeline, tmp_path)
    cut = handed_over(timeline)
    back = otio.adapters.read_from_file(str(tmp_path / "cut.xml"), "fcp_xml")
    for lane, track in zip(cut.lanes, back.tracks, strict=True):
        assert read(track, cut.rate) == meant(lane)


def test_a_film_whose_every_medium_is_missing_is_written(tmp_path: Path) -> None:
    panels = {"sc001_sh010/A", "sc001_sh030/A", *(f"sc001_sh020/{x}" for x in "ABC")}
    _written(two_line_film(ROOT, missing=frozenset(panels)), tmp_path)


def test_a_format_that_fails_is_a_note_and_the_rest_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(cut: Any, path: Path) -> None:
        path.write_bytes(b"half")
        raise RuntimeError("the adapter\nfell over")

    monkeypatch.setitem(write.FORMATS, "cut.aaf", broken)  # type: ignore[arg-type]
    notes = write_exchange(to_otio(two_line_film(ROOT), ROOT), tmp_path)
    assert notes == ("cut.aaf was not written: the adapter fell over",)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"timeline.otio", "cut.edl", "cut.fcpxml", "cut.xml"}


@settings(max_examples=8, deadline=None)
@given(timeline=films())
def test_fcpxml_elements_stand_in_the_order_its_dtd_wants(timeline: Timeline) -> None:
    """A document out of order is refused whole by Final Cut."""
    ranks = {
        **dict.fromkeys(("note",), 0),
        "adjust-transform": 1,
        **dict.fromkeys(("video", "asset-clip", "clip", "gap", "audio"), 2),
        **dict.fromkeys(("marker", "keyword"), 3),
        "metadata": 4,
    }
    root = fromstring(fcpxml_text(handed_over(timeline)))
    ids = {element.get("id") for element in root.find("resources")}
    for clip in root.iter():
        if clip.tag in ("clip", "asset-clip", "gap"):
            order = [ranks[child.tag] for child in clip]
            assert order == sorted(order)
            assert clip.get("duration")
        if clip.get("ref"):
            assert clip.get("ref") in ids


@settings(max_examples=8, deadline=None)
@given(timeline=films())
def test_xmeml_clips_give_their_transitions_pictures(timeline: Timeline) -> None:
    """Without an end or a start of its own, a clip's in and out cover the dissolve."""
    root = fromstring(xmeml_text(handed_over(timeline)))
    for track in root.iterfind(".//video/track"):
        items = [i for i in track if i.tag in ("clipitem", "transitionitem")]
        for item, after in pairwise(items):
            if item.tag == "transitionitem":
                continue
            mixed = after.tag == "transitionitem"
            assert (item.find("end").text == "-1") is mixed
            inside = int(item.find("out").text) <= int(item.find("duration").text)
            assert inside


def test_a_film_of_numbered_pictures_is_the_reference(tmp_path: Path) -> None:
    timeline = film(tmp_path, (cut_shot(1, 0, 3),))
    folder = tmp_path / "animatic"
    folder.mkdir()
    for number in range(86400, 86403):
        (folder / f"animatic.{number:07d}.png").write_bytes(b"")
    document = to_otio(timeline, tmp_path, folder)
    track = next(t for t in document.tracks if t.name == "reference")
    (clip,) = track.find_clips()
    assert (track.enabled, clip.enabled) == (False, False)
    assert clip.media_reference.target_url_for_image_number(2) == "animatic/animatic.0086402.png"
    assert clip.source_range == clip.media_reference.available_range


def test_twice_the_shots_are_twice_the_work() -> None:
    """Counted in calls, which no busy machine changes; the adapter alone makes over four times."""

    def calls(shots: int) -> int:
        cut = handed_over(
            film(ROOT, tuple(cut_shot(i, 20 * i, 20) for i in range(shots)), plates=True)
        )
        count = 0

        def seen(frame: Any, event: str, argument: Any) -> None:
            nonlocal count
            count += 1

        sys.setprofile(seen)
        try:
            fcpxml_text(cut)
        finally:
            sys.setprofile(None)
        return count

    calls(1)  # what is only done once
    assert calls(60) < 2.2 * calls(30)

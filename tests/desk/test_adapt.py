"""Adapting: the structure of each form, what code promises of it, and what the model may write.

Golden files are the forms by code alone. After a wanted change: `python -m tests.desk.test_adapt`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from filmgen.breakdown.letters import acted
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.breakdown.prose import key_words, sentences, weight
from filmgen.config import load_config
from filmgen.desk.adapt.comic import BALLOON_WORDS, Panel, balloons, panels_of, turned
from filmgen.desk.adapt.forms import FORMS, find_form
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import quiet, told
from filmgen.desk.adapt.protocol import Source, Wishes, source_of
from filmgen.desk.adapt.series import episodes_of, split
from filmgen.desk.adapt.short import picked, worth
from filmgen.engines.protocols import WritingRequest
from filmgen.errors import ConfigError, EngineError
from filmgen.screenplay import count_pages, read_screenplay
from filmgen.screenplay.model import PartKind
from filmgen.writing.session import Session
from tests.writing.scripted import Reply, ScriptedWriter

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "adapt"
SCRIPTS = {name: ROOT / "assets" / "screenplays" / f"{name}.fountain"
           for name in ("the-lamplighter", "the-paper-boat")}  # fmt: skip


_staged: dict[tuple[str, int], object] = {}


@pytest.fixture(autouse=True)
def staged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same staging for the same shots: it takes seconds."""
    from filmgen.blocking.stage import block as real

    def block(shots: ShotList, aspect: float) -> object:
        key = (shots.title, len(shots.shots))
        if key not in _staged:
            _staged[key] = real(shots, aspect)
        return _staged[key]

    monkeypatch.setattr("filmgen.desk.adapt.vr.block", block)


def source(name: str) -> Source:
    screenplay = read_screenplay(SCRIPTS[name])
    return source_of(screenplay, plan_shots(screenplay))


def by_code(own: Source, form: str, wishes: Wishes | None = None) -> str:
    return find_form(form).adapt(own, Pen(None, own.cast), wishes or Wishes())


@pytest.fixture(scope="module", params=sorted(SCRIPTS))
def script(request: pytest.FixtureRequest) -> tuple[str, Source]:
    return request.param, source(request.param)


@pytest.fixture(scope="module")
def lamp() -> Source:
    return source("the-lamplighter")


@pytest.mark.parametrize("form", [form.form for form in FORMS])
def test_golden(script: tuple[str, Source], form: str) -> None:
    name, own = script
    suffix = find_form(form).suffix
    golden = (GOLDEN / f"{name}.{form}{suffix}").read_text(encoding="utf-8")
    assert by_code(own, form) == golden


# Comic


def test_comic_balloons_panels_and_pages(script: tuple[str, Source]) -> None:
    own = script[1]
    panels = tuple(panels_of(own))
    pages = turned(panels)
    assert [panel for page in pages for panel in page] == list(panels)
    assert all(len(page) <= 7 for page in pages)
    for panel in panels:
        spoken = [words for label, words in panel.letters if label not in ("CAPTION", "SFX")]
        assert len(spoken) <= 3 and all(weight(words) <= BALLOON_WORDS for words in spoken)
    said = [w for p in panels for label, w in p.letters if label not in ("CAPTION", "SFX")]
    lines = [line.text for line in own.shots.lines()]
    assert key_words(" ".join(said)) == key_words(" ".join(lines))


def test_balloons_lose_no_word_and_hold_no_more() -> None:
    text = "I told you once, and I will tell you again. " * 6 + "word " * 40 + "end."
    pieces = balloons(text)
    assert key_words(" ".join(pieces)) == key_words(text)
    assert all(weight(piece) <= BALLOON_WORDS for piece in pieces)
    assert "".join(balloons("我" * 130)) == "我" * 130


def test_reveals_lie_behind_a_page_turn(lamp: Source) -> None:
    (shot,) = {lamp.shots.shots[0]}
    panels = [Panel(shot, "a", ()) for _ in range(15)]
    panels[4] = Panel(shot, "the monster", (), pull=3.0)
    pages = turned(panels)
    place = next(n for n, page in enumerate(pages, 1) if page[0].pull)
    assert place % 2 == 0


# Novel, audio


def test_a_novel_keeps_every_word_that_is_said(script: tuple[str, Source]) -> None:
    text = by_code(script[1], "novel")
    quoted = " ".join(re.findall("“([^”]*(?:“[^”]*”[^”]*)*)”", text))
    for scene in script[1].scenes:
        for speech in scene.speeches():
            for part in speech.parts:
                if part.kind is PartKind.LINE:
                    wanted = key_words(part.text)
                    assert " ".join(wanted) in " ".join(key_words(quoted))


def test_a_radio_play_loses_no_action(script: tuple[str, Source]) -> None:
    text = " ".join(key_words(by_code(script[1], "audio")))
    for scene in script[1].scenes:
        for action in acted(scene):
            for sentence in sentences(action.text):
                for plain in told(sentence):
                    if plain.strip(".").upper() != "THE END":
                        assert " ".join(key_words(plain)) in text, plain


def test_radio_cues_are_numbered_through(script: tuple[str, Source]) -> None:
    numbers = [int(n) for n in re.findall(r"^(\d+)\. \*\*", by_code(script[1], "audio"), re.M)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 20


# Short, series


def test_a_short_is_a_script_of_the_length_asked_for(lamp: Source, tmp_path: Path) -> None:
    for pages in (1.1, 2.2, 3.3):
        file = tmp_path / "short.fountain"
        file.write_text(by_code(lamp, "short", Wishes(pages=pages)), encoding="utf-8")
        short = read_screenplay(file)
        assert count_pages(short) <= pages * 1.12
        assert short.scenes[-1].heading.text == "EXT. HARBOR - NIGHT"
        whole = {s.heading.text: s for s in lamp.scenes}
        for scene in short.scenes:
            original = whole[scene.heading.text]
            spoken = [s.parts[0].text for s in scene.speeches()]
            assert spoken in ([], [s.parts[0].text for s in original.speeches()])
    assert picked(lamp, 99) == {scene.index for scene in lamp.scenes}
    assert all(value.value > 0 for value in worth(lamp).values())


def test_a_season_has_every_shot_once(lamp: Source) -> None:
    for count in (1, 2, 3):
        episodes = episodes_of(lamp, count)
        assert len(episodes) == count
        shots = [shot.identity for episode in episodes for shot in episode.shots]
        assert len(set(shots)) == len(shots) >= len(lamp.shots.shots) - 1
        assert all(episode.cold_open and len(episode.acts) == 3 for episode in episodes)
    with pytest.raises(ConfigError, match="3 scenes"):
        episodes_of(lamp, 4)


def test_splits_are_even_and_end_where_it_pulls() -> None:
    assert split([1] * 9, 3, lambda _: 0.0) == [(0, 3), (3, 6), (6, 9)]
    assert split([1] * 10, 2, lambda end: 9.0 * (end == 6))[0] == (0, 6)


# VR


def test_stations_name_everybody_once_and_lead_on(script: tuple[str, Source]) -> None:
    text = by_code(script[1], "vr")
    stations = re.split(r"^## ", text, flags=re.M)[1:]
    assert len(stations) == len(script[1].scenes)
    for place, station in enumerate(stations, 1):
        bearings = re.findall(r"\| (.+?) \| (\d+)° .*? \| ([\d.]+) m \|", station)
        assert bearings and all(0 <= int(b) < 360 for _, b, _ in bearings)
        assert len({name for name, _, _ in bearings}) == len(bearings)
        last = place == len(stations)
        assert ("No choice in" in station) is not last and ("The end" in station) is last
        for target in re.findall(r"station (\d+),", station):
            assert place < int(target) <= len(stations)


# The pen


def writer(say: str) -> Reply:
    def reply(request: WritingRequest) -> str:
        if '"lines"' in request.schema:
            lines = [{"n": n, "text": f"{say} {n}."}
                     for n in range(1, len(request.facts["items"]) + 1)]  # fmt: skip
            return json.dumps({"lines": lines})
        return json.dumps({"text": f"{say}."})

    return reply


@pytest.mark.parametrize("form", [form.form for form in FORMS])
def test_the_model_writes_sentences_and_nothing_else(lamp: Source, form: str) -> None:
    engine = ScriptedWriter(writer("Somebody waits"))
    pen = Pen(Session(engine), lamp.cast)
    text = find_form(form).adapt(lamp, pen, Wishes(pages=1.2) if form == "short" else Wishes())
    assert "Somebody waits" in text and pen.written and not pen.notes
    for request in engine.asked:
        assert request.task.startswith("adapt-") and request.schema and request.facts
        assert "Crane" not in request.rules + request.ask
    by_hand = by_code(lamp, form, Wishes(pages=1.2) if form == "short" else None)
    strip = re.compile(r"^(?:#|\d+\. \*\*[A-Z]+|- [A-Z])", re.M)
    assert len(strip.findall(text)) == len(strip.findall(by_hand))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Wren steps out of the fire", "WREN"), ("He says “no”", "quotes"), ("他走了", "language"),
        ("word " * 300, "longer"), ("...", "words"),
    ],
)  # fmt: skip
def test_sentences_that_are_none_of_ours_are_left(lamp: Source, text: str, why: str) -> None:
    pen = Pen(Session(ScriptedWriter(lambda _: json.dumps({"text": text[:880]}))), lamp.cast)
    pen.written = 1
    said = pen.sentence("prose", "rules", "ask", (("action", "Toby laughs."),), "Toby laughs.")
    assert said == "Toby laughs." and why in pen.notes[0]


def test_a_writer_that_is_gone_ends_the_run(lamp: Source) -> None:
    engine = ScriptedWriter(lambda _: "!gone")
    with pytest.raises(EngineError, match="gone"):
        find_form("novel").adapt(lamp, Pen(Session(engine), lamp.cast), Wishes())
    assert len(engine.asked) < 10


def test_templates_write_nothing_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.desk import session as sessions
    from pipelines.desk.adapt import adapt_script

    engine = ScriptedWriter(writer("Somebody waits"))
    monkeypatch.setattr(sessions, "create_engine", lambda *_: engine)
    out = tmp_path / "lamp.md"
    for generates in (False, True):
        engine.generates = generates
        adapt_script(SCRIPTS["the-lamplighter"], "novel", out, config=load_config())
        text = out.read_text(encoding="utf-8")
        record = json.loads((tmp_path / "lamp.md.writing.json").read_text())
        assert record["generated"] is generates
        assert ("no language model wrote this" in text) is not generates
        assert ("a language model" in text.split("\n\n")[1]) is generates
    with pytest.raises(ConfigError, match="there are series, short"):
        find_form("opera")


# Words


def test_quiet_words(lamp: Source) -> None:
    said = quiet(
        'EDA MOSS takes a BRASS KEY. It BUZZES on TV. BANG! A sign: "KEEP OUT".', lamp.cast
    )
    assert said == 'Eda Moss takes a brass key. It buzzes on TV. Bang! A sign: "KEEP OUT".'
    assert told("WIDE. CLOSE ON the bulb.") == ("The bulb.",)
    assert told("and holds it to the flame,") == ("… and holds it to the flame …",)


def test_empty_shot_lists_are_no_end(tmp_path: Path) -> None:
    file = tmp_path / "a.fountain"
    file.write_text("INT. ROOM - DAY\n\nANN\nYes.\n")
    screenplay = read_screenplay(file)
    for form in FORMS:
        for shots in (plan_shots(screenplay), ShotList("a", ())):
            own = source_of(screenplay, shots)
            assert form.adapt(own, Pen(None, own.cast), Wishes())


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in SCRIPTS:
        for each in FORMS:
            target = GOLDEN / f"{name}.{each.form}{each.suffix}"
            target.write_text(by_code(source(name), each.form), encoding="utf-8")

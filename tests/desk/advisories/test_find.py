"""Advisories of whole scripts: lines, who, children in the scene, languages, masks, ratings."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgen.desk.advisories.find import find_advisories, languages_of
from filmgen.desk.advisories.judging import judge
from filmgen.desk.advisories.model import DEGREES, Finding, Kind
from filmgen.desk.advisories.ratings import SYSTEMS, suggest
from filmgen.desk.advisories.report import to_html, to_json, to_markdown
from filmgen.engines.protocols import WritingRequest
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay
from filmgen.writing.session import Session
from pipelines.desk.advisories import advise
from tests.desk.advisories.labelled import one_sentence
from tests.writing.scripted import ScriptedWriter

SCRIPT = """Title: Ash <b>&

INT. CELLAR - NIGHT

A BOY, 9, sits on the steps.
Rain on the hatch.
HOLT loads his revolver.

HOLT
(whispering)
I'll kill you, Brandt. Shit.

Brandt throws a chair.

EXT. STREET - DAY

BUTCH walks down Gunn Street with a high school band. Nobody carries a gun.

BUTCH
What a killer idea!
"""


def read(folder: Path, text: str) -> Screenplay:
    file = folder / "ash.fountain"
    file.write_text(text, encoding="utf-8")
    return read_screenplay(file)


def finding(kind: Kind, degree: str, spoken: bool = False, borderline: bool = False) -> Finding:
    return Finding(kind, degree, 7, "1", "INT. X", (), "x", "x", spoken, borderline)


def test_findings_name_the_line_of_the_file_and_who_says_it(tmp_path: Path) -> None:
    found = find_advisories(read(tmp_path, SCRIPT))
    lines = SCRIPT.split("\n")
    for one in found:
        assert one.sentence.split()[0] in lines[one.line - 1]
        assert one.words in one.sentence or one.kind is Kind.MINORS
    said = {one.kind: one for one in found if one.spoken}
    assert said[Kind.VIOLENCE].degree == "threat" and said[Kind.VIOLENCE].who == ("HOLT",)
    assert said[Kind.LANGUAGE].words == "Shit"
    assert {one.scene for one in found} == {"1"}, "the street is all decoys"


def test_a_child_in_a_scene_with_a_used_weapon_is_told_once(tmp_path: Path) -> None:
    minors = [f for f in find_advisories(read(tmp_path, SCRIPT)) if f.kind is Kind.MINORS]
    assert [(f.degree, f.line) for f in minors] in ([("present", 5)], [("in danger", 5)])
    grown = SCRIPT.replace("A BOY, 9,", "A MAN, 49,")
    assert not [f for f in find_advisories(read(tmp_path, grown)) if f.kind is Kind.MINORS]


def test_a_slur_is_never_printed() -> None:
    word = codecs.decode("snttbg", "rot13")
    found = find_advisories(one_sentence(f"LOUT: Shut up, you {word}."))
    assert [f.degree for f in found if f.kind is Kind.SLURS] == ["slur"]
    for one in found:
        assert word not in one.words and word not in one.sentence


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Er schlägt ihn und zieht eine Pistole.", Kind.WEAPONS, "de"),
        ("JOSE: Eres un hijo de puta, ¿no?", Kind.LANGUAGE, "es"),
        ("Il sort un pistolet et tire sur le garde.", Kind.WEAPONS, "fr"),
        ("Он достаёт пистолет и стреляет в окно.", Kind.WEAPONS, "ru"),
        ("他举枪，对准门口。", Kind.WEAPONS, "zh"),
        ("Er hat keine Pistole und ist nicht im Haus.", None, "de"),
        ("У него нет пистолета.", None, "ru"),
        ("他没有手枪。", None, "zh"),
    ],
)
def test_core_words_of_other_languages(text: str, kind: Kind | None, code: str) -> None:
    script = one_sentence(text)
    kinds = {f.kind for f in find_advisories(script)}
    assert kind in kinds if kind else not kinds
    assert languages_of(script) == (code,)


def test_a_language_that_is_not_covered_is_said(tmp_path: Path) -> None:
    file = tmp_path / "pl.fountain"
    file.write_text("INT. DOM - DZIEŃ\n\nOna nie ma już siły i płacze, ale on jest tutaj.\n" * 3)
    report, record = advise(file)
    assert report.not_covered == ("pl",) and record is None
    assert "not covered" in to_markdown(report)


def test_ratings_rise_with_what_is_found_and_say_why() -> None:
    assert [suggest((), 100, s).rating for s in SYSTEMS] == ["G", "U", "FSK 0"]
    once = [finding(Kind.LANGUAGE, "strong", spoken=True)]
    assert [suggest(once, 100, s).rating for s in SYSTEMS] == ["PG-13", "12A", "FSK 12"]
    assert suggest(once * 2, 100, "mpa").rating == "R"
    assert suggest(once * 4, 100, "bbfc").rating == "15"
    reason = suggest(once * 2, 100, "mpa").reasons[0]
    assert (reason.rating, reason.count, reason.lines) == ("R", 2, (7,))
    unsure = [finding(Kind.VIOLENCE, "gore", borderline=True)] * 9
    assert suggest(unsure, 100, "fsk").rating == "FSK 0"
    names = [finding(Kind.BRANDS, "may be")] * 50
    assert suggest(names, 100, "mpa").rating == "G"
    with pytest.raises(ConfigError, match="mpa, bbfc, fsk"):
        suggest((), 100, "usk")


@given(st.lists(st.sampled_from([(k, d) for k, ds in DEGREES.items() for d in ds]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_more_findings_never_lower_a_rating(pairs: list[tuple[Kind, str]]) -> None:
    findings = [finding(kind, degree) for kind, degree in pairs]
    ladders = {
        "mpa": ["G", "PG", "PG-13", "R"],
        "bbfc": ["U", "PG", "12A", "15", "18"],
        "fsk": ["FSK 0", "FSK 6", "FSK 12", "FSK 16", "FSK 18"],
    }
    for system, ladder in ladders.items():
        steps = [ladder.index(suggest(findings[:n], 90, system).rating) for n in range(13)]
        assert steps == sorted(steps)


def test_a_model_judges_only_what_is_borderline() -> None:
    sure = finding(Kind.VIOLENCE, "injury")
    keep, drop, degree, name = (
        Finding(kind, "threat" if kind is Kind.VIOLENCE else "may be", 1, "1", "X", (), words,
                words, False, True)
        for kind, words in ((Kind.VIOLENCE, "kept"), (Kind.VIOLENCE, "dropped"),
                            (Kind.VIOLENCE, "raised"), (Kind.BRANDS, "Coke"))
    )  # fmt: skip

    def reply(request: WritingRequest) -> str:
        assert request.facts["sentence"] == request.material[0][1]
        verdict = {"kept": "keep", "dropped": "drop", "raised": "degree"}[request.facts["words"]]
        return json.dumps({"verdict": verdict, "degree": "fight", "why": "as the words say"})

    writer = ScriptedWriter(reply)
    left, kept, dropped, changed = judge([sure, keep, drop, degree, name], Session(writer))
    assert len(writer.asked) == 3 and (kept, dropped, changed) == (1, 1, 1)
    assert [f.words for f in left] == ["x", "kept", "raised", "Coke"]
    assert left[0] == sure and left[3] == name
    assert left[1].judged == "scripted" and left[1].degree == "threat" and not left[1].borderline
    assert left[2].degree == "fight" and left[2].why == "as the words say"


def test_a_failed_judgement_leaves_its_finding_and_all_failed_is_an_error() -> None:
    unsure = finding(Kind.VIOLENCE, "threat", borderline=True)
    other = Finding(Kind.VIOLENCE, "threat", 2, "1", "X", (), "y", "y", False, True)
    good = '{"verdict":"keep","degree":"threat","why":"it is one"}'
    some = ScriptedWriter(lambda r: "!gone" if r.facts["words"] == "y" else good)
    left, kept, _, _ = judge([unsure, other], Session(some))
    assert kept == 1 and left[1] == other
    with pytest.raises(EngineError, match="gone"):
        judge([unsure], Session(ScriptedWriter(lambda r: "!gone")))


def test_templates_judge_nothing() -> None:
    writer = ScriptedWriter(lambda r: "{}")
    writer.generates = False
    with pytest.raises(EngineUnavailable, match="judge nothing"):
        judge([finding(Kind.VIOLENCE, "threat", borderline=True)], Session(writer))
    assert not writer.asked


def test_reports_escape_what_a_script_says(tmp_path: Path) -> None:
    file = tmp_path / "ash.fountain"
    file.write_text(SCRIPT.replace("Shit.", "Shit <script>alert(1)</script>."), encoding="utf-8")
    report, _ = advise(file, library=None, out=tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == to_html(report)
    assert "<script>alert" not in page and "Ash &lt;b&gt;&amp;" in page
    assert "<mark>Shit</mark>" in page
    assert json.loads(to_json(report))["document"] == "filmgen.advisories"
    with pytest.raises(ConfigError, match=r"\.html"):
        advise(file, out=tmp_path / "a.pdf")

"""The bible: what code reads, what must be cited, what a person decides and the film follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filmgen.blocking.looks import cast_looks
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.desk.bible.document import Bible, Person, dump_bible, read_bible
from filmgen.desk.bible.gathered import Material, bible_by_code, gather
from filmgen.desk.bible.judged import judge
from filmgen.desk.bible.overrides import apply_bible, find_bible
from filmgen.desk.bible.pages import to_html, to_markdown
from filmgen.engines.protocols import WritingRequest
from filmgen.errors import ConfigError
from filmgen.screenplay import read_screenplay
from filmgen.writing.session import Session
from pipelines.breakdown import plan
from pipelines.cast import list_cast
from pipelines.desk.bible import make_bible
from tests.writing.scripted import ScriptedWriter

ASSETS = Path(__file__).parents[2] / "assets" / "screenplays"
LAMP, BOAT = ASSETS / "the-lamplighter.fountain", ASSETS / "the-paper-boat.fountain"


@pytest.fixture(scope="module")
def lamp() -> tuple[Bible, Material, ShotList]:
    return read(LAMP)


def read(script: Path) -> tuple[Bible, Material, ShotList]:
    screenplay = read_screenplay(script)
    shots = plan_shots(screenplay)
    material = gather(screenplay, shots)
    return bible_by_code(screenplay, shots, material), material, shots


def person(bible: Bible, name: str) -> Person:
    return next(p for p in bible.characters if p.name == name)


def test_code_reads_what_the_script_says(lamp: tuple[Bible, Material, ShotList]) -> None:
    bible = lamp[0]
    assert [p.name for p in bible.characters] == ["EDA", "TOBY", "MR. CRANE", "WREN"]
    eda, crane = person(bible, "EDA"), person(bible, "MR. CRANE")
    assert (eda.age_years, eda.gender) == (68, "female") and "white hair in a bun" in eda.look
    assert eda.aliases == ("Eda Moss",)
    assert eda.first_line and eda.first_line.text == "Forty-one. It is always forty-one."
    assert eda.manner.speeches == 8 and "forty-one" in eda.manner.favourites
    assert "asks a lot" in person(bible, "TOBY").speaks_like
    met = {relation.name: relation for relation in crane.relations}
    assert met["EDA"].calls == ("Mrs. Moss",) and met["EDA"].scenes == ("1", "3")
    assert [step.scene for step in eda.steps] == ["1", "2", "3"]
    assert any("--engine" in missing for missing in bible.missing)


def test_every_line_number_is_the_scripts(lamp: tuple[Bible, Material, ShotList]) -> None:
    lines = ["", *LAMP.read_text(encoding="utf-8").split("\n")]
    for one in lamp[0].characters:
        for quote in (*one.known_lines, *filter(None, [one.first_line])):
            assert quote.text.split()[0] in lines[quote.line]
        for step in one.steps:
            assert not step.does or step.does[:20] in lines[step.line]


def test_a_chinese_script() -> None:
    bible = read(BOAT)[0]
    girl = person(bible, "小雨")
    assert girl.age_years == 8 and "黄色雨衣" in girl.look and girl.manner.polite > 0
    assert person(bible, "爷爷").gender == "male"


def test_claims_without_a_line_that_was_shown_are_dropped(
    lamp: tuple[Bible, Material, ShotList],
) -> None:
    def reply(request: WritingRequest) -> str:
        shown = request.facts["evidence"][0]["line"]
        wrong = 9999 if request.facts["name"] == "TOBY" else shown
        return json.dumps(
            {
                "want": {"text": "Wants to keep the lamps burning.", "lines": [shown, 9999]},
                "arc": {"text": "Learns to trust the others.", "lines": [wrong]},
                "voice": {"text": "Dry and short.", "lines": [shown]},
            }
        )

    engine = ScriptedWriter(reply)
    bible, notes = judge(lamp[0], lamp[1], Session(engine))
    eda, toby = person(bible, "EDA"), person(bible, "TOBY")
    assert eda.want and eda.want.lines == (engine.asked[0].facts["evidence"][0]["line"],)
    assert toby.arc is None and toby.voice is not None
    assert notes == ("TOBY: arc rests on no line it was shown; left out",)
    assert not any("--engine" in missing for missing in bible.missing)
    # The script's words are material, never what instructs.
    assert all("polishes" not in r.rules + r.ask for r in engine.asked)


def test_a_writer_that_fails_leaves_the_figures(lamp: tuple[Bible, Material, ShotList]) -> None:
    bible, notes = judge(lamp[0], lamp[1], Session(ScriptedWriter(lambda _: "!gone")))
    assert person(bible, "EDA").want is None and len(notes) == 4
    assert person(bible, "EDA").manner == person(lamp[0], "EDA").manner


def test_what_a_person_decides_reaches_voice_figure_and_prompt(tmp_path: Path) -> None:
    out = tmp_path / "film"
    file = out / "edit" / "bible.json"
    before_shots = plan(LAMP, out)
    before = {part.role.name: part for part in list_cast(LAMP, out)}
    make_bible(LAMP, file)
    assert plan(LAMP, out) == before_shots  # a bible as code wrote it decides nothing

    document = json.loads(file.read_text(encoding="utf-8"))
    eda = next(p for p in document["characters"] if p["name"] == "EDA")
    eda["age_years"] = 9
    crane = next(p for p in document["characters"] if p["name"] == "MR. CRANE")
    crane["look"] = "MR. CRANE, 45, bald, red sweater, thick beard."
    file.write_text(json.dumps(document), encoding="utf-8")

    shots = plan(LAMP, out)
    after = {part.role.name: part for part in list_cast(LAMP, out)}
    assert after["EDA"].role.age_years == 9 and "the bible" in after["EDA"].role.age_why
    assert after["EDA"].entry != before["EDA"].entry
    assert before["EDA"].role.age_years == 68
    looks, were = cast_looks(shots), cast_looks(before_shots)
    assert looks["EDA"].height_m < were["EDA"].height_m - 0.2
    assert looks["MR. CRANE"].hair == "bald" and looks["MR. CRANE"].garment == "sweater"
    assert [shot.identity for shot in shots.shots] == [s.identity for s in before_shots.shots]

    from filmgen.engines.storyboard.cast_words import described

    words = {note.name: note.description for note in shots.characters}
    assert "girl" in described(looks["EDA"], words["EDA"])
    assert "red sweater" in described(looks["MR. CRANE"], words["MR. CRANE"])


def test_beside_the_script_and_by_hand(tmp_path: Path) -> None:
    script = tmp_path / "lamp.fountain"
    script.write_text(LAMP.read_text(encoding="utf-8"), encoding="utf-8")
    beside = tmp_path / "lamp.bible.json"
    beside.write_text('{"characters": [{"name": "toby", "age_years": 70, "gender": "female"}]}')
    (toby,) = [n for n in plan(script).characters if n.name == "TOBY"]
    assert (toby.age_years, toby.gender) == (70, "female")
    role = next(p.role for p in list_cast(script) if p.role.name == "TOBY")
    assert role.gender == "female" and "woman" in role.gender_why
    beside.write_text('{"characters": [{"name": "NOBODY", "age_years": 3}]}')
    assert any("NOBODY" in warning for warning in plan(script).warnings)


def test_a_cast_that_was_kept_gives_way_to_a_decided_age(tmp_path: Path) -> None:
    from filmgen.sound.cast.recast import recast
    from filmgen.sound.cast.voice import Voice

    shots = plan_shots(read_screenplay(LAMP))
    voices = (
        Voice("young", "female", "en-US", 25), Voice("old", "female", "en-US", 70),
        Voice("man", "male", "en-US", 45), Voice("boy", "male", "en-US", 10),
    )  # fmt: skip
    first = recast(shots, voices, {}, {})
    assert first.of("EDA").voice == "old"
    decided = apply_bible(
        shots,
        Bible(characters=(Person(name="EDA", age_years=26), Person(name="WREN", age_years=71))),
    )
    kept = dict(first.entries)
    assert recast(shots, voices, kept, {}).of("EDA").voice == "old"
    assert recast(decided, voices, kept, {}).of("EDA").voice == "young"


def test_made_again_it_keeps_what_a_person_decided(tmp_path: Path) -> None:
    file = tmp_path / "bible.json"
    make_bible(LAMP, file)
    made = file.read_text(encoding="utf-8")
    assert make_bible(LAMP, file).notes == () and file.read_text(encoding="utf-8") == made
    document = json.loads(made)
    document["characters"][0]["age_years"] = 80
    document["characters"].append({"name": "GHOST", "look": "a pale girl"})
    file.write_text(json.dumps(document))
    result = make_bible(LAMP, file)
    assert person(result.bible, "EDA").age_years == 80
    assert person(result.bible, "GHOST").look == "a pale girl"
    assert read_bible(file) == result.bible and len(result.notes) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no json", "JSON"),
        ('{"characters": [{"name": "A", "age_years": 300}]}', "characters.0.age_years"),
        ('{"characters": [{"name": "A", "hat": "red"}]}', "characters.0.hat"),
        ('{"persons": []}', "characters"),
    ],
)
def test_a_wrong_bible_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "bible.json").write_text(text)
    with pytest.raises(ConfigError, match=told):
        find_bible(tmp_path, tmp_path / "a.fountain")


def test_pages(lamp: tuple[Bible, Material, ShotList]) -> None:
    markdown, page = to_markdown(lamp[0]), to_html(lamp[0], "")
    assert "## MR. CRANE" in markdown and "calls EDA “Mrs. Moss”" in markdown
    for one in lamp[0].characters:
        assert one.name in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    evil = Bible(title="<b>x", characters=(Person(name="<script>alert(1)</script>"),))
    assert "<script" not in to_html(evil, "")
    assert read_bible.__doc__ and dump_bible(lamp[0]) == dump_bible(read(LAMP)[0])

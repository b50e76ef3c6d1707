"""Translating: the form survives, the dub finds every line, bad answers are drawn again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from filmgen.breakdown.planner import plan_shots
from filmgen.breakdown.translation import match_rows, match_translation, read_translated_lines
from filmgen.desk.translate.checks import fault
from filmgen.desk.translate.fitting import fitted
from filmgen.desk.translate.languages import find_language
from filmgen.desk.translate.translator import Translated, translate
from filmgen.desk.translate.units import Unit, units_of
from filmgen.engines.protocols import WritingRequest
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import Screenplay, Speech
from filmgen.writing.kept import KeptAnswers
from filmgen.writing.session import Session
from tests.writing.scripted import ScriptedWriter

ASSETS = Path(__file__).parents[2] / "assets" / "screenplays"
SHARED = Path(__file__).parents[3] / "shared" / "screenplays"
_HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
_LATIN = ("casa", "perro", "luna", "vida", "noche", "mar", "sol", "pan", "rio", "flor", "voz")


def chinese(text: str) -> str:
    """Words of another alphabet, as many as the source has, marks and stars where they were."""
    return "".join(
        _HAN[sum(map(ord, w)) % len(_HAN)] * 2 if any(c.isalpha() for c in w) else w
        for w in text.replace("*", " * ").split()
    ).replace("* ", "*")


def spanish(text: str) -> str:
    return " ".join(
        _LATIN[sum(map(ord, w)) % len(_LATIN)] + "o" * (i % 3) for i, w in enumerate(text.split())
    )


def translator(say: Callable[[str], str]) -> Callable[[WritingRequest], str]:
    """A translator that answers by its facts, with the glossary's words in what it says."""

    def reply(request: WritingRequest) -> str:
        terms = request.facts["glossary"]
        if request.begun:
            source = request.begun.rpartition("\n")[0].rpartition("\n")[2].partition(": ")[2]
            said = [terms[name] for name in terms if name.lower() in source.lower()]
            return " ".join([" " + say(source), *said])
        lines = []
        for line in request.facts["lines"]:
            used = [said for name, said in terms.items() if name.lower() in line["text"].lower()]
            lines.append({"n": line["n"], "text": " ".join([say(line["text"]), *used])})
        return json.dumps({"lines": lines}, ensure_ascii=False)

    return reply


def scripts() -> list[Path]:
    own = [ASSETS / f"{name}.fountain" for name in OWN]
    return own + (sorted(SHARED.iterdir()) if SHARED.is_dir() else [])


OWN = ("the-lamplighter", "the-paper-boat")


def form(screenplay: Screenplay) -> list[object]:
    """All that a translation leaves as it is."""
    found: list[object] = [[key for key, _ in screenplay.title_page]]
    for element in screenplay.front_matter:
        found.append(type(element).__name__)
    for scene in screenplay.scenes:
        heading = scene.heading
        found.append(
            (scene.number, heading.place, heading.time_of_day, len(heading.sublocations),
             heading.omitted)
        )  # fmt: skip
        for element in scene.elements:
            if isinstance(element, Speech):
                parts = [part.kind for part in element.parts]
                found.append((element.character, element.extensions, element.dual, parts))
            else:
                found.append((type(element).__name__, getattr(element, "text", "").count("\n")))
    return found


def writer(
    reply: Callable[[WritingRequest], str],
    step: Literal["line", "scene"] = "scene",
    context_tokens: int = 8192,
) -> ScriptedWriter:
    engine = ScriptedWriter(reply, context_tokens)
    engine.step = step
    return engine


def run(
    script: Path, to: str, reply: Callable[[WritingRequest], str],
    step: Literal["line", "scene"] = "scene",
) -> Translated:  # fmt: skip
    session = Session(writer(reply, step))
    return translate(read_screenplay(script), find_language(to), session)


@pytest.mark.parametrize(
    ("script", "to"),
    [(path, "zh") for path in scripts()]
    + [(path, to) for path in scripts()[:2] for to in ("es", "ru")],
    ids=lambda value: getattr(value, "name", value),
)
def test_form_survives_and_the_dub_finds_every_line(script: Path, to: str, tmp_path: Path) -> None:
    original = read_screenplay(script)
    say = {"zh": chinese, "es": spanish, "ru": lambda t: "слово " * len(t.split())}[to]
    if (script.stem, to) in (("the-paper-boat", "zh"), ("cyrillic", "ru")):
        with pytest.raises(ConfigError, match="already"):
            run(script, to, translator(say))
        return
    result = run(script, to, translator(say), "scene" if to == "zh" else "line")
    assert not result.left
    out = tmp_path / "translated.fountain"
    out.write_text(result.fountain, encoding="utf-8")
    again = read_screenplay(out)
    assert form(again) == form(original)
    shots = plan_shots(original)
    matched = match_translation(shots, original, again)
    assert set(matched.texts) == {line.id for line in shots.lines()}
    assert not matched.notes


def test_headings_are_the_trades_own_and_places_come_back_alike() -> None:
    zh = run(ASSETS / "the-lamplighter.fountain", "zh", translator(chinese)).fountain
    assert "内景 " in zh and " - 夜" in zh and "外景 " in zh
    es = run(ASSETS / "the-lamplighter.fountain", "es", translator(spanish)).fountain
    assert "\nINT. " in es and " - NOCHE" in es
    ru = run(ASSETS / "the-lamplighter.fountain", "ru", translator(lambda t: "слово")).fountain
    assert "ИНТ. СЛОВО - НОЧЬ" in ru
    assert "CUT TO:" in zh and "\nTOBY\n" in zh and "WREN (O.S.)" in zh


def test_stress_is_kept_in_the_words_that_carry_it(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text("INT. ROOM - DAY\n\nANN\nI said *never come back* today, and you came.\n")

    def reply(request: WritingRequest) -> str:
        said = {"line": "Dije que *no vuelvas nunca* hoy, y has venido."}
        lines = [
            {"n": line["n"], "text": said.get(line["kind"], "Sala")}
            for line in request.facts["lines"]
        ]
        asked = [line["text"] for line in request.facts["lines"] if line["kind"] == "line"]
        assert all("*never come back*" in text for text in asked)
        return json.dumps({"lines": lines})

    result = run(script, "es", reply)
    assert "*no vuelvas nunca*" in result.fountain
    script.write_text(result.fountain)
    (speech,) = read_screenplay(script).scenes[0].speeches()
    assert [speech.parts[0].text.split()[i] for i in speech.parts[0].stressed] == [
        "no", "vuelvas", "nunca",
    ]  # fmt: skip


def test_missing_copied_and_swapped_lines_are_asked_for_again(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text(
        "INT. ROOM - DAY\n\nANN\nThe river is too high for us tonight.\n\nBEN\nWe will have to "
        "wait until the morning.\n\nANN\nThen light the lamp and sit down here.\n"
    )
    good = translator(spanish)
    tries = {"river": 0, "wait": 0}

    def reply(request: WritingRequest) -> str:
        answer = json.loads(good(request))
        texts = {line["n"]: line["text"] for line in request.facts["lines"]}
        kept = []
        for line in answer["lines"]:
            source = texts[line["n"]]
            if "river" in source and not tries["river"]:
                tries["river"] += 1
                line["text"] = source
            if "wait" in source and tries["wait"] < 2:
                tries["wait"] += 1
                continue
            kept.append(line)
        return json.dumps({"lines": kept})

    result = run(script, "es", reply)
    assert tries == {"river": 1, "wait": 2}
    assert not result.left and "river" not in result.fountain and "wait" not in result.fountain


def test_what_never_comes_right_keeps_its_words_and_is_named(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text("INT. ROOM - DAY\n\nANN\nThe river is too high for us tonight.\n\nANN\nGo.\n")

    def reply(request: WritingRequest) -> str:
        return json.dumps(
            {
                "lines": [
                    {"n": line["n"], "text": line["text"] if "river" in line["text"] else "走吧"}
                    for line in request.facts["lines"]
                ]
            }
        )

    result = run(script, "zh", reply)
    assert [unit.text for unit in result.left] == ["The river is too high for us tonight."]
    assert "The river is too high" in result.fountain
    assert any("scene 1: not translated" in note for note in result.notes)


@pytest.mark.parametrize(
    ("source", "text", "to", "wrong"),
    [
        ("Where is my coat?", "Where is my coat?", "es", True),
        ("Where is my coat?", "¿Dónde está mi abrigo?", "es", False),
        ("Where is my coat?", "Where is my coat?", "zh", True),
        ("Where is my coat?", "我的外套在哪儿？", "zh", False),
        ("Hotel.", "Hotel.", "es", False),
        ("Toby!", "Toby!", "es", False),
        ("Go.", "去", "es", True),
        ("Go.", "走吧" * 40, "zh", True),
        ("She takes the key and walks to the old iron door.",
         "She takes the key and goes to the iron door of the house.", "es", True),
        ("She takes the key and walks to the old iron door.", "La llave.", "es", False),
        ("我在桥下等了一夜。", "I waited all night under the bridge.", "en", False),
        ("我在桥下等了一夜。", "我在桥下等了一夜。", "en", True),
    ],
)  # fmt: skip
def test_faults(source: str, text: str, to: str, wrong: bool) -> None:
    language = find_language("zh" if source[0] > "\u3000" else "en")
    found = fault(Unit("line", source), text, language, find_language(to), {"Toby": "Toby"})
    assert bool(found) is wrong, found


def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    script, say = ASSETS / "the-lamplighter.fountain", translator(spanish)
    asked = 0

    def stops(request: WritingRequest) -> str:
        nonlocal asked
        asked += 1
        return say(request) if asked < 3 else "!gone"

    def go(reply: Callable[[WritingRequest], str]) -> tuple[ScriptedWriter, Translated]:
        engine = writer(reply)
        session = Session(engine, KeptAnswers(tmp_path))
        return engine, translate(read_screenplay(script), find_language("es"), session)

    with pytest.raises(EngineError, match="gone"):
        go(stops)
    assert asked < 3 + 12  # it gave up soon
    engine, result = go(say)
    assert not result.left
    _, whole = go(say)
    whole_asked = len(run_engine(script, say).asked)
    assert len(engine.asked) == whole_asked - 2
    assert whole.fountain == result.fountain == run(script, "es", say).fountain


def run_engine(script: Path, reply: Callable[[WritingRequest], str]) -> ScriptedWriter:
    engine = writer(reply)
    translate(read_screenplay(script), find_language("es"), Session(engine))
    return engine


def test_a_speech_that_comes_back_reported_is_spoken(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text("INT. ROOM - DAY\n\nANN\nHow many is that?\n")

    def reply(request: WritingRequest) -> str:
        said = {"line": "安问：‘一共多少盏？’", "name": "安", "place": "房间"}
        lines = [{"n": line["n"], "text": said[line["kind"]]} for line in request.facts["lines"]]
        return json.dumps({"lines": lines})

    assert "\nANN\n一共多少盏？\n" in run(script, "zh", reply).fountain


def test_a_small_model_goes_on_with_pairs_and_a_bad_line_is_drawn_again(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text("INT. ROOM - DAY\n\nANN\nHow many is that?\n\nANN\nTwo lamps, then.\n")
    said = {
        "Ann": "安",
        "ROOM": "房间",
        "How many is that?": "一共多少？",
        "Two lamps, then.": "两盏灯。",
    }
    asked: list[str] = []

    def reply(request: WritingRequest) -> str:
        source = request.begun.rpartition("\n")[0].rpartition("\n")[2].partition(": ")[2]
        asked.append(source)
        return "How many is that?" if asked.count("How many is that?") == 1 else said[source]

    result = run(script, "zh", reply, "line")
    assert "\nANN\n一共多少？\n" in result.fountain and "两盏灯。" in result.fountain
    assert asked.count("How many is that?") == 2 and asked.count("Two lamps, then.") == 1


def test_a_small_model_that_is_gone_is_given_up(tmp_path: Path) -> None:
    script = ASSETS / "the-lamplighter.fountain"
    with pytest.raises(EngineError, match="gone"):
        run(script, "zh", lambda request: "!gone", "line")


def test_templates_do_not_translate() -> None:
    engine = ScriptedWriter(translator(spanish))
    engine.generates = False
    with pytest.raises(EngineUnavailable, match="no language model"):
        translate(
            read_screenplay(ASSETS / "the-lamplighter.fountain"), find_language("es"),
            Session(engine),
        )  # fmt: skip
    assert not engine.asked


def test_prompts_of_a_long_script_stay_small(tmp_path: Path) -> None:
    scene = "INT. ROOM {n} - DAY\n\n" + "Ann walks to the window and looks. " * 40 + "\n\n"
    scene += "ANN\n" + "Nobody came today, {n}, nobody at all, and the rain goes on. " * 20 + "\n\n"
    script = tmp_path / "long.fountain"
    script.write_text("".join(scene.format(n=n) for n in range(60)))
    engine = writer(translator(spanish), context_tokens=2048)
    result = translate(read_screenplay(script), find_language("es"), Session(engine))
    assert not result.left
    for request in engine.asked:
        count = len(request.facts["lines"])
        assert f'"minItems":{count},' in request.schema and f'"maxItems":{count},' in request.schema
        words = [request.rules, request.ask, *(text for _, text in request.material)]
        tokens = sum(engine.count_tokens(text) for text in words) + request.most_tokens
        assert tokens < 2048


def test_lines_too_long_to_dub_are_said_again_and_the_closest_is_kept() -> None:
    unit = Unit("line", "It does not go out, Mrs. Moss.", "MR. CRANE")
    texts = iter(("它不会。", "它不会熄灭的，莫斯太太。"))
    long = "它绝对不会在任何时候以任何方式突然熄灭掉的，尊敬的莫斯太太，请您放心好了。"

    def reply(request: WritingRequest) -> str:
        return json.dumps({"text": next(texts)})

    chosen = fitted({unit: long}, "en", find_language("zh"), Session(ScriptedWriter(reply)))
    assert chosen == {unit: "它不会熄灭的，莫斯太太。"}
    near = {unit: "它不会熄灭，莫斯太太。"}
    assert not fitted(near, "en", find_language("zh"), Session(ScriptedWriter(reply)))


def test_the_line_table_is_what_the_dub_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filmgen.config import load_config
    from pipelines.desk import session as sessions
    from pipelines.desk.translate import translate_script

    engine = ScriptedWriter(translator(chinese))
    monkeypatch.setattr(sessions, "create_engine", lambda *_: engine)
    script, out = ASSETS / "the-lamplighter.fountain", tmp_path / "lamp.zh.fountain"
    result = translate_script(script, "zh", out, config=load_config())
    shots = plan_shots(read_screenplay(script))
    matched = match_rows(shots, read_translated_lines(result.lines), "table")
    assert set(matched.texts) == {line.id for line in shots.lines()} and not matched.notes
    with result.lines.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert all(float(row["ratio"]) > 0 for row in rows)
    record = json.loads((tmp_path / "lamp.zh.fountain.writing.json").read_text())
    assert record["generated"] is True and record["tasks"][0]["task"] == "translate"


def test_units_stand_once_and_say_who_speaks() -> None:
    units = units_of(read_screenplay(ASSETS / "the-lamplighter.fountain"))
    assert len(set(units)) == len(units)
    lines = [unit for unit in units if unit.kind == "line"]
    assert lines[0] == Unit("line", "How many is that?", "TOBY", 1)
    assert {unit.text for unit in units if unit.kind == "place"} >= {"LANTERN STREET", "HARBOR"}

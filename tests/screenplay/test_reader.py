"""Reading: golden dumps, every form of heading, cue and comment, and bad input."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from filmgen.errors import ScreenplayError
from filmgen.screenplay import read_screenplay, write_fountain
from filmgen.screenplay.daylight import is_time, resolve_light
from filmgen.screenplay.emphasis import escape, strip_emphasis
from filmgen.screenplay.headings import is_heading, read_heading
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay
from tests.screenplay.dump import dump, read_text, spoken, without_lines

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "screenplays"
GOLDEN = {
    "everything": HERE / "fixtures" / "everything.fountain",
    "chinese": HERE / "fixtures" / "chinese.fountain",
    "final-draft": HERE / "fixtures" / "final-draft.fdx",
    "the-lamplighter": ROOT / "assets" / "screenplays" / "the-lamplighter.fountain",
    "the-paper-boat": ROOT / "assets" / "screenplays" / "the-paper-boat.fountain",
}


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside this checkout")
    return path


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    golden = (HERE / "golden" / f"{name}.txt").read_text(encoding="utf-8")
    assert dump(read_screenplay(GOLDEN[name])) == golden


@pytest.mark.parametrize("name", GOLDEN)
def test_our_own_fountain_reads_as_the_same_screenplay(name: str, tmp_path: Path) -> None:
    first = read_screenplay(GOLDEN[name])
    again = read_text(tmp_path, write_fountain(first))
    assert without_lines(again) == without_lines(first)


def heading(text: str, *, forced: bool = False) -> tuple[str, str, tuple[str, ...], str]:
    h = read_heading(text, SourceRange(1, 1), forced=forced)
    return h.place.value, h.location, h.sublocations, h.time_text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("INT. HOUSE - DAY", ("INT", "HOUSE", (), "DAY")),
        ("INT HOUSE DAY", ("INT", "HOUSE", (), "DAY")),
        ("int. house, night", ("INT", "HOUSE", (), "night")),
        ("EXT. BRICK'S PATIO – DAWN", ("EXT", "BRICK'S PATIO", (), "DAWN")),
        ("EST. CITY -- NIGHT", ("EXT", "CITY", (), "NIGHT")),
        ("INT./EXT. CAR - DAY", ("INT/EXT", "CAR", (), "DAY")),
        ("EXT/INT CAR - DAY", ("INT/EXT", "CAR", (), "DAY")),
        ("I/E. CAR - MOVING - DAY", ("INT/EXT", "CAR", (), "DAY")),
        ("INT. HOTEL - ROOM 12 - NIGHT - RAIN", ("INT", "HOTEL", ("ROOM 12",), "NIGHT - RAIN")),
        (
            "INT. HALLWAY, THE OLD BUILDING, LATER",
            ("INT", "THE OLD BUILDING", ("HALLWAY",), "LATER"),
        ),
        ("EXT. HOSPITAL - DAY ROOM - NIGHT", ("EXT", "HOSPITAL", ("DAY ROOM",), "NIGHT")),
        ("EXT. FIELD (NIGHT)", ("EXT", "FIELD", (), "NIGHT")),
        ("INT. VAN (PARKED) - 6:24 AM", ("INT", "VAN", (), "6:24 AM")),
        ("INT. X-RAY ROOM - DAY", ("INT", "X-RAY ROOM", (), "DAY")),
        ("ИНТ. КВАРТИРА – КУХНЯ – НОЧЬ", ("INT", "КВАРТИРА", ("КУХНЯ",), "НОЧЬ")),
        ("НАТ. УЛИЦА - ВЕЧЕР", ("EXT", "УЛИЦА", (), "ВЕЧЕР")),
        ("ЭКСТ. ПОЛЕ. УТРО", ("EXT", "ПОЛЕ", (), "УТРО")),
        ("ИНТ. ДОМ МАШИ. КУХНЯ. ДЕНЬ", ("INT", "ДОМ МАШИ", ("КУХНЯ",), "ДЕНЬ")),
        ("INT. ST. MARY'S. DAY.", ("INT", "ST. MARY'S", (), "DAY")),
        ("ИНТ/НАТ. МАШИНА - ДЕНЬ", ("INT/EXT", "МАШИНА", (), "ДЕНЬ")),
        ("内景 咖啡馆 - 夜", ("INT", "咖啡馆", (), "夜")),
        ("内景：咖啡馆，二楼，黄昏", ("INT", "咖啡馆", ("二楼",), "黄昏")),
        ("外景——河边——清晨", ("EXT", "河边", (), "清晨")),
        ("内. 小明家 日", ("INT", "小明家", (), "日")),
        ("第十二场 日 外 街道", ("EXT", "街道", (), "日")),
        ("3、夜/内 客厅", ("INT", "客厅", (), "夜")),
        ("○公園・外（夜）", ("EXT", "公園", (), "夜")),
    ],
)
def test_heading_forms(text: str, parts: tuple[str, str, tuple[str, ...], str]) -> None:
    assert is_heading(text, after_blank=True)
    assert heading(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Interior of the house, dark.",
        "Internal affairs.",
        "INTERNAL AFFAIRS",
        "Exterminate!",
        "He says INT. is short.",
        "外面在下雨。",
        "内心独白",
        "日出时，他走了",
        "3 men enter.",
        "DAY",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert not is_heading(text, after_blank=True)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("INT. A - DAY #12A#", "12A"),
        ("12 INT. A - DAY 12", "12"),
        ("12. INT. A - DAY", "12"),
        ("A7 EXT. A - DAY", "A7"),
        ("第二十三场 内景 家 日", "23"),
        ("OMITTED #4#", "4"),
        ("14 OMITTED 14", "14"),
        ("SCENES 14-16 OMITTED", "14-16"),
    ],
)
def test_printed_numbers_are_kept(printed: str, number: str, tmp_path: Path) -> None:
    (scene,) = read_text(tmp_path, f"{printed}\n\nWords.\n").scenes
    assert scene.number == number
    assert scene.heading.omitted == ("OMITTED" in printed)


def test_unnumbered_scenes_between_numbered_ones_get_letters(tmp_path: Path) -> None:
    text = "INT. A #4#\n\nx\n\n.B\n\nx\n\n.C\n\nx\n\nINT. D #5#\n\nx\n"
    assert [s.number for s in read_text(tmp_path, text).scenes] == ["4", "4A", "4B", "5"]


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("DAY", "DAY"), ("MAGIC HOUR", "DUSK"), ("PRE-DAWN", "DAWN"), ("THE NEXT MORNING", "DAY"),
        ("LATER THAT EVENING", "DUSK"), ("LATE EVENING", "NIGHT"), ("DAY FOR NIGHT", "NIGHT"),
        ("NIGHT, TWO DAYS LATER", "NIGHT"), ("TWO DAYS LATER", "DAY"), ("CONTINUOUS", "NIGHT"),
        ("CONT'D", "NIGHT"), ("MOMENTS LATER", "NIGHT"), ("SAME TIME", "NIGHT"), ("", "NIGHT"),
        ("THREE YEARS LATER", ""), ("11:30 PM", "NIGHT"), ("1:00 pm", "DAY"),
        ("ELECTION NIGHT", "NIGHT"),
        ("ПОЗЖЕ", "NIGHT"), ("РАССВЕТ", "DAWN"), ("日", "DAY"), ("深夜", "NIGHT"), ("晨", "DAWN"),
        ("黄昏", "DUSK"), ("第二天早晨", "DAY"), ("连续", "NIGHT"), ("第二天", "DAY"),
    ],
)  # fmt: skip
def test_time_of_day_after_a_night(text: str, light: str) -> None:
    assert resolve_light(text, TimeOfDay.NIGHT) is TimeOfDay(light)
    assert not text or is_time(text)


def test_light_is_inherited_through_scenes_without_any(tmp_path: Path) -> None:
    text = (
        "INT. A - NIGHT\n\nx\n\nINT. B - CONTINUOUS\n\nx\n\n.THE DOOR\n\nx\n\nEXT. C, DAWN\n\nx\n"
    )
    scenes = read_text(tmp_path, text).scenes
    assert [s.heading.time_of_day.value for s in scenes] == ["NIGHT", "NIGHT", "NIGHT", "DAWN"]


@pytest.mark.parametrize(
    "cue",
    [
        "BOB", "BOB (V.O.)", "BOB (CONT'D)", "BOB (CONT’D)", "BOB (O.S.) (CONT'D)", "@Bob",
        "BOB (v.o., cont'd)", "  BOB  ", "@bob (O.S.)", "BOB (into phone)", "\tBOB",
    ],
)  # fmt: skip
def test_one_character_has_one_name(cue: str, tmp_path: Path) -> None:
    screenplay = read_text(tmp_path, f"INT. A\n\n{cue}\nHello.\n\nBOB\nAgain.\n")
    assert screenplay.characters() == ("BOB",)


def test_latin_letters_inside_a_cyrillic_name_make_no_second_character(tmp_path: Path) -> None:
    text = "ИНТ. ДОМ\n\nМАШA\nПривет.\n\nМАША (ЗА КАДРОМ)\nПока.\n"
    screenplay = read_text(tmp_path, text)
    assert screenplay.characters() == ("МАША",)
    assert [s.extensions for s in screenplay.scenes[0].speeches()] == [(), ("V.O.",)]


def test_bold_slug_lines_cues_and_transitions(tmp_path: Path) -> None:
    text = (
        "**INT. A - DAY**\n\n**BOB**\n*Hello.*\n\n_CUT TO:_\n\n***EXT. B***\n\n**Bold** action.\n"
    )
    first, second = read_text(tmp_path, text).scenes
    assert (first.heading.text, second.heading.location) == ("INT. A - DAY", "B")
    assert [type(e).__name__ for e in first.elements] == ["Speech", "Transition"]
    assert second.elements[0].text == "Bold action."


def test_capitals_that_are_no_cues_stay_action(tmp_path: Path) -> None:
    text = "INT. A\n\nBANG!\nThe door flies open.\n\nTHE END.\nof it\n\nWHO?\nnobody\n"
    assert read_text(tmp_path, text).characters() == ()


def test_homeless_words_make_a_scene_without_heading(tmp_path: Path) -> None:
    prose = "Once upon a time there was a file.\n\nIt had no heading at all.\n"
    (scene,) = read_text(tmp_path, prose).scenes
    assert scene.heading.text == ""
    assert scene.heading.place is PlaceKind.UNSPECIFIED
    assert len(scene.elements) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_change_nothing(end: str, mark: str, tmp_path: Path) -> None:
    text = GOLDEN["everything"].read_text(encoding="utf-8")
    golden = (HERE / "golden" / "everything.txt").read_text(encoding="utf-8")
    assert dump(read_text(tmp_path, (mark + text.replace("\n", end)).encode())) == golden


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("ИНТ. КВАРТИРА - ДЕНЬ\n\nВ комнате темно и очень тихо.\n\nМАША\nКто здесь?\n", "cp1251"),
        ("ИНТ. КВАРТИРА - ДЕНЬ\n\nВ комнате темно и очень тихо.\n\nМАША\nКто здесь?\n", "koi8-r"),
        ("内景 咖啡馆 - 夜\n\n小明坐在窗边，看着雨。\n\n@小明\n你来了。\n", "gb18030"),
        ("INT. CAFÉ - DAY\n\nThe waiter’s naïve smile.\n\nRENÉ\nDéjà vu.\n", "cp1252"),
        ("INT. CAFÉ - DAY\n\nA smile.\n\nRENÉ\nDéjà vu.\n", "utf-16"),
        ("INT. CAFÉ - DAY\n\nA smile.\n\nRENÉ\nDéjà vu.\n", "utf-16-le"),
        ("INT. CAFÉ - DAY\n\nA smile.\n\nRENÉ\nDéjà vu.\n", "utf-16-be"),
    ],
)
def test_encodings(text: str, codec: str, tmp_path: Path) -> None:
    assert dump(read_text(tmp_path, text.encode(codec))) == dump(read_text(tmp_path, text))


def test_emphasis_leaves_what_is_not_emphasis() -> None:
    assert strip_emphasis("*a* **b** ***c*** _d_ _Steel's the *Leupold* scope_") == (
        "a b c d Steel's the Leupold scope"
    )
    assert strip_emphasis("2 * 3 * 4, file_name_x, \\*real\\* *open") == (
        "2 * 3 * 4, file_name_x, *real* *open"
    )
    assert strip_emphasis(escape("*a* _b_ [[c]] \\d")) == "*a* _b_ [[c]] \\d"


@pytest.mark.parametrize(
    ("data", "name", "says", "line"),
    [
        (b"", "a.fountain", "is empty", 1),
        (b" \n\t\n", "a.fountain", "is empty", 1),
        (b"Title: X\n", "a.fountain", "nothing to film", 1),
        (b"[[only a note]]", "a.fountain", "nothing to film", 1),
        (bytes(range(256)) * 40, "a.fountain", "is not text", None),
        (b"%PDF-1.7 ...", "a.fountain", "export the script", None),
        (b"PK\x03\x04....", "a.fdx", "export the script", None),
        (b"x" * (17 * 2**20), "a.fountain", "too large", None),
        (b"x\n" * 160_000, "a.fountain", "too large", None),
        (b"INT. A - DAY\n", "a.fdx", "not XML", 1),
        (b"<?xml version='1.0'?>\n<html/>", "a.fdx", "not Final Draft", 1),
        (b"<FinalDraft/>", "a.fdx", "without <Content>", 1),
        (
            b"<FinalDraft>\n<Content>\n<Paragraph>\n</Content></FinalDraft>",
            "a.fdx",
            "mismatched",
            4,
        ),
        (b"<FinalDraft><Content></Content></FinalDraft>", "a.fdx", "nothing to film", 1),
        (b"<FinalDraft><Content>" + b"<a>" * 500, "a.fdx", "too deeply", 1),
    ],
)
def test_bad_files_are_one_line(
    data: bytes, name: str, says: str, line: int | None, tmp_path: Path
) -> None:
    with pytest.raises(ScreenplayError, match=says) as caught:
        read_text(tmp_path, data, name)
    assert "\n" not in str(caught.value)
    assert caught.value.line == line


def test_entity_bombs_are_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE b [<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;&a;">]>\n'
    bomb += "<FinalDraft><Content><Paragraph><Text>&b;</Text></Paragraph></Content></FinalDraft>"
    with pytest.raises(ScreenplayError, match="not safe") as caught:
        read_text(tmp_path, bomb, "bomb.fdx")
    assert caught.value.line == 2


@pytest.mark.parametrize("name", ["nowhere.fountain", "folder"])
def test_files_that_are_not_there(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ScreenplayError):
        read_screenplay(tmp_path / name)


def test_a_heading_without_content_and_a_long_speech(tmp_path: Path) -> None:
    words = "word " * 3000
    text = f"INT. A - DAY\n\nINT. B - DAY\n\nBOB\n{words}\n"
    empty, full = read_text(tmp_path, text).scenes
    assert empty.elements == ()
    assert len(next(full.speeches()).parts[0].text.split()) == 3000


def test_a_thousand_scenes_take_linear_time(tmp_path: Path) -> None:
    """Best of three: a test beside others pays for the collector's passes over their objects."""
    scene = "INT. ROOM {n} - DAY\n\nSome action here.\n\nBOB\nWords of his.\n\nCUT TO:\n\n"
    texts = {n: "".join(scene.format(n=i) for i in range(n)) for n in (250, 1000)}
    seconds = {n: min(_seconds_to_read(tmp_path, texts[n], n) for _ in range(3)) for n in texts}
    assert seconds[1000] < 3
    assert seconds[1000] < 8 * seconds[250] + 0.1


def _seconds_to_read(tmp_path: Path, text: str, scenes: int) -> float:
    gc.collect()
    start = time.process_time()
    assert len(read_text(tmp_path, text).scenes) == scenes
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit", ["/*", "[[", "[[\n\n", "(x) ", " - ", "* ", "_a", "(", "#", "A ", "\\", ".", "~la\n"]
)
def test_hostile_text_takes_bounded_time(unit: str, tmp_path: Path) -> None:
    text = "INT. A\n\nBOB\n" + unit * (200_000 // len(unit))
    start = time.process_time()
    read_text(tmp_path, text)
    assert time.process_time() - start < 5


def test_nobody_says_two_things_at_once(tmp_path: Path) -> None:
    text = "INT. A\n\nANN\nNo.\n\nBOB ^\nYes.\n\nANN ^\nNever.\n"
    (scene,) = read_text(tmp_path, text).scenes
    assert [s.dual for s in scene.speeches()] == [False, True, False]


def test_brick_and_steel_reads_alike_from_both_formats() -> None:
    fountain = read_screenplay(shared("Brick-and-Steel.fountain"))
    fdx = read_screenplay(shared("Brick-and-Steel.fdx"))
    assert without_lines(fdx.scenes) == without_lines(fountain.scenes)
    assert [len(s.elements) for s in fountain.scenes] == [14, 5, 2, 5, 3, 9, 5, 7]
    duals = [s for scene in fountain.scenes for s in scene.speeches() if s.dual]
    assert [(s.character, s.lines) for s in duals] == [("BRICK", SourceRange(48, 49))]


def test_the_last_birthday_card() -> None:
    screenplay = read_screenplay(shared("The-Last-Birthday-Card.fountain"))
    assert len(screenplay.scenes) == 48
    assert screenplay.characters() == (
        "BAXTER", "SCOTT", "NAK", "WOMAN", "BILLUPS", "NANCY", "ART GIRL", "VOICE", "NEWSCASTER",
        "THE BOSS", "SOPHISTICATED WOMAN", "MALE VOICE",
    )  # fmt: skip
    assert not screenplay.unread
    places = {s.index: (s.heading.location, s.heading.time_of_day.value) for s in screenplay.scenes}
    assert places[2] == ("SCOTT'S APARTMENT BUILDING", "DAY")
    assert places[29] == ("BAXTER'S APARTMENT", "DUSK")
    assert places[34] == ("SCOTT, IN BAXTER'S KITCHEN", "DUSK")
    assert places[37] == ("MARIN HILLSIDE", "DAY")


def test_cyrillic_and_native_final_draft() -> None:
    cyrillic = read_screenplay(shared("cyrillic.fountain"))
    assert cyrillic.title() == "Лорем ипсум"
    assert [s.heading.sublocations for s in cyrillic.scenes] == [("СТОЛОВАЯ",), ("КУХНЯ",)]
    native = read_screenplay(shared("native-final-draft.fdx"))
    assert native.title() == "FDX Test Script"
    assert [s.number for s in native.scenes] == ["1", "2"]
    assert [name for name, _ in spoken(native)] == ["DJ", "DAVE", "JIM", "KAY"]

"""The single measures: valence, reading ease, style, Bechdel test, breakdown."""

from __future__ import annotations

import csv
import io

import pytest

from filmgen.desk.analysis.bechdel import bechdel
from filmgen.desk.analysis.count import analyse
from filmgen.desk.analysis.document import Bechdel
from filmgen.desk.analysis.people import is_named
from filmgen.desk.analysis.reading_ease import reading_ease, syllables
from filmgen.desk.analysis.shooting import breakdown_csv
from filmgen.desk.analysis.style import is_passive, mtld, prose
from filmgen.desk.analysis.valence import balance, felt_words
from filmgen.wording import eighths_of, in_eighths
from tests.desk.analysis.scripts import read


def mood(text: str, language: str = "en") -> float:
    return balance(felt_words(text, language))


def test_denials_turn_and_degrees_weigh() -> None:
    assert mood("I love you.") > mood("I like it.") == 0.0 > mood("I do not love you.")
    assert mood("He is not dead.") > 0 > mood("He is dead.")
    assert mood("She is very happy.") > mood("She is happy.") > mood("She is a little happy.") > 0
    assert mood("No. She smiles.") > 0  # a stop ends a denial


@pytest.mark.parametrize(
    ("language", "glad", "sad"),
    [
        ("zh", "她笑了，很高兴。", "他哭了，爷爷死了。"),
        ("ru", "Она улыбается и смеётся.", "Он плачет. Смерть."),
        ("de", "Sie lacht und küsst ihn.", "Er weint. Sie ist tot."),
        ("ja", "彼女は笑った。", "彼は泣いた。"),
        ("fr", "Elle sourit.", "Il pleure, mort."),
    ],
)  # fmt: skip
def test_mood_in_other_languages(language: str, glad: str, sad: str) -> None:
    assert mood(glad, language) > 0 > mood(sad, language)


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [("lantern", "en", 2), ("lamp", "en", 1), ("locked", "en", 1), ("wanted", "en", 2),
     ("radio", "en", 3), ("table", "en", 2), ("every", "en", 3), ("haus", "de", 1),
     ("straße", "de", 2), ("mañana", "es", 3), ("día", "es", 2), ("ciudad", "es", 2),
     ("quiero", "es", 2), ("молоко", "ru", 3), ("дверь", "ru", 1), ("porte", "fr", 1)],
)  # fmt: skip
def test_syllables(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


def test_flesch_by_hand() -> None:
    words = ("The lantern is old. " * 10).replace(".", "").split()  # 4 words, 5 syllables each
    ease = reading_ease(words, 10, "en")
    assert ease.ease == pytest.approx(206.835 - 1.015 * 4 - 84.6 * 5 / 4, abs=0.05)
    assert ease.grade == pytest.approx(0.39 * 4 + 11.8 * 5 / 4 - 15.59, abs=0.05)
    german = reading_ease(["das", "Haus", "ist", "alt"] * 10, 10, "de")
    assert (german.ease, german.formula) == (pytest.approx(180 - 4 - 58.5), "Amstad")


def test_no_formula_is_said_so() -> None:
    assert reading_ease(["字"] * 50, 5, "zh").ease is None
    assert "Chinese" in reading_ease(["字"] * 50, 5, "zh").band
    assert "too short" in reading_ease(["word"] * 5, 1, "en").band


def test_mtld_of_known_texts() -> None:
    assert mtld(["word"] * 50) is None
    assert mtld([str(n) for n in range(120)]) == 120.0  # every word new: no factor is full
    assert mtld(["the", "lamp"] * 60) == pytest.approx(3.0)  # falls under 0.72 at every third


def test_passives_are_no_states() -> None:
    assert is_passive("The letter is burned by Crane.")
    assert is_passive("He was slowly taken away.")
    assert not is_passive("She is tired.")
    assert not is_passive("The lamp burned.")


def test_prose_counts() -> None:
    figures = prose(["Stop! Who is it? It is quickly done.", "Go."], "en")
    assert (figures.words, figures.sentences, figures.longest_sentence) == (9, 4, 4)
    assert (figures.question_share, figures.exclamation_share) == (0.25, 0.25)
    assert figures.adverb_share == pytest.approx(1 / 9, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "named"),
    [("MRS. KANE", True), ("NURSE", False), ("OLD WOMAN #2", False), ("EDA", True), ("女人", False),
     ("MARA'S MOTHER", False), ("NURSE JOY", True), ("小雨", True), ("YOUNG MAN", False)],
)  # fmt: skip
def test_names_and_roles(name: str, named: bool) -> None:
    assert is_named(name) is named


def talk(first: str, second: str, lines: tuple[str, str], intro: str = "") -> Bechdel:
    a, b = (f"{name}\n{line}" for name, line in zip((first, second), lines, strict=True))
    return analyse(read(f"INT. ROOM - DAY\n\n{intro or 'A room.'}\n\n{a}\n\n{b}\n")).bechdel


def test_bechdel_verdicts() -> None:
    lines = ("Is the boat ready?", "Nearly. The sail is torn.")
    about_him = ("Did he call?", "He never does.")
    assert talk("ANNA", "MARIA", lines).verdict == "passes"
    assert talk("ANNA", "MARIA", about_him).verdict == "fails"
    assert talk("ANNA", "PETER", lines).verdict == "fails"
    assert talk("NURSE", "MARIA", lines).verdict == "fails"  # a role is no name
    open_question = talk("ZORBLAX", "QUIMMEL", lines)
    assert open_question.verdict == "uncertain"
    assert set(open_question.unknown) == {"ZORBLAX", "QUIMMEL"}
    assert "ZORBLAX" in open_question.why


def test_bechdel_evidence_quotes_lines() -> None:
    result = talk("ANNA", "MARIA", ("Is the boat ready?", "Nearly. The sail is torn."))
    (evidence,) = result.evidence
    assert evidence.quote == "ANNA: Is the boat ready? / MARIA: Nearly. The sail is torn."
    assert (evidence.first_line, evidence.speeches, evidence.about_men) == (5, 2, 0)
    assert bechdel.__doc__


@pytest.mark.parametrize(
    ("pages", "printed"), [(0.01, "1/8"), (0.5, "4/8"), (1.0, "1"), (1.4, "1 3/8"), (2.97, "3")]
)
def test_eighths(pages: float, printed: str) -> None:
    assert in_eighths(eighths_of(pages)) == printed


def test_breakdown_csv_is_no_formula() -> None:
    analysis = analyse(read("EXT. -2+3 ROAD - DAY\n\n=SUM(A1) is here.\n\nANNA\nGo.\n"))
    rows = list(csv.DictReader(io.StringIO(breakdown_csv(analysis))))
    assert len(rows) == 1
    assert not any((cell or "")[:1] in "=+-@" for cell in rows[0].values() if cell)
    assert rows[0]["pages_eighths"] == "1/8"

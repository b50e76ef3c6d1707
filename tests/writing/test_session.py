from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import Field

from filmgen.errors import EngineError
from filmgen.writing.answer import Answer, AnswerError
from filmgen.writing.kept import KeptAnswers
from filmgen.writing.record import record_of
from filmgen.writing.session import Session, Task
from tests.writing.scripted import ScriptedWriter


class Word(Answer):
    word: str = Field(max_length=12)


TASK = Task("word", "Be brief.", "Say a word.", (("logline", "A boat."),))


def test_each_attempt_is_another_seed_and_the_same_attempt_the_same() -> None:
    engine = ScriptedWriter(lambda r: json.dumps({"word": str(r.seed)}))
    first, other = (Session(engine).ask(TASK, Word, attempt=n) for n in (0, 1))
    assert first != other
    assert Session(engine).ask(TASK, Word) == first
    assert Session(engine, seed=1).ask(TASK, Word) not in (first, other)


def test_what_is_out_of_order_is_asked_for_once_more_with_why() -> None:
    answers = iter(['{"word": 1', '{"word": "boat"}'])
    engine = ScriptedWriter(lambda r: next(answers))
    session = Session(engine)
    assert session.ask(TASK, Word).word == "boat"
    again = engine.asked[1]
    assert ("LAST ANSWER", '{"word": 1') in again.material and "no JSON object" in again.ask
    assert session.costs()[0].repaired == 1 and session.costs()[0].asked == 2


def test_twice_out_of_order_is_one_line() -> None:
    session = Session(ScriptedWriter(lambda r: '{"word": "much too long a word"}'))
    with pytest.raises(EngineError, match="out of order twice: word: String should have") as caught:
        session.ask(TASK, Word)
    assert "\n" not in str(caught.value)


def test_a_check_refuses_what_a_schema_cannot() -> None:
    def no_boats(answer: Word) -> None:
        if answer.word == "boat":
            raise AnswerError("no boats")

    answers = iter(['{"word": "boat"}', '{"word": "pier"}'])
    session = Session(ScriptedWriter(lambda r: next(answers)))
    assert session.ask(TASK, Word, check=no_boats).word == "pier"


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    said = iter(['{"word": "one"}', "!refused", '{"word": "two"}'])
    engine = ScriptedWriter(lambda r: next(said))
    session = Session(engine, KeptAnswers(tmp_path))
    session.ask(TASK, Word)
    with pytest.raises(EngineError, match="refused"):
        session.ask(TASK, Word, attempt=1)
    again = Session(engine, KeptAnswers(tmp_path))
    assert [again.ask(TASK, Word, attempt=n).word for n in (0, 1)] == ["one", "two"]
    assert len(engine.asked) == 3
    assert (again.costs()[0].kept, again.costs()[0].asked) == (1, 1)


def test_a_damaged_kept_answer_is_asked_for_again(tmp_path: Path) -> None:
    engine = ScriptedWriter(lambda r: '{"word": "one"}')
    Session(engine, KeptAnswers(tmp_path)).ask(TASK, Word)
    (file,) = (tmp_path / ".filmgen" / "answers").rglob("*.json")
    file.write_text("{")
    Session(engine, KeptAnswers(tmp_path)).ask(TASK, Word)
    assert len(engine.asked) == 2


def test_candidates_are_drawn_together_and_counted_once(tmp_path: Path) -> None:
    engine = ScriptedWriter(lambda r: json.dumps({"word": str(r.seed)}))
    session = Session(engine, KeptAnswers(tmp_path))
    drawn = session.draw(TASK, Word, (0, 1, 2))
    assert len(set(drawn)) == 3 == len(engine.asked)
    assert (session.costs()[0].asked, session.costs()[0].kept) == (3, 0)
    assert len(session.exchanges()) == 3
    assert Session(engine, KeptAnswers(tmp_path)).draw(TASK, Word, (0, 1, 2)) == drawn
    assert len(engine.asked) == 3


def test_one_candidate_that_fails_is_left_out_and_all_that_fail_are_an_error() -> None:
    engine = ScriptedWriter(lambda r: "!no" if len(engine.asked) % 2 else '{"word": "yes"}')
    assert len(Session(engine).draw(TASK, Word, (0, 1))) == 1
    with pytest.raises(EngineError, match="no"):
        Session(ScriptedWriter(lambda r: "!no")).draw(TASK, Word, (0, 1))


def test_the_record_says_who_wrote_and_where_it_went() -> None:
    engine = ScriptedWriter(lambda r: '{"word": "one"}', host="api.example.org:443")
    session = Session(engine, seed=7)
    session.ask(TASK, Word)
    record = record_of(session, "scene.fountain")
    assert record.generated and record.host == "api.example.org:443" and record.seed == 7
    assert record.tasks[0].task == "word" and record.tasks[0].prompt_tokens == 10


def test_room_is_what_the_context_leaves() -> None:
    session = Session(ScriptedWriter(lambda r: "", context_tokens=1024))
    more = Task(TASK.name, TASK.rules, TASK.ask, (("logline", "A boat. " * 50),))
    assert 0 < session.room(more) < session.room(TASK) < 1024 - TASK.most_tokens


def test_what_was_out_of_order_twice_is_asked_for_anew_by_the_next_run(tmp_path: Path) -> None:
    said = iter(["no", "nor this", '{"word": "yes"}'])
    engine = ScriptedWriter(lambda r: next(said))
    with pytest.raises(EngineError, match="twice"):
        Session(engine, KeptAnswers(tmp_path)).ask(TASK, Word)
    assert Session(engine, KeptAnswers(tmp_path)).ask(TASK, Word).word == "yes"
    assert len(engine.asked) == 3


LINE = Task("line", "Be brief.", "Write on.", begun="MARA:", stops=("\n",), fresh=True)


def test_a_text_that_is_begun_is_passed_on_and_its_answer_kept(tmp_path: Path) -> None:
    engine = ScriptedWriter(lambda r: f" No, after {r.begun!r}. ")
    assert Session(engine, KeptAnswers(tmp_path)).words(LINE) == "No, after 'MARA:'."
    (asked,) = engine.asked
    assert (asked.begun, asked.stops, asked.fresh, asked.schema) == ("MARA:", ("\n",), True, "")
    again = Session(engine, KeptAnswers(tmp_path))
    assert again.words(LINE) == "No, after 'MARA:'." and len(engine.asked) == 1
    for other in (replace(LINE, begun="TOM:"), replace(LINE, stops=())):
        again.words(other)
    assert len(engine.asked) == 3, "another beginning, or another end, is another answer"


def test_what_is_begun_takes_room() -> None:
    session = Session(ScriptedWriter(lambda r: "", context_tokens=1024))
    assert session.room(replace(LINE, begun="MARA: No.\n" * 20)) < session.room(LINE)

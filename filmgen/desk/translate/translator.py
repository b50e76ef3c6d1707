"""A script translated: glossary first, then batch by batch, what is wrong drawn again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmgen.breakdown.characters import find_cast
from filmgen.breakdown.lexicon import PERSON_NOUNS, singular
from filmgen.desk.numbered import lines_for
from filmgen.desk.translate.batches import Batch, batches, task_of
from filmgen.desk.translate.by_line import translate_by_line
from filmgen.desk.translate.checks import fault, terms_missing
from filmgen.desk.translate.languages import Language, find_language
from filmgen.desk.translate.units import Unit, finished, translated, units_of
from filmgen.errors import ConfigError, EngineError, EngineUnavailable
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.writer import write_fountain
from filmgen.sound.words.language import guess_language
from filmgen.writing.session import Session

_TAG = re.compile(r"^\s*(?:\d{1,3}[.:)]?\s+)?\[[^\]]{0,60}\]\s*")
_REPORTED = re.compile(r"^[^：:]{1,24}[：:]\s*[‘'“\"「](?P<said>.+?)[’'”\"」]$")
"""A speech that a model reports ("Toby问：‘…’") where it was to be translated."""
_GIVE_UP = 4
"""Failures one after another from which on the writer is taken to be gone."""


@dataclass(frozen=True)
class Translated:
    """A translated script.

    Attributes:
        fountain: its text. glossary: names and how they were translated.
        said: by unit. left: units that keep the source's words, with why.
        notes: one line each on what a person should look at.
    """

    fountain: str
    glossary: Mapping[str, str]
    said: Mapping[Unit, str]
    left: Mapping[Unit, str]
    notes: tuple[str, ...]


def language_of(screenplay: Screenplay) -> Language | None:
    """The script's language, by its letters and words; None where it is one we do not know."""
    words = [p.text for s in screenplay.scenes for speech in s.speeches() for p in speech.parts]
    words += [e.text for s in screenplay.scenes for e in s.elements if hasattr(e, "text")]
    try:
        return find_language(guess_language(" ".join(words)[:20000]))
    except ConfigError:
        return None


def translate(screenplay: Screenplay, language: Language, session: Session) -> Translated:
    """Translate everything that is read or spoken.

    Answers are kept by the session: a run that was stopped goes on where it was.

    Raises:
        ConfigError: the script is in that language already.
        EngineUnavailable: the engine cannot be used, or writes from templates.
        EngineError: it failed several times on end.
    """
    if not session.engine.generates:
        raise EngineUnavailable(
            session.engine.name, "it is no language model and translates nothing; name one with "
            "--engine llama, openai or transformers"
        )  # fmt: skip
    source = language_of(screenplay)
    if source is not None and source.code == language.code:
        raise ConfigError("--to", f"the script is in {language.name} already")
    run = _Run(session, source, language)
    names = _names(screenplay)
    units = units_of(screenplay)
    run.begin(len(names) + len(units))
    if language.latin and all(name.isascii() for name in names):
        run.glossary = {name: name for name in names if not _is_role(name)}
    else:
        run.go([Unit("name", name) for name in names])
        run.glossary = {unit.text: said for unit, said in run.said.items() if unit.kind == "name"}
    places = [unit for unit in units if unit.kind == "place"]
    run.go(places)
    run.go([unit for unit in units if unit.kind != "place"])
    session.progress.done()
    turned = translated(screenplay, run.said, language)
    return Translated(
        finished(write_fountain(turned)), run.glossary, run.said, run.left, tuple(run.notes())
    )


def _names(screenplay: Screenplay) -> list[str]:
    """Everybody's name as prose writes it, in the order of appearance."""
    found: dict[str, None] = {}
    for name in find_cast(screenplay).names():
        plain = re.sub(r"\s*#?\d+$", "", name)
        found.setdefault(plain.title() if plain.isupper() and plain.isascii() else plain)
    return [name for name in found if any(c.isalpha() for c in name)]


def _is_role(name: str) -> bool:
    """ "Old Man" is translated, "Toby" stays."""
    return any(singular(word) in PERSON_NOUNS for word in name.lower().split())


class _Run:
    def __init__(self, session: Session, source: Language | None, language: Language) -> None:
        self._session, self._source, self._language = session, source, language
        self.said: dict[Unit, str] = {}
        self.left: dict[Unit, str] = {}
        self.glossary: dict[str, str] = {}
        self._loose: list[str] = []
        self._failures = 0

    def begin(self, count: int) -> None:
        self._session.progress.stage("translate", count)

    def go(self, units: Sequence[Unit]) -> None:
        for batch in batches(units, self._session, self._language, self.glossary):
            self._batch(batch)

    def _batch(self, batch: Batch) -> None:
        """A batch, then what was missing or wrong in it in halves, then line by line."""
        if self._session.engine.step == "line":
            self._batch_by_line(batch)
            return
        wrong = self._asked(batch, 0, {})
        for attempt in (1, 2, 3):
            if not wrong or (attempt > 1 and all(unit.kind == "name" for unit in wrong)):
                break
            size = max(1, len(wrong) // 2) if attempt == 1 else 1
            again: dict[Unit, str] = {}
            for part in _parts(list(wrong), size):
                faults = {unit: wrong[unit] for unit in part if wrong[unit]}
                again |= self._asked(Batch(part, batch.before), attempt, faults)
            wrong = again
        for unit, why in wrong.items():
            if unit.kind != "name":
                self.left[unit] = why or "no answer"

    def _batch_by_line(self, batch: Batch) -> None:
        """A batch as a small model takes it; a unit of it that never comes right is left."""
        source = self._source.name if self._source else ""
        found, wrong, failure = translate_by_line(
            self._session, batch, source, self._language, self.glossary, self.said, self._read
        )
        self.said |= found
        self.left |= {unit: why for unit, why in wrong.items() if unit.kind != "name"}
        self._failures = self._failures + 1 if failure and not found else 0
        if self._failures >= _GIVE_UP:
            raise EngineError(self._session.engine.name, "translate", failure)

    def _read(self, unit: Unit, text: str, attempt: int) -> tuple[str, str]:
        """An answer's words and what is wrong with them."""
        text = _TAG.sub("", text).strip()
        reported = _REPORTED.match(text) if unit.kind == "line" else None
        if reported and not _REPORTED.match(unit.text):
            text = reported["said"]
        return text, self._fault(unit, text, attempt)

    def _asked(self, batch: Batch, attempt: int, faults: Mapping[Unit, str]) -> dict[Unit, str]:
        """Ask once; what is in order is kept. Returns what is not, with why."""
        task = task_of(batch, self._session, self._language, self.glossary, faults)
        try:
            answer = self._session.ask(task, lines_for(len(batch.units)), attempt=attempt)
        except EngineError as error:
            self._failures += 1
            if self._failures >= _GIVE_UP * (1 if len(batch.units) > 1 else 2):
                raise
            return dict.fromkeys(batch.units, str(error)[:200])
        self._failures = 0
        got: dict[int, list[str]] = {}
        for line in answer.lines:
            got.setdefault(line.n, []).append(line.text)
        wrong: dict[Unit, str] = {}
        taken: dict[str, str] = {}
        for n, unit in enumerate(batch.units, 1):
            texts = got.get(n, [])
            if len(texts) != 1:
                wrong[unit] = "it was missing" if not texts else "its number came twice"
                continue
            text, why = self._read(unit, texts[0], attempt)
            if not why and taken.get(text, unit.text) != unit.text and len(unit.text) > 12:
                why = "it is another line's translation"
            if why:
                wrong[unit] = why
                continue
            taken[text] = unit.text
            self.said[unit] = text
        return wrong

    def _fault(self, unit: Unit, text: str, attempt: int) -> str:
        why = fault(unit, text, self._source, self._language, self.glossary)
        if why:
            return why
        missing = terms_missing(unit, text, self.glossary, self._language)
        if missing and attempt < 2:
            return f"it must use {', '.join(missing)}"
        if missing:
            self._loose.append(f"“{unit.text[:60]}”: without {', '.join(missing)}")
        return ""

    def notes(self) -> Iterator[str]:
        for unit, why in self.left.items():
            where = f"scene {unit.scene}" if unit.scene else "before the first scene"
            yield f"{where}: not translated ({why}): “{unit.text[:60]}”"
        for loose in self._loose:
            yield f"name not as in the glossary: {loose}"


def _parts(units: Sequence[Unit], size: int) -> list[tuple[Unit, ...]]:
    return [tuple(units[i : i + size]) for i in range(0, len(units), size)]

"""Units in batches that fit the writer: numbered lines in, the same numbers out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from filmgen.desk.translate.checks import occurs
from filmgen.desk.translate.languages import Language
from filmgen.desk.translate.units import Unit
from filmgen.writing.session import Session, Task

MOST_LINES = {"line": 12, "scene": 30}
"""Lines of a batch, by how much a writer keeps in view."""
_BEFORE = 2
_ANSWER_TOKENS = 2048
_GLOSSARY_MOST = 24


@dataclass(frozen=True)
class Batch:
    """Units asked for together.

    Attributes:
        units: in script order. before: source words that lead up to them, for context only.
    """

    units: tuple[Unit, ...]
    before: tuple[Unit, ...] = ()


def batches(
    units: Sequence[Unit], session: Session, language: Language, glossary: Mapping[str, str]
) -> Iterator[Batch]:
    """Units of one scene at a time, as many as the writer takes well and has room for."""
    most = MOST_LINES[session.engine.step]
    begin = 0
    while begin < len(units):
        end = begin + 1
        while (
            end < len(units)
            and end - begin < most
            and units[end].scene == units[begin].scene
            and _fits(Batch(tuple(units[begin : end + 1])), session, language, glossary)
        ):
            end += 1
        before = tuple(
            u for u in units[max(0, begin - _BEFORE) : begin] if u.scene == units[begin].scene
        )
        yield Batch(tuple(units[begin:end]), before)
        begin = end


def task_of(
    batch: Batch, session: Session, language: Language, glossary: Mapping[str, str],
    faults: Mapping[Unit, str] | None = None,
) -> Task:  # fmt: skip
    """The task `translate`.

    Facts: `language` (ISO 639-1), `lines` ([{n, kind, speaker, text}]), `glossary` (source word
    to translation, of words that stand in these lines).
    """
    terms = terms_of(batch, glossary)
    numbered = [_shown(n, unit) for n, unit in enumerate(batch.units, 1)]
    material = []
    if terms:
        material.append(("glossary", "\n".join(f"{a} = {b}" for a, b in terms.items())))
    if batch.before:
        material.append(("before", "\n".join(u.text for u in batch.before)))
    material.append(("lines", "\n".join(numbered)))
    count = len(batch.units)
    ask = (
        f"Translate the {count} numbered LINES into {language.name}, one answer line for each "
        f"number from 1 to {count}. Only the words after the tag in brackets."
        if count > 1
        else f"Translate line 1 of LINES into {language.name}. Only the words after the tag."
    )
    for n, unit in enumerate(batch.units, 1):
        if faults and unit in faults:
            ask += f" Line {n}: the last try was wrong, {faults[unit]}."
    return Task(
        name="translate",
        rules=rules_of(batch, language, bool(terms), numbered=True),
        ask=ask,
        material=tuple(material),
        facts=facts_of(batch, language, terms),
        most_tokens=_answer_tokens(batch, session),
        temperature=0.3,
    )


SOUNDS = {
    "zh": {"John": "约翰", "Mary": "玛丽", "Baker": "贝克"},
    "ja": {"John": "ジョン", "Mary": "メアリー", "Baker": "ベイカー"},
    "ko": {"John": "존", "Mary": "메리", "Baker": "베이커"},
    "ru": {"John": "Джон", "Mary": "Мэри", "Baker": "Бейкер"},
    "uk": {"John": "Джон", "Mary": "Мері", "Baker": "Бейкер"},
    "el": {"John": "Τζον", "Mary": "Μαίρη", "Baker": "Μπέικερ"},
}
"""Names in other letters: a baker's name is no baker."""


def _name_rules(language: Language) -> str:
    example = ", ".join(f"{a} = {b}" for a, b in SOUNDS.get(language.code, {}).items())
    return (
        f"You write names of characters in {language.name} letters, by their sound"
        f"{f': {example}' if example else ''}. A role, such as guard or old man, is translated."
    )


def rules_of(batch: Batch, language: Language, terms: bool, numbered: bool = False) -> str:
    """How a batch is translated: names by their sound, the rest as it is spoken."""
    if all(unit.kind == "name" for unit in batch.units):
        return _name_rules(language)
    numbers = " keep the line numbers," if numbered else ""
    # A small model that reads of asterisks writes some.
    stressed = numbered or any("*" in unit.text for unit in batch.units)
    stars = " keep words between *asterisks* between asterisks," if stressed else ""
    rules = (
        f"You translate a screenplay into {language.name}. Dialogue is spoken {language.name}: "
        "natural, short, in the speaker's manner. Action stays in the present tense. Translate "
        f"everything, add nothing,{numbers}{stars} write no round brackets."
    )
    if terms:
        rules += " Use the words of GLOSSARY."
    before = numbered and batch.before
    return rules + (" BEFORE is context, not to be translated." if before else "")


def _shown(n: int, unit: Unit) -> str:
    tag = {"line": unit.speaker, "aside": "how it is said", "lyric": "sung",
           "name": "name of a character", "place": "name of a place",
           "heading": "scene heading"}.get(unit.kind, unit.kind)  # fmt: skip
    return f"{n} [{tag}] {unit.text}"


def facts_of(batch: Batch, language: Language, terms: Mapping[str, str]) -> dict[str, Any]:
    """The lines of a batch as values; see `task_of`."""
    lines = [
        {"n": n, "kind": u.kind, "speaker": u.speaker, "text": u.text}
        for n, u in enumerate(batch.units, 1)
    ]
    return {"language": language.code, "lines": lines, "glossary": dict(terms)}


def terms_of(batch: Batch, glossary: Mapping[str, str]) -> dict[str, str]:
    """The glossary as far as a batch has its words."""
    found = {
        name: said
        for name, said in glossary.items()
        if any(occurs(name, unit.text) or name == unit.speaker for unit in batch.units)
    }
    return dict(list(found.items())[:_GLOSSARY_MOST])


def _answer_tokens(batch: Batch, session: Session) -> int:
    count = session.engine.count_tokens
    said = sum(2 * count(unit.text) + 24 for unit in batch.units)
    return max(64, min(_ANSWER_TOKENS, said + 32))


def _fits(batch: Batch, session: Session, language: Language, glossary: Mapping[str, str]) -> bool:
    task = task_of(batch, session, language, glossary)
    return task.most_tokens < _ANSWER_TOKENS and session.room(task) > 256

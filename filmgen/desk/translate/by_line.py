"""Translating with a small model: it goes on with pairs of lines, the source's and its own.

Asked for six numbered lines in a form, a model of 1.5 billion weights mixes them up. Going on
with a text of pairs, it has the last lines before it and one to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from filmgen.desk.translate.batches import SOUNDS, Batch, facts_of, rules_of, terms_of
from filmgen.desk.translate.languages import Language
from filmgen.desk.translate.units import Unit
from filmgen.story.growing import Growing, Piece
from filmgen.writing.session import Session, Task

_TRIES, _WARMER = 3, 0.2
_LEAST_TOKENS = 64
_LATIN_WORD = re.compile(r"[a-z]{3,}")


def translate_by_line(
    session: Session, batch: Batch, source: str, language: Language,
    glossary: Mapping[str, str], said: Mapping[Unit, str],
    read: Callable[[Unit, str, int], tuple[str, str]],
) -> tuple[dict[Unit, str], dict[Unit, str], str]:  # fmt: skip
    """(translations, what has none with why, the engine's failure) of a batch.

    Args:
        source: name of the script's language.
        said: translations so far; those of `batch.before` are shown.
        read: (unit, answer, attempt) to (words, what is wrong with them).
    """
    script = Growing(session, _task(session, batch, language, glossary), tries=_TRIES,
                     warmer=_WARMER)  # fmt: skip
    heads = source or "Source", language.name
    if all(unit.kind == "name" for unit in batch.units):
        for name, sound in SOUNDS.get(language.code, {}).items():
            script.add(_pair(heads, name) + f" {sound}\n")
    for unit in batch.before:
        if unit in said:
            script.add(_pair(heads, unit.text) + f" {said[unit]}\n")
    found: dict[Unit, str] = {}
    wrong: dict[Unit, str] = {}
    for unit in batch.units:
        begun = _pair(heads, unit.text)
        drawn = [0]

        def piece(raw: str, unit: Unit = unit, drawn: list[int] = drawn) -> Piece:
            text, why = read(unit, _unstressed(raw.strip(), unit), drawn[0])
            drawn[0] += 1
            if not why and drawn[0] < _TRIES:
                why = _half_done(text, unit, language)
            return Piece("" if why else text, (why,) if why else ())

        best = script.draw(begun, piece)
        if best.text:
            script.add(f"{begun} {best.text}\n")
            found[unit] = best.text
        else:
            wrong[unit] = script.failure or next(iter(best.faults), "no answer")
    return found, wrong, script.failure


def _unstressed(text: str, unit: Unit) -> str:
    return text if "*" in unit.text else text.replace("*", "")


def _half_done(text: str, unit: Unit, language: Language) -> str:
    """Whether a small word of the source still stands in a text of other letters."""
    left = set() if language.latin else set(_LATIN_WORD.findall(text))
    found = next(iter(left & set(_LATIN_WORD.findall(unit.text))), "")
    return f"{found!r} is not translated" if found else ""


def _pair(heads: tuple[str, str], text: str) -> str:
    return f"{heads[0]}: {' '.join(text.split())}\n{heads[1]}:"


def _task(session: Session, batch: Batch, language: Language, glossary: Mapping[str, str]) -> Task:
    """Task "translate" as a begun text; facts as `batches.task_of`."""
    terms = terms_of(batch, glossary)
    material = (("glossary", "\n".join(f"{a} = {b}" for a, b in terms.items())),) if terms else ()
    longest = max(session.engine.count_tokens(unit.text) for unit in batch.units)
    return Task(
        "translate", rules_of(batch, language, bool(terms)),
        f"Translate a screenplay into {language.name}, line by line.", material,
        facts_of(batch, language, terms), max(_LEAST_TOKENS, 3 * longest), temperature=0.3,
    )  # fmt: skip

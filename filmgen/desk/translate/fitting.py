"""Translated lines against the time the originals take to say."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from filmgen.breakdown.model import ShotList
from filmgen.breakdown.translation import Translation
from filmgen.desk.translate.languages import Language
from filmgen.desk.translate.units import Unit
from filmgen.errors import EngineError
from filmgen.sound.words.timing import speaking_seconds
from filmgen.writing.answer import Answer
from filmgen.writing.session import Session, Task

CLOSE = (0.7, 1.15)
"""Shares of the original's time within which a dub hides the difference (`editorial.dubbing`
speaks up to a fifth faster)."""


@dataclass(frozen=True)
class LineLength:
    """A line of the shot list and its translation.

    Attributes:
        seconds, said_seconds: how long each takes to say, by `sound.words.timing`.
    """

    line_id: str
    character: str
    original: str
    text: str
    seconds: float
    said_seconds: float

    @property
    def ratio(self) -> float:
        return self.said_seconds / self.seconds


class Shorter(Answer):
    """One line said in another length."""

    text: str = Field(min_length=1, max_length=600)


def line_lengths(
    shots: ShotList, matched: Translation, language: Language
) -> tuple[LineLength, ...]:
    """Every line of the shot list that has a translation, in film order."""
    return tuple(
        LineLength(
            line.id, line.character, line.text, matched.texts[line.id],
            round(speaking_seconds(line.text, line.language), 2),
            round(speaking_seconds(matched.texts[line.id], language.code), 2),
        )
        for line in shots.lines()
        if line.id in matched.texts
    )  # fmt: skip


def line_table(lengths: Sequence[LineLength]) -> str:
    """CSV that `filmgen dub` reads: line and text, and what a person wants beside them."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("line", "character", "original", "text", "seconds", "translated_s", "ratio"))
    for row in lengths:
        table.writerow(
            (row.line_id, row.character, row.original, row.text, f"{row.seconds:.2f}",
             f"{row.said_seconds:.2f}", f"{row.ratio:.2f}")
        )  # fmt: skip
    return stream.getvalue()


def fitted(
    said: Mapping[Unit, str], source: str, language: Language, session: Session
) -> dict[Unit, str]:
    """Lines too long or too short for the original's time, said once more; the closest is kept.

    Facts of `translate-fit`: `language`, `original`, `text`, `seconds`, `said_seconds`.
    """
    better: dict[Unit, str] = {}
    for unit, text in said.items():
        if unit.kind not in ("line", "lyric"):
            continue
        aim = speaking_seconds(unit.text, source)
        now = speaking_seconds(text, language.code)
        if CLOSE[0] <= now / aim <= CLOSE[1] or now < 1.2:
            continue
        letters = max(2, round(len(text) * aim / now))
        way = "shorter" if now > aim else "longer"
        task = Task(
            name="translate-fit",
            rules=(
                f"You write dubbing dialogue in {language.name}. The meaning stays, the length "
                "changes. No brackets, no notes."
            ),
            material=(("original", unit.text), ("translation", text)),
            ask=(
                f"Say TRANSLATION {way}, in about {letters} characters, in spoken "
                f"{language.name}, with the meaning of ORIGINAL."
            ),
            facts={"language": language.code, "original": unit.text, "text": text,
                   "seconds": round(aim, 2), "said_seconds": round(now, 2)},
            most_tokens=256,
            temperature=0.4,
        )  # fmt: skip
        try:
            drawn = session.draw(task, Shorter, (0, 1))
        except EngineError:
            continue
        tries = [text, *(" ".join(d.text.split()) for d in drawn)]
        better[unit] = min(
            (t for t in tries if language.own_share(t) >= 0.5 and t.strip("…. ")),
            key=lambda t: abs(speaking_seconds(t, language.code) / aim - 1),
            default=text,
        )
    return better

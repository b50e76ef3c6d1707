"""The report of a feedback run: counts from code, notes with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from filmgen import __version__
from filmgen.desk.feedback.asks import THEMES
from filmgen.desk.feedback.notes import Finding
from filmgen.desk.feedback.reading import Reading
from filmgen.desk.feedback.script_map import ScriptMap
from filmgen.desk.feedback.voices import Voices

GENERAL = "general"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tally(_Part):
    """How those who speak of something feel; a comment counts once in each row it belongs to.

    Attributes:
        name: a theme, a scene's number, a character.
    """

    name: str
    voices: int
    praise: int
    complaint: int
    mixed: int
    neutral: int


class Note(_Part):
    """A note for `filmgen revise --note`, or something to keep.

    Attributes:
        number: 1 is what most ask for.
        scene, character: "" for the whole script, for nobody.
        said: "6 find it too long, 2 find it too short".
        voices, against: how many say so, and how many the opposite.
        comments, against_comments: their ids.
        judged: a model phrased it (large ones) or said what is meant (small ones).
        summary: a model's sentence on what they mean, "" without one.
        left_out: ids that a model found to mean something else.
    """

    number: int
    theme: str
    scene: str
    character: str
    note: str
    said: str
    voices: int
    against: int
    comments: tuple[str, ...]
    against_comments: tuple[str, ...]
    quotes: tuple[str, ...]
    judged: bool = False
    summary: str = ""
    left_out: tuple[str, ...] = ()


class Entry(_Part):
    """One voice as it was read; `sorted_by` is "model" where the words alone did not tell."""

    id: str
    text: str
    author: str
    rating: float | None
    time: str
    language: str
    feeling: Literal["praise", "complaint", "mixed", "neutral"]
    themes: tuple[str, ...]
    scenes: tuple[str, ...]
    characters: tuple[str, ...]
    copies: tuple[str, ...]
    sorted_by: Literal["words", "model"] = "words"


class FeedbackReport(_Part):
    """What an audience said of a script.

    Attributes:
        entries: in the file; `voices` is what is left without spam, empty ones and copies.
        unsorted: ids that belong to no theme; many in languages other than English do.
        rating: mean, 0 to 1, None without ratings.
    """

    document: Literal["filmgen.feedback"] = "filmgen.feedback"
    version: Literal[1] = 1
    filmgen: str = __version__
    script: str
    entries: int
    voices: int
    merged: int
    spam: tuple[str, ...]
    empty: tuple[str, ...]
    unsorted: tuple[str, ...]
    rating: float | None
    languages: dict[str, int]
    feelings: dict[str, int]
    themes: tuple[Tally, ...]
    scenes: tuple[Tally, ...]
    characters: tuple[Tally, ...]
    notes: tuple[Note, ...]
    keep: tuple[Note, ...]
    comments: tuple[Entry, ...]


def make_report(
    script: ScriptMap,
    entries: int,
    voices: Voices,
    readings: Sequence[Reading],
    notes: Sequence[Finding],
    keep: Sequence[Finding],
) -> FeedbackReport:
    """The report of readings; `readings` are those of `voices`, in their order."""
    copies = {voice.comment.id: voice.copies for voice in voices.voices}
    marks = [r.comment.rating for r in readings if r.comment.rating is not None]
    feelings = Counter(r.feeling for r in readings)
    return FeedbackReport(
        script=script.title,
        entries=entries,
        voices=len(readings),
        merged=voices.merged(),
        spam=voices.spam,
        empty=voices.empty,
        unsorted=tuple(r.comment.id for r in readings if not r.points and r.comment.text),
        rating=round(sum(marks) / len(marks), 3) if marks else None,
        languages=dict(Counter(r.language for r in readings).most_common()),
        feelings={name: feelings[name] for name in ("praise", "complaint", "mixed", "neutral")},
        themes=_tallies(readings, [(r, r.themes()) for r in readings], THEMES),
        scenes=_tallies(readings, [(r, scenes_of(r)) for r in readings],
                        [card.number for card in script.scenes], keep_order=True),
        characters=_tallies(readings, [(r, r.pointed.characters) for r in readings],
                            script.characters),
        notes=tuple(_note(number, finding) for number, finding in enumerate(notes, 1)),
        keep=tuple(_note(number, finding) for number, finding in enumerate(keep, 1)),
        comments=tuple(_entry(r, copies[r.comment.id]) for r in readings),
    )  # fmt: skip


def scenes_of(reading: Reading) -> tuple[str, ...]:
    """All scenes a comment speaks of, by pointing or by speaking of the ending."""
    own = (scene for point in reading.points for scene in point.scenes)
    return tuple(dict.fromkeys((*reading.pointed.scenes, *own)))


def _tallies(
    readings: Sequence[Reading],
    rows: Sequence[tuple[Reading, tuple[str, ...]]],
    names: Sequence[str],
    *,
    keep_order: bool = False,
) -> tuple[Tally, ...]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for reading, named in rows:
        for name in named:
            counts[name][reading.feeling] += 1
    tallies = [
        Tally(
            name=name, voices=count.total(), praise=count["praise"],
            complaint=count["complaint"], mixed=count["mixed"], neutral=count["neutral"],
        )
        for name, count in counts.items() if count.total()
    ]  # fmt: skip
    return tuple(tallies if keep_order else sorted(tallies, key=lambda t: -t.voices))


def _note(number: int, finding: Finding) -> Note:
    return Note(
        number=number,
        theme=finding.theme or GENERAL,
        scene=finding.scene,
        character=finding.character,
        note=finding.note,
        said=finding.said,
        voices=len(finding.comments),
        against=len(finding.against),
        comments=finding.comments,
        against_comments=finding.against,
        quotes=finding.shown,
    )


def _entry(reading: Reading, copies: tuple[str, ...]) -> Entry:
    comment = reading.comment
    return Entry(
        id=comment.id, text=comment.text, author=comment.author, rating=comment.rating,
        time=comment.time, language=reading.language, feeling=reading.feeling,
        themes=reading.themes(), scenes=scenes_of(reading),
        characters=reading.pointed.characters, copies=copies,
    )  # fmt: skip

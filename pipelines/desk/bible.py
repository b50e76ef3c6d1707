"""The bible: read by code, judged by a writer engine where one is named, a person's word kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.breakdown.planner import plan_shots
from filmgen.config import Config
from filmgen.desk.bible.document import Bible, Person, dump_bible, read_bible
from filmgen.desk.bible.gathered import bible_by_code, gather
from filmgen.desk.bible.judged import judge
from filmgen.desk.bible.overrides import decided
from filmgen.desk.bible.pages import to_html, to_markdown
from filmgen.desk.reports import report_form
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord, record_of
from pipelines.desk.session import open_session, spare_script, write_with_record

_JUDGED = ("want", "arc", "voice")


@dataclass(frozen=True)
class BibleResult:
    """What `make_bible` leaves behind; `record` where a writer engine was asked."""

    bible: Bible
    file: Path | None
    record: WritingRecord | None
    notes: tuple[str, ...]


def make_bible(
    script: Path,
    out: Path | None = None,
    *,
    config: Config | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> BibleResult:
    """Read a script's characters.

    Args:
        out: .json (OUT/edit/bible.json, or NAME.bible.json beside the script, is followed by the
            film), .md or .html. What a person changed in a .json that is there stays.
        config: with the writer that says want, arc and voice; None asks nobody.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
    """
    spare_script(script, out)
    form = report_form(out) if out is not None else ""
    screenplay = read_screenplay(script)
    shots = plan_shots(screenplay)
    material = gather(screenplay, shots)
    bible = bible_by_code(screenplay, shots, material)
    before = read_bible(out) if out and form == ".json" and out.is_file() else None
    if config is None:
        bible, notes = _kept(bible, before)
        if out is not None:
            write_whole(out, _text(bible, out, "").encode())
        return BibleResult(bible, out, None, notes)
    folder = out.parent if out is not None else Path()
    with open_session(config, folder, seed=seed, progress=progress) as session:
        bible, dropped = judge(bible, material, session)
        bible, kept = _kept(bible, before)
        notes = dropped + kept
        if out is None:
            record = record_of(session, "", _JUDGED, notes)
        else:
            model = session.engine.describe().model if session.engine.generates else "templates"
            record = write_with_record(out, _text(bible, out, model), session, _JUDGED, notes)
        return BibleResult(bible, out, record, notes)


def _text(bible: Bible, out: Path, by: str) -> str:
    form = report_form(out)
    if form == ".json":
        return dump_bible(bible)
    return to_markdown(bible) if form == ".md" else to_html(bible, by)


def _kept(bible: Bible, before: Bible | None) -> tuple[Bible, tuple[str, ...]]:
    """The bible with what a person decided before, and the old sentences where no new ones are."""
    if before is None:
        return bible, ()
    known = {person.name: person for person in before.characters}
    notes: list[str] = []
    people = []
    for person in bible.characters:
        old = known.pop(person.name, None)
        people.append(person if old is None else _merged(person, old, notes))
    for name, old in known.items():
        if decided(old) != decided(Person(name=name)):
            notes.append(f"{name} is not in this draft; kept as decided")
            people.append(old)
    return bible.model_copy(update={"characters": tuple(people)}), tuple(notes)


def _merged(person: Person, old: Person, notes: list[str]) -> Person:
    choice = decided(old)
    changes: dict[str, object] = {}
    for field in ("age_years", "gender", "look"):
        value = getattr(choice, field)
        if value not in (None, ""):
            changes[field] = value
            notes.append(f"{person.name}: {field} kept as decided: {str(value)[:60]}")
    for field in ("want", "arc", "voice"):
        if getattr(person, field) is None and getattr(old, field) is not None:
            changes[field] = getattr(old, field)
    return person.model_copy(update=changes)

"""Translating: the script in another language, the table of lines for the dub, the record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.breakdown.translation import match_translation
from filmgen.config import Config
from filmgen.desk.translate.fitting import LineLength, fitted, line_lengths, line_table
from filmgen.desk.translate.languages import find_language
from filmgen.desk.translate.translator import language_of, translate
from filmgen.desk.translate.units import finished, translated
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.writer import write_fountain
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord
from pipelines.breakdown import plan
from pipelines.desk.session import open_session, spare_script, write_with_record


@dataclass(frozen=True)
class TranslateResult:
    """What `translate_script` leaves behind.

    Attributes:
        script: the translation. lines: CSV of line and text, for `filmgen dub`.
        lengths: every spoken line against the original's time.
        notes: what a person should look at.
    """

    script: Path
    lines: Path
    record: WritingRecord
    lengths: tuple[LineLength, ...]
    notes: tuple[str, ...]


def translate_script(
    script: Path,
    to: str,
    out: Path | None = None,
    *,
    config: Config,
    film: Path | None = None,
    fit: bool = False,
    seed: int = 0,
    progress: Progress | None = None,
) -> TranslateResult:
    """Translate a script; its form, cues and line ids stay.

    Args:
        to: ISO 639-1 code or English name.
        out: a .fountain file; SCRIPT's name with the language in it, in this folder, if None.
        film: a film's folder, whose line ids the table then has.
        fit: lines too long or short for the original's time are said again.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        EngineError: the engine failed several times on end; what is done is kept.
    """
    language = find_language(to)
    screenplay = read_screenplay(script)
    spare_script(script, out)
    target = out or Path(f"{script.stem}.{language.code}.fountain")
    with open_session(config, target.parent, seed=seed, progress=progress) as session:
        result = translate(screenplay, language, session)
        text, notes = result.fountain, list(result.notes)
        if fit:
            source = language_of(screenplay)
            closer = fitted(result.said, source.code if source else "en", language, session)
            said = {**result.said, **closer}
            text = finished(write_fountain(translated(screenplay, said, language)))
        write_whole(target, text.encode())
        shots = plan(script, film)
        matched = match_translation(shots, screenplay, read_screenplay(target))
        notes += [note for note in matched.notes if note not in notes]
        lengths = line_lengths(shots, matched, language)
        lines = target.with_suffix(".lines.csv")
        write_whole(lines, line_table(lengths).encode())
        record = write_with_record(target, text, session, notes=tuple(notes))
        return TranslateResult(target, lines, record, lengths, tuple(notes))

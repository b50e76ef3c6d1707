"""From a logline to a film: the script is written first, into the film's folder."""

from __future__ import annotations

from pathlib import Path

from filmgen.config import Config
from filmgen.progress import Progress, Silent
from filmgen.story.logline import checked_logline
from filmgen.story.model import StoryBrief
from filmgen.writing.record import WritingRecord, changed_since, read_record
from pipelines.desk.write import asked_key, write_script
from pipelines.studio import check_engines

NAME = "script.fountain"


def script_for_film(
    logline: str,
    out: Path,
    *,
    config: Config,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Path, WritingRecord | None]:
    """`out/script.fountain`, with its record if it was written just now.

    A script that the same request wrote in an earlier run is taken as it lies there, a
    person's changes to it included: no engine is opened for it.

    Raises:
        ConfigError, WorkspaceError: the logline, or the script of another one that a person
            changed is in the way.
        EngineUnavailable, EngineError: also where an engine of the film cannot run, which is
            found out before anything is written.
    """
    brief = StoryBrief(checked_logline(logline))
    target = out / NAME
    listener = progress or Silent()
    record = read_record(target)
    if record is not None and target.is_file() and record.asked == asked_key(brief, config, seed):
        if changed_since(target, record):
            listener.note(f"{target} was changed since it was written; the film follows it")
        return target, None
    check_engines(config)
    result = write_script(brief, target, config=config, seed=seed, progress=progress)
    for note in result.notes:
        listener.note(note)
    return target, result.record

"""Writing a script: a logline in; a screenplay, its record and its credit out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filmgen.config import Config
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.progress import Progress
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.fdx_writer import write_fdx
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.writer import write_fountain
from filmgen.story.carry_on import continue_story
from filmgen.story.credit import credited
from filmgen.story.logline import checked_logline
from filmgen.story.model import Story, StoryBrief, Twist
from filmgen.story.scene import write_story
from filmgen.story.twist import propose_twists
from filmgen.workspace import content_key, file_sha256
from filmgen.writing.record import WritingRecord, changed_since, read_record, record_of
from filmgen.writing.session import Session
from pipelines.desk.session import open_session, write_with_record

_ANSWERS = 6
"""Of a scene that goes on by beats: its idea, its plan, four beats."""
_FORMS: dict[str, Callable[[Screenplay], str]] = {
    ".fountain": write_fountain,
    ".spmd": write_fountain,
    ".txt": write_fountain,
    ".fdx": write_fdx,
}


@dataclass(frozen=True)
class WriteResult:
    """What writing leaves behind.

    Attributes:
        script: the file. record: beside it, who wrote it and at what cost.
        new_scenes: numbers of those written now.
    """

    script: Path
    record: WritingRecord
    screenplay: Screenplay
    new_scenes: tuple[str, ...]
    notes: tuple[str, ...]


def write_script(
    brief: StoryBrief,
    out: Path,
    *,
    config: Config,
    seed: int = 0,
    force: bool = False,
    progress: Progress | None = None,
) -> WriteResult:
    """Write a script from a brief. Asked again for the same, kept answers make the same script.

    Args:
        out: .fountain (also .txt) or .fdx.
        force: replace a file that a person wrote or changed.

    Raises:
        ConfigError: a logline that is none, or a name that is no script's.
        WorkspaceError: `out` cannot be written, or is a person's.
        EngineUnavailable, EngineError: see `open_session` and `story.scene.write_story`.
    """
    checked_logline(brief.logline)
    check_target(out, force)
    with open_session(config, out.parent, seed=seed, progress=progress) as session:
        story = write_story(session, brief, config.writing)
        return deliver(story, out, session, asked_key(brief, config, seed))


def continue_script(
    script: Path,
    out: Path,
    *,
    config: Config,
    scenes: int = 1,
    turn: Twist | None = None,
    seed: int = 0,
    force: bool = False,
    progress: Progress | None = None,
) -> WriteResult:
    """Write on at a script's end, from one of its turns if one is chosen.

    Raises:
        ScreenplayError: the script cannot be read; else as `write_script`.
    """
    screenplay = read_screenplay(script)
    check_target(out, force)
    with open_session(config, out.parent, seed=seed, progress=progress) as session:
        whole = session.engine.step == "scene"
        session.progress.stage("write", scenes * (2 if whole else _ANSWERS))
        story = continue_story(session, screenplay, config.writing, scenes=scenes, turn=turn)
        session.progress.done()
        asked = content_key([file_sha256(script), scenes, turn, config.engines.writer, seed])
        return deliver(story, out, session, asked)


def propose_turns(
    script: Path,
    *,
    config: Config,
    folder: Path,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[tuple[Twist, ...], WritingRecord]:
    """Three plot turns to choose from, and what they took.

    Args:
        folder: where the answers are kept, so that a chosen turn is the one that was shown.

    Raises:
        ScreenplayError: the script cannot be read.
        EngineUnavailable, EngineError: see `story.twist.propose_twists`.
    """
    screenplay = read_screenplay(script)
    with open_session(config, folder, seed=seed, progress=progress) as session:
        session.progress.stage("turns", 1)
        turns = propose_twists(session, screenplay)
        session.progress.done()
        return turns, record_of(session, script.name, ("turns",))


def asked_key(brief: StoryBrief, config: Config, seed: int) -> str:
    """A key of what is asked for: the brief, the writer with its options, the seed."""
    name = config.engines.writer
    options = sorted(config.engine_options.get(name, {}).items())
    return content_key([brief, name, options, config.writing.model_dump(mode="json"), seed])


def check_target(out: Path, force: bool) -> None:
    """Refuse a file that may not be written, before anything is asked of a model.

    Raises:
        ConfigError: another kind of file. WorkspaceError: a folder, or a person's work.
    """
    if out.suffix.lower() not in _FORMS:
        raise ConfigError("-o", f"{out.name!r} is no script's name; take NAME.fountain or NAME.fdx")
    if out.is_dir():
        raise WorkspaceError(f"{out} is a folder; name a file in it: {out / 'scene.fountain'}")
    if force or not out.exists():
        return
    record = read_record(out)
    try:
        changed = record is not None and changed_since(out, record)
    except OSError as error:
        raise WorkspaceError(
            f"{out}: cannot be read ({error.strerror}); take another -o"
        ) from error
    # `asked` is told by this command alone: a revision or an adaptation is a person's to keep.
    ours = record is not None and record.asked
    if changed or not ours:
        how = "was changed since it was written" if ours else "was not written by filmgen write"
        raise WorkspaceError(f"{out} {how}; --force replaces it, or name another file with -o")


def deliver(story: Story, out: Path, session: Session, asked: str) -> WriteResult:
    """Write the script in the form its name asks for, with its credit and its record.

    Raises:
        WorkspaceError: it cannot be written.
    """
    numbers = story.new_scenes
    whole = len(numbers) == len(story.screenplay.scenes)
    wrote = ("all",) if whole else numbers
    screenplay = credited(story.screenplay, session.engine, wrote)
    text = _FORMS[out.suffix.lower()](screenplay)
    record = write_with_record(out, text, session, wrote, story.notes, asked=asked)
    return WriteResult(out, record, screenplay, numbers, story.notes)

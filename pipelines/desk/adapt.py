"""Adapting: a script in another form, marked with who wrote its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgen.breakdown.planner import plan_shots
from filmgen.config import Config
from filmgen.desk.adapt.forms import find_form
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.protocol import Adapter, Wishes, source_of
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.writing.record import WritingRecord
from pipelines.desk.session import open_session, spare_script, write_with_record

_BY_CODE = "form and split by filmgen, in the script's own words; no language model wrote this"


@dataclass(frozen=True)
class AdaptResult:
    """What `adapt_script` leaves behind.

    Attributes:
        written, own: sentences by the model, and left in the script's words.
    """

    file: Path
    record: WritingRecord
    written: int
    own: int


def adapt_script(
    script: Path,
    to: str,
    out: Path | None = None,
    *,
    config: Config,
    wishes: Wishes | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> AdaptResult:
    """Adapt a script to series, short, comic, novel, audio or vr.

    Args:
        out: the file; NAME.FORM.md (short: .fountain) in this folder if None.

    Raises:
        ScreenplayError, ConfigError, WorkspaceError, EngineUnavailable: the user's to mend.
        EngineError: the engine failed from the start.
    """
    form = find_form(to)
    spare_script(script, out)
    if out is not None:
        check_name(out, form)
    screenplay = read_screenplay(script)
    target = out or Path(f"{script.stem}.{form.form}{form.suffix}")
    source = source_of(screenplay, plan_shots(screenplay))
    listener = progress or Silent()
    with open_session(config, target.parent, seed=seed, progress=listener) as session:
        pen = Pen(session, source.cast)
        listener.stage("adapt", 1)
        text = form.adapt(source, pen, wishes or Wishes())
        listener.advance(form.form, reused=False)
        listener.done()
        model = session.engine.describe().model
        by = (
            f"form, split and figures by filmgen; {pen.written} sentences by {model}, a language "
            f"model, {pen.own} in the script's own words"
            if pen.written
            else _BY_CODE
        )
        text = _marked(text, by, form.suffix)
        notes = tuple(pen.notes)
        wrote = ("sentences",) if pen.written else ()
        record = write_with_record(target, text, session, wrote, notes)
        return AdaptResult(target, record, pen.written, pen.own)


def check_name(out: Path, form: Adapter) -> None:
    """Refuse a name that is not one of the form's files, before any work.

    Raises:
        ConfigError: it has another ending, or none. WorkspaceError: it is a folder.
    """
    if out.is_dir():
        raise WorkspaceError(
            f"{out} is a folder; name a file in it: {out / form.form}{form.suffix}"
        )
    if out.suffix.lower() != form.suffix:
        better = f"{out.stem}{form.suffix}"
        raise ConfigError(
            "-o", f"{out.name!r}: --to {form.form} writes {form.suffix}; take {better}"
        )


def _marked(text: str, by: str, suffix: str) -> str:
    """The text with who made it: under a Markdown title, or in a note at a Fountain's end."""
    if suffix == ".fountain":
        return f"{text.rstrip()}\n\n[[{by[:1].upper()}{by[1:]}.]]\n"
    head, _, rest = text.partition("\n\n")
    return f"{head}\n\n> {by[:1].upper()}{by[1:]}.\n\n{rest.rstrip()}\n"

"""`filmgen revise` as a call: note, scope, edits, the file written again, and what changed."""

from __future__ import annotations

import contextlib
import difflib
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filmgen.breakdown.cast import Cast
from filmgen.breakdown.characters import find_cast
from filmgen.config import Config
from filmgen.desk.drafts.compare import compare_drafts
from filmgen.desk.drafts.model import DraftDiff
from filmgen.desk.drafts.pairing import compared, cue_of, text_of
from filmgen.desk.revise.edits import Edit, applied, describe, without_marks
from filmgen.desk.revise.mechanics import read_mechanical
from filmgen.desk.revise.notes_file import GivenNote
from filmgen.desk.revise.renaming import Rename, renamed
from filmgen.desk.revise.reviser import revise_scene
from filmgen.desk.revise.scope import Concern, editable, read_concern
from filmgen.desk.revise.source import FountainText, edit_source
from filmgen.errors import ConfigError, EngineError, EngineUnavailable, ScreenplayError
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay, write_fountain
from filmgen.screenplay.fdx_writer import write_fdx
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.revisions import DRAFTS, draft_of, next_draft, read_draft, title_of
from filmgen.workspace import write_whole
from filmgen.writing.record import WritingRecord, record_of
from filmgen.writing.session import Session
from pipelines.desk.session import open_session, write_with_record

Accept = Callable[[str, str, str], bool]
"""Asked before an edit: (where, old words, new words) → whether it is taken."""


@dataclass(frozen=True)
class Revised:
    """A revision that was made.

    Attributes:
        out: the file written; None for a dry run, or where nothing changed.
        data: its bytes.
        diff: what changed.
        draft: the draft whose marks it bears; None where it bears none.
        record: of the writer's work; None where no writer was needed.
        remarks: a line each: scenes that stay as they were, and why.
    """

    out: Path | None
    data: bytes
    after: Screenplay
    diff: DraftDiff
    draft: str | None
    record: WritingRecord | None
    remarks: tuple[str, ...]


def revise_script(
    script: Path,
    notes: Sequence[GivenNote],
    out: Path | None = None,
    *,
    config: Config,
    revision: str = "next",
    date: str = "",
    dry_run: bool = False,
    seed: int = 0,
    accept: Accept | None = None,
    progress: Progress | None = None,
) -> Revised:
    """Change a script as notes ask, one after another, and nothing that they do not concern.

    A note that code can carry out exactly opens no engine. Fountain is edited in place; FDX, and a
    Fountain script asked for as `.fdx` (or the other way), is written anew.

    Raises:
        ScreenplayError: the script cannot be read.
        ConfigError: a note concerns nothing here, or the revision's name is unknown.
        EngineUnavailable: a note takes a writer and the engine is none, or cannot run.
        EngineError: it failed on every scene.
        WorkspaceError: the result cannot be written.
    """
    before = read_screenplay(script)
    draft = choose_draft(revision, before, script)
    target = out or default_out(script, draft)
    form = _form(target)
    work = _Work(script, before, draft, config, target.parent, seed, accept, progress or Silent())
    with contextlib.ExitStack() as stack:
        for note in notes:
            work.carry_out(note, stack)
        if work.failures and not work.changed:
            raise EngineError(config.engines.writer, "revise", work.failures[-1])
        data = work.finish(form, date)
        diff = compare_drafts(before, work.screenplay)
        record = None
        if work.session is not None:
            record = record_of(work.session, target.name, tuple(work.wrote), tuple(work.remarks))
        if dry_run or not work.changed:
            return Revised(None, data, work.screenplay, diff, draft, record, tuple(work.remarks))
        if work.session is not None and work.wrote:
            write_with_record(target, data, work.session, tuple(work.wrote), tuple(work.remarks))
        else:
            write_whole(target, data)
    return Revised(target, data, work.screenplay, diff, draft, record, tuple(work.remarks))


def choose_draft(revision: str, screenplay: Screenplay, script: Path) -> str | None:
    """The draft to mark changes for: "next", "none", or a name.

    Raises:
        ConfigError: no such draft; names the nearest.
    """
    if revision == "none":
        return None
    if revision == "next":
        return next_draft(max(draft_of(screenplay), _fdx_draft(script), key=DRAFTS.index))
    found = read_draft(revision)
    if found is None:
        near = difflib.get_close_matches(revision.casefold(), DRAFTS, 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"drafts are {', '.join(DRAFTS[1:9])} …"
        raise ConfigError("--revision", f"no draft is called {revision!r}; {hint}")
    return None if found == "white" else found


def default_out(script: Path, draft: str | None) -> Path:
    """Beside the script, named for the draft: lamp.fountain, lamp.blue.fountain, lamp.pink …"""
    stem = script.stem
    head, dot, tail = stem.rpartition(".")
    if dot and (tail.replace("-", " ") in DRAFTS or tail == "revised"):
        stem = head
    name = draft.replace(" ", "-") if draft else "revised"
    suffix = script.suffix if script.suffix.lower() in (".fdx", ".fountain") else ".fountain"
    return script.with_name(f"{stem}.{name}{suffix}")


class _Work:
    """The script while notes are carried out on it, one after another."""

    def __init__(
        self, script: Path, screenplay: Screenplay, draft: str | None, config: Config,
        folder: Path, seed: int, accept: Accept | None, progress: Progress,
    ) -> None:  # fmt: skip
        self.screenplay = screenplay
        self.session: Session | None = None
        self.remarks: list[str] = []
        self.wrote: list[str] = []
        self.failures: list[str] = []
        self.changed = False
        self._draft, self._config, self._folder = draft, config, folder
        self._seed, self._accept, self._progress = seed, accept, progress
        self._name = script.name
        head = script.open("rb").read(400).decode("utf-8", "ignore")
        xml = "<FinalDraft" in head or "<?xml" in head
        self._text = None if xml else FountainText(script)
        if draft is not None:  # a later revision's marks replace those of the one before
            if self._text is not None:
                self._text.unmark(draft)
                self.screenplay = self._read()
            else:
                self.screenplay = without_marks(screenplay, draft)

    def carry_out(self, note: GivenNote, stack: contextlib.ExitStack) -> None:
        cast = find_cast(self.screenplay)
        concern = read_concern(note.text, self.screenplay, cast, note.scene)
        mechanical = read_mechanical(concern, self.screenplay, cast, note.scene)
        model = self._config.engines.writer != "outline"
        if mechanical is not None and (mechanical.exact or not model):
            if mechanical.rename is not None:
                self._rename(mechanical.rename, concern, note)
            else:
                self._apply(self._taken(mechanical.edits), concern)
            return
        if not model:
            raise EngineUnavailable(
                "outline", f"{concern.note[:60]!r} takes a writer; without a model only notes such "
                'as "make scene 2 shorter", "rename X to Y", "cut scene 3", "set scene 1 at night" '
                "are carried out; name another with --engine"
            )  # fmt: skip
        self._write(concern, cast, stack)

    def _write(self, concern: Concern, cast: Cast, stack: contextlib.ExitStack) -> None:
        if self.session is None:
            self.session = stack.enter_context(
                open_session(self._config, self._folder, seed=self._seed, progress=self._progress)
            )
        self._progress.stage("revise", len(concern.scenes))
        edits: list[Edit] = []
        for index in concern.scenes:
            scene = self.screenplay.scenes[index - 1]
            positions = editable(concern, scene, cast)
            if not positions:
                continue
            made = revise_scene(self.session, self.screenplay, scene, positions, concern, cast)
            edits += made.edits
            if made.failure:
                self.failures.append(made.failure)
                left = "is not done" if made.edits else "stays as it was"
                self.remarks.append(f"scene {scene.number} {left}: {made.failure}")
            if made.edits:
                self.wrote.append(f"scene {scene.number}")
        self._apply(self._taken(edits), concern)

    def _taken(self, edits: Sequence[Edit]) -> list[Edit]:
        if self._accept is None:
            return list(edits)
        taken = []
        for edit in edits:
            where = f"scene {self.screenplay.scenes[edit.scene - 1].number}"
            if self._accept(where, *describe(edit, self.screenplay)):
                taken.append(edit)
        return taken

    def _apply(self, edits: Sequence[Edit], concern: Concern) -> None:
        if not edits:
            return
        old = self.screenplay
        if self._text is not None:
            edit_source(self._text, old, edits, self._draft)
            self.screenplay = self._read()
            if not any(edit.do == "cut" and edit.at < 0 for edit in edits):
                _check_untouched(old, self.screenplay, frozenset(concern.scenes))
        else:
            self.screenplay = applied(old, edits, self._draft)
        self.changed = True

    def _rename(self, rename: Rename, concern: Concern, note: GivenNote) -> None:
        old = self.screenplay
        scoped = note.scene is not None
        indices = frozenset(concern.scenes if scoped else (s.index for s in old.scenes))
        if self._text is None:
            made = renamed(old, rename, indices)
            marked = [
                Edit(s.index, n, "replace", element=rename.element(e))
                for s in old.scenes if s.index in indices
                for n, e in enumerate(s.elements) if rename.element(e) != e
            ]  # fmt: skip
            headed = {s.index: s.heading for s in made.scenes}
            self.screenplay = replace(
                done := applied(old, marked, self._draft),
                scenes=tuple(replace(s, heading=headed[s.index]) for s in done.scenes),
            )
            self.changed = self.changed or bool(marked)
            return
        for scene in old.scenes:
            if scene.index not in indices:
                continue
            following = old.scenes[scene.index : scene.index + 1]
            last = following[0].heading.lines.first_line - 1 if following else self._text.count()
            for number in range(scene.heading.lines.first_line, last + 1):
                line = self._text.line(number)
                new = rename.text(line)
                if new != line:
                    self._text.rewrite(number, new)
                    self._text.mark(number, self._draft)
                    self.changed = True
        self.screenplay = self._read()

    def finish(self, form: str, date: str) -> bytes:
        """The script's bytes in a form, the draft on its title page."""
        revised = self.changed and self._draft is not None
        if revised and self._draft is not None:
            value = f"{title_of(self._draft)} {date}".strip()
            if self._text is not None:
                self._text.title_entry("Revision", value, bool(self.screenplay.title_page))
                self.screenplay = self._read()
            else:
                page = [(k, v) for k, v in self.screenplay.title_page if k.casefold() != "revision"]
                page.append(("Revision", value))
                self.screenplay = replace(self.screenplay, title_page=tuple(page))
        if form == ".fdx":
            return write_fdx(self.screenplay, draft=self._draft).encode()
        return self._text.data() if self._text else write_fountain(self.screenplay).encode()

    def _read(self) -> Screenplay:
        assert self._text is not None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self._name
            path.write_bytes(self._text.data())
            return replace(read_screenplay(path), path=self.screenplay.path)


def _check_untouched(old: Screenplay, new: Screenplay, scope: frozenset[int]) -> None:
    """A last look before anything is written: scenes outside the scope read as they did.

    Raises:
        ScreenplayError: an edit would have changed more than its scene.
    """

    def face(screenplay: Screenplay, index: int) -> object:
        scene = screenplay.scenes[index - 1]
        return scene.heading.text, [(cue_of(e), text_of(e)) for e in compared(scene.elements)]

    same_count = len(old.scenes) == len(new.scenes)
    if not same_count or any(
        face(old, s.index) != face(new, s.index) for s in old.scenes if s.index not in scope
    ):
        raise ScreenplayError(
            old.path, "the new lines would be read as more than lines of their scene; nothing is "
            "written; try another --seed"
        )  # fmt: skip


def _form(out: Path) -> str:
    suffix = out.suffix.lower()
    if suffix not in (".fountain", ".fdx", ".txt", ".spmd"):
        raise ConfigError("-o", f"{out.name}: a revised script ends in .fountain or .fdx")
    return suffix


def _fdx_draft(script: Path) -> str:
    """The latest draft whose revision marks a Final Draft file has; white for none."""
    with script.open("rb") as stream:
        if b"<FinalDraft" not in stream.read(600):
            return "white"
        stream.seek(0)
        text = stream.read().decode("utf-8", "replace")
    body = text.partition("</Content>")[0]
    used = {int(n) for n in re.findall(r'<Text[^>]*\bRevisionID="(\d{1,3})"', body)} - {0}
    if not used:
        return "white"
    names = re.findall(r'<Revision\b[^>]*\bID="(\d{1,3})"[^>]*\bName="([^"]{1,60})"', text)
    table = {int(number): read_draft(name) for number, name in names}
    return table.get(max(used)) or DRAFTS[min(max(used), len(DRAFTS) - 1)]

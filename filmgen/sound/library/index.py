"""The list of what lies in an effects folder, read once and kept by modification time and size."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from filmgen.errors import ConfigError, TimelineError
from filmgen.sound.library.kinds import category_words, split_cat_id
from filmgen.sound.library.metadata import read_file_words
from filmgen.sound.library.words import tokens

SOUNDS = (".wav", ".w64", ".rf64", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif", ".caf")
_FORMAT = 1
_MOST_NAMED = 3


@dataclass(frozen=True)
class Entry:
    """One sound of a library.

    Attributes:
        name: its path under the library's folder, with "/".
        samples, rate_hz, channels: of the file.
        description: what its tags say, else "".
        tagged_cat_id: the CatID its tags name, else "".
        error: why it cannot be used, else "".
    """

    name: str
    mtime_ns: int
    size: int
    samples: int = 0
    rate_hz: int = 0
    channels: int = 0
    description: str = ""
    tagged_cat_id: str = ""
    error: str = ""

    @property
    def seconds(self) -> float:
        return self.samples / self.rate_hz if self.rate_hz else 0.0

    @cached_property
    def cat_id(self) -> str:
        """The UCS CatID of its name (a user's category after "-" aside), else of its tags."""
        first = PurePosixPath(self.name).stem.partition("_")[0].partition("-")[0].strip()
        return first if split_cat_id(first) else self.tagged_cat_id

    @cached_property
    def title(self) -> str:
        """What the file's name says: of a UCS name its second block, FXName; else all of it."""
        blocks = PurePosixPath(self.name).stem.split("_")
        if len(blocks) > 1 and split_cat_id(blocks[0].partition("-")[0].strip()):
            return f"{blocks[0].partition('-')[2]} {blocks[1]}".strip()
        return " ".join(blocks)

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        return tokens(self.title)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Everything known of it: title, category, the folder it lies in, tags."""
        folder = PurePosixPath(self.name).parent.name
        return (
            *self.title_words,
            *tokens(category_words(self.cat_id)),
            *tokens(folder),
            *tokens(self.description),
        )


def read_index(folder: Path, cache: Path | None) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """What lies in a folder and below it, in order of names.

    Args:
        cache: a folder for what was read before; files unchanged since are not opened again.

    Returns:
        The entries that can be used, and notes: files that cannot be read, named when they
        are first met.

    Raises:
        ConfigError: the folder is not there, is none, or may not be read.
    """
    root = folder.expanduser()
    if not root.is_dir():
        what = "is no folder" if root.exists() else "does not exist"
        raise ConfigError("sound.library", f"{folder} {what}; name the folder of your effects")
    if not os.access(root, os.R_OK | os.X_OK):
        raise ConfigError("sound.library", f"{folder} may not be read")
    record = _record(root, cache)
    before = _read(record)
    entries, fresh = [], []
    for path in _sounds(root):
        name = path.relative_to(root).as_posix()
        try:
            stat = path.stat()
        except OSError:
            continue  # gone since it was listed
        known = before.get(name)
        if known is None or (known.mtime_ns, known.size) != (stat.st_mtime_ns, stat.st_size):
            known = _entry(path, name, stat)
            fresh.append(known)
        entries.append(known)
    if record and ({e.name for e in entries} != set(before) or fresh):
        _write(record, entries)
    usable = tuple(e for e in entries if not e.error)
    return usable, tuple(_notes(root, usable, [e for e in fresh if e.error]))


def _sounds(root: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            # "._x.wav" is what a Mac leaves beside a file on a foreign disk.
            if not name.startswith(".") and Path(name).suffix.lower() in SOUNDS:
                yield Path(folder) / name


def _entry(path: Path, name: str, stat: os.stat_result) -> Entry:
    try:
        said = read_file_words(path)
    except TimelineError as error:
        reason = str(error).removeprefix(f"{path}: ")
        return Entry(name, stat.st_mtime_ns, stat.st_size, error=reason)
    return Entry(
        name,
        stat.st_mtime_ns,
        stat.st_size,
        said.samples,
        said.rate_hz,
        said.channels,
        said.description,
        said.cat_id if split_cat_id(said.cat_id) else "",
    )


def _notes(root: Path, usable: tuple[Entry, ...], broken: list[Entry]) -> Iterator[str]:
    if broken:
        named = "; ".join(f"{e.name} ({e.error})" for e in broken[:_MOST_NAMED])
        more = len(broken) - _MOST_NAMED
        yield f"sound library: left out: {named}" + (f"; and {more} more" if more > 0 else "")
    if not usable:
        yield f"sound library: {root} holds no sounds that can be used; all are made"


def _record(root: Path, cache: Path | None) -> Path | None:
    if cache is None:
        return None
    return cache / f"library-{hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:12]}.json"


def _read(record: Path | None) -> Mapping[str, Entry]:
    if record is None:
        return {}
    try:
        kept = json.loads(record.read_text(encoding="utf-8"))
        if kept["format"] != _FORMAT:
            return {}
        return {row["name"]: Entry(**row) for row in kept["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(record: Path, entries: list[Entry]) -> None:
    """Kept for the next run; where it cannot be, the next run reads the folder again."""
    text = json.dumps({"format": _FORMAT, "files": [asdict(e) for e in entries]})
    part = record.with_name(f".{record.name}.{uuid.uuid4().hex[:8]}")
    with contextlib.suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(record)
        finally:
            part.unlink(missing_ok=True)

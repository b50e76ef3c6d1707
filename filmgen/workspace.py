"""The output folder: every asset under the hash of its request, written once, never half.

Layout of an output folder OUT:

    OUT/.filmgen/store/ab/abcd…/   one asset: its files and `asset.json` (provenance)
    OUT/.filmgen/finished.json     what the last finished run published and used
    OUT/.filmgen/publishing        what was published since, for the run that follows a killed one
    OUT/frames/… dialogue/… …      the same files under names for people (hard links)
    OUT/edit/                      what a person made; nothing here is ever changed or deleted

An asset is made in a scratch folder and moved into the store by one rename, so a run
killed at any moment leaves finished assets or nothing. Published names are links to the
store's files, replaced by rename; a delivered version that is kept (`keep_version`) is a
tree of such links and costs no space.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from filmgen.errors import WorkspaceError

FORMAT = 1
_HOUSE = ".filmgen"


def canonical(value: Any) -> Any:
    """Reduce a request to plain JSON values, the same for equal requests everywhere.

    Dataclasses become objects that name their type; fractions and enums become text;
    floats are rounded to 9 significant digits, so that the last bit of another
    machine's arithmetic is no new request.

    Raises:
        TypeError: a value that has no stable form (a path, an array, a function).
    """
    if value is None or (isinstance(value, (bool, int, str)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        body = {f.name: canonical(getattr(value, f.name)) for f in fields(value)}
        return {"type": type(value).__name__, **body}
    if isinstance(value, Mapping):
        return {str(k): canonical(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [canonical(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted(canonical(v) for v in value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def content_key(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hex digits."""
    text = json.dumps(canonical(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class Provenance:
    """Where an asset comes from; part of the manifest."""

    medium: str
    engine: str
    model: str
    revision: str
    licence: str
    seed: int | None
    request: Any


@dataclass(frozen=True)
class StoredFile:
    name: str
    sha256: str
    bytes: int
    mtime_ns: int


@dataclass(frozen=True)
class Asset:
    """A finished asset in the store.

    Attributes:
        key: hash of its whole request.
        seconds, cpu_s: wall and CPU time it took to make, once.
        notes: what its maker reported (lengths, measures), JSON values.
    """

    key: str
    folder: Path
    provenance: Provenance
    files: tuple[StoredFile, ...]
    seconds: float
    cpu_s: float
    notes: Mapping[str, Any]

    def path(self, name: str) -> Path:
        return self.folder / name


class Workspace:
    """One output folder, held by one run at a time.

    Args:
        out: the folder; made if absent.
        edit: where a person's own files lie, `out/edit` if None.
    """

    def __init__(self, out: Path, edit: Path | None = None) -> None:
        self.out = out.absolute()
        self.edit = (edit or out / "edit").absolute()
        self.house = self.out / _HOUSE
        self._store = self.house / "store"
        self._scratch = self.house / "scratch"
        self._record = self.house / "finished.json"
        self._journal = self.house / "publishing"

    # -- holding the folder -------------------------------------------------------

    @contextlib.contextmanager
    def held(self, on_wait: Callable[[str], None] | None = None) -> Iterator[Workspace]:
        """Hold the folder for this run; a second run waits until the first is done.

        Args:
            on_wait: told once, in one line, when another run holds the folder.

        Raises:
            WorkspaceError: the folder cannot be made or written, or was made by a newer
                filmgen.
        """
        from filelock import FileLock, Timeout

        with explained(self.out):
            for folder in (self._store, self._scratch):
                folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.house / "lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if on_wait:
                    on_wait(f"another run is working in {self.out}; waiting for it to finish")
                lock.acquire()
        try:
            with explained(self.out):
                self._check_format()
                self._sweep_scratch()
            yield self
        finally:
            lock.release()

    def _check_format(self) -> None:
        marker = self.house / "format"
        if marker.exists():
            found = marker.read_text().strip()
            if found != str(FORMAT):
                raise WorkspaceError(
                    f"{self.out}: made by another filmgen (workspace format {found}, this one "
                    f"writes {FORMAT}); choose another -o folder"
                )
        else:
            self.write_text(marker, f"{FORMAT}\n")

    def _sweep_scratch(self) -> None:
        for leftover in self._scratch.iterdir():
            shutil.rmtree(leftover, ignore_errors=True)

    # -- the store ----------------------------------------------------------------

    def find(self, key: str) -> Asset | None:
        """The finished asset under this key, or None if it is absent or was damaged.

        A file whose size or time changed since it was stored is hashed again; one whose
        bytes changed makes the asset count as absent, so that it is made anew.
        """
        folder = self._folder(key)
        try:
            record = json.loads((folder / "asset.json").read_text())
            files = tuple(StoredFile(**f) for f in record["files"])
            for file in files:
                path = folder / file.name
                stat = path.stat()
                if stat.st_size == file.bytes and stat.st_mtime_ns == file.mtime_ns:
                    continue
                if stat.st_size != file.bytes or file_sha256(path) != file.sha256:
                    return None
                os.utime(path, ns=(file.mtime_ns, file.mtime_ns))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Asset(
            key,
            folder,
            Provenance(**record["provenance"]),
            files,
            record["seconds"],
            record["cpu_s"],
            record["notes"],
        )

    def scratch_folder(self) -> Path:
        """A new empty folder to make an asset in; swept away if the run dies."""
        folder = self._scratch / uuid.uuid4().hex
        with explained(self.out):
            folder.mkdir(parents=True)
        return folder

    def commit(
        self,
        key: str,
        scratch: Path,
        provenance: Provenance,
        seconds: float,
        cpu_s: float,
        notes: Mapping[str, Any] | None = None,
    ) -> Asset:
        """Move a finished scratch folder into the store.

        Raises:
            WorkspaceError: the disk is full or the folder unwritable; nothing is left behind.
        """
        folder = self._folder(key)
        with explained(self.out):
            files = []
            for path in sorted(p for p in scratch.rglob("*") if p.is_file()):
                stat = path.stat()
                name = path.relative_to(scratch).as_posix()
                files.append(StoredFile(name, file_sha256(path), stat.st_size, stat.st_mtime_ns))
            record = {
                "format": FORMAT,
                "key": key,
                "provenance": canonical_fields(provenance),
                "files": [canonical_fields(f) for f in files],
                "seconds": round(seconds, 4),
                "cpu_s": round(cpu_s, 4),
                "notes": canonical(notes or {}),
            }
            self.write_text(scratch / "asset.json", json.dumps(record, ensure_ascii=False))
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():  # damaged, or made twice
                shutil.rmtree(folder)
            scratch.replace(folder)
        return Asset(key, folder, provenance, tuple(files), seconds, cpu_s, dict(notes or {}))

    def make(
        self,
        key: str,
        provenance: Provenance,
        produce: Callable[[Path], Mapping[str, Any] | None],
    ) -> tuple[Asset, bool]:
        """The asset under `key`, made by `produce(folder)` if it is not there.

        Returns:
            The asset, and whether it was reused.
        """
        found = self.find(key)
        if found:
            return found, True
        scratch = self.scratch_folder()
        started, started_cpu = time.perf_counter(), time.process_time()
        try:
            with explained(self.out):
                notes = produce(scratch)
            seconds, cpu_s = time.perf_counter() - started, time.process_time() - started_cpu
            return self.commit(key, scratch, provenance, seconds, cpu_s, notes), False
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise

    def _folder(self, key: str) -> Path:
        return self._store / key[:2] / key

    def keys(self) -> tuple[str, ...]:
        """Keys of everything in the store."""
        return tuple(sorted(p.name for p in self._store.glob("??/*") if p.is_dir()))

    def forget(self, key: str) -> None:
        """Remove one asset from the store; published links to its files stay valid."""
        shutil.rmtree(self._folder(key), ignore_errors=True)

    def clear(self, *, everything: bool = False) -> tuple[int, int]:
        """Remove the assets that the last finished runs did not use.

        Kept versions stay whole: their files are links of their own.

        Args:
            everything: remove all that was generated, published files and kept versions
                too. The edit folder stays, and with it what binds its files to their shots.

        Returns:
            How many assets were removed, and the bytes of their files.
        """
        used = {key for run in self._finished().values() for key in run.get("keys", ())}
        removed = freed = 0
        for key in self.keys():
            if key in used and not everything:
                continue
            freed += sum(p.stat().st_size for p in self._folder(key).rglob("*") if p.is_file())
            removed += 1
            self.forget(key)
        if everything:
            for tree in {"", *self._finished()}:
                self.finish(tree, (), ())
            shutil.rmtree(self.out / "versions", ignore_errors=True)
            self._record.unlink(missing_ok=True)
        return removed, freed

    # -- writing small files ------------------------------------------------------

    def write_text(self, path: Path, text: str) -> None:
        """Write a text file whole or not at all."""
        self.write_bytes(path, text.encode())

    def write_bytes(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all."""
        write_whole(path, data)

    # -- names for people ---------------------------------------------------------

    def publish(self, name: str, source: Path) -> Path:
        """Show a stored file under `name` in the output folder, replacing what is there."""
        target = self.out / name
        if _one_file(target, source):  # thousands of these in a run that changes nothing
            return target
        with explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(f"{name}\n")
            part = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
            try:
                try:
                    os.link(source, part)
                except OSError:  # another file system, or one without links
                    shutil.copy2(source, part)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        return target

    def published(self, tree: str) -> tuple[str, ...]:
        """Names published by the last finished run of a tree ("" or "preview")."""
        return tuple(self._finished().get(tree, {}).get("names", ()))

    def finish(self, tree: str, names: Collection[str], keys: Collection[str]) -> None:
        """Record what a finished run published and used; remove what earlier ones published.

        Only names this class published itself are ever removed, those of a killed run included.
        """
        kept = set(names)
        elsewhere = {n for t in self._finished() if t != tree for n in self.published(t)}
        for name in {*self.published(tree), *self._published_since()} - kept - elsewhere:
            path = self.out / name
            if self.edit not in path.parents:
                path.unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    for parent in path.parents:
                        if parent == self.out:
                            break
                        parent.rmdir()
        record = self._finished() | {tree: {"names": sorted(kept), "keys": sorted(set(keys))}}
        self.write_text(self._record, json.dumps(record, indent=0))
        self._journal.unlink(missing_ok=True)

    def extend(self, tree: str, names: Collection[str], keys: Collection[str]) -> None:
        """Record what a run added to a tree it did not make anew; removes nothing of it."""
        before = self._finished().get(tree, {})
        self.finish(tree, {*before.get("names", ()), *names}, {*before.get("keys", ()), *keys})

    def _published_since(self) -> tuple[str, ...]:
        """Names published after the last run that finished."""
        try:
            return tuple(self._journal.read_text(encoding="utf-8").splitlines())
        except OSError:
            return ()

    def _finished(self) -> dict[str, dict[str, Any]]:
        try:
            record: dict[str, dict[str, Any]] = json.loads(self._record.read_text())
        except (OSError, ValueError):
            return {}
        return record

    # -- versions -----------------------------------------------------------------

    def keep_version(self) -> str | None:
        """Keep the delivered files under `versions/vNNN`; None if nothing was delivered yet.

        Boards and model sheets made beside the film are kept with it; previews are not.

        A run that was killed after it kept a version finds it kept: the next one keeps no
        second copy of the same delivery.
        """
        record = self._finished()
        kept = record.get("", {}).get("kept")
        if kept and (self.out / "versions" / kept).is_dir():
            return str(kept)
        names = [n for n in self.published("") if (self.out / n).exists()]
        if not names:
            return None
        beside = {n for tree in record if tree not in ("", "preview") for n in self.published(tree)}
        names += sorted(n for n in beside - set(names) if (self.out / n).exists())
        version = f"v{self.version():03d}"
        final = self.out / "versions" / version
        part = final.with_name(f".{version}.part")
        with explained(final):
            shutil.rmtree(part, ignore_errors=True)
            for name in names:
                target = part / name
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(self.out / name, target)
                except OSError:
                    shutil.copy2(self.out / name, target)
            part.replace(final)
        record[""]["kept"] = version
        self.write_text(self._record, json.dumps(record, indent=0))
        return version

    def version(self) -> int:
        """Number of the version now in the output folder, 1 for the first."""
        kept = (self.out / "versions").glob("v[0-9]*")
        return 1 + max((int(p.name[1:]) for p in kept if p.name[1:].isdigit()), default=0)


def _one_file(target: Path, source: Path) -> bool:
    """Whether both names are there and lead to the same file."""
    try:
        return os.path.samestat(target.stat(), source.stat())
    except OSError:
        return False


def canonical_fields(value: Any) -> dict[str, Any]:
    """A dataclass's fields as JSON values, without the type's name."""
    body = canonical(value)
    del body["type"]
    return dict(body)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into one line that names the way out."""
    try:
        yield
    except OSError as error:
        reason = {
            errno.ENOSPC: "the disk is full; free some space and run again, finished assets stay",
            errno.EDQUOT: "the disk quota is used up; free some space and run again",
            errno.EACCES: "not writable; choose another -o folder",
            errno.EPERM: "not writable; choose another -o folder",
            errno.EROFS: "a read-only file system; choose another -o folder",
            errno.ENOTDIR: "a part of the path is a file; choose another -o folder",
            errno.ENOENT: "cannot be made there; choose another -o folder",
            errno.EISDIR: "is a folder; name a file in it",
            errno.EEXIST: "a file of that name is in the way; choose another -o folder",
        }.get(error.errno or 0)
        if reason is None:
            raise
        raise WorkspaceError(f"{path}: {reason}") from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, its folder made where it is absent.

    Raises:
        WorkspaceError: the disk is full or the folder unwritable.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def seed_from(*parts: Any) -> int:
    """A seed, 0 to 2**31 - 1, that depends on all parts and nothing else."""
    return int(content_key(list(parts))[:8], 16) & 0x7FFF_FFFF

"""Answers that are kept: what a writer has written once is never asked for twice.

One JSON file an answer, in `.filmgen/answers` beside what is written, under the hash of the
engine and the whole request. Keys of endpoints are in neither.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from filmgen.engines.protocols import EngineInfo, Writing, WritingRequest
from filmgen.workspace import content_key, explained, write_whole


class KeptAnswers:
    """The answers of one output folder.

    Args:
        folder: the folder that the result goes to; made by `prepare`, or for the first answer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / ".filmgen" / "answers"

    def prepare(self) -> None:
        """Make the folder, so that one that cannot be written is told before anything is asked.

        Raises:
            WorkspaceError: it cannot be written; names the folder of the result.
        """
        with explained(self._folder.parents[1]):
            self._folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self._folder).close()

    def close(self) -> None:
        """Leave no empty folder behind: a refusal should leave nothing."""
        for folder in (self._folder, self._folder.parent):
            with contextlib.suppress(OSError):  # not empty, or not there
                folder.rmdir()

    def find(self, engine: EngineInfo, request: WritingRequest) -> Writing | None:
        """The answer to this very request by this very engine; None if absent or damaged."""
        try:
            return Writing(**json.loads(self._path(engine, request).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, engine: EngineInfo, request: WritingRequest, writing: Writing) -> None:
        """Keep an answer, whole or not at all.

        Raises:
            WorkspaceError: the folder cannot be written.
        """
        path = self._path(engine, request)
        write_whole(path, json.dumps(asdict(writing), ensure_ascii=False).encode())

    def forget(self, engine: EngineInfo, request: WritingRequest) -> None:
        """Drop an answer that nothing could be made of, so that a re-run asks again."""
        with explained(self._folder):
            self._path(engine, request).unlink(missing_ok=True)

    def _path(self, engine: EngineInfo, request: WritingRequest) -> Path:
        key = content_key([engine, request])
        return self._folder / key[:2] / f"{key}.json"

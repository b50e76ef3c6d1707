"""Comparing a script with a folder: portraits, vectors, kept vectors, the ranking."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmgen.desk.shelf import read_library
from filmgen.desk.similar import minilm, ngrams
from filmgen.desk.similar.model import Similar
from filmgen.desk.similar.nearest import Compared, rank
from filmgen.desk.similar.portrait import Portrait, portrait_of
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.progress import Progress, Silent
from filmgen.screenplay.model import Screenplay
from filmgen.wording import language_name
from filmgen.workspace import content_key, write_whole

BY = ("both", "theme", "style")


@dataclass(frozen=True)
class KeptVectors:
    """Vectors by their texts, one file a script, in `.filmgen/vectors` of the output folder."""

    folder: Path

    def find(self, key: str) -> NDArray[np.float32] | None:
        """Kept vectors; None if absent or damaged."""
        try:
            data = np.load(io.BytesIO(self._path(key).read_bytes()), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return data if data.dtype == np.float32 and data.ndim == 2 else None

    def keep(self, key: str, vectors: NDArray[np.float32]) -> None:
        """Keep vectors, whole or not at all.

        Raises:
            WorkspaceError: the folder cannot be written.
        """
        buffer = io.BytesIO()
        np.save(buffer, vectors, allow_pickle=False)
        write_whole(self._path(key), buffer.getvalue())

    def _path(self, key: str) -> Path:
        return self.folder / ".filmgen" / "vectors" / key[:2] / f"{key}.npy"


def find_similar(
    screenplay: Screenplay,
    path: Path,
    folder: Path,
    *,
    top: int = 5,
    by: str = "both",
    vectors: str = "auto",
    kept: KeptVectors | None = None,
    progress: Progress | None = None,
) -> Similar:
    """The nearest scripts of a folder.

    Args:
        by: what they are ranked by, one of `BY`.
        vectors: "minilm", "ngrams", or "auto": MiniLM where it is installed and the script is
            in English, which is what it was trained on; the answer says which it was.
        kept: where vectors of the model are kept; the library's own folder is never written to.

    Raises:
        ConfigError: a `by` or `vectors` there is not, or `top` below 1.
        EngineUnavailable: MiniLM was asked for and cannot run.
        WorkspaceError: the folder is none, or holds no script that could be read.
    """
    if by not in BY:
        raise ConfigError("--by", f"{by!r} is none of {', '.join(BY)}")
    if vectors not in ("auto", "minilm", "ngrams"):
        raise ConfigError("--vectors", f"{vectors!r} is none of auto, minilm, ngrams")
    if top < 1:
        raise ConfigError("--top", f"{top} is less than 1")
    progress = progress or Silent()
    ours = portrait_of(screenplay)
    use, why = _choose(vectors, ours.language)
    model = minilm.MiniLM() if use == "minilm" else None
    found: list[tuple[str, Portrait, NDArray[np.float32], str]] = []
    skipped: list[tuple[str, str]] = []
    own = _raw(ours, model, kept)
    for entry in read_library(folder, progress):
        if entry.screenplay is None:
            skipped.append((entry.name, entry.why))
            continue
        portrait = portrait_of(entry.screenplay)
        same = "the same file" if _same(path, entry.path) else ""
        found.append((entry.name, portrait, _raw(portrait, model, kept), same))
    if not found:
        raise WorkspaceError(f"{folder}: not one of its {len(skipped)} scripts could be read")
    tables = [own, *(table for _, _, table, _ in found)]
    if model is None:
        tables = ngrams.weighted(tables)
    others = [
        Compared(name, portrait, table, same)
        for (name, portrait, _, same), table in zip(found, tables[1:], strict=True)
    ]
    ranked = rank(Compared(path.name, ours, tables[0]), others, by)
    return Similar(
        title=ours.title,
        file=path.name,
        folder=folder.name,
        others=sum(not other.same for other in others),
        vectors=f"{minilm.MODEL} (int8, ONNX Runtime)" if model else "character n-grams",
        why_vectors=why,
        by=by,
        nearest=tuple(ranked[:top]),
        skipped=tuple(skipped),
    )


def _choose(vectors: str, language: str) -> tuple[str, str]:
    """(what is used, why not the model in one line)."""
    if vectors != "auto":
        return vectors, ""
    if language != "en":
        name = language_name(language)
        return "ngrams", f"{minilm.MODEL} knows English; this script is in {name}"
    why = minilm.missing()
    return ("ngrams", f"{minilm.MODEL}: {why}") if why else ("minilm", "")


def _raw(
    portrait: Portrait, model: minilm.MiniLM | None, kept: KeptVectors | None
) -> NDArray[np.float32]:
    """Vectors of the pieces: the model's own, or counts that are weighted later."""
    texts = [piece.text for piece in portrait.pieces]
    if model is None:
        return ngrams.counts(texts)
    key = content_key([minilm.MODEL, minilm.REVISION, texts])
    vectors = kept.find(key) if kept else None
    if vectors is None or len(vectors) != len(texts):
        vectors = model.vectors(texts)
        if kept:
            kept.keep(key, vectors)
    return vectors


def _same(a: Path, b: Path) -> bool:
    try:
        return a.resolve() == b.resolve() or a.read_bytes() == b.read_bytes()
    except OSError:
        return False

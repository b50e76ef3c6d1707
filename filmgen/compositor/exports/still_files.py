"""Pictures as files for other departments: PNG or JPEG, and a list of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import cv2

from filmgen.compositor.encode.space import scratch_beside
from filmgen.errors import TimelineError
from filmgen.media import ByteArray

INDEX = "stills.csv"
_PNG_LEVEL = 3
"""zlib's: beyond it, files of drawn pictures shrink by percents and take twice as long."""


def picture_bytes(rgb: ByteArray, jpeg: int | None = None) -> bytes:
    """A picture as PNG, or as JPEG of quality 1 to 100 with its full chroma.

    Raises:
        TimelineError: it cannot be encoded (no pixels, more than the format holds).
    """
    options = [cv2.IMWRITE_PNG_COMPRESSION, _PNG_LEVEL]
    if jpeg is not None:
        full = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
        options = [cv2.IMWRITE_JPEG_QUALITY, jpeg, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, full]
    kind = ".png" if jpeg is None else ".jpg"
    done, encoded = cv2.imencode(kind, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), options)
    if not done:
        raise TimelineError(f"a picture of {rgb.shape[1]}x{rgb.shape[0]} cannot be written")
    return bytes(encoded.tobytes())


@contextmanager
def appearing_together(folder: Path) -> Iterator[Path]:
    """A scratch folder whose files take their places in `folder` if the block ends well.

    Other files in `folder` are left alone.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    with scratch_beside(folder / INDEX) as scratch:
        yield scratch
        for path in sorted(scratch.iterdir()):
            path.replace(folder / path.name)


def listed(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of a folder's list by file name, of files that are there; empty without a list."""
    try:
        text = (folder / INDEX).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = {row.get("file") or "": row for row in csv.DictReader(io.StringIO(text))}
    return {
        name: row
        for name, row in rows.items()
        if name and Path(name).name == name and (folder / name).is_file()
    }


def write_list(path: Path, rows: Iterable[Mapping[str, str]], columns: tuple[str, ...]) -> None:
    """Write a list of stills (RFC 4180, UTF-8, LF); columns a row lacks stay empty."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")

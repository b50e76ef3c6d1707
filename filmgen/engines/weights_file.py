"""What a safetensors file holds, from its header alone: nothing heavy is imported or read.

The format: eight bytes of length, little-endian, then that many bytes of JSON that give each
tensor's type, shape and place in the bytes that follow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MOST_HEADER_BYTES = 100_000_000


def tensor_shapes(path: Path) -> Mapping[str, tuple[int, ...]]:
    """Shapes of all tensors by name.

    Raises:
        ValueError: no safetensors file, or one that was cut off; says which.
        OSError: it cannot be opened.
    """
    header, length = _header(path)
    size = path.stat().st_size
    try:
        tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
        shapes = {name: tuple(map(int, entry["shape"])) for name, entry in tensors.items()}
        end = max((int(entry["data_offsets"][1]) for entry in tensors.values()), default=0)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a safetensors file") from error
    if size < 8 + length + end:
        raise ValueError(f"cut off: {size} bytes of {8 + length + end}")
    return shapes


def header_notes(path: Path) -> Mapping[str, str]:
    """What was written beside the tensors: safetensors' metadata, texts by name.

    Raises:
        ValueError, OSError: as `tensor_shapes`.
    """
    notes = _header(path)[0].get("__metadata__", {})
    if not isinstance(notes, dict):
        raise ValueError("not a safetensors file")
    return {str(name): str(text) for name, text in notes.items()}


def _header(path: Path) -> tuple[Mapping[str, Any], int]:
    """The header and its length in bytes."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= _MOST_HEADER_BYTES:
            raise ValueError("not a safetensors file")
        raw = stream.read(length)
    if len(raw) < length:
        raise ValueError(f"cut off: {size} bytes hold only a part of its header")
    try:
        header = json.loads(raw)
    except ValueError as error:
        raise ValueError("not a safetensors file") from error
    if not isinstance(header, dict):
        raise ValueError("not a safetensors file")
    return header, length

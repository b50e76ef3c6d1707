"""OpenEXR files of one premultiplied RGBA picture in half floats: what a compositing room expects.

Written and read here because the OpenCV wheels are built without OpenEXR. Scan lines, ZIP
compression in blocks of 16, and a data window cropped to where the picture is not empty, so that
a small flame in a large plate costs what the flame costs. After the OpenEXR File Layout
document of the Academy Software Foundation.
"""

from __future__ import annotations

import struct
import zlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.errors import WorkspaceError

_MAGIC = 20000630
_CHANNELS = "ABGR"  # the file keeps channels in alphabetical order
_HALF, _ZIP, _BLOCK_ROWS = 1, 3, 16
# BT.709 primaries and D65, as the standard attribute "chromaticities" holds them
_BT709 = struct.pack("<8f", 0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)


def encode_exr(rgba: NDArray[np.float16], *, rate: Fraction | None = None) -> bytes:
    """One frame, float16 (H, W, 4) premultiplied linear, as the bytes of an .exr file."""
    height, width = rgba.shape[:2]
    x0, y0, x1, y1 = _content_box(rgba)
    picture = rgba[y0 : y1 + 1, x0 : x1 + 1, ::-1]  # to A, B, G, R
    header = _header((width, height), (x0, y0, x1, y1), rate)
    blocks = []
    for row in range(0, picture.shape[0], _BLOCK_ROWS):
        rows = np.ascontiguousarray(picture[row : row + _BLOCK_ROWS].transpose(0, 2, 1))
        packed = _compress(rows.astype("<f2", copy=False).tobytes())
        blocks.append(struct.pack("<ii", y0 + row, len(packed)) + packed)
    position = len(header) + 8 * len(blocks)
    offsets = []
    for block in blocks:
        offsets.append(position)
        position += len(block)
    return b"".join((header, struct.pack(f"<{len(blocks)}Q", *offsets), *blocks))


def decode_exr(data: bytes, name: str = "exr") -> NDArray[np.float16]:
    """The picture of a file this module wrote, float16 (H, W, 4) at display size.

    Raises:
        WorkspaceError: not such a file.
    """
    try:
        return _decode(data)
    except (struct.error, KeyError, ValueError, IndexError, zlib.error) as error:
        raise WorkspaceError(
            f"{name}: not a half-float RGBA ZIP scan-line EXR ({error}); write the plate again"
        ) from error


def read_exr(path: Path) -> NDArray[np.float16]:
    """`decode_exr` of a file."""
    return decode_exr(path.read_bytes(), str(path))


def _content_box(rgba: NDArray[np.float16]) -> tuple[int, int, int, int]:
    """Inclusive box of what is not exactly 0; one pixel if all is."""
    filled = rgba.view(np.uint64)[..., 0] != 0
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    if not rows.size:
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def _header(size: tuple[int, int], box: tuple[int, int, int, int], rate: Fraction | None) -> bytes:
    channels = b"".join(
        c.encode() + b"\0" + struct.pack("<iB3xii", _HALF, 0, 1, 1) for c in _CHANNELS
    )
    display = struct.pack("<4i", 0, 0, size[0] - 1, size[1] - 1)
    attributes = [
        ("channels", "chlist", channels + b"\0"),
        ("chromaticities", "chromaticities", _BT709),
        ("compression", "compression", bytes([_ZIP])),
        ("dataWindow", "box2i", struct.pack("<4i", *box)),
        ("displayWindow", "box2i", display),
        ("lineOrder", "lineOrder", b"\0"),
        ("pixelAspectRatio", "float", struct.pack("<f", 1.0)),
        ("screenWindowCenter", "v2f", struct.pack("<2f", 0.0, 0.0)),
        ("screenWindowWidth", "float", struct.pack("<f", 1.0)),
    ]
    if rate is not None:
        exact = struct.pack("<iI", rate.numerator, rate.denominator)
        attributes.append(("framesPerSecond", "rational", exact))
    body = b"".join(
        name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<i", len(value)) + value
        for name, kind, value in attributes
    )
    return struct.pack("<ii", _MAGIC, 2) + body + b"\0"


def _compress(raw: bytes) -> bytes:
    """OpenEXR's ZIP: bytes split into even and odd, differences, deflate."""
    plain = np.frombuffer(raw, np.uint8)
    split = np.concatenate((plain[0::2], plain[1::2]))
    coded = split.copy()
    coded[1:] = split[1:] - split[:-1] + np.uint8(128)
    # Run lengths and Huffman codes only: noisy half floats hold no longer matches worth the search.
    coder = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    packed = coder.compress(coded.tobytes()) + coder.flush()
    return packed if len(packed) < len(raw) else raw


def _decompress(packed: bytes, size: int) -> bytes:
    if len(packed) == size:
        return packed
    coded = np.frombuffer(zlib.decompress(packed), np.uint8)
    steps = coded.copy()
    steps[1:] -= np.uint8(128)
    split = np.cumsum(steps, dtype=np.uint8)
    plain = np.empty(size, np.uint8)
    middle = (size + 1) // 2
    plain[0::2], plain[1::2] = split[:middle], split[middle:]
    return plain.tobytes()


def _decode(data: bytes) -> NDArray[np.float16]:
    magic, _version = struct.unpack_from("<ii", data)
    if magic != _MAGIC:
        raise ValueError("wrong magic number")
    attributes: dict[str, bytes] = {}
    position = 8
    while data[position]:
        end = data.index(b"\0", position)
        name = data[position:end].decode()
        position = data.index(b"\0", end + 1) + 1
        (size,) = struct.unpack_from("<i", data, position)
        attributes[name] = data[position + 4 : position + 4 + size]
        position += 4 + size
    position += 1
    names = [c[:1].decode() for c in attributes["channels"].split(b"\0") if c[:1].isalpha()]
    if "".join(names) != _CHANNELS or attributes["compression"][0] != _ZIP:
        raise ValueError(f"channels {names}, compression {attributes['compression'][0]}")
    x0, y0, x1, y1 = struct.unpack("<4i", attributes["dataWindow"])
    _, _, right, bottom = struct.unpack("<4i", attributes["displayWindow"])
    rgba = np.zeros((bottom + 1, right + 1, 4), np.float16)
    width, height = x1 - x0 + 1, y1 - y0 + 1
    blocks = -(-height // _BLOCK_ROWS)
    offsets: tuple[Any, ...] = struct.unpack_from(f"<{blocks}Q", data, position)
    for offset in offsets:
        y, size = struct.unpack_from("<ii", data, offset)
        rows = min(_BLOCK_ROWS, y1 + 1 - y)
        raw = _decompress(data[offset + 8 : offset + 8 + size], rows * width * 8)
        block = np.frombuffer(raw, "<f2").reshape(rows, 4, width).transpose(0, 2, 1)
        rgba[y : y + rows, x0 : x1 + 1] = block[..., ::-1]
    return rgba

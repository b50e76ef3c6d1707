"""Bytes of a script file to numbered lines: size limits, encodings, what is not text.

Encodings are tried in the order of their evidence: a byte-order mark, UTF-8, UTF-16
without a mark, then the legacy ones that scripts still arrive in (cp1252, cp1251, KOI8-R,
gb18030), told apart by how their high bytes are grouped, so that no dictionary is needed.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from filmgen.errors import ScreenplayError

TEXT_LIMIT_BYTES = 3 * 1024 * 1024
"""Plain text beyond this is refused: fifteen feature scripts fit into it."""
LINES_LIMIT = 150_000
"""The same limit for files of many short lines: a feature has about 5,000."""
FDX_LIMIT_BYTES = 16 * 1024 * 1024
"""Final Draft wraps the same words in five times as much markup."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (docx, highland, fadein, odt)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
NEWLINE = re.compile(r"\r*\n|\r")
# Characters some editors take for line ends and others do not: they must not move our numbers.
_ODD_SPACE = re.compile("[\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0]")
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]")
_VOWELS = re.compile("[аеиоуыэюяё]", re.IGNORECASE)
_ODD_CASE = re.compile("[а-яё][А-ЯЁ]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")


def read_bytes(path: Path) -> bytes:
    """The file's bytes, never more than a screenplay can have.

    Raises:
        ScreenplayError: missing, a folder, unreadable, empty, too large, or of a foreign format.
    """
    try:
        if path.is_dir():
            raise ScreenplayError(path, "is a folder; name a .fountain or .fdx file in it")
        with path.open("rb") as stream:
            data = stream.read(FDX_LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise ScreenplayError(path, "there is no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScreenplayError(path, f"cannot be read: {reason}") from error
    if len(data) > FDX_LIMIT_BYTES:
        limit = FDX_LIMIT_BYTES // 2**20
        raise ScreenplayError(path, f"is too large for a screenplay (limit {limit} MB)")
    if not data.strip():
        raise ScreenplayError(path, "is empty; a screenplay needs at least one line of action", 1)
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise ScreenplayError(path, f"is {what}; export the script as Fountain or FDX")
    return data


def _legacy_encoding(data: bytes) -> str:
    runs = _HIGH_RUN.findall(data)
    total = sum(map(len, runs))
    pairs = sum(
        1
        for run in runs
        for i in range(0, len(run) - 1, 2)
        if 0xA1 <= run[i] <= 0xF7 and run[i + 1] >= 0xA1
    )
    even = sum(1 for run in runs if len(run) % 2 == 0)
    if even >= 0.9 * len(runs) and 2 * pairs >= 0.9 * total:
        return "gb18030"
    if total < 1.6 * len(runs):
        return "cp1252"  # single accented letters inside ASCII words
    letters = sum(1 for byte in data if byte >= 0xC0)
    if letters < 0.8 * total:
        return "cp1252"
    return max(("cp1251", "koi8-r"), key=lambda codec: _russian(data, codec))


def _russian(data: bytes, codec: str) -> float:
    """How much the bytes look like Russian: vowels, and no capital after a small letter."""
    text = data[:65536].decode(codec, errors="replace")
    vowels = len(_VOWELS.findall(text))
    odd = len(_ODD_CASE.findall(text))
    return (vowels - 4 * odd) / max(1, len(text))


def guess_encoding(data: bytes) -> tuple[str, int]:
    """(codec, bytes of mark to skip)."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec, len(mark)
    head = data[:4096]
    if b"\x00" in head:
        even_zeros, odd_zeros = head[0::2].count(0), head[1::2].count(0)
        if odd_zeros > 0.3 * len(head) / 2 > 4 * even_zeros:
            return "utf-16-le", 0
        if even_zeros > 0.3 * len(head) / 2 > 4 * odd_zeros:
            return "utf-16-be", 0
    try:
        data.decode("utf-8")
        return "utf-8", 0
    except UnicodeDecodeError:
        return _legacy_encoding(data), 0


def decode(path: Path, data: bytes, codec: str | None = None) -> str:
    """Bytes to text; `codec` is what the file itself declares (XML), if it does.

    Bytes that the codec lacks become U+FFFD.

    Raises:
        ScreenplayError: not text at all.
    """
    guessed, skip = guess_encoding(data)
    chosen = guessed
    if codec is not None and skip == 0 and not guessed.startswith("utf-16"):
        try:
            data.decode(codec)
            chosen = codec
        except (UnicodeDecodeError, LookupError):
            chosen = guessed  # the declaration is wrong, the bytes are what they are
    text = data[skip:].decode(chosen, errors="replace")
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if "\x00" in text or odd > max(4, 0.02 * len(text)):
        raise ScreenplayError(path, "is not text; expected a Fountain or Final Draft (FDX) file")
    return text


def split_lines(text: str) -> list[str]:
    """Lines as every editor counts them (CRLF, LF, CR), odd spaces made plain."""
    lines = NEWLINE.split(text)
    return [_CONTROL.sub("", _INVISIBLE.sub("", _ODD_SPACE.sub(" ", line))) for line in lines]

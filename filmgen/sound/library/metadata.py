"""What a sound file says of itself: BWF, iXML, RIFF INFO, ID3 and Vorbis comments.

libsndfile reads the plain tags of every format; the two chunks that sound libraries fill in,
`bext` (EBU Tech 3285) and `iXML` (gallery.co.uk/ixml), are read here, chunk headers only, so
that an hour of sound costs no more than its description.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from filmgen.media_files import sound_length

_MOST_BYTES = 1 << 20
_SPOKEN = ("CATID", "CATEGORY", "SUBCATEGORY", "FXNAME", "DESCRIPTION", "KEYWORDS", "NOTE",
           "TRACKTITLE", "BWF_DESCRIPTION")  # fmt: skip
"""Fields of iXML that say what is heard."""
_TAGS = ("title", "comment", "album", "genre")


@dataclass(frozen=True)
class FileWords:
    """What is known of a sound file without listening to it.

    Attributes:
        samples, rate_hz: of its sound.
        description: all that its tags say, in one line; "" for nothing.
        cat_id: a UCS CatID that its tags name, else "".
    """

    samples: int
    rate_hz: int
    channels: int
    description: str = ""
    cat_id: str = ""


def read_file_words(path: Path) -> FileWords:
    """Read a file's header and tags.

    Raises:
        TimelineError: not a sound file, empty, damaged, or nothing that can be mixed.
    """
    import soundfile

    samples, rate_hz = sound_length(path)
    said: list[str] = []
    with soundfile.SoundFile(str(path)) as sound:
        channels = int(sound.channels)
        tags = sound.copy_metadata()
        said += [str(tags[name]) for name in _TAGS if tags.get(name)]
    cat_id = ""
    for name, data in _chunks(path):
        if name == b"bext":
            said.insert(0, _text(data[:256]))
        elif name == b"iXML":
            fields = _ixml(data)
            cat_id = fields.pop("CATID", "")
            said += fields.values()
    spoken = " ".join(" ".join(dict.fromkeys(s for s in said if s)).split())
    return FileWords(samples, rate_hz, channels, spoken[:600], cat_id)


def _chunks(path: Path) -> list[tuple[bytes, bytes]]:
    """The describing chunks of a WAV, RF64 or BW64 file; none for anything else."""
    found: list[tuple[bytes, bytes]] = []
    try:
        with path.open("rb") as stream:
            head = stream.read(12)
            if head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:] != b"WAVE":
                return []
            long_data = 0
            while len(header := stream.read(8)) == 8:
                name, size = struct.unpack("<4sI", header)
                if name == b"ds64":
                    long_data = struct.unpack("<8xQ", _peek(stream, 16))[0]
                if name in (b"bext", b"iXML"):
                    found.append((name, _peek(stream, min(size, _MOST_BYTES))))
                if name == b"data" and size == 0xFFFFFFFF:
                    size = long_data
                stream.seek(size + size % 2, 1)
    except (OSError, struct.error):
        pass  # a header that breaks off: what was found stands, the sound itself was readable
    return found


def _peek(stream: BinaryIO, count: int) -> bytes:
    at = stream.tell()
    data = stream.read(count)
    stream.seek(at)
    return data


def _text(data: bytes) -> str:
    raw = data.split(b"\0", 1)[0]
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip()


def _ixml(data: bytes) -> dict[str, str]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data.rstrip(b"\0 \r\n"))
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    fields: dict[str, str] = {}
    for element in root.iter():
        name = element.tag.upper()
        if name in _SPOKEN and element.text and element.text.strip():
            fields.setdefault(name, element.text.strip())
    return fields

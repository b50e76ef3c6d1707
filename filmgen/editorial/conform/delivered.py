"""The delivery an edit was made from: what its clips were before an editing program forgot it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import opentimelineio as otio

from filmgen.editorial.conform.edit import EditSound
from filmgen.editorial.conform.notes import plain
from filmgen.editorial.model import STEMS
from filmgen.timecode import samples_from_frames

TIMELINE = "timeline.otio"


@dataclass(frozen=True)
class Remembered:
    """A delivered clip: its metadata, and the OTIO clip itself."""

    metadata: dict[str, Any]
    item: Any


class Delivered:
    """Looks clips up by their names, and files where they may lie now.

    Args:
        edited: the edit's file; a delivery beside it, and then its folder, is used too.
        against: the delivery's folder, or its timeline; None where nobody said.
    """

    def __init__(self, edited: Path, against: Path | None = None) -> None:
        folders = [] if against is None else [against if against.is_dir() else against.parent]
        folders += [edited.parent, *list(edited.parent.parents)[:2]]
        self.folders: Sequence[Path] = tuple(dict.fromkeys(f.absolute() for f in folders))
        self._edited = edited.absolute()
        named = [against] if against is not None and against.is_file() else []
        self._timelines = [*named, *(folder / TIMELINE for folder in self.folders)]
        self._clips: dict[str, Remembered] | None = None
        self._film: dict[str, Any] = {}
        self._plates: dict[str, list[Remembered]] = {}

    def film(self) -> dict[str, Any]:
        """What the delivered timeline says of the film; empty where there is none."""
        self._load()
        return self._film

    def clip(self, name: str) -> Remembered | None:
        """A clip of a name; editors append numbers and extensions to them."""
        clips = self._load()
        return clips.get(name) or clips.get(name.rsplit(".", 1)[0])

    def plates_of(self, shot: str) -> tuple[Remembered, ...]:
        """The delivered plates of a shot, by its display id, what lies under others first."""
        self._load()
        return tuple(self._plates.get(shot, ()))

    def is_reference(self, clip: Any) -> bool:
        """Whether a clip is the rendered film that lies over the cut to compare it with."""
        notes = clip.metadata.get("filmgen") or {}
        if "reference" in notes:
            return True
        known = self.clip(clip.name) if not len(notes) else None
        return known is not None and "reference" in known.metadata

    def found(self, path: Path) -> Path:
        """Where a file lies: as it stands, or from the first folder that has it."""
        if path.is_absolute():
            return path
        for folder in self.folders:
            if (folder / path).exists():
                return folder / path
        return self.folders[0] / path

    def file(self, url: str) -> Path:
        """The file of a media reference, whether or not it is there."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = unquote(parts.path)
            if parts.netloc.startswith("."):  # what AAFs make of a relative path
                return self.found(Path(unquote(parts.netloc) + path))
            # "file://localhost/C:/x" has a slash before the drive that is no part of the path
            return self.found(Path(path[1:] if path[2:3] == ":" else path))
        if len(parts.scheme) > 1:
            return Path(url)
        plain_path = self.found(Path(url))
        return plain_path if plain_path.exists() else self.found(Path(unquote(url)))

    def stems(self, frames: int, rate: Fraction) -> tuple[EditSound, ...]:
        """The delivery's stems, for an edit that brought no sound of its own."""
        length = samples_from_frames(frames, rate)
        for folder in self.folders:
            files = [folder / "audio" / f"{stem}.wav" for stem in STEMS]
            if (folder / TIMELINE).is_file() and any(file.is_file() for file in files):
                return tuple(
                    EditSound(stem, file, 0, length, stem=stem, whole=True)
                    for stem, file in zip(STEMS, files, strict=True)
                    if file.is_file()
                )
        return ()

    def _load(self) -> dict[str, Remembered]:
        if self._clips is not None:
            return self._clips
        self._clips = {}
        for path in self._timelines:
            if not path.is_file() or path.absolute() == self._edited:
                continue
            try:
                timeline = otio.adapters.read_from_file(str(path), "otio_json")
                film = plain(timeline.metadata["filmgen"])
                clips = timeline.find_clips()
            except Exception:  # another program's file, or half of one
                continue
            self._film = film
            for clip in clips:
                notes = plain(clip.metadata.get("filmgen", {}))
                remembered = Remembered(notes, clip)
                self._remember(clip.name, remembered)
                if "plate" in notes:
                    self._plates.setdefault(str(notes.get("shot")), []).append(remembered)
                shot = notes.get("shot")
                if isinstance(shot, dict) and "id" in shot:
                    self._remember(shot["id"], remembered)
            break
        return self._clips

    def _remember(self, name: str, remembered: Remembered) -> None:
        assert self._clips is not None
        if remembered.metadata:
            self._clips.setdefault(name, remembered)

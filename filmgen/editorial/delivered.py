"""A delivered film opened again: its shot list, its manifest, where its picture and sound lie.

What `filmgen export` and `filmgen diff` read. Nothing is changed in the folder, which may be an
output folder, its `preview`, or a version kept under `versions`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from filmgen.editorial.documents import ShotDocument, ShotsDocument
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.manifest import Manifest
from filmgen.timecode import format_timecode, parse_rate, parse_timecode

_Document = TypeVar("_Document", bound=BaseModel)


@dataclass(frozen=True)
class DeliveredFilm:
    """A film as it was delivered.

    Attributes:
        folder: of the delivery.
        shots: the shot list as it was cut. manifest: where every file comes from.
        conformed: made of an editor's timeline: its pictures and recordings are those of the
            delivery it was made from, and not in its manifest.
    """

    folder: Path
    shots: ShotsDocument
    manifest: Manifest
    conformed: bool = False

    @cached_property
    def film(self) -> Path:
        """The encoded film; of one that was delivered as pictures, their folder."""
        for asset in self.manifest.assets:
            if asset.medium == "film" and asset.files:
                first = self.folder / asset.files[0].path
                return first if len(asset.files) == 1 else first.parent
        return self.folder / "animatic.mp4"

    @property
    def mix(self) -> Path:
        """Its sound, WAV."""
        return self.folder / "audio" / "mix.wav"

    @cached_property
    def rate(self) -> Fraction:
        """Frames a second."""
        return parse_rate(self.shots.rate)

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the raster."""
        return self.shots.width_px, self.shots.height_px

    @property
    def picture_px(self) -> tuple[int, int]:
        """(width, height) of the active picture, centred in the raster, both even."""
        width, height = self.size_px
        aspect = Fraction(self.shots.aspect)
        if Fraction(width, height) > aspect:
            return round(height * aspect / 2) * 2, height
        return width, round(width / aspect / 2) * 2

    @property
    def seconds(self) -> float:
        """Running time."""
        return float(self.shots.frames / self.rate)

    @property
    def version(self) -> str:
        """ "v001" of the first delivery into a folder."""
        return f"v{self.manifest.delivery:03d}"

    @property
    def fonts(self) -> tuple[str, ...]:
        """Paths of the user's own fonts it was made with."""
        return tuple(self.manifest.settings.get("film", {}).get("fonts", ()))

    @property
    def stem(self) -> str:
        """The title as a file name."""
        words = re.sub(r"[^\w]+", "-", self.shots.title.casefold(), flags=re.UNICODE).strip("-_")
        return words[:60].strip("-_") or "film"

    def timecode(self, frame: int) -> str:
        """Record timecode of a frame of the film."""
        start = self.shots.start_timecode
        first = parse_timecode(start, self.rate)
        return format_timecode(first + frame, self.rate, drop_frame=";" in start)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 by published name, of every file the manifest lists."""
        return {file.path: file.sha256 for asset in self.manifest.assets for file in asset.files}

    @cached_property
    def _of_shots(self) -> dict[str, dict[str, str]]:
        """Hash by name below its folder, of the files of each shot: "frames/sc001_sh010"."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, digest in self.hashes.items():
            room, _, rest = name.partition("/")
            shot, _, inside = rest.partition("/")
            if inside:
                found[f"{room}/{shot}"][inside] = digest
        return dict(found)

    def drawings(self, shot: ShotDocument) -> dict[str, str]:
        """Hash of a shot's pictures by panel label; "motion" for a shot that moves."""
        files = self._of_shots.get(f"frames/{shot.id}", {})
        if "motion.mp4" in files:
            return {"motion": files["motion.mp4"]}
        pictures = {p.label: files.get(f"{p.label}/picture.png", "") for p in shot.panels}
        return {label: digest for label, digest in pictures.items() if digest}

    def plates(self, shot: ShotDocument) -> dict[str, tuple[str, ...]]:
        """Hashes of a shot's plates by kind, frame after frame."""
        frames: dict[str, list[str]] = defaultdict(list)
        for inside, digest in sorted(self._of_shots.get(f"plates/{shot.id}", {}).items()):
            kind, _, name = inside.partition("/")
            if name.endswith(".exr"):
                frames[kind].append(digest)
        return {kind: tuple(digests) for kind, digests in frames.items()}

    def chosen(self, names: tuple[str, ...], scenes: frozenset[int] | None) -> frozenset[str]:
        """Identities of the shots of that name or identity, and of those scenes; all for none.

        Args:
            scenes: indices (1-based); their shots are added to the named ones.

        Raises:
            ConfigError: no such shot or scene; says what there is.
        """
        shots = self.shots.shots
        if not names and scenes is None:
            return frozenset(shot.identity for shot in shots)
        by_name = {name: shot.identity for shot in shots for name in (shot.identity, shot.id)}
        for name in names:
            if name not in by_name:
                raise ConfigError("--shot", f"no shot {name!r} in {self.folder}; see its shots.csv")
        there = {shot.scene_index for shot in shots}
        for scene in sorted((scenes or frozenset()) - there):
            raise ConfigError(
                "--scenes",
                f"no scene {scene} in {self.folder}; there are {_ranges(sorted(there))}",
            )
        found = {shot.identity for shot in shots if shot.scene_index in (scenes or ())}
        return frozenset(found | {by_name[name] for name in names})


def open_delivered(folder: Path, version: str = "") -> DeliveredFilm:
    """Open a delivery.

    Args:
        folder: an output folder, or one laid out like it.
        version: a kept version of that folder, "v001"; "" is what was delivered last.

    Raises:
        WorkspaceError: nothing was delivered there, there is no such version, or its documents
            are damaged, of another filmgen, or do not belong together.
    """
    root = folder
    if not root.is_dir():
        raise WorkspaceError(f"{root}: no such folder; give the OUT of `filmgen animatic`")
    if version:
        folder = root / "versions" / version
        if not folder.is_dir():
            kept = sorted(p.name for p in (root / "versions").glob("v[0-9]*"))
            there = f"there are {', '.join(kept)}" if kept else "none was kept (--version-up keeps)"
            raise WorkspaceError(f"{root}: no version {version!r}; {there}")
    conformed = not (folder / "shots.json").is_file()
    if not conformed:
        shots = _read(folder / "shots.json", ShotsDocument)
    elif all((folder / name).is_file() for name in ("timeline.otio", "manifest.json")):
        from filmgen.editorial.conformed import conformed_document

        shots = conformed_document(folder / "timeline.otio")
    else:
        raise WorkspaceError(f"{folder}: {_nothing_delivered(folder)}")
    manifest = _read(folder / "manifest.json", Manifest)
    if (shots.frames, shots.rate) != (manifest.frames, manifest.rate):
        raise WorkspaceError(
            f"{folder}: its shot list and manifest.json are of different deliveries; "
            "wait for the run that is writing it, or render again"
        )
    return DeliveredFilm(folder, shots, manifest, conformed)


def _nothing_delivered(folder: Path) -> str:
    if (folder / "preview" / "shots.json").is_file():
        return f"only a preview was rendered here; give {folder / 'preview'}"
    if (folder / ".filmgen").is_dir():
        return "no film was delivered here yet; `filmgen animatic SCRIPT -o` renders one"
    return "not an output folder of filmgen: it has no shots.json; give the OUT of an animatic"


def _read(path: Path, kind: type[_Document]) -> _Document:
    try:
        return kind.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise WorkspaceError(f"{path}: is missing; render the film again") from None
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"damaged ({first['msg']})"
        if first["type"] != "json_invalid":
            reason = f"not as this filmgen writes it ({where}: {first['msg'].lower()})"
        raise WorkspaceError(f"{path}: {reason}; render the film again") from None


def _ranges(numbers: list[int]) -> str:
    """ "1-3, 5" for [1, 2, 3, 5]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)

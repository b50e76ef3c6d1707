"""What a person made: files in the edit folder that take the place of generated ones.

    edit/shots.toml                     the shot list's overrides
    edit/cast.toml                      who speaks with which voice
    edit/picks.toml                     which variant of a shot is the chosen one
    edit/frames/<shot>.png              a drawing for all panels of a shot (png, jpg, webp, tif)
    edit/frames/<shot>/<panel>.png      a drawing for one panel
    edit/plates/<shot>/<kind>/          a plate: PNG or EXR files in order of their names, a movie
                                        with alpha, a folder of `filmgen effects render`
    edit/dialogue/<line>.wav            a recording of a line (wav, flac, ogg, mp3)
    edit/ambience/<shot>.wav            ambience for the scene stretch that begins in the shot

`<shot>` is a display id as of the draft in which the file was first seen, or an identity.
Since display ids change when a scene is inserted, the file is bound to the shot's identity
when it is first seen, and follows it from then on. Nothing here is ever changed or deleted;
only `filmgen pick` writes a line of picks.toml.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from filmgen.picks import read_picks
from filmgen.workspace import Workspace

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")
PICKS = "picks.toml"
SOUNDS = (".wav", ".flac", ".ogg", ".mp3", ".aiff", ".aif")


class EditFolder:
    """The person's files, by identity.

    Args:
        workspace: held; remembers which file belongs to which shot.
        display_ids: identity by display id, of the current draft.
        line_ids: of the current draft.

    Attributes:
        takes: the chosen variant by identity, of shots for which it is not the first.
        notes: what the user should know: files that follow their shot, files of no shot.

    Raises:
        ConfigError: picks.toml is wrong.
    """

    def __init__(
        self, workspace: Workspace, display_ids: Mapping[str, str], line_ids: frozenset[str]
    ) -> None:
        self._folder = workspace.edit
        self._record = workspace.house / "bindings.json"
        self._display_ids = display_ids
        self._identities = {identity: display for display, identity in display_ids.items()}
        self.notes: list[str] = []
        self._lines = {
            path.stem: path
            for path in self._files("dialogue", SOUNDS)
            if path.stem in line_ids or self._orphan(path, "line")
        }
        self._picks = read_picks(self._folder / PICKS)
        self._pick_names: dict[str, list[str]] = {}
        self.takes: dict[str, int] = {}
        bindings = self._bind(workspace)
        self._frames: dict[tuple[str, str], Path] = {}
        self._plates: dict[tuple[str, str], Path] = {}
        self._beds: dict[str, Path] = {}
        for name, identity in bindings.items():
            room, *rest = Path(name).parts
            path = self._folder / name
            if room == "frames" and len(rest) == 1:
                self._frames.setdefault((identity, ""), path)
            elif room == "frames":
                self._frames[identity, Path(rest[1]).stem if len(rest) == 2 else rest[1]] = path
            elif room == "plates":
                self._plates[identity, rest[1]] = path
            elif room == "ambience":
                self._beds[identity] = path
            elif room == PICKS:
                self._pick_names.setdefault(identity, []).append(rest[0])
                if self._picks[rest[0]] > 1:
                    self.takes[identity] = self._picks[rest[0]]

    def frame(self, identity: str, label: str) -> Path | None:
        """A drawing for this panel, else for the whole shot, else None."""
        return self._frames.get((identity, label)) or self._frames.get((identity, ""))

    def plate(self, identity: str, kind: str) -> Path | None:
        """A folder of frames that replaces the shot's plate of this kind."""
        return self._plates.get((identity, kind))

    def line(self, line_id: str) -> Path | None:
        """A recording of this line."""
        return self._lines.get(line_id)

    def bed(self, identity: str) -> Path | None:
        """Ambience for the stretch that begins in this shot."""
        return self._beds.get(identity)

    def pick_names(self, identity: str) -> tuple[str, ...]:
        """Keys of picks.toml that mean this shot."""
        return tuple(self._pick_names.get(identity, ()))

    def _bind(self, workspace: Workspace) -> dict[str, str]:
        try:
            remembered: dict[str, str] = json.loads(self._record.read_text())
        except (OSError, ValueError):
            remembered = {}
        bound: dict[str, str] = {}
        names = tuple(self._names())
        for name in names:
            shot = Path(name).parts[1]
            shot = Path(shot).stem if Path(shot).suffix.lower() in PICTURES + SOUNDS else shot
            identity = remembered.get(name)
            if identity is None:
                identity = shot if shot in self._identities else self._display_ids.get(shot)
            if identity is None:
                self._orphan(self._folder / name, "shot")
                continue
            if identity not in self._identities:
                # Not given to the shot that now has the id: it was not made for that one.
                self.notes.append(
                    f"edit/{name}: its shot is not in this draft; kept, not used (rename it to "
                    "give it to another shot)"
                )
                continue
            bound[name] = identity
            now = self._identities[identity]
            if shot not in (identity, now):
                self.notes.append(f"edit/{name} follows its shot, which is now {now}")
        # A file that is gone is forgotten: another of its name may be meant for another shot.
        kept = {name: remembered[name] for name in names if name in remembered} | bound
        if kept != remembered:
            workspace.write_text(self._record, json.dumps(kept, indent=0, sort_keys=True))
        return bound

    def _names(self) -> Iterator[str]:
        for path in self._files("frames", PICTURES):
            depth = len(path.relative_to(self._folder).parts)
            if depth <= 3 or (depth == 4 and path.stem == "picture"):
                yield path.relative_to(self._folder).as_posix()
        plates = self._folder / "plates"
        if plates.is_dir():
            for path in sorted(plates.glob("*/*")):
                if path.is_dir():
                    yield path.relative_to(self._folder).as_posix()
        for path in self._files("ambience", SOUNDS):
            yield path.relative_to(self._folder).as_posix()
        for shot in self._picks:
            yield f"{PICKS}/{shot}"

    def _files(self, room: str, suffixes: tuple[str, ...]) -> list[Path]:
        folder = self._folder / room
        if not folder.is_dir():
            return []
        return sorted(p for p in folder.rglob("*") if p.suffix.lower() in suffixes and p.is_file())

    def _orphan(self, path: Path, what: str) -> bool:
        self.notes.append(
            f"edit/{path.relative_to(self._folder).as_posix()}: no {what} of that id in this "
            "draft; kept, not used"
        )
        return False

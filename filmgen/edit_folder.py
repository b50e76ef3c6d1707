"""What a person made: files in the edit folder that take the place of generated ones.

    edit/shots.toml                     the shot list's overrides
    edit/cast.toml                      who speaks with which voice; cast.zh.toml in a Chinese dub
    edit/lexicon.toml                   how names are said; lexicon.zh.toml in a Chinese dub
    edit/picks.toml                     which variant of a shot is the chosen one
    edit/frames/<shot>.png              a drawing for all panels of a shot (png, jpg, webp, tif)
    edit/frames/<shot>/<panel>.png      a drawing for one panel
    edit/plates/<shot>/<kind>/          a plate: PNG or EXR files in order of their names, a movie
                                        with alpha, a folder of `filmgen effects render`
    edit/dialogue/<line>.wav            a recording of a line (wav, flac, ogg, mp3)
    edit/dialogue.zh/<line>.wav         a recording of a line's Chinese dub
    edit/ambience/<shot>.wav            ambience for the scene stretch that begins in the shot
    edit/music/<shot or scene>.wav      music from the shot's or the scene's first frame on
    edit/effects/<shot or scene>.wav    effects laid over it, beside those of the script

`<shot>` is a display id as of the draft in which the file was first seen, or an identity;
`<scene>` is what the display ids of its shots begin with, "sc003". Since display ids change
when a scene is inserted, a file is bound to the shot's identity when it is first seen, and
follows it from then on; a scene's file follows the scene that holds most of its shots. Nothing
here is ever changed or deleted; only `filmgen pick` writes a line of picks.toml.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from filmgen.errors import TimelineError
from filmgen.media_files import sound_length
from filmgen.picks import read_picks
from filmgen.workspace import Workspace

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")
PICKS = "picks.toml"
SOUNDS = (".wav", ".flac", ".ogg", ".mp3", ".aiff", ".aif")
_OVERLAYS = ("music", "effects")
"""Rooms whose files lie over a shot or a scene."""


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
        self._scenes: dict[str, list[str]] = {}
        for display, identity in display_ids.items():
            self._scenes.setdefault(_scene_of(display), []).append(identity)
        self.notes: list[str] = []
        self._lines = {
            path.stem: path
            for path in self._files("dialogue", SOUNDS)
            if path.stem in line_ids or self._orphan(path, "line")
        }
        self._dubbed: dict[str, dict[str, Path]] = {}
        self._picks = read_picks(self._folder / PICKS)
        self._pick_names: dict[str, list[str]] = {}
        self.takes: dict[str, int] = {}
        bindings = self._bind(workspace)
        self._frames: dict[tuple[str, str], Path] = {}
        self._plates: dict[tuple[str, str], Path] = {}
        self._beds: dict[str, Path] = {}
        self._overlays: dict[tuple[str, str], Path] = {}
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
            elif room in _OVERLAYS:
                self._overlays[room, identity] = path
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

    def line(self, line_id: str, mark: str = "") -> Path | None:
        """A recording of this line; with a dub's mark, ".zh", of that from edit/dialogue.zh/."""
        if not mark:
            return self._lines.get(line_id)
        if mark not in self._dubbed:
            files = self._files(f"dialogue{mark}", SOUNDS)
            self._dubbed[mark] = {path.stem: path for path in reversed(files)}
        return self._dubbed[mark].get(line_id)

    def bed(self, identity: str) -> Path | None:
        """Ambience for the stretch that begins in this shot."""
        return self._beds.get(identity)

    def music(self, identity: str) -> Path | None:
        """Music that begins with this shot."""
        return self._overlays.get(("music", identity))

    def effects(self, identity: str) -> Path | None:
        """Effects laid over this shot."""
        return self._overlays.get(("effects", identity))

    def scene_music(self, identity: str) -> Path | None:
        """Music for the whole scene, asked for by the identity of any of its shots."""
        return self._overlays.get(("music", self._scene(identity)))

    def scene_effects(self, identity: str) -> Path | None:
        """Effects laid over the whole scene, asked for by the identity of any of its shots."""
        return self._overlays.get(("effects", self._scene(identity)))

    def pick_names(self, identity: str) -> tuple[str, ...]:
        """Keys of picks.toml that mean this shot."""
        return tuple(self._pick_names.get(identity, ()))

    def _bind(self, workspace: Workspace) -> dict[str, str]:
        try:
            remembered: dict[str, str] = json.loads(self._record.read_text())
        except (OSError, ValueError):
            remembered = {}
        bound: dict[str, str] = {}
        followed: dict[str, str] = {}  # what is remembered of a scene's file: all its shots
        names = tuple(self._names())
        for name in names:
            shot = Path(name).parts[1]
            shot = Path(shot).stem if Path(shot).suffix.lower() in PICTURES + SOUNDS else shot
            if Path(name).parts[0] in _OVERLAYS:
                if not self._readable(name):
                    continue
                if _scene_of(shot) == shot and shot not in self._identities:
                    scene = self._bind_scene(name, shot, remembered.get(name))
                    if scene is not None:
                        bound[name] = scene
                        followed[name] = " ".join(self._scenes[scene])
                    continue
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
        kept = {name: remembered[name] for name in names if name in remembered} | bound | followed
        if kept != remembered:
            workspace.write_text(self._record, json.dumps(kept, indent=0, sort_keys=True))
        return bound

    def _scene(self, identity: str) -> str:
        return _scene_of(self._identities.get(identity, ""))

    def _bind_scene(self, name: str, stem: str, remembered: str | None) -> str | None:
        """The scene a file lies over in this draft; None, and a note, where it is gone."""
        if remembered is None:
            if stem in self._scenes:
                return stem
            self._orphan(self._folder / name, "scene")
            return None
        held = [self._scene(shot) for shot in remembered.split() if shot in self._identities]
        if not held:
            self.notes.append(f"edit/{name}: its scene is not in this draft; kept, not used")
            return None
        scene = Counter(held).most_common(1)[0][0]
        if stem != scene:
            self.notes.append(f"edit/{name} follows its scene, which is now {scene}")
        return scene

    def _readable(self, name: str) -> bool:
        """Whether a sound holds any; one that does not is named, and the rest goes on."""
        try:
            sound_length(self._folder / name)
        except TimelineError as error:
            reason = str(error).partition(f"{self._folder / name}: ")[2]
            self.notes.append(f"edit/{name}: {reason}; left out")
            return False
        return True

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
        for room in ("ambience", *_OVERLAYS):
            for path in self._files(room, SOUNDS):
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


def _scene_of(display_id: str) -> str:
    """ "sc003" of "sc003_sh020"."""
    return display_id.partition("_sh")[0]

"""Characters: a model sheet for everybody who speaks, and the cast side by side.

    OUT/characters/<NAME>/front.png three-quarter.png side.png back.png face.png angry.png …
    OUT/characters/<NAME>/sheet.png     all of them on one page
    OUT/characters/line-up.png          everybody who speaks, by height

`face.png` is what an engine with references (IP-Adapter) looks at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from filmgen.blocking.camera import project
from filmgen.blocking.looks import cast_looks
from filmgen.blocking.model import Look, StagedPanel
from filmgen.blocking.model_sheet import figure_frame_m, line_up, model_sheet
from filmgen.boards.model_sheet import Sheet, draw_line_up, draw_sheet, facts_of
from filmgen.breakdown.model import CharacterNote, ShotList
from filmgen.config import Config, load_config
from filmgen.engines.protocols import EngineInfo, FrameRequest, StoryboardEngine
from filmgen.engines.storyboard.prompts import STYLES
from filmgen.engines.table import shared_engine
from filmgen.errors import ConfigError
from filmgen.farm.local import LocalFarm
from filmgen.farm.production import Wanted
from filmgen.media import ByteArray, Missing
from filmgen.media_files import write_frame, write_picture
from filmgen.progress import Progress, Silent
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Asset, Provenance, Workspace, seed_from
from pipelines.breakdown import break_down, select_scenes
from pipelines.studio import Options, Studio, check_engines, provenance

TREE = "characters"
_VIEW_PX = {"figure": (480, 960), "face": (720, 720), "mood": (480, 480)}
_LINE_UP_PX = (1800, 600)
_LINE_UP_MOST = 14
"""More than these do not fit side by side; the line-up then goes on to a second picture."""
_LONGEST_NAME = 60
"""Letters of a folder's name: four bytes each are within what file systems take."""


@dataclass(frozen=True)
class CharactersResult:
    """What `draw_characters` leaves behind: the folder, sheet by name, reasons for the missing."""

    folder: Path
    sheets: Mapping[str, Path]
    line_ups: tuple[Path, ...]
    missing: Mapping[str, str]


def draw_characters(
    script: Path | str,
    out: Path | str,
    *,
    config: Config | None = None,
    edit: Path | None = None,
    only: Iterable[str] = (),
    progress: Progress | None = None,
) -> CharactersResult:
    """Draw the model sheets of a screenplay's cast.

    Args:
        out: the same output folder as the film's; what is drawn there already is reused.
        only: names, in any case; every speaking character if empty. The line-up is the whole
            cast's, so it is left as it is where only some are drawn.

    Raises:
        ConfigError: a name nobody in the script has, or an engine that does not exist.
        ScreenplayError, WorkspaceError, EngineUnavailable: the user's to mend.
    """
    config, chosen = config or load_config(), tuple(only)
    check_engines(config, ("storyboard",))
    screenplay = read_screenplay(Path(script))
    workspace = Workspace(Path(out), edit)
    listener = progress or Silent()
    with workspace.held(listener.note), LocalFarm(config.farm.workers) as farm:
        studio = Studio(workspace, farm, config, listener, TREE)
        shots = select_scenes(break_down(screenplay, workspace), screenplay, None)
        notes = chosen_characters(shots, chosen)
        looks = cast_looks(shots)
        folders = folder_names(note.name for note in shots.characters)
        sheets = _draw_sheets([(note, looks[note.name]) for note in notes], folders, studio)
        line_ups: tuple[Path, ...] = ()
        if chosen:
            workspace.extend(TREE, studio.listed, studio.used)
        else:
            cast = [(note.name, looks[note.name]) for note in notes]
            line_ups = _draw_line_ups(cast, shots.title, studio)
            workspace.finish(TREE, studio.listed, studio.used)
        return CharactersResult(studio.root, sheets, line_ups, dict(studio.missing))


def chosen_characters(shots: ShotList, only: Iterable[str] = ()) -> list[CharacterNote]:
    """The speaking characters in order of appearance, or those named.

    Raises:
        ConfigError: a name the script does not have, with those it has.
    """
    known = {note.name.casefold(): note for note in shots.characters}
    wanted: dict[str, CharacterNote] = {}
    for name in only:
        note = known.get(" ".join(name.split()).casefold())
        if note is None:
            there = ", ".join(n.name for n in shots.characters) or "only people without a name"
            raise ConfigError("--character", f"nobody is called {name!r}; there are {there}")
        wanted[note.name] = note
    if wanted:
        return list(wanted.values())
    chosen = [note for note in shots.characters if note.speaks]
    if not chosen:
        raise ConfigError(
            "--character", "nobody speaks in this script; name whom to draw with --character"
        )
    return chosen


def folder_names(characters: Iterable[str]) -> dict[str, str]:
    """A folder for each name: letters, marks and digits of any script, "-" for the rest.

    Names that would share one, also where a file system ignores case, are numbered in order.
    """
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for character in characters:
        composed = unicodedata.normalize("NFC", character)
        letters = (c if unicodedata.category(c)[0] in "LMN" else "-" for c in composed)
        plain = re.sub("-+", "-", "".join(letters))[:_LONGEST_NAME].strip("-") or "character"
        folder, more = plain, 2
        while folder.casefold() in taken:
            folder, more = f"{plain}-{more}", more + 1
        taken.add(folder.casefold())
        folders[character] = folder
    return folders


def _draw_sheets(
    cast: list[tuple[CharacterNote, Look]], folders: Mapping[str, str], studio: Studio
) -> dict[str, Path]:
    """Every view of every character, then a page for each of them."""
    draw = _Drawing.of(studio)
    wanted: list[Wanted] = []
    owners: list[tuple[str, str]] = []
    for note, look in cast:
        for view in model_sheet(note.name, look):
            size = _VIEW_PX[view.kind]
            words = f"character model sheet, {_WORDS.get(view.name, view.name)}, {facts_of(look)}"
            wanted.append(draw.wanted(f"{note.name} {view.name}", view.panel, size, words))
            owners.append((note.name, view.name))
    made = studio.produce("characters", wanted, _draw)
    views: dict[str, dict[str, Path]] = {}
    keys: dict[str, list[str]] = {}
    for (name, shown), asset in zip(owners, made, strict=True):
        if isinstance(asset, Missing):
            continue
        target = f"{folders[name]}/{shown}.png"
        studio.publish(target, asset, {"picture.png": ""})
        views.setdefault(name, {})[shown] = asset.path("picture.png")
        keys.setdefault(name, []).append(asset.key)
    pages: list[Wanted] = []
    named: list[str] = []
    for note, look in cast:
        if set(_NEEDED) <= set(views.get(note.name, {})):
            task = _Page(note.name, look, views[note.name], note.description)
            request = [keys[note.name], note.name, note.description, facts_of(look)]
            pages.append(Wanted(f"{note.name} sheet", _page("model sheet", request), task))
            named.append(note.name)
    sheets: dict[str, Path] = {}
    for name, asset in zip(named, studio.produce("sheets", pages, _compose), strict=True):
        if isinstance(asset, Asset):
            target = f"{folders[name]}/sheet.png"
            sheets[name] = studio.publish(target, asset, {"sheet.png": ""})
    return sheets


def _draw_line_ups(cast: list[tuple[str, Look]], title: str, studio: Studio) -> tuple[Path, ...]:
    """The whole cast by height, in pictures of at most `_LINE_UP_MOST`."""
    draw = _Drawing.of(studio)
    ordered = sorted(cast, key=lambda item: (-item[1].height_m, item[0]))
    rows = -(-len(ordered) // _LINE_UP_MOST)
    groups = [ordered[i::rows] for i in range(rows)]
    wanted = []
    for group in groups:
        panel = line_up(group, _LINE_UP_PX[0] / _LINE_UP_PX[1])
        places = tuple(
            (figure.name, project(panel.camera, figure.joint("pelvis"))[0])
            for figure in panel.figures
        )
        words = "character line-up, full figures side by side, front view"
        task = draw.wanted("line-up", panel, _LINE_UP_PX, words)
        named = _LineUp(task.task, places, title)
        request = [task.provenance.request, places, title]
        wanted.append(Wanted("line-up", draw.provenance(task, request), named))
    paths = []
    for index, asset in enumerate(studio.produce("line-up", wanted, _draw_line_up)):
        if isinstance(asset, Asset):
            name = "line-up.png" if index == 0 else f"line-up-{index + 1}.png"
            paths.append(studio.publish(name, asset, {"sheet.png": ""}))
    return tuple(paths)


_NEEDED = ("front", "three-quarter", "side", "back", "face")
_WORDS = {
    "front": "full figure, front view",
    "three-quarter": "full figure, three-quarter view",
    "side": "full figure, side view",
    "back": "full figure, back view",
    "face": "portrait of the face",
}


@dataclass(frozen=True)
class _Drawing:
    """How this run draws: engine, look and seed, one for all views."""

    engine: str
    info: EngineInfo
    options: Options
    look: str
    seed: int

    @classmethod
    def of(cls, studio: Studio) -> _Drawing:
        engine: StoryboardEngine = studio.engine("storyboard")
        info = engine.describe()
        engine.close()
        name = studio.config.engines.storyboard
        config = studio.config
        return cls(name, info, studio.options(name), config.storyboard.look, config.film.seed)

    def wanted(self, subject: str, panel: StagedPanel, size: tuple[int, int], words: str) -> Wanted:
        prompt = f"{STYLES[self.look]}, {words}, plain white background"
        seed = seed_from(self.seed, subject)
        request = FrameRequest(panel, *size, 0.0, self.look, seed, prompt)
        made = provenance("frame", self.info, seed, request)
        return Wanted(subject, made, _View(self.engine, self.options, request))

    def provenance(self, wanted: Wanted, request: Any) -> Provenance:
        return provenance("sheet", self.info, wanted.provenance.seed, request)


@dataclass(frozen=True)
class _View:
    engine: str
    options: Options
    request: FrameRequest


@dataclass(frozen=True)
class _Page:
    name: str
    look: Look
    views: Mapping[str, Path]
    words: str


@dataclass(frozen=True)
class _LineUp:
    view: _View
    places: tuple[tuple[str, float], ...]
    title: str


def _page(model: str, request: Any) -> Provenance:
    return Provenance("sheet", "boards", model, "2", "Apache-2.0", None, request)


def _draw(folder: Path, view: Any) -> Mapping[str, Any]:
    """In a worker: one view."""
    engine: StoryboardEngine = shared_engine("storyboard", view.engine, view.options)
    frame = engine.draw(view.request)
    write_frame(folder, frame)
    return {"overscan": frame.overscan, "figures": list(frame.figures)}


def _compose(folder: Path, page: Any) -> Mapping[str, Any]:
    """In a worker: a character's page from the views drawn."""
    views = {name: _read(path) for name, path in page.views.items()}
    sheet = Sheet(page.name, page.look, views, figure_frame_m(page.look), page.words)
    write_picture(folder / "sheet.png", draw_sheet(sheet))
    return {}


def _draw_line_up(folder: Path, task: Any) -> Mapping[str, Any]:
    view = task.view
    engine: StoryboardEngine = shared_engine("storyboard", view.engine, view.options)
    frame = engine.draw(view.request)
    write_picture(folder / "sheet.png", draw_line_up(frame.picture, task.places, task.title))
    return {"figures": list(frame.figures)}


def _read(path: Path) -> ByteArray:
    picture: ByteArray = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    return picture

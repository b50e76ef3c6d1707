"""Lip flap end to end: who has moving mouths, what is drawn for them, what a new reading costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import Blocking
from filmgen.blocking.mouths import DRAWN, MouthShape
from filmgen.breakdown.model import Move, ShotList
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segment_key import segment_request
from filmgen.compositor.segments import Style
from filmgen.config import Config
from filmgen.edit_folder import EditFolder
from filmgen.editorial.assemble import assemble
from filmgen.editorial.cut import LineLength, lock_cut
from filmgen.editorial.model import Cut, CutShot, PanelMedia
from filmgen.farm.local import LocalFarm
from filmgen.media import Missing
from filmgen.progress import Silent
from filmgen.screenplay import read_screenplay
from filmgen.workspace import Workspace, content_key
from pipelines.breakdown import break_down, open_edits
from pipelines.lip_flap import move_mouths
from pipelines.motion import Motions, draw_motion, plan_motion
from pipelines.staging import cut_settings, stage_shots
from pipelines.storyboard import Frames, draw_storyboard
from pipelines.studio import Studio
from tests.pipelines.film import small

SCRIPT = """Title: The Talking Film

INT. KITCHEN - DAY

CLOSE ON MARA, 40, at the table.

MARA
Nobody goes out tonight.

MARA (V.O.)
Nobody but me.

CLOSE ON TOM, 30, by the door.

TOM
You do.

The clock stands still.
"""

SIZE = ("film.size=480x270",)
SPEECH = (0.0, 0.0, 0.3, 0.5, 0.9, 0.9, 0.5, 0.2, 0.0, 0.0, 0.6, 0.6, 0.9, 0.8, 0.3, 0.0)


@dataclass(frozen=True)
class Film:
    cut: Cut
    shots: ShotList
    blocking: Blocking
    edit: EditFolder
    studio: Studio

    def frames(self, motions: Motions | None = None) -> Frames:
        drawn = draw_storyboard(self.cut, self.shots, self.blocking, self.edit, self.studio)
        moving = draw_motion(self.cut, motions, self.studio) if motions else {}
        return move_mouths(
            self.cut, self.shots, self.blocking, drawn, moving, self.edit, self.studio
        )

    def keys(self, frames: Frames) -> list[str]:
        timeline = assemble(
            self.cut, frames, {}, {x.id: Missing("") for x in self.shots.lines()}, {}, ()
        )
        return [content_key(segment_request(s)) for s in plan_segments(timeline, Style())]

    def speaking(self, frames: Frames) -> list[tuple[CutShot, PanelMedia]]:
        return [
            (shot, panel)
            for shot in self.cut.shots
            for panel in frames[shot.shot.identity]
            if panel.mouths
        ]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Lays the film out in one folder for all tests: what is drawn once is there."""
    folder = tmp_path_factory.mktemp("talking")
    script = folder / "film.fountain"
    script.write_text(SCRIPT, encoding="utf-8")
    screenplay = read_screenplay(script)
    workspace = Workspace(folder / "out", None)
    with workspace.held(lambda _: None), LocalFarm(1) as farm:

        def lay(speech: tuple[float, ...] = SPEECH, config: Config | None = None) -> Film:
            studio = Studio(workspace, farm, config or small(*SIZE), Silent())
            shots = break_down(screenplay, workspace)
            edit = open_edits(shots, workspace, Silent())
            lengths = {
                line.id: LineLength(len(SPEECH) / 24, True, (), speech if i == 0 else SPEECH)
                for i, line in enumerate(shots.lines())
            }
            cut = lock_cut(shots, lengths, cut_settings(studio.config.film))
            blocking = stage_shots(shots, shots, edit, studio.config.film)
            return Film(cut, shots, blocking, edit, studio)

        yield lay


def test_who_is_seen_speaking_has_mouths_and_nobody_else(film: Any) -> None:
    one: Film = film()
    frames = one.frames()
    spoken = one.speaking(frames)
    assert {m.figure for _, panel in spoken for m in panel.mouths} == {"MARA", "TOM"}
    for shot, panel in spoken:
        (mouth,) = panel.mouths
        said = [x for x in shot.lines if x.line.character == mouth.figure and x.line.on_screen]
        assert said
        heard = {f for x in said for f in range(x.start_frame, x.start_frame + x.frames)}
        opened = [at for at, shape in mouth.cues if shape is not MouthShape.CLOSED]
        assert opened and set(opened) <= heard
        assert mouth.cues[0] == (panel.start_frame, MouthShape.CLOSED)
        assert isinstance(panel.picture, Path)
        picture = cv2.imread(str(panel.picture))
        assert picture is not None
        assert [shape for shape, _ in mouth.pictures] == list(DRAWN)
        for _, path in mouth.pictures:
            patch = cv2.imread(str(path))
            assert patch is not None
            assert mouth.x + patch.shape[1] <= picture.shape[1]
            assert mouth.y + patch.shape[0] <= picture.shape[0]
    silent = [x for s in one.cut.shots for x in s.lines if not x.line.on_screen]
    assert silent, "the film has a voice over to try"


def test_nobody_spoke_and_nothing_is_drawn(film: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one: Film = film()
    drawn = draw_storyboard(one.cut, one.shots, one.blocking, one.edit, one.studio)
    mute = replace(
        one.cut,
        shots=tuple(
            replace(s, lines=tuple(replace(x, mouth=()) for x in s.lines)) for s in one.cut.shots
        ),
    )
    monkeypatch.setattr(Studio, "produce", lambda *_, **__: pytest.fail("something is drawn"))
    frames = move_mouths(mute, one.shots, one.blocking, drawn, (), one.edit, one.studio)
    assert frames == drawn


def test_a_new_reading_draws_nothing_and_changes_its_shot_alone(film: Any) -> None:
    before, after = film(), film(SPEECH[::-1])
    first, second = before.frames(), after.frames()
    assert first.keys() == second.keys()
    keys_of = [
        {m.key for _, p in f.speaking(x) for m in p.mouths}
        for f, x in ((before, first), (after, second))
    ]
    assert keys_of[0] == keys_of[1]
    old, new = before.keys(first), after.keys(second)
    changed = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    assert len(changed) == 1


def test_a_persons_own_drawing_keeps_its_mouth(film: Any) -> None:
    one: Film = film()
    shot, panel = one.speaking(one.frames())[0]
    own = one.studio.workspace.edit / "frames" / f"{shot.shot.display_id}.png"
    own.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(own), np.full((270, 480, 3), 200, np.uint8))
    other: Film = film()
    assert other.edit.frame(shot.shot.identity, panel.label) is not None
    left = other.speaking(other.frames())
    own.unlink()
    assert (shot.shot.identity, panel.label) not in {(s.shot.identity, p.label) for s, p in left}
    assert left, "the others still speak"


def test_an_engine_that_draws_no_mouths_is_asked_for_none(
    film: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filmgen.engines.storyboard.previs import PrevisEngine

    one: Film = film()
    monkeypatch.delattr(PrevisEngine, "draw_mouths")
    assert not one.speaking(one.frames())


def test_mouths_move_within_drawings_in_motion(film: Any) -> None:
    one: Film = film(config=small(*SIZE, "storyboard.motion=true", "storyboard.motion_fps=6"))
    pushed = tuple(
        replace(s, shot=replace(s.shot, move=Move.PUSH_IN))
        if [x.line.character for x in s.lines] == ["TOM"]
        else s
        for s in one.cut.shots
    )
    one = replace(one, cut=replace(one.cut, shots=pushed))
    motions = plan_motion(one.cut, one.blocking, one.edit, one.studio.config)
    (identity,) = (name for name, motion in motions.items() if motion.mouths)
    silent = replace(motions[identity], mouths=())
    frames = one.frames({identity: motions[identity]})
    assert {m.figure for _, p in one.speaking(frames) for m in p.mouths} == {"MARA"}

    drawn = draw_motion(one.cut, {identity: motions[identity]}, one.studio)[identity]
    spoken = _video(drawn.video)
    shut = draw_motion(one.cut, {identity: silent}, one.studio)[identity]
    assert drawn.key != shut.key
    assert drawn.drawings == len(motions[identity].mouths) == len(spoken)
    said = [dict(said).get("TOM", MouthShape.REST) for said in motions[identity].mouths]
    assert {MouthShape.CLOSED} < set(said)
    off = [
        np.abs(a.astype(int) - b).max(axis=2) > 40
        for a, b in zip(spoken, _video(shut.video), strict=True)
    ]
    for mask in off:  # the key pose talks with an open mouth: every other shape differs from it
        rows, columns = np.nonzero(mask)
        assert len(rows) and np.ptp(rows) < 50 and np.ptp(columns) < 50, "more than a mouth"


def _video(path: Path) -> list[np.ndarray]:
    video = cv2.VideoCapture(str(path))
    frames: list[np.ndarray] = []
    while True:
        found, frame = video.read()
        if not found:
            return frames
        frames.append(frame)

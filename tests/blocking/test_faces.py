"""Faces in a panel: where heads are projected, and none that looks away."""

from __future__ import annotations

import pytest

from filmgen.blocking.camera import project
from filmgen.blocking.faces import LEAST_HEIGHT, faces_seen
from filmgen.blocking.model import Blocking
from filmgen.blocking.mouths import mouth_seen
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, ShotList, Size
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay

TEXT = """INT. KITCHEN - DAY

ANNA, 40, stands at the window. BEN, 35, comes in.

ANNA
Where did you put it?

BEN
Under the stairs, where it always was. Why do you ask me that now?

ANNA
Because it is gone.

Ben looks at her.

BEN
Gone? Nobody knew of it.
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> tuple[ShotList, Blocking]:
    path = tmp_path_factory.mktemp("script") / "film.fountain"
    path.write_text(TEXT, encoding="utf-8")
    shots = plan_shots(read_screenplay(path))
    return shots, block(shots, 16 / 9)


def test_a_face_is_a_head_in_the_frame(staged: tuple[ShotList, Blocking]) -> None:
    found = 0
    for shot in staged[1].shots:
        for panel in shot.panels:
            figures = {figure.name: figure for figure in panel.figures}
            for face in faces_seen(panel):
                x, y, _ = project(panel.camera, figures[face.name].joint("head"))
                assert (face.x + face.width / 2, face.y + face.height / 2) == pytest.approx(
                    (x, y), abs=1e-3
                )
                assert face.height >= LEAST_HEIGHT
                assert face.width * 16 / 9 == pytest.approx(0.72 * face.height, abs=2e-3)
                assert face.x < 1
                assert face.x + face.width > 0
                found += 1
    assert found >= 4


def test_who_is_seen_speaking_has_a_face(staged: tuple[ShotList, Blocking]) -> None:
    for shot in staged[1].shots:
        for panel in shot.panels:
            names = {face.name for face in faces_seen(panel)}
            inside = {
                f.name
                for f in panel.figures
                if mouth_seen(f, panel.camera, 1280)
                and all(0 < v < 1 for v in project(panel.camera, f.joint("head"))[:2])
            }
            assert inside <= names


def test_closer_shots_have_larger_faces_and_shoulders_have_none(
    staged: tuple[ShotList, Blocking],
) -> None:
    heights: dict[Size, list[float]] = {}
    over = 0
    for shot, blocked in zip(staged[0].shots, staged[1].shots, strict=True):
        for panel in blocked.panels:
            faces = {face.name: face for face in faces_seen(panel)}
            heights.setdefault(shot.size, []).extend(f.height for f in faces.values())
            if shot.angle is Angle.OTS and shot.over:
                assert shot.over not in faces
                over += 1
    close = [h for size in (Size.CU, Size.MCU) for h in heights.get(size, [])]
    wide = [h for size in (Size.LS, Size.ELS, Size.MLS) for h in heights.get(size, [])]
    assert over
    assert close
    assert not wide or min(close) > max(wide)

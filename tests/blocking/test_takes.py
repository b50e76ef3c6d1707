"""Another take of a shot is another good camera on the same staging, and of no other shot."""

import dataclasses

import numpy as np
import pytest

from filmgen.blocking.camera import basis
from filmgen.blocking.model import Camera
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, Beat, Setup, Shot, Size
from tests.blocking.films import KITCHEN, STREET, film, planned, shot
from tests.blocking.measure import tally

KINDS = {
    "single": {"size": Size.MCU},
    "close": {"size": Size.CU},
    "two-shot": {
        "setup": Setup.TWO_SHOT,
        "subjects": ("ANNA", "BEN"),
        "size": Size.MLS,
        "lens": 35,
    },
    "master": {"setup": Setup.MASTER, "subjects": ("ANNA", "BEN"), "size": Size.LS, "lens": 28},
    "shoulder": {"setup": Setup.OTS, "angle": Angle.OTS, "size": Size.MCU, "over": "BEN"},
    "eyes": {"setup": Setup.POV, "angle": Angle.POV, "over": "BEN", "size": Size.MS},
    "insert": {"setup": Setup.INSERT, "size": Size.ECU, "subjects": (), "insert": "letter"},
    "place": {
        "setup": Setup.ESTABLISHING,
        "subjects": (),
        "present": (),
        "sides": (),
        "size": Size.LS,
    },
}


def _differ(a: Camera, b: Camera) -> bool:
    """Another direction, or another lens and place: not the same picture again."""
    turned = float(np.arccos(np.clip(basis(a)[2] @ basis(b)[2], -1, 1)))
    moved = float(np.linalg.norm(np.subtract(a.position, b.position)))
    zoomed = abs(float(np.log(a.focal_mm / b.focal_mm)))
    return turned > 0.12 or zoomed > 0.25 or (moved > 0.5 and turned > 0.05)


PLACES = {"kitchen": KITCHEN, "street": STREET}
# there is no letter to be shown in the street
CASES = [(k, p) for k in KINDS for p in PLACES if (k, p) != ("insert", "street")]


@pytest.mark.parametrize(("kind", "place"), CASES)
def test_takes_differ_and_are_good(kind: str, place: str) -> None:
    setting = PLACES[place]
    made: Shot = shot(1, setting, **KINDS[kind])  # type: ignore[arg-type]
    films = [block(film(made), 16 / 9, {made.identity: n}) for n in (1, 2, 3)]
    panels = [b.shots[0].panels[0] for b in films]
    for i in range(3):
        for j in range(i):
            assert _differ(panels[i].camera, panels[j].camera), (kind, j + 1, i + 1)
    for blocking in films:
        result = tally(film(made), blocking)
        assert result.wrong_side == [] and result.camera_inside == []
        assert result.wrong_size == [] and result.occluded == []


def test_the_staging_and_all_other_shots_stay() -> None:
    beats = (Beat("A", "Anna walks in."), Beat("B", "Anna sits at the table."))
    shots = film(
        shot(1, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, lens=28, beats=beats),
        shot(2, setup=Setup.MASTER, subjects=("ANNA", "BEN"), size=Size.LS, lens=28),
        shot(3, size=Size.CU),
    )
    plain = block(shots, 16 / 9)
    again = block(shots, 16 / 9, {shots.shots[0].identity: 3, "no such shot": 2})
    assert again.shots[1:] == plain.shots[1:]
    for a, b in zip(plain.shots[0].panels, again.shots[0].panels, strict=True):
        assert a.figures == b.figures
        assert a.camera != b.camera
    assert block(shots, 16 / 9, {}) == plain
    assert block(shots, 16 / 9, {s.identity: 1 for s in shots.shots}) == plain


def test_every_second_take_of_a_film_keeps_size_and_side() -> None:
    shots = planned("Brick-and-Steel.fountain")
    part = dataclasses.replace(shots, shots=shots.shots[:24])
    result = tally(part, block(part, 16 / 9, {s.identity: 2 for s in part.shots}))
    assert result.wrong_side == []
    assert len(result.wrong_size) <= 0.05 * result.framed, result.wrong_size

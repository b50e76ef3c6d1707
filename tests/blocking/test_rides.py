"""Who gets into a car sits in it; two who talk are open to the camera."""

import math

from filmgen.blocking.camera import basis
from filmgen.blocking.rides import rides_of
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Setting, Setup, Size
from filmgen.screenplay.model import PlaceKind, TimeOfDay
from tests.blocking.films import KITCHEN, STREET, film, shot

GARAGE = Setting("GARAGE", PlaceKind.INTERIOR, "GARAGE", "", TimeOfDay.DAY)


def test_the_scene_goes_on_inside_the_car() -> None:
    made = (
        shot(1, GARAGE, setup=Setup.ESTABLISHING, subjects=(), size=Size.LS),
        shot(2, GARAGE, setup=Setup.ACTION, subjects=("ANNA", "BEN"), size=Size.MLS,
             action="Anna and Ben get into Mom's PORSCHE, Ben at the wheel."),
        shot(3, GARAGE, setup=Setup.SINGLE, size=Size.MCU),
        shot(4, GARAGE, setup=Setup.ACTION, subjects=(), size=Size.LS, action="They get out."),
        shot(5, STREET, scene=2),
    )  # fmt: skip
    assert rides_of(made) == {1, 2}
    staged = block(film(*made), 16 / 9).shots
    kinds = [s.panels[0].set_plan.kind for s in staged]
    assert kinds[1] == kinds[2] == "car interior"
    assert "car interior" not in (kinds[0], kinds[3], kinds[4])
    for name in ("ANNA", "BEN"):
        figure = next(f for f in staged[1].panels[0].figures if f.name == name)
        assert figure.pose.startswith(("drive", "sit"))


def test_nobody_rides_where_nobody_gets_in() -> None:
    for action in ("Anna looks into the car.", "Anna gets into bed.", "A car drives by."):
        assert rides_of((shot(1, STREET, action=action),)) == frozenset()


def test_two_shots_are_cheated_to_the_camera() -> None:
    for setting in (KITCHEN, STREET):
        made = shot(1, setting, setup=Setup.TWO_SHOT, subjects=("ANNA", "BEN"), size=Size.MLS)
        panel = block(film(made), 16 / 9).shots[0].panels[0]
        forward = basis(panel.camera)[2]
        back = math.atan2(-forward[0], -forward[2])
        for figure in panel.figures:
            turn = abs((figure.facing_rad - back + math.pi) % (2 * math.pi) - math.pi)
            assert turn < math.radians(72)  # 90 degrees is a strict profile

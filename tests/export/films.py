"""A small film to export: talk over a shoulder, a walk in three poses, a push-in and a zoom."""

from __future__ import annotations

import functools
from dataclasses import replace

from filmgen.blocking.model import Blocking
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Angle, Beat, Move, Setup, ShotList, Size
from tests.blocking.films import STREET, film, shot


@functools.cache
def small_film() -> tuple[ShotList, Blocking]:
    walk = (
        Beat("A", "Anna stands under the lamp."),
        Beat("B", "Anna walks to Ben."),
        Beat("C", "Anna points at Ben.", ("ANNA", "BEN")),
    )
    shots = (
        shot(10, setup=Setup.MASTER, size=Size.LS, subjects=("ANNA", "BEN"), action="They sit."),
        shot(20, angle=Angle.OTS, setup=Setup.OTS, size=Size.MCU, over="BEN"),
        replace(shot(30, size=Size.MS, action="Anna drinks."), move=Move.PUSH_IN),
        shot(40, STREET, setup=Setup.ACTION, size=Size.LS, beats=walk, scene=2),
        replace(shot(50, STREET, size=Size.MS, angle=Angle.DUTCH, scene=2), move=Move.ZOOM),
        shot(60, STREET, setup=Setup.ESTABLISHING, size=Size.ELS, subjects=(), scene=2),
    )
    shots_list = film(*shots)
    return shots_list, block(shots_list, 16 / 9)

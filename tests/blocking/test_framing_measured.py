"""The framing benchmark measures pictures: it sees what is there, and what is wrong."""

import dataclasses

import numpy as np
import pytest

from benchmarks.framing import grey, head_share, measure, ssim
from filmgen.blocking.camera import basis
from filmgen.blocking.framing import head_fraction
from filmgen.blocking.model import Camera, StagedPanel
from filmgen.blocking.stage import block
from filmgen.breakdown.model import Setup, Shot, Size
from tests.blocking.films import film, shot


def _panel(made: Shot) -> StagedPanel:
    return block(film(made), 16 / 9).shots[0].panels[0]


@pytest.mark.parametrize("size", [Size.CU, Size.MS, Size.LS])
def test_a_head_has_the_height_it_was_framed_for(size: Size) -> None:
    made = shot(1, size=size)
    panel = _panel(made)
    anna = next(f for f in panel.figures if f.name == "ANNA")
    assert head_share(panel, anna) == pytest.approx(head_fraction(panel.camera, anna), rel=0.12)
    row = measure("test", made, "A", panel)
    assert row.framed and row.crossed == "" and (row.visible or 0) > 0.6


def test_a_camera_across_the_line_and_a_longer_lens_are_found_out() -> None:
    made = shot(1, setup=Setup.TWO_SHOT, subjects=("ANNA", "BEN"), size=Size.MLS, lens=35)
    panel = _panel(made)
    heads = np.mean([f.joint("head") for f in panel.figures], axis=0)
    away = np.subtract(panel.camera.position, heads)
    across = heads - away * (1.0, -1.0, 1.0)
    wrong = Camera(tuple(across), tuple(heads), panel.camera.focal_mm, panel.camera.aspect)  # type: ignore[arg-type]
    assert measure("test", made, "A", dataclasses.replace(panel, camera=wrong)).crossed
    longer = dataclasses.replace(panel.camera, focal_mm=2.2 * panel.camera.focal_mm)
    assert not measure("test", made, "A", dataclasses.replace(panel, camera=longer)).framed


def test_pictures_are_alike_or_not() -> None:
    one = _panel(shot(1, size=Size.MS))
    other = _panel(shot(1, size=Size.MS, subjects=("BEN",)))
    assert ssim(grey(one), grey(one)) == pytest.approx(1.0)
    assert ssim(grey(one), grey(other)) < 0.85
    assert basis(one.camera)[2] @ basis(other.camera)[2] < 0.999

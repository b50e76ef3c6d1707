"""What a device would draw, by torch on the CPU: the same picture, to rounding."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from filmgen.blocking.model import Glow, StagedPanel
from filmgen.engines.storyboard.previs import REVISION, PrevisEngine
from filmgen.media import Frame
from filmgen.previs.draw import Brush, build_scene, one_thread, render
from filmgen.previs.noise import generator
from filmgen.previs.raycast import cast, lens_view, normals
from filmgen.previs.sheet import textures
from filmgen.previs.wobble import Wobble
from tests.previs.builders import DAY, NIGHT, panels

PANELS = panels()


def drawn(panel: StagedPanel, look: str, *, tensors: bool) -> Frame:
    view = lens_view(panel.camera, 240, 135, (0, 0))
    with one_thread():
        scene = build_scene(panel, view)
        hits = cast(scene, view)
        noise = textures(135, 240, generator(1, "sheet"))
        brush = Brush(look, 240 / 1280, Wobble(1), noise, tensors=tensors)
        normal = normals(scene, view, hits)
        return render(panel, scene, view, hits.depth, hits.solid, normal, brush)


@pytest.mark.parametrize(
    ("name", "look"),
    [("two-day", "ink"), ("street-night", "ink"), ("cu-mia", "tone"), ("ots", "clay")],
)
def test_tensors_and_arrays_make_one_picture(name: str, look: str) -> None:
    panel = PANELS[name]
    if name == "two-day":
        panel = replace(panel, glows=(Glow("fire", (0.5, 0.5, 0.5), 0.8, 3.0),))
    ours, theirs = (drawn(panel, look, tensors=tensors) for tensors in (False, True))
    assert isinstance(theirs.picture, np.ndarray) and theirs.picture.dtype == np.uint8
    assert ours.passes["normals"].shape == theirs.passes["normals"].shape
    apart = np.abs(ours.passes["normals"].astype(int) - theirs.passes["normals"])
    assert apart.max() <= 1
    a, b = (cv2.GaussianBlur(f.picture, (0, 0), 1.5).astype(float) for f in (ours, theirs))
    assert 10 * np.log10(255**2 / np.mean((a - b) ** 2)) > 34


@pytest.mark.parametrize("light", [DAY, NIGHT])
def test_every_weather_and_hour_runs_on_tensors(light: object) -> None:
    for name in ("two-day", "street-ls-day"):
        frame = drawn(replace(PANELS[name], light=light), "ink", tensors=True)
        assert frame.picture.std() > 15


def test_the_revision_names_a_device() -> None:
    assert PrevisEngine().describe().revision == REVISION
    assert PrevisEngine("cuda:1").describe().revision == f"{REVISION}-cuda"

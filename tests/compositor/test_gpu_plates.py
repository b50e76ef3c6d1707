"""Plates, light and relief in torch against the same on the processor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from filmgen.breakdown.model import Move
from filmgen.compositor.colour import Planes, encode_srgb, new_i420
from filmgen.compositor.cpu.plates import PlateComposer
from filmgen.compositor.cpu.relief import ReliefPainter
from filmgen.compositor.footage import FootageReader
from filmgen.compositor.gpu.pictures import Pictures, upload
from filmgen.compositor.gpu.plates import DevicePlates, PlateFrames
from filmgen.compositor.gpu.plates import encode_srgb as gpu_encode
from filmgen.compositor.gpu.relief import DeviceRelief
from filmgen.compositor.moves import View
from filmgen.compositor.stills.still import Still
from tests.contracts.scenes import SIZE, deep, of, plate, shot

CPU = torch.device("cpu")


def test_light_is_encoded_by_the_standards_curve() -> None:
    light = np.linspace(0, 1, 4001)
    ours = gpu_encode(torch.from_numpy(light.astype(np.float32))).numpy()
    assert np.abs(ours - encode_srgb(light)).max() < 1e-5


@pytest.mark.parametrize("overscan", [0.0, 0.06])
def test_panels_with_plates_are_two_codes_apart_at_most(tmp_path: Path, overscan: float) -> None:
    kinds = (
        plate(tmp_path, "fire", onset=2),
        plate(tmp_path, "steam", x=0.35, depth_m=6.0),
        plate(tmp_path, "smoke", x=0.9, y=1.2),
    )
    one = deep(
        tmp_path,
        shot(tmp_path, 20, move=Move.PAN, overscan=overscan, plates=kinds),
        overscan,
    )
    segment, _ = of(one)
    reader = FootageReader(segment.footage, SIZE, tmp_path)
    frames = PlateFrames(CPU, 1 << 20)
    for number in (0, 2, 5, 19):  # before the fire, as it begins, and when it burns
        sight = reader.see(number)
        assert sight.plates is not None
        placed = DevicePlates(sight.plates, frames, CPU)
        states = [sight.clocks, sight.clocks]
        ours = placed.write(states, upload(sight.still.planes, CPU), sight.still.density)
        assert torch.equal(ours.y[0], ours.y[1])
        planes = sight.still.planes
        PlateComposer(sight.plates).write(sight.clocks, planes, sight.still.density)
        for mine, theirs in (
            (ours.y[0, 0], planes.y),
            (ours.c[0, 0], planes.u),
            (ours.c[0, 1], planes.v),
        ):
            apart = np.abs(mine.numpy() - theirs.astype(np.float32))
            assert apart.max() <= 2
            assert (apart > 1).mean() < 1e-3


def test_frames_of_plates_are_kept_while_there_is_room(tmp_path: Path) -> None:
    rgba = np.arange(6 * 4 * 4 * 4, dtype=np.float16).reshape(6, 4, 4, 4)
    frames = PlateFrames(CPU, 2 * rgba[0].nbytes)
    first = frames(rgba, 0)
    assert frames(rgba, 0) is first
    for index in range(6):
        assert np.array_equal(frames(rgba, index).numpy(), rgba[index])
    assert frames(rgba, 0) is not first


def _deep_still(folder: Path, move: Move = Move.TRACK) -> tuple[Still, list[View]]:
    segment, _ = of(deep(folder, shot(folder, 12, move=move, overscan=0.08), 0.08))
    reader = FootageReader(segment.footage, SIZE, folder)
    sights = [reader.see(number) for number in range(0, 12, 3)]
    assert sights[0].still.relief is not None
    return sights[0].still, [sight.view for sight in sights]


def _agrees(ours: Pictures, still: Still, views: list[View]) -> None:
    _, into = new_i420(*SIZE)
    for number, view in enumerate(views):
        ReliefPainter(still, SIZE).paint(view, into)
        for mine, theirs in (
            (ours.y[number, 0], into.y),
            (ours.c[number, 0], into.u),
            (ours.c[number, 1], into.v),
        ):
            apart = np.abs(mine.numpy() - theirs.astype(np.float32))
            assert apart.mean() < 0.4
            assert np.percentile(apart, 99.9) < 10  # OpenCV looks up places in steps of 1/32


@pytest.mark.parametrize("move", [Move.TRACK, Move.PUSH_IN, Move.CRANE, Move.HANDHELD])
def test_a_relief_is_seen_as_on_the_processor(tmp_path: Path, move: Move) -> None:
    still, views = _deep_still(tmp_path, move)
    views += [View(0.48, 0.51, 0.93, 0.05)]
    assert still.relief is not None
    ours = DeviceRelief(still.relief, still.planes, still.overscan, None, CPU)
    _agrees(ours.look(views, SIZE), still, views)


def test_what_is_painted_into_a_box_reaches_every_layer(tmp_path: Path) -> None:
    """Two states at once, each its own; the relief itself is not changed."""
    still, views = _deep_still(tmp_path)
    assert still.relief is not None
    width, height = still.planes.size
    box = (width // 4 // 2 * 2, height // 3 // 2 * 2, width // 2 // 2 * 2, height // 2 // 2 * 2)
    ours = DeviceRelief(still.relief, still.planes, still.overscan, box, CPU)
    before = ours.look(views[:2], SIZE)
    painted = [_painted(still.planes, box, seed) for seed in (1, 2)]
    stills = [upload(planes, CPU) for planes in painted]
    both = Pictures(torch.cat([s.y for s in stills]), torch.cat([s.c for s in stills]))
    seen = ours.take(both).look([views[0], views[1]], SIZE)
    assert torch.equal(ours.look(views[:2], SIZE).y, before.y)
    for number in range(2):
        still.relief.take(painted[number], box)
        one = Pictures(seen.y[number : number + 1], seen.c[number : number + 1])
        _agrees(one, replace(still, planes=painted[number]), [views[number]])


def _painted(planes: Planes, box: tuple[int, int, int, int], seed: int) -> Planes:
    copy = Planes(planes.y.copy(), planes.u.copy(), planes.v.copy())
    rng = np.random.default_rng(seed)
    part = copy.crop(*box)
    for plane in (part.y, part.u, part.v):
        rows, columns = plane.shape
        coarse = rng.integers(30, 220, (-(-rows // 8), -(-columns // 8)), dtype=np.uint8)
        plane[:] = np.kron(coarse, np.ones((8, 8), np.uint8))[:rows, :columns]
    return copy

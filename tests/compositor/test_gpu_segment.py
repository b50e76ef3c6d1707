"""The torch renderer itself: batches, buffers, words, devices, memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from filmgen.breakdown.model import Move, ShotTransition
from filmgen.cli import doctor
from filmgen.compositor.colour import Planes, new_i420
from filmgen.compositor.gpu import device as devices
from filmgen.compositor.gpu.pictures import Pictures
from filmgen.compositor.gpu.segment import TorchPainter
from filmgen.compositor.gpu.transfer import Rasters, ReadBack
from filmgen.compositor.gpu.words import OverlayLayer
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.renderers import Chosen, choose_renderer
from filmgen.compositor.words.text import with_halo
from filmgen.config import load_config
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.lettering import line_mask
from pipelines.reel import Reel, _renderer
from tests.compositor.films import film, take
from tests.contracts.scenes import PLAIN, SCENES, SIZE, of, plate, shot

CPU = torch.device("cpu")


@pytest.mark.parametrize("scene", ["in depth, speaking and burning", "editorial burn-in"])
def test_batches_of_any_length_are_the_same_film(tmp_path: Path, scene: str) -> None:
    segment, burn_in = SCENES[scene](tmp_path)
    films = [
        [f.copy() for f in TorchPainter(segment, tmp_path, burn_in, batch=batch).frames()]
        for batch in (1, 3, 32)
    ]
    for frames in films[1:]:
        for one, other in zip(films[0], frames, strict=True):
            # sums of the same numbers in another order round otherwise, rarely
            apart = np.abs(one.astype(int) - other)
            assert apart.max() <= 1
            assert (apart > 0).mean() < 1e-3


def test_a_batch_may_lie_across_the_end_of_a_transition(tmp_path: Path) -> None:
    one = shot(tmp_path, 5, plates=(plate(tmp_path, "fire"),))
    for kind in (ShotTransition.FADE_OUT_IN, ShotTransition.WIPE):
        two = take(tmp_path, 2, 12, size=SIZE, transition=kind, transition_frames=6)
        segment = plan_segments(film(one, two, size=SIZE), PLAIN)[1]
        painter = TorchPainter(segment, tmp_path, batch=5)
        together = [f.copy() for f in painter.frames()]
        for number, frame in enumerate(together):
            alone = TorchPainter(segment, tmp_path).frame(number)
            assert np.abs(frame.astype(int) - alone).max() <= 1


def test_a_single_frame_does_not_need_those_before_it(tmp_path: Path) -> None:
    segment, burn_in = SCENES["mouths behind smoke"](tmp_path)
    frames = [f.copy() for f in TorchPainter(segment, tmp_path, burn_in).frames()]
    late = TorchPainter(segment, tmp_path, burn_in)
    for number in (6, 1):
        assert np.abs(late.frame(number).astype(int) - frames[number]).max() <= 1


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    peaks = []
    for frames in (16, 96):
        segment, _ = of(shot(tmp_path, frames, move=Move.PAN, plates=(plate(tmp_path, "fire"),)))
        painter = TorchPainter(segment, tmp_path)
        tracemalloc.start()
        for _ in painter.frames():
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]


def test_buffers_take_turns_and_keep_their_order() -> None:
    back = ReadBack(CPU, 2, (16, 16))
    seen: list[int] = []
    for batch in range(5):
        rasters = back.rasters(2 if batch < 4 else 1)
        rasters.flat.copy_(torch.arange(2 * batch, 2 * batch + len(rasters.flat))[:, None])
        back.send(len(rasters.flat))
        if back.waiting > 1:
            seen += [int(frame[0]) for frame in back.receive()]
    while back.waiting:
        seen += [int(frame[0]) for frame in back.receive()]
    assert seen == list(range(9))


def test_pictures_are_rounded_into_the_place_of_their_planes() -> None:
    rasters = Rasters(torch.empty(2, 32 * 16 * 3 // 2, dtype=torch.uint8), (32, 16))
    rasters.blacken()
    y = torch.full((1, 1, 8, 20), 99.6)
    c = torch.stack([torch.full((4, 10), 70.4), torch.full((4, 10), 180.5)])[None]
    rasters.place(1, Pictures(y, c), 6, 4)
    flat, planes = new_i420(32, 16)
    assert np.array_equal(rasters.flat[0].numpy(), flat)
    part = planes.crop(6, 4, 20, 8)
    part.y[:], part.u[:], part.v[:] = 100, 70, 180  # halves go to even numbers
    assert np.array_equal(rasters.flat[1].numpy(), flat)


def test_words_lie_as_on_the_processor_and_are_cut_at_the_edge() -> None:
    words = with_halo(line_mask("Well?", 14), 14, (235, 235, 232), 1.0, 0.6)
    laid = [words.at(4, 2), words.at(-6, 10), words.at(50, -4), words.at(400, 2)]
    rng = np.random.default_rng(3)
    flat = rng.integers(16, 235, (4, 72 * 40 * 3 // 2), dtype=np.uint8)
    rasters = Rasters(torch.from_numpy(flat.copy()), (72, 40))
    frames = [[laid[0]], [laid[1], laid[0]], [laid[2]], [laid[0], laid[3]]]
    OverlayLayer(CPU).lay(rasters, frames)
    for number, overlays in enumerate(frames):
        expected, y = flat[number], 72 * 40
        planes = Planes(
            expected[:y].reshape(40, 72),
            expected[y : y * 5 // 4].reshape(20, 36),
            expected[y * 5 // 4 :].reshape(20, 36),
        )
        for overlay in overlays:
            overlay.lay(planes)
        assert np.abs(rasters.flat[number].numpy().astype(int) - expected).max() <= 1


def test_what_does_not_fit_into_memory_is_drawn_in_smaller_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment, _ = of(shot(tmp_path, 20, move=Move.PAN))
    expected = [f.copy() for f in TorchPainter(segment, batch=8).frames()]
    drawn: list[int] = []
    paint = TorchPainter._paint

    def small(self: TorchPainter, numbers: Sequence[int], rasters: Any) -> None:
        drawn.append(len(numbers))
        if len(numbers) > 2 and len(drawn) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        paint(self, numbers, rasters)

    monkeypatch.setattr(TorchPainter, "_paint", small)
    frames = [f.copy() for f in TorchPainter(segment, batch=8).frames()]
    assert drawn[:5] == [8, 8, 4, 2, 2]
    assert [f.tobytes() for f in frames] == [f.tobytes() for f in expected]

    def never(self: TorchPainter, numbers: Sequence[int], rasters: Any) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(TorchPainter, "_paint", never)
    with pytest.raises(EngineUnavailable, match=r"memory is full; set compositor\.renderer=cpu"):
        next(TorchPainter(segment, batch=8).frames())


def test_a_renderer_is_chosen_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    where = "filmgen.compositor.renderers.usable_gpu"
    monkeypatch.setattr(where, lambda: ("", "torch finds no GPU"))
    assert choose_renderer("auto") == Chosen("cpu", "the processor: torch finds no GPU")
    slow = choose_renderer("torch")
    assert (slow.name, slow.slow) == ("torch", True)
    assert "torch finds no GPU; compositor.renderer=cpu" in slow.why
    monkeypatch.setattr(where, lambda: ("cuda", "NVIDIA H100"))
    assert choose_renderer("auto") == choose_renderer("torch") == Chosen("torch", "on NVIDIA H100")
    assert choose_renderer("cpu").name == "cpu"


def test_the_settings_name_a_renderer_and_doctor_says_which_it_is() -> None:
    assert load_config().compositor.renderer == "auto"
    assert load_config(overrides=["compositor.renderer=torch"]).compositor.renderer == "torch"
    with pytest.raises(ConfigError, match="compositor"):
        load_config(overrides=["compositor.renderer=vulkan"])
    told = doctor._renderer()
    chosen = choose_renderer("auto")
    assert told.ok
    assert told.message == f"{chosen.name}, {chosen.why}"


def test_a_slow_choice_is_told_once_and_only_where_something_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "filmgen.compositor.renderers.usable_gpu", lambda: ("", "torch finds no GPU")
    )
    timeline = film(shot(tmp_path), size=SIZE)
    segments = plan_segments(timeline, PLAIN)
    reel = Reel(timeline.cut, PLAIN, segments, (None,), None)  # type: ignore[arg-type]
    notes: list[str] = []
    config = load_config(overrides=["compositor.renderer=torch"])

    def studio(found: object) -> Any:
        return SimpleNamespace(
            config=config,
            workspace=SimpleNamespace(find=lambda key: found),
            progress=SimpleNamespace(note=notes.append),
        )

    assert _renderer(reel, studio("in the cache")) == "cpu"
    assert not notes
    assert _renderer(reel, studio(None)) == "torch"
    (note,) = notes
    assert "on the processor: torch finds no GPU" in note


def test_a_gpu_that_does_not_draw_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "version", lambda _: "2.13.0")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    # this build has no CUDA: drawing with it fails as a broken driver does
    if torch.version.cuda is None:
        kind, reason = devices.usable_gpu.__wrapped__()
        assert kind == ""
        assert "does not work" in reason
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    if not torch.backends.mps.is_available():
        assert devices.usable_gpu.__wrapped__() == ("", "torch finds no GPU")
    monkeypatch.setattr(devices, "version", lambda _: "2.13.0+cpu")
    assert devices.usable_gpu.__wrapped__()[1] == "this torch is built for the processor alone"


def test_a_batch_is_as_large_as_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    for free in (1 << 28, 8 << 30, 78 << 30):
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda _, free=free: (free, 80 << 30))
        sizes.append(devices.batch_frames("cuda", (1920, 1080)))
    assert sizes[0] == 1
    assert 1 < sizes[1] < 32
    assert sizes[2] == 32
    assert devices.batch_frames("cuda", (3840, 2160)) < 32
    assert devices.batch_frames("cpu", (1920, 1080)) < 8

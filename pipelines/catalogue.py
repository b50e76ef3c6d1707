"""The picture catalogue: every kind by every engine, shot small, on one page."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgen.boards.effects_catalogue import (
    PAPER,
    Catalogue,
    Picture,
    ShownKind,
    ShownPlate,
    checkerboard,
    moving,
    over,
    still,
    write_catalogue,
)
from filmgen.effects.clips import ONE_SHOT
from filmgen.effects.kinds import KINDS
from filmgen.engines.protocols import PlateRequest, StreamingEffectsEngine
from filmgen.engines.table import create_engine, engine_names
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.media import FloatArray
from filmgen.progress import Progress
from filmgen.workspace import explained
from pipelines.night_board import night_board

PAGE = "effects.html"
RATE = Fraction(24)
ABOUT: Mapping[str, str] = {
    "dust": "goes over the picture",
    "embers": "adds light",
    "explosion": "adds light; its smoke goes over",
    "fire": "adds light; its thin smoke goes over",
    "fog": "goes over the whole picture",
    "rain": "goes over the whole picture",
    "smoke": "goes over the picture",
    "snow": "goes over the whole picture",
    "sparks": "adds light",
    "steam": "goes over the picture",
}
FULL_FRAME = frozenset({"fog", "rain", "snow"})
INTENSITIES = (("low", 0.2), ("usual", 0.6), ("high", 1.0))
WINDS = (("from the right", -0.8), ("none", 0.0), ("from the left", 0.8))


@dataclass(frozen=True)
class Take:
    """How large and how long the catalogue's plates are."""

    side_px: int
    frames: int
    still_px: int
    warm_frames: int


FULL = Take(side_px=384, frames=60, still_px=240, warm_frames=4)
QUICK = Take(side_px=96, frames=6, still_px=96, warm_frames=1)


@dataclass(frozen=True)
class _Maker:
    name: str
    engine: StreamingEffectsEngine
    varies: bool


def make_catalogue(
    out: Path,
    *,
    kinds: Sequence[str] = (),
    quick: bool = False,
    weights: Mapping[str, Path] | None = None,
    progress: Progress,
) -> Path:
    """Shoot every kind with every engine that runs here and lay them out.

    Args:
        kinds: those to show; all if empty.
        quick: small and short plates, to see that all is well.
        weights: of an engine's own, by its name, instead of the shipped ones.

    Returns:
        The page.

    Raises:
        ConfigError: a kind that nothing makes.
        WorkspaceError: the folder cannot be written.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ConfigError("--kind", f"no kind {unknown[0]!r}; there are {', '.join(KINDS)}")
    take = QUICK if quick else FULL
    shown = [kind for kind in KINDS if not kinds or kind in kinds]
    with explained(out):
        out.mkdir(parents=True, exist_ok=True)
    makers, absent = _makers(weights or {})
    jobs = [(kind, maker) for kind in shown for maker in makers if kind in maker.engine.kinds()]
    progress.stage("catalogue", len(jobs))
    board = night_board(round(take.side_px * 16 / 9), take.side_px)
    pages = []
    for kind in shown:
        able = [maker for maker in makers if kind in maker.engine.kinds()]
        plates = []
        for maker in able:
            plates.append(_shown_plate(kind, maker, take, board))
            progress.advance(f"{kind}: {maker.name}", reused=False)
        varied = next(maker for maker in able if maker.varies)
        pages.append(_shown_kind(kind, tuple(plates), varied, take, board))
    for maker in makers:
        maker.engine.close()
    with explained(out):
        write_catalogue(Catalogue(tuple(pages), absent), out / PAGE)
    progress.done()
    return out / PAGE


def _makers(weights: Mapping[str, Path]) -> tuple[list[_Maker], dict[str, str]]:
    """The engines that run here, learned ones first, and why others do not."""
    wanted: list[tuple[str, str, dict[str, Any]]] = []
    for name in engine_names("effects"):
        options = {"weights": str(weights[name])} if name in weights else {}
        wanted.append((name, name, options))
    wanted.sort(key=lambda entry: (entry[0] == "simulation", entry[0]))
    wanted.append(("simulation 3D", "simulation", {"dim": 3}))
    makers, absent = [], {}
    for shown, name, options in wanted:
        try:
            engine: StreamingEffectsEngine = create_engine("effects", name, options)
        except EngineUnavailable as error:
            if name in weights:  # asked for by name: not to be passed over
                raise
            absent[shown] = str(error).partition(": ")[2]
        else:
            makers.append(_Maker(shown, engine, varies=shown != "simulation 3D"))
    return makers, absent


def _shown_plate(kind: str, maker: _Maker, take: Take, board: FloatArray) -> ShownPlate:
    request = _request(kind, take)
    # what is loaded and compiled once is no part of a frame
    list(maker.engine.frames(replace(request, frames=take.warm_frames, loop=False)))
    began = time.process_time()
    frames = list(maker.engine.frames(request))
    spent = time.process_time() - began
    info = maker.engine.describe()
    background = _cut(board, request)
    key = _key_frame(kind, frames)
    size = request.width_px, request.height_px
    return ShownPlate(
        engine=maker.name,
        model=info.model,
        revision=info.revision,
        licence=info.licence,
        preview=moving(kind, (over(frame, background) for frame in frames)),
        stills=(
            still("dark board", _fit(over(key, background), take)),
            still("white paper", _fit(over(key, np.full((1, 1, 1), PAPER, np.float32)), take)),
            still("checkerboard", _fit(over(key, checkerboard(*size)), take)),
        ),
        frame_ms=1000 * spent / len(frames),
        about=f"{float(len(frames) / RATE):.3g} s at {size[0]}×{size[1]}, "
        + ("loops" if request.loop else "plays once"),
    )


def _shown_kind(
    kind: str, plates: tuple[ShownPlate, ...], maker: _Maker, take: Take, board: FloatArray
) -> ShownKind:
    def row(control: str, values: Sequence[tuple[str, float]]) -> tuple[Picture, ...]:
        return tuple(_variant(kind, maker, take, board, name, {control: v}) for name, v in values)

    once = kind in ONE_SHOT
    return ShownKind(
        kind=kind,
        about=f"{ABOUT[kind]}, {'happens once' if once else 'loops'}",
        plates=plates,
        shown_by=maker.name,
        intensity=row("intensity", INTENSITIES),
        wind=row("wind", WINDS),
        wide=kind in FULL_FRAME,
    )


def _variant(
    kind: str, maker: _Maker, take: Take, board: FloatArray, name: str, changes: dict[str, Any]
) -> Picture:
    request = replace(_request(kind, take), **changes)
    request = replace(
        request,
        width_px=max(64, request.width_px * take.still_px // take.side_px),
        height_px=max(64, request.height_px * take.still_px // take.side_px),
    )
    if request.loop:
        request = replace(request, frames=max(4, take.frames // 3))
    key = _key_frame(kind, list(maker.engine.frames(request)))
    return still(name, over(key, _cut(board, request)))


def _request(kind: str, take: Take) -> PlateRequest:
    wide = kind in FULL_FRAME
    return PlateRequest(
        kind=kind,
        intensity=0.6,
        width_px=round(take.side_px * 16 / 9) if wide else take.side_px,
        height_px=take.side_px,
        frames=take.frames,
        rate=RATE,
        seed=7,
        loop=kind not in ONE_SHOT,
    )


def _key_frame(kind: str, frames: Sequence[NDArray[np.float16]]) -> NDArray[np.float16]:
    """What happens once is seen while it is large and still hot."""
    return frames[len(frames) * 2 // 5 if kind in ONE_SHOT else len(frames) // 2]


def _cut(board: FloatArray, request: PlateRequest) -> FloatArray:
    """The board behind a plate of this shape: its middle."""
    import cv2

    height, width = board.shape[:2]
    across = min(width, round(height * request.width_px / request.height_px))
    left = (width - across) // 2
    size = (request.width_px, request.height_px)
    part = np.ascontiguousarray(board[:, left : left + across])
    cut: FloatArray = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    return cut


def _fit(picture: NDArray[np.uint8], take: Take) -> NDArray[np.uint8]:
    import cv2

    scale = min(1.0, take.still_px / picture.shape[0])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    small: NDArray[np.uint8] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return small

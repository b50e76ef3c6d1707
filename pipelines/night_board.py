"""A dark board to lay elements over: a street at night, drawn as any other panel."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from filmgen.blocking.stage import block
from filmgen.breakdown.planner import plan_shots
from filmgen.effects.delivery.transfer import decode_integers
from filmgen.engines.protocols import FrameRequest
from filmgen.engines.storyboard.previs import PrevisEngine
from filmgen.media import FloatArray
from filmgen.screenplay import read_screenplay

SCRIPT = "EXT. COBBLED ALLEY - NIGHT\n\nAn empty alley between old houses.\n"
_LIGHT = 0.7
"""The board is darkened to this: elements are what is looked at."""


def night_board(width_px: int, height_px: int) -> FloatArray:
    """Linear light float32 (H, W, 3) of an empty alley at night."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "board.fountain")
        script.write_text(SCRIPT, encoding="utf-8")
        shots = plan_shots(read_screenplay(script))
    staged = block(shots, width_px / height_px)
    engine = PrevisEngine()
    frame = engine.draw(FrameRequest(staged.shots[0].panels[0], width_px, height_px, 0.0, "ink", 1))
    engine.close()
    light: FloatArray = np.float32(_LIGHT) * decode_integers(frame.picture)
    return light

"""How much of a redrawn panel looks different: a picture may be new and yet the same to the eye."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from filmgen.editorial.compare.model import Comparison, ShotComparison
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.errors import TimelineError
from filmgen.media_files import read_picture

_SEEN = 24
"""Code values, of 255, that two pixels differ by where anyone notices."""
_WIDTH_PX = 480


def with_looks(comparison: Comparison, old: DeliveredFilm, new: DeliveredFilm) -> Comparison:
    """The comparison, with the share of its pixels that differ for each redrawn panel.

    Pictures are read again, at some 30 ms for each pair of 720 lines; a pair that cannot be read
    has no share.
    """
    return comparison.model_copy(
        update={"shots": tuple(_looked_at(shot, old, new) for shot in comparison.shots)}
    )


def _looked_at(shot: ShotComparison, old: DeliveredFilm, new: DeliveredFilm) -> ShotComparison:
    if shot.old is None or shot.new is None:
        return shot
    shares = {}
    for name in shot.redrawn:
        label = name.removeprefix("panel ")
        if label == name or " " in label:
            continue
        paths = [
            film.folder / "frames" / side.id / label / "picture.png"
            for film, side in ((old, shot.old), (new, shot.new))
        ]
        share = differing(paths[0], paths[1], new.picture_px[1] / new.picture_px[0])
        if share is not None:
            shares[label] = share
    return shot.model_copy(update={"looks": shares}) if shares else shot


def differing(first: Path, second: Path, shape: float) -> float | None:
    """Share of the pixels of two pictures that differ to the eye, 0 to 1; None if unreadable.

    Args:
        shape: height over width that both are looked at in.
    """
    size = _WIDTH_PX, round(_WIDTH_PX * shape)
    try:
        one, other = (read_picture(path, *size).astype(np.int16) for path in (first, second))
    except (OSError, TimelineError):
        return None
    return float((np.abs(one - other).max(axis=2) > _SEEN).mean())

"""Filmed light to fields: what the shading does, read backwards.

A camera's picture tells less than a simulation: what shines and what reflects is parted by
colour, exposure is taken from the clip's own brightest parts, and depth comes from alpha, or of
clips on black from how bright the smoke is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from filmgen.effects.clips import COLUMNS, FOOT_INSET, ROWS
from filmgen.effects.imaging.flame import HOTTEST, flame_tables
from filmgen.effects.imaging.looks import LOOKS, FieldLook
from filmgen.errors import WorkspaceError
from filmgen.media import FloatArray

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_KEPT_PX = 144
"""Longer side that frames are kept at while the whole clip is looked at."""
_FINER = 4
_OUTSIDE = 0.004
"""Share of an element's light and cover that may lie outside of its box on each side."""
_MOST_COVER = 0.985
_LEAST_SMOKE = 0.15
_FULLY_LIT = 0.85
"""Scatter per cover of the brightest smoke."""


def fitted_light(frames: Iterable[FloatArray], path: Path) -> FloatArray:
    """Frames (H, W, 4) cut and scaled so that the element stands as in a simulated clip.

    Its foot comes to the middle, `FOOT_INSET` above the last row; it is as large as fits.

    Returns:
        float32 (T, ROWS, COLUMNS, 4), premultiplied linear light.

    Raises:
        WorkspaceError: the frames show nothing; names `path`.
    """
    small = np.stack([_shrunk(frame) for frame in frames])
    shown = np.maximum(_exposed(small[..., :3] @ _LUMINANCE), small[..., 3]).mean(axis=0)
    if float(shown.max()) < 1e-3:
        raise WorkspaceError(
            f"{path}: shows nothing but black; take it out, or save it with its alpha channel"
        )
    top, bottom = _span(shown.sum(axis=1))
    left, right = _span(shown.sum(axis=0))
    base = shown[int(bottom - 0.2 * (bottom - top)) : int(np.ceil(bottom))].sum(axis=0)
    foot = float((base * (np.arange(base.size) + 0.5)).sum() / max(float(base.sum()), 1e-9))
    reach = max(right - foot, foot - left, 1.0)
    cells = min(
        (ROWS * (1.0 - FOOT_INSET) - 1.0) / max(bottom - top, 1.0), (COLUMNS / 2 - 0.5) / reach
    )
    # cell centre c of the finer grid looks at pixel (c + 0.5) / (finer * cells) + corner - 0.5
    step = 1.0 / (_FINER * cells)
    corner_x = foot - COLUMNS / 2 / cells
    corner_y = bottom - ROWS * (1.0 - FOOT_INSET) / cells
    matrix = np.array(
        [[step, 0.0, corner_x + 0.5 * step - 0.5], [0.0, step, corner_y + 0.5 * step - 0.5]]
    )
    fitted = np.empty((len(small), ROWS, COLUMNS, 4), np.float32)
    for place, frame in enumerate(small):
        fine = cv2.warpAffine(
            frame,
            matrix,
            (_FINER * COLUMNS, _FINER * ROWS),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        fitted[place] = cv2.resize(fine, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    return np.maximum(fitted, 0.0)


def fields_of(light: FloatArray, kind: str, *, has_alpha: bool) -> FloatArray:
    """Fields float32 (T, 3, rows, columns) of premultiplied light (T, rows, columns, 4).

    Args:
        kind: of `looks.LOOKS`; only kinds with flames get heat.
        has_alpha: False of light on black.
    """
    look = LOOKS[kind]
    bright = light[..., :3] @ _LUMINANCE
    shines = _shining(light, bright) if look.flame else np.zeros_like(bright)
    emitted, reflected = bright * shines, bright * (1.0 - shines)
    # beside flames, grey that is next to black is no smoke
    least = _LEAST_SMOKE if look.flame else 0.0
    seen = light[..., 3] * (1.0 - shines) if has_alpha else _exposed(reflected, least)
    cover: FloatArray = np.clip(seen, 0.0, _MOST_COVER).astype(np.float32)
    scatter = np.minimum(cover * _FULLY_LIT * _exposed(_straight(reflected, cover)), cover)
    heat = _heat(emitted, look) if look.flame else np.zeros_like(bright)
    depth = -np.log1p(-cover)
    return np.stack((heat, depth, scatter), axis=1).astype(np.float32)


def lean_of(fields: FloatArray) -> float:
    """Wind as it is seen: how far the element's upper part stands beside its foot, -1 to 1."""
    shown = np.maximum(fields[:, 0], -np.expm1(-fields[:, 1])).mean(axis=0)
    above = shown[: ROWS // 2]
    if float(above.sum()) < 1e-6:
        return 0.0
    x = np.arange(COLUMNS) - 0.5 * (COLUMNS - 1)
    aside = float((above * x).sum() / above.sum())
    return float(np.clip(aside / (0.3 * COLUMNS), -1.0, 1.0))


def _shrunk(frame: FloatArray) -> FloatArray:
    longest = max(frame.shape[:2])
    if longest <= _KEPT_PX:
        return np.asarray(frame, np.float32)
    height, width = (max(1, round(side * _KEPT_PX / longest)) for side in frame.shape[:2])
    small: FloatArray = cv2.resize(
        frame.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA
    )
    return small


def _exposed(values: FloatArray, least: float = 1e-6) -> FloatArray:
    """Values by the brightest of what is there: their 99th percentile, or `least`, becomes 1."""
    there = values[values > 0.02 * max(float(values.max()), 1e-9)]
    white = float(np.percentile(there, 99.0)) if there.size else 1.0
    scaled: FloatArray = np.clip(values / max(white, least, 1e-6), 0.0, 1.0)
    return scaled


def _straight(reflected: FloatArray, cover: FloatArray) -> FloatArray:
    """Light on the smoke itself; where there is next to none, none."""
    straight: FloatArray = np.where(cover > 0.05, reflected / np.maximum(cover, 0.05), 0.0)
    return straight


def _shining(light: FloatArray, bright: FloatArray) -> FloatArray:
    """Share of each pixel's light that is emission: what is warm, or brighter than any paper."""
    red, blue = light[..., 0], light[..., 2]
    warmth: FloatArray = ((red - blue) / np.maximum(red, 1e-4)).astype(np.float32)
    warm = _ramp(warmth, 0.3, 0.6)
    share: FloatArray = np.maximum(warm, _ramp(bright, 0.7, 1.1))
    return share


def _ramp(values: FloatArray, low: float, high: float) -> FloatArray:
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    eased: FloatArray = t * t * (3.0 - 2.0 * t)
    return eased


def _heat(emitted: FloatArray, look: FieldLook) -> FloatArray:
    """Heat that is shaded as bright as this; the clip's brightest flames get a heat of 1."""
    red, green, blue, _ = flame_tables(look)
    table = np.stack((red[0], green[0], blue[0]), axis=1) @ _LUMINANCE
    table = np.maximum.accumulate(table)
    axis = np.linspace(0.0, HOTTEST, table.size)
    full = float(np.interp(1.0, axis, table))
    heat: FloatArray = np.interp(_exposed(emitted) * full, table, axis).astype(np.float32)
    heat[emitted < 1e-4 * max(float(emitted.max()), 1e-9)] = 0.0
    return heat


def _span(profile: FloatArray) -> tuple[float, float]:
    """First and last edge of what is there, in pixels, without stray specks."""
    total = np.concatenate(([0.0], np.cumsum(profile, dtype=np.float64)))
    edges = np.arange(total.size)
    low, high = _OUTSIDE * total[-1], (1.0 - _OUTSIDE) * total[-1]
    first, last = np.interp((low, high), total, edges)
    return float(first), float(max(last, first + 1.0))

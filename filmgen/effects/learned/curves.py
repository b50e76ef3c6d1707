"""Curves of a training as a picture: losses, and scores where there are some."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from filmgen.media import ByteArray

Curve = Sequence[tuple[float, float]]

_WIDTH, _PANEL, _LEFT, _TOP, _FOOT, _RIGHT = 1200, 360, 80, 44, 40, 210
_COLOURS = (
    (31, 119, 180), (255, 127, 14), (44, 160, 44), (214, 39, 40), (148, 103, 189),
    (140, 86, 75), (227, 119, 194), (90, 90, 90), (188, 189, 34), (23, 190, 207),
)  # fmt: skip
_SMOOTH = 0.93


def draw_curves(log: Path, out: Path, *, title: str) -> None:
    """Draw the log of a training to a PNG, one panel of losses and one for each score."""
    losses: dict[str, list[tuple[float, float]]] = defaultdict(list)
    scores: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for line in log.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for kind, values in entry.get("scores", {}).items():
            for name, value in values.items():
                scores[name][kind].append((entry["step"], float(value)))
        for name, value in entry.items():
            if name not in ("step", "seconds", "runs", "scores"):
                losses[name].append((entry["step"], float(value)))
    panels = [_panel(title, {name: _smoothed(curve) for name, curve in losses.items()})]
    panels += [_panel(name, curves) for name, curves in sorted(scores.items())]
    picture = np.concatenate(panels)
    part = out.with_suffix(".part.png")
    cv2.imwrite(str(part), picture[..., ::-1])
    part.replace(out)


def _smoothed(curve: Curve) -> Curve:
    made, held, weight = [], 0.0, 0.0
    for step, value in curve:
        held, weight = _SMOOTH * held + (1 - _SMOOTH) * value, _SMOOTH * weight + 1 - _SMOOTH
        made.append((step, held / weight))
    return made


def _panel(title: str, curves: Mapping[str, Curve]) -> ByteArray:
    """One panel (_PANEL, _WIDTH, 3), RGB; a logarithmic axis where all values allow it."""
    picture = np.full((_PANEL, _WIDTH, 3), 255, np.uint8)
    points = np.array([point for curve in curves.values() for point in curve], float)
    _write(picture, title, (_LEFT, 28), 0.6)
    if not len(points):
        return picture
    good = np.isfinite(points).all(1)
    steps, values = points[good, 0], points[good, 1]
    if not len(values):
        return picture
    log = bool(values.min() > 0)
    low, high = (np.log10(values) if log else values).min(), 0.0
    high = (np.log10(values) if log else values).max()
    low, high = low - 0.05 * (high - low) - 1e-6, high + 0.05 * (high - low) + 1e-6
    right, bottom = _WIDTH - _RIGHT, _PANEL - _FOOT

    def place(step: float, value: float) -> tuple[int, int]:
        height = (np.log10(value) if log else value) - low
        x = _LEFT + (right - _LEFT) * step / max(steps.max(), 1)
        return round(x), round(bottom - (bottom - _TOP) * height / (high - low))

    for tick in np.linspace(low, high, 6):
        y = round(bottom - (bottom - _TOP) * (tick - low) / (high - low))
        cv2.line(picture, (_LEFT, y), (right, y), (225, 225, 225), 1)
        _write(picture, f"{10**tick if log else tick:.3g}", (12, y + 5), 0.42)
    for tick in np.linspace(0, steps.max(), 6):
        x = _LEFT + (right - _LEFT) * tick / max(steps.max(), 1)
        _write(picture, f"{tick:.0f}", (round(x) - 14, bottom + 20), 0.42)
    for number, (name, curve) in enumerate(sorted(curves.items())):
        colour = _COLOURS[number % len(_COLOURS)]
        line = [
            place(*point) for point in curve if np.isfinite(point[1]) and (not log or point[1] > 0)
        ]
        cv2.polylines(picture, [np.array(line, np.int32)], False, colour, 1, cv2.LINE_AA)
        _write(picture, name, (right + 14, _TOP + 18 * number + 8), 0.45, colour)
    return picture


def _write(
    picture: ByteArray,
    text: str,
    at: tuple[int, int],
    size: float,
    colour: tuple[int, int, int] = (40, 40, 40),
) -> None:
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 1, cv2.LINE_AA)

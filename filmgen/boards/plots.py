"""Plots of an analysis as SVG elements of a page: lines, strips, bars, a network.

Every plot has a title for readers who do not see it; colours are classes that the page's style
sheet gives them, so that they follow dark mode and print.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from filmgen.desk.analysis.document import (
    Analysis,
    CharacterFigures,
    Location,
    SceneFigures,
)
from filmgen.wording import counted

WIDTH = 1200.0
_LEFT, _RIGHT = 82.0, 4.0
_LIGHTS = {"DAY": "day", "NIGHT": "night", "DAWN": "dawn", "DUSK": "dusk"}
_PLACES = {"INT": "interior", "EXT": "exterior", "INT/EXT": "both"}
_NETWORK = 12


@dataclass(frozen=True)
class _Pages:
    """Pages of the film as x."""

    pages: float
    left: float = _LEFT
    right: float = WIDTH - _RIGHT

    def x(self, page: float) -> float:
        return self.left + (self.right - self.left) * page / max(self.pages, 1e-9)


def light_class(light: str) -> str:
    """The style's name of a light: "day" … or "unsaid"."""
    return _LIGHTS.get(light, "unsaid")


def arc_plot(analysis: Analysis) -> str:
    """Valence above, tension below, over the pages; a model's judgements as dots."""
    axis = _Pages(analysis.length.pages)
    top, zero, valley = 34.0, 114.0, 194.0
    t_top, t_base = 224.0, 314.0
    parts = [_turns(analysis, axis, top - 12, t_base)]
    parts += [
        _text(_LEFT - 12, zero + 4, "mood", "end strong"),
        _text(_LEFT - 12, (t_top + t_base) / 2 + 6, "tension", "end strong"),
        _text(_LEFT - 12, t_base, "calm", "soft end"),
        _line(_LEFT, zero, WIDTH - _RIGHT, zero, "axis"),
        _line(_LEFT, t_base, WIDTH - _RIGHT, t_base, "axis"),
    ]
    reach = max([0.3, *(abs(p.valence) for p in analysis.arc)])
    peak = max([0.4, *(p.tension for p in analysis.arc)])
    for scene in analysis.scenes:
        if scene.judged:
            reach, peak = max(reach, abs(scene.judged.valence)), max(peak, scene.judged.tension)
    parts += [
        _text(_LEFT - 12, top + 8, f"glad {reach:+.1f}", "soft end"),
        _text(_LEFT - 12, valley, f"sad {-reach:+.1f}", "soft end"),
        _text(_LEFT - 12, t_top + 10, f"tense {peak:.1f}", "soft end"),
    ]
    curve = [(axis.x(p.page), zero - (zero - top) * p.valence / reach) for p in analysis.arc]
    tense = [(axis.x(p.page), t_base - (t_base - t_top) * p.tension / peak) for p in analysis.arc]
    if curve:
        parts += [
            _area([(x, min(y, zero)) for x, y in curve], zero, "glad"),
            _area([(x, max(y, zero)) for x, y in curve], zero, "sad"),
            _path(curve, "curve"),
            _area(tense, t_base, "tension"),
            _path(tense, "tensioncurve"),
        ]
    for scene in analysis.scenes:
        parts.append(_hover(scene, axis, top - 6, t_base))
        if scene.judged:
            x = axis.x(scene.page + scene.pages / 2)
            y = zero - (zero - top) * scene.judged.valence / reach
            parts.append(_dot(x, y, 4.5, "judged", f"{scene.judged.feeling}: {scene.judged.why}"))
            y = t_base - (t_base - t_top) * scene.judged.tension / peak
            parts.append(_dot(x, y, 4.5, "judged", f"{scene.judged.feeling}: {scene.judged.why}"))
    parts.append(_scene_numbers(analysis, axis, t_base + 18))
    return _svg(WIDTH, t_base + 26, "Mood and tension over the film", "".join(parts))


def pace_plot(analysis: Analysis) -> str:
    """Every scene as wide as it is long and as high as it is quick, in its light."""
    axis = _Pages(analysis.length.pages)
    base, height = 150.0, 122.0
    fastest = max((s.beats_per_page for s in analysis.scenes), default=0.0) or 1.0
    mean = analysis.pace.beats_per_page
    level = base - height * min(1.0, mean / fastest)
    parts = [
        _text(_LEFT - 12, base, "0", "soft end"),
        _text(_LEFT - 12, level + 4, f"mean {mean:.1f}", "end"),
    ]
    if level - (base - height) > 18:
        parts.append(_text(_LEFT - 12, base - height + 8, f"{fastest:.0f}", "soft end"))
    for scene in analysis.scenes:
        x, wide = axis.x(scene.page), axis.x(scene.page + scene.pages) - axis.x(scene.page)
        gap = min(1.5, wide / 4)
        high = height * scene.beats_per_page / fastest
        light, words = light_class(scene.light), _scene_words(scene)
        box = _rect(x, base - high, wide - gap, high, light)
        inside = _PLACES.get(scene.place, "unsaid")
        row = _rect(x, base + 5, wide - gap, 7, f"where {inside}")
        parts.append(f"<g>{_title(words)}{box}{row}</g>")
    parts.append(_line(_LEFT, level, WIDTH - _RIGHT, level, "mean"))
    parts.append(_scene_numbers(analysis, axis, base + 28))
    return _svg(WIDTH, base + 36, "Length and pace of the scenes", "".join(parts))


def character_plot(analysis: Analysis, person: CharacterFigures) -> str:
    """One character's mood scene by scene; a dot is as large as its lines are long."""
    wide, high, left = 380.0, 112.0, 8.0
    axis = _Pages(analysis.length.pages, left, wide - 8)
    zero, reach = high / 2, high / 2 - 14
    points = [(axis.x(p.page), zero - reach * p.valence) for p in person.arc]
    most = max((p.words for p in person.arc), default=0) or 1
    parts = [_line(left, zero, wide - 8, zero, "axis")]
    for at in (0.25, 0.5, 0.75):
        x = axis.x(at * analysis.length.pages)
        parts.append(_line(x, 8, x, high - 8, "turn"))
    parts.append(_path(points, "curve"))
    for p, (x, y) in zip(person.arc, points, strict=True):
        size = 2.5 + 4.5 * math.sqrt(p.words / most)
        mood = "glad" if p.valence > 0.02 else "sad" if p.valence < -0.02 else "even"
        words = f"scene {p.scene}: mood {p.valence:+.2f}, {p.words} words"
        parts.append(_dot(x, y, size, f"dot {mood}", words))
    return _svg(wide, high, f"Mood of {person.name} over the film", "".join(parts))


def presence_plot(analysis: Analysis, person: CharacterFigures) -> str:
    """Where in the film a character speaks (full) and is seen (pale)."""
    wide, high = 220.0, 14.0
    axis = _Pages(analysis.length.pages, 0.0, wide)
    speaks, seen = set(person.speaks_in), set(person.seen_in)
    parts = [_line(0, high - 1, wide, high - 1, "axis")]
    for scene in analysis.scenes:
        if scene.number in speaks or scene.number in seen:
            x = axis.x(scene.page)
            size = max(1.2, axis.x(scene.page + scene.pages) - x - 0.5)
            kind = "speaks" if scene.number in speaks else "seen"
            parts.append(_rect(x, 1, size, high - 2, kind))
    return _svg(wide, high, f"Where {person.name} is in the film", "".join(parts))


def location_plot(place: Location, most: float) -> str:
    """Pages of a location, by light; a full bar is as long as the most used one."""
    wide, high = 200.0, 12.0
    x = 0.0
    parts = []
    for light in (*_LIGHTS, ""):
        size = wide * place.light.get(light, 0.0) / max(most, 1e-9)
        if size > 0:
            parts.append(_rect(x, 0, size, high, light_class(light)))
            x += size
    return _svg(wide, high, f"{place.location}: {place.pages:.2f} pages", "".join(parts))


def network_plot(analysis: Analysis) -> str:
    """The cast in a ring: lines are scenes shared, discs words spoken; the 12 most spoken."""
    people = [c for c in analysis.characters if c.kind != "crowd"][:_NETWORK]
    wide, high, ring = 560.0, 430.0, 140.0
    middle_x, middle_y = wide / 2, high / 2
    spot = {
        c.name: (
            middle_x + 1.15 * ring * math.sin(2 * math.pi * k / max(1, len(people))),
            middle_y - ring * math.cos(2 * math.pi * k / max(1, len(people))),
        )
        for k, c in enumerate(people)
    }
    most = max((len(m.scenes) for m in analysis.meetings), default=1)
    parts = []
    for meeting in reversed(analysis.meetings):
        if meeting.first in spot and meeting.second in spot:
            (x, y), (u, v) = spot[meeting.first], spot[meeting.second]
            width = 1.0 + 9.0 * len(meeting.scenes) / most
            words = (
                f"{meeting.first} and {meeting.second}: {counted(len(meeting.scenes), 'scene')}, "
                f"{counted(meeting.speeches, 'speech')} between them"
            )
            kind = "talked" if meeting.speeches else "met"
            parts.append(
                f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(u)}" y2="{_n(v)}" class="{kind}" '
                f'stroke-width="{_n(width)}">{_title(words)}</line>'
            )
    loudest = max((c.words for c in people), default=0) or 1
    for person in people:
        x, y = spot[person.name]
        size = 6.0 + 20.0 * math.sqrt(person.words / loudest)
        words = f"{person.name}: {counted(person.words, 'word')}"
        parts.append(_dot(x, y, size, "node", words))
        lean = (x - middle_x) / (1.15 * ring)
        side = "start" if lean > 0.3 else "end" if lean < -0.3 else "middle"
        far = size + 8
        dx = far if side == "start" else -far if side == "end" else 0.0
        dy = 5.0 if side != "middle" else (-far if y < middle_y else far + 10)
        label = person.name if len(person.name) <= 18 else person.name[:17] + "…"
        parts.append(_text(x + dx, y + dy, label, f"{side} strong halo"))
    return _svg(wide, high, "Who meets whom", "".join(parts))


def _turns(analysis: Analysis, axis: _Pages, top: float, base: float) -> str:
    parts = []
    for point in analysis.structure.turning_points:
        x = axis.x(point.page)
        label = f"{point.at:.0%} · p. {point.page + 1:.0f}".replace("%", " %")
        parts.append(_line(x, top, x, base, "turn"))
        parts.append(_text(x, top - 6, label, "soft middle"))
    return "".join(parts)


def _scene_numbers(analysis: Analysis, axis: _Pages, y: float) -> str:
    """The numbers of the scenes under their beginnings, as many as there is room for."""
    parts, free = [], -1.0
    for scene in analysis.scenes:
        x = axis.x(scene.page)
        parts.append(_line(x, y - 14, x, y - 10, "tick"))
        if x >= free:
            parts.append(_text(x, y, scene.number, "soft start small"))
            free = x + 9.0 * len(scene.number) + 10.0
    return "".join(parts)


def _hover(scene: SceneFigures, axis: _Pages, top: float, base: float) -> str:
    x = axis.x(scene.page)
    wide = axis.x(scene.page + scene.pages) - x
    box = _rect(x, top, wide, base - top, "hover")
    return f"<g>{_title(_scene_words(scene))}{box}</g>"


def _scene_words(scene: SceneFigures) -> str:
    words = (
        f"{scene.number} {scene.heading}: {scene.eighths} pages, {scene.beats_per_page:.1f} beats "
        f"a page, dialogue {scene.dialogue_share:.0%}, mood {scene.valence:+.2f}, tension "
        f"{scene.tension:.2f}"
    )
    return words + (f" ({', '.join(scene.words)})" if scene.words else "")


def _svg(width: float, height: float, title: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {_n(width)} {_n(height)}" role="img" aria-label={quoteattr(title)}>'
        f"{body}</svg>"
    )


def _title(words: str) -> str:
    return f"<title>{escape(words)}</title>"


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" class="{kind}">{escape(words)}</text>'


def _line(x: float, y: float, u: float, v: float, kind: str) -> str:
    return f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(u)}" y2="{_n(v)}" class="{kind}"/>'


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> str:
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(wide, 0.4))}" '
        f'height="{_n(max(high, 0))}" class="{kind}"/>'
    )


def _dot(x: float, y: float, size: float, kind: str, words: str) -> str:
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(size)}" class="{kind}">{_title(words)}</circle>'
    )


def _path(points: Sequence[tuple[float, float]], kind: str) -> str:
    if len(points) < 2:
        return ""
    d = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return f'<path d="{d}" class="{kind}"/>'


def _area(points: Sequence[tuple[float, float]], base: float, kind: str) -> str:
    if len(points) < 2:
        return ""
    d = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return (
        f'<path d="M{_n(points[0][0])} {_n(base)}L{d}L{_n(points[-1][0])} {_n(base)}Z" '
        f'class="{kind}"/>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

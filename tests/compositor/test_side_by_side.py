"""Two versions beside each other: what is shown when, how it looks, what is heard."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
import soundfile

from filmgen.compositor.exports.film_frames import FilmFrames
from filmgen.compositor.side_by_side.design import STATUS, Heading, Layout, lay_out
from filmgen.compositor.side_by_side.film import SideBySide, render_side_by_side
from filmgen.compositor.side_by_side.sound import write_sound
from filmgen.compositor.side_by_side.stretches import (
    Span,
    Stretch,
    frames_shown,
    plan_stretches,
)
from filmgen.editorial.compare.shots import compare_films
from filmgen.editorial.delivered import DeliveredFilm
from filmgen.errors import TimelineError
from filmgen.ffmpeg import said_of
from filmgen.media import ByteArray
from filmgen.timecode import samples_from_frames
from tests.compositor.deliveries import delivered
from tests.compositor.films import film, take

Pair = tuple[DeliveredFilm, DeliveredFilm]
HEADINGS = (Heading("v001", "3 shots · 0:02"), Heading("v002", "3 shots · 0:02"))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Shots 1, 2, 3 and then 1 (longer), 3, 4: one removed, one re-timed, one added."""
    folder = tmp_path_factory.mktemp("pair")
    before = film(take(folder, 1, 12), take(folder, 2, 10), take(folder, 3, 14), slate=6)
    after = film(take(folder, 1, 20), take(folder, 3, 14), take(folder, 4, 8), slate=6)
    return delivered(folder / "a", before), delivered(folder / "b", after)


@pytest.fixture(scope="module")
def shown(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> tuple[SideBySide, Layout]:
    path = tmp_path_factory.mktemp("shown") / "side.mp4"
    made = render_side_by_side(*pair, stretches(pair), HEADINGS, path, width_px=640)
    return made, lay_out(640, 128 / 72)


def stretches(pair: Pair, *, only_changed: bool = False) -> tuple[Stretch, ...]:
    return plan_stretches(*pair, compare_films(*pair), only_changed=only_changed)


def cell(frame: ByteArray, layout: Layout, side: int) -> ByteArray:
    x, y = layout.cells[side]
    width, height = layout.cell_px
    return frame[y : y + height, x : x + width]


def frame(shown: tuple[SideBySide, Layout], number: int) -> ByteArray:
    made = shown[0]
    (found,) = FilmFrames(made.path, made.rate, made.size_px).at([number])
    return found


def test_each_shot_stands_beside_itself(pair: Pair) -> None:
    planned = stretches(pair)
    assert [s.name or s.shot.side.id for s in planned if s.shot or s.name] == [
        "title card", "sc001_sh010", "sc001_sh020", "sc001_sh030", "sc001_sh040",
    ]  # fmt: skip
    assert [(s.old, s.new) for s in planned] == [
        (Span(0, 6), Span(0, 6)),
        (Span(6, 12), Span(6, 20)),
        (Span(18, 10), None),
        (Span(28, 14), Span(26, 14)),
        (None, Span(40, 8)),
    ]
    assert [s.frames for s in planned] == [6, 20, 10, 14, 8]
    changed = stretches(pair, only_changed=True)
    assert [s.frames for s in changed] == [20, 10, 8]


def test_frames_of_another_rate_are_shown_at_their_time() -> None:
    seen = [n for n, _ in frames_shown(Span(100, 24), Fraction(24), 30, Fraction(30))]
    assert seen[0] == 0 and seen[-1] == 23
    assert all(abs(n - k * 24 / 30) < 1 for k, n in enumerate(seen))
    held = list(frames_shown(Span(0, 3), Fraction(24), 5, Fraction(24)))
    assert held == [(0, False), (1, False), (2, False), (2, True), (2, True)]


def test_both_pictures_are_the_films_own(pair: Pair, shown: tuple[SideBySide, Layout]) -> None:
    made, layout = shown
    assert made.frames == 58
    for number, places in ((3, (3, 3)), (10, (10, 10)), (40, (32, 30))):
        page = frame(shown, number)
        for side, place in enumerate(places):
            film_ = pair[side]
            wanted = next(FilmFrames(film_.film, film_.rate, layout.cell_px).rgb(place, 1))
            error = np.abs(cell(page, layout, side).astype(int) - wanted).mean()
            assert error < 6, (number, side, error)


def test_the_shorter_one_holds_its_last_frame_in_the_dark(
    pair: Pair, shown: tuple[SideBySide, Layout]
) -> None:
    _, layout = shown
    last, held = frame(shown, 6 + 11), frame(shown, 6 + 16)
    bright, dark = (cell(f, layout, 0).astype(float) for f in (last, held))
    assert dark.mean() == pytest.approx(0.4 * bright.mean(), rel=0.08)
    like = np.corrcoef(bright.ravel(), dark.ravel())[0, 1]
    assert like > 0.97, "it is the same picture"
    assert cell(held, layout, 1).mean() > 1.5 * dark.mean()


def test_what_is_absent_has_a_card_of_its_own(shown: tuple[SideBySide, Layout]) -> None:
    _, layout = shown
    removed, added = frame(shown, 30), frame(shown, 55)
    for page, empty, colour in ((removed, 1, "removed"), (added, 0, "added")):
        card = cell(page, layout, empty)
        assert np.median(card) < 45
        assert cell(page, layout, 1 - empty).mean() > 60
        words = np.abs(card.astype(int) - STATUS[colour]).sum(2).min()
        assert words < 90, "it says so in its colour"
        x, y = layout.cells[0]
        bar = page[y + layout.cell_px[1] + 1, x + 20 : x + 120].astype(int)
        assert np.abs(bar - STATUS[colour]).mean() < 30


def test_the_play_head_runs_over_the_map(shown: tuple[SideBySide, Layout]) -> None:
    made, layout = shown
    x, y, width, height = layout.map_box
    places = []
    for number in (0, 29, 57):
        strip = frame(shown, number)[y : y + height, x : x + width].min(2).mean(0)
        places.append(int(np.argmax(strip)))
    assert places == sorted(places)
    assert places[0] < 12 and places[2] > width - 12
    assert abs(places[1] - width / 2) < 24
    assert made.size_px == (640, layout.height)


def test_sound_is_that_of_the_shot_that_is_seen(pair: Pair, tmp_path: Path) -> None:
    _, new = pair
    rate = Fraction(24)
    path = tmp_path / "s.wav"
    write_sound(new, [(Span(6, 20), 24), (None, 10), (Span(26, 14), 14)], rate, path)
    samples, hertz = soundfile.read(path)
    assert hertz == 48_000 and len(samples) == samples_from_frames(48, rate)

    def loud(first: int, last: int) -> float:
        part = samples[samples_from_frames(first, rate) : samples_from_frames(last, rate)]
        return float(np.abs(part).max())

    assert loud(0, 20) > 0.05
    assert loud(20, 34) == 0.0
    assert loud(34, 48) > 0.05
    mix, _ = soundfile.read(new.mix)
    offset = samples_from_frames(26, rate) - samples_from_frames(34, rate)
    at = samples_from_frames(40, rate)
    assert np.allclose(samples[at : at + 480], mix[at + offset : at + offset + 480], atol=1e-4)


def test_without_a_mix_the_film_itself_is_heard(pair: Pair, tmp_path: Path) -> None:
    from dataclasses import replace

    new = replace(pair[1], folder=tmp_path)
    new.__dict__["film"] = pair[1].film
    write_sound(new, [(Span(6, 20), 20)], Fraction(24), tmp_path / "s.wav")
    assert float(np.abs(soundfile.read(tmp_path / "s.wav")[0]).max()) > 0.05
    new.__dict__["film"] = tmp_path / "gone.mp4"
    with pytest.raises(TimelineError, match="--sound none"):
        write_sound(new, [(Span(6, 20), 20)], Fraction(24), tmp_path / "t.wav")


def test_a_damaged_film_leaves_nothing_behind(pair: Pair, tmp_path: Path) -> None:
    from dataclasses import replace

    broken = tmp_path / "broken.mp4"
    broken.write_bytes(pair[0].film.read_bytes()[:2000])
    old = replace(pair[0])
    old.__dict__["film"] = broken
    with pytest.raises(TimelineError, match=r"broken\.mp4: damaged"):
        render_side_by_side(
            old, pair[1], stretches(pair), HEADINGS, tmp_path / "s.mp4", width_px=640
        )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.mp4"]


@pytest.mark.parametrize(
    ("first", "second"),
    [((128, 72), (96, 72)), ((72, 128), (128, 72)), ((128, 54), (128, 72))],
)
def test_other_rasters_and_rates_fit_beside_each_other(
    tmp_path: Path, first: tuple[int, int], second: tuple[int, int]
) -> None:
    folder = tmp_path
    old = delivered(folder / "a", film(take(folder, 1, 12), size=first))
    new = delivered(folder / "b", film(take(folder, 1, 15), size=second, rate=Fraction(30)))
    made = render_side_by_side(
        old, new, stretches((old, new)), HEADINGS, folder / "s.mp4", width_px=640, sound="none"
    )
    assert made.frames == 15 and made.rate == 30
    assert not made.size_px[0] % 2 and not made.size_px[1] % 2
    page = next(FilmFrames(made.path, made.rate, made.size_px).rgb(14, 1))
    layout = lay_out(640, second[0] / second[1])
    inner = cell(page, layout, 0)
    shape = cv2.boundingRect((inner.max(2) > 40).astype(np.uint8))
    assert shape[2] / shape[3] == pytest.approx(first[0] / first[1], rel=0.05)
    assert "Audio" not in said_of(made.path)[1]

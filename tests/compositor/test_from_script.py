"""From the printed page to segments: transitions, the title page, titles inside the film."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from filmgen.blocking.faces import FaceBox
from filmgen.breakdown.model import Angle, Move, Setup, ShotTransition, Size
from filmgen.breakdown.planner import plan_shots
from filmgen.compositor.moves import plan_move
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import BurnIn, Footage, Segment, Style
from filmgen.compositor.words.burn_in_plan import plan_burn_ins
from filmgen.compositor.words.cards import draw_card
from filmgen.compositor.words.dodging import dodged
from filmgen.compositor.words.superimposed import title_captions
from filmgen.editorial.cut import CutSettings, lock_cut
from filmgen.editorial.model import PanelMedia, Timeline, TimelineShot
from filmgen.media import Missing
from filmgen.screenplay import read_screenplay
from tests.compositor.films import film, take

PAGE = """Title: The Paper Moon
Credit: written by
Author: A. Writer
Draft date: 3 May
Contact:
    1588 Mission Drive
    Solvang

"""


def planned(folder: Path, text: str) -> tuple[tuple[Segment, ...], tuple[BurnIn | None, ...]]:
    path = folder / "film.fountain"
    path.write_text(text, encoding="utf-8")
    shots = plan_shots(read_screenplay(path))
    settings = CutSettings(Fraction(24), 86400, 8, 320, 180, Fraction(16, 9))
    cut = lock_cut(shots, {}, settings)
    timeline = Timeline(cut, tuple(TimelineShot(shot, ()) for shot in cut.shots))
    segments = plan_segments(timeline, Style())
    assert sum(s.frames for s in segments) == cut.frames
    return segments, plan_burn_ins(segments, timeline, "review")


@pytest.mark.parametrize(
    ("printed", "kind", "shows_before", "said"),
    [
        ("CUT TO:", ShotTransition.CUT, False, ""),
        ("SMASH CUT TO:", ShotTransition.SMASH_CUT, False, "SMASH CUT"),
        ("MATCH CUT TO:", ShotTransition.MATCH_CUT, False, "MATCH CUT"),
        ("DISSOLVE TO:", ShotTransition.DISSOLVE, True, ""),
        ("MATCH DISSOLVE TO:", ShotTransition.DISSOLVE, True, ""),
        ("WIPE TO:", ShotTransition.WIPE, True, ""),
        ("FADE TO:", ShotTransition.FADE_OUT_IN, True, ""),
    ],
)
def test_a_printed_transition_is_in_the_picture(
    tmp_path: Path, printed: str, kind: ShotTransition, shows_before: bool, said: str
) -> None:
    text = f"INT. KITCHEN - DAY\n\nAnna waits by the door.\n\n{printed}\n\n"
    segments, burn_ins = planned(tmp_path, text + "EXT. PIER - NIGHT\n\nBen looks at the sea.\n")
    after = next(i for i, b in enumerate(burn_ins) if b and "PIER" in str(b.bottom_left))
    entered = segments[after]
    soft = kind in (ShotTransition.DISSOLVE, ShotTransition.WIPE, ShotTransition.FADE_OUT_IN)
    assert entered.transition is (kind if soft else ShotTransition.CUT)
    assert (entered.transition_frames > 0) is soft
    assert (entered.before is not None) is shows_before
    burn_in = burn_ins[after]
    assert burn_in is not None
    assert [t for t in burn_in.top_right if str(t).isupper()] == ([said] if said else [])


def test_the_title_card_says_what_the_title_page_says(tmp_path: Path) -> None:
    segments, _ = planned(tmp_path, PAGE + "INT. KITCHEN - DAY\n\nAnna waits.\n")
    card = segments[0].footage.card
    assert card is not None
    assert (card.kind, card.heading) == ("title", "The Paper Moon")
    assert card.lines == ("written by", "A. Writer")
    assert dict(card.fields) == {"left": "1588 Mission Drive\nSolvang", "right": "3 May"}
    drawn = draw_card(card, 640, 360).max(axis=2) > 100
    for part in (drawn[280:, :200], drawn[280:, 500:], drawn[100:240, 100:540]):
        assert part.any()
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert rows[-1] < 360 * 0.95
    assert columns[0] > 640 * 0.05
    assert columns[-1] < 640 * 0.95


@pytest.mark.parametrize("page", ["标题：纸船\n署名：原创短剧\n作者：某人\n日期：五月\n\n", PAGE])
def test_title_pages_of_other_languages_have_their_credits(tmp_path: Path, page: str) -> None:
    segments, _ = planned(tmp_path, page + "INT. KITCHEN - DAY\n\nAnna waits.\n")
    card = segments[0].footage.card
    assert card is not None
    assert len(card.lines) == 2
    assert "right" in dict(card.fields)


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (1280, 536), (720, 720), (720, 1280)])
def test_a_long_title_page_runs_over_nothing(size: tuple[int, int], tmp_path: Path) -> None:
    names = "".join(f"    Writer Number {n} of the Very Long Credit\n" for n in range(9))
    page = PAGE.replace("Author: A. Writer\n", f"Author:\n{names}").replace(
        "The Paper Moon", "The Extraordinary and Altogether Improbable Voyages of a Paper Moon"
    )
    segments, _ = planned(tmp_path, page + "INT. KITCHEN - DAY\n\nAnna waits.\n")
    card = segments[0].footage.card
    assert card is not None
    lit = draw_card(card, *size).max(axis=2) > 60
    gaps = np.flatnonzero(~lit.any(axis=1))
    rows = np.flatnonzero(lit.any(axis=1))
    assert rows[0] > size[1] * 0.02
    assert rows[-1] < size[1] * 0.95
    # an empty band lies over the address
    address = draw_card(card, *size)[:, : size[0] // 3].max(axis=2) > 60
    first = np.flatnonzero(address[size[1] // 2 :].any(axis=1))
    assert len(gaps) > size[1] * 0.2
    assert len(first)


def test_centred_words_are_cards_of_the_film(tmp_path: Path) -> None:
    text = "INT. KITCHEN - DAY\n\nAnna waits.\n\n> TEN YEARS LATER <\n\nEXT. PIER - DAY\n\nBen.\n"
    segments, _ = planned(tmp_path, text)
    cards = [s.footage.card for s in segments if s.footage.card is not None]
    assert [c.heading for c in cards if c.kind == "words"] == ["TEN YEARS LATER"]


def test_words_over_the_picture_come_and_go_and_are_read(tmp_path: Path) -> None:
    words = "SUPER: Paris, 1954"
    text = f"INT. KITCHEN - DAY\n\nAnna waits.\n\n{words}\n\nEXT. PIER - DAY\n\nBen.\n"
    segments, _ = planned(tmp_path, text)
    (titled,) = [s for s in segments if any(c.title for c in s.captions)]
    captions = titled.captions
    assert {c.text for c in captions} == {"Paris, 1954"}
    for one, two in pairwise(captions):
        assert one.start_frame + one.frames == two.start_frame
    assert captions[0].start_frame > 0
    assert captions[-1].start_frame + captions[-1].frames < titled.frames
    opacities = [c.opacity for c in captions]
    top = opacities.index(1.0)
    assert opacities == sorted(opacities[: top + 1]) + sorted(opacities[top + 1 :], reverse=True)
    held = captions[top]
    plain = replace(titled, captions=())
    seen = [
        np.abs(frame_rgb(titled, n).astype(int) - frame_rgb(plain, n)).max(axis=2) > 40
        for n in (0, captions[0].start_frame, held.start_frame + 1, titled.frames - 1)
    ]
    assert [s.any() for s in seen[::3]] == [False, False]
    assert seen[1].sum() < seen[2].sum()
    rows, columns = np.flatnonzero(seen[2].any(axis=1)), np.flatnonzero(seen[2].any(axis=0))
    assert 180 * 0.5 < rows[0] < rows[-1] < 180 * 0.75
    assert 320 * 0.05 < columns[0] < columns[-1] < 320 * 0.6


def test_a_title_steps_aside_for_a_face() -> None:
    footage = Footage(90, Fraction(24), STILL, panels=(panel(FaceBox("ANN", 0.05, 0.5, 0.3, 0.4)),))
    segment = Segment(
        "one", "one", 90, Fraction(24), 320, 180, (320, 180), footage, Style(),
        captions=title_captions("Paris, 1954", 90, Fraction(24)),
    )  # fmt: skip
    assert {c.title for c in segment.captions} == {"left"}
    assert {c.title for c in dodged(segment, footage.panels).captions} == {"right"}
    both = panel(FaceBox("ANN", 0.05, 0.5, 0.3, 0.4), FaceBox("BEN", 0.65, 0.5, 0.3, 0.4))
    assert {c.title for c in dodged(segment, (both,)).captions} == {"left"}


def panel(*faces: FaceBox) -> PanelMedia:
    return PanelMedia("A", 0, 90, Missing("none"), 0.0, "key", faces=faces)


STILL = plan_move(
    Move.STATIC, Size.MS, Angle.EYE, frames=90, rate_hz=24.0, overscan=0.0, aspect=16 / 9, seed=0
)


def test_what_an_insert_shows_written_is_read_below(tmp_path: Path) -> None:
    """A letter's words in the picture are the drawing's; a viewer reads them as a subtitle."""
    words = "All gas lamps will be put out tonight."
    one = take(tmp_path, 1, 120, setup=Setup.INSERT, title_text=words)
    said = take(tmp_path, 2, 120, setup=Setup.INSERT, title_text=words, words="Read it to me.")
    quiet, spoken = plan_segments(film(one, said), Style())
    assert [(c.text.replace("\n", " "), c.title) for c in quiet.captions] == [(f"“{words}”", "")]
    assert quiet.captions[0].frames > 48
    assert {c.title for c in spoken.captions} == {"left", ""}


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("INT. KITCHEN - NIGHT", "INT. KITCHEN - NIGHT"),
        ("外景 河边老街 - 黄昏", "外景 河边老街 - 黄昏"),
        ("ИНТ. КВАРТИРА МАШИ – ДЕНЬ", "ИНТ. КВАРТИРА МАШИ - ДЕНЬ"),
    ],
)
def test_slug_lines_are_in_the_scripts_own_words(tmp_path: Path, heading: str, slug: str) -> None:
    _, burn_ins = planned(tmp_path, f"{heading}\n\nAnna waits.\n")
    burn_in = next(b for b in burn_ins if b is not None)
    assert burn_in.bottom_left[1] == slug

"""Old streets, hanging lanterns, lamps that are out: what the words say of time and light."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from filmgen.blocking.lamplight import Lamplight
from filmgen.blocking.model import Blocking
from filmgen.blocking.period import is_old_quarter, is_period
from filmgen.blocking.sets import plan_sets
from filmgen.blocking.stage import block
from filmgen.breakdown.model import ShotList
from filmgen.breakdown.planner import plan_shots
from filmgen.screenplay import read_screenplay
from filmgen.screenplay.model import PlaceKind
from tests.blocking.films import KITCHEN, shot

LAMPLIGHTER = Path(__file__).resolve().parents[2] / "assets/screenplays/the-lamplighter.fountain"
MODERN_WORDS = {"traffic light", "hydrant", "parking meter", "tower block", "town house"}


@pytest.fixture(scope="module")
def film() -> ShotList:
    return plan_shots(read_screenplay(LAMPLIGHTER))


@pytest.fixture(scope="module")
def staged(film: ShotList) -> Blocking:
    return block(film, 16 / 9)


@pytest.mark.parametrize(
    ("words", "old"),
    [
        ("A gas lamp outside every door.", True),
        ("Paris, 1789. A crowd.", True),
        ("A medieval gate.", True),
        ("A horse pulls a cart past the tavern.", True),
        ("A candle burns on the table.", False),
        ("A candle, a horse and a lantern. A truck passes.", False),
        ("A baby carriage rolls down the steps.", False),
        ("Two men argue at a crossing.", False),
    ],
)
def test_the_words_tell_the_time(words: str, old: bool) -> None:
    assert is_period(words) is old


def test_an_old_quarter_needs_fewer_hints_than_an_old_film() -> None:
    words = "A narrow street, cobbles shining with rain."
    assert is_old_quarter(words) and not is_period(words)
    assert not is_old_quarter(words + " A taxi waits.")


def test_an_old_street_is_narrow_and_has_nothing_of_ours(film: ShotList) -> None:
    plans, _ = plan_sets(film.shots)
    street = next(plan for plan in plans.values() if plan.kind == "old street")
    words = {p.word for p in street.props}
    assert "stone house" in words and not words & MODERN_WORDS
    assert sum(p.word in ("gas lamp", "wall gas lamp") for p in street.props) >= 8
    faces = [abs(p.position[0]) - p.size_m[2] / 2 for p in street.props
             if p.word == "stone house" and abs(p.position[0]) > 4]  # fmt: skip
    assert min(faces) > 2.5 and max(faces) < 4.0
    assert plan_sets(film.shots)[0] == plans


def test_all_lamp_posts_of_an_old_film_burn_gas(film: ShotList) -> None:
    plans, _ = plan_sets(film.shots)
    posts = [p for plan in plans.values() for p in plan.props if p.kind == "street lamp"]
    assert posts and {p.word for p in posts} <= {"gas lamp", "wall gas lamp"}


def test_lanterns_hang_from_the_ceiling_and_are_dark_where_words_say_so(film: ShotList) -> None:
    plans, _ = plan_sets(film.shots)
    workshop = next(p for key, p in plans.items() if "WORKSHOP" in key)
    hung = [p for p in workshop.props if p.word == "hanging lantern"]
    assert len(hung) >= 6
    for lantern in hung:
        assert lantern.position[1] + lantern.size_m[1] == pytest.approx(workshop.height_m, abs=2e-3)
        assert not lantern.lit
    assert any(p.kind == "ceiling lamp" and p.word == "bulb" and p.lit for p in workshop.props)


def test_lamps_are_out_until_the_words_light_them(film: ShotList, staged: Blocking) -> None:
    harbor = [(one, panels) for one, panels in zip(film.shots, staged.shots, strict=True)
              if one.setting.location == "HARBOR" and panels.panels]  # fmt: skip
    lit = [panels.panels[0].light.lamps for _, panels in harbor]
    first = next(i for i, (one, _) in enumerate(harbor) if "first lamp" in one.action)
    assert not any(lit[:first]) and all(lit[first:])
    street = next(s for s in staged.shots if s.panels[0].set_plan.kind == "old street")
    assert street.panels[0].light.lamps


def test_a_lamp_that_goes_out_is_seen_burning_first() -> None:
    said = ("They wait.", "The bulb bursts.", "They wait.", "The lights come back on.")
    lamps = Lamplight()
    assert [lamps.burns(shot(1, action=text)) for text in said] == [True, True, False, True]


def test_no_lamp_posts_in_the_wild() -> None:
    bank = replace(KITCHEN, key="BANK", location="RIVER", place=PlaceKind.EXTERIOR,
                   words="The river at dusk. A lamp burns.")  # fmt: skip
    plans, _ = plan_sets((shot(1, bank),))
    lamps = [p for plan in plans.values() for p in plan.props if "lamp" in p.kind]
    assert [p.word for p in lamps] == ["lantern"]

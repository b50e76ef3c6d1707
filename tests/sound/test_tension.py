"""Tension of a scene: what raises it, what eases it, and a curve that a composer could follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filmgen.breakdown.model import (
    Angle,
    Beat,
    EffectCue,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    Size,
    SoundCue,
)
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay
from filmgen.sound.score.harmony import MOODS
from filmgen.sound.score.tension import TimedShot, scene_mood, shot_tension, tension_curve

SHOT = Shot(
    "0" * 16, "sc001_sh010", 1, "1",
    Setting("ROOM", PlaceKind.INTERIOR, "ROOM", "", TimeOfDay.DAY),
    Setup.MASTER, Size.MS, Angle.EYE, Move.STATIC, 35, (), (), (Beat("A", ""),),
    SourceRange(1, 1), "", "Ann sits by the window.",
)  # fmt: skip


def line(text: str, delivery: str = "") -> Line:
    return Line("a-1", "ANN", text, delivery)


@pytest.mark.parametrize(
    "change",
    [
        {"effect_cues": (EffectCue("fire", 0.8),)},
        {"sound_cues": (SoundCue("gunshot", "a shot"),)},
        {"lines": (line("GET OUT OF HERE!"),)},
        {"lines": (line("Get out", "shouting"),)},
        {"action": "He runs from the burning house with a knife!"},
        {"move": Move.HANDHELD},
    ],
)
def test_signs_of_danger_raise_it(change: dict[str, object]) -> None:
    tense = shot_tension(replace(SHOT, **change), 4.0)  # type: ignore[arg-type]
    assert 0 < shot_tension(SHOT, 4.0) < tense < 1


def test_short_shots_press_and_ease_releases() -> None:
    assert shot_tension(SHOT, 0.7) > shot_tension(SHOT, 3.0)
    easy = replace(SHOT, action="Ann smiles gently and laughs by the quiet window.")
    assert shot_tension(easy, 3.0) < shot_tension(SHOT, 3.0)


def test_the_curve_is_in_order_leads_in_and_lingers() -> None:
    shot = replace(SHOT, sound_cues=(SoundCue("gunshot", "a shot"),), action="He fires.")
    scene = [
        TimedShot(SHOT, 0.0, 6.0), TimedShot(shot, 6.0, 2.0), TimedShot(SHOT, 8.0, 4.0),
        TimedShot(SHOT, 12.0, 20.0), TimedShot(SHOT, 32.0, 20.0),
    ]  # fmt: skip
    curve = tension_curve(scene)
    times = [at for at, _ in curve]
    assert times[0] == 0.0 and times == sorted(set(times))
    assert all(0 < value < 1 for _, value in curve)
    value = dict(curve)
    peak = value[6.6]
    assert value[0.0] < 0.2 < 0.5 < peak
    assert value[0.0] < value[8.8] < peak, "it lingers"
    assert value[52.0] < 0.2, "and is over"
    assert any(4.0 < at < 6.0 for at in times), "the music leads in"


def test_nothing_is_calm() -> None:
    assert tension_curve([]) == ((0.0, 0.1),)
    assert scene_mood([]) == ""


@pytest.mark.parametrize(
    ("action", "mood"),
    [
        ("She weeps at his grave, alone.", "sad"),
        ("They kiss. Her love is in the embrace.", "romantic"),
        ("A ghost in the fog of the haunted cellar.", "eerie"),
        ("He sits.", ""),
    ],
)
def test_moods_are_words_the_score_knows(action: str, mood: str) -> None:
    assert scene_mood([replace(SHOT, action=action)]) == mood
    assert mood in MOODS


def test_a_script_that_names_its_music_is_heard() -> None:
    asked = replace(SHOT, sound_cues=(SoundCue("music", "eerie music plays"),))
    assert scene_mood([asked]) == "eerie"

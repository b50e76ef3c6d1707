from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from filmgen.config import config_names, load_config
from filmgen.errors import ConfigError


@pytest.mark.parametrize("name", config_names())
def test_every_shipped_configuration_loads(name: str) -> None:
    assert load_config(name).film.frame_rate() == 24


def test_overrides_win_over_the_file() -> None:
    config = load_config("draft", ["film.rate=24000/1001"], film={"aspect": "2.39", "seed": None})
    assert config.film.frame_rate() == Fraction(24000, 1001)
    assert config.film.raster_px() == (1280, 536)


@pytest.mark.parametrize(
    ("aspect", "raster"),
    [("1.78", (1280, 720)), ("1.85", (1280, 692)), ("9:16", (720, 1280)), ("4/3", (1280, 960))],
)
def test_the_raster_follows_the_aspect(aspect: str, raster: tuple[int, int]) -> None:
    assert load_config("draft", film={"aspect": aspect}).film.raster_px() == raster


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("film.rat=25", "did you mean film.rate"),
        ("rate=25", "did you mean film.rate"),
        ("film.size=1281x720", "1280x720"),
        ("film.size=big", "WIDTHxHEIGHT"),
        ("film.rate=zero", "not a frame rate"),
        ("film.aspect=wide", "not an aspect"),
        ("encode.crf=99", "crf"),
        ("film=3", "table"),
        ("sound.loudness=loud", "r128, a85, web"),
        ("sound.loudness=3", "-40 to -8"),
        ("film.rate", "key=value"),
    ],
)
def test_a_wrong_setting_names_the_key_and_the_way_out(override: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_config("draft", [override])


@pytest.mark.parametrize(
    ("asked", "lufs"), [("r128", -23.0), ("a85", -24.0), ("web", -16.0), ("-18.5", -18.5)]
)
def test_loudness_is_a_standard_or_a_number(asked: str, lufs: float) -> None:
    assert load_config("draft", [f"sound.loudness={asked}"]).sound.loudness_lufs == lufs


def test_an_unknown_configuration_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="draft"):
        load_config("drft")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("film = [")
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_config(path)
    path.write_text('[film]\nrate = "25"\n')
    assert load_config(path).film.frame_rate() == 25

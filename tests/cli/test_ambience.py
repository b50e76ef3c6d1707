"""`filmgen ambience` as its users meet it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from filmgen.cli.main import main
from filmgen.sound.synth.render import BEDS, SPOTS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.chdir(tmp_path)

    def ambience(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["filmgen", "ambience", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return ambience


@pytest.mark.parametrize("name", ["rain.wav", "deep/rain.flac"])
def test_rain_on_a_tin_roof(run: Run, name: str) -> None:
    code, out, err = run("rain on a tin roof, distant thunder", "--seconds", 3, "-o", name)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1 and "rain + thunder, 3 s" in out and "LUFS" in out
    samples, rate = soundfile.read(name)
    assert rate == 48_000 and samples.shape == (3 * 48_000, 2)
    assert 0.001 < np.abs(samples).max() <= 1.0
    assert [p.name for p in Path(name).parent.iterdir()] == [Path(name).name]


def test_the_same_words_and_seed_give_the_same_file(run: Run) -> None:
    for name, seed in (("a.wav", 1), ("b.wav", 1), ("c.wav", 2)):
        run("wind and a dog", "--seconds", 1, "--seed", seed, "-o", name)
    first, again, other = (Path(f"{n}.wav").read_bytes() for n in "abc")
    assert first == again != other


def test_a_single_sound_is_as_long_as_it_is(run: Run) -> None:
    run("a knock", "-o", "knock.wav")
    assert 0.5 < soundfile.info("knock.wav").duration < 3


def test_distance_and_intensity(run: Run) -> None:
    run("rain", "--seconds", 2, "--intensity", 0.9, "-o", "near.wav")
    run("rain", "--seconds", 2, "--intensity", 0.9, "--distance", 200, "-o", "far.wav")
    near, far = (soundfile.read(n)[0].std() for n in ("near.wav", "far.wav"))
    assert far < 0.3 * near


def test_the_list_names_every_kind(run: Run) -> None:
    code, out, _ = run("--list")
    assert code == 0
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ")}
    assert listed == {*BEDS, *SPOTS}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a wombat",), "no sound of that name"),
        (("rian",), "rain"),
        ((), "say what is to be heard"),
        (("rain", "--seconds", 0), "--seconds"),
        (("rain", "--seconds", "nan"), "--seconds"),
        (("rain", "--seconds", 99999), "--seconds"),
        (("rain", "-o", "rain.mp3"), "neither .wav nor .flac"),
        (("rain", "--seed", -1), "--seed"),
        (("rain", "--intensity", 3), "--intensity"),
        (("rain", "--distance", 0), "--distance"),
        (("rain", "--engine", "synht"), "did you mean synth"),
    ],
)
def test_mistakes_are_one_line_and_leave_nothing(
    run: Run, arguments: tuple[object, ...], told: str
) -> None:
    code, out, err = run(*arguments)
    assert code == 2 and out == ""
    assert told in err and err.count("\n") == 1
    assert not list(Path().iterdir())

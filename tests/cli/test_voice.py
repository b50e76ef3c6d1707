"""`filmgen voice` as its users meet it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from filmgen.cli.main import main
from filmgen.config import load_config
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError
from filmgen.media_files import read_sound, write_sound
from filmgen.sound.signal.pitch import track_pitch
from pipelines.studio import check_engines
from tests.engines import tiny
from tests.engines.throats import vowels

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    write_sound(Path("man.wav"), vowels(seconds=1.5, f0_hz=110.0, tract=1.0, seed=0))
    write_sound(Path("woman.wav"), vowels(seconds=2.5, f0_hz=215.0, tract=1.15, seed=1))

    def voice(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["filmgen", "voice", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return voice


def pitch_hz(path: Path | str) -> float:
    sound = read_sound(Path(path))
    return track_pitch(sound.samples, sound.rate_hz).median_hz


def test_a_man_s_line_in_a_woman_s_voice(run: Run) -> None:
    code, out, err = run("convert", "man.wav", "--to", "woman.wav", "-o", "deep/said.wav")
    assert (code, err) == (0, "")
    assert out.startswith("deep/said.wav: 1.50 s in the voice of woman.wav (spectral: ")
    before, after = read_sound(Path("man.wav")), read_sound(Path("deep/said.wav"))
    assert (after.rate_hz, after.samples.shape) == (before.rate_hz, before.samples.shape)
    assert pitch_hz("deep/said.wav") == pytest.approx(pitch_hz("woman.wav"), rel=0.12)
    first = Path("deep/said.wav").read_bytes()
    assert run("convert", "man.wav", "--to", "woman.wav", "-o", "again.wav", "--quiet")[1] == ""
    assert Path("again.wav").read_bytes() == first


def test_an_engine_s_voice_says_a_reference(run: Run) -> None:
    tiny_piper = ["--set", f"engine_options.piper.model={tiny.piper()}",
                  "--set", f"engine_options.piper.command={tiny.espeak()}",
                  "--set", "engines.speech=piper"]  # fmt: skip
    code, out, err = run("convert", "man.wav", "--to", "amy", "-o", "a.wav", *tiny_piper)
    assert (code, err) == (0, "")
    assert "in the voice of amy" in out
    run("convert", "man.wav", "--to", "amy", "-o", "b.wav", "--text", "Yes, we were.", *tiny_piper)
    assert Path("a.wav").read_bytes() != Path("b.wav").read_bytes()
    code, _, err = run("convert", "man.wav", "--to", "amie", "-o", "c.wav", *tiny_piper)
    assert code == 2
    assert "piper has no voice 'amie', and no such file is there; nearest: amy" in err
    code, out, _ = run("list", *tiny_piper)
    assert "not described, so cast by chance: amy, bert" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("empty.wav", "--to", "woman.wav"), "empty.wav: holds no sound"),
        (("seven.wav", "--to", "woman.wav"), "has 7 channels; .* from mono or stereo"),
        (("words.mp3", "--to", "woman.wav"), "words.mp3: not a sound file"),
        (("man.wav", "--to", "silent.wav"), "failed on the target: it is silent"),
        (("man.wav", "--to", "nowhere.wav"), "nowhere.wav is not there"),
        (("none.wav", "--to", "woman.wav"), "none.wav is not there"),
        (("man.wav", "--to", "af_hart"), "no voice 'af_hart', .* nearest: af_heart"),
        (("man.wav", "--to", "woman.wav", "--engine", "spectra"), "did you mean spectral"),
        (("man.wav", "--to", "woman.wav", "--engine", "coqui"), "coqui.conversion_model"),
    ],
)
def test_what_cannot_be_converted_is_one_line(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    soundfile.write("empty.wav", np.zeros((0, 1)), 16_000)
    soundfile.write("seven.wav", np.zeros((16_000, 7)), 16_000)
    soundfile.write("silent.wav", np.zeros(16_000), 16_000)
    Path("words.mp3").write_text("no sound at all")
    code, out, err = run("convert", *arguments, "-o", "out.wav")
    assert code in (1, 2) and out == ""
    assert err.count("\n") == 1
    assert re.search(told, err), err
    assert not Path("out.wav").exists()


def test_the_output_is_a_wav(run: Run) -> None:
    code, _, err = run("convert", "man.wav", "--to", "woman.wav", "-o", "out.mp3")
    assert (code, err) == (2, "filmgen: --out: out.mp3: write it as a .wav\n")


def test_stereo_and_silence_and_a_breath_of_a_target(run: Run) -> None:
    stereo = np.stack([read_sound(Path("man.wav")).samples] * 2, axis=1)
    soundfile.write("stereo.wav", stereo, 16_000)
    assert run("convert", "stereo.wav", "--to", "woman.wav", "-o", "a.wav")[0] == 0
    assert read_sound(Path("a.wav")).samples.ndim == 1
    soundfile.write("silent.wav", np.zeros(16_000), 16_000)
    assert run("convert", "silent.wav", "--to", "woman.wav", "-o", "b.wav")[0] == 0
    assert not read_sound(Path("b.wav")).samples.any()
    soundfile.write("click.wav", np.full(800, 0.5), 16_000)
    code, _, err = run("convert", "man.wav", "--to", "click.wav", "-o", "c.wav")
    assert code == 1 and "too short to tell a voice" in err


def test_voices_are_listed(run: Run) -> None:
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert any(line.split()[:3] == ["af_heart", "female", "en-US"] for line in out.splitlines())
    told = json.loads(run("list", "--json")[1])
    assert {"id", "gender", "accent", "age_years"} <= set(told["voices"][0])
    assert "has no voices of its own" in run("list", "--engine", "silence")[1]


def test_engines_of_one_name_share_a_table() -> None:
    freevc = "voice_conversion_models/multilingual/vctk/freevc24"
    options = [f"engine_options.coqui.conversion_model={freevc}",
               "engine_options.coqui.model=tts_models/en/vctk/vits", "engines.speech=coqui",
               "engines.conversion=coqui"]  # fmt: skip
    tiny.needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    config = load_config("draft", options)
    check_engines(config, ("speech", "conversion"))
    table = config.engine_options["coqui"]
    speech = create_engine("speech", "coqui", table)
    conversion = create_engine("conversion", "coqui", table)
    assert speech.describe().model == "tts_models/en/vctk/vits"
    assert conversion.describe().model == freevc
    with pytest.raises(ConfigError, match=r"engine_options\.coqui: .*'mode'"):
        create_engine("speech", "coqui", {**table, "mode": "fast"})

"""The `espeak-ng` (or `espeak`) command: found, asked what it speaks, and run.

eSpeak NG is under GPL-3.0-or-later. It is never imported nor shipped: where whoever uses
filmgen has installed it, it is run as the separate program that it is.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from filmgen.engines.hub import one_line
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import FloatArray

COMMANDS = ("espeak-ng", "espeak")
_INSTALL = (
    "install eSpeak NG (`apt install espeak-ng`, `brew install espeak-ng`, or "
    "https://github.com/espeak-ng/espeak-ng/releases)"
)
_TIMEOUT_S = 600
_SWITCH = re.compile(r"\([a-z][\w-]*\)")  # "(en)wiːkˈɛnd(fr)": it says which rules it used


def find_command(engine: str, command: str = "") -> str:
    """Path of the command.

    Args:
        command: as configured; the first of `COMMANDS` on the PATH if empty.

    Raises:
        EngineUnavailable: there is none; says how to get it.
    """
    for name in (command,) if command else COMMANDS:
        found = shutil.which(name)
        if found:
            return found
    if command:
        raise EngineUnavailable(
            engine, f"no command {command}; mend engine_options.{engine}.command, or {_INSTALL}"
        )
    raise EngineUnavailable(engine, f"no command espeak-ng on the PATH; {_INSTALL}")


@functools.cache
def version(command: str) -> str:
    """ "1.51" of "eSpeak NG text-to-speech: 1.51  Data at: …"; "" where it does not tell."""
    found = re.search(r"\d+\.\d+(?:\.\d+)?", _run(command, ["--version"], ""))
    return found[0] if found else ""


@functools.cache
def languages(command: str) -> Mapping[str, str]:
    """What it speaks: its files ("gmw/en-US") by language ("en-us") and by their own name.

    A variant is heard only beside a file's name: "en-gb+f3" is "en-gb", "gmw/en+f3" is not.
    """
    rows = [line.split() for line in _run(command, ["--voices"], "").splitlines()[1:]]
    files = [(row[1].lower(), row[4]) for row in rows if len(row) > 4 and row[4][:3] != "mb/"]
    named = {file.rpartition("/")[2].lower(): file for _, file in files}
    return {**named, **dict(reversed(files))}


def phonemes(command: str, clauses: list[str], voice: str) -> list[str]:
    """Each clause in IPA, without the marks of a switch of language."""
    lines = [" ".join(clause.split()) for clause in clauses]
    said = _run(command, ["-q", "--ipa", "-v", voice], "\n".join(lines) + "\n").splitlines()
    if len(said) != len(lines):  # a clause with a stop of its own comes back in two
        alone = (_run(command, ["-q", "--ipa", "-v", voice, "--stdin"], x).split() for x in lines)
        said = [" ".join(words) for words in alone]
    return [_SWITCH.sub("", " ".join(line.split())) for line in said]


def speak(
    command: str, ssml: str, voice: str, words_per_minute: int, pitch: int
) -> tuple[FloatArray, int]:
    """Say an SSML document: float32 (n,) in [-1, 1], and the samples per second.

    Args:
        voice: "fr+f2": a language and a variant.
        pitch: 0 to 99; 50 is the variant's own.
    """
    import soundfile

    with tempfile.TemporaryDirectory(prefix="filmgen-espeak-") as folder:
        target = Path(folder, "line.wav")
        told = ["-m", "-b", "1", "-v", voice, "-s", str(words_per_minute), "-p", str(pitch)]
        _run(command, [*told, "-w", str(target), "--stdin"], ssml)
        try:
            samples, rate_hz = soundfile.read(target, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError) as error:
            raise EngineError("espeak", f"voice {voice!r}", one_line(error)) from error
    return samples[:, 0].copy(), int(rate_hz)


def _run(command: str, arguments: list[str], text: str) -> str:
    try:
        done = subprocess.run(
            [command, *arguments],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError("espeak", Path(command).name, one_line(error)) from error
    if done.returncode:
        told = " ".join((done.stderr or done.stdout).split())[:200]
        raise EngineError("espeak", Path(command).name, told or f"exit status {done.returncode}")
    return done.stdout

"""The option `voices` of engines whose speakers have names, not descriptions.

A voice is described in a line, "GENDER [ACCENT [AGE]]", or in a table:

    [engine_options.coqui.voices]
    p225 = "female en-GB 23"

    [engine_options.coqui.voices.anna]
    description = "female en-US 40"
    reference = "anna.wav"                        # clone this recording
    consent = "Anna Bell, in writing, 3 May 2026"   # who agreed to that, and when

Only described voices are cast. A voice that is cloned from someone's recording is used only
with a note of that person's consent, which travels with every line spoken in it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.errors import ConfigError
from filmgen.sound.cast.voice import Voice

_KEYS = ("description", "speaker", "reference", "consent", "embedding")
_LEAST_CONSENT = 8


@dataclass(frozen=True)
class VoiceOption:
    """One voice of the option.

    Attributes:
        voice: as it is cast.
        speaker: the model's own name or number for it.
        reference: a recording to clone, or None.
        consent: who agreed to the cloning, and when.
        embedding: a file of the speaker's vector (`.npy`), or None.
    """

    voice: Voice
    speaker: str
    reference: Path | None = None
    consent: str = ""
    embedding: Path | None = None


def voice_options(
    key: str, voices: Mapping[str, Any] | None, takes: Iterable[str] = ()
) -> dict[str, VoiceOption]:
    """Read the option.

    Args:
        key: of the engine's table: "engine_options.coqui".
        takes: which of "reference" and "embedding" this engine can use.

    Raises:
        ConfigError: a voice that is not described, a key or file that is not there, a
            recording without consent.
    """
    return {
        name: _read(f"{key}.voices.{name}", name, raw, {*takes})
        for name, raw in (voices or {}).items()
    }


def _read(key: str, name: str, raw: Any, takes: set[str]) -> VoiceOption:
    if {*"+:"} & {*name}:
        raise ConfigError(key, "a voice's name holds no '+' or ':'")
    table = dict(raw) if isinstance(raw, Mapping) else {"description": raw}
    known = [k for k in _KEYS if k in takes or k not in ("reference", "consent", "embedding")]
    known += ["consent"] * ("reference" in takes)
    for given in table:
        if given not in known:
            near = difflib.get_close_matches(given, known, 1, 0.5) or known
            raise ConfigError(f"{key}.{given}", f"unknown key; did you mean {near[0]}?")
    reference = _file(f"{key}.reference", table.get("reference"))
    consent = " ".join(str(table.get("consent", "")).split())
    if reference is not None and len(consent) < _LEAST_CONSENT:
        raise ConfigError(
            f"{key}.consent",
            f"cloning {reference.name} needs the consent of whoever speaks in it; set it to "
            "who agreed, and when",
        )
    return VoiceOption(
        _described(key, name, str(table.get("description", ""))),
        str(table.get("speaker", name)),
        reference,
        consent,
        _file(f"{key}.embedding", table.get("embedding")),
    )


def _file(key: str, given: Any) -> Path | None:
    if given is None:
        return None
    path = Path(str(given)).expanduser()
    if not path.is_file():
        raise ConfigError(key, f"{path} is not there")
    return path


def _described(key: str, name: str, text: str) -> Voice:
    gender, accent, age = [*text.split(), "", "", ""][:3]
    if gender not in ("female", "male") or (age and not (age.isdigit() and 1 <= int(age) <= 120)):
        raise ConfigError(key, f"{text!r}: describe it as 'female en-GB 30', or 'male'")
    return Voice(name, gender, accent or "en-US", int(age or 35), language="")

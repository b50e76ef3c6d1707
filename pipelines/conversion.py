"""Voice conversion: a recording said again in another voice, word for word and beat for beat."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmgen.config import Config
from filmgen.engines.protocols import ConversionEngine, EngineInfo, SpeechEngine, SpeechRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError, TimelineError, WorkspaceError
from filmgen.media import Sound
from filmgen.media_files import read_sound, write_sound
from filmgen.sound.acting.recorded_line import one_voice
from filmgen.sound.cast.voice import Voice

REFERENCE = (
    "The harbour was empty when they came down to the water. Somebody had taken every oar, and "
    "the old man only laughed. What else could we do, but wait for the morning ferry? She pulled "
    "her coat about her, and thought of the children asleep in the village above."
)
"""What a voice says for the engine to know it by: every sound of English, plain and lively."""
LONGEST_S = 600
MOST_CHANNELS = 2


@dataclass(frozen=True)
class Converted:
    """What was made: where, of what length, in whose voice, and how."""

    path: Path
    seconds: float
    voice: str
    engine: EngineInfo
    notes: dict[str, object]


def convert_voice(
    recording: Path, to: str, out: Path, config: Config, *, text: str = ""
) -> Converted:
    """Say a recording again in another voice, and write it as a WAV.

    Args:
        to: id of a voice of the configured speech engine, or a sound file of somebody speaking.
        text: what is said in the recording; a voice of the speech engine then says the same
            for the conversion to go by, which is closer.

    Raises:
        TimelineError: a file that is no recording of a voice.
        ConfigError: no such voice, or OUT is not a WAV.
        WorkspaceError: OUT cannot be written.
        EngineUnavailable, EngineError: see the engines.
    """
    if out.suffix.lower() != ".wav":
        raise ConfigError("--out", f"{out}: write it as a .wav")
    source = _mono(recording)
    engine: ConversionEngine = _engine("conversion", config)
    try:
        made = engine.convert(source, _target(to, text, config))
        info = engine.describe()
    finally:
        engine.close()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_sound(out, made)
    except OSError as error:
        raise WorkspaceError(f"{out}: cannot be written ({error.strerror or error})") from error
    except RuntimeError as error:  # libsndfile's own
        raise WorkspaceError(f"{out}: cannot be written ({error})") from error
    return Converted(out, float(made.seconds), to, info, dict(made.notes))


def list_voices(config: Config) -> tuple[tuple[Voice, ...], tuple[str, ...]]:
    """The configured speech engine's voices, and its speakers that nobody has described."""
    engine: SpeechEngine = _engine("speech", config)
    voices = engine.voices()
    speakers = _speakers(engine)
    engine.close()
    described = {voice.id for voice in voices}
    return voices, tuple(name for name in speakers if name not in described)


def _target(to: str, text: str, config: Config) -> Sound:
    """Somebody speaking: a file, or a voice of the speech engine."""
    path = Path(to).expanduser()
    if path.is_file() or path.suffix:
        return _mono(path)
    engine: SpeechEngine = _engine("speech", config)
    try:
        known = [voice.id for voice in engine.voices()] or [*_speakers(engine)]
        plain = to.replace(":", "+").split("+")[0]
        if known and plain not in known:
            near = difflib.get_close_matches(plain, known, 1, 0.0)[0]
            raise ConfigError(
                "--to",
                f"{engine.name} has no voice {to!r}, and no such file is there; nearest: {near}",
            )
        said = text or REFERENCE
        reason = engine.cannot_speak(said, "en")
        if reason:
            raise ConfigError("--to", f"{reason}; give a recording of the voice instead")
        return engine.speak(SpeechRequest(said, "en", to))
    finally:
        engine.close()


def _mono(path: Path) -> Sound:
    """A recording of one voice, mono."""
    if not path.is_file():
        raise ConfigError("voice", f"{path} is not there, or no file")
    sound = read_sound(path)
    channels = 1 if sound.samples.ndim == 1 else len(sound.samples)
    if channels > MOST_CHANNELS:
        raise TimelineError(
            f"{path}: has {channels} channels; a voice is converted from mono or stereo"
        )
    if sound.seconds > LONGEST_S:
        raise TimelineError(f"{path}: is longer than {LONGEST_S // 60} minutes; cut it into takes")
    return one_voice(sound, str(path))


def _engine(medium: str, config: Config) -> Any:
    name = getattr(config.engines, medium)
    return create_engine(medium, name, config.engine_options.get(name, {}))


def _speakers(engine: SpeechEngine) -> tuple[str, ...]:
    """The model's own names of its speakers, of engines that know some."""
    own: tuple[str, ...] = engine.speakers() if hasattr(engine, "speakers") else ()
    return own

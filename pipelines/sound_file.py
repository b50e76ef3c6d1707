"""`filmgen ambience`: a sound in a person's words, made and written to one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from filmgen.config import Config
from filmgen.engines.protocols import AmbienceEngine, BedRequest
from filmgen.engines.table import create_engine
from filmgen.errors import ConfigError
from filmgen.media import FloatArray
from filmgen.sound.places.described import SoundLayer, described, overridden
from filmgen.sound.signal.loudness import measure
from filmgen.timecode import SAMPLE_RATE_HZ
from filmgen.workspace import explained, seed_from

SHORTEST_S, LONGEST_S = 0.1, 1800.0
_BED_S, _SPOT_S = 20.0, 12.0
_FORMATS = {".wav": "WAV", ".flac": "FLAC"}
_GAP_S = 4.0
"""Silence between two of a spot that comes again, about."""


@dataclass(frozen=True)
class LaidSound:
    """What was written.

    Attributes:
        kinds: of the layers, in the order of their words.
        loudness_lufs: integrated; None for what is too short or too quiet to be measured.
    """

    path: Path
    kinds: tuple[str, ...]
    seconds: float
    loudness_lufs: float | None


def write_described(
    text: str,
    out: Path,
    config: Config,
    *,
    seconds: float | None = None,
    seed: int = 0,
    intensity: float | None = None,
    distance_m: float | None = None,
) -> LaidSound:
    """Make the sounds a text asks for and write them, at their level beside dialogue at -23 LUFS.

    Args:
        out: a .wav or .flac file.
        seconds: length; by default 20 for what goes on, its own length for what happens once.

    Raises:
        ConfigError: words that are no sound, a bad length, seed, number or file name, or a
            kind the engine does not make.
        EngineUnavailable, EngineError: the engine cannot run here, or failed.
        WorkspaceError: the file cannot be written.
    """
    if out.suffix.lower() not in _FORMATS:
        raise ConfigError("-o", f"{out.name!r} is neither .wav nor .flac")
    if seconds is not None and not SHORTEST_S <= seconds <= LONGEST_S:
        raise ConfigError("--seconds", f"{seconds:g} is outside {SHORTEST_S:g} to {LONGEST_S:g}")
    if not 0 <= seed < 2**31:
        raise ConfigError("--seed", f"{seed} is outside 0 to 2147483647")
    layers = overridden(described(text), intensity=intensity, distance_m=distance_m)
    name = config.engines.ambience
    engine: AmbienceEngine = create_engine("ambience", name, config.engine_options.get(name))
    try:
        known = engine.kinds()
        for layer in layers:
            if layer.kind not in known:
                raise ConfigError(
                    "engines.ambience", f"{name} makes no {layer.kind}; try --engine synth"
                )
        samples = _lay(layers, engine, text, seconds, seed)
    finally:
        engine.close()
    _write(out, samples)
    heard = measure(samples)
    return LaidSound(
        out,
        tuple(layer.kind for layer in layers),
        samples.shape[1] / SAMPLE_RATE_HZ,
        heard.integrated_lufs if heard.integrated_lufs is not None else heard.momentary_max_lufs,
    )


def _lay(
    layers: tuple[SoundLayer, ...],
    engine: AmbienceEngine,
    text: str,
    seconds: float | None,
    seed: int,
) -> FloatArray:
    """All layers, one upon another, (2, n)."""
    endless = any(layer.is_bed for layer in layers)
    longest_s = seconds if seconds is not None else _BED_S if endless else _SPOT_S
    total = max(1, round(longest_s * SAMPLE_RATE_HZ))
    out = np.zeros((2, total), dtype=np.float32)
    reach = total if endless or seconds is not None else 1
    words = text if len(layers) == 1 and getattr(engine, "reads", False) else ""
    for number, layer in enumerate(layers):
        rng = np.random.default_rng(seed_from(seed, text, number))
        own_seed = seed_from(seed, layer.kind, number)
        # With a bed under it, a spot waits a moment; alone it begins the file.
        at = 0 if layer.is_bed or not endless else int(total * float(rng.uniform(0.05, 0.3)))
        turn = 0
        while at < total:
            wanted = total - at if layer.is_bed or layer.again else min(
                total - at, round(_SPOT_S * SAMPLE_RATE_HZ)
            )  # fmt: skip
            request = BedRequest(
                layer.kind,
                layer.intensity,
                wanted,
                seed_from(own_seed, turn),
                layer.parameters,
                words,
            )
            made = engine.lay(request).samples
            out[:, at : at + made.shape[1]] += made[:, : total - at]
            reach = max(reach, at + made.shape[1])
            at += made.shape[1] + round(float(rng.gamma(2.0, _GAP_S / 2)) * SAMPLE_RATE_HZ)
            turn += 1
            if layer.is_bed or not layer.again or (not endless and seconds is None):
                break
    out = out[:, :reach]
    top = float(np.abs(out).max())
    return out * np.float32(0.98 / top) if top > 0.98 else out


def _write(path: Path, samples: FloatArray) -> None:
    """24-bit PCM, whole or not at all."""
    import soundfile

    part = path.with_name(f".{path.name}.part")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.touch()
            soundfile.write(
                part,
                samples.T,
                SAMPLE_RATE_HZ,
                subtype="PCM_24",
                format=_FORMATS[path.suffix.lower()],
            )
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

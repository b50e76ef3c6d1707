"""What the manifest and a frame's sidecar say of how a picture was made.

Nothing here differs from run to run: what was measured goes another way (`Frame.measured`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from filmgen.engines.hub import UNKNOWN_LICENCE, fingerprint, local_path, settings_digest
from filmgen.engines.protocols import EngineInfo
from filmgen.engines.storyboard.diffusion.model import commit_of
from filmgen.engines.storyboard.diffusion.options import ENGINE, KEY, Options
from filmgen.engines.storyboard.diffusion.run import Wanted

ALGORITHM_REVISION = "2"
"""Changes with everything of ours that may change a picture: sizes, control images, prompts."""

_PICTURE_OPTIONS = frozenset({
    "strength", "steps", "guidance", "scheduler", "style", "negative", "side_px", "dtype",
    "variant", "threads", "attention_slicing", "vae_tiling",
})  # fmt: skip
"""Options that change a picture and are not models."""


def info(options: Options) -> EngineInfo:
    """Models and licence; the revision covers every weight and option a picture hangs on."""
    o = options
    marks: list[Any] = [o.model_dump(include=set(_PICTURE_OPTIONS))]
    names = [label(o.model)]
    for kind, c in o.controls:
        marks.append([kind, c.weight, c.start, c.end, _which(c.model, c.revision)])
        names.append(label(c.model))
    for lora in o.loras:
        marks.append([lora.weight, lora.weight_name, _which(lora.path, lora.revision)])
        names.append(label(lora.path))
    if o.adapted:
        a = o.ip_adapter
        files = [a.subfolder, a.weight_name, a.image_encoder]
        marks.append([a.weight, files, _which(a.model, a.revision)])
        names.append(a.weight_name.rpartition(".")[0])
    digest = settings_digest({"marks": marks})
    revision = f"{_which(o.model, o.revision)}+{ALGORITHM_REVISION}.{digest}"
    return EngineInfo(ENGINE, " + ".join(names), revision, o.licence or UNKNOWN_LICENCE)


def notes(
    options: Options,
    engine: EngineInfo,
    pipeline: Any,
    wanted: Wanted,
    references: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """One picture's sidecar, JSON values.

    Args:
        pipeline: that drew it.
        references: (character, sha256) of the pictures that were looked at.
    """
    o = options
    return {
        "model": label(o.model),
        "revision": commit_of(pipeline) or engine.revision,
        "licence": engine.licence,
        "prompt": wanted.prompt,
        "negative": wanted.negative if o.guided else "",
        "seed": wanted.seed,
        "worked_at_px": [wanted.size[1], wanted.size[0]],
        "steps": o.steps,
        "strength": o.strength,
        "guidance": o.guidance,
        "scheduler": type(pipeline.scheduler).__name__,
        "dtype": str(pipeline.unet.dtype).removeprefix("torch."),
        "controls": [
            {"pass": kind, "model": label(c.model), "weight": c.weight, "start": c.start,
             "end": c.end}
            for kind, c in o.controls
        ],
        "loras": [{"model": label(lora.path), "weight": lora.weight} for lora in o.loras],
        "ip_adapter": o.ip_adapter.weight_name if o.adapted else "",
        "references": [
            {"character": name, "sha256": sha256, "weight": o.ip_adapter.weight}
            for name, sha256 in references
        ],
        "safety_checker": getattr(pipeline, "safety_checker", None) is not None,
    }  # fmt: skip


def label(model: str) -> str:
    """What to call a model in documents that travel: a folder's name, not its path."""
    return Path(model).name if Path(model).expanduser().exists() else model


def _which(model: str, revision: str) -> str:
    """Which weights these are: a folder's fingerprint, or the hub revision asked for."""
    folder = local_path(ENGINE, KEY, model)
    return fingerprint(folder) if folder is not None else f"{model}@{revision or 'main'}"

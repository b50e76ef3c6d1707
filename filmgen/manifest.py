"""The manifest: where every file of a delivery comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from filmgen import __version__
from filmgen.workspace import Asset


class ManifestFile(BaseModel):
    """One published file."""

    model_config = ConfigDict(extra="forbid")

    path: str
    sha256: str
    bytes: int


class ManifestAsset(BaseModel):
    """One generated (or hand-made) asset and its files.

    `request_hash` is the key it lies under in the workspace; `seconds` is the wall time it
    took when it was made.
    """

    model_config = ConfigDict(extra="forbid")

    medium: str
    engine: str
    model: str
    revision: str
    licence: str
    seed: int | None
    request_hash: str
    seconds: float
    files: tuple[ManifestFile, ...]
    notes: dict[str, Any] = {}


class Manifest(BaseModel):
    """`manifest.json`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    document: Literal["filmgen.manifest"] = "filmgen.manifest"
    version: Literal[1] = 1
    filmgen: str = __version__
    title: str
    delivery: int
    screenplay: str
    rate: str
    frames: int
    start_timecode: str
    settings: dict[str, Any]
    assets: tuple[ManifestAsset, ...]
    missing: dict[str, str]
    sound: dict[str, Any]


def manifest_assets(
    published: Mapping[str, tuple[Asset, str]], tree: str
) -> tuple[ManifestAsset, ...]:
    """One entry for each asset, its files under their published names.

    Args:
        published: (asset, file name in the asset) by published name, relative to the output
            folder.
        tree: the published tree; paths in the manifest are relative to it.
    """
    prefix = f"{tree}/" if tree else ""
    assets: dict[str, Asset] = {}
    files: dict[str, list[ManifestFile]] = {}
    for name, (asset, stored) in sorted(published.items()):
        assets[asset.key] = asset
        file = next(f for f in asset.files if f.name == stored)
        files.setdefault(asset.key, []).append(
            ManifestFile(path=name.removeprefix(prefix), sha256=file.sha256, bytes=file.bytes)
        )
    return tuple(
        ManifestAsset(
            medium=asset.provenance.medium,
            engine=asset.provenance.engine,
            model=asset.provenance.model,
            revision=asset.provenance.revision,
            licence=asset.provenance.licence,
            seed=asset.provenance.seed,
            request_hash=key,
            seconds=asset.seconds,
            files=tuple(files[key]),
            notes=dict(asset.notes),
        )
        for key, asset in assets.items()
    )

"""What every pipeline works with: the folder, the farm, the settings, and who listens."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filmgen.config import Config
from filmgen.engines.protocols import EngineInfo
from filmgen.engines.table import ENGINES, create_engine, engine_names
from filmgen.errors import ConfigError, WorkspaceError
from filmgen.farm.local import LocalFarm
from filmgen.farm.production import BatchWorker, Wanted, Worker, produce
from filmgen.media import Missing
from filmgen.progress import Progress
from filmgen.workspace import Asset, Provenance, Workspace, file_sha256

Options = tuple[tuple[str, Any], ...]

FILM_MEDIA = tuple(medium for medium in ENGINES if medium != "writer")
"""Media that rendering a script takes; the script itself is there by then."""


@dataclass
class Studio:
    """One run's surroundings.

    Attributes:
        tree: where in the output folder files are published: "" or "preview".
        listed: names published so far, to retire what an earlier draft left.
        used: keys of every asset this run made or reused.
        assets: (asset, file name in it) by published name, for the manifest.
        missing: reason by what is missing.
    """

    workspace: Workspace
    farm: LocalFarm
    config: Config
    progress: Progress
    tree: str = ""
    listed: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    assets: dict[str, tuple[Asset, str]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def engine(self, medium: str) -> Any:
        """The configured engine of a medium, constructed but not loaded.

        Raises:
            ConfigError, EngineUnavailable: see `create_engine`.
        """
        name = getattr(self.config.engines, medium)
        return create_engine(medium, name, dict(self.options(name)))

    def options(self, engine: str) -> Options:
        """The configured options of an engine, in a hashable form."""
        return tuple(sorted(self.config.engine_options.get(engine, {}).items()))

    def produce(
        self,
        stage: str,
        wanted: list[Wanted],
        worker: Worker,
        *,
        batch: int = 1,
        together: BatchWorker | None = None,
    ) -> list[Asset | Missing]:
        """Make a stage's assets; what could not be made is remembered as missing.

        `batch` and `together` are those of `farm.production.produce`.
        """
        made = produce(
            stage, wanted, worker, self.workspace, self.farm, self.progress,
            batch=batch, together=together,
        )  # fmt: skip
        for want, asset in zip(wanted, made, strict=True):
            if isinstance(asset, Missing):
                self.missing[want.subject] = asset.reason
            else:
                self.used.add(asset.key)
        return made

    def publish(self, name: str, asset: Asset, files: Mapping[str, str] | None = None) -> Path:
        """Show an asset's files under a folder `name` (or file by file), remember them all.

        Args:
            files: published name, relative to `name`, by the asset's file name; all files
                under their own names if None.

        Returns:
            The folder, or the file where exactly one is published with an empty name.
        """
        root = Path(self.tree) / name
        self.used.add(asset.key)
        chosen = files if files is not None else {f.name: f.name for f in asset.files}
        for stored, shown in chosen.items():
            target = (root / shown).as_posix() if shown else root.as_posix()
            self.workspace.publish(target, asset.path(stored))
            self.listed.append(target)
            self.assets[target] = (asset, stored)
        return self.workspace.out / root

    def write(self, name: str, document: str | bytes) -> Path:
        """Write a document of the delivery."""
        target = (Path(self.tree) / name).as_posix()
        data = document.encode() if isinstance(document, str) else document
        self.workspace.write_bytes(self.workspace.out / target, data)
        self.listed.append(target)
        return self.workspace.out / target

    @property
    def root(self) -> Path:
        """The published tree's folder."""
        return self.workspace.out / self.tree


def check_engines(config: Config, media: Collection[str] | None = None) -> None:
    """Construct every engine of the configuration, before anything is made for another one.

    Args:
        media: those whose engines are used; all that a film takes if None.

    Raises:
        ConfigError: an engine that does not exist (also one that only has options, which would
            be ignored in silence), or an option it does not have.
        EngineUnavailable: one cannot run here.
    """
    known = {name for medium in ENGINES for name in engine_names(medium)}
    for name in config.engine_options:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
            raise ConfigError(f"engine_options.{name}", f"no engine {name!r}; {hint}")
    for medium, name in config.engines.model_dump().items():
        if medium in (FILM_MEDIA if media is None else media):
            create_engine(medium, name, config.engine_options.get(name, {})).close()
    if media is None or "effects" in media:
        for kind, name in config.effects.engines.chosen().items():
            engine = _for_kind(kind, name, config)
            makes = engine.kinds()
            engine.close()
            if kind not in makes:
                raise ConfigError(
                    f"effects.engines.{kind}",
                    f"engine {name!r} makes no {kind}, only {', '.join(makes)}",
                )


def _for_kind(kind: str, name: str, config: Config) -> Any:
    try:
        return create_engine("effects", name, config.engine_options.get(name, {}))
    except ConfigError as error:
        if error.key != "engines.effects":
            raise
        message = str(error).partition(": ")[2]
        raise ConfigError(f"effects.engines.{kind}", message) from error


def provenance(medium: str, info: EngineInfo, seed: int | None, request: Any) -> Provenance:
    """What an asset made by an engine comes from."""
    return Provenance(medium, info.engine, info.model, info.revision, info.licence, seed, request)


def own_file(medium: str, path: Path, request: Any = None) -> Provenance:
    """What a person's own file is: engine `folder`, keyed by its bytes.

    A folder is keyed by the bytes of all files in it, at any depth.

    Raises:
        WorkspaceError: it is there and cannot be read.
    """
    parts = sorted(path.rglob("*")) if path.is_dir() else [path]
    above = path if path.is_dir() else path.parent
    try:
        digest = [[p.relative_to(above).as_posix(), file_sha256(p)] for p in parts if p.is_file()]
    except OSError as error:
        raise WorkspaceError(
            f"{error.filename or path}: cannot be read ({error.strerror or error}); "
            "mend it or take it out of the edit folder"
        ) from error
    return Provenance(
        medium, "folder", "made by a person", "2", "as its owner says", None, [digest, request]
    )

"""Engines `gan` and `diffusion`: effect elements from generators that this project trains.

The weights ship in `assets/models/effects`; a training of one's own is named by the option
`weights`. What the file's header says is checked when an engine is constructed, without torch; the
network is built for the first plate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from filmgen.engines.effects.field_plates import plate_frames, whole_plate
from filmgen.engines.effects.requests import (
    check_memory,
    check_request,
    require_device,
    require_packages,
)
from filmgen.engines.protocols import EngineInfo, PlateRequest
from filmgen.engines.weights_file import header_notes, tensor_shapes
from filmgen.errors import EngineUnavailable
from filmgen.media import Plate
from filmgen.resources import resource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from filmgen.effects.learned.generator import FieldGenerator

REVISION = "2"
"""Of sampling and shading: raised when the same weights give other plates."""


NEEDS = {
    "gan": (("safetensors", "safetensors"),),
    "diffusion": (("safetensors", "filmgen[diffusion]"), ("diffusers", "filmgen[diffusion]")),
}
"""(module, what to give pip) of packages that are not part of every install, by model."""


class LearnedEngine:
    """What both engines share; they differ in their model.

    Args:
        weights: a safetensors file of `filmgen effects train`; the shipped one if None.
        device: a torch device. Results on another kind of device differ in the last bits.
        options: of the generator.

    Raises:
        EngineUnavailable: the weights are missing, damaged or of another model, an extra is not
            installed, or torch has no such device.
    """

    model = ""

    def __init__(
        self, weights: str | None = None, device: str = "cpu", **options: int | float | str
    ) -> None:
        self._own = weights is not None
        self._path = Path(weights) if weights is not None else self._shipped()
        self._kinds = self._read_kinds()
        require_packages(self.name, NEEDS[self.model])
        require_device(self.name, device)
        self._device = device
        self._options = options
        self._loaded: FieldGenerator | None = None
        self._digest = ""

    @property
    def name(self) -> str:
        return self.model

    def describe(self) -> EngineInfo:
        """The revision is that of the weights' bytes."""
        if not self._digest:
            with self._path.open("rb") as file:
                self._digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        chosen = "".join(f" {key}={value}" for key, value in sorted(self._options.items()))
        return EngineInfo(
            engine=self.name,
            model=f"filmgen effects {self.model}{chosen} ({self._device.split(':')[0]})",
            revision=f"{self._digest}+{REVISION}",
            licence="LicenseRef-own-weights" if self._own else "Apache-2.0",
        )

    def close(self) -> None:
        """Let the network go."""
        self._loaded = None

    def kinds(self) -> tuple[str, ...]:
        return self._kinds

    def shoot(self, request: PlateRequest) -> Plate:
        """Make and shade one element.

        Raises:
            EngineError: an unknown kind, or a number out of its range.
        """
        check_memory(self.name, request)
        return whole_plate(self.frames(request), request)

    def frames(self, request: PlateRequest) -> Iterator[NDArray[np.float16]]:
        """The frames of `shoot`, one at a time; memory does not grow with their number.

        Raises:
            EngineError: as `shoot`.
        """
        from filmgen.effects.aftermath import Thinning

        check_request(self.name, request, self.kinds())
        return plate_frames(Thinning(self.fields()), request)

    def fields(self) -> FieldGenerator:
        """The generator itself, loaded.

        Raises:
            EngineUnavailable: the weights are damaged, or of another grid or rate.
        """
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def _shipped(self) -> Path:
        try:
            return resource("assets", "models", "effects", f"{self.model}.safetensors")
        except FileNotFoundError as error:
            raise EngineUnavailable(
                self.name,
                f"the weights models/effects/{self.model}.safetensors are missing; install filmgen "
                "again, or name your own (option weights, --weights FILE)",
            ) from error

    def _read_kinds(self) -> tuple[str, ...]:
        """The kinds the weights know, from the file's header.

        Raises:
            EngineUnavailable: there is no such file, or it holds another model.
        """
        try:
            tensor_shapes(self._path)
            described = json.loads(header_notes(self._path)["filmgen"])
            model, kinds = str(described["model"]), tuple(map(str, described["kinds"]))
        except OSError as error:
            raise EngineUnavailable(
                self.name, f"{self._path}: cannot be read ({error.strerror or error})"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            reason = str(error) if isinstance(error, ValueError) else "no description in it"
            raise EngineUnavailable(
                self.name,
                f"{self._path}: no weights of an effects model ({reason}); name the "
                f"{self.model}.safetensors of a training",
            ) from error
        if model != self.model:
            raise EngineUnavailable(
                self.name, f"{self._path}: weights of the model {model!r}; use --engine {model}"
            )
        return kinds

    def _load(self) -> FieldGenerator:
        import torch

        from filmgen.effects.clips import COLUMNS, ROWS
        from filmgen.effects.imaging.tempo import CLIP_RATE
        from filmgen.effects.learned.weights import GENERATORS, read_weights

        description, tensors = read_weights(self._path, self.model)
        found = (description.rows, description.columns, description.rate)
        if found != (ROWS, COLUMNS, CLIP_RATE):
            raise EngineUnavailable(
                self.name,
                f"{self._path}: made for {found[1]}x{found[0]} at {found[2]} frames/s, plates are "
                f"shaded from {COLUMNS}x{ROWS} at {CLIP_RATE}; train again on such data",
            )
        module, _, name = GENERATORS[self.model].partition(":")
        try:
            made: Any = getattr(import_module(module), name)(
                description, tensors, torch.device(self._device), **self._options
            )
        except (RuntimeError, KeyError) as error:  # tensors that do not fit the description
            reason = str(error).splitlines()[0]
            raise EngineUnavailable(
                self.name, f"{self._path}: weights of another version ({reason}); train again"
            ) from error
        return cast("FieldGenerator", made)


class GanEngine(LearnedEngine):
    """One pass of a generator that was trained against a discriminator."""

    model = "gan"


class DiffusionEngine(LearnedEngine):
    """A few steps from noise to a clip, with diffusers' solvers."""

    model = "diffusion"

"""The GAN: whole clips of fields in one pass over noise.

Its network is built as the diffusion model's and may begin as one, asked once at a high noise
level: there, chance alone decides what is made. `learned.adversarial` trains it to make clips that
a discriminator does not tell from simulated ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import torch
from torch import Tensor, nn

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.chance import CHANCE, of_seed
from filmgen.effects.learned.conditions import features_of
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.generator import fitted, whole_groups
from filmgen.effects.learned.network import Architecture, FieldNetwork, architecture_of
from filmgen.effects.learned.space import CELL, GROUP_FRAMES, PATCH, frames_of
from filmgen.errors import EngineError
from filmgen.media import FloatArray

_TOLD_NOISE = 50.0
CHUNK_GROUPS = 24
"""Groups that one pass of a long clip gives; and the longest clip that is made whole."""
INPUTS, SIDES = CHANCE, PATCH
"""Noise, and the prior mean."""


def one_pass(network: nn.Module, chance: Tensor, features: Tensor, *, loop: bool = False) -> Tensor:
    """Clean groups of noise.

    Args:
        network: a `FieldNetwork` told the noise, of `INPUTS` inputs and `SIDES` sides.
        chance: standard normal (B, G, rows, columns, CHANCE).
        features: (B, G, features).
        loop: whether group 0 follows the last.

    Returns:
        Groups in model space (B, G, rows, columns, PATCH).
    """
    mean = network.prior(features)
    told = torch.full((len(chance),), math.log(_TOLD_NOISE), device=chance.device)
    made: Tensor = network(chance, features, told, sides=(mean,), loop=loop)
    return made.add_(mean)


def reach(architecture: Architecture) -> int:
    """Groups on each side that a group depends on: one for every convolution over time."""
    return sum(marks.count("t") for marks in (*architecture.down, *architecture.up))


class GanGenerator:
    """Makes clips with a trained network; see `FieldGenerator`.

    A long clip is made in chunks of `CHUNK_GROUPS`, each from its own noise and that of as many
    groups to either side as it depends on: what comes out is what one pass over all would give.
    """

    def __init__(
        self, description: Description, weights: Mapping[str, Tensor], device: torch.device
    ) -> None:
        self.kinds, self.rate = description.kinds, Fraction(description.rate)
        self._space, self._device = description.space, device
        self._grid = (description.rows // CELL, description.columns // CELL)
        architecture = architecture_of(description.network)
        self._reach = reach(architecture)
        self._network = FieldNetwork(architecture)
        self._network.load_state_dict(dict(weights))
        self._network.to(device).bake()

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """See `FieldGenerator`.

        Raises:
            EngineError: a kind that the model does not know.
        """
        if label.kind not in self.kinds:
            raise EngineError(
                "gan", f"a plate of {label.kind}", f"it knows {', '.join(self.kinds)}"
            )
        whole = whole_groups(frames)
        chunks = (
            self._space.fields(frames_of(groups), label.kind)
            for groups in self._groups(label, whole // GROUP_FRAMES, loop=loop)
        )
        yield from fitted(chunks, whole, frames, loop=loop)

    def _groups(self, label: ClipLabel, count: int, *, loop: bool) -> Iterator[Tensor]:
        if count <= CHUNK_GROUPS:
            yield self._made(label, range(count), range(count), loop=loop)
            return
        many = -(-count // CHUNK_GROUPS)
        for index in range(many):
            first, end = index * count // many, (index + 1) * count // many
            before = self._reach if loop else min(self._reach, first)
            after = self._reach if loop else min(self._reach, count - end)
            window = range(first - before, end + after)
            numbers = [group % count for group in window] if loop else window
            made = self._made(label, window, numbers, loop=False)
            yield made[:, before : before + end - first]

    def _made(
        self, label: ClipLabel, window: range, numbers: Sequence[int], *, loop: bool
    ) -> Tensor:
        """(1, G, ...) of the groups `window`, from the noise of the groups `numbers`."""
        told = features_of(
            label, self.kinds, window.start * GROUP_FRAMES, len(window), float(self.rate)
        )
        with torch.inference_mode():
            return one_pass(
                self._network,
                of_seed(label.seed, numbers, *self._grid).to(self._device),
                torch.from_numpy(told)[None].to(self._device),
                loop=loop,
            )

"""The discriminator: which of two clips with the same label is the simulated one.

It is the way down of the diffusion network, and may begin with a trained one's weights: those know
what clips of every kind look like under noise (as in Sauer et al. 2024, "Fast High-Resolution
Image Synthesis with Latent Adversarial Diffusion Distillation"). What it judges is noisy, and it is
told how noisy: little noise shows the detail, much only shape and movement. It sees them as that
network does, what noise leaves apart from what it hides, so that detail is not small beside shapes.
At every level each place has a say of its own.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from filmgen.effects.learned.network import Architecture, Encoder, Linear, SpaceConv, silu
from filmgen.effects.learned.space import PATCH
from filmgen.effects.learned.waves import split

_DOWN = ("t", "st", "t")
_HEAD = 64
_SCALE = 4.0
"""Of scores: large enough at the start for the loss to tell them apart."""


class Discriminator(Encoder):
    """Scores of noisy clips."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__(
            replace(architecture, inputs=2 * PATCH, sides=PATCH, down=_DOWN, noise=True)
        )
        widths, condition = architecture.widths, architecture.condition
        self.look = nn.ModuleList(SpaceConv(width, _HEAD, size=1) for width in widths)
        self.wanted = nn.ModuleList(Linear(condition, _HEAD) for _ in widths)
        self.verdict = nn.ModuleList(SpaceConv(_HEAD, 1, size=1) for _ in widths)
        self.gain = nn.Parameter(torch.ones(len(widths)))

    def forward(self, noisy: Tensor, mean: Tensor, features: Tensor, noise: Tensor) -> list[Tensor]:
        """Scores of every place of every level, more for what looks simulated.

        Args:
            noisy: (B, G, rows, columns, PATCH).
            mean: of clips of their labels, the same shape.
            features: (B, G, features).
            noise: standard deviation of the noise in `noisy` (B,).

        Returns:
            (B, places) of each level.
        """
        batch = len(noisy)
        condition = self.condition(features, noise.log())
        parts = split(noisy - mean, noise)
        scores = []
        levels, _ = self.levels(parts.inputs, (mean,), condition, loop=False)
        for level, h in enumerate(levels):
            seen = silu(self.look[level](silu(h)))
            # The label's own direction among what is seen: Miyato and Koyama 2018.
            told = self.wanted[level](condition)[:, :, None, None]
            score = self.verdict[level](seen) + (seen * told).mean(1, keepdim=True)
            scores.append((score * (self.gain[level] * _SCALE)).reshape(batch, -1))
        return scores

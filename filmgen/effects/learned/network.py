"""The network: a U-Net over groups of frames, the same at every time.

Magnitude-preserving layers after Karras et al. 2024 ("Analyzing and Improving the Training
Dynamics of Diffusion Models", section 2): weights of unit length, no biases, no normalisation of
activations. Nothing is averaged over time, so a clip of any length can be made, and with circular
padding one that loops. Convolutions are split (Tran et al. 2018, "R(2+1)D"): 3 by 3 in space
within a group, 3 over groups at one place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from filmgen.effects.learned.prior import Prior
from filmgen.effects.learned.space import PATCH

_SILU_GAIN = 1 / 0.596
"""Brings the SiLU of a standard normal value back to unit magnitude."""
_GRAIN = 0.15
"""Strength of grain at first. From none, no slope leads anywhere: more and less of it are alike."""
_KEEP = 0.35
"""Share of a block's own part in its sum with what came in."""


@dataclass(frozen=True)
class Architecture:
    """What a network is built from; stored with its weights.

    Attributes:
        widths: channels at half, quarter and eighth of the grid.
        down, up: blocks at each level on the way down and up, "s" two convolutions in space,
            "t" one in space and one in time. The last of `down` is the bottom; `up` begins next
            to it.
        condition: channels of the embedding.
        features: values that tell what is wanted (see `conditions.features_of`).
        inputs, sides, outputs: channels of a group. Inputs are seen with their neighbours in
            space, sides (what is smooth, or has no neighbours that matter) each place by itself.
        grain: how many of the last sides are noise that also leaves as it came, as strong at each
            place as the features there say (Karras et al. 2020, "Analyzing and Improving the Image
            Quality of StyleGAN"): what learned to take noise away is slow to learn to add some.
        noise: whether the network is told a noise level.
        prior: groups of each kind's course, see `prior.Prior`; none where it is not used.
        grid: rows and columns of a group, where there is a prior.
    """

    widths: tuple[int, int, int] = (64, 128, 192)
    down: tuple[str, str, str] = ("t", "st", "tst")
    up: tuple[str, str] = ("t", "ts")
    condition: int = 192
    features: int = 0
    inputs: int = PATCH
    sides: int = 0
    grain: int = 0
    outputs: int = PATCH
    noise: bool = True
    prior: tuple[int, ...] = ()
    grid: tuple[int, int] = (24, 20)


def architecture_of(values: Mapping[str, Any], **defaults: Any) -> Architecture:
    """The architecture that a description tells, its tuples back from JSON's lists."""
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in {**defaults, **values}.items()
    }
    return Architecture(**told)


def silu(x: Tensor) -> Tensor:
    """SiLU that keeps unit magnitude (the constant is folded into the next weight's gain)."""
    return functional.silu(x)


class Weight(nn.Module):  # type: ignore[misc]
    """Weights whose rows have unit length times `gain`, whatever the optimiser does to them."""

    def __init__(self, *shape: int, gain: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(*shape))
        self.gain = gain
        self._baked: Tensor | None = None
        self.normalise()

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def normalise(self) -> None:
        """Bring every row's elements to unit mean square; after each step of the optimiser."""
        flat = self.weight.flatten(1)
        flat.div_(flat.norm(dim=1, keepdim=True).div_(math.sqrt(flat.shape[1])).clamp_(min=1e-6))

    def unit(self) -> Tensor:
        """Rows of length `gain`."""
        if self._baked is not None:
            return self._baked
        flat = self.weight.flatten(1)
        length = flat.norm(dim=1).clamp(min=1e-6)
        weight = self.weight * (self.gain / length).reshape(-1, *[1] * (self.weight.ndim - 1))
        if weight.ndim == 4:
            weight = weight.contiguous(memory_format=torch.channels_last)
        return weight

    def bake(self) -> None:
        """Fix the weights as they are: inference then computes no lengths."""
        self._baked = None
        self._baked = self.unit().detach()


class Linear(Weight):
    def __init__(self, inputs: int, outputs: int, gain: float = 1.0) -> None:
        super().__init__(outputs, inputs, gain=gain)

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.unit())


class SpaceConv(Weight):
    """Convolution within each group."""

    def __init__(
        self, inputs: int, outputs: int, size: int = 3, stride: int = 1, gain: float = 1.0
    ) -> None:
        super().__init__(outputs, inputs, size, size, gain=gain)
        self.stride, self.padding = stride, size // 2

    def forward(self, x: Tensor) -> Tensor:
        return functional.conv2d(x, self.unit(), stride=self.stride, padding=self.padding)


class Enter(Weight):
    """Convolution over some channels, and a mere mix of the others, their rows of one length."""

    def __init__(self, inputs: int, sides: int, outputs: int) -> None:
        super().__init__(outputs, inputs * 9 + sides)
        self.inputs = inputs

    def forward(self, x: Tensor, sides: Tensor) -> Tensor:
        """Inputs (N, inputs, rows, columns) and sides (N, rows, columns, sides) to one."""
        weight = self.unit()
        near, here = weight[:, : self.inputs * 9], weight[:, self.inputs * 9 :]
        near = near.reshape(-1, self.inputs, 3, 3).contiguous(memory_format=torch.channels_last)
        made = functional.conv2d(x, near, padding=1).permute(0, 2, 3, 1)
        both = torch.addmm(made.flatten(0, 2), sides.flatten(0, 2), here.t())
        return both.view(made.shape).permute(0, 3, 1, 2)


class TimeConv(Weight):
    """Convolution over three groups at each place."""

    def __init__(self, inputs: int, outputs: int, gain: float = 1.0) -> None:
        super().__init__(outputs, inputs, 3, 1, gain=gain)

    def forward(self, x: Tensor, groups: int, loop: bool) -> Tensor:
        """(B * G, C, rows, columns) in channels-last order, to the same.

        The view puts groups where rows were, and so costs no copy.
        """
        many, channels, rows, columns = x.shape
        line = x.permute(0, 2, 3, 1).reshape(many // groups, groups, rows * columns, channels)
        if loop:
            line = torch.cat((line[:, -1:], line, line[:, :1]), 1)
        made = functional.conv2d(
            line.permute(0, 3, 1, 2), self.unit(), padding=(0 if loop else 1, 0)
        )
        made = made.permute(0, 2, 3, 1).reshape(many, rows, columns, -1)
        return made.permute(0, 3, 1, 2)


class Block(nn.Module):  # type: ignore[misc]
    """Two convolutions beside the way through; the condition scales between them."""

    def __init__(self, width: int, condition: int, *, over_time: bool) -> None:
        super().__init__()
        self.first = SpaceConv(width, width, gain=_SILU_GAIN)
        self.scale = Linear(condition, width)
        self.scale_gain = nn.Parameter(torch.zeros(()))
        self.over_time = over_time
        gain = _SILU_GAIN * _shares(_KEEP)[1]
        self.second: SpaceConv | TimeConv = (
            TimeConv(width, width, gain=gain) if over_time else SpaceConv(width, width, gain=gain)
        )

    def forward(self, x: Tensor, condition: Tensor, groups: int, loop: bool) -> Tensor:
        scale = (self.scale(condition) * self.scale_gain + 1.0)[:, :, None, None]
        h = self.first(silu(x))
        # what needs no slopes is computed in place: half of the time goes into moving memory
        h = silu(h * scale) if torch.is_grad_enabled() else functional.silu(h.mul_(scale), True)
        h = self.second(h, groups, loop) if self.over_time else self.second(h)
        return h.add_(x, alpha=_shares(_KEEP)[0])


def _shares(share: float) -> tuple[float, float]:
    """Factors of two unrelated signals of unit magnitude, whose sum has it too.

    The second's is part of the gain of the layer that it comes from.
    """
    size = math.hypot(1 - share, share)
    return (1 - share) / size, share / size


class Encoder(nn.Module):  # type: ignore[misc]
    """The way down: groups to features at half, quarter and eighth of the grid."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        widths, condition = architecture.widths, architecture.condition
        self.register_buffer("frequencies", torch.linspace(0.25, 6.0, 16) * math.pi)
        told = architecture.features + 1 + (32 if architecture.noise else 0)
        self.embed = Linear(told, condition, gain=math.sqrt(2.0))
        self.embed_more = Linear(condition, condition, gain=_SILU_GAIN)
        self.enter = Enter(architecture.inputs, architecture.sides + _PLACES, widths[0])
        self.down = nn.ModuleList(
            nn.ModuleList(Block(width, condition, over_time=mark == "t") for mark in marks)
            for width, marks in zip(widths, architecture.down, strict=True)
        )
        self.shrink = nn.ModuleList(
            SpaceConv(widths[level], widths[level + 1], stride=2) for level in (0, 1)
        )

    def normalise(self) -> None:
        """After each step of the optimiser."""
        for module in self.modules():
            if isinstance(module, Weight):
                module.normalise()

    def bake(self) -> Self:
        """Ready for inference only."""
        self.requires_grad_(False).eval()
        for module in self.modules():
            if isinstance(module, Weight):
                module.bake()
        return self

    def condition(self, features: Tensor, log_noise: Tensor | None) -> Tensor:
        """Embedding (B * G, condition) of features (B, G, features) and noise levels (B,)."""
        told = [features, torch.ones_like(features[..., :1])]
        if log_noise is not None:
            waves = (0.25 * log_noise)[:, None] * self.frequencies
            noise = torch.cat((waves.sin(), waves.cos()), 1) * math.sqrt(2.0)
            told.append(noise[:, None].expand(-1, features.shape[1], -1).to(features.dtype))
        made: Tensor = silu(self.embed_more(silu(self.embed(torch.cat(told, -1)))))
        return (made * _SILU_GAIN).flatten(0, 1)

    def levels(
        self, x: Tensor, sides: Sequence[Tensor], condition: Tensor, loop: bool
    ) -> tuple[list[Tensor], Tensor]:
        """Features of every level, finest first, and the sides as one.

        Args:
            x: (B, G, rows, columns, inputs).
            sides: (B, G, rows, columns, some), `sides` channels in all.
            condition: (B * G, condition).
            loop: whether group 0 follows the last.

        Returns:
            (B * G, C, rows, columns) of each level, channels last, and (B * G, rows, columns,
            sides and what tells where a cell is).
        """
        groups, rows, columns = x.shape[1:4]
        places = _places(rows, columns, x).expand(*x.shape[:2], -1, -1, -1)
        beside = torch.cat((*sides, places), -1).flatten(0, 1)
        h = self.enter(x.flatten(0, 1).permute(0, 3, 1, 2), beside)
        found: list[Tensor] = []
        for level, blocks in enumerate(self.down):
            if level:
                h = self.shrink[level - 1](h)
            for block in blocks:
                h = block(h, condition, groups, loop)
            found.append(h)
        return found, beside


class FieldNetwork(Encoder):
    """Groups in, groups out, told what is wanted of each group."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__(architecture)
        widths, condition = architecture.widths, architecture.condition
        self.grow = nn.ModuleList(
            SpaceConv(widths[level + 1], widths[level], size=1, gain=_shares(0.5)[1])
            for level in (1, 0)
        )
        self.up = nn.ModuleList(
            nn.ModuleList(Block(width, condition, over_time=mark == "t") for mark in marks)
            for width, marks in zip((widths[1], widths[0]), architecture.up, strict=True)
        )
        told = architecture.inputs + architecture.sides
        self.through = Linear(condition, told)
        self.through_gain = nn.Parameter(torch.zeros(()))
        self.leave = SpaceConv(widths[0] + told, architecture.outputs, size=1)
        self.leave_gain = nn.Parameter(torch.full((), 0.0 if architecture.noise else 1.0))
        if architecture.grain:
            self.amount = Linear(widths[0], architecture.grain)
            self.grain = Linear(architecture.grain, architecture.outputs)
            self.grain_gain = nn.Parameter(torch.full((), _GRAIN))
        self.prior = Prior(architecture.prior, *architecture.grid)

    def forward(
        self,
        x: Tensor,
        features: Tensor,
        log_noise: Tensor | None = None,
        *,
        sides: Sequence[Tensor] = (),
        loop: bool = False,
    ) -> Tensor:
        """One pass.

        Args:
            x: (B, G, rows, columns, inputs).
            features: (B, G, features), each of about unit size.
            log_noise: natural logarithm of the noise level (B,), where the network is told one.
            sides: (B, G, rows, columns, some), `sides` channels in all.
            loop: whether group 0 follows the last; else there is nothing beyond the ends.

        Returns:
            (B, G, rows, columns, outputs).
        """
        groups = x.shape[1]
        condition = self.condition(features, log_noise)
        (*kept, h), beside = self.levels(x, sides, condition, loop)
        for grow, blocks in zip(self.grow, self.up, strict=True):
            above = functional.interpolate(grow(h), scale_factor=2.0, mode="nearest")
            h = above.add_(kept.pop(), alpha=_shares(0.5)[0])
            for block in blocks:
                h = block(h, condition, groups, loop)
        return self._left(h, x, beside, condition)

    def _left(self, h: Tensor, x: Tensor, beside: Tensor, condition: Tensor) -> Tensor:
        """What leaves: of the last features, and of what came in, each group's share its own."""
        inner, given = h.shape[1], x.shape[-1]
        weight = (self.leave.unit().flatten(1) * self.leave_gain).t()
        through = self.through(condition) * self.through_gain + 1.0
        shares = weight[inner:] * through[:, :, None]
        made = h.permute(0, 2, 3, 1).flatten(1, 2) @ weight[:inner]
        made = torch.baddbmm(made, x.flatten(0, 1).flatten(1, 2), shares[:, :given])
        sides = beside[..., : self.architecture.sides].flatten(1, 2)
        made = torch.baddbmm(made, sides, shares[:, given:])
        if self.architecture.grain:
            amount = self.amount(h.permute(0, 2, 3, 1).flatten(1, 2)) * self.grain_gain
            grain = sides[..., -self.architecture.grain :] * amount
            made = torch.addmm(made.flatten(0, 1), grain.flatten(0, 1), self.grain.unit().t())
        return made.view(*x.shape[:-1], -1)


_PLACES = 6


def _places(rows: int, columns: int, like: Tensor) -> Tensor:
    """Where each cell is: (rows, columns, 6)."""
    y = torch.linspace(-1, 1, rows, device=like.device, dtype=like.dtype)[:, None].expand(
        -1, columns
    )
    x = torch.linspace(-1, 1, columns, device=like.device, dtype=like.dtype).expand(rows, -1)
    foot = torch.exp(-8 * x * x - 4 * (1 - y) ** 2) * 3
    planes = (torch.ones_like(x), 1.7 * x, 1.7 * y, 2 * x * x, (2.2 * math.pi * y).sin(), foot)
    return torch.stack(planes, -1)

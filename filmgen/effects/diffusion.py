"""The diffusion model: whole clips of fields out of noise, in a few steps.

Preconditioning and loss after Karras et al. 2022 ("Elucidating the Design Space of Diffusion-Based
Generative Models"), wave by wave (`learned.waves`); the loss of each noise level is weighed by its
own learned size (Karras et al. 2024, section 2.2); samples by diffusers' solvers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from filmgen.effects.clips import ClipLabel
from filmgen.effects.learned.conditions import features_of, features_size
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.examples import Batch, Examples
from filmgen.effects.learned.generator import FieldGenerator, fitted, whole_groups
from filmgen.effects.learned.network import FieldNetwork, Linear, architecture_of
from filmgen.effects.learned.objective import Moment, follow, learning_rate
from filmgen.effects.learned.prior import lengths_of
from filmgen.effects.learned.space import CELL, GROUP_FRAMES, PATCH, frames_of
from filmgen.effects.learned.waves import split
from filmgen.effects.learned.windows import Chunk, Step, Window, sampled
from filmgen.errors import EngineError, EngineUnavailable
from filmgen.media import FloatArray

NOISE_MEAN, NOISE_SPREAD = 1.2, 2.0
"""Of the logarithm of the noise levels trained on. Far higher than for pictures: frames and cells
repeat each other, so that it takes more noise to hide what a clip shows: at 50 a network still
told four fifths of an explosion's variance."""
MOST_NOISE = 200.0
"""That samples begin with. Where noise does not hide all, a network takes the absence of the usual
picture in it for a clip with little to see: begun at 50, fires had half their heat."""
_LAST_NOISE, _CURVE = 0.04, 7.0
"""Last noise level of a sample, and the power by which levels crowd towards it."""
_LEARNING_RATE = 0.01
_AVERAGE = 12.0
"""Of `follow`: the average spans about 8 percent of the training so far."""
INPUTS = 3 * PATCH
"""Both parts of the linear estimate, and the prior mean."""
EVENT_FRAMES = 72
"""How long the course of what happens once is followed."""
_BINS = (0.1, 0.5, 2.0, 8.0)


def denoised(
    network: nn.Module, x: Tensor, noise: Tensor, features: Tensor, *, loop: bool = False
) -> Tensor:
    """The network's estimate of clean groups.

    Args:
        network: a `FieldNetwork` told the noise, of `INPUTS` inputs.
        x: noisy groups (B, G, rows, columns, PATCH).
        noise: standard deviation of the noise (B,).
        features: (B, G, features).
        loop: whether group 0 follows the last.
    """
    mean = network.prior(features)
    parts = split(x - mean, noise)
    made = network(torch.cat((parts.inputs, mean), -1), features, noise.log(), loop=loop)
    estimate: Tensor = mean + parts.smooth + made * parts.error
    return estimate


class DiffusionObjective:
    """The diffusion model in training."""

    def __init__(self, description: Description, *, seed: int, device: torch.device) -> None:
        architecture = architecture_of(
            description.network,
            features=features_size(description.kinds),
            inputs=INPUTS,
            prior=lengths_of(description.kinds, EVENT_FRAMES),
            grid=(description.rows // CELL, description.columns // CELL),
        )
        self.description = replace(description, network=asdict(architecture))
        self.device = device
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = FieldNetwork(architecture).to(device)
            self.average = FieldNetwork(architecture).to(device).requires_grad_(False)
            self.loss_size = _LossSize().to(device)
        self.average.load_state_dict(self.network.state_dict())
        parameters = [*self.network.parameters(), *self.loss_size.parameters()]
        self.optimiser = torch.optim.Adam(parameters, lr=_LEARNING_RATE, betas=(0.9, 0.99))

    def prepare(self, examples: Examples) -> None:
        """See `Objective`."""
        examples.measure(self.network.prior)
        self.average.load_state_dict(self.network.state_dict())

    def step(self, batch: Batch, moment: Moment) -> Mapping[str, float]:
        """See `Objective`."""
        draw = moment.noise(self.device)
        clean, features = batch.groups.to(self.device), batch.features.to(self.device)
        noise = _noise_levels(len(clean), draw, self.device)
        mean = self.network.prior(features)
        apart = clean - mean
        noisy = apart + noise[:, None, None, None, None] * torch.randn(
            clean.shape, generator=draw, device=self.device
        )
        parts = split(noisy, noise)
        made = self.network(torch.cat((parts.inputs, mean), -1), features, noise.log())
        # in units of the linear estimate's own error: a network that says nothing has a loss of 1
        error = made + (parts.smooth - apart) / parts.error
        losses = error.square().mean((1, 2, 3, 4))
        size = self.loss_size(noise.log())
        objective = (losses / size.exp() + size).mean()
        rate = learning_rate(_LEARNING_RATE, moment)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        objective.backward()
        slope = torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.network.normalise()
        follow(self.average, self.network, moment.step, _AVERAGE)
        return {
            "loss": float(losses.mean().detach()),
            "slope": float(slope),
            **_binned(losses, noise),
        }

    def state(self) -> dict[str, Any]:
        """See `Objective`."""
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "loss_size": self.loss_size.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """See `Objective`."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.loss_size.load_state_dict(state["loss_size"])
        self.optimiser.load_state_dict(state["optimiser"])

    def weights(self) -> dict[str, Tensor]:
        """See `Objective`."""
        return {
            name: value.detach().float().cpu() for name, value in self.average.state_dict().items()
        }

    def generator(self) -> FieldGenerator:
        """See `Objective`."""
        return DiffusionGenerator(self.description, self.weights(), self.device)


class _LossSize(nn.Module):  # type: ignore[misc]
    """Logarithm of the loss to be expected at a noise level."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("frequencies", torch.linspace(0.25, 3.0, 12))
        self.line = Linear(25, 1)
        self.gain = nn.Parameter(torch.zeros(()))

    def forward(self, log_noise: Tensor) -> Tensor:
        waves = (0.25 * math.pi * log_noise)[:, None] * self.frequencies
        told = torch.cat((waves.sin(), waves.cos(), torch.ones_like(waves[:, :1])), 1)
        made: Tensor = (self.line(told) * self.gain)[:, 0]
        return made


def _noise_levels(count: int, draw: torch.Generator, device: torch.device) -> Tensor:
    """Log-normal levels (count,), one from each of as many equal parts: batches are alike."""
    order = torch.randperm(count, generator=draw, device=device)
    place = (order + torch.rand(count, generator=draw, device=device)) / count
    normal = math.sqrt(2.0) * torch.erfinv((2.0 * place - 1.0).clamp(-0.9995, 0.9995))
    return (NOISE_MEAN + NOISE_SPREAD * normal).exp()


def _binned(losses: Tensor, noise: Tensor) -> dict[str, float]:
    """Mean loss of each range of noise that the batch has."""
    places = torch.bucketize(noise, torch.tensor(_BINS, device=noise.device)).tolist()
    values: dict[str, list[float]] = {}
    for place, loss in zip(places, losses.tolist(), strict=True):
        name = f"below {_BINS[place]:g}" if place < len(_BINS) else f"over {_BINS[-1]:g}"
        values.setdefault(f"noise {name}", []).append(loss)
    return {name: sum(some) / len(some) for name, some in values.items()}


class DiffusionGenerator:
    """Makes clips with a trained network; see `FieldGenerator`."""

    def __init__(
        self,
        description: Description,
        weights: Mapping[str, Tensor],
        device: torch.device,
        *,
        steps: int = 6,
    ) -> None:
        self.kinds, self.rate = description.kinds, Fraction(description.rate)
        self._space, self._rows, self._columns = (
            description.space,
            description.rows,
            description.columns,
        )
        self._device, self._steps = device, steps
        self._network = FieldNetwork(architecture_of(description.network))
        self._network.load_state_dict(dict(weights))
        self._network.to(device).bake()

    def fields(self, label: ClipLabel, frames: int, *, loop: bool) -> Iterator[FloatArray]:
        """See `FieldGenerator`.

        Raises:
            EngineError: a kind that the model does not know.
            EngineUnavailable: diffusers is not installed.
        """
        if label.kind not in self.kinds:
            raise EngineError(
                "diffusion", f"a plate of {label.kind}", f"it knows {', '.join(self.kinds)}"
            )
        whole = whole_groups(frames)
        chunks = (
            self._space.fields(frames_of(groups), label.kind)
            for groups in sampled(
                whole // GROUP_FRAMES, self._steps, self._noise(label), self._step(label), loop=loop
            )
        )
        yield from fitted(chunks, whole, frames, loop=loop)

    def _noise(self, label: ClipLabel) -> Callable[[int, int], Tensor]:
        shape = (self._rows // CELL, self._columns // CELL, PATCH)

        def noise(first: int, count: int) -> Tensor:
            groups = [
                np.random.default_rng([label.seed, group]).standard_normal(shape, np.float32)
                for group in range(first, first + count)
            ]
            start = torch.from_numpy(np.stack(groups)[None]).to(self._device)
            return start * MOST_NOISE

        return noise

    def _step(self, label: ClipLabel) -> Step:
        def step(window: Window, level: int, chunk: Chunk) -> Tensor:
            solver = chunk.memory.get("solver") or make_solver(self._steps)
            chunk.memory["solver"] = solver
            told = features_of(
                label,
                self.kinds,
                window.first * GROUP_FRAMES,
                window.values.shape[1],
                float(self.rate),
            )
            half = torch.autocast(
                self._device.type, torch.float16, enabled=self._device.type == "cuda"
            )
            with torch.inference_mode(), half:
                estimate = denoised(
                    self._network,
                    window.values,
                    solver.sigmas[level].reshape(1).to(self._device),
                    torch.from_numpy(told)[None].to(self._device),
                    loop=window.circular,
                )
            return _advanced(solver, estimate[:, window.own], window.values[:, window.own], level)

        return step


def _advanced(solver: Any, estimate: Tensor, x: Tensor, level: int) -> Tensor:
    """One step of a solver from an estimate of the clean groups.

    diffusers preconditions by itself; what it is given is made so that it recovers `estimate`.
    """
    noise = solver.sigmas[level]
    total = noise**2 + 1.0
    output = (estimate - x / total) * (total.sqrt() / noise)
    made: Tensor = solver.step(output, solver.timesteps[level], x, return_dict=False)[0]
    return made


def make_solver(steps: int) -> Any:
    """diffusers' multistep DPM-Solver++ over `steps` noise levels.

    Raises:
        EngineUnavailable: diffusers is not installed.
    """
    try:
        from diffusers.schedulers import EDMDPMSolverMultistepScheduler
    except ImportError as error:
        raise EngineUnavailable(
            "diffusion", "diffusers is not installed; pip install 'filmgen[diffusion]'"
        ) from error
    solver = EDMDPMSolverMultistepScheduler(
        sigma_min=_LAST_NOISE, sigma_max=MOST_NOISE, sigma_data=1.0, rho=_CURVE, solver_order=2
    )
    solver.set_timesteps(steps)
    return solver

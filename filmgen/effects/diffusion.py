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
from filmgen.effects.learned.bands import Bands, any_shift
from filmgen.effects.learned.chance import CHANCE, drawn, of_seed
from filmgen.effects.learned.conditions import features_of, features_size
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.energy import energy_score
from filmgen.effects.learned.examples import Batch, Examples
from filmgen.effects.learned.generator import FieldGenerator, fitted, whole_groups
from filmgen.effects.learned.network import FieldNetwork, Linear, architecture_of
from filmgen.effects.learned.objective import Moment, follow, learning_rate
from filmgen.effects.learned.prior import EVENT_FRAMES, lengths_of
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
STEPS = 2
_LAST_NOISE, _CURVE = 1.7, 7.0
"""Last noise level of a sample, and the power by which levels crowd towards it."""
MEANS = 0.4
"""Share of the budget in which means are learned; samples after it."""
_MEANS_RATE, _SAMPLES_RATE = 0.01, 0.006
_BEGINNINGS = 0.3
"""Share of the clips that samples are learned of at `MOST_NOISE`; the others lie between these."""
_LEAST_NOISE, _LESS_NOISE = 0.8, 4.0
_AVERAGE = 12.0
"""Of `follow`: the average spans about 8 percent of the training so far."""
INPUTS, SIDES = 2 * PATCH, PATCH + CHANCE
"""Both parts of the linear estimate; the prior mean, and what is left to chance."""
_BINS = (0.1, 0.5, 2.0, 8.0)
"""Of noise levels, for the log."""


def denoised(
    network: nn.Module,
    x: Tensor,
    noise: Tensor,
    features: Tensor,
    chance: Tensor,
    *,
    loop: bool = False,
) -> Tensor:
    """Clean groups that may be under the noise: one of many, after `chance`.

    Args:
        network: a `FieldNetwork` told the noise, of `INPUTS` inputs and `SIDES` sides.
        x: noisy groups (B, G, rows, columns, PATCH).
        noise: standard deviation of the noise (B,).
        features: (B, G, features).
        chance: standard normal (B, G, rows, columns, CHANCE).
        loop: whether group 0 follows the last.
    """
    mean = network.prior(features)
    parts = split(x - mean, noise)
    made: Tensor = network(parts.inputs, features, noise.log(), sides=(mean, chance), loop=loop)
    return made.mul_(parts.error).add_(parts.smooth).add_(mean)


class DiffusionObjective:
    """The diffusion model in training: first means of what is under noise, then samples of it."""

    def __init__(self, description: Description, *, seed: int, device: torch.device) -> None:
        architecture = architecture_of(
            description.network,
            features=features_size(description.kinds),
            inputs=INPUTS,
            sides=SIDES,
            grain=CHANCE,
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
        self.bands = Bands(len(description.kinds)).to(device)
        self.average.load_state_dict(self.network.state_dict())
        parameters = [*self.network.parameters(), *self.loss_size.parameters()]
        self.optimiser = torch.optim.Adam(parameters, betas=(0.9, 0.99))

    def prepare(self, examples: Examples) -> None:
        """See `Objective`."""
        examples.measure(self.network.prior)
        examples.measure_bands(self.bands)
        self.average.load_state_dict(self.network.state_dict())

    def step(self, batch: Batch, moment: Moment) -> Mapping[str, float]:
        """See `Objective`."""
        means = moment.progress < MEANS
        loss, told = self._mean(batch, moment) if means else self._sample(batch, moment)
        rate = learning_rate(_MEANS_RATE if means else _SAMPLES_RATE, moment)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        slope = torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.network.normalise()
        follow(self.average, self.network, moment.step, _AVERAGE)
        return {**told, "slope": float(slope)}

    def _mean(self, batch: Batch, moment: Moment) -> tuple[Tensor, dict[str, float]]:
        """Square error of the clean clips under all levels of noise."""
        draw = moment.noise(self.device)
        clean, features = batch.groups.to(self.device), batch.features.to(self.device)
        noise = _noise_levels(len(clean), draw, self.device)
        estimate, error = self._seen(clean, features, noise, draw, 1)
        # in units of the linear estimate's own error: a network that says nothing has a loss of 1
        losses = ((estimate - clean) / error).square().mean((1, 2, 3, 4))
        size = self.loss_size(noise.log())
        told = {"loss": float(losses.mean().detach()), **_binned(losses, noise)}
        return (losses / size.exp() + size).mean(), told

    def _sample(self, batch: Batch, moment: Moment) -> tuple[Tensor, dict[str, float]]:
        """Energy score of two samples each of what is under the same noise.

        De Bortoli et al. 2025, "Distributional Diffusion Models with Scoring Rules": a network
        that gives samples where others give means may take few and large steps.
        """
        draw = moment.noise(self.device)
        half = batch.half()
        clean, features = half.groups.to(self.device), half.features.to(self.device)
        noise = _sample_levels(len(clean), draw, self.device)
        estimates, error = self._seen(clean, features, noise, draw, 2)
        first, second = estimates.chunk(2)
        kinds = half.kinds.to(self.device)
        scores = energy_score(clean, first, second, kinds, self.bands, any_shift(draw))
        # what little noise leaves open is small, and to be learned as well
        losses = scores / error[: len(clean)].flatten()
        loss = losses.mean()
        return loss, {"energy score": float(loss.detach()), **_binned(losses, noise)}

    def _seen(
        self, clean: Tensor, features: Tensor, noise: Tensor, draw: torch.Generator, times: int
    ) -> tuple[Tensor, Tensor]:
        """What is made of clips under noise, each `times`, and the error to expect of it."""
        mean = self.network.prior(features)
        apart = clean - mean
        noisy = apart + noise[:, None, None, None, None] * torch.randn(
            clean.shape, generator=draw, device=self.device
        )
        parts = split(noisy, noise)
        seen = parts.inputs.repeat(times, 1, 1, 1, 1)
        made = self.network(
            seen,
            features.repeat(times, 1, 1),
            noise.log().repeat(times),
            sides=(mean.repeat(times, 1, 1, 1, 1), drawn(seen.shape, draw)),
        )
        base, error = mean + parts.smooth, parts.error.repeat(times, 1, 1, 1, 1)
        return base.repeat(times, 1, 1, 1, 1) + made * error, error

    def state(self) -> dict[str, Any]:
        """See `Objective`."""
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "loss_size": self.loss_size.state_dict(),
            "bands": self.bands.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """See `Objective`."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.loss_size.load_state_dict(state["loss_size"])
        self.bands.load_state_dict(state["bands"])
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


def _sample_levels(count: int, draw: torch.Generator, device: torch.device) -> Tensor:
    """Levels (count,) that samples are learned at."""
    order = torch.randperm(count, generator=draw, device=device)
    place = (order + torch.rand(count, generator=draw, device=device)) / count
    among = ((place - _BEGINNINGS) / (1.0 - _BEGINNINGS)).clamp_min(0.0)
    between = _LEAST_NOISE * (_LESS_NOISE / _LEAST_NOISE) ** among
    return torch.where(place < _BEGINNINGS, torch.full_like(between, MOST_NOISE), between)


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
        steps: int = STEPS,
    ) -> None:
        self.kinds, self.rate = description.kinds, Fraction(description.rate)
        self._space = description.space
        self._grid = (description.rows // CELL, description.columns // CELL)
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
        count = whole // GROUP_FRAMES
        step = self._step(label, count, loop=loop)
        chunks = (
            self._space.fields(frames_of(groups), label.kind)
            for groups in sampled(count, self._steps, self._noise(label), step, loop=loop)
        )
        yield from fitted(chunks, whole, frames, loop=loop)

    def _noise(self, label: ClipLabel) -> Callable[[int, int], Tensor]:
        shape = (*self._grid, PATCH)

        def noise(first: int, count: int) -> Tensor:
            groups = [
                np.random.default_rng([label.seed, group]).standard_normal(shape, np.float32)
                for group in range(first, first + count)
            ]
            start = torch.from_numpy(np.stack(groups)[None]).to(self._device)
            return start * MOST_NOISE

        return noise

    def _step(self, label: ClipLabel, count: int, *, loop: bool) -> Step:
        def step(window: Window, level: int, chunk: Chunk) -> Tensor:
            solver = chunk.memory.get("solver") or make_solver(self._steps)
            chunk.memory["solver"] = solver
            groups = range(window.first, window.first + window.values.shape[1])
            told = features_of(
                label, self.kinds, window.first * GROUP_FRAMES, len(groups), float(self.rate)
            )
            numbers = [group % count for group in groups] if loop else groups
            half = torch.autocast(
                self._device.type, torch.float16, enabled=self._device.type == "cuda"
            )
            with torch.inference_mode(), half:
                estimate = denoised(
                    self._network,
                    window.values,
                    solver.sigmas[level].reshape(1).to(self._device),
                    torch.from_numpy(told)[None].to(self._device),
                    of_seed(label.seed, numbers, *self._grid, level + 1).to(self._device),
                    loop=window.circular,
                )
            own = estimate[:, window.own]
            if level == self._steps - 1:
                return own  # a step to no noise at all leads to the estimate itself
            return _advanced(solver, own, window.values[:, window.own], level)

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
    """diffusers' Euler steps over `steps` noise levels.

    From a sample x' of what is under x, such a step is a draw from the joint law of noise levels,
    not an approximation of an equation (Song et al. 2021, "Denoising Diffusion Implicit Models",
    section 3): steps may be as large as they like.

    Raises:
        EngineUnavailable: diffusers is not installed.
    """
    try:
        from diffusers.schedulers import EDMEulerScheduler
    except ImportError as error:
        raise EngineUnavailable(
            "diffusion", "diffusers is not installed; pip install 'filmgen[diffusion]'"
        ) from error
    solver = EDMEulerScheduler(
        sigma_min=_LAST_NOISE, sigma_max=MOST_NOISE, sigma_data=1.0, rho=_CURVE
    )
    solver.set_timesteps(steps)
    solver.is_scale_input_called = True  # `split` scales; without this it warns at every step
    return solver

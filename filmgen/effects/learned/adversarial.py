"""The GAN in training: a generator, a discriminator, and the energy score beside them.

First the generator learns by the energy score alone (see `learned.energy`): that ties noise to
clips that differ. Then the discriminator compares its clips with the simulated ones; the score
stays on at a lower weight, against falling back on a few clips. With a teacher, both networks
begin as the diffusion model's. What is learned from are the simulated clips alone, so the teacher's
faults are not.

Loss: relativistic pairing with a penalty on the discriminator's slopes at simulated and at made
clips (Huang et al. 2024, "The GAN is dead; long live the GAN!"), place by place; a pair shares
its label and its noise level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from filmgen.effects.clips import ONE_SHOT
from filmgen.effects.gan import INPUTS, SIDES, GanGenerator, one_pass
from filmgen.effects.learned.bands import Bands, any_shift
from filmgen.effects.learned.chance import drawn
from filmgen.effects.learned.conditions import features_size
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.discriminator import Discriminator
from filmgen.effects.learned.energy import energy_score
from filmgen.effects.learned.examples import Batch, Examples
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.learned.network import Encoder, FieldNetwork, architecture_of
from filmgen.effects.learned.objective import Moment, follow, learning_rate
from filmgen.effects.learned.prior import EVENT_FRAMES, lengths_of
from filmgen.effects.learned.space import CELL
from filmgen.effects.learned.teacher import Teacher

LEARNING = 0.9
"""Share of the budget in which the energy score alone is learned."""
SETTLING = 0.02
"""Share of the budget before the end of that in which the discriminator begins."""
RATE, DUEL_RATE, DISCRIMINATOR_RATE = 0.004, 0.0016, 0.005
"""Peaks of the generator's learning rate, alone and against the discriminator, and of that one's.
A generator that still takes large steps moves its faults about faster than they are found."""
PENALTY, _PENALTY_EVERY = 0.1, 8
_SCORED_EVERY = 2
SCORED = 0.5
"""Weight of the energy score beside the discriminator, on the steps that have it."""
_LOOP_SHARE = 0.25
"""Share of the steps whose clips are made as loops: they have no ends, and so teach the middle of
long clips and of loops."""
_NOISE_MEAN, _NOISE_SPREAD, _LEAST_NOISE = -2.0, 1.2, 0.03
"""Of the logarithm of the noise that the discriminator sees through. The least hides that made
air is not exactly empty; see `space.clean`."""
_AVERAGE = 12.0


class AdversarialObjective:
    """The GAN in training; `Objective`."""

    def __init__(
        self,
        description: Description,
        *,
        seed: int,
        device: torch.device,
        teacher: Teacher | None = None,
    ) -> None:
        architecture = architecture_of(
            {**(teacher.description.network if teacher else {}), **description.network},
            features=features_size(description.kinds),
        )
        architecture = replace(
            architecture,
            inputs=INPUTS,
            sides=SIDES,
            grain=0,
            noise=True,
            prior=lengths_of(description.kinds, EVENT_FRAMES),
            grid=(description.rows // CELL, description.columns // CELL),
        )
        self.description = replace(description, network=asdict(architecture))
        self.device = device
        self._one_shot = [place for place, kind in enumerate(description.kinds) if kind in ONE_SHOT]
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = FieldNetwork(architecture).to(device)
            self.average = FieldNetwork(architecture).to(device).requires_grad_(False)
            self.discriminator = Discriminator(architecture).to(device)
        torch.nn.init.ones_(self.network.leave_gain)
        if teacher:
            for network in (self.network, self.discriminator):
                teacher.begin(network)
        self.bands = Bands(len(description.kinds)).to(device)
        self.average.load_state_dict(self.network.state_dict())
        self.optimiser = torch.optim.Adam(self.network.parameters(), betas=(0.5, 0.99))
        self.judge = torch.optim.Adam(self.discriminator.parameters(), betas=(0.0, 0.99))

    def prepare(self, examples: Examples) -> None:
        """See `Objective`."""
        examples.measure(self.network.prior)
        examples.measure_bands(self.bands)
        self.average.load_state_dict(self.network.state_dict())

    def step(self, batch: Batch, moment: Moment) -> Mapping[str, float]:
        """See `Objective`."""
        told: dict[str, float] = {}
        lasting = self._lasting(batch) if moment.draw(3).random() < _LOOP_SHARE else None
        examples = _Examples.of(lasting or batch, moment, self.device, loop=lasting is not None)
        adversarial = moment.progress >= LEARNING
        self.optimiser.zero_grad(set_to_none=True)
        if moment.progress >= LEARNING - SETTLING:
            told.update(self._compared(examples, moment, teach=adversarial))
        if not (adversarial and moment.step % _SCORED_EVERY):
            told.update(self._scored(examples, SCORED if adversarial else 1.0))
        peak = DUEL_RATE if adversarial else RATE
        _advance(self.optimiser, self.network, learning_rate(peak, moment))
        follow(self.average, self.network, moment.step, _AVERAGE)
        loss = told.get("loss of generator", told.get("energy score", 0.0))
        return {"loss": loss, **told}

    def _compared(self, examples: _Examples, moment: Moment, *, teach: bool) -> dict[str, float]:
        """The discriminator learns a step; the generator's slopes against it, if `teach`."""
        real, features, draw = examples.real, examples.features, examples.draw
        mean = self.network.prior(features)
        with torch.set_grad_enabled(teach):
            made = one_pass(self.network, drawn(real.shape, draw), features, loop=examples.loop)
        noise = _seen_through(len(real), draw, self.device)
        veils = [
            noise[:, None, None, None, None]
            * torch.randn(real.shape, generator=draw, device=self.device)
            for _ in range(2)
        ]
        noisy_real, noisy_made = real + veils[0], made + veils[1]
        told, known = self._judged(noisy_real, noisy_made.detach(), mean, features, noise, moment)
        if teach:
            self.discriminator.requires_grad_(False)
            loss = _loss(self.discriminator(noisy_made, mean, features, noise), known)
            loss.backward()
            self.discriminator.requires_grad_(True)
            told["loss of generator"] = float(loss.detach())
        return told

    def _judged(
        self,
        real: Tensor,
        made: Tensor,
        mean: Tensor,
        features: Tensor,
        noise: Tensor,
        moment: Moment,
    ) -> tuple[dict[str, float], list[Tensor]]:
        """One step of the discriminator; and its scores of the simulated clips before it."""
        told = {}
        self.judge.zero_grad(set_to_none=True)
        both = torch.cat((real, made))
        means = mean.repeat(2, 1, 1, 1, 1)
        scores = self.discriminator(both, means, features.repeat(2, 1, 1), noise.repeat(2))
        halves = [score.chunk(2) for score in scores]
        loss = _loss([half[0] for half in halves], [half[1] for half in halves])
        loss.backward()
        for level, (first, second) in enumerate(halves):
            told[f"told apart {level}"] = float((first > second).float().mean())
        if moment.step % _PENALTY_EVERY == 0:
            slope = self._slope(real, made, mean, features, noise, moment)
            (slope * (0.5 * PENALTY * _PENALTY_EVERY)).backward()
            told["slope of discriminator"] = float(slope.detach())
        _advance(
            self.judge, self.discriminator, learning_rate(DISCRIMINATOR_RATE, moment, decay=0.3)
        )
        told["loss of discriminator"] = float(loss.detach())
        return told, [half[0].detach() for half in halves]

    def _slope(
        self,
        real: Tensor,
        made: Tensor,
        mean: Tensor,
        features: Tensor,
        noise: Tensor,
        moment: Moment,
    ) -> Tensor:
        """Mean over places of the squared slope of a place's score, at half of both.

        The slope of a sum with random signs: on average that of the squares, without the rest.
        """
        half = max(1, len(real) // 2)
        clips = torch.cat((real[:half], made[:half])).requires_grad_()
        draw = moment.noise(self.device, 4)
        total = clips.new_zeros(())
        scores = self.discriminator(
            clips,
            mean[:half].repeat(2, 1, 1, 1, 1),
            features[:half].repeat(2, 1, 1),
            noise[:half].repeat(2),
        )
        for score in scores:
            signs = torch.randint(0, 2, score.shape, generator=draw, device=self.device) * 2 - 1
            total = total + (score * signs).sum() * score.shape[1] ** -0.5
        (slope,) = torch.autograd.grad(total, clips, create_graph=True)
        found: Tensor = slope.square().sum((1, 2, 3, 4)).mean()
        return found

    def _scored(self, examples: _Examples, weight: float) -> dict[str, float]:
        """Slopes of the generator by the energy score, of half of the examples."""
        half = examples.half()
        features = half.features.repeat(2, 1, 1)
        shape = (2 * len(half.real), *half.real.shape[1:])
        made = one_pass(self.network, drawn(shape, half.draw), features, loop=half.loop)
        first, second = made.chunk(2)
        shift = any_shift(half.draw)
        score = energy_score(half.real, first, second, half.kinds, self.bands, shift).mean()
        (score * weight).backward()
        return {"energy score": float(score.detach())}

    def _lasting(self, batch: Batch) -> Batch | None:
        """Clips of kinds that go on and on, if there are any."""
        keep = [place for place, kind in enumerate(batch.kinds) if int(kind) not in self._one_shot]
        if not keep:
            return None
        return Batch(batch.groups[keep], batch.features[keep], batch.kinds[keep])

    def state(self) -> dict[str, Any]:
        """See `Objective`."""
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "discriminator": self.discriminator.state_dict(),
            "bands": self.bands.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "judge": self.judge.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """See `Objective`."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.discriminator.load_state_dict(state["discriminator"])
        self.bands.load_state_dict(state["bands"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.judge.load_state_dict(state["judge"])

    def weights(self) -> dict[str, Tensor]:
        """See `Objective`."""
        return {
            name: value.detach().float().cpu() for name, value in self.average.state_dict().items()
        }

    def generator(self) -> FieldGenerator:
        """See `Objective`."""
        return GanGenerator(self.description, self.weights(), self.device)


@dataclass(frozen=True)
class _Examples:
    """A step's simulated clips and its random numbers.

    Attributes:
        real, features, kinds: as in `Batch`.
        loop: whether what is made for them is made as loops.
        draw: of this step.
    """

    real: Tensor
    features: Tensor
    kinds: Tensor
    loop: bool
    draw: torch.Generator

    @classmethod
    def of(cls, batch: Batch, moment: Moment, device: torch.device, *, loop: bool) -> _Examples:
        return cls(
            batch.groups.to(device),
            batch.features.to(device),
            batch.kinds.to(device),
            loop,
            moment.noise(device),
        )

    def half(self) -> _Examples:
        """See `Batch.half`."""
        batch = Batch(self.real, self.features, self.kinds).half()
        return replace(self, real=batch.groups, features=batch.features, kinds=batch.kinds)


def _advance(optimiser: torch.optim.Adam, network: Encoder, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimiser.step()
    network.normalise()


def _loss(better: list[Tensor], worse: list[Tensor]) -> Tensor:
    """How far `better` is from being scored above `worse`, mean over levels and places."""
    losses = [
        functional.softplus(low - high).mean() for high, low in zip(better, worse, strict=True)
    ]
    return torch.stack(losses).mean()


def _seen_through(count: int, draw: torch.Generator, device: torch.device) -> Tensor:
    """Noise levels (count,) for the discriminator's clips."""
    chance = torch.randn(count, generator=draw, device=device)
    return (_NOISE_MEAN + _NOISE_SPREAD * chance).exp().clamp_min(_LEAST_NOISE)

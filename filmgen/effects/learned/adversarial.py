"""The GAN in training: a generator that begins as the diffusion model, and a discriminator.

First the generator learns what its teacher makes of the same noise; that ties noise to clips, so
that it does not fall back on a few of them. Then a discriminator compares its clips with the
simulated ones, which are what it is to reach: the teacher's faults are not learned. What is left
of the lessons then is the coarse shape only.

Loss: relativistic pairing with a penalty on the discriminator's slopes at simulated and at made
clips (Huang et al. 2024, "The GAN is dead; long live the GAN!"), place by place; a pair shares
its label and its noise level. Without a teacher all begins from nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from filmgen.effects.clips import FIELDS, ONE_SHOT
from filmgen.effects.gan import GanGenerator, one_pass
from filmgen.effects.learned.conditions import features_size
from filmgen.effects.learned.description import Description
from filmgen.effects.learned.discriminator import Discriminator
from filmgen.effects.learned.examples import Batch
from filmgen.effects.learned.generator import FieldGenerator
from filmgen.effects.learned.network import Encoder, FieldNetwork, architecture_of
from filmgen.effects.learned.objective import Moment, follow, learning_rate
from filmgen.effects.learned.space import CELL, GROUP_FRAMES
from filmgen.effects.learned.teacher import Lessons, Teacher

LEARNING = 0.15
"""Share of the budget in which the teacher alone is followed."""
_SETTLING = 0.02
"""Share of the budget before the end of that in which the discriminator begins."""
_RATE, _DISCRIMINATOR_RATE = 0.003, 0.003
_PENALTY, _PENALTY_EVERY = 0.5, 8
_LESSON_EVERY = 4
_COARSE = 1.0
"""Weight of the lessons' coarse shape beside the discriminator."""
_LOOP_SHARE = 0.25
"""Share of the steps whose clips are made as loops: they have no ends, and so teach the middle of
long clips and of loops."""
_NOISE_MEAN, _NOISE_SPREAD, _LEAST_NOISE = -2.0, 1.0, 0.03
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
            teacher.description.network if teacher else description.network,
            features=features_size(description.kinds),
        )
        self.description = replace(description, network=asdict(architecture))
        self.device = device
        self._one_shot = [place for place, kind in enumerate(description.kinds) if kind in ONE_SHOT]
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = FieldNetwork(architecture).to(device)
            self.average = FieldNetwork(architecture).to(device).requires_grad_(False)
            self.discriminator = Discriminator(architecture).to(device)
        self.lessons = Lessons(teacher, device) if teacher else None
        if teacher:
            self.network.load_state_dict(dict(teacher.weights))
            self.discriminator.begin_with(teacher.weights)
        else:
            torch.nn.init.ones_(self.network.leave_gain)
        self.average.load_state_dict(self.network.state_dict())
        self.optimiser = torch.optim.Adam(self.network.parameters(), betas=(0.5, 0.99))
        self.judge = torch.optim.Adam(self.discriminator.parameters(), betas=(0.0, 0.99))

    def step(self, batch: Batch, moment: Moment) -> Mapping[str, float]:
        """See `Objective`."""
        told: dict[str, float] = {}
        learning = LEARNING if self.lessons else 0.0
        adversarial = moment.progress >= learning
        self.optimiser.zero_grad(set_to_none=True)
        if moment.progress >= learning - _SETTLING:
            told.update(self._compared(batch, moment, teach=adversarial))
        if self.lessons and not (adversarial and moment.step % _LESSON_EVERY):
            told.update(self._lesson(self.lessons, batch, moment, coarse=adversarial))
        _advance(self.optimiser, self.network, learning_rate(_RATE, moment))
        follow(self.average, self.network, moment.step, _AVERAGE)
        return told

    def _compared(self, batch: Batch, moment: Moment, *, teach: bool) -> dict[str, float]:
        """The discriminator learns a step; the generator's slopes against it, if `teach`."""
        draw = moment.noise(self.device)
        lasting = self._lasting(batch) if moment.draw(3).random() < _LOOP_SHARE else None
        loop = lasting is not None
        batch = lasting or batch
        real, features = batch.groups.to(self.device), batch.features.to(self.device)
        latent = torch.randn(real.shape, generator=draw, device=self.device)
        with torch.set_grad_enabled(teach):
            made = one_pass(self.network, latent, features, loop=loop)
        noise = _seen_through(len(real), draw, self.device)
        veils = [
            noise[:, None, None, None, None]
            * torch.randn(real.shape, generator=draw, device=self.device)
            for _ in range(2)
        ]
        noisy_real, noisy_made = real + veils[0], made + veils[1]
        told = self._judged(noisy_real, noisy_made.detach(), features, noise, moment)
        if teach:
            self.discriminator.requires_grad_(False)
            with torch.no_grad():
                known = self.discriminator(noisy_real, features, noise)
            loss = _loss(self.discriminator(noisy_made, features, noise), known)
            loss.backward()
            self.discriminator.requires_grad_(True)
            told["loss"] = float(loss.detach())
        return told

    def _judged(
        self, real: Tensor, made: Tensor, features: Tensor, noise: Tensor, moment: Moment
    ) -> dict[str, float]:
        """One step of the discriminator."""
        told = {}
        self.judge.zero_grad(set_to_none=True)
        both = torch.cat((real, made))
        scores = self.discriminator(both, features.repeat(2, 1, 1), noise.repeat(2))
        halves = [score.chunk(2) for score in scores]
        loss = _loss([half[0] for half in halves], [half[1] for half in halves])
        loss.backward()
        for level, (first, second) in enumerate(halves):
            told[f"told apart {level}"] = float((first > second).float().mean())
        if moment.step % _PENALTY_EVERY == 0:
            slope = self._slope(real, made, features, noise, moment)
            (slope * (0.5 * _PENALTY * _PENALTY_EVERY)).backward()
            told["slope of discriminator"] = float(slope.detach())
        _advance(
            self.judge, self.discriminator, learning_rate(_DISCRIMINATOR_RATE, moment, decay=0.3)
        )
        return {"loss of discriminator": float(loss.detach()), **told}

    def _slope(
        self, real: Tensor, made: Tensor, features: Tensor, noise: Tensor, moment: Moment
    ) -> Tensor:
        """Mean over places of the squared slope of a place's score, at half of both.

        The slope of a sum with random signs: on average that of the squares, without the rest.
        """
        half = max(1, len(real) // 2)
        clips = torch.cat((real[:half], made[:half])).requires_grad_()
        draw = moment.noise(self.device, 4)
        total = clips.new_zeros(())
        scores = self.discriminator(clips, features[:half].repeat(2, 1, 1), noise[:half].repeat(2))
        for score in scores:
            signs = torch.randint(0, 2, score.shape, generator=draw, device=self.device) * 2 - 1
            total = total + (score * signs).sum() * score.shape[1] ** -0.5
        (slope,) = torch.autograd.grad(total, clips, create_graph=True)
        found: Tensor = slope.square().sum((1, 2, 3, 4)).mean()
        return found

    def _lesson(
        self, lessons: Lessons, batch: Batch, moment: Moment, *, coarse: bool
    ) -> dict[str, float]:
        """Slopes of the generator towards what the teacher made of the same noise."""
        latent, wanted, features = lessons.batch(batch.features, batch.groups.shape, moment)
        made = one_pass(self.network, latent, features)
        near = _coarse_distance(made, wanted)
        loss = _COARSE * near if coarse else near + _distance(made, wanted)
        loss.backward()
        return {"lesson": float(loss.detach())} if coarse else {"loss": float(loss.detach())}

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
            "optimiser": self.optimiser.state_dict(),
            "judge": self.judge.state_dict(),
            "lessons": self.lessons.state() if self.lessons else None,
        }

    def load(self, state: dict[str, Any]) -> None:
        """See `Objective`."""
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.discriminator.load_state_dict(state["discriminator"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.judge.load_state_dict(state["judge"])
        found = state["lessons"]
        self.lessons = Lessons.from_state(found, self.device) if found else None

    def weights(self) -> dict[str, Tensor]:
        """See `Objective`."""
        return {
            name: value.detach().float().cpu() for name, value in self.average.state_dict().items()
        }

    def generator(self) -> FieldGenerator:
        """See `Objective`."""
        return GanGenerator(self.description, self.weights(), self.device)


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


def _distance(made: Tensor, wanted: Tensor) -> Tensor:
    """Pseudo-Huber: square near 0, then as the difference itself."""
    return (((made - wanted).square() + 0.04).sqrt() - 0.2).mean()


def _coarse_distance(made: Tensor, wanted: Tensor) -> Tensor:
    """Of means over the frames of a group and 8 by 8 cells."""
    return _distance(_coarse(made), _coarse(wanted))


def _coarse(groups: Tensor) -> Tensor:
    """(B * G, channels, rows / 4, columns / 4): patches' means, in squares of four by four."""
    flat = groups.flatten(0, 1).permute(0, 3, 1, 2)
    frames = flat.unflatten(1, (GROUP_FRAMES, len(FIELDS), CELL * CELL)).mean((1, 3))
    return functional.avg_pool2d(frames, 4)

"""The linear part of denoising."""

from __future__ import annotations

import torch
from torch import Tensor

from filmgen.effects.learned.space import PATCH, patched, unpatched
from filmgen.effects.learned.waves import split


def clean_groups(seed: int = 3) -> Tensor:
    """Noise with about the spectrum that the split expects, (4, 2, 24, 20, PATCH)."""
    draw = torch.Generator().manual_seed(seed)
    white = torch.randn(4, 8, 3, 48, 40, generator=draw)
    y, x = torch.fft.fftfreq(48)[:, None], torch.fft.rfftfreq(40)[None, :]
    power = 150.0 / (1.0 + (x * x + y * y) / 0.045**2) ** 2
    return patched(torch.fft.irfft2(torch.fft.rfft2(white) * power.sqrt(), s=(48, 40)))


def noisy(clean: Tensor, level: float) -> Tensor:
    draw = torch.Generator().manual_seed(5)
    return clean + level * torch.randn(clean.shape, generator=draw)


def test_its_error_is_what_it_says_at_every_noise_level() -> None:
    clean = clean_groups()
    for level in (0.05, 0.3, 1.0, 5.0, 40.0):
        parts = split(noisy(clean, level), torch.full((4,), level))
        error = (parts.smooth - clean).square().mean().sqrt()
        assert torch.isclose(error, parts.error.mean(), rtol=0.15), level


def test_it_beats_shrinking_all_waves_alike() -> None:
    clean = clean_groups()
    for level in (0.1, 0.5, 2.0):
        x = noisy(clean, level)
        deviation = float(clean.std())
        alike = x * deviation**2 / (deviation**2 + level**2)
        error = (split(x, torch.full((4,), level)).smooth - clean).square().mean()
        assert error < 0.8 * (alike - clean).square().mean()


def test_what_the_network_sees_is_of_unit_size() -> None:
    clean = clean_groups()
    for level in (0.05, 1.0, 40.0):
        inputs = split(noisy(clean, level), torch.full((4,), level)).inputs
        assert inputs.shape[-1] == 2 * PATCH
        for part in (inputs[..., :PATCH], inputs[..., PATCH:]):
            assert 0.8 < float(part.std()) < 1.25


def test_each_clip_has_its_own_noise_level_and_time_is_not_mixed() -> None:
    x = noisy(clean_groups(), 0.5)
    levels = torch.tensor([0.1, 0.5, 2.0, 9.0])
    together = split(x, levels).smooth
    alone = torch.cat([split(x[i : i + 1, :1], levels[i : i + 1]).smooth for i in range(4)])
    assert torch.allclose(together[:, :1], alone, atol=1e-5)
    assert unpatched(together).shape == (4, 8, 3, 48, 40)

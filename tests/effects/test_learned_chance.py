"""What is left to chance: the same for the same seed, and a part of it the whole clip's."""

from __future__ import annotations

import torch

from filmgen.effects.learned.chance import CHANCE, HELD, drawn, of_seed


def test_what_belongs_to_the_clip_is_in_every_group_and_the_rest_in_none_other() -> None:
    for made in (
        drawn((2, 5, 4, 6, 48), torch.Generator().manual_seed(1)),
        torch.cat([of_seed(seed, range(5), 4, 6) for seed in (1, 2)]),
    ):
        assert made.shape == (2, 5, 4, 6, CHANCE) and made.dtype == torch.float32
        assert torch.equal(made[:, 3, ..., :HELD], made[:, 0, ..., :HELD])
        assert not torch.equal(made[0, ..., :HELD], made[1, ..., :HELD])
        assert (made[:, 3, ..., HELD:] - made[:, 0, ..., HELD:]).abs().mean() > 0.8
        assert abs(float(made.std()) - 1.0) < 0.1


def test_a_group_s_noise_is_its_own_wherever_it_is_asked_for() -> None:
    whole, some = of_seed(7, range(9), 4, 4), of_seed(7, [8, 2], 4, 4)
    assert torch.equal(whole[:, [8, 2]], some)
    assert not torch.equal(of_seed(7, [2], 4, 4, level=1), some[:, 1:])

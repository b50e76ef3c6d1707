"""Three-dimensional runs and what the lens sees of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from filmgen.effects.clips import COLUMNS, ROWS, ClipLabel, read_run
from filmgen.effects.fluids.labels import label_of
from filmgen.effects.fluids.projection import Optics, project
from filmgen.effects.fluids.volume import RATE, simulate_clip, simulate_clips
from filmgen.errors import ConfigError, WorkspaceError

OPTICS = Optics(smoke=10.0, shadow=4.0)
CELLS = torch.tensor([40.0])


def volume(value: float = 0.0) -> torch.Tensor:
    return torch.full((1, 16, 20, 12), value)


def test_depth_adds_up_through_the_layers() -> None:
    fields = project(volume(), volume(0.5), OPTICS, CELLS)
    assert torch.allclose(fields[:, 1], torch.tensor(16 * 0.5 * 10.0 / 40.0), rtol=1e-5)


def test_smoke_never_scatters_more_than_it_covers() -> None:
    soot = torch.rand(1, 16, 20, 12, generator=torch.Generator().manual_seed(1))
    _, depth, scatter = project(volume(), soot, OPTICS, CELLS)[0]
    assert (scatter <= 1.0 - torch.exp(-depth) + 1e-5).all()
    assert scatter.min() > 0


def test_the_key_light_comes_from_above() -> None:
    _, _, scatter = project(volume(), volume(0.8), OPTICS, CELLS)[0]
    assert (scatter[1:] <= scatter[:-1] + 1e-6).all()
    assert scatter[-1].mean() < 0.8 * scatter[0].mean()


def test_smoke_before_a_flame_dims_it_and_smoke_behind_does_not() -> None:
    heat = volume()
    heat[:, 8] = 1.0
    before, behind = volume(), volume()
    before[:, :4], behind[:, 12:] = 3.0, 3.0
    bare, dimmed, backed = (
        float(project(heat, soot, OPTICS, CELLS)[0, 0].mean())
        for soot in (volume(), before, behind)
    )
    assert dimmed < 0.9 * bare
    assert backed == pytest.approx(bare)


def test_a_hot_body_looks_as_hot_as_it_is() -> None:
    heat = volume()
    heat[:, 6:10] = 1.0  # a tenth of 40 cells
    temperature = project(heat, volume(), OPTICS, CELLS)[0, 0]
    assert torch.allclose(temperature, torch.tensor(1.0), atol=1e-4)


def test_heat_that_does_not_glow_is_not_seen() -> None:
    dark = Optics(smoke=10.0, shadow=4.0, glows=False)
    assert project(volume(1.0), volume(0.1), dark, CELLS)[:, 0].abs().max() == 0


def test_a_mirrored_volume_gives_mirrored_fields() -> None:
    generator = torch.Generator().manual_seed(2)
    heat, soot = (torch.rand(1, 16, 20, 12, generator=generator) for _ in range(2))
    plain = project(heat, soot, OPTICS, CELLS)
    flipped = project(heat.flip(-1), soot.flip(-1), OPTICS, CELLS)
    assert torch.allclose(plain, flipped.flip(-1), atol=1e-6)


def test_a_run_does_not_depend_on_its_neighbours_and_repeats_itself() -> None:
    labels = [ClipLabel("explosion", 0.6, 0.2, 1.0, 3), ClipLabel("explosion", 0.9, -0.5, 1.4, 4)]
    pair = simulate_clips(labels, 6)
    alone = simulate_clip(labels[1], 6)
    again = simulate_clip(labels[1], 6)
    assert alone.fields.shape == (6, 3, ROWS, COLUMNS)
    assert alone.rate == RATE
    assert np.array_equal(alone.fields, again.fields)
    assert np.allclose(pair[1].fields, alone.fields, atol=1e-3)
    assert not np.allclose(pair[0].fields, pair[1].fields, atol=0.1)


def test_an_explosion_flares_up_grows_and_turns_to_smoke() -> None:
    heat, depth, _ = simulate_clip(ClipLabel("explosion", 0.5, 0.0, 1.0, 5), 48).fields.swapaxes(
        0, 1
    )
    glow = (heat > 0.3).mean(axis=(1, 2))
    assert 2 < glow.argmax() < 30
    assert glow[-1] < 0.3 * glow.max()
    assert depth[-1].mean() > depth[4].mean()
    assert heat[1].max() > 0.2


def test_a_kind_without_a_recipe_is_refused() -> None:
    with pytest.raises(ConfigError, match="no 3D recipe for rain; one of fire"):
        simulate_clip(ClipLabel("rain", 0.5, 0.0, 1.0, 0), 1)


def test_labels_are_drawn_by_seed_and_cover_their_ranges() -> None:
    labels = [label_of("fire", seed) for seed in range(60)]
    assert labels == [label_of("fire", seed) for seed in range(60)]
    assert all(0.15 <= x.intensity <= 1 and -1 <= x.wind <= 1 for x in labels)
    assert all(0.6 <= x.scale <= 1.7 for x in labels)
    assert 8 < sum(x.wind == 0 for x in labels) < 30
    assert sum(x.held_out for x in labels) == 10


def test_a_damaged_run_is_named(tmp_path: Path) -> None:
    path = tmp_path / "00001.npz"
    path.write_bytes(b"PK\x03\x04 not a run")
    with pytest.raises(WorkspaceError, match=r"00001\.npz: not a run of fields"):
        read_run(path, RATE)

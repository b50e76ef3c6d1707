"""The benchmark's architectures are the public ones, and its plumbing runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import diffusion
from benchmarks.diffusion_models import ARCHITECTURES
from tests.engines.tiny import needs


@pytest.mark.parametrize(
    ("name", "unet", "texts"),
    [
        ("sd15", 859_520_964, (123_060_480,)),
        ("sdxl", 2_567_463_684, (123_060_480, 694_659_840)),
    ],
)
def test_they_have_as_many_parameters_as_the_public_models(
    name: str, unet: int, texts: tuple[int, ...]
) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    import diffusers
    import torch
    import transformers

    sizes = ARCHITECTURES[name]
    with torch.device("meta"):
        net = diffusers.UNet2DConditionModel(**sizes["unet"])
        vae = diffusers.AutoencoderKL(**sizes["vae"])
        kinds = (transformers.CLIPTextModel, transformers.CLIPTextModelWithProjection)
        encoders = [
            kind(transformers.CLIPTextConfig(**text))
            for kind, text in zip(kinds, sizes["text"], strict=False)
        ]
    assert count(net) == unet
    assert count(vae) == 83_653_863
    assert tuple(count(encoder) for encoder in encoders) == texts


def test_it_measures_what_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs("diffusion", "diffusers", "transformers", "accelerate")
    figures = tmp_path / "figures.json"
    few = ["--models", "sdxl", "--steps", "2", "--batches", "1", "2", "--cpu", "--small"]
    arguments = [*few, "--check", "--json", str(figures)]
    monkeypatch.setattr(sys, "argv", ["diffusion", *arguments])
    diffusion.main()
    rows = json.loads(figures.read_text())["figures"]["rows"]
    assert [(row["batch"], row["drawn_at_once"]) for row in rows] == [(1, 1), (2, 2)]
    assert all(row["seconds"] > 0 and row["memory_mib"] > 0 for row in rows)
    assert "s/frame" in capsys.readouterr().out


def test_without_a_gpu_it_says_so_and_misses_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(sys, "argv", ["diffusion", "--check"])
    diffusion.main()
    told = capsys.readouterr().out
    assert "no GPU here" in told and told.count("skipped") == 4 and "missed" not in told


def count(module: object) -> int:
    return sum(p.numel() for p in module.parameters())  # type: ignore[attr-defined]

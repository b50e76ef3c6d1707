"""Tiny models of random weights, each made once a process, for whoever tests a hub engine."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest


def needs(extra: str, *packages: str) -> None:
    """Skip where an extra is not installed; `make test` installs them all."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs filmgen[{extra}]: {', '.join(missing)} not installed")


@functools.cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="filmgen-tiny-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def sd() -> Path:
    """Folder of a tiny Stable Diffusion 1.5."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_sd

    return save_sd(_scratch() / "tiny-sd")


@functools.cache
def sdxl() -> Path:
    """Folder of a tiny SDXL."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_sdxl

    return save_sdxl(_scratch() / "tiny-sdxl")


@functools.cache
def controlnet() -> Path:
    """Folder of a ControlNet for `sd()`."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_controlnet

    return save_controlnet(_scratch() / "tiny-controlnet")


@functools.cache
def controlnet_sdxl() -> Path:
    """Folder of a ControlNet for `sdxl()`."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_controlnet

    return save_controlnet(_scratch() / "tiny-controlnet-xl", width=64, sdxl=True)


@functools.cache
def sd_checked() -> Path:
    """Folder of a tiny Stable Diffusion 1.5 whose safety checker blocks every picture."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_diffusers import save_sd

    return save_sd(_scratch() / "tiny-strict", blocks_all=True)


@functools.cache
def ip_adapter() -> Path:
    """Folder of an IP-Adapter for `sd()`, with its image encoder."""
    from tests.engines.tiny_diffusers import save_ip_adapter

    return save_ip_adapter(_scratch() / "tiny-ip", sd())


@functools.cache
def lora() -> Path:
    """A LoRA file for `sd()`."""
    needs("diffusion", "diffusers", "peft")
    from tests.engines.tiny_diffusers import save_lora

    return save_lora(_scratch() / "tiny-lora.safetensors", sd())


@functools.cache
def vits() -> Path:
    """Folder of a tiny four-speaker VITS."""
    needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    from tests.engines.tiny_coqui import save_vits

    return save_vits(_scratch() / "tiny-vits")


@functools.cache
def audiogen() -> Path:
    """Folder of a tiny AudioGen."""
    needs("audiocraft", "audiocraft", "xformers", "torchaudio", "omegaconf", "flashy", "spacy")
    from tests.engines.tiny_audiogen import save_audiogen

    return save_audiogen(_scratch() / "tiny-audiogen")


@functools.cache
def mms() -> Path:
    """Folder of a tiny three-speaker MMS-TTS."""
    needs("transformers", "transformers")
    from tests.engines.tiny_voices import save_mms

    return save_mms(_scratch() / "mms-tts-eng")


@functools.cache
def bark() -> Path:
    """Folder of a tiny Bark."""
    needs("transformers", "transformers")
    from tests.engines.tiny_voices import save_bark

    return save_bark(_scratch() / "tiny-bark")


@functools.cache
def speecht5() -> Path:
    """Folder of a tiny SpeechT5, with its vocoder and two speakers' vectors."""
    needs("transformers", "transformers")
    from tests.engines.tiny_voices import save_speecht5

    return save_speecht5(_scratch() / "tiny-speecht5")


@functools.cache
def piper() -> Path:
    """The .onnx file of a tiny two-speaker Piper voice."""
    from tests.engines.tiny_voices import save_piper

    return save_piper(_scratch() / "piper")


@functools.cache
def espeak() -> Path:
    """A command that tells phonemes as `espeak-ng` does."""
    from tests.engines.tiny_voices import save_espeak

    return save_espeak(_scratch() / "bin")

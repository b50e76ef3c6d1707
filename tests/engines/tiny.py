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


@functools.cache
def gguf() -> Path:
    """A tiny language model in a GGUF file."""
    from tests.engines.tiny_gguf import save_gguf

    return save_gguf(_scratch() / "tiny.gguf")


@functools.cache
def t5_small() -> Path:
    """Folder of a tiny text encoder that answers to the name "t5-small"."""
    needs("audiocraft", "transformers")
    from tests.engines.tiny_t5 import save_t5

    return save_t5(_scratch() / "t5-small", width=512)


@functools.cache
def audiogen_reading() -> Path:
    """Folder of a tiny AudioGen that reads its captions with a T5, which lies in it."""
    audiogen()
    from tests.engines.tiny_audiogen import save_audiogen

    t5_small()
    folder = save_audiogen(_scratch() / "tiny-audiogen-t5", words="t5-small")
    shutil.copytree(t5_small(), folder / "t5-small")
    return folder


@functools.cache
def musicgen(stereo: bool = False) -> Path:
    """Folder of a tiny MusicGen; its text encoder is `t5_small`."""
    audiogen()
    from tests.engines.tiny_audiogen import save_musicgen

    t5_small()
    name = "tiny-musicgen-stereo" if stereo else "tiny-musicgen"
    return save_musicgen(_scratch() / name, stereo=stereo)


@functools.cache
def tts_home() -> Path:
    """What `TTS_HOME` must name for `freevc()` and `knnvc()`: a folder with a tiny WavLM."""
    needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    from tests.engines.tiny_conversion import save_wavlm

    return save_wavlm(_scratch() / "tts-home")


@functools.cache
def freevc() -> Path:
    """Folder of a tiny FreeVC."""
    needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    from tests.engines.tiny_conversion import save_freevc

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_HOME", str(tts_home()))
        return save_freevc(_scratch() / "tiny-freevc")


@functools.cache
def knnvc() -> Path:
    """Folder of a tiny kNN-VC with its vocoder."""
    needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    from tests.engines.tiny_conversion import save_knnvc

    return save_knnvc(_scratch() / "tiny-knnvc")


@functools.cache
def stable_audio() -> Path:
    """Folder of a tiny Stable Audio."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_audio_diffusers import save_stable_audio

    return save_stable_audio(_scratch() / "tiny-stable-audio")


@functools.cache
def audioldm2(bare: bool = False) -> Path:
    """Folder of a tiny AudioLDM2."""
    needs("diffusion", "diffusers", "transformers", "accelerate")
    from tests.engines.tiny_audio_diffusers import save_audioldm2

    return save_audioldm2(_scratch() / f"tiny-audioldm2{'-bare' * bare}", bare=bare)


@functools.cache
def xtts() -> Path:
    """Folder of a tiny XTTS, which clones voices in English, German and French."""
    needs("coqui", "TTS", "torchaudio", "torchcodec", "six")
    from tests.engines.tiny_coqui import save_xtts

    return save_xtts(_scratch() / "tiny-xtts")


@functools.cache
def writer(kind: str = "llama") -> Path:
    """Folder of a tiny causal language model: "llama", "qwen2" or "gpt2"."""
    needs("transformers", "transformers", "tokenizers")
    from tests.engines.tiny_writer import save_writer

    return save_writer(_scratch() / f"tiny-{kind}", kind=kind)


@functools.cache
def writer_adapter() -> Path:
    """Folder of a LoRA for `writer()`."""
    needs("tuning", "peft")
    from tests.engines.tiny_writer import save_adapter

    return save_adapter(_scratch() / "lora", writer())

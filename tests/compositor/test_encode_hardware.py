"""Hardware encoders: tried before they are chosen, named in the key, never a surprise."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from filmgen.compositor.encode import hardware
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.encoders import ENCODERS
from filmgen.compositor.encode.hardware import chosen_encoding, why_not
from filmgen.config import EncodeSettings
from filmgen.errors import ConfigError, EngineUnavailable
from filmgen.ffmpeg import ffmpeg_exe, ffmpeg_version

_GENERIC = {"-b:v", "-bf", "-g", "-q:v", "-threads", "-global_quality", "-b", "-pix_fmt"}


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Nothing is remembered of earlier probes, nor left for later ones."""
    for cached in (why_not, hardware.known_encoders):
        cached.cache_clear()
    yield
    for cached in (why_not, hardware.known_encoders):
        cached.cache_clear()


def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nvenc: str) -> Path:
    """An FFmpeg that knows NVENC: `nvenc` is what its encoder does. Others are the real one's."""
    log = tmp_path / "calls"
    fake = tmp_path / "ffmpeg-fake-v1.2.3"
    fake.write_text(
        f"""#!/bin/sh
echo "$*" >> '{log}'
case "$*" in
  *-encoders*) echo ' V....D h264_nvenc  NVIDIA NVENC H.264 encoder'; exit 0;;
  *h264_nvenc*) for last; do :; done; {nvenc};;
  *) exec '{ffmpeg_exe()}' "$@";;
esac
"""
    )
    fake.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(fake))
    return log


def test_every_option_is_one_the_encoder_has() -> None:
    """FFmpeg ignores nothing silently, but most chips are not here to refuse."""
    known = hardware.known_encoders()
    checked = 0
    for encoder in ENCODERS.values():
        if encoder.name not in known:
            continue
        command = [ffmpeg_exe(), "-hide_banner", "-h", f"encoder={encoder.name}"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        has = set(re.findall(r"^ +(-[\w-]+) +<", text, re.MULTILINE))
        asked = {option for option in encoder.options if re.match(r"-[a-z]", option)}
        assert asked - _GENERIC <= has, encoder.name
        for option, value in zip(encoder.options, encoder.options[1:], strict=False):
            named = re.search(rf"^ +{option} .*\n((?:     \S.*\n)+)", text, re.MULTILINE)
            if option in has and named and re.fullmatch(r"[a-zA-Z]\w+", value):
                assert re.search(rf"^ +{value} ", named[1], re.MULTILINE), (encoder.name, value)
        checked += 1
    assert checked >= 3


def test_software_is_what_a_film_gets_unless_it_asks(forgetful: None) -> None:
    encoding = chosen_encoding(EncodeSettings(), 320, 180)
    assert encoding == Encoding(build=ffmpeg_version())
    assert hardware.known_encoders.cache_info().misses == 0, "nobody asked for hardware"


def test_a_chip_that_encodes_is_taken_once_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgetful: None
) -> None:
    log = pretend(tmp_path, monkeypatch, 'cat > /dev/null; echo film > "$last"; exit 0')
    for wanted in ("auto", "nvenc", "auto"):
        encoding = chosen_encoding(EncodeSettings(hardware=wanted), 320, 180)  # type: ignore[arg-type]
        assert encoding.coder == "h264_nvenc"
        assert encoding.request()[:3] == ["h264", "h264_nvenc", "1.2.3"]
    probes = [line for line in log.read_text().splitlines() if "h264_nvenc" in line]
    assert len(probes) == 1, "it is tried once a process"
    assert "320x180" in probes[0]


def test_a_chip_that_fails_is_passed_over_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgetful: None
) -> None:
    pretend(tmp_path, monkeypatch, "cat > /dev/null; echo 'OpenEncodeSessionEx failed' >&2; exit 1")
    assert chosen_encoding(EncodeSettings(hardware="auto"), 320, 180).coder == "libx264"
    with pytest.raises(EngineUnavailable, match=r"h264_nvenc.*OpenEncodeSessionEx failed; set"):
        chosen_encoding(EncodeSettings(hardware="nvenc"), 320, 180)
    with pytest.raises(EngineUnavailable, match=r"qsv.*this FFmpeg does not have it"):
        chosen_encoding(EncodeSettings(hardware="qsv"), 320, 180)


def test_a_codec_this_ffmpeg_lacks_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgetful: None
) -> None:
    pretend(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(EngineUnavailable, match=r"libx265.*this FFmpeg has none"):
        chosen_encoding(EncodeSettings(codec="h265"), 320, 180)
    chosen_encoding(EncodeSettings(codec="png"), 320, 180)


def test_prores_and_pictures_need_no_chip() -> None:
    for codec in ("prores422", "png"):
        settings = EncodeSettings(codec=codec, hardware="auto")  # type: ignore[arg-type]
        assert chosen_encoding(settings, 320, 180).encoder == ""
        settings = EncodeSettings(codec=codec, hardware="nvenc")  # type: ignore[arg-type]
        with pytest.raises(ConfigError, match=f"nvenc encodes h264 and h265, not {codec}"):
            chosen_encoding(settings, 320, 180)


def test_the_version_is_read_from_the_name_or_asked_for(tmp_path: Path) -> None:
    assert ffmpeg_version("/opt/ffmpeg-linux-x86_64-v7.0.2") == "7.0.2"
    assert ffmpeg_version(r"ffmpeg-win64-v7.1.exe") == "7.1"
    link = tmp_path / "ffmpeg"
    link.symlink_to(ffmpeg_exe())
    assert ffmpeg_version(str(link)).startswith(ffmpeg_version())

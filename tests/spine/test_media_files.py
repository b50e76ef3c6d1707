"""Sounds as files where the system refuses them."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from filmgen.media import Sound
from filmgen.media_files import read_sound, write_sound


@pytest.mark.parametrize(("free", "cause"), [(10, errno.ENOSPC), (10**9, errno.EIO)])
def test_a_full_disk_is_told_from_other_refusals(
    free: int, cause: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise soundfile.LibsndfileError(2, "Error opening: ")

    monkeypatch.setattr(soundfile, "write", refused)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(OSError) as error:
        write_sound(tmp_path / "line.wav", Sound(np.zeros(2400, np.float32), 24_000))
    assert error.value.errno == cause


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    wave = np.sin(np.arange(2400) / 10).astype(np.float32)
    write_sound(tmp_path / "line.wav", Sound(wave, 24_000))
    assert np.abs(read_sound(tmp_path / "line.wav").samples - wave).max() < 2**-22

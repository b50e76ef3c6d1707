"""WAV files of one length that appear together: stems and mix."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from filmgen.media import FloatArray
from filmgen.timecode import SAMPLE_RATE_HZ


class WavSet:
    """WAV files written side by side under temporary names, renamed together at the end."""

    def __init__(self, folder: Path, names: Sequence[str], length: int) -> None:
        self._paths = [folder / f"{name}.wav" for name in names]
        self._parts = [folder / f".{name}.wav.part" for name in names]
        # Beyond 4 GB the sizes of a WAV header overflow; RF64 (EBU Tech 3306) has room.
        self._format = "RF64" if length * 6 > 4_000_000_000 else "WAV"
        self._files: list[Any] = []

    def __enter__(self) -> WavSet:
        import soundfile

        try:
            for part in self._parts:
                self._files.append(
                    soundfile.SoundFile(
                        str(part), "w", SAMPLE_RATE_HZ, 2, subtype="PCM_24", format=self._format
                    )
                )
        except (soundfile.LibsndfileError, RuntimeError) as error:
            self.__exit__()
            raise _os_error(error, self._parts[0]) from error
        return self

    def write(self, index: int, samples: FloatArray) -> None:
        import soundfile

        try:
            self._files[index].write(np.ascontiguousarray(samples.T))
        except (soundfile.LibsndfileError, RuntimeError) as error:
            raise _os_error(error, self._parts[index]) from error

    def keep(self) -> None:
        """Close all and give them their names."""
        for file in self._files:
            file.close()
        for part, path in zip(self._parts, self._paths, strict=True):
            part.replace(path)

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()
        for part in self._parts:
            part.unlink(missing_ok=True)


def _os_error(error: Exception, path: Path) -> OSError:
    """libsndfile says "System error." of a full disk; the disk says it better."""
    if shutil.disk_usage(path.parent).free < 2**20:
        return OSError(errno.ENOSPC, "the disk is full")
    return OSError(str(error))

"""FFmpeg at the end of a pipe: pictures in or out, its failures as one line.

The binary is the one imageio-ffmpeg brings, which MoviePy uses too.
"""

from __future__ import annotations

import contextlib
import errno
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import IO

from filmgen.errors import EngineUnavailable, TimelineError

_QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error")
_FULL = ("No space left on device", "Disk quota exceeded", "not enough space")
_NOISE = re.compile(
    r"Conversion failed|Terminating thread|Task finished|Error while opening encoder"
    r"|Nothing was written|Error sending frames|Could not open encoder|At least one output"
    r"|Error opening input files?:|Error parsing global options|Error writing trailer"
    r"|Error closing file|^\s*$"
)


_PIPE_BYTES = 1 << 18
"""A pipe as it is made holds a quarter: both ends would be woken twenty times a picture."""


def ffmpeg_exe() -> str:
    """The FFmpeg binary.

    Raises:
        EngineUnavailable: there is none.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise EngineUnavailable("ffmpeg", "install the package imageio-ffmpeg") from error


def ffmpeg_version(program: str = "") -> str:
    """FFmpeg's version, "9.0.2": read from the name of the file where it is there, else asked.

    Args:
        program: the binary; that of `ffmpeg_exe` if empty.

    Raises:
        EngineUnavailable: there is none.
    """
    program = program or ffmpeg_exe()
    named = re.search(r"-v(\d+(?:\.\d+)*)(?:\.exe)?$", Path(program).name)
    return named[1] if named else _version_told(program)  # asking takes a tenth of a second


@lru_cache(maxsize=4)
def _version_told(program: str) -> str:
    try:
        done = subprocess.run([program, "-version"], capture_output=True, text=True)
    except OSError as error:
        raise EngineUnavailable("ffmpeg", f"{program}: {error.strerror or error}") from error
    said = re.match(r"ffmpeg version n?(\S+)", done.stdout)
    return said[1] if said else "unknown"


def last_words(log: str, path: Path | None = None) -> str:
    """The line of FFmpeg's log that says what was wrong, without addresses and the path."""
    lines = [line.strip() for line in log.splitlines() if not _NOISE.search(line)]
    if not lines:
        return "it said nothing"
    last = re.sub(r"^(\[[^]]* @ 0x[0-9a-f]+\] ?)+", "", lines[-1])
    return last.removeprefix(f"{path}: ").removeprefix(f"Error opening input file {path}: ")


def failure(log: str, name: str, what: str = "encode") -> OSError | TimelineError:
    """The error that FFmpeg's log stands for: ENOSPC if it says that the disk is full.

    Args:
        name: what to call the output. what: what FFmpeg was to do.
    """
    if any(sign in log for sign in _FULL):
        return OSError(errno.ENOSPC, "the disk is full", name)
    return TimelineError(f"{name}: FFmpeg could not {what}: {last_words(log)}")


def _widen(pipe: IO[bytes] | None) -> None:
    """Have a pipe hold more, where the system lets us."""
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        with contextlib.suppress(OSError):  # all that a user may have is taken
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


class PipeIn:
    """FFmpeg reading raw pictures from us and writing one file.

    As a context manager it closes the file, or stops FFmpeg where the block fails.

    Args:
        arguments: everything but the binary and the output.
        path: the output. name: what errors call it.

    Raises:
        OSError: ENOSPC if FFmpeg says that the disk is full.
        TimelineError: FFmpeg failed otherwise.
    """

    def __init__(self, arguments: Sequence[str], path: Path, name: str) -> None:
        self._name = name
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close or abort)
        try:
            self._process = subprocess.Popen(
                [ffmpeg_exe(), *_QUIET, "-y", *arguments, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                process_group=0,  # Ctrl-C is ours to hear: half a file is of no use
            )
        except BaseException:
            self._log.close()
            raise
        _widen(self._process.stdin)

    def __enter__(self) -> PipeIn:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self.abort()

    def write(self, *planes: memoryview) -> None:
        """Append one picture, plane after plane."""
        assert self._process.stdin is not None
        try:
            for plane in planes:
                self._process.stdin.write(plane)
        except BrokenPipeError:
            self._end()
            raise self._failure() from None

    def close(self) -> None:
        """Wait until the file is complete."""
        with self._log:
            if self._end() != 0:
                raise self._failure()

    def abort(self) -> None:
        """Stop at once; what was written is of no use."""
        self._process.kill()
        self._end()
        self._log.close()

    def _end(self) -> int:
        with contextlib.suppress(BrokenPipeError):
            if self._process.stdin:
                self._process.stdin.close()
        return self._process.wait()

    def _failure(self) -> OSError | TimelineError:
        self._log.seek(0)
        return failure(self._log.read().decode("utf-8", "replace"), self._name)


def pictures_out(arguments: Sequence[str], path: Path, size: int) -> Iterator[bytes]:
    """Decode `path`: one raw picture of `size` bytes after another.

    Args:
        arguments: between the binary and "-", with "-i".

    Raises:
        TimelineError: FFmpeg failed, or a picture is incomplete.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [ffmpeg_exe(), *_QUIET, *arguments, "-"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        assert process.stdout is not None
        count = 0
        try:
            while len(data := process.stdout.read(size)) == size:
                yield data
                count += 1
            code = process.wait()
        finally:
            process.stdout.close()
            if process.poll() is None:
                process.kill()
                process.wait()
        log.seek(0)
        text = log.read().decode("utf-8", "replace")
    if code != 0 or data or text.strip():
        raise TimelineError(
            f"{path}: damaged at frame {count + 1} ({last_words(text, path)}); save the clip again"
        )


def said_of(path: Path, *arguments: str) -> tuple[str, str]:
    """What FFmpeg prints and logs about a file: (stdout, stderr). Never raises for the file."""
    done = subprocess.run(
        [ffmpeg_exe(), "-hide_banner", "-nostdin", "-i", str(path), *arguments],
        capture_output=True,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

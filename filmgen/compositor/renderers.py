"""Who draws the frames: renderers by name, and which one is taken here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from filmgen.compositor.gpu.device import usable_gpu
from filmgen.compositor.segments import BurnIn, Segment
from filmgen.compositor.words.legible import use_style
from filmgen.errors import ConfigError
from filmgen.media import ByteArray

RENDERERS = {
    "cpu": "filmgen.compositor.cpu.segment:SegmentPainter",
    "torch": "filmgen.compositor.gpu.segment:TorchPainter",
}
"""Imported only when used."""


class Renderer(Protocol):
    """Draws the frames of one segment, in order."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Media that could not be used in the frames drawn so far."""

    def frames(self) -> Iterator[ByteArray]:
        """Flat uint8 4:2:0 rasters, video range; each is only valid until the next is asked for."""


def open_renderer(
    name: str, segment: Segment, scratch: Path | None = None, burn_in: BurnIn | None = None
) -> Renderer:
    """A renderer of a segment.

    Args:
        scratch: a folder with room for the segment's plates, unpacked.
        burn_in: laid over the finished frames.

    Raises:
        ConfigError: there is none of that name.
        EngineUnavailable: it cannot run here.
        TimelineError: odd or empty sizes.
        WorkspaceError: the disk of that folder is full.
    """
    if name not in RENDERERS:
        raise ConfigError("compositor.renderer", f"{name!r} is none of {', '.join(RENDERERS)}")
    use_style(segment.style)
    module, _, made = RENDERERS[name].partition(":")
    renderer: Renderer = getattr(import_module(module), made)(segment, scratch, burn_in)
    return renderer


@dataclass(frozen=True)
class Chosen:
    """A renderer that is taken.

    Attributes:
        name: one of `RENDERERS`. why: in a few words.
        slow: it is the one that was asked for, but another would be faster here.
    """

    name: str
    why: str
    slow: bool = False


def choose_renderer(asked: str) -> Chosen:
    """The renderer that is taken here.

    Args:
        asked: one of `RENDERERS`, which is taken as it is; "auto" is torch where a GPU can be
            drawn on, else cpu, which is several times as fast as torch without one.
    """
    if asked == "cpu":
        return Chosen(asked, "the processor, as asked for")
    gpu, about = usable_gpu()
    if gpu:
        return Chosen("torch", f"on {about}")
    if asked == "auto":
        return Chosen("cpu", f"the processor: {about}")
    why = f"on the processor: {about}; compositor.renderer=cpu is faster"
    return Chosen(asked, why, slow=True)

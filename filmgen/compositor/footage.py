"""A footage as a renderer needs it: what is seen at each frame, opened and lit, nothing drawn yet.

The part of the work that every renderer shares: media are read, panels are cut to the frame and
exposed for the light of their plates, mouths are laid on. Where the camera looks and which frame
of a plate burns is said by a `Sight`; drawing it is the renderer's.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from filmgen.compositor.colour import planes_from_rgb
from filmgen.compositor.moves import View
from filmgen.compositor.plates.anchored import AnchoredPlates
from filmgen.compositor.plates.media import FULL, Clock, clock, fills_frame, open_plate
from filmgen.compositor.plates.occlusion import through_panes
from filmgen.compositor.plates.unpacked import UnpackedPlate
from filmgen.compositor.plates.weather import Weather, fog_depth
from filmgen.compositor.segments import Card, Footage
from filmgen.compositor.stills.cut_out import relief_of
from filmgen.compositor.stills.drawings import Drawings
from filmgen.compositor.stills.mouths import Mouths, MovingMouths
from filmgen.compositor.stills.panels import Panels, at_output_density
from filmgen.compositor.stills.still import Still, still_from_rgb
from filmgen.compositor.words.cards import draw_card
from filmgen.editorial.model import PlateMedia
from filmgen.media import ByteArray, FloatArray

_THICKENS = ("fog", "smoke", "dust", "steam")
"""Weather that is thicker the farther one looks through it."""
_LIGHT_STEPS = 4
"""In which the light of what begins to burn within a shot comes into its panel."""
_PANE_STEP = 4
"""Rain outside of windows is masked at a quarter of the picture's resolution."""


@dataclass(frozen=True)
class Sight:
    """All that a renderer needs to draw a frame of a footage.

    Attributes:
        ground: which panel, lit how far, with which mouths: the same is the same `still`.
        still: the panel without its plates' pictures.
        view: where the camera looks. fixed: it looks there throughout.
        plates: those that stand in the panel; None where there are none. clocks: their frames.
        weather: over everything, each with its frame and how much of it shows over the panel,
            coarse; None is all of it.
    """

    ground: Hashable
    still: Still
    view: View
    fixed: bool
    plates: AnchoredPlates | None
    clocks: tuple[Clock, ...]
    weather: tuple[tuple[Weather, int, FloatArray | None], ...]


class Parts(Protocol):
    """The pictures a footage is made of, one after the other."""

    def part_at(self, frame: int) -> int: ...

    def name(self, part: int) -> str: ...

    def frames(self, part: int) -> int: ...

    def mouths(self, frame: int) -> Mouths: ...

    def picture(self, part: int, mouths: Mouths = ()) -> tuple[ByteArray, float] | str: ...

    def passes(
        self, part: int, shape: tuple[int, int]
    ) -> tuple[FloatArray | None, ByteArray | None]: ...


class FootageReader:
    """Opens what each frame of a footage shows. Holds one panel or drawing at a time.

    Args:
        scratch: where plates are unpacked for as long as it reads, see `open_plate`.

    Attributes:
        warnings: media that could not be used so far.
    """

    def __init__(
        self, footage: Footage, out_px: tuple[int, int], scratch: Path | None = None
    ) -> None:
        self.footage = footage
        self.warnings: list[str] = []
        self._out = out_px
        self._name = footage.name
        self._loaded: tuple[int, tuple[float, ...]] | None = None
        self._still: Still
        self._anchored: AnchoredPlates | None = None
        self._speaking = MovingMouths()
        self._parts: Parts | None = None
        if footage.motion is not None:
            self._parts = Drawings(footage.motion, footage.rate, out_px)
        elif footage.panels:
            self._parts = Panels(footage, out_px)
        self._seen: list[FloatArray | None] = []
        self._plates: list[tuple[PlateMedia, UnpackedPlate]] = []
        self._weather: list[Weather] = []
        for media in footage.plates:
            plate, reason = open_plate(media, scratch)
            if plate is None:
                self.warnings.append(f"{footage.name} plate {media.kind}: {reason}")
            elif fills_frame(media):
                self._weather.append(Weather(media, plate, footage.rate))
            else:
                self._plates.append((media, plate))

    def state(self, number: int) -> Hashable:
        """Two frames with the same state have the same picture."""
        time = self.footage.time
        frame = time.at(number)
        view = None if self._is_still else self.footage.path.view(time.exactly(number))
        plates = tuple(clock(frame, self.footage.rate, m, len(a)) for m, a in self._plates)
        weather = tuple(w.state(frame) for w in self._weather)
        return (self._part_at(frame), view, plates, weather, self._mouths_at(frame))

    def _part_at(self, frame: int) -> int:
        return 0 if self._parts is None else self._parts.part_at(frame)

    def _mouths_at(self, frame: int) -> Mouths:
        return () if self._parts is None else self._parts.mouths(frame)

    @property
    def _is_still(self) -> bool:
        return self.footage.path.still or self._parts is None

    def see(self, frame: int) -> Sight:
        """What is seen at a frame. Valid until the next call: panels are changed in place."""
        source = self.footage.time.at(frame)
        part = self._part_at(source)
        grown = self._grown(source)
        if self._loaded != (part, grown):
            self._load(part, grown)
            self._loaded = (part, grown)
        mouths = self._mouths_at(source)
        if mouths != self._speaking.shown:
            self._speak(part, mouths)
        plates = self._anchored
        return Sight(
            ground=(part, grown, mouths),
            still=self._still,
            view=self.footage.path.view(self.footage.time.exactly(frame)),
            fixed=self._is_still,
            plates=plates,
            clocks=() if plates is None else plates.state(source),
            weather=tuple(
                (weather, weather.state(source), seen)
                for weather, seen in zip(self._weather, self._seen, strict=True)
            ),
        )

    def _grown(self, frame: int) -> tuple[float, ...]:
        """How much of each plate's light there is at a frame, in few steps."""
        step = FULL // _LIGHT_STEPS
        return tuple(
            clock(frame, self.footage.rate, media, len(array))[1] // step / _LIGHT_STEPS
            if media.onset_frames and media.loops
            else 1.0
            for media, array in self._plates
        )

    def _speak(self, part: int, mouths: Mouths) -> None:
        """Put other mouths into the loaded panel."""
        speaking, still, plates = self._speaking, self._still, self._anchored
        silenced = speaking.show((), still.planes)
        if silenced is not None and still.relief is not None:
            still.relief.take(still.planes, silenced)
        if not speaking.knows(mouths):
            assert self._parts is not None
            found = self._parts.picture(part, mouths)
            if isinstance(found, str):
                self.warnings.append(f"{self._name} {self._parts.name(part)}: {found}")
                speaking.learn(mouths, still.planes, still.planes)
            elif plates is None:
                drawn = self._prepared(*found)
                speaking.learn(mouths, still.planes, drawn.planes)
            else:
                rgb = plates.learn(mouths, at_output_density(*found, self._out))
                silent = self._prepared(plates.picture, still.overscan)
                drawn = self._prepared(rgb, still.overscan)
                speaking.learn(mouths, silent.planes, drawn.planes)
        changed = speaking.show(mouths, still.planes)
        if changed is not None and still.relief is not None:
            still.relief.take(still.planes, changed)
        if plates is not None:
            plates.show(mouths)

    def _load(self, part: int, grown: tuple[float, ...]) -> None:
        footage, parts = self.footage, self._parts
        self._speaking = MovingMouths()
        self._anchored, self._seen = None, [None] * len(self._weather)
        if parts is None:
            self._still = self._card(footage.card or Card("black"))
            return
        found = parts.picture(part)
        if isinstance(found, str):
            self.warnings.append(f"{self._name} {parts.name(part)}: {found}")
            self._still = self._card(Card("missing", self._name, (found,)))
            return
        rgb, overscan = found
        if self._plates:
            rgb = at_output_density(rgb, overscan, self._out)
            height, width = rgb.shape[:2]
            repeats = all(
                parts.frames(part) * m.rate > len(a) * footage.rate for m, a in self._plates
            )
            self._anchored = AnchoredPlates(
                rgb,
                overscan,
                tuple((replace(m, anchor=m.anchor_in(part)), a) for m, a in self._plates),
                footage.rate,
                *parts.passes(part, (height, width)),
                repeats=repeats,
                grown=grown,
            )
            rgb = self._anchored.picture
        if self._weather:
            shape = (rgb.shape[0], rgb.shape[1])
            depth, _ = parts.passes(part, shape)
            self._seen = [self._shows(w.media, part, depth, shape, overscan) for w in self._weather]
        self._still = self._in_depth(part, self._prepared(rgb, overscan))

    def _prepared(self, rgb: ByteArray, overscan: float) -> Still:
        return still_from_rgb(rgb, overscan, self._out, fixed=self._is_still)

    def _in_depth(self, part: int, still: Still) -> Still:
        """A panel taken apart for a camera that travels, where its depth is known."""
        if not self.footage.path.travels or self._parts is None:
            return still
        height, width = still.planes.u.shape
        depth, figures = self._parts.passes(part, (height, width))
        if depth is None:
            return still
        return replace(still, relief=relief_of(still, self.footage.path, depth, figures))

    @staticmethod
    def _shows(
        media: PlateMedia,
        part: int,
        depth: FloatArray | None,
        shape: tuple[int, int],
        overscan: float,
    ) -> FloatArray | None:
        """How much of a weather plate is seen over a panel, coarse; None is all of it."""
        anchor = media.anchor_in(part)
        if not anchor.fills_frame:
            return np.zeros((2, 2), np.float32)  # from here no window is seen
        if anchor.panes:
            size = (shape[1] // _PANE_STEP, shape[0] // _PANE_STEP)
            return through_panes(anchor, size, overscan, depth)
        if media.kind in _THICKENS and depth is not None:
            return fog_depth(depth, anchor.depth_m)
        return None

    def _card(self, card: Card) -> Still:
        return Still(planes_from_rgb(draw_card(card, *self._out)), 0.0, 1)

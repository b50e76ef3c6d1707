"""What a person can turn on an element, and what it does to the simulated kinds.

Fluids take their controls before they are shaded, in their recipe; elements that are drawn
(particles, weather, fog) take them on their pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from filmgen.effects.fluids.recipes import FluidRecipe
from filmgen.media import FloatArray

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_TINT_KEEPS = 0.15
"""Share of their own colour that tinted flames keep: cores stay paler than tips."""


@dataclass(frozen=True)
class Controls:
    """Attributes: as those of `engines.protocols.PlateRequest`."""

    scale: float = 1.0
    speed: float = 1.0
    density: float = 1.0
    exposure_stops: float = 0.0
    turbulence: float = 1.0
    colour: str = ""

    def rate(self, rate: float) -> float:
        """Frames per second of the element's own time.

        Froude's law: what is `scale` times as large moves slower by its square root.
        """
        return rate / self.speed * math.sqrt(self.scale)

    @property
    def gain(self) -> float:
        """Factor on everything that shines."""
        return math.exp2(self.exposure_stops)


NEUTRAL = Controls()


def linear_colour(colour: str) -> tuple[float, float, float]:
    """ "#RRGGBB" in sRGB to linear light."""
    coded = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in coded)
    return red, green, blue


def controlled(recipe: FluidRecipe, controls: Controls) -> FluidRecipe:
    """A recipe as the controls want it: size of eddies, detail, smoke and light.

    Flames are not tinted here: `tint` does that to their pixels.
    """
    look = recipe.look
    smoke = look.smoke_colour
    if controls.colour and not look.flame:
        smoke = linear_colour(controls.colour)
    return replace(
        recipe,
        physics=replace(recipe.physics, turbulence=recipe.physics.turbulence * controls.turbulence),
        look=replace(
            look,
            flame=look.flame * controls.gain,
            glow=look.glow * controls.gain,
            smoke_opacity=look.smoke_opacity * controls.density,
            smoke_colour=smoke,
            detail=look.detail * controls.turbulence,
            grain_cells=look.grain_cells / controls.scale,
        ),
    )


def control_pixels(
    rgba: NDArray[np.float16], controls: Controls, *, shines: bool, fluid: bool
) -> None:
    """Do to a drawn element, in place, what its recipe cannot.

    Args:
        rgba: float16 (T, H, W, 4), premultiplied, linear.
        shines: whether it is light of its own, not light on smoke, flakes or drops.
        fluid: whether density and exposure are done already.
    """
    tinted = controls.colour if shines or not fluid else ""
    gain = controls.gain if shines and not fluid else 1.0
    density = 1.0 if shines or fluid else controls.density
    if not tinted and gain == 1.0 and density == 1.0:
        return
    for frame in rgba:
        values = frame.astype(np.float32)
        if density != 1.0:
            alpha = values[..., 3:]
            denser = 1.0 - (1.0 - alpha) ** np.float32(density)
            values *= denser / np.maximum(alpha, 1e-6)
        if tinted:
            values[..., :3] = tint(values[..., :3], tinted)
        values[..., :3] *= np.float32(gain)
        frame[...] = values


def tint(light: FloatArray, colour: str) -> FloatArray:
    """Light (..., 3) in another colour, as bright as before to the eye."""
    wanted = np.array(linear_colour(colour), np.float32)
    wanted /= max(float(wanted @ _LUMINANCE), 1e-3)
    bright = (light @ _LUMINANCE)[..., None]
    tinted: FloatArray = _TINT_KEEPS * light + (1.0 - _TINT_KEEPS) * bright * wanted
    return tinted

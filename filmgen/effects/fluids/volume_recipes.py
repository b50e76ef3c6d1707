"""What each kind of three-dimensional element is made of: physics, source, optics."""

from __future__ import annotations

from dataclasses import dataclass

from filmgen.effects.fluids.projection import Optics
from filmgen.effects.fluids.sources import SourceRecipe
from filmgen.effects.simulation import Physics


@dataclass(frozen=True)
class VolumeRecipe:
    """A kind of element.

    Attributes:
        tempo: simulated seconds per second.
        warm_up_s: run before the first frame.
        substeps: solver steps a frame in the first `brisk_frames`, while it goes off.
        wind_speed: widths/s at full wind, at the top.
    """

    physics: Physics
    source: SourceRecipe
    optics: Optics
    tempo: float = 1.0
    warm_up_s: float = 1.0
    substeps: int = 1
    brisk_frames: int = 0
    wind_speed: float = 0.6


VOLUMES: dict[str, VolumeRecipe] = {
    "fire": VolumeRecipe(
        physics=Physics(
            buoyancy=6.5,
            confinement=0.12,
            drag=0.7,
            burn_rate=4.0,
            heat_yield=1.5,
            soot_yield=0.3,
            cooling=1.2,
            chill=1.05,
            soot_decay=0.8,
            expansion=0.10,
            turbulence=2.4,
            lift=0.45,
        ),
        source=SourceRecipe(
            half_width=0.17,
            radius=0.055,
            burners=8,
            fuel=7.0,
            heat=1.5,
            soot=0.0,
            flicker=0.6,
            flicker_hz=2.5,
            updraft=0.55,
            sway=2.5,
        ),
        optics=Optics(smoke=5.0, shadow=2.0),
        tempo=1.2,
        warm_up_s=1.25,
    ),
    "smoke": VolumeRecipe(
        physics=Physics(
            buoyancy=3.2,
            confinement=0.12,
            drag=0.15,
            cooling=0.6,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=0.4,
            turbulence=2.4,
            lift=0.22,
        ),
        source=SourceRecipe(
            half_width=0.10,
            radius=0.05,
            burners=6,
            fuel=0.0,
            heat=4.0,
            soot=5.0,
            flicker=0.65,
            flicker_hz=1.6,
            updraft=0.45,
            sway=2.5,
        ),
        optics=Optics(smoke=16.0, shadow=6.0, glows=False),
        tempo=0.95,
        warm_up_s=2.25,
    ),
    "explosion": VolumeRecipe(
        physics=Physics(
            buoyancy=1.3,
            confinement=0.12,
            drag=2.0,
            burn_rate=7.0,
            heat_yield=0.8,
            soot_yield=0.9,
            cooling=1.1,
            chill=0.35,
            soot_decay=0.7,
            expansion=0.30,
            turbulence=4.0,
            lift=0.05,
        ),
        source=SourceRecipe(
            half_width=0.08,
            radius=0.085,
            burners=10,
            fuel=12.5,
            heat=4.0,
            soot=0.0,
            flicker=0.5,
            flicker_hz=6.0,
            updraft=1.5,
            sway=8.0,
            rise=0.22,
            scatter=0.06,
            burst_s=0.12,
        ),
        optics=Optics(smoke=9.0, shadow=3.5),
        warm_up_s=0.05,
        substeps=3,
        brisk_frames=12,
    ),
    "steam": VolumeRecipe(
        physics=Physics(
            buoyancy=2.6,
            confinement=0.12,
            drag=0.2,
            cooling=0.6,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=1.4,
            turbulence=2.0,
            lift=0.3,
        ),
        source=SourceRecipe(
            half_width=0.05,
            radius=0.04,
            burners=4,
            fuel=0.0,
            heat=5.0,
            soot=5.0,
            flicker=0.5,
            flicker_hz=1.8,
            updraft=0.8,
            sway=2.0,
        ),
        optics=Optics(smoke=9.0, shadow=2.0, ambient=0.45, glows=False),
        warm_up_s=1.5,
    ),
    "dust": VolumeRecipe(
        physics=Physics(
            buoyancy=0.45,
            soot_weight=0.12,
            confinement=0.08,
            drag=0.6,
            cooling=0.5,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=0.9,
            turbulence=1.6,
            lift=0.06,
        ),
        source=SourceRecipe(
            half_width=0.26,
            radius=0.08,
            burners=9,
            fuel=0.0,
            heat=1.5,
            soot=2.0,
            flicker=0.7,
            flicker_hz=0.9,
            updraft=0.22,
            sway=2.5,
        ),
        optics=Optics(smoke=8.0, shadow=2.5, ambient=0.35, glows=False),
        warm_up_s=2.5,
        wind_speed=0.9,
    ),
}

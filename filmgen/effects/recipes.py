"""What each kind of fluid element is made of: physics, source, and how it is lit."""

from __future__ import annotations

from dataclasses import dataclass

from filmgen.effects.simulation import Physics
from filmgen.effects.sources import SourceRecipe


@dataclass(frozen=True)
class Look:
    """How fields become light. Colours are linear BT.709.

    Attributes:
        flame: emission gain; 0 draws no flame.
        flame_opacity: alpha of a flame per unit of heat.
        smoke_opacity: optical depth per unit of soot.
        smoke_colour: albedo.
        ambient, sun: light on the smoke from everywhere and from upper left.
        shadow: optical depth of soot towards the light.
        glow: how strongly flames light the smoke around them.
        detail: how deep the flow noise cuts into flames and smoke.
        layers: 2 adds the loop's other half behind it, for depth.
        rim: width of the fade at the plate's border, in fractions of its size.
    """

    flame: float = 0.0
    flame_opacity: float = 1.2
    smoke_opacity: float = 2.0
    smoke_colour: tuple[float, float, float] = (0.1, 0.1, 0.1)
    ambient: float = 0.4
    sun: float = 1.0
    shadow: float = 0.12
    glow: float = 0.0
    detail: float = 0.35
    layers: int = 2
    rim: float = 0.14


@dataclass(frozen=True)
class FluidRecipe:
    """A kind of element.

    Attributes:
        tempo: simulated seconds per second.
        warm_up_s: run before the first frame.
        fade_s: longest loop fade.
        wind_speed: heights/s at full wind, at the top.
        grows: how much intensity enlarges it: 0 not at all.
    """

    physics: Physics
    source: SourceRecipe
    look: Look
    tempo: float = 1.0
    warm_up_s: float = 1.0
    fade_s: float = 0.75
    wind_speed: float = 0.7
    grows: float = 0.5
    loops: bool = True

    def size_gain(self, intensity: float) -> float:
        """Factor on all lengths of the physics: 1 at an intensity of 0.6."""
        return 1.0 + self.grows * (intensity - 0.6)


FLUIDS: dict[str, FluidRecipe] = {
    "fire": FluidRecipe(
        physics=Physics(
            buoyancy=4.5,
            confinement=0.12,
            drag=0.25,
            burn_rate=4.5,
            heat_yield=1.3,
            soot_yield=0.22,
            cooling=0.9,
            chill=0.75,
            soot_decay=0.8,
            expansion=0.05,
            lift=0.06,
        ),
        source=SourceRecipe(
            half_width=0.17,
            radius=0.045,
            burners=6,
            fuel=9.0,
            heat=1.5,
            soot=0.0,
            flicker=0.6,
            flicker_hz=2.5,
            updraft=0.55,
            sway=2.5,
        ),
        look=Look(
            flame=1.0,
            flame_opacity=1.3,
            smoke_opacity=1.1,
            smoke_colour=(0.07, 0.066, 0.062),
            glow=0.9,
            detail=0.3,
        ),
    ),
    "smoke": FluidRecipe(
        physics=Physics(
            buoyancy=2.6,
            soot_weight=0.0,
            confinement=0.22,
            drag=0.15,
            burn_rate=1.0,
            cooling=0.7,
            chill=0.0,
            soot_decay=0.28,
            lift=0.08,
        ),
        source=SourceRecipe(
            half_width=0.11,
            radius=0.06,
            burners=4,
            fuel=0.0,
            heat=3.0,
            soot=6.0,
            flicker=0.35,
            flicker_hz=1.2,
            updraft=0.35,
            sway=1.5,
        ),
        look=Look(
            smoke_opacity=1.6,
            smoke_colour=(0.16, 0.155, 0.15),
            ambient=0.35,
            sun=1.1,
            detail=0.4,
        ),
        warm_up_s=2.5,
        fade_s=1.0,
    ),
}

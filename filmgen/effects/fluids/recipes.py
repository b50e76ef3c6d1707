"""What each kind of fluid element is made of: physics, source, and how it is lit."""

from __future__ import annotations

from dataclasses import dataclass

from filmgen.effects.fluids.sources import SourceRecipe
from filmgen.effects.simulation import Physics


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
        grain_cells: solver cells the detail repeats after: its coarseness.
        layers: up to 3; other times of the loop stand behind it, for depth.
        veil: how much the smoke hides of flames inside it.
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
    grain_cells: float = 24.0
    layers: int = 2
    veil: float = 0.0
    rim: float = 0.14


@dataclass(frozen=True)
class FluidRecipe:
    """A kind of element.

    Attributes:
        tempo: simulated seconds per second.
        lasts_s: what happens once takes this long, within reason hurried to fit the plate.
        warm_up_s: run before the first frame.
        fade_s: longest loop fade.
        wind_speed: heights/s at full wind, at the top.
    """

    physics: Physics
    source: SourceRecipe
    look: Look
    tempo: float = 1.0
    lasts_s: float = 0.0
    warm_up_s: float = 1.0
    fade_s: float = 0.75
    wind_speed: float = 0.7
    loops: bool = True

    def tempo_for(self, seconds: float) -> float:
        """Simulated seconds per second of a plate this long."""
        if not self.lasts_s:
            return self.tempo
        return self.tempo * min(max(self.lasts_s / seconds, 0.75), 2.0)


FLUIDS: dict[str, FluidRecipe] = {
    "fire": FluidRecipe(
        physics=Physics(
            buoyancy=5.5,
            confinement=0.1,
            drag=0.9,
            burn_rate=4.5,
            heat_yield=1.3,
            soot_yield=0.3,
            cooling=1.3,
            chill=0.9,
            soot_decay=0.8,
            expansion=0.12,
            turbulence=2.4,
            lift=0.45,
        ),
        source=SourceRecipe(
            half_width=0.16,
            radius=0.042,
            burners=6,
            fuel=5.5,
            heat=1.0,
            soot=0.0,
            flicker=0.6,
            flicker_hz=2.5,
            updraft=0.55,
            sway=2.5,
        ),
        look=Look(
            flame=1.0,
            flame_opacity=3.0,
            smoke_opacity=3.0,
            smoke_colour=(0.07, 0.066, 0.062),
            glow=0.9,
            detail=0.3,
            layers=3,
        ),
        tempo=1.24,
    ),
    "smoke": FluidRecipe(
        physics=Physics(
            buoyancy=2.6,
            confinement=0.14,
            drag=0.15,
            cooling=0.7,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=0.35,
            turbulence=0.8,
            lift=0.35,
        ),
        source=SourceRecipe(
            half_width=0.09,
            radius=0.055,
            burners=4,
            fuel=0.0,
            heat=3.0,
            soot=3.2,
            flicker=0.35,
            flicker_hz=1.2,
            updraft=0.45,
            sway=1.5,
        ),
        look=Look(
            smoke_opacity=4.5,
            smoke_colour=(0.15, 0.145, 0.14),
            ambient=0.28,
            sun=1.7,
            shadow=0.05,
            detail=0.18,
        ),
        tempo=0.85,
        warm_up_s=2.5,
        fade_s=1.0,
    ),
    "steam": FluidRecipe(
        physics=Physics(
            buoyancy=2.2,
            confinement=0.12,
            drag=0.2,
            cooling=0.6,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=1.3,
            turbulence=1.2,
            lift=0.4,
        ),
        source=SourceRecipe(
            half_width=0.05,
            radius=0.035,
            burners=3,
            fuel=0.0,
            heat=4.0,
            soot=4.0,
            flicker=0.5,
            flicker_hz=1.5,
            updraft=0.8,
            sway=2.0,
        ),
        look=Look(
            smoke_opacity=2.2,
            smoke_colour=(0.66, 0.67, 0.69),
            ambient=0.5,
            sun=0.8,
            shadow=0.02,
            detail=0.16,
        ),
        warm_up_s=1.5,
        fade_s=0.9,
    ),
    "dust": FluidRecipe(
        physics=Physics(
            buoyancy=0.38,
            soot_weight=0.12,
            confinement=0.1,
            drag=0.6,
            cooling=0.5,
            chill=0.0,
            soot_yield=0.0,
            soot_decay=0.95,
            turbulence=1.3,
            lift=0.06,
        ),
        source=SourceRecipe(
            half_width=0.22,
            radius=0.07,
            burners=7,
            fuel=0.0,
            heat=1.5,
            soot=0.65,
            flicker=0.7,
            flicker_hz=0.9,
            updraft=0.22,
            sway=2.5,
        ),
        look=Look(
            smoke_opacity=2.2,
            smoke_colour=(0.42, 0.33, 0.235),
            ambient=0.35,
            sun=1.3,
            shadow=0.04,
            detail=0.22,
        ),
        warm_up_s=2.5,
        fade_s=1.0,
        wind_speed=1.0,
    ),
    "explosion": FluidRecipe(
        physics=Physics(
            buoyancy=0.85,
            confinement=0.2,
            drag=2.3,
            burn_rate=12.0,
            heat_yield=0.3,
            soot_yield=2.2,
            cooling=2.2,
            chill=0.25,
            soot_decay=0.12,
            expansion=0.28,
            turbulence=4.5,
            lift=0.05,
        ),
        source=SourceRecipe(
            half_width=0.07,
            radius=0.07,
            burners=9,
            fuel=46.0,
            heat=4.0,
            soot=0.0,
            flicker=0.5,
            flicker_hz=6.0,
            updraft=1.5,
            sway=8.0,
            rise=0.25,
            scatter=0.06,
            burst_s=0.09,
        ),
        look=Look(
            flame=1.0,
            flame_opacity=3.0,
            smoke_opacity=0.9,
            smoke_colour=(0.085, 0.08, 0.075),
            ambient=0.35,
            sun=2.0,
            shadow=0.012,
            glow=1.2,
            detail=0.62,
            grain_cells=44.0,
            layers=2,
            veil=0.7,
        ),
        warm_up_s=0.05,
        lasts_s=3.0,
        loops=False,
    ),
}

"""How the fields of each kind become light: what an art director sets.

Lengths are in cells of a clip's grid, times in seconds, colours linear BT.709.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class FieldLook:
    """One kind's look.

    Attributes:
        flame: emission gain; 0 draws no flame.
        flame_edge, flame_core: heat at which a flame begins to show, and at which it is white.
        flame_opacity: alpha of the hottest flame.
        smoke: albedo.
        opacity: factor on the optical depth.
        key, ambient: light on the smoke from the lamp and from everywhere.
        contrast: power of the key light's share that reaches the smoke: a clip's smoke shadows
            itself less than an exposure for the picture wants.
        glow: how strongly flames light the smoke around them.
        billows: detail of round bumps; else of thin ridges.
        grain_cells: coarsest detail; stretch: how much longer than wide it is.
        warp: displacement by the swirls, in their own cells.
        carve_heat, carve_smoke: how deep the relief cuts into heat and depth.
        cracks: heat shows in the creases of the billows rather than on their tops.
        erode_heat, erode_smoke: heat and depth under which the relief eats holes.
        relief: contrast of lit and shaded sides of the detail.
        life_s: of a phase of the detail.
        rise: cells a second where no motion can be seen.
    """

    flame: float = 0.0
    flame_edge: float = 0.16
    flame_core: float = 1.0
    flame_opacity: float = 0.9
    smoke: Colour = (0.2, 0.2, 0.2)
    opacity: float = 1.0
    key: float = 2.0
    ambient: float = 0.35
    contrast: float = 3.0
    glow: float = 0.0
    billows: bool = True
    grain_cells: float = 5.0
    stretch: float = 1.0
    warp: float = 0.9
    carve_heat: float = 0.0
    carve_smoke: float = 0.35
    cracks: bool = False
    erode_heat: float = 0.2
    erode_smoke: float = 0.5
    relief: float = 0.3
    life_s: float = 0.8
    rise: float = 8.0

    def smoke_of(self, colour: Colour) -> FieldLook:
        """The look with smoke that has this colour in the picture where it is well lit."""
        light = 0.5 * self.key + self.ambient
        red, green, blue = (part / light for part in colour)
        return replace(self, smoke=(red, green, blue))


LOOKS: dict[str, FieldLook] = {
    "fire": FieldLook(
        flame=1.0,
        smoke=(0.06, 0.055, 0.05),
        opacity=1.4,
        key=1.6,
        glow=0.8,
        billows=False,
        grain_cells=4.5,
        stretch=1.9,
        warp=0.55,
        carve_heat=0.16,
        carve_smoke=0.3,
        erode_heat=0.35,
        erode_smoke=0.25,
        relief=0.15,
        life_s=0.5,
        rise=22.0,
    ),
    "smoke": FieldLook(
        smoke=(0.13, 0.127, 0.123),
        opacity=1.4,
        key=4.0,
        ambient=0.45,
        grain_cells=3.6,
        warp=0.6,
        carve_smoke=0.16,
        erode_smoke=0.5,
        relief=0.38,
        life_s=0.8,
        rise=8.0,
    ),
    "explosion": FieldLook(
        flame=1.0,
        flame_edge=0.35,
        flame_core=2.4,
        smoke=(0.06, 0.055, 0.05),
        opacity=1.5,
        key=4.0,
        ambient=0.5,
        glow=0.35,
        grain_cells=4.2,
        warp=0.6,
        carve_heat=0.34,
        carve_smoke=0.16,
        cracks=True,
        erode_heat=0.3,
        erode_smoke=0.5,
        relief=0.4,
        life_s=0.7,
        rise=4.0,
    ),
}
LOOKS["steam"] = replace(
    LOOKS["smoke"],
    smoke=(0.6, 0.62, 0.64),
    key=1.5,
    ambient=0.4,
    opacity=0.7,
    relief=0.22,
    carve_smoke=0.1,
    rise=14.0,
)
LOOKS["dust"] = replace(
    LOOKS["smoke"],
    smoke=(0.4, 0.31, 0.215),
    key=1.9,
    ambient=0.35,
    rise=2.0,
    opacity=1.0,
    relief=0.3,
    grain_cells=4.6,
)

"""A volume seen by the lens: heat and soot through the depth, to the fields of a clip.

Emission and absorption along parallel rays (Max, Optical Models for Direct Volume Rendering,
1995), with single scattering of a key light from above and in front. The light stands in the
plane of the lens, so a mirrored volume gives mirrored fields.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Optics:
    """How a volume meets light. Opacities are per unit of soot and height of the element.

    Attributes:
        smoke: optical depth.
        shadow: optical depth towards the key light: less than `smoke`, since light that is
            scattered once is not lost (the usual stand-in for multiple scattering).
        glow_depth: share of a height of full heat that looks as hot as it is: thinner flames
            look cooler.
        ambient: share of the light that reaches any smoke.
        glows: whether the heat is hot enough to shine; that of rising smoke is not.
    """

    smoke: float
    shadow: float
    glow_depth: float = 0.10
    ambient: float = 0.25
    glows: bool = True


def project(heat: Tensor, soot: Tensor, optics: Optics, cells: Tensor) -> Tensor:
    """Fields of a batch of volumes, (B, 3, rows, columns): see `clips.FIELDS`.

    Args:
        heat, soot: (B, layers, rows, columns), at least 0; layer 0 is next to the lens.
        cells: (B,) cells in one height of the element.
    """
    cell = (1.0 / cells).view(-1, 1, 1, 1)
    thick = soot * (optics.smoke * cell)
    behind = torch.cumsum(thick, dim=1)
    seen = torch.exp(thick - behind)  # what the layers before let through
    depth = behind[:, -1]

    # Radiance goes with the fourth power of temperature; the fourth root of what arrives.
    hot = heat * heat
    radiance = (hot * hot * seen).sum(dim=1) * (cell[:, 0] / optics.glow_depth)
    temperature = radiance.sqrt_().sqrt_() if optics.glows else torch.zeros_like(radiance)

    # Light from above, leaning to the lens by a layer a row: shifted sums down the rows.
    shade = _from_above(soot) * (optics.shadow * cell)
    light = optics.ambient + (1.0 - optics.ambient) * torch.exp(-shade)
    scatter = (seen * (1.0 - torch.exp(-thick)) * light).sum(dim=1)
    return torch.stack((temperature, depth, scatter), dim=1)


def _from_above(soot: Tensor) -> Tensor:
    """Soot between each cell and the key light, (B, layers, rows, columns), in cells.

    The ray goes up a row and half a layer towards the lens at a time. The light is broad, as a
    sky's brighter part is: what shades spreads sideways a little with every row.
    """
    total = torch.zeros_like(soot)
    gathered = torch.zeros_like(soot[:, :, 0])
    spread = soot.new_tensor([[[0.2, 0.6, 0.2]]])
    for row in range(1, soot.shape[2]):
        arrived = gathered + soot[:, :, row - 1]
        moved = torch.cat((torch.zeros_like(arrived[:, :1]), arrived[:, :-1]), dim=1)
        gathered = 0.5 * (arrived + moved)
        gathered = torch.nn.functional.conv1d(
            torch.nn.functional.pad(gathered.flatten(0, 1)[:, None], (1, 1), mode="replicate"),
            spread,
        ).view_as(gathered)
        total[:, :, row] = gathered
    return total

"""What changes over finished pictures: the flicker of firelight, and weather before the lens."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from filmgen.compositor.colour import BLACK_Y, LUMA, NEUTRAL_C
from filmgen.compositor.gpu.pictures import Pictures
from filmgen.compositor.gpu.plates import encode_srgb
from filmgen.compositor.gpu.sampling import enlarge

_WARM_FROM = 1.15


def apply_gain(pictures: Pictures, gain: Tensor) -> Pictures:
    """Pictures with their luma multiplied by coarse gains (N, 1, h, w) of 0 to 2.

    Light that grows is firelight: chroma follows the gain towards orange. See `cpu.air`.
    """
    steps = (gain * 128).round_().clamp_(0, 255)
    y = pictures.y * enlarge(steps, pictures.size).mul_(1 / 128)
    brightest = gain.amax(dim=(1, 2, 3), keepdim=True)
    warm = ((gain - 1) * 30).clamp_(0, 42).floor_() * (brightest > _WARM_FROM)
    half = (pictures.size[0] // 2, pictures.size[1] // 2)
    orange = enlarge(warm, half)
    towards = torch.tensor([-1.0, 0.7], device=gain.device)[None, :, None, None]
    return Pictures(y.clamp_(0, 255), (pictures.c + orange * towards).clamp_(0, 255))


@dataclass(frozen=True)
class Veil:
    """Frames of weather at the plate's own resolution, as `plates.weather.Fields` has them.

    Attributes:
        keep_y: (N, 1, h, w), share of the luma that is kept. add_y: luma added.
        keep_c: share of the chroma's distance from neutral that is kept.
    """

    keep_y: Tensor
    add_y: Tensor
    keep_c: Tensor


def veil(rgba: Tensor, sky: float, shows: Tensor | None, there: Tensor) -> Veil:
    """What frames of weather keep of a picture and add to it.

    Args:
        rgba: (N, h, w, 4), premultiplied linear light.
        sky: share of the light it leaves, `plates.weather.OVERCAST`.
        shows: coarse (N or 1, 1, h, w), how much of it is seen; None is all of it.
        there: (N, 1, 1, 1), 0 for frames without it.
    """
    values = rgba.to(torch.float32)
    grey = (values[..., :3] * torch.tensor(LUMA, device=rgba.device)).sum(dim=3)[:, None]
    alpha = values[..., 3][:, None].clamp(0.0, 1.0)
    # light beyond alpha (a raindrop's glint) counts as paint of its own brightness
    alpha = torch.maximum(alpha, grey.clamp(0.0, 1.0))
    code = BLACK_Y + 219.0 * encode_srgb((grey / alpha.clamp(min=1e-4)).clamp_(0.0, 1.0))
    seen = there
    if shows is not None:
        seen = enlarge(shows, (int(rgba.shape[2]), int(rgba.shape[1]))) * there
    alpha = alpha * seen
    dark = seen * (1.0 - sky)
    clear = 1 - alpha
    return Veil(clear * (1 - dark), code * alpha + clear * dark * BLACK_Y, clear)


def lay_weather(weather: Veil, pictures: Pictures) -> Pictures:
    """Pictures with weather over them."""
    half = (pictures.size[0] // 2, pictures.size[1] // 2)
    y = pictures.y * enlarge(weather.keep_y, pictures.size)
    y += enlarge(weather.add_y, pictures.size)
    c = (pictures.c - NEUTRAL_C) * enlarge(weather.keep_c, half) + NEUTRAL_C
    return Pictures(y.clamp_(0, 255), c)

"""Titles over the picture, as scripts ask for them ("SUPER: Paris, 1954").

They stand left or right in the lower third, above where subtitles are, in the letters of the
film's cards; they come and go softly and stay as long as reading them twice takes.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from filmgen.compositor.segments import Caption
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.text import Overlay, halo_margin, with_halo
from filmgen.lettering import line_mask, text_width, wrap
from filmgen.timecode import frames_from_seconds

_WAIT_S, _RAMP_S, _LEAST_S = 0.4, 0.35, 2.0
_CHARACTERS_S = 8
"""Read in a second, twice over: half of what subtitles allow."""
_FOOT = 0.72
"""Where the last line ends, of the picture's height: two lines of subtitles have room below."""
_SPACED, _STEP, _TOP, _BOTTOM = 0.08, 1.4, 0.34, 1.34
_INK = (244, 242, 234)


def title_captions(
    text: str, frames: int, rate: Fraction, transition_frames: int = 0
) -> tuple[Caption, ...]:
    """A title over a shot's picture, as captions of which each has one opacity.

    Args:
        frames: of the shot; it is over before the shot is.
    """
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not text or frames < 2:
        return ()
    start, length = title_time(text, frames, rate, transition_frames)
    ramp = min(frames_from_seconds(_RAMP_S, rate), length // 3)
    steps = [round((n + 1) / (ramp + 1), 3) for n in range(ramp)]
    rising = [Caption(start + n, 1, text, title="left", opacity=o) for n, o in enumerate(steps)]
    held = Caption(start + ramp, length - 2 * ramp, text, title="left")
    end = start + length - 1
    falling = [Caption(end - n, 1, text, title="left", opacity=o) for n, o in enumerate(steps)]
    return (*rising, held, *reversed(falling))


def title_time(
    text: str, frames: int, rate: Fraction, transition_frames: int = 0
) -> tuple[int, int]:
    """When words are seen in a shot of `frames`: the first frame, and how many."""
    wanted = frames_from_seconds(_LEAST_S + len(text) / _CHARACTERS_S, rate)
    wait = transition_frames + frames_from_seconds(_WAIT_S, rate)
    start = min(wait, max(frames // 10, (frames - wanted) // 2))
    return start, max(1, min(wanted, frames - start - frames // 10))


def title_box(text: str, picture: Area, side: str) -> Area:
    """Where a title's letters stand."""
    size, lines = _set(text, picture)
    width = round(max(text_width(line, size, "regular", _SPACED) for line in lines))
    height = round(size * (_STEP * (len(lines) - 1) + _BOTTOM - _TOP))
    aside = round(picture.width * 0.056)
    x = picture.x + aside if side == "left" else picture.right - aside - width
    return Area(x, picture.y + round(picture.height * _FOOT) - height, width, height)


def superimposed(caption: Caption, picture: Area) -> Overlay:
    """A title at its place."""
    size, lines = _set(caption.text, picture)
    box = title_box(caption.text, picture, caption.title)
    masks = [line_mask(line, size, "regular", _SPACED) for line in lines]
    step = round(size * _STEP)
    width = max(mask.shape[1] for mask in masks)
    block = np.zeros((masks[0].shape[0] + step * (len(masks) - 1), width), np.float32)
    for i, mask in enumerate(masks):
        left = 0 if caption.title == "left" else width - mask.shape[1]
        part = block[i * step : i * step + mask.shape[0], left : left + mask.shape[1]]
        np.maximum(part, mask, out=part)
    drawn = with_halo(block, size, _INK, caption.opacity, 0.9)
    margin = halo_margin(size)
    # the words lie an eighth of their size inside a line's mask, and end three before its end
    x = box.x - size // 8 if caption.title == "left" else box.right + size * 3 // 8 - width
    return drawn.at(x - margin, box.y - round(size * _TOP) - margin)


def _set(text: str, picture: Area) -> tuple[int, tuple[str, ...]]:
    size = max(11, round(min(picture.height / 19, picture.width / 17)))
    limit = picture.width * (0.6 if picture.width >= picture.height else 0.84)
    return size, wrap(text, size, limit / (1 + _SPACED * 1.7), "regular")[:4]

"""Captions drawn: subtitles, and titles over the picture."""

from __future__ import annotations

from filmgen.compositor.segments import Caption
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import subtitle
from filmgen.compositor.words.superimposed import superimposed
from filmgen.compositor.words.text import Overlay


def draw_caption(caption: Caption, picture: Area, raster: tuple[int, int]) -> Overlay:
    """A caption at its place in a raster (width, height) whose active picture is `picture`."""
    if caption.title:
        return superimposed(caption, picture)
    return subtitle(caption.text, picture, raster, high=caption.high)

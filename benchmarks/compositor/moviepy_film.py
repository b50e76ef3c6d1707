"""The reference film in idiomatic MoviePy 2: clips, lambdas, CompositeVideoClip.

python -m benchmarks.compositor.moviepy_film MATERIAL OUT.mp4 --size 1280x720
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import (
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    ImageSequenceClip,
    vfx,
)

from benchmarks.compositor.material import DISSOLVE, FRAMES, OVERSCAN, PLACES, RATE, existing
from benchmarks.compositor.views import views
from filmgen.compositor.moves import View

FPS = int(RATE)
BLACK = (0, 0, 0)
"""A ground of its own: without one MoviePy makes a mask as large as the first frame was."""


@dataclass(frozen=True)
class Placed:
    """Where a thing of the drawing lies in the raster as the camera moves.

    Attributes:
        box: left, top, width, height in fractions of the composed frame.
    """

    box: tuple[float, float, float, float]
    seen: list[View]
    size: tuple[int, int]

    def view(self, t: float) -> View:
        return self.seen[min(len(self.seen) - 1, max(0, round(t * FPS)))]

    def scale(self, t: float) -> tuple[int, int]:
        width = self.view(t).width
        return (
            max(2, round(self.box[2] / width * self.size[0])),
            max(2, round(self.box[3] / width * self.size[1])),
        )

    def corner(self, t: float) -> tuple[float, float]:
        v = self.view(t)
        return (
            (self.box[0] - v.x + v.width / 2) / v.width * self.size[0],
            (self.box[1] - v.y + v.width / 2) / v.width * self.size[1],
        )


def in_world(clip: Any, place: Placed) -> Any:
    """A clip that keeps its place in the drawing."""
    return clip.resized(place.scale).with_position(place.corner)


def with_light(under: Any, light: Any, place: Placed) -> Any:
    """`light` added to `under` where it lies, frame by frame, clipped."""
    scaled = light.resized(place.scale)

    def both(get: Callable[[float], Any], t: float) -> Any:
        frame = get(t).copy()
        glow = scaled.get_frame(t)
        x, y = (round(c) for c in place.corner(t))
        left, top = max(0, x), max(0, y)
        right = min(frame.shape[1], x + glow.shape[1])
        bottom = min(frame.shape[0], y + glow.shape[0])
        if right > left and bottom > top:
            part = frame[top:bottom, left:right]
            total = part.astype(np.uint16) + glow[top - y : bottom - y, left - x : right - x]
            part[:] = np.minimum(total, 255)
        return frame

    return under.transform(both)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("material", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x720")
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    size = (width, height)
    material = existing(options.material)
    boxes = {k: (x - w / 2, y - h, w, h) for k, (x, y, w, h) in PLACES.items()}
    whole = (-OVERSCAN, -OVERSCAN, 1 + 2 * OVERSCAN, 1 + 2 * OVERSCAN)
    loops = {
        kind: ImageSequenceClip(str(material.plate_png(kind)), fps=FPS, with_mask=kind == "smoke")
        for kind in PLACES
    }
    shots = []
    for number, still in enumerate(material.stills):
        last = number == len(material.stills) - 1
        seconds = (FRAMES + (0 if last else DISSOLVE)) / FPS
        seen = views(number, size)
        smoke, fire = (loops[k].with_effects([vfx.Loop(duration=seconds)]) for k in PLACES)
        picture = CompositeVideoClip(
            [
                in_world(ImageClip(str(still)).with_duration(seconds), Placed(whole, seen, size)),
                in_world(smoke, Placed(boxes["smoke"], seen, size)),
            ],
            size=size,
            bg_color=BLACK,
        ).with_duration(seconds)
        shown = material.subtitle(number)
        words = (
            ImageClip(str(material.subtitles[number]))
            .with_position((shown.x, shown.y))
            .with_start(shown.first / FPS)
            .with_duration(shown.frames / FPS)
        )
        lit = with_light(picture, fire, Placed(boxes["fire"], seen, size))
        shot = CompositeVideoClip([lit, words], size=size, bg_color=BLACK)
        shot = shot.with_duration(seconds).with_start(number * FRAMES / FPS)
        if number:
            shot = shot.with_effects([vfx.CrossFadeIn(DISSOLVE / FPS)])
        shots.append(shot)
    film = CompositeVideoClip(shots, size=size, bg_color=BLACK)
    film = film.with_duration(len(shots) * FRAMES / FPS)
    film = film.with_audio(CompositeAudioClip([AudioFileClip(str(p)) for p in material.sounds]))
    film.write_videofile(
        str(options.out),
        fps=FPS,
        codec="libx264",
        audio_codec="aac",
        preset="veryfast",
        ffmpeg_params=["-crf", "20"],
        threads=2,
        logger=None,
    )


if __name__ == "__main__":
    main()

"""What the reference film ought to look like: supersampled, in floating point, frame by frame.

Each renderer is held against its own mathematics of blending, so that what is measured is how
well it draws and not what it draws: ours lays plates in linear light and lights the drawing by
them, MoviePy and FFmpeg blend display-referred values and clip what they add.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from benchmarks.compositor.material import (
    DISSOLVE,
    FRAMES,
    OVERSCAN,
    PLACES,
    RATE,
    STILL_PX,
    Material,
    timeline,
)
from benchmarks.compositor.views import views
from filmgen.compositor.colour import encode_srgb
from filmgen.compositor.moves import View, sampling_matrix
from filmgen.compositor.plates.anchored import AnchoredPlates
from filmgen.compositor.plates.blend import keep_and_add
from filmgen.compositor.plates.media import open_plate
from filmgen.ffmpeg import ffmpeg_exe
from filmgen.media import ByteArray, FloatArray

FINER = 3
"""Samples a pixel each way."""


def _read(path: Path, flags: int = cv2.IMREAD_UNCHANGED) -> FloatArray:
    picture = cv2.imread(str(path), flags)
    if picture is None:
        raise RuntimeError(f"{path} cannot be read")
    code = cv2.COLOR_BGRA2RGBA if picture.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(picture, code), np.float32)


def _seen(
    picture: FloatArray, view: View, size: tuple[int, int], overscan: float = OVERSCAN
) -> FloatArray:
    """The mean over every output pixel of what the view shows of a picture."""
    fine = (size[0] * FINER, size[1] * FINER)
    matrix = sampling_matrix(view, overscan, (picture.shape[1], picture.shape[0]), fine)
    drawn = cv2.warpAffine(
        picture, matrix, fine, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA), np.float32)


class Linear:
    """The film as filmgen means it."""

    fade_step = DISSOLVE + 1
    first_share = 1

    def __init__(self, material: Material, size: tuple[int, int], scratch: Path) -> None:
        self.size = size
        film = timeline(material, size)
        opened = []
        for media in film.shots[0].plates:
            rgba, reason = open_plate(media, scratch)
            if rgba is None:
                raise RuntimeError(reason)
            opened.append((media, rgba))
        self._shots = []
        for still in material.stills:
            rgb = _read(still).astype(np.uint8)
            self._shots.append(AnchoredPlates(rgb, OVERSCAN, tuple(opened), RATE, None, None))

    def picture(self, shot: int, frame: int) -> FloatArray:
        """float32 RGB 0 to 255 of a shot at a frame, which may lie after its end."""
        anchored = self._shots[shot]
        clocks = anchored.state(frame)
        view = views(shot, self.size)[min(frame, FRAMES - 1)]
        drawn = anchored.picture.astype(np.float32)
        assert anchored.box is not None
        left, top, width, height = anchored.box
        light = anchored.ground.copy()
        for placed in anchored.plates:
            x0, y0, x1, y1 = placed.part
            keep, add = keep_and_add(placed.plate.rgba[clocks[placed.at][0], y0:y1, x0:x1])
            x, y, w, h = placed.box
            x0, y0 = max(x, left), max(y, top)
            x1, y1 = min(x + w, left + width), min(y + h, top + height)
            cut = np.s_[y0 - y : y1 - y, x0 - x : x1 - x]
            kept = cv2.resize(keep, (w, h), interpolation=cv2.INTER_LINEAR)[cut]
            for channel in range(3):
                target = light[channel, y0 - top : y1 - top, x0 - left : x1 - left]
                target *= kept
                target += cv2.resize(add[channel], (w, h), interpolation=cv2.INTER_LINEAR)[cut]
        code = encode_srgb(np.clip(light, 0, 1)).transpose(1, 2, 0) * 255
        drawn[top : top + height, left : left + width] = code
        seen = _seen(drawn, view, self.size)
        gain = anchored.flicker(clocks)
        return seen if gain is None else _lit(seen, gain, view, self.size)


def _lit(picture: FloatArray, gain: FloatArray, view: View, size: tuple[int, int]) -> FloatArray:
    """A picture under a coarse gain of its luma; chroma follows towards orange, as ours does."""
    matrix = sampling_matrix(view, OVERSCAN, (gain.shape[1], gain.shape[0]), size)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    full = cv2.warpAffine(gain, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    luma = picture @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    code = 16 + luma * (219 / 255)
    change = (np.clip(code * full, 0, 255) - code) * (255 / 219)
    out = picture + change[..., None]
    warm = np.clip((full - 1) * 30, 0, 42) if float(gain.max()) > 1.15 else np.zeros_like(full)
    blue, red = -warm * (255 / 224), 0.7 * warm * (255 / 224)
    out[..., 0] += 1.5748 * red
    out[..., 1] += -0.1873 * blue - 0.4681 * red
    out[..., 2] += 1.8556 * blue
    return np.asarray(np.clip(out, 0, 255), np.float32)


class Display:
    """The film as MoviePy's own blending means it."""

    fade_step = DISSOLVE
    first_share = 0

    def __init__(self, material: Material, size: tuple[int, int]) -> None:
        self.size = size
        self._stills = [_read(path) for path in material.stills]
        self._plates = {
            kind: [_read(material.plate_png(kind) / f"{n + 1:04d}.png") for n in range(FRAMES)]
            for kind in PLACES
        }

    def picture(self, shot: int, frame: int) -> FloatArray:
        drawn = self._stills[shot].copy()
        across, down = STILL_PX[0] / (1 + 2 * OVERSCAN), STILL_PX[1] / (1 + 2 * OVERSCAN)
        for kind, (x, y, width, height) in PLACES.items():
            plate = self._plates[kind][frame % FRAMES]
            left, top = (x - width / 2 + OVERSCAN) * across, (y - height + OVERSCAN) * down
            step_x, step_y = width * across / plate.shape[1], height * down / plate.shape[0]
            matrix = np.array(
                [
                    [step_x, 0, left + step_x / 2 - 0.5],
                    [0, step_y, top + step_y / 2 - 0.5],
                ]
            )
            laid = plate.copy()
            laid[..., :3] *= plate[..., 3:] / 255
            full = cv2.warpAffine(laid, matrix, STILL_PX, flags=cv2.INTER_LINEAR)
            keep = 1.0 if kind == "fire" else 1 - full[..., 3:] / 255
            drawn = drawn * keep + full[..., :3]
        view = views(shot, self.size)[min(frame, FRAMES - 1)]
        seen = _seen(np.minimum(drawn, 255), view, self.size)
        return np.asarray(np.clip(seen, 0, 255), np.float32)


def frames(
    film: Linear | Display, material: Material, step: int
) -> Iterator[tuple[int, FloatArray]]:
    """Every `step`-th finished frame with its number, float32 RGB 0 to 255."""
    words = [_read(path) for path in material.subtitles]
    for number in range(0, len(material.stills) * FRAMES, step):
        shot, frame = divmod(number, FRAMES)
        picture = film.picture(shot, frame)
        if shot and frame < DISSOLVE:
            share = (frame + film.first_share) / film.fade_step
            picture = (1 - share) * film.picture(shot - 1, FRAMES + frame) + share * picture
        said = material.subtitle(shot)
        if said.first <= frame < said.first + said.frames:
            x, y = said.x, said.y
            height, width = words[shot].shape[:2]
            under = picture[y : y + height, x : x + width]
            alpha = words[shot][..., 3:] / 255
            under += (words[shot][..., :3] - under) * alpha
        yield number, picture


def psnr(film: Linear | Display, material: Material, rendered: Path, step: int) -> list[float]:
    """dB of every `step`-th frame of a rendered film against what it ought to be."""
    width, height = film.size
    command = [
        *(ffmpeg_exe(), "-v", "error", "-i", str(rendered)),
        *("-vf", "scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=rgb24"),
        *("-f", "rawvideo", "-"),
    ]
    found: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        at = 0
        for number, picture in frames(film, material, step):
            while at <= number:
                raw = process.stdout.read(width * height * 3)
                at += 1
            if len(raw) < width * height * 3:
                raise RuntimeError(f"{rendered.name} ends at frame {at - 1}")
            shown: ByteArray = np.frombuffer(raw, np.uint8).reshape(height, width, 3)
            error = float(np.mean(np.square(shown.astype(np.float32) - picture)))
            found.append(10 * float(np.log10(255**2 / max(error, 1e-9))))
        process.kill()
    return found

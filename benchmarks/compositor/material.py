"""The reference film's material, drawn from a fixed seed: the same bytes on every machine.

Six stills of 1920x1080, a loop of smoke (`over`) and one of flames (`add`) of 72 RGBA frames
each, four tracks of sound, and for those who cannot write words a PNG of each subtitle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import soundfile

from filmgen.blocking.model import PlateAnchor
from filmgen.breakdown.model import (
    Angle,
    Beat,
    Line,
    Move,
    Setting,
    Setup,
    Shot,
    ShotTransition,
    Size,
)
from filmgen.compositor.colour import encode_srgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.compositor.words.safe_areas import Area
from filmgen.compositor.words.subtitles import subtitle
from filmgen.editorial.model import (
    STEMS,
    Cut,
    CutLine,
    CutPanel,
    CutShot,
    PanelMedia,
    PlateMedia,
    SoundMedia,
    Timeline,
    TimelineShot,
)
from filmgen.effects.plates import sequence_name, write_plate
from filmgen.media import ByteArray, FloatArray, Plate
from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay

RATE = Fraction(24)
FRAMES = 72
"""Of a shot, and of a plate's loop."""
DISSOLVE = 12
OVERSCAN = 0.06
STILL_PX = (1920, 1080)
MOVES = (Move.PUSH_IN, Move.PAN, Move.PULL_OUT, Move.TILT, Move.TRACK, Move.ZOOM)
WORDS = (
    "The lamps went out at four, one after another.",
    "Nobody told you that it was the sea?",
    "I counted eleven. There should be twelve.",
    "Then somebody is still up there.",
    "Hold the ladder, and do not look down.",
    "Light it. Whatever happens, keep it lit.",
)
PLACES = {"smoke": (0.30, 0.98, 0.42, 0.80), "fire": (0.70, 0.95, 0.26, 0.52)}
"""x and y of the foot, width and height of each plate in fractions of the frame."""
PLATE_PX = {"smoke": (480, 512), "fire": (320, 360)}
SAMPLE_RATE = 48_000


@dataclass(frozen=True)
class Words:
    """A subtitle's upper left corner in the raster, and its frames of the shot."""

    x: int
    y: int
    first: int
    frames: int


@dataclass(frozen=True)
class Material:
    """Where the material lies.

    Attributes:
        stills: six PNG files. plates: folders of `effects.plates` by kind.
    """

    folder: Path
    stills: tuple[Path, ...]
    plates: dict[str, Path]
    sounds: tuple[Path, ...]
    subtitles: tuple[Path, ...]

    def plate_png(self, kind: str) -> Path:
        """The folder of a plate's frames as 8-bit PNG with straight alpha, for the others."""
        return self.folder / f"{kind}_png"

    def subtitle(self, number: int) -> Words:
        """Where and when a shot's subtitle is seen."""
        return Words(*json.loads(self.subtitles[number].with_suffix(".json").read_text()))


def existing(folder: Path) -> Material:
    """The material that `write_material` left in a folder."""
    numbers = range(1, len(MOVES) + 1)
    return Material(
        folder,
        tuple(folder / f"still_{n}.png" for n in numbers),
        {kind: folder / kind for kind in PLACES},
        tuple(folder / f"{stem}.wav" for stem in STEMS),
        tuple(folder / f"subtitle_{n}.png" for n in numbers),
    )


def write_material(folder: Path, size: tuple[int, int]) -> Material:
    """Draw everything into a folder; subtitles for a raster of `size`."""
    material = existing(folder)
    for number, path in enumerate(material.stills):
        cv2.imwrite(str(path), cv2.cvtColor(still(number), cv2.COLOR_RGB2BGR))
    for kind, target in material.plates.items():
        rgba = smoke() if kind == "smoke" else fire()
        write_plate(target, Plate(rgba, RATE, loops=True))
        material.plate_png(kind).mkdir(exist_ok=True)
        for index, frame in enumerate(rgba):
            name = material.plate_png(kind) / f"{index + 1:04d}.png"
            cv2.imwrite(str(name), _straight(frame))
    length = len(MOVES) * FRAMES * SAMPLE_RATE // int(RATE)
    for number, path in enumerate(material.sounds):
        soundfile.write(path, sound(number, length), SAMPLE_RATE)
    cuts = plan_segments(timeline(material, size), Style(burn_in="none"))
    for segment, path in zip(cuts, material.subtitles, strict=True):
        (caption,) = segment.captions
        bgra, at = _subtitle_png(caption.text, size)
        cv2.imwrite(str(path), bgra)
        shown = [*at, caption.start_frame, caption.frames]
        path.with_suffix(".json").write_text(json.dumps(shown))
    return material


def still(seed: int) -> ByteArray:
    """A drawing of a kind: tone in large areas, grain, and ink lines of one to four pixels."""
    width, height = STILL_PX
    random = np.random.default_rng(seed)
    tone = np.zeros((height, width, 3), np.float32)
    for octave in range(5):
        cells = (9 << octave, 16 << octave)
        noise = random.random((*cells, 3), dtype=np.float32) - 0.5
        tone += cv2.resize(noise, STILL_PX, interpolation=cv2.INTER_CUBIC) * 0.55**octave
    base = random.uniform(0.22, 0.5, 3).astype(np.float32)
    rgb = np.clip(base + 0.35 * tone, 0.02, 0.98)
    out: ByteArray = np.asarray(np.rint(rgb * 255), np.uint8)
    for _ in range(90):
        count = int(random.integers(2, 6))
        points = np.cumsum(random.normal(0, 130, (count, 2)), axis=0)
        points += random.uniform((0, 0), (width, height))
        ink = tuple(int(v) for v in random.integers(8, 60, 3))
        stroke = np.rint(points).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(out, [stroke], False, ink, int(random.integers(1, 5)), cv2.LINE_AA)
    return out


def _puffs(size: tuple[int, int], seed: int, count: int, spread: float, rise: float) -> FloatArray:
    """(T, H, W): soft balls that rise, widen, fade, and come again: a loop without a seam."""
    width, height = size
    random = np.random.default_rng(seed)
    phase = random.random(count)
    lane, wide = random.normal(0, 0.35, count), random.uniform(0.6, 1.2, count)
    density = np.zeros((FRAMES, height, width), np.float32)
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    for frame in range(FRAMES):
        age = (phase + frame / FRAMES) % 1.0
        for lived, side, scale in zip(age, lane, wide, strict=True):
            radius = (0.05 + spread * lived) * scale * width
            x = width * (0.5 + side * (0.12 + 0.5 * lived) * 0.6)
            y = height * (0.95 - rise * lived)
            weight = 0.55 * np.sin(np.pi * lived) ** 0.7
            square = ((xx - x) ** 2 + ((yy - y) * 1.1) ** 2) / (radius * radius)
            density[frame] += weight * np.exp(-square, dtype=np.float32)
    return density


def smoke() -> FloatArray:
    """float32 (72, H, W, 4), premultiplied linear light: grey, at most 80 % thick."""
    alpha = 0.8 * (1 - np.exp(-1.3 * _puffs(PLATE_PX["smoke"], 7, 26, 0.16, 0.8)))
    rgba = np.repeat(alpha[..., None] * np.float32(0.16), 4, axis=3)
    rgba[..., 3] = alpha
    rgba[alpha < 0.004] = 0.0
    return np.ascontiguousarray(rgba, np.float32)


def fire() -> FloatArray:
    """float32 (72, H, W, 4), linear light without alpha: it only adds."""
    heat = np.clip(_puffs(PLATE_PX["fire"], 11, 30, 0.09, 0.75) - 0.06, 0.0, 1.6)
    rgba = np.stack([heat, 0.42 * heat**1.5, 0.10 * heat**2.2, 0 * heat], axis=3)
    return np.ascontiguousarray(rgba, np.float32)


def _straight(frame: FloatArray) -> ByteArray:
    """A plate's frame as 8-bit BGRA on the sRGB curve, alpha not multiplied in."""
    alpha = np.clip(frame[..., 3:], 0.0, 1.0)
    adds = float(alpha.max()) == 0.0
    colour = frame[..., :3] if adds else frame[..., :3] / np.maximum(alpha, 1e-4)
    code = encode_srgb(np.clip(colour, 0.0, 1.0))
    opaque = np.ones_like(alpha) if adds else alpha
    bgra = np.concatenate([code[..., ::-1], opaque], axis=2)
    return np.asarray(np.rint(bgra * 255), np.uint8)


def sound(number: int, length: int) -> FloatArray:
    """(length, 2): tones and noise that come and go, no two tracks alike."""
    random = np.random.default_rng(100 + number)
    t = np.arange(length, dtype=np.float32) / SAMPLE_RATE
    tone = np.sin(2 * np.pi * (140 + 90 * number) * t) * (0.5 + 0.5 * np.sin(2 * np.pi * 0.7 * t))
    noise = random.normal(0, 0.02, (length, 2)).astype(np.float32)
    return np.asarray(0.08 * tone[:, None] + noise, np.float32)


def _subtitle_png(words: str, size: tuple[int, int]) -> tuple[ByteArray, tuple[int, int]]:
    """Our own subtitle as BGRA, straight alpha, and where it lies: everyone lays the same words."""
    overlay = subtitle(words, Area(0, 0, *size), size)
    alpha = 1 - overlay.clear_y.astype(np.float32) / 255
    luma = overlay.planes.y.astype(np.float32) / np.maximum(alpha, 1e-3)
    grey = np.clip((luma - 16) * 255 / 219, 0, 255)
    bgra = np.zeros((*alpha.shape, 4), np.uint8)
    bgra[..., :3] = np.rint(grey)[..., None]
    bgra[..., 3] = np.rint(alpha * 255)
    return bgra, (overlay.x, overlay.y)


def timeline(
    material: Material,
    size: tuple[int, int],
    *,
    shots: int = len(MOVES),
    layers: int = 2,
    move: Move | None = None,
) -> Timeline:
    """The reference film as our timeline.

    Args:
        shots: more than six come round again. layers: plates over each, smoke and fire in turn.
        move: of all shots; their own if None.
    """
    takes = []
    for number in range(shots):
        still_path = material.stills[number % len(material.stills)]
        setup = move or MOVES[number % len(MOVES)]
        cut = CutShot(
            _shot(number, setup),
            number * FRAMES,
            FRAMES,
            (CutPanel("A", 0, FRAMES),),
            (CutLine(Line(f"line-{number}", "EDA", WORDS[number % 6]), 6, FRAMES - 18),),
            ShotTransition.DISSOLVE if number else ShotTransition.CUT,
            DISSOLVE if number else 0,
        )
        panel = PanelMedia("A", 0, FRAMES, still_path, OVERSCAN, f"still-{number % 6}")
        plates = tuple(_plate(material, layer) for layer in range(layers))
        takes.append(TimelineShot(cut, (panel,), plates))
    cut_list = Cut(
        title="Reference",
        rate=RATE,
        start_frame=86_400,
        slate_frames=0,
        tail_frames=0,
        handle_frames=0,
        width_px=size[0],
        height_px=size[1],
        aspect=Fraction(*size),
        shots=tuple(take.cut for take in takes),
    )
    length = shots * FRAMES * SAMPLE_RATE // int(RATE)
    own = len(MOVES) * FRAMES * SAMPLE_RATE // int(RATE)
    sounds = tuple(
        SoundMedia(stem, path, start, min(own, length - start), stem, key=f"{stem}-{start}")
        for stem, path in zip(STEMS, material.sounds, strict=True)
        for start in range(0, length, own)
    )
    return Timeline(cut_list, tuple(takes), sounds)


def _plate(material: Material, layer: int) -> PlateMedia:
    kind = ("smoke", "fire")[layer % 2]
    x, y, width, height = PLACES[kind]
    x = (x + 0.17 * (layer // 2)) % 1.0
    anchor = PlateAnchor(kind, 0.6, x, y, width, height, depth_m=6.0 + layer)
    first = material.plates[kind] / sequence_name(0)
    return PlateMedia(kind, anchor, first, RATE, FRAMES, True, f"{kind}-72")


def _shot(number: int, move: Move) -> Shot:
    return Shot(
        identity=f"{number:016x}",
        display_id=f"sc001_sh{number * 10 + 10:03d}",
        scene_index=1,
        scene_number="1",
        setting=Setting("HARBOUR", PlaceKind.EXTERIOR, "HARBOUR", "", TimeOfDay.NIGHT),
        setup=Setup.SINGLE,
        size=Size.MS,
        angle=Angle.EYE,
        move=move,
        lens_mm=35,
        subjects=("EDA",),
        present=("EDA",),
        beats=(Beat("A", "Eda waits."),),
        source=SourceRange(1, 2),
        why="The reference film.",
        seed=number,
    )

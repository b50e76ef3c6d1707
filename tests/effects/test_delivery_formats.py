"""The same picture from every format: real smoke, fire and explosions over real backgrounds."""

from __future__ import annotations

import struct
import subprocess
import zlib
from fractions import Fraction
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np
import pytest

from filmgen.effects.delivery.exr import read_exr
from filmgen.effects.delivery.pictures import probe_movie
from filmgen.effects.delivery.reader import over, plate_frames, read_plate_files
from filmgen.effects.delivery.sidecar import FORMATS, PlateFiles
from filmgen.effects.delivery.transfer import to_display
from filmgen.effects.delivery.writer import write_plate_files
from filmgen.effects.elements import make_element

RATE = Fraction(24000, 1001)
WIDTH, HEIGHT, FRAMES = 161, 95, 5  # odd both ways
GREYS = (0.0, 0.18, 0.6)
NO_ALPHA, ALPHA = 3, 4


@pytest.fixture(scope="module")
def elements() -> dict[str, np.ndarray]:
    return {
        kind: make_element(
            kind,
            width_px=WIDTH,
            height_px=HEIGHT,
            frames=FRAMES,
            rate=24.0,
            intensity=0.8,
            wind=0.2,
            seed=3,
        )
        for kind in ("smoke", "fire", "explosion")
    }


@pytest.fixture(scope="module")
def delivered(
    elements: dict[str, np.ndarray], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, PlateFiles]:
    """Each element in all formats, as read back from its sidecar."""
    folder = tmp_path_factory.mktemp("plates")
    for kind, rgba in elements.items():
        write_plate_files(
            folder / kind,
            iter(rgba),
            rate=RATE,
            loops=True,
            formats=FORMATS,
            provenance={"kind": kind},
            name=kind,
            count=FRAMES,
        )
    return {kind: read_plate_files(folder / kind) for kind in elements}


def shown(plate: PlateFiles, form: str, grey: float) -> np.ndarray:
    """8-bit pictures over a grey, (T, H, W, 3) as integers that can be subtracted."""
    return np.stack([to_display(f).astype(int) for f in over(plate, np.float32(grey), form)])


def reference(rgba: np.ndarray, grey: float) -> np.ndarray:
    """The same from the frames themselves, before there were files."""
    light = rgba.astype(np.float32)
    return to_display(light[..., :3] + (1 - light[..., 3:]) * np.float32(grey)).astype(int)


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("form", FORMATS)
def test_smoke_over_grey_looks_the_same(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles], form: str, grey: float
) -> None:
    apart = abs(shown(delivered["smoke"], form, grey) - reference(elements["smoke"], grey))
    if form in ("exr", "png"):
        assert apart.max() <= (0 if form == "exr" else 1)
    assert apart.mean() < {"exr": 1e-9, "png": 0.02, "prores4444": 0.3, "webm": 0.8}[form]


@pytest.mark.parametrize("grey", GREYS)
@pytest.mark.parametrize("kind", ["fire", "explosion"])
@pytest.mark.parametrize("form", FORMATS)
def test_emission_over_grey_looks_the_same(
    elements: dict[str, np.ndarray],
    delivered: dict[str, PlateFiles],
    form: str,
    kind: str,
    grey: float,
) -> None:
    apart = abs(shown(delivered[kind], form, grey) - reference(elements[kind], grey))
    if form in ("exr", "png"):
        assert apart.max() <= (0 if form == "exr" else 1)
    assert apart.mean() < {"exr": 1e-9, "png": 0.02, "prores4444": 0.5, "webm": 2.5}[form]


def test_emission_survives_in_exr_to_the_bit(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles]
) -> None:
    fire, plate = elements["fire"], delivered["fire"]
    assert fire[..., :3].max() > 2
    for number, frame in enumerate(fire):
        assert np.array_equal(read_exr(plate.path(plate.layers["exr"].base, number)), frame)
    assert plate.peak_light == pytest.approx(float(fire[..., :3].max()), abs=1e-3)


def test_an_add_plate_comes_with_what_shines_only(delivered: dict[str, PlateFiles]) -> None:
    assert all(layer.add is None for layer in delivered["smoke"].layers.values())
    for kind in ("fire", "explosion"):
        layers = delivered[kind].layers
        assert layers["exr"].add is None
        for form in ("png", "prores4444", "webm"):
            assert layers[form].add is not None
            assert delivered[kind].path(layers[form].add or "").is_file()


def test_without_its_add_plate_a_fire_is_darker(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles]
) -> None:
    """The add plate holds something: the base alone falls short of the flames."""
    plate = delivered["fire"]
    base = PlateFiles(**{**vars(plate), "layers": {"png": plate.layers["png"].__class__(
        plate.layers["png"].base, None, 0)}})  # fmt: skip
    short = reference(elements["fire"], 0.18) - shown(base, "png", 0.18)
    assert short.min() >= -1
    assert short.max() > 25


# -- by the words of the standards, without our readers ----------------------------------------


def srgb_light(code: np.ndarray) -> np.ndarray:
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def independent_over(base: np.ndarray, add: np.ndarray | None, grey: float) -> np.ndarray:
    """Straight codes 0 to 1 (H, W, 4) and added codes over a grey, as the sidecar says."""
    alpha = base[..., 3:]
    light = srgb_light(base[..., :3]) * alpha + (1 - alpha) * grey
    if add is not None:
        light = light + srgb_light(add)
    return to_display(light.astype(np.float32)).astype(int)


@pytest.mark.parametrize("kind", ["smoke", "fire"])
def test_png_as_another_program_reads_it(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles], kind: str
) -> None:
    plate = delivered[kind]
    layer = plate.layers["png"]
    for number, rgba in enumerate(elements[kind]):
        base = cv2.imread(str(plate.path(layer.base, number)), cv2.IMREAD_UNCHANGED) / 65535.0
        add = None
        if layer.add:
            add = cv2.imread(str(plate.path(layer.add, number)), cv2.IMREAD_UNCHANGED) / 65535.0
            add = add[..., ::-1]
        laid = independent_over(base[..., [2, 1, 0, 3]], add, 0.18)
        assert abs(laid - reference(rgba, 0.18)).max() <= 2


def decoded(path: Path, pixels: str, *decoder: str) -> np.ndarray:
    """FFmpeg's own conversion to 16-bit RGB(A), 0 to 1."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *decoder, "-i", str(path)]
    command += ["-f", "rawvideo", "-pix_fmt", pixels, "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    channels = ALPHA if pixels == "rgba64le" else NO_ALPHA
    return np.frombuffer(done.stdout, "<u2").reshape(-1, HEIGHT, WIDTH, channels) / 65535.0


@pytest.mark.parametrize(("form", "decoder"), [
    ("prores4444", ()), ("webm", ("-c:v", "libvpx-vp9")),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["smoke", "fire"])
def test_movies_as_another_program_reads_them(
    elements: dict[str, np.ndarray],
    delivered: dict[str, PlateFiles],
    kind: str,
    form: str,
    decoder: tuple[str, ...],
) -> None:
    plate = delivered[kind]
    layer = plate.layers[form]
    base = decoded(plate.path(layer.base), "rgba64le", *decoder)
    adds = decoded(plate.path(layer.add), "rgb48le", *decoder) if layer.add else [None] * FRAMES
    laid = np.stack([independent_over(b, a, 0.18) for b, a in zip(base, adds, strict=True)])
    assert abs(laid - reference(elements[kind], 0.18)).mean() < 2


def chunks(path: Path) -> dict[bytes, bytes]:
    data, found, position = path.read_bytes(), {}, 8
    while position < len(data):
        (size,) = struct.unpack_from(">I", data, position)
        kind, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + size]
        (check,) = struct.unpack_from(">I", data, position + 8 + size)
        assert check == zlib.crc32(kind + body)
        found.setdefault(kind, body)
        position += 12 + size
    return found


def test_png_says_what_it_is(delivered: dict[str, PlateFiles]) -> None:
    found = chunks(delivered["smoke"].path(delivered["smoke"].layers["png"].base))
    assert struct.unpack(">IIBB", found[b"IHDR"][:10]) == (WIDTH, HEIGHT, 16, 6)
    assert found[b"cICP"] == bytes([1, 13, 0, 1])
    assert struct.unpack(">I", found[b"gAMA"]) == (45455,)
    assert b"sRGB" in found
    names = list(found)
    assert max(names.index(k) for k in (b"cICP", b"gAMA", b"sRGB", b"cHRM")) < names.index(b"IDAT")


@pytest.mark.parametrize(("form", "coding"), [
    ("prores4444", ("ap4h", "yuva444p1")), ("webm", ("vp9", "alpha_mode      : 1")),
])  # fmt: skip
def test_movies_say_what_they_are(
    delivered: dict[str, PlateFiles], form: str, coding: tuple[str, ...]
) -> None:
    plate = delivered["smoke"]
    path = plate.path(plate.layers[form].base)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path)]
    said = subprocess.run(command, capture_output=True, check=False).stderr.decode()
    for word in (*coding, "tv, bt709/bt709/iec61966-2-1", f"{WIDTH}x{HEIGHT}"):
        assert word in said
    stream = probe_movie(path)
    assert (stream.rate, stream.frames, stream.has_alpha) == (RATE, FRAMES, True)


def test_openexr_itself_reads_our_files(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles]
) -> None:
    """The reference library, where it is installed (package openexr)."""
    openexr = pytest.importorskip("OpenEXR")
    plate = delivered["fire"]
    path = plate.path(plate.layers["exr"].base)
    with openexr.File(str(path), separate_channels=True) as file:
        header, channels = file.header(), file.channels()
        (left, top), (right, bottom) = header["dataWindow"]
        rate = header["framesPerSecond"]
        picture = np.zeros((HEIGHT, WIDTH, 4), np.float16)
        for name, channel in channels.items():
            picture[top : bottom + 1, left : right + 1, "RGBA".index(name)] = channel.pixels
    assert rate == RATE
    assert np.array_equal(picture, elements["fire"][0])


def test_the_best_format_is_read_by_default(
    elements: dict[str, np.ndarray], delivered: dict[str, PlateFiles]
) -> None:
    frames = list(plate_frames(delivered["fire"]))
    assert np.array_equal(np.stack(frames), elements["fire"].astype(np.float32))

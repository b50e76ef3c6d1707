"""A person's footage, and plates given back: pictures, movies, OpenEXR, our own folders."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np
import pytest

from filmgen.effects.delivery.exr import encode_exr
from filmgen.effects.delivery.sidecar import FORMATS
from filmgen.effects.delivery.writer import write_plate_files
from filmgen.effects.footage.frames import plate_from_pictures, probe_footage, read_frames
from filmgen.effects.plates import write_plate
from filmgen.errors import TimelineError
from filmgen.media import Plate

HEIGHT, WIDTH = 40, 52


def puff(number: int, light: float = 0.4) -> np.ndarray:
    """A soft puff, premultiplied linear float16; above 1 in light it shines."""
    y, x = np.indices((HEIGHT, WIDTH))
    alpha = 0.9 * np.exp(-((y - 20) ** 2 + (x - 20 - 2 * number) ** 2) / 90.0)
    colour = np.array([light, light * 0.7, light * 0.4])
    return np.dstack([alpha[..., None] * colour, alpha]).astype(np.float16)


def deliver(folder: Path, form: str, light: float = 0.4, **more: object) -> Path:
    write_plate_files(
        folder, (puff(n, light) for n in range(4)), rate=Fraction(24000, 1001),
        loops=False, formats=[form], provenance={}, name="puff", **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return folder


def test_straight_alpha_is_premultiplied_in_linear_light(tmp_path: Path) -> None:
    frame = np.zeros((4, 6, 4), np.uint8)
    frame[..., 2] = 188  # red, about half the light in sRGB
    frame[..., 3] = 51
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"f{number}.png"), frame)
    plate = plate_from_pictures(tmp_path, Fraction(24))
    assert plate.rgba.shape == (3, 4, 6, 4)
    np.testing.assert_allclose(plate.rgba[0, 0, 0], [0.5029 * 0.2, 0, 0, 0.2], atol=2e-3)
    assert plate.loops


def test_footage_on_black_adds_light(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((4, 4, 3), 65535, np.uint16))
    assert not probe_footage(tmp_path).has_alpha
    plate = plate_from_pictures(tmp_path, Fraction(25))
    assert plate.rgba[0, 0, 0].tolist() == [1, 1, 1, 0]


@pytest.mark.parametrize("light", [0.4, 3.0])
@pytest.mark.parametrize("form", FORMATS)
def test_plates_we_delivered_come_back(tmp_path: Path, form: str, light: float) -> None:
    footage = probe_footage(deliver(tmp_path, form, light))
    assert (footage.form, footage.frames, footage.has_alpha) == ("plate files", 4, True)
    assert (footage.width_px, footage.height_px) == (WIDTH, HEIGHT)
    assert (footage.rate, footage.loops) == (Fraction(24000, 1001), False)
    near = {"exr": 0.0, "png": 2e-4, "prores4444": 4e-3, "webm": 2e-2}[form]
    for number, frame in enumerate(footage.read()):
        made = puff(number, light).astype(np.float32)
        if form != "exr":
            made, frame = np.minimum(made, 1), np.minimum(frame, 1)
        assert frame.dtype == np.float32
        assert abs(frame - made).mean() <= near


@pytest.mark.parametrize("form", FORMATS)
def test_the_bare_files_are_footage_too(tmp_path: Path, form: str) -> None:
    """Moved out of their folder, without a sidecar; an add plate beside its plate counts."""
    deliver(tmp_path / "plate", form, light=3.0)
    (tmp_path / "bare").mkdir()
    for path in (tmp_path / "plate").rglob("puff.*"):
        path.rename(tmp_path / "bare" / path.name)
    footage = probe_footage(tmp_path / "bare")
    assert footage.form == ("movie" if form in ("prores4444", "webm") else "pictures")
    assert (footage.frames, footage.has_alpha) == (4, True)
    if footage.form == "movie":
        assert footage.rate == Fraction(24000, 1001)
    most = max(float(frame[..., :3].max()) for frame in footage.read())
    assert most > 1.2
    movie = next((p for p in (tmp_path / "bare").iterdir() if ".add" not in p.name), None)
    if footage.form == "movie" and movie:
        alone = probe_footage(movie)
        assert np.array_equal(next(alone.read()), next(footage.read()))


def test_the_animatics_plates_come_back(tmp_path: Path) -> None:
    rgba = np.stack([puff(n, 2.0) for n in range(3)])
    write_plate(tmp_path, Plate(rgba, Fraction(25), loops=True))
    footage = probe_footage(tmp_path)
    assert (footage.form, footage.rate, footage.loops) == ("plate", Fraction(25), True)
    assert np.array_equal(np.stack(list(footage.read())), rgba.astype(np.float32))


def encode(path: Path, pictures: np.ndarray, *options: str, rate: str = "25") -> None:
    """FFmpeg by hand: RGB 8-bit pictures to whatever a person may have."""
    height, width = pictures.shape[1:3]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo"]
    command += ["-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", rate, "-i", "-"]
    command += [*options, str(path)]
    subprocess.run(command, input=pictures.tobytes(), check=True)


def greys(count: int = 6, height: int = 48, width: int = 64) -> np.ndarray:
    level = np.linspace(40, 200, count).astype(np.uint8)
    return np.broadcast_to(level[:, None, None, None], (count, height, width, 3)).copy()


@pytest.mark.parametrize("rate", ["25", "30000/1001"])
def test_a_clip_on_black(tmp_path: Path, rate: str) -> None:
    x264 = ("-c:v", "libx264", "-crf", "4", "-pix_fmt", "yuv420p")
    encode(tmp_path / "clip.mp4", greys(), *x264, rate=rate)
    footage = probe_footage(tmp_path / "clip.mp4")
    assert (footage.rate, footage.frames, footage.has_alpha) == (Fraction(rate), 6, False)
    for frame, level in zip(footage.read(), np.linspace(40, 200, 6).astype(np.uint8), strict=True):
        light = ((int(level) / 255 + 0.055) / 1.055) ** 2.4
        assert np.ptp(frame[..., 3]) == 0 == frame[0, 0, 3]
        np.testing.assert_allclose(frame[..., :3], light, atol=0.012)


@pytest.mark.parametrize("compression", ["none", "rle", "zip1", "zip16"])
@pytest.mark.parametrize("pixels", ["half", "float"])
def test_anothers_openexr(tmp_path: Path, compression: str, pixels: str) -> None:
    options = ["-compression", compression, "-format", pixels, "-frames:v", "1"]
    encode(tmp_path / "a.exr", greys(1), *options)
    frame = next(read_frames(tmp_path))
    assert frame.shape == (48, 64, 4)
    assert frame[..., 3].max() == 0
    assert np.ptp(frame[..., :3]) == 0
    assert 0.1 < frame[0, 0, 0] < 0.2


def test_openexr_light_above_white_is_kept_whoever_wrote_it(tmp_path: Path) -> None:
    """A file our decoder leaves to FFmpeg: the same picture with its channels renamed away."""
    rgba = puff(0, 6.0)
    data = encode_exr(rgba)
    (tmp_path / "a.exr").write_bytes(data)
    ours = next(read_frames(tmp_path / "a.exr"))
    from filmgen.effects.delivery.pictures import _foreign_exr

    theirs = _foreign_exr(tmp_path / "a.exr")
    assert theirs[..., :3].max() > 5
    assert np.array_equal(ours, theirs)


def test_footage_of_another_rate_keeps_its_pace(tmp_path: Path) -> None:
    encode(tmp_path / "clip.mov", greys(10), "-c:v", "prores_ks", rate="50")
    plate = plate_from_pictures(tmp_path / "clip.mov", Fraction(25))
    assert plate.rgba.shape[0] == 5 and plate.rate == 25
    faster = plate_from_pictures(tmp_path / "clip.mov", Fraction(100))
    assert faster.rgba.shape[0] == 20
    assert (np.diff(faster.rgba[:, 0, 0, 0].astype(np.float32)) >= -1e-3).all()


def test_a_plate_that_happens_once_stays_so(tmp_path: Path) -> None:
    assert plate_from_pictures(deliver(tmp_path, "exr"), Fraction(24)).loops is False


# -- what goes wrong ---------------------------------------------------------------------------


def test_what_cannot_be_a_plate_is_named(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="no pictures"):
        plate_from_pictures(tmp_path, Fraction(24))
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 4, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "b.png"), np.zeros((4, 5, 3), np.uint8))
    with pytest.raises(TimelineError, match=r"b\.png"):
        plate_from_pictures(tmp_path, Fraction(24))
    (tmp_path / "b.png").write_bytes(b"no picture")
    with pytest.raises(TimelineError, match=r"b\.png"):
        plate_from_pictures(tmp_path, Fraction(24))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_picture_that_is_cut_off_is_named(tmp_path: Path) -> None:
    """Its header is whole, so that only reading finds out."""
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 4), np.uint8)
    for name in "ab":
        cv2.imwrite(str(tmp_path / f"{name}.tif"), noise)
    whole = (tmp_path / "b.tif").read_bytes()
    (tmp_path / "b.tif").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(TimelineError, match=r"b\.tif"):
        list(read_frames(tmp_path))


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="no such file"):
        probe_footage(tmp_path / "absent")


@pytest.mark.parametrize("name", ["a.mov", "a.webm", "a.txt"])
def test_what_is_no_movie(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is not a movie" * 20)
    with pytest.raises(TimelineError) as caught:
        probe_footage(tmp_path / name)
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_damaged_movie_is_named(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (12, 64, 64, 3), np.uint8)
    encode(tmp_path / "a.mov", noise, "-c:v", "prores_ks")
    data = bytearray((tmp_path / "a.mov").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = bytes(4000)
    (tmp_path / "a.mov").write_bytes(bytes(data))
    with pytest.raises(TimelineError) as caught:
        list(read_frames(tmp_path / "a.mov"))
    assert "a.mov" in str(caught.value) and "frame" in str(caught.value)


def test_hdr_footage_is_refused(tmp_path: Path) -> None:
    tags = "setparams=color_trc=smpte2084:colorspace=bt2020nc:color_primaries=bt2020"
    encode(tmp_path / "a.mov", greys(3), "-vf", tags, "-c:v", "prores_ks", "-profile:v", "hq")
    with pytest.raises(TimelineError, match="HDR"):
        probe_footage(tmp_path / "a.mov")


def test_two_elements_in_one_folder(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 4, 3), np.uint8))
    (tmp_path / "b.mov").write_bytes(b"")
    with pytest.raises(TimelineError, match="1 pictures and 1 movies"):
        probe_footage(tmp_path)


def test_an_add_plate_without_its_plate(tmp_path: Path) -> None:
    for name in ("fire.0001.png", "fire.add.0001.png", "fire.add.0002.png"):
        cv2.imwrite(str(tmp_path / name), np.zeros((4, 4, 3), np.uint8))
    with pytest.raises(TimelineError, match=r"fire\.add\.0002\.png"):
        probe_footage(tmp_path)

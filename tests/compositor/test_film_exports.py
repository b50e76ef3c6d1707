"""Frames of a delivered film, decoded and drawn again; GIFs, stills, contact sheets."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from filmgen.breakdown.model import Move, ShotTransition
from filmgen.compositor.encode.codecs import Encoding
from filmgen.compositor.encode.sequence import join_sequences
from filmgen.compositor.encode.writer import open_writer
from filmgen.compositor.exports.clean_frames import CleanFrames
from filmgen.compositor.exports.contact_sheet import DPI, PAGE_PX, ContactSheet, SheetHead
from filmgen.compositor.exports.contact_sheet_pdf import pdf_pages
from filmgen.compositor.exports.film_frames import FilmFrames
from filmgen.compositor.exports.gif import write_gif
from filmgen.compositor.exports.page import Page, shortened
from filmgen.compositor.picture import frame_rgb
from filmgen.compositor.plan import plan_segments
from filmgen.compositor.segments import Style
from filmgen.editorial.documents import ShotDocument
from filmgen.editorial.still_frames import even_stills, key_still, panel_stills
from filmgen.errors import TimelineError
from filmgen.lettering import text_width
from filmgen.media import ByteArray
from tests.compositor.deliveries import deliver, delivered
from tests.compositor.films import film, take


def psnr(a: ByteArray, b: ByteArray) -> float:
    error = np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def grey(index: int) -> int:
    """The luma of a test film's frame: neighbours are 11 apart."""
    return 16 + index * 11 % 210


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film whose frames tell their number by their brightness."""
    path = tmp_path_factory.mktemp("counted") / "film.mp4"
    with open_writer(path, 64, 36, Fraction(24000, 1001), Encoding(crf=8)) as writer:
        for index in range(120):
            frame = np.full(64 * 36 * 3 // 2, 128, np.uint8)
            frame[: 64 * 36] = grey(index)
            writer.write(frame)
    return path


def lumas(frames: list[ByteArray]) -> list[int]:
    return [round(16 + float(frame.mean()) * 219 / 255) for frame in frames]


@pytest.mark.parametrize("first", [0, 1, 47, 48, 49, 95, 119])
def test_a_frame_is_found_by_its_number(counted: Path, first: int) -> None:
    frames = FilmFrames(counted, Fraction(24000, 1001), (32, 18))
    count = min(3, 120 - first)
    found = lumas(list(frames.rgb(first, count)))
    assert np.allclose(found, [grey(first + n) for n in range(count)], atol=2)
    flat = list(frames.i420(first, count))
    means = [float(f[: 32 * 18].mean()) for f in flat]
    assert np.allclose(means, [grey(first + n) for n in range(count)], atol=2)


def test_frames_come_in_the_order_they_are_asked_for(counted: Path) -> None:
    frames = FilmFrames(counted, Fraction(24000, 1001), (32, 18))
    wanted = [0, 2, 2, 40, 110, 111, 5]
    assert np.allclose(lumas(list(frames.at(wanted))), [grey(n) for n in wanted], atol=2)


def test_a_film_delivered_as_pictures_is_a_film_too(tmp_path: Path) -> None:
    """In a folder of any name: FFmpeg reads numbered files by a pattern with a % in it."""
    parts = [tmp_path / "a", tmp_path / "b"]
    for at, part in enumerate(parts):
        with open_writer(part, 64, 36, Fraction(24), Encoding("png")) as writer:
            for index in range(3 * at, 3 * at + 3):
                frame = np.full(64 * 36 * 3 // 2, 128, np.uint8)
                frame[: 64 * 36] = grey(index)
                writer.write(frame)
    folder = tmp_path / "100%d" / "sequence"
    join_sequences(parts, folder, frames=6, first=86400)
    frames = FilmFrames(folder, Fraction(24), (32, 18))
    assert np.allclose(lumas(list(frames.at([1, 4]))), [grey(1), grey(4)], atol=2)
    with pytest.raises(TimelineError, match="ends at frame 6 instead of 8"):
        list(frames.rgb(5, 3))


def test_a_film_that_cannot_be_read_says_what_to_do(counted: Path, tmp_path: Path) -> None:
    rate = Fraction(24000, 1001)
    with pytest.raises(TimelineError, match=r"gone\.mp4: is missing; render the film again"):
        next(FilmFrames(tmp_path / "gone.mp4", rate, (32, 18)).rgb(0, 1))
    with pytest.raises(TimelineError, match=r"ends at frame 120 instead of 130"):
        list(FilmFrames(counted, rate, (32, 18)).rgb(110, 20))
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(counted.read_bytes()[:-400])
    with pytest.raises(TimelineError, match="damaged"):
        list(FilmFrames(broken, rate, (32, 18)).rgb(0, 120))


def test_clean_frames_are_the_films_own(tmp_path: Path) -> None:
    timeline = film(
        take(tmp_path, 1, 12, move=Move.PAN, words="Hello there, old friend."),
        take(tmp_path, 2, 14, cuts=(6,), transition=ShotTransition.DISSOLVE, transition_frames=6),
        take(tmp_path, 3, 8, missing="nobody drew it"),
        slate=8,
        tail=4,
    )
    folder = deliver(tmp_path / "out", timeline, film=False)
    warnings: list[str] = []
    path = folder / "timeline.otio"
    clean = CleanFrames(path, (128, 72), Fraction(128, 72), warnings, Style(subtitles=False))
    assert clean.count == timeline.cut.frames
    number = 0
    for segment in plan_segments(timeline, Style(subtitles=False)):
        inside = segment.frames // 2
        (shown,) = clean.at([number + inside])
        assert psnr(shown, frame_rgb(segment, inside)) > 45, segment.name
        number += segment.frames
    assert any("nobody drew it" in warning for warning in warnings)
    with_words = CleanFrames(path, (128, 72), Fraction(128, 72), [], Style())
    assert psnr(next(with_words.at([14])), next(clean.at([14]))) < 40
    with pytest.raises(TimelineError, match=f"has {timeline.cut.frames} frames"):
        next(clean.at([timeline.cut.frames]))


def test_a_gif_shows_every_picture_as_long_as_it_should(tmp_path: Path) -> None:
    pictures = [np.full((36, 64, 3), (20 * n, 255 - 20 * n, 90), np.uint8) for n in range(10)]
    for index, picture in enumerate(pictures):
        picture[: 3 * index + 1, :10] = (250, 240, 30)
    made = write_gif(pictures, tmp_path / "a.gif", (64, 36), Fraction(12))
    assert made.pictures == 10 and made.bytes == (tmp_path / "a.gif").stat().st_size
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.size == (64, 36) and gif.info["loop"] == 0
        assert gif.n_frames == 10
        total = 0
        for index, picture in enumerate(pictures):
            gif.seek(index)
            total += gif.info["duration"]
            assert psnr(np.asarray(gif.convert("RGB")), picture) > 28
        assert total == pytest.approx(1000 * 10 / 12, abs=12)
    again = write_gif(iter(pictures), tmp_path / "b.gif", (64, 36), Fraction(12))
    assert again.path.read_bytes() == made.path.read_bytes()
    with pytest.raises(TimelineError, match="no picture"):
        write_gif([], tmp_path / "c.gif", (64, 36), Fraction(12))
    assert not (tmp_path / "c.gif").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.gif", "b.gif"]


def documents(tmp_path: Path, *frames: int) -> tuple[ShotDocument, ...]:
    takes = [take(tmp_path, n, f, words=f"Line {n}.") for n, f in enumerate(frames, 1)]
    return delivered(tmp_path / "out", film(*takes), film=False).shots.shots


def test_stills_stand_for_their_panels(tmp_path: Path) -> None:
    takes = (
        take(tmp_path, 1, 40, cuts=(10,), transition=ShotTransition.FADE_IN, transition_frames=8),
        take(tmp_path, 2, 3),
    )
    first, second = delivered(tmp_path / "out", film(*takes), film=False).shots.shots
    assert [(s.panel, s.frame) for s in panel_stills(first)] == [("A", 9), ("B", 25)]
    assert key_still(first).panel == "B"
    assert key_still(second).film_frame == 41
    spread = even_stills(first, 4)
    assert [s.frame for s in spread] == [12, 20, 28, 36]
    assert [s.panel for s in spread] == ["B", "B", "B", "B"]
    assert [s.frame for s in even_stills(second, 9)] == [0, 1, 2]


def test_a_contact_sheet_has_every_shot_once_in_order(tmp_path: Path) -> None:
    (one,) = documents(tmp_path, 24)
    shots = tuple(
        one.model_copy(update={"id": f"sc{1 + n // 40:03d}_sh{n:03d}", "scene_index": 1 + n // 40})
        for n in range(90)
    )
    sheet = ContactSheet(SheetHead("A Long Film", "90 shots"), shots, 16 / 9)
    assert 4 <= sheet.pages <= 6
    asked: list[str] = []
    width, height = sheet.cell_px

    def picture(shot: ShotDocument) -> ByteArray:
        asked.append(shot.id)
        return np.full((height, width, 3), (0, 200, 0), np.uint8)

    green = 0
    for page in sheet.draw((Page(*PAGE_PX, (0, 0, 0)) for _ in range(sheet.pages)), picture, 24.0):
        assert page.rgb.shape == (PAGE_PX[1], PAGE_PX[0], 3)
        green += int((page.rgb == (0, 200, 0)).all(2).sum())
        foot = page.rgb[-20:]
        assert (foot == foot[0, 0]).all(), "nothing runs over the edge"
    assert asked == [shot.id for shot in shots]
    assert green == 90 * width * height, "every picture is whole"


@pytest.mark.parametrize("aspect", [0.5, 9 / 16, 1.0, 4 / 3, 16 / 9, 2.39, 4.0])
def test_a_contact_sheet_takes_every_aspect(tmp_path: Path, aspect: float) -> None:
    shots = documents(tmp_path, 24, 30)
    for columns in (None, 1, 7):
        sheet = ContactSheet(SheetHead("T" * 200, ""), shots, aspect, columns)
        width, height = sheet.cell_px
        assert width / height == pytest.approx(aspect, rel=0.02)
        pages = sheet.draw(
            (Page(*PAGE_PX, (0, 0, 0)) for _ in range(sheet.pages)),
            lambda _, w=width, h=height: np.zeros((h, w, 3), np.uint8),
            24.0,
        )
        assert len(list(pages)) == sheet.pages


def test_a_contact_sheet_as_pdf_can_be_searched(tmp_path: Path) -> None:
    import pypdfium2

    shots = documents(tmp_path, 24, 30)
    files = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for path in files:
        sheet = ContactSheet(SheetHead("The Small Film", "2 shots"), shots, 16 / 9)
        with pdf_pages(path, PAGE_PX, DPI, "The Small Film: contact sheet") as empty:
            drawn = sheet.draw(empty, lambda _: np.full((72, 128, 3), 90, np.uint8), 24.0)
            assert len(list(drawn)) == sheet.pages
    assert files[0].read_bytes() == files[1].read_bytes()
    document = pypdfium2.PdfDocument(files[0])
    assert len(document) == 1
    words = document[0].get_textpage().get_text_range()
    for wanted in ("The Small Film", "sc001_sh010", "sc001_sh020", "Line 2."):
        assert wanted in words
    document.close()


@pytest.mark.parametrize("x", [-900, -40, 0, 300, 900])
@pytest.mark.parametrize("baseline", [-30, 2, 40, 90])
def test_what_lies_outside_of_a_page_is_cut_off(x: int, baseline: int) -> None:
    large = Page(2000, 300, (0, 0, 0))
    large.write("A narrow street", x + 1000, baseline + 100, 32, (255, 255, 255))
    page = Page(320, 60, (0, 0, 0))
    page.write("A narrow street", x, baseline, 32, (255, 255, 255))
    assert (page.rgb == large.rgb[100:160, 1000:1320]).all()


def test_words_are_shortened_to_their_place() -> None:
    text = "A narrow street of old stone houses runs down to the harbor"
    for width in (40, 90, 200, 333):
        cut = shortened(text, 16, width)
        assert text_width(cut, 16) <= width
        assert cut.endswith("…") and text.startswith(cut[:-1])
    assert shortened(text, 16, 5000) == text
    assert shortened(text, 16, 2) == ""


def test_other_peoples_pictures_do_not_become_ours(tmp_path: Path) -> None:
    """A timeline in a copied folder finds the media of that folder."""
    timeline = film(take(tmp_path, 1, 6))
    deliver(tmp_path / "out", timeline, film=False)
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    picture = next((tmp_path / "copy" / "frames").rglob("picture.png"))
    cv2.imwrite(str(picture), np.full((80, 142, 3), 7, np.uint8))
    frames = [
        next(CleanFrames(folder / "timeline.otio", (128, 72), Fraction(16, 9), [], Style()).at([3]))
        for folder in (tmp_path / "out", tmp_path / "copy")
    ]  # fmt: skip
    assert frames[1].mean() < 20 < frames[0].mean()

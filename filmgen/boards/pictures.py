"""A panel's picture at the size of a board: cropped to the composed frame, small, lossy."""

from __future__ import annotations

from pathlib import Path

from filmgen.errors import TimelineError

WIDTH_PX = 1000
JPEG_QUALITY, WEBP_QUALITY = 80, 72


def write_board_pictures(picture: Path, overscan: float, folder: Path) -> None:
    """Write `board.jpg` (for PDF) and `board.webp` (for the page; two thirds of the bytes).

    Args:
        picture: the panel as drawn. overscan: its margin, which is cut off; see `media.Frame`.

    Raises:
        TimelineError: not a picture that can be read.
    """
    import cv2
    from PIL import Image

    pixels = cv2.imread(str(picture), cv2.IMREAD_COLOR)
    if pixels is None:
        raise TimelineError(f"{picture.name}: not a picture that can be read")
    height, width = pixels.shape[:2]
    margin = overscan / (1 + 2 * overscan)
    x, y = round(width * margin), round(height * margin)
    pixels = pixels[y : height - y, x : width - x]
    # A standing frame is as wide on the page as a lying one is high.
    scale = min(1.0, WIDTH_PX / max(pixels.shape[:2]))
    if scale < 1:
        size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    jpeg = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    if not cv2.imwrite(str(folder / "board.jpg"), pixels, jpeg):
        raise OSError(28, "could not be written", str(folder / "board.jpg"))
    # Method 2 takes half of the default's time for 3 % more bytes.
    webp = Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    webp.save(folder / "board.webp", quality=WEBP_QUALITY, method=2)

"""The reference film as one FFmpeg filter graph: overlay, blend, zoompan, xfade, amix.

python -m benchmarks.compositor.filter_graph MATERIAL OUT.mp4 --size 1280x720
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compositor.material import (
    DISSOLVE,
    FRAMES,
    OVERSCAN,
    PLACES,
    RATE,
    STILL_PX,
    existing,
)
from benchmarks.compositor.views import views
from filmgen.ffmpeg import ffmpeg_exe

FPS = int(RATE)
SPAN = 1 + 2 * OVERSCAN


def by_frame(values: Sequence[float]) -> str:
    """An expression that is `values[on]` at output frame `on`; the last holds.

    Halved again and again: FFmpeg parses no more than some hundred nested brackets.
    """

    def half(low: int, high: int) -> str:
        if high - low == 1:
            return f"{values[low]:.6f}"
        middle = (low + high) // 2
        return f"if(lt(on,{middle}),{half(low, middle)},{half(middle, high)})"

    return half(0, len(values))


def box(kind: str) -> tuple[int, int, int, int]:
    """left, top, width, height of a plate in the still's pixels."""
    x, y, width, height = PLACES[kind]
    across, down = STILL_PX[0] / SPAN, STILL_PX[1] / SPAN
    left, top = (x - width / 2 + OVERSCAN) * across, (y - height + OVERSCAN) * down
    # even, as 4:2:0 is cropped and overlaid on even pixels
    even = [round(side / 2) * 2 for side in (left, top, width * across, height * down)]
    return even[0], even[1], even[2], even[3]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("material", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x720")
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    material = existing(options.material)
    inputs: list[str] = []
    graph: list[str] = []
    count = len(material.stills)
    for number in range(count):
        length = FRAMES + (DISSOLVE if number < count - 1 else 0)
        seconds = f"{length / FPS:.6f}"
        for kind, path in (
            ("still", material.stills[number]),
            ("smoke", material.plate_png("smoke") / "%04d.png"),
            ("fire", material.plate_png("fire") / "%04d.png"),
            ("words", material.subtitles[number]),
        ):
            loop = ["-stream_loop", "-1"] if kind in PLACES else ["-loop", "1"]
            inputs += [*loop, "-framerate", str(FPS), "-t", seconds, "-i", str(path)]
        still, smoke, fire, words = (4 * number + k for k in range(4))
        seen = views(number, (width, height))
        zoom = by_frame([SPAN / v.width for v in seen])
        left = by_frame([(v.x - v.width / 2 + OVERSCAN) / SPAN * STILL_PX[0] for v in seen])
        top = by_frame([(v.y - v.width / 2 + OVERSCAN) / SPAN * STILL_PX[1] for v in seen])
        said = material.subtitle(number)
        (sx, sy, sw, sh), (fx, fy, fw, fh) = box("smoke"), box("fire")
        first, last = said.first / FPS, (said.first + said.frames) / FPS
        graph += [
            f"[{smoke}]scale={sw}:{sh},format=yuva420p[s{number}]",
            f"[{fire}]scale={fw}:{fh},format=gbrp[f{number}]",
            f"[{still}]format=yuv420p[p{number}]",
            f"[p{number}][s{number}]overlay={sx}:{sy},split[o{number}][u{number}]",
            f"[u{number}]crop={fw}:{fh}:{fx}:{fy},format=gbrp[c{number}]",
            f"[c{number}][f{number}]blend=all_mode=addition,format=yuv420p[l{number}]",
            f"[o{number}][l{number}]overlay={fx}:{fy}[a{number}]",
            f"[a{number}]zoompan=z='{zoom}':x='{left}':y='{top}':d=1:s={width}x{height}:fps={FPS}"
            f"[z{number}]",
            f"[z{number}][{words}]overlay={said.x}:{said.y}"
            f":enable='between(t,{first:.4f},{last - 1e-3:.4f})'"
            f",format=yuv420p,settb=1/{FPS},setpts=N[v{number}]",
        ]
    so_far = "v0"
    for number in range(1, count):
        offset = number * FRAMES / FPS
        graph.append(
            f"[{so_far}][v{number}]xfade=transition=fade:duration={DISSOLVE / FPS:.6f}"
            f":offset={offset:.6f}[x{number}]"
        )
        so_far = f"x{number}"
    for path in material.sounds:
        inputs += ["-i", str(path)]
    tracks = "".join(f"[{4 * count + n}:a]" for n in range(len(material.sounds)))
    graph.append(f"{tracks}amix=inputs={len(material.sounds)}:normalize=0[mix]")
    command = [
        *(ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *inputs),
        *("-filter_complex", ";".join(graph), "-map", f"[{so_far}]", "-map", "[mix]"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"),
        *("-frames:v", str(count * FRAMES), "-c:a", "aac", "-b:a", "192k", str(options.out)),
    ]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

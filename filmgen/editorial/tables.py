"""Shot list and dialogue list as tables: shots.csv, shots.json, lines.csv.

CSV is RFC 4180 in UTF-8 with LF line ends; lists inside a cell are joined by "; ".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from filmgen.breakdown.model import ShotList
from filmgen.editorial.documents import missing_media, shots_document
from filmgen.editorial.model import Cut, Timeline
from filmgen.timecode import seconds_from_frames

SHOT_COLUMNS = (
    "shot", "scene", "start", "end", "start_frame", "frames", "seconds", "setup", "size", "angle",
    "move", "lens_mm", "setting", "time_of_day", "subjects", "over", "panels", "action", "dialogue",
    "effects", "sounds", "transition", "transition_frames", "script_lines", "why", "missing",
    "identity",
)  # fmt: skip
LINE_COLUMNS = (
    "line", "shot", "scene", "character", "start", "end", "start_frame", "frames", "seconds",
    "spoken", "on_screen", "language", "delivery", "extensions", "dual_with", "text",
    "script_lines",
)  # fmt: skip


def write_shots_csv(timeline: Timeline, path: Path) -> None:
    """One row per shot, in film order."""
    cut = timeline.cut
    missing = missing_media(timeline)
    rows = []
    for cut_shot in cut.shots:
        shot = cut_shot.shot
        end = cut_shot.start_frame + cut_shot.frames
        said = (f"{line.line.character}: {_flat(line.line.text)}" for line in cut_shot.lines)
        mark = f"{shot.display_id}/"
        rows.append(
            (
                shot.display_id,
                shot.scene_number,
                _timecode(cut, cut_shot.start_frame),
                _timecode(cut, end),
                cut_shot.start_frame,
                cut_shot.frames,
                _seconds(cut, cut_shot.frames),
                shot.setup.value,
                shot.size.value,
                shot.angle.value,
                shot.move.value,
                shot.lens_mm,
                shot.setting.key,
                shot.setting.time_of_day.value,
                "; ".join(shot.subjects),
                shot.over,
                "; ".join(panel.label for panel in cut_shot.panels),
                _flat(shot.action),
                "; ".join(said),
                "; ".join(cue.kind for cue in shot.effect_cues),
                "; ".join(cue.kind for cue in shot.sound_cues),
                cut_shot.transition.value,
                cut_shot.transition_frames,
                f"{shot.source.first_line}-{shot.source.last_line}",
                _flat(shot.why),
                "; ".join(
                    f"{k[len(mark) :]}: {v}" for k, v in missing.items() if k.startswith(mark)
                ),
                shot.identity,
            )
        )
    _write(path, SHOT_COLUMNS, rows)


def write_lines_csv(timeline: Timeline, path: Path) -> None:
    """One row per spoken line, in film order; ids name the files under dialogue/."""
    cut = timeline.cut
    rows = []
    for cut_shot in cut.shots:
        for placed in cut_shot.lines:
            line = placed.line
            start = cut_shot.start_frame + placed.start_frame
            rows.append(
                (
                    line.id,
                    cut_shot.shot.display_id,
                    cut_shot.shot.scene_number,
                    line.character,
                    _timecode(cut, start),
                    _timecode(cut, start + placed.frames),
                    start,
                    placed.frames,
                    _seconds(cut, placed.frames),
                    "yes" if placed.spoken else "no",
                    "yes" if line.on_screen else "no",
                    line.language,
                    _flat(line.delivery),
                    "; ".join(line.extensions),
                    line.dual_with,
                    _flat(line.text),
                    f"{line.source.first_line}-{line.source.last_line}",
                )
            )
    _write(path, LINE_COLUMNS, rows)


def write_shots_json(timeline: Timeline, shots: ShotList, path: Path) -> None:
    """The shot list as `documents.ShotsDocument`."""
    text = shots_document(timeline, shots).model_dump_json(indent=1, by_alias=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _timecode(cut: Cut, frame: int) -> str:
    return cut.timecode(frame)


def _seconds(cut: Cut, frames: int) -> str:
    return f"{float(seconds_from_frames(frames, cut.rate)):.3f}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")

"""`filmgen diff`: what changed between two versions of a film."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from rich.table import Table

    from filmgen.editorial.compare.model import Comparison, ShotComparison

_STYLES = {
    "added": "green", "removed": "red", "moved": "magenta", "retimed": "yellow",
    "dialogue": "cyan", "grammar": "bright_red", "redrawn": "blue", "reworded": "white",
    "renumbered": "dim", "same": "dim",
}  # fmt: skip
_MARKS = {"added": "+", "removed": "-", "changed": "~", "same": " "}


def diff(
    old: Annotated[Path, typer.Argument(metavar="OUT_A", help="The older OUT folder, or OUT.")],
    new: Annotated[
        Path | None, typer.Argument(metavar="OUT_B", help="The newer OUT folder.")
    ] = None,
    against: Annotated[
        str, typer.Option(help="A version kept in OUT, v001; the last one kept by default.")
    ] = "",
    render: Annotated[
        Path | None, typer.Option(help="Also render both side by side into this mp4.")
    ] = None,
    width: Annotated[int, typer.Option(help="Of the side-by-side, in pixels.")] = 1280,
    sound: Annotated[str, typer.Option(help="Of the side-by-side: b, a or none.")] = "b",
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what changed in the side-by-side.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List shots that are the same in both, too.")
    ] = False,
    look: Annotated[
        bool, typer.Option("--look", help="Look at redrawn panels: how much of each differs.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if anything differs, as git diff does.")
    ] = False,
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """List what changed from OUT_A to OUT_B, or in OUT since the version it kept."""
    from filmgen.cli.progress import listening
    from pipelines.diff import check_side_by_side, compare_versions, render_versions

    if render is not None:  # refused before anything is printed
        check_side_by_side(render, width, sound)
    versions = compare_versions(old, new, against, look=look)
    comparison = versions.comparison
    if json_:
        typer.echo(comparison.model_dump_json(by_alias=True, indent=1))
    elif not quiet:
        _print(comparison, everything)
    if render is not None:
        with listening(quiet or json_) as progress:
            render_versions(
                versions,
                render,
                width_px=width,
                sound=sound,
                only_changed=changed,
                progress=progress,
            )
        if not (quiet or json_):
            typer.echo(str(render))
    if exit_code and comparison.different:
        raise typer.Exit(1)


def _print(comparison: Comparison, everything: bool) -> None:
    from rich.console import Console

    from filmgen.editorial.compare.telling import signed
    from filmgen.wording import counted

    console = Console()
    old, new = comparison.old, comparison.new
    for mark, version in (("A", old), ("B", new)):
        minutes, seconds = divmod(version.seconds, 60)
        console.print(
            f"{mark}  {version.folder}  {version.version}  {counted(version.shots, 'shot')}, "
            f"{int(minutes)}:{seconds:04.1f}",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip
    for change in comparison.film:
        console.print(
            f"   {change.field}: {change.old or 'none'} is now {change.new or 'none'}",
            highlight=False, markup=False,
        )  # fmt: skip
    if not comparison.different:
        console.print("the same film")
        return
    if everything or any(shot.kind != "same" for shot in comparison.shots):
        if console.is_terminal:
            console.print(_table(comparison, everything))
        else:  # a line a shot, whatever the width: logs and greps go by lines
            _print_lines(comparison, everything)
    totals = comparison.totals
    parts = [f"{count} {name}" for name, count in totals.items() if count and name != "same"]
    console.print(
        f"{', '.join(parts) or 'no shot differs'}; {totals['same']} the same; running time "
        + signed(f"{new.seconds - old.seconds:+.2f} s"),
        highlight=False,
        soft_wrap=True,
    )


def _print_lines(comparison: Comparison, everything: bool) -> None:
    for group in _grouped(_listed(comparison, everything), everything):
        cells = _cells(group)
        words = "; ".join(said for _, said in cells.words)
        typer.echo(
            f"{cells.mark} {cells.name:<22} {cells.timecode:<11} {cells.frames:>6} "
            f"{cells.longer:>6}  {words}"
        )


@dataclass(frozen=True)
class _Cells:
    """A row of the list, in words; `words` with the change each tells."""

    mark: str
    name: str
    timecode: str
    frames: str
    longer: str
    words: list[tuple[str, str]]


def _cells(group: list[ShotComparison]) -> _Cells:
    from filmgen.editorial.compare.telling import signed, told

    shot, last = group[0], group[-1]
    if len(group) > 1:
        name = f"{shot.side.id} to {last.side.id.rpartition('_')[2]}"
        return _Cells("~", name, "", "", "", [("renumbered", f"{len(group)} shots renumbered")])
    longer = signed(f"{shot.longer_frames:+d}") if shot.longer_frames else ""
    side = shot.side
    return _Cells(_MARKS[shot.kind], side.id, side.timecode, str(side.frames), longer, told(shot))


def _listed(comparison: Comparison, everything: bool) -> list[ShotComparison]:
    return [shot for shot in comparison.shots if everything or shot.kind != "same"]


def _table(comparison: Comparison, everything: bool) -> Table:
    from rich.table import Table
    from rich.text import Text

    from filmgen.editorial.compare.telling import leading_change

    table = Table(show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    for heading in ("", "shot", "timecode"):
        table.add_column(heading, no_wrap=True)
    for heading in ("frames", "+/−"):
        table.add_column(heading, no_wrap=True, justify="right")
    table.add_column("what changed", overflow="fold")
    for group in _grouped(_listed(comparison, everything), everything):
        cells = _cells(group)
        style = "dim" if len(group) > 1 else _STYLES[leading_change(group[0])]
        words = Text()
        for change, said in cells.words:
            words.append("; " if words else "", style="default")
            words.append(said, style=_STYLES[change])
        table.add_row(
            Text(cells.mark, style=style),
            Text(cells.name, style=style),
            cells.timecode,
            cells.frames,
            Text(cells.longer, style=_STYLES["retimed"]),
            words,
        )
    return table


def _grouped(rows: list[ShotComparison], everything: bool) -> list[list[ShotComparison]]:
    """Neighbours that only have other numbers together, unless everything is listed."""
    groups: list[list[ShotComparison]] = []
    for shot in rows:
        before = groups[-1][-1] if groups else None
        plain = shot.changes == ("renumbered",)
        if plain and not everything and before is not None and before.changes == ("renumbered",):
            groups[-1].append(shot)
        else:
            groups.append([shot])
    return groups

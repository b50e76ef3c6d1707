"""`filmgen draft-diff`: what changed from one draft of a script to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from rich.console import Console

    from filmgen.desk.drafts.model import DraftDiff, ElementDiff

_STYLES = {"added": "green", "cut": "red", "changed": "yellow", "moved": "magenta"}
_MARK_STYLES = {"+": "green", "−": "red", "~": "yellow", "»": "magenta", "#": "dim"}
_WORD_STYLES = {"added": "green", "cut": "red strike", "same": ""}


def draft_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The older draft, Fountain or FDX.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer draft.")],
    out: options.Report = None,
    json_: options.Json = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="A line a scene, without the words.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if anything differs, as git diff does.")
    ] = False,
    quiet: options.Quiet = False,
) -> None:
    """List scenes and lines added, cut, moved and changed from OLD to NEW, and shots touched."""
    from filmgen.desk.reports import report_form
    from pipelines.desk.drafts import diff_drafts, write_diff

    if out is not None:
        report_form(out)  # a name of another form is refused before any work
    diff = diff_drafts(old, new)
    if json_:
        typer.echo(diff.model_dump_json(indent=1))
    elif not quiet:
        _print(diff, brief)
    if out is not None:
        write_diff(diff, out)
        if not (json_ or quiet):
            typer.echo(str(out))
    if exit_code and not diff.same:
        raise typer.Exit(1)


def _print(diff: DraftDiff, brief: bool) -> None:
    from rich.console import Console

    from filmgen.desk.drafts import telling

    console = Console(highlight=False)
    if diff.same:
        console.print("the same script")
        return
    print_scenes(diff, brief)
    if diff.scenes:
        console.print()
    for said in telling.summary(diff):
        console.print(said, markup=False, soft_wrap=True)


def print_scenes(diff: DraftDiff, brief: bool = False) -> None:
    """The scenes that differ, in colour where the terminal has any."""
    from rich.console import Console
    from rich.text import Text

    from filmgen.desk.drafts import telling

    console = Console(highlight=False)
    for scene in diff.scenes:
        side = scene.new or scene.old
        assert side is not None
        mark = telling.scene_mark(scene)
        line = Text()
        line.append(f"{mark} {side.number:<4} ", style=_MARK_STYLES[mark])
        slug = [(str(w.op), w.text) for w in scene.heading]
        whole = ("cut" if scene.new is None else "same", side.heading or "(no slug line)")
        for op, text in slug or [whole]:
            words = _bracketed(op, text) if scene.heading and not console.is_terminal else text
            line.append(words, style=f"bold {_WORD_STYLES[op]}")
        line.append(f"  {telling.scene_news(scene)}", style="dim")
        console.print(line, soft_wrap=not console.is_terminal)
        if not brief:
            for element in scene.elements:
                _print_element(console, element)
        if scene.shots:
            shots = Text(f"       shots: {telling.shots_news(scene.shots)}", style="cyan")
            console.print(shots, soft_wrap=not console.is_terminal)


def _print_element(console: Console, element: ElementDiff) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from filmgen.desk.drafts import telling

    line = Text(f"{telling.MARKS[element.change]} ", style=_STYLES[element.change])
    label = telling.element_label(element)
    if label:
        line.append(f"{label}: ", style="bold")
    for op, text in telling.shown_words(element):
        if element.change == "changed" and (console.no_color or not console.is_terminal):
            text = _bracketed(op, text)
        line.append(text, style=_WORD_STYLES[op] if element.change == "changed" else
                    (_STYLES[element.change] if element.change != "moved" else ""))  # fmt: skip
    if console.is_terminal:
        console.print(Padding(line, (0, 0, 0, 7)))
    else:
        console.print(Text("       ") + line, soft_wrap=True)


def _bracketed(op: str, text: str) -> str:
    """Where there is no colour, brackets say what is cut and what is new, as `git` does."""
    if op == "same" or not text.strip():
        return text
    return f"[-{text}-]" if op == "cut" else f"{{+{text}+}}"

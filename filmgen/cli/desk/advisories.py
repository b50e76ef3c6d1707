"""`filmgen advisories`: what a rating board, a lawyer or a first AD would stop at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgen.cli import options

if TYPE_CHECKING:
    from rich.console import Console

    from filmgen.desk.advisories.model import Advisories, Originality


def advisories(
    script: options.Script,
    library: Annotated[
        Path | None, typer.Option(help="A folder of scripts to compare it with, word by word.")
    ] = None,
    system: Annotated[
        list[str] | None, typer.Option(help="Age rating: mpa, bbfc or fsk; all three if not given.")
    ] = None,
    out: options.Report = None,
    json_: options.Json = False,
    engine: options.Judge = None,
    model: options.WriterModel = None,
    config: options.ConfigName = "draft",
    set_: options.Settings = None,
    everything: Annotated[bool, typer.Option("--all", help="List every finding.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """List what in SCRIPT calls for an advisory, with lines, and suggest age ratings."""
    from filmgen.cli.progress import listening
    from filmgen.desk.advisories.ratings import SYSTEMS
    from filmgen.desk.advisories.report import to_json
    from pipelines.desk.advisories import advise
    from pipelines.desk.session import judge_config

    writer = judge_config(config, set_ or (), engine, model)
    with listening(quiet or json_ or (library is None and writer is None)) as progress:
        report, record = advise(
            script,
            library=library,
            systems=tuple(dict.fromkeys(s.lower() for s in system)) if system else SYSTEMS,
            out=out,
            writer=writer,
            progress=progress,
        )
    if json_:
        typer.echo(to_json(report), nl=False)
    elif not quiet:
        _print(report, everything)
        if out is not None:
            typer.echo(str(out))
    if record is not None and not quiet:
        from filmgen.cli.desk.closing import print_closing

        print_closing(record)


def _print(report: Advisories, everything: bool) -> None:
    from rich.console import Console

    from filmgen.desk.advisories.report import coverage

    console = Console(highlight=False)
    console.print(f"[bold]{_safe(report.title)}[/]  {report.pages:.1f} pages")
    if told := coverage(report):
        console.print(told, style="yellow", markup=False)
    _print_findings(console, report, everything)
    if report.suggestions:
        console.print("\nage rating, a suggestion by the words of the script", style="bold")
    for suggestion in report.suggestions:
        console.print(f"  [bold]{suggestion.rating:<7}[/] {_safe(suggestion.board)}")
        for reason in suggestion.reasons:
            if reason.rating == suggestion.rating or everything:
                lines = ", ".join(map(str, reason.lines[:5]))
                more = " …" if reason.count > len(reason.lines[:5]) else ""
                console.print(
                    f"          {_safe(reason.text)}  [dim]line {lines}{more}[/]", soft_wrap=True
                )
        if not suggestion.reasons:
            console.print("          nothing found that would ask for more")
    if report.originality is not None:
        _print_originality(console, report.originality)


def _print_findings(console: Console, report: Advisories, everything: bool) -> None:
    from filmgen.desk.advisories.report import chapters

    shown = 10_000 if everything else 4
    for chapter in chapters(report):
        degrees = ", ".join(f"{degree} {n}" for degree, n in chapter.degrees)
        console.print(
            f"\n[bold]{chapter.title}[/]  {len(chapter.findings)}  [dim]{degrees}[/]",
            soft_wrap=True,
        )
        strongest = sorted(chapter.findings, key=lambda f: (f.borderline, -f.level, f.line))
        for finding in sorted(strongest[:shown], key=lambda f: f.line):
            sure = " ?" if finding.borderline else ""
            who = f"{', '.join(finding.who)}: " if finding.spoken else ""
            text = finding.sentence if len(finding.sentence) < 90 else finding.sentence[:88] + "…"
            console.print(
                f"  [dim]{finding.line:>5}  {finding.scene:<5}[/] {finding.degree + sure:<16} "
                f"{_safe(who)}{_safe(text)}",
                soft_wrap=True,
            )
        if len(chapter.findings) > shown:
            console.print(f"         and {len(chapter.findings) - shown} more", style="dim")
    if not report.findings:
        console.print("nothing found")


def _print_originality(console: Console, other: Originality) -> None:
    console.print(f"\n[bold]originality[/]  against {other.compared} in {_safe(other.folder)}")
    if not other.scripts:
        console.print("  no shared passage")
    for script in other.scripts[:10]:
        shares = f"{100 * script.contained:.1f} % here, {100 * script.contains:.1f} % there"
        told = [script.same] if script.same else []
        if script.same != "the same file":
            told.append(shares)
        console.print(f"  {_safe(script.file)}  {', '.join(told)}")
        for passage in script.passages[:3]:
            console.print(
                f"    [dim]{passage.words:>4} words  {passage.line} = {passage.other_line}[/]  "
                f"{_safe(passage.text[:90])}",
                soft_wrap=True,
            )
    for file, why in other.skipped:
        console.print(f"  skipped {file}: {why}", style="yellow", markup=False)


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)

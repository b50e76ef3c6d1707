"""The command line: one module a command, imported when its command runs."""

from __future__ import annotations

import os
import signal
import sys

import typer

from filmgen.cli import (
    ambience,
    animatic,
    breakdown,
    cast,
    characters,
    clean,
    conform,
    dialogue,
    diff,
    doctor,
    dub,
    effects,
    engines,
    export,
    pick,
    schemas,
    screenplay,
    sounds,
    soundtrack,
    storyboard,
    voice,
)
from filmgen.cli.desk import (
    adapt,
    advisories,
    analyse,
    bible,
    draft_diff,
    feedback,
    revise,
    similar,
    translate,
    tune,
    write,
)
from filmgen.errors import FilmgenError

STOPPED = "filmgen: stopped; what is finished stays, run again to go on\n"

app = typer.Typer(
    name="filmgen",
    help="Turn a screenplay into an animatic, and every asset in it into something the next "
    "department can use.",
    epilog="--debug after any command shows the traceback of an error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
# The film and what is made for it.
app.command()(animatic.animatic)
app.command()(storyboard.storyboard)
app.command()(soundtrack.soundtrack)
app.command()(dialogue.dialogue)
app.command()(dub.dub)
app.command()(ambience.ambience)
app.command()(sounds.sounds)
app.command()(characters.characters)
app.command()(pick.pick)
app.command()(conform.conform)
app.command()(export.export)
app.command()(diff.diff)
# The script: written, read, changed, judged.
app.command()(write.write)
app.command()(screenplay.screenplay)
app.command()(breakdown.breakdown)
app.command()(cast.cast)
app.command()(bible.bible)
app.command()(analyse.analyse)
app.command()(advisories.advisories)
app.command()(feedback.feedback)
app.command()(revise.revise)
app.command(name="draft-diff")(draft_diff.draft_diff)
app.command()(translate.translate)
app.command()(adapt.adapt)
app.command()(similar.similar)
app.command()(tune.tune)
# Tools. Groups of commands stand last in the help, wherever they are added.
app.command()(engines.engines)
app.command()(doctor.doctor)
app.command()(clean.clean)
app.command()(schemas.schemas)
app.add_typer(effects.app, name="effects")
app.add_typer(voice.app, name="voice")


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Show the version.")) -> None:
    if version:
        from filmgen import __version__

        typer.echo(f"filmgen {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; an error of ours is one line, exit 2 for the user's mistakes, 1 for ours."""
    debug = "--debug" in sys.argv
    if debug:
        sys.argv.remove("--debug")
    # A damaged picture is said in our own line; OpenCV would add one of its own, per process.
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
    # A polite kill leaves like Ctrl-C does: workers ended, scratch swept, one line.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except FilmgenError as error:
        if debug:
            raise
        sys.stderr.write(f"filmgen: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED)
        sys.exit(130)
    except SystemExit as done:
        if done.code in (130, 143):  # Typer turns Ctrl-C into the first, we SIGTERM into the other
            sys.stderr.write(STOPPED)
        raise
    except Exception as error:
        if debug:
            raise
        sys.stderr.write(
            f"filmgen: {type(error).__name__}: {' '.join(str(error).split())} (a defect of "
            "filmgen; run again with --debug for the traceback)\n"
        )
        sys.exit(1)


if __name__ == "__main__":
    main()

"""An analysis on the terminal: at most a screen for a short film."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmgen.desk.analysis.document import Analysis, ProseFigures

_CAST, _SCENES, _PLACES = 8, 12, 6
_NARROW = 78
"""Columns of a terminal below which a table leaves out what matters least."""
_LEVELS = " ▁▂▃▄▅▆▇█"


def print_summary(a: Analysis) -> None:
    """Print the figures a reader asks for first; the JSON has them all."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from filmgen.wording import counted

    console = Console()

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False)

    length = a.length

    def fit(text: str, others: int) -> Text:
        """The text in what `others` leave of the line."""
        whole = Text(text)
        whole.truncate(max(14, console.width - others), overflow="ellipsis")
        return whole

    say(
        f"{a.title}: {length.pages:.1f} pages, {counted(length.scenes, 'scene')}, "
        f"{counted(len(a.locations), 'location')}, {sum(c.speeches > 0 for c in a.characters)} "
        "speaking characters",
        "bold",
    )
    say(
        f"dialogue {length.dialogue_share:.0%} of {length.words:,} words, "
        f"{a.pace.beats_per_page:.1f} beats a page"
    )
    say(f"{_shares(a.shares.place)}; {_shares(a.shares.light)}")
    eases = _ease(a.style.dialogue), _ease(a.style.action)
    same = eases[0] == eases[1] and a.style.dialogue.reading.ease is None
    say(f"reading ease: {eases[0] if same else 'dialogue {}, action {}'.format(*eases)}")
    say(f"Bechdel test: {a.bechdel.verdict} ({a.bechdel.why})")
    say("")
    if a.arc:
        points = a.arc[:: max(3, -(-len(a.arc) // max(8, console.width - 34)))]
        moods = "".join(_level((p.valence + 1) / 2) for p in points)
        tense = "".join(_level(p.tension) for p in points)
        console.print(f"mood     [cyan]{moods}[/cyan]  ▁ sad  █ glad", highlight=False)
        console.print(f"tension  [red]{tense}[/red]  ▁ calm  █ unbearable", highlight=False)
        say("")
    scenes = Table(show_edge=False, pad_edge=False)
    narrow = console.width < _NARROW
    columns = ["scene", "heading", "pages", "beats/page", "dialogue", "mood", "tension", "judged"]
    if not a.judged_by:
        columns.remove("judged")
    if narrow:
        columns.remove("beats/page")
        columns.remove("dialogue")
    for name in columns:
        left = name in ("heading", "judged")
        scenes.add_column(
            name,
            justify="left" if left else "right",
            no_wrap=True,
            min_width=0 if left else len(name),
        )
    for s in a.scenes[:_SCENES]:
        heading = fit(s.heading, (34 if narrow else 58) + 12 * bool(a.judged_by))
        cells: dict[str, str | Text] = {
            "scene": s.number, "heading": heading, "pages": s.eighths,
            "beats/page": f"{s.beats_per_page:.1f}", "dialogue": f"{s.dialogue_share:.0%}",
            "mood": f"{s.valence:+.2f}", "tension": f"{s.tension:.2f}",
            "judged": s.judged.feeling if s.judged else "",
        }  # fmt: skip
        scenes.add_row(*(cells[name] for name in columns))
    console.print(scenes)
    _rest(say, len(a.scenes) - _SCENES, "scene")
    say("")
    cast = Table(show_edge=False, pad_edge=False)
    columns = ["character", "words", "share", "speeches", "longest", "scenes", "talks most to"]
    if narrow:
        columns.remove("speeches")
        columns.remove("longest")
    for name in columns:
        left = name in ("character", "talks most to")
        cast.add_column(name, justify="left" if left else "right", no_wrap=True)
    for c in a.characters[:_CAST]:
        to = next((f"{t.to[:16]} ({t.words})" for t in a.talks if t.speaker == c.name), "")
        cells = {
            "character": fit(c.name, 46 if narrow else 64), "words": str(c.words),
            "share": f"{c.share:.0%}", "speeches": str(c.speeches),
            "longest": str(c.longest_speech_words), "scenes": str(len(c.arc)),
            "talks most to": to,
        }  # fmt: skip
        cast.add_row(*(cells[name] for name in columns))
    console.print(cast)
    _rest(say, len(a.characters) - _CAST, "character")
    say("")
    for place in a.locations[:_PLACES]:
        shown = ", ".join(place.scenes[:8]) + (" …" if len(place.scenes) > 8 else "")
        noun = "scene" if len(place.scenes) == 1 else "scenes"
        say(f"{place.location}: {place.eighths} pages, {noun} {shown}")
    _rest(say, len(a.locations) - _PLACES, "location")
    for note in a.notes:
        say(note, "yellow")


def _shares(shares: dict[str, float]) -> str:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name or 'not said'} {share:.0%}" for name, share in ordered)


def _ease(prose: ProseFigures) -> str:
    ease = prose.reading
    return ease.band if ease.ease is None else f"{ease.ease:.0f} ({ease.band}, {ease.formula})"


def _level(value: float) -> str:
    return _LEVELS[1 + min(7, max(0, int(value * 8)))]


def _rest(say: object, count: int, noun: str) -> None:
    from filmgen.wording import counted

    if count > 0 and callable(say):
        say(f"and {counted(count, 'more ' + noun)}; all of them with --json, --html or -o", "dim")

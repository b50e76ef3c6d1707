"""A comic script: pages and panels from the shot list, balloons, captions, sounds.

The form is the full-script one of American comics: PAGE, PANEL, a picture described, then
letters in order of reading. Reveals stand first on even pages, behind a page turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from filmgen.breakdown.model import Line, Setup, Shot, Size, SoundCue
from filmgen.breakdown.prose import clauses, collapse, join_words, sentences, weight
from filmgen.desk.adapt.pen import Pen
from filmgen.desk.adapt.phrasing import told
from filmgen.desk.adapt.protocol import Source, Wishes, listed, place_of, printed
from filmgen.desk.adapt.tension import hook, reveal

BALLOON_WORDS = 25
"""A balloon holds no more: beyond it letters cover the picture."""
PANEL_BALLOONS, PANEL_WORDS = 3, 50
FEWEST, USUAL, MOST = 3, 5, 7
"""Panels of a page."""
_PAGE_WORDS = 170
_SIZES = {
    Size.ECU: "Extreme close-up", Size.CU: "Close-up", Size.MCU: "Close", Size.MS: "Medium",
    Size.MLS: "Medium long", Size.LS: "Long", Size.ELS: "Wide",
}  # fmt: skip
_NOISES = {
    "door": "SLAM", "knock": "KNOCK KNOCK", "phone ring": "RIIING", "gunshot": "BLAM",
    "explosion": "BOOM", "glass": "KRSSH", "splash": "SPLASH", "siren": "WEEE-OOO",
    "dog bark": "WOOF", "footsteps": "TAP TAP", "thunder": "KRAKOOM", "engine": "VRRRM",
    "clock": "TICK TOCK", "crowd": "HUBBUB", "bell": "DING", "scream": "AAAAH", "impact": "THUD",
    "slap": "SMACK", "typing": "TAKKA TAKKA", "applause": "CLAP CLAP", "horn": "HOOONK",
    "whoosh": "WHOOSH", "click": "CLICK", "gasp": "GASP", "laugh": "HA HA", "alarm": "BREEEP",
    "buzz": "BZZZT", "hiss": "HSSSS", "drip": "DRIP", "keys": "JINGLE", "sword": "SHING",
    "car door": "CHUNK", "crash": "CRASH", "paper": "RUSTLE", "helicopter": "WHUP WHUP",
    "plane": "RRRROAR", "train": "CHUGGA", "hooves": "CLOP CLOP", "lighter": "SNIK",
    "pour": "GLUG", "clink": "CLINK", "chair": "SCRAPE", "heartbeat": "THUMP THUMP",
    "creak": "CREEEAK", "screech": "SKREEE",
}  # fmt: skip
_WRITTEN = re.compile(
    r"bang|boom|crash|thud|thump|crack|pop|click|clang|clank|splash|whoosh|slam|buzz|hiss|ding|"
    r"wham|whack|smack|snap|bam|pow|beep|creak|screech|rumble|ring|knock"
)
_RULES = (
    "You write panel descriptions for a comic script. A panel is one frozen moment: one sentence, "
    "present tense, who is where and does what, no camera words, no dialogue."
)


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes:
        picture: what is drawn. letters: (label, words) in order of reading.
        pull: how much it reveals. hook: how much it asks for the next one.
    """

    shot: Shot
    picture: str
    letters: tuple[tuple[str, str], ...]
    pull: float = 0.0
    hook: float = 0.0

    @cached_property
    def words(self) -> int:
        return sum(weight(words) for _, words in self.letters)


class Comic:
    form = "comic"
    suffix = ".md"

    def adapt(self, source: Source, pen: Pen, wishes: Wishes) -> str:
        """The comic script as Markdown."""
        pages = turned(tuple(panels_of(source)))
        text = [f"# {source.title}", "", "Comic script.", ""]
        for number, page in enumerate(pages, 1):
            text += _page(number, page, pen)
        return "\n".join(text)


def panels_of(source: Source) -> Iterator[Panel]:
    """Panels from shots: one each, more where the letters would not fit."""
    shots = [shot for scene in source.scenes for shot in source.shots_of.get(scene.index, ())]
    scenes = {scene.index: scene for scene in source.scenes}
    last = 0
    for place, shot in enumerate(shots):
        after = shots[place + 1] if place + 1 < len(shots) else None
        letters: list[tuple[str, str]] = []
        if shot.scene_index != last:
            scene = scenes[shot.scene_index]
            time = scene.heading.time_text
            caption = place_of(scene) + (f". {printed(time)}." if time else ".")
            letters.append(("CAPTION", caption))
            last = shot.scene_index
        if shot.title_text and shot.setup is Setup.TITLE:
            letters.append(("CAPTION", collapse(shot.title_text)))
        letters += [
            ("SFX", _noise(cue))
            for cue in {cue.kind: cue for cue in shot.sound_cues if cue.kind != "music"}.values()
        ]
        for line in shot.lines:
            letters += [(_speaker(line), words) for words in balloons(line.text)]
        panels = list(_split(shot, letters))
        panels[0] = replace(panels[0], pull=reveal(shot, shots[:place]))
        panels[-1] = replace(panels[-1], hook=hook(shot, after))
        yield from panels


def balloons(text: str) -> list[str]:
    """Words in pieces of at most `BALLOON_WORDS`, cut at sentences, then clauses, then words."""
    units: list[str] = []
    for sentence in sentences(text):
        for piece in clauses(sentence, longest=BALLOON_WORDS):
            words = piece.split(" ")
            if weight(piece) <= BALLOON_WORDS:
                units.append(piece)
            elif len(words) > 1:
                step = BALLOON_WORDS - 1
                units += [" ".join(words[i : i + step]) for i in range(0, len(words), step)]
            else:
                step = 2 * BALLOON_WORDS - 2
                units += [piece[i : i + step] for i in range(0, len(piece), step)]
    packed: list[str] = []
    for unit in units:
        joined = join_words((packed[-1], unit)) if packed else unit
        if packed and weight(joined) <= BALLOON_WORDS:
            packed[-1] = joined
        else:
            packed.append(unit)
    return packed


def turned(panels: Sequence[Panel]) -> list[tuple[Panel, ...]]:
    """Panels on pages: about five each, reveals first on even pages, hooks last on odd ones.

    The cheapest way through all splits, by dynamic programming over (panel, parity of page).
    """
    count = len(panels)
    far = float("inf")
    best = [[far, far] for _ in range(count + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0), (0, 0)] for _ in range(count + 1)]
    best[0][0] = 0.0  # parity of the pages so far
    for end in range(1, count + 1):
        for begin in range(max(0, end - MOST), end):
            if end - begin < FEWEST and end < count and begin > 0:
                continue
            for parity in (0, 1):
                cost = best[begin][parity] + _cost(panels, begin, end, 1 - parity)
                if cost < best[end][1 - parity]:
                    best[end][1 - parity], came[end][1 - parity] = cost, (begin, parity)
    pages: list[tuple[Panel, ...]] = []
    end, parity = count, 0 if best[count][0] <= best[count][1] else 1
    while end > 0:
        begin, before = came[end][parity]
        pages.append(tuple(panels[begin:end]))
        end, parity = begin, before
    return pages[::-1]


def _cost(panels: Sequence[Panel], begin: int, end: int, parity: int) -> float:
    """Of a page; `parity` 1 for odd pages, after which the reader turns."""
    words = sum(panel.words for panel in panels[begin:end])
    cost = float((end - begin - USUAL) ** 2) + max(0, words - _PAGE_WORDS) / 20
    if parity == 1:
        cost -= 1.5 * panels[end - 1].hook
        if end < len(panels):
            cost -= 1.5 * panels[end].pull
    return cost


def _page(number: int, page: Sequence[Panel], pen: Pen) -> list[str]:
    turn = ", behind the turn" if number % 2 == 0 else ""
    plural = "panel" if len(page) == 1 else "panels"
    text = [f"## PAGE {number} ({len(page)} {plural}{turn})", ""]
    own = [panel.picture for panel in page]
    pictures = pen.sentences(
        "panels", _RULES,
        f"Describe the {len(own)} panels of LINES, one sentence for each number.", own,
    )  # fmt: skip
    for place, (panel, picture) in enumerate(zip(page, pictures, strict=True), 1):
        text += [f"**PANEL {place}.** {picture}", ""]
        text += [f"- {label}: {words}" for label, words in panel.letters]
        text += [""] if panel.letters else []
    return text


def _split(shot: Shot, letters: Sequence[tuple[str, str]]) -> Iterator[Panel]:
    picture = _picture(shot)
    held: list[tuple[str, str]] = []
    for letter in letters:
        spoken = [one for one in held if one[0] not in ("CAPTION", "SFX")]
        full = len(spoken) >= PANEL_BALLOONS or (
            spoken and sum(weight(w) for _, w in held) + weight(letter[1]) > PANEL_WORDS
        )
        if full and letter[0] not in ("CAPTION", "SFX"):
            yield Panel(shot, picture, tuple(held))
            speaker = letter[0].partition(" (")[0]
            picture, held = f"Same place, on {printed(speaker)}.", []
        held.append(letter)
    yield Panel(shot, picture, tuple(held))


def _picture(shot: Shot) -> str:
    size = _SIZES[shot.size]
    if shot.setup is Setup.TITLE:
        return "Black, and lettering."
    words = told(shot.action)
    if words:
        return f"{size}. {join_words(words)}"
    if shot.over:
        return f"{size}. {listed(shot.subjects)}, over {printed(shot.over)}'s shoulder."
    return f"{size}. {listed(shot.subjects) or 'The place, nobody in it'}."


def _noise(cue: SoundCue) -> str:
    """The script's own noise where it writes one ("BANG!"), else what letterers write."""
    written = re.sub(r"[^a-z]", "", cue.words)
    return (
        written.upper() if _WRITTEN.fullmatch(written) else _NOISES.get(cue.kind, cue.kind.upper())
    )


def _speaker(line: Line) -> str:
    off = "" if line.on_screen else " (off)"
    return f"{line.character}{off}"

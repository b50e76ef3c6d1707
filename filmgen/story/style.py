"""The style of a script, measured, and said as rules that a writer can follow.

What is measured is the manner, never the matter: lengths, shares and forms. A short excerpt
goes along as material; what is written is checked against it for copied spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median

from filmgen.breakdown.prose import sentences, weight
from filmgen.screenplay.model import PartKind, Screenplay
from filmgen.story.digest import action_of, spoken

_EXCERPT_WORDS = 110
_MOST_EXCERPT = 900


@dataclass(frozen=True)
class Style:
    """How a script is written. Words are English ones; two CJK characters weigh as one.

    Attributes:
        sentence_words: median length of a sentence of action.
        line_words: median length of a speech.
        dialogue: spoken words over all words, 0 to 1.
        parentheticals: share of speeches that have one, 0 to 1.
        fragments: share of action sentences of three words or fewer, 0 to 1.
        questions: share of speeches with a question, 0 to 1.
    """

    sentence_words: float
    line_words: float
    dialogue: float
    parentheticals: float
    fragments: float
    questions: float


def measure_style(screenplay: Screenplay) -> Style:
    """The style of a script; zeros where it has no action or no speech."""
    action = [s for scene in screenplay.scenes for s in sentences(action_of(scene))]
    speeches = [s for scene in screenplay.scenes for s in scene.speeches()]
    lengths = [weight(s) for s in action]
    lines = [weight(spoken(s)) for s in speeches]
    said, seen = sum(lines), sum(lengths)

    def share(found: list[bool]) -> float:
        return round(fmean(found), 3) if found else 0.0

    return Style(
        float(median(lengths)) if lengths else 0.0,
        float(median(lines)) if lines else 0.0,
        round(said / (said + seen), 3) if said + seen else 0.0,
        share([any(p.kind is PartKind.PARENTHETICAL for p in s.parts) for s in speeches]),
        share([length <= 3 for length in lengths]),
        share(["?" in spoken(s) or "？" in spoken(s) for s in speeches]),
    )


def style_rules(style: Style) -> str:
    """The manner in a few instructions."""
    rules = []
    if style.sentence_words:
        rules.append(f"Sentences of action have about {round(style.sentence_words)} words.")
    if style.fragments >= 0.15:
        rules.append("Some are fragments of two or three words.")
    if style.line_words:
        rules.append(f"Lines have about {round(style.line_words)} words.")
    if style.dialogue and style.dialogue < 0.35:
        rules.append("More is shown than said.")
    if style.dialogue > 0.65:
        rules.append("Talk carries the scene; action is a few words.")
    if style.questions >= 0.3:
        rules.append("People ask more than they answer.")
    return " ".join(["Manner:", *rules]) if rules else ""


def excerpt(screenplay: Screenplay) -> str:
    """A short stretch of the script that has both action and speech; "" if there is none."""
    for scene in screenplay.scenes:
        speeches = list(scene.speeches())
        if len(speeches) < 3:
            continue
        seen = sentences(action_of(scene))[:2]
        text = " ".join(seen)
        for speech in speeches:
            line = f"{speech.character}: {spoken(speech)}"
            if weight(text) + weight(line) > _EXCERPT_WORDS:
                break
            text += f"\n{line}"
        return text.strip()[:_MOST_EXCERPT]
    return ""

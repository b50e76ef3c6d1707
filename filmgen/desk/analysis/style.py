"""Figures of style: sentences, vocabulary, passives, adverbs, worn phrases, parallel openings."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import is_cjk, key_words, sentences, words
from filmgen.desk.analysis.document import Found, ProseFigures, Style
from filmgen.desk.analysis.reading import Passage, ReadScript
from filmgen.desk.analysis.reading_ease import reading_ease
from filmgen.desk.analysis.worn_phrases import WORN_PHRASES

MTLD_RATIO, MTLD_SHORTEST = 0.72, 100
_CLOSERS = "\"'”’»)」』*_"
_ADVERB_ENDINGS = {"en": "ly", "fr": "ment", "es": "mente", "it": "mente", "pt": "mente"}
_NO_ADVERBS = word_set(
    "only family early daily reply supply apply ugly lovely lonely friendly silly holy jelly belly "
    "bully fly rely ally july italy elderly deadly ghostly curly burly chilly hilly homely lively "
    "likely costly cowardly sickly smelly wobbly sly ply butterfly dragonfly assembly monopoly "
    "anomaly folly jolly rally tally wooly woolly oily bubbly cuddly grizzly orderly worldly "
    "appartement moment élément vêtement bâtiment document monument argument gouvernement "
    "sentiment instrument logement comment mente semente"
)
_IRREGULAR = (
    "beaten bitten blown born borne bought bound broken brought built burnt caught chosen cut "
    "done dragged drawn driven drunk eaten fed felt flung forgotten found frozen given gone grown "
    "heard held hidden hit hung hurt kept known laid led left lit lost made met paid put read "
    "ridden rung said seen sent set sewn shaken shot shown shut slain slung sold spent split "
    "spread stolen stricken struck stuck swept sworn taken taught thrown told torn understood "
    "woken won worn wound woven written"
)
_PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being|get|gets|got|'s|'re)\s+(?:(?:\w+ly|not|now|still|"
    rf"already|being|been|then|also)\s+){{0,2}}(?:\w{{2,}}ed|{'|'.join(_IRREGULAR.split())})\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|was|were|am|be|been|'s|'re|being|get|gets|got)\s+(?:\w+ly |so |too |very )?"
    r"(?:tired|scared|excited|worried|bored|married|interested|surprised|naked|red|bed|need|"
    r"done|gone|lost|born|pleased|confused|embarrassed|ashamed|exhausted|supposed|used|"
    r"indeed|aged|bearded|crowded|armed|retired|relaxed|determined|concerned|terrified|left)\b",
    re.IGNORECASE,
)
"""What has the form of a passive and is a state: "She is tired"."""


def style(script: ReadScript) -> Style:
    """Style of the dialogue, and of the action without what is printed centred or in capitals."""
    speeches = [p for scene in script.scenes for p in scene.speeches()]
    actions = [p for scene in script.scenes for p in scene.actions()]
    asides = sum(len(s.asides) for s in speeches)
    return Style(
        dialogue=prose((s.text for s in speeches), script.language),
        action=prose((a.text for a in actions), script.language),
        parentheticals_per_100=round(100 * asides / len(speeches), 1) if speeches else 0.0,
        cliches=_worn(script.passages(), script.language),
        parallels=_parallels(script),
    )


def prose(texts: Iterable[str], language: str) -> ProseFigures:
    """The figures of texts, each a paragraph."""
    found = [s for text in texts for s in sentences(text)]
    lengths = [n for n in (len(words(s)) for s in found) if n]
    every = [w for s in found for w in words(s)]
    low = [w.casefold().replace("’", "'") for w in every]
    count = len(lengths)
    asked = sum(s.rstrip(_CLOSERS).endswith(("?", "？", "؟")) for s in found)
    exclaimed = sum(s.rstrip(_CLOSERS).endswith(("!", "！")) for s in found)
    ending = _ADVERB_ENDINGS.get(language)
    vocabulary = len(set(low))
    return ProseFigures(
        words=len(low),
        sentences=count,
        sentence_words=round(statistics.fmean(lengths), 2) if lengths else 0.0,
        sentence_spread=round(statistics.pstdev(lengths), 2) if lengths else 0.0,
        longest_sentence=max(lengths, default=0),
        vocabulary=vocabulary,
        type_token=round(vocabulary / len(low), 4) if low else 0.0,
        mtld=mtld(low),
        question_share=_share(asked, len(found)),
        exclamation_share=_share(exclaimed, len(found)),
        passive_share=_share(sum(map(is_passive, found)), len(found)) if language == "en" else None,
        adverb_share=None if ending is None else _share(
            sum(w.endswith(ending) and len(w) > len(ending) + 2 and w not in _NO_ADVERBS
                for w in low), len(low)),
        reading=reading_ease(every, count, language),
    )  # fmt: skip


def is_passive(sentence: str) -> bool:
    """Whether an English sentence has a form of be or get before a past participle.

    By form, so "The door is closed" counts; states that are no events ("is tired") do not.
    """
    return bool(_PASSIVE.search(_STATES.sub(" ", sentence)))


def mtld(tokens: Sequence[str]) -> float | None:
    """Measure of textual lexical diversity (McCarthy and Jarvis, Behavior Research Methods 42
    (2010) 381): mean of the passes from either end; None for fewer than 100 words."""
    if len(tokens) < MTLD_SHORTEST:
        return None
    return round((_mtld_pass(tokens) + _mtld_pass(tokens[::-1])) / 2, 1)


def _mtld_pass(tokens: Sequence[str]) -> float:
    factors, kinds, count = 0.0, set[str](), 0
    ratio = 1.0
    for token in tokens:
        count += 1
        kinds.add(token)
        ratio = len(kinds) / count
        if ratio <= MTLD_RATIO:
            factors, kinds, count, ratio = factors + 1.0, set(), 0, 1.0
    factors += (1.0 - ratio) / (1.0 - MTLD_RATIO)
    return len(tokens) / factors if factors else float(len(tokens))


def _worn(passages: Iterable[Passage], language: str) -> tuple[Found, ...]:
    lines: dict[str, list[int]] = defaultdict(list)
    if language == "en":
        for passage in passages:
            text = passage.text.replace("’", "'")
            for phrase, pattern, where in WORN_PHRASES:
                if where == "any" or (where == "action") == (not passage.speaker):
                    lines[phrase] += [passage.first_line] * len(pattern.findall(text))
    return _most({phrase: at for phrase, at in lines.items() if at})


def _parallels(script: ReadScript) -> tuple[Found, ...]:
    """Runs of three sentences and more with the same first word, in one speech or paragraph.

    The first word of most action is a name or a pronoun: there it takes two words in common.
    Scripts without spaces have no first word to compare.
    """
    lines: dict[str, list[int]] = defaultdict(list)
    for passage in script.passages():
        if is_cjk(passage.text):
            continue
        depth = 1 if passage.speaker else 2
        opened = [" ".join(key_words(s)[:depth]) for s in sentences(passage.text)]
        run = 1
        for before, now in zip(opened, [*opened[1:], ""], strict=True):
            if now and now == before:
                run += 1
                continue
            if run >= 3:
                lines[f"{before} …"].append(passage.first_line)
            run = 1
    return _most(lines)


def _most(lines: dict[str, list[int]]) -> tuple[Found, ...]:
    counts = Counter({what: len(at) for what, at in lines.items()})
    ordered = sorted(counts, key=lambda what: (-counts[what], what))
    return tuple(
        Found(what=what, count=counts[what], lines=tuple(lines[what][:8])) for what in ordered
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0

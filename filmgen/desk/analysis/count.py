"""A screenplay analysed: every figure of `filmgen.analysis`, put together."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath

from filmgen.desk.analysis.bechdel import bechdel
from filmgen.desk.analysis.document import (
    Analysis,
    Length,
    Pace,
    SceneFigures,
    Shares,
    Structure,
    TurningPoint,
)
from filmgen.desk.analysis.feeling import FeltPassage, arc, feel, scene_tension
from filmgen.desk.analysis.people import figures, find_people
from filmgen.desk.analysis.reading import Passage, ReadScene, ReadScript, read_for_counting
from filmgen.desk.analysis.shooting import locations, strips, things
from filmgen.desk.analysis.style import style
from filmgen.desk.analysis.talk import addressed, meetings, talks
from filmgen.desk.analysis.valence import READ_LANGUAGES, balance, strongest
from filmgen.screenplay.model import Screenplay
from filmgen.screenplay.pages import count_pages
from filmgen.sound.words.timing import speaking_seconds
from filmgen.wording import eighths_of, in_eighths, language_name, shortened


def analyse(screenplay: Screenplay) -> Analysis:
    """Count a screenplay. Deterministic; about a second for 120 pages.

    Scenes marked OMITTED are left out of every figure but `length.omitted`.
    """
    script = read_for_counting(screenplay)
    felt = feel(script)
    people = find_people(script, felt)
    spoken = {s.scene.index: addressed(s, script.cast) for s in script.scenes}
    said = talks(spoken)
    cast = figures(script, people, felt)
    table = strips(script, felt, cast, people)
    scenes = tuple(_scene(s, felt[s.scene.index]) for s in script.scenes)
    every = [f for s in script.scenes for f in felt[s.scene.index]]
    pages = count_pages(screenplay)
    return Analysis(
        title=screenplay.title(),
        file=PurePath(screenplay.path.replace("\\", "/")).name,
        language=script.language,
        length=_length(script, pages),
        shares=_shares(script),
        pace=_pace(script, pages),
        structure=_structure(every, scenes, pages),
        arc=arc(every, pages),
        scenes=scenes,
        characters=cast,
        talks=said,
        meetings=meetings(script, said),
        style=style(script),
        bechdel=bechdel(script, people, spoken),
        locations=locations(script, cast),
        strips=table,
        things=things(table),
        notes=_notes(script),
    )


def _scene(scene: ReadScene, felt: Sequence[FeltPassage]) -> SceneFigures:
    heading = scene.scene.heading
    speeches = scene.speeches()
    dialogue = sum(s.words for s in speeches)
    action = sum(a.words for a in scene.actions())
    beats = len(speeches) + len(scene.actions())
    words = [w for f in felt for w in f.felt]
    lines = [heading.lines.last_line, *(e.lines.last_line for e in scene.scene.elements)]
    return SceneFigures(
        number=scene.scene.number,
        index=scene.scene.index,
        heading=heading.text,
        place=scene.setting.place.value,
        location=scene.setting.location,
        light=scene.setting.time_of_day.value,
        first_line=heading.lines.first_line,
        last_line=max(lines),
        page=round(scene.page, 3),
        pages=round(scene.pages, 3),
        eighths=in_eighths(eighths_of(scene.pages)),
        beats=beats,
        beats_per_page=round(beats / scene.pages, 2) if scene.pages else 0.0,
        speeches=len(speeches),
        dialogue_words=dialogue,
        action_words=action,
        dialogue_share=_share(dialogue, dialogue + action),
        speakers=tuple(dict.fromkeys(s.speaker for s in speeches)),
        present=scene.present,
        valence=round(balance(words), 3),
        tension=round(scene_tension(felt), 3),
        words=strongest(words),
    )


def _length(script: ReadScript, pages: float) -> Length:
    speeches = [s for scene in script.scenes for s in scene.speeches()]
    actions = [a for scene in script.scenes for a in scene.actions()]
    dialogue, action = sum(s.words for s in speeches), sum(a.words for a in actions)
    return Length(
        pages=round(pages, 3),
        scenes=len(script.scenes),
        omitted=sum(s.heading.omitted for s in script.screenplay.scenes),
        words=dialogue + action,
        dialogue_words=dialogue,
        action_words=action,
        speeches=len(speeches),
        action_paragraphs=len(actions),
        dialogue_share=_share(dialogue, dialogue + action),
    )


def _shares(script: ReadScript) -> Shares:
    light: dict[str, float] = defaultdict(float)
    place: dict[str, float] = defaultdict(float)
    total = sum(s.pages for s in script.scenes)
    for scene in script.scenes:
        light[scene.setting.time_of_day.value] += scene.pages / total if total else 0.0
        place[scene.setting.place.value] += scene.pages / total if total else 0.0
    return Shares(light=dict(light), place=dict(place))


def _pace(script: ReadScript, pages: float) -> Pace:
    scenes = script.scenes
    lengths = [s.pages for s in scenes]
    speeches = [s for scene in scenes for s in scene.speeches()]
    words = sum(p.words for p in script.passages())
    beats = len(speeches) + sum(len(s.actions()) for s in scenes)
    spoken = sum(s.words for s in speeches)
    speaking_s = sum(speaking_seconds(s.text, script.language) for s in speeches)
    longest = max(scenes, key=lambda s: s.pages, default=None)
    shortest = min(scenes, key=lambda s: s.pages, default=None)
    return Pace(
        beats_per_page=round(beats / pages, 2) if pages else 0.0,
        words_per_page=round(words / pages, 1) if pages else 0.0,
        spoken_words_per_minute=round(spoken / pages, 1) if pages else 0.0,
        speaking_minutes=round(speaking_s / 60.0, 2),
        mean_scene_pages=round(statistics.fmean(lengths), 3) if lengths else 0.0,
        median_scene_pages=round(statistics.median(lengths), 3) if lengths else 0.0,
        longest_scene=longest.scene.number if longest else "",
        shortest_scene=shortest.scene.number if shortest else "",
    )


def _structure(
    every: Sequence[FeltPassage], scenes: Sequence[SceneFigures], pages: float
) -> Structure:
    points = []
    for at in (0.25, 0.5, 0.75):
        page = at * pages
        here = [f.passage for f in every if f.passage.page <= page] or [f.passage for f in every][
            :1
        ]
        scene = next((s for s in reversed(scenes) if s.page <= page), None)
        if here and scene:
            points.append(_turning_point(at, page, scene, here[-1], every, pages))
    return Structure(
        turning_points=tuple(points),
        tensest_scene=max(scenes, key=lambda s: s.tension).number if scenes else "",
        darkest_scene=min(scenes, key=lambda s: s.valence).number if scenes else "",
        brightest_scene=max(scenes, key=lambda s: s.valence).number if scenes else "",
    )


def _turning_point(
    at: float,
    page: float,
    scene: SceneFigures,
    passage: Passage,
    every: Sequence[FeltPassage],
    pages: float,
) -> TurningPoint:
    before = [w for f in every if page - pages / 10 <= f.passage.page < page for w in f.felt]
    after = [w for f in every if page <= f.passage.page < page + pages / 10 for w in f.felt]
    text = f"{passage.speaker}: {passage.text}" if passage.speaker else passage.text
    return TurningPoint(
        at=at,
        page=round(page, 3),
        scene=scene.number,
        heading=scene.heading,
        line=passage.first_line,
        text=shortened(text, 160),
        swing=round(balance(after) - balance(before), 3),
    )


def _notes(script: ReadScript) -> tuple[str, ...]:
    notes = []
    if script.language not in READ_LANGUAGES:
        notes.append(
            f"feeling: there is no word list for {language_name(script.language)}; valence is "
            "that of English words in it"
        )
    if script.language in ("zh", "ja"):
        notes.append("this script parts no words: words are counted by characters")
    if script.language != "en":
        notes.append("passives and worn phrases are read in English only")
    if not any(scene.speeches() for scene in script.scenes):
        notes.append("nobody speaks: there is no dialogue to count")
    return tuple(notes)


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0

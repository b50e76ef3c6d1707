"""`filmgen.analysis`: everything that is counted in a script, each figure with its definition.

Pages are those of the 55-line layout; a page stands for a minute of film.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Valence = Field(ge=-1, le=1, description="-1 all sad words, 1 all glad ones; 0 none or as many")
Tension = Field(ge=0, le=1, description="0 calm to 1 unbearable; from events, manner and pace")
Share = Field(ge=0, le=1, description="share, 0 to 1")


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Judged(_Document):
    """What a writer engine judged of a scene it read; beside the counted figures, never mixed."""

    valence: float = Field(
        ge=-1, le=1, description="by the engine of `judged_by`, on a scale of seven words"
    )
    tension: float = Field(ge=0, le=1, description="by the same, on a scale of five words")
    feeling: str = Field(description="the scene's leading feeling in a word or two")
    why: str = Field(description="one sentence")


class Shares(_Document):
    """Shares of the script's pages; each group sums to 1."""

    light: dict[str, float] = Field(description="by light: DAY NIGHT DAWN DUSK, '' not said")
    place: dict[str, float] = Field(description="INT EXT INT/EXT, '' not said")


class Length(_Document):
    pages: float = Field(description="55-line pages, title page not counted; about minutes")
    scenes: int = Field(description="without OMITTED ones")
    omitted: int = Field(description="scenes marked OMITTED: counted nowhere else")
    words: int = Field(description="of dialogue and action; unspaced scripts: characters")
    dialogue_words: int = Field(description="spoken or sung, parentheticals left out")
    action_words: int = Field(description="of action paragraphs")
    speeches: int = Field(description="cues with words under them")
    action_paragraphs: int
    dialogue_share: float = Field(ge=0, le=1, description="dialogue words of all words")


class Pace(_Document):
    beats_per_page: float = Field(description="beats a page, about a minute; see beats of a scene")
    words_per_page: float = Field(description="dialogue and action words a page")
    spoken_words_per_minute: float = Field(description="dialogue words a page (a minute)")
    speaking_minutes: float = Field(description="what the lines take to say, read aloud")
    mean_scene_pages: float
    median_scene_pages: float
    longest_scene: str = Field(description="number of the longest scene")
    shortest_scene: str = Field(description="number of the shortest scene")


class ArcPoint(_Document):
    """The film's feeling around a page, smoothed over a fortieth of the film, at least 1/5 page."""

    page: float = Field(description="pages from the start of the film")
    valence: float = Valence
    tension: float = Tension


class TurningPoint(_Document):
    """What lies a quarter, a half, three quarters through the pages."""

    at: float = Field(description="share of the film's pages: 0.25, 0.5, 0.75")
    page: float
    scene: str = Field(description="number of the scene that plays there")
    heading: str
    line: int = Field(description="line of the script where that passage begins")
    text: str = Field(description="the passage that lies there, at most 160 characters")
    swing: float = Field(description="valence after less valence before, a tenth of the film each")


class Structure(_Document):
    turning_points: tuple[TurningPoint, ...]
    tensest_scene: str = Field(description="number of the scene of the highest tension; '' none")
    darkest_scene: str = Field(description="number of the scene of the lowest valence; '' none")
    brightest_scene: str = Field(description="number of the scene of the highest valence; '' none")


class SceneFigures(_Document):
    number: str = Field(description="printed or counted")
    index: int = Field(description="1 for the first scene of the file")
    heading: str
    place: str = Field(description="INT EXT INT/EXT or ''")
    location: str
    light: str = Field(description="DAY NIGHT DAWN DUSK or '', inherited where CONTINUOUS")
    first_line: int
    last_line: int
    page: float = Field(description="where it begins, pages from the start")
    pages: float
    eighths: str = Field(description="length in eighths of a page, at least one: '1 3/8'")
    beats: int = Field(description="paragraphs of action and speeches")
    beats_per_page: float
    speeches: int
    dialogue_words: int
    action_words: int
    dialogue_share: float = Share
    speakers: tuple[str, ...] = Field(description="who speaks, in order, voices included")
    present: tuple[str, ...] = Field(description="who is in the picture: speaks there or acts")
    valence: float = Valence
    tension: float = Tension
    words: tuple[str, ...] = Field(description="the words that weigh most in its valence")
    judged: Judged | None = Field(default=None, description="only with --engine")


class CharacterPoint(_Document):
    scene: str
    page: float = Field(description="middle of the scene")
    valence: float = Valence
    words: int = Field(description="spoken in this scene")


class CharacterFigures(_Document):
    name: str
    number: int = Field(description="in the cast list, by words spoken: 1 speaks most")
    kind: str = Field(description="person, crowd, together (a joint cue), machine or animal")
    gender: Literal["female", "male", ""] = Field(description="'' where the script does not say")
    gender_why: str = Field(description="the words that rests on")
    age_years: int | None
    named: bool = Field(description="has a name, not only a role: 'NURSE 2' has none")
    speeches: int
    words: int
    share: float = Field(
        ge=0, le=1, description="of all dialogue words; over the cast they sum to 1"
    )
    words_per_speech: float = Field(description="mean words a speech")
    longest_speech_words: int = Field(description="words of the longest speech")
    longest_speech_line: int = Field(description="line of the script; 0 without speeches")
    monologues: int = Field(description="speeches of 60 words or more (120 CJK characters)")
    questions: int = Field(description="sentences that ask")
    speaks_in: tuple[str, ...] = Field(description="numbers of scenes")
    seen_in: tuple[str, ...] = Field(description="numbers of scenes")
    valence: float = Field(ge=-1, le=1, description="of all its lines and of action that names it")
    arc: tuple[CharacterPoint, ...] = Field(description="scene by scene where it speaks or acts")


class Talk(_Document):
    """Who speaks to whom: named in the line or the parenthetical, else who speaks next."""

    speaker: str
    to: str
    speeches: int
    words: int


class Meeting(_Document):
    """Two characters in the picture in the same scene; names in alphabetical order."""

    first: str
    second: str
    scenes: tuple[str, ...] = Field(description="numbers of the scenes they share")
    speeches: int = Field(description="said between the two, both ways")


class ReadingEase(_Document):
    """How easy a text reads aloud: higher is easier."""

    ease: float | None = Field(description="by `formula`; None where no formula holds")
    grade: float | None = Field(description="Flesch-Kincaid school grade, English only")
    formula: str = Field(description="'' where none holds for the language or the text is short")
    band: str = Field(description="what the figure says in words, or why there is none")


class ProseFigures(_Document):
    """Style of one kind of text: all dialogue or all action."""

    words: int
    sentences: int
    sentence_words: float = Field(description="mean words a sentence")
    sentence_spread: float = Field(description="standard deviation of words a sentence")
    longest_sentence: int = Field(description="words")
    vocabulary: int = Field(description="different words, upper and lower case alike")
    type_token: float = Field(description="vocabulary over words; falls as texts grow")
    mtld: float | None = Field(
        description="mean length of stretches that keep a type-token ratio of 0.72 (McCarthy and "
        "Jarvis 2010); None under 100 words"
    )
    question_share: float = Field(ge=0, le=1, description="sentences that end in a question mark")
    exclamation_share: float = Field(ge=0, le=1, description="sentences that end in '!'")
    passive_share: float | None = Field(description="of sentences; English only, else None")
    adverb_share: float | None = Field(
        description="of words, adverbs of manner by ending; None where the language has no ending"
    )
    reading: ReadingEase


class Found(_Document):
    """Something found at lines of the script."""

    what: str
    count: int
    lines: tuple[int, ...] = Field(description="the first eight")


class Style(_Document):
    dialogue: ProseFigures
    action: ProseFigures
    parentheticals_per_100: float = Field(description="parentheticals in 100 speeches")
    cliches: tuple[Found, ...] = Field(description="worn phrases, English only; most first")
    parallels: tuple[Found, ...] = Field(
        description="three sentences or more in a row, by one voice, that open with one word"
    )


class Evidence(_Document):
    """Two women in conversation."""

    first: str
    second: str
    scene: str
    first_line: int
    last_line: int
    speeches: int = Field(description="of the conversation")
    about_men: int = Field(description="speeches of it that name a man or say he, husband …")
    quote: str = Field(description="its first exchange that is not about a man, else its first")


class Bechdel(_Document):
    """Two named women who talk to each other about something other than a man."""

    verdict: Literal["passes", "fails", "uncertain"]
    why: str
    women: tuple[str, ...] = Field(description="named characters the script makes women")
    unknown: tuple[str, ...] = Field(description="named persons of whom it does not say")
    evidence: tuple[Evidence, ...] = Field(description="conversations, the best first, at most 6")


class Location(_Document):
    location: str
    scenes: tuple[str, ...] = Field(description="numbers")
    pages: float
    eighths: str
    light: dict[str, float] = Field(description="pages by light: DAY NIGHT DAWN DUSK, '' not said")
    places: tuple[str, ...] = Field(description="INT, EXT …")
    sets: tuple[str, ...] = Field(description="narrower places in it")
    cast: tuple[str, ...] = Field(description="who is in the picture there")


class Strip(_Document):
    """A scene as a first assistant director breaks it down."""

    scene: str
    place: str
    set: str = Field(description="location and narrower places")
    light: str
    page: float = Field(description="where it begins, pages from the start")
    eighths: str
    synopsis: str = Field(description="the scene's first sentence of action, at most 120 letters")
    cast: tuple[int, ...] = Field(description="numbers of the cast list, in the picture")
    voices: tuple[int, ...] = Field(description="numbers of the cast list, only heard")
    background: tuple[str, ...] = Field(description="crowds and extras the action names")
    props: tuple[str, ...] = Field(description="things that are carried or used")
    dressing: tuple[str, ...] = Field(description="furniture and parts of the set")
    vehicles: tuple[str, ...]
    animals: tuple[str, ...]
    effects: tuple[str, ...] = Field(description="fire, smoke, rain … the action asks for")


class Thing(_Document):
    name: str
    kind: Literal["prop", "dressing", "vehicle", "animal", "effect", "background"]
    scenes: tuple[str, ...]


class Analysis(_Document):
    """The published document of `filmgen analyse`."""

    document: Literal["filmgen.analysis"] = "filmgen.analysis"
    version: Literal[1] = 1
    title: str
    file: str = Field(description="name of the script's file")
    language: str = Field(description="ISO 639-1 of most of the script, guessed")
    length: Length
    shares: Shares
    pace: Pace
    structure: Structure
    arc: tuple[ArcPoint, ...]
    scenes: tuple[SceneFigures, ...]
    characters: tuple[CharacterFigures, ...] = Field(description="who speaks most first")
    talks: tuple[Talk, ...] = Field(description="most words first")
    meetings: tuple[Meeting, ...] = Field(description="most scenes first")
    style: Style
    bechdel: Bechdel
    locations: tuple[Location, ...] = Field(description="most pages first")
    strips: tuple[Strip, ...] = Field(description="scene by scene")
    things: tuple[Thing, ...] = Field(description="props, effects …; most scenes first")
    judged_by: str = Field(default="", description="engine and model, if --engine was given")
    notes: tuple[str, ...] = Field(default=(), description="what could not be counted, and why")

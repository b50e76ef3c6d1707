"""What a writer engine says a scene feels like, on a typed scale; shown beside what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from filmgen.desk.analysis.document import Analysis, Judged, SceneFigures
from filmgen.errors import EngineError
from filmgen.screenplay.model import Action, PartKind, Scene, Screenplay, Speech
from filmgen.writing.answer import Answer
from filmgen.writing.session import Session, Task

TASK = "scene-feeling"
VALENCES: Mapping[str, float] = {
    "desolate": -1.0, "sad": -0.6, "uneasy": -0.3, "even": 0.0, "hopeful": 0.3, "glad": 0.6,
    "joyful": 1.0,
}  # fmt: skip
TENSIONS: Mapping[str, float] = {
    "calm": 0.0, "stirring": 0.25, "tense": 0.5, "gripping": 0.75, "unbearable": 1.0,
}  # fmt: skip
_LETTERS_A_TOKEN = 2.5
"""Few, so that a script of any language fits the engine's context."""
_LONGEST_LETTERS = 9000
_RULES = (
    "You read screenplays for a producer. You say what one scene makes the audience feel while it "
    "plays: not what its people say they feel, and not what comes later. WHY is one short "
    "sentence that names what happens. FEELING is one or two plain words. MOOD runs from "
    "desolate to joyful, TENSION from calm to unbearable."
)


class SceneFeeling(Answer):
    """What is asked of one scene."""

    why: str = Field(min_length=4, max_length=200)
    feeling: str = Field(min_length=2, max_length=32)
    mood: Literal["desolate", "sad", "uneasy", "even", "hopeful", "glad", "joyful"]
    tension: Literal["calm", "stirring", "tense", "gripping", "unbearable"]


def judge(
    analysis: Analysis, screenplay: Screenplay, session: Session
) -> tuple[Analysis, tuple[str, ...]]:
    """The analysis with every scene's feeling as a writer engine judges it.

    Returns:
        The analysis, and one note for each scene that could not be judged.

    Raises:
        EngineUnavailable: the engine cannot be used.
    """
    texts = {scene.index: scene for scene in screenplay.scenes}
    worth = [s for s in analysis.scenes if s.beats]
    session.progress.stage("feeling", len(worth))
    judged: dict[int, Judged] = {}
    notes = []
    for scene in worth:
        try:
            answer = session.ask(_task(scene, texts[scene.index], session), SceneFeeling)
        except EngineError as error:
            notes.append(f"scene {scene.number} is not judged: {error}")
            continue
        judged[scene.index] = Judged(
            valence=VALENCES[answer.mood],
            tension=TENSIONS[answer.tension],
            feeling=" ".join(answer.feeling.split()),
            why=" ".join(answer.why.split()),
        )
    session.progress.done()
    info = session.engine.describe()
    scenes = tuple(s.model_copy(update={"judged": judged.get(s.index)}) for s in analysis.scenes)
    by = f"{info.model} (engine {info.engine})"
    return analysis.model_copy(update={"scenes": scenes, "judged_by": by}), tuple(notes)


def _task(scene: SceneFigures, text: Scene, session: Session) -> Task:
    """Task "scene-feeling".

    Facts:
        scene, heading: its number and slug line.
        valence, tension: as counted, -1 to 1 and 0 to 1.
        words: the words that weigh most in the valence.
        moods, tensions: the scales, word to figure.
    """
    plain = Task(
        name=TASK,
        rules=_RULES,
        ask="What does this scene feel like?",
        facts={
            "scene": scene.number,
            "heading": scene.heading,
            "valence": scene.valence,
            "tension": scene.tension,
            "words": list(scene.words),
            "moods": dict(VALENCES),
            "tensions": dict(TENSIONS),
        },
        most_tokens=160,
        temperature=0.2,
    )
    room = max(400, min(_LONGEST_LETTERS, int(session.room(plain) * _LETTERS_A_TOKEN)))
    return Task(**{**plain.__dict__, "material": (("SCENE", _shown(text, room)),)})


def _shown(scene: Scene, letters: int) -> str:
    """The scene as text; one that is too long loses its middle, and says so."""
    lines = [scene.heading.text]
    for element in scene.elements:
        if isinstance(element, Action):
            lines.append(element.text)
        elif isinstance(element, Speech):
            said = (
                f"({p.text})" if p.kind is PartKind.PARENTHETICAL else p.text for p in element.parts
            )
            lines.append(f"{element.character}: {' '.join(said)}")
    text = "\n".join(line for line in lines if line)
    if len(text) <= letters:
        return text
    half = (letters - 20) // 2
    return f"{text[:half]}\n[… cut …]\n{text[-half:]}"

"""What the templates can answer: a table of task to function.

A function takes the request and gives the answer's JSON values. One module a family of tasks.
Texts that are begun for a model to go on with ("note", "line") are not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline.tasks import judging, playing, story, turns

Answerer = Callable[[WritingRequest], dict[str, Any]]

TASKS: Mapping[str, Answerer] = {
    "premise": story.premise,
    "outline": story.outline,
    "scene": playing.scene,
    "next": turns.next_scene,
    "twist": turns.twists,
    "advisory": judging.advisory,
    "bible": judging.bible,
    "feedback-note": judging.feedback_note,
    "feedback-sort": judging.feedback_sort,
    "scene-feeling": judging.scene_feeling,
}

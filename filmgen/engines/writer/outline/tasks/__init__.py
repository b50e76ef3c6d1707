"""What the templates can answer: a table of task to function.

A function takes the request and gives the answer's JSON values, or text where a page is asked
for. One module a family of tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filmgen.engines.protocols import WritingRequest
from filmgen.engines.writer.outline.tasks import judging, playing, story, turns

Answerer = Callable[[WritingRequest], dict[str, Any] | str]

TASKS: Mapping[str, Answerer] = {
    "premise": story.premise,
    "outline": story.outline,
    "beats": story.beats,
    "beat": playing.beat,
    "scene": playing.scene,
    "next": turns.next_scene,
    "twist": turns.twists,
    "advisory": judging.advisory,
    "bible": judging.bible,
    "feedback-note": judging.feedback_note,
    "feedback-sort": judging.feedback_sort,
    "scene-feeling": judging.scene_feeling,
}

"""What two drafts of a script differ in, as the published document tells it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Op = Literal["same", "cut", "added"]
SceneChange = Literal["added", "cut", "moved", "renumbered", "heading", "text"]
ElementChange = Literal["added", "cut", "changed", "moved"]
ShotChange = Literal["added", "cut", "words", "framing"]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(_Document):
    """A run of words in both drafts, or in one of them."""

    op: Op
    text: str


class DraftSide(_Document):
    """One draft as a whole."""

    file: str = Field(description="name, without its folder")
    title: str
    pages: float
    eighths: int = Field(description="pages in eighths, as a schedule counts them")
    scenes: int
    speeches: int
    words: int = Field(description="of dialogue and action")


class SceneSide(_Document):
    """A scene in one draft. `index` counts from 1, OMITTED scenes too."""

    number: str
    index: int
    heading: str
    eighths: int
    line: int = Field(description="of the slug line in its file")


class ElementDiff(_Document):
    """A paragraph of action, a speech, a transition … that is not the same in both drafts.

    Attributes:
        cue: who speaks, as the cue is printed; "" for what is not spoken.
        old, new: the words, asides in parentheses; "" where a draft has none.
        from_scene: number of the old scene that it came from, "" unless moved from another.
        line_ids: of the dialogue it was shot as, in either draft.
    """

    change: ElementChange
    kind: Literal["action", "speech", "lyric", "transition", "note", "outline"]
    cue: str = ""
    old: str = ""
    new: str = ""
    words: tuple[Words, ...] = ()
    old_line: int = Field(default=0, description="first line in the old file, 0 for none")
    new_line: int = 0
    from_scene: str = ""
    line_ids: tuple[str, ...] = ()


class ShotDiff(_Document):
    """A shot that the new draft adds, cuts, or gives other words or another framing."""

    change: ShotChange
    id: str = Field(description="display id; in the old draft for one that is cut")
    old_id: str = ""
    identity: str


class SceneDiff(_Document):
    """A scene that is not the same in both drafts; one side is absent where it is added or cut."""

    changes: tuple[SceneChange, ...]
    old: SceneSide | None
    new: SceneSide | None
    heading: tuple[Words, ...] = Field(default=(), description="where the slug line changed")
    elements: tuple[ElementDiff, ...] = ()
    shots: tuple[ShotDiff, ...] = ()


class Renaming(_Document):
    old: str
    new: str


class Totals(_Document):
    scenes_added: int
    scenes_cut: int
    scenes_moved: int
    scenes_changed: int
    scenes_same: int = Field(description="renumbered ones among them")
    speeches_added: int
    speeches_cut: int
    speeches_changed: int
    action_added: int
    action_cut: int
    action_changed: int
    shots_added: int
    shots_cut: int
    shots_changed: int
    shots_same: int
    lines_to_record: int = Field(description="dialogue lines that are new or say something else")


class DraftDiff(_Document):
    """The published document of `filmgen draft-diff`."""

    document: Literal["filmgen.draft-diff"] = "filmgen.draft-diff"
    version: Literal[1] = 1
    same: bool = Field(description="nothing that is filmed, spoken, outlined or noted differs")
    old: DraftSide
    new: DraftSide
    totals: Totals
    cast_added: tuple[str, ...]
    cast_cut: tuple[str, ...]
    cast_renamed: tuple[Renaming, ...]
    title_page: tuple[tuple[str, str, str], ...] = Field(description="(key, old, new) that differ")
    scenes: tuple[SceneDiff, ...] = Field(
        description="those that differ, in the new draft's order, cut ones where they stood"
    )

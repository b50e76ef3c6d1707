"""What the camera sees: a typed shot list. Words only; no time, no place in space."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from filmgen.screenplay.model import PlaceKind, SourceRange, TimeOfDay


class Size(StrEnum):
    """Shot size, tight to wide; head height over frame height is in blocking.camera."""

    ECU = "ECU"
    CU = "CU"
    MCU = "MCU"
    MS = "MS"
    MLS = "MLS"
    LS = "LS"
    ELS = "ELS"


class Angle(StrEnum):
    EYE = "eye"
    HIGH = "high"
    LOW = "low"
    OVERHEAD = "overhead"
    DUTCH = "dutch"
    OTS = "OTS"
    POV = "POV"


class Move(StrEnum):
    STATIC = "static"
    PAN = "pan"
    TILT = "tilt"
    PUSH_IN = "push-in"
    PULL_OUT = "pull-out"
    TRACK = "track"
    CRANE = "crane"
    HANDHELD = "handheld"
    ZOOM = "zoom"


class Setup(StrEnum):
    """What part the shot plays in the coverage."""

    ESTABLISHING = "establishing"
    MASTER = "master"
    TWO_SHOT = "two-shot"
    SINGLE = "single"
    OTS = "OTS"
    REACTION = "reaction"
    INSERT = "insert"
    POV = "POV"
    ACTION = "action"
    MONTAGE = "montage"
    TITLE = "title"


class ShotTransition(StrEnum):
    """How the shot is entered from the one before."""

    CUT = "cut"
    SMASH_CUT = "smash cut"
    MATCH_CUT = "match cut"
    DISSOLVE = "dissolve"
    FADE_IN = "fade in"
    FADE_OUT_IN = "fade out, fade in"
    WIPE = "wipe"


@dataclass(frozen=True)
class Setting:
    """The place and light of a shot, from the slug line and the action under it.

    Attributes:
        key: the same for every return to this location in the script (upper-case location
            and sublocation joined by " / "), so that it is the same set.
        words: the scene's action text from which the set may draw props and weather.
        weather: "", "rain", "snow", "fog", "storm", "wind", "clear".
    """

    key: str
    place: PlaceKind
    location: str
    sublocation: str
    time_of_day: TimeOfDay
    weather: str = ""
    words: str = ""


@dataclass(frozen=True)
class CharacterNote:
    """What the script itself says of a character's look and voice.

    Attributes:
        name: upper case, as in the cues.
        speaks: whether the character has any line.
        gender: "female", "male" or "" where the words give none.
        age_years: a number where the words give one ("60s" is 65, "boy" 10), else None.
        description: the script's words around the introduction, for figures and prompts.
        species: "human", "dog", "horse", "cat", "bird".
    """

    name: str
    speaks: bool = True
    gender: str = ""
    age_years: int | None = None
    description: str = ""
    species: str = "human"


@dataclass(frozen=True)
class Line:
    """Words spoken within one shot: a speech, or the part of a long speech this shot covers.

    Attributes:
        id: stable across drafts while the line is recognisably the same; names files
            (`dialogue/<id>.wav`) and overrides. Lower case letters, digits, "-" and ".".
        delivery: parentheticals that apply, joined by "; ".
        language: ISO 639-1 guess from the letters: "en", "ru", "zh", "ja", "ko", …
        on_screen: whether the speaker is seen in this shot.
        dual_with: id of the line it is spoken together with, else "".
        continues: whether it goes on in the speech of the line before it.
        stressed: indices of the words (`text.split()`) the writer set in italics or underlined.
    """

    id: str
    character: str
    text: str
    delivery: str = ""
    extensions: tuple[str, ...] = ()
    language: str = "en"
    on_screen: bool = True
    dual_with: str = ""
    sung: bool = False
    source: SourceRange = field(default=SourceRange(0, 0))
    continues: bool = False
    stressed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Beat:
    """One key pose's worth of action: a panel.

    Attributes:
        label: "A", "B", "C" …
        action: the words of this beat; may be empty for a shot of pure dialogue.
        subjects: who acts in this beat; empty means the shot's subjects.
        line_ids: the lines spoken during this beat, in order.
    """

    label: str
    action: str
    subjects: tuple[str, ...] = ()
    line_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class EffectCue:
    """An effect element the words ask for.

    Attributes:
        kind: "fire", "smoke", "explosion", "steam", "fog", "dust", "rain", "snow",
            "sparks", "embers".
        intensity: 0 to 1.
        at: what it clings to ("curtains", "car"), "room" where it fills the place, else "".
        words: the words that called for it.
        onset: where it begins, 0 to 1 through the shot; 0 is there from the first frame.
        wind: -1 (blows to the left of the picture) to 1; None is the wind of the place.
        engine: that shoots it; "" is the configured one.
        seed: of its plate; None is the film's and the place's.
        colour: "#RRGGBB" of smoke, or the tint of flames; "" is the kind's own.
    """

    kind: str
    intensity: float = 0.6
    at: str = ""
    words: str = ""
    onset: float = 0.0
    wind: float | None = None
    engine: str = ""
    seed: int | None = None
    colour: str = ""


@dataclass(frozen=True)
class SoundCue:
    """A spot sound: `kind` from `breakdown.cues`, `at` 0 to 1 through the shot's words."""

    kind: str
    words: str
    at: float = 0.0


@dataclass(frozen=True)
class Shot:
    """One shot of the list.

    Attributes:
        identity: 16 hex digits, stable across drafts: seeds, overrides and caches hang on
            it, never on `display_id`.
        display_id: "sc003_sh020".
        subjects: characters the shot is composed on, most important first.
        present: all characters in the scene space at this time, subjects included.
        over: whose shoulder the camera looks past (OTS), or whose eyes it is (POV), else "".
        sides: screen side by character in this scene, "left" or "right": the 180° rule.
        props: things the action names, singular lower-case nouns.
        insert_prop: what an insert shows, else "".
        title_text: words on screen: all of a TITLE shot, written on what an INSERT shows, or
            over the picture of another.
        beats: at least one.
        why: one sentence that says why the shot exists.
        seed: pinned by the user, else None.
    """

    identity: str
    display_id: str
    scene_index: int
    scene_number: str
    setting: Setting
    setup: Setup
    size: Size
    angle: Angle
    move: Move
    lens_mm: int
    subjects: tuple[str, ...]
    present: tuple[str, ...]
    beats: tuple[Beat, ...]
    source: SourceRange
    why: str
    action: str = ""
    over: str = ""
    sides: tuple[tuple[str, str], ...] = ()
    props: tuple[str, ...] = ()
    insert_prop: str = ""
    title_text: str = ""
    lines: tuple[Line, ...] = ()
    effect_cues: tuple[EffectCue, ...] = ()
    sound_cues: tuple[SoundCue, ...] = ()
    transition_in: ShotTransition = ShotTransition.CUT
    hold_s: float | None = None
    seed: int | None = None


@dataclass(frozen=True)
class DraftMemory:
    """What the next draft must know besides the shots, so that a person's changes stay attached.

    Attributes:
        planned: shots as the planner made them where an override changed, split or dropped
            them: the next draft is aligned with these, not with the edited ones.
        added: identities of shots that only overrides brought in.
        names: (display id as written in `shots.toml`, identity it was found to mean).
    """

    planned: tuple[Shot, ...] = ()
    added: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ShotList:
    """The whole breakdown.

    Attributes:
        title: of the film.
        shots: in script order.
        credit_lines, contact_lines, draft_lines: of the title page.
        characters: every character, speaking or not.
        fade_out: whether the script ends on a fade to black.
        warnings: one line each: overrides without a shot, scenes with nothing to show, …
        memory: for the next draft only; nothing downstream reads it.
    """

    title: str
    shots: tuple[Shot, ...]
    characters: tuple[CharacterNote, ...] = ()
    credit_lines: tuple[str, ...] = ()
    fade_out: bool = False
    warnings: tuple[str, ...] = field(default=())
    memory: DraftMemory = field(default=DraftMemory())
    contact_lines: tuple[str, ...] = ()
    draft_lines: tuple[str, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """Every spoken line in film order."""
        return tuple(line for shot in self.shots for line in shot.lines)

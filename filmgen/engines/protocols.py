"""What an engine is: one protocol per medium, one verb each.

An engine takes a frozen request and returns a medium. Requests hold everything the
result depends on, so that their hash (with `describe()`) is the asset's key. No
request holds a display id. An engine that cannot run here raises `EngineUnavailable`
when constructed; one that fails on a request raises `EngineError`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from filmgen.blocking.model import StagedPanel
from filmgen.blocking.mouths import MouthPatches
from filmgen.media import Bed, Frame, Missing, Plate, Sound, VoiceLine
from filmgen.sound.acting.delivery import EVERYDAY, Delivery
from filmgen.sound.cast.voice import Voice as Voice


@dataclass(frozen=True)
class EngineInfo:
    """Where an engine's output comes from, for the manifest.

    Attributes:
        engine: the word that selects it.
        model: what generates: a model's name, or the name of our own algorithm.
        revision: changes whenever the same request may give another result.
        licence: SPDX identifier of the model or algorithm.
    """

    engine: str
    model: str
    revision: str
    licence: str


class Engine(Protocol):
    """What all engines share."""

    @property
    def name(self) -> str: ...

    def describe(self) -> EngineInfo: ...

    def close(self) -> None:
        """Release models and devices. Calling it twice is fine."""
        ...


@dataclass(frozen=True)
class FrameRequest:
    """One storyboard panel to draw.

    Attributes:
        panel: the staged scene at this key pose, camera included.
        width_px, height_px: of the composed frame, without overscan.
        overscan: margin to draw beyond it, as a fraction of the size on each side.
        look: "ink", "tone" or "clay".
        seed: 0 to 2**31 - 1.
        prompt: the shot in words, for engines that read: phrases in order of importance,
            joined by ", ", as long as need be. The engine cuts what its model cannot read.
        references: (character, sha256 of the picture) of the cast's pictures to draw after,
            for engines that look at some; see `LookingEngine`.
    """

    panel: StagedPanel
    width_px: int
    height_px: int
    overscan: float
    look: str
    seed: int
    prompt: str = ""
    references: tuple[tuple[str, str], ...] = ()


class StoryboardEngine(Engine, Protocol):
    def draw(self, request: FrameRequest) -> Frame: ...


class MouthEngine(StoryboardEngine, Protocol):
    """A storyboard engine that can draw the mouths of a panel's speakers in further openings."""

    def draw_mouths(
        self, request: FrameRequest, speakers: Sequence[str]
    ) -> tuple[MouthPatches, ...]:
        """Patches over the picture that `draw` gives for the same request.

        Args:
            speakers: names of figures; those whose mouths cannot be seen have none.
        """
        ...


class BatchEngine(StoryboardEngine, Protocol):
    """A storyboard engine that draws several panels at once faster than one after another."""

    @property
    def batch_size(self) -> int:
        """How many at most; falls when memory runs out."""
        ...

    def draw_batch(self, requests: Sequence[FrameRequest]) -> list[Frame | Missing]:
        """Draw panels; each is the picture that `draw` gives alone, whatever stands beside it.

        Returns:
            One entry for each request, in order; `Missing` for those that failed.
        """
        ...


class LookingEngine(StoryboardEngine, Protocol):
    """A storyboard engine that draws the cast after pictures of it."""

    def references(self, panel: StagedPanel) -> tuple[tuple[str, str], ...]:
        """`FrameRequest.references` of a panel: pictures there are of figures in it."""
        ...


@dataclass(frozen=True)
class SpeechRequest:
    """One line to speak.

    Attributes:
        text: the words, no markup.
        language: ISO 639-1.
        voice: id of one of the engine's voices.
        speed: 1.0 is the voice's own pace; 0.5 to 2.0. The delivery's own speed is in it.
        delivery: how it is said. An engine does what it can of it; see `SpeechEngine.speak`.
        pronunciations: (word as written, lower case; how it is said) for words of this text
            that the project's lexicon names: a respelling, or IPA between slashes.
    """

    text: str
    language: str
    voice: str
    speed: float = 1.0
    seed: int = 0
    delivery: Delivery = EVERYDAY
    pronunciations: tuple[tuple[str, str], ...] = ()


class SpeechEngine(Engine, Protocol):
    def voices(self) -> tuple[Voice, ...]: ...

    def cannot_speak(self, text: str, language: str) -> str:
        """Why this engine cannot speak the text, in one line; "" if it can."""
        ...

    def speak(self, request: SpeechRequest) -> VoiceLine:
        """Speak a line.

        Returns:
            mono sound. `notes["acted"]`, where given, names the fields of the delivery that are
            heard in it already ("pitch_semitones", "pauses", …; `speed` always is);
            `notes["words"]`, where given, is [[word, start_s, end_s], …], one entry for each of
            `text.split()`.
        """
        ...


@dataclass(frozen=True)
class PlateRequest:
    """One effect element to shoot.

    Attributes:
        kind: see `breakdown.model.EffectCue.kind`.
        intensity: 0 to 1.
        width_px, height_px, frames: of the plate. Looping plates may be used longer.
        wind: -1 (blows to the left) to 1.
        scale: size of the eddies beside the element: 0.5 (small and near) to 2 (large and far).
        speed: 1 is the element's own pace; 0.25 to 4.
        density: factor on the smoke's optical depth.
        exposure_stops: of everything that shines, in photographic stops.
        turbulence: factor on the detail that follows the flow.
        colour: "#RRGGBB" (sRGB) of smoke, or the tint of flames; "" is the kind's own.
    """

    kind: str
    intensity: float
    width_px: int
    height_px: int
    frames: int
    rate: Fraction
    seed: int
    wind: float = 0.0
    loop: bool = True
    scale: float = 1.0
    speed: float = 1.0
    density: float = 1.0
    exposure_stops: float = 0.0
    turbulence: float = 1.0
    colour: str = ""


class EffectsEngine(Engine, Protocol):
    def kinds(self) -> tuple[str, ...]: ...

    def shoot(self, request: PlateRequest) -> Plate: ...


class StreamingEffectsEngine(EffectsEngine, Protocol):
    """An effects engine that can hand a plate over frame by frame: `shoot` holds it all."""

    def frames(self, request: PlateRequest) -> Iterator[NDArray[np.float16]]:
        """The frames `shoot` would return, one (H, W, 4) after another, checked before the first.

        Raises:
            EngineError: as `shoot`, when called, not when iterated.
        """
        ...


@dataclass(frozen=True)
class BedRequest:
    """One ambience layer or spot sound.

    Attributes:
        kind: one of the engine's kinds: "room", "wind", "rain", "fire", "traffic", …;
            spot sounds: "door", "gunshot", …
        intensity: 0 to 1.
        length_samples: at `SAMPLE_RATE_HZ`; spot sounds may return fewer.
        words: the place and what happens in it, for engines that read (`reads`); else "".
    """

    kind: str
    intensity: float
    length_samples: int
    seed: int
    parameters: tuple[tuple[str, Any], ...] = ()
    words: str = ""


class AmbienceEngine(Engine, Protocol):
    def kinds(self) -> tuple[str, ...]: ...

    def lay(self, request: BedRequest) -> Bed: ...


@dataclass(frozen=True)
class ScoreRequest:
    """A stretch of temp score.

    Attributes:
        length_samples: at `SAMPLE_RATE_HZ`.
        tension: (seconds, 0 calm to 1 unbearable), in order, from 0; between them it glides.
        mood: "" or one word: "warm", "sad", "eerie", "heroic", …
        speech: (from, to) in seconds where someone speaks, for the music to leave room.
        words: the scene, for engines that read; else "".
    """

    length_samples: int
    tension: tuple[tuple[float, float], ...]
    mood: str
    seed: int
    speech: tuple[tuple[float, float], ...] = ()
    words: str = ""


class MusicEngine(Engine, Protocol):
    def compose(self, request: ScoreRequest) -> Sound:
        """Stereo float32 (2, length_samples) at `SAMPLE_RATE_HZ`."""
        ...


class ConversionEngine(Engine, Protocol):
    """Says a recording again in another voice: same words, same timing."""

    def convert(self, recording: Sound, target: Sound) -> Sound:
        """The recording in the voice of `target`: mono float32, of the recording's length."""
        ...


@dataclass(frozen=True)
class WritingRequest:
    """One piece of writing.

    Only `rules` and `ask` instruct; both are filmgen's own words. Everything a user or a script
    brought is `material`, which an engine shows to its model fenced and named as data.

    Attributes:
        task: which of the program's tasks this is ("premise", "line", "translate", …): for the
            closing table, and for engines that compute instead of reading.
        rules: what holds for every request of this task: form, manner, language.
        material: (label, text) in the order of reading. What stays the same from request to
            request comes first, so that an engine may keep what it has read.
        ask: what to write now.
        schema: JSON Schema of the answer, canonical JSON text; "" for plain words.
        begun: how the text begins that the answer goes on with, from its last character: "MARA:"
            is answered with " No." It stands in the answer's place, not in the prompt, and never
            in the answer. Plain words only.
        stops: the answer ends before the first of these.
        facts: the material once more as JSON values, for engines that compute.
        fresh: words of the prompt, and of the answer so far, are not to come back in runs; engines
            that can make them less likely do.
        most_tokens: where the answer is cut off.
        temperature: 0 always the likeliest word; 2 at most.
        seed: 0 to 2**31 - 1.
    """

    task: str
    rules: str
    material: tuple[tuple[str, str], ...]
    ask: str
    schema: str = ""
    begun: str = ""
    stops: tuple[str, ...] = ()
    fresh: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    most_tokens: int = 512
    temperature: float = 0.8
    seed: int = 0


@dataclass(frozen=True)
class Writing:
    """An answer as the engine gave it, checked by nobody yet.

    Attributes:
        text: words, or JSON where a schema was given.
        finished: False where it was cut off at `most_tokens` or at the model's context.
        prompt_tokens, answer_tokens: as the engine counts; 0 where nothing is counted.
        seconds: wall time.
        cost_usd: what the endpoint charges, None where that is not known.
        tries: requests it took, retries included.
    """

    text: str
    finished: bool = True
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0
    cost_usd: float | None = None
    tries: int = 1


class WriterEngine(Engine, Protocol):
    @property
    def host(self) -> str:
        """Where prompts go, "api.example.org:443"; "" if nothing leaves this machine."""
        ...

    @property
    def generates(self) -> bool:
        """Whether a language model writes; False for templates, which say so in what they write."""
        ...

    @property
    def step(self) -> Literal["line", "scene"]:
        """How much it writes well in one go."""
        ...

    @property
    def context_tokens(self) -> int:
        """Prompt and answer together."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of a text; an estimate from above where the tokenizer is not here."""
        ...

    def write(self, request: WritingRequest) -> Writing:
        """Write.

        Raises:
            EngineUnavailable: the model or the endpoint cannot be used at all.
            EngineError: this request failed: refused, too long, timed out after all retries.
        """
        ...

    def write_each(self, requests: Sequence[WritingRequest]) -> list[Writing | Missing]:
        """Write several at once, where that is faster than one after another; in their order."""
        ...

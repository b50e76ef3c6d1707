"""How a line is said: what the script's directions come to in an actor's voice.

`sound.acting.direction` reads it from the script; engines do what they can of it themselves, and
`sound.acting.act` does the rest to the recording.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivery:
    """One line's delivery. The defaults are the voice's own everyday speech.

    Attributes:
        manner: the word for it in the manifest: "", "whisper", "shout", "drunk", …
        speed: factor on the voice's pace, 0.5 to 2.
        pitch_semitones: of the whole line, -12 to 12.
        intonation: factor on how far the pitch moves around its mean: 0 is a robot's, 2 a child's.
        loudness_db: beside ordinary speech at the same distance, -24 to 12.
        breath: 0 fully voiced to 1 whispered.
        effort: -1 slack to 1 shouted: how bright and pressed the voice is at its loudness.
        pauses: factor on the pauses within the line.
        slur: 0 crisp to 1: how far sounds run into one another.
        tremor: 0 to 1: how much the voice shakes.
        wander: 0 to 1: how far pitch and pace drift about, as a drunk's do.
        breaths: 0 to 1: how loud the speaker draws breath between phrases.
        laughter: 0 to 1: how far laughter breaks through the words.
        fall_db: how much quieter the line ends than it begins, -24 to 0: a voice that trails off.
        stressed: indices of the words (`text.split()`) the writer marks: CAPITALS, *so*.
    """

    manner: str = ""
    speed: float = 1.0
    pitch_semitones: float = 0.0
    intonation: float = 1.0
    loudness_db: float = 0.0
    breath: float = 0.0
    effort: float = 0.0
    pauses: float = 1.0
    slur: float = 0.0
    tremor: float = 0.0
    wander: float = 0.0
    breaths: float = 0.0
    laughter: float = 0.0
    fall_db: float = 0.0
    stressed: tuple[int, ...] = ()


EVERYDAY = Delivery()
"""Said as one says things: nothing is asked of the voice."""

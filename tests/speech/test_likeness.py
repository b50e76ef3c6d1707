"""The shipped likeness of voices against voices measured now, and a scene of eight by ear."""

from __future__ import annotations

from itertools import combinations

import pytest

from filmgen.engines.protocols import SpeechRequest
from filmgen.engines.speech.kokoro import KokoroEngine
from filmgen.engines.speech.kokoro_voices import VOICES
from filmgen.sound.cast.assign import ALIKE, assign_cast
from filmgen.sound.cast.voice import likeness
from filmgen.sound.cast.voice_space import VoiceSpace
from tests.speech.builders import shot_list
from tests.speech.lines import SPOKEN_S

ENGLISH = [voice for voice in VOICES if voice.language == "en"]
VOICE = {voice.id: voice for voice in VOICES}


def test_every_voice_was_measured() -> None:
    assert all(voice.timbre for voice in ENGLISH)
    for first, second in combinations(ENGLISH, 2):
        cosine = likeness(first.timbre, second.timbre)
        assert cosine is not None and 0.3 < cosine < 1.0


def test_marked_voices_are_themselves_and_further_from_others() -> None:
    space = VoiceSpace(VOICES)
    plain = [v for v in VOICES if f"{v.id}*1.5" in VOICE]
    nearer = []
    for voice in plain:
        others = [o.id for o in plain if o.gender == voice.gender and o is not voice]
        assert (space.alike(voice.id, f"{voice.id}*1.5") or 0.0) > 0.9
        nearer += [
            (space.alike(f"{voice.id}*1.5", other) or 1.0) - (space.alike(voice.id, other) or 0.0)
            for other in others
        ]
    assert sum(nearer) / len(nearer) < -0.02


@pytest.mark.models
def test_shipped_cosines_are_those_measured_now() -> None:
    pytest.importorskip("resemblyzer")
    from tests.speech.measure_timbres import measure

    found = measure(["am_onyx", "am_onyx*1.5", "af_heart", "boy_aoede"])
    for first, second in combinations(found, 2):
        shipped = likeness(VOICE[first].timbre, VOICE[second].timbre)
        assert shipped == pytest.approx(float(found[first] @ found[second]), abs=0.04)


@pytest.mark.models
@pytest.mark.parametrize("who", ["MAN", "WOMAN"])
def test_eight_of_a_scene_are_told_apart_by_other_lines(who: str) -> None:
    """Each says lines of its own, none of them among those the voices were chosen by."""
    pytest.importorskip("resemblyzer")
    from tests.speech.measure_timbres import LINES, embedding, speaker_encoder

    names = [f"{who} #{number}" for number in range(1, 9)]
    cast = assign_cast(shot_list([dict.fromkeys(names, 3)]), VOICES)
    lines = [line for line in SPOKEN_S if len(line) > 35 and line not in LINES]
    engine, encoder = KokoroEngine(), speaker_encoder()
    heard = {}
    for place, name in enumerate(names):
        entry = cast.of(name)
        own = [lines[(2 * place + step) % len(lines)] for step in range(2)]
        takes = [engine.speak(SpeechRequest(line, "en", entry.voice, entry.speed)) for line in own]
        heard[name] = embedding(encoder, [(take.samples, take.rate_hz) for take in takes])
    worst = max(float(heard[a] @ heard[b]) for a, b in combinations(names, 2))
    assert worst < ALIKE

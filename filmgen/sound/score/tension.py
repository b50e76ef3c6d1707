"""How tense a scene is, shot by shot, read from what the breakdown knows: for the temp score.

Each sign adds a little (fire, shots, shouting, short shots, exclamations, words of danger), signs
of ease take away; the sum is bent so that it nears 1 and never reaches it. Danger is felt for
some seconds after it has passed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filmgen.breakdown.model import Angle, Line, Move, Shot
from filmgen.screenplay.model import TimeOfDay

_CALM = 0.10
_AFTER_S = 9.0
"""Time in which what was felt falls by a factor of e."""
_EFFECTS: Mapping[str, float] = {
    "fire": 0.45, "explosion": 0.7, "smoke": 0.12, "sparks": 0.15, "embers": 0.12, "dust": 0.05
}  # fmt: skip
_SOUNDS: Mapping[str, float] = {
    "gunshot": 0.65, "explosion": 0.7, "scream": 0.55, "siren": 0.25, "thunder": 0.2,
    "impact": 0.3, "punch": 0.4, "sword": 0.35, "glass": 0.3, "slap": 0.25, "alarm": 0.25,
    "heartbeat": 0.35, "battle": 0.5, "gasp": 0.12, "crash": 0.45, "knock": 0.08, "clock": 0.08,
    "laugh": -0.12, "applause": -0.05, "clink": -0.08,
}  # fmt: skip
_DANGER = re.compile(
    r"\b(?:guns?|pistols?|rifles?|knif(?:e|es)|swords?|blood\w*|dead|dies|dying|corpse|kill\w*|"
    r"murder\w*|weapons?|bombs?|attack\w*|chas(?:e|es|ing)|escap\w+|flees?|trap\w*|struggl\w+|"
    r"fights?|fighting|slams?|smash\w*|crash\w*|terr(?:or|if)\w*|horror|panic\w*|fear\w*|afraid|"
    r"scream\w*|desperate\w*|danger\w*|threat\w*|wound\w*|burn\w*|fire|drown\w*|falls?|"
    r"sprint\w*|races?|runs|rushes|suddenly|shadows?|stalk\w*|lurk\w*|aims?|hits?)\b|"
    r"кров|нож|пистолет|убива|бежит|страх|крик|血|枪|刀|死|逃|怕",
    re.IGNORECASE,
)
_EASE = re.compile(
    r"\b(?:smil\w+|laugh\w*|gentl\w+|calm\w*|quiet\w*|peace\w*|sleep\w*|asleep|kiss\w*|hugs?|"
    r"embrac\w+|warm\w*|soft\w*|sunny|sunset|sunrise|dawn|relax\w*|slow(?:ly)?|strolls?|garden|"
    r"birds?|tea|coffee|dance\w*|sings?|hums)\b|улыба|тих|смеёт|спит|微笑|安静|慢慢",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b(?:shout|yell|scream|bellow|roar|cr(?:y|ies) out)\w*|крич|喊|大叫", re.I)
_HUSHED = re.compile(r"\b(?:whisper|hiss|under (?:his|her) breath|urgent)\w*|шёпот|шепч|低声", re.I)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b[!]?")
_MOODS: Mapping[str, str] = {
    "sad": r"\b(?:tears?|weep\w*|cr(?:ies|ying)|grief|griev\w*|funeral|grave|alone|lonely|mourn\w*|"
    r"sobs?|goodbye|lost)\b|плач|слёз|哭|泪",
    "eerie": r"\b(?:eerie|ghost\w*|creepy|whispers?|fog|shadows?|strange|haunted|cold|pale|"
    r"moonlight|cellar|graveyard|crypt)\b|призрак|туман|鬼|雾",
    "romantic": r"\b(?:kiss\w*|love\w*|embrac\w+|lovers?|tender\w*|bride|wedding)\b|целу|люб|吻|爱",
    "warm": r"\b(?:smil\w+|laugh\w*|home|famil\w+|mother|father|grand\w+|child\w*|sun|warm\w*|"
    r"birthday|tea|kitchen)\b|улыба|мам|дом|微笑|妈妈|爷爷",
    "comic": r"\b(?:silly|clumsy|trips over|funny|joke\w*|grins?|goofy|slips on|winks?)\b|смешн",
    "heroic": r"\b(?:hero\w*|triumph\w*|victor\w*|salut\w+|charge!|brave\w*|rescu\w+|banner)\b",
    "angry": r"\b(?:fur(?:y|ious)\w*|rage\w*|angr\w+|punch\w*|beats? (?:him|her)|snarls?)\b",
    "tense": r"\b(?:guns?|pistol|knife|chas\w+|hid(?:es|ing)|waits?|tense\w*|clock|deadline|bomb|"
    r"aims?|creeps?|listens)\b|枪|刀",
    "mysterious": r"\b(?:myster\w+|secret\w*|letter|envelope|key|locked|unknown|stranger|box)\b",
    "hopeful": r"\b(?:hope\w*|dawn|sunrise|begins?|looks up|light breaks|spring)\b|надежд|希望",
}  # fmt: skip


@dataclass(frozen=True)
class TimedShot:
    """A shot at its place in the scene, in seconds from where the score begins."""

    shot: Shot
    start_s: float
    length_s: float


def shot_tension(shot: Shot, length_s: float) -> float:
    """Tension of one shot by itself, 0 to 1.

    Args:
        length_s: how long it stands; a cut every second presses on.
    """
    action = shot.action
    signs = _CALM
    signs += sum(_EFFECTS.get(c.kind, 0.0) * (0.5 + c.intensity) for c in shot.effect_cues)
    signs += sum(_SOUNDS.get(c.kind, 0.0) for c in shot.sound_cues)
    signs += min(0.5, 0.09 * len(_DANGER.findall(action)))
    signs -= min(0.3, 0.08 * len(_EASE.findall(action)))
    signs += min(0.2, 0.07 * action.count("!"))
    signs += min(0.12, 0.03 * len(_CAPITALS.findall(action)))
    signs += sum(map(_heat, shot.lines[:4]))
    signs += 0.30 * max(0.0, 1.0 - length_s / 2.2)
    signs += 0.10 if shot.move == Move.HANDHELD or shot.angle == Angle.DUTCH else 0.0
    signs += 0.06 if shot.move == Move.PUSH_IN else 0.0
    signs += 0.05 if shot.setting.time_of_day == TimeOfDay.NIGHT else 0.0
    signs += 0.12 if shot.setting.weather == "storm" else 0.0
    return 1.0 - math.exp(-1.15 * max(signs, 0.02))


def tension_curve(shots: Sequence[TimedShot]) -> tuple[tuple[float, float], ...]:
    """Tension over a scene: `ScoreRequest.tension`.

    A shot's tension holds from shortly after its start to its end, lingers over calmer shots
    after it and casts a short shadow before: composers lead in.

    Returns:
        (seconds, 0 to 1) in order, from 0; an even calm without shots.
    """
    if not shots:
        return ((0.0, _CALM),)
    felt: list[float] = []
    held, ended = 0.0, shots[0].start_s
    for timed in shots:
        own = shot_tension(timed.shot, timed.length_s)
        left = held * math.exp(-max(0.0, timed.start_s - ended + 0.5 * timed.length_s) / _AFTER_S)
        held = max(own, 0.85 * left + 0.15 * own)
        felt.append(held)
        held *= math.exp(-0.5 * timed.length_s / _AFTER_S) if own < held else 1.0
        ended = timed.start_s + timed.length_s
    points = [(0.0, round(felt[0], 3))]
    for k, (timed, value) in enumerate(zip(shots, felt, strict=True)):
        if k:
            ramp_s = min(1.5, 0.4 * shots[k - 1].length_s)
            points.append((timed.start_s - ramp_s, felt[k - 1]))
        points.append((timed.start_s + min(0.8, 0.3 * timed.length_s), value))
    points.append((ended, felt[-1]))
    made: list[tuple[float, float]] = []
    for at, value in points:
        if not made or at > made[-1][0]:
            made.append((round(max(at, 0.0), 3), round(value, 3)))
    return tuple(made)


def scene_mood(shots: Sequence[Shot]) -> str:
    """One word for `ScoreRequest.mood`: the mood most of the words are of; "" where none is."""
    text = " ".join(
        part for shot in shots for part in (shot.action, *(line.delivery for line in shot.lines))
    ).lower()
    counts = Counter({m: len(re.findall(pattern, text)) for m, pattern in _MOODS.items()})
    for shot in shots:  # a script that asks for music says which
        for cue in shot.sound_cues:
            if cue.kind == "music":
                counts.update({m: 3 * (m in cue.words) for m in _MOODS})
    best = max(_MOODS, key=lambda mood: counts[mood])
    return best if counts[best] >= 2 else ""


def _heat(line: Line) -> float:
    """What a line adds: shouted, exclaimed, in capitals, broken off; hushed too."""
    words = line.text.split()
    loud = bool(_SHOUTED.search(line.delivery)) or (
        len(words) > 1 and line.text.upper() == line.text and line.text.lower() != line.text
    )
    heat = 0.14 if loud else 0.0
    heat += 0.06 * min(2, line.text.count("!"))
    heat += 0.04 if line.text.rstrip().endswith(("--", "—")) else 0.0
    return heat + (0.07 if _HUSHED.search(line.delivery) else 0.0)

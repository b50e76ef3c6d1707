"""Spot sounds the action's words ask for, each at its place in the shot's words."""

from __future__ import annotations

import re

from filmgen.breakdown.model import SoundCue
from filmgen.breakdown.prose import happens_at, sentences, weight
from filmgen.breakdown.trigger import trigger as _t

SOUND_KINDS = (
    "door", "knock", "phone ring", "gunshot", "explosion", "glass", "splash", "siren", "dog bark",
    "footsteps", "thunder", "engine", "clock", "crowd", "bell", "scream", "impact", "slap",
    "typing",
    "applause", "horn", "whoosh", "click", "gasp", "laugh", "music",
)  # fmt: skip
"""All kinds a `SoundCue` may have."""

_SOUNDS = (
    _t("gunshot",
        r"\bgun ?shots?\b|\bgunfire\b|\bfires (?:twice|once|again|at|into|a (?:shot|round)|"
        r"two)\b|\bshoots (?!a look|him a|her a|up\b|a glance)\w|\bpulls the trigger\b|"
        r"(?-i:\bBLAM\b)|\bopens? fire\b|\bshots? (?:ring|rings|is fired|are fired)\b|"
        r"\bsquee?zes (?:off|the trigger)|\bmachine gun fire\b|выстрел|枪声|开枪", 0.9),
    _t("explosion",
        r"\bexplo(?:des|sion|ding)\b|(?-i:\bKABOOM\b|\bBOOM(?:S)?\b)|\bdetonates\b|"
        r"\bblows up\b|взрыв|爆炸", 0.9),
    _t("phone ring",
        r"\b(?:phone|telephone|cell|mobile)s?(?:'s)? (?:\w+ )?(?:rings?|ringing|buzz(?:es)?)\b|"
        r"\bringing (?:phone|telephone)\b|\brings? of (?:a|the) phone\b|звонит телефон|"
        r"телефон звонит|电话响|手机响", 0.7),
    _t("bell",
        r"\b(?:door)?bells?(?:'s)? (?:\w+ )?(?:rings?|tolls?|chimes?|jingles?|clangs?)\b|"
        r"\bbell tolls\b|\bchimes\b|(?-i:\bDING\b)|колокол|铃声|钟声|门铃", 0.6),
    _t("knock",
        r"\b(?:a |the )?knock(?:s|ing)?\b(?! (?:him|her|it|them|over|out|back|down|off|a|"
        r"the)\b)|\braps? (?:on|at)\b|стук в дверь|стучит|敲门", 0.7),
    _t("door",
        r"\bdoors?\b[^.;]{0,28}\b(?:opens?|closes?|slams?|slides?|creaks?|bangs?|swings?|"
        r"shuts?|bursts?)\b|\b(?:opens?|closes?|slams?|shuts?|kicks?(?: in| open)?|pushes|"
        r"pulls|slides|barrels through|bursts through)\b (?:\w+ )?(?:the|a|his|"
        r"her) (?:\w+ ){0,2}doors?\b|\bslams? the (?:door|gate)\b|дверь (?:открыва|закрыва|"
        r"хлопа)|门开|关门|开门|推门|推开.?门", 0.6),
    _t("glass",
        r"\b(?:glass|windows?|bottles?|mirrors?|vase|windshield)\b[^.;]{0,24}\b(?:shatters?|"
        r"breaks?|smash(?:es)?|explodes?|splinters?|cracks?)\b|\b(?:shatters?|breaks?|"
        r"smash(?:es)?|shattering|smashing|breaking)\b[^.;]{0,20}\b(?:glass|windows?|bottles?|"
        r"mirrors?|vase|windshield)\b|разбива\w+ стекл|玻璃.{0,3}碎|打碎", 0.8),
    _t("splash",
        r"\bsplash(?:es|ing)?\b|\b(?:dives?|jumps?|falls?|plunges?|leaps?|"
        r"cannonballs?)\b[^.;]{0,18}\binto the (?:\w+ )?(?:water|pool|river|lake|sea|ocean|"
        r"pond|bay|canal)\b|всплеск|落水|跳进水|水花", 0.7),
    _t("siren", r"\bsirens?\b|\bfire engines? (?:race|scream|wail|arrive)|сирен|警笛|警报", 0.6),
    _t("dog bark",
        r"\b(?:dogs?|hound|puppy|terrier)\b[^.;]{0,20}\bbark(?:s|ing)?\b|\bbark(?:s|"
        r"ing)?\b(?! (?:at him to|orders|a laugh|out|of|is|beetle)\b)|лает|狗叫|狗吠", 0.6),
    _t("thunder", r"\bthunder(?:s|claps?| rolls| cracks| rumbles|ing)?\b(?!ous)|"
        r"гром|雷声|打雷|闷雷", 0.8),
    _t("footsteps",
        r"\bfoot ?steps\b|\b(?:steps|boots|heels) (?:echo|click|approach|pound)\w*\b|"
        r"\bstairs creak|шаги|脚步", 0.5),
    _t("engine",
        r"\bengines?\b[^.;]{0,30}\b(?:starts?|roars?|revs?|springs?|sputters?|idles?|coughs?|"
        r"turns over|dies|is heard)\b|\b(?:starts?|starting|revs?|revving|"
        r"guns?) (?:up )?(?:the|his|her) (?:engine|car|motor|truck|bike|motorcycle)\b|"
        r"\bturns? the key\b(?= [^.]*\bengine)|\b(?:speeds?|peels?|drives?|roars?|"
        r"races?) (?:off|away)\b|\bcar (?:pulls up|approaches|starts)\b|\bsound of (?:a|"
        r"the) (?:car'?s? )?engine\b|"
        r"\b(?:cruises|easing to a stop)\b|двигател|мотор|引擎|发动机", 0.5),
    _t("horn",
        r"\b(?:car |truck |train )?horns? (?:blares?|honks?|sounds?|blasts?|beeps?)\b|"
        r"\bhonk(?:s|ing)?\b|\bblares? (?:his|her|the|its) horn\b|\bfoghorn\b|гудок|сигналит|"
        r"喇叭|鸣笛", 0.6),
    _t("clock",
        r"\bclocks?\b[^.;]{0,16}\b(?:ticks?|ticking|chimes?|strikes?|ticks over)\b|\btick(?:s|"
        r"ing)?[- ]tock\b|\bticking\b|тика|滴答", 0.4),
    _t("scream",
        r"\bscream(?:s|ing|ed)?\b|\bshriek(?:s|ing)?\b|\bwails? in (?:terror|pain)|кричит|крик|"
        r"尖叫|惨叫", 0.8),
    _t("slap",
        r"\bslaps? (?:him|her|them|his|the|\w+'s|(?-i:[A-Z]\w+))|(?-i:\bSLAPS?\b)|"
        r"\bsmacks? (?:him|her|them|(?-i:[A-Z]\w+))|(?-i:\bSMACKS?\b)|пощечин|пощёчин|耳光", 0.7),
    _t("impact",
        r"(?-i:\b(?:SLAM(?:S|MED)?|THUD(?:S)?|CRASH(?:ES)?|BANG(?:S)?|WHAM|THUMP(?:S)?|KICKS?|"
        r"POUNDS?)\b)|\bthuds?\b|\bthump(?:s|ing)?\b|\bcrash(?:es)? (?:into|to|down|through)\b|"
        r"\bslam(?:s|med)? (?:into|against)\b|\bpunch(?:es)?\b|\bkicks (?:him|her|them|the|"
        r"his)\b|(?-i:\bkicks [A-Z]\w+)|\bhits the (?:floor|ground|wall)\b|\blanding on the\b|"
        r"\bcollaps(?:es)\b|удар|грохот|砰|撞", 0.7),
    _t("typing", r"\btyp(?:es|ing)\b|\bkeyboard clatter|\bclatter of keys\b|печатает|打字", 0.4),
    _t("applause",
        r"\bapplau(?:se|ds?|ding)\b|\bclap(?:s|ping)\b(?! (?:him|her) on)|\bovation\b|"
        r"аплодисмент|掌声|鼓掌", 0.7),
    _t("crowd",
        r"\bcrowds?\b[^.;]{0,20}\b(?:cheers?|roars?|murmurs?|chants?|gasps?|shouts?)\b|"
        r"\bshouting and screaming\b|\beveryone(?:'s)? (?:\w+ )?(?:shout\w*|cheer\w*|"
        r"scream\w*)\b|\bcheers? erupts?|толпа|人群", 0.6),
    _t("whoosh",
        r"\bwhoosh(?:es|ing)?\b|\bslices? (?:into view|the air|through the air)\b|"
        r"\bswoosh(?:es)?\b|嗖", 0.6),
    _t("click",
        r"\bclicks?(?: (?:off|on|shut|into))?\b(?! with)|\bclicking\b|\bsnaps? (?:shut|open|"
        r"off)\b|\bthe sound of (?:the|a) gun cocking\b|\bcocks (?:the|his|her|a) (?:gun|"
        r"pistol|rifle|hammer)\b|\b(?:flips|flicks) (?:the|a) switch\b|\bpresses a button\b|"
        r"щелчок|щелкает|щёлкает|咔嚓|咔哒", 0.5),
    _t("laugh", r"\blaugh(?:s|ing|ter)?\b|смеется|смеётся|笑声|大笑", 0.5),
    _t("gasp", r"\bgasps?\b", 0.5),
    _t("music",
        r"\bloud music\b|\bmusic (?:plays|blares|fills|swells|starts)\b|\bradio (?:plays|"
        r"blares)\b|музыка играет|音乐", 0.5),
)  # fmt: skip
_SOUND_DENIED = re.compile(
    r"\b(?:no|not|n['’]t|without|never|nobody|silent|silently|noiselessly|doesn['’]t|if|"
    r"as if|before|about to|stops?|muted?)\b[^,;.!?]{0,20}$",
    re.I,
)
_SOUND_DENIED_AFTER = re.compile(
    r"^[^,;.!?]{0,12}\b(?:silently|noiselessly|without a sound|doesn['’]t|never)\b", re.I
)


def sound_cues(text: str, spoken_before: int = 0, total: int = 0) -> tuple[SoundCue, ...]:
    """Spot sounds in a piece of action.

    Args:
        text: the action.
        spoken_before: weight of the shot's words before this text (`prose.weight`).
        total: of the whole shot; 0 for that of the text alone.
    """
    found: list[SoundCue] = []
    whole = max(1, total or weight(text))
    offset = spoken_before
    for sentence in sentences(text):
        taken: list[tuple[int, int]] = []
        for trigger in _SOUNDS:
            for match in trigger.pattern.finditer(sentence):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                if _SOUND_DENIED.search(sentence[: match.start()]) or _SOUND_DENIED_AFTER.match(
                    sentence[match.end() :]
                ):
                    continue
                taken.append(match.span())
                before = float(weight(sentence[: match.start()]))
                if trigger.kind == "explosion":  # heard when it is seen
                    before = happens_at(sentence, match.start())
                at = (offset + before) / whole
                found.append(
                    SoundCue(
                        trigger.kind, " ".join(match[0].split()).lower(), round(min(1.0, at), 3)
                    )
                )
                break
        offset += weight(sentence)
    return tuple(sorted(found, key=lambda c: c.at))

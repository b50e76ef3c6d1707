"""Effects and sounds the words ask for, and those they deny.

A trigger word only counts in its burning, smoking, ringing sense ("fire him", "smoking a
cigarette", "camp fire" and "fire engines" are told apart), and not where its own clause
denies it ("no smoke", "the unlit fire", "the fire is out").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.breakdown.lexicon import singular
from filmgen.breakdown.model import EffectCue, SoundCue
from filmgen.breakdown.prose import sentences, words

EFFECT_KINDS = (
    "fire",
    "smoke",
    "explosion",
    "steam",
    "fog",
    "dust",
    "rain",
    "snow",
    "sparks",
    "embers",
)
SOUND_KINDS = (
    "door", "knock", "phone ring", "gunshot", "explosion", "glass", "splash", "siren", "dog bark",
    "footsteps", "thunder", "engine", "clock", "crowd", "bell", "scream", "impact", "slap",
    "typing",
    "applause", "horn", "whoosh", "click", "gasp", "laugh", "music",
)  # fmt: skip
"""All kinds a `SoundCue` may have."""


@dataclass(frozen=True)
class _Trigger:
    kind: str
    pattern: re.Pattern[str]
    intensity: float = 0.6


def _t(kind: str, pattern: str, intensity: float = 0.6) -> _Trigger:
    return _Trigger(kind, re.compile(pattern, re.IGNORECASE), intensity)


_EFFECTS = (
    _t("explosion",
        r"\bexplo(?:des?|ding|ded|sions?)\b|\b(?:blows? up|blown up|blown apart|"
        r"erupts? in (?:flames?|a fireball)|detonat(?:es?|ed|ion)|fireballs?)\b|взрыв|爆炸", 0.8),
    _t("fire",
        r"\b(?:wild|camp|bon)fires?\b|\bfires?\b|\bablaze\b|\bflames?\b|\binferno\b|\bblaz(?:e|"
        r"es|ing)\b|\b(?:burns|burning|burn)\b|\bin flames\b|\bflaming\b|"
        r"\bcatch(?:es)? (?:fire|light)\b|\btorches\b|\b(?:candle|torch)(?:light|lit)\b|"
        r"\bignit(?:es?|ed|ing)\b|огонь|пожар|пламя|горит|火焰|着火|大火|燃烧|火光|篝火|火苗", 0.6),
    _t("smoke",
        r"\bsmok(?:e|y|ing)\b|\bsmokes\b|\bsmoulder(?:s|ing)?\b|\bsmolder(?:s|ing)?\b|дым|浓烟|"
        r"冒烟|烟雾|青烟|(?<!香)烟(?![囱斗])", 0.6),
    _t("steam", r"\bsteam(?:s|ing)?\b|пар(?= )|蒸汽|热气", 0.5),
    _t("fog", r"\bfog(?:gy)?\b|\bmist(?:y|s)?\b|туман|雾", 0.6),
    _t("dust", r"\bdust(?:y| cloud)?\b|\bsandstorm\b|пыль|尘土|灰尘", 0.5),
    _t("rain",
        r"\brain(?:s|ing|y|fall|drops?)?\b|\bdownpour\b|\bdrizzl(?:e|es|ing)\b|\brainstorm\b|"
        r"дождь|下雨|大雨|雨水|雨点|雨(?![衣伞鞋靴])", 0.6),
    _t("snow", r"\bsnow(?:s|ing|y|fall|flakes?|storm)?\b|\bblizzard\b|снег|下雪|大雪|雪花|雪", 0.6),
    _t("sparks", r"\bsparks?\b|искры|火花", 0.6),
    _t("embers", r"\bembers?\b|\bglowing (?:coals|ashes)\b|угли|余烬|火星", 0.5),
)  # fmt: skip

# Other senses of the same letters, matched around the trigger: no cue.
_NOT_EFFECT: dict[str, str] = {
    "fire":
        r"\b(?:fires? (?:him|her|them|me|us|you|twice|again|once|off|at|on|into|back|away|"
        r"through|wildly|blindly|(?:a|an|the|his|her|two|three|one|several|"
        r"another) (?:\w+ )?(?:shots?|rounds?|gun|pistol|rifle|weapon|bullet|burst|flare|staff|"
        r"employee|warning))"
                r"|(?:he|she|they|it|x+|who|and|then|guard|cop|officer|soldiers?|gun(?:man|"
                r"men)?|sniper|pistol|rifle) fires(?! (?:up|in the))|(?:open|opens|opened|"
                r"opening|return|returns|cease|ceases|hold|friendly|enemy|machine[- ]gun|gun|"
                r"rifle|line of|crossing|hostile|covering|suppressing|rapid|burst of|under|"
                r"artillery|cannon|sniper) ?fire|gunfire|fire ?(?:engines?|trucks?|fighters?|"
                r"man|men|department|station|house|alarms?|escapes?|exits?|doors?|hydrants?|"
                r"extinguishers?|drills?|flies|fly|wall|arms?|works?|crackers?|hose|brigade|"
                r"chief|axe|marshal|blanket|watch|code|sale|wood|place|side)|firing|fired|"
                r"misfires?|backfires?|ready,? aim,? fire|sapphire|fire(?:s)? up (?:the|his|"
                r"her) (?:engine|car|computer|laptop|motor)"
                r"|burns? (?:a|his|her|the) (?:hand|finger|tongue|cd|disc|toast|bridges?)|"
                r"burning (?:question|desire|with|eyes|look|glance|ambition|sensation|rubber)|"
                r"eyes (?:burn|blaz)\w*|sun (?:burns|blazes|blazing)|blazing sun|burns? (?:off|"
                r"out|through|calories|rubber)|burned|burnt|burn to (?:pink|white|black)|"
                r"sunburn\w*|slow burn|old flames?|flame[- ]?(?:red|colou?red)|burnt umber|"
                r"(?:trial|play(?:s|ing)? with|baptism) (?:by|of|with)? ?fire|blaz(?:e|"
                r"ing) (?:a trail|new)|flaming (?:red|idiot|hair)|heart ?burn|burning (?:to|"
                r"man)|fire in (?:his|her|their) (?:eyes|belly|heart|voice)|all fired up|"
                r"inferno of)\b",
    "smoke":
        r"\b(?:smok(?:es?|ing) (?:a|an|his|her|their|two|the|in silence|another|one|nervously|"
        r"quietly)? ?(?:cigarettes?|cigars?|pipes?|joint|weed|in silence)?(?= |[.,!?]|"
        r"$)(?!(?:rises|billows|pours|fills|drifts|from|curls|and fire))|smoke (?:detectors?|"
        r"alarms?|signals?|break|rings? shop)|smoke[- ]?(?:colou?red|free|grey|gray)|smokeless|"
        r"smoking (?:jacket|area|room|section|car|gun)|smoky (?:voice|eyes|quartz|topaz|"
        r"flavou?r)|smoked|smoke and mirrors|(?:he|she|they|who|man|woman|boy|girl) smokes?|"
        r"(?:sits?|stands?|leans?),? smoking|smokers?|chain[- ]smok\w+|smokescreen of lies)\b",
    "steam":
        r"\b(?:steam (?:train|engine|ship|boat|roller|shovel|iron)|steamboat|steamroller|"
        r"lets? off steam|steamed|blow(?:s|ing)? off steam|under (?:his|her|its) own steam|"
        r"runs out of steam|steam(?:s|ing) (?:ahead|past|toward|towards|into|through|mad|"
        r"with rage|open)|steaming (?:mug|cup|coffee|tea)s?(?= (?:is|of) (?:cold)))\b",
    "fog":
        r"\b(?:fog ?(?:lights?|lamps?|horns?)|brain fog|fogged|mist(?:y)?[- ]eyed|foggiest|"
        r"fog of (?:war|memory|sleep)|fog(?:gy)? (?:mind|memory|notion|head))\b",
    "dust":
        r"\b(?:dust(?:s)? (?:off|himself|herself|the|jacket|cover|bunny|pan)|dust(?:bin|man|"
        r"men|pan|er|sheet|ing)|bites? the dust|gold dust|dusted|stardust|sawdust on|"
        r"dust (?:sheets?|covers?|jackets?|masks?)|angel dust|covered in dust|"
        r"dusty (?:old )?(?:book|shelf|shelves|box|boxes|attic|room|bottle|bottles|photo\w*|"
        r"mirror|window|windows|files?|curtains?|piano))\b",
    "rain":
        r"\b(?:rain ?(?:coats?|forests?|bows?|checks?|barrels?|boots?|gear|gutters?|pipes?)|"
        r"rain(?:s|ing)? (?:blows|down blows|punches|bullets|money|check)|take a rain check|"
        r"raincheck|(?:sparks?|embers|ash|ashes|debris|glass|stones?|bullets|blows|"
        r"petals) rains?(?: down)?|in from the rain shadow|right as rain|rain man|"
        r"come rain or shine|purple rain|training|rains? of (?:arrows|bullets|blows))\b",
    "snow":
        r"\b(?:snow ?(?:white|globes?|man|men|mobiles?|boots?|shoes?|shovels?|plow|plough|"
        r"tires?|cones?|board\w*)|snow[- ]white|snow(?:s)? (?:him|her|them|on (?:the )?(?:tv|"
        r"screen))|snowed|tv snow|snow job)\b",
    "sparks":
        r"\b(?:sparks? (?:plugs?|an? idea|a memory|interest|his|her|their|the (?:idea|memory|"
        r"debate)|of (?:hope|genius|life|humou?r|intelligence|recognition|interest)|"
        r"(?:fly )?between)|bright spark|no spark|creative spark|old spark)\b",
    "embers":
        r"\b(?:september|november|december|member\w*|remember\w*|embers of (?:love|hope|"
        r"memory))\b",
    "explosion":
        r"\b(?:explo(?:des?|ding|ded) (?:in|with|into) (?:laughter|applause|anger|rage|tears|"
        r"cheers|joy|a grin|song)|(?:anger|rage|temper|population|laughter|applause|"
        r"an explosion of (?:laughter|colou?rs?|applause|sound|joy|flowers))|"
        r"explosion of (?:laughter|colou?rs?|applause|sound|joy|flowers)|explod(?:es|ing|"
        r"ed)? at (?:him|her|them)|blows? up (?:a|the|his|her) (?:balloons?|photos?|pictures?|"
        r"mattress|tire|tyre)|blows? up at (?:him|her|them)|unexploded)\b",
}  # fmt: skip
_NOT_EFFECT_RE = {k: re.compile(v, re.IGNORECASE) for k, v in _NOT_EFFECT.items()}

_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|n['’]t|without|never|neither|nor|barely any|lacks?|lacking|hardly any|"
    r"free of|instead of|rather than|"
    r"un-?lit|dead|cold|extinguished|imaginary|painted|fake|stop(?:s|ped)?|puts? out|"
    r"stamps? out|douses?|extinguish(?:es)?|snuffs?(?: out)?|"
    r"blows? out|end of|afraid of|fears?|dreams? of|talks? about|photos? of|pictures? of|"
    r"painting of|paintings of|"
    r"drawing of|before (?:(?:the|an?|his|her) \w+|it|he|she|they)(?=\s*$)|if|unless|would|"
    r"could|might|will|as if|like|as though|prevent(?:s)?|avoid(?:s)?|"
    r"burned-out|smell of|smells? of|memory of|memories of|threat of|promise of|look for|"
    r"looks for)\b[^,;.!?]{0,28}$",
    re.IGNORECASE,
)
_POWERLESS = re.compile(
    r"\b(?:cannot|can['’]t|could not|couldn['’]t|nothing can|unable to|fails? to|"
    r"too late to)\s+\w+",
    re.IGNORECASE,
)
_CYR_DENIED = re.compile(
    r"(?:\b(?:не|нет|без|никакого)\b[^,;.!?]{0,20}|[没無无不未][有]?[^，。]{0,3})$", re.IGNORECASE
)
_DENIED_AFTER = re.compile(
    r"^[^,;.!?]{0,24}?\b(?:is out|are out|goes out|went out|has gone out|is dead|is unlit|"
    r"unlit|is cold|has died|died out|dies out|"
    r"has stopped|stops|stopped|has cleared|clears|is gone|are gone|has burn(?:ed|"
    r"t) (?:off|out)|burns (?:off|out)|long dead|"
    r"is extinguished|is doused|put out|isn['’]t|aren['’]t|does not|doesn['’]t|is not|"
    r"never|won['’]t|wouldn['’]t|has not|hasn['’]t|"
    r"has begun to burn off|that never|lifts|has lifted|insurance)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:huge|massive|raging|thick|dense|heavy|heavily|roaring|enormous|torrential|pouring|engulf\w*|inferno|billow\w*|ablaze|towering|pelting|blinding)\b|大火|浓烟|暴",
    re.I,
)
_WEAK = re.compile(
    r"\b(?:small|little|faint|thin|light|lightly|tiny|wisps?|wispy|weak|slight|gentle|flicker\w*|candle\w*|match|lighter|trickle|hint|drizzl\w*|curls?)\b",
    re.I,
)
_AT = re.compile(
    r"\b(?:from|in|on|of|over|under|inside|behind|beneath|through|around|engulfs?|"
    r"consumes?|licks?(?: at)?)\s+(?:the|a|an|his|her|its|their)\s+(?:\w+ )?([a-z]+)",
    re.I,
)
_HOLDERS = re.compile(
    r"\b(curtains?|car|workshop|warehouse|factory|house|building|apartment|fireplace|stove|campfire|candle|barrel|kitchen|roof|window|torch|engine|kettle|tree|bed|sofa|truck|barn|forest|gun|chimney|cigarette|pan|pot|bonfire)\b",
    re.I,
)

TINY_FLAMES = frozenset(
    ["flame", "wick", "candle", "match", "lighter", "lamp", "lantern", "cigarette"]
)
"""`EffectCue.at` of a fire that is only the flame of such a thing."""
_TINY = re.compile(
    r"\b(?P<at>wick|candles?|candlelight|match(?:es)?|lighter|lamps?|lanterns?|cigarette)\b|"
    r"\b(?:single|little|tiny|lone|steady|one|yellow) (?:\w+ )?(?P<flame>flames?)\b|"
    r"\b(?:to|at|over|into|with) the (?P<near>flame)\b",
    re.IGNORECASE,
)
_GREAT = re.compile(
    r"\b(?:curtains?|drapes?|roofs?|house|workshop|building|wall|car|forest|inferno|blaze|ablaze|"
    r"engulf\w*|explo\w*|torches|fireplace|stove|spreads?|leaps?|catch(?:es)? fire|roars?)\b",
    re.IGNORECASE,
)

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


def effect_cues(text: str) -> tuple[EffectCue, ...]:
    """Effect elements a shot's action asks for, one of each kind at most, strongest words first."""
    found: dict[str, EffectCue] = {}
    for sentence in sentences(text):
        for trigger in _EFFECTS:
            cue = _effect(trigger, sentence)
            if cue and (trigger.kind not in found or found[trigger.kind].intensity < cue.intensity):
                found[trigger.kind] = cue
    return tuple(found.values())


def _effect(trigger: _Trigger, sentence: str) -> EffectCue | None:
    excluded = (
        [m.span() for m in _NOT_EFFECT_RE[trigger.kind].finditer(sentence)]
        if trigger.kind in _NOT_EFFECT_RE
        else []
    )
    for match in trigger.pattern.finditer(sentence):
        if any(a < match.end() and match.start() < b for a, b in excluded):
            continue
        if _denied(sentence, match.start(), match.end()):
            continue
        intensity = trigger.intensity
        tiny = _TINY.search(sentence) if trigger.kind == "fire" else None
        if tiny and not _GREAT.search(sentence):
            at = singular(tiny["at"].lower()) if tiny["at"] else "flame"
            at = at if at in TINY_FLAMES else "candle"
            return EffectCue("fire", 0.2, at, match[0].lower())
        near = sentence[max(0, match.start() - 30) : match.end() + 30]
        if _STRONG.search(near):
            intensity = min(1.0, intensity + 0.3)
        elif _WEAK.search(near):
            intensity = max(0.2, intensity - 0.3)
        return EffectCue(
            trigger.kind, round(intensity, 2), _holder(sentence, match), match[0].lower()
        )
    return None


def _denied(sentence: str, start: int, end: int) -> bool:
    # "cannot stop the flames" denies the denial.
    if re.match(r"[刚已]?[停熄灭散]", sentence[end:]):
        return True
    before = _POWERLESS.sub(" ", sentence[:start])
    after = sentence[end:]
    return bool(
        _DENIED_BEFORE.search(before)
        or _DENIED_AFTER.match(after)
        or _CYR_DENIED.search(before[-24:])
    )


def _holder(sentence: str, match: re.Match[str]) -> str:
    """What the effect clings to: the nearest thing named around it."""
    at = _AT.search(sentence[match.end() : match.end() + 40])
    if at and _HOLDERS.fullmatch(at[1]):
        return at[1].lower()
    near = min(
        _HOLDERS.finditer(sentence), key=lambda m: abs(m.start() - match.start()), default=None
    )
    return near[1].lower() if near and near.span() != match.span() else ""


def sound_cues(text: str, spoken_before: int = 0, total: int = 0) -> tuple[SoundCue, ...]:
    """Spot sounds in a piece of action.

    Args:
        text: the action.
        spoken_before: words of the shot before this text.
        total: words of the whole shot; 0 for those of the text alone.
    """
    found: list[SoundCue] = []
    whole = max(1, total or len(words(text)))
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
                at = (offset + len(words(sentence[: match.start()]))) / whole
                found.append(
                    SoundCue(
                        trigger.kind, " ".join(match[0].split()).lower(), round(min(1.0, at), 3)
                    )
                )
                break
        offset += len(words(sentence))
    return tuple(sorted(found, key=lambda c: c.at))

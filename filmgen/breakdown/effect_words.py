"""The words that ask for effects, and the other senses of the same letters.

"Fire him", "fire escapes", "explodes with laughter", "snow-white", "a rain check" and dust that
lies on shelves are told apart from what burns, bursts, falls and drifts.
"""

from __future__ import annotations

import re

from filmgen.breakdown.trigger import trigger as _t

EFFECTS = (
    _t("explosion",
        r"\bexplo(?:des?|ding|ded|sions?)\b|\b(?:blows? up|blown up|blown apart|"
        r"blows? (?:it|him|her|them|itself|the \w+) (?:to pieces|apart|sky[- ]high)|"
        r"erupts? in (?:flames?|a fireball)|goes up in a fireball|detonat(?:es?|ed|ion)|"
        r"fireballs?|goes off with a (?:bang|blast))\b|"
        r"\b(?:bombs?|grenades?|dynamite|charges?|mines?|shells?) goe?s? off\b|взрыв|爆炸", 0.8),
    _t("fire",
        r"\b(?:wild|camp|bon)fires?\b|\bfires?\b|\bablaze\b|\bflames?\b|\binferno\b|\bblaz(?:e|"
        r"es|ing)\b|\b(?:burns|burning|burn)\b|\bin flames\b|\bflaming\b|\baflame\b|\balight\b|"
        r"\bcatch(?:es)? (?:fire|light)\b|\btorches\b|\b(?:candle|torch|fire)(?:light|lit)\b|"
        r"\bignit(?:es?|ed|ing)\b|\b(?:strikes?|lights?|striking|lighting) (?:a|the|another|his|"
        r"her|one) (?:\w+ )?(?:match|candle|lighter|torch|lantern)s?\b|\bmatch(?:es)? flares?\b|"
        r"огонь|пожар|пламя|горит|火焰|着火|大火|燃烧|火光|篝火|火苗", 0.6),
    _t("smoke",
        r"\bsmok(?:e|y|ing)\b|\bsmokes\b|\bsmoke-filled\b|\bsmoulder(?:s|ing)?\b|"
        r"\bsmolder(?:s|ing)?\b|дым|浓烟|冒烟|烟雾|青烟|(?<!香)烟(?![囱斗])", 0.6),
    _t("steam", r"\bsteam(?:s|ing)?\b|пар(?= )|蒸汽|热气|白汽", 0.5),
    _t("fog", r"\bfog(?:gy)?\b|\bmist(?:y|s)?\b|туман|雾", 0.6),
    _t("dust", r"\bdust(?: cloud)?\b|\bsandstorm\b|\bdust storm\b|пыль|尘土|灰尘", 0.5),
    _t("rain",
        r"\brain(?:s|ing|y|fall|drops?)?\b|\bdownpour\b|\bdrizzl(?:e|es|ing)\b|\brainstorm\b|"
        r"\bcloudburst\b|дождь|下雨|大雨|雨水|雨点|雨(?![衣伞鞋靴])", 0.6),
    _t("snow", r"\bsnow(?:s|ing|y|fall|flakes?|storm)?\b|\bblizzard\b|снег|下雪|大雪|雪花|雪", 0.6),
    _t("sparks", r"\bsparks?\b|искры|火花", 0.6),
    _t("embers", r"\bembers?\b|\bglowing (?:coals|ashes)\b|угли|余烬|火星", 0.5),
)  # fmt: skip
"""What each kind is called, with its strength where no word of size is near."""

_OTHER: dict[str, str] = {
    "fire":
        # guns, orders and dismissals
        r"\b(?:fires? (?:him|her|them|me|us|you|twice|again|once|off|at|on|into|back|away|"
        r"through|wildly|blindly|questions|(?:a|an|the|his|her|two|three|one|several|"
        r"another) (?:\w+ )?(?:shots?|rounds?|gun|pistol|rifle|weapon|bullet|burst|flare|staff|"
        r"employee|warning|engines?|thrusters?|salvo|volley|arrow|cannons?))"
        r"|(?:he|she|they|it|x+|who|and|then|guard|cop|officer|soldiers?|gun(?:man|"
        r"men)?|sniper|pistol|rifle) fires(?! (?:up|in the))|(?:open|opens|opened|"
        r"opening|return|returns|cease|ceases|hold|friendly|enemy|machine[- ]gun|gun|"
        r"rifle|line of|crossing|hostile|covering|suppressing|rapid|burst of|under|"
        r"artillery|cannon|sniper) ?fire|gunfire|"
        r"(?:shouts?|yells?|cries|cry|screams?|orders?|commands?|calls?|barks?|whispers?)"
        r"[:,]? [\"“‘']?fire|ready,? aim,? fire|aim[.,!]? fire|fire in the hole"
        # things that have their name from it
        r"|fire ?(?:engines?|trucks?|fighters?|man|men|department|station|house|alarms?|"
        r"escapes?|exits?|doors?|hydrants?|extinguishers?|drills?|flies|fly|wall|arms?|works?|"
        r"crackers?|hose|brigade|chief|axe|marshal|blanket|watch|code|sale|wood|place|side|"
        r"power|poker|pole|dogs?|screen|insurance|damaged?|bucket|safety|trap)|"
        r"fire[- ](?:red|damaged|proof|eater|engine red)"
        r"|firing|fired|misfires?|backfires?|sapphire|fire(?:s)? up (?:the|his|"
        r"her) (?:engine|car|computer|laptop|motor)|[\"“‘'](?:fire|burn)[!.,]*[\"”’']"
        # bodies, feelings, light
        r"|burns? (?:a|his|her|the) (?:hand|finger|tongue|cd|disc|toast|bridges?|dinner|food)|"
        r"burning (?:question|desire|with|eyes|look|glance|ambition|sensation|rubber|cheeks|"
        r"face|up with|bright|fever|bush|shame|issue|need)|"
        r"(?:burns?|burning) with|burn (?:marks?|scars?|unit|ward|victims?|wounds?|rate|after)|"
        r"(?:cheeks?|face|ears?|skin|throat|lungs|muscles|wound|tears|eyes?|legs|forehead) "
        r"(?:still )?(?:burn|blaz|flam)\w*|"
        r"sun (?:burns|blazes|blazing)|(?:burning|blazing) (?:\w+ )?(?:sun|heat|lights?|"
        r"headlights?|row|argument|guns)|burns? (?:off|out|through|calories|rubber)|burned|burnt|"
        r"burn to (?:pink|white|black)|(?:head|flood|spot)?lights? (?:still )?(?:burns?|blazes?)|"
        r"sunburn\w*|slow burn|old flames?|flame[- ]?(?:red|colou?red|haired)|"
        r"money to burn|(?:midnight|lamp) oil|"
        r"(?:trial|play(?:s|ing)? with|baptism) (?:by|of|with)? ?fire|blaz(?:e|"
        r"ing) (?:a trail|new|of (?:glory|colou?rs?|light|lights|trumpets|publicity))|"
        r"flaming (?:red|idiot|hair|row)|heart ?burn|burning (?:to|man)|"
        r"(?:fire|flames?) in (?:his|her|their|its) (?:eyes|belly|heart|voice|veins)|"
        r"all fired up|inferno of|sets? (?:the )?(?:world|stage|dance ?floor) (?:on fire|alight))\b"
        r"|(?<=[\"“‘'])fire(?=!)|^\W*fire!+\W*$|\b(?:after|since) the (?:\w+ )?(?:fire|blaze)\b",
    "smoke":
        r"\b(?:smoke (?:detectors?|alarms?|signals?|break|rings? shop|screens?|machine off)|"
        r"smoke[- ]?(?:colou?red|free|grey|gray)|smokeless|holy smoke|pack of smokes|"
        r"(?:wants|needs|fancies|goes out for|steps out for|has|having) a (?:quick )?smoke|"
        r"smoking (?:jacket|area|room|section|car|gun|ban|is)|smoky (?:voice|eyes?|quartz|topaz|"
        r"flavou?r|whisky|glass|look)|smoked|smoke and mirrors|"
        r"(?:plans?|dreams?|hopes?|money|career|life|deal)\b[^.]{0,20}\bup in smoke|"
        r"(?:(?:he|she|they|who|man|woman|boy|girl|x+) smokes?|smoking(?= in silence)|"
        r"(?:sits?|stands?|leans?|waits?),? (?:there )?smoking)(?! (?:an?|his|her|their|the|"
        r"another) (?:\w+ )?(?:cigarette|cigar|pipe))|smokers?|chain[- ]smok\w+|"
        r"smokescreen of lies|(?:he|she|who|x+) smou?lders|smoulder(?:s|ing) (?:look|eyes|gaze|at)|"
        r"(?:eyes|gaze|look) smou?lder\w*)\b",
    "steam":
        r"\b(?:steam (?:train|engine|ship|boat|roller|shovel|iron|room|bath|whistle)|steamboat|"
        r"steamroller|lets? off steam|steamed|blow(?:s|ing)? off steam|"
        r"(?:under|picks? up|gathers?|gaining|gathering|losing|loses?|runs? out of) "
        r"(?:(?:his|her|its|their) own )?steam|full steam|"
        r"steam(?:s|ing) (?:ahead|past|toward|towards|into|through|mad|off|away|up|out|across|"
        r"down|with (?:rage|anger|fury)|open)|(?:window|glass|mirror|glasses|windshield)s? steams?|"
        r"steaming (?:mad|angry|drunk|pile)|steaming (?:mug|cup|coffee|tea)s?(?= (?:is|of) "
        r"(?:cold)))\b",
    "fog":
        r"\b(?:fog ?(?:lights?|lamps?|horns?|machine)|brain fog|fogged|mist(?:y)?[- ]eyed|"
        r"foggiest|fog of (?:war|memory|sleep|drink|pain|grief)|"
        r"fog(?:gy)? (?:mind|memory|notion|head|window|glass|mirror)|"
        r"mists? (?:of (?:time|tears|perfume|blood|spray|hairspray)|up|over)|red mist|"
        r"(?:eyes|glasses|glass|window) (?:mist|fog)s?)\b",
    "dust":
        r"\b(?:dust(?:s)? (?:off|himself|herself|itself|themselves|him|her|the|jackets?|covers?|"
        r"bunny|bunnies|pan|sheets?|masks?|mop|bowl|his|on (?:the|his|her|their|its|every|a) "
        r"(?:\w+ )?(?:shelf|shelves|table|desk|piano|books?|floor|lens|boots|shoes|coat|"
        r"furniture|frames?|sill))|dust(?:bin|man|men|pan|er|sheet|ing)|"
        r"bites? the dust|gold dust|dusted|stardust|sawdust|fairy dust|pixie dust|angel dust|"
        r"cosmic dust|brick dust|chalk dust on|"
        r"(?:gathers?|gathering|collects?|collecting|layers? of|film of|coat of|inch of|covered "
        r"(?:in|with)|coated (?:in|with)|thick with|grey with|white with|full of|"
        r"leaves (?:\w+ )?in the|through the|in the|wipes? (?:\w+ )?the|blows? (?:\w+ )?the|"
        r"brush(?:es)? (?:\w+ )?the|writes? in the|under the) dust)\b",
    "rain":
        r"\b(?:rain ?(?:coats?|forests?|bows?|checks?|barrels?|boots?|gear|gutters?|pipes?|"
        r"jackets?|hats?|water tank|dance|sticks?)|rain[- ](?:soaked|slick\w*|washed|streaked|"
        r"wet|drenched|swept|check|shine)|rain(?:s|ing)? (?:blows|down blows|punches|bullets|"
        r"money|check)|take a rain check|"
        r"raincheck|(?:sparks?|embers|ash|ashes|debris|glass|stones?|bullets|blows|dust|plaster|"
        r"petals|confetti|arrows|fire|punches|coins|paper)\b[^.]{0,24}\brains?(?: down)?|"
        r"in from the rain shadow|right as rain|rain man|"
        r"(?:wet|soaked|drenched|glistening|shining|slick) (?:from|with|by) (?:the )?rain|"
        r"(?:puddles?|drops?|smell|chance|promise|pools?|hint) of rain|rainy[- ]day fund|"
        r"(?:prays?|praying|hopes?|hoping|waits?|waiting|longs?) for (?:the )?rain|"
        r"(?:after|since) the rain|come rain or shine|purple rain|training|"
        r"rains? of (?:arrows|bullets|blows|debris|glass|"
        r"sparks|ash|fire))\b",
    "snow":
        r"\b(?:snow ?(?:white|globes?|m[ae]n|mobiles?|boots?|shoes?|shovels?|plows?|ploughs?|"
        r"tires?|tyres?|cones?|board\w*|balls?|drops?|leopards?|line|job|angels?|suits?|peas?|"
        r"cannons?)|snow[- ](?:white|covered|capped|blind|bound|clad)|snow(?:s)? (?:him|her|them|"
        r"on (?:the )?(?:\w+ )?(?:tv|screen|ground|roofs?|peaks?|mountains?|hills?|branches|"
        r"fields?|sill|path|steps|fence|car|cars))|snowed|tv snow|"
        r"snowy (?!night|morning|day|sky|evening|weather|afternoon)\w+|"
        r"(?:covered (?:in|with)|white with|footprints in|tracks in|prints in|deep in|knee[- ]deep "
        r"in|shovels?|shovelling|melting|melted|fresh|virgin|old|dirty|packed|deep|banks? of|"
        r"piles? of|patch(?:es)? of|blanket of|lies? in|lying in|blood (?:in|on)|onto|into|"
        r"trudges? through|walks? through|runs? through|crunch\w*|wades? through|"
        r"kneels? in|sinks? (?:in|into)|across|over|falls? (?:in|into)|digs? (?:in|through)|"
        r"white as|pure as) (?:the |a )?(?:\w+ )?snow(?!(?:s|ing|fall|storm|flakes?)\b)|"
        r"snow (?:crunch\w*|melts|lies|covers?|sparkles|glitters|glistens|has melted|gives|"
        r"creaks))\b",
    "sparks":
        r"\b(?:sparks? (?:plugs?|an? idea|a memory|interest|his|her|their|the (?:idea|memory|"
        r"debate|revolution)|a (?:memory|riot|debate|war|fight|conversation|smile|thought)|"
        r"of (?:hope|genius|life|humou?r|intelligence|recognition|interest|joy|madness|anger|"
        r"defiance|mischief)|(?:fly )?between|in (?:his|her|their|its) (?:eyes?|voice))|"
        r"bright spark|no spark|creative spark|old spark)\b",
    "embers":
        r"\b(?:september|november|december|member\w*|remember\w*|embers of (?:love|hope|"
        r"memory|(?:his|her|their) \w+))\b",
    "explosion":
        r"\b(?:explo(?:des?|ding|ded) (?:in|with|into|onto|from|out|past|off|through|to|across) "
        r"(?!flames?|flame|a ball|a fireball|fire|the (?:air|sky|night))(?:\w+ ?){1,3}|"
        r"(?:he|she|they|who|i|we|x+|mother|father|crowd|audience|class|man|woman|boss|stadium|"
        r"dance ?floor)(?: \w+ly| finally| just| suddenly| all)? explo(?:des?|ded)|"
        r"(?:anger|rage|temper|fury|population|laughter|applause|music|argument|tension) "
        r"(?:\w+ )?explo(?:des?|sion)|"
        r"an? explosion of (?:\w+ )?(?:laughter|colou?rs?|applause|sound|joy|flowers|light|"
        r"feathers|confetti|music|voices|birds|movement)|"
        r"(?:hears?|heard|sounds? of|noise of|rumble of|echo(?:es)? of)\b[^,.;]{0,24}explosions?|"
        r"(?:after|since) the (?:\w+ )?explosion|fireworks? explo\w+|"
        r"population explosion|explod(?:es|ing|ed)?(?: \w+)? at (?:him|her|them|x+|the)|"
        r"blows? up (?:an?|the|his|her|their) (?:\w+ )?(?:balloons?|photos?|pictures?|images?|"
        r"mattress|tire|tyre|paddling|pool|doll|beach ball)|blows? up (?:at|in (?:his|her|my)) "
        r"(?:\w+)|unexploded|exploded view|"
        r"(?:phone|inbox|head|mind|heart|bladder|stomach|switchboard) (?:\w+ )?(?:explo(?:des?|"
        r"ding)|blows? up))\b",
}  # fmt: skip
OTHER_SENSES = {kind: re.compile(text, re.IGNORECASE) for kind, text in _OTHER.items()}
"""Around a trigger: these letters, but no effect."""

STRONG = re.compile(
    r"\b(?:huge|massive|raging|thick|dense|heavy|heavily|roar\w*|enormous|giant|vast|great|"
    r"torrential|pour(?:s|ing)|gush\w*|engulf\w*|consum\w*|inferno|billow\w*|ablaze|towering|"
    r"pelt\w*|blinding|fierce\w*|furious\w*|violent\w*|hammer\w*|lash\w*|buckets|sheets of|"
    r"wall of|column of|blizzard|downpour|choking|rages?|everywhere|spreads?|leap\w*)\b|"
    r"大火|浓烟|暴",
    re.I,
)
WEAK = re.compile(
    r"\b(?:small|little|faint\w*|thin|light|lightly|tiny|wisps?|wispy|weak\w*|slight\w*|gentl\w+|"
    r"soft\w*|low|flicker\w*|candle\w*|match|lighter|trickle|hint|drizzl\w*|curls?|thread|ribbon|"
    r"patter\w*|spits?|sprinkl\w*|a few|single|dying|lazily|lazy|motes?|shimmer\w*)\b",
    re.I,
)
STARTS = re.compile(
    r"\b(?:catch(?:es)? (?:fire|light)|ignit\w+|bursts? into|goes? up in|flares? up|breaks? out|"
    r"erupts?|begins?|starts?|suddenly|then|sets? (?:\w+ ){1,3}(?:on fire|alight|ablaze)|"
    r"(?:strikes?|lights?) (?:a|the|another|his|her|one) |explo\w+|bursts?|shorts? out|"
    r"runs? up|shoots?|sprays?|showers?|rains? (?:on|down)|spills?)\b|着火|下起",
    re.IGNORECASE,
)
"""Near a trigger: the effect begins there instead of having been there all along."""
COLOURS = {
    "black": "#1a1815", "dark": "#24211d", "grey": "#8a8a8a", "gray": "#8a8a8a",
    "white": "#e8e8e6", "yellow": "#d8b23a", "green": "#57a05a", "red": "#c8402e",
    "blue": "#4a7fd0", "purple": "#8a56b0", "pink": "#e08aa8", "orange": "#e07a2a",
    "brown": "#6a4a30",
}  # fmt: skip
"""Colour words beside a trigger, as sRGB."""

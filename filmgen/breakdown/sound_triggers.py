"""Words that stand for a spot sound, in English, some Russian, some Chinese."""

from __future__ import annotations

from filmgen.breakdown.trigger import trigger as _t

SOUND_TRIGGERS = (
    _t("car door",
        r"\b(?:car|truck|taxi|cab|van|limo|cruiser|driver'?s|passenger) doors?\b[^.;]{0,24}\b"
        r"(?:opens?|closes?|slams?|shuts?|bangs?)\b|\b(?:opens?|closes?|slams?|shuts?) (?:the|"
        r"his|her|a) (?:car|truck|taxi|cab|van|limo|driver'?s|passenger) door\b|车门|"
        r"дверц\w+ (?:хлоп|откры|закры)", 0.6),
    _t("helicopter",
        r"\bhelicopters?\b[^.;]{0,40}\b(?:drops?|hovers?|hovering|lands?|flies|flying|circles?|"
        r"approach\w*|roars?|thunders?|passes|swoops?|rises?|takes off|overhead)\b|"
        r"\bchoppers?\b[^.;]{0,30}\b(?:hangs?|hovers?|exits?|lands?|flies|circles?|roars?)\b|"
        r"\b(?:sound|thump|roar|beat) of (?:a |the )?(?:helicopter|chopper|rotor)s?\b|"
        r"вертол[её]т (?:лет|завис)|直升机飞", 0.7),
    _t("plane",
        r"\b(?:planes?|jets?|airliners?|airplanes?|bombers?)\b[^.;]{0,24}\b(?:passes|flies|roars?|"
        r"takes? off|lands?|overhead|streaks?|screams?)\b|самол[её]т (?:лет|проле)|飞机飞过", 0.6),
    _t("train",
        r"\btrains?\b[^.;]{0,24}\b(?:passes|rushes|roars?|rumbles?|thunders?|rattles?|pulls (?:in|"
        r"out)|arrives|speeds?|races?|barrels)\b|\bpassing train\b|поезд (?:проход|проезж|мчит)|"
        r"火车驶过", 0.7),
    _t("hooves",
        r"\bhoof ?beats?\b|\bhooves\b|\bhorses?\b[^.;]{0,24}\b(?:gallops?|trots?|canters?|"
        r"approach\w*|thunders?)\b|\bclip[- ]clop\b|цокот|копыт|马蹄", 0.6),
    _t("sword",
        r"\bswords?\b[^.;]{0,24}\b(?:clash\w*|slices?|slashes|swings?|rings?)\b|\b(?:draws?|"
        r"unsheath(?:e|es|s)|sheath(?:e|es|s)|swings?|raises?) (?:\w+ ){0,2}(?:swords?|blades?|"
        r"sabres?|katanas?)\b|\bexpertly sheath(?:e|es|s)\b|\bslices? the air\b[^.;]{0,20}\bsword|"
        r"\bclash of (?:steel|swords|blades)\b|меч\w* звен|拔剑|刀剑", 0.7),
    _t("screech",
        r"\b(?:tires?|tyres?|brakes?)\b[^.;]{0,16}\b(?:screech\w*|squeal\w*|scream\w*|shriek\w*)\b|"
        r"\b(?:screech\w*|squeals?|skids?) to a (?:stop|halt)\b|\bscreech(?:ing)? of (?:tires?|"
        r"tyres?|brakes)\b|\bslams? (?:on )?the brakes?\b|визг тормоз|刹车声", 0.7),
    _t("crash",
        r"(?-i:\bCRASH(?:ES)?\b)|\b(?:cars?|trucks?|vans?|bus|motorcycle|bike|train|plane)\b"
        r"[^.;]{0,30}\b(?:crash(?:es)?|collides?|smash(?:es)? into|slams? into|break through)\b|"
        r"(?-i:\bSLAMS INTO THE\b)|\bcrash(?:es)? (?:into|through)\b|авари|撞车", 0.8),
    _t("alarm",
        r"\balarms?\b[^.;]{0,16}\b(?:kicks in|goes off|sounds?|rings?|blares?|beeps?|wails?|"
        r"blaring|buzzes)\b|\b(?:alarm clock|smoke detector|monitor|timer|microwave|watch) "
        r"(?:\w+ )?(?:beeps?|rings?|buzzes|goes off)\b|\bbeep(?:s|ing)?\b(?! at)|будильник звен|"
        r"闹钟响", 0.6),
    _t("buzz",
        r"(?-i:\bBUZZ(?:ES|ING)?\b)|\b(?:bulb|light|lamp|neon|fluorescents?|sign|intercom|"
        r"wires?)s?\b"
        r"[^.;]{0,16}\b(?:buzz(?:es|ing)?|crackles?|hums?|sizzles?)\b|\belectric(?:al)? (?:buzz|"
        r"hum|crackle)\b|\bsparks? (?:fly|shower|crackle)\b|жужж|嗡嗡", 0.5),
    _t("hiss",
        r"(?-i:\bHISS(?:ES)?\b)|\bhiss of\b|\b(?:gas|steam|air|pipe|valve|brakes)\b[^.;]{0,16}\b"
        r"hiss(?:es|ing)?\b|\bsteam (?:bursts|escapes|shoots)\b|\b(?:spray|aerosol) can\b|"
        r"шипени|шипит|嘶嘶", 0.5),
    _t("drip",
        r"\bdrip(?:s|ping)?\b(?! with (?:sarcasm|sweat|blood|gold|diamonds))|\bdrops? (?:fall|"
        r"falls|"
        r"plink)\b|капает|滴水|水珠.{0,8}滴落", 0.4),
    _t("keys",
        r"\bkeys? (?:jingles?|jangles?|rattles?|turns?|scrapes?|clicks?)\b|\b(?:turns?|twists?|"
        r"jiggles?) (?:the|a|his|her) (?:\w+ )?key\b(?! ?board)|\bjingl(?:e|es|ing) (?:of )?"
        r"(?:his |her |the )?keys\b|\b(?:unlocks?|locks|bolts) (?:the|his|her|a) (?:\w+ )?(?:door|"
        r"gate|safe|drawer|cell)\b|\bfumbles (?:with|for) (?:the|his|her) keys\b|звен\w+ ключ|"
        r"钥匙.{0,4}响|开锁", 0.5),
    _t("lighter",
        r"\b(?:strikes?|lights?) (?:a|another|the) (?:match|cigarette|cigar|candle|lighter)\b|"
        r"\bflicks? (?:a|the|his|her) (?:lighter|zippo)\b|\b(?:match|lighter) flares?\b|"
        r"\blights? up (?:a|another) (?:cigarette|smoke|joint)\b|чирка\w+ спичк|закурива|"
        r"划火柴|点烟",
        0.4),
    _t("pour",
        r"\bpours? (?:\w+ ){0,4}(?:drinks?|coffee|tea|wine|whiske?y|water|glass|beer|milk|scotch|"
        r"bourbon|champagne|vodka|juice|cup)\b|\brefills? (?:the|his|her) (?:glass|cup)\b|"
        r"налива\w+|倒茶|倒酒|倒水", 0.4),
    _t("clink",
        r"\bclink(?:s|ing)?\b|\btoasts?\b(?= (?:with|each|his|her|their)\b)|"
        r"\bglasses (?:touch|meet)\b|"
        r"\braises? (?:a|his|her|their) glass(?:es)?\b[^.;]{0,12}\btoast|чока|干杯|碰杯", 0.5),
    _t("chair",
        r"\bchairs?\b[^.;]{0,14}\b(?:scrapes?|screech\w*|topples?|falls over|squeaks?)\b|"
        r"\b(?:pushes|shoves|scrapes|kicks) (?:back |over )?(?:his|her|the|a) chair\b|"
        r"\bpulls (?:up|out) a chair\b|椅子.{0,4}响", 0.4),
    _t("heartbeat",
        r"\bheart ?beats?\b|\b(?:his|her|the|a) heart (?:pounds|thumps|hammers|races|"
        r"is pounding)\b|"
        r"сердц\w+ (?:бь|стуч|колот)|心跳", 0.5),
    _t("paper",
        r"\b(?:tears?|rips?|crumples?|unfolds?|shuffles?|rustles?|flips? through|leafs? through|"
        r"riffles? through) (?:\w+ ){0,3}(?:papers?|letters?|pages?|envelopes?|newspapers?|notes?|"
        r"documents?|photos?|photographs?|maps?|mail|check)\b|\btears? (?:it|them) (?:up|open|"
        r"in (?:two|half))\b|"
        r"\bpapers? (?:rustles?|flutters?)\b|\bsorts through the mail\b|рвёт письм|разворачива\w+ "
        r"(?:письм|лист)|展开(?:它|信)|撕", 0.4),
    _t("creak",
        r"\b(?:floor ?boards?|stairs?|wood|hinges?|bed|beams?|gate)\b[^.;]{0,12}\b(?:creaks?|"
        r"groans?|"
        r"squeaks?)\b|(?-i:\bCREAK(?:S|ING)?\b)|скрип\w*|嘎吱", 0.4),
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
        r"\b(?:glass|windows?|bottles?|mirrors?|vase|windshield|lanterns?|bulbs?|plates?|"
        r"cups?)\b[^.;]{0,24}\b(?:shatters?|"
        r"breaks?|smash(?:es)?|explodes?|splinters?|cracks?|bursts?)\b|\b(?:shatters?|breaks?|"
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
        r"\bfoot ?steps?\b|\b(?:steps|boots|heels) (?:echo|click|approach|pound)\w*\b|"
        r"(?:\b(?:he|she|they|we|who|and|but|then)|(?-i:\b[A-Z]\w+))(?: \w+ly)? "
        r"(?:runs|sprints|races|dashes|hurries|marches|strides|paces|strolls|tiptoes|stomps) (?:"
        r"(?:up|down|along|across|through|towards?|to|into|out|from|back|past|over|after|for|the|"
        r"slowly|quickly|away|around|outside|inside)\b)(?! (?:of )?(?:list|book|pages?|"
        r"options|hand|"
        r"fingers?|his hand|her hand))|шаги|бежит|脚步|跑(?:去|来|向|过)", 0.5),
    _t("engine",
        r"\bengines?\b[^.;]{0,30}\b(?:starts?|roars?|revs?|springs?|sputters?|idles?|coughs?|"
        r"turns over|dies|is heard)\b|\b(?:starts?|starting|revs?|revving|"
        r"guns?) (?:up )?(?:the|his|her) (?:engine|car|motor|truck|bike|motorcycle)\b|"
        r"\bturns? the key\b(?= [^.]*\bengine)|\b(?:speeds?|peels?|drives?|roars?|"
        r"races?) (?:off|away)\b|\bcar (?:pulls up|approaches|starts)\b|\bsound of (?:a|"
        r"the) (?:car'?s? )?engine\b|"
        r"\b(?:cruises|easing to a stop)\b|двигател|мотор|引擎|发动机", 0.5),
    _t("horn",
        r"(?-i:\bHORN\b)|\b(?:car |truck |train )?horns? (?:blares?|honks?|sounds?|blasts?|"
        r"beeps?)\b|"
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
        r"(?-i:\b(?:SLAM(?:S|MED)?|THUD(?:S)?|BANG(?:S)?|WHAM|THUMP(?:S)?|KICKS?|"
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
        r"pistol|rifle|hammer)\b|\bpops? it open\b|\bhits? (?:the|a) (?:\w+ )?button\b|"
        r"\b(?:flips|flicks) (?:the|a) switch\b|\bpresses a button\b|"
        r"щелчок|щелкает|щёлкает|咔嚓|咔哒", 0.5),
    _t("laugh", r"\blaugh(?:s|ing|ter)?\b|смеется|смеётся|笑声|大笑", 0.5),
    _t("gasp", r"\bgasps?\b", 0.5),
    _t("music",
        r"\bloud music\b|\bmusic (?:plays|blares|fills|swells|starts)\b|\bradio (?:plays|"
        r"blares)\b|музыка играет|音乐", 0.5),
)  # fmt: skip
"""What the first has taken of a sentence, no later one sees."""

"""Words of violence, from a threat to gore; photographs, games and jokes are left alone."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import PERSON, Rule, rule

_V = Kind.VIOLENCE
_TIMES = r"(?:\s+(?:hard|again|once|twice|repeatedly|back|down))*"
_JOKE = (
    r"kill(?:s|ed|ing)? (?:it|time|the (?:engine|lights?|lamps?|motor|music|switch|power|mood|"
    r"sound|camera|scene|buzz|pain|bottle|an hour))|dressed to kill|kill(?:ing)? (?:me|us) with|"
    r"kill(?:s|ing)? (?:me|us) (?:laughing|here)|you kill me|"
    r"(?:feet|shoes|back|heels|head|knees?|suspense|wait|heat) (?:is|are|was|were) killing|"
    r"it (?:would|won['’]t|wouldn['’]t|will not) kill (?:you|him|her|me)|road ?kill|make a killing|"
    r"i(?:['’]d| would| could) kill for|kill (?:my|your|him|her)self laughing|kill two birds|"
    r"(?:mother|mom|mum|wife|dad|boss)(?: is|['’]s)? (?:gonna|going to|will|would) kill"
)
_DIES = (
    r"di(?:es|ed|e|ing) (?:laughing|of (?:laughter|boredom|shame|embarrassment)|for a |down|away|"
    r"out|hard|to (?:meet|know|see|hear|try|get|tell|be))|never say die|dying (?:light|fire|"
    r"embers?|engine|battery)|(?:engine|motor|battery|phone|fire|light|lights|music|sound|applause|"
    r"wind|laughter|song|conversation|echo|tv|radio|screen|storm|flame|car)\b[^.,;]{0,16}\bdi(?:es|ed)"
    r"|(?:would|could) die for|to die for"
)

RULES: tuple[Rule, ...] = (
    # Threats and danger.
    rule(_V, "threat", "kill/s/ing/ed shoot murder/s strangl~e bury drown stab hurt gut skin slit "
         "break snap cut rip blow beat smash bash crush crack torch",
         pattern=r"\b(?:i['’]ll|i will|i['’]m (?:going to|gonna)|we['’]ll|we will|he['’]ll|they['’]ll|"
         r"gonna|going to|i swear i['’]ll|let me|want to|wanna)\s+(?:\w+\s+)?(?:kill|shoot|murder|"
         r"strangle|bury|drown|stab|hurt|gut|skin|slit|break|snap|cut|rip|blow|beat|smash|bash|"
         rf"crush|crack|torch)\s+(?:{PERSON}|your|his|her|their)\b(?!\s+(?:a|an|some|at|in)\b)",
         unless=_JOKE + r"|(?:blow|cut|break|beat|crack) (?:you|him|her|me|them) (?:a|off|some|in|at|up)|"
         r"break (?:your|his|her) (?:heart|fall|promise|record|fast)|cut (?:your|his|her) hair|"
         r"blow your mind|beat (?:you|him|her) (?:to|at|there|home)",
         where="dialogue"),
    rule(_V, "threat", "threat/s threaten/s/ed/ing menac~e/es/ed/ing",
         unless=r"threaten\w* (?:to )?(?:rain|snow|storm)|threat(?:ening)? (?:of rain|sky|clouds?)",
         spoken="spoken of", borderline=True),
    rule(_V, "threat", "corner/s/ed stalk/s/ed/ing loom/s/ed/ing", PERSON,
         borderline=True, where="action"),
    rule(_V, "threat", "kidnap/s/ped/ping abduct/s/ed/ing hostage hostages gag/s/ged",
         unless=r"gag(?:s|ged)? (?:reel|order|on)|running gag", spoken="spoken of"),
    rule(_V, "threat", "drag/s/ged pull/s/ed shove/s/d bundle/s/d throw/s",
         rf"{PERSON}\s+(?:\w+\s+){{0,2}}?(?:out|away|into|off|by)\b", where="action",
         unless=r"(?:chair|table|bag|suitcase|box|coat|door|curtain)s? ", borderline=True),
    # Fights.
    rule(_V, "fight", "punch/es/ed/ing kick/s/ed/ing slap/s/ped/ping hit/s/ting beat/s/ing beaten "
         "headbutt/s/ed headbutts knee/s/d elbow/s/ed slug/s/ged clobber/s/ed thump/s/ed whack/s/ed "
         "bash/es/ed batter/s/ed pummel/s/ed pummels club/s/bed shov~e/es/ed tackl~e/es/ed "
         "belt/s/ed smack/s/ed strik~e/es struck box/es/ed",
         rf"(?:(?:at|poor|old|young|little|\w+ly)\s+)?{PERSON}\b",
         unless=r"(?:hit|strike|struck|hits|strikes)\s+(?:(?:the|a|his|her) )?(?:road|gas|brakes?|"
         r"lights?|note|high|button|keys?|ground|floor|deck|switch|target|ball|match|gold|pose|"
         r"bottom|snooze|pause|play|record|enter|town|bar|books?|jackpot|hay|sack|stage)|"
         r"slaps? (?:him|her|me|them) on the (?:back|shoulder)|hits? (?:him|her|me|them|you|us)(?: like| all at once|[.:;,] (?:that|he|she|it))|hits? on (?:him|her|me)|"
         r"beats? (?:me|him|her|us|them|you) (?:at|in|to|by|there|home)|beats me\b|beat it|"
         r"kicks? (?:off|back|in)\b|strikes? (?:a|as)|strikes? (?:me|him|her|us|them|you) as|"
         r"kicks? (?:the|a|an) (?:ball|can|stone|door|tyre|tire|wall|chair|bucket|habit)|"
         r"punch(?:es)? (?:the|a|in|his|her) ?(?:code|clock|card|ticket|number|in|key|button)|"
         r"beat(?:s|ing)? (?:the|a) (?:drum|rug|carpet|clock|traffic|eggs?|heat|rush|dog)|"
         r"knees? (?:to|on|in|up|against)|hits? (?:you|me|him|her)[,:.]? (?:that|how|it)|"
         r"(?:box|boxes|club|clubs|belt|belts|elbow|elbows|knee|knees|punch) (?:of|with|for|on|in)",
         spoken="spoken of"),
    rule(_V, "fight", "fight/s/ing fought brawl/s/ing scuffl~e/es/ing wrestl~e/es/ing grappl~e/es/ing "
         "fistfight struggle/s",
         unless=r"fights? (?:back )?(?:tears|sleep|the urge|for breath|traffic|cancer|fires?|a smile|"
         r"a yawn|crime|the current|the wind|for|about|over|through|his way|her way)|fighting chance|"
         r"(?:snowball|pillow|food|water) fights?|fire ?fight\w*|"
         r"(?:struggles?|wrestles?|grapples?) (?:to|with (?:the|his|her|a|an|its) (?:[\w-]+ )?"
         r"(?:door|lock|keys?|umbrella|suitcase|bag|zip|zipper|tie|map|box|lid|jar|window|rope|"
         r"knot|sail|line|wheel|tent|words?|idea|question|decision|load|weight|boots?|coat|shirt|"
         r"buttons?|pen|cork|bottle|dress))|struggles? (?:up|under|for|in|out|into|on)",
         spoken="spoken of", borderline=False),
    rule(_V, "fight", "strangl~e/es/ed/ing throttl~e/es/ed/ing chok~e/es/ed/ing smother/s/ed/ing",
         rf"(?:{PERSON})\b", unless=r"throttles? (?:back|up|down|the engine)|"
         r"chok(?:e|es|ed|ing) (?:on|back|up|out)|smother(?:s|ed)? (?:the|a|his|her) (?:fire|flames?|"
         r"yawn|laugh|smile|candle|toast|pancakes?)|smother(?:s|ed)? (?:him|her|them|me) (?:with|in) kiss",
         spoken="spoken of"),
    rule(_V, "fight", "strangl~e/es/ed/ing", unless=r"strangled (?:sound|cry|sob|laugh|voice)",
         spoken="spoken of"),
    rule(_V, "fight", "open/s/ed fire/s/d shoot/s/ing shot",
         pattern=rf"\b(?:opens?|opened) fire\b|\bfires? (?:at|on|upon|into|wildly|blindly|twice|back|"
         rf"a shot|two|three|the (?:gun|rifle|pistol|shotgun))\b|\b(?:shoot(?:s|ing)?|shot)\s+(?:at\s+)?"
         rf"(?!(?:him|her|me|them|you|us) (?:a|an|that|down a)\b){PERSON}\b|"
         r"\bshots? (?:ring|rings|rang|fired)\b|\bgun ?shots?\b|\bgunfire\b|\bshoot-?outs?\b|"
         r"\bshoot to kill\b|\bshot (?:dead|down|him|her|twice|in the)\b",
         unless=r"shoots? (?:a |an |the |some )?(?:photos?|pictures?|film|video|scene|pool|hoops|"
         r"breeze|rapids|footage|portrait|glance|look)|shoots? (?:him|her|them|me|\w+) (?:a|an) |"
         r"(?:a |the |wide |close |long |master )shot of|shot (?:glass|of|on|list)|"
         r"fires? (?:up|the (?:oven|grill|engine|boiler))|shot down (?:the|a|his|her) (?:idea|offer|plan)",
         spoken="spoken of"),
    rule(_V, "fight", "attack/s/ed/ing ambush/es/ed assault/s/ed tortur~e/es/ed/ing lynch/es/ed "
         "riot/s/ing explod~e/es/ed explosion explosions bomb/s/ed/ing detonat~e/es/ed",
         unless=r"(?:heart|panic|asthma|anxiety|snack|cough) attacks?|attacks? (?:the|his|her|a) "
         r"(?:food|plate|sandwich|cake|pizza|meal|problem|keyboard|piano|weeds)|"
         r"(?:comedian|comic|joke|act|show|film|play|movie|song|band)\b[^.]{0,12}\bbombs?|explod\w+ (?:with|in|into) (?:laughter|applause|colou?r|joy|cheers|song)|torture (?:to|me)|"
         r"torturing (?:me|us) with|(?:a )?riot of colou?r|bomb(?:s|ed|ing)? (?:down|on stage|the exam|"
         r"an exam|a test|the test)|(?:bath|photo|cherry|f-?) bombs?|bombing (?:down|along)|"
         r"bombs? down|(?:fireworks?|crowd|audience|laughter|applause)\b[^.]{0,20}explo\w+",
         needs="", spoken="spoken of"),
    rule(_V, "fight", "throw/s threw thrown hurl/s/ed slam/s/med smash/es/ed push/es/ed shov~e/es/ed "
         "ram/s/med",
         rf"(?:{PERSON}\s+)?(?:\w+\s+)?(?:against|into|through|down|across|onto|to the|off)\s+(?:the|a|an|his|"
         r"her|its)\s+(?:\w+\s+){0,2}(?:wall|floor|ground|table|bars|door|window|glass|stairs|hood|bonnet|"
         r"cliff|roof|desk|car|counter|concrete|railing|lockers?)\b",
         needs=r"\b(?:throws?|threw|hurls?|hurled|slams?|slammed|smash\w*|push\w*|shov\w*|rams?|rammed)\s+"
         r"(?:him|her|them|me|(?-i:[A-Z]\w+)|the (?:\w+ )?(?:m[ae]n|wom[ae]n|boy|girl|guard|clerk|cop|kid))|"
         r"\b(?:is|are|was|were|gets?) (?:thrown|hurled|slammed|smashed|pushed|shoved)", spoken="spoken of"),
    # Injury.
    rule(_V, "injury", "stab/s/bed/bing slash/es/ed/ing knif~e/es/ed",
         rf"(?:{PERSON}|at {PERSON}|to death|in the)\b",
         unless=r"stabs? at (?:the|a|his|her) (?:keys?|food|salad|plate|button|screen|guess|meat|steak)|"
         r"stab (?:in the dark|at)|slash(?:es|ed)? (?:prices|budgets?|costs?|funding|the (?:tyres?|tires?))|"
         r"(?:knife|knives|knife) (?:in|on|at|to)", spoken="spoken of"),
    rule(_V, "injury", "stabbing stabbed stabs", unless=r"stab(?:s|bed|bing)? (?:at|pain)",
         spoken="spoken of"),
    rule(_V, "injury", "blood bleed/s/ing bled bloody bloodied bloodstained blood-soaked bloodstain",
         unless=r"blood (?:pressure|test|tests|type|orange|brother|brothers|moon|bank|sugar|donor|"
         r"drive|relative|line|group|sample|ties?|red)|(?:own|same|royal|blue|bad|flesh and|in my|in his|"
         r"in her|in our|new|young|cold) blood|bloody (?:hell|mary|marys|fool|idiot|good|awful|great|"
         r"car|mess|time|day|well|thing|nuisance|rubbish|lovely|brilliant|marvellous|right|stupid|"
         r"machine|phone|door|dog|weather|cheek|job)|bleeding (?:heart|hearts|obvious|edge)|"
         r"blood (?:runs|ran) (?:cold|in)|blood drains from|ink bleeds|colou?rs? bleed",
         spoken="spoken of"),
    rule(_V, "injury", "wound/s/ed injur~y/ies/ed bruise/s/d bullet/s maim/s/ed scald/s/ed "
         "concussed unconscious knocked",
         pattern=r"\b(?:wound(?:s|ed)?(?! (?:up|around|round|the|down|its|his|her|through))|injur(?:y|ies|ed)|"
         r"bruised? (?:face|ribs|eye|cheek|jaw|neck|knuckles)|bullets? (?:tears?|rips?|hits?|strikes?|punch\w*|"
         r"grazes?|catch\w*|slams?|goes|passes|enters)|maim(?:s|ed)?|scald(?:s|ed)? (?:him|her|his)|"
         r"beaten unconscious|knocked (?:out|unconscious))\b",
         unless=r"(?:clock|road|path|stairs|watch|scarf|rope|bandage|thread) wound|knocked out (?:by|of|a)|"
         r"wound (?:round|around|up|tight)", spoken="spoken of"),
    rule(_V, "injury", "break/s broke breaking crack/s/ed snap/s/ped crush/es/ed shatter/s/ed twist/s",
         r"(?:his|her|their|the \w+['’]s|[A-Z]\w+['’]s|a|two|three)\s+(?:\w+\s+)?(?:nose|neck|arm|jaw|ribs?|"
         r"fingers?|leg|wrist|skull|teeth|hand|collarbone|knee|kneecaps?|ankle|spine|bones?)\b",
         unless=r"cracks? (?:his|her|their) (?:knuckles|neck|back|fingers)|snaps? (?:his|her|their) fingers|"
         r"twists? (?:his|her|their) (?:hands?|fingers|wrist)\b", spoken="spoken of"),
    # Death.
    rule(_V, "death", "kill/s/ed/ing murder/s/ed/ing assassinat~e/es/ed "
         "behead/s/ed electrocut~e/es/ed",
         unless=_JOKE + r"|(?:killed|murdered|slaughtered) (?:it|us|them) (?:at|in|on|last)|"
         r"execut\w+ (?:a|the|his|her) (?:perfect|plan|order|turn|dive|move|will|document|command|"
         r"search|code|programme|program|jump|trade|contract|pirouette|landing)|murder (?:on|of crows|"
         r"mystery|she wrote|trial)|get away with murder|drown(?:s|ed)? (?:out|in (?:work|paper|"
         r"debt|light|emails?|sound)|(?:his|her|their|the) (?:sorrows?|voice|voices|words?|toast|noise))|"
         r"killer|painkillers?|killing (?:joke|floor|spree of)|kill(?:s|ed|ing) the (?:lights?|engine)",
         spoken="spoken of"),
    rule(_V, "death", "killing kills killed", r"(?:spree|blow|field|fields)\b", spoken="spoken of"),
    rule(_V, "death", "die/s/d dying", unless=_DIES, spoken="spoken of", borderline=True),
    rule(_V, "death", "dead corpse/s cadaver/s murderer/s killer/s body bodies",
         pattern=r"\b(?:drops? dead|falls? dead|lies dead|is dead|are dead|shot dead|found dead|dead bod(?:y|ies)|"
         r"dead m[ae]n|dead wom[ae]n|the dead (?:boy|girl|guard|soldier)s?|corpses?|cadavers?|murderers?|"
         r"serial killer|lifeless body|body bags?|(?:a|the) bod(?:y|ies) (?:floats?|hangs?|lies|washes|"
         r"in the (?:trunk|boot|river|water)))\b",
         unless=r"(?:battery|phone|line|engine|radio|mic|channel|language|plant|radio|tv|internet|signal|"
         r"screen|street|party|cat|dog|horse|bird|fish|deer|flower|tree|laptop|car|connection|latin|it)"
         r"(?:['’]s| is| are) dead|dead (?:end|line|tired|sea|weight|on|centre|center|heat|battery|leaves|"
         r"wood|calm|serious|right)|dead man['’]s (?:switch|hand)",
         spoken="spoken of"),
    # Gore.
    rule(_V, "gore", "sever/s/ed decapitat~e/es/ed dismember/s/ed disembowel/s/led mutilat~e/es/ed "
         "entrails intestines guts brains gouge/s/d eviscerat~e/es/ed flay/s/ed scalp/s/ed impal~e/es/ed",
         pattern=r"\b(?:severed?s? (?:\w+ )?(?:head|hand|arm|finger|fingers|limb|limbs|leg|foot|ear|hands|feet|"
         r"artery|thumb|neck)|decapitat\w+|dismember\w*|disembowel\w*|mutilat\w+|entrails|intestines|"
         r"(?:spills?|spilling|his|her|their) guts (?:spill|out|over|on)\w*|brains (?:on|over|across|"
         r"spatter\w*|out)|gouges? out|eviscerat\w+|flay(?:s|ed)|scalp(?:s|ed) (?:him|her|them)|"
         r"impal(?:es|ed))\b", unless=r"ticket|pick\w* (?:his|her) brains", spoken="spoken of"),
    rule(_V, "gore", "blood spurt/s/ed spray/s/ed gush/es spatter/s/ed splatter/s/ed flesh throat skull",
         pattern=r"\b(?:blood (?:sprays?|spurts?|gushes|spatters?|splatters?|fountains|pours|everywhere)|"
         r"(?:spray|arc|fountain|gush) of blood|(?:slits?|cuts?|slashes) (?:his|her|their|the \w+['’]s) throat|"
         r"(?:rips?|tears?|chunks? of) (?:\w+ )?flesh|skull (?:caves|cracks|splits|shatters|explodes)|"
         r"head (?:explodes|caves in|bursts))\b", spoken="spoken of"),
    rule(_V, "death", "slaughter/s/ed massacr~e/es/ed execut~e/es/ed/ing drown/s/ed hang/s hanged gas/sed lynch/es/ed poison/s/ed suffocat~e/es/ed smother/s/ed",
         pattern=rf"\b(?:slaughters?|massacres?|executes?|drowns?|poisons?|poisoned|suffocates?|smothers?) (?:{PERSON}|people|villagers|women|everyone|dozens|hundreds|civilians|peasants|families)\b|"
         r"\b(?:is|are|was|were|be|been|being|get|gets|got) (?:\w+ )?(?:slaughtered|massacred|executed|drowned|hanged|gassed|lynched|poisoned|suffocated|smothered)\b|\bdrowns(?= ?[.;,])",
         unless=r"drowns? (?:out|in (?:work|paper|debt|light|emails?|sound))|(?:order|plan|command|program|dive|contract|will|code|sauce|voice|voices|music) (?:is|was|are|were) (?:\w+ )?(?:executed|drowned|smothered)|drowned out",
         spoken="spoken of"),
    rule(_V, "death", "death massacre slaughter execution hanging funeral pyre",
         pattern=r"\b(?:(?:beat|beats|beaten|stabs?|stabbed|stones?|stoned|burn|burns|burned|burnt|bleeds?|bled|chokes?|choked|trampled|tortured|crushed|hacked|starved?|kicks?|kicked|strangled|froze|frozen|put|puts)\b[^.;!?]{0,24} to death|"
         r"(?:a|the) (?:massacre|execution|lynching|beheading)|(?:mass|shallow) graves?)\b",
         unless=r"(?:scared|bored|worried|sick|tickled|worked|loved|thrilled) to death", spoken="spoken of"),
    rule(_V, "injury", "drive/s drove plunge/s/d ram/s/med jam/s/med bury buries buried thrust/s sink/s sank stick/s stuck slide/s slam/s push/es shove/s stab/s",
         pattern=r"\b(?:drives?|drove|plunges?|plunged|rams?|rammed|jams?|jammed|buries|buried|thrusts?|sinks?|sank|sticks?|stuck|slides?|slams?|pushes|shoves?)\s+(?:the|a|an|his|her|its|their|two)\s+(?:[\w-]+ ){0,3}?(?:into|through|in|between)\s+"
         r"(?:his|her|their|my|your|the \w+['’]s|(?-i:[A-Z])\w+['’]s)\s+(?:\w+\s+)?(?:thigh|leg|chest|back|neck|throat|eye|hand|shoulder|stomach|belly|gut|side|ribs|heart|arm|foot|face|skull|head|palm|knee|spine)\b",
         unless=r"(?:head|face|nose|hands?|chin|fingers?|finger|teeth) (?:in|into|between|through) (?:his|her|their)|(?:pen|pencil|flower|money|notes?|coins?|key|phone|ring|letter|ticket|cigarette|straw|hat|comb|pin|feather|earbuds?|thermometer) "
         r"(?:into|in|through|between|behind)", spoken="spoken of"),
    rule(_V, "fight", "fist/s blow/s uppercut haymaker right_hook left_hook headlock chokehold brawl melee scuffle knuckles",
         pattern=r"\b(?:fists? (?:connects?|lands?|slams?|smashes|hits?|fly|flies|crashes|catches|swings?|cracks?)|(?:swings?|throws?|lands?) (?:a |the |his |her )?(?:\w+ )?(?:punch|punches|fist|fists|blow|blows|right hook|left hook|hook)|"
         r"uppercut|haymaker|headlock|chokehold|(?:a|the) (?:melee|scuffle|brawl|fist ?fight|beating)|trad(?:e|es|ing) (?:blows|punches)|exchange blows|blows rain|rain(?:s|ing)? blows|comes? to blows|pistol-whips?)\b",
         spoken="spoken of"),
    rule(_V, "fight", "gunman gunmen bullets spray/s/ed machine-gun/s mow/s/ed rounds volley snipers firefight firing shell/s shelling artillery air_raid",
         pattern=r"\b(?:gunm[ae]n|(?:spray|rake|riddle|pepper)(?:s|ed)?\b[^.;]{0,40} with (?:bullets|gunfire|lead)|bullets? (?:fly|flies|whiz\w*|whine|ricochet\w*|spark|shatter|thud|chew|riddle|splinter|punch|smack|zip|hiss|strikes?|hits?)|(?:hail|burst|volley|storm) of (?:bullets|gunfire|shots|fire|lead)|"
         r"mow(?:s|ed)? (?:him|her|them|down)|firefight|firing squad|artillery (?:fire|shells|barrage)|shells? (?:burst|explode|land|rain)\w*|air raid|(?:cannon|mortar) fire)\b",
         unless=r"lawn", spoken="spoken of"),
    rule(_V, "injury", "throat cut gash/es blood-covered bleeding stitches black_eye broken severed burned limp/s scream/s agony",
         pattern=r"\b(?:throats? (?:is |was |been )?(?:cut|slit|slashed)|(?:deep|open|ugly|bleeding) (?:gash|cut|wound)|gash(?:es)? (?:on|in|across|over)|black eye|split lip|broken (?:nose|arm|jaw|ribs?|teeth|leg|neck|fingers)|"
         r"(?:screams?|writhes?|howls?|cries out) in (?:pain|agony)|(?:teeth|tooth) (?:fly|flies|skitter\w*|knocked out)|(?:badly|severely|horribly) (?:burned|burnt|beaten|hurt|wounded|injured)|third-degree burns)\b",
         spoken="spoken of"),
    rule(_V, "threat", "blackmail/s/ed terrori~se/ses/zes stalk/s/ed/ing bully bullies bullied hunted captive captives ransom intruder/s tied bound",
         pattern=r"\b(?:blackmail(?:s|ed)?|terroris(?:es|ed)|terroriz(?:es|ed)|held captive|captives?|ransom|intruders?|(?:is|are|tied|bound) (?:and gagged|to (?:a|the) chair|hand and foot))\b",
         spoken="spoken of", borderline=True),
    rule(_V, "injury", "arrow bolt spear lance dart stone brick bottle",
         pattern=rf"\b(?:arrows?|bolts?|spears?|lances?|stones?|bricks?|bottles?|rocks?) (?:hits?|strikes?|pierces?|catch(?:es)?|finds?|takes?|smashes (?:over|on|against)) (?:\w+ly )?{PERSON}\b", where="action"),
    rule(_V, "spoken of", "burn/s burned burnt buried alive shot gassed hanged",
         pattern=r"\b(?:burn(?:ed|t)?|buried|skinned|eaten|boiled)\b[^.;!?]{0,20} alive\b|\b(?:was|were|got|been) (?:shot|stabbed|gassed|hanged|strangled|beaten|beheaded)\b", where="dialogue"),
)  # fmt: skip

"""The verbs and mood words of action, as patterns, and what each makes of a figure.

Tables only: a row is (pose or meaning, pattern). The words of a row are one list, however
long its line.
"""
# ruff: noqa: E501

from __future__ import annotations

from filmgen.blocking.model import Expression

LEGS: tuple[tuple[str, str], ...] = (
    ("on ladder", r"(?:on|up|atop|down|top(?: rung)? of) (?:a|the|his|her) (?:\w+ )?ladder"),
    ("perch", r"(?:sit(?:s|ting)?|sat|perch(?:es|ed)|hop(?:s|ped)?|jumps?|climbs?) (?:up )?on(?:to)? (?:top of )?(?:the|a|his|her) "
     r"(?:edge|hood|bonnet|workbench|counter|desk|table|railing|ledge|windowsill|barrel|dresser)"),
    ("prone", r"prone|on (?:his|her|their) (?:belly|stomach|elbows)"),
    ("dive", r"dives? (?:for|over|behind|through|to|onto|under|at)|hurls? (?:him|her)self|throws? (?:him|her)self|leaps? (?:at|onto|for)"),
    ("drive", r"driv(?:e|es|ing)|at the wheel|behind the wheel|speeds? off|starting the engine"),
    ("ride", r"rid(?:e|es|ing)|gallops?|on horseback"),
    ("lie face down", r"face ?down|collapses?|crumples?|lies? dead"),
    ("lie", r"l(?:ies|ying|ie)\b|sleep(?:s|ing)?|asleep|passed out|unconscious|in bed|stretche[sd] out|"
     r"dead on|sprawl(?:s|ed)"),
    ("sit on ground", r"sits? (?:down )?on the (?:floor|ground|grass|sand)|cross-legged"),
    ("kneel", r"kneel(?:s|ing)?|knelt|on (?:his|her|their|one) knees?|proposes|drops? to (?:his|her)"),
    ("crouch", r"crouch(?:es|ing|ed)?|squats?|ducks?|hides?|hiding|cowers?|huddles?|takes? cover"),
    ("bend over", r"bend(?:s|ing)? (?:over|down|to)|lean(?:s|ing)? (?:over|down|in|forward)\b|stoop(?:s|ing)?|hunch(?:es|ed)?"),
    ("crawl", r"crawl(?:s|ing|ed)?|creeps? along|on all fours"),
    ("climb", r"climb(?:s|ing|ed)?|clambers?|scales?|hauls? (?:him|her)self"),
    ("jump", r"jumps? (?:over|off|from|down|across)|leap(?:s|t|ing)?|vaults?"),
    ("fall", r"fall(?:s|ing)?|fell|toppl(?:es|ing)|trips?|tumbles?|slips? and|topples?|dives?|is slammed|"
     r"slammed|thrown back|takes (?:both|a) (?:round|bullet|hit)|knocked"),
    ("run", r"run(?:s|ning)?|ran|rush(?:es|ing)?|sprint(?:s|ing)?|race[sd]?|dash(?:es)?|bolts?|flees?|chas(?:es|ing)|"
     r"charges?|hurr(?:ies|ying)|barrels?|bursts?"),
    ("stagger", r"stagger(?:s|ing)?|stumbl(?:es|ing)|reels?|sways?|limps?|wounded"),
    ("lunge", r"fight(?:s|ing)?|wrestl(?:es|ing)|struggl(?:es|ing)|lunges?|brawls?|swings? at|rough(?:s|ing) up"),
    ("lean", r"lean(?:s|ing)? (?:against|on)|propped against|slouch(?:es|ing)? against"),
    ("walk", r"walk(?:s|ing|ed)?|stroll(?:s|ing)?|pac(?:es|ing)|cross(?:es|ing)|enter(?:s|ing)?|exit(?:s|ing)?|"
     r"leav(?:es|ing)|approach(?:es|ing)?|step(?:s|ping)?|emerges?|march(?:es)?|wander(?:s|ing)?|follow(?:s|ing)?|"
     r"head(?:s|ing) (?:for|to|out|over|back|into)|mov(?:es|ing) (?:to|through|toward|towards|in|past)|goes|"
     r"comes?|arriv(?:es|ing)|makes? (?:his|her|their) way|glid(?:es|ing)|shuffl(?:es|ing)|returns?|strides?|"
     r"appears?|reenter(?:s|ing)?|get(?:s|ting)? out|climbs? out|creeps?|sneaks?|tiptoes?"),
    ("stand", r"stand(?:s|ing)?|stood|rises?|rising|gets? up|jumps? (?:up|to (?:his|her))|out of bed|stops?"),
    ("sit", r"sit(?:s|ting)?|sat|seat(?:s|ed)|takes? a seat|slump(?:s|ed)|perch(?:es|ed)|at the (?:desk|table|"
     r"keyboard|piano|computer|bar|counter)|on the (?:sofa|couch|chair|bench|bed|stool)|get(?:s|ting)? into"),
)  # fmt: skip
"""Verbs of legs and trunk. Later rows lose against earlier ones in the same clause."""

ARMS: tuple[tuple[str, str], ...] = (
    ("hands up", r"hands? (?:up|in the air|raised)|raises? (?:his|her|their|both) hands|surrenders?"),
    ("aim", r"aim(?:s|ing|ed)?|shoots?|shooting|fires?|firing|opens? fire|levels (?:the|a|his|her)|pulls? the trigger|"
     r"gun raised|draws? (?:a|his|her|the) (?:gun|pistol|weapon|revolver)|(?:pulls?|takes?) out a (?:gun|pistol)|"
     r"points? (?:a|the|his|her) (?:gun|pistol|weapon)|cocks?|at gunpoint"),
    ("aim rifle", r"(?:aims?|fires?|shoulders?) (?:a|the|his|her) (?:rifle|shotgun|machine gun)|through the scope"),
    ("carry person", r"(?:swing|sling|hoist|lift|scoop|carr(?:y|ies|ying)|haul|throw|heave)(?:s|ing)? (?:up )?(?:him|her|the \w+|(?-i:[A-Z][a-z]+)) "
     r"(?:up )?(?:over|onto|on|across|in) (?:his|her|a|one) (?:shoulders?|back|arms)"),
    ("reach up", r"polish(?:es|ing)? (?:a|the|his|her|one) (?:\w+ )?(?:lamp|lantern|sign|window)|reach(?:es|ing)? up|"
     r"hangs? (?:up |a |the )|screws? in|changes? (?:a|the) (?:light ?)?bulb"),
    ("hold high", r"(?:raises?|lifts?|holds? up) (?:a|the|his|her) (?:\w+ )?(?:lantern|lamp|torch|flashlight|light)|"
     r"holds? (?:the )?tip|holds? (?:it|the \w+|her \w+|his \w+) (?:up )?(?:high|aloft|overhead)"),
    ("check watch", r"(?:checks?|looks? at|glances? at|consults?|eyes) (?:his|her|the) (?:wrist)?watch"),
    ("shade eyes", r"squint(?:s|ing)? (?:into|at|against)|shades? (?:his|her) eyes|scans? the (?:horizon|sea|sky|street|crowd)|"
     r"peer(?:s|ing)? (?:out|into the)"),
    ("look through", r"binoculars|telescope|spyglass|viewfinder|(?:takes?|snaps?) (?:a |his |her |the )?(?:photos?|pictures?|snapshots?)"),
    ("fold arms", r"(?:fold|cross)(?:s|es|ed|ing)? (?:his|her|their) arms|arms (?:folded|crossed)"),
    ("hands on hips", r"hands? on (?:his|her|their) hips?|arms akimbo"),
    ("hands in pockets", r"hands? (?:deep )?in (?:his|her|their) pockets?"),
    ("hold to chest", r"to (?:his|her) chest|(?:clutch|hugg?)(?:es|s|ing) (?:the|a|his|her) (?:\w+ )?(?:bag|book|box|doll|baby|purse|teddy|pillow|coat|blanket)"),
    ("arm around", r"arms? around (?:him|her|his|the|(?-i:[A-Z]))|arm over (?:his|her) shoulder"),
    ("whisper", r"whisper(?:s|ing)?|murmurs?|under (?:his|her) breath|leans in close"),
    ("call", r"call(?:s|ing)? (?:out|after|across|down|over)|holler(?:s|ing)?|cups? (?:his|her) hands"),
    ("punch", r"punch(?:es|ing)?|hits?|slap(?:s|ping)?|smack(?:s|ing)?|strikes?|kicks?|beats? (?:him|her|them|up)|"
     r"rough(?:s|ing) up|elbows|swings? at"),
    ("struck", r"is (?:hit|punched|slapped|slammed|struck|shot|smacked|thrown)|gets? hit|slammed against|"
     r"takes (?:both|a) (?:round|bullet|punch)"),
    ("guard", r"fight(?:s|ing)?|wrestl(?:es|ing)|struggl(?:es|ing)|brawls?|squares? off"),
    ("push", r"push(?:es|ing)?|shov(?:es|ing)|barrels? through|forces? open"),
    ("throw", r"throw(?:s|ing)?|hurl(?:s|ing)?|toss(?:es|ing)?|chucks?|flings?|lobs?"),
    ("slash", r"slash(?:es|ing)?|swings? (?:a|the|his|her) (?:\w+ )?(?:bat|axe|ax|sword|club|knife|blade|pole|pipe|fist|hammer)|stab(?:s|bing)?"),
    ("embrace", r"embrac(?:es|e|ing)|hug(?:s|ging)?|kiss(?:es|ing)?|holds? (?:him|her|each other) close|"
     r"in each other's arms|danc(?:es|e|ing)"),
    ("shake hands", r"shak(?:es|e|ing) hands?|shakes? (?:his|her) hand|handshake"),
    ("phone", r"(?:on|over|into|picks? up|picking up|answers?|holds?|calls? on|grabs?) (?:the|a|his|her) (?:cell ?|tele)?"
     r"phone|phone call|on (?:his|her) (?:startac|cell|mobile)|dials?|hits? speed dial|hangs? up|into the receiver"),
    ("toast", r"toasts?|raises? (?:a|the|his|her|their) (?:glass|beer|bottle|cup|mug)|beer raised|clinks?|cheers\b"),
    ("drink", r"drink(?:s|ing)?|sip(?:s|ping)?|gulps?|swigs?|downs? (?:a|the|his|her)|chugs?|swallows?"),
    ("smoke", r"smok(?:es|ing)|puffs?|drags? on|lights? (?:a|up|his|her)"),
    ("eat", r"eat(?:s|ing)?|chew(?:s|ing)?|bites?|munch(?:es|ing)?|dines|dining"),
    ("paint", r"paint(?:s|ing)\b(?! on)|dabs?|draws\b|sketch(?:es|ing)"),
    ("play", r"at the (?:keyboard|piano|organ)|play(?:s|ing) (?:the|a|his|her)|rocking out"),
    ("type", r"typ(?:es|ing)|at the computer|on (?:a|the|his|her) (?:computer|laptop|calculator)|calculator"),
    ("write", r"writ(?:es|ing)|sign(?:s|ing)\b|scribbl(?:es|ing)|jots?|paying bills|takes? notes"),
    ("read", r"read(?:s|ing)?\b|sort(?:s|ing)? through|(?:opens?|looks? at|stares? at|examines?|studies) (?:the|a|his|her)"
     r" (?:\w+ )?(?:card|letter|book|note|paper|documents?|envelope|map|file|newspaper|mail)|leafs|flips? through|"
     r"counting|counts?"),
    ("knock", r"knock(?:s|ing)? (?:on|at)|rings? the (?:door)?bell|bangs? on|pounds? on"),
    ("open door", r"open(?:s|ing)? (?:the|a|his|her) (?:\w+ )?(?:door|gate|fridge|closet|window|drawer|safe)|"
     r"pushes? the door|slides? open|unlocks?|arming|turns? the (?:knob|handle|key)|closes? the|fixes|turns? on"),
    ("give", r"giv(?:es|ing)|hands? (?:him|her|them|over|it|the|a|[A-Z]\w+)|offers?|passes (?:the|him|her|a)|presents? (?:him|her)"),
    ("point", r"point(?:s|ing)?\b|indicat(?:es|ing)|gestur(?:es|ing) (?:to|at|toward)|motions? (?:to|toward)"),
    ("show", r"gestures? with|shows?|holds? (?:up|out)|waves? (?:a|the|his|her) \w+|flashes|brandish(?:es|ing)|raises? (?:a|the)"),
    ("pick up", r"pick(?:s|ing)? up|scoops? up|lifts?|retriev(?:es|ing)"),
    ("take", r"grab(?:s|bing)?|reach(?:es|ing)? (?:for|out|into)|takes? (?:the|a|his|her|out)|snatch(?:es)?|"
     r"pulls? (?:out|open)|seiz(?:es|ing)|pops? (?:it|the)|stuffs?|dabs|throws? down|puts?|applies|apply"),
    ("carry", r"carr(?:ies|ying)|with (?:two|a|the|an|his|her) (?:\w+ )?(?:beers?|box|tray|bags?|crate|boxes|package|suitcase|briefcase|lantern|basket|bucket|lamp|bottle|pole)|"
     r"hauls?|lugs?|arms? full|stack of|under (?:his|her) arm|in hand"),
    ("wave", r"wav(?:es|ing)\b|beckon(?:s|ing)?|hails?"),
    ("salute", r"salut(?:es|ing)"),
    ("clap", r"clap(?:s|ping)?|applaud(?:s|ing)?"),
    ("pray", r"pray(?:s|ing)?|begs?|pleads?|pleading"),
    ("cry", r"cr(?:ies|ying)|weep(?:s|ing)?|sob(?:s|bing)?|tears"),
    ("cover face", r"covers? (?:his|her) (?:face|eyes|mouth)|head in (?:his|her) hands|buries (?:his|her) face|shields?"),
    ("hold head", r"holds? (?:his|her) head|clutch(?:es|ing) (?:his|her) head|under the headphones|headphones on"),
    ("rub face", r"rubs?|scratches|wipes? (?:his|her)|yawns?"),
    ("argue", r"argu(?:es|e|ing)|quarrels?|heated|angst|rant(?:s|ing)?|shouting match|vociferously|gesticulat\w+"),
    ("shout", r"shout(?:s|ing)?|yell(?:s|ing)?|scream(?:s|ing)?|calls? (?:in|out|after|to)|calling (?:after|out)|bellows?"),
    ("laugh", r"laugh(?:s|ing)?|giggl(?:es|ing)|chuckl(?:es|ing)|cracks? up"),
    ("shrug", r"shrug(?:s|ging)?|unsure|confused"),
    ("think", r"think(?:s|ing)?|ponder(?:s|ing)?|contemplat(?:es|ing)|consider(?:s|ing)?|deep in thought|thoughtful|"
     r"wonder(?:s|ing)?|apprais\w+|regards it|hesitat\w+"),
    ("brace", r"brac(?:es|ing)|flinch(?:es|ing)?|recoils?|react(?:s|ing)?|in horror|startled|terrified"),
    ("touch shoulder", r"pats?|touch(?:es|ing)? (?:his|her)|puts? (?:a|his|her) (?:hand|arm)"),
    ("work", r"work(?:s|ing)? (?:on|at)|repair(?:s|ing)?|fix(?:es|ing)|clean(?:s|ing)?|check and clean|cook(?:s|ing)?|"
     r"fold(?:s|ing)?|washes|washing|stirs?|slic(?:es|ing)|chops?|chopping|polish(?:es|ing)|wraps?|wrapping|packs?|packing|pours?|sorts"),
    ("hold", r"hold(?:s|ing)?|clutch(?:es|ing)|grips?|gun in|wielding|armed with"),
)  # fmt: skip
"""Verbs of arms and hands, in the order they win within a clause."""

MOVES: tuple[tuple[str, str], ...] = (
    ("exit", r"exit(?:s|ing)?|leav(?:es|ing)|walks? (?:out|away|off)|storms? out|runs? (?:out|off|away)|heads? out|"
     r"gone|turns? to go|takes?, ?off|bail(?:s|ing)|speeds? off|walks? out"),
    ("enter", r"enter(?:s|ing)?|emerg(?:es|ing)|comes? (?:in|out|through)|walks? in\b|in walks|steps? (?:in|out)|arriv(?:es|ing)|"
     r"reenter(?:s|ing)?|bursts? (?:in|out|through)|appears?|returns?|approach(?:es|ing)?|shows? up"),
    ("go", r"(?:walks?|runs?|rushes|rush|crosses|goes|moves|strides|hurries|steps|heads|dashes|makes? (?:his|her) way|"
     r"stumbles|staggers|dives|leans|jumps up) (?:over |up |back |across |on |out |in )?(?:to|toward|towards|for|into|through|against)|"
     r"gets? into|paces?"),
)  # fmt: skip
AT = r"at the|in front of|behind (?:the|a|his|her)|beside|by the|next to|near the"
LOOKS: tuple[tuple[str, str], ...] = (
    ("up", r"looks? up|gazes? up|eyes? the (?:sky|ceiling)|glances? up|stares? up"),
    ("down", r"looks? down|stares? at (?:the|his|her) (?:floor|feet|hands|shoes|watch)|looks? at (?:his|her) watch|"
     r"bows? (?:his|her) head|hangs? (?:his|her) head|lowers? (?:his|her) (?:eyes|gaze|head)|ashamed"),
    ("away", r"looks? away|turns? away|averts?|avoids? (?:his|her|eye)|stares? out|looks? out|gazes? out|"
     r"looks? (?:off|into the distance)|staring (?:out|off)"),
    ("around", r"looks? around|looks? back|looks? over|glances? (?:around|back)|scans?|searches|looks? to (?:his|her) (?:right|left)"),
)  # fmt: skip
FACES: tuple[tuple[Expression, str], ...] = (
    (Expression(0.2, 1.0, 0.6, -0.4), r"laugh\w*|giggl\w+|cackl\w+|cracks? up|hysterical"),
    (Expression(0.3, 0.8, 0.1, 0.0), r"smil\w+|grin\w*|happ(?:y|ily)|delight\w*|cheerful\w*|pleased|joy\w*|proud\w*|"
     r"amused|beaming|gorgeous|warm(?:ly)?|excited\w*|playful\w*|charm\w+"),
    (Expression(-1.0, -0.7, 0.5, 0.3), r"angr\w+|furious\w*|rag(?:e|ing)|yell\w*|shout\w*|scream\w*|heated|hostile|"
     r"snarl\w*|growl\w*|argu\w+|vociferous\w*|fierce\w*|bitter\w*|dead\.|rough\w*"),
    (Expression(1.0, -0.5, 0.7, 1.0), r"terrif\w+|scared|fear\w*|horror|panick?\w*|afraid|frighten\w*|desperate\w*|"
     r"shock\w*|oh crap|alarm(?:ed)?|gasp\w*"),
    (Expression(1.0, 0.0, 0.5, 0.8), r"surpris\w+|startl\w+|amazed|astonish\w+|wide-eyed|realiz\w+|realis\w+|stunned|"
     r"incredulous\w*|getting the picture|double take"),
    (Expression(0.6, -0.8, 0.0, -0.3), r"sad\w*|cry\w*|cries|weep\w*|sob\w*|tears?|dejected|depress\w+|heartbroken|grief|"
     r"mourn\w*|disappoint\w*|miserabl\w+|sorrow\w*|feels bad|sorry|hurt"),
    (Expression(-0.6, -0.4, 0.0, -0.2), r"frown\w*|serious\w*|grim\w*|cold(?:ly)?|stern\w*|suspicious\w*|annoy\w+|irritat\w+|"
     r"not happy|exasperat\w+|determined|resolute\w*|disgust\w*|sneer\w*|scowl\w*|gravity|worried|concern\w*|confus\w+|tough"),
    (Expression(-0.2, -0.2, 0.0, -0.7), r"tired\w*|sleep\w*|exhaust\w+|bored|lazily|drunk\w*|haze|weary|wearily|dead(?:pan)?|"
     r"numb|less than chipper|asleep|unconscious"),
    (Expression(0.4, 0.3, 0.0, 0.1), r"hope\w*|gently?|soft(?:ly)?|tender\w*|kind(?:ly)?|curious\w*|thoughtful\w*|calm\w*|"
     r"contemplat\w+|quiet(?:ly)?"),
    (Expression(0.5, 0.5, 0.0, -0.2), r"sarcas\w+|dry(?:ly)?|wry\w*|smug\w*|smirk\w*|teas\w+|mock\w*|sly\w*"),
)  # fmt: skip

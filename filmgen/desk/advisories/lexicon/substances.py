"""Drugs, alcohol and tobacco; pharmacies, weeds, soap bars and smoking chimneys are none."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_D, _A, _T = Kind.DRUGS, Kind.ALCOHOL, Kind.TOBACCO
_HARD = (
    "cocaine heroin meth methamphetamine ecstasy mdma lsd ketamine fentanyl opium morphine amphetamine/s "
    "marijuana cannabis hashish crystal_meth angel_dust magic_mushrooms mescaline crack_cocaine quaaludes"
)

RULES: tuple[Rule, ...] = (
    rule(_D, "shown", _HARD, spoken="spoken of",
         unless=r"(?:in|with|of|pure|sheer|religious) ecstasy|ecstasy of|morphine (?:drip|pump)|like (?:heroin|cocaine|opium)"),
    rule(_D, "taken", _HARD + " coke blow powder line lines snort/s/ed/ing sniff/s",
         pattern=r"\b(?:snort(?:s|ed|ing)?|sniff(?:s|ed|ing)?)\s+(?:\w+\s+){0,3}?(?:coke|cocaine|blow|powder|lines?|heroin|glue|speed|meth)\b|"
         r"\b(?:does|do|did|doing|cuts?|cutting) (?:a |another |some |two |three )?(?:lines?|bump)(?: of \w+)?(?= (?:off|of|on)|[.,;]|$)|"
         r"\b(?:shoots?|shooting|injects?|injected) (?:up|(?:\w+ ){0,2}(?:heroin|meth|morphine|drugs?|dope|speed))\b|"
         r"\b(?:smok(?:es?|ed|ing)|takes?|took|drops?|dropped|pops?|popped|swallows?|pushes)\s+(?:\w+\s+){0,4}?(?:weed|pot|crack|"
         r"meth|heroin|opium|hash|acid|ecstasy|lsd|mushrooms|cocaine|molly|drugs)\b",
         unless=r"(?:cuts?|cutting) (?:a |the |in )?lines?(?= (?:of (?:hair|text|code|people)))|drops? (?:of )?acid (?:on|into|in)|"
         r"(?:takes?|took) (?:the|a) pot|pops? (?:corn)|lines? of (?:dialogue|code|poetry|trees|people)|takes? the mushrooms",
         spoken="spoken of"),
    rule(_D, "taken", "shoot/s/ing inject/s/ed syringe/s needle/s",
         pattern=r"\b(?:shoots? up|shooting up|syringe|needle)\b(?=[^.]{0,40}\b(?:heroin|vein|arm|morphine|dope|tourniquet)\b)",
         unless=r"shoots? up (?:from|in|into|out|the|through|like|to)", needs=r"heroin|vein|dope|tourniquet|junkie|belt", where="action"),
    rule(_D, "taken", "joint/s blunt/s spliff/s reefer/s bong/s hookah crack_pipe doobie roach",
         pattern=r"\b(?:(?:smok(?:es?|ed|ing)|rolls?|rolled|rolling|lights?|lit|passes|passed|puffs?|shares?|sparks?|tokes?|hits?|"
         r"drags? (?:on|from)|inhales?)\s+(?:up\s+)?(?:on\s+)?(?:the|a|an|his|her|their|another)\s+(?:\w+\s+)?(?:joint|blunt|spliff|reefer|bong|"
         r"doobie|crack pipe|crack-pipe)|spliffs?|bongs?|doobies?|crack pipes?)\b", unless=r"bongo|Big Ben bongs?|bongs? (?:of|rings?|sounds?)|"
         r"smoke pours", spoken="spoken of"),
    rule(_D, "taken", "stoned tripping overdos~e/es/ed high junkie junkies",
         pattern=r"\b(?:(?:is|are|was|gets?|got|getting|completely|totally|looks|so|both) stoned|(?:is|are|was|gets?|got|getting|he['’]s|"
         r"she['’]s|i['’]m|you['’]re|they['’]re|so) high (?:on (?!life|heels|alert|the)\w+|as a kite|right now|again)|gets? high|"
         r"getting high|tripping (?:on|balls)|overdos(?:e|es|ed|ing)|(?:strung|coked|doped|drugged) (?:out|up))\b",
         unless=r"stoned to death|high on (?:the|a|his|her) (?:wall|hill|shelf|ladder|cliff)|overdose of (?:\w+ )?(?:sugar|sun|colou?r)",
         spoken="spoken of"),
    rule(_D, "shown", "drug/s dope narcotic/s dealer/s junkie/s addict/s pusher/s weed pot pills crack coke speed needle/s opiate/s "
         "painkillers oxy oxycontin xanax stash",
         pattern=r"\b(?:drugs?(?! ?(?:store|stores|company|companies|trial|test|counter))|dope(?! sheet)|narcotics?|(?:drug|coke|crack|weed) dealers?|"
         r"junk(?:ie|y|ies)|(?:drug|heroin|crack|meth|coke) addicts?|(?:some|smoke|sell|sells|selling|of|buy|buys|grow|grows|got any|"
         r"pills,) (?:weed|pot|dope|pills|coke|crack|oxy|acid|molly)(?= ?[,.;?!]| and| or|$)|crack ?(?:head|house|den)s?|"
         r"(?:bag|bags|bricks?|kilos?|baggie) of (?:weed|coke|dope|white powder|pills|powder|crack|speed))\b",
         unless=r"(?:pot|pots|cup|glass|can|bottle|sip) of (?:pot|coke|weed)|drug(?:store|gist)|(?:sip|glass|can|bottle|cups?) of coke|"
         r"prescription drugs?|wonder drug|drugged|(?:a |the )?(?:coke|cokes),? (?:and|with|please)|pots? of (?:gold|tea|coffee)",
         spoken="spoken of"),
    rule(_D, "shown", "weed dealer pills",
         pattern=r"\bpills, weed\b|\bweed, (?:pills|coke)\b", spoken="spoken of"),
    # Alcohol.
    rule(_A, "drunk", "drink/s/ing drank down/s/ed sip/s/ped/ping gulp/s/ed swig/s/ged drain/s/ed knock/s/ed chug/s/ged nurs~e/es/ing pour/s/ed order/s "
         "swallow/s guzzl~e/es open/s/ed mix/es",
         pattern=r"\b(?:drinks?|drinking|drank|downs?|downed|sips?|sipped|sipping|gulps?|gulped|swigs?|swigged|drains?|drained|knocks? back|"
         r"knocked back|chugs?|chugged|nurs(?:es|ing)|swallows?|guzzles?|pours?|poured|opens?|opened|mixes|orders?)\b[^.;!?]{0,40}?\b(?:whisk(?:e)?y|"
         r"beers?|wine|vodka|gin|rum|bourbon|scotch|tequila|champagne|brandy|cognac|sherry|martinis?|cocktails?|ale|lager|cider|absinthe|"
         r"shots|liquor|schnapps|sake|prosecco|port|pint|pints|bourbons|booze|hooch|moonshine|grappa|ouzo|mezcal|margaritas?)\b",
         unless=r"(?:root|ginger|birch) (?:beer|ale)s?|apple cider|gin rummy|(?:at|in|into|to|from) (?:the )?port|wine (?:vinegar|gums?)|rum raisin"),
    rule(_A, "shown", "whisky whiskey whiskeys beer beers wine wines vodka gin rum bourbon scotch tequila champagne brandy cognac sherry martini martinis "
         "cocktail cocktails ale lager absinthe liquor schnapps prosecco booze hooch moonshine grappa flask minibar beer-bottle keg margarita margaritas",
         unless=r"(?:root|ginger|birch) (?:beer|ale)s?|beer belly|gin rummy|wine[- ](?:red|dark|coloured|colored|stain|stains)|hip flask of (?:tea|water)|"
         r"rum raisin|molotov cocktails?|(?:fruit|prawn|shrimp) cocktails?|flasks? of (?:tea|coffee|soup|water|acid)|(?:lab|glass|boiling) flasks?|"
         r"scotch (?:tape|plaid|mist|broth)|cotton gin"),
    rule(_A, "drunk", "drunk drunken drunkenly drunks tipsy hungover hangover wasted plastered inebriated alcoholic alcoholics hammered binge booze boozes sloshed",
         unless=r"drunk (?:with|on) (?:joy|love|power|light|happiness|life|success|freedom|sunlight|music|the (?:light|music|view))|wasted "
         r"(?:time|years?|life|youth|effort|money|land|opportunity|my|his|her|on|away|days?|a)|(?:time|years?|money|talent) (?:is |was )?wasted|"
         r"plastered (?:with|over|on|wall|walls|across|to)|non-alcoholic|hammered (?:into|on|at|out|flat|copper|silver|brass|gold|home)|"
         r"binge[- ]watch\w*|(?:has|have|had|is|was) drunk (?:the|his|her|all the|some) (?:tea|coffee|water|milk)",
         needs=""),
    rule(_A, "drunk", "three shots glass glasses drains clink",
         pattern=r"\bwine glasses clink\b|\b(?:three|two|four|five|another) shots of (?:whisk(?:e)?y|vodka|tequila|rum|gin|bourbon)\b"),
    # Tobacco.
    rule(_T, "smoked", "cigarette/s cigar/s cigarillo/s smok~es/ed/ing smoke vape/s vaping vap~es e-cigarette pipe puff/s/ed/ing joint",
         pattern=r"\b(?:(?:lights?|lit|lighting|smok(?:es|e|ed|ing)|puffs?|puffed|puffing|drags?|stubs?|stubbed|stubbing|inhales?|shares?|sucks?|"
         r"draws?|flicks?|crushes|grinds?|taps?|rolls?|finishes|exhales?)\s+(?:\w+\s+){0,3}?(?:a |an |the |his |her |their |another |one )?(?:\w+ )?"
         r"(?:cigarettes?|cigars?|cigarillos?|vapes?|e-cigarettes?|pipe|cheroot))\b|\b(?:cigarettes?|cigar|pipe)\b[^.]{0,24}\b(?:between (?:his|her) (?:teeth|"
         r"lips|fingers)|in (?:his|her) mouth|glows?|smoulders|dangl\w+)\b|\bblows? (?:a )?smoke(?: rings?)?\b|\bchain-smok\w+\b",
         unless=r"smoke pipe|candy cigarettes?|(?:drain|water|gas|lead|pan|stove|exhaust|organ) ?pipes?|draws? (?:a|the) (?:pipe)"),
    rule(_T, "smoked", "smokes smoking smoked smoke",
         pattern=r"\b(?:he|she|they|i|you|we|(?-i:[A-Z][a-z]+|[A-Z]{2,})|m[ae]n|wom[ae]n|girls?|boys?|guards?|soldiers?|teenagers?|waiters?|drivers?) "
         r"(?:\w+ )?(?:smokes?|is smoking|are smoking|stands? smoking|sits? smoking|smoked)\b(?! (?:a |the |some )?(?:salmon|ham|fish|meat|weed|pot|crack|"
         r"meth|joint|him|her|them|out))",
         unless=r"smok\w+ (?:off|from|out of)|(?:Mist|Fog|Steam|Breath|Engine|Chimney|Motor|Exhaust|Fire|Wreck|The|A|Gun|Barrel|Toaster|Oven|Ruin|Hill|Volcano)s? smok\w+|Smoke\b"),
    rule(_T, "shown", "cigarette/s cigar/s tobacco ashtray/s nicotine cigarillo/s snuff lighter vape/s",
         pattern=r"\b(?:cigarettes?|cigars?|tobacco|ashtrays?|nicotine|cigarillos?|pinch of snuff|vapes?)\b", unless=r"candy cigarettes?|cigar box guitar"),
    rule(_D, "taken", "ties tied toke/s needle tourniquet fix bump hit line rails trip",
         pattern=r"\b(?:ties? off (?:his|her|the|an) (?:\w+ )?arm|(?:long |deep |quick )?tokes?|needle\b[^.]{0,30}\b(?:spoon|arm|vein)|(?:needs?|wants?|gets?) (?:a|his|her|my) fix|(?:crushes|chops|lines up|racks) (?:the |some |a )?(?:\w+ )?(?:pills?|powder|lines)|acid trip|bad trip|"
         r"(?:eyes|he|she) (?:is |are )?glazed and high|cook(?:s|ing) (?:up )?(?:meth|heroin|crack)|(?:under|on) (?:his|her) tongue[^.]{0,20}(?:tab|acid))\b",
         unless=r"needle\b[^.]{0,30}(?:thread|record|vinyl|knit\w*|sew\w*)", where="both", spoken="spoken of"),
    rule(_D, "shown", "baggie/s speedball spiked roofie roofies drugged withdrawal rehab cartel",
         pattern=r"\b(?:baggies?|speedball|spiked (?:\w+ )?(?:drink|drinks|punch)|roofies?|drugged|drug (?:lord|cartel|money|bust|mule|den)|cartel|rehab|cold turkey|meth lab|grow house)\b", spoken="spoken of"),
    rule(_T, "smoked", "smoke smokes pipe pack packs fag ciggie ciggies roll-up cig cigs light snuff",
         pattern=r"\b(?:(?:for|have|having|bum|need|want|got|fancy|share|out for|after|offers? (?:him|her|me) a|cadge|gimme) (?:a |another |one )?(?:smoke|cig|ciggie|fag|drag)(?: break)?(?= ?[,.?!;]|$| and| with| on| in| outside| behind)|a pack of (?:smokes|cigs|fags)|(?:packs?|fills?|lights?|sucks|knocks out|"
         r"draws on|tamps?|puffs? (?:on|at)?) (?:his|her|the|a) pipe|smokes? like a chimney|ciggies?|roll-ups?|chain smok\w+|takes? (?:a|one last|another) drag|(?:nicotine|tobacco)[- ]stained)\b"),
    rule(_A, "drunk", "drunk toast tumbler hiccup slurs slurring slurred staggers refills hip_flask tequila",
         pattern=r"\b(?:refills? (?:his|her|their|the) (?:tumbler|glass|wine)s?|slurr?(?:s|ing|ed) (?:his|her|the) words|hip flask|(?:one|another) for the road|bottoms up|happy hour|nightcap|on the rocks|open bar|passed out drunk|blind drunk)\b",
         unless=r"(?:refills? (?:his|her|the|their) glass(?:es)?(?= (?:with|of) (?:water|milk|juice|lemonade))|(?:ship|boat|marriage|waves?)\b[^.]{0,12}on the rocks)"),
    rule(_D, "shown", "powder nostril nose dealer molly acid mushrooms e x ket speed",
         pattern=r"\b(?:powder (?:on|under|around) (?:his|her) (?:nostrils?|nose|lip)|(?:want|wants|got|get|take|took|drop|drops|some|sell|sells|buy|tab of|hit of) (?:some |any |more )?(?:molly|acid|ket|shrooms|speed|oxy|lsd)(?= ?[,.?!]|$| or| and| on| from| with)|"
         r"the dealer(?= (?:counts|slips|hands|leans|pockets|shrugs|nods|palms)))\b", unless=r"(?:card|art|antique|car|poker|blackjack) dealers?|dealer\b[^.]{0,30}(?:cards?|chips|deck|shuffle\w*)", spoken="spoken of", borderline=True),
    rule(_A, "shown", "whiskies whiskeys brandies gins vodkas ales lagers ciders pint pints tipple sherry sherries wineglass wineglasses pub drinkers",
         pattern=r"\b(?:whisk(?:ie|ey)s|brandies|gins|vodkas|ales|lagers|pints? of|tipple|sherries|wine ?glass(?:es)?|wine bottles?|bottles? of wine)\b", unless=r"pints? of (?:milk|water|cream|blood|shrimps?|prawns?)"),
    rule(_T, "smoked", "exhales exhale blows smoke lungs nose ring",
         pattern=r"\b(?:exhales?|blows?|breathes? out|puffs? out) (?:a |the |some |her |his )?(?:\w+ )?(?:smoke|plume)\b"),
)  # fmt: skip

"""Strong language in four degrees above "very mild", as the BBFC's own lists of 2024 sort it.

Only what is said counts; in action the words keep their plain meaning (a bitch with puppies).
"""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_L = Kind.LANGUAGE


def _oath(degree: str, words: str, pattern: str = "", unless: str = "") -> Rule:
    return rule(_L, degree, words, pattern=pattern, unless=unless, where="dialogue", deniable=False)


RULES: tuple[Rule, ...] = (
    _oath("very strong", "cunt/s/y", unless="scunthorpe"),
    _oath("strong", "fuck/s/ed/er/ers/ing motherfucker/s motherfucking fuckin fuckin' fuckwit/s fuckface clusterfuck bumfuck mindfuck f**k f*ck f***ing f***"),
    _oath("strong", "f", r"(?<![\w*])f(?:[*]{2,3}k?|[*]ck)(?:ing|ed|er)?(?![\w*])"),
    _oath("strong", "cocksucker/s"),
    _oath("moderate", "bitch/es bitching bitchy whore/s prick/s wanker/s wank twat/s slut/s dickhead/s asshole/s arsehole/s bastard/s shithead/s bellend pussy pussies dick dicks cock cocks tits tit knob/s knobhead "
          "bollocks douchebag/s jackoff",
          r"\b(?:bitch(?:es|ing|y)?|whores?|wankers?|wank|twats?|sluts?|dickheads?|assholes?|arseholes?|bastards?|shitheads?|bellend|bollocks|douchebags?|knobheads?|"
          r"(?:you|that|little|such a|stupid|what a|being a|complete|total|fucking|these|those) (?:\w+ )?(?:pricks?|dick|pussy|pussies|knob)|my (?:dick|cock)|suck my \w+|(?:nice|great|big|her|your|my|show us your|at her) tits|"
          r"(?:his|your) (?:dick|cock|prick))\b(?!['’]s|-)",
          unless=r"bitch(?:es)?\b[^.!?]{0,24}\b(?:kennel|litter|pups?|puppies|pedigree|breed\w*|show ring|whelp\w*)|bitch(?:es)? (?:had|has|have|is in|in) (?:\w+ )?(?:pup\w*|litter|heat|season)|(?:the|a|our|brood|breeding|prize|this) bitch(?:es)? (?:had|has|whelp\w*|and (?:her|the) pup\w*)|"
          r"(?:the|a|his|her|your|my) (?:prick|knob) of (?:the|a|conscience|butter)|(?:door|brass|bed|control|volume|tuning) knobs?|the knob\b|(?:a|the|that|your|his|her) (?:\w+ )?cock (?:crows?|fights?|and bull|"
          r"pheasant|robin|is crowing|struts?)|the bastard (?:took|king|of)|(?:william|the) the bastard|a bastard (?:son|child|file|sword|title)|(?:spotted|moby|uncle|mr|private|dirty) dick|"
          r"pussy ?(?:cat|willow|foot)\w*|tit for tat|(?:blue|great|coal|long-tailed) tits?"),
    _oath("moderate", "bastard william", r"\bbastard\b", unless=r"the bastard\b(?= (?:took|of|king|conquer\w*|son|and)| [a-z]+ed)|william the bastard|a bastard (?:son|child|file|sword|title)|[Tt]he Bastard"),
    _oath("moderate", "son sons", r"\bsons? of (?:a )?bitch(?:es)?\b"),
    _oath("mild", "shit/s/ty/ting bullshit horseshit shite shitstorm batshit dipshit/s shitless shithole pissed piss goddamn goddamned goddammit",
          r"\b(?:(?:bull|horse|bat|dip|chicken|ape|dog)?shit(?:s|ty|ting|te|e|less|storm|hole|show)?|goddamn(?:ed|it|mit)?|goddammit|piss(?:ed)? off)\b",
          unless=""),
    _oath("mild", "ass asses arse arses jackass dumbass badass smartass fat-ass crap crappy craps damn dammit damned bloody bugger/s/ed sod sods hell piss pissed pissing balls screw git gits feck shag tosser/s slag turd/s fart jerk "
          "jesus christ god-damned hellhole frigging freaking friggin",
          r"\b(?:(?:jack|dumb|bad|smart|hard|wise|lazy)-?ass(?:es)?|(?:my|your|his|her|their|our|the|an|lazy|sorry|fat|kick|kicks|kiss|kick some|pain in the|up the|big|dumb|half)[- ](?:ass|asses|arse|arses)|arse|asshat|crap(?:s|py)?|"
          r"damn(?: it| you| him| her| them| right| well| good| fool)?|dammit|damned|god-damned|bugger(?:s|ed|ing)?(?: (?:off|all|me))?|sod (?:off|it|all|this|you|him)|piss(?:ed|ing)?|tossers?|"
          r"(?:go to|what the|who the|where the|how the|why the|the|to|oh|bloody|as|like|like in|get the|hurts like) hell(?= ?[,.!?—…;-]|$| (?:is|are|was|were|do|did|does|out|with|no|yes|off|of a|you|am|have|happened|he|she|they|it|we|i)\b)|hell (?:yes|yeah|no|of a|if i)|(?:^|[.!?—…] ?)hell[,.!]|hellhole|(?:screw|up) (?:you|yours)|shag(?:ged|ging)?|turds?|frigg(?:ing|in)|"
          r"bloody(?! (?:mary|marys|nose|noses|knife|sunday|hands?|shirt|towel|rag|bandages?|handprint|footprints?|mess of|steak|sheets?|face|knuckles|lip|wound|clothes))|jesus christ|for christ['’]s sake|christ almighty)(?![\w’'])",
          unless=r"damn(?:ed|ation) (?:shall|will|souls?|are|in hell|to)|(?:shall|be|souls? (?:of the|are)|are|the) damned(?= (?:shall|will|are|souls?|in|to)|\.)|the road to hell|heaven (?:and|or) hell|hell(?:, in|, the| in| is) (?:this|the|a|its|other|empty|where)|"
          r"(?:shirt|hands?|face|nose|knife|coat|dress|apron|towel|bandage|knuckles?|lip|floor|sleeve|glove|shoes?) (?:is|are|was|were|all|looks?|comes?) bloody|bloody (?:his|her|their|and|from|with|again|all over|but|inside)|bloody[.!]|(?:very|too|so|still|got) bloody|the ass (?:carries|brays|and the|drawn|eats)|"
          r"(?:descent|descends?|descended|go down|demons?|gates?|circles?|fires?|depths?|mouth) (?:in|into|of|from|to) hell|jesus christ (?:is|was|our|died|himself|superstar|the)|in jesus christ"),
    _oath("very mild", "god gosh heck darn darned blast sucks bum butt screwed idiot/s moron/s damnation geez jeez crikey",
          r"\b(?:oh,? my god|my god|for god['’]s sake|god(?:'|’)?s sake|(?:what the|the|to) heck|darn(?:ed|it)?(?! (?:his|her|the|my|a) (?:socks?|stocking|jumper|hole))|(?:it|that|this|you|he|life|school) sucks|(?:my|your|his|her) (?:bum|butt)|geez|jeez|crikey)\b",
          unless=r"my god (?:is|has|will|and my)"),
)  # fmt: skip

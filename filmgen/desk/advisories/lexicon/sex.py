"""Sex and nudity, from a kiss to sexual violence; naked bulbs and made beds are none."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_S = Kind.SEX
_BODY = r"(?:him|her|them|each other|one another|(?:his|her|their) (?:\w+ )?(?:lips?|mouth|neck|throat|shoulder|chest|breasts?|thighs?|belly|ear)|(?-i:[A-Z][\w’'-]+))"

RULES: tuple[Rule, ...] = (
    rule(_S, "kissing", "kiss/es/ed/ing make/s making",
         pattern=rf"\b(?:kiss(?:es|ed|ing)?\s+(?:\w+ly\s+)?{_BODY}\b|(?:they|two|couple|pair|lovers) (?:\w+ly )?(?:kiss|are kissing)|(?:a|the) (?:long|deep|"
         r"passionate|hungry) kiss|mak(?:es?|ing) out)\b(?! (?:a|the|his|her|of|what|why|how|who|if)\b)",
         unless=r"kiss(?:es|ed|ing)? (?:\w+ )?(?:(?:him|her|them|(?-i:[A-Z]\w+)) )?(?:on |the |his |her |their |my )?(?:the |his |her )?(?:\w+[’']s )?(?:forehead|"
         r"cheek|cheeks|hand|hands|baby|head|hair|ring|feet|ground|cross|dog|nose|child)|kiss(?:es)? (?:his|her) (?:mother|father|daughter|son|grandmother|"
         r"aunt|mum|mom)|kiss (?:it|that|my|your|goodbye)|kiss(?:es)? (?:him|her) goodnight|Kiss(?:es)? (?:from|and)",
         where="action"),
    rule(_S, "spoken of", "sex sexy horny orgasm/s erection/s porn pornography prostitute/s hooker/s brothel/s blowjob/s condom/s virgin viagra slept sleep/s sleeping "
         "escort masturbat~e/es/ing stripper/s threesome affair aroused seduc~e/es/ed/ing virginity",
         pattern=r"\b(?:(?:had|have|having|has|want|wants|for|about|no|casual|oral|phone) sex|sexy|sexual(?:ly)?|horny|orgasms?|erections?|porn|pornography|prostitutes?|"
         r"hookers?|brothels?|blowjobs?|condoms?|virginity|slept (?:with|together)|sleep(?:s|ing)? (?:with (?!the|a |my eyes|one eye|his|her (?:eyes|mouth))|together)|"
         r"masturbat\w+|strippers?|threesomes?|aroused|seduc\w+)\b",
         unless=r"slept with (?:the|his eyes|a |an |my eyes|one)|aroused (?:suspicion|interest)|virgin (?:snow|forest|olive|territory|mary)|sex, date|"
         r"wall ?paper stripper|paint stripper", deniable=False),
    rule(_S, "sex", "sex sexual intercourse love fuck/s fucking thrust/s/ing moan/s/ing straddl~e/es/ed orgasm/s undress/es/ed unbutton/s/ed unzip/s clothes masturbat~e/es/ing "
         "bodies caress/es/ed grop~e/es/ed climax/es grind/s",
         pattern=r"\b(?:(?:they|is|are|two|couple|while|after) (?:\w+ ){0,2}?(?:have|having|has) sex|sex scene|intercourse|mak(?:es?|ing) love|made love|thrusts? into (?:him|her)|"
         r"straddles? (?:him|her|(?-i:[A-Z]\w+))|(?:tears?|rips?|pulls?|peels?|strips?) (?:off|away) (?:each other['’]s|(?:his|her|their)) (?:clothes|shirt|blouse|dress|"
         r"underwear|bra|trousers)(?=[^.]{0,40}\b(?:bed|kiss|body|skin|naked|him|her|them|lips|floor))|tears? off each other['’]s clothes|(?:two |their )?bodies (?:move|entwine|writhe|"
         r"rock|tangle|grind)\w*|(?:unbuttons?|unzips?|unhooks?|unclasps?) (?:her|his) (?:blouse|bra|dress|shirt|trousers|fly|jeans|skirt)|masturbat\w+|"
         r"gropes? (?:him|her|(?-i:[A-Z]\w+)))\b",
         unless=r"straddles? (?:the|a)|(?:unbuttons?) (?:his|her) (?:coat|collar|jacket|cuffs?)|strips? off (?:his|her) (?:coat|gloves|wet)|"
         r"(?:nurse|doctor|medic|paramedic)[^.]{0,40}(?:unbuttons?|rips?)", where="action"),
    rule(_S, "nudity", "naked nude/s topless nudity breasts breast genitals penis buttocks undress/es/ed bare-chested strips strip unclothed lingerie bottomless nipples "
         "full-frontal skinny-dipping skinny-dip",
         unless=r"undress(?:es|ed|ing)? (?:the|a) (?:\w+ )?(?:tree|doll|window|salad|wound|horse|bed|table|set|mannequin)|naked (?:eye|eyes|bulbs?|light|flame|flames|truth|ambition|branch|branches|trees?|wires?|walls?|stone|aggression|rock|blade|hatred|fear|gun|city)|"
         r"nude (?:lipstick|shade|colou?r|painting|tights|stockings)|buck naked lie|(?:chicken|turkey|duck|breast of|goose) breasts?|breasts? (?:pocket|stroke|cancer|milk|of|plate|pockets)|"
         r"breast-?(?:feed|stroke|plate)\w*|strips? (?:of|the|a|away|down the|off the|mall|club|from|light|bare the|paint|wallpaper|lights?|search|narrows|between|cartoon)|"
         r"(?:a|the|this|that|narrow|thin|long|landing|film|comic|magnetic|vegas|metal) strips?|undress(?:es|ed)? (?:the|a) (?:wound|salad|doll|window|tree)|"
         r"hand on (?:his|her) breast|(?:his|her) breast(?=[,.]? (?:heaves|pocket|swells))",
         spoken="spoken of"),
    rule(_S, "nudity", "bare bares",
         pattern=r"\b(?:bare (?:breasts?|bottom|buttocks|chest(?:ed)?|bum|ass|arse|torso)|drops? (?:her|his) (?:towel|robe|top|dress|trousers|bra)|wears? nothing(?: but)?|"
         r"nothing on)\b", needs=r"bare (?:breast|bottom|butt|bum|ass|arse|torso)|drops? (?:her|his)|wears? nothing", where="action"),
    rule(_S, "nudity", "towel robe nothing",
         pattern=r"\b(?:drops? (?:her|his) (?:towel|robe|top|dress|bra)|wear(?:s|ing) nothing(?: but)?)\b", where="action", deniable=False),
    rule(_S, "sexual violence", "rape/s/d raping rapist/s molest/s/ed/ing grope/s/d violat~e/es/ed sexually forces forced",
         pattern=r"\b(?:rap(?:es|ed|ing)|(?:was|is|be|of|to|gang|attempted|date|statutory|the|a|commit\w*|marital)[ -]rape|rapists?|molest(?:s|ed|ing|er)?|"
         r"sexual(?:ly)? (?:assault\w*|abus\w*|harass\w*)|(?:violat(?:es|ed)) (?:him|her)|forces? (?:himself|herself) on)\b",
         unless=r"rape(?:seed)? (?:field|fields|oil)|(?:the|a) rape (?:field|fields|of the lock)|yellow rape", deniable=False),
    rule(_S, "kissing", "kiss kisses kissing smooch lips",
         pattern=r"\b(?:(?-i:[A-Z]\w+) and (?-i:[A-Z]\w+) (?:\w+ly )?kiss|(?:and|they|then|finally) (?:they )?kiss(?= ?[.,;!]|$| again| for| on the (?:mouth|lips)| deeply| hungrily| slowly| passionately)|(?:their|her|his) lips (?:meet|touch|brush|find)|(?:first|last|long|deep|french|stolen|slow|real) kiss|kiss(?:es|ing)? on the (?:mouth|lips)|smooch\w*)\b",
         where="action", deniable=False),
    rule(_S, "sex", "pulling tearing tugging tears clothes buttons bed mattress lovers undress",
         pattern=r"\b(?:(?:pull|tear|tug|rip|claw)(?:s|ing)? (?:at|off) (?:each other['’]s|one another['’]s) (?:\w+ )?(?:clothes|buttons|shirts?|belts?)|(?:undress(?:es|ing)?|strip(?:s|ping)?) (?:each other|one another|him|her)|(?:on top of|astride) (?:him|her) in (?:the )?bed|"
         r"(?:in bed|bed) (?:together|with (?:his|her) (?:lover|mistress|boss|brother['’]s wife))|one-night stand|foreplay|(?:hands?|fingers) (?:slides?|slips?|moves?|travels?) (?:up|under|inside|between) (?:her|his) (?:skirt|dress|thighs?|blouse|shirt|trousers|legs))\b",
         where="action", deniable=False),
    rule(_S, "spoken of", "laid screwed shagging bedroom mistress cheated affair pregnant hook hooked one-night booty knickers tits",
         pattern=r"\b(?:(?:get|got|getting) laid|shagg(?:ed|ing) (?:him|her|my|your|his|the)|screw(?:ed|ing) (?:my|your|his|her) (?:wife|husband|sister|brother|secretary|boss|best friend)|(?:having|had) an affair|mistress|cheat(?:ed|ing) on (?:me|him|her|you)|hook(?:ed)? up with|one-night stand|booty call|"
         r"in bed with (?:him|her|my|your|his)|good in bed|sexually)\b", unless=r"mistress of (?:the|ceremonies|novices)|head ?mistress|got (?:it|that|the \w+) laid", deniable=False, where="dialogue"),
    rule(_S, "kissing", "mouths lips meet",
         pattern=r"\b(?:their|both) (?:mouths|lips) (?:meet|touch|find|brush|press)\w*", where="action"),
    rule(_S, "sex", "moaning moans moan groans headboard bedsprings springs panting",
         pattern=r"\b(?:moan(?:s|ing)?\b[^;]{0,60}\b(?:bed|headboard|sheets|mattress|pleasure|next room)|(?:headboard|bed ?springs?) (?:bangs?|thumps?|knocks?|squeaks?|creaks?)|moans? with pleasure|orgasm\w*)\b", where="action"),
    rule(_S, "sexual violence", "grope/s/d groping fondle/s/d harass/es/ed flasher",
         pattern=r"\b(?:grop(?:e|es|ed|ing)|fondl(?:e|es|ed|ing)) (?:me|him|her|you|them|us|(?-i:[A-Z]\w+))\b", deniable=False, borderline=True),
)  # fmt: skip

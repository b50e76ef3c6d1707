"""Words by which people are found in a logline: nouns of persons, titles, what is no name."""

from __future__ import annotations

import re

from filmgen.breakdown import lexicon as lex
from filmgen.breakdown.lexicon import word_set
from filmgen.breakdown.prose import key_words

DETERMINERS = word_set(
    "a an the her his their its my our your one another two three this that every each some"
)
COUNTS = {"two": 2, "three": 3}
MORE_PERSONS = word_set(
    "beekeeper gravedigger lumberjack gambler drummer sculptor mortician tutor sommelier heiress "
    "heir spy smuggler outlaw deserter refugee nanny grandson granddaughter stepmother stepfather "
    "stepson stepdaughter ex ex-wife ex-husband fiance fiancee fiancé fiancée godfather monarch "
    "samurai ninja sorcerer magician wanderer veteran recruit general colonel corporal private "
    "medium psychic hypnotist clairvoyant writer novelist poet scribe monk abbot nun rabbi imam "
    "apprentice mentor rival accountant architect builder plumber electrician carpenter cobbler "
    "blacksmith watchmaker clockmaker locksmith undertaker bodyguard handyman caretaker custodian "
    "gatekeeper innkeeper lighthouse-keeper shepherd goatherd cellist pianist violinist organist "
    "conman con-man counterfeiter forger safecracker getaway hitwoman fugitive convict parolee "
    "trainee rookie cadet skeleton mummy fairy elf dwarf troll giant goblin dragon wizard mermaid "
    "snowman scarecrow clone cyborg ai computer captain mate bosun stowaway castaway survivor "
    "explorer biologist botanist chemist physicist surgeon nurse midwife orderly coroner "
    "dispatcher controller translator interpreter editor publisher critic agent manager "
    "supervisor boss owner tenant lodger housekeeper cleaner maid postman postwoman mailwoman "
    "farmhand rancher bounty-hunter gunslinger prospector miner sheriff stationmaster ferryman "
    "boatman fisherwoman teen toddler twin triplet orphan bully nerd babysitter schoolteacher "
    "bridesmaid groomsman best-man bachelor widow widower divorcee sniper medic pilot gunner "
    "mayor councilman senator diplomat ambassador hostage negotiator"
)
NO_PERSONS = word_set(
    "freighter cruiser tanker liner trawler steamer missing-person "
    "letter winter river water number summer computer corner dinner power door floor error "
    "elevator mirror tower theater paper counter order matter answer weather center disaster "
    "chapter container leather shelter thunder cancer border finger shoulder monitor motor "
    "tractor harbor sector factor color honor rumor terror horror humor labor flavor armor odor "
    "manor anchor reactor super laughter daughter-in-law powder poster quarter offer december "
    "november october september trailer cooler drawer locker freezer boiler heater printer "
    "scanner laser timer fever liver silver copper never ever over under after other together "
    "rather whether either neither however supper murder danger anger wonder ladder spider tiger "
    "panther flower prayer former latter upper lower inner outer later earlier older younger "
    "bigger smaller last-minute meteor visitor-center mother-ship cover helicopter chopper "
    "register folder holder tinder timber lumber ember cinder feeder bunker hunter-gatherer "
    "butter pepper sugar collar dollar cellar pillar paster transmitter detector projector "
    "generator escalator refrigerator alligator"
)
VERBS = word_set(
    "discover uncover recover remember gather deliver consider enter wander suffer surrender "
    "consider encounter trigger hover bother alter utter whisper murmur order offer answer enter "
    "refer prefer transfer differ discover linger stagger swagger shiver quiver waver shatter "
    "scatter flatter batter chatter mutter flutter clutter filter falter barter smother hammer "
    "stutter stammer simmer glimmer shimmer conquer lower tower sever render wager"
)
PERSON_ENDS = re.compile(
    r".{2,}(?:keeper|maker|digger|smith|herd|wright|monger|ologist|ist|woman)$"
)
AGENTS = re.compile(r".{3,}(?:er|or)$")
ABSENT = word_set(
    "dead late missing lost murdered absent imaginary deceased vanished former future unborn "
    "long-lost ex-lover's"
)
TITLES = word_set(
    "marshal ranger warden constable "
    "captain dr doctor mr mrs ms miss sergeant detective sheriff professor father sister brother "
    "queen king prince princess agent officer lieutenant colonel general judge uncle aunt "
    "grandma grandpa granny commander major corporal private inspector deputy chief nurse sir "
    "lady lord mayor rabbi pastor reverend madame monsieur don dona señor señora herr frau"
)
KEPT_TITLES = word_set(
    "dr doctor mr mrs ms miss sister brother father queen king prince princess uncle aunt grandma "
    "grandpa granny sir lady lord madame monsieur don dona señor señora herr frau"
)
NO_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas halloween easter hanukkah "
    "ramadan thanksgiving god earth mars venus jupiter saturn moon sun english french german "
    "russian chinese spanish american british irish italian japanese korean african european "
    "asian victorian roman greek nazi soviet arctic antarctic tv dj ai usa uk ww2 wwii wwi world "
    "war civil north south east west i rain snow fog thunder when while after before during "
    "as if because once until since although though trapped stranded stuck alone stuck inside "
    "outside aboard under over behind beneath years months days hours minutes every each on in "
    "at by with without for from to of it there here nobody everyone everybody someone somebody "
    "something nothing this that these those both all only deep late early another even just "
    "then now today tonight tomorrow yesterday set based two three four five six seven eight "
    "nine ten his her their our my your who what where why how"
).union(lex.NOT_NAMES)
PLACE_BEFORE = word_set(
    "in at near outside inside through across off aboard around above below beneath on into "
    "toward towards beyond"
)
TEENS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
TENS = "thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(number) for number, word in enumerate(TEENS.split(), start=3)}
NUMBERS |= {word: str(number * 10) for number, word in enumerate(TENS.split(), start=3)}
NAMED = word_set("named called")
WORKS_BEFORE = lex.PLACE_NOUNS | lex.VEHICLES | lex.SMALL_PROPS | lex.BIG_PROPS | word_set(
    "lighthouse night flight train radio zoo wedding pizza piano taxi security prison bank hotel "
    "border crime ice ferry bus rodeo circus chess poker dance stunt space mission night-shift "
    "cattle horse sheep goat bee dog truth fortune bounty lion store toll tea opera puppet shoe "
    "town house hostage crime-scene cello violin police fire head sous tax real-estate delivery "
    "getaway ship"
)  # fmt: skip

NOBODY = word_set("second person other unknown someone nobody name")


def is_nobody(name: str, logline: str) -> bool:
    """Whether a made-up person is none: a word of the logline, as "THE MESSAGE", or "OTHER"."""
    words = key_words(name)
    told = set(key_words(logline))
    return any(word in NOBODY for word in words) or all(
        word in told or word in ("the", "a", "an") for word in words
    )

"""Self-harm, harm to animals, acts a child might copy, and light that may harm those who watch."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_H, _N, _I, _F = Kind.SELF_HARM, Kind.ANIMALS, Kind.IMITABLE, Kind.FLASHING
_BEAST = (
    r"(?:dogs?|pupp(?:y|ies)|cats?|kittens?|horses?|pon(?:y|ies)|mares?|stallions?|foals?|donkeys?|mules?|cows?|bulls?|calf|calves|"
    r"sheep|lambs?|goats?|pigs?|deer|stags?|does?|fox(?:es)?|wol(?:f|ves)|bears?|birds?|hens?|chickens?|roosters?|ducks?|geese|goose|"
    r"rabbits?|hares?|rats?|mice|mouse|monkeys?|elephants?|lions?|tigers?|whales?|dolphins?|seals?|cattle|hounds?|oxen|ox|camels?|"
    r"parrots?|pigeons?|crows?|ravens?|owls?|swans?|hamsters?|squirrels?|badgers?)"
)
_JUMP = r"(?:to jump|jumps?|steps? off|lets? go)"

RULES: tuple[Rule, ...] = (
    rule(_H, "spoken of", "suicide suicidal overdose kill killed live die end hang hanged dead",
         pattern=r"\b(?:commit(?:s|ted|ting)? suicide|suicide (?:note|attempt|watch|pact|letter)|(?:a|her|his|by|the|of|about|was) suicide|suicidal|"
         r"(?:kill(?:s|ed|ing)?|hanged|hang|shot|drowned) (?:myself|yourself|himself|herself|themselves|ourselves)|(?:don['’]t|do not|didn['’]t|no longer) want to "
         r"(?:live|be alive|be here)(?: any ?more)?|(?:want|wanted|wants) to die|better off dead|end(?:ed)? (?:it all|my life|your life|his life|her life|their own li\w+)|"
         r"take (?:my|your|his|her) own life|took (?:his|her|their) own (?:life|lives))\b",
         unless=r"suicide (?:pass|sprints?|squad|mission|door|doors|runs?|drills?|bidding|king)|kill (?:my|your|him|her)self (?:laughing|before I)|"
         r"(?:don['’]t|do not) kill yourself(?: over| for|, it)|hangs? (?:himself|herself) (?:over|out|from the (?:rail|balcony)|upside)|"
         r"shot (?:himself|herself) in the foot|kill(?:ing)? (?:myself|yourself|himself|herself) (?:with work|at work|to get)", deniable=False),
    rule(_H, "shown", "cut/s/ting slit/s slash/es wrist wrists razor blade hangs noose rope ledge barrel gun pistol revolver muzzle pills bottle chair hanged himself herself bridge roof",
         pattern=r"\b(?:(?:cuts?|slits?|slashes|cutting|slitting) (?:open )?(?:her|his|their) (?:own )?(?:wrists?|arms?|veins|thighs?)|(?:puts?|places?|presses|holds?|raises|sticks|jams|lifts) "
         r"(?:the |a |his |her )?(?:\w+ )?(?:barrel|gun|pistol|revolver|muzzle|rifle)(?: of [^.,]{0,20})?[^.,]{0,16} (?:to|in|into|against|under) (?:his|her|their) own (?:\w+ )?(?:head|mouth|temple|chin|heart|throat)|"
         r"(?:swallows?|takes?|downs?|empties) (?:the |a )?(?:whole |entire |full )?(?:bottle|handful|box|packet) of (?:\w+ )?(?:pills|tablets|sedatives|painkillers)|(?:rope|noose)\b[^.]{0,60}\b(?:neck|beam|hangs?|"
         r"ceiling|rafter)|(?:steps?|kicks?) (?:off|away) the (?:chair|stool)|(?:hangs?|shoots?|drowns?|poisons?|stabs?|burns?|starves?) (?:himself|herself|themselves)(?! (?:in the foot|over|out|up|a))|"
         r"(?:stands?|standing|perched|out) on the (?:\w+ )?(?:ledge|parapet|railing|edge)\b[^;]{0,50}\b(?:" + _JUMP + r")|jumps? (?:to (?:his|her|their) death|in front of the train|from the bridge))\b",
         unless=r"(?:cuts?) (?:himself|herself) (?:a|some|another|off|loose|free|out|shaving|on)|stabs? (?:himself|herself) with|rope (?:ladder|swing|bridge)|burns? (?:himself|herself) (?:on|out|with)|"
         r"ropes? (?:of|coils?)|hangs? (?:himself|herself) over", where="action"),
    rule(_H, "spoken of", "self-harm anorexia anorexic bulimia bulimic cutting eating_disorder",
         pattern=r"\bself-harm\w*|\banorexi[ac]\b|\bbulimi[ac]\b|\beating disorders?\b|\b(?:started|stop|been|you['’]re|she['’]s) cutting (?:herself|myself|yourself|again)\b", deniable=False),
    # Animals.
    rule(_N, "harmed", "kick/s/ed beat/s/ing whip/s/ped hit/s strike/s struck run/s ran stab/s trap/s/ped shoot/s shot wound/s/ed flog/s/ged burn/s tortur~e/es/ed spur/s chain/s skin/s poison/s/ed",
         pattern=rf"\b(?:kicks?|kicked|beats?|beating|whips?|whipped|hits?|strikes?|struck|runs? over|ran over|stabs?|wounds?|wounded|flogs?|flogged|burns?|tortur\w+|poisons?|poisoned|skins?|shoots?|shot)\s+"
         rf"(?:at\s+)?(?:the|a|an|his|her|their|that|another)\s+(?:\w+\s+)?{_BEAST}\b",
         unless=r"(?:shoots?|shot)\b[^.]{0,30}\b(?:camera|lens|photo\w*|film)|dead horse|kicks? the (?:ball|can|bucket|stone|door) to|(?:shoots?|shot) (?:a|the) (?:\w+ )?(?:bird|bear|wolf) (?:a|an)|beats? the (?:rat race|dog days)|hits? the (?:bull['’]?s|bullseye|hay)|"
         r"shoots? the bull|shot of|hot dogs?|beats? (?:the|a) (?:drum)", spoken="in danger"),
    rule(_N, "killed", "kill/s/ed shoot/s shot drown/s/ed slaughter/s/ed butcher/s/ed strangl~e/es/ed behead/s/ed put puts gut/s dead break/s poison/s/ed hunt/s/ed slit/s sacrific~e/es/ed breaks broken",
         pattern=rf"\b(?:kills?|killed|drowns?|drowned|slaughters?|slaughtered|butchers?|strangles?|beheads?|sacrific\w+|hunts? down|slits? the throat of)\s+(?:the|a|an|his|her|their|that|two|three|another)?\s*(?:\w+\s+)?{_BEAST}\b|"
         rf"\b(?:the|a|an|his|her|their) (?:\w+ )?{_BEAST}\b[^.]{{0,40}}\b(?:is shot|is killed|is slaughtered|is put down|shoot it|shoots it|put it down|puts it down|put him down|dies|bleeds out)\b|"
         rf"\bdead (?:\w+ )?{_BEAST}\b|\b{_BEAST}(?:['’]s)? (?:lies dead|carcass|carcasses|is dead|are dead|head on a)|\b(?:puts?|put) the (?:\w+ )?{_BEAST} (?:down|to sleep)\b",
         unless=rf"dead (?:horse of|ducks? in|cat bounce|parrot sketch)|dead horse|plays? dead|like a (?:dead )?\w+|kills? two birds|(?:stuffed|toy|paper|painted|wooden|stone|roast|baked|fried|grilled) (?:\w+ )?{_BEAST}|rats? in a trap",
         spoken="in danger"),
    rule(_N, "in danger", "dogfight/s cockfight/s bullfight/s dogfighting rodeo/s trapped caught whip/s/ped burning",
         pattern=rf"\b(?:dogfight(?:s|ing)?|cockfights?|bullfights?)\b|\b{_BEAST} (?:is |are )?(?:trapped|caught in (?:a|the) trap|on fire|burning)\b",
         unless=r"(?:planes?|fighters?|spitfires?|pilots?|aircraft)[^.]{0,30}dogfights?|dogfights? (?:over|in the (?:sky|air|clouds))"),
    # Acts a child may copy.
    rule(_I, "risky", "jump/s/ed leap/s climb/s/ed dangl~e/es swing/s walk/s balanc~e/es hang/s",
         pattern=r"\b(?:jumps?|leaps?|dives?|dangles?|swings?|hangs?|somersaults?)\s+(?:\w+\s+)?(?:from|off|out of|between|across)\s+(?:the|a|an|one)?\s*(?:\w+\s+)?(?:roofs?|rooftops?|balcony|balconies|windows?|cliffs?|bridge|"
         r"moving (?:car|train|bus|truck)|cranes?|train|scaffold\w*|tower)\b|\b(?:climbs?|balances?|walks?) (?:out )?(?:on(?:to)?|along) the (?:\w+ )?(?:ledge|parapet|roof|railing|crane|pylon)\b",
         unless=r"(?:swings?|hangs?) from (?:the|a) (?:ceiling|window (?:box|frame))|jumps? off the page|(?:sign|lamp|bulb|flag|bell|lantern|curtain|rope|washing|banner)s? (?:swings?|hangs?|dangles?)|"
         r"(?:bird|cat|pigeon|squirrel|monkey|bat|gull|snow|icicles?)s? (?:jumps?|leaps?|hangs?|dives?|swings?)", where="action"),
    rule(_I, "risky", "mix/es bleach acid ammonia chlorine gunpowder fireworks petrol gasoline matches lighter aerosol deodorant",
         pattern=r"\b(?:mix(?:es)?|pours?|combines?|shakes?)\b[^.]{0,30}\b(?:bleach|ammonia|acid|chlorine|gunpowder|petrol|gasoline|drain cleaner)\b|\b(?:pipe bomb|homemade (?:bomb|explosive|flamethrower))\b|"
         r"\b(?:lighter|match|matches)\b[^.]{0,30}\b(?:aerosol|deodorant|hairspray|spray can)\b|\b(?:aerosol|deodorant|hairspray|spray can)\b[^.]{0,30}\b(?:lighter|match|flame)\b|\bplay(?:s|ing)? with (?:the )?matches\b|"
         r"\bsets? (?:\w+ ){0,3}on fire with\b", unless=r"acid (?:rain|reflux|house|tongue)|petrol (?:pump|station)"),
    rule(_I, "risky", "plastic bag dare choking strangling pass-out",
         pattern=r"\b(?:plastic )?bag over (?:his|her|their|my|your|the \w+['’]s) (?:own )?head\b|\bchoking game\b|\bpass-out game\b|\b(?:swallows?|eats?|drinks?) (?:\w+ ){0,3}?(?:for a dare|on a dare|detergent|bleach|laundry pod\w*)\b"),
    rule(_I, "risky", "ride/s riding surf/s/ing roof train track/s rail/s railway chicken",
         pattern=r"\b(?:rides?|riding|surfs?|surfing|clings?|lies?|sits?|stands?) (?:on|to|along) (?:the )?(?:roof|top|side|back|outside) of (?:the|a) (?:moving )?(?:train|tram|bus|car|truck|carriage)\b|\btrain[- ]surf\w*|\bplay(?:s|ing)? chicken\b|"
         r"\b(?:walks?|runs?|plays?|lies?|sits?|balances?|dances?|playing) (?:on|along|across|between) the (?:railway|railroad|train|tram|rail|live)? ?(?:tracks|rails|line)\b"),
    rule(_I, "risky", "fork socket finger screwdriver wires outlet",
         pattern=r"\b(?:fork|finger|fingers|knife|screwdriver|key|wire|pin|hairpin|nail)\b[^.]{0,20}\b(?:into|in) (?:the|a|an) (?:\w+ )?(?:socket|outlet|plug|toaster)\b|\bhot-?wires?\b"),
    rule(_I, "risky", "seat seatbelt helmet belt texting drive/s driving joyrid~e/es/ing drunk",
         pattern=r"\b(?:(?:without|no|unbuckles?|ignores? the) (?:a |his |her |the )?(?:seat ?belts?|helmets?|life ?jackets?)|(?:drives?|driving|rides?)\b[^.]{0,30}\b(?:texting|no hands|drunk|eyes closed|blindfold\w*)|joyrid\w+|(?:texts?|texting) (?:while|as) (?:he|she) drives?)\b",
         deniable=False),
    rule(_I, "risky", "hide/s hiding climb/s crawl/s shut/s lock/s fridge freezer dryer refrigerator well washing",
         pattern=r"\b(?:hides?|hiding|climbs?|crawls?|locks? (?:himself|herself|themselves)|shuts? (?:himself|herself|themselves))\b (?:\w+ )?(?:in|into|inside) (?:the|a|an) (?:\w+ )?(?:fridge|freezer|refrigerator|tumble dryer|dryer|"
         r"washing machine|oven|car (?:trunk|boot)|trunk of the car)\b"),
    rule(_I, "risky", "noose catapult slingshot lockpick picks lock hitchhik~e/es/ing",
         pattern=r"\b(?:fires?|shoots?|aims?) (?:a |the |his |her )?(?:catapult|slingshot|bb gun|air rifle)\b|\bpicks? the lock\b|\bhitch-?hik(?:es|ing)\b", borderline=True),
    # Light.
    rule(_F, "strobing", "strobe/s strobing stroboscope stroboscopic flicker/s/ing flash/es/ing lightning barrage pulses",
         pattern=r"\b(?:strob(?:e|es|ing)(?: lights?)?|stroboscop\w+|flick(?:ers?|ering) (?:rapidly|violently|wildly|fast|madly|like a strobe)|(?:lights?|lightning|lamps?|screens?|beacons?|signs?|sirens?) (?:flash(?:es)?|blinks?|flick\w+) (?:rapidly|again and again|"
         r"wildly|fast|on and off|over and over|madly)|(?:on|light|white|red), (?:off|dark|black|blue), (?:on|light|white|red)|(?:rapid|barrage of|storm of|volley of|burst of)(?: \w+)? flash(?:es|ing)?(?: of light| bulbs?|bulbs)?|"
         r"rapid(?:ly)? (?:flashing|blinking) lights?|quick-?fire flashes)\b"),
    rule(_F, "some", "flash/es/ing flicker/s/ing lightning flashbulb/s blink/s muzzle police",
         pattern=r"\b(?:(?:camera|press|photographers['’]?|muzzle) flash(?:es)?|flash ?bulbs? (?:pop|go|explode|burst|fire)\w*|(?:lights?|lamps?|beacons?|sirens?|neon|lightning|headlights?|bulbs?|screens?|alarms?|fluorescents?|tubes?) (?:\w+ )?(?:flash(?:es|ing)?|flicker(?:s|ing)?)|"
         r"(?:flashing|flickering) (?:\w+ )?(?:lights?|neon|signs?|beacons?|screens?|fluorescents?|tubes?|strobes?)|(?:lightning|blue lights?) (?:flash|strobe)\w*|flash(?:es)? of lightning)\b",
         unless=r"(?:candle|fire|lantern|lamp|torch)(?:light)?s? flickers?"),
    rule(_H, "spoken of", "own life lives end world without",
         pattern=r"\b(?:(?:tak(?:e|es|en|ing)|took|ended?|ending) (?:my|your|his|her|their) own li(?:fe|ves)|(?:world|everyone|you|they)(?:['’]d| would| is|['’]s) (?:all )?(?:be )?better off without (?:me|him|her)|(?:can['’]t|cannot) go on(?: like this| living)?(?=[.!])|slit (?:my|your|his|her) wrists|jump(?:ed|s)? off (?:a|the) bridge|"
         r"hang(?:ed)? (?:myself|himself|herself)|overdosed on purpose|wish I (?:was|were) dead|tried to (?:die|end it)|threw (?:himself|herself) (?:off|under|in front))\b",
         unless=r"hang(?:ed)? (?:himself|herself) over", deniable=False),
    rule(_H, "shown", "pill pills tablets rope noose rafters beam loop razor blade scars wrist forearm exhaust wrists water rails platform",
         pattern=r"\b(?:pill after pill|(?:handful|fistful|palmful|mouthful|bottle) of (?:\w+ )?(?:pills|tablets|capsules)|(?:head|neck) (?:through|in|into) (?:the|a) (?:loop|noose)|noose|(?:razor|blade)\b[^.]{0,30}\b(?:her|his) (?:own )?(?:wrists?|forearm|arm|skin|thigh)|(?:cuts?|scars)\b[^.]{0,40}\b(?:forearms?|wrists?|inner arm)[^.]{0,30}(?:razor|blade|sleeve|rows|fresh)|"
         r"(?:hose|pipe) (?:from|on) the exhaust|(?:steps?|throws? (?:himself|herself)|leaps?|walks?) (?:in front of|under|before) (?:the|a|an) (?:\w+ )?(?:train|truck|bus|lorry|tram)|(?:walks?|wades?) into the (?:sea|river|lake|ocean)\b[^.]{0,40}(?:stones|never|coat|under|pockets|head)|slashed wrists|bandaged wrists)\b",
         where="action", deniable=False),
    rule(_N, "killed", "lie lies dead carcass/es throat slit/s cut/s shot gutted roadkill butchered slaughterhouse abattoir trophy skinned bled",
         pattern=rf"\b(?:{_BEAST} (?:lie|lies|lying|floats?|hangs?|swings?) (?:dead|lifeless|skinned|gutted|by (?:its|their) (?:feet|neck|heels))|(?:the |a |that )?{_BEAST}['’]s (?:throat|neck|head (?:comes|rolls|is))|(?:carcass(?:es)?|remains) of (?:a|the|an) (?:\w+ )?{_BEAST}|slaughterhouse|abattoir|roadkill|"
         rf"(?:shot|skinned|gutted|slaughtered|butchered|poisoned|drowned|beheaded) {_BEAST}|wrings? (?:its|the \w+['’]s|a \w+['’]s) neck)\b",
         unless=r"(?:horse|dog|cat|bird|mouse)['’]s (?:neck|head)(?= (?:with|and strokes|gently))|(?:strokes?|pats?|hugs?|rubs?|scratches|kisses) (?:the |a |her |his )?\w+['’]s neck", spoken="in danger"),
    rule(_N, "harmed", "stone stones throw/s rock rocks sticks lance/s spear/s whimper/s yelp/s wounded limping bleeding cage caged chained starving starved muzzle spurs",
         pattern=rf"\b(?:(?:throws?|hurls?|pelts?|chucks?|shies) (?:\w+ )?(?:stones?|rocks?|bottles?|cans?|sticks?) at (?:the|a|an|some|his|her) (?:\w+ )?{_BEAST}|{_BEAST}\b[^.]{{0,40}}\b(?:yelps? in pain|whimpers? in pain|bleeds?|bleeding|wounded|limping|lances? in|arrow in|spears? in|starving|starved|is hit|gets hit|struck by)|"
         rf"(?:wounded|bleeding|starving|beaten|mangled|maimed|injured) (?:\w+ )?{_BEAST}|(?:kicks?|whips?|beats?|strikes?|spurs?) (?:it|him) (?:bloody|raw))\b",
         unless=r"throws? (?:a )?sticks? (?:for|to)", spoken="in danger"),
    rule(_I, "risky", "climb/s climbed lean/s leans hang/s hanging stand/s cling/s pylon crane mast speeding car skateboard hood bonnet rooftop parkour",
         pattern=r"\b(?:(?:climbs?|scales?|shins? up|scrambles? up) (?:up )?(?:the|a|an) (?:\w+ )?(?:pylon|crane|mast|billboard|scaffold\w*|drainpipe|fence|water tower|lamp ?post|cliff(?: face)?|tower|chimney|facade|façade)|(?:leans?|hangs?|climbs?) (?:\w+ )?out of (?:the|a) (?:\w+ )?(?:speeding |moving )?(?:car|train|bus|truck|window)\b|"
         r"(?:rides?|lies?|stands?|clings?|hangs? on) (?:on|to|onto) (?:the|a) (?:hood|bonnet|roof|bumper|back|running board) of (?:the|a) (?:\w+ )?(?:car|truck|bus|train|tram|van)|parkour|(?:grabs?|holds?) (?:on to |onto )?the (?:bumper|back) of (?:the|a) (?:\w+ )?(?:car|bus|truck)|power lines?|live wires?)\b",
         unless=r"(?:climbs?|gets?) out of the (?:car|truck|bus|train)|leans? out of (?:the|a|her|his) (?:\w+ )?window(?= (?:and|to) (?:wave|call|shout|water|look))|(?:ivy|smoke|cat|squirrel|rose|vine|sun)s? climbs?", where="action"),
    rule(_I, "risky", "firecracker/s fireworks rocket sparkler matches lighter petrol gasoline bonfire",
         pattern=r"\b(?:(?:lights?|holds?|throws?|sets? off|toss(?:es)?|fires?)\b[^.]{0,20}\b(?:firecrackers?|fireworks|bangers?|roman candles?|bottle rockets?|m-?80s?)|(?:throws?|pours?|tosses) (?:petrol|gasoline|lighter fluid|kerosene) (?:on|onto|into|over)|homemade fireworks)\b",
         unless=r"(?:watch\w*|display of|town) fireworks"),
    rule(_I, "risky", "ice lake river quarry dam weir swim/s dive/s races race drag_race speeding red_light helmet blindfold",
         pattern=r"\b(?:(?:across|on|onto|over) the (?:frozen|thin|cracking) (?:\w+ )?(?:lake|river|pond|ice)|thin ice|drag[- ]rac(?:e|es|ing)|street[- ]rac(?:e|es|ing)|runs? (?:a|the) red light|(?:dives?|jumps?) (?:into|off) (?:the|a) (?:quarry|weir|dam|waterfall|shallow \w+)|blindfolded (?:drive|driving|run)|against (?:the )?traffic|"
         r"(?:runs?|darts?|dashes?|sprints?) (?:across|into|onto) the (?:highway|motorway|freeway|autobahn))\b",
         unless=r"on thin ice(?= with)", where="action"),
    rule(_F, "some", "flash/es flashing pulse/s blink/s blinking flicker/s flickering stutter/s strobe flashbulb/s flashbulbs popping beacon lightning spotlights",
         pattern=r"\b(?:(?:lights?|lamps?|beacons?|sirens?|neon|tubes?|screens?|monitors?|bulbs?|signs?|headlights?|lasers?|sky)\b[^.;]{0,30}\b(?:flash(?:es|ing)?|flicker(?:s|ing)?|blink(?:s|ing)?|puls(?:e|es|ing)|strob\w+|stutters?)|flash ?bulbs?|flashguns?|(?:camera|cameras|phones)\b[^.;]{0,12}\bflash(?:es|ing)?|blue (?:and red )?lights? flash\w*|"
         r"lightning (?:forks|splits|rips|tears|strikes|cracks|flickers|flashes))\b",
         unless=r"(?:candle|fire|lantern|torch|lamp|oil)(?:light)?s? flickers?|flashes? (?:a|his|her|the) (?:smile|grin|badge|card|lights? at)"),
    rule(_F, "strobing", "faster white red strobing pulses flashes",
         pattern=r"\b(?:(?:puls|flash|blink|flicker)\w*[^.]{0,30}\b(?:faster and faster|white, (?:red|black|blue)|red, (?:white|blue)|on, off|again and again|rapidly)|laser show|light show|disco lights)\b"),
    rule(_H, "spoken of", "attempt/s/ed/ing tried suicide suicides",
         pattern=r"\b(?:attempt(?:s|ed|ing)?|tried|considered|contemplat\w+|threaten(?:s|ed)) suicide\b|\bsuicides\b", deniable=False),
    rule(_H, "shown", "bridge rail railing parapet ledge bathwater bath tub shoes razor",
         pattern=r"\b(?:(?:stands?|climbs?|sits?|balances?|perched) (?:up )?(?:on|onto|over) the (?:bridge|\w+ (?:rail|railing|parapet))(?: rail| railing| parapet)?\b[^.]{0,30}\b(?:looks? down|the drop|jump|below|shoes)|(?:bath ?water|tub|bath)\b[^.]{0,20}\b(?:is|turns|runs|goes) (?:red|pink)|red bath ?water)\b", where="action"),
    rule(_N, "killed", "club/s clubbed clubs harpoon/s put axe/s hook/s snare/s",
         pattern=rf"\b(?:clubs?|harpoons?|clubbed|harpooned|guts|gutted|bludgeons?) (?:a|an|the|its|another) (?:\w+ )?(?:{_BEAST}|fish|shark|pup)\b|\b(?:put|puts|putting|have|had to have) (?:the|my|our|his|her|that|a) (?:\w+ )?{_BEAST} (?:down|put down|to sleep)\b", spoken="in danger"),
    rule(_N, "harmed", "trap snare caught trapped leg torn gin-trap net barbed",
         pattern=rf"\b{_BEAST}\b[^.]{{0,20}}\b(?:caught|trapped|tangled|struggles|snared) in (?:a|the) (?:\w+ )?(?:snare|trap|net|wire|fence)\b", spoken="in danger"),
    rule(_I, "risky", "inhale/s inhales sniff/s huff/s spray glue solvent aerosol balloon nitrous barrier pit enclosure cage rails tracks",
         pattern=r"\b(?:(?:inhales?|sniffs?|huffs?)\b[^.]{0,24}\b(?:spray can|aerosol|glue|solvent|petrol|gas|nitrous|paint|lighter fluid)|climbs? (?:over|into|down into) (?:the )?(?:\w+ )?(?:barrier|railing|fence|pit|enclosure|cage|lions?['’]? den)|(?:lies?|lie|lay|sits?|stands?) (?:down )?(?:between|on|across) the (?:rails|tracks|railway\w*|train tracks))\b",
         unless=r"smells? (?:the )?gas", where="action"),
)  # fmt: skip

"""Weapons: seen, and used; kitchen knives, glue guns and gunning engines are none."""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import PERSON, Rule, rule

_W = Kind.WEAPONS
_TOOLS = (
    r"cannon ?balls? (?:dive|splash)\w*|loose cannon|cannon fodder|robert browning|browning (?:toast|leaves|meat|butter)|(?:hiking|ski) pikes?|pike (?:swims?|on)|(?:glue|nail|staple|heat|massage|spray|water|toy|squirt|radar|hair|caulking|price|cap|tattoo|"
    r"starter['’]?s?|starting|speed|label|pellet toy|nerf|paint) ?(?:gun|pistol|rifle)s?|"
    r"gun(?:s|ned|ning)? (?:it|the (?:engine|motor|car|throttle|bike))|gun(?:ned|ning) for|jump(?:s|ed|ing)? the gun|"
    r"top gun|big guns?|son of a gun|sticks? to (?:his|her|your|their) guns|smoking gun|machine gun (?:laugh|"
    r"speech|talker|delivery)|rifl(?:es|ed|ing)? through|gun ?metal|gunboat diplomacy"
)
_GUNS = (
    "gun/s handgun/s pistol/s revolver/s rifle/s shotgun/s carbine/s musket/s firearm/s uzi kalashnikov/s "
    "machine_gun machine_guns submachine sniper/s glock/s luger/s sidearm/s ak-47 ak-47s bazooka/s "
    "beretta/s browning walther colt smith_and_wesson remington derringer/s six-shooter/s tommy-gun/s peashooter blunderbuss cannon/s catapult flamethrower/s sawn-off sawed-off winchester colt"
)
_BLADES = (
    "dagger/s machete/s sword/s bayonet/s switchblade/s stiletto cutlass/es sabre/s rapier/s katana/s "
    "tomahawk/s pike pikes halberd/s mace club_with_nails scythe/s scimitar/s harpoon/s spear/s crossbow/s longbow longbows"
)
_DRAWN = (
    r"(?:pulls?|pulled|draws?|drew|raises?|raised|levels?|levelled|leveled|points?|pointed|pointing|aims?|"
    r"aimed|aiming|trains?|trained|presses|pressed|holds?|held|holding|cocks?|cocked|fires?|fired|firing|"
    r"loads?|loaded|reloads?|swings?|swung|waves?|brandish\w*|thrusts?|puts|grabs?|empties|squeezes|lifts?)"
)

RULES: tuple[Rule, ...] = (
    rule(_W, "shown", _GUNS, unless=_TOOLS + r"|(?-i:\bColt\b) |\bcolts?\b(?! (?:45|revolver|pistol))",
         spoken="spoken of"),
    rule(_W, "shown", _BLADES, unless=r"spears? (?:an?|the|his|her|another|some) (?:\w+ )?(?:olive|pickle|potato|sausage|tomato|bite|leaf|lettuce|bean|piece|slice|fish|shrimp|meatball|cherry|carrot)|sword ?fish|(?:asparagus|broccoli|mint) spears?|stiletto (?:heels?|"
         r"boots?|shoes?)|stilettos|sword of (?:damocles|honou?r)|spear ?mint", spoken="spoken of"),
    rule(_W, "used", _GUNS,
         pattern=rf"\b{_DRAWN}\s+(?:out\s+)?(?:(?:his|her|their|the|a|an|two)\s+)?(?:[\w-]+\s+){{0,2}}?(?:gun|handgun|pistol|"
         r"revolver|rifle|shotgun|carbine|musket|firearm|machine gun|sidearm|uzi|glock|bazooka)s?\b",
         unless=_TOOLS, spoken="spoken of"),
    rule(_W, "used", _BLADES + " knife knives axe axes hatchet",
         pattern=r"\b(?:draws?|drew|swings?|swung|thrusts?|plunges?|raises?|brandish\w*)\s+(?:(?:his|her|their|the|a|an)\s+)?"
         r"(?:\w+\s+){0,2}?(?:dagger|machete|sword|bayonet|switchblade|cutlass|sabre|rapier|katana|knife|axe|"
         r"hatchet|spear)s?\b", unless=r"(?:into|at) (?:the|a) (?:log|wood|tree|trunk|stump|bread|cake|melon|apple|"
         r"turkey|ham)|(?:raises?|swings?) (?:the|an|his|her) (?:axe|hatchet)(?= (?:over|at|and splits))",
         spoken="spoken of"),
    rule(_W, "used", "knife knives blade razor scalpel cleaver axe screwdriver",
         pattern=r"\b(?:knife|knives|blade|razor|scalpel|cleaver|axe|bottle|screwdriver)\b[^.;]{0,24}?\b(?:to|against|at|"
         r"into|in|from|under|across)\s+(?:his|her|their|my|your|the \w+['’]s|[A-Z]\w+['’]s)\s+(?:\w+\s+)?(?:throat|neck|"
         r"chest|stomach|back|ribs|belly|face|heart|side|gut|eye)\b", spoken="spoken of"),
    rule(_W, "shown", "knife knives",
         unless=r"(?:butter|table|palette|putty|bread|fish|cheese|cake|pocket|carving|steak|paring|fruit|oyster|"
         r"craft|utility|pizza|plastic|dinner|silver) (?:knife|knives)|(?:knife|knives)(?:,| and) (?:a |the )?forks?|forks?(?:,| and) "
         r"(?:a |the )?(?:knife|knives)|knife-edge|(?:knife|knives)\b[^.;]{0,30}\b(?:bread|onion|onions|vegetables|"
         r"butter|toast|cake|tomato|tomatoes|apple|carrot|carrots|steak|meat|fish|cheese|jam|board|drawer|sink)|"
         r"(?:cuts?|slices?|chops?|peels?|butters?|spreads?|carves?)\b[^.;]{0,40}\b(?:knife|knives)|like a knife",
         spoken="spoken of", borderline=True),
    rule(_W, "used", "rack/s/ed chamber/s/ed cock/s/ed reload/s/ed trigger",
         pattern=r"\b(?:racks?|racked|works?) the (?:slide|bolt|pump|shotgun)\b|\bchambers? a (?:round|bullet|shell)\b|"
         r"\bcocks? the (?:hammer|gun|pistol|revolver|rifle)\b|\breloads?\b|\b(?:pulls?|squeezes?|pulled) the trigger\b|"
         r"\bsafety (?:catch )?(?:off|clicks)\b", unless=r"reloads? the (?:page|dishwasher|washing|app|site|truck|van)",
         spoken="spoken of"),
    rule(_W, "shown", "bomb/s grenade/s dynamite explosive/s landmine/s land_mine molotov missile/s rocket-propelled torpedo/es "
         "warhead/s detonator/s c4 semtex",
         unless=r"(?:bath|photo|cherry|sex|time|love|glitter|f-?|seed|stink|water) bombs?|bombs? (?:down|out|along|on stage)|"
         r"da bomb|the bomb,|dynamite (?:girl|voice|show|act|idea)|explosive (?:laughter|temper|growth|news)|cost a bomb",
         spoken="spoken of"),
    rule(_W, "shown", "weapon/s ammunition ammo bullet/s cartridge/s holster/s armed brass_knuckles knuckleduster tommy_gun taser/s "
         "nunchucks pepper_spray cosh blackjack truncheon/s crowbar",
         unless=r"(?:secret|best|only|greatest) weapon|bullet ?(?:points?|trains?|lists?)|(?:ink|printer|toner|font|game) "
         r"cartridges?|bites? the bullet|armed with (?:a |an |only |nothing |his |her )?(?:\w+ )?(?:umbrella|smile|camera|pen|"
         r"clipboard|broom|notebook|phone|questions?|coffee|flowers|mop|map|torch)|one-armed|long-armed|bare-armed|"
         r"blackjack table|(?:plays?|playing|deals?) blackjack|silver bullet|magic bullet|"
         r"crowbar\b[^.]{0,30}\b(?:crate|lid|door|window|plank|board)", spoken="spoken of"),
    rule(_W, "used", "gunpoint knifepoint", spoken="spoken of"),
    rule(_W, "used", "aim/s/ed/ing", rf"(?:\w+ )?at {PERSON}\b", where="action", borderline=True,
         unless=r"aims? (?:the|his|her|a) (?:camera|torch|flashlight|lens|remote|phone|hose|telescope|light|ball|kick)"),
    rule(_W, "shown", "bow bows arrow arrows",
         pattern=r"\b(?:bow and arrows?|bows and arrows|nocks? an arrow|arrow (?:hits|strikes|thuds|pierces|flies)|quiver of arrows)\b",
         spoken="spoken of"),
    rule(_W, "used", "clip magazine rounds barrel scope crosshairs muzzle trigger safety",
         pattern=r"\b(?:(?:slides?|slams?|slaps?|snaps?|shoves?|clicks?|jams?|rams?|loads?|pushes) (?:a |the |another |in a )?(?:\w+ )?(?:clip|magazine|cartridge|shell|round|bullet)s? (?:in|into|home)|in (?:the|his|her) crosshairs|through the (?:rifle |sniper )?(?:scope|crosshairs)|"
         r"finger (?:tightens )?on the trigger|(?:the|a) (?:gun|rifle|shotgun) barrel|muzzle of|takes? aim|at gun ?point|(?:draws?|drop|drops|lowers?|put down) (?:the|his|her|your|that) (?:gun|weapon|rifle|pistol|knife|sword)s?)\b",
         unless=r"takes? aim with (?:a|the|his|her) (?:camera|snowball|paper|ball)|draws? (?:the|a) gun on paper|magazine (?:in|into) (?:the|his|her) (?:bag|rack|bin|lap)", spoken="spoken of"),
    rule(_W, "shown", "razor blade razor_blade razor_blades shiv shivs broken_bottle garrotte garotte brass_knuckle tripwire",
         pattern=r"\b(?:razor blades?|cut-throat razor|shivs?|broken bottle in (?:his|her)|garr?ott?e|trip ?wire)\b", borderline=True, spoken="spoken of"),
)  # fmt: skip

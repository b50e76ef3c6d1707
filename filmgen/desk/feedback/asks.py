"""What audiences ask for: the complaints that come back in every test screening, by theme.

A pattern is matched against one clause in lower case, so that "not slow at all" and "the start is
slow" are told apart by what stands before. Each complaint knows the note that answers it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

THEMES = (
    "pace", "length", "clarity", "plot", "dialogue", "characters", "ending", "opening",
    "emotion", "tone", "look", "sound",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A complaint.

    Attributes:
        name: "too slow".
        says: what those who say so do: "find it too slow"; `{who}` as in the note.
        pattern: of a clause, lower case, straight quotes.
        note: the instruction for `filmgen revise`; `{where}` is "scene 2" or "the script", `{who}`
            a character or "the people".
        opposite: the name of the ask that contradicts it, "" if none.
        of_character: the note concerns somebody: groups by who is named.
        place: "first" or "last" where it speaks of that scene by itself.
    """

    name: str
    says: str
    theme: str
    pattern: re.Pattern[str]
    note: str
    opposite: str = ""
    of_character: bool = False
    place: str = ""


def _ask(
    theme: str, name: str, says: str, pattern: str, note: str, opposite: str = "", *,
    who: bool = False, place: str = "",
) -> Ask:  # fmt: skip
    return Ask(name, says, theme, re.compile(pattern), note, opposite, who, place)


_END = (
    r"(?:ending|(?:the|at|very) end\b|finale|finish\b|last (?:scene|shot|line)|conclusion|"
    r"resolution|"
    r"das ende|schluss|el final|la fin\b|концовк|финал|конец)"
)
_START = (
    r"(?:opening|(?:the )?beginning|(?<!to )start\b|first (?:scene|minutes?|pages?)|eröffnung|"
    r"anfang|"
    r"inicio|principio|début|начал[оае]\b)"
)

ASKS: tuple[Ask, ...] = (
    _ask("pace", "too slow", "find it too slow",
         r"\b(?:slow(?!ly turn)\w*|drag(?:s|ged|ging)?\b|bor(?:ed|ing)|tedious|dull|plodding|"
         r"takes (?:forever|ages)|sluggish|lost (?:my )?interest|fell asleep|snooze|"
         r"nothing happens|meander\w*)",
         "Tighten {where}: cut what does not move it on, come in later and leave earlier.",
         "too fast"),
    _ask("pace", "too fast", "find it too fast",
         r"\b(?:too (?:fast|quick(?:ly)?|soon|sudden(?:ly)?)|rushe[ds]|rushing|hurried|"
         r"out of nowhere|no time to|(?:could|should|needs to) breathe|needs? room|"
         r"(?:over|happens?) (?:so|too) quickly)",
         "Give {where} room: let the turn build in one more beat before it comes.", "too slow"),
    _ask("length", "too long", "find it too long",
         r"\b(?:too long|overlong|(?:could|should) be (?:\w+ )?shorter|goes on (?:and on|too long|"
         r"forever)|needs? (?:a )?(?:trim|cut)\w*|trim (?:it|this|the)|cut (?:it|this) down)",
         "Shorten {where}.", "too short"),
    _ask("length", "too short", "find it too short",
         r"\b(?:too short|(?:could|should) be (?:\w+ )?longer|wish(?:ed)? it (?:was|were) longer|"
         r"over before)",
         "Lengthen {where}: play out what is only touched.", "too long"),
    _ask("clarity", "confusing", "are confused",
         r"\b(?:confus\w+|unclear|(?:did ?n't|do ?n't|could ?n't|can ?n't|can't|did not|do not|"
         r"could not|cannot|never) (?:\w+ )?(?:get|understand|follow|figure|know (?:what|why|who|"
         r"where|how))\b|"
         r"lost me|makes? no sense|made no sense|hard to follow|"
         r"what (?:is|was|were) (?:the|that|this)\b[^?]*(?:point|about|for)\b|no idea (?:what|why|"
         r"who|how)|"
         r"what (?:just )?happened\b|(?:not|was ?n't|is ?n't) (?:\w+ )?clear\b|needs explain\w*)",
         "Make {where} clear: show in one action or line what the audience has to know."),
    _ask("plot", "not believed", "do not believe it",
         r"\b(?:plot ?holes?|unbelievable that|not believ\w+|un(?:realistic|likely)|contrived|"
         r"convenient(?:ly)?|far[- ]?fetched|did ?n't (?:buy|believe)|do ?n't (?:buy|believe)|"
         r"does ?n't make sense|implausible|deus ex|coincidence|logic)",
         "Make {where} believable: set up earlier what it depends on."),
    _ask("plot", "predictable", "see it coming",
         r"\b(?:predictable|saw (?:it|that|this) coming|knew (?:what|how|it)|clich\w+|"
         r"seen (?:it|this|that) (?:all )?before|formulaic|no surprise|unoriginal|derivative)",
         "Surprise in {where}: turn what the audience expects before it comes."),
    _ask("plot", "no tension", "feel no tension",
         r"\b(?:no (?:real )?(?:stakes?|tension|conflict|suspense|drama)|(?:not enough|little|"
         r"lacks?|"
         r"lacking|needs? more|more|missing) (?:stakes?|tension|conflict|suspense|drama|danger)|"
         r"never (?:felt )?(?:in )?danger|too easy|stakes? (?:are|is|feel|felt) low)",
         "Raise the stakes in {where}: make plain what is lost if it fails, and let it nearly "
         "fail."),
    _ask("dialogue", "stiff lines", "find the lines stiff",
         r"\b(?:wooden|stilted|unnatural|on[- ]the[- ]nose|cheesy|corny|preachy|"
         r"nobody (?:talks|speaks)|no ?one (?:talks|speaks)|(?:stiff|clunky|awkward|forced|bad|"
         r"weak) (?:\w+ )?(?:dialogue|lines?|conversation)|(?:dialogue|lines?|conversations?) "
         r"(?:\w+ ){0,6}(?:stiff|clunky|awkward|forced|fake|bad|weak|flat))",
         "Loosen the lines in {where}: shorter, more in the speakers' own manner, less said "
         "outright."),
    _ask("dialogue", "too much talk", "find it too talky",
         r"\b(?:too (?:much|many) (?:dialogue|talk\w*|words|exposition|speech\w*)|talky|"
         r"talk(?:s|ing)? too much|exposition|less (?:dialogue|talk\w*)|over[- ]?explain\w*)",
         "Say less in {where}: let action and looks carry what the lines explain.",
         "too little talk"),
    _ask("dialogue", "too little talk", "want more talk",
         r"\b(?:more (?:dialogue|lines|talk\w*)|not enough (?:dialogue|talk\w*)|"
         r"(?:should|could) (?:talk|say|speak) more)",
         "Let people in {where} say more of what they want.", "too much talk"),
    _ask("characters", "flat", "find {who} flat",
         r"\b(?:one[- ]dimensional|two[- ]dimensional|cardboard|underdeveloped|undeveloped|"
         r"cartoon\w*|stereotyp\w*|caricature|no (?:personality|depth|character development)|"
         r"(?:flat|thin|generic|bland) (?:character|villain|person|hero)\w*|(?:is|was|are|were|"
         r"feels?|felt|"
         r"seem(?:s|ed)?|comes across as) (?:\w+ ){0,2}(?:flat|thin|generic|bland))",
         "Give {who} a second side: one thing wanted in secret, one contradiction we can see.",
         who=True),
    _ask("characters", "motive unclear", "do not see why {who} acts",
         r"(?:\bwhy (?:does|did|do|would|is|was|are)\b(?! it\b)|\bmotiv\w+|\bchange of heart|"
         r"\b(?:un|not |is ?n't |was ?n't )earned|\bout of character|\bchanges? (?:his|her|"
         r"their) mind|"
         r"\breason (?:for|why|to)\b)",
         "Show why {who} acts so: plant the reason before the deed.", who=True),
    _ask("characters", "more of them", "want more of {who}",
         r"\b(?:(?:want(?:ed)?|need(?:ed|s)?|would (?:love|like)|wish|give (?:us|me)|see|seen|know|"
         r"learn|hear) (?:\w+ ){0,3}more (?:of|about|from|with|scenes|backstory)|more (?:of |"
         r"backstory|"
         r"screen ?time|about)|not enough (?:of )?(?!dialogue|talk|tension|stakes|conflict)|"
         r"under-?used|"
         r"too little of|who (?:she|he) is\b|who is (?:she|he)\b|backstory|deserves? more|"
         r"disappears)",
         "Give {who} more to do, and one moment out of their own past.",
         "less of them", who=True),
    _ask("characters", "less of them", "want less of {who}",
         r"\b(?:too much of|less of|annoying|irritating|unlik(?:e|a)able|obnoxious|insufferable|"
         r"could ?n't stand|hate[ds]? (?:him|her))",
         "Take {who} back: fewer lines, and one reason to be liked.", "more of them", who=True),
    _ask("ending", "ending does not land", "miss something in the ending",
         rf"(?:\b{_END}\b.{{0,60}}\b(?:weak|abrupt\w*|sudden\w*|bad|disappoint\w*|unsatisf\w*|flat|"
         rf"anticlimactic|lame|rushed|fell|falls|let ?down|unresolved|predictable|neat|sweet|"
         rf"cheesy|"
         rf"sappy|did ?n't (?:work|land)|does ?n't (?:work|land)|nothing|sentimental|easy)|"
         rf"\b(?:weak|abrupt|bad|disappointing|unsatisfying|flat|anticlimactic|lame|rushed|hated?|"
         rf"predictable|sappy|cheesy|sentimental|dislike\w*|did ?n't (?:like|"
         rf"love)) (?:\w+ ){{0,2}}{_END}|"
         rf"\b(?:ends|ended|stops) (?:too |so |very )?(?:abruptly|suddenly|nowhere)|anticlima\w+|"
         rf"too (?:neat|tidy))",
         "Rework the ending: let it cost something, and answer what the script asked.",
         place="last"),
    _ask("opening", "opening does not hook", "are not taken by the opening",
         rf"(?:\b{_START}\b.{{0,60}}\b(?:weak|flat|generic|"
         rf"did ?n't (?:hook|grab)|does ?n't (?:hook|grab))|\b(?:weak|flat|generic) "
         rf"(?:\w+ )?{_START}|(?:no|lacks?|needs?|weak) (?:\w+ ){{0,2}}hook\b)",
         "Open stronger: start on the question that the script answers.", place="first"),
    _ask("emotion", "left cold", "are left cold",
         r"\b(?:did ?n't (?:\w+ )?(?:care|feel|connect)|do ?n't (?:\w+ )?care|left (?:me )?cold|no "
         r"emotion\w*|emotionless|not (?:moved|touched)|hard to (?:care|connect)|unmoved|"
         r"(?:more|needs?|lacks?|lacking) (?:more )?(?:emotion\w*|heart|feeling))",
         "Bring {where} closer: let us see what it means to the one who stands to lose."),
    _ask("tone", "too sentimental", "find it too sentimental",
         r"\b(?:sappy|sentimental|melodrama\w*|over[- ]the[- ]top|overdone|too (?:sweet|cute|"
         r"emotional)|saccharine|mawkish|cringe\w*)",
         "Hold back in {where}: let the moment stand without telling us to feel it."),
    _ask("tone", "not funny", "miss a laugh",
         r"\b(?:not (?:very |that |really )?funny|un ?funny|(?:more|needs?|"
         r"lacks?) (?:more )?(?:humou?r|jokes|"
         r"fun|laughs)|jokes? (?:\w+ ){0,2}(?:fell|fall|fail|miss|land)\w*|too (?:serious|"
         r"dark in tone|bleak|"
         r"grim|depressing))",
         "Lighten {where} with one honest laugh that comes out of character."),
    _ask("look", "hard to see", "cannot see enough",
         r"\b(?:too dark\b(?! in tone)|could ?n't (?:really )?(?:see|make out)|can ?n't see|"
         r"can't see|hard to "
         r"see|murky|blurry|shaky)",
         "Make {where} readable: one clear image of what matters, and a source of light."),
    _ask("look", "looks wrong", "find it looks wrong",
         r"\b(?:(?:bad|fake|cheap|weak|poor) (?:\w+ )?(?:effects?|cgi|vfx|visuals?|fire|set|"
         r"costumes?)|"
         r"(?:effects?|cgi|vfx|visuals?|costumes?|sets?) (?:\w+ ){0,3}(?:bad|fake|cheap|weak|poor|"
         r"wrong))",
         "Rethink how {where} looks: fewer, plainer images that can be done well."),
    _ask("sound", "hard to hear", "cannot hear enough",
         r"\b(?:(?:could ?n't|can ?n't|can't|hard to) (?:really |even )?hear|inaudible|mumbl\w+|"
         r"too quiet|drown\w* out)",
         "Let the words in {where} be heard: no line under noise.", "too loud"),
    _ask("sound", "too loud", "find it too loud",
         r"\b(?:too loud|deafening|(?:music|score|sound\w*|noise) (?:\w+ ){0,3}(?:much|loud|"
         r"distract\w+|"
         r"annoy\w+|overpower\w+|wrong)|distracting (?:music|score|sound\w*))",
         "Quieten {where}: fewer sounds, each with a reason.", "hard to hear"),
)  # fmt: skip

_ELSEWHERE: dict[str, str] = {
    "too slow": "langweilig|langsam|aburrid|\\blent[oae]?\\b|ennuyeu|скучн|затянут|медленн|"
    "拖沓|无聊|太慢|退屈|遅い|지루",
    "too fast": "zu schnell|demasiado rápid|trop vite|слишком быстр|太快|急すぎ",
    "too long": "zu lang\\b|demasiado larg|trop long|слишком длинн|太长|長すぎ",
    "too short": "zu kurz|demasiado cort|trop court|слишком коротк|太短|短すぎ",
    "confusing": "verwirrend|unklar|nicht verstanden|\\bconfus[oae]?\\b|no entend|pas compris|"
    "непонятн|"
    "не понял|看不懂|不明白|わから|わかりにく",
    "predictable": "vorhersehbar|predecible|prévisible|предсказуем|套路|俗套|予想通り",
    "stiff lines": "hölzern|台词生硬|台词尴尬|棒読み",
}
"""The commonest complaints in other languages: a first pass, no substitute for reading them."""
ELSEWHERE = {name: re.compile(pattern) for name, pattern in _ELSEWHERE.items()}

BY_NAME = {ask.name: ask for ask in ASKS}

_THEME_WORDS: dict[str, str] = {
    "pace": r"pac(?:e|ing)\b|rhythm|tempo|momentum",
    "length": r"length|runtime|minutes long",
    "clarity": r"clear(?:ly|er)?\b|understand\w*",
    "plot": r"plot|stor(?:y|ies)|twist\w*|stakes|tension|suspense\w*|conflict|idea|concept|premise|"
            r"set-?up|pay-?off|callback",
    "dialogue": r"dialogues?|lines?\b|banter|conversation\w*|said|says|quote\w*",
    "characters": r"characters?|hero(?:ine)?|villain|protagonist|antagonist|relationship|chemistry|"
                  r"friendship|acting|performance\w*|arc",
    "ending": _END,
    "opening": _START,
    "emotion": r"emotion\w*|cr(?:y|ied|ying)|tears?|heart\w*|mov(?:ed|ing)\b|touch(?:ed|ing)|"
    "goosebumps|chills",
    "tone": r"humou?r|funny|laugh\w*|tone|mood|atmospher\w*|joke\w*|wit(?:ty)?\b|warm\w*",
    "look": r"visual\w*|image\w*|look(?:s|ed) (?:great|gorgeous|beautiful|stunning|amazing)|"
    "picture|"
            r"cinematograph\w*|shots?\b|gorgeous|stunning|colou?rs?|costume\w*|photograph\w*|"
            r"light(?:s|ing)\b",
    "sound": r"sounds?\b(?! like)|music|score|noise\w*|foghorn|soundtrack|audio",
}  # fmt: skip
_THEMES_CJK = {
    "ending": "结局|结尾|最后一场|ラスト|結末|결말", "opening": "开头|开场|冒頭|オープニング",
    "dialogue": "台词|对白|対話|セリフ|대사", "characters": "角色|人物|キャラ|캐릭터",
    "look": "画面|镜头|映像|화면", "sound": "音乐|配乐|声音|音楽|음악",
    "plot": "剧情|情节|故事|ストーリー|이야기",
    "emotion": "感动|感動|감동|泪|涙", "pace": "节奏|テンポ",
}  # fmt: skip
THEME_WORDS = {
    theme: re.compile(rf"\b(?:{p})" + (f"|{_THEMES_CJK[theme]}" if theme in _THEMES_CJK else ""))
    for theme, p in _THEME_WORDS.items()
}

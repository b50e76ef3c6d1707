"""The words of parentheticals, and what each asks of a voice.

A manner belongs to a family of which one line has at most one: nobody whispers and screams at
once. Within a family the first of the table that the words name is meant. Amounts are ours, by
ear and by what studies of such speech report: shouting raises pitch by some four semitones and
the level by more than 10 dB (Traunmüller and Eriksson, JASA 107 (2000) 3438), drunken speech is
about a tenth slower and strays in pitch (Hollien et al., JASA 110 (2001) 3198), sadness slows and
flattens, anger and joy do the opposite (Scherer, Speech Communication 40 (2003) 227).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmgen.sound.acting.delivery import Delivery


@dataclass(frozen=True)
class Manner:
    """A way of speaking with the words that ask for it.

    Attributes:
        delivery: what it changes; `delivery.manner` is its word in the manifest.
        family: of which a line has one.
        words: pattern of whole words, English.
        russian: pattern of how Russian words begin.
        chinese: pattern of Chinese words, anywhere.
        holds: whether it governs the rest of the speech: a sigh does not, a whisper does.
    """

    delivery: Delivery
    family: str
    words: str
    russian: str = ""
    chinese: str = ""
    holds: bool = True

    def pattern(self) -> re.Pattern[str]:
        parts = [rf"\b(?:{self.words})\b"]
        if self.russian:
            parts.append(rf"\b(?:{self.russian})\w*")
        if self.chinese:
            parts.append(rf"(?:{self.chinese})")
        return re.compile("|".join(parts), re.I)


_D = Delivery
MANNERS: tuple[Manner, ...] = (
    # --- how loud ------------------------------------------------------------
    Manner(
        _D("stage whisper", 0.95, loudness_db=-5, breath=1.0, effort=0.3),
        "level",
        r"stage[- ]whisper\w*|whisper[- ]?(?:shout|yell|scream)\w*|loud whisper|hiss(?:es|ing|ed)?",
        "шипит|шипя", "嘶声",
    ),
    Manner(
        _D("whisper", 0.92, intonation=0.9, loudness_db=-9, breath=1.0, effort=-0.2),
        "level",
        r"whisper\w*|hushed|under (?:his|her|their|its|my) breath|barely audibl[ey]|inaudibl[ey]|"
        r"mouth(?:s|ing)|in (?:his|her|their) ear|breathes|in a whisper",
        "ш[её]пот|ш[её]пч|прошепта|едва слышно|на ухо|беззвучно",
        "低语|耳语|悄声|悄悄|窃窃私语",
    ),
    Manner(
        _D("scream", 1.06, 5.0, 1.45, 9, effort=1.0),
        "level",
        r"scream\w*|shriek\w*|screech\w*|wail\w*|howl\w*|at the top of (?:his|her|their) lungs",
        "вопит|вопя|визж|истошно|во весь голос", "尖叫|惨叫|嘶吼",
    ),
    Manner(
        _D("shout", 1.08, 3.5, 1.3, 8, effort=1.0),
        "level",
        r"shout\w*|yell\w*|bellow\w*|roar\w*|holler\w*|bark(?:s|ing|ed)|thunder(?:s|ing|ed)|"
        r"over (?:the )?(?:\w+ ){0,2}(?:noise|din|music|wind|engine|engines|crowd|rain|storm|roar)|"
        r"explod(?:es|ing)|erupt(?:s|ing)|blows up|screaming and shouting|top of (?:his|her) voice",
        "крич|крик|ор[её]т|орать|рявк",
        "大喊|大叫|高喊|喊|吼|叫道|怒吼",
    ),
    Manner(
        _D("call out", 0.98, 2.0, 1.2, 5, effort=0.5),
        "level",
        r"call(?:s|ing|ed)? (?:out|after|to|across|from|up|down|back|over|through)|"
        r"calling(?=\s*(?:[;,.]|$))|"
        r"raised voice|rais(?:es|ing) (?:his|her|their) voice|loud(?:ly|er)?|exclaim\w*|project\w*|"
        r"cheer(?:s|ing)|chant\w*|announc\w*|declaim\w*|heckl\w*|cr(?:ies|ying) out",
        "громко|зовёт|зов[её]т|окликает|восклица", "大声|高声|呼唤|嚷",
    ),
    Manner(
        _D("mutter", 1.0, -0.5, 0.65, -5.5, 0.25, -0.5, slur=0.35),
        "level",
        r"mutter\w*|mumbl\w*|murmur\w*|grumbl\w*|half to (?:him|her|them)self|"
        r"to (?:him|her|it|them|my)sel(?:f|ves)|sotto(?: voce)?|s\.?v\.?|aside|in an undertone|"
        r"(?:in )?a low voice|low(?:ered)? voice|lower(?:s|ing) (?:his|her|their) voice",
        "бормоч|бормот|бурч|ворч|про себя|себе под нос|в сторону|вполголоса|понизив голос",
        "嘀咕|喃喃|自言自语|低声|小声",
    ),
    Manner(
        _D("quiet", 0.94, -0.2, 0.9, -4, 0.2, -0.4),
        "level",
        r"quiet(?:ly|er)?|soft(?:ly|er)?|low|hush\w*|gently|gentle|tender(?:ly)?|"
        r"delicate(?:ly)?|timid(?:ly)?|shy(?:ly)?|meek(?:ly)?|small voice|in a small voice|"
        r"sooth\w*|comforting|loving(?:ly)?|barely",
        "тихо|негромко|тихонько|нежно|ласково|мягко|робко|застенчиво", "轻声|温柔|柔声|轻轻",
    ),
    # --- what state the speaker is in ------------------------------------------------------------
    Manner(
        _D("drunk", 0.8, -0.8, 1.15, 0.5, 0.1, -0.3, 1.4, 0.6, wander=0.8),
        "state",
        r"drunk\w*|slur\w*|intoxicat\w*|tipsy|wasted|inebriat\w*|hammered|plastered|stoned|"
        r"drugged|hiccup\w*|boozy|three sheets\b.*",
        "пьян|заплетающимся|подвыпив|нетрезв|икая|хмельн", "醉|微醺|喝多",
    ),
    Manner(
        _D("crying", 0.88, 1.0, 0.95, -1.5, 0.35, -0.1, 1.4, 0.1, 0.75, breaths=0.6),
        "state",
        r"cry(?:ing)?|cries|sob\w*|weep\w*|wept|tear(?:y|ful|fully)|tearing up|(?:in|through|"
        r"fighting|"
        r"holding back) (?:(?:his|her|their|back) )?tears|choking up|chok(?:es|ed) up|"
        r"voice (?:break|crack)\w*|"
        r"sniffl\w*|blubber\w*|bawl\w*|on the verge of tears|welling up|"
        r"grief[- ]stricken|heartbroken|devastated",
        "плач|плак|сквозь сл[её]зы|в слезах|всхлип|рыда|со слезами|голос дрогнул|хныч",
        "哭|抽泣|哽咽|啜泣|流泪|含泪|泪",
    ),
    Manner(
        _D("laughing", 1.02, 1.3, 1.35, 1, 0.15, laughter=0.8),
        "state",
        r"laugh(?:s|ing|ed|ingly)?|laughter|giggl\w*|chuckl\w*|snicker\w*|crack(?:s|ing) up|"
        r"snort(?:s|ing)?|titter\w*|guffaw\w*|cackl\w*|in stitches|through laughter|amused",
        "сме[яеё]|смех|хихик|хохо|усмеха|посмеива", "笑着|大笑|偷笑|嘻嘻|哈哈|笑",
    ),
    Manner(
        _D("breathless", 1.06, 0.6, 1.0, 0, 0.35, 0.1, 1.6, breaths=1.0),
        "state",
        r"breathless(?:ly)?|out of breath|short of breath|pant(?:s|ing|ed)|gasp(?:s|ing|ed)?|"
        r"winded|"
        r"catching (?:his|her|their) breath|breathing (?:hard|heavily)|heaving|running (?:up|"
        r"hard|fast)|on the run|puffing|"
        r"huffing|wheez\w*|hyperventilat\w*",
        "запыха|задыха|тяжело дыша|на бегу|переводя дыхание|отдыши", "气喘|喘着|喘息|喘",
    ),
    Manner(
        _D("weak", 0.82, -0.6, 0.65, -5, 0.45, -0.7, 1.5, 0.2, 0.25, breaths=0.4, fall_db=-4),
        "state",
        r"weak(?:ly)?|dying|faint(?:ly)?|feebl[ey]|hoarse(?:ly)?|croak\w*|rasp\w*|strangled|"
        r"in pain|wincing|groan\w*|moan\w*|struggling to (?:speak|breathe)|barely conscious|"
        r"delirious|feverish",
        "слабо|слабым|умира|хрип|стон|превозмогая боль|осип", "虚弱|奄奄一息|沙哑|呻吟|痛苦",
    ),
    Manner(
        _D("tired", 0.86, -0.9, 0.7, -2.5, 0.2, -0.55, 1.35, 0.2, fall_db=-2),
        "state",
        r"tired(?:ly)?|exhausted(?:ly)?|wear(?:y|ily)|sleep(?:y|ily)|half[- ]asleep|groggy|"
        r"groggily|"
        r"yawn\w*|drows\w*|fatigued|spent|drained|dazed|dreamy|dreamily|waking|just awake|"
        r"listless(?:ly)?",
        "устал|сонн|зева|измученн|измотан|спросонья", "疲惫|疲倦|困|累|打哈欠",
    ),
    # --- what the speaker feels ------------------------------------------------------------
    Manner(
        _D("furious", 1.08, 1.2, 1.3, 5, effort=0.8),
        "feeling",
        r"furious(?:ly)?|enraged|rag(?:e|es|ing)|livid|incensed|seething with rage|apoplectic|"
        r"fum(?:es|ing)|irate|losing (?:it|his temper|her temper)|outrag\w*",
        "ярост|в ярости|в бешенстве|взбешен|разъяр|гневно", "暴怒|狂怒|愤怒|大怒",
    ),
    Manner(
        _D("menacing", 0.86, -1.4, 0.75, -1, 0.1, 0.3, 1.3),
        "feeling",
        r"menac\w*|threaten\w*|ominous(?:ly)?|sinister|dark(?:ly)?|dangerous(?:ly)?|icy|icily|"
        r"through (?:gritted|clenched) teeth|growl\w*|snarl\w*|chilling(?:ly)?|venomous(?:ly)?|"
        r"intimidating(?:ly)?|steely",
        "угрожа|с угрозой|зловещ|сквозь зубы|процеди|ледян", "威胁|阴沉|咬牙|恶狠狠",
    ),
    Manner(
        _D("angry", 1.05, 0.6, 1.25, 3, effort=0.5),
        "feeling",
        r"ang(?:er|ry|rily)|mad|snap(?:s|ping|ped)(?! (?:his|her|their) )|annoyed|irritat\w*|"
        r"heated(?:ly)?|cross(?:ly)?|"
        r"indignan\w*|hostile|defiant(?:ly)?|accus\w*|bitter(?:ly)?|fierce(?:ly)?|exasperat\w*|"
        r"frustrat\w*|impatient(?:ly)?|spits?|spitting|scold\w*|testy|testily|harsh(?:ly)?|"
        r"sharp(?:ly)?",
        "сердито|зло\\b|злобно|злясь|со злостью|раздраж|возмущ|с вызовом|резко|огрыза|сурово",
        "生气|恼火|怒|气愤|不耐烦|厉声",
    ),
    Manner(
        _D("panicked", 1.15, 2.5, 1.2, 3, 0.15, 0.4, 0.7, tremor=0.35, breaths=0.3),
        "feeling",
        r"panic\w*|hyster\w*|terrif\w*|frantic\w*|horrified|in horror|freak\w* out|"
        r"petrified|terror|frenzied|manic(?:ally)?",
        "в панике|в ужасе|в истерике|истеричн|паническ|перепуган", "惊恐|惊慌|恐慌|歇斯底里",
    ),
    Manner(
        _D("afraid", 1.04, 1.2, 0.95, -1.5, 0.25, -0.1, 1.1, tremor=0.45),
        "feeling",
        r"afraid|scared|frighten\w*|fear(?:ful|fully)?|trembl\w*|shak(?:en|y|ily)|"
        r"shaking(?! (?:his|her|their|its|hands|hers))|quaver\w*|"
        r"nervous(?:ly)?|anxious(?:ly)?|uneas(?:y|ily)|jittery|worried|alarmed|shiver\w*|"
        r"stammer\w*|stutter\w*|flustered|tense(?:ly)?|cold,? shivering|teeth chattering",
        "испуг|испуган|напуган|боясь|дрожа|нервно|нервнича|тревожно|взволнованно|заика",
        "害怕|恐惧|颤抖|紧张|发抖|不安|结巴|担心",
    ),
    Manner(
        _D("pleading", 1.0, 1.3, 1.3, 0.5, 0.15, 0.15, tremor=0.2),
        "feeling",
        r"plead\w*|begg?(?:s|ing)?|beseech\w*|implor\w*|desperat\w*|pray(?:s|ing)|whin\w*|"
        r"entreat\w*",
        "умоля|прос[яи]т|упрашива|отчаянно|в отчаянии|взмоли", "哀求|恳求|央求|绝望|乞求",
    ),
    Manner(
        _D("excited", 1.1, 1.6, 1.4, 2, effort=0.25),
        "feeling",
        r"excited(?:ly)?|thrilled|ecstatic\w*|elated|giddy|overjoyed|enthusias\w*|"
        r"triumphant(?:ly)?|exuberant(?:ly)?|jubilant|squeal\w*|gleeful(?:ly)?|gushing|"
        r"eager(?:ly)?",
        "восторж|с восторгом|возбужд|ликуя|торжеств|радостно крич", "激动|兴奋|欣喜|得意",
    ),
    Manner(
        _D("cheerful", 1.04, 0.9, 1.25, 1),
        "feeling",
        r"cheerful(?:ly)?|happ(?:y|ily)|bright(?:ly)?|joyful(?:ly)?|jovial(?:ly)?|merr(?:y|ily)|"
        r"smil(?:es|ing)|grin(?:s|ning)|beam(?:s|ing)|warm(?:ly)?|playful(?:ly)?|teas\w*|"
        r"light(?:ly)?|"
        r"delighted|pleased|upbeat|friendly|proud(?:ly)?|enchanted|flirt\w*|joking(?:ly)?|perky",
        "радостно|весело|бодро|улыба|довольн|с гордостью|игриво|шутя|счастлив",
        "高兴|开心|愉快|微笑|快乐|俏皮|骄傲",
    ),
    Manner(
        _D("surprised", 1.03, 1.6, 1.45, 1.5, effort=0.1),
        "feeling",
        r"surpris\w*|amaz\w*|astonish\w*|shock(?:ed)?|incredulous(?:ly)?|startled|"
        r"disbelie\w*|astounded|gob-?smacked|taken aback|double[- ]take|wide[- ]eyed",
        "удивл|изумл|потряс|пораж|ошарашен|не веря", "惊讶|吃惊|震惊|诧异|难以置信",
    ),
    Manner(
        _D("stunned", 0.86, -0.3, 0.75, -2.5, 0.25, -0.4, 1.5),
        "feeling",
        r"stunned|numb(?:ly)?|in shock|awed|in awe|awestruck|dumbfounded|hollow(?:ly)?|"
        r"distant(?:ly)?|far away|trance\w*|haunted|blank(?:ly)?",
        "ошеломл|оцепене|заворож|отрешенно|отрешённо", "呆住|茫然|恍惚",
    ),
    Manner(
        _D("sad", 0.88, -0.7, 0.75, -2.5, 0.15, -0.4, 1.25, fall_db=-2),
        "feeling",
        r"sad(?:ly)?|mourn\w*|melanchol\w*|sorrow\w*|wistful(?:ly)?|grie[fv]\w*|forlorn|"
        r"dejected(?:ly)?|depressed|downcast|gloom\w*|despond\w*|regretful(?:ly)?|remorse\w*|"
        r"lonely|nostalgic\w*|hurt|defeated|resigned(?:ly)?|crestfallen|disappointed|rueful(?:ly)?|"
        r"apologetic(?:ally)?|guilt\w*|asham\w*|sheepish(?:ly)?",
        "грустно|печальн|с грустью|тоскливо|горько|с горечью|уныло|виновато|подавлен|разочар",
        "悲伤|难过|伤心|忧郁|惆怅|失望|沮丧|愧疚",
    ),
    Manner(
        _D("sultry", 0.87, -1.0, 1.05, -3, 0.4, -0.4, 1.2),
        "feeling",
        r"sultry|seductive(?:ly)?|sensual(?:ly)?|breathy|intimate(?:ly)?|purr\w*|husk(?:y|ily)|"
        r"sexy",
        "соблазн|томно|чувственно|с придыханием|интимно", "妩媚|诱惑|暧昧",
    ),
    # --- how it is meant ------------------------------------------------------------
    Manner(
        _D("robotic", 0.95, intonation=0.1),
        "colour",
        r"robotic(?:ally)?|mechanical(?:ly)?|monoton\w*|zombie\w*|computer voice|synthetic voice",
        "механическ|монотонно|как робот", "机械",
    ),
    Manner(
        _D("deadpan", 0.95, -0.5, 0.35, -0.5),
        "colour",
        r"deadpan|flat(?:ly)?|expressionless(?:ly)?|emotionless(?:ly)?|unemotional(?:ly)?|bored|"
        r"matter[- ]of[- ]fact(?:ly)?|indifferent(?:ly)?|toneless(?:ly)?|dispassionate(?:ly)?|"
        r"straight[- ]faced|cold(?:ly)?|cool(?:ly)?|clinical(?:ly)?|detached|businesslike|"
        r"dull(?:y)?|"
        r"unimpressed",
        "без выражения|безразлич|бесстрастн|равнодуш|сухо|холодно|невозмутим|скучающ|скучно",
        "面无表情|冷冷|冷淡|平淡|漠然|无聊|淡淡",
    ),
    Manner(
        _D("sarcastic", 0.88, -0.8, 1.35, 0, pauses=1.15),
        "colour",
        r"sarcas\w*|dry(?:ly)?|wry(?:ly)?|ironic(?:ally)?|mock(?:ing|ingly|s)|sardonic(?:ally)?|"
        r"snid(?:e|ely)|smug(?:ly)?|facetious(?:ly)?|snarky|cynical(?:ly)?|condescending(?:ly)?|"
        r"patroni[sz]\w*|contempt\w*|sneer\w*|scoff\w*|derisive(?:ly)?|disgust\w*|disdain\w*",
        "саркаст|с сарказмом|ирони|насмеш|язвит|ехидн|презрит|с презрением|издева",
        "讽刺|嘲讽|嘲笑|冷笑|不屑|挖苦|轻蔑",
    ),
    Manner(
        _D("firm", 0.95, -0.5, 0.85, 1.5, effort=0.25),
        "colour",
        r"firm(?:ly)?|stern(?:ly)?|command\w*|authoritative(?:ly)?|order(?:s|ing)|insist\w*|"
        r"resolute(?:ly)?|decisive(?:ly)?|confident(?:ly)?|grave(?:ly)?|serious(?:ly)?|"
        r"emphatic(?:ally)?|"
        r"solemn(?:ly)?|formal(?:ly)?|official(?:ly)?|determined|pointed(?:ly)?|intense(?:ly)?|"
        r"strict(?:ly)?",
        "твёрдо|твердо|строго|приказ|командн|решительно|уверенно|серьезно|серьёзно|торжественно",
        "坚定|严厉|严肃|命令|坚决|郑重",
    ),
    Manner(
        _D("hesitant", 0.92, 0.2, 0.95, -1, 0.05, -0.2, 1.7),
        "colour",
        r"hesita\w*|halting(?:ly)?|uncertain(?:ly)?|unsure|tentative(?:ly)?|awkward(?:ly)?|"
        r"thoughtful(?:ly)?|ponder\w*|pensive(?:ly)?|musing|considering|thinking|"
        r"searching for words|"
        r"distracted(?:ly)?|confused|puzzled|reluctant(?:ly)?|evasive(?:ly)?|careful(?:ly)?|"
        r"cautious(?:ly)?|embarrassed",
        "неуверенно|нерешительно|запинаясь|задумчиво|растерян|осторожно|смущ|неохотно|"
        "подбирая слова",
        "犹豫|迟疑|思索|沉思|困惑|小心|尴尬|吞吞吐吐",
    ),
    Manner(
        _D("calm", 0.96, -0.3, 0.9, -0.5, effort=-0.2),
        "colour",
        r"calm(?:ly)?|evenly|measured|patient(?:ly)?|steady|steadily|reassuring(?:ly)?|"
        r"serene(?:ly)?|"
        r"collected|unruffled|levelly|level voice",
        "спокойно|ровным|ровно\\b|терпеливо|успокаива", "平静|冷静|镇定|安慰",
    ),
    Manner(
        _D("sigh", 0.95, -0.4, 0.9, -1.5, 0.1, -0.3, breaths=0.5),
        "colour",
        r"sigh(?:s|ing|ed)?|exhal\w*|deep breath|takes a breath|inhal\w*",
        "вздох|вздыха|вздыхая", "叹气|叹息|叹",
        holds=False,
    ),
    # --- the pace ------------------------------------------------------------
    Manner(
        _D("rapid", 1.22, pauses=0.6),
        "pace",
        r"rapid(?:ly|-fire)?|(?:very )?fast|babbl\w*|rattl\w*|a mile a minute|in one breath|"
        r"speed[- ]talking|without (?:a )?pause",
        "скороговорк|очень быстро|тараторит|тараторя|на одном дыхании", "飞快|连珠炮|语速",
    ),
    Manner(
        _D("quick", 1.12, intonation=1.05, pauses=0.75),
        "pace",
        r"quick(?:ly|er)?|urgent(?:ly)?|urgency|hurr(?:y|ied|iedly|ying)|rush\w*|hast(?:y|ily)|"
        r"brisk(?:ly)?|"
        r"agitated|restless(?:ly)?",
        "быстро|торопли|торопясь|спеша|срочно|поспешно",
        "快速|急忙|匆忙|急切|赶紧|急",
    ),
    Manner(
        _D("slow", 0.82, pauses=1.35),
        "pace",
        r"slow(?:ly|er)?|deliberate(?:ly)?|drawl\w*|word by word|enunciat\w*|spelling it out|"
        r"lingering(?:ly)?",
        "медленно|растягива|неторопливо|по слогам|протяжно|чеканя", "慢慢|缓慢|一字一句|缓缓",
    ),
    # --- whose voice ------------------------------------------------------------
    Manner(
        _D("deep voice", 0.96, -3.0),
        "register",
        r"(?:in (?:a|his|her) )?(?:deep|gruff|low-pitched|bass) voice|gruff(?:ly)?|macho|"
        r"imitating (?:a )?man",
        "басом|низким голосом", "粗声",
    ),
    Manner(
        _D("high voice", 1.02, 3.5, 1.1),
        "register",
        r"(?:in (?:a|his|her) )?(?:high(?:-pitched)?|falsetto|squeaky|baby|girlish|child's|"
        r"childish) voice|"
        r"falsetto|squeak(?:s|ing|y)?|shrill(?:y)?|high[- ]pitched",
        "пискляв|тонким голосом|фальцетом", "尖声|童声",
    ),
)  # fmt: skip

PLAIN = re.compile(
    r"\b(?:normal(?:ly)?|(?:in )?(?:his|her) (?:own|usual|normal) voice|natural(?:ly)?|"
    r"casual(?:ly)?|"
    r"back to normal|compos(?:ed|ing)|recover(?:s|ing|ed)|collect(?:s|ing) (?:him|her)self|"
    r"regain\w*|sober(?:ly|ing)?|stops? (?:laughing|crying|whispering|shouting|yelling))\b|"
    r"\b(?:обычным голосом|взяв себя в руки|успокоившись)|恢复正常|正常",
    re.I,
)
"""Words that end whatever manner was held."""

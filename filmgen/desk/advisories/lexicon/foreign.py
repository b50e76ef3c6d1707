"""Core words of German, Spanish, French, Chinese and Russian: the plain cases, not the idioms.

A language has a line a kind; letters that belong to one language only decide where a word is
looked for, so that an English sentence is never searched for French.
"""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

import re
from functools import cache

from filmgen.desk.advisories.model import DEGREES, Kind
from filmgen.desk.advisories.rules import Match, Rule, degree_of

COVERED = ("de", "es", "fr", "zh", "ru")

_K = Kind
_WORDS: dict[str, tuple[tuple[Kind, str, str], ...]] = {
    "de": (
        (_K.VIOLENCE, "fight", r"schlägt (?:ihn|ihm|sie|ihr|zu)|verprügelt|würgt|prügel\w*|schießt auf|erwürgt|tritt (?:ihn|ihm|sie)"),
        (_K.VIOLENCE, "injury", r"blut(?!druck|orange|rot\b)\w*|verletzt\w*|sticht (?:ihn|ihm|zu|auf)|verwundet\w*"),
        (_K.VIOLENCE, "death", r"tötet|ermordet|umgebracht|bringt (?:ihn|sie) um|mord(?!s)\w*|leichen?\b|erschießt|erschossen"),
        (_K.WEAPONS, "shown", r"pistolen?|gewehre?|revolver|schusswaffen?|waffen?\b|messer an|dolch\w*|granaten?|maschinengewehr\w*"),
        (_K.DRUGS, "shown", r"kokain|heroin|drogen?|joints?|haschisch|kifft|spritzt sich"),
        (_K.ALCOHOL, "shown", r"bier(?!deckel)\w*|wein(?:flasche|glas)?\b|schnaps|wodka|whisky|betrunken\w*|besoffen\w*"),
        (_K.TOBACCO, "smoked", r"zigaretten?|zigarren?|raucht (?:eine|am|schweigend|aus)"),
        (_K.SEX, "nudity", r"nackt(?:e|er|en|es)?\b|schlafen miteinander|entblößt\w*"),
        (_K.SEX, "sexual violence", r"vergewaltig\w*"),
        (_K.LANGUAGE, "strong", r"fick\w*|hurensohn|fotze"),
        (_K.LANGUAGE, "moderate", r"schei(?:ß|ss)e?\w*|arschloch|arschlöcher|schlampe|wichser|verdammte schei\w+"),
        (_K.LANGUAGE, "mild", r"verdammt\w*|mist!|arsch"),
        (_K.SELF_HARM, "spoken of", r"selbstmord\w*|suizid\w*|bringe? (?:mich|sich) um|das leben genommen"),
    ),
    "es": (
        (_K.VIOLENCE, "fight", r"golpea (?:a|al)\b|lo golpea|la golpea|pelea(?:n)?\b|estrangula|dispara (?:a|al|contra)"),
        (_K.VIOLENCE, "injury", r"sangre|herid[oa]s?|apuñala\w*"),
        (_K.VIOLENCE, "death", r"mata (?:a|al)|matar(?:é|lo|la|te)?|mató|asesin\w+|cadáver(?:es)?"),
        (_K.WEAPONS, "shown", r"pistolas?|rifles?|escopetas?|revólver(?:es)?|armas? de fuego|granadas?"),
        (_K.DRUGS, "shown", r"cocaína|heroína|drogas?|porros?|marihuana"),
        (_K.ALCOHOL, "shown", r"cervezas?|vino\b|vodka|tequila|borrach[oa]s?|whisky"),
        (_K.TOBACCO, "smoked", r"cigarrillos?|cigarros?|fuma\b"),
        (_K.SEX, "nudity", r"desnud[oa]s?|hacen el amor"),
        (_K.SEX, "sexual violence", r"viol[óa] (?:a|la)|violación|violada"),
        (_K.LANGUAGE, "strong", r"hijo de puta|joder|jódete|chinga\w*|coño"),
        (_K.LANGUAGE, "moderate", r"mierda|cabr[oó]n(?:es)?|puta|gilipollas|pendejo"),
        (_K.SELF_HARM, "spoken of", r"suicid\w+|quitarse la vida"),
    ),
    "fr": (
        (_K.VIOLENCE, "fight", r"frappe (?:le|la|son|sa|l['’])|le frappe|la frappe|se battent|étrangle|tire sur|gifle (?:le|la|son|sa)|le gifle|la gifle"),
        (_K.VIOLENCE, "injury", r"(?:du|le|en|de) sang\b(?!-froid)|blessé(?:e|s|es)?|poignard\w+"),
        (_K.VIOLENCE, "death", r"tue (?:le|la|son|sa|un)|tuer(?:ai)?|tué(?:e|s)?|assassin\w*|cadavres?|meurtre"),
        (_K.WEAPONS, "shown", r"pistolets?|fusils?|revolvers?|armes?\b|grenades?|mitraillettes?"),
        (_K.DRUGS, "shown", r"cocaïne|héroïne|drogues?|joints?|cannabis"),
        (_K.ALCOHOL, "shown", r"bières?|verre de vin|bouteille de vin|vodka|whisky|ivre|saoul\w*|bourré"),
        (_K.TOBACCO, "smoked", r"cigarettes?|cigares?|(?:il|elle) fume"),
        (_K.SEX, "nudity", r"(?:tout )?nue?s?\b(?= (?:sous|devant|dans|sur)|[.,;])|font l['’]amour"),
        (_K.SEX, "sexual violence", r"viol(?:e|ée|er)? (?:la|de)\b|violeur"),
        (_K.LANGUAGE, "strong", r"enculé\w*|nique ta|fils de pute"),
        (_K.LANGUAGE, "moderate", r"merde|putain|connards?|connasse|salope|salaud"),
        (_K.SELF_HARM, "spoken of", r"suicid\w+|mettre fin à (?:mes|ses) jours"),
    ),
    "ru": (
        (_K.VIOLENCE, "fight", r"бь[её]т (?:его|е[её]|их|по лицу|ногой|кулаком)|ударя\w+|дерутся|драка|душит|стреля(?:ет|ют) в"),
        (_K.VIOLENCE, "injury", r"кров(?:ь|и|ью|ав\w+)\b|ранен\w*|рана\b|раны\b"),
        (_K.VIOLENCE, "death", r"убива\w+|убил\w*|убью|убийств\w+|убийц\w+|труп\w*|застрелил\w*"),
        (_K.WEAPONS, "shown", r"пистолет\w*|ружь[её]\w*|винтовк\w+|автомат(?:ом|ы)? (?:калашникова|в руках)|револьвер\w*|нож(?:ом)? к горлу|гранат(?:а|ы|у|ой)\b|оружи\w+"),
        (_K.DRUGS, "shown", r"кокаин\w*|героин(?!я|е\b)\w*|наркотик\w*|наркоман\w*|травк[ауи] курит"),
        (_K.ALCOHOL, "shown", r"водк\w+|пив(?:о|а|ом)\b|вин(?:о|а|ом)\b|коньяк\w*|пьян\w+|виски"),
        (_K.TOBACCO, "smoked", r"сигарет\w+|курит\b|закурива\w+|папирос\w*"),
        (_K.SEX, "nudity", r"гол(?:ый|ая|ые)\b|обнаж[её]нн\w+"),
        (_K.SEX, "sexual violence", r"изнасил\w+"),
        (_K.LANGUAGE, "strong", r"бля(?:дь|ть)?|хуй\w*|пизд\w+|[её]б(?:ать|аный|анный|ать твою)\w*"),
        (_K.LANGUAGE, "moderate", r"сук[аи]\b|дерьмо|сволочь|ублюд\w+|мудак\w*"),
        (_K.SELF_HARM, "spoken of", r"самоубий\w+|покончи\w+ с собой|повесил(?:ся|ась)"),
    ),
    "zh": (
        (_K.VIOLENCE, "fight", r"殴打|打了他|打了她|一拳|踢倒|掐住|扭打|开枪|打架"),
        (_K.VIOLENCE, "injury", r"流血|鲜血|血迹|满身是血|受伤|捅[了向]|刺中|血泊"),
        (_K.VIOLENCE, "death", r"杀[了死]|杀人|谋杀|尸体|枪杀|凶手|被杀"),
        (_K.WEAPONS, "shown", r"手枪|步枪|猎枪|匕首|炸弹|手榴弹|机枪|持刀|举枪|砍刀"),
        (_K.DRUGS, "shown", r"毒品|吸毒|海洛因|可卡因|大麻|冰毒"),
        (_K.ALCOHOL, "shown", r"喝酒|啤酒|白酒|红酒|喝醉|醉醺醺|酒瓶"),
        (_K.TOBACCO, "smoked", r"抽烟|香烟|点[了上起]*(?:一[支根])?烟(?!花)|吸烟"),
        (_K.SEX, "nudity", r"裸体|赤裸|一丝不挂|裸露"),
        (_K.SEX, "sexual violence", r"强奸|强暴"),
        (_K.LANGUAGE, "strong", r"操你|他妈的|妈的|肏"),
        (_K.LANGUAGE, "moderate", r"混蛋|王八蛋|狗屎|贱人|婊子"),
        (_K.SELF_HARM, "spoken of", r"自杀|自残|割腕|上吊|跳楼"),
    ),
}  # fmt: skip
_DENIED = {
    "de": r"\b(?:kein\w*|nicht|ohne|nie)\b[^,.;]{0,16}$",
    "es": r"\b(?:no|sin|nunca|ningun\w*)\b[^,.;]{0,16}$",
    "fr": r"\b(?:pas|sans|jamais|aucune?)\b[^,.;]{0,12}$",
    "ru": r"\b(?:не|нет|без|никогда)\b[^,.;]{0,12}$",
    "zh": r"(?:没有?|不|别|無)[^，。]{0,2}$",
}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CJK = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_FUNCTION = {
    "de": re.compile(r"\b(?:der|die|das|den|dem|und|ist|nicht|ein|eine|einen|ich|sie|er|mit|auf|du|im|zu)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:el|la|los|las|un|una|y|es|no|que|con|en|su|por|para|lo|te|del|al|eres|hijo)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:le|la|les|un|une|et|est|il|elle|dans|avec|sur|de|du|son|sa|tu|je|ne|pas|des)\b", re.IGNORECASE),
}  # fmt: skip


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    bound = ("", "") if language == "zh" else (r"(?<!\w)", r"(?!\w)")
    return tuple(
        Rule(kind, degree, frozenset(), re.compile(f"{bound[0]}(?:{words}){bound[1]}", re.IGNORECASE),
             spoken=DEGREES[kind][0] if DEGREES[kind][0] == "spoken of" else "")
        for kind, degree, words in _WORDS[language]
    )  # fmt: skip


def language_for(text: str) -> str:
    """Which of `COVERED` a sentence is searched in; "" for none of them."""
    if _CYRILLIC.search(text):
        return "ru"
    if _CJK.search(text):
        return "" if _KANA.search(text) else "zh"
    counted = {code: len(pattern.findall(text)) for code, pattern in _FUNCTION.items()}
    best = max(counted, key=lambda code: (counted[code], code))
    return best if counted[best] else ""


def foreign_matches(text: str, spoken: bool) -> list[Match]:
    """What the core words of the sentence's language find: the strongest of each kind."""
    language = language_for(text)
    if not language:
        return []
    best: dict[Kind, Match] = {}
    for one in _rules(language):
        if one.kind is Kind.LANGUAGE and not spoken:
            continue
        found = one.pattern.search(text)
        if not found or (
            one.kind is not Kind.LANGUAGE
            and re.search(_DENIED[language], text[: found.start()], re.IGNORECASE)
        ):
            continue
        held = best.get(one.kind)
        if held is None or _level(one, spoken) > _level(held.rule, spoken):
            best[one.kind] = Match(one, found.start(), found.end())
    return sorted(best.values(), key=lambda match: (match.start, match.rule.kind))


def _level(one: Rule, spoken: bool) -> int:
    return DEGREES[one.kind].index(degree_of(one, spoken))

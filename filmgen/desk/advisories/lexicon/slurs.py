"""Slurs and stereotypes. Slurs stand here in ROT13, so that nobody reads them by accident.

`python -c "import codecs; print(codecs.decode('...', 'rot13'))"` shows one, or gives one to add.
They are matched whole and in the letters' company below, and every report masks them. Words
that are a slur only as a name for people ("chink", "spook") are found only where they name one.
"""

# ruff: noqa: E501 - a list of words reads better in long lines
from __future__ import annotations

import codecs
import re

from filmgen.desk.advisories.model import Kind
from filmgen.desk.advisories.rules import Rule, rule

_K = Kind.SLURS
_ALWAYS = (
    "fcvp fcvpf cnxv cnxvf ergneq ergneqf ergneqrq avttre avttref avttn avttnf snttbg snttbgf xvxr xvxrf jrgonpx jrgonpxf tbbx tbbxf enturnq enturnqf "
    "genaal genaavrf furznyr furznyrf qnexvr qnexvrf cvpxnavaal fnaqavttre gbjryurnq gbjryurnqf puvanzna "
    "puvanzra fdhnj cbyynpx cbyynpxf jbt jbtf cvxrl cvxrlf fcnfgvp zbatbybvq unys-oerrq unysoerrq "
    "trlcfl-fphz qlxr qlxrf znatvpbyberq wvtnobb oynpxnzbbe onggl-obl"
)
_AS_A_NAME = (
    "puvax puvaxf pbba pbbaf fcbbx fcbbxf penpxre penpxref avc avcf wnc wncf sntf snt "
    "pevccyr pevccyrf ubzb ubzbf dhrre dhrref xenhg xenhgf sebt sebtf tlcfl tlcfvrf "
    "obtna zhfyvzf yvzrl qntb qntbf thvqb obur zvqtrg zvqtrgf fnintr fnintrf"
)
_HARMLESS = (
    r"(?:fire|flame|fire-|water) ?retard\w*|retards? (?:the|a|an|its|their|growth|progress|spread)|spick and span|hoes? (?:between|the|down)|faggots? (?:and peas|of (?:wood|sticks)|in gravy)|"
    r"faggots (?:with|on the fire)|bundle of faggots|fag (?:end|packet|break)|a fag\b|dyke and ditch|(?:sea|flood|the|old|along the|"
    r"stone|earth|basalt|ring) dykes?|dykes? (?:road|breach\w*|break\w*|burst\w*|wall|holds?)|(?:nut)?cracker(?:s)? (?:in|with|and|crumbs)|"
    r"queer (?:feeling|sound|smell|light|thing|business|silence|look|fish|street|noise|dream|way|idea)|spook(?:s|ed)? (?:the|a|him|her|them|me)|"
    r"savages? (?:dog|storm|blow|beast|attack|winter|beauty)|gypsy (?:music|moth|caravan|jazz|violin|cab|queen|skirt)|frog (?:in|on|prince|legs)|"
    r"coon (?:hound|dog|cat|skin)|maine coon|chink (?:in|of)"
)


def _plain(words: str) -> str:
    return codecs.decode(words, "rot13")


_NAMING = (
    r"(?:(?:you|yuh|ya|stupid|dirty|filthy|fucking|bloody|damn|goddamn|lousy|little|old|these|those|them|that|bunch of|no|another|ugly|"
    r"of|shut up|ugly|fat|are|he['’]s an?|she['’]s an?|what an?|such an?|is an?|like an?|every|home|hey|some|hate|for|serve|get out)[,]?\s+)"
)
_names = "|".join(sorted(map(re.escape, _plain(_AS_A_NAME).split()), key=lambda w: (-len(w), w)))
_GROUP = (
    r"(?:women|woman|men|girls|boys|blondes?|blacks?|whites?|asians?|jews?|muslims?|arabs?|mexicans?|indians?|immigrants?|foreigners?|gays?|"
    r"lesbians?|gypsy|gypsies|poles?|italians?|irish(?:men)?|germans?|russians?|chinese|africans?|refugees|those people|these people|"
    r"you people|her kind|his kind|your kind|their kind|old people|poor people|the poor|the disabled|fat people|redheads)"
)

RULES: tuple[Rule, ...] = (
    rule(_K, "slur", _plain(_ALWAYS), unless=_HARMLESS, deniable=False, mask=True),
    rule(_K, "slur", _plain(_AS_A_NAME), pattern=rf"{_NAMING}(?:\w+\s+)?(?:{_names})\b(?=[.,!?;…]|$| (?:and|or|bastards?|boys?|girls?|people|lovers?|like|of|in|on|at|from|over|here|there|with|to|who|as)\b)|"
         rf"^(?:{_names})[!.]", unless=_HARMLESS, deniable=False, mask=True),
    rule(_K, "stereotype", "women woman men girls boys blonde blondes black blacks white whites asian asians jew jews muslim muslims arab arabs mexican "
         "mexicans indian indians immigrants foreigners gay gays lesbian lesbians gypsy gypsies pole poles italian italians irish irishmen german germans russian "
         "russians chinese african africans refugees those these you her his your their old poor the fat redheads all",
         pattern=rf"\b{_GROUP}\s+(?:just\s+|simply\s+)?(?:(?:can['’]t|cannot|can never|don['’]t know how to|shouldn['’]t|should not) (?:drive|fight|lead|think|be trusted|vote|"
         r"dance|cook|do maths?|park|cope|be (?:pilots|doctors|cops|bosses)|count|learn|behave|keep|handle)|are (?:all |always |so |too |just |nothing but )(?:the same|thieves|lazy|dirty|liars?|stupid|criminals|"
         r"terrorists|drunks|crazy|hysterical|emotional|rapists|cheap|greedy|animals|dumb|violent)|are (?:thieves|criminals|terrorists|animals|vermin|hysterical|greedy)|belongs? in the kitchen|"
         r"always (?:steal|lie|cheat|cry|drink|complain))\b|\b(?:all|every) (?:of )?(?:the |those )?(?:jews|muslims|arabs|mexicans|blacks|gypsies|immigrants|foreigners) (?:are|steal|lie|cheat)\b",
         deniable=False, borderline=True, where="dialogue"),
    rule(_K, "stereotype", "throw throws fight fights cry cries run runs man drive drives hit hits like real woman women women's girl act",
         pattern=r"\b(?:throws?|fights?|cry|cries|crying|runs?|drives?|hits?|screams?|kick|kicks|punch) like (?:a |an )?(?:little )?(?:girl|woman|sissy|old woman|old lady|girls|pansy)\b|"
         r"\b(?:boys|real men|men) don['’]t cry\b|\b(?:that['’]s |it['’]s |is )?women['’]s work\b|\blike a (?:jew|arab|gypsy)\b|\bman up\b|\bact like a (?:man|lady)\b|\bno job for a woman\b",
         deniable=False, borderline=True, where="dialogue"),
    rule(_K, "stereotype", "thieves criminals terrorists",
         pattern=r"\b(?:those|these|you) people are (?:all )?(?:thieves|criminals|terrorists|animals|liars)\b",
         deniable=False, borderline=True, where="dialogue"),
)  # fmt: skip

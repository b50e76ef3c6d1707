"""What a cue's name tells of who speaks: gender, from first names and common nouns.

Only for names whose note in the breakdown says nothing. The first names are the most
frequent ones of English-language scripts and their neighbours that are rarely of the other
gender; a name that is not here stays open.
"""

from __future__ import annotations

import hashlib
import re

from filmgen.breakdown.lexicon import FEMALE_NOUNS, MALE_NOUNS
from filmgen.breakdown.model import CharacterNote

_FEMALE = """
aaliyah abby abigail ada adele agatha agnes aisha alana alice alicia alison alma amalia amanda
amber amelia amy ana anastasia andrea angela angelica anita ann anna anne annie antonia aria
ashley astrid audrey aurora ava barbara beatrice becca becky bella bernadette bertha beth betty
bianca bonnie brenda bridget brigitte britney caitlin camila camille carla carmen carol carolina
caroline carrie cassandra catherine cecilia celeste celia charlotte chelsea cheryl chloe christina
christine cindy claire clara clarice clarissa claudia colleen connie cora courtney crystal cynthia
daisy dana daphne darlene dawn deborah debbie deirdre delia denise diana diane dolores donna dora
doris dorothy edith edna eileen elaine eleanor elena elise eliza elizabeth ella ellen ellie eloise
elsa elsie emilia emily emma erica erin esmeralda estelle esther ethel eva eve evelyn faith fatima
fiona flora florence frances francesca freya gabriela gabrielle gemma georgia geraldine gertrude
gina ginny giulia gladys gloria grace greta gwen hannah harriet hazel heather heidi helen helena
henrietta hilda holly hope ida imogen ines ingrid irene iris isabel isabella isla ivy jackie
jacqueline jade jane janet janice jasmine jean jeanne jenna jennifer jenny jessica jill jo joan
joanna jocelyn josephine joy joyce judith judy julia juliana julie juliet june karen kate kay
katherine kathleen kathy katie katrina kayla kelly kim kimberly kirsten kristen kristin laura
lauren layla lea leah leila lena leslie lila lily linda lisa lois lola loretta lorraine louise
lucia lucille lucy luna lydia lynn mabel mackenzie madeleine madison maggie maia maisie mara
marcia margaret margot maria mariana marie marilyn marina marisol marjorie marlene martha mary
masha matilda maude maureen maya megan meera meg melanie melissa mercedes meredith mia michelle
mildred millie mina miranda miriam molly mona monica nadia nancy naomi natalia natalie natasha
nell nellie nicole nina nora norma olga olive olivia ophelia paige pamela patricia patty paula
pauline pearl peggy penelope penny phoebe phyllis polly priya priscilla rachel ramona raquel
rebecca regina renee rhonda rita roberta robin rosa rosalie rose rosemary rosie rowena roxanne
ruby ruth sabrina sadie sally samantha sandra sara sarah selena serena shannon sharon sheila
shelly sherry shirley sienna silvia simone sofia sonia sophia sophie stacy stella stephanie sue
summer susan suzanne svetlana sybil sylvia tamara tammy tanya tara tatiana teresa tess tessa
thelma theresa tiffany tina tracy trish trudy uma ursula valentina valerie vanessa vera veronica
vicky victoria viola violet virginia vivian wanda wendy whitney wilma winona xiomara yasmin
yolanda yvette yvonne zelda zoe
"""
_MALE = """
aaron abdul abe abel abraham adam adrian ahmed al alan albert alberto alec alejandro alexander
alfred ali allan alvin amir andre andreas andrew andy angus anthony anton antonio archie arnold
arthur asher atticus august austin baxter ben benedict benjamin bernard bert bill billy bob bobby
boris brad bradley brandon brendan brent brett brian bruce bruno bryan byron caleb calvin cameron
carl carlos cecil cedric cesar chad charles charlie chester chris christian christopher chuck
clarence clark claude clayton cliff clifford clint clive clyde cody cole colin conrad connor
cooper craig curtis cyril dale damian damon dan daniel danny darren darryl dave david dean dennis
derek desmond dexter dick diego dirk dmitri dominic don donald doug douglas duane duncan dustin
dwight dylan earl ed eddie edgar edmund eduardo edward edwin eli elias elijah elliot elmer elvis
emil emilio emmett enrique eric ernest ernie erik ethan eugene evan everett ezra felipe felix
ferdinand fernando finn floyd francis francisco frank frankie franklin fred freddie frederick
gabriel garrett garth gary gavin gene geoffrey george gerald gerard gilbert giovanni glen glenn
gordon graham grant greg gregory gus guy hank hans harold harrison harry harvey hassan hector
henry herbert herman hiroshi horace howard hugh hugo humphrey ian igor ike ira isaac ivan jack
jackson jacob jake jamal james jamie jared jason javier jay jed jeff jeffrey jeremiah jeremy
jerome jerry jesse jesus jim jimmy joe joel john johnny jonah jonas jonathan jorge jose joseph
josh joshua juan judah jules julian julio justin karl keith ken kenneth kenny kevin kirk klaus
kurt kyle lance larry lars laurence lawrence lee len leo leon leonard leroy lester lewis liam
lionel lloyd logan lorenzo lou louis luca lucas luis luke luther malcolm manuel marco marcus mario
mark marshall martin marty marvin mason matt matteo matthew maurice max maximilian mel melvin
michael miguel mike mikhail miles milo milton mitch mitchell mohammed mordecai morgan morris moses
murray nak nathan nathaniel ned neil nelson nick nicholas nigel noah noel norman oleg oliver omar
orlando oscar osman otto owen pablo patrick paul pedro percy perry pete peter phil philip phillip
pierre preston quentin rafael ralph ramon randall randy raphael raul ravi ray raymond reginald
reuben rex ricardo richard rick ricky rob robert roberto rodney roger roland roman ron ronald rory
roscoe ross roy rudolf rudy rufus rupert russ russell ryan salvatore sam samir samuel sanjay
santiago saul scott sean sebastian sergei seth seymour shane shaun sheldon sherlock sherman sidney
silas simon stan stanley stefan stephen sterling steve steven stewart stuart sylvester ted terence
terry theo theodore thomas tim timothy toby todd tom tommy tony travis trevor tristan troy tyler
ulysses vernon victor vince vincent virgil vlad vladimir wade wallace walter warren watson wayne
wendell wesley wilbur will william willie winston wolfgang xavier yuri yusuf zach zachary
"""
_FEMALE_WORDS = """
women ladies girls mommy mummy mama granny nana nan auntie aunty bridesmaid countess baroness
empress goddess abbess governess chairwoman congresswoman cheerleader madame ma'am miss mrs ms
señora señorita mademoiselle heroine landlady mermaid midwife matron dame she female
"""
_MALE_WORDS = """
men gentlemen boys daddy papa pop gramps grandad count baron emperor god friar abbot pope bishop
cardinal host steward barman butler governor chairman congressman postman swordsman handyman
cowboy mr mister señor monsieur hero landlord he male bouncer goon thug lumberjack sheriff
blacksmith caveman dude bro
"""
_MALE_SHORT_FORM_WORDS = """
ваня витя володя гриша дима илья коля костя лёша лука микола миша никита паша петя саша серёжа
слава фома юра яша мужчина
"""
_MALE_SHORT_FORMS = frozenset(_MALE_SHORT_FORM_WORDS.split())
_FIRST_NAMES = {
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MALE.split(), "male"),
}
_NOUNS = {
    **dict.fromkeys(FEMALE_NOUNS | frozenset(_FEMALE_WORDS.split()), "female"),
    **dict.fromkeys(MALE_NOUNS | frozenset(_MALE_WORDS.split()), "male"),
}
_PATRONYMIC = re.compile(r"(?:овна|евна|ична)$", re.I)
_MALE_PATRONYMIC = re.compile(r"(?:ович|евич|ьич)$", re.I)


def gender_of_name(name: str) -> str:
    """ "female", "male", or "" where the name does not tell.

    Nouns ("OLD WOMAN", "MRS. KANE") tell before first names ("MRS. SCOTT"), the last noun of
    several ("BOY'S MOTHER" is a woman).
    """
    noun = noun_gender(name)
    if noun:
        return noun
    words = _words(name)
    for word in words:
        if word in _FIRST_NAMES:
            return _FIRST_NAMES[word]
        if _PATRONYMIC.search(word):
            return "female"
        if _MALE_PATRONYMIC.search(word):
            return "male"
    # Russian and Ukrainian women's names end in -а or -я, and so do men's short forms.
    first = words[0] if words else ""
    if first in _MALE_SHORT_FORMS:
        return "male"
    return "female" if re.fullmatch(r"[а-яёіїєґ]{2,}[ая]", first) else ""


def noun_gender(name: str) -> str:
    """The gender of the last noun or title in a name that has one ("MRS. SCOTT"), else ""."""
    nouns = [_NOUNS[word] for word in _words(name) if word in _NOUNS]
    return nouns[-1] if nouns else ""


def presumed_gender(name: str, note: CharacterNote | None = None) -> str:
    """ "female" or "male": the script's note, else the name, else a draw fixed by the name.

    Voices and figures both ask here, so that whoever sounds like a woman looks like one.
    """
    known = (note.gender if note else "") or gender_of_name(name)
    return known or ("female" if draw("gender", name) < 0.5 else "male")


def draw(*words: str) -> float:
    """A fixed number in [0, 1) for these words."""
    digest = hashlib.blake2b("\0".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2.0**64


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*", name.lower().replace("’", "'"))
    return [word for word in words if word != "s"]

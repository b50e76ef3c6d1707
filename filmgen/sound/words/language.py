"""Which language a line is in, guessed from its letters and a few everyday words.

Letters decide wherever a script belongs to one language; Latin letters are English unless
several function words or letters of another language say otherwise: a French name or a
"buenos días" in an English line leaves the line English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "CYRILLIC": "ru",
    "GREEK": "el", "ARABIC": "ar", "HEBREW": "he", "THAI": "th", "DEVANAGARI": "hi",
    "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "GURMUKHI": "pa", "GUJARATI": "gu", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si",
    "KHMER": "km", "LAO": "lo", "MYANMAR": "my", "ETHIOPIC": "am", "LATIN": "en",
}  # fmt: skip
_UKRAINIAN = frozenset("іїєґ")
_BELARUSIAN = frozenset("ў")
_RUSSIAN = frozenset("ыэъё")
_PERSIAN = frozenset("پچژگ")
# Function words that are no English words, and letters English does not have.
_LATIN_WORDS = {
    "fr": "je tu il elle nous vous ils elles le les des une du est sont suis êtes sommes et ou où "
          "que qui quoi dans avec pour mais pas ne c'est j'ai qu'est oui merci très cette mon ma "
          "mes ton ta sa ses au aux être avoir fait ça voilà bonjour",
    "de": "ich du er wir ihr und oder aber nicht ist sind bin bist der das den dem ein eine einen "
          "mit für von auf zu zum zur wie wer wo warum ja nein kein keine mein meine dein auch "
          "noch schon hier es habe hast hat wird danke bitte sehr",
    "es": "yo tú él ella nosotros ellos el la los las un una unos y pero no que qué quién dónde "
          "cómo con por para está estoy eres es son soy mi tu su muy aquí allí sí gracias del al "
          "lo se te me nos hay tiene tengo quiero señor hola",
    "it": "io lui lei noi voi loro il lo gli le un una e è sono sei siamo ma non che chi dove come "
          "con per di da del della nel nella mio mia tuo tua sì grazie molto qui questo questa "
          "cosa ho hai ha perché",
    "pt": "eu você ele ela nós eles o a os as um uma e mas não que quem onde como com por para "
          "está estou é são sou meu minha seu sua muito aqui ali sim obrigado do da dos das no na",
    "nl": "ik jij je hij zij wij jullie en of maar niet is zijn ben bent het een van op met voor "
          "naar wie wat waar waarom ja nee geen mijn jouw ook nog hier heb hebt heeft dank",
    "pl": "ja ty on ona my wy oni nie tak jest są jestem i ale że co kto gdzie jak z w na do "
          "dla mój moja twój bardzo tutaj dziękuję proszę się to",
    "sv": "jag du han hon vi ni de och eller men inte är har en ett som på med för till vad vem "
          "var varför ja nej min mitt din också här tack",
    "tr": "ben sen biz siz onlar ve ama değil bir bu şu ne kim nerede nasıl için ile evet hayır "
          "çok burada teşekkürler mi mı var yok",
    "vi": "tôi bạn anh em chị ông bà và nhưng không là của có gì ai đâu sao với cho rất đây cảm ơn",
}  # fmt: skip
_LATIN_LETTERS = {
    "fr": "àâçèêëîïôœùû", "de": "äöüß", "es": "ñ¿¡áéíóú", "it": "àèìòù", "pt": "ãõçâêô",
    "nl": "ĳ", "pl": "ąćęłńśźż", "sv": "åäö", "tr": "ğışç", "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ",
}  # fmt: skip
_ENGLISH_WORDS = (
    "the a an and or but not is are am was were be been i you he she it we they me him her us them "
    "my your his its our their this that these those in on at of to for from with by as if so what "
    "who where when why how do does did don't can can't will won't would could should have has had "
    "no yes just like get got go know want there here all out up about into over now then"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORDS = {language: frozenset(words.split()) for language, words in _LATIN_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def guess_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`; "en" where nothing says otherwise.

    A line in two scripts is in the one with more letters, save that kana among ideographs
    is Japanese however little of it there is.
    """
    letters = [c for c in unicodedata.normalize("NFKC", text).lower() if c.isalpha()]
    counted = Counter(_script(letter) for letter in letters)
    if not counted:
        return "en"
    script = min(counted, key=lambda name: (-counted[name], name))
    if script == "CJK" and (counted["HIRAGANA"] or counted["KATAKANA"]):
        return "ja"
    if script == "CYRILLIC":
        return _cyrillic(frozenset(letters))
    if script == "ARABIC" and _PERSIAN & frozenset(letters):
        return "fa"
    if script == "LATIN":
        return _latin(text)
    return _SCRIPTS.get(script, "en")


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split(" ")[0].split("-")[0]


def _cyrillic(letters: frozenset[str]) -> str:
    if letters & _BELARUSIAN:
        return "be"
    if letters & _UKRAINIAN and not letters & _RUSSIAN:
        return "uk"
    return "ru"


def _latin(text: str) -> str:
    words = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    characters = frozenset(text.lower())
    english = sum(word in _ENGLISH for word in words)
    best, best_score = "en", 0.0
    for language, known in _WORDS.items():
        matches = {word for word in words if word in known}
        # A word both languages have ("me", "on", "no") speaks for neither.
        own = sum(word in known and word not in _ENGLISH for word in words)
        if not own or len(matches) < 2:
            continue
        score = own + 0.5 * len(characters & frozenset(_LATIN_LETTERS[language]))
        if score > best_score:
            best, best_score = language, score
    # Two different words of the language, more than English ones, and a fair share of the line.
    return best if best_score > english + 1 and best_score >= 0.2 * len(words) else "en"

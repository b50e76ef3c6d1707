"""Character cues: which line is one, whose it is, and its extensions.

One character has one name: extensions, CONT'D, case, curly apostrophes, doubled spaces and
Latin letters inside a Cyrillic name never make a second one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import capwords

_EXTENSION_FORMS: dict[str, str] = {
    "V.O.": "VO V.O V.O. VOICEOVER VOICE-OVER NARRATION 旁白 内心独白 独白 ЗК ЗА-КАДРОМ З.К. ГЗК",
    "O.S.": "OS O.S O.S. OC O.C O.C. OFFSCREEN OFF-SCREEN OFF-CAMERA OFFCAMERA OFF OOV O.O.V."
    " 画外音 画外 画面外 オフ",
    "CONT'D": "CONT'D CONTD CONT CONT. CONTINUED CONTINUING CON'T 续 继续 ПРОД ПРОД. ПРОДОЛЖАЕТ",
    "ON PHONE": "PHONE ON-PHONE ON-THE-PHONE OVER-PHONE OVER-THE-PHONE INTO-PHONE VIA-PHONE"
    " THROUGH-PHONE TELEPHONE ON-TELEPHONE 电话 电话里 电话中 ПО-ТЕЛЕФОНУ",
    "ON RADIO": "RADIO ON-RADIO OVER-RADIO OVER-THE-RADIO VIA-RADIO INTO-RADIO 对讲机",
    "FILTERED": "FILTERED FILTER",
    "PRE-LAP": "PRE-LAP PRELAP PRE-LAPPED",
}
_EXTENSIONS = {form: name for name, forms in _EXTENSION_FORMS.items() for form in forms.split()}
_PARENTHESES = re.compile(r"[(（]([^()（）]*)[)）]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_SENTENCE_END = re.compile(r"[!?:;,…]$|--$|—$|–$")
_ABBREVIATION = re.compile(r"\b(?:JR|SR|ESQ|PH\.?D|M\.?D|[A-Z])\.$")
_CJK_PUNCTUATION = re.compile(r"[，。！？…、；：“”‘’《》!?,.;:\"]")
_INLINE_CUE = re.compile(
    r"^(?P<name>[^\s：:()（），。！？…、；“”\"]{1,8})\s*(?P<ext>(?:[(（][^()（）]{1,24}[)）]\s*)*)"
    r"[：:](?P<words>.*)$"
)
_NOT_SPEAKER_WORDS = (
    "时间 地点 人物 场景 字幕 音乐 音效 注 备注 镜头 特写 切至 切到 道具 标题 片名 编剧 作者 导演"
    " 说明 动作 场 第一场 旁注 画面 内景 外景 转场 淡入 淡出 叠化 主演 日期"
)
_NOT_SPEAKERS = frozenset(_NOT_SPEAKER_WORDS.split())
_SPEECH_VERB = re.compile(r"(?:说道|问道|说|道|问|答|喊|叫|想|写着|写道|写|着|是|到|了|:|：)$")


@dataclass(frozen=True)
class Cue:
    """A decoded cue.

    Attributes:
        name: normalised, upper case.
        extensions: normalised, in order, no duplicates.
        asides: what stands in parentheses in the cue but is a way of speaking (小明（低声）).
        words: what follows on the same line (小明：你好), else "".
    """

    name: str
    extensions: tuple[str, ...]
    dual: bool = False
    asides: tuple[str, ...] = ()
    words: str = ""


def normalise_name(name: str) -> str:
    """One spelling per character: capitals, straight apostrophes, single spaces, one script."""
    plain = name.replace("’", "'").replace("‘", "'").replace("＃", "#").upper()
    words = []
    for word in plain.split():
        if _CYRILLIC.search(word) and re.search("[A-Z]", word):
            word = word.translate(_LOOKALIKES)
        words.append(word)
    return " ".join(words).strip(" :：")


def normalise_extension(text: str) -> tuple[str, ...]:
    """ "v.o., cont’d" to ("V.O.", "CONT'D"); unknown ones as printed, in capitals."""
    found = []
    for piece in re.split(r"[,;/，、；]", text):
        plain = " ".join(piece.replace("’", "'").upper().split())
        if plain and plain not in {"MORE", "MORE."}:
            found.append(_EXTENSIONS.get(plain.replace(" ", "-"), plain))
    return tuple(found)


def read_cue(line: str) -> Cue | None:
    """Decode a line known to be a cue ("@" removed); None if it names nobody."""
    text = line.strip()
    dual = text.endswith("^")
    if dual:
        text = text[:-1].rstrip()
    extensions: list[str] = []
    asides: list[str] = []
    for match in _PARENTHESES.finditer(text):
        for extension in normalise_extension(match[1]):
            if _CJK.search(extension) and extension not in _EXTENSIONS.values():
                asides.append(match[1].strip())
            else:
                extensions.append(extension)
    name = normalise_name(_PARENTHESES.sub(" ", text).split("(")[0])
    if not any(c.isalnum() for c in name):
        return None
    return Cue(name, tuple(dict.fromkeys(extensions)), dual, tuple(asides))


def is_cased_cue(line: str) -> bool:
    """Whether a line after a blank one reads as a cue in a script that has capitals.

    Fountain's rule (capitals outside parentheses, at least one letter), less what a name
    never is: a line that ends like a sentence, or is longer than any cue.
    """
    text = line.strip()
    if text.endswith("^"):
        text = text[:-1].rstrip()
    name = _PARENTHESES.sub("", text).strip()
    if not name or len(name) > 50 or len(text) > 90 or "(" in name or ")" in name:
        return False
    if not any(c.isupper() for c in name) or any(c.islower() for c in name):
        return False
    if _SENTENCE_END.search(name) or name[0] in "\"“'(-–—…*&":
        return False
    return not (name.endswith(".") and not _ABBREVIATION.search(name))


def caseless_cue_name(line: str) -> str | None:
    """The name on a line that may be a cue in a script without capitals, else None.

    May be: whether it is one needs a look at the whole file (`fountain.known_names`).
    """
    text = line.strip().removesuffix("^").rstrip()
    name = _PARENTHESES.sub("", text).strip()
    if not name or any(c.isupper() or c.islower() for c in name):
        return None
    if not any(c.isalpha() for c in name) or _CJK_PUNCTUATION.search(name):
        return None
    longest = 8 if _CJK.search(name) else 24
    return name if len(name) <= longest else None


def read_inline_cue(line: str) -> Cue | None:
    """小明（低声）：你好 to a cue with its words; None where the line is no such thing."""
    match = _INLINE_CUE.match(line.strip())
    if not match:
        return None
    name = match["name"]
    if not _CJK.search(name) or any(c.isascii() and c.isalpha() and c.islower() for c in name):
        return None
    if name in _NOT_SPEAKERS or _SPEECH_VERB.search(name):
        return None
    if _CJK.search(name) and len(name) > 6:
        return None
    cue = read_cue(name + match["ext"])
    if cue is None:
        return None
    return Cue(cue.name, cue.extensions, False, cue.asides, match["words"].strip())


def prose_name(name: str, role: str = "") -> str:
    """A cue as a sentence of action has it: "Mara", and "the baker" for who is only a trade.

    >>> prose_name("BAKER", "an old baker"), prose_name("TOM'S DAD"), prose_name("TOM", "customs")
    ('the baker', "Tom's Dad", 'Tom')
    """
    if not name.isupper() or len(name) < 2:
        return name
    if set(name.lower().split()) <= set(role.lower().split()):
        return f"the {name.lower()}"
    return capwords(name)

"""What a character looks like, in the same few words in every shot.

The script's own words come first ("a red ponytail", "the long gray coat"): they hold colours
and materials that a `Look` reduces to tones. What they leave open is said from the `Look`, so
that words and blocking agree. Names mean nothing to an image model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmgen.blocking.model import Look

_HAIR = "hair|ponytail|pigtails|braids?|curls|bun|afro|mohawk|dreadlocks|crew cut"
_FACE = "beard|mo?ustache|goatee|stubble|sideburns|freckles|scar|eye ?patch|wrinkles"
_EYES = "glasses|sunglasses|spectacles|monocle|goggles"
_HEAD = (
    "hat|cap|hood|helmet|fedora|stetson|beret|bonnet|turban|crown|veil|headscarf|beanie|bandana|"
    "top hat|bowler"
)
_GARMENT = (
    "overcoat|raincoat|trench ?coat|coat|jacket|suit|tuxedo|uniform|dress|gown|skirt|shirt|t-shirt|"
    "blouse|sweater|jumper|cardigan|hoodie|turtleneck|vest|waistcoat|overalls|dungarees|jeans|"
    "trousers|pants|shorts|robe|bathrobe|pajamas|pyjamas|apron|cloak|cape|kimono|gi|poncho|"
    "bikini|swimsuit|armor|armour|rags|tie|bow tie|scarf|boots|gloves"
)
_ADJECTIVES = (
    "black|white|gr[ae]y|silver|red|blue|green|yellow|orange|purple|pink|brown|blonde?|auburn|"
    "ginger|golden|gold|dark|light|pale|bright|navy|crimson|scarlet|beige|tan|khaki|olive|"
    "long|short|cropped|curly|wavy|straight|thin|thinning|thick|bushy|neat|messy|wild|greasy|"
    "shaggy|slicked|flat|round|wide|wide-brimmed|high|tall|small|big|huge|heavy|tight|loose|"
    "baggy|oversized|striped|checked|plaid|flowered|floral|polka-dot|torn|ragged|worn|old|new|"
    "shabby|dirty|muddy|clean|crumpled|rumpled|tailored|pinstriped?|three-piece|double-breasted|"
    "leather|wool|woollen|woolen|tweed|denim|silk|satin|velvet|lace|linen|cotton|fur|straw|"
    "felt|military|police|school|judo|hakama|hawaiian|evening|wedding|lab|flannel|knitted|steel|"
    "horn-rimmed|thick-rimmed|mirrored"
)
_SAID = re.compile(
    rf"\b((?:(?:{_ADJECTIVES}) ){{0,3}})"
    rf"(?:(?P<hair>{_HAIR})(?P<in> in an? [a-z]+)?|(?P<face>{_FACE})|(?P<eyes>{_EYES})|"
    rf"(?P<head>{_HEAD})|(?P<garment>{_GARMENT}))\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:glasses|spectacles|goggles|braids|pigtails|curls|dreadlocks|freckles|wrinkles|"
    r"sideburns|jeans|trousers|pants|shorts|overalls|dungarees|pa?yjamas|pajamas|rags|boots|"
    r"gloves|hair|stubble|armou?r)$"
)


def described(look: Look | None, words: str = "", *, brief: bool = False) -> str:
    """A character in words: "an old woman with white hair in a bun wearing a long gray coat".

    Args:
        look: from the blocking; without it the character is "a person".
        words: of the script around the introduction, `CharacterNote.description`.
        brief: hair and clothes only, where several people share the room for words.
    """
    if look is None:
        return "a person"
    if look.species != "human":
        return _article(look.species)
    worn = _features(look, words)
    hair, clothes = worn["hair"], worn["garment"]
    if not brief:
        hair = _listed([hair, worn["face"], worn["eyes"]])
        clothes = _listed([clothes, worn["head"]])
    return f"{_who(look)} with {hair} wearing {clothes}"


def details(look: Look | None, words: str = "") -> str:
    """What `described(brief=True)` leaves out: "the man with round glasses and a cap", or ""."""
    if look is None or look.species != "human":
        return ""
    worn = _features(look, words)
    left = _listed([worn["face"], worn["eyes"], worn["head"]])
    return f"{short(look)} with {left}" if left else ""


def short(look: Look | None) -> str:
    """The fewest words for a character, to stand for the name: "the old woman"."""
    if look is None:
        return "the person"
    noun = look.species if look.species != "human" else _who(look).partition(" ")[2]
    return f"the {noun}"


def together(people: Sequence[str]) -> str:
    """Descriptions as one phrase; from the third on they are counted."""
    told = list(people[:2])
    if len(people) > 2:
        others = len(people) - 2
        counts = ("", "one other", "two others", "three others")
        told.append(counts[others] if others < len(counts) else "many others")
    return " and ".join(told)


def _features(look: Look, words: str) -> dict[str, str]:
    """Hair, face, eyes, garment and head of a person, "" where there is nothing to tell."""
    shade = "dark " if look.top_tone < 0.35 else "light " if look.top_tone > 0.65 else ""
    seen = {
        "hair": _hair(look),
        "face": _article(look.beard) if look.beard else "",
        "eyes": "glasses" if look.glasses else "",
        "garment": _article(f"{shade}{look.garment}"),
        "head": _article(look.headwear) if look.headwear else "",
    }
    return seen | _said(words)


def _said(words: str) -> dict[str, str]:
    """The first thing said of each kind, with its article."""
    found: dict[str, str] = {}
    for match in _SAID.finditer(" ".join(words.split())):
        adjectives = match.group(1).lower().strip()
        for kind in ("hair", "face", "eyes", "head", "garment"):
            noun = match.group(kind)
            if not noun or kind in found:
                continue
            if not adjectives and kind in ("hair", "garment"):
                continue  # "her hair", "a coat": the look knows more
            text = f"{adjectives} {noun.lower()}".strip() + (match.group("in") or "").lower()
            found[kind] = text if _PLURAL.search(noun.lower()) else _article(text)
    return found


def _who(look: Look) -> str:
    age = look.age_years
    if age < 14:
        return "a " + {"female": "girl", "male": "boy"}.get(look.gender, "child")
    noun = {"female": "woman", "male": "man"}.get(look.gender, "person")
    return f"{'an old' if age >= 62 else 'a young' if age < 30 else 'a'} {noun}"


def _hair(look: Look) -> str:
    if look.hair == "bald":
        return "a bald head"
    tone = "dark " if look.hair_tone < 0.4 else "light "
    words = {"bun": "hair in a bun", "ponytail": "ponytail"}.get(look.hair, f"{look.hair} hair")
    return _article(f"{tone}{words}") if look.hair == "ponytail" else f"{tone}{words}"


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(part for part in parts if part)

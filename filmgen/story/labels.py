"""The words that a scene's notes are begun with, in the language of the scene.

A label is the beginning of a sentence of the writer's: "MARA wants" is gone on with.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Beginnings of notes; `{name}` is somebody of the cast.

    Attributes:
        title: of the story.
        meets: of a logline with one person: who else is there.
        look: age and clothes of a person.
        wants: what this one is after.
        fight: the thing between them.
        hidden: what somebody does not know yet; it comes out in the third beat.
        first, against, then, last: what is done in the four beats: goal, conflict, turn, deed.
        meanwhile: what the others do as the scene opens.
        opens, closes: the first and the last picture.
    """

    title: str
    meets: str
    look: str
    wants: str
    fight: str
    hidden: str
    first: str
    meanwhile: str
    against: str
    then: str
    last: str
    opens: str
    closes: str


_LABELS = {
    "en": Labels(
        "Title:", "{name} meets", "{name},", "{name} wants", "They fight over",
        "What {name} does not know:",
        "First, {name}", "Meanwhile, {name}", "Against it, {name}", "Then {name}",
        "At last, {name}", "First picture:", "Last picture:",
    ),
    "de": Labels(
        "Titel:", "{name} trifft", "{name} trägt", "{name} will", "Sie streiten um",
        "Was {name} nicht weiß:",
        "Zuerst: {name}", "Währenddessen: {name}", "Dagegen: {name}", "Dann: {name}",
        "Am Ende: {name}", "Erstes Bild:", "Letztes Bild:",
    ),
    "es": Labels(
        "Título:", "{name} se encuentra con", "{name} lleva", "{name} quiere", "Se disputan",
        "Lo que {name} no sabe:",
        "Primero, {name}", "Mientras tanto, {name}", "En contra, {name}", "Entonces {name}",
        "Al final, {name}", "Primera imagen:", "Última imagen:",
    ),
    "fr": Labels(
        "Titre :", "{name} rencontre", "{name} porte", "{name} veut", "Ils se disputent",
        "Ce que {name} ne sait pas :",
        "D'abord, {name}", "Pendant ce temps, {name}", "En face, {name}", "Puis {name}",
        "À la fin, {name}", "Première image :", "Dernière image :",
    ),
    "it": Labels(
        "Titolo:", "{name} incontra", "{name} indossa", "{name} vuole", "Si contendono",
        "Quello che {name} non sa:",
        "Prima, {name}", "Intanto, {name}", "Contro, {name}", "Poi {name}",
        "Alla fine, {name}", "Prima immagine:", "Ultima immagine:",
    ),
    "pt": Labels(
        "Título:", "{name} encontra", "{name} veste", "{name} quer", "Eles disputam",
        "O que {name} não sabe:",
        "Primeiro, {name}", "Enquanto isso, {name}", "Contra isso, {name}", "Então {name}",
        "No fim, {name}", "Primeira imagem:", "Última imagem:",
    ),
    "ru": Labels(
        "Название:", "С кем говорит {name}:", "{name}: одежда —", "{name} хочет",
        "Они спорят из-за",
        "Чего {name} не знает:", "Сначала {name}", "Тем временем {name}", "Против этого {name}",
        "Потом {name}", "В конце {name}", "Первый кадр:", "Последний кадр:",
    ),
    "ja": Labels(
        "題名：", "{name}が会うのは", "{name}の服装：", "{name}の望み：", "二人が争うもの：",
        "{name}が知らないこと：",
        "まず、{name}は", "その間、{name}は", "それに対し、{name}は", "すると、{name}は",
        "最後に、{name}は", "最初の画面：", "最後の画面：",
    ),
    "zh": Labels(
        "片名：", "{name}遇见", "{name}身穿", "{name}想要", "他们争夺的是", "{name}不知道的是：",
        "起初，{name}", "这时，{name}", "对此，{name}", "忽然，{name}",
        "最后，{name}", "第一个画面：", "最后的画面：",
    ),
}  # fmt: skip


def labels_of(language: str) -> Labels:
    """The labels of a language; English ones where we have none."""
    return _LABELS.get(language, _LABELS["en"])


RULES = (
    "You prepare scenes for film. People want opposite things, and both are in the room. Notes are "
    "short and concrete, and follow the logline: who does what stays as it says. Deeds are what "
    "hands do with things, in the present tense."
)

EXAMPLE = """\
Example
Logline: A draft officer searches a butcher's shop for the butcher's son.
Title: The Cold Room
OFFICER meets BUTCHER, who owns the shop.
OFFICER wants to look into the cold room.
BUTCHER wants the officer out of the shop before seven.
They fight over the key of the cold room.
What OFFICER does not know: the boy hangs between the sides of beef in his father's coat.
First, OFFICER wipes his finger over the block and holds out his hand.
Meanwhile, BUTCHER sharpens a knife that is sharp.
Against it, BUTCHER wraps him a roast he never ordered and drops the key into the paper.
Then OFFICER lifts a coat from the last hook and smells its collar.
At last, OFFICER unwraps the roast and lays the key on the scale.
First picture: Sawdust on the floor, one bulb over the block.
Last picture: The needle of the scale trembles at nothing.
OFFICER, 50, in a long grey coat, wet at the shoulders.
BUTCHER, 38, in a red apron, a pencil behind the ear.

Example
Logline: In a snowed-in rescue hut, the cook finds out that the guide has cut the rope.
Title: Eleven Metres
COOK wants to hear how the rope broke.
GUIDE wants to be gone when the helicopter lands.
They fight over a coil of red rope.
What COOK does not know: GUIDE cut it himself when the ledge gave way.
First, COOK ladles soup into one bowl instead of two.
Meanwhile, GUIDE tapes his fingers by the stove.
Against it, GUIDE kicks the coil under the bench.
Then COOK holds the clean end of the rope against the lamp.
At last, COOK bolts the door and sits down in front of it.
First picture: Frost inside a window, two pairs of boots.
Last picture: The soup boils over and nobody gets up.
COOK, 61, in two sweaters, a spoon in the belt.
GUIDE, 29, in an orange jacket, one sleeve torn."""
"""Shown with the rules of English notes: two, for one is copied. What comes back of them in three
words in a row is drawn again."""

"""Which language a line is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgen.sound.words.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where were you last night?", "en"),
        ("", "en"),
        ("... 42!", "en"),
        ("Etiam posidonium dissentiet", "en"),
        ("Это не то, что ты думаешь.", "ru"),
        ("Лорем ипсум долор", "ru"),
        ("Я не знаю, де він. Її тут немає.", "uk"),
        ("你在这里做什么？", "zh"),
        ("ここで何をしているの？", "ja"),
        ("東京へ行く", "ja"),
        ("여기서 뭐 해?", "ko"),
        ("Τι κάνεις εδώ;", "el"),
        ("ماذا تفعل هنا؟", "ar"),
        ("چه کار می‌کنی؟", "fa"),
        ("מה אתה עושה כאן?", "he"),
        ("คุณทำอะไรที่นี่", "th"),
        ("तुम यहाँ क्या कर रहे हो?", "hi"),
        ("Je ne sais pas où il est, mais c'est grave.", "fr"),
        ("Ich weiß nicht, wo er ist, aber das ist gut.", "de"),
        ("No sé dónde está el dinero, señor.", "es"),
        ("Non so dove sono i soldi, ma questo è il posto.", "it"),
        ("Adiós, my friend. Hasta la vista.", "en"),
        ("You want the crème brûlée or the café au lait?", "en"),
        ("Die, you son of a bitch! Die!", "en"),
        ("I met her in Los Angeles, at El Coyote, on La Brea.", "en"),
        ("He said Привет to me, and that was all.", "en"),
    ],
)
def test_guesses(text: str, language: str) -> None:
    assert guess_language(text) == language


@given(st.text(max_size=80))
def test_always_a_code(text: str) -> None:
    guess = guess_language(text)
    assert len(guess) == 2 and guess.isalpha() and guess.islower()

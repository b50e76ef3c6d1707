"""Grammars that llama.cpp decodes under (llguidance): JSON of a schema, or a piece of a page."""

from __future__ import annotations

import json

from filmgen.engines.protocols import PageForm

_HEADER = "%llguidance {}\n"
_COMPACT = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
_ENDS = ".?!…。？！"
_MARKS = r'\x00-\x1f\x7f-\x9f\u2028\u2029:"“”*#_()\[\]{}<>|\\~'
"""Never in a sentence: markup, a second cue, quotation marks around what is said anyway."""


def json_grammar(schema: str) -> str:
    """JSON of a schema without white space between values, which is a third of a small answer."""
    rules = json.loads(schema) | {"x-guidance": _COMPACT}
    return f"{_HEADER}start: %json {json.dumps(rules, ensure_ascii=False)}"


def page_grammar(form: PageForm) -> str:
    """A paragraph of action and the lines after it, block by block, in whole sentences.

    A sentence is not cut off where its limit is reached: the limits lie above what models
    write, and `writing.page` leaves out what ends nowhere.
    """
    parts = []
    for fewest, most in form.blocks:
        parts.append('action "\\n"')
        parts.extend(["line"] * fewest + ["line?"] * (most - fewest))
    names = " | ".join(json.dumps(f"{name}: ", ensure_ascii=False) for name in form.speakers)
    rules = [
        f"start: {' '.join(parts)}",
        f"action: {_sentences(form.action_chars, 12)}",
    ]
    if names:
        rules += [
            'line: cue words "\\n"',
            f"cue: {names}",
            f"words: {_sentences(form.line_chars, 2)}",
        ]
    return _HEADER + "\n".join(rules) + "\n"


def _sentences(most: int, least: int) -> str:
    """A regular expression: text that begins with no small letter and ends as sentences end."""
    inner = f"[^{_MARKS}]"
    return f"/[^a-z\\s{_ENDS},;{_MARKS}-]{inner}{{{least},{most}}}[{_ENDS}]/"

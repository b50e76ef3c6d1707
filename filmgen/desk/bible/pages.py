"""The bible to read: Markdown, and one HTML page with everybody's way through the scenes."""

from __future__ import annotations

from collections.abc import Iterator

from filmgen.desk.bible.document import Bible, Claim, Person
from filmgen.desk.reports import literal, report_templates
from filmgen.wording import counted


def to_markdown(bible: Bible) -> str:
    """The whole bible as Markdown."""
    return "\n".join(_markdown(bible)) + "\n"


def _markdown(bible: Bible) -> Iterator[str]:
    yield f"# {literal(bible.title)}: bible"
    yield ""
    for person in bible.characters:
        yield f"## {literal(person.name)}"
        yield ""
        if person.aliases:
            yield f"Also {literal(', '.join(person.aliases))}. {about(person)}"
        else:
            yield about(person)
        yield ""
        if person.look:
            yield f"> {literal(person.look)}"
            yield ""
        for label, claim in (("Wants", person.want), ("Arc", person.arc), ("Voice", person.voice)):
            if claim is not None:
                yield f"- **{label}:** {literal(claim.text)} {cited(claim)}"
        if person.speaks:
            yield f"- **Speaks:** {literal(person.speaks_like)}"
        if person.first_line:
            first = person.first_line
            yield f"- **First line:** “{literal(first.text)}” (line {first.line})"
        for quote in person.known_lines:
            if quote != person.first_line:
                yield f"- **Line:** “{literal(quote.text)}” (line {quote.line})"
        for relation in person.relations:
            name = literal(relation.name)
            called = literal(" or ".join(f"“{c}”" for c in relation.calls))
            calls = f"; calls {name} {called}"
            spoken = f", {counted(relation.exchanges, 'exchange')}" if relation.exchanges else ""
            yield (
                f"- **With {name}:** {scenes(relation.scenes)}{spoken}"
                f"{calls if relation.calls else ''}"
            )
        if person.props:
            yield f"- **Props:** {literal(', '.join(person.props))}"
        if person.turns:
            yield f"- **Changes:** {literal('; '.join(person.turns))}"
        for step in person.steps:
            silent = "is there" if not step.speeches else counted(step.speeches, "speech")
            does = literal(step.does) or silent
            yield f"  - scene {step.scene}: {does}"
        yield ""
    if bible.missing:
        yield "## What is not here"
        yield ""
        for missing in bible.missing:
            yield f"- {literal(missing)}"


def to_html(bible: Bible, by: str) -> str:
    """One HTML page that needs nothing else. `by`: who wrote the sentences, "" for nobody."""
    template = report_templates(__file__).get_template("bible.html.j2")
    return template.render(bible=bible, by=by, about=about, scenes=scenes, cited=cited)


def about(person: Person) -> str:
    """Gender, age and kind: "a woman of 68", "a dog", "a man, age not given"."""
    if person.species != "human":
        return f"A {person.species}."
    age = person.age_years
    young = age is not None and age < 15
    noun = {"female": ("woman", "girl"), "male": ("man", "boy")}.get(
        person.gender, ("person", "child")
    )[young]
    return f"A {noun}, {age}." if age is not None else f"A {noun}; age not given."


def scenes(numbers: tuple[str, ...]) -> str:
    """ "scene 3", "scenes 1, 2 and 3", or how many where they are many."""
    if len(numbers) < 2:
        return f"scene {numbers[0]}" if numbers else "no scene"
    if len(numbers) > 6:
        return f"{len(numbers)} scenes, {numbers[0]} to {numbers[-1]}"
    return f"scenes {', '.join(numbers[:-1])} and {numbers[-1]}"


def cited(claim: Claim) -> str:
    """ "(lines 12 and 40)"."""
    lines = [str(line) for line in claim.lines]
    if len(lines) == 1:
        return f"(line {lines[0]})"
    return f"(lines {', '.join(lines[:-1])} and {lines[-1]})"

"""What is claimed of every case, as a reader meets it: the claim in words, when it is made, and how it is checked.

The author's own name for it is in one language, so the claim itself is the title and the name follows. Whether it was
proved is passed in. Start reading at `told_property`.
"""

from __future__ import annotations

from attrs import frozen

from engine.book.authors_words import written_in
from engine.book.contents import Contents
from engine.book.writer import Asked, Run, Text, Writer
from engine.graph.reads import references
from engine.model.expressions import Value
from engine.model.policy import Property
from engine.model.units import YES_NO, Type


@frozen
class ToldProperty:
    """A property in words. `title` says it all, or is the line above `claims`; `checked` is what became of it."""

    anchor: str
    name: str
    name_language: str
    title: Text
    claims: tuple[Asked, ...]
    conditions: tuple[Asked, ...]
    checked: str
    status: str
    basis: list[tuple[Run, str]]
    text: str


def told_property(contents: Contents, writer: Writer, number: int) -> ToldProperty:
    """A property in the reader's words."""
    of = contents.policy.properties[number]
    status = contents.proved.get(number, "")
    spot = writer.book.spot("property", str(number))
    title, claims = _claimed(writer, of) if of.kind == "always" else (_moves(writer, of), ())
    return ToldProperty(
        anchor=spot.anchor if spot is not None else "",
        name=of.name,
        name_language=written_in(of.name, contents.texts.written(of.span.file)),
        title=title,
        claims=claims,
        conditions=writer.conditions(of.condition),
        checked=writer.word(f"property_{status or 'not_tried'}"),
        status=status,
        basis=writer.basis(of.basis),
        text=contents.texts.html(of.span, writer.language),
    )


def _claimed(writer: Writer, of: Property) -> tuple[Text, tuple[Asked, ...]]:
    """What is so in every case: in the title where it is one thing, else in a list below it."""
    lines = writer.conditions(of.claim)
    if len(lines) == 1 and lines[0].kind == "one":
        return (Run(f"{writer.word('property_always')} "), *lines[0].text), ()
    if len(lines) == 1 and lines[0].kind == "any":
        return (Run(writer.word("property_always_any")),), lines[0].parts
    return (Run(writer.word("property_always_all")),), lines


def _moves(writer: Writer, of: Property) -> Text:
    """How a value moves when one fact alone does, as a sentence; a yes or no moves from no to yes."""
    term = writer.book.policy.terms[of.varied]
    values: dict[str, Text] = {
        "value": writer.linked(writer.formula_text(of.claim), references(of.claim)),
        "fact": (writer.named("term", of.varied),),
        "limit": _text(writer, of.limit, of.claim.type),
        "step": _text(writer, of.step, term.type),
    }
    answer = "_answer" if of.claim.type == YES_NO and of.kind != "same" else ""
    turns = writer.word("turns_yes" if term.type == YES_NO else "turns_up")
    return _filled(writer.word(f"property_{of.kind}{answer}").replace("{turns}", turns), values)


def _text(writer: Writer, value: Value | None, type_: Type) -> Text:
    return (Run(writer.value(value, type_)),) if value is not None else ()


def _filled(template: str, values: dict[str, Text]) -> Text:
    """A sentence with its blanks filled by words that have links, and a capital first."""
    runs: list[Run] = []
    for piece in template.split("{"):
        name, closed, rest = piece.partition("}")
        runs += [*values[name], Run(rest)] if closed else [Run(piece)]
    runs = [run for run in runs if run.text]
    return (Run(runs[0].text[:1].upper() + runs[0].text[1:], runs[0].href), *runs[1:])

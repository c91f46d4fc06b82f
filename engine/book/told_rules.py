"""A rule as a reader meets it: what follows, when, until when, on what basis, and which exceptions there are to it.

Start reading at `told_rule`.
"""

from __future__ import annotations

from attrs import frozen

from engine.book.relations import Branch, Relations, tree
from engine.book.rule_text import RuleTexts
from engine.book.writer import Asked, Run, Text, Writer
from engine.graph.reads import references
from engine.model.expressions import YES
from engine.model.policy import Rule
from explain.names import words_in


@frozen
class ToldException:
    """An exception in the tree below a rule: its title, when it speaks, and the exceptions to it, or where they are."""

    title: Run
    when: Text
    exceptions: tuple[ToldException, ...]
    again: bool


@frozen
class ToldRule:
    """A rule in words. `text` is what the author wrote, marked up; `also` are the rules of the same item."""

    anchor: str
    style: str
    kind: str
    title: str
    follows: Text
    conditions: tuple[Asked, ...]
    days: str
    basis: list[tuple[Run, str]]
    notes: tuple[Text, ...]
    targets: tuple[Run, ...]
    exceptions: tuple[ToldException, ...]
    text: str


def told_rule(writer: Writer, relations: Relations, texts: RuleTexts, rule: Rule) -> ToldRule:
    """A rule in the reader's words."""
    follows = writer.follows(rule)
    spot = writer.book.spot("rule", rule.id)
    return ToldRule(
        anchor=spot.anchor if spot is not None else "",
        style=rule.kind,
        kind=writer.word(f"rule_{rule.kind}"),
        title=writer.title(rule),
        follows=follows if words_in(rule.labels, writer.language) else (),
        conditions=writer.conditions(rule.condition),
        days=writer.days(rule.validity),
        basis=writer.basis(rule.basis),
        notes=tuple(_notes(writer, rule)),
        targets=tuple(writer.named_rule(id) for id in rule.targets if id in writer.book.policy.rules),
        exceptions=_exceptions(writer, tree(relations, rule)),
        text=texts.html(rule.span, writer.language),
    )


def _exceptions(writer: Writer, branch: Branch) -> tuple[ToldException, ...]:
    return tuple(
        ToldException(
            writer.named_rule(each.rule.id),
            writer.clause(each.rule.condition) if each.rule.condition != YES else (),
            _exceptions(writer, each),
            each.again,
        )
        for each in branch.exceptions
    )


def _notes(writer: Writer, rule: Rule) -> list[Text]:
    """What else is to be known of a rule: commencement, readings, presumptions, other days, priority."""
    policy = writer.book.policy
    notes: list[Text] = []
    if rule.once_commenced or policy.sources[rule.source].once_commenced:
        notes.append((Run(writer.word("not_commenced")),))
    if rule.read_on is not None:
        notes.append((Run(f"{writer.word('read_on')} "), *writer.formula(rule.read_on), Run(".")))
    if rule.reading is not None:
        notes.append(_reading(writer, *rule.reading))
    if rule.unless_shown is not None:
        term, _ = rule.unless_shown
        shown = writer.linked(writer.said(policy.terms[term], "holds"), [("term", term)])
        notes.append((Run(f"{writer.word('until_shown')} "), *shown, Run(".")))
    if rule.precedence_basis:
        cited = [run for one in rule.precedence_basis for run in (Run(" "), writer.cite(one.citation))]
        notes.append((Run(writer.word("precedes")), *cited, Run(".")))
    return notes


def _reading(writer: Writer, id: str, name: str) -> Text:
    doubt = writer.book.policy.interpretations[id]
    reading = next(each for each in doubt.readings if each.name == name)
    said = words_in(reading.text_in, writer.language) or reading.text
    concept = "under_reading" if doubt.chosen == name else "under_other_reading"
    return (Run(f"{writer.word(concept)} "), Run(said, writer.to("interpretation", id)), Run("."))


def reads(rule: Rule) -> list[tuple[str, str]]:
    """Everything a rule reads, each once."""
    value = rule.conclusion.value if rule.conclusion is not None else None
    return list(dict.fromkeys([*references(rule.condition), *(references(value) if value is not None else ())]))

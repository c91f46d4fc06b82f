"""What each part of a policy reads: the one place that knows where in a rule or a term expressions stand.

A value on another day (`X on D`, sums and counts over days) is read all the same.
Start reading at `of_rule` and `of_term`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.model.expressions import Expression, Otherwise, Quantified, Read, ReadParameter, Used, walk
from engine.model.policy import NotFormalised, Rule, Term

Reference = tuple[str, str]
"""What is read: `term`, `parameter` or `list`, and its id."""


def references(expression: Expression) -> Iterator[Reference]:
    """Everything an expression reads, in written order."""
    for node in walk(expression):
        match node:
            case Read(term=id) | Used(term=id):
                yield "term", id
            case ReadParameter(parameter=id):
                yield "parameter", id
            case Quantified(list=id):
                yield "list", id
            case _:
                pass


def reads_otherwise(expression: Expression | None) -> bool:
    """Whether a value departs from `what otherwise applies`."""
    return expression is not None and any(isinstance(node, Otherwise) for node in walk(expression))


def value_of(rule: Rule) -> Expression | None:
    """What a rule concludes, when its conclusion has a value."""
    return rule.conclusion.value if rule.conclusion is not None else None


def of_condition(rule: Rule) -> Iterator[Reference]:
    """What must be known to say whether a rule applies: its condition, its `read on` date, a counter-fact."""
    yield from references(rule.condition)
    if rule.read_on is not None:
        yield from references(rule.read_on)
    if rule.unless_shown is not None:
        yield "term", rule.unless_shown[0]


def of_value(rule: Rule) -> Iterator[Reference]:
    """What must be known to say what a rule gives."""
    value = value_of(rule)
    if value is not None:
        yield from references(value)


def of_term(term: Term) -> Iterator[Reference]:
    """What a term reads by itself: when a fact applies, when discretion opens, and what bounds an assessment."""
    clauses = term.discretion
    expressions: list[Expression | None] = [term.applies_when]
    if clauses is not None:
        expressions += [clauses.opens_when, *(bound.value for bound in clauses.bounds)]
    for expression in expressions:
        if expression is not None:
            yield from references(expression)


def of_gap(gap: NotFormalised) -> Iterator[Reference]:
    """What must be known to say whether a provision that is not formalised would have applied."""
    yield from references(gap.condition)


def distinct(found: Iterable[Reference]) -> list[Reference]:
    """Each reference once, in the order met."""
    return list(dict.fromkeys(found))

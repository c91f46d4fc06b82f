"""Every expression of a policy with who wrote it and the days it is read on; every citation likewise.

The checks that go through all that is written (what nothing reads, years without a value, addresses) walk these.
Start reading at `expressions` and `cited`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from engine.analysis.index import Index, meet
from engine.model.citations import Basis, Citation
from engine.model.expressions import Expression, Rounded, walk
from engine.model.policy import (
    Calendar,
    Entity,
    EntityList,
    LetterPart,
    NotFormalised,
    Period,
    ProvisionStatus,
    Rule,
    Term,
)
from engine.source import NOWHERE, Span


@frozen
class Written:
    """An expression, whose it is (`rule`, `term`, or neither), and the days for which it may be read."""

    expression: Expression
    days: Period
    rule: Rule | None = None
    term: Term | None = None


def expressions(index: Index) -> Iterator[Written]:
    """Every expression of rules, declarations, provisions not formalised, and properties."""
    for rule in index.rules:
        days = index.in_force(rule) if rule.read_on is not None else index.reach(rule)
        for expression in of_rule(rule):
            yield Written(expression, days, rule=rule)
        if rule.read_on is not None:
            yield Written(rule.read_on, index.covers(rule.source), rule=rule)
    for id in sorted(index.policy.terms):
        term = index.policy.terms[id]
        days = meet(index.covers(term.source), term.validity)
        for expression in of_term(term):
            yield Written(expression, days, term=term)
    for hole in index.policy.not_formalised:
        yield Written(hole.condition, index.covers(hole.source))
    for wanted in index.policy.properties:
        yield Written(wanted.always, index.covers(wanted.source))


def of_rule(rule: Rule) -> Iterator[Expression]:
    """A rule's condition and value."""
    yield rule.condition
    if rule.conclusion is not None and rule.conclusion.value is not None:
        yield rule.conclusion.value


def of_term(term: Term) -> Iterator[Expression]:
    """When a fact applies and its range, when discretion opens and its bounds, whom a duty is fulfilled for."""
    if term.applies_when is not None:
        yield term.applies_when
    yield from term.range or ()
    if term.discretion is not None:
        if term.discretion.opens_when is not None:
            yield term.discretion.opens_when
        yield from (bound.value for bound in term.discretion.bounds)
    if term.duty is not None:
        yield from (clause.where for clause in term.duty.fulfilled_by)


@frozen
class Cited:
    """A citation, where it stands, and the days for which it is given as the address."""

    citation: Citation
    span: Span
    days: Period


def cited(index: Index) -> Iterator[Cited]:
    """Every citation of a policy but those its cases expect."""
    policy = index.policy
    for rule in index.rules:
        yield from _all(rule.basis, rule.span, rule.validity)
        yield from _all(rule.precedence_basis, rule.span, rule.validity)
        for expression in of_rule(rule):
            yield from _in_expression(expression, rule.validity)
    for id in sorted(policy.terms):
        yield from _of_term(policy.terms[id])
    for id in sorted(policy.parameters):
        parameter = policy.parameters[id]
        yield from _all(parameter.basis, parameter.span, Period())
        for row in parameter.values:
            yield from _all(row.basis, row.span if row.span != NOWHERE else parameter.span, Period(row.first, row.last))
    for id in sorted(policy.interpretations):
        doubt = policy.interpretations[id]
        yield Cited(doubt.of, doubt.span, Period())
    yield from _of_others(index)


def _of_term(term: Term) -> Iterator[Cited]:
    clauses = term.discretion
    yield from _all((*term.basis, *term.decided_as_basis, *term.left_to_basis), term.span, term.validity)
    if clauses is not None:
        of_clauses = [*clauses.reasons_required, *clauses.review_basis]
        of_clauses += [basis for one in clauses.considerations for basis in one.basis]
        of_clauses += [basis for one in clauses.bounds for basis in one.basis]
        yield from _all(of_clauses, term.span, term.validity)


def _of_others(index: Index) -> Iterator[Cited]:
    """Sources, entities, lists, calendars, parts of the letter, statuses and properties."""
    policy = index.policy
    for source in policy.sources.values():
        yield from _all(source.under, source.span, Period())
    declared: list[Entity | EntityList | Calendar | LetterPart] = [
        *(policy.entities[id] for id in sorted(policy.entities)),
        *(policy.lists[id] for id in sorted(policy.lists)),
        *(policy.calendars[id] for id in sorted(policy.calendars)),
        *(policy.parts[id] for id in sorted(policy.parts)),
    ]
    for thing in declared:
        yield from _all(thing.basis, thing.span, Period())
    statuses: list[NotFormalised | ProvisionStatus] = [*policy.not_formalised, *policy.statuses]
    yield from (Cited(status.citation, status.span, Period()) for status in statuses)
    for wanted in policy.properties:
        yield from _all(wanted.basis, wanted.span, Period())


def _in_expression(expression: Expression, days: Period) -> Iterator[Cited]:
    for node in walk(expression):
        if isinstance(node, Rounded):
            yield from _all(node.basis, node.span, days)


def _all(basis: Iterable[Basis], span: Span, days: Period) -> Iterator[Cited]:
    for one in basis:
        yield Cited(one.citation, span, meet(days, Period(one.since, one.until)))

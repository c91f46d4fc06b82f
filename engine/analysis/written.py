"""Every expression of a policy with who wrote it and the days it is read on; every citation likewise.

The checks that go through all that is written (what nothing reads, years without a value, addresses) walk these.
Start reading at `expressions` and `cited`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from engine.analysis.index import Index, meet
from engine.model.citations import Basis, Citation
from engine.model.expressions import Expression, Rounded, walk
from engine.model.policy import (
    Calendar,
    Entity,
    EntityList,
    LetterPart,
    Parameter,
    Period,
    Rule,
    Service,
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
        for expression in (wanted.claim, wanted.condition):
            yield Written(expression, index.covers(wanted.source))


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
    """A citation, where it stands, the days for which it is given as the address, and what gives it.

    `kind` is that of a rule or a term, or `parameter`, `interpretation`, `not_formalised`, `defines`, `out_of_scope`,
    `organisational`, `source`, `entity`, `list`, `calendar`, `part` or `property`; `id` its id, where it has one, and
    `because` the reason it gives, where it gives one. `beside` marks what a discretion cites for something else than
    itself: what is weighed, that reasons are required, how it is reviewed.
    """

    citation: Citation
    span: Span
    days: Period
    kind: str = ""
    id: str = ""
    because: str = ""
    beside: bool = False


def cited(index: Index) -> Iterator[Cited]:
    """Every citation of a policy but those its cases expect."""
    policy = index.policy
    for rule in index.rules:
        by = _By(rule.kind, rule.id, rule.span, rule.validity)
        yield from by.all((*rule.basis, *rule.precedence_basis))
        for expression in of_rule(rule):
            yield from _in_expression(expression, by)
    for id in sorted(policy.terms):
        yield from _of_term(policy.terms[id])
    for id in sorted(policy.parameters):
        yield from _of_parameter(policy.parameters[id])
    for id in sorted(policy.interpretations):
        doubt = policy.interpretations[id]
        yield Cited(doubt.of, doubt.span, Period(), "interpretation", id)
    yield from _of_others(index)


def _of_term(term: Term) -> Iterator[Cited]:
    by = _By(term.kind, term.id, term.span, term.validity)
    clauses = term.discretion
    yield from by.all((*term.basis, *term.decided_as_basis, *term.left_to_basis))
    if clauses is not None:
        yield from by.all(basis for one in clauses.bounds for basis in one.basis)
        considered = [basis for one in clauses.considerations for basis in one.basis]
        for one in by.all((*clauses.reasons_required, *clauses.review_basis, *considered)):
            yield evolve(one, beside=True)


def _of_parameter(parameter: Parameter) -> Iterator[Cited]:
    yield from _By("parameter", parameter.id, parameter.span).all(parameter.basis)
    for row in parameter.values:
        span = row.span if row.span != NOWHERE else parameter.span
        yield from _By("parameter", parameter.id, span, Period(row.first, row.last)).all(row.basis)


def _of_others(index: Index) -> Iterator[Cited]:
    """Sources, entities, lists, calendars, parts of the letter, services, statuses and properties."""
    policy = index.policy
    for source in policy.sources.values():
        yield from _By("source", source.id, source.span).all(source.under)
    declared: list[tuple[str, Mapping[str, Entity | EntityList | Calendar | LetterPart | Service]]] = [
        ("entity", policy.entities),
        ("list", policy.lists),
        ("calendar", policy.calendars),
        ("part", policy.parts),
        ("service", policy.services),
    ]
    for kind, things in declared:
        for id in sorted(things):
            yield from _By(kind, id, things[id].span).all(things[id].basis)
    for hole in policy.not_formalised:
        yield Cited(hole.citation, hole.span, Period(), "not_formalised", because=hole.because)
    for status in policy.statuses:
        yield Cited(status.citation, status.span, Period(), status.kind, because=status.because)
    for wanted in policy.properties:
        yield from _By("property", "", wanted.span).all(wanted.basis)


def _in_expression(expression: Expression, by: _By) -> Iterator[Cited]:
    for node in walk(expression):
        if isinstance(node, Rounded):
            yield from evolve(by, span=node.span).all(node.basis)


_ANY_DAY = Period()


@frozen
class _By:
    """What cites: its kind and id, where it stands, and its own days."""

    kind: str
    id: str
    span: Span
    days: Period = _ANY_DAY

    def all(self, basis: Iterable[Basis]) -> Iterator[Cited]:
        for one in basis:
            yield Cited(one.citation, self.span, meet(self.days, Period(one.since, one.until)), self.kind, self.id)

"""Whether a policy is whole: everything it names is in it, whatever was left out on the way."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Policy, Rule, Term
from engine.resolve.types import LOOSE


def dangling(policy: Policy) -> list[str]:
    """Every name a policy uses and does not have, and every amount without its period."""
    return [
        *(f"{where}: {what}" for where, node in _expressions(policy) for what in _missing(node, policy)),
        *(f"{rule.id}: {what}" for rule in policy.rules.values() for what in _of_rule(rule, policy)),
        *(f"{term.id}: {what}" for term in policy.terms.values() for what in _of_term(term, policy)),
        *(f"{entry.id}: owner" for entry in policy.lists.values() if entry.owner not in policy.entities),
        *(f"{entry.id}: member" for entry in policy.lists.values() if not policy.entities[entry.member].is_member),
        *(
            f"{entry.citation}: {id}"
            for entry in policy.not_formalised
            for id in entry.affects
            if id not in policy.terms
        ),
        *(f"case {case.name}: {id}" for case in policy.cases for id in _of_case(case, policy)),
    ]


def _expressions(policy: Policy) -> Iterator[tuple[str, Expression]]:
    for rule in policy.rules.values():
        value = rule.conclusion.value if rule.conclusion else None
        yield from ((rule.id, node) for top in (rule.condition, rule.read_on, value) if top for node in x.walk(top))
    for term in policy.terms.values():
        tops = [term.applies_when, *(term.range or ())]
        if term.discretion is not None:
            tops += [term.discretion.opens_when, *(bound.value for bound in term.discretion.bounds)]
        if term.duty is not None:
            tops += [each.where for each in term.duty.fulfilled_by]
        yield from ((term.id, node) for top in tops if top for node in x.walk(top))
    for entry in policy.not_formalised:
        yield from ((str(entry.citation), node) for node in x.walk(entry.condition))
    for held in policy.properties:
        yield from ((held.name, node) for top in (held.claim, held.condition) for node in x.walk(top))


def _missing(node: Expression, policy: Policy) -> Iterator[str]:
    match node:
        case x.Read(term=term) | x.Used(term=term) if term not in policy.terms:
            yield term
        case x.ReadParameter(parameter=parameter) if parameter not in policy.parameters:
            yield parameter
        case x.Quantified(list=of) if of not in policy.lists:
            yield of
        case x.Moved(calendar=calendar) if calendar not in policy.calendars:
            yield calendar
    if node.type == LOOSE:
        yield "an amount without its period"


def _of_rule(rule: Rule, policy: Policy) -> Iterator[str]:
    if rule.subject not in policy.entities:
        yield f"subject {rule.subject}"
    if not rule.basis:
        yield "no basis"
    if rule.conclusion is not None and rule.conclusion.term not in policy.terms:
        yield rule.conclusion.term
    if rule.id in rule.targets or (rule.kind == "exception" and not rule.targets):
        yield "targets"
    yield from (target for target in rule.targets if target not in policy.rules)
    if rule.reading is not None and rule.reading[0] not in policy.interpretations:
        yield rule.reading[0]
    if (rule.kind == "presumption") != (rule.unless_shown is not None):
        yield "counter-fact"


def _of_term(term: Term, policy: Policy) -> Iterator[str]:
    yield from (id for id in (term.entity, term.body, term.decided_as) if id and id not in policy.entities)
    for each in term.duty.fulfilled_by if term.duty else ():
        yield from (id for id in (each.term,) if id and id not in policy.terms)
        yield from (id for id in (each.list,) if id and id not in policy.lists)
        yield from (id for id in (each.part,) if id and id not in policy.parts)
    for before in term.duty.before if term.duty else ():
        yield from () if before == "decision" or before in policy.terms else (before,)


def _of_case(case: object, policy: Policy) -> Iterator[str]:
    known = policy.terms.keys() | policy.lists.keys() | policy.parameters.keys()
    for given in case.given:  # type: ignore[attr-defined]
        yield from () if given.term in known else (given.term,)
    for expected in case.expected:  # type: ignore[attr-defined]
        yield from () if expected.term in known or not expected.term else (expected.term,)
        yield from (id for id, _ in expected.waits_for if id not in known)

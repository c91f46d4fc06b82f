"""Amounts that are rounded and then reckoned on with: rounded once more, multiplied or divided.

Found in the plan; whether it can change what comes out, and in which case, is for the solver. Start reading at
`hazards`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs
from attrs import frozen

from engine.model import expressions as x
from engine.model.case import Case, Options
from engine.model.expressions import Expression
from engine.model.policy import Policy, Rule
from engine.solver.ask import STEPS, Found, Outcome, compare
from engine.solver.days import FIRST, LAST
from engine.solver.plainly import sought

TWICE, EARLY = "twice", "early"
TURNS = 150
"""How many steps are tried for each number."""


@frozen
class Hazard:
    """A rounding (`rounding`, in the rule `first`) whose result the rule `then` reckons on with; both by id.

    `kind` is `twice`, where it is rounded again, or `early`, where it is multiplied or divided.
    """

    kind: str
    first: str
    rounding: x.Rounded
    then: str
    term: str
    """The amount that may come out otherwise."""


Origin = tuple[str, x.Rounded]


def hazards(policy: Policy) -> list[Hazard]:
    """Every rounding that something is reckoned from further on, in the order of rules, each with a rule once."""
    flows = _flows(policy)
    found: dict[Hazard, None] = {}
    for rule in _valued(policy):
        for kind, (first, rounding) in _met(rule, _value(rule), flows):
            found[Hazard(kind, first, rounding, rule.id, _concluded(rule))] = None
    return list(found)


def changes(policy: Policy, hazard: Hazard, steps: int = STEPS) -> Found:
    """A case in which an amount comes out otherwise without the first rounding; `after` is what it then is.

    Numbers near where the rounding turns are tried first, in a case in which the amount has a value: that is where a
    difference lies, and where the solver is slow.
    """
    other = without(policy, hazard)
    pair = compare(policy, other, [hazard.term], (FIRST, LAST), Options()).pair(hazard.term)
    before, after = pair.values
    known = [before.settled, after.settled]
    base = sought(pair, known, lambda one, other: None not in (one, other), steps)
    for case in _near_the_turn(policy, base.case, hazard.rounding.step) if base.case is not None else ():
        values = pair.outcomes(case)
        if _differ(*values):
            return Found("case", case, *values)
    return sought(pair, [*known, before.value != after.value], _differ, steps)


def _differ(one: Outcome, other: Outcome) -> bool:
    return None not in (one, other) and bool(one != other)


def _near_the_turn(policy: Policy, case: Case, step: Fraction) -> Iterator[Case]:
    """The case with one of its numbers just below, and on, the middle of a step."""
    for key in sorted(case.facts, key=str):
        if policy.terms[key[0]].type.kind != "number" or len(case.facts[key]) != 1:
            continue
        (said,) = case.facts[key]
        for number in range(TURNS):
            for part in (Fraction(1, 2), Fraction(9, 20)):
                moved = attrs.evolve(said, state="known", value=step * (number + part))
                yield attrs.evolve(case, facts={**case.facts, key: (moved,)})


def without(policy: Policy, hazard: Hazard) -> Policy:
    """The policy with the first rounding left out."""
    rule = policy.rules[hazard.first]
    assert rule.conclusion is not None
    value = _replaced(_value(rule), hazard.rounding)
    changed = attrs.evolve(rule, conclusion=attrs.evolve(rule.conclusion, value=value))
    return attrs.evolve(policy, rules={**policy.rules, rule.id: changed})


# ── where a rounding flows ──────────────────────────────────────────────────────────────────────────────────────


def _valued(policy: Policy) -> list[Rule]:
    return [policy.rules[id] for id in sorted(policy.rules) if _has_value(policy.rules[id])]


def _has_value(rule: Rule) -> bool:
    return rule.conclusion is not None and rule.conclusion.value is not None


def _concluded(rule: Rule) -> str:
    assert rule.conclusion is not None
    return rule.conclusion.term


def _value(rule: Rule) -> Expression:
    assert rule.conclusion is not None
    assert rule.conclusion.value is not None
    return rule.conclusion.value


def _flows(policy: Policy) -> dict[str, dict[Origin, None]]:
    """The roundings whose result reaches each term, through other terms too."""
    found: dict[str, dict[Origin, None]] = {}
    rules, grown = _valued(policy), True
    while grown:
        grown = False
        for rule in rules:
            of_term = found.setdefault(_concluded(rule), {})
            size = len(of_term)
            of_term.update(dict.fromkeys(_reaching(rule, _value(rule), found)))
            grown = grown or len(of_term) > size
    return found


def _reaching(rule: Rule, node: Expression, flows: dict[str, dict[Origin, None]]) -> Iterator[Origin]:
    """The roundings that reach an expression; what lies inside one is reached through it alone."""
    if isinstance(node, x.Rounded):
        yield rule.id, node
    elif isinstance(node, x.Read):
        yield from flows.get(node.term, {})
    else:
        for part in _reckoned(node):
            yield from _reaching(rule, part, flows)


def _met(rule: Rule, node: Expression, flows: dict[str, dict[Origin, None]]) -> Iterator[tuple[str, Origin]]:
    """Each rounding that is rounded again, multiplied or divided in an expression."""
    parts = _reckoned(node)
    kind = TWICE if isinstance(node, x.Rounded) else EARLY if isinstance(node, x.Product | x.Quotient) else ""
    for part in parts:
        if kind:
            yield from ((kind, origin) for origin in _reaching(rule, part, flows))
        yield from _met(rule, part, flows)


def _reckoned(node: Expression) -> tuple[Expression, ...]:
    """The parts a value is made of; what only decides which is left out."""
    match node:
        case x.If(then=then, otherwise=otherwise):
            return then, otherwise
        case x.Quantified(body=body):
            return (body,) if body is not None else ()
        case x.Compare() | x.And() | x.Or() | x.Not() | x.Between():
            return ()
    return x.children(node)


def _replaced(node: Expression, gone: x.Rounded) -> Expression:
    """An expression with a rounding replaced by what is rounded."""
    if node == gone:
        return gone.part
    changed: dict[str, Any] = {}
    for attribute in attrs.fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, Expression):
            changed[attribute.name] = _replaced(value, gone)
        elif isinstance(value, tuple) and value and all(isinstance(one, Expression) for one in value):
            changed[attribute.name] = tuple(_replaced(one, gone) for one in value)
    return attrs.evolve(node, **changed)

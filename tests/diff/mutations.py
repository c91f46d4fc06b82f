"""Small slips in a policy, as a hand makes them: an exception dropped, *and* for *or*, a threshold moved, a day off.

Each is a policy that differs from the first in one place. Start reading at `mutations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import attrs
from attrs import evolve

from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Conclusion, Period, Policy, Rule

Mutation = tuple[str, str, Policy]
"""What was done, to which rule, and the policy with it."""
OPPOSITE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def mutations(policy: Policy) -> Iterator[Mutation]:
    """Every single slip in every rule, rule by rule."""
    for id, rule in sorted(policy.rules.items()):
        if rule.kind == "exception":
            yield "exception dropped", id, _without(policy, id)
        for what, changed in _of_rule(rule):
            yield what, id, evolve(policy, rules={**policy.rules, id: changed})


def _without(policy: Policy, id: str) -> Policy:
    rules = {other: _untargeted(rule, id) for other, rule in policy.rules.items() if other != id}
    return evolve(policy, rules=rules)


def _untargeted(rule: Rule, id: str) -> Rule:
    if id not in rule.targets:
        return rule
    return evolve(rule, targets=tuple(target for target in rule.targets if target != id))


def _of_rule(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for what, condition in _slips(rule.condition):
        yield f"{what} in the condition", evolve(rule, condition=condition)
    if rule.conclusion is not None and rule.conclusion.value is not None:
        for what, value in _slips(rule.conclusion.value):
            yield f"{what} in the value", evolve(rule, conclusion=_with_value(rule.conclusion, value))
    if rule.validity.first is not None:
        later = Period(rule.validity.first + timedelta(days=1), rule.validity.last)
        yield "in force a day later", evolve(rule, validity=later)


def _with_value(conclusion: Conclusion, value: Expression) -> Conclusion:
    return evolve(conclusion, value=value)


def _slips(node: Expression) -> Iterator[tuple[str, Expression]]:
    """Every expression that differs from this one in one place."""
    match node:
        case x.And(parts=parts):
            yield "or for and", x.Or(parts, type=node.type)
        case x.Or(parts=parts):
            yield "and for or", x.And(parts, type=node.type)
        case x.Compare(op=op) if op in OPPOSITE:
            yield f"{OPPOSITE[op]} for {op}", evolve(node, op=OPPOSITE[op])
        case x.Literal(value=Fraction() as value) if node.type.is_money:
            yield "a krone more", evolve(node, value=value + 1)
        case x.Literal(value=Fraction() as value):
            yield "one more", evolve(node, value=value + 1)
        case x.Literal(value=date() as value):
            yield "a day later", evolve(node, value=value + timedelta(days=1))
    for field in attrs.fields(type(node)):
        held = getattr(node, field.name)
        if isinstance(held, Expression):
            for what, changed in _slips(held):
                yield what, evolve(node, **{field.name: changed})
        elif isinstance(held, tuple) and held and all(isinstance(part, Expression) for part in held):
            for number, part in enumerate(held):
                for what, changed in _slips(part):
                    yield what, evolve(node, **{field.name: (*held[:number], changed, *held[number + 1 :])})

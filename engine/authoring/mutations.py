"""Small slips in a policy, as a hand makes them: an exception dropped, *and* for *or*, a threshold moved, a day off.

Each is a policy that differs from the first in one place. A threshold is moved to the side on which its comparison
changes its answer, so that the case just above and the case just below each find a slip of their own. Values of
parameters are read in official texts and held against them elsewhere; they are left as they are.
Start reading at `mutations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from attrs import evolve, frozen

from engine.model import expressions as x
from engine.model.expressions import YES, Expression
from engine.model.policy import Period, Policy, Rule, Term
from engine.source import Span

OPPOSITE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
OUTWARDS = {"<": -1, "<=": 1, ">": 1, ">=": -1, "=": 1, "!=": 1}
"""Which way to move what a comparison is with so that the nearest value on the other side changes its answer."""
ROUNDED = {"down": "up", "up": "down", "nearest": "down"}
DAY = timedelta(days=1)


@frozen
class Mutation:
    """One slip: what was done, of which rule or term, where it is written; `changed` is `None` when it was dropped.

    `what` goes before the author's words at `span`; where that is the whole item, before `about`, if anything.
    """

    what: str
    owner: str
    span: Span
    changed: Rule | Term | None
    about: str = ""

    def policy(self, before: Policy) -> Policy:
        """The policy with the slip in it."""
        if self.changed is None:
            return _without(before, self.owner)
        if isinstance(self.changed, Term):
            return evolve(before, terms={**before.terms, self.owner: self.changed})
        return evolve(before, rules={**before.rules, self.owner: self.changed})


Slip = tuple[str, Span, Expression]


def mutations(policy: Policy) -> Iterator[Mutation]:
    """Every single slip: in each rule, then in what each assessment is bound by.

    When an assessment opens decides what is asked, and no outcome of a case that answers what it is asked.
    """
    for _, rule in sorted(policy.rules.items()):
        yield from _of_rule(policy, rule)
    for _, term in sorted(policy.terms.items()):
        yield from _of_term(term)


def _without(policy: Policy, id: str) -> Policy:
    rules = {other: _untargeted(rule, id) for other, rule in policy.rules.items() if other != id}
    return evolve(policy, rules=rules)


def _untargeted(rule: Rule, id: str) -> Rule:
    if id not in rule.targets:
        return rule
    return evolve(rule, targets=tuple(target for target in rule.targets if target != id))


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_rule(policy: Policy, rule: Rule) -> Iterator[Mutation]:
    if rule.kind == "exception":
        yield Mutation("left out", rule.id, rule.span, None)
    if rule.unless_shown is not None:
        name = policy.terms[rule.unless_shown[0]].name
        yield Mutation("without the counter-evidence", rule.id, rule.span, evolve(rule, unless_shown=None), name)
    for what, span, condition in _of_condition(rule.condition):
        yield Mutation(what, rule.id, span, evolve(rule, condition=condition))
    conclusion = rule.conclusion
    if conclusion is not None and conclusion.value is not None:
        for what, span, value in slips(conclusion.value):
            yield Mutation(what, rule.id, span, evolve(rule, conclusion=evolve(conclusion, value=value)))
    if rule.read_on is not None:
        for what, span, day in slips(rule.read_on):
            yield Mutation(what, rule.id, span, evolve(rule, read_on=day))
    covers = policy.sources[rule.source].covers
    for what, about, period in _moved(rule.validity, covers):
        yield Mutation(what, rule.id, rule.span, evolve(rule, validity=period), about)


def _of_condition(condition: Expression) -> Iterator[Slip]:
    if condition != YES and not isinstance(condition, x.And):
        yield "without the condition", condition.span, YES
    yield from slips(condition)


def _moved(period: Period, covers: Period) -> Iterator[tuple[str, str, Period]]:
    """The days in force, a day off at either end; not where the source is covered no further."""
    first, last = period.first, period.last
    if first is not None and (covers.first is None or covers.first < first):
        yield "in force a day later than", str(first), Period(first + DAY, last)
        yield "in force a day earlier than", str(first), Period(first - DAY, last)
    if last is not None and (covers.last is None or last < covers.last):
        yield "in force a day shorter than to", str(last), Period(first, last - DAY)
        yield "in force a day longer than to", str(last), Period(first, last + DAY)


# ── assessments ─────────────────────────────────────────────────────────────────────────────────────────────────


def _of_term(term: Term) -> Iterator[Mutation]:
    clauses = term.discretion
    if clauses is None:
        return
    for number, bound in enumerate(clauses.bounds):
        for what, span, value in slips(bound.value):
            moved = (*clauses.bounds[:number], evolve(bound, value=value), *clauses.bounds[number + 1 :])
            yield Mutation(what, term.id, span, evolve(term, discretion=evolve(clauses, bounds=moved)))


# ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────────


def slips(node: Expression) -> Iterator[Slip]:
    """Every expression that differs from this one in one place, with what was done and where."""
    for what, changed in _here(node):
        yield what, node.span, changed
    for field in attrs.fields(type(node)):
        held = getattr(node, field.name)
        if isinstance(held, Expression):
            for what, span, changed in _within(node, held):
                yield what, span, _with(node, field.name, changed)
        elif isinstance(held, tuple) and held and all(isinstance(part, Expression) for part in held):
            yield from _in_parts(node, field.name, held)


def _with(node: Expression, field: str, operand: Any) -> Expression:
    """The node with another operand."""
    changes: dict[str, Any] = {field: operand}
    return evolve(node, **changes)


def _in_parts(node: Expression, field: str, parts: tuple[Expression, ...]) -> Iterator[Slip]:
    for number, part in enumerate(parts):
        before, after = parts[:number], parts[number + 1 :]
        if isinstance(node, x.And | x.Or):
            rest = (*before, *after)
            yield "without", part.span, rest[0] if len(rest) == 1 else evolve(node, parts=rest)
        for what, span, changed in slips(part):
            yield what, span, _with(node, field, (*before, changed, *after))


def _within(node: Expression, held: Expression) -> Iterator[Slip]:
    """The slips in one operand; a bare number or day is moved the way the operator around it asks for."""
    if isinstance(held, x.Literal) and isinstance(node, x.Compare):
        direction = OUTWARDS[node.op] * (1 if held is node.right else -1)
        yield from ((what, held.span, changed) for what, changed in _shifted(held, direction))
    elif isinstance(held, x.Literal) and isinstance(node, x.Between) and held is not node.part:
        for direction in (1, -1):
            yield from ((what, held.span, changed) for what, changed in _shifted(held, direction))
    else:
        yield from slips(held)


def _here(node: Expression) -> Iterator[tuple[str, Expression]]:
    match node:
        case x.And(parts=parts):
            yield "`or` for `and` in", x.Or(parts, type=node.type, span=node.span)
        case x.Or(parts=parts):
            yield "`and` for `or` in", x.And(parts, type=node.type, span=node.span)
        case x.Compare(op=op):
            yield f"`{OPPOSITE[op]}` for `{op}` in", evolve(node, op=OPPOSITE[op])
        case x.Lesser():
            yield "the greater for the lesser in", x.Greater(node.parts, node.limit, type=node.type, span=node.span)
        case x.Greater():
            yield "the lesser for the greater in", x.Lesser(node.parts, node.limit, type=node.type, span=node.span)
        case x.Rounded(direction=direction):
            other = ROUNDED[direction]
            yield f"rounded {other} instead in", evolve(node, direction=other, tie="")
        case x.Sum(signs=signs):
            for number, sign in enumerate(signs[1:], start=1):
                turned = (*signs[:number], -sign, *signs[number + 1 :])
                yield f"part {number + 1} {'taken from' if sign > 0 else 'added to'}", evolve(node, signs=turned)
        case x.Shifted(count=count, unit=unit):
            more = count + (1 if count >= 0 else -1)
            yield f"a {unit} more in", evolve(node, count=more)
        case x.Quantified(kind="any"):
            yield "`every` for `any` in", evolve(node, kind="every")
        case x.Quantified(kind="every"):
            yield "`any` for `every` in", evolve(node, kind="any")
        case x.Literal():
            yield from _shifted(node, 1)


def _shifted(node: x.Literal, direction: int) -> Iterator[tuple[str, Expression]]:
    """A number by one, money by a krone, a share by a percent, a date by a day."""
    match node.value:
        case Fraction() as value:
            step, one = (Fraction(1, 100), "a percent") if node.type.percent else (Fraction(1), "one")
            one = "a krone" if node.type.is_money else one
            yield f"{one} {'more' if direction > 0 else 'less'} than", evolve(node, value=value + direction * step)
        case date() as value:
            yield f"a day {'later' if direction > 0 else 'earlier'} than", evolve(node, value=value + direction * DAY)

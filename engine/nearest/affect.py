"""Which facts somebody can affect, and what they could be instead.

A fact the policy says cannot change is left out, and so is a day that has passed and a text. What the law leaves to
a person's judgment is no fact: nobody is told to get another assessment. Start reading at `affectable`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from engine.evaluate.decision import ConditionStep, Decision, RuleStep, TermStep
from engine.model import expressions as model
from engine.model.case import Case, Key
from engine.model.expressions import Value
from engine.model.policy import Policy, Term
from engine.nearest.trial import fact_on

Sides = tuple[tuple[Fraction, Fraction], ...]

_PERIODS = (1, 12)
_FARTHEST = 40
"""How often the distance is doubled: from one krone to more than there is."""


def affectable(policy: Policy, decision: Decision) -> tuple[Key, ...]:
    """The decisive facts whose value somebody could change, in the order they were met."""
    found = ((term, member) for term, member, decisive in decision.facts if decisive)
    return tuple(key for key in found if _can_change(policy.terms[key[0]], decision.case, key))


def assessed(policy: Policy, decision: Decision) -> tuple[Key, ...]:
    """The decisive assessments and powers."""
    found = ((term, member) for term, member, decisive in decision.facts if decisive)
    return tuple(key for key in found if policy.terms[key[0]].kind != "fact")


def _can_change(term: Term, case: Case, key: Key) -> bool:
    value = fact_on(case, key)
    if term.kind != "fact" or term.cannot_change or value is None or term.type.kind == "text":
        return False
    return not isinstance(value, date) or value >= (case.decided_on or case.day)


def is_number(policy: Policy, key: Key) -> bool:
    """Whether a fact is reckoned with: a number, or a day."""
    return policy.terms[key[0]].type.kind in ("number", "date")


def words_instead(policy: Policy, case: Case, key: Key) -> tuple[Value, ...]:
    """The other answers to a question that is not about a number."""
    term, value = policy.terms[key[0]], fact_on(case, key)
    if term.type.kind == "yes_no":
        return (not value,)
    return tuple(it for it in term.type.choices if it != value)


def as_number(value: Value) -> Fraction:
    """A number, or a day by its number."""
    return Fraction(value.toordinal()) if isinstance(value, date) else Fraction(value)


def as_value(policy: Policy, key: Key, number: Fraction) -> Value:
    """The number as the fact has it."""
    if policy.terms[key[0]].type.kind == "date":
        return date.fromordinal(int(number))
    return number


def step_of(policy: Policy, key: Key) -> Fraction:
    """The least change worth telling: a krone, a year, a day; of a share, a hundredth."""
    return Fraction(1, 100) if policy.terms[key[0]].type.percent else Fraction(1)


def ends_of(policy: Policy, case: Case, key: Key) -> tuple[Fraction, Fraction]:
    """The least and the greatest the fact may be; without a declared range, as far as is worth looking.

    A day is not moved to before the decision.
    """
    term, value = policy.terms[key[0]], as_number(fact_on(case, key))  # type: ignore[arg-type]
    if term.type.kind == "date":
        first = case.decided_on or case.day
        return Fraction(first.toordinal()), value + 3660
    ends = [it.value for it in term.range or () if isinstance(it, model.Literal)]
    if len(ends) == 2:
        return as_number(ends[0]), as_number(ends[1])
    if term.type.percent:
        return Fraction(0), Fraction(1)
    return min(Fraction(0), value), Fraction(100_000_000) if term.type.is_money else value + 10_000


def numbers_instead(policy: Policy, case: Case, key: Key, met: list[Fraction]) -> tuple[Fraction, ...]:
    """Numbers worth trying, in order: what rules compare with, each with its neighbours, and a ladder between."""
    value, step = as_number(fact_on(case, key)), step_of(policy, key)  # type: ignore[arg-type]
    least, greatest = ends_of(policy, case, key)
    tried = {least, greatest, value}
    for it in met:
        whole = step * (it // step)
        tried |= {whole - step, whole, whole + step}
    for doubled in range(_FARTHEST):
        tried |= {value - step * 2**doubled, value + step * 2**doubled}
    return tuple(sorted(it for it in tried if least <= it <= greatest))


def grid(policy: Policy, case: Case, key: Key, sides: Sides) -> tuple[Fraction, ...]:
    """Where to begin drawing: the ends, where the number is, what rules compare with, and a coarse ladder between."""
    value, step = as_number(fact_on(case, key)), step_of(policy, key)  # type: ignore[arg-type]
    least, greatest = ends_of(policy, case, key)
    ladder = {value + sign * step * 16**power for power in range(1, _FARTHEST // 4) for sign in (1, -1)}
    tried = {least, greatest, value, *ladder, *limits(case, key, sides)}
    return tuple(sorted(it for it in tried if least <= it <= greatest))


def limits(case: Case, key: Key, sides: Sides) -> list[Fraction]:
    """Where a fact would have to be for a comparison on the way to turn, if it counted in full or by the month."""
    value = as_number(fact_on(case, key))  # type: ignore[arg-type]
    found: set[Fraction] = set()
    for left, right in sides:
        found |= {left, right, *(value + sign * (right - left) * per for sign in (1, -1) for per in _PERIODS)}
    return sorted(found)


def sides_of(decision: Decision) -> Sides:
    """The two sides of every comparison of numbers in the derivations of the answers, each pair once, in order."""
    return tuple(sorted(set(_sides(decision))))


def _sides(decision: Decision) -> Iterator[tuple[Fraction, Fraction]]:
    for step in steps_of(decision):
        node, values = step.expression, [part.value for part in step.parts]
        if isinstance(node, (model.Compare, model.Lesser, model.Greater, model.Between)):
            numbers = [it for it in values if isinstance(it, Fraction)]
            yield from ((numbers[0], other) for other in numbers[1:])


def steps_of(decision: Decision) -> Iterator[ConditionStep]:
    """Every step of every expression in the derivations, each term once, on the first day of each answer."""
    stack: list[TermStep] = [answer.segments[0].derivation() for answer in decision.answers]
    seen: set[tuple[str, str | None, date | None]] = set()
    while stack:
        term = stack.pop()
        if (term.id, term.member, term.day) in seen:
            continue
        seen.add((term.id, term.member, term.day))
        for step in _inside(term):
            yield step
            if step.reads is not None:
                stack.append(step.reads)


def _inside(term: TermStep) -> Iterator[ConditionStep]:
    rules: list[RuleStep] = list(term.rules)
    steps = [it for it in (term.door, term.applies) if it is not None]
    while rules or steps:
        if rules:
            rule = rules.pop()
            rules.extend(rule.exceptions)
            steps.extend(it for it in (rule.condition, rule.value_step) if it is not None)
        else:
            step = steps.pop()
            yield step
            steps.extend(step.parts)
            rules.extend(step.otherwise)


def next_day(day: date) -> date:
    return day + timedelta(days=1)

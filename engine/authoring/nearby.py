"""Cases beside a case: one fact, one assessment or the day otherwise, and first of all just on and beside a threshold.

An author who lacks a case is shown one that differs from a case they wrote in as little as it can. What is given in
vain is taken out again. Start reading at `telling`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from engine.authoring.mutations import Mutation
from engine.evaluate.decide import answered
from engine.evaluate.decision import Answer
from engine.evaluate.order import CyclicPolicy
from engine.evaluate.runtime import shift
from engine.model import expressions as x
from engine.model.case import Assessment, Case, Key, Options, Statement
from engine.model.expressions import Expression, Value
from engine.model.policy import CaseExample, Policy, Rule, Term
from engine.records.examples import case_of

DAY = timedelta(days=1)
MOST_TRIED = 120
"""How many cases are tried for one slip, before no proposal is made."""

Outcome = dict[Key, tuple[tuple[date, date, Value | None], ...]]


@frozen
class Telling:
    """A case whose outcome a slip would change, the terms it would change, and the case it was made from."""

    case: Case
    keys: tuple[Key, ...]
    beside: CaseExample


def telling(
    before: Policy, after: Policy, mutation: Mutation, terms: tuple[str, ...], examples: list[CaseExample]
) -> Telling | None:
    """A case that tells two policies apart in some terms, as near as may be to one of those there are."""
    rule, tried = before.rules[mutation.owner], 0
    for example in examples:
        case, options = case_of(before, example)
        if options != Options():
            continue  # a case under another reading, or of another day's knowledge, is its own
        for near in _beside(before, evolve(case, last=None, requested=terms), rule, mutation):
            tried += 1
            if tried > MOST_TRIED:
                return None
            keys = _told_apart(before, after, near)
            if keys:
                return _smallest(before, after, Telling(near, keys, example))
    return None


def outcome(policy: Policy, case: Case) -> Outcome:
    """What each term asked for comes to, by stretches of days; empty where the policy cannot be run."""
    try:
        answers = answered(policy, case).answers
    except CyclicPolicy:
        return {}
    return {(it.term, it.member): _joined(it) for it in answers}


def _joined(answer: Answer) -> tuple[tuple[date, date, Value | None], ...]:
    """The values by stretches of days; neighbours that differ only in their grounds are one."""
    found: list[tuple[date, date, Value | None]] = []
    for segment in answer.segments:
        if found and found[-1][2] == segment.value:
            found[-1] = (found[-1][0], segment.last, segment.value)
        else:
            found.append((segment.first, segment.last, segment.value))
    return tuple(found)


def _told_apart(before: Policy, after: Policy, case: Case) -> tuple[Key, ...]:
    """The terms that are settled, and come out otherwise with the slip."""
    old = outcome(before, case)
    if not old or any(value is None for segments in old.values() for *_, value in segments):
        return ()
    new = outcome(after, case)
    return tuple(key for key, segments in old.items() if segments != new.get(key))


def _smallest(before: Policy, after: Policy, found: Telling) -> Telling:
    """The same case with nothing in it that it does as well without."""
    case = evolve(found.case, requested=tuple(dict.fromkeys(term for term, _ in found.keys)))
    old = {key: segments for key, segments in outcome(before, case).items() if key in found.keys}
    for part in ("facts", "assessments", "lists"):
        for key in list(getattr(case, part)):
            changes: dict[str, Any] = {part: {o: it for o, it in getattr(case, part).items() if o != key}}
            less = evolve(case, **changes)
            if part == "lists" and _speaks_of_members(less):
                continue
            now, new = outcome(before, less), outcome(after, less)
            if all(now.get(key) == segments and new.get(key) != segments for key, segments in old.items()):
                case = less
    return evolve(found, case=case)


def _speaks_of_members(case: Case) -> bool:
    """Whether something is given of a member that no list has any more."""
    listed = {member for members in case.lists.values() for member in members.ids}
    return any(member is not None and member not in listed for _, member in (*case.facts, *case.assessments))


# ── cases beside a case ─────────────────────────────────────────────────────────────────────────────────────────


def _beside(policy: Policy, case: Case, rule: Rule, mutation: Mutation) -> Iterator[Case]:
    edge = _edge(mutation)
    if edge is not None:
        yield evolve(case, day=edge - DAY, last=edge)
        return
    yield case
    here = list(_on_thresholds(policy, case, rule))
    yield from here
    yield from _one_otherwise(policy, case)
    for one in here[:12]:
        yield from _one_otherwise(policy, one)


def _edge(mutation: Mutation) -> date | None:
    """The first day of what a slip in the days in force moved."""
    if not mutation.what.startswith("in force"):
        return None
    day = date.fromisoformat(mutation.about)
    return day + DAY if mutation.what.endswith("to") else day


def _on_thresholds(policy: Policy, case: Case, rule: Rule) -> Iterator[Case]:
    """The case with a fact on each threshold the rule compares it with, and just below and above."""
    value = rule.conclusion.value if rule.conclusion is not None else None
    for whole in (rule.condition, *((value,) if value is not None else ())):
        for node in x.walk(whole):
            match node:
                case x.Compare(left=left, right=right):
                    yield from _at(policy, case, left, right)
                    yield from _at(policy, case, right, left)
                case x.Between(part=part, low=low, high=high):
                    yield from _at(policy, case, part, low)
                    yield from _at(policy, case, part, high)


def _at(policy: Policy, case: Case, side: Expression, other: Expression) -> Iterator[Case]:
    limit = _known(case, other)
    match side:
        case x.Read(term=term, owner=None) if limit is not None:
            for near in _around(limit, policy.terms[term]):
                yield with_value(policy, case, (term, None), near)
        case x.FullPeriods(unit=unit, first=x.Read(term=term, owner=None), last=last) if isinstance(limit, Fraction):
            end = _known(case, last)
            born = shift(end, -int(limit), unit) if isinstance(end, date) and limit.denominator == 1 else None
            if born is not None:
                for near in (born, born + DAY, born - DAY):
                    yield with_value(policy, case, (term, None), near)


def _known(case: Case, node: Expression) -> Value | None:
    """What an expression comes to where it says so itself, or the case does."""
    match node:
        case x.Literal(value=value):
            return value
        case x.TheDay():
            return case.day
        case x.Read(term=term, owner=None):
            said = case.facts.get((term, None), ())
            return said[0].value if len(said) == 1 else None
        case x.Shifted(count=count, unit=unit, day=day):
            known = _known(case, day)
            return shift(known, count, unit) if isinstance(known, date) else None
    return None


def _around(limit: Value, term: Term) -> Iterator[Value]:
    if isinstance(limit, date):
        yield from (limit, limit + DAY, limit - DAY)
    elif isinstance(limit, Fraction):
        step = Fraction(1, 100) if term.type.percent else Fraction(1)
        yield from (value for value in (limit, limit + step, limit - step) if value >= 0)


def _one_otherwise(policy: Policy, case: Case) -> Iterator[Case]:
    """The case with one thing it gives answered otherwise: another answer, one more and less, a day on either side."""
    for (id, member), said in case.facts.items():
        if len(said) == 1 and said[0].value is not None:
            for value in _others(policy.terms[id], said[0].value):
                yield with_value(policy, case, (id, member), value)
    for (id, member), given in case.assessments.items():
        if len(given) == 1 and given[0].value is not None:
            for value in _others(policy.terms[id], given[0].value):
                yield with_value(policy, case, (id, member), value)
        elif len(given) == 1 and given[0].used is not None:
            turned = evolve(given[0], used=not given[0].used)
            yield evolve(case, assessments={**case.assessments, (id, member): (turned,)})


def _others(term: Term, value: Value) -> Iterator[Value]:
    type = term.amount_type or term.type
    if isinstance(value, bool):
        yield not value
    elif type.kind == "choice":
        yield from (choice for choice in type.choices if choice != value)
    else:
        yield from (near for near in _around(value, term) if near != value)


def with_value(policy: Policy, case: Case, key: Key, value: Value) -> Case:
    """The case with a fact or an assessment of this value on all days."""
    if policy.terms[key[0]].kind == "fact":
        return evolve(case, facts={**case.facts, key: (Statement("known", value),)})
    before = case.assessments.get(key, ())
    used = before[0].used if before else None
    return evolve(case, assessments={**case.assessments, key: (Assessment(value=value, used=used, complete=True),)})

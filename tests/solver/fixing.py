"""A case said to the solver, so that what it then says of a term can be held against the evaluator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import z3

from engine.evaluate.assessments import departs, lacks
from engine.model.case import Case
from engine.model.policy import Policy
from engine.solver import days
from engine.solver.ask import Pair
from engine.solver.days import Day
from engine.solver.world import MEMBERS, Given, real


def fits(case: Case, policy: Policy) -> bool:
    """Whether the lists of a case are short enough, and its numbers have at most two decimals."""
    ids = _ids(case, policy)
    numbers = [s.value for said in case.facts.values() for s in said if isinstance(s.value, Fraction)]
    numbers += [a.value for said in case.assessments.values() for a in said if isinstance(a.value, Fraction)]
    return all(len(each) <= MEMBERS for each in ids.values()) and all(100 % n.denominator == 0 for n in numbers)


def said(pair: Pair, policy: Policy, case: Case) -> list[Any]:
    """Everything a case holds, as conditions of the solver."""
    ids = _ids(case, policy)
    found = [_is_day(pair.world.day, case.day)]
    for given in pair.world.given.values():
        entity = given.term.entity
        member = None
        if given.members:
            here = ids.get(entity, [])
            member = here[given.members[0]] if given.members[0] < len(here) else "nobody"
        found += _given(pair, given, member, case)
    for (list, owner), (here, whole) in pair.world.lists.items():
        owned = ids.get(policy.lists[list].owner, [])
        who = None if not owner else owned[owner[0]] if owner[0] < len(owned) else "nobody"
        members = case.lists.get((list, who))
        names = ids.get(policy.lists[list].member, [])
        inside = set(members.ids) if members else set()
        found += [one == (n < len(names) and names[n] in inside) for n, one in enumerate(here)]
        found.append(whole == bool(members and members.complete))
    return found


def _ids(case: Case, policy: Policy) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for (list, _), members in case.lists.items():
        found.setdefault(policy.lists[list].member, set()).update(members.ids)
    return {entity: sorted(members) for entity, members in found.items()}


def _given(pair: Pair, given: Given, member: str | None, case: Case) -> list[Any]:
    """A thing given on the day it is read on: which day that is, only the solver knows, so each day is told apart."""
    key = given.term.id, member
    items: Any = case.facts.get(key, ()) if given.term.kind == "fact" else case.assessments.get(key, ())
    conditions: list[Any] = []
    outside: list[Any] = []
    for item in items:
        inside = z3.And(
            given.day.key >= (days.key_of(item.first) if item.first else 0),
            given.day.key <= (days.key_of(item.last) if item.last else 10**9),
        )
        outside.append(z3.Not(inside))
        conditions.append(z3.Implies(inside, z3.And(_states(pair, given, item))))
    conditions.append(z3.Implies(z3.And(outside), z3.And(_nothing(given))))
    return conditions


def _nothing(given: Given) -> list[Any]:
    flags = [given.known, given.unknown, given.departs, given.used, given.use]
    return [z3.Not(flag) for flag in flags if flag is not None]


def _states(pair: Pair, given: Given, item: Any) -> list[Any]:
    if given.term.kind == "fact":
        value = False if item.state == "not_shown" else item.value
        known = item.state != "unknown"
        return [given.known == known, given.unknown == (not known), *(_equal(pair, given, value) if known else [])]
    counts = item.state == "given" and not lacks(given.term, item)
    known = counts and item.value is not None
    used = counts and item.used is not None
    return [
        given.unknown == (item.state == "unknown"),
        given.known == known,
        given.departs == (counts and known and departs(item)),
        given.used == used,
        given.use == (used and bool(item.used)),
        *(_equal(pair, given, item.value) if known else []),
    ]


def _equal(pair: Pair, given: Given, value: Any) -> list[Any]:
    return [same(pair, given.value, value)]


def same(pair: Pair, formula: Any, value: Any) -> Any:
    """That a formula has a value."""
    if isinstance(formula, Day):
        return _is_day(formula, value)
    if isinstance(value, bool):
        return formula == value
    if isinstance(value, str):
        return formula == pair.world.word(value)
    return formula == real(Fraction(value))


def _is_day(day: Day, when: date) -> Any:
    return z3.And(*(one == number for one, number in zip(day.parts, (when.year, when.month, when.day), strict=True)))

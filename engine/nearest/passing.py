"""The days on which the answers change by themselves: every fact stays, and time passes.

Each day up to a bound is decided, so that no change is missed; the reasons are read off the derivations of the day and
of the day before. Start reading at `passing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from engine.evaluate.decision import ConditionStep, Decision
from engine.model import expressions as model
from engine.model.case import Case
from engine.model.expressions import walk
from engine.model.policy import Policy
from engine.nearest.affect import next_day, steps_of
from engine.nearest.found import Passed, Reason
from engine.nearest.trial import Spent, Trial

YEARS = 3
"""How far ahead is looked, from the last day decided."""

_MOST = 4
"""How many changes are told."""


def passing(trial: Trial, decision: Decision) -> tuple[tuple[Passed, ...], date, date | None, bool]:
    """The changes in order, the last day looked at, the last known day if any is not, and whether all was looked at."""
    found: list[Passed] = []
    day = decision.case.day
    until = (decision.case.last or day) + timedelta(days=YEARS * 365)
    try:
        before = trial.settled(at(decision.case, day))
        while day < until and len(found) < _MOST:
            day = next_day(day)
            now = trial.settled(at(decision.case, day))
            if now != before:
                passed = _passed(trial, decision, day)
                opened = [key for key in now if now[key] is None and before.get(key) is not None]
                if opened and not passed.reasons:
                    return tuple(found), day, day - timedelta(days=1), True
                found.append(passed)
            before = now
    except Spent:
        return tuple(found), day, None, False
    return tuple(found), day, None, True


def at(case: Case, day: date) -> Case:
    """The case on one day."""
    return evolve(case, day=day, last=None)


def _passed(trial: Trial, decision: Decision, day: date) -> Passed:
    eve = trial.decided(at(decision.case, day - timedelta(days=1)))
    now = trial.decided(at(decision.case, day))
    was = {(it.term, it.member): it.segments[0].value for it in eve.answers}
    changed = tuple(it for it in now.answers if was.get((it.term, it.member)) != it.segments[0].value)
    return Passed(day, changed, tuple(_reasons(trial.policy, eve, now, day)))


def _reasons(policy: Policy, eve: Decision, now: Decision, day: date) -> Iterator[Reason]:
    """What is new on the day: a value, a rule, a fact, or something asked of the day that turns."""
    for parameter in now.parameters:
        if parameter.first == day and parameter.decisive and parameter.value is not None:
            yield Reason("parameter", parameter.id)
    grounds = {id_: member for it in (*eve.answers, *now.answers) for id_, member, _ in it.segments[0].grounds}
    for id_, member in sorted(grounds.items()):
        validity = policy.rules[id_].validity
        if validity.first == day:
            yield Reason("begins", id_, member)
        elif validity.last is not None and next_day(validity.last) == day:
            yield Reason("ends", id_, member)
    for term, member, decisive in now.facts:
        said = now.case.facts.get((term, member), ())
        if decisive and any(it.first == day or (it.last and next_day(it.last) == day) for it in said):
            yield Reason("fact", term, member)
    yield from _turns(eve, now)


def _turns(eve: Decision, now: Decision) -> Iterator[Reason]:
    """The conditions on the day itself that have another value than the day before; outermost comparisons only."""
    was = {_mark(it): it.value for it in steps_of(eve) if _asks_of_the_day(it)}
    told: set[object] = set()
    for step in steps_of(now):
        mark = _mark(step)
        if mark in was and was[mark] != step.value and step.value is not None and mark not in told:
            told.add(mark)
            yield Reason("condition", step=step)


def _asks_of_the_day(step: ConditionStep) -> bool:
    if not isinstance(step.expression, (model.Compare, model.Between)):
        return False
    return any(isinstance(it, (model.TheDay, model.DayBegan, model.DaysWhere)) for it in walk(step.expression))


def _mark(step: ConditionStep) -> tuple[object, ...]:
    return id(step.expression), step.member, *(it.member for it in step.parts)

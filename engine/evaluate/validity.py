"""Step functions of the day: when a rule is in force, what a parameter is worth.

Both are tables made once per policy and read by bisection. Start reading at `in_force_steps`.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from engine.evaluate.slots import Steps
from engine.model.case import Options
from engine.model.policy import Parameter, ParameterValue, Period, Policy, Rule

_DAY = timedelta(days=1)


def coverage_steps(policy: Policy, source_id: str) -> Steps:
    """`True` on the days a source covers, `None` on others, for each stretch of days."""
    source = policy.sources.get(source_id)
    covers = source.covers if source else Period()
    return _steps([covers], lambda day: True if covers.holds(day) else None)


def in_force_steps(policy: Policy, options: Options, rule: Rule) -> Steps:
    """`True` where a rule is in force, `False` where not, for each stretch of days."""
    periods = _in_force(policy, options, rule)
    if periods is None:
        return (), (False,)
    return _steps(periods, lambda day: all(period.holds(day) for period in periods))


def is_in_force(policy: Policy, options: Options, rule: Rule, day: date) -> bool:
    """Whether a rule is in force on one day, the day it is read on."""
    periods = _in_force(policy, options, rule)
    return periods is not None and all(period.holds(day) for period in periods)


def _in_force(policy: Policy, options: Options, rule: Rule) -> list[Period] | None:
    """The periods a day must lie in for a rule to be in force; `None` where it is in force on no day."""
    periods = source_periods(policy, options, rule.source, rule.once_commenced)
    if periods is None:
        return None
    term = policy.terms.get(rule.conclusion.term) if rule.conclusion else None
    return [*periods, rule.validity, *([term.validity] if term else [])]


def source_periods(
    policy: Policy, options: Options, source_id: str, once_commenced: bool = False
) -> list[Period] | None:
    """The limits supposing sets to when a source is law; `None` where it waits for a date nobody supposes.

    Adopted law is law from the day supposed, and what it `replaces` is law to the day before.
    """
    source, supposed = policy.sources.get(source_id), options.supposed.get(source_id)
    uncommenced = once_commenced or bool(source and source.once_commenced)
    if uncommenced and supposed is None:
        return None
    periods = [Period(supposed, None)] if uncommenced else []
    for other, day in sorted(options.supposed.items()):
        if other in policy.sources and policy.sources[other].replaces == source_id:
            periods.append(Period(None, day - _DAY if day > date.min else day))
    return periods


def speaking_steps(policy: Policy, options: Options, source_id: str) -> Steps:
    """`True` on the days a source is law and we cover it, `False` on others, for each stretch of days."""
    source, periods = policy.sources.get(source_id), source_periods(policy, options, source_id)
    if periods is None:
        return (), (False,)
    periods += [source.covers] if source else []
    return _steps(periods, lambda day: all(period.holds(day) for period in periods))


def parameter_steps(parameter: Parameter, options: Options) -> tuple[Steps, Steps]:
    """The value (`None`: none that counts) and the row's index, for each stretch of days."""
    rows = counting_rows(parameter, options.known_on)
    edges = [Period(edge, None) for edge in row_edges(parameter, rows)]

    def at(day: date) -> int | None:
        return row_on(parameter, rows, day)

    def value(day: date) -> Any:
        index = at(day)
        return None if index is None else rows[index].value

    return _steps(edges, value), _steps(edges, at)


def row_edges(parameter: Parameter, rows: tuple[ParameterValue, ...]) -> tuple[date, ...]:
    """The days on which another row, or none, begins to count."""
    edges = {row.first for row in rows}
    edges |= {row.last + _DAY for row in rows if row.last and row.last < date.max}
    edges |= {renewal for row in rows if (renewal := renewed_on(parameter, row))}
    return tuple(sorted(edges))


def counting_rows(parameter: Parameter, known_on: date | None) -> tuple[ParameterValue, ...]:
    """The rows known by a date, in order of effect; of two with one effect date, the later known."""
    best: dict[date, ParameterValue] = {}
    for row in sorted(parameter.values, key=lambda row: (row.first, row.known_on)):
        if known_on is None or row.known_on <= known_on:
            best[row.first] = row
    return tuple(best[first] for first in sorted(best))


def row_on(parameter: Parameter, rows: tuple[ParameterValue, ...], day: date) -> int | None:
    """The index of the row that counts on a day; `None` when there is none."""
    index = None
    for number, row in enumerate(rows):
        if row.first <= day:
            index = number
    if index is None:
        return None
    row = rows[index]
    if row.last is not None and day > row.last:
        return None
    renewal = renewed_on(parameter, row)
    return None if renewal is not None and day >= renewal else index


def renewed_on(parameter: Parameter, row: ParameterValue) -> date | None:
    """The first renewal date after a row's effect: from then on it is unverified.

    `None` where a later row takes over by that date. That row may not be known yet on the knowledge date of a run:
    then the old value is what was used meanwhile, and it counts.
    """
    if parameter.renewed is None:
        return None
    month, day = parameter.renewed
    renewal = date(row.first.year, month, day)
    if renewal <= row.first:
        renewal = date(row.first.year + 1, month, day)
    return None if any(row.first < other.first <= renewal for other in parameter.values) else renewal


def _steps(periods: list[Period], on: Any) -> Steps:
    """A step function from the edges of some periods; equal neighbours are joined."""
    edges = {period.first for period in periods if period.first}
    edges |= {period.last + _DAY for period in periods if period.last and period.last < date.max}
    days: list[date] = []
    values = [on(date.min)]
    for edge in sorted(edges):
        value = on(edge)
        if value is not values[-1] and (value != values[-1] or type(value) is not type(values[-1])):
            days.append(edge)
            values.append(value)
    return tuple(days), tuple(values)


def as_number(value: Any) -> Any:
    """Whole numbers as `int`: cheaper, and equal."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value

"""Histories with days that have no value, or none that is verified, where a rule in force can reach them.

Also rows of a history that speak against each other. No clock is read: days are told of up to the one asked about,
by default the last on which anything in the policy takes effect. Start reading at `parameters` and `last_effect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from engine.analysis.index import Index, counting_rows, days_of_row, holes, is_empty, meet, next_day
from engine.analysis.words import days, named
from engine.analysis.written import Written, expressions
from engine.diagnostics import Code, Diagnostic, Note, Severity
from engine.model.expressions import OnDay, ReadParameter, children
from engine.model.policy import Parameter, Period
from engine.source import NOWHERE, Span

NO_VALUE = Code(
    "A801", "no-value-on-days", "a rule in force reads a parameter on days it has no value", Severity.WARNING
)
UNVERIFIED = Code(
    "A802", "unverified-on-days", "a rule in force reads a parameter on days its value is unverified", Severity.WARNING
)
ROWS_OVERLAP = Code(
    "A403", "rows-overlap", "a value of a parameter is said to last beyond the day the next begins", Severity.WARNING
)
ROWS_OUT_OF_ORDER = Code("A404", "rows-out-of-order", "the values of a parameter do not stand in order", Severity.NOTE)


def last_effect(index: Index) -> date:
    """The last day on which anything in a policy takes effect or ends: a source, a rule, a value."""
    policy = index.policy
    periods = [source.covers for source in policy.sources.values()]
    periods += [rule.validity for rule in policy.rules.values()]
    periods += [Period(row.first, row.last) for each in policy.parameters.values() for row in each.values]
    ends = [day for period in periods for day in (period.first, _after(period.last)) if day is not None]
    return max(ends, default=date.min)


def parameters(index: Index, day: date) -> Iterator[Diagnostic]:
    """What is wrong with the histories, up to a day."""
    readers = _readers(index)
    for id in sorted(index.policy.parameters):
        parameter = index.policy.parameters[id]
        yield from _rows(parameter)
        if id in readers:
            yield from _missing(index, parameter, readers[id], day)


def _readers(index: Index) -> Mapping[str, list[Written]]:
    """What reads each parameter on the days it is itself read on; `X on D` has days of its own, and is left out."""
    found: dict[str, list[Written]] = {}
    for one in expressions(index):
        if one.rule is not None and not (index.is_commenced(one.rule) and index.exists(one.rule)):
            continue
        stack = [one.expression]
        while stack:
            node = stack.pop()
            if isinstance(node, ReadParameter):
                found.setdefault(node.parameter, []).append(one)
            if not isinstance(node, OnDay):
                stack.extend(children(node))
    return found


def _missing(index: Index, parameter: Parameter, readers: list[Written], day: date) -> Iterator[Diagnostic]:
    rows = counting_rows(parameter)
    spans = [(row, days_of_row(parameter, rows, place)) for place, row in enumerate(rows)]
    without = list(holes(Period(), [period for _, period in spans]))
    unverified = [period for row, period in spans if row.value is None]
    yield from _told(index, parameter, readers, _reached(without, readers, day), NO_VALUE, "has no value")
    yield from _told(index, parameter, readers, _reached(unverified, readers, day), UNVERIFIED, "is unverified")


def _reached(periods: list[Period], readers: list[Written], day: date) -> list[Period]:
    """The parts of some periods that a reader can come to, up to a day.

    Where neither begins, as before the first value for a source that covers all days, nothing is told.
    """
    reached = {
        both
        for period in periods
        for reader in readers
        if reader.days.first is not None or period.first is not None
        if not is_empty(both := meet(period, reader.days))
        if both.first is None or both.first <= day
    }
    ordered = sorted(reached, key=lambda period: (period.first or date.min, period.last or date.max))
    return [one for one in ordered if not any(other != one and meet(one, other) == one for other in ordered)]


def _told(
    index: Index, parameter: Parameter, readers: list[Written], found: list[Period], code: Code, says: str
) -> Iterator[Diagnostic]:
    if not found:
        return
    when = ", and ".join(days(period) for period in found[:3]) + (" …" if len(found) > 3 else "")
    rules = sorted({one.rule.id for one in readers if one.rule is not None and _meets(one, found)})
    notes = [Note(index.policy.rules[id].span, f"{named(index, index.policy.rules[id])} reads it") for id in rules[:3]]
    yield code.at(
        _place(parameter, found[0]),
        f"`{parameter.name}` {says} {when}",
        hint="add the value, or write `unverified` for those days" if code is NO_VALUE else "look the value up",
        notes=notes,
    )


def _meets(reader: Written, found: list[Period]) -> bool:
    return any(not is_empty(meet(reader.days, period)) for period in found)


def _place(parameter: Parameter, period: Period) -> Span:
    """The last row before the days told of, or the row that says `unverified`; else the declaration."""
    before = [row for row in counting_rows(parameter) if period.first is not None and row.first <= period.first]
    return before[-1].span if before and before[-1].span != NOWHERE else parameter.span


def _rows(parameter: Parameter) -> Iterator[Diagnostic]:
    rows = counting_rows(parameter)
    for earlier, later in pairwise(rows):
        if earlier.last is not None and later.first <= earlier.last:
            yield ROWS_OVERLAP.at(
                earlier.span if earlier.span != NOWHERE else parameter.span,
                f"a value of `{parameter.name}` is said to last to {earlier.last}, and the next begins {later.first}",
                hint="the later counts from the day it begins: let the earlier end the day before, or leave `to` out",
                notes=[Note(later.span, "the next value")],
            )
    as_written = sorted(parameter.values, key=lambda row: row.span)
    for before, after in pairwise(as_written):
        if after.first < before.first:
            yield ROWS_OUT_OF_ORDER.at(
                after.span if after.span != NOWHERE else parameter.span,
                f"a value of `{parameter.name}` from {after.first} stands after one from {before.first}",
                hint="put the values in order of `from`, so that a missing year shows",
            )
            return


def _after(day: date | None) -> date | None:
    return None if day is None else next_day(day)

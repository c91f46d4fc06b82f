"""Dates in the solver are the dates of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import z3

from engine.evaluate.runtime import full, shift
from engine.solver import days

SOME = [date(2023, 12, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(1999, 1, 1), date(2100, 2, 28)]


def value(formula: z3.ExprRef) -> int:
    return z3.simplify(formula).as_long()  # type: ignore[attr-defined,no-any-return]


def date_of(day: days.Day) -> date:
    return date(*(value(part) for part in day.parts))


@pytest.mark.parametrize("day", SOME)
@pytest.mark.parametrize("count", [-62, -31, -28, -1, 0, 1, 7, 21, 28, 29, 42, 60, 62])
def test_some_days_later_is_that_day(day: date, count: int) -> None:
    assert date_of(days.days_on(days.literal(day), count)) == day + timedelta(days=count)


@pytest.mark.parametrize("day", SOME)
@pytest.mark.parametrize("months", [-14, -12, -1, 0, 1, 12, 13, 48])
def test_some_months_later_is_that_day_or_the_last_of_the_month(day: date, months: int) -> None:
    assert date_of(days.months_on(days.literal(day), months)) == shift(day, months, "month")


@pytest.mark.parametrize("unit", ["year", "month", "week", "day"])
@pytest.mark.parametrize("first", SOME)
@pytest.mark.parametrize("last", SOME)
def test_whole_units_between_two_days(unit: str, first: date, last: date) -> None:
    if first <= last:
        assert value(days.full_units(unit, days.literal(first), days.literal(last))) == full(unit, first, last)


@pytest.mark.parametrize("day", SOME)
def test_day_numbers_are_as_far_apart_as_the_days(day: date) -> None:
    other = date(2001, 9, 9)
    apart = value(days.number(days.literal(day))) - value(days.number(days.literal(other)))
    assert apart == (day - other).days


def test_keys_are_in_the_order_of_the_days() -> None:
    start = date(2023, 12, 25)
    keys = [value(days.literal(start + timedelta(days=n)).key) for n in range(80)]
    assert keys == sorted(set(keys)) == [days.key_of(start + timedelta(days=n)) for n in range(80)]

"""Dates in the solver: three whole numbers, never a day number, so that birthdays and months are plain comparisons.

Only weeks, days and counts of days need the day number, and then only linear arithmetic. Start reading at `Day`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import z3
from attrs import frozen

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
"""The days a case in the solver may speak of."""
ORDINARY = date(2000, 1, 1)
"""What stands where there is no date."""


@frozen(eq=False)
class Day:
    """A date as year, month and day of the month; each a z3 integer."""

    year: Any
    month: Any
    day: Any

    @property
    def key(self) -> Any:
        """A whole number that orders dates."""
        return self.year * 372 + self.month * 31 + self.day

    @property
    def parts(self) -> tuple[Any, Any, Any]:
        return self.year, self.month, self.day


def literal(day: date) -> Day:
    """A date that is known."""
    return Day(z3.IntVal(day.year), z3.IntVal(day.month), z3.IntVal(day.day))


def key_of(day: date) -> int:
    """What `Day.key` is for a date that is known."""
    return day.year * 372 + day.month * 31 + day.day


def is_a_day(day: Day, *, wide: bool = False) -> Any:
    """Whether three numbers are a date within the days a case may speak of, or (`wide`) reckoned from one of these."""
    more = 300 if wide else 0
    return z3.And(
        *(day.year >= FIRST.year - more, day.year <= LAST.year + more, day.month >= 1, day.month <= 12),
        *(day.day >= 1, day.day <= length(day.year, day.month)),
    )


def is_leap(year: Any) -> Any:
    return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))


def length(year: Any, month: Any) -> Any:
    """The days of a month."""
    short = z3.Or(month == 4, month == 6, month == 9, month == 11)
    return z3.If(month == 2, z3.If(is_leap(year), 29, 28), z3.If(short, 30, 31))


def choose(condition: Any, yes: Day, no: Day) -> Day:
    return Day(*(z3.If(condition, one, other) for one, other in zip(yes.parts, no.parts, strict=True)))


def months_on(day: Day, months: int) -> Day:
    """The date some months later, or the month's last day. Source: domstolloven § 148."""
    total = day.year * 12 + day.month - 1 + months
    year, month = (total / 12, total % 12 + 1) if months % 12 else (day.year + months // 12, day.month)
    most = length(year, month)
    return Day(year, month, z3.If(day.day > most, most, day.day))


NEAR = 62
"""The most days that are counted month by month, without the day number."""


def days_on(day: Day, count: int) -> Day:
    """The date some days later or earlier, at most `NEAR`: over one month's end after the other."""
    moved = Day(day.year, day.month, day.day + count)
    for _ in range(abs(count) // 28 + 1):
        if count >= 0:
            most = length(moved.year, moved.month)
            over = moved.day > most
            following = Day(moved.year, moved.month + 1, moved.day - most)
            moved = choose(over, _in_year(following), moved)
        else:
            before = _in_year(Day(moved.year, moved.month - 1, moved.day))
            moved = choose(
                moved.day < 1, Day(before.year, before.month, moved.day + length(before.year, before.month)), moved
            )
    return moved


def _in_year(day: Day) -> Day:
    """A date whose month may be one outside the year."""
    year = z3.If(day.month > 12, day.year + 1, z3.If(day.month < 1, day.year - 1, day.year))
    return Day(year, z3.If(day.month > 12, 1, z3.If(day.month < 1, 12, day.month)), day.day)


def full_units(unit: str, first: Day, last: Day) -> Any:
    """Whole units reached from one date to another, the day of reaching included."""
    if unit == "year":
        before = z3.Or(last.month < first.month, z3.And(last.month == first.month, last.day < first.day))
        return last.year - first.year - z3.If(before, 1, 0)
    if unit == "month":
        months = (last.year - first.year) * 12 + last.month - first.month
        return months - z3.If(last.day < first.day, 1, 0)
    days = number(last) - number(first)
    return days / 7 if unit == "week" else days


MOST_FREE = 14
"""More days in a row than any calendar has free."""


def number(day: Day) -> Any:
    """The day number: days since a day long before. Months are counted from March, so that a leap day comes last."""
    year = z3.If(day.month > 2, day.year, day.year - 1)
    month = z3.If(day.month > 2, day.month - 3, day.month + 9)
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day.day

"""Plain arithmetic for the reference: comparison, sums, rounding, the civil calendar. No term, no case, no day asked.

What has no answer raises `NoAnswer`, with the kind of fault it is. Start reading at `compute`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.policy import Calendar

FURTHEST = 40_000
"""The most days a search or a sum over days may reach; beyond it is a fault."""


class NoAnswer(Exception):
    """There is no such value; `kind` is a kind of `engine.evaluate.decision.Wait`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


COMPARISONS = {"<": lt, "<=": le, "=": eq, "!=": ne, ">=": ge, ">": gt}


def compute(node: Expression, parts: list[Any], calendars: Mapping[str, Calendar]) -> Any:
    """What a node makes of its operands, when all of them are settled.

    Raises:
        NoAnswer: a divisor of zero, a date beyond the calendar, a period whose end is before its beginning.
    """
    match node, parts:
        case x.Compare(), [left, right]:
            return COMPARISONS[node.op](left, right)
        case x.Between(), [part, low, high]:
            return low <= part <= high
        case x.Sum(), _:
            return sum((sign * part for sign, part in zip(node.signs, parts, strict=True)), Fraction(0))
        case x.Product(), _:
            return prod(parts, start=Fraction(1))
        case x.Quotient(), [left, right]:
            return quotient(left, right)
        case x.Lesser(), _:
            return min(parts)
        case x.Greater(), _:
            return max(parts)
        case x.Rounded(), [part]:
            return rounded(part, node)
        case x.Shifted(), [day]:
            return shifted(day, node.count, node.unit)
        case x.FullPeriods(), [first, last]:
            return full_periods(node.unit, first, last)
        case x.YearOf(), [day]:
            return Fraction(day.year)
        case x.FirstOfYear(), [day]:
            return date(day.year, 1, 1)
        case x.Moved(), [day]:
            return moved(day, calendars[node.calendar])
    raise TypeError(node)


def quotient(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        raise NoAnswer("division_by_zero")
    return left / right


def rounded(amount: Fraction, how: x.Rounded) -> Fraction:
    """To whole steps: down and up along the number line, halves by magnitude."""
    steps = amount / how.step
    if how.direction in ("down", "up"):
        return how.step * (floor(steps) if how.direction == "down" else ceil(steps))
    whole, rest = divmod(abs(steps), 1)
    if rest > Fraction(1, 2):
        whole += 1
    elif rest == Fraction(1, 2):
        whole += {"half_up": 1, "half_down": 0, "half_even": whole % 2}[how.tie]
    return how.step * (whole if steps >= 0 else -whole)


def shifted(day: date, count: int, unit: str) -> date:
    """Months and years keep the day number, or take the month's last day. Source: domstolloven § 148."""
    if unit in ("day", "week"):
        return day_number(day.toordinal() + count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    if not date.min.year <= year <= date.max.year:
        raise NoAnswer("out_of_range")
    last = 29 if month == 1 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]
    return date(year, month + 1, min(day.day, last))


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_number(ordinal: int) -> date:
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise NoAnswer("out_of_range")
    return date.fromordinal(ordinal)


def full_periods(unit: str, first: date, last: date) -> Fraction:
    """Birthdays reached, the birthday included; a day number the month lacks is reached on the next month's first."""
    if last < first:
        raise NoAnswer("backwards")
    if unit in ("day", "week"):
        return Fraction((last - first).days // (7 if unit == "week" else 1))
    if unit == "year":
        return Fraction(last.year - first.year - ((last.month, last.day) < (first.month, first.day)))
    return Fraction((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day))


def moved(day: date, calendar: Calendar) -> date:
    """The day itself, or the next that is not free."""
    for ordinal in range(day.toordinal(), day.toordinal() + FURTHEST):
        if not is_free(day_number(ordinal), calendar):
            return day_number(ordinal)
    raise NoAnswer("out_of_range")


def is_free(day: date, calendar: Calendar) -> bool:
    return any(
        (free.kind == "weekday" and day.weekday() == free.a)
        or (free.kind == "fixed" and (day.month, day.day) == (free.a, free.b))
        or (free.kind == "easter" and day == easter(day.year) + timedelta(free.a))
        for free in calendar.free
    )


def easter(year: int) -> date:
    """Easter Sunday, by the method of Gauss with its two exceptions."""
    century = year // 100
    m = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    d = (19 * (year % 19) + m) % 30
    n = (4 + century - century // 4) % 7
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
    if d + e == 35 or (d == 28 and e == 6 and (11 * m + 11) % 30 < 19):
        e -= 7
    return date(year, 3, 22) + timedelta(d + e)


def next_renewal(first: date, renewed: tuple[int, int]) -> date:
    """The first time after a day that the month and day of renewal come."""
    this_year = date(first.year, *renewed)
    return this_year if this_year > first else date(first.year + 1, *renewed)

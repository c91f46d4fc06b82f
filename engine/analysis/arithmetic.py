"""The value of an expression when everything it reads is known; for the example cases that findings show.

Small on purpose: where it cannot tell (an expression over days, a division by zero) it answers `None`, and then no
finding is built on it. Start reading at `value_of`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from operator import eq, ge, gt, le, lt, mul, ne
from typing import Any

from engine.model import expressions as x
from engine.model.expressions import Expression, Value

Look = Callable[[Expression], Value | None]
"""Gives the value of a `Read`, a parameter, the day; or `None`."""

COMPARISONS = {"<": lt, "<=": le, "=": eq, "!=": ne, ">=": ge, ">": gt}

_COMPUTED = (
    x.And, x.Or, x.Not, x.Compare, x.Between, x.Sum, x.Product, x.Quotient, x.Lesser, x.Greater,
    x.Shifted, x.FullPeriods, x.YearOf, x.FirstOfYear,
)  # fmt: skip


def value_of(node: Expression, look: Look) -> Value | None:
    """The value of an expression, or `None` when it cannot be told here."""
    if isinstance(node, x.Literal):
        return node.value
    if isinstance(node, x.If):
        condition = value_of(node.condition, look)
        return None if condition is None else value_of(node.then if condition else node.otherwise, look)
    if not isinstance(node, _COMPUTED):
        return look(node)
    parts = [value_of(part, look) for part in x.children(node)]
    return None if any(part is None for part in parts) else computed(node, parts)


def computed(node: Expression, parts: list[Any]) -> Value | None:
    """What an operator gives for settled operands."""
    match node, parts:
        case x.And(), _:
            return all(parts)
        case x.Or(), _:
            return any(parts)
        case x.Not(), [part]:
            return not part
        case x.Compare(), [left, right]:
            return bool(COMPARISONS[node.op](left, right))
        case x.Between(), [part, low, high]:
            return bool(low <= part <= high)
        case x.Sum(), _:
            return sum((sign * part for sign, part in zip(node.signs, parts, strict=True)), Fraction(0))
        case x.Product(), _:
            return Fraction(reduce(mul, parts))
        case x.Quotient(), [left, right]:
            return Fraction(left) / right if right else None
        case x.Lesser(), _:
            return min(parts)  # type: ignore[no-any-return]
        case x.Greater(), _:
            return max(parts)  # type: ignore[no-any-return]
        case x.Shifted(), [day]:
            return shifted(day, node.count, node.unit)
        case x.FullPeriods(), [first, last]:
            return full_periods(node.unit, first, last)
        case x.YearOf(), [day]:
            return Fraction(day.year)
        case x.FirstOfYear(), [day]:
            return date(day.year, 1, 1)
    return None


def shifted(day: date, count: int, unit: str) -> date | None:
    """So many years, months, weeks or days later; keeps the day number, or takes the month's last day.

    `None` outside the calendar. Source: domstolloven § 148.
    """
    if unit not in ("year", "month"):
        return later(day, count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def later(day: date, count: int) -> date | None:
    """So many days later, or `None` outside the calendar."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return None


def full_periods(unit: str, first: date, last: date) -> Fraction | None:
    """Whole years, months, weeks or days reached; `None` when the last day comes before the first."""
    if last < first:
        return None
    if unit in ("day", "week"):
        return Fraction((last - first).days // (7 if unit == "week" else 1))
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return Fraction(months if unit == "month" else months // 12)

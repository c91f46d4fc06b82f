"""What generated code calls: dates, rounding, calendars, and the few combinations too long to write inline.

Values are those of `code`: `None` is open, numbers are whole numbers over a known denominator or fractions.
"""

from __future__ import annotations

from bisect import bisect_right as bisect
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Protocol

LONGEST_SPAN = 40_000
"""The most days one expression may look across; a longer span is a fault."""
_DAY = timedelta(days=1)


def shift(day: date, count: int, unit: str) -> date | None:
    """The date some whole units later (earlier when negative); `None` beyond the calendar.

    Months and years keep the day number, or take the month's last day. Source: domstolloven § 148.
    """
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, _length(year, month + 1)))
    except (ValueError, OverflowError):
        return None


def _length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def full(unit: str, first: date, last: date) -> int | None:
    """Whole units reached from one date to another, the day of reaching included; `None` when backwards.

    One born on 29 February reaches the birthday on 1 March in other years.
    """
    if last < first:
        return None
    if unit == "year":
        return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    if unit == "month":
        return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return (last - first).days // (7 if unit == "week" else 1)


def nearest(above: int, below: int, direction: str, tie: str) -> int:
    """`above / below` as a whole number. Down is towards minus infinity; halves go by magnitude."""
    if direction == "down":
        return above // below
    if direction == "up":
        return -(-above // below)
    sign = -1 if above < 0 else 1
    whole, rest = divmod(abs(above), below)
    half = 2 * rest - below
    if half > 0 or (half == 0 and (tie == "half_up" or (tie == "half_even" and whole % 2))):
        whole += 1
    return sign * whole


def rounded(value: Any, below: int, step: Fraction, direction: str, tie: str) -> int:
    """`value / below` in whole steps: the numerator over the step's denominator."""
    if isinstance(value, Fraction):
        value, below = value.numerator, below * value.denominator
    return nearest(value * step.denominator, below * step.numerator, direction, tie) * step.numerator


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


FreeDays = tuple[tuple[str, int, int], ...]


def is_free(day: date, free: FreeDays) -> bool:
    """Whether a day is free in a calendar given as (kind, a, b)."""
    for kind, a, b in free:
        if kind == "weekday" and day.weekday() == a:
            return True
        if kind == "fixed" and (day.month, day.day) == (a, b):
            return True
        if kind == "easter" and day == easter(day.year) + timedelta(days=a):
            return True
    return False


def moved(day: date, free: FreeDays) -> date | None:
    """The same day when it is not free, else the next that is not; `None` when a year has none."""
    for _ in range(400):
        if not is_free(day, free):
            return day
        if day == date.max:
            return None
        day += _DAY
    return None


def combine(standings: tuple[bool | None, ...], values: tuple[Any, ...], departs: tuple[bool, ...]) -> Any:
    """The common value of the rules that stand; `None` when open, a gap or a conflict."""
    found: list[Any] = []
    departures = 0
    for standing, value, departing in zip(standings, values, departs, strict=True):
        if standing is None:
            return None
        if standing:
            found.append(value)
            departures += departing
    if not found or departures > 1 or None in found:
        return None
    return found[0] if all(value == found[0] for value in found) else None


def effect(standings: tuple[bool | None, ...], kinds: tuple[str, ...]) -> str | None:
    """What an action's standing rules come to: `must` over `may`; `None` when open or in conflict."""
    standing = {kind for kind, stands in zip(kinds, standings, strict=True) if stands}
    open_kinds = {kind for kind, stands in zip(kinds, standings, strict=True) if stands is None}
    if open_kinds - {"should"}:
        return None
    binding = standing - {"should"}
    if "must_not" in binding:
        return "must_not" if len(binding) == 1 else None
    if binding:
        return "must" if "must" in binding else "may"
    if "should" in standing:
        return "should"
    return None if open_kinds else "none"


def within(value: Any, departs: bool, shape: tuple[str, ...], bounds: tuple[Any, ...]) -> bool | None:
    """Whether an assessment keeps its bounds: `False` when one refuses it, `None` when one is open."""
    answer: bool | None = True
    for kind, bound in zip(shape, bounds, strict=True):
        if kind == "recommends" and departs:
            continue
        if bound is None:
            answer = None if answer else answer
        elif (
            (kind == "at_least" and value < bound)
            or (kind == "at_most" and value > bound)
            or (kind == "recommends" and value != bound)
        ):
            answer = False
    return answer


class Elsewhere(Protocol):
    """Another program's values on another day, and the days around one on which they are the same."""

    def __call__(self, program: int, day: date, /) -> tuple[Any, ...]: ...

    def stretch(self, program: int, day: date, /) -> tuple[date, date]: ...


def pick(values: tuple[Any, ...], slot: int, key: Any) -> Any:
    """One slot of another day's values, of one member where it has members."""
    return values[slot] if key is None else values[slot][key]


def days_where(there: Elsewhere, program: int, first: date, last: date, slot: int, key: Any) -> int | None:
    """How many days a condition held, both ends included."""
    if (last - first).days + 1 > LONGEST_SPAN:
        return None
    count = 0
    for begin, end in stretches(there, program, first, last):
        held = pick(there(program, begin), slot, key)
        if held is None:
            return None
        count += held * ((end - begin).days + 1)
    return count


def sum_over_days(
    there: Elsewhere, program: int, first: date, last: date, where: tuple[int, Any], body: tuple[int, Any]
) -> Any:
    """The sum of a value over the days a condition held, both ends included."""
    if (last - first).days + 1 > LONGEST_SPAN:
        return None
    total: Any = 0
    for begin, end in stretches(there, program, first, last):
        values = there(program, begin)
        held = pick(values, *where)
        if held is None:
            return None
        if held:
            value = pick(values, *body)
            if value is None:
                return None
            total += value * ((end - begin).days + 1)
    return total


def stretches(there: Elsewhere, program: int, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from one to another, cut where something a program reads may change."""
    while first <= last:
        end = min(there.stretch(program, first)[1], last)
        yield first, end
        if end == date.max:
            return
        first = end + _DAY


def day_began(there: Elsewhere, program: int, day: date | None, slot: int, key: Any) -> date | None:
    """The first day of the unbroken run of days that includes the day; `None` when it does not hold or is open."""
    if day is None:
        return None
    began, earliest = None, day.toordinal() - LONGEST_SPAN
    while day.toordinal() > earliest:
        held = pick(there(program, day), slot, key)
        if held is None:
            return None
        if not held:
            return began
        began = there.stretch(program, day)[0]
        if began == date.min:
            return began if date.min.toordinal() > earliest else None
        day = began - _DAY
    return None


__all__ = ["Fraction", "bisect", "date"]

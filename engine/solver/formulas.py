"""Small formulas that steps are made of: choosing, comparing, the greatest of those that count, halves.

Comes before `encode_step`. Values are formulas, and dates are several at once (`days`).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import z3

from engine.solver import days
from engine.solver.days import Day
from engine.solver.world import Val, real

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)


def all_of(parts: Iterable[Any], *also: Any) -> Any:
    return z3.And([*parts, *also])


def choose(condition: Any, yes: Any, no: Any) -> Any:
    return days.choose(condition, yes, no) if isinstance(yes, Day) else z3.If(condition, yes, no)


def comparable(value: Any) -> Any:
    return value.key if isinstance(value, Day) else value


def equal(left: Any, right: Any) -> Any:
    return comparable(left) == comparable(right)


def keeps(kind: str, value: Any, bound: Any) -> Any:
    """Whether an assessment keeps a bound."""
    if kind == "recommends":
        return equal(value, bound)
    return value >= bound if kind == "at_least" else value <= bound


def extreme(values: list[Any], *, least: bool) -> Any:
    found = values[0]
    for value in values[1:]:
        better = comparable(value) < comparable(found) if least else comparable(value) > comparable(found)
        found = choose(better, value, found)
    return found


def extreme_of(counts: list[Any], values: list[Any], *, least: bool) -> Any:
    """The least or greatest of the values that count."""
    found, any_yet = values[0], counts[0]
    for one, value in zip(counts[1:], values[1:], strict=True):
        better = comparable(value) < comparable(found) if least else comparable(value) > comparable(found)
        found = choose(z3.And(one, z3.Or(z3.Not(any_yet), better)), value, found)
        any_yet = z3.Or(any_yet, one)
    return found


def limit(pairs: list[tuple[Val, Val]], *, least: bool) -> Val:
    """The lowest ceiling or highest floor that stands; settled when there is one."""
    if not pairs:
        return Val(FALSE, real(Fraction(0)))
    counts = [standing.value for standing, _ in pairs]
    return Val(z3.Or(counts), extreme_of(counts, [value.value for _, value in pairs], least=least))


def nearest(steps: Any, tie: str) -> Any:
    """A number as a whole number, halves by magnitude as `tie` says."""
    size = z3.If(steps < 0, -steps, steps)
    whole = z3.ToInt(size)
    rest = size - z3.ToReal(whole)
    at_half = {"half_up": TRUE, "half_down": FALSE}.get(tie, whole % 2 == 1)
    up = z3.Or(rest > real(Fraction(1, 2)), z3.And(rest == real(Fraction(1, 2)), at_half))
    rounded = whole + z3.If(up, 1, 0)
    return z3.If(steps < 0, -rounded, rounded)

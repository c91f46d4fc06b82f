"""What must hold for rules to stand: formulas over numbered unknowns, with negation worked inwards.

An unknown is yes/no, a word, or a number (a date is its day number). A number is bounded through linear *forms*:
`resources - need` in an interval. Start reading at `Formula`.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from attrs import frozen

Unknown = int
"""An unknown by its number in a `Reading`."""

Form = tuple[tuple[Unknown, Fraction], ...]
"""A sum of unknowns, each with its factor, in the order of their numbers; the first factor is 1."""


@frozen
class Interval:
    """Numbers from `low` to `high`; an end that is open is not in it, and `None` is without end."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def meet(self, other: Interval) -> Interval:
        """The numbers in both."""
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), 1)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), -1)
        return Interval(low, high, low_open, high_open)

    @property
    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def holds(self, number: Fraction) -> bool:
        return not self.meet(Interval(number, number)).is_empty

    def times(self, factor: Fraction) -> Interval:
        """Every number multiplied by a factor that is not zero."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)

    def plus(self, other: Interval) -> Interval:
        """Every sum of a number from each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def whole(self) -> Interval:
        """The same whole numbers, with ends that are in it."""
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(floor(low) + 1 if self.low_open else ceil(low))
        if high is not None:
            high = Fraction(ceil(high) - 1 if self.high_open else floor(high))
        return Interval(low, high)


End = tuple[Fraction | None, bool]


def _tighter(one: End, other: End, sign: int) -> End:
    """The end that leaves less: of lows the higher, of highs the lower; open before closed."""
    if one[0] is None:
        return other
    if other[0] is None:
        return one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if (one[0] > other[0]) == (sign > 0) else other


ANY_NUMBER = Interval()
ZERO, ONE = Fraction(0), Fraction(1)


def bounded(op: str, limit: Fraction) -> Interval:
    """The numbers `x` with `x op limit`, for each comparison but `!=`."""
    match op:
        case "<":
            return Interval(high=limit, high_open=True)
        case "<=":
            return Interval(high=limit)
        case ">":
            return Interval(low=limit, low_open=True)
        case ">=":
            return Interval(low=limit)
        case _:
            return Interval(limit, limit)


@frozen
class Fixed:
    value: bool


@frozen
class Holds:
    """A yes/no unknown is as wanted."""

    unknown: Unknown
    wanted: bool


@frozen
class Among:
    """A word is one of these; or, where `included` is false, none of them."""

    unknown: Unknown
    words: frozenset[str]
    included: bool = True


@frozen
class Within:
    """A form lies in an interval."""

    form: Form
    interval: Interval


@frozen
class All:
    parts: tuple[Formula, ...]


@frozen
class Some:
    parts: tuple[Formula, ...]


Formula = Fixed | Holds | Among | Within | All | Some

TRUE, FALSE = Fixed(True), Fixed(False)


def all_of(*parts: Formula) -> Formula:
    """Every part; flat, without the parts that always hold."""
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Fixed):
            if not part.value:
                return FALSE
        elif isinstance(part, All):
            kept.extend(part.parts)
        else:
            kept.append(part)
    return kept[0] if len(kept) == 1 else All(tuple(kept)) if kept else TRUE


def some_of(*parts: Formula) -> Formula:
    """At least one part; flat, without the parts that never hold."""
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Fixed):
            if part.value:
                return TRUE
        elif isinstance(part, Some):
            kept.extend(part.parts)
        else:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Some(tuple(kept)) if kept else FALSE


def compared(form: Form, constant: Fraction, op: str) -> Formula:
    """`form + constant op 0`, told of a form whose first factor is 1."""
    if op == "!=":
        return some_of(compared(form, constant, "<"), compared(form, constant, ">"))
    if not form:
        return Fixed(bounded(op, ZERO).holds(constant))
    interval, lead = bounded(op, -constant), form[0][1]
    if lead == 1:
        return Within(form, interval)
    return Within(tuple((unknown, factor / lead) for unknown, factor in form), interval.times(1 / lead))


def alone(unknown: Unknown) -> Form:
    """The form of a single unknown."""
    return ((unknown, ONE),)

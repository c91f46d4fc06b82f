"""Days and stretches of days: moved dates, full years, the day something began, values on another day."""

from __future__ import annotations

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import NUMBER, YES_NO, Type, Unit
from engine.resolve.draft import Scope
from engine.resolve.expressions import Binder, bind, condition, day, number
from engine.syntax.nodes import Op, Quantity, Word

NOT_A_STEP = Code("R210", "not-a-step", "a date is moved by something that is no whole number of calendar steps")

STEPS = ("year", "month", "week", "day")
CALENDARS = frozenset(("calendar",))


def shifted(sign: int) -> Binder:
    """`3 weeks after D` and `1 month before D`."""

    def shift(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
        step, made = op.parts[0], day(op.parts[1], scope)
        assert isinstance(step, Quantity)
        if step.unit not in STEPS or step.per or step.number.value.denominator != 1 or step.number.begins:
            message = f"`{scope.written(step.span)}` is no whole number of years, months, weeks or days"
            scope.say(NOT_A_STEP, step.span, message)
            return None
        if made is None:
            return None
        return x.Shifted(sign * int(step.number.value), step.unit, made, span=op.span)

    return shift


def full_periods(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`full years from A to B`, counted in years."""
    unit, first, last = op.parts[0], day(op.parts[1], scope), day(op.parts[2], scope)
    assert isinstance(unit, Word)
    if unit.concept not in STEPS:
        scope.say(
            NOT_A_STEP, unit.span, f"`{scope.written(unit.span)}` cannot be counted in full from one day to another"
        )
        return None
    if first is None or last is None:
        return None
    return x.FullPeriods(unit.concept, first, last, type=Type("number", Unit.of(**{unit.concept: 1})), span=op.span)


def year_of(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    made = day(op.parts[0], scope)
    return None if made is None else x.YearOf(made, type=NUMBER, span=op.span)


def first_of_year(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    made = day(op.parts[0], scope)
    return None if made is None else x.FirstOfYear(made, span=op.span)


def on_day(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`X on D`: the value of X as it is on that day."""
    part, when = bind(op.parts[0], scope, expected), day(op.parts[1], scope)
    return None if part is None or when is None else x.OnDay(part, when, type=part.type, span=op.span)


def moved(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`D moved to next CALENDAR`."""
    made, entry = day(op.parts[0], scope), scope.find(op.parts[1], CALENDARS, "calendar")
    return None if made is None or entry is None else x.Moved(made, entry.id, span=op.span)


def days_where(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`days from (A to B where C)`: a pure number."""
    first, last, where = day(op.parts[0], scope), day(op.parts[1], scope), condition(op.parts[2], scope)
    if first is None or last is None or where is None:
        return None
    return x.DaysWhere(first, last, where, type=NUMBER, span=op.span)


def sum_over_days(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`sum of (X over days from A to B where C)`."""
    body, first, last = number(op.parts[0], scope), day(op.parts[1], scope), day(op.parts[2], scope)
    where = condition(op.parts[3], scope) if op.parts[3] is not None else x.Literal(True, type=YES_NO, span=op.span)
    if body is None or first is None or last is None or where is None:
        return None
    return x.SumOverDays(body, first, last, where, type=body.type, span=op.span)


def day_began(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`the day began (C)`: the first day of the unbroken run that includes the day."""
    where = condition(op.parts[0], scope)
    return None if where is None else x.DayBegan(where, span=op.span)

"""What steps of values mean: what is known of each day, what a case gives, conditions, numbers and dates.

Follows `engine.evaluate.code_values`; each method is named after the operation of a node. `encode_rules` builds on it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

import z3

from engine.solver import days
from engine.solver.days import Day
from engine.solver.encode_step import Step
from engine.solver.formulas import TRUE, all_of, choose, comparable, extreme, keeps, nearest
from engine.solver.world import Given, Val, real


class Values(Step):
    """A step that computes a value."""

    # ── what is known of each day ───────────────────────────────────────────────────────────────────────────────

    def _const(self) -> Val:
        return Val(TRUE, self.literal(self.node.data[1]))

    def _the_day(self) -> Val:
        return Val(TRUE, self.day)

    def _stepped(self, steps: Any) -> Val:
        """A step function of a day: the day itself, or the date it is read on."""
        breaks, values = steps
        on = self.args[0] if self.node.args else Val(TRUE, self.day)
        key = on.value.key
        settled, value = z3.BoolVal(values[0] is not None), self._or_any(values[0])
        for first, next_value in zip(breaks, values[1:], strict=True):
            from_then = key >= days.key_of(first)
            settled = z3.If(from_then, z3.BoolVal(next_value is not None), settled)
            value = choose(from_then, self._or_any(next_value), value)
        return Val(z3.And(on.settled, settled), value)

    def _in_force(self) -> Val:
        return self._stepped(self.node.data)

    _coverage = _covered = _in_force

    def _parameter(self) -> Val:
        return self._stepped(self.node.data[1])

    # ── what a case gives ───────────────────────────────────────────────────────────────────────────────────────

    def own_members(self) -> tuple[int, ...]:
        return tuple(self.names[name] for name, _ in self.node.dims)

    def _fact(self) -> Val:
        term, applies, ranged = self.node.data
        given = self.world.fact(self.encoder.terms[term], self.own_members(), self.day)
        tests, args = [given.known], self.args
        if applies:
            tests += [args[0].settled, args[0].value]
            self.never(given.known, args[0].settled, z3.Not(args[0].value))
            args = args[1:]
        if ranged:
            low, high = args
            inside = z3.And(low.value <= given.value, given.value <= high.value)
            tests += [low.settled, high.settled, inside]
            self.never(given.known, low.settled, high.settled, z3.Not(inside))
        return Val(z3.And(*tests), given.value)

    def never(self, *parts: Any) -> None:
        """No case gives a fact that is out of its range, or that concerns nobody."""
        self.world.always.append(z3.Not(z3.And(*parts)))

    def _assess(self) -> Val:
        term, shape = self.node.data
        given = self.world.assessment(self.encoder.terms[term], self.own_members(), self.day)
        return Val(z3.And(given.known, *self._door_and_bounds(shape, self.args, given)), given.value)

    def _door_and_bounds(self, shape: tuple[str, ...], args: list[Val], given: Given) -> list[Any]:
        tests: list[Any] = []
        for kind, bound in zip(shape, args, strict=True):
            if kind == "door":
                tests += [bound.settled, bound.value]
                continue
            kept = z3.And(bound.settled, keeps(kind, given.value, bound.value))
            kept = z3.Or(given.departs, kept) if kind == "recommends" else kept
            tests.append(z3.Or(z3.Not(given.known), kept))
        return tests

    def _used(self) -> Val:
        term, shape = self.node.data
        power, *rest = self.args
        given = self.world.assessment(self.encoder.terms[term], self.own_members(), self.day)
        stands = z3.Or(power.value == self.world.word("must"), power.value == self.world.word("may"))
        refused = z3.And(given.used, z3.Not(given.use))
        used = z3.And(given.used, *self._door_and_bounds(shape, rest, given))
        settled = z3.Or(refused, z3.And(power.settled, z3.Or(z3.Not(stands), used)))
        return Val(settled, z3.And(z3.Not(refused), power.settled, stands, used))

    def _power_amount(self) -> Val:
        given = self.world.assessment(self.encoder.terms[self.node.data], self.own_members(), self.day)
        used = self.args[0]
        return Val(z3.And(used.settled, used.value, given.known), given.value)

    def _counter(self) -> Val:
        value, *door = self.args
        term, members = self.encoder.terms[self.node.data], self.own_members()
        asked = self.world.fact(term, members, self.day) if term.kind == "fact" else None
        given = asked or self.world.assessment(term, members, self.day)
        opens = z3.And(given.unknown, *(z3.And(one.settled, one.value) for one in door))
        return Val(z3.Or(value.settled, opens), z3.If(value.settled, z3.Not(value.value), TRUE))

    # ── conditions ──────────────────────────────────────────────────────────────────────────────────────────────

    def _and(self) -> Val:
        no = z3.Or([z3.And(arg.settled, z3.Not(arg.value)) for arg in self.args])
        return Val(z3.Or(no, all_of(arg.settled for arg in self.args)), z3.And([arg.value for arg in self.args]))

    def _or(self) -> Val:
        yes = z3.Or([z3.And(arg.settled, arg.value) for arg in self.args])
        return Val(z3.Or(yes, all_of(arg.settled for arg in self.args)), yes)

    def _while(self) -> Val:
        covered, held = self.args
        return Val(z3.And(covered.settled, covered.value, held.settled), held.value)

    def _not(self) -> Val:
        return self.strict(z3.Not(self.args[0].value))

    def _compare(self) -> Val:
        left, right = (comparable(arg.value) for arg in self.args)
        return self.strict(_SIGNS[self.node.data](left, right))

    def _between(self) -> Val:
        part, low, high = (comparable(arg.value) for arg in self.args)
        return self.strict(z3.And(low <= part, part <= high))

    # ── numbers and dates ───────────────────────────────────────────────────────────────────────────────────────

    def _sum(self) -> Val:
        signed = zip(self.args, self.node.data, strict=True)
        return self.strict(z3.Sum([arg.value if sign > 0 else -arg.value for arg, sign in signed]))

    def _product(self) -> Val:
        return self.strict(z3.Product([arg.value for arg in self.args]))

    def _quotient(self) -> Val:
        left, right = self.args
        return self.strict(left.value / right.value, right.value != 0)

    def _lesser(self) -> Val:
        return self.strict(extreme([arg.value for arg in self.args], least=True))

    def _greater(self) -> Val:
        return self.strict(extreme([arg.value for arg in self.args], least=False))

    def _rounded(self) -> Val:
        direction, step, tie = self.node.data
        steps = self.args[0].value / real(step)
        down = z3.ToInt(steps)
        if direction == "down":
            whole = down
        elif direction == "up":
            whole = -z3.ToInt(-steps)
        else:
            whole = nearest(steps, tie)
        return self.strict(z3.ToReal(whole) * real(step))

    def _if(self) -> Val:
        condition, then, other = self.args
        settled = z3.And(condition.settled, z3.If(condition.value, then.settled, other.settled))
        return Val(settled, choose(condition.value, then.value, other.value))

    def _shifted(self) -> Val:
        count, unit = self.node.data
        day: Day = self.args[0].value
        if unit in ("year", "month"):
            later = days.months_on(day, count * (12 if unit == "year" else 1))
            return self.strict(later, later.year >= date.min.year, later.year <= date.max.year)
        apart = count * (7 if unit == "week" else 1)
        if abs(apart) <= days.NEAR:
            return self.strict(days.days_on(day, apart))
        later = self.world.day_on(f"{count} {unit} on", day)
        self.world.always.append(days.number(later) == days.number(day) + apart)
        return self.strict(later)

    def _full(self) -> Val:
        first, last = (arg.value for arg in self.args)
        return self.strict(z3.ToReal(days.full_units(self.node.data, first, last)), first.key <= last.key)

    def _year_of(self) -> Val:
        return self.strict(z3.ToReal(self.args[0].value.year))

    def _first_of_year(self) -> Val:
        return self.strict(Day(self.args[0].value.year, z3.IntVal(1), z3.IntVal(1)))

    def _moved(self) -> Val:
        """The first day from this on that is not free: not looked into, but never earlier, and within two weeks."""
        day: Day = self.args[0].value
        later = self.world.day_on(f"moved {self.node.data}", day)
        self.world.moved[self.node.data, tuple(part.get_id() for part in day.parts)] = (day, later)
        self.world.always += [later.key >= day.key, later.key <= days.days_on(day, days.MOST_FREE).key]
        return self.strict(later)


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}

"""From nodes to the solver's formulas: each step with its three-valued meaning, on a day that is itself an unknown.

Follows `engine.evaluate.code_values` and `code_rules` step by step. What is not looked into (counts of days, the beginning of a run of days)
may be anything, but the same wherever the same is asked: so what is proved holds, and what is found must be tried.
Start reading at `Encoder.values`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import z3

from engine.model.policy import Term
from engine.model.units import Type
from engine.solver import days
from engine.solver.days import Day
from engine.solver.normal import At, Node, Normals, cone
from engine.solver.world import EFFECTS, MEMBERS, Given, Val, World, real

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
Names = dict[str, int]
"""The members around a step: which one each variable stands for."""


class Encoder:
    """The formulas of some nodes in a world; `terms` are the declarations of both policies compared."""

    def __init__(self, world: World, normals: Normals, terms: Mapping[str, Term]) -> None:
        self.world, self.normals, self.terms = world, normals, terms
        self._frames: dict[tuple[int, ...], dict[tuple[int, tuple[int, ...]], Val]] = {}

    def values(self, roots: Iterable[int], day: Day) -> dict[tuple[int, tuple[int, ...]], Val]:
        """The values of nodes on a day, by number and members."""
        frame = self._frames.setdefault(tuple(part.get_id() for part in day.parts), {})
        for number in cone(self.normals.nodes, roots):
            node = self.normals.nodes[number]
            for members in product(range(MEMBERS), repeat=len(node.dims)):
                if (number, members) not in frame:
                    names = dict(zip((name for name, _ in node.dims), members, strict=True))
                    frame[number, members] = _Step(self, frame, number, node, names, day).value()
        return frame


class _Step:
    """One node for the members around it, on a day."""

    def __init__(self, encoder: Encoder, frame: Any, number: int, node: Node, names: Names, day: Day) -> None:
        self.encoder, self.frame, self.number, self.node = encoder, frame, number, node
        self.names, self.day, self.world = names, day, encoder.world

    def value(self) -> Val:
        made: Val = getattr(self, f"_{self.node.op}")()
        return Val(z3.simplify(made.settled), made.value)

    @property
    def type(self) -> Type:
        return self.encoder.normals.types[self.number]

    @property
    def args(self) -> list[Val]:
        return [self.read(arg) for arg in self.node.args]

    def read(self, at: At, names: Names | None = None) -> Val:
        number, variables = at
        around = {**self.names, **(names or {})}
        found: Val = self.frame[number, tuple(around[name] for name in variables)]
        return found

    def strict(self, value: Any, *also: Any) -> Val:
        """A value that is settled when all its parts are."""
        return Val(_all((arg.settled for arg in self.args), *also), value)

    def opaque(self) -> Val:
        key = (self.number, tuple(sorted(self.names.items())), tuple(part.get_id() for part in self.day.parts))
        return self.world.unknown(key, self.type)

    # ── what is known of each day ───────────────────────────────────────────────────────────────────────────────

    def _const(self) -> Val:
        return Val(TRUE, self.literal(self.node.data[1]))

    def literal(self, value: Any) -> Any:
        if isinstance(value, bool):
            return z3.BoolVal(value)
        if isinstance(value, Fraction | int):
            return real(Fraction(value))
        if isinstance(value, str):
            return self.world.word(value)
        return days.literal(value)

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
            value = _choose(from_then, self._or_any(next_value), value)
        return Val(z3.And(on.settled, settled), value)

    def _or_any(self, value: Any) -> Any:
        if value is not None:
            return self.literal(value)
        kind = self.type.kind
        if kind == "date":
            return days.literal(days.ORDINARY)
        return FALSE if kind == "yes_no" else real(Fraction(0)) if kind == "number" else z3.IntVal(-1)

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
            kept = z3.And(bound.settled, _keeps(kind, given.value, bound.value))
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
        return Val(z3.Or(no, _all(arg.settled for arg in self.args)), z3.And([arg.value for arg in self.args]))

    def _or(self) -> Val:
        yes = z3.Or([z3.And(arg.settled, arg.value) for arg in self.args])
        return Val(z3.Or(yes, _all(arg.settled for arg in self.args)), yes)

    def _while(self) -> Val:
        covered, held = self.args
        return Val(z3.And(covered.settled, covered.value, held.settled), held.value)

    def _not(self) -> Val:
        return self.strict(z3.Not(self.args[0].value))

    def _compare(self) -> Val:
        left, right = (_comparable(arg.value) for arg in self.args)
        return self.strict(_SIGNS[self.node.data](left, right))

    def _between(self) -> Val:
        part, low, high = (_comparable(arg.value) for arg in self.args)
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
        return self.strict(_extreme([arg.value for arg in self.args], least=True))

    def _greater(self) -> Val:
        return self.strict(_extreme([arg.value for arg in self.args], least=False))

    def _rounded(self) -> Val:
        direction, step, tie = self.node.data
        steps = self.args[0].value / real(step)
        down = z3.ToInt(steps)
        if direction == "down":
            whole = down
        elif direction == "up":
            whole = -z3.ToInt(-steps)
        else:
            whole = _nearest(steps, tie)
        return self.strict(z3.ToReal(whole) * real(step))

    def _if(self) -> Val:
        condition, then, other = self.args
        settled = z3.And(condition.settled, z3.If(condition.value, then.settled, other.settled))
        return Val(settled, _choose(condition.value, then.value, other.value))

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

    # ── members ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _members(self) -> Val:
        return Val(TRUE, None)  # read by the folds below, from the world

    def _each(self) -> tuple[list[Any], Any, list[Val], list[Val]]:
        """Which members are there, whether there are no others, and what each meets and gives."""
        number, variables = self.node.args[0]
        list, _, _ = self.encoder.normals.nodes[number].data
        here, whole = self.world.members(list, tuple(self.names[name] for name in variables))
        around = [{self.node.data: member} for member in range(MEMBERS)]
        wheres = [self.read(self.node.args[1], names) for names in around]
        bodies = [self.read(self.node.args[2], names) for names in around] if len(self.node.args) > 2 else []
        return here, whole, wheres, bodies

    def _any(self) -> Val:
        here, whole, wheres, _ = self._each()
        yes = z3.Or([z3.And(one, where.settled, where.value) for one, where in zip(here, wheres, strict=True)])
        return Val(z3.Or(yes, z3.And(whole, self._all_known(here, wheres))), yes)

    def _every(self) -> Val:
        here, whole, wheres, _ = self._each()
        met = zip(here, wheres, strict=True)
        no = z3.Or([z3.And(one, where.settled, z3.Not(where.value)) for one, where in met])
        return Val(z3.Or(no, z3.And(whole, self._all_known(here, wheres))), z3.Not(no))

    def _count(self) -> Val:
        here, whole, wheres, _ = self._each()
        ones = [z3.If(z3.And(one, where.value), 1, 0) for one, where in zip(here, wheres, strict=True)]
        return Val(z3.And(whole, self._all_known(here, wheres)), z3.ToReal(z3.Sum(ones)))

    def _all_known(self, here: list[Any], vals: list[Val]) -> Any:
        return z3.And([z3.Or(z3.Not(one), val.settled) for one, val in zip(here, vals, strict=True)])

    def _fold(self, combine: Callable[[list[Any], list[Any]], Any], needs_one: bool) -> Val:
        here, whole, wheres, bodies = self._each()
        counts = [z3.And(one, where.value) for one, where in zip(here, wheres, strict=True)]
        known = z3.And(whole, self._all_known(here, wheres), self._all_known(counts, bodies))
        settled = z3.And(known, z3.Or(counts)) if needs_one else known
        return Val(settled, combine(counts, [body.value for body in bodies]))

    def _sum_members(self) -> Val:
        zero = real(Fraction(0))
        return self._fold(
            lambda counts, values: z3.Sum([z3.If(one, value, zero) for one, value in zip(counts, values, strict=True)]),
            needs_one=False,
        )

    def _least(self) -> Val:
        return self._fold(lambda counts, values: _extreme_of(counts, values, least=True), needs_one=True)

    def _greatest(self) -> Val:
        return self._fold(lambda counts, values: _extreme_of(counts, values, least=False), needs_one=True)

    # ── other days ──────────────────────────────────────────────────────────────────────────────────────────────

    def _on_day(self) -> Val:
        day = self.args[0]
        inner = self._inner(day.value)[0]
        return Val(z3.And(day.settled, inner.settled), inner.value)

    def _read_on(self) -> Val:
        """Also where the day is not known, when what is read there is the same on all days; that is not looked into."""
        day = self.args[0]
        inner, other = self._inner(day.value)[0], self.opaque()
        settled = z3.If(day.settled, inner.settled, other.settled)
        return Val(settled, _choose(day.settled, inner.value, other.value))

    def _inner(self, day: Day) -> list[Val]:
        frame = self.encoder.values([number for number, _ in self.node.inner], day)
        return [frame[number, tuple(self.names[name] for name in variables)] for number, variables in self.node.inner]

    def _days_where(self) -> Val:
        return self._over_days(lambda where, days: z3.If(where.value, days, real(Fraction(0))))

    def _sum_over_days(self) -> Val:
        return self._over_days(lambda where, days, body: z3.If(where.value, body.value * days, real(Fraction(0))))

    def _over_days(self, total: Callable[..., Any]) -> Val:
        """Not looked into; supposed, for finding a case, to be as if nothing changed from day to day."""
        made = self.opaque()
        first, last = self.args
        inner = self._inner(self.day)
        length = z3.ToReal(days.number(last.value) - days.number(first.value) + 1)
        settled = _all((part.settled for part in (first, last, *inner)), length >= 0)
        same = z3.Implies(settled, made.value == total(inner[0], length, *inner[1:]))
        self.world.supposed += [made.settled == settled, same]
        return made

    def _day_began(self) -> Val:
        return self.opaque()

    # ── terms ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _combine(self) -> Val:
        standings, values, departs = self.args[::2], self.args[1::2], self.node.data
        if not values:
            return Val(FALSE, self._or_any(None))
        value = values[-1].value
        for standing, one in zip(standings[-2::-1], values[-2::-1], strict=True):
            value = _choose(standing.value, one.value, value)
        pairs = zip(standings, values, strict=True)
        agree = [z3.Implies(s.value, z3.And(v.settled, _equal(v.value, value))) for s, v in pairs]
        departing = [z3.If(s.value, 1, 0) for s, departing in zip(standings, departs, strict=True) if departing]
        one_departs = z3.Sum(departing) <= 1 if len(departing) > 1 else TRUE
        known = _all(standing.settled for standing in standings)
        return Val(z3.And(known, z3.Or([s.value for s in standings]), one_departs, *agree), value)

    def _bounded(self) -> Val:
        has_base, floors = self.node.data
        base, limits = self.args[: int(has_base)], self.args[int(has_base) :]
        pairs = list(zip(limits[::2], limits[1::2], strict=True))
        known = z3.And([z3.And(s.settled, z3.Or(z3.Not(s.value), v.settled)) for s, v in pairs])
        low = _limit(pairs[:floors], least=False)
        high = _limit(pairs[floors:], least=True)
        clash = z3.And(low.settled, high.settled, low.value > high.value)
        if not base:
            return Val(z3.And(known, z3.Not(clash), high.settled), high.value)
        own = base[0].value
        value = z3.If(
            z3.And(low.settled, own < low.value),
            low.value,
            z3.If(z3.And(high.settled, own > high.value), high.value, own),
        )
        return Val(z3.And(known, base[0].settled, z3.Not(clash)), value)

    def _effect(self) -> Val:
        kinds, word = self.node.data, self.world.word
        stands = {
            kind: z3.Or([arg.value for arg, own in zip(self.args, kinds, strict=True) if own == kind] or [FALSE])
            for kind in EFFECTS
        }
        binding = [arg.settled for arg, kind in zip(self.args, kinds, strict=True) if kind != "should"]
        advice = [arg for arg, kind in zip(self.args, kinds, strict=True) if kind == "should"]
        bound = z3.Or(stands["must"], stands["may"], stands["must_not"])
        clash = z3.And(stands["must_not"], z3.Or(stands["must"], stands["may"]))
        advised = z3.Or([z3.And(arg.settled, arg.value) for arg in advice] or [FALSE])
        value = z3.If(stands["must_not"], word("must_not"), z3.If(stands["must"], word("must"), word("may")))
        value = z3.If(bound, value, z3.If(advised, word("should"), word("none")))
        free = z3.Or(bound, advised, _all(arg.settled for arg in advice))
        return Val(z3.And(z3.And(binding), z3.Not(clash), free), value)

    def _formalised(self) -> Val:
        value, *missing = self.args
        absent = [z3.And(one.settled, z3.Not(one.value)) for one in missing]
        return Val(z3.And(value.settled, *absent), value.value)


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


# ── small parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def _all(parts: Iterable[Any], *also: Any) -> Any:
    return z3.And([*parts, *also])


def _choose(condition: Any, yes: Any, no: Any) -> Any:
    return days.choose(condition, yes, no) if isinstance(yes, Day) else z3.If(condition, yes, no)


def _comparable(value: Any) -> Any:
    return value.key if isinstance(value, Day) else value


def _equal(left: Any, right: Any) -> Any:
    return _comparable(left) == _comparable(right)


def _keeps(kind: str, value: Any, bound: Any) -> Any:
    """Whether an assessment keeps a bound."""
    if kind == "recommends":
        return _equal(value, bound)
    return value >= bound if kind == "at_least" else value <= bound


def _extreme(values: list[Any], *, least: bool) -> Any:
    found = values[0]
    for value in values[1:]:
        better = _comparable(value) < _comparable(found) if least else _comparable(value) > _comparable(found)
        found = _choose(better, value, found)
    return found


def _extreme_of(counts: list[Any], values: list[Any], *, least: bool) -> Any:
    """The least or greatest of the values that count."""
    found, any_yet = values[0], counts[0]
    for one, value in zip(counts[1:], values[1:], strict=True):
        better = _comparable(value) < _comparable(found) if least else _comparable(value) > _comparable(found)
        found = _choose(z3.And(one, z3.Or(z3.Not(any_yet), better)), value, found)
        any_yet = z3.Or(any_yet, one)
    return found


def _limit(pairs: list[tuple[Val, Val]], *, least: bool) -> Val:
    """The lowest ceiling or highest floor that stands; settled when there is one."""
    if not pairs:
        return Val(FALSE, real(Fraction(0)))
    counts = [standing.value for standing, _ in pairs]
    return Val(z3.Or(counts), _extreme_of(counts, [value.value for _, value in pairs], least=least))


def _nearest(steps: Any, tie: str) -> Any:
    """A number as a whole number, halves by magnitude as `tie` says."""
    size = z3.If(steps < 0, -steps, steps)
    whole = z3.ToInt(size)
    rest = size - z3.ToReal(whole)
    at_half = {"half_up": TRUE, "half_down": FALSE}.get(tie, whole % 2 == 1)
    up = z3.Or(rest > real(Fraction(1, 2)), z3.And(rest == real(Fraction(1, 2)), at_half))
    rounded = whole + z3.If(up, 1, 0)
    return z3.If(steps < 0, -rounded, rounded)

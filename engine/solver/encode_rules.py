"""What the other steps mean: members of lists, other days, the rules of a term.

Follows `engine.evaluate.code_rules`; each method is named after the operation of a node.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import z3

from engine.solver import days
from engine.solver.encode_values import Values
from engine.solver.formulas import FALSE, TRUE, all_of, choose, equal, extreme_of, limit
from engine.solver.world import EFFECTS, MEMBERS, Val, real


class AnyStep(Values):
    """A step, whatever it computes."""

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
        return self._fold(lambda counts, values: extreme_of(counts, values, least=True), needs_one=True)

    def _greatest(self) -> Val:
        return self._fold(lambda counts, values: extreme_of(counts, values, least=False), needs_one=True)

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
        return Val(settled, choose(day.settled, inner.value, other.value))

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
        settled = all_of((part.settled for part in (first, last, *inner)), length >= 0)
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
            value = choose(standing.value, one.value, value)
        pairs = zip(standings, values, strict=True)
        agree = [z3.Implies(s.value, z3.And(v.settled, equal(v.value, value))) for s, v in pairs]
        departing = [z3.If(s.value, 1, 0) for s, departing in zip(standings, departs, strict=True) if departing]
        one_departs = z3.Sum(departing) <= 1 if len(departing) > 1 else TRUE
        known = all_of(standing.settled for standing in standings)
        return Val(z3.And(known, z3.Or([s.value for s in standings]), one_departs, *agree), value)

    def _bounded(self) -> Val:
        has_base, floors = self.node.data
        base, limits = self.args[: int(has_base)], self.args[int(has_base) :]
        pairs = list(zip(limits[::2], limits[1::2], strict=True))
        known = z3.And([z3.And(s.settled, z3.Or(z3.Not(s.value), v.settled)) for s, v in pairs])
        low = limit(pairs[:floors], least=False)
        high = limit(pairs[floors:], least=True)
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
        free = z3.Or(bound, advised, all_of(arg.settled for arg in advice))
        return Val(z3.And(z3.And(binding), z3.Not(clash), free), value)

    def _formalised(self) -> Val:
        value, *missing = self.args
        absent = [z3.And(one.settled, z3.Not(one.value)) for one in missing]
        return Val(z3.And(value.settled, *absent), value.value)

"""What the other slots become: members of lists, other days, the rules of a term, assessments and powers.

Each method is named after the operation of a slot. Comes after `code_values`; `code` makes functions of it.
"""

from __future__ import annotations

from engine.evaluate.code_body import Written
from engine.evaluate.code_values import Values
from engine.evaluate.slots import Ref, Slot


class Lines(Values):
    """The lines of one function, whatever they compute."""

    # ── members ─────────────────────────────────────────────────────────────────────────────────────────────

    def _members(self, slot: Slot, target: str) -> Written:
        owner = self._names.get("it") if slot.dims else None
        return self._assign(target, f"L.get(({slot.data!r}, {owner}), ((), False))", 0, False)

    def _quantified(self, slot: Slot, target: str, settle: str, below: int | None) -> Written:
        members, where = slot.args[:2]
        names = {slot.data: "q"}
        lines = [
            f"ids, whole = {self._operand(members)}",
            f"w = [{self._operand(where, names)} for q in ids]",
        ]
        if len(slot.args) > 2:
            lines.append(f"b = [{self._maybe(slot.args[2], below, names)} for q, t in zip(ids, w) if t]")
        return [*lines, f"{target} = {settle}"], below, True

    def _any(self, slot: Slot, target: str) -> Written:
        return self._quantified(slot, target, "True if True in w else None if not whole or None in w else False", 0)

    def _every(self, slot: Slot, target: str) -> Written:
        return self._quantified(slot, target, "False if False in w else None if not whole or None in w else True", 0)

    def _count(self, slot: Slot, target: str) -> Written:
        return self._quantified(slot, target, "None if not whole or None in w else w.count(True)", 1)

    def _fold(self, slot: Slot, target: str, code: str) -> Written:
        below = self.below[slot.args[2].slot]
        return self._quantified(slot, target, f"None if not whole or None in w or None in b else {code}", below)

    def _sum_members(self, slot: Slot, target: str) -> Written:
        return self._fold(slot, target, "sum(b)")

    def _least(self, slot: Slot, target: str) -> Written:
        return self._fold(slot, target, "min(b, default=None)")

    def _greatest(self, slot: Slot, target: str) -> Written:
        return self._fold(slot, target, "max(b, default=None)")

    # ── other days ──────────────────────────────────────────────────────────────────────────────────────────

    def _inner_key(self, ref: Ref) -> str:
        return "(" + ", ".join(self._names[name] for name in ref.at) + ")" if ref.at else "None"

    def _on_day(self, slot: Slot, target: str) -> Written:
        at, (inner,) = slot.data
        day = self._operand(slot.args[0])
        key = f"[{', '.join(self._names[name] for name in inner.at)}]" if inner.at else ""
        code = self._guarded(slot.args, f"E({at}, {day})[{inner.slot}]{key}")
        return self._assign(target, code, self.subs[at].below[inner.slot])

    def _read_on(self, slot: Slot, target: str) -> Written:
        at, (inner,) = slot.data
        key = f"[{', '.join(self._names[name] for name in inner.at)}]" if inner.at else ""
        code = f"E({at}, {self._operand(slot.args[0])})[{inner.slot}]{key}"
        return self._assign(target, code, self.subs[at].below[inner.slot])

    def _days_where(self, slot: Slot, target: str) -> Written:
        at, (inner,) = slot.data
        first, last = (self._operand(ref) for ref in slot.args)
        code = f"days_where(E, {at}, {first}, {last}, {inner.slot}, {self._inner_key(inner)})"
        return self._assign(target, self._guarded(slot.args, code), 1)

    def _sum_over_days(self, slot: Slot, target: str) -> Written:
        at, (where, body) = slot.data
        first, last = (self._operand(ref) for ref in slot.args)
        pairs = ", ".join(f"({ref.slot}, {self._inner_key(ref)})" for ref in (where, body))
        code = self._guarded(slot.args, f"sum_over_days(E, {at}, {first}, {last}, {pairs})")
        return self._assign(target, code, self.subs[at].below[body.slot])

    def _day_began(self, slot: Slot, target: str) -> Written:
        at, (inner,) = slot.data
        return self._assign(target, f"day_began(E, {at}, day, {inner.slot}, {self._inner_key(inner)})")

    # ── terms ───────────────────────────────────────────────────────────────────────────────────────────────

    def _combine(self, slot: Slot, target: str) -> Written:
        standings, values, departs = slot.args[::2], slot.args[1::2], slot.data[1]
        if not values:
            return self._assign(target, "None", 1)
        below = self._common(values)
        s = [self._operand(ref) for ref in standings]
        v = [self._maybe(ref, below) for ref in values]
        if len(values) == 1:
            return self._assign(target, f"{v[0]} if {s[0]} else None", below)
        if len(values) == 2 and not all(departs):
            both = f"{v[0]} if not {s[1]} or {v[0]} == {v[1]} else None"
            code = f"({both}) if {s[0]} else ({v[1]} if {s[1]} else None)"
            return self._assign(target, self._guarded(standings, code), below)
        code = f"combine(({', '.join(s)},), ({', '.join(v)},), {self.writer.constant(repr(departs))})"
        return self._assign(target, code, below)

    def _bounded(self, slot: Slot, target: str) -> Written:
        _, has_base, floors, _ = slot.data
        base = slot.args[:1] if has_base else ()
        standings, values = slot.args[len(base) :: 2], slot.args[len(base) + 1 :: 2]
        below = self._common((*base, *values))
        lines = [f"{target} = {self._maybe(base[0], below) if base else 'None'}", "low = high = None"]
        tests = [f"{self._operand(ref)} is None" for ref in standings if self.nullable[ref.slot]]
        tests += [
            f"({self._operand(s)} and {self._operand(v)} is None)"
            for s, v in zip(standings, values, strict=True)
            if self.nullable[v.slot]
        ]
        if base:
            tests.append(f"{target} is None")
        for number, (standing, value) in enumerate(zip(standings, values, strict=True)):
            name, sign = ("low", ">") if number < floors else ("high", "<")
            code = self._maybe(value, below)
            lines.append(f"if {self._operand(standing)} and {self._operand(value)} is not None:")
            lines.append(f"    v = {code}")
            lines.append(f"    if {name} is None or v {sign} {name}: {name} = v")
        clash = "low is not None and high is not None and low > high"
        lines.append(f"if {' or '.join([*tests, clash])}: {target} = None")
        if base:
            lines += [
                f"elif low is not None and {target} < low: {target} = low",
                f"elif high is not None and {target} > high: {target} = high",
            ]
        else:
            lines.append(f"else: {target} = high")
        return lines, below, True

    def _effect(self, slot: Slot, target: str) -> Written:
        kinds, s = slot.data[1], [self._operand(ref) for ref in slot.args]
        if not s:
            return self._assign(target, "'none'", 0, False)
        if len(s) == 1:
            code = self._guarded(slot.args, f"{kinds[0]!r} if {s[0]} else 'none'")
            return self._assign(target, code, 0, self._any_nullable(slot.args))
        return self._assign(target, f"effect(({', '.join(s)},), {self.writer.constant(repr(kinds))})")

    def _formalised(self, slot: Slot, target: str) -> Written:
        value, *conditions = slot.args
        tests = " and ".join(f"{self._operand(ref)} is False" for ref in conditions)
        return self._assign(target, f"{self._operand(value)} if {tests} else None", self.below[value.slot])

    def _bounds(self, refs: tuple[Ref, ...]) -> tuple[int | None, str]:
        below = self._wide((self.writer.facts_below, *(self.below[ref.slot] for ref in refs)))
        return below, ", ".join(self._maybe(ref, below) for ref in refs)

    def _keeps_bounds(self, slot: Slot, shape: tuple[str, ...], refs: tuple[Ref, ...], number: bool) -> str:
        below, bounds = self._bounds(refs) if number else (0, ", ".join(self._operand(ref) for ref in refs))
        value = self._rescaled("a[0]", self.writer.facts_below if number else 0, below)
        return f"within({value}, a[1], {self.writer.constant(repr(shape))}, ({bounds},))"

    def _assess(self, slot: Slot, target: str) -> Written:
        term, shape = slot.data
        args, below = slot.args, self._number_below(slot)
        tests = ["a is not None"]
        if shape[:1] == ("door",):
            tests.append(f"{self._operand(args[0])} is True")
            shape, args = shape[1:], args[1:]
        if shape:
            tests.append(self._keeps_bounds(slot, shape, args, below != 0))
        lines = [f"a = A({self._key(term, slot)})", f"{target} = a[0] if {' and '.join(tests)} else None"]
        return lines, below, True

    def _used(self, slot: Slot, target: str) -> Written:
        term, shape = slot.data
        power, *rest = slot.args
        refs = tuple(rest)
        key, stands = self._key(term, slot), self._operand(power)
        tests = []
        if shape[:1] == ("door",):
            tests.append(f"{self._operand(refs[0])} is True")
            shape, refs = shape[1:], refs[1:]
        declared = self.writer.policy.terms[term]
        number = bool(declared.amount_type and declared.amount_type.kind == "number")
        if shape:
            tests.append(f"(a is None or a[0] is None or {self._keeps_bounds(slot, shape, refs, number)})")
        lines = [
            f"u = W({key})",
            f"a = A({key})",
            f"if u is False: {target} = False",
            f"elif {stands} is None: {target} = None",
            f"elif {stands} not in ('must', 'may'): {target} = False",
            f"else: {target} = {'u' if not tests else 'u if ' + ' and '.join(tests) + ' else None'}",
        ]
        return lines, 0, True

    def _power_amount(self, slot: Slot, target: str) -> Written:
        used = self._operand(slot.args[0])
        lines = [f"a = A({self._key(slot.data, slot)})", f"{target} = a[0] if {used} and a is not None else None"]
        return lines, self._number_below(slot), True

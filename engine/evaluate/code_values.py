"""What the slots of values become: what a case gives, parameters, conditions, numbers and dates.

Each method is named after the operation of a slot. Comes after `code_body`; `code_rules` builds on it.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from engine.evaluate.code_body import Body, Written
from engine.evaluate.slots import Ref, Slot


class Values(Body):
    """The lines of one function that compute values."""

    # ── what is given ───────────────────────────────────────────────────────────────────────────────────────

    def _const(self, slot: Slot, target: str) -> Written:
        value = slot.data[1]
        if isinstance(value, Fraction):
            return self._assign(target, str(value.numerator), value.denominator, False)
        return self._assign(target, self._literal(value), 0, False)

    def _fact(self, slot: Slot, target: str) -> Written:
        return self._given(slot, target, f"g({self._key(slot.data[0], slot)})", slot.args)

    def _given(self, slot: Slot, target: str, read: str, args: tuple[Ref, ...]) -> Written:
        _, applies, ranged = slot.data
        below = self._number_below(slot)
        if applies:
            read = f"{read} if {self._operand(args[0])} else None"
            args = args[1:]
        lines = [f"{target} = {read}"]
        if ranged:
            low, high = args
            tests = [f"{self._operand(ref)} is None" for ref in args if self.nullable[ref.slot]]
            common = self._wide((below, self.below[low.slot], self.below[high.slot]))
            value = self._rescaled(target, below, common)
            tests.append(f"not {self._scaled(low, common)} <= {value} <= {self._scaled(high, common)}")
            lines.append(f"if {target} is not None and ({' or '.join(tests)}): {target} = None")
        return lines, below, True

    def _step(self, slot: Slot, target: str, number: bool) -> Written:
        days, values = slot.data[1]
        below: int | None = 0
        if number:
            below = lcm(*(value.denominator for value in values if isinstance(value, Fraction)))
            values = tuple(value if value is None else int(value * below) for value in values)
        nullable = any(value is None for value in values)
        literals = [self._literal(value) for value in values]
        day = self._operand(slot.args[0]) if slot.args else "day"
        if len(values) == 1:
            code = literals[0]
        else:
            breaks = self.writer.constant(f"({', '.join(self._literal(day) for day in days)},)")
            code = f"{self.writer.constant('(' + ', '.join(literals) + ',)')}[bisect({breaks}, {day})]"
        unknown = self.nullable[slot.args[0].slot] if slot.args else not self.knows_day and len(values) > 1
        if unknown:
            code, nullable = f"None if {day} is None else {code}", True
        return self._assign(target, code, below, nullable)

    def _in_force(self, slot: Slot, target: str) -> Written:
        return self._step(slot, target, False)

    _coverage = _covered = _in_force

    def _parameter(self, slot: Slot, target: str) -> Written:
        return self._step(slot, target, bool(slot.type and slot.type.kind == "number"))

    def _the_day(self, slot: Slot, target: str) -> Written:
        return self._assign(target, "day", 0, not self.knows_day)

    # ── conditions ──────────────────────────────────────────────────────────────────────────────────────────

    def _and(self, slot: Slot, target: str) -> Written:
        codes = [self._operand(ref) for ref in slot.args]
        lines = [f"{target} = {' and '.join(codes)}"]
        later = [code for code, ref in zip(codes[1:], slot.args[1:], strict=True)]
        nullable = self._any_nullable(slot.args)
        if self._any_nullable(slot.args[:-1]):
            lines.append(f"if {target} is None and ({' or '.join(f'{c} is False' for c in later)}): {target} = False")
        return lines, 0, nullable

    def _or(self, slot: Slot, target: str) -> Written:
        codes = [self._operand(ref) for ref in slot.args]
        lines = [f"{target} = {' or '.join(codes)}"]
        earlier = [c for c, ref in zip(codes[:-1], slot.args[:-1], strict=True) if self.nullable[ref.slot]]
        if earlier:
            lines.append(f"if {target} is False and ({' or '.join(f'{c} is None' for c in earlier)}): {target} = None")
        return lines, 0, self._any_nullable(slot.args)

    def _while(self, slot: Slot, target: str) -> Written:
        covered, held = (self._operand(ref) for ref in slot.args)
        return self._assign(target, f"{held} if {covered} else None")

    def _not(self, slot: Slot, target: str) -> Written:
        return self._assign(
            target, self._guarded(slot.args, f"not {self._operand(slot.args[0])}"), 0, self._any_nullable(slot.args)
        )

    def _compare(self, slot: Slot, target: str) -> Written:
        sign = "==" if slot.data == "=" else slot.data
        common = self._common(slot.args)
        left, right = (self._scaled(ref, common) for ref in slot.args)
        code = self._guarded(slot.args, f"{left} {sign} {right}")
        return self._assign(target, code, 0, self._any_nullable(slot.args))

    def _between(self, slot: Slot, target: str) -> Written:
        common = self._common(slot.args)
        part, low, high = (self._scaled(ref, common) for ref in slot.args)
        code = self._guarded(slot.args, f"{low} <= {part} <= {high}")
        return self._assign(target, code, 0, self._any_nullable(slot.args))

    def _counter(self, slot: Slot, target: str) -> Written:
        value, *door = (self._operand(ref) for ref in slot.args)
        asked = "".join(f" and {operand}" for operand in door)
        code = f"(True if {self._key(slot.data, slot)} in C{asked} else None) if {value} is None else not {value}"
        return self._assign(target, code)

    # ── numbers and dates ───────────────────────────────────────────────────────────────────────────────────

    def _sum(self, slot: Slot, target: str) -> Written:
        below = self._common(slot.args)
        terms = [
            ("- " if sign < 0 else "+ ") + self._scaled(ref, below)
            for ref, sign in zip(slot.args, slot.data, strict=True)
        ]
        code = " ".join(terms).removeprefix("+ ")
        return self._assign(target, self._guarded(slot.args, code), below, self._any_nullable(slot.args))

    def _product(self, slot: Slot, target: str) -> Written:
        below: int | None = 1
        for ref in slot.args:
            own = self.below[ref.slot]
            below = None if below is None or own is None else self._capped(below * own)
        if below is None:
            codes = [self._scaled(ref, None) for ref in slot.args]
        else:
            codes = [self._operand(ref) for ref in slot.args]
        return self._assign(target, self._guarded(slot.args, " * ".join(codes)), below, self._any_nullable(slot.args))

    def _quotient(self, slot: Slot, target: str) -> Written:
        left, right = slot.args
        divisor, own = self.program.slots[right.slot], self.below[left.slot]
        if divisor.op == "const" and divisor.data[1] != 0 and own is not None:
            value = divisor.data[1]
            sign = "-" if value < 0 else ""
            below = self._capped(own * abs(value.numerator))
            if below is not None:
                times = f" * {value.denominator}" if value.denominator != 1 else ""
                code = self._guarded((left,), f"{sign}{self._operand(left)}{times}")
                return self._assign(target, code, below, self.nullable[left.slot])
        zero = f"{self._operand(right)} == 0"
        code = f"Fraction({self._scaled(left, None)}) / {self._scaled(right, None)}"
        tests = [f"{self._operand(ref)} is None" for ref in slot.args if self.nullable[ref.slot]]
        return self._assign(target, f"None if {' or '.join([*tests, zero])} else {code}", None, True)

    def _extreme(self, slot: Slot, target: str, sign: str, name: str) -> Written:
        below = self._common(slot.args)
        codes = [self._scaled(ref, below) for ref in slot.args]
        code = f"{name}({', '.join(codes)})"
        if len(codes) == 2:
            code = f"{codes[0]} if {codes[0]} {sign} {codes[1]} else {codes[1]}"
        return self._assign(target, self._guarded(slot.args, code), below, self._any_nullable(slot.args))

    def _lesser(self, slot: Slot, target: str) -> Written:
        return self._extreme(slot, target, "<=", "min")

    def _greater(self, slot: Slot, target: str) -> Written:
        return self._extreme(slot, target, ">=", "max")

    def _rounded(self, slot: Slot, target: str) -> Written:
        direction, step, tie = slot.data
        own = self.below[slot.args[0].slot]
        name = self.writer.constant(f"Fraction({step.numerator}, {step.denominator})")
        code = f"rounded({self._operand(slot.args[0])}, {own or 1}, {name}, {direction!r}, {tie!r})"
        return self._assign(target, self._guarded(slot.args, code), step.denominator, self._any_nullable(slot.args))

    def _if(self, slot: Slot, target: str) -> Written:
        condition, then, other = slot.args
        below = self._common((then, other))
        code = f"({self._maybe(then, below)}) if {self._operand(condition)} else ({self._maybe(other, below)})"
        if self.nullable[condition.slot]:
            code = f"None if {self._operand(condition)} is None else ({code})"
        return self._assign(target, code, below, self._any_nullable(slot.args))

    def _shifted(self, slot: Slot, target: str) -> Written:
        count, unit = slot.data
        return self._assign(
            target, self._guarded(slot.args, f"shift({self._operand(slot.args[0])}, {count}, {unit!r})")
        )

    def _full(self, slot: Slot, target: str) -> Written:
        first, last = (self._operand(ref) for ref in slot.args)
        return self._assign(target, self._guarded(slot.args, f"full({slot.data!r}, {first}, {last})"), 1)

    def _year_of(self, slot: Slot, target: str) -> Written:
        code = self._guarded(slot.args, f"{self._operand(slot.args[0])}.year")
        return self._assign(target, code, 1, self._any_nullable(slot.args))

    def _first_of_year(self, slot: Slot, target: str) -> Written:
        code = self._guarded(slot.args, f"date({self._operand(slot.args[0])}.year, 1, 1)")
        return self._assign(target, code, 0, self._any_nullable(slot.args))

    def _moved(self, slot: Slot, target: str) -> Written:
        free = tuple((day.kind, day.a, day.b) for day in self.writer.policy.calendars[slot.data].free)
        code = f"moved({self._operand(slot.args[0])}, {self.writer.constant(repr(free))})"
        return self._assign(target, self._guarded(slot.args, code))

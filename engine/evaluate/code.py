"""From a program's slots to Python source: straight lines, no dispatch, whole numbers where they suffice.

Numbers in generated code are whole numbers over a denominator known when the code is written (`Layout.below`):
`75 % of x` of a fact in hundredths is an integer in hundredths of a hundredth. A slot whose denominator cannot be
known (a division by something variable) holds a `Fraction`. Facts come in hundredths, or, for the rare case with finer
facts, as fractions in a second version of the code; both give the same exact values.
Start reading at `generate`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

from engine.evaluate.code_marks import marking
from engine.evaluate.slots import Layout, Program, Ref, Slot
from engine.model.policy import Policy

MARKED_BY_CODE = 2_000
"""The most slots whose marking is written out: it looks at each, where a walk looks only at those that matter."""
_LARGEST = 10**40
Written = tuple[list[str], int | None, bool]
"""The lines that compute a slot, its denominator, and whether it may be open."""


def generate(program: Program, policy: Policy, facts_below: int | None) -> tuple[str, Layout]:
    """The source of a module with `run` (and `RUNS`, the programs for other days), and how to read its values."""
    writer = _Writer(policy, facts_below)
    layout = writer.program(program)
    head = [
        "from datetime import date",
        "from fractions import Fraction",
        "from engine.evaluate.runtime import (",
        "    bisect, combine, day_began, days_where, effect, full, moved, rounded, shift, sum_over_days, within,",
        ")",
    ]
    return "\n".join([*head, *writer.constants, *writer.functions, f"RUN = {writer.top}"]) + "\n", layout


class _Writer:
    def __init__(self, policy: Policy, facts_below: int | None) -> None:
        self.policy, self.facts_below = policy, facts_below
        self.constants: list[str] = []
        self.functions: list[str] = []
        self.top = ""
        self._named: dict[str, str] = {}
        self._tops: dict[int, str] = {}

    def program(self, program: Program, knows_day: bool = True) -> Layout:
        subs = [self.program(sub, False) for sub in program.subs]
        names = [self._tops[id(sub)] for sub in program.subs]
        body = _Body(self, program, subs, knows_day)
        lines = body.lines()
        number = len(self.functions)
        name = f"run_{number}"
        values = ", ".join(f"s{i}" for i in range(len(program.slots)))
        self.functions.append(
            "\n".join(
                [
                    f"def {name}(day, g, A, W, C, I, L, E):",
                    *lines,
                    f"    return ({values}{',' if len(program.slots) == 1 else ''})",
                    f"{name}.subs = ({''.join(sub + ', ' for sub in names)})",
                    *([marking(program, f"mark_{number}")] if len(program.slots) <= MARKED_BY_CODE else []),
                    f"{name}.mark = {f'mark_{number}' if len(program.slots) <= MARKED_BY_CODE else None}",
                ]
            )
        )
        self.top = name
        self._tops[id(program)] = name
        return Layout(tuple(body.below), tuple(subs))

    def constant(self, text: str) -> str:
        """The name of a module-level constant."""
        if text not in self._named:
            self._named[text] = f"K{len(self._named)}"
            self.constants.append(f"{self._named[text]} = {text}")
        return self._named[text]


class _Body:
    """The lines of one function."""

    def __init__(self, writer: _Writer, program: Program, subs: list[Layout], knows_day: bool) -> None:
        self.writer, self.program, self.subs, self.knows_day = writer, program, subs, knows_day
        self.below: list[int | None] = []
        self.nullable: list[bool] = []
        self._group: tuple[tuple[str, str], ...] = ()
        self._in_group: set[int] = set()
        self._names: dict[str, str] = {}

    def lines(self) -> list[str]:
        out: list[str] = []
        slots = self.program.slots
        at = 0
        while at < len(slots):
            end = at + 1
            if not slots[at].dims:
                out += self._lines(at, "    ", f"s{at}")
            else:
                while end < len(slots) and slots[end].dims == slots[at].dims and self._own_member_only(end, at):
                    end += 1
                out += self._loop(at, end)
            at = end
        return out

    def _own_member_only(self, index: int, at: int) -> bool:
        """Whether a slot reads those computed since `at` of its own member only, so that one loop can hold it."""
        slot = self.program.slots[index]
        own = tuple(name for name, _ in slot.dims)
        return all(ref.at == own for ref in slot.args if ref.slot >= at)

    def _loop(self, at: int, end: int) -> list[str]:
        dims = self.program.slots[at].dims
        self._group, self._in_group = dims, set()
        self._names = {name: f"m{number}" for number, (name, _) in enumerate(dims)}
        out = ["    " + "; ".join(f"s{i} = {{}}" for i in range(at, end))]
        indent = "    "
        for name, entity in dims:
            out.append(f"{indent}for {self._names[name]} in I.get({entity!r}, ()):")
            indent += "    "
        key = ", ".join(self._names.values())
        for i in range(at, end):
            out += self._lines(i, indent, f"x{i}")
            out.append(f"{indent}s{i}[{key}] = x{i}")
            self._in_group.add(i)
        self._group, self._in_group, self._names = (), set(), {}
        return out

    # ── operands ────────────────────────────────────────────────────────────────────────────────────────────

    def _operand(self, ref: Ref, names: dict[str, str] | None = None) -> str:
        if not ref.at:
            return f"s{ref.slot}"
        names = {**self._names, **(names or {})}
        if ref.slot in self._in_group and ref.at == tuple(name for name, _ in self._group):
            return f"x{ref.slot}"
        return f"s{ref.slot}[{', '.join(names[name] for name in ref.at)}]"

    def _scaled(self, ref: Ref, below: int | None, names: dict[str, str] | None = None) -> str:
        """An operand that is not open, over a denominator."""
        code, own = self._operand(ref, names), self.below[ref.slot]
        if own == below or own == 0:
            return code
        if below is None:
            return code if own == 1 else f"Fraction({code}, {own})"
        assert own is not None
        return f"{code} * {below // own}"

    def _maybe(self, ref: Ref, below: int | None, names: dict[str, str] | None = None) -> str:
        """An operand that may be open, over a denominator."""
        code = self._operand(ref, names)
        scaled = self._scaled(ref, below, names)
        if scaled == code or not self.nullable[ref.slot]:
            return scaled
        return f"(None if {code} is None else {scaled})"

    def _common(self, refs: tuple[Ref, ...]) -> int | None:
        belows = [self.below[ref.slot] for ref in refs]
        if any(below is None for below in belows):
            return None
        found = lcm(*(below for below in belows if below))
        return 0 if any(below == 0 for below in belows) else self._capped(found)

    def _capped(self, below: int) -> int | None:
        return below if below <= _LARGEST else None

    def _guarded(self, refs: tuple[Ref, ...], code: str, names: dict[str, str] | None = None) -> str:
        tests = [f"{self._operand(ref, names)} is None" for ref in dict.fromkeys(refs) if self.nullable[ref.slot]]
        return f"None if {' or '.join(tests)} else {code}" if tests else code

    def _any_nullable(self, refs: tuple[Ref, ...]) -> bool:
        return any(self.nullable[ref.slot] for ref in refs)

    # ── one slot ────────────────────────────────────────────────────────────────────────────────────────────

    def _lines(self, at: int, indent: str, target: str) -> list[str]:
        slot = self.program.slots[at]
        write: Callable[[Slot, str], Written] = getattr(self, f"_{slot.op}")
        lines, below, nullable = write(slot, target)
        self.below.append(below)
        self.nullable.append(nullable)
        return [indent + line for line in lines]

    def _assign(self, target: str, code: str, below: int | None = 0, nullable: bool = True) -> Written:
        return [f"{target} = {code}"], below, nullable

    def _const(self, slot: Slot, target: str) -> Written:
        value = slot.data[1]
        if isinstance(value, Fraction):
            return self._assign(target, str(value.numerator), value.denominator, False)
        return self._assign(target, self._literal(value), 0, False)

    def _literal(self, value: Any) -> str:
        if isinstance(value, date):
            return self.writer.constant(f"date({value.year}, {value.month}, {value.day})")
        return repr(value)

    def _key(self, term: str, slot: Slot) -> str:
        member = self._names.get("it") if slot.dims else None
        return f"({term!r}, {member})" if member else repr(term)

    def _number_below(self, slot: Slot) -> int | None:
        """The denominator of something a case gives."""
        return self.writer.facts_below if slot.type and slot.type.kind == "number" else 0

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

    def _wide(self, belows: tuple[int | None, ...]) -> int | None:
        if any(below is None for below in belows):
            return None
        return lcm(*(below or 1 for below in belows))

    def _rescaled(self, code: str, own: int | None, below: int | None) -> str:
        if own == below or own == 0 or below == 0:
            return code
        if below is None:
            return code if own in (1, None) else f"Fraction({code}, {own})"
        return f"{code} * {below // (own or 1)}"

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

"""One function of generated code: its lines, and how they read the slots before them.

A slot is read over a denominator, and may be open; a slot with members is computed in a loop over them. What each kind
of slot becomes is said in `code_values` and `code_rules`. Start reading at `Body.lines`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import lcm
from typing import Any

from engine.evaluate.slots import Layout, Program, Ref, Slot
from engine.model.policy import Policy

_LARGEST = 10**40
Written = tuple[list[str], int | None, bool]
"""The lines that compute a slot, its denominator, and whether it may be open."""


class Module:
    """The module the functions stand in: what it is made for, and its constants."""

    def __init__(self, policy: Policy, facts_below: int | None) -> None:
        self.policy, self.facts_below = policy, facts_below
        self.constants: list[str] = []
        self._named: dict[str, str] = {}

    def constant(self, text: str) -> str:
        """The name of a module-level constant."""
        if text not in self._named:
            self._named[text] = f"K{len(self._named)}"
            self.constants.append(f"{self._named[text]} = {text}")
        return self._named[text]


class Body:
    """The lines of one function."""

    def __init__(self, writer: Module, program: Program, subs: list[Layout], knows_day: bool) -> None:
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

"""What a case may hold, as unknowns of the solver: one world is shared by all policies compared.

Each fact on a day is known, asked and unknown, or not asked; each assessment counts or does not, whatever it lacks.
Lists have at most `MEMBERS` members. Start reading at `World`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import z3
from attrs import define, field, frozen

from engine.model.policy import Term
from engine.model.units import Type
from engine.solver.days import Day, is_a_day

MEMBERS = 2
"""How many members a list has at most in the solver; what is proved is proved for lists so long."""
EFFECTS = ("none", "should", "may", "must", "must_not")

Value = Any
"""A z3 expression (truth, real, whole number for words) or a `Day`."""


@frozen(eq=False)
class Val:
    """A value that may be open: whether it is settled, and what it is then."""

    settled: Any
    value: Value


@frozen(eq=False)
class Given:
    """One thing a case may give on a day: `known` with `value`, or `unknown` (asked, and nobody can say).

    For a power, `used` says whether its use is recorded and `use` whether it is used; `departs` that a reason is given
    for departing from guidance.
    """

    term: Term
    members: tuple[int, ...]
    day: Day
    known: Any
    value: Value
    unknown: Any
    departs: Any = None
    used: Any = None
    use: Any = None


@define
class World:
    """The unknowns made so far, and what is true of them in every case.

    `supposed` is what a case is first looked for under: true of many cases, and of no use in a proof.
    """

    day: Day
    always: list[Any] = field(factory=list)
    given: dict[Any, Given] = field(factory=dict)
    lists: dict[tuple[str, tuple[int, ...]], tuple[list[Any], Any]] = field(factory=dict)
    opaque: dict[Any, Val] = field(factory=dict)
    moved: dict[Any, tuple[Any, Any]] = field(factory=dict)
    supposed: list[Any] = field(factory=list)
    _words: dict[str, int] = field(factory=dict)
    _functions: dict[str, Any] = field(factory=dict)

    def word(self, text: str) -> Any:
        """A word (a choice, a text, an effect) as a number of its own."""
        return z3.IntVal(self._words.setdefault(text, len(self._words)))

    def text(self, number: int) -> str:
        """The word a number stands for; another number is a word nobody has written."""
        return next((text for text, own in self._words.items() if own == number), f"other {number}")

    def fact(self, term: Term, members: tuple[int, ...], day: Day) -> Given:
        """A fact on a day; one that does not vary is the same on all."""
        name, at = _name(term.id, members), _dated(term.varies_by, day)
        key = ("fact", name, _key(at))
        if key not in self.given:
            known, unknown = self._of(f"known {name}", at, "yes_no"), self._of(f"unknown {name}", at, "yes_no")
            value = self._value(name, at, term.type)
            self.given[key] = Given(term, members, day, known, value, unknown)
            self.always.append(z3.Not(z3.And(known, unknown)))
        return self.given[key]

    def assessment(self, term: Term, members: tuple[int, ...], day: Day) -> Given:
        """An assessment, or the use of a power, on a day."""
        name, at = _name(term.id, members), day.parts
        key = ("assessment", name, _key(at))
        if key not in self.given:
            known, unknown, departs, used, use = (self._of(f"{flag} {name}", at, "yes_no") for flag in _FLAGS)
            value = self._value(name, at, term.amount_type or term.type)
            self.given[key] = Given(term, members, day, known, value, unknown, departs, used, use)
            self.always += [
                z3.Not(z3.And(z3.Or(known, used), unknown)),
                z3.Implies(z3.Or(departs, use), z3.Or(known, used)),
            ]
            if term.kind == "discretion":
                self.always.append(z3.Not(used))
            else:
                self.always.append(z3.Implies(known, z3.And(used, use)))
        return self.given[key]

    def members(self, list: str, owner: tuple[int, ...]) -> tuple[list[Any], Any]:
        """Whether each possible member is in a list, and whether the list is complete."""
        key = (list, owner)
        if key not in self.lists:
            name = _name(list, owner)
            here = [z3.Bool(f"in {name} {number}") for number in range(MEMBERS)]
            self.lists[key] = here, z3.Bool(f"complete {name}")
            self.always += [z3.Implies(later, earlier) for earlier, later in pairwise(here)]
        return self.lists[key]

    def unknown(self, key: Any, type: Type) -> Val:
        """What the solver does not look into: the same wherever the same is asked."""
        if key not in self.opaque:
            name = f"opaque {len(self.opaque)}"
            self.opaque[key] = Val(z3.Bool(f"{name} settled"), self._value(name, (), type))
        return self.opaque[key]

    def day_on(self, name: str, from_: Day) -> Day:
        """A date that is a function of another."""
        made = Day(*(self._of(f"{name} {part}", from_.parts, "whole") for part in ("year", "month", "day")))
        self.always.append(is_a_day(made, wide=True))
        return made

    def moves_in_order(self) -> list[Any]:
        """Of two days moved past free days, the later is not moved before the earlier."""
        found = []
        for (free, _), (day, later) in self.moved.items():
            for (other_free, _), (other, other_later) in self.moved.items():
                if free == other_free and day is not other:
                    found.append(z3.Implies(day.key <= other.key, later.key <= other_later.key))
        return found

    # ── making ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _value(self, name: str, at: tuple[Any, ...], type: Type) -> Value:
        if type.kind == "date":
            day = Day(*(self._of(f"{part} {name}", at, "whole") for part in ("year", "month", "day")))
            self.always.append(is_a_day(day))
            return day
        value = self._of(f"value {name}", at, {"yes_no": "yes_no", "number": "number"}.get(type.kind, "whole"))
        if type.kind == "choice":
            self.always.append(z3.Or([value == self.word(choice) for choice in type.choices]))
        if type.kind == "number":
            self._hundredths(name, at, value)
        return value

    def _hundredths(self, name: str, at: tuple[Any, ...], value: Any) -> None:
        """A number a case gives has at most two decimals, as money has; so witnesses are numbers one can write."""
        whole = self._of(f"hundredths {name}", at, "whole")
        self.always.append(value * 100 == z3.ToReal(whole))

    def _of(self, name: str, at: tuple[Any, ...], kind: str) -> Any:
        sort = {"yes_no": z3.BoolSort(), "number": z3.RealSort()}.get(kind, z3.IntSort())
        function = self._functions.get(name)
        if function is None:
            function = self._functions[name] = z3.Function(name, *[z3.IntSort()] * len(at), sort)
        return function(*at)


_FLAGS = ("known", "unknown", "departs", "used", "use")


def real(value: Fraction) -> Any:
    """An exact number of the solver."""
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def _name(term: str, members: tuple[int, ...]) -> str:
    return " ".join([term, *map(str, members)])


def _dated(varies: str, day: Day) -> tuple[Any, ...]:
    return {"day": day.parts, "month": day.parts[:2], "calendar_year": day.parts[:1]}.get(varies, ())


def _key(at: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(part.get_id() for part in at)

"""Where no fact can close a term: two rules that conflict, no rule that stands, a divisor of zero; and rules that
never stand.

One program holds all terms, so that each question is asked of the steps below one term and no others. A *no* is a
proof, for lists of at most two members; a case is one the evaluator has seen. Start reading at `Faults`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import z3
from attrs import evolve, field, frozen

from engine.evaluate.decide import answered
from engine.evaluate.decision import Wait
from engine.evaluate.lower import lower
from engine.evaluate.slots import Program, Slot
from engine.evaluate.view import View
from engine.model.case import Case, Options
from engine.model.policy import Policy, Rule
from engine.solver import days
from engine.solver.ask import STEPS, Found, Outcome, Pair
from engine.solver.days import FIRST, LAST, Day
from engine.solver.encode import Encoder
from engine.solver.normal import Normals, cone
from engine.solver.plainly import asked
from engine.solver.world import Val, World

CONFLICT, GAP, DIVISION = "conflict", "gap", "division_by_zero"
SETTLING = ("combine", "bounded", "effect")
"""The steps that settle a term out of its rules."""
PLAIN_DAYS = (date(2024, 7, 1), date(2020, 7, 1), date(2014, 7, 1))
FEW_STEPS = 200_000
"""Days on which a rule is first tried, and how long: most stand on one of these."""


class Faults:
    """Every concluded term of a policy, ready to be asked about.

    Raises:
        CyclicPolicy: terms depend on each other in a circle.
    """

    def __init__(self, policy: Policy, options: Options = Options(), within: tuple[date, date] = (FIRST, LAST)) -> None:
        self.policy, self.options, self.within = policy, options, within
        self.terms = tuple(id for id, term in policy.terms.items() if self._is_asked_about(id))
        self.program: Program
        self.program, _ = lower(View(policy, options), self.terms)
        self.normals = Normals()
        self.numbers = self.normals.numbers(policy, self.program)

    def _is_asked_about(self, id: str) -> bool:
        term = self.policy.terms[id]
        return not term.is_given and not self.policy.entities[term.entity].is_decision_kind

    def below(self, term: str) -> Below:
        """The steps below a term, in the solver."""
        return Below(self, term)

    def settling(self, term: str) -> Iterator[tuple[str, int]]:
        """The kinds of fault a term's own rules may have, each with the slot where they would meet."""
        base = self.base(term)
        for at, slot in enumerate(self.program.slots):
            if slot.op in SETTLING and slot.data[0] == term:
                if _may_conflict(slot):
                    yield CONFLICT, at
                if at == base and slot.op == "combine" and slot.args:
                    yield GAP, at

    def base(self, term: str) -> int:
        """The slot in which the rules that say what a term is meet; others are of worlds without some exception."""
        at = self.program.entries[term].slot
        while self.program.slots[at].op in ("formalised", "bounded"):
            at = self.program.slots[at].args[0].slot
        return at

    def divided(self) -> Iterator[tuple[str, int]]:
        """Each division whose divisor is no constant, with the term of fewest steps that has it among its own."""
        slots = self.program.slots
        quotients = [at for at, slot in enumerate(slots) if slot.op == "quotient" and not _constant(slots, slot)]
        steps = {term: self.cone(term) for term in self.terms} if quotients else {}
        for at in quotients:
            having = [(len(below), term) for term, below in steps.items() if self.numbers[at] in below]
            if having:
                yield min(having)[1], at

    def cone(self, term: str) -> frozenset[int]:
        return frozenset(cone(self.normals.nodes, [self.numbers[self.program.entries[term].slot]]))

    def rules_of(self, term: str) -> list[Rule]:
        """The rules that say something of a term, or set such a rule aside, and exist in this run."""
        found = {id: rule for id, rule in self.policy.rules.items() if rule.conclusion and rule.conclusion.term == term}
        silent = {
            id: rule
            for id, rule in self.policy.rules.items()
            if rule.conclusion is None and any(target in found for target in rule.targets)
        }
        return [rule for id, rule in {**found, **silent}.items() if id in self.program.standings]


class Below:
    """The steps below one term, in a world of their own."""

    def __init__(self, faults: Faults, term: str) -> None:
        self.faults, self.term = faults, term
        self.day = Day(z3.Int("the year"), z3.Int("the month"), z3.Int("the day"))
        self.world = World(self.day)
        self.encoder = Encoder(self.world, faults.normals, faults.policy.terms)

    def fault(self, kind: str, at: int, steps: int = STEPS) -> Found:
        """A case in which a slot is at fault so, for the first member where it is of members."""
        slot = self.faults.program.slots[at]
        own, args = self._value(at), [self._value(ref.slot) for ref in slot.args]
        condition = _CONDITIONS[kind](self, slot, own, args)
        return asked(self._pair(kind), condition, lambda seen, _: seen is True, steps)

    def clash(self, first: str, second: str, steps: int = STEPS) -> Found | None:
        """A case in which two rules that say what a term is conflict; `None` where they do not meet in one step."""
        at = self.faults.base(self.term)
        slot = self.faults.program.slots[at]
        if slot.op != "combine" or not {first, second} <= {*slot.data[2]}:
            return None
        args = [self._value(ref.slot) for ref in slot.args]
        places = [slot.data[2].index(id) for id in (first, second)]
        (one, this), (other, that) = ((args[2 * place], args[2 * place + 1]) for place in places)
        apart = _plain(this.value) != _plain(that.value)
        if all(slot.data[1][place] for place in places):  # both depart from what otherwise applies
            apart = z3.BoolVal(True)
        stand = [part for val in (one, other) for part in (val.settled, val.value)]
        known = [standing.settled for standing in args[::2]]
        settled = [z3.Or(z3.Not(s.value), v.settled) for s, v in zip(args[::2], args[1::2], strict=True)]
        pair = self._pair(CONFLICT, (first, second))
        return asked(pair, [*stand, *known, *settled, apart], lambda seen, _: seen is True, steps)

    def never_stands(self, rule: str, steps: int = STEPS) -> bool | None:
        """Whether it is proved that a rule never stands; `None` where the solver cannot say.

        Where lists are read nothing is proved: longer ones might make it stand.
        """
        standing = [self._value(ref.slot) for ref in self.faults.program.standings[rule]]
        solver = self._solver()
        solver.add(z3.Or([z3.And(one.settled, one.value) for one in standing]))
        solver.set("rlimit", FEW_STEPS)
        for day in PLAIN_DAYS:
            at = [one == two for one, two in zip(self.day.parts, days.literal(day).parts, strict=True)]
            if solver.check(*at) == z3.sat:
                return False
        solver.set("rlimit", steps)
        answer = solver.check()
        return None if answer == z3.unknown or self.world.lists else bool(answer == z3.unsat)

    def sees(self, kind: str, rules: Collection[str] = ()) -> Callable[[Case], bool]:
        """Whether a case, decided, has such a fault, with these rules among those that stand."""

        def seen(case: Case) -> bool:
            wait = wait_of(self.faults.policy, self.faults.options, self.term, kind, case)
            return wait is not None and {*rules} <= {*wait.rules}

        return seen

    def word(self, effect: str) -> Any:
        return self.world.word(effect)

    def _value(self, at: int) -> Val:
        number = self.faults.numbers[at]
        members = (0,) * len(self.faults.normals.nodes[number].dims)
        return self.encoder.values([number], self.day)[number, members]

    def _pair(self, kind: str, rules: Collection[str] = ()) -> _Seen:
        nothing = Val(z3.BoolVal(False), z3.BoolVal(False))
        policy = self.faults.policy
        return _Seen(
            policy,
            policy,
            self.term,
            self.faults.options,
            self.world,
            (nothing, nothing),
            self._solver(),
            sees=self.sees(kind, rules),
        )

    def _solver(self) -> Any:
        solver = z3.Solver()
        solver.set("random_seed", 1)
        first, last = (days.key_of(one) for one in self.faults.within)
        solver.add(days.is_a_day(self.day), self.day.key >= first, self.day.key <= last)
        solver.add(*self.world.always, *self.world.moves_in_order())
        return solver


def wait_of(policy: Policy, options: Options, term: str, kind: str, case: Case) -> Wait | None:
    """What a term waits for that is of a kind of fault, in a case that is decided."""
    answers = answered(policy, evolve(case, requested=(term,)), options).answers
    waits = (wait for answer in answers for segment in answer.segments for wait in segment.waits)
    return next((wait for wait in waits if wait.kind == kind and (kind == DIVISION or wait.id == term)), None)


@frozen(slots=False, eq=False)
class _Seen(Pair):
    """A question whose case shows something in one policy."""

    sees: Callable[[Case], bool] = field(kw_only=True)

    def outcomes(self, case: Case) -> tuple[Outcome, Outcome]:
        return self.sees(case), None


# ── what each fault is ──────────────────────────────────────────────────────────────────────────────────────────


def _conflict(below: Below, slot: Slot, own: Val, args: list[Val]) -> list[Any]:
    if slot.op == "effect":
        return _effects_conflict(slot, args)
    base = args[:1] if slot.op == "bounded" and slot.data[1] else []
    standings, values = args[len(base) :: 2], args[len(base) + 1 :: 2]
    pairs = zip(standings, values, strict=True)
    known = [z3.And(s.settled, z3.Or(z3.Not(s.value), v.settled)) for s, v in pairs]
    counting = standings if slot.op == "combine" else standings[slot.data[2] :] or standings
    some = [z3.Or([one.value for one in counting])] if not base else [base[0].settled]
    return [*known, *some, z3.Not(own.settled)]


def _effects_conflict(slot: Slot, args: list[Val]) -> list[Any]:
    binding = [(arg, kind) for arg, kind in zip(args, slot.data[1], strict=True) if kind != "should"]
    forbidden = z3.Or([arg.value for arg, kind in binding if kind == "must_not"])
    allowed = z3.Or([arg.value for arg, kind in binding if kind != "must_not"])
    return [*(arg.settled for arg, _ in binding), forbidden, allowed]


def _gap(below: Below, slot: Slot, own: Val, args: list[Val]) -> list[Any]:
    standings = args[::2]
    return [part for one in standings for part in (one.settled, z3.Not(one.value))]


def _division(below: Below, slot: Slot, own: Val, args: list[Val]) -> list[Any]:
    left, right = args
    return [left.settled, right.settled, right.value == 0]


_CONDITIONS: dict[str, Callable[[Below, Slot, Val, list[Val]], list[Any]]] = {
    CONFLICT: _conflict,
    GAP: _gap,
    DIVISION: _division,
}


def _plain(value: Any) -> Any:
    return getattr(value, "key", value)


def _may_conflict(slot: Slot) -> bool:
    """Whether the rules that meet in a slot can speak against each other at all."""
    if slot.op == "effect":
        kinds = set(slot.data[1])
        return "must_not" in kinds and bool(kinds & {"must", "may"})
    if slot.op == "bounded":
        floors, limits = slot.data[2:]
        return bool(0 < floors < len(limits))
    return len(slot.data[2]) > 1


def _constant(slots: tuple[Slot, ...], slot: Slot) -> bool:
    return slots[slot.args[1].slot].op == "const"

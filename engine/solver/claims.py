"""What an author claims of all cases, as questions for the solver: a case that breaks the claim, and one that keeps it.

A claim becomes two terms beside the policy's own: that it is broken, and that it is kept. Where it is about two cases
that differ in one fact, that fact is read under another name on the second side, so that both are one case to the
solver. Nothing is believed that the evaluator has not seen. Start reading at `claim`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import z3
from attrs import evolve, field, frozen

from engine.model import expressions as x
from engine.model.case import Case, Key, Options, Statement
from engine.model.expressions import Expression
from engine.model.policy import Conclusion, Entity, Period, Policy, Property, Rule, Term
from engine.model.units import NUMBER, YES_NO, Type
from engine.solver.ask import STEPS, Found, Outcome, Pair, compare, outcome
from engine.solver.days import FIRST, LAST
from engine.solver.plainly import asked
from engine.solver.world import Given, Val, real

BROKEN, KEPT, MOVES = "the claim is broken", "the claim is kept", "what moves"
OTHER = "in the other case"
NOBODY = "nobody in particular"


def claim(policy: Policy, of: Property, options: Options = Options()) -> Claim | None:
    """A property ready to be asked about, on the days its source covers; `None` where it covers none.

    Raises:
        CyclicPolicy: terms depend on each other in a circle.
    """
    days = _days(policy.sources[of.source].covers)
    if days is None:
        return None
    return _Always(policy, of, days, options) if of.kind == "always" else _Moving(policy, of, days, options)


class Claim:
    """One property in the solver: whether some case breaks it, and whether any case keeps it."""

    def __init__(self, policy: Policy, of: Property, days: tuple[date, date], options: Options) -> None:
        self.policy, self.of, self.days, self.options = policy, of, days, options

    def broken(self, steps: int = STEPS) -> Found:
        """A case that breaks the claim."""
        raise NotImplementedError

    def kept(self, steps: int = STEPS) -> Found:
        """A case of which the claim says something, and is right."""
        raise NotImplementedError

    def breaks(self, case: Case) -> bool:
        """Whether a case breaks the claim, by the evaluator."""
        raise NotImplementedError

    def cases(self, case: Case) -> tuple[Case, ...]:
        """The one or two cases a claim is about, out of what the solver found."""
        return (case,)

    def values(self, case: Case) -> tuple[Outcome, ...]:
        """What moves comes to, in each of the cases."""
        return ()


class _Always(Claim):
    """That a condition is met in every case."""

    def __init__(self, policy: Policy, of: Property, days: tuple[date, date], options: Options) -> None:
        super().__init__(policy, of, days, options)
        terms = {BROKEN: x.Not(of.claim), KEPT: of.claim}
        made = [_yes_no(of, name, x.And((of.condition, said))) for name, said in terms.items()]
        self.extended = _with(policy, made)
        self.comparison = compare(self.extended, self.extended, terms, days, options)

    def broken(self, steps: int = STEPS) -> Found:
        return self._met(BROKEN, steps)

    def kept(self, steps: int = STEPS) -> Found:
        return self._met(KEPT, steps)

    def _met(self, term: str, steps: int) -> Found:
        pair = self.comparison.pair(term)
        value = pair.values[0]
        return asked(pair, [value.settled, value.value], lambda before, _: before is True, steps)

    def breaks(self, case: Case) -> bool:
        return outcome(self.extended, evolve(case, requested=(BROKEN,)), self.options) is True


class _Moving(Claim):
    """How a value moves when one fact does and all else is the same."""

    def __init__(self, policy: Policy, of: Property, days: tuple[date, date], options: Options) -> None:
        super().__init__(policy, of, days, options)
        self.varied = policy.terms[of.varied]
        self.other = f"{of.varied} {OTHER}"
        self.extended = _with(policy, [_amount(of)])
        twin = evolve(self.varied, id=self.other)
        terms = {**self.extended.terms, of.varied: twin, self.other: twin}
        second = evolve(self.extended, terms=terms)
        pair = compare(self.extended, second, [MOVES], days, options).pair(MOVES)
        self.pair = _TwoCases(**{name: getattr(pair, name) for name in _PAIR}, claim=self)
        self.conditions = [value.settled for value in pair.values] + self._only_one_differs(pair)

    def broken(self, steps: int = STEPS) -> Found:
        first, second = self.pair.values
        return asked(self.pair, [*self.conditions, *self._broken(first, second)], self._breaks, steps)

    def kept(self, steps: int = STEPS) -> Found:
        """Any two cases in which what moves has a value: whether it moves is another matter."""
        settled = lambda before, after: before is not None and after is not None  # noqa: E731
        return self.pair.ask(*self.conditions, holds=settled, steps=steps)

    def breaks(self, case: Case) -> bool:
        return self._differ(case) and self._breaks(*self.values(case))

    def values(self, case: Case) -> tuple[Outcome, ...]:
        return tuple(outcome(self.extended, evolve(one, requested=(MOVES,)), self.options) for one in self.cases(case))

    def cases(self, case: Case) -> tuple[Case, ...]:
        """The case with the fact as it is, and as it is in the other case."""
        own = {key: said for key, said in case.facts.items() if key[0] != self.other}
        there = {(self.of.varied, key[1]): said for key, said in case.facts.items() if key[0] == self.other}
        if self.of.step is not None:
            there = self._stepped(own)
        first = evolve(case, facts=own)
        return first, evolve(first, facts={**own, **there})

    def _stepped(self, facts: Any) -> dict[Key, tuple[Statement, ...]]:
        """The fact as it is when it rises by the step, of the first member where it is of members."""
        found: dict[Key, tuple[Statement, ...]] = {}
        step = self.of.step or Fraction(0)
        for key, said in facts.items():
            if key[0] == self.of.varied and key[1] in (None, "m1"):
                found[key] = tuple(
                    evolve(one, value=one.value + step) if isinstance(one.value, Fraction) else one for one in said
                )
        return found

    # ── the fact that differs ───────────────────────────────────────────────────────────────────────────────────

    def _only_one_differs(self, pair: Pair) -> list[Any]:
        """The fact as it is and as it is in the other case: known alike, and moved as the claim says."""
        world = pair.world
        known_before = len(world.always)
        read = [given for given in world.given.values() if given.term.id in (self.of.varied, self.other)]
        found: list[Any] = []
        for given in read:
            own = world.fact(self.varied, given.members, given.day)
            other = world.fact(evolve(self.varied, id=self.other), given.members, given.day)
            found += [
                own.known == other.known,
                own.unknown == other.unknown,
                z3.Implies(own.known, self._moved(own, other)),
            ]
        return [*found, *world.always[known_before:]]

    def _moved(self, own: Given, other: Given) -> Any:
        before, after = (_plain(given.value) for given in (own, other))
        if own.members and own.members != (0,):
            return before == after
        if self.of.step is not None:
            return after == before + real(self.of.step)
        if self.of.kind == "same":
            return z3.BoolVal(True)
        return z3.Implies(before, after) if self.varied.type.kind == "yes_no" else after >= before

    def _differ(self, case: Case) -> bool:
        """Whether two cases differ as the claim says, and in nothing else."""
        one, other = (
            {key: said for key, said in each.facts.items() if key[0] == self.of.varied} for each in self.cases(case)
        )
        if one.keys() != other.keys():
            return False
        return all(
            _rises(first, second, self.of.kind != "same" and key[1] in (None, "m1"), self.of.kind == "same")
            for key in one
            for first, second in _alongside(one[key], other[key])
        )

    # ── how the value moves ─────────────────────────────────────────────────────────────────────────────────────

    def _broken(self, first: Val, second: Val) -> list[Any]:
        before, after = _plain(first.value), _plain(second.value)
        match self.of.kind:
            case "no_rise":
                return [after > before]
            case "no_fall":
                return [after < before]
            case "no_jump":
                assert self.of.limit is not None
                limit = real(self.of.limit)
                return [z3.Or(after - before > limit, before - after > limit)]
        return [after != before]

    def _breaks(self, before: Outcome, after: Outcome) -> bool:
        if before is None or after is None:
            return False
        match self.of.kind:
            case "no_rise":
                return bool(after > before)
            case "no_fall":
                return bool(after < before)
            case "no_jump":
                return bool(abs(after - before) > self.of.limit)
        return bool(before != after)


@frozen(slots=False, eq=False)
class _TwoCases(Pair):
    """A pair whose sides are two cases under one policy."""

    claim: _Moving = field(kw_only=True)

    def outcomes(self, case: Case) -> tuple[Outcome, Outcome]:
        before, after = self.claim.values(case)
        return before, after


_PAIR = ("before", "after", "term", "options", "world", "values", "solver")


def _plain(value: Any) -> Any:
    return getattr(value, "key", value)


def _alongside(one: tuple[Statement, ...], other: tuple[Statement, ...]) -> Iterable[tuple[Statement, Statement]]:
    """Statements of the same days beside each other."""
    there = {(said.first, said.last): said for said in other}
    return ((said, there.get((said.first, said.last), said)) for said in one)


def _rises(first: Statement, second: Statement, may_move: bool, anyhow: bool) -> bool:
    if first.state != second.state:
        return False
    if anyhow or first.value == second.value:
        return True
    return may_move and first.value is not None and second.value is not None and _less(first.value, second.value)


def _less(one: Any, other: Any) -> bool:
    return bool(one < other)


# ── the terms beside those of the policy ────────────────────────────────────────────────────────────────────────


def _with(policy: Policy, made: Iterable[tuple[Term, Rule]]) -> Policy:
    """The policy with some terms of nobody in particular."""
    pairs = list(made)
    return evolve(
        policy,
        entities={**policy.entities, NOBODY: Entity(NOBODY, NOBODY, "")},
        terms={**policy.terms, **{term.id: term for term, _ in pairs}},
        rules={**policy.rules, **{rule.id: rule for _, rule in pairs}},
    )


def _yes_no(of: Property, name: str, condition: Expression) -> tuple[Term, Rule]:
    return _term(of, name, "term", YES_NO), _rule(of, name, Conclusion("holds", name), condition)


def _amount(of: Property) -> tuple[Term, Rule]:
    """What moves, where the condition is met; a yes as one and a no as none."""
    said = of.claim
    if said.type == YES_NO:
        one, none = (x.Literal(Fraction(number), type=NUMBER) for number in (1, 0))
        said = x.If(said, one, none, type=NUMBER)
    return _term(of, MOVES, "amount", said.type), _rule(of, MOVES, Conclusion("is", MOVES, said), of.condition)


def _term(of: Property, name: str, kind: str, type: Type) -> Term:
    return Term(name, name, of.source, kind, NOBODY, type)


def _rule(of: Property, name: str, conclusion: Conclusion, condition: Expression) -> Rule:
    return Rule(name, name, of.source, "rule", NOBODY, of.basis, conclusion, condition)


def _days(covers: Period) -> tuple[date, date] | None:
    first, last = max(covers.first or FIRST, FIRST), min(covers.last or LAST, LAST)
    return (first, last) if first <= last else None

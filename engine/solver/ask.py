"""Questions about all cases at once: is there one in which two policies part, and which?

A *no* is a proof, for lists of at most `MEMBERS` members. A *yes* is tried in the evaluator on both sides before it is
believed; one that does not hold there is set aside and the solver asked again. How long the solver works is counted in
its own steps, so that the same question has the same answer on every machine. Start reading at `compare`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import z3
from attrs import field, frozen

from engine.evaluate import settle
from engine.evaluate.lower import lower
from engine.evaluate.runtime import moved
from engine.evaluate.slots import Program
from engine.evaluate.view import View
from engine.model.case import Assessment, Case, Key, Members, Options, Statement
from engine.model.policy import Policy
from engine.solver import days
from engine.solver.days import Day
from engine.solver.encode import Encoder
from engine.solver.normal import At, Normals
from engine.solver.world import Given, Val, World

STEPS = 2_000_000
"""How long one question may take, in the solver's own steps."""
SEEDS = (1, 2)
"""Where the solver's search begins."""
TRIES = 8
"""How many cases that do not hold in the evaluator are set aside before a question counts as not decided."""

Outcome = Any
"""A settled value, or `None` where it is open."""


@frozen
class Found:
    """What became of a question: `none` (proved), `case` (with one to show), or `undecided`."""

    status: str
    case: Case | None = None
    before: Outcome = None
    after: Outcome = None


@frozen(slots=False, eq=False)
class Pair:
    """One term in two policies, in the solver. The case is the same on both sides; the days a case may be on are given.

    `member` is the first of its kind where the term is of members of a list.
    """

    before: Policy
    after: Policy
    term: str
    options: Options
    world: World
    values: tuple[Val, Val]
    solver: Any = field(repr=False)

    def ask(self, *conditions: Any, holds: Callable[[Outcome, Outcome], bool], steps: int = STEPS) -> Found:
        """A case for which the conditions hold in the solver and `holds` in the evaluator.

        Where the solver gets lost it begins again another way, as often as `SEEDS` says.
        """
        found = Found("undecided")
        for seed in SEEDS:
            if found.status == "undecided":
                self.solver.set("random_seed", seed)
                self.solver.push()
                self.solver.add(*conditions)
                found = self._ask(holds, steps)
                self.solver.pop()
        return found

    def _ask(self, holds: Callable[[Outcome, Outcome], bool], steps: int) -> Found:
        self.solver.set("rlimit", steps)
        supposed = self.world.supposed
        hints = list(supposed)
        for _ in range(TRIES):
            answer = self.solver.check(*hints)
            if answer == z3.sat:
                model = self.solver.model()
                case = case_of(self, model)
                before, after = self.outcomes(case)
                if holds(before, after):
                    return Found("case", case, before, after)
                stay = self._learn(model)
                if not stay and not hints:
                    break
                hints = [*supposed, *stay] if stay else []
            elif hints:
                hints = []
            else:
                return Found("none" if answer == z3.unsat else "undecided")
        return Found("undecided")

    def outcomes(self, case: Case) -> tuple[Outcome, Outcome]:
        """What the term comes to on both sides, by the evaluator."""
        return outcome(self.before, case, self.options), outcome(self.after, case, self.options)

    def _learn(self, model: Any) -> list[Any]:
        """Tell the solver the next day that is not free, where it guessed wrongly; gives the days to stay on."""
        stay = []
        for (free, _), (day, later) in self.world.moved.items():
            at = _day(model, day)
            true = moved(at, free)
            if true is not None and true != _day(model, later):
                here = z3.And(*_are(day, at))
                self.solver.add(z3.Implies(here, z3.And(*_are(later, true))))
                stay.append(here)
        return stay


def _are(day: Day, when: date) -> list[Any]:
    return [one == two for one, two in zip(day.parts, days.literal(when).parts, strict=True)]


def outcome(policy: Policy, case: Case, options: Options) -> Outcome:
    """What the one term a case asks for comes to; of the first member where it is of members."""
    values = settle(policy, case, options)
    return next(iter(values.values()), None)


@frozen(slots=False, eq=False)
class Comparison:
    """Two policies in one normal form: which of their terms are the same, and each of the others ready to ask about.

    The days a case may be on go from `days[0]` to `days[1]`.
    """

    before: Policy
    after: Policy
    days: tuple[date, date]
    options: Options
    normals: Normals
    entries: tuple[Mapping[str, At], Mapping[str, At]]

    def same(self, term: str) -> bool:
        """Whether a term is one and the same step on both sides, with everything beneath it."""
        return self.entries[0][term] == self.entries[1][term]

    def pair(self, term: str) -> Pair:
        """One term, ready to be asked about."""
        day = Day(z3.Int("the year"), z3.Int("the month"), z3.Int("the day"))
        world = World(day)
        encoder = Encoder(world, self.normals, {**self.after.terms, **self.before.terms})
        values = []
        for number, _ in (entries[term] for entries in self.entries):
            members = (0,) * len(self.normals.nodes[number].dims)
            values.append(encoder.values([number], day)[number, members])
        solver = z3.Solver()
        first, last = (days.key_of(one) for one in self.days)
        solver.add(days.is_a_day(day), day.key >= first, day.key <= last, *world.always, *world.moves_in_order())
        return Pair(self.before, self.after, term, self.options, world, (values[0], values[1]), solver)


def compare(
    before: Policy, after: Policy, terms: Iterable[str], days: tuple[date, date], options: Options = Options()
) -> Comparison:
    """Some terms that both policies have, in one normal form.

    Raises:
        CyclicPolicy: terms of one policy depend on each other in a circle.
    """
    wanted, normals = tuple(terms), Normals()
    entries = [normals.add(policy, lowered(policy, wanted, options)) for policy in (before, after)]
    return Comparison(before, after, days, options, normals, (entries[0], entries[1]))


def lowered(policy: Policy, terms: Iterable[str], options: Options) -> Program:
    """The program of some terms."""
    program, _ = lower(View(policy, options), terms)
    return program


# ── from a model to a case ──────────────────────────────────────────────────────────────────────────────────────


def case_of(pair: Pair, model: Any) -> Case:
    """The case a model describes: only what is known in it."""
    facts: dict[Key, tuple[Statement, ...]] = {}
    assessments: dict[Key, tuple[Assessment, ...]] = {}
    dated = _times(pair.world)
    for given in pair.world.given.values():
        key = given.term.id, member_id(given.members)
        first, last = _period(given, model) if dated[given.term.id, given.members] > 1 else (None, None)
        if given.term.kind == "fact":
            for statement in _statement(pair.world, given, model, first, last):
                facts[key] = _and(facts.get(key, ()), statement)
        else:
            for assessment in _assessment(pair.world, given, model, first, last):
                assessments[key] = _and(assessments.get(key, ()), assessment)
    day = _day(model, pair.world.day)
    return Case(day, facts=facts, assessments=assessments, lists=_lists(pair, model), requested=(pair.term,))


def member_id(members: tuple[int, ...]) -> str | None:
    """How a member of a list is called in a case."""
    return f"m{members[0] + 1}" if members else None


def _times(world: World) -> dict[tuple[str, tuple[int, ...]], int]:
    """On how many days each thing given is read."""
    times: dict[tuple[str, tuple[int, ...]], int] = {}
    for given in world.given.values():
        key = given.term.id, given.members
        times[key] = times.get(key, 0) + 1
    return times


def _and(before: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    """Statements of one thing: those of the same days once."""
    return before if any((one.first, one.last) == (other.first, other.last) for other in before) else (*before, one)


def _period(given: Given, model: Any) -> tuple[date, date]:
    day = _day(model, given.day)
    varies = given.term.varies_by if given.term.kind == "fact" else "day"
    if varies == "calendar_year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if varies == "month":
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), date.fromordinal(following.toordinal() - 1)
    return day, day


def _statement(world: World, given: Given, model: Any, first: Any, last: Any) -> Iterator[Statement]:
    if _is(model, given.known):
        yield Statement("known", _value(world, given, model), first, last)
    elif _is(model, given.unknown):
        yield Statement("unknown", None, first, last)


def _assessment(world: World, given: Given, model: Any, first: Any, last: Any) -> Iterator[Assessment]:
    """An assessment that counts is complete in form; whether a reason for departing is given is part of that."""
    known, used = _is(model, given.known), _is(model, given.used)
    if known or used:
        value = _value(world, given, model) if known else None
        yield Assessment(
            value=value, used=_is(model, given.use) if used else None, complete=True, first=first, last=last
        )
    elif _is(model, given.unknown):
        yield Assessment(state="unknown", first=first, last=last)


def _lists(pair: Pair, model: Any) -> dict[Key, Members]:
    lists: dict[Key, Members] = {}
    for (list, owner), (here, whole) in pair.world.lists.items():
        ids = tuple(f"m{number + 1}" for number, one in enumerate(here) if _is(model, one))
        lists[list, member_id(owner)] = Members(ids, _is(model, whole))
    return {**lists, **_list_of_the_first(pair.before, pair.term, lists)}


def _list_of_the_first(policy: Policy, term: str, lists: Mapping[Key, Members]) -> dict[Key, Members]:
    """A list that holds the member asked about, where none of those read does."""
    entity = policy.terms[term].entity
    if not policy.entities[entity].is_member:
        return {}
    first = member_id((0,))
    holding = {id for (id, _), members in lists.items() if first in members.ids}
    able = [each for each in policy.lists.values() if each.member == entity]
    if any(each.id in holding for each in able) or not able:
        return {}
    owner = first if policy.entities[able[0].owner].is_member else None
    ids = lists[able[0].id, owner].ids if (able[0].id, owner) in lists else ()
    return {(able[0].id, owner): Members(("m1", *ids), complete=True)}


def _value(world: World, given: Given, model: Any) -> Any:
    kind = (given.term.amount_type or given.term.type).kind
    if kind == "date":
        return _day(model, given.value)
    found = model.eval(given.value, model_completion=True)
    if kind == "yes_no":
        return z3.is_true(found)
    if kind == "number":
        return Fraction(found.numerator_as_long(), found.denominator_as_long())
    return world.text(found.as_long())


def _is(model: Any, formula: Any) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def _day(model: Any, day: Day) -> date:
    year, month, number = (model.eval(part, model_completion=True).as_long() for part in day.parts)
    if not date.min.year <= year <= date.max.year:  # beyond, nobody can speak of a day
        return date.min if year < date.min.year else date.max
    return date(year, month, number)

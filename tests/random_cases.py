"""Random cases of a policy, ways to run it, and the case in which one thing more is known.

Much known or little, dated or not, wrong in form now and then, one day or a few. Works for any policy.
Start reading at `random_case` and `random_learning`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from random import Random

from attrs import evolve, frozen

from engine.model.case import Assessment, Case, Key, Members, Options, Statement
from engine.model.expressions import Value
from engine.model.policy import Period, Policy, Term
from engine.model.units import YES_NO
from tests.random_expressions import CHILDREN, DAYS, LONG_AGO, NUMBERS

FINE_OR_LARGE = (Fraction(1, 3), Fraction(-24805607, 100), Fraction(10**24, 7))
"""Numbers that do not fit in whole øre, or not in a machine word."""

Stretch = tuple[date | None, date | None]
Lesson = Callable[[], Case]


def random_case(random: Random, policy: Policy) -> Case:
    """A case of a policy: much known or little, dated or not, wrong in form now and then, one day or a few."""
    return _Clerk(random, policy, random.choice((0.2, 0.5, 0.8, 0.95, 1.0, 1.0))).write()


def random_options(random: Random, policy: Policy) -> Options:
    """A knowledge date, another reading, a supposed commencement: each now and then."""
    known = random.choice(DAYS) if random.random() < 0.2 else None
    readings = {
        one: random.choice(policy.interpretations[one].readings).name
        for one in policy.interpretations
        if random.random() < 0.3
    }
    supposed = {one.id: random.choice(DAYS) for one in policy.sources.values() if random.random() < 0.3}
    return Options(known, readings, supposed)


def random_learning(random: Random, policy: Policy, case: Case) -> Case:
    """The case with one thing more known: a fact, an assessment, a list. The same case where nothing is left."""
    lessons = _Clerk(random, policy, 1.0).lessons(case)
    return random.choice(lessons)() if lessons else case


@frozen(slots=False)
class _Clerk:
    random: Random
    policy: Policy
    knows: float

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def write(self) -> Case:
        lists = self.lists()
        asked = [key for key in self.askable(lists, "fact") if self.chance(self.knows)]
        assessed = [key for key in self.askable(lists, "discretion", "power") if self.chance(self.knows)]
        day = self.random.choice(DAYS)
        return Case(
            day,
            day + timedelta(self.random.randint(1, 4)) if self.chance(0.35) else None,
            facts={(term.id, member): self.statements(term) for term, member in asked},
            assessments={(term.id, member): self.assessments(term) for term, member in assessed},
            lists=lists,
            requested=tuple(
                self.random.sample(list(self.policy.terms), min(len(self.policy.terms), self.random.randint(1, 4)))
            ),
        )

    def lists(self) -> dict[Key, Members]:
        """The lists of root entities first, then those of the members they brought."""
        lists: dict[Key, Members] = {}
        for one in self.policy.lists.values():
            if not self.policy.entities[one.owner].is_member and self.chance(0.1 + 0.9 * self.knows):
                lists[one.id, None] = self.some()
        for key in self.open_lists(lists):
            if key[1] is not None and self.chance(self.knows):
                lists[key] = self.some()
        return lists

    def open_lists(self, lists: Mapping[Key, Members]) -> list[Key]:
        """The lists that may still grow: not given, or not complete."""
        keys = [(one.id, owner) for one in self.policy.lists.values() for owner in self.of(one.owner, lists)]
        return [key for key in keys if not lists.get(key, Members()).complete]

    def some(self) -> Members:
        ids = self.random.sample(CHILDREN, self.random.choice((0, 1, 1, 2, 3)))
        return Members(tuple(ids), self.chance(0.4 + 0.6 * self.knows**2))

    def of(self, entity: str, lists: Mapping[Key, Members]) -> list[str | None]:
        """Everybody an entity stands for in a case."""
        if not self.policy.entities[entity].is_member:
            return [None]
        said = [members.ids for (name, _), members in lists.items() if self.policy.lists[name].member == entity]
        return [*sorted({one for ids in said for one in ids})]

    def askable(self, lists: Mapping[Key, Members], *kinds: str) -> list[tuple[Term, str | None]]:
        terms = [term for term in self.policy.terms.values() if term.kind in kinds]
        return [(term, member) for term in terms for member in self.of(term.entity, lists)]

    def statements(self, term: Term) -> tuple[Statement, ...]:
        """Runs of days for what varies by day, no yes without a beginning; else mostly one statement for all days."""
        if term.varies_by == "day":
            if (always := self.statement(term)).value is not True and self.chance(0.15):
                return (always,)
            cuts = sorted(self.random.sample(DAYS, self.random.choice((1, 2, 2, 3))))
            start = [cuts[0] - timedelta(60)] if self.chance(0.8) else []
            return self.runs(term, [*start, *cuts])
        if self.chance(0.12):
            return self.runs(term, sorted(self.random.sample(DAYS, self.random.choice((1, 2)))))
        return (self.statement(term),)

    def runs(self, term: Term, firsts: list[date]) -> tuple[Statement, ...]:
        """A statement from each day to the day before the next; now and then one is left out, and not asked."""
        lasts: list[date | None] = [*(day - timedelta(1) for day in firsts[1:]), None if self.chance(0.7) else DAYS[-1]]
        runs = [evolve(self.statement(term), first=first, last=last) for first, last in zip(firsts, lasts, strict=True)]
        return tuple(run for run in runs if self.chance(0.9))

    def statement(self, term: Term) -> Statement:
        if self.chance(0.07):
            return Statement("unknown")
        if term.type is YES_NO and self.chance(0.06):
            return Statement("not_shown")
        return Statement("known", self.value(term))

    def value(self, term: Term) -> Value:
        if term.type.kind == "yes_no":
            return self.chance(0.55)
        if term.type.kind == "date":
            return self.random.choice(LONG_AGO if term.name.startswith("born") else DAYS)
        if not term.type.choices and self.chance(0.04):
            return self.random.choice(FINE_OR_LARGE)
        return self.random.choice(term.type.choices) if term.type.choices else self.random.choice(NUMBERS)

    def assessments(self, term: Term) -> tuple[Assessment, ...]:
        """One for all days, or two that part the days; what they lack is the reader's to find."""
        if self.chance(0.85):
            return (self.assessment(term),)
        cut = self.random.choice(DAYS)
        earlier = evolve(self.assessment(term), last=cut - timedelta(1))
        return (earlier, evolve(self.assessment(term), first=cut)) if self.chance(0.7) else (earlier,)

    def assessment(self, term: Term) -> Assessment:
        if self.chance(0.07):
            return Assessment("unknown")
        considerations = term.discretion.considerations if term.discretion else ()
        likely = {"must": 0.85, "may": 0.5, "must_not": 0.1}
        considered = {
            one.name: self.random.choice(("weighed", "weighed", "weighed", " "))
            for one in considerations
            if self.chance(likely[one.kind])
        }
        power = term.kind == "power"
        value = (
            self.value(term)
            if not power
            else self.random.choice(NUMBERS)
            if term.amount_type and self.chance(0.9)
            else None
        )
        return Assessment(
            value=value if self.chance(0.97) else None,
            used=self.random.choice((True, True, False)) if power and self.chance(0.95) else None,
            considered=considered,
            relied_on=("must_not_weigh",) if self.chance(0.05) else (),
            reasons="because" if self.chance(0.85) else "",
            departure="in this case" if self.chance(0.4) else "",
            role="municipality" if self.chance(0.85) else "",
            complete=self.chance(0.4),
        )

    # Learning

    def lessons(self, case: Case) -> list[Lesson]:
        """Each list not complete may grow, each fact be answered where it is not asked, each assessment be given."""
        facts = [key for key in self.askable(case.lists, "fact") if holes(said_of(case, key))]
        judged = self.askable(case.lists, "discretion", "power")
        return [
            *(partial(self.longer, case, key) for key in self.open_lists(case.lists)),
            *(partial(self.answered, case, key) for key in facts),
            *(partial(self.judged, case, key) for key in judged if (key[0].id, key[1]) not in case.assessments),
        ]

    def longer(self, case: Case, key: Key) -> Case:
        before, more = case.lists.get(key, Members()), self.some()
        ids = (*before.ids, *(one for one in more.ids if one not in before.ids))
        return evolve(case, lists={**case.lists, key: Members(ids, more.complete)})

    def answered(self, case: Case, key: tuple[Term, str | None]) -> Case:
        """What varies by day never gets an answer without a beginning: a run of days must end, looking back."""
        (term, member), said = key, said_of(case, key)
        first, last = self.random.choice(holes(said))
        if term.varies_by == "day" and first is None:
            first = (last or DAYS[0]) - timedelta(60)
        answers = (evolve(self.statement(term), first=first, last=last),) if said else self.statements(term)
        return evolve(case, facts={**case.facts, (term.id, member): (*said, *answers)})

    def judged(self, case: Case, key: tuple[Term, str | None]) -> Case:
        term, member = key
        return evolve(case, assessments={**case.assessments, (term.id, member): self.assessments(term)})


def said_of(case: Case, key: tuple[Term, str | None]) -> tuple[Statement, ...]:
    return case.facts.get((key[0].id, key[1]), ())


def holes(said: Iterable[Statement]) -> list[Stretch]:
    """The stretches of days that no statement reaches."""
    free: list[Stretch] = [(None, None)]
    for one in said:
        free = [part for stretch in free for part in _less(stretch, one)]
    return free


def _less(stretch: Stretch, one: Statement) -> list[Stretch]:
    first, last = stretch
    if not Period(first, last).overlaps(Period(one.first, one.last)):
        return [stretch]
    parts: list[Stretch] = []
    if one.first is not None and (first is None or first < one.first):
        parts.append((first, one.first - timedelta(1)))
    if one.last is not None and (last is None or one.last < last):
        parts.append((one.last + timedelta(1), last))
    return parts

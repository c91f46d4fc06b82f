"""Lookups that several checks share: which rules conclude a term, which are exceptions to a rule, which days count.

Made once per check, in the order of ids, so that the same policy is always walked the same way.
Start reading at `Index`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from engine.model.expressions import Expression
from engine.model.policy import NotFormalised, Parameter, ParameterValue, Period, Policy, Rule, Source, Term

DAY = timedelta(days=1)
NO_DAY = Period(date.max, date.min)
"""A period that holds no day."""


@frozen(slots=False, eq=False)
class Index:
    """A policy with its lookups."""

    policy: Policy

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of ids."""
        return tuple(self.policy.rules[id] for id in sorted(self.policy.rules))

    @cached_property
    def concluding(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that conclude each term."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.conclusion is not None:
                found.setdefault(rule.conclusion.term, []).append(rule)
        return {term: tuple(rules) for term, rules in found.items()}

    @cached_property
    def exceptions(self) -> Mapping[str, tuple[Rule, ...]]:
        """The exceptions to each rule."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for target in dict.fromkeys(rule.targets):
                if target in self.policy.rules:
                    found.setdefault(target, []).append(rule)
        return {id: tuple(rules) for id, rules in found.items()}

    def member(self, entity: str) -> str:
        """The entity, where it is one of members of lists; else an empty text."""
        return entity if self.is_member(entity) else ""

    def is_member(self, entity: str) -> bool:
        found = self.policy.entities.get(entity)
        return found is not None and found.is_member

    def source(self, id: str) -> Source | None:
        return self.policy.sources.get(id)

    def covers(self, source: str) -> Period:
        """The days for which a source is formalised."""
        found = self.source(source)
        return found.covers if found is not None else Period()

    def is_commenced(self, rule: Rule) -> bool:
        """Whether a rule is ever in force without a date being supposed."""
        source = self.source(rule.source)
        return not (rule.once_commenced or (source is not None and source.once_commenced))

    def exists(self, rule: Rule, readings: Mapping[str, str] | None = None) -> bool:
        """Whether a rule is there at all under the readings chosen, or those given instead."""
        if rule.reading is None:
            return True
        doubt, reading = rule.reading
        found = self.policy.interpretations.get(doubt)
        chosen = found.chosen if found is not None else ""
        return (readings or {}).get(doubt, chosen) == reading

    def in_force(self, rule: Rule) -> Period:
        """The days of its validity, and of the term it concludes; read on its `read on` date where it has one."""
        term = self.policy.terms.get(rule.conclusion.term) if rule.conclusion is not None else None
        return meet(rule.validity, term.validity) if term is not None else rule.validity

    def reach(self, rule: Rule) -> Period:
        """The days on which a rule can say something: in force, and covered; any day where it reads another."""
        return Period() if rule.read_on is not None else meet(self.covers(rule.source), self.in_force(rule))

    @cached_property
    def _holes(self) -> Mapping[str, tuple[NotFormalised, ...]]:
        found: dict[str, list[NotFormalised]] = {}
        for hole in self.policy.not_formalised:
            for term in hole.affects:
                found.setdefault(term, []).append(hole)
        return {term: tuple(sorted(holes, key=_written)) for term, holes in found.items()}

    def holes_in(self, term: str) -> tuple[NotFormalised, ...]:
        """What is not formalised and holds a term open where its condition is met."""
        return self._holes.get(term, ())

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that several terms, or several rules, have."""
        seen: set[tuple[bool, str]] = set()
        twice: set[str] = set()
        things: list[Term | Rule] = [*self.policy.terms.values(), *self.policy.rules.values()]
        for thing in things:
            key = isinstance(thing, Rule), thing.name
            (twice.add(thing.name) if key in seen else seen.add(key))
        return frozenset(twice)

    def name(self, thing: Term | Rule) -> str:
        """What an author calls it: the bare name, with its source before it where the name alone says too little."""
        return thing.id if thing.name in self.shared_names else thing.name


def _written(hole: NotFormalised) -> tuple[str, int, str]:
    return hole.span.file, hole.span.start, str(hole.citation)


def meet(one: Period, other: Period) -> Period:
    """The days of both."""
    firsts = [period.first for period in (one, other) if period.first is not None]
    lasts = [period.last for period in (one, other) if period.last is not None]
    return Period(max(firsts, default=None), min(lasts, default=None))


def is_empty(period: Period) -> bool:
    return period.first is not None and period.last is not None and period.last < period.first


def within(inner: Period, outer: Period) -> bool:
    """Whether all days of one period are days of another."""
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    ends = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return is_empty(inner) or (begins and ends)


def holes(wanted: Period, given: list[Period]) -> Iterator[Period]:
    """The runs of days in `wanted` that no period of `given` holds, in order."""
    here = wanted.first or date.min
    last = wanted.last or date.max
    for period in sorted(given, key=lambda one: (one.first or date.min, one.last or date.max)):
        first, end = period.first or date.min, period.last or date.max
        if end < here or end < first:
            continue
        if first > last:
            break
        if first > here:
            yield _period(here, first - DAY)
        if end >= last:
            return
        here = end + DAY
    if here <= last:
        yield _period(here, last)


def _period(first: date, last: date) -> Period:
    return Period(None if first == date.min else first, None if last == date.max else last)


def next_day(day: date) -> date | None:
    """The day after, or `None` at the end of the calendar."""
    return day + DAY if day < date.max else None


def counting_rows(parameter: Parameter) -> list[ParameterValue]:
    """The rows of a history in order of effect; of two with one effect date, the one known last."""
    best: dict[date, ParameterValue] = {}
    for row in sorted(parameter.values, key=lambda row: (row.first, row.known_on)):
        best[row.first] = row
    return [best[first] for first in sorted(best)]


def days_of_row(parameter: Parameter, rows: list[ParameterValue], place: int) -> Period:
    """The days on which a row counts: until its own end, the next row, or (where it has a value) its renewal."""
    row = rows[place]
    ends = [row.last] if row.last is not None else []
    if place + 1 < len(rows):
        ends.append(rows[place + 1].first - DAY)
    if parameter.renewed is not None and row.value is not None:
        ends.append(renewal(row.first, parameter.renewed) - DAY)
    return Period(row.first, min(ends, default=None))


def renewal(first: date, renewed: tuple[int, int]) -> date:
    """The first day after `first` on which a value is to be renewed; 29 February counts as 28 in other years."""
    for year in (first.year, first.year + 1):
        month, day = renewed
        this = date(year, month, 28 if (month, day) == (2, 29) and not _is_leap(year) else day)
        if this > first:
            return this
    raise AssertionError("a yearly day comes within a year")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def is_always(expression: Expression) -> bool:
    """Whether a condition is the literal yes: a rule without `when`."""
    return getattr(expression, "value", None) is True

"""A case as generated code reads it: plain dictionaries for one day, numbers over the denominator of facts.

Start reading at `Inputs`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from engine.evaluate.assessments import departs, lacks
from engine.evaluate.slots import FACTS_BELOW
from engine.model.case import Assessment, Case, Key, Statement
from engine.model.policy import Policy

_DAY = timedelta(days=1)


def facts_below(case: Case) -> int | None:
    """The denominator every number the case gives fits in: hundredths, or `None` when some number is finer."""
    for statements in case.facts.values():
        for statement in statements:
            if not _fits(statement.value):
                return None
    for assessments in case.assessments.values():
        for assessment in assessments:
            if not _fits(assessment.value):
                return None
    return FACTS_BELOW


def _fits(value: Any) -> bool:
    return value.__class__ is not Fraction or FACTS_BELOW % value.denominator == 0


class Inputs:
    """What one case gives, by day. `ids` are the members of each entity, `lists` those of each list and owner."""

    def __init__(self, policy: Policy, case: Case) -> None:
        self.policy, self.case = policy, case
        self.below = facts_below(case)
        self.ids: dict[str, tuple[str, ...]] = {}
        self.lists: dict[tuple[str, str | None], tuple[tuple[str, ...], bool]] = {}
        if case.lists:
            self._read_lists()
        self._by_day: dict[date | None, tuple[dict[Any, Any], ...]] = {}
        self._always = self._undated()

    def _read_lists(self) -> None:
        found: dict[str, set[str]] = {}
        for key, members in self.case.lists.items():
            self.lists[key] = (tuple(sorted(members.ids)), members.complete)
            entity = self.policy.lists[key[0]].member
            found.setdefault(entity, set()).update(members.ids)
        self.ids = {entity: tuple(sorted(members)) for entity, members in found.items()}

    def with_members(self, entity: str, ids: Iterable[str]) -> None:
        """Members of an entity that stand in no list: the decisions of a decision kind."""
        self.ids[entity] = tuple(sorted(ids))

    def breaks(self) -> list[date]:
        """Every day on which something the case says begins, or has just ended."""
        days = set()
        for items in self._dated():
            for item in items:
                if item.first:
                    days.add(item.first)
                if item.last and item.last < date.max:
                    days.add(item.last + _DAY)
        return sorted(days)

    def _dated(self) -> Iterable[tuple[Statement | Assessment, ...]]:
        yield from self.case.facts.values()
        yield from self.case.assessments.values()

    def _undated(self) -> bool:
        for items in self._dated():
            for item in items:
                if item.first is not None or item.last is not None:
                    return False
        return True

    def on(self, day: date | None) -> tuple[dict[Any, Any], ...]:
        """Facts, assessments, uses of powers, and what was asked and is unknown, on a day.

        Of a day not known yet (`None`), what is said of all days.
        """
        if self._always:
            day = date.min
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = self._read(day)
        return found

    def _read(self, day: date | None) -> tuple[dict[Any, Any], ...]:
        facts: dict[Any, Any] = {}
        unknown: dict[Any, Any] = {}
        below = self.below
        for (term, member), statements in self.case.facts.items():
            for statement in statements:
                if _speaks(statement, day):
                    name = term if member is None else (term, member)
                    value: Any = statement.value
                    if value.__class__ is Fraction and below is not None:
                        value = value.numerator * (below // value.denominator)
                    elif statement.state == "unknown":
                        unknown[name] = True
                    elif statement.state == "not_shown":
                        value = False
                    facts[name] = value
        if not self.case.assessments:
            return facts, {}, {}, unknown
        given, uses = self._assessments(day, unknown)
        return facts, given, uses, unknown

    def _assessments(self, day: date | None, unknown: dict[Any, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
        given: dict[Any, Any] = {}
        uses: dict[Any, Any] = {}
        for (term, member), assessments in self.case.assessments.items():
            declared = self.policy.terms[term]
            name = term if member is None else (term, member)
            for assessment in assessments:
                if not _speaks(assessment, day):
                    continue
                if assessment.state == "unknown":
                    unknown[name] = True
                elif not lacks(declared, assessment):
                    if assessment.value is not None:
                        given[name] = (self.scaled(assessment.value), departs(assessment))
                    if assessment.used is not None:
                        uses[name] = assessment.used
        return given, uses

    def scaled(self, value: Any) -> Any:
        """A given value as the code holds it."""
        if value.__class__ is Fraction and self.below is not None:
            return value.numerator * (self.below // value.denominator)
        return value

    def statement(self, key: Key, day: date | None) -> Statement | None:
        """What the case says of a fact on a day."""
        return next((item for item in self.case.facts.get(key, ()) if _speaks(item, day)), None)

    def assessment(self, key: Key, day: date | None) -> Assessment | None:
        """The assessment that speaks of a day."""
        return next((item for item in self.case.assessments.get(key, ()) if _speaks(item, day)), None)


def _speaks(item: Statement | Assessment, day: date | None) -> bool:
    first, last = item.first, item.last
    if day is None:
        return first is None and last is None
    return (first is None or first <= day) and (last is None or day <= last)

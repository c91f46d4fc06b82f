"""Stretches of days on which nothing a question rests on changes: no parameter takes another value.

Start reading at `moments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from engine.analysis.index import DAY, Index, counting_rows, days_of_row, next_day, within
from engine.model.expressions import Expression, ReadParameter, Value, walk
from engine.model.policy import Period, Rule

MOST_MOMENTS = 24
"""Of more, the latest are looked at, and nothing is proved of the rest."""


class Constants(Mapping[str, Value]):
    """The parameters whose value is one and the same on every day of a period."""

    def __init__(self, index: Index, period: Period) -> None:
        self.index = index
        self.period = period
        self._known: dict[str, Value | None] = {}

    def get_or_none(self, id: str) -> Value | None:
        if id not in self._known:
            self._known[id] = self._same_value(id)
        return self._known[id]

    def _same_value(self, id: str) -> Value | None:
        parameter = self.index.policy.parameters.get(id)
        if parameter is None:
            return None
        rows = counting_rows(parameter)
        for place, row in enumerate(rows):
            if within(self.period, days_of_row(parameter, rows, place)):
                return row.value
        return None

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.get_or_none(id) is not None

    def __getitem__(self, id: str) -> Value:
        value = self.get_or_none(id)
        if value is None:
            raise KeyError(id)
        return value

    def __iter__(self) -> Iterator[str]:
        return (id for id in self.index.policy.parameters if id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def moments(index: Index, window: Period, rules: Iterable[Rule]) -> list[Period]:
    """A window in stretches on which the parameters these rules read stay as they are, the latest first."""
    days = sorted(_changes(index, rules))
    first = window.first
    found = []
    for day in days:
        if (first is None or first < day) and (window.last is None or day <= window.last):
            found.append(Period(first, day - DAY))
            first = day
    return [Period(first, window.last), *reversed(found)][:MOST_MOMENTS]


def is_all(found: list[Period]) -> bool:
    return len(found) < MOST_MOMENTS


def _changes(index: Index, rules: Iterable[Rule]) -> set[date]:
    """The first day of each value, and the day after its last, of every parameter near these rules."""
    days: set[date] = set()
    for id in {id for rule in rules for near in _near(index, rule) for id in _parameters(near)}:
        parameter = index.policy.parameters.get(id)
        if parameter is None:
            continue
        rows = counting_rows(parameter)
        for place in range(len(rows)):
            period = days_of_row(parameter, rows, place)
            ends = period.first, None if period.last is None else next_day(period.last)
            days.update(day for day in ends if day is not None)
    return days


def _near(index: Index, rule: Rule) -> Iterator[Rule]:
    yield rule
    yield from index.exceptions.get(rule.id, ())
    yield from (index.policy.rules[id] for id in rule.targets if id in index.policy.rules)


def _parameters(rule: Rule) -> Iterator[str]:
    value = rule.conclusion.value if rule.conclusion is not None else None
    expressions: list[Expression] = [rule.condition, *([value] if value is not None else [])]
    for expression in expressions:
        yield from (node.parameter for node in walk(expression) if isinstance(node, ReadParameter))

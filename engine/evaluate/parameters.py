"""A parameter as a reader meets it: the value on a day, the row that counted, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from engine.evaluate.decision import ParameterStep
from engine.evaluate.validity import counting_rows, row_on
from engine.model.policy import ParameterValue, Policy


def parameter_step(policy: Policy, id: str, day: date, known_on: date | None, decisive: bool) -> ParameterStep:
    """What a parameter was worth on a day among the values known by a date; without a value where none counts."""
    parameter = policy.parameters[id]
    rows = counting_rows(parameter, known_on)
    index = row_on(parameter, rows, day)
    if index is None:
        return ParameterStep(id, day, None, None, None, None, (), decisive)
    row = rows[index]
    return ParameterStep(id, day, row.value, row.first, row.last, row.known_on, row.basis or parameter.basis, decisive)


def row_of(policy: Policy, id: str, first: str) -> ParameterValue | None:
    """The row of a parameter with effect from a day (ISO): the one known last, where there are several."""
    rows = [row for row in policy.parameters[id].values if row.first.isoformat() == first]
    return rows[-1] if rows else None


def unverified(policy: Policy, read: Iterable[ParameterStep]) -> Iterator[tuple[str, str, str]]:
    """A notice for each value used that was not read in the official text, with the day it has effect from."""
    told: dict[tuple[str, str, str], None] = {}
    for step in read:
        for row in policy.parameters[step.id].values:
            if row.reported and (row.first, row.known_on, row.value) == (step.first, step.known, step.value):
                told["unverified", step.id, row.first.isoformat()] = None
    yield from told

"""A parameter as a reader meets it: the value on a day, the row that counted, and what it rests on."""

from __future__ import annotations

from datetime import date

from engine.evaluate.decision import ParameterStep
from engine.evaluate.validity import counting_rows, row_on
from engine.model.policy import Policy


def parameter_step(policy: Policy, id: str, day: date, known_on: date | None, decisive: bool) -> ParameterStep:
    """What a parameter was worth on a day among the values known by a date; without a value where none counts."""
    parameter = policy.parameters[id]
    rows = counting_rows(parameter, known_on)
    index = row_on(parameter, rows, day)
    if index is None:
        return ParameterStep(id, day, None, None, None, None, (), decisive)
    row = rows[index]
    return ParameterStep(id, day, row.value, row.first, row.last, row.known_on, row.basis or parameter.basis, decisive)

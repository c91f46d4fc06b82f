"""A case the solver found, as one would write it: as small as it may be, and on a day people know. See `plain`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import evolve

from engine.diff.shrink import smallest
from engine.model.case import Case
from engine.model.policy import Policy

YEARS = 16
"""How far from the latest known value a day is looked for."""


def plain(policy: Policy, case: Case, shows: Callable[[Case], bool], first: date) -> Case:
    """The smallest case that still shows something, on the first day of a year or of its second half.

    The nearest such day to the latest value we know, or to the `first` day there is, that will do; where none will do,
    the case stays on the day the solver found.
    """
    small = smallest(case, shows)
    rows = (row for parameter in policy.parameters.values() for row in parameter.values if row.value is not None)
    latest = max((row.first.year for row in rows), default=first.year)
    for year in sorted(range(latest - YEARS, latest + YEARS), key=lambda year: (abs(latest - year), year)):
        for day in (date(year, 1, 1), date(year, 7, 1)):
            if day >= first and shows(evolve(small, day=day)):
                return smallest(evolve(small, day=day), shows)
    return small

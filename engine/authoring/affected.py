"""Which cases a change in the policies may turn: those whose answers are computed from something that changed.

Where a thing stands in a file is no part of what it means, so a new comment affects nothing. Start reading at
`affected`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.authoring.relevance import Cones
from engine.model.policy import CaseExample, Policy

_READ_BY_MANY = ("sources", "entities", "lists", "units", "interpretations", "calendars", "not_formalised")
"""What cases depend on without a rule saying so: when one of these changes, any case may turn."""


def affected(before: Policy, after: Policy) -> list[CaseExample]:
    """The cases of the new policy that are new or changed, or may come out otherwise than before."""
    known = {(case.source, case.name): case for case in before.cases}
    if any(getattr(before, part) != getattr(after, part) for part in _READ_BY_MANY):
        return list(after.cases)
    changed = _changed(before.rules, after.rules) | _changed(before.terms, after.terms)
    changed |= _changed(before.parameters, after.parameters)
    then, now = Cones(before), Cones(after)
    found = []
    for case in after.cases:
        old = known.get((case.source, case.name))
        if old != case or (changed and changed & (now.below(case) | then.below(case))):
            found.append(case)
    return found


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}

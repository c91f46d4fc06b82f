"""An older policy in the names of a newer one: a term that was only renamed is one term on both sides.

Without this a fact under a new name would be one thing in the old rules and another in the new, and the same case
could say yes to one and no to the other. Start reading at `in_names_of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import attrs

from engine.model.policy import Policy
from engine.source import Span


def renamed(before: Policy, after: Policy) -> Mapping[str, str]:
    """The id in the newer policy of each term that either says was formerly called otherwise, by its id in the older.

    Comparing backwards, it is the older side that says so.
    """
    there = [(f"{term.source}.{name}", term.id) for term in after.terms.values() for name in term.formerly]
    back = [(term.id, f"{term.source}.{name}") for term in before.terms.values() for name in term.formerly]
    one_side = [(old, new) for old, new in (*there, *back) if old not in after.terms and new not in before.terms]
    return {old: new for old, new in one_side if old in before.terms and new in after.terms}


def in_names_of(policy: Policy, names: Mapping[str, str]) -> Policy:
    """A policy that speaks of each renamed term by its new id; everything else as it is."""
    return cast(Policy, _named(policy, names)) if names else policy


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if attrs.has(value.__class__) and not isinstance(value, Span):
        return value.__class__(**{name: _named(getattr(value, name), names) for name in _fields(value.__class__)})
    if isinstance(value, Mapping):
        return {names.get(key, key): _named(each, names) for key, each in value.items()}
    if isinstance(value, Sequence):
        return tuple(_named(each, names) for each in value)
    return value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))

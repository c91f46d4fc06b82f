"""The digest of what one rule, term or reading says, so that a later run can tell a real change from an editorial one.

Left out is what may change while the reading of the law stands: names, words for readers, layout, the order of what is
joined by *and* or *or*, and the days of validity, which each step of a record tells for its own day. Addresses stand in
the steps too, as they were right on the day. Start reading at `meaning_of`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

from engine.model.expressions import And, Expression, Or, Product
from engine.model.policy import Declared, Rule, Term
from engine.model.units import Type

_RULE = ("kind", "subject", "conclusion", "condition", "read_on", "unless_shown", "shown_by")
_TERM = ("kind", "entity", "type", "amount_type", "applies_when", "varies_by", "discretion", "duty")
_LEFT_OUT = frozenset({"span", "labels", "review", "review_in"})
"""Fields anywhere inside that hold words, or say where something is written."""


def meaning_of(declared: Declared, formerly: Mapping[str, str]) -> str:
    """The sha256 of what a rule or a term says. `formerly` gives ids the names they had, so that a renamed fact makes
    no rule that reads it another rule."""
    fields = _RULE if isinstance(declared, Rule) else _TERM if isinstance(declared, Term) else ()
    said = {name: _plain(getattr(declared, name), formerly) for name in fields}
    return digest(said)


def digest(data: Any) -> str:
    """The sha256 of the canonical form of JSON data."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces, so that the same content has the same bytes whoever wrote it.

    >>> canonical({"b": 1, "a": ["æ"]})
    '{"a":["æ"],"b":1}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(value: Any, formerly: Mapping[str, str]) -> Any:
    """A part of a declaration as JSON data, its ids as they were. Recursive over one expression only."""
    if isinstance(value, str):
        return formerly.get(value, value)
    if isinstance(value, Fraction | date):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item, formerly) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item, formerly) for key, item in sorted(value.items())}
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Type):
        return [value.kind, str(value.unit)]  # one more word to choose among makes no rule another
    found = [value.__class__.__name__]
    found += [_plain(getattr(value, name), formerly) for name in _fields(value.__class__)]
    return _in_any_order(value, found)


def _in_any_order(value: Any, found: list[Any]) -> list[Any]:
    """Parts that may stand in any order, sorted."""
    if isinstance(value, Expression) and isinstance(value, And | Or | Product):
        kind: Any = value.__class__
        at = 1 + _fields(kind).index("parts")
        found[at] = sorted(found[at], key=canonical)
    return found


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields that say something; the type of an expression follows from its parts."""
    left_out = _LEFT_OUT | {"type"} if issubclass(kind, Expression) else _LEFT_OUT
    return tuple(field.name for field in attrs.fields(kind) if field.name not in left_out)

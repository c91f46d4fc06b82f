"""The plan as plain data and back: for the cache, for hashes, for any other implementation that would run it.

Everything in a `Policy` is attrs values, tuples, maps and plain values, so one rule per kind is enough.
A value becomes a list that begins with its class name, then its fields in order; a fraction `["/", 3, 4]`,
a date `["@", "2024-05-01"]`, a tuple `["(", …]`, a map `["{", [key, value], …]`. Spans are kept or left out as asked.
Start reading at `to_data`.
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

from engine.memory import uncollected
from engine.model import case, citations, expressions, policy, units
from engine.source import Span

LAYOUT = 4
"""Raised whenever the data below changes shape."""


@cache
def _classes() -> dict[str, type]:
    found: dict[str, type] = {"Span": Span}
    for module in (citations, units, expressions, policy, case):
        found |= {name: item for name, item in vars(module).items() if isinstance(item, type) and attrs.has(item)}
    return found


def also(*kinds: type) -> None:
    """Let `from_data` make values of some further attrs classes."""
    _classes().update({kind.__name__: kind for kind in kinds})


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


def to_data(value: Any, *, spans: bool = True) -> Any:
    """A plan, or any part of one, as lists, texts, numbers and truth values.

    Raises:
        TypeError: a value no plan holds.
    """
    if value is None or value.__class__ in (bool, int, str):
        return value
    if isinstance(value, tuple):
        return ["(", *(to_data(item, spans=spans) for item in value)]
    if isinstance(value, Span):
        return ["Span", value.file, value.start, value.end] if spans else None
    if attrs.has(value.__class__):
        kind = value.__class__
        return [kind.__name__, *(to_data(getattr(value, name), spans=spans) for name in _fields(kind))]
    if isinstance(value, Fraction):
        return ["/", value.numerator, value.denominator]
    if isinstance(value, date):
        return ["@", value.isoformat()]
    if isinstance(value, Mapping):
        return ["{", *([key, to_data(item, spans=spans)] for key, item in value.items())]
    raise TypeError(f"{value.__class__.__name__} is no part of a plan")


def from_data(data: Any) -> Any:
    """The value that `to_data` made this from.

    Raises:
        ValueError: the data is not of this layout.
    """
    if not isinstance(data, list):
        return data
    head, *rest = data
    if head == "(":
        return tuple(from_data(item) for item in rest)
    if head == "/":
        return Fraction(rest[0], rest[1])
    if head == "@":
        return date.fromisoformat(rest[0])
    if head == "{":
        return {key: from_data(item) for key, item in rest}
    kind = _classes().get(head)
    if kind is None:
        raise ValueError(f"`{head}` is no part of a plan")
    return kind(**dict(zip(_fields(kind), (from_data(item) for item in rest), strict=True)))


def digest(plan: policy.Policy) -> str:
    """The sha256 of what a policy means: layout, comments, file names and the order of declarations leave it alone."""
    with uncollected():
        return _digest(plan)


def _digest(plan: policy.Policy) -> str:
    parts = {}
    for name in _fields(policy.Policy):
        if name in ("files", "cases"):
            continue
        part = getattr(plan, name)
        parts[name] = to_data(dict(sorted(part.items())) if isinstance(part, Mapping) else tuple(part), spans=False)
    for name in ("not_formalised", "statuses", "properties"):
        parts[name] = sorted(parts[name][1:], key=json.dumps)
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()

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
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else ()


_PLAIN = frozenset({type(None), bool, int, str})


def to_data(value: Any, *, spans: bool = True) -> Any:
    """A plan, or any part of one, as lists, texts, numbers and truth values.

    Raises:
        TypeError: a value no plan holds.
    """
    return _data(value, spans)


def _data(value: Any, spans: bool) -> Any:
    kind = value.__class__
    if kind in _PLAIN:
        return value
    if kind is Span:
        return ["Span", value.file, value.start, value.end] if spans else None
    if names := _fields(kind):
        return [kind.__name__, *[_data(getattr(value, name), spans) for name in names]]
    if isinstance(value, tuple):
        return ["(", *[_data(item, spans) for item in value]]
    if isinstance(value, Fraction):
        return ["/", value.numerator, value.denominator]
    if isinstance(value, date):
        return ["@", value.isoformat()]
    if isinstance(value, Mapping):
        return ["{", *[[key, _data(item, spans)] for key, item in value.items()]]
    if attrs.has(kind):
        return [kind.__name__]
    raise TypeError(f"{kind.__name__} is no part of a plan")


def from_data(data: Any) -> Any:
    """The value that `to_data` made this from.

    Raises:
        ValueError: the data is not of this layout.
    """
    if data.__class__ is not list:
        return data
    head = data[0]
    if head == "(":
        return tuple([from_data(item) for item in data[1:]])
    if head == "/":
        return Fraction(data[1], data[2])
    if head == "@":
        return date.fromisoformat(data[1])
    if head == "{":
        return {key: from_data(item) for key, item in data[1:]}
    kind = _classes().get(head)
    if kind is None:
        raise ValueError(f"`{head}` is no part of a plan")
    return kind(**dict(zip(_fields(kind), [from_data(item) for item in data[1:]], strict=True)))


def digest(plan: policy.Policy) -> str:
    """The sha256 of what a policy means: layout, comments, file names and the order of declarations leave it alone."""
    with uncollected():
        return _digest(plan)


def _digest(plan: policy.Policy) -> str:
    """Of one text of JSON, made part by part: that of a whole plan is far longer than the plan."""
    made, sign = hashlib.sha256(), "{"
    for name in sorted(set(_fields(policy.Policy)) - {"files", "cases"}):
        part = getattr(plan, name)
        if isinstance(part, Mapping):
            texts = ['"{"', *(_dumped([id, _data(part[id], False)]) for id in sorted(part))]
        else:  # rows, whose order means nothing
            texts = [_dumped(row) for row in sorted((_data(each, False) for each in part), key=json.dumps)]
        made.update(f'{sign}"{name}":[{",".join(texts)}]'.encode())
        sign = ","
    made.update(b"}")
    return made.hexdigest()


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

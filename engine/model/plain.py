"""Equality, hash and text of a value by its fields, written once for all classes.

attrs writes these methods anew for every class and compiles them each time the program starts. For the seventy kinds of
node, declaration and step that took a sixth of what a whole cold decision may; so those classes say
`@frozen(eq=False, repr=False)` and inherit from `Plain`. Small values that are hashed a great deal (citations, units,
spans) keep the methods attrs writes, which are faster to call.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import fields


class Plain:
    """Two are equal when they are of one class and every field that counts is equal."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        kind: Any = self.__class__
        return self is other or all(getattr(self, name) == getattr(other, name) for name in _compared(kind))

    def __hash__(self) -> int:
        kind: Any = self.__class__
        return hash((kind, *(getattr(self, name) for name in _compared(kind))))

    def __repr__(self) -> str:
        kind: Any = self.__class__
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _shown(kind))
        return f"{kind.__qualname__}({shown})"


@cache
def _compared(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.eq)


@cache
def _shown(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.repr)

"""The addresses of the law in an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from engine.authoring.sheet import Piece
from engine.syntax.nodes import Address, Node


def addresses_in(piece: Piece) -> tuple[Address, ...]:
    """Every address in a piece, in the order written, reckoned once."""
    kept: tuple[Address, ...] | None = piece.__dict__.get("addresses")
    if kept is None:
        kept = piece.__dict__["addresses"] = tuple(_within(piece.item))
    return kept


def address_at(piece: Piece, offset: int) -> Address | None:
    """The address that holds an offset, counted from the piece."""
    return next((each for each in addresses_in(piece) if each.span.start <= offset <= each.span.end), None)


def _within(value: Any) -> Iterator[Address]:
    if isinstance(value, Address):
        yield value
    elif isinstance(value, Node):
        for field in attrs.fields(type(value)):
            yield from _within(getattr(value, field.name))
    elif type(value) is tuple:
        for each in value:
            yield from _within(each)

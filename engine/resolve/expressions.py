"""Expressions bound and typed: each operator of the tree becomes a node whose type is known.

What cannot be bound is reported once and gives `None`; an operator over it gives `None` without another word.
Recursion is over one expression, which the parser keeps within a hundred levels. `operators` has the table of who
binds which operator. Start reading at `bind`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import DATE, NUMBER, PERCENT, TEXT, YES_NO, Type
from engine.resolve.draft import Scope
from engine.resolve.paths import read
from engine.resolve.types import (
    LOOSE,
    TYPES_DIFFER,
    bare_percentage,
    bind_unit,
    described,
    fits,
    settle,
    told,
    with_unit,
)
from engine.source import Span
from engine.syntax.nodes import Date, Node, Number, Op, Path, Quantity, Text, Truth

NOT_YES_OR_NO = Code("R202", "not-yes-or-no", "a condition is no question with yes or no for an answer")
NOT_A_NUMBER = Code("R203", "not-a-number", "something is reckoned with that is no number")
NOT_A_DATE = Code("R204", "not-a-date", "a day is needed, and something else is written")
ONLY_BEGINS = Code("R208", "only-begins", "a number is written that only says how a value begins")

Binder = Callable[[Op, Scope, Type | None], Expression | None]


def bind(node: Node, scope: Scope, expected: Type | None = None) -> Expression | None:
    """An expression with every name bound, or `None` after saying what is wrong.

    `expected` is the type of what it meets; it only tells a word of a choice from a name.
    """
    if isinstance(node, Path):
        return read(node, scope, expected)
    if isinstance(node, Op):
        return _operators()[node.kind](node, scope, expected)
    return literal(node, scope)


@cache
def _operators() -> dict[str, Binder]:
    from engine.resolve.operators import OPERATORS  # they bind their operands with the function above

    return OPERATORS


def literal(node: Node, scope: Scope) -> Expression | None:
    """A quantity, number, date, text or yes/no as written."""
    match node:
        case Quantity(number=number, unit=unit, per=per):
            return _quantity(number, unit, per, node.span, scope)
        case Number(form=form, value=value):
            made = x.Literal(value, type=PERCENT if form == "percent" else NUMBER, span=node.span)
            return _whole(node, made, scope)
        case Truth(value=truth):
            return x.Literal(truth, type=YES_NO, span=node.span)
        case Date(value=day):
            return x.Literal(day, type=DATE, span=node.span)
        case Text(value=text):
            return x.Literal(text, type=TEXT, span=node.span)
    raise TypeError(f"no literal: {type(node).__name__}")


def _quantity(number: Number, unit: str, per: str, span: Span, scope: Scope) -> Expression | None:
    if unit == "kr" and not per:
        return _whole(number, x.Literal(number.value, type=LOOSE, span=span), scope)
    bound = bind_unit(unit, per, scope, span)
    if bound is None:
        return None
    return _whole(number, x.Literal(number.value, type=Type("number", bound), span=span), scope)


def _whole(number: Number, made: Expression, scope: Scope) -> Expression | None:
    if not number.begins:
        return made
    message = f"`{scope.written(number.span)}` only says how a number begins"
    scope.say(ONLY_BEGINS, number.span, message, "`…` belongs after `expect`; write the whole number")
    return None


def condition(node: Node, scope: Scope) -> Expression | None:
    """An expression that must be a question of yes or no."""
    made = bind(node, scope)
    if made is None or made.type.kind == "yes_no":
        return made
    hint = "compare it with something" if made.type.kind in ("number", "date", "choice", "text") else ""
    scope.say(NOT_YES_OR_NO, made.span, f"{told(made, scope)}, not yes or no", hint)
    return None


def day(node: Node, scope: Scope) -> Expression | None:
    """An expression that must be a date."""
    made = bind(node, scope)
    if made is None or made.type.kind == "date":
        return made
    scope.say(NOT_A_DATE, made.span, f"{told(made, scope)}, not a date")
    return None


def number(node: Node, scope: Scope) -> Expression | None:
    """An expression that must be a number, in whatever unit."""
    made = bind(node, scope)
    if made is None or made.type.kind == "number":
        return made
    hint = "a date is compared, or moved with `3 weeks after …`" if made.type.kind == "date" else ""
    scope.say(NOT_A_NUMBER, made.span, f"{told(made, scope)}, not a number", hint)
    return None


def value_for(node: Node, type: Type, scope: Scope, of_what: str) -> Expression | None:
    """The value of something declared with a type; another type is reported."""
    made = bind(node, scope, type)
    if made is None:
        return None
    made = settle(made, type)
    if bare_percentage(made, type, scope):
        return None
    if fits(type, made.type):
        return made
    message = f"{told(made, scope)}, `{of_what}` is {described(type)}"
    scope.say(TYPES_DIFFER, made.span, message, with_unit(made, type, scope))
    return None

"""Reckoning: sums, products, shares, limits, rounding. Units are carried; a loose amount waits for its period."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import NUMBER, PERCENT, PURE, Type, Unit
from engine.resolve.citations import cite_all
from engine.resolve.conditions import NOT_IN_ORDER
from engine.resolve.draft import Scope
from engine.resolve.expressions import Binder, bind, literal, number
from engine.resolve.types import LOOSE, differ, fits, meet, settle, settled, told
from engine.source import Span
from engine.syntax.nodes import Address, Op, Quantity, Word

ROUNDING = Code("R211", "rounding", "a rounding does not say what it must, or says what it cannot")


def added(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`a + b less c, but at least d`: read from the left, one flat sum for each unbroken row of terms."""
    made = [number(op.parts[0], scope)]
    made += [number(tail.parts[0], scope) for tail in op.parts[1:] if tail.kind != "rounded"]
    parts = [part for part in made if part is not None]
    if len(parts) < len(made):
        return None
    met = meet(parts, scope)
    if met is None:
        return None
    waiting = iter(met[0])
    row, signs = [next(waiting)], [1]
    start, end = op.span.start, row[0].span.end
    type = met[1]
    for tail in op.parts[1:]:
        if tail.kind in ("plus", "minus"):
            row.append(next(waiting))
            signs.append(1 if tail.kind == "plus" else -1)
            end = tail.span.end
            continue
        whole = _row(row, signs, type, Span(op.span.file, start, end))
        end = tail.span.end
        made_limit = _limited(tail, whole, waiting, type, Span(op.span.file, start, end), scope)
        if made_limit is None:
            return None
        row, signs = [made_limit], [1]
    return _row(row, signs, type, op.span)


def _row(row: list[Expression], signs: list[int], type: Type, span: Span) -> Expression:
    return row[0] if len(row) == 1 else x.Sum(tuple(row), tuple(signs), type=type, span=span)


def _limited(
    tail: Op, whole: Expression, waiting: Iterator[Expression], type: Type, span: Span, scope: Scope
) -> Expression | None:
    if tail.kind == "rounded":
        return rounded(tail, whole, span, scope)
    node = x.Greater if tail.kind == "but_at_least" else x.Lesser
    return node((whole, next(waiting)), True, type=type, span=span)


def multiplied(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`a * b / c`: read from the left, one flat product for each unbroken row of factors."""
    made = [number(op.parts[0], scope), *(number(tail.parts[0], scope) for tail in op.parts[1:])]
    factors = [part for part in made if part is not None]
    if len(factors) < len(made):
        return None
    row = [factors[0]]
    start = op.span.start
    for tail, factor in zip(op.parts[1:], factors[1:], strict=True):
        if tail.kind == "times":
            row.append(factor)
            continue
        left = _times(row, Span(op.span.file, start, row[-1].span.end))
        row = [_divided(left, factor, Span(op.span.file, start, tail.span.end))]
    return _times(row, op.span)


def _times(row: list[Expression], span: Span) -> Expression:
    """A product of factors. A loose amount times pure numbers stays loose."""
    if len(row) == 1:
        return row[0]
    loose = [part for part in row if part.type is LOOSE]
    if len(loose) == 1 and all(part.type.unit == PURE for part in row if part.type is not LOOSE):
        return x.Product(tuple(row), type=LOOSE, span=span)
    parts = tuple(settled(part) for part in row)
    unit = parts[0].type.unit
    for part in parts[1:]:
        unit *= part.type.unit
    return x.Product(parts, type=_pure_or(unit, all(part.type.percent for part in parts)), span=span)


def _divided(left: Expression, right: Expression, span: Span) -> Expression:
    if left.type is LOOSE and right.type.unit == PURE:
        return x.Quotient(left, right, type=LOOSE, span=span)
    left, right = settled(left), settled(right)
    unit = left.type.unit / right.type.unit
    return x.Quotient(left, right, type=_pure_or(unit, False), span=span)


def _pure_or(unit: Unit, percent: bool) -> Type:
    return (PERCENT if percent else NUMBER) if unit == PURE else Type("number", unit)


def share(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`75 % of x`, `2/3 of x`: of the type of x."""
    part, whole = literal(op.parts[0], scope), number(op.parts[1], scope)
    if part is None or whole is None:
        return None
    return x.Product((part, whole), type=whole.type, span=op.span)


def negative(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    part = number(op.parts[0], scope)
    if isinstance(part, x.Literal) and isinstance(part.value, Fraction):
        return x.Literal(-part.value, type=part.type, span=op.span)
    return None if part is None else x.Sum((part,), (-1,), type=part.type, span=op.span)


def extreme(node: type[x.Lesser] | type[x.Greater]) -> Binder:
    def extreme(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
        made = [bind(part, scope) for part in op.parts]
        parts = [part for part in made if part is not None]
        met = meet(parts, scope) if len(parts) == len(made) else None
        if met is None:
            return None
        if met[1].kind not in ("number", "date"):
            scope.say(NOT_IN_ORDER, parts[0].span, f"{told(parts[0], scope)}, and is neither lesser nor greater")
            return None
        return node(tuple(met[0]), type=met[1], span=op.span)

    return extreme


def rounded(tail: Op, whole: Expression, span: Span, scope: Scope) -> Expression | None:
    """`rounded down to the nearest 1 kr basis …`. To the nearest must say which way a half goes; the others may not."""
    words = {part.concept for part in tail.parts if isinstance(part, Word)}
    step = next(part for part in tail.parts if isinstance(part, Quantity))
    basis = cite_all([part for part in tail.parts if isinstance(part, Address)], scope)
    direction = next((way for way in ("down", "up") if way.upper() in words), "nearest")
    tie = next((tie for tie in ("half_up", "half_down", "half_even") if tie.upper() in words), "")
    if (direction == "nearest") != bool(tie):
        message = (
            "rounding to the nearest says which way a half goes" if not tie else f"rounding {direction} has no halves"
        )
        hint = "add `half up`, `half down` or `half even`" if not tie else f"leave `{tie.replace('_', ' ')}` out"
        scope.say(ROUNDING, tail.span, message, hint)
        return None
    bound = literal(step, scope)
    if bound is None:
        return None
    bound = settle(bound, whole.type)
    if whole.type is not LOOSE and not fits(whole.type, bound.type):
        differ(whole, bound, scope)
        return None
    assert isinstance(bound, x.Literal)
    assert isinstance(bound.value, Fraction)
    if bound.value <= 0:
        scope.say(ROUNDING, step.span, "nothing is rounded to the nearest zero", "write a step such as `1 kr`")
        return None
    return x.Rounded(whole, direction, bound.value, tie, basis, type=whole.type, span=span)

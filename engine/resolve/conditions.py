"""Questions of yes or no: `and`, `or`, `not`, `if`, comparisons, and words of a choice."""

from __future__ import annotations

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import Type
from engine.resolve.draft import Scope
from engine.resolve.expressions import Binder, bind, condition
from engine.resolve.types import bare_percentage, described, meet, settled, told
from engine.syntax.nodes import Node, Op, Path

NOT_IN_ORDER = Code("R205", "not-in-order", "things are put in order that have none")
NOT_A_CHOICE = Code("R212", "not-a-choice", "a word is no choice of the type it meets")


def _all(parts: tuple[Node, ...], scope: Scope) -> tuple[Expression, ...] | None:
    """Every part as a yes/no question; all of them are looked at, so that each mistake is told at once."""
    made = [condition(part, scope) for part in parts]
    return None if None in made else tuple(part for part in made if part is not None)


def all_of(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    parts = _all(op.parts, scope)
    return None if parts is None else x.And(parts, span=op.span)


def any_of(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    parts = _all(op.parts, scope)
    return None if parts is None else x.Or(parts, span=op.span)


def negation(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    part = condition(op.parts[0], scope)
    return None if part is None else x.Not(part, span=op.span)


def if_then(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    asked = condition(op.parts[0], scope)
    sides = _two_sides(op.parts[1], op.parts[2], scope, expected)
    if asked is None or sides is None:
        return None
    then, otherwise = sides
    return x.If(asked, then, otherwise, type=then.type, span=op.span)


def compared(sign: str) -> Binder:
    def compare(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
        sides = _two_sides(op.parts[0], op.parts[1], scope, None)
        if sides is None:
            return None
        left, right = (settled(side) for side in sides)
        if bare_percentage(right, left.type, scope) or bare_percentage(left, right.type, scope):
            return None
        if sign not in ("=", "!=") and left.type.kind not in ("number", "date"):
            scope.say(NOT_IN_ORDER, op.span, f"{told(left, scope)}, and comes neither before nor after anything")
            return None
        return x.Compare(sign, left, right, span=op.span)

    return compare


def between(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    parts = [bind(part, scope) for part in op.parts]
    made = [part for part in parts if part is not None]
    met = meet(made, scope) if len(made) == 3 else None
    if met is None:
        return None
    part, low, high = (settled(each) for each in met[0])
    if bare_percentage(low, part.type, scope) or bare_percentage(high, part.type, scope):
        return None
    if part.type.kind not in ("number", "date"):
        scope.say(NOT_IN_ORDER, part.span, f"{told(part, scope)}, and lies between nothing")
        return None
    return x.Between(part, low, high, span=op.span)


def _two_sides(left: Node, right: Node, scope: Scope, expected: Type | None) -> tuple[Expression, Expression] | None:
    """Two expressions of one type. A word of a choice takes the type of the other side."""
    if expected is None and _is_word(left, scope) and not _is_word(right, scope):
        second = bind(right, scope)
        first = None if second is None else _word(left, second, scope)
    else:
        first = bind(left, scope, expected)
        if first is not None and _is_word(right, scope):
            second = _word(right, first, scope)
        else:
            second = bind(right, scope, first.type if first is not None else expected)
    if first is None or second is None:
        return None
    met = meet([first, second], scope)
    return None if met is None else (met[0][0], met[0][1])


def _is_word(node: Node, scope: Scope) -> bool:
    """Whether a node is one bare name that nothing visible is called."""
    if not isinstance(node, Path) or len(node.names) > 1 or node.names[0].text in scope.variables:
        return False
    text = node.names[0].text
    return "." not in text and not scope.visible(text)


def _word(node: Node, other: Expression, scope: Scope) -> Expression | None:
    """A word as a choice of the other side's type, or what to say when it is none."""
    assert isinstance(node, Path)
    name = node.names[0]
    if other.type.kind == "choice" and name.text not in other.type.choices:
        hint = scope.draft.names.suggest(name.text, other.type.choices)
        message = f"`{name.text}` is not a choice: `{scope.written(other.span)}` is {described(other.type)}"
        scope.say(NOT_A_CHOICE, name.span, message, hint)
        return None
    return bind(node, scope, other.type)

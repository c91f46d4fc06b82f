"""Questions over the members of a list: `any`, `every`, `number of`, `sum of`, `least of`, `greatest of`."""

from __future__ import annotations

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import NUMBER, YES_NO, Type
from engine.resolve.draft import Scope
from engine.resolve.expressions import Binder, bind, condition, number
from engine.resolve.names import refuse_reserved
from engine.resolve.paths import find_list
from engine.resolve.types import told
from engine.source import Span
from engine.syntax.nodes import Name, Node, Op, Path

VARIABLE_TWICE = Code("R116", "variable-twice", "a member is called what another one around it is called already")
NEITHER_LEAST = Code("R214", "neither-least", "the least or greatest is asked of things that have no order")


def over_members(kind: str) -> Binder:
    """`any c in children where C`, `every c in children where C`."""

    def over(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
        variable, path, where = op.parts
        return _quantified(kind, variable, path, where, None, op.span, scope)

    return over


def count(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    """`number of (c in children where C)`."""
    variable, path, where = op.parts
    return _quantified("count", variable, path, where, None, op.span, scope)


def folded(kind: str) -> Binder:
    """`sum of (X for each c in children where C)`, and the least and the greatest."""

    def fold(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
        body, variable, path, where = op.parts
        return _quantified(kind, variable, path, where, body, op.span, scope)

    return fold


def _quantified(
    kind: str, variable: Name, path: Path, where: Node | None, body: Node | None, span: Span, scope: Scope
) -> Expression | None:
    found = find_list(path, scope)
    if found is None or not _is_free(variable, scope):
        return None
    list_id, member, owner = found
    inner = scope.binding(variable.text, member)
    asked = condition(where, inner) if where is not None else x.Literal(True, type=YES_NO, span=span)
    counted = _body(kind, body, inner) if body is not None else None
    if asked is None or (body is not None and counted is None):
        return None
    type = YES_NO if kind in ("any", "every") else NUMBER if counted is None else counted.type
    return x.Quantified(kind, variable.text, list_id, owner, asked, counted, type=type, span=span)


def _body(kind: str, body: Node, scope: Scope) -> Expression | None:
    if kind == "sum":
        return number(body, scope)
    made = bind(body, scope)
    if made is None or made.type.kind in ("number", "date"):
        return made
    scope.say(NEITHER_LEAST, made.span, f"{told(made, scope)}, and has neither a least nor a greatest")
    return None


def _is_free(variable: Name, scope: Scope) -> bool:
    if refused := refuse_reserved(variable):
        scope.pass_on(refused)
        return False
    if variable.text not in scope.variables:
        return True
    message = f"a member around this one is called `{variable.text}` already"
    scope.say(VARIABLE_TWICE, variable.span, message, "give it another name")
    return False

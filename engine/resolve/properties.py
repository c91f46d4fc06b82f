"""Properties: what an author claims of every case, bound and typed. Proving is for `verify`.

Start reading at `declare_properties`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import YES, Expression
from engine.model.policy import Property
from engine.model.units import Type
from engine.resolve.citations import basis_of
from engine.resolve.draft import Draft, Placed, Scope, place
from engine.resolve.expressions import bind, condition, value_for
from engine.resolve.names import TERMS, a
from engine.resolve.types import described, told
from engine.syntax.nodes import Clause, Name, Node

CANNOT_VARY = Code("R326", "cannot-vary", "a property says how a value moves with something that is no such fact")
CANNOT_MOVE = Code("R327", "cannot-move", "a property says of something how it moves that has no order to move in")
NO_SIZE = Code("R328", "no-size", "a jump is measured in something that is no number above zero")

ORDERED = ("number", "yes_no", "date")
"""What can rise: a number, an answer from no to yes, a date that is later."""


def declare_properties(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        made = _property(each, place(draft, each))
        if made is not None:
            draft.properties.append(made)


def _property(each: Placed, scope: Scope) -> Property | None:
    clause = next(one for one in each.item.clauses if one.kind.startswith("claims_"))
    kind = clause.kind.removeprefix("claims_")
    when = each.item.first("property_when")
    met = condition(when.parts[0], scope) if when is not None else YES
    if kind == "always":
        claim = condition(clause.parts[0], scope)
        if claim is None or met is None:
            return None
        return Property(each.item.get("title"), each.source, kind, claim, basis_of(scope), met, span=each.item.span)
    moving = _moving(clause, kind, scope)
    if moving is None or met is None:
        return None
    claim, varied, limit, step = moving
    return Property(
        each.item.get("title"), each.source, kind, claim, basis_of(scope), met, varied, limit, step, span=each.item.span
    )


def _moving(clause: Clause, kind: str, scope: Scope) -> tuple[Expression, str, Fraction | None, Fraction | None] | None:
    """What moves, with which fact, and for a jump by how much at most for how much."""
    measured, *sizes, name = clause.parts
    claim, varied = bind(measured, scope), _varied(name, kind, scope)
    if claim is None or varied is None:
        return None
    id, type = varied
    if kind != "same" and claim.type.kind not in (("number",) if kind == "no_jump" else ("number", "yes_no")):
        hint = "say `is the same whatever …`, or claim it with `always`"
        scope.say(CANNOT_MOVE, claim.span, f"{told(claim, scope)}, and neither rises nor falls by an amount", hint)
        return None
    if not sizes:
        return claim, id, None, None
    limit = _size(sizes[0], claim.type, scope, scope.written(claim.span), least=Fraction(0))
    step = _size(sizes[1], type, scope, name.text)
    return None if limit is None or step is None else (claim, id, limit, step)


def _varied(name: Name, kind: str, scope: Scope) -> tuple[str, Type] | None:
    """The fact that alone is another in the second case."""
    entry = scope.find(name, TERMS, "fact")
    head = scope.draft.heads.get(entry.id) if entry is not None else None
    if head is None:
        return None
    if head.kind != "fact":
        message = f"`{name.text}` is {a(head.kind)}, and only a fact can be another and all else the same"
        scope.say(CANNOT_VARY, name.span, message, "name a fact it rests on")
        return None
    able = ("number",) if kind == "no_jump" else ORDERED
    if kind != "same" and head.type.kind not in able:
        message = f"`{name.text}` is {described(head.type)}, and cannot rise"
        hint = "say `is the same whatever …`" if kind != "no_jump" else "a jump is measured against a number"
        scope.say(CANNOT_VARY, name.span, message, hint)
        return None
    return head.id, head.type


def _size(node: Node, type: Type, scope: Scope, of_what: str, least: Fraction | None = None) -> Fraction | None:
    made = value_for(node, type, scope, of_what)
    if made is None:
        return None
    value = made.value if isinstance(made, x.Literal) else None
    if not isinstance(value, Fraction) or value < 0 or (least is None and value == 0):
        scope.say(NO_SIZE, node.span, f"`{scope.written(node.span)}` is no size", "write a number above zero")
        return None
    return value

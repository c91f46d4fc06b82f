"""Who binds which operator: the kinds of `syntax.nodes.Op`, in the order of the grammar."""

from __future__ import annotations

from engine.diagnostics import Code
from engine.model import expressions as x
from engine.model.expressions import Expression
from engine.model.units import Type
from engine.resolve import arithmetic, conditions, dates, quantifiers
from engine.resolve.draft import Scope
from engine.resolve.expressions import Binder, bind
from engine.resolve.names import a
from engine.resolve.paths import used
from engine.syntax.nodes import Op

OTHERWISE_MISPLACED = Code(
    "R307", "otherwise-misplaced", "what otherwise applies is written where there is nothing to depart from"
)


def group(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    return bind(op.parts[0], scope, expected)


def the_day(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    return x.TheDay(span=op.span)


def used_power(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    return used(op.parts[0], scope)


def otherwise(op: Op, scope: Scope, expected: Type | None) -> Expression | None:
    if scope.otherwise is not None:
        return x.Otherwise(type=scope.otherwise, span=op.span)
    kind = scope.item.kind
    message = "`what otherwise applies` has a meaning only in the value an exception concludes"
    scope.say(OTHERWISE_MISPLACED, op.span, message + ("" if kind == "exception" else f", and this is {a(kind)}"))
    return None


OPERATORS: dict[str, Binder] = {
    "if_then": conditions.if_then,
    "quantifier ANY": quantifiers.over_members("any"),
    "quantifier EVERY": quantifiers.over_members("every"),
    "any_of": conditions.any_of,
    "all_of": conditions.all_of,
    "not": conditions.negation,
    **{f"compare {sign}": conditions.compared(sign) for sign in ("<", "<=", "=", ">=", ">")},
    "equals": conditions.compared("="),
    "differs": conditions.compared("!="),
    "between": conditions.between,
    "sum": arithmetic.added,
    "product": arithmetic.multiplied,
    "share": arithmetic.share,
    "negative": arithmetic.negative,
    "lesser": arithmetic.extreme(x.Lesser),
    "greater": arithmetic.extreme(x.Greater),
    "after": dates.shifted(1),
    "before": dates.shifted(-1),
    "full_periods": dates.full_periods,
    "year_of": dates.year_of,
    "first_of_year": dates.first_of_year,
    "on_day": dates.on_day,
    "moved": dates.moved,
    "group": group,
    "otherwise": otherwise,
    "used": used_power,
    "the_day": the_day,
    "count": quantifiers.count,
    "fold SUM_OF": quantifiers.folded("sum"),
    "fold LEAST_OF": quantifiers.folded("least"),
    "fold GREATEST_OF": quantifiers.folded("greatest"),
    "sum_over_days": dates.sum_over_days,
    "days_where": dates.days_where,
    "day_began": dates.day_began,
}

"""Parameters: values with a history, each with the day of its effect, the day it was known, and its basis."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from engine.diagnostics import Code, Note
from engine.model import expressions as x
from engine.model.citations import Basis
from engine.model.policy import Parameter, ParameterValue
from engine.model.units import Type
from engine.resolve.citations import basis_of, cite_all
from engine.resolve.clauses import PERIOD_BACKWARDS, labels, once, text_of
from engine.resolve.draft import Draft, Placed, Scope, place
from engine.resolve.expressions import value_for
from engine.resolve.types import bind_type
from engine.resolve.vocabulary import identity, month_day
from engine.syntax.nodes import Clause, Word

REPORTED_NOTHING = Code("R324", "reports-nothing", "a row has no value and says by whom the value is reported")
ROWS_CLASH = Code("R311", "rows-clash", "two values of a parameter take effect on one day and are known on one day")


def declare_parameter_types(placed: Iterable[Placed], draft: Draft) -> None:
    for each in placed:
        type = bind_type(each.item.get("type"), place(draft, each))
        if type is not None:
            draft.parameter_types[identity(each)[0]] = type


def declare_parameters(placed: Iterable[Placed], draft: Draft) -> None:
    """Every parameter with its rows, earliest effect first."""
    for each in placed:
        id = identity(each)[0]
        if id in draft.parameter_types:
            draft.parameters[id] = _parameter(each, draft.parameter_types[id], place(draft, each))


def _parameter(placed: Placed, type: Type, scope: Scope) -> Parameter:
    assert placed.item.name is not None
    basis, renewed = basis_of(scope), once(scope, "renewed")
    rows = [_row(clause, type, basis, scope) for clause in placed.item.all("row")]
    values = sorted((row for row in rows if row is not None), key=lambda row: (row.first, row.known_on))
    _refuse_clashes(values, scope)
    return Parameter(
        *identity(placed),
        type,
        tuple(values),
        month_day(renewed.parts[0], renewed.parts[1], scope) if renewed else None,
        basis,
        span=placed.item.name.span,
        labels=labels(placed.item.phrases, scope),
    )


def _row(clause: Clause, type: Type, whole: tuple[Basis, ...], scope: Scope) -> ParameterValue | None:
    first, last, written, known, basis, reported = clause.parts
    if last is not None and last < first:
        scope.say(PERIOD_BACKWARDS, clause.span, f"the value ends {last}, before it begins {first}")
        return None
    value = None
    if not (isinstance(written, Word) and written.concept == "UNVERIFIED"):
        assert scope.item.name is not None
        made = value_for(written, type, scope, scope.item.name.text)
        if not isinstance(made, x.Literal):
            return None
        value = made.value
    own = cite_all(basis.parts, scope) if basis is not None else whole
    text, text_in = _reported(reported or scope.item.first("reported"), scope)
    if value is None and reported is not None:
        message = "a value that is unverified is reported by nobody"
        scope.say(REPORTED_NOTHING, reported.span, message, "keep one of them")
    return ParameterValue(first, last, value, known, own, clause.span, *((text, text_in) if value is not None else ()))


def _reported(clause: Clause | None, scope: Scope) -> tuple[str, dict[str, str]]:
    """Where a value was read when that was not the official text; a row says it for itself, or the whole history."""
    return text_of(clause.parts[0], scope) if clause is not None else ("", {})


def _refuse_clashes(values: list[ParameterValue], scope: Scope) -> None:
    """Two rows from one day need different days on which they were known."""
    for one, other in pairwise(values):
        if (one.first, one.known_on) == (other.first, other.known_on):
            message = f"two values take effect {one.first}"
            notes = [Note(one.span, "the other is here")]
            scope.say(ROWS_CLASH, other.span, message, "say of each when it was `known`", notes)

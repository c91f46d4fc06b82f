"""What a case expects: values, outcomes, effects, what is waited for, and the provisions used and not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagnostics import Code
from engine.model.citations import Citation
from engine.model.expressions import Value
from engine.model.policy import Expectation, Period
from engine.model.units import Type
from engine.resolve.case_facts import People, bounded, of_member, typed
from engine.resolve.citations import cite
from engine.resolve.draft import Head, Scope
from engine.resolve.names import LISTS, READABLE
from engine.resolve.paths import LONG_PATH, Whose
from engine.resolve.types import TYPES_DIFFER, bind_unit, described, fits
from engine.syntax.nodes import Address, Clause, Node, Number, Op, Path, Quantity, Truth, Word

NOT_ITS_ANSWER = Code("R507", "not-its-answer", "a case expects an outcome that a thing of this type never has")

Answer = tuple[str, Value | None, str]
"""The outcome expected, its value, and the digits it begins with."""

_EFFECTS_SAID = "expect `must`, `may`, `must not`, `should` or `none`"
_EFFECTS = ("must", "may", "must_not", "should", "none")


def expectations(scope: Scope, people: People) -> tuple[Expectation, ...]:
    """Everything a case expects; the provisions of a line belong to each expectation on it."""
    return tuple(each for clause in scope.item.all("expect") for each in _line(clause, scope, people))


def _line(clause: Clause, scope: Scope, people: People) -> Iterator[Expectation]:
    expected, by, not_by = clause.parts
    cited, not_cited = _cited(by, scope), _cited(not_by, scope)
    for each in expected:
        made = _expected(each, cited, not_cited, scope, people)
        if made is not None:
            yield made


def _cited(addresses: Iterable[Address], scope: Scope) -> tuple[Citation, ...]:
    return tuple(citation for address in addresses if (citation := cite(address, scope)) is not None)


def _expected(
    clause: Clause, by: tuple[Citation, ...], not_by: tuple[Citation, ...], scope: Scope, people: People
) -> Expectation | None:
    if clause.kind in ("ready", "not_ready"):
        waits = _waits(clause.parts, scope, people)
        return Expectation("", None, clause.kind, waits_for=waits, by=by, not_by=not_by, span=clause.span)
    path, value, days = clause.parts
    found = _term(path, scope, people)
    if found is None:
        return None
    head, member = found
    answer = _answer(value, head, scope)
    if answer is None:
        return None
    outcome, said, digits = answer
    period: Period | None = bounded(days, scope) if days is not None else None
    waits = _waits(value.parts, scope, people) if isinstance(value, Op) and value.kind == "open" else ()
    return Expectation(
        head.id,
        member.owner,
        outcome,
        said,
        digits,
        period,
        waits,
        by,
        not_by,
        clause.span,
    )


def _term(path: Path, scope: Scope, people: People) -> tuple[Head, Whose] | None:
    if len(path.names) > 2:
        scope.say(LONG_PATH, path.span, f"`{scope.written(path.span)}` has more than one `of`")
        return None
    entry = scope.find(path.names[0], READABLE - {"parameter"}, "term")
    head = scope.draft.heads.get(entry.id) if entry is not None else None
    member = of_member(head, path, scope, people) if head is not None else None
    return None if head is None or member is None else (head, member)


def _answer(value: Node, head: Head, scope: Scope) -> Answer | None:
    """The outcome expected, its value, and the digits it begins with."""
    if isinstance(value, Op) and value.kind == "open":
        return "open", None, ""
    if isinstance(value, Truth) and head.type.kind == "yes_no":
        return ("met" if value.value else "not_met"), None, ""
    if isinstance(value, Word):
        return _outcome(value, head, scope)
    if head.type.kind == "effect":
        scope.say(NOT_ITS_ANSWER, value.span, f"`{head.name}` comes to an effect", _EFFECTS_SAID)
        return None
    number = _begun(value)
    if number is not None:
        return _digits(value, number, head.type, head.name, scope)
    made = typed(value, head.type, head.name, scope)
    return None if made is None else ("value", made, "")


def _outcome(word: Word, head: Head, scope: Scope) -> Answer | None:
    outcome = word.concept.lower()
    fitting = "effect" if outcome in _EFFECTS else "yes_no"
    if head.type.kind == fitting:
        return outcome, None, ""
    said = "comes to an effect" if head.type.kind == "effect" else f"is {described(head.type)}"
    message = f"`{head.name}` {said}, and is never `{scope.written(word.span)}`"
    hint = {"effect": _EFFECTS_SAID, "yes_no": "expect `met`, `not met` or `open`"}.get(head.type.kind, "")
    scope.say(NOT_ITS_ANSWER, word.span, message, hint)
    return None


def _begun(value: Node) -> Number | None:
    """The number of `649.07…`, also below zero or with a unit."""
    if isinstance(value, Op) and value.kind == "negative":
        value = value.parts[0]
    number = value.number if isinstance(value, Quantity) else value
    return number if isinstance(number, Number) and number.begins else None


def _digits(value: Node, number: Number, type: Type, name: str, scope: Scope) -> Answer | None:
    """The digits a value begins with, in the unit of its type."""
    sign = "-" if isinstance(value, Op) else ""
    inner = value.parts[0] if isinstance(value, Op) else value
    written = Type("number")
    if isinstance(inner, Quantity):
        loose = inner.unit == "kr" and not inner.per and type.is_money
        unit = type.unit if loose else bind_unit(inner.unit, inner.per, scope, inner.span)
        if unit is None:
            return None
        written = Type("number", unit)
    if fits(type, written):
        return "value", None, sign + number.digits
    said = f"`{scope.written(value.span)}` is {described(written)}"
    scope.say(TYPES_DIFFER, value.span, f"{said}, `{name}` is {described(type)}")
    return None


def _waits(parts: Iterable[Node], scope: Scope, people: People) -> tuple[tuple[str, str | None], ...]:
    """What it waits for: facts, assessments, terms, lists or parameters."""
    found: list[tuple[str, str | None]] = []
    for clause in parts:
        if isinstance(clause, Clause) and clause.kind == "waits":
            found += [each for path in clause.parts if (each := _waited(path, scope, people)) is not None]
    return tuple(found)


def _waited(path: Path, scope: Scope, people: People) -> tuple[str, str | None] | None:
    entry = scope.find(path.names[0], READABLE | LISTS, "fact or term")
    if entry is None:
        return None
    if entry.kind in LISTS or entry.kind == "parameter":
        return entry.id, path.names[1].text if len(path.names) > 1 else None
    head = scope.draft.heads.get(entry.id)
    member = of_member(head, path, scope, people) if head is not None else None
    return None if member is None else (entry.id, member.owner)
